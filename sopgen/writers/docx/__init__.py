"""Write a document as a Word file whose tables and drawings stay editable.

In: a laid-out `Document`. Out: a DOCX of the same pages, the same bytes for the same
document. It owns sections, their footers and the parts of the package; `docx_flow` decides
what stands on a page, `docx_template` what all files have in common.

What Word does:

- In compatibility mode 15 a table begins at the margin; before, it begins a cell's
  margin to the left of it.
- After a table there must be a paragraph, so the last one of a section, which holds
  its properties, needs room below the sheet.
- It pushes text up where the footer is higher than the bottom margin.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from sopgen.document.labels import LabelRun, Numerals, label_runs
from sopgen.document.page import (
    Document,
    Face,
    Font,
    Footer,
    Image,
    Page,
    Paragraph,
    Table,
    Text,
)
from sopgen.document.sheet import Sheet
from sopgen.writers.docx.flow import CARRIER, Beginning, Supplies, page_text
from sopgen.writers.docx.looks import Look, looks_of
from sopgen.writers.docx.numbering import Numbering
from sopgen.writers.docx.seen import seen_sheets
from sopgen.writers.docx.template import settings_part, styles_part
from sopgen.writers.docx.text import Room, beside, gap, gap_properties, text_bottom, text_of
from sopgen.writers.office.carrier import digest_of, item_properties, source_part
from sopgen.writers.office.mapping import packed
from sopgen.writers.office.ooxml import (
    NAMESPACES,
    application_properties,
    content_types,
    core_properties,
    package,
    package_relationships,
    part,
    relationships,
)

_SLACK = 60
"""Room below the sheet for the last rule and the paragraph after the last table."""

_DEFAULT_FONT = Font(Face.ARIAL, 200)
_NUMERALS = {Numerals.ARABIC: "decimal", Numerals.ROMAN: "lowerRoman"}


def write(document: Document) -> bytes:
    """Return `document` as a Word file."""
    counted = label_runs(document.pages)
    sections, pictures = _sections(document.pages, counted), _pictures(document.pages)
    targets = [(f"{_OFFICE}/styles", "styles.xml"), (f"{_OFFICE}/settings", "settings.xml")]
    targets.append((f"{_OFFICE}/numbering", "numbering.xml"))
    targets += [(f"{_OFFICE}/image", name) for name in pictures]
    targets += [(f"{_OFFICE}/footer", name) for name in sections]
    headers = {_header_name(name): pages[0] for name, pages in sections.items() if pages[0].header}
    targets += [(f"{_OFFICE}/header", name) for name in headers]
    if document.attachments:
        targets.append((f"{_OFFICE}/customXml", f"../{_CARRIED}"))
    relations = {target: f"rId{number}" for number, (_, target) in enumerate(targets, start=1)}
    shown = {png: relations[name] for name, png in pictures.items()}
    looks, numbering = looks_of(document.pages), Numbering()
    body = _body(document, sections, counted, Supplies(shown, looks, numbering), relations)
    parts = {
        "_rels/.rels": package_relationships("word/document.xml"),
        "docProps/app.xml": application_properties(),
        "docProps/core.xml": core_properties(document),
        "word/_rels/document.xml.rels": relationships(targets),
        "word/document.xml": part("w:document", _PREFIXES, f"<w:body>{body}</w:body>"),
        "word/numbering.xml": numbering.part(),
        "word/settings.xml": settings_part(),
        "word/styles.xml": styles_part(_usual_font(document.pages), document.language, looks.named),
    }
    parts |= {f"word/{name}": png for name, png in pictures.items()}
    parts |= {
        f"word/{name}": _footer_part(pages[0], looks.foot) for name, pages in sections.items()
    }
    parts |= {f"word/{name}": _header_part(page) for name, page in headers.items()}
    if document.attachments:
        parts |= _carried(document, digest_of(parts))
    return package(parts | {"[Content_Types].xml": content_types(parts, _CONTENT_TYPES)})


_PREFIXES = ("w", "r", "mc", "a", "pic", "wp", "wp14", "wpc", "wpg", "wps")
"""What the body declares; `wp14` is asked for by some drawings."""

_OFFICE = NAMESPACES["r"]
_CARRIED = "customXml/item1.xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    ("word/document.xml", f"{_WORD}.document.main+xml"),
    ("word/footer", f"{_WORD}.footer+xml"),
    ("word/header", f"{_WORD}.header+xml"),
    ("word/numbering.xml", f"{_WORD}.numbering+xml"),
    ("word/settings.xml", f"{_WORD}.settings+xml"),
    ("word/styles.xml", f"{_WORD}.styles+xml"),
    (
        "customXml/itemProps",
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    ),
)
"""The content type of every part whose name begins so."""


def seen(document: Document) -> tuple[Sheet, ...]:
    """Return what the pages of the file show that `document` becomes."""
    return seen_sheets(document.pages)


def _carried(document: Document, content: str) -> dict[str, bytes]:
    """Return the parts that hold what the document was made from, and the digest of the rest."""
    properties = (f"{_OFFICE}/customXmlProps", "itemProps1.xml")
    return {
        _CARRIED: source_part(document.attachments, packed(seen(document)), content),
        "customXml/itemProps1.xml": item_properties(),
        "customXml/_rels/item1.xml.rels": relationships([properties]),
    }


def _pictures(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return each picture once, by the name of its part."""
    images = (item for page in pages for item in page.items if isinstance(item, Image))
    distinct = dict.fromkeys(image.png for image in images)
    return {f"media/image{number}.png": png for number, png in enumerate(distinct, start=1)}


