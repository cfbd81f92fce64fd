"""Write a document as a Word file whose tables and drawings stay editable.

In: a laid-out `Document`. Out: a DOCX of the same pages, the same bytes for the same
document. It owns sections, the flow of a page and its footer; python-docx owns the
package.

Every page begins with a paragraph 1 pt high that stands just above the top margin.
It carries what floats on the page; texts and tables follow below it.

What Word does:

- In compatibility mode 15 a table begins at the margin; before, it begins a cell's
  margin to the left of it.
- After a table there must be a paragraph, so the last one of a section, which holds
  its properties, needs room below the sheet.
- It pushes text up where the footer is higher than the bottom margin.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import cache
from itertools import groupby
from typing import Any, TypeAlias, assert_never

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.pkgwriter import PackageWriter
from docx.section import Section
from docx.shared import Twips
from msgspec.structs import replace

from sopgen.page import (
    Document,
    Drawing,
    Face,
    Font,
    Footer,
    Image,
    Page,
    Paragraph,
    Point,
    Table,
    Text,
)
from sopgen.writers.carrier import item_properties, source_part
from sopgen.writers.docx_drawing import drawing_text, image_text
from sopgen.writers.docx_table import joined, table_bottom, table_text
from sopgen.writers.docx_text import (
    Room,
    add_gap,
    add_paragraphs,
    font_properties,
    space_after,
    text_bottom,
)
from sopgen.writers.ooxml import (
    Element,
    add,
    application_properties,
    core_properties,
    package,
    parsed,
    qualified,
    repacked,
    root,
    serialized,
)

_CARRIER = 20
"""Height of the paragraph that a page begins with: 1 pt."""

_SLACK = 60
"""Room below the sheet for the last rule and the paragraph after the last table."""

_DEFAULT_FONT = Font(Face.ARIAL, 200)

_Flow: TypeAlias = Text | Table


def write(document: Document) -> bytes:
    """Return `document` as a Word file."""
    word = docx.Document(io.BytesIO(_template()))
    _set_defaults(word, document)
    body = word.element.body
    pattern = body.sectPr
    body.remove(pattern)
    texts: list[str] = []
    sections = [tuple(pages) for _, pages in groupby(document.pages, _section)]
    for index, pages in enumerate(sections):
        for number, page in enumerate(pages):
            texts += _add_page(word, body, page, number > 0)
        ending = add_gap(body, _CARRIER)
        properties = deepcopy(pattern)
        (ending if index < len(sections) - 1 else body).append(properties)
        _set_section(Section(properties, word.part), pages[0])
    if document.attachments:
        _carry(word, document)
    parts = _parts(word)
    described = {
        "word/document.xml": _completed(parts["word/document.xml"], texts),
        "docProps/core.xml": core_properties(document),
        "docProps/app.xml": application_properties(),
    }
    return package(parts | described)


_PLACES = re.compile(b"<w:(?:tbl|r)/>")
"""What keeps the place of a table, or of a run with a drawing: their thousands of elements
are written as text.
"""


def _completed(part: bytes, texts: Sequence[str]) -> bytes:
    """Return the serialized `part` with `texts` in their places."""
    pieces = _PLACES.split(part)
    filled = (text.encode() for text in texts)
    return b"".join(piece + text for piece, text in zip(pieces, (*filled, b""), strict=True))


class _Parts(dict[str, bytes]):
    """Takes the parts of a package by name, in place of python-docx's own zip (1.2)."""

    def write(self, name: PackURI, data: bytes) -> None:
        self[name.membername] = data


def _parts(word: WordDocument) -> dict[str, bytes]:
    """Return the parts of python-docx's package by name, not yet compressed."""
    parts, opc = _Parts(), word.part.package
    for part in opc.parts:
        part.before_marshal()
    writer: Any = PackageWriter
    writer._write_content_types_stream(parts, opc.parts)
    writer._write_pkg_rels(parts, opc.rels)
    writer._write_parts(parts, opc.parts)
    return parts


