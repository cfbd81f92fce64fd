"""What Word files have in common with each other: the styles and the settings.

In: the usual font of a document and its language. Out: two parts of its package, made from
python-docx's own template, in which nothing is left that we do not use. It owns which
styles there are and as which Word lays a page out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Font
from sopgen.writers.docx.looks import Look
from sopgen.writers.docx.text import font_properties
from sopgen.writers.office.markup import quoted
from sopgen.writers.office.ooxml import Element, serialized


class _Template(Struct, frozen=True):
    """Parts of the package; the defaults of a document stand between the `styles`."""

    styles: tuple[bytes, bytes]
    settings: bytes


def settings_part() -> bytes:
    """Return the settings, the same for every document."""
    return _template().settings


def styles_part(font: Font, language: str, looks: Sequence[Look]) -> bytes:
    """Return the styles, by which text that a user adds is in `font` and in `language`."""
    before, after = _template().styles
    plain, spoken = replace(font, bold=False, italic=False), quoted(language)
    lang = f"<w:lang w:val={spoken} w:eastAsia={spoken} w:bidi={spoken}/>"
    defaults = (
        f"<w:docDefaults><w:rPrDefault>{font_properties(plain, lang)}</w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/><w:spacing w:before="0" w:after="0"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    own = "".join(_own_style(look) for look in looks)
    end = b"</w:styles>"
    return before + defaults.encode() + after.replace(end, own.encode() + end)


def _own_style(look: Look) -> str:
    properties = font_properties(look.font) if look.font else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{look.id}">'
        f'<w:name w:val={quoted(look.name)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"{properties}</w:style>"
    )


@cache
def _template() -> _Template:
    word = docx.Document()
    _strip_styles(word)
    _strip_settings(word)
    place = b"<w:docDefaults/>"
    before, after = serialized(word.styles.element).split(place)
    return _Template((before, after), serialized(word.settings.element))


LOWEST_HEADING = 9
"""Word has so many levels of headings."""


def _strip_styles(word: WordDocument) -> None:
    """Keep the styles that Word needs, and headings that look like any other text."""
    headings = [f"Heading {level}" for level in range(1, LOWEST_HEADING + 1)]
    for style in list(word.styles):
        if style.name not in {"Normal", "Default Paragraph Font", "Normal Table", *headings}:
            style.delete()
    styles = word.styles.element
    _remove(styles, "w:docDefaults", "w:latentStyles")
    styles.insert(0, _add(styles, "w:docDefaults"))
    for element in styles.findall(qn("w:style")):
        _remove(element, "w:rsid")
    for level, heading in enumerate(headings):
        element = word.styles[heading].element
        _remove(element, "w:next", "w:link", "w:pPr", "w:rPr")
        _add(_add(element, "w:pPr"), "w:outlineLvl", {"w:val": str(level)})


def _strip_settings(word: WordDocument) -> None:
    """Leave nothing but how Word 2013 and later lay a page out."""
    settings = word.settings.element
    for old in list(settings):
        settings.remove(old)
    _add(settings, "w:zoom", {"w:percent": "100"})
    _add(settings, "w:defaultTabStop", {"w:val": "720"})
    _add(settings, "w:characterSpacingControl", {"w:val": "doNotCompress"})
    compatibility = _add(settings, "w:compat")
    for name, value in (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ):
        place = {"w:uri": "http://schemas.microsoft.com/office/word", "w:val": value}
        _add(compatibility, "w:compatSetting", {"w:name": name} | place)
    _add(settings, "w:decimalSymbol", {"w:val": ","})
    _add(settings, "w:listSeparator", {"w:val": ";"})


def _remove(parent: Element, *names: str) -> None:
    for name in names:
        for old in parent.findall(qn(name)):
            parent.remove(old)


_NOTHING: Mapping[str, str] = {}


def _add(parent: Element, name: str, attributes: Mapping[str, str] = _NOTHING) -> Element:
    """Append an element to `parent` and return it; names are written with their prefix."""
    named = {qn(key): value for key, value in attributes.items()}
    return etree.SubElement(parent, qn(name), named)