def _usual_font(pages: Iterable[Page]) -> Font:
    """Return the font of most runs outside the drawings."""
    flowing = (item for page in pages for item in page.items if isinstance(item, Table | Text))
    fonts = Counter([run.font for item in flowing for text in item.paragraphs for run in text.runs])
    return fonts.most_common(1)[0][0] if fonts else _DEFAULT_FONT


def _sections(pages: Sequence[Page], counted: Sequence[LabelRun]) -> dict[str, tuple[Page, ...]]:
    """Return the pages of each section, by the name of the part of their footer.

    Where pages are `counted` anew, a section begins.
    """
    firsts = [each.first for each in counted]
    placed = groupby(
        enumerate(pages), lambda each: (bisect_right(firsts, each[0]), _in_common(each[1]))
    )
    groups = (tuple(page for _, page in group) for _, group in placed)
    return {f"footer{number}.xml": group for number, group in enumerate(groups, start=1)}


def _in_common(page: Page) -> tuple[object, ...]:
    """Return what pages of one section have in common: paper, margins, header and footer."""
    footer = page.footer
    if footer is not None:
        footer = Footer(footer.box, tuple(map(_without_values, footer.paragraphs)))
    return page.width, page.height, page.margins, page.header, footer


def _without_values(paragraph: Paragraph) -> Paragraph:
    runs = (replace(run, text="") if run.field else run for run in paragraph.runs)
    return replace(paragraph, runs=tuple(runs), lines=())


def _body(
    document: Document,
    sections: Mapping[str, tuple[Page, ...]],
    counted: Sequence[LabelRun],
    supplies: Supplies,
    relations: Mapping[str, str],
) -> str:
    """Return the pages of all sections, each with the properties of its section at its end."""
    texts, last = list[str](), len(sections)
    entries = {each.page: each for each in reversed(document.outline)}
    marked = {each.link for page in document.pages for each in page.paragraphs}
    count = 0
    for number, (footer, pages) in enumerate(sections.items(), start=1):
        for place, page in enumerate(pages):
            followed = place + 1 < len(pages)
            beginning = Beginning(entries.get(count), count if count in marked else None)
            texts.append(page_text(page, supplies, beginning, breaks=place > 0, followed=followed))
            count += 1
        header = relations.get(_header_name(footer), "")
        counting = _counting(counted, count - len(pages))
        properties = _section_properties(pages[0], relations[footer], header, counting)
        if number == last:
            texts.append(f"{gap(CARRIER)}{properties}")
        else:
            texts.append(f"<w:p><w:pPr>{gap_properties(CARRIER)}{properties}</w:pPr></w:p>")
    return "".join(texts)


def _header_name(footer: str) -> str:
    """Return the part of the header in the section that has this `footer`."""
    return footer.replace("footer", "header")


def _section_properties(page: Page, footer: str, header: str, counting: str) -> str:
    """Return the `w:sectPr` of pages like `page`, its `header` and `footer` by their relations.

    Its pages are counted as `counting` says.
    """
    margins, paragraphs = page.margins, page.footer.paragraphs if page.footer else ()
    bottom, below = max(0, margins.bottom - _SLACK), margins.bottom // 2
    if paragraphs:
        bottom = max(page.height - paragraphs[0].box.y, margins.bottom - _SLACK)
        below = page.height - text_bottom(paragraphs[-1])
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    above = f'<w:headerReference w:type="default" r:id="{header}"/>' if header else ""
    top = page.header.box.y if page.header else margins.top // 2
    return (
        f'<w:sectPr>{above}<w:footerReference w:type="default" r:id="{footer}"/>'
        f'<w:pgSz{turned} w:w="{page.width}" w:h="{page.height}"/>'
        f'<w:pgMar w:left="{margins.left}" w:right="{margins.right}" '
        f'w:top="{margins.top - CARRIER}" w:bottom="{bottom}" '
        f'w:header="{top}" w:footer="{below}" w:gutter="0"/>{counting}</w:sectPr>'
    )


def _counting(counted: Sequence[LabelRun], first: int) -> str:
    """Return the `w:pgNumType` of the section that begins with page `first` (ECMA-376-1, 17.6.12).

    Word forgets the numerals of the section before, but counts on.
    """
    at = bisect_right([each.first for each in counted], first)
    if not at:
        return ""
    run = counted[at - 1]
    start = f' w:start="{run.start}"' if run.first == first else ""
    return f'<w:pgNumType w:fmt="{_NUMERALS[run.numerals]}"{start}/>'


def _header_part(page: Page) -> bytes:
    """Return the header of pages like `page`, which have one."""
    assert page.header is not None
    room = Room(page.margins.left, page.width - page.margins.right, page.header.box.y)
    return part("w:hdr", ("w",), text_of(page.header.paragraphs, room))


def _footer_part(page: Page, look: Look) -> bytes:
    """Return the footer of pages like `page`; it must hold a paragraph, be it an empty one."""
    paragraphs, content = page.footer.paragraphs if page.footer else (), gap(CARRIER)
    if paragraphs:
        room = Room(page.margins.left, page.width - page.margins.right, paragraphs[0].box.y)
        content = _foot(paragraphs, room, look)
    return part("w:ftr", ("w",), content)


def _foot(paragraphs: Sequence[Paragraph], room: Room, look: Look) -> str:
    """Return what stands in a footer; texts at its end may share a line."""
    shared = [each for each in paragraphs if each.box.y == paragraphs[-1].box.y]
    if len(shared) < 2:
        return text_of(paragraphs, room, look)
    upper = paragraphs[: len(paragraphs) - len(shared)]
    if not upper:
        return beside(shared, room, look)
    below = Room(room.left, room.right, text_bottom(upper[-1]))
    return text_of(upper, room, look) + beside(shared, below, look)