def _carry(word: WordDocument, document: Document) -> None:
    """Put what `document` was made from into the package, as a part of custom XML."""
    package = word.part.package
    data = source_part(document.attachments)
    source = Part(PackURI("/customXml/item1.xml"), CT.XML, data, package)
    properties = item_properties()
    told = Part(PackURI("/customXml/itemProps1.xml"), _ITEM_PROPERTIES, properties, package)
    source.relate_to(told, RT.CUSTOM_XML_PROPS)
    word.part.relate_to(source, RT.CUSTOM_XML)


_ITEM_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


@cache
def _template() -> bytes:
    """Return python-docx's own template with nothing left in it that we do not use."""
    word = docx.Document()
    for relations, kept in (
        (word.part.rels, ("/styles", "/settings")),
        (word.part.package.rels, ("/officeDocument", "/core-properties", "/extended-properties")),
    ):
        for name in [key for key, link in relations.items() if not link.reltype.endswith(kept)]:
            del relations[name]
    _strip_styles(word)
    _strip_settings(word)
    document = root("w:document", ("w", "r", "mc", "a", "pic", "wp", "wp14", "wpc", "wpg", "wps"))
    add(add(document, "w:body"), "w:sectPr")
    buffer = io.BytesIO()
    word.save(buffer)
    return repacked(buffer.getvalue(), {"word/document.xml": serialized(document)})


def _strip_styles(word: WordDocument) -> None:
    """Keep the styles that Word needs, and headings that look like any other text."""
    headings = [f"Heading {level}" for level in range(1, 10)]
    for style in list(word.styles):
        if style.name not in {"Normal", "Default Paragraph Font", "Normal Table", *headings}:
            style.delete()
    styles = word.styles.element
    _remove(styles, "w:docDefaults", "w:latentStyles")
    for element in styles.findall(qualified("w:style")):
        _remove(element, "w:rsid")
    for level, heading in enumerate(headings):
        element = word.styles[heading].element
        _remove(element, "w:next", "w:link", "w:pPr", "w:rPr")
        add(add(element, "w:pPr"), "w:outlineLvl", {"w:val": str(level)})


def _remove(parent: Element, *names: str) -> None:
    for name in names:
        for old in parent.findall(qualified(name)):
            parent.remove(old)


def _strip_settings(word: WordDocument) -> None:
    """Leave nothing but how Word 2013 and later lay a page out."""
    settings = word.settings.element
    for old in list(settings):
        settings.remove(old)
    add(settings, "w:zoom", {"w:percent": "100"})
    add(settings, "w:defaultTabStop", {"w:val": "720"})
    add(settings, "w:characterSpacingControl", {"w:val": "doNotCompress"})
    compatibility = add(settings, "w:compat")
    for name, value in (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ):
        place = {"w:uri": "http://schemas.microsoft.com/office/word", "w:val": value}
        add(compatibility, "w:compatSetting", {"w:name": name} | place)
    add(settings, "w:decimalSymbol", {"w:val": ","})
    add(settings, "w:listSeparator", {"w:val": ";"})


def _set_defaults(word: WordDocument, document: Document) -> None:
    """Give text that a user adds the usual font of the document, and its language."""
    flowing = (item for page in document.pages for item in page.items if isinstance(item, _Flow))
    texts = (text for item in flowing for text in item.paragraphs)
    fonts = Counter(run.font for text in texts for run in text.runs)
    font = fonts.most_common(1)[0][0] if fonts else _DEFAULT_FONT
    defaults = add(word.styles.element, "w:docDefaults")
    word.styles.element.insert(0, defaults)
    plain = font_properties(replace(font, bold=False, italic=False))
    properties = add(defaults, "w:rPrDefault")
    properties.extend(parsed(plain))
    languages = ("w:val", "w:eastAsia", "w:bidi")
    add(properties[0], "w:lang", dict.fromkeys(languages, document.language))
    paragraph = add(add(defaults, "w:pPrDefault"), "w:pPr")
    add(paragraph, "w:widowControl", {"w:val": "0"})
    add(paragraph, "w:spacing", {"w:before": "0", "w:after": "0"})


def _section(page: Page) -> tuple[object, ...]:
    """Return what pages of one section have in common: paper, margins and footer."""
    footer = page.footer
    if footer is not None:
        footer = Footer(footer.box, tuple(map(_without_values, footer.paragraphs)))
    return page.width, page.height, page.margins, footer


def _without_values(paragraph: Paragraph) -> Paragraph:
    runs = (replace(run, text="") if run.field else run for run in paragraph.runs)
    return replace(paragraph, runs=tuple(runs), lines=())


def _add_page(word: WordDocument, body: Element, page: Page, breaks: bool) -> list[str]:
    """Append what stands on `page`, which `breaks` if another page of its section is before it.

    Return its pictures, drawings and tables as XML, for which only places are kept.
    """
    carrier = Point(page.margins.left, page.margins.top - _CARRIER)
    properties = add_gap(body, _CARRIER)
    if breaks:
        properties.insert(0, add(properties, "w:pageBreakBefore"))
    paragraph = body[-1]
    flow, texts = list[_Flow](), list[str]()
    for item in page.items:
        match item:
            case Drawing():
                add(paragraph, "w:r")
                texts.append(f"<w:r>{drawing_text(item, carrier)}</w:r>")
            case Image():
                relation, _ = word.part.get_or_add_image(io.BytesIO(item.png))
                add(paragraph, "w:r")
                texts.append(f"<w:r>{image_text(item, carrier, relation)}</w:r>")
            case Table() | Text():
                flow.append(item)
            case _:
                assert_never(item)
    room = Room(page.margins.left, page.width - page.margins.right, page.margins.top)
    return texts + _add_flow(body, _with_touching_tables_joined(flow), room)


def _with_touching_tables_joined(flow: Sequence[_Flow]) -> list[_Flow]:
    items: list[_Flow] = []
    for item in flow:
        above = items[-1] if items else None
        if isinstance(item, Table) and isinstance(above, Table) and above.rows[-1] == item.rows[0]:
            items[-1] = joined(above, item)
        else:
            items.append(item)
    return items


def _add_flow(body: Element, flow: Iterable[_Flow], room: Room) -> list[str]:
    """Append texts and places for tables from top to bottom; return the tables as XML."""
    bottom, tables = room.top, list[str]()
    for item in flow:
        match item:
            case Text():
                style = f"Heading{item.heading}" if item.heading else ""
                add_paragraphs(body, item.paragraphs, replace(room, top=bottom), style)
                bottom = max(bottom, *map(text_bottom, item.paragraphs))
            case Table():
                _leave_room(body, item.box.y - bottom)
                add(body, "w:tbl")
                tables.append(table_text(item, room.left))
                bottom = table_bottom(item)
            case _:
                assert_never(item)
    return tables


def _leave_room(body: Element, height: int) -> None:
    """Leave `height` twips before the table that follows; two tables must not become one."""
    if body[-1].tag == qualified("w:tbl"):
        add_gap(body, max(1, height))
    elif height > 0:
        space_after(body, height)


def _set_section(section: Section, page: Page) -> None:
    landscape = page.width > page.height
    section.start_type = WD_SECTION.NEW_PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(page.width), Twips(page.height)
    margins = page.margins
    section.left_margin, section.right_margin = Twips(margins.left), Twips(margins.right)
    section.top_margin = Twips(margins.top - _CARRIER)
    section.bottom_margin = Twips(max(0, margins.bottom - _SLACK))
    section.header_distance = Twips(margins.top // 2)
    section.footer_distance = Twips(margins.bottom // 2)
    section.gutter = Twips(0)
    section.footer.is_linked_to_previous = False
    element = section.footer.part.element
    for old in list(element):
        element.remove(old)
    if page.footer is None or not page.footer.paragraphs:
        add_gap(element, _CARRIER)
        return
    paragraphs = page.footer.paragraphs
    top, bottom = paragraphs[0].box.y, text_bottom(paragraphs[-1])
    section.footer_distance = Twips(page.height - bottom)
    section.bottom_margin = Twips(max(page.height - top, margins.bottom - _SLACK))
    room = Room(margins.left, page.width - margins.right, top)
    add_paragraphs(element, paragraphs, room)
