"""The pages of a DOCX, laid out as Word does it for exact rows and exact lines."""

import io
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from tests.writers.reading import (
    EMU,
    NAMES,
    ReadPage,
    ReadText,
    Rect,
    add_drawn,
    chosen,
    seen_box,
    words,
)

W = f"{{{NAMES['w']}}}"
EIGHTHS = 8
"""Rules are counted in eighths of a point; that under a table takes room of the page."""


def read_docx(data: bytes, lines: Callable[[str], int]) -> list[ReadPage]:
    """Return the pages of a DOCX; `lines` says how many lines a paragraph's text takes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
        _type_marks(body, etree.fromstring(archive.read("word/numbering.xml")))
    pages: list[ReadPage] = []
    for blocks, properties in _sections(body):
        margins = properties.find("w:pgMar", NAMES)
        left, top = _points(margins.get(f"{W}left")), _points(margins.get(f"{W}top"))
        y = top
        for number, block in enumerate(blocks):
            if number == 0 or block.find("w:pPr/w:pageBreakBefore", NAMES) is not None:
                pages.append(ReadPage())
                y = top
            if block.tag == f"{W}tbl":
                y = _add_table(pages[-1], block, left, y)
            else:
                y = _add_paragraph(pages[-1], block, (left, y), lines)
    return pages


def _type_marks(body: etree._Element, numbering: etree._Element) -> None:
    """Put before each item of a list the mark that Word makes for it."""
    kinds = {
        each.get(f"{W}abstractNumId"): (
            each.find("w:lvl/w:numFmt", NAMES).get(f"{W}val"),
            each.find("w:lvl/w:lvlText", NAMES).get(f"{W}val"),
        )
        for each in numbering.findall("w:abstractNum", NAMES)
    }
    lists = {
        each.get(f"{W}numId"): (
            kinds[each.find("w:abstractNumId", NAMES).get(f"{W}val")],
            int(each.find("w:lvlOverride/w:startOverride", NAMES).get(f"{W}val")),
        )
        for each in numbering.findall("w:num", NAMES)
    }
    counts: dict[str, int] = {}
    for number in body.iter(f"{W}numId"):
        key = number.get(f"{W}val")
        (form, text), start = lists[key]
        place = counts[key] = counts.get(key, start - 1) + 1
        shown = chr(ord("a") + place - 1) if form == "lowerLetter" else str(place)
        properties = number.getparent().getparent()
        mark = etree.Element(f"{W}t")
        mark.text = text.replace("%1", shown)
        properties.addnext(mark)


def _points(twips: str | None) -> float:
    return int(twips or 0) / 20


def _sections(body: etree._Element) -> Iterator[tuple[list[etree._Element], etree._Element]]:
    blocks: list[etree._Element] = []
    for block in body:
        if block.tag == f"{W}sectPr":
            yield blocks, block
            return
        blocks.append(block)
        properties = block.find("w:pPr/w:sectPr", NAMES)
        if properties is not None:
            yield blocks, properties
            blocks = []


def _add_paragraph(
    page: ReadPage, block: etree._Element, at: tuple[float, float], lines: Callable[[str], int]
) -> float:
    """Add what floats over `block`, which begins `at`; return where it ends."""
    left, y = at
    spacing = block.find("w:pPr/w:spacing", NAMES)
    assert spacing.get(f"{W}lineRule") == "exact"
    y += _points(spacing.get(f"{W}before"))
    for choice in chosen(block):
        _add_canvas(page, choice, (left, y))
    text = "".join(run.text or "" for run in block.findall("w:r/w:t", NAMES))
    count = lines(text.replace("\u200b", "")) if text else 1
    return y + count * _points(spacing.get(f"{W}line")) + _points(spacing.get(f"{W}after"))


def _add_canvas(page: ReadPage, choice: etree._Element, paragraph: tuple[float, float]) -> None:
    offsets = [int(each.text) / EMU for each in choice.iter(f"{{{NAMES['wp']}}}posOffset")]
    origin = paragraph[0] + offsets[0], paragraph[1] + offsets[1]
    bases = [each.get("relativeFrom") for each in choice.iter("{*}positionH", "{*}positionV")]
    assert bases == ["column", "paragraph"]
    for shape in choice.iter(f"{{{NAMES['wps']}}}wsp"):
        transform = shape.find(".//a:xfrm", NAMES)
        add_drawn(page, shape, seen_box(transform, origin))


def _add_table(page: ReadPage, table: etree._Element, left: float, y: float) -> float:
    """Add the cells of `table`, which begins at `y`; return where it ends."""
    indent = table.find("w:tblPr/w:tblInd", NAMES)
    edges = [left + _points(indent.get(f"{W}w"))]
    for column in table.findall("w:tblGrid/w:gridCol", NAMES):
        edges.append(edges[-1] + _points(column.get(f"{W}w")))
    open_cells: dict[int, tuple[float, float, str]] = {}
    page.across.update(edges)
    page.down.add(y)
    rows = table.findall("w:tr", NAMES)
    for row in rows:
        height = row.find("w:trPr/w:trHeight", NAMES)
        assert height.get(f"{W}hRule") in ("exact", "atLeast")
        bottom, at = y + _points(height.get(f"{W}val")), 0
        for cell in row.findall("w:tc", NAMES):
            span = cell.find("w:tcPr/w:gridSpan", NAMES)
            end = at + (int(span.get(f"{W}val")) if span is not None else 1)
            merge = cell.find("w:tcPr/w:vMerge", NAMES)
            if merge is None or merge.get(f"{W}val") == "restart":
                for covered in range(at, end):
                    _close(page, open_cells, edges, covered, y)
                open_cells[at] = edges[end], y, words(cell)
            at = end
        y = bottom
        page.down.add(y)
    for at in sorted(open_cells):
        _close(page, open_cells, edges, at, y)
    rule = table.find("w:tblPr/w:tblBorders/w:bottom", NAMES).get(f"{W}sz")
    return y + (int(rule) / EIGHTHS if _is_ruled_below(rows[-1]) else 0)


def _close(
    page: ReadPage,
    open_cells: dict[int, tuple[float, float, str]],
    edges: list[float],
    at: int,
    bottom: float,
) -> None:
    """Add the cell that began in column `at`, if there is one, and has now ended."""
    if at in open_cells:
        right, top, text = open_cells.pop(at)
        page.cells.append(ReadText(Rect(edges[at], top, right, bottom), text))


def _is_ruled_below(row: etree._Element) -> bool:
    cells = row.findall("w:tc", NAMES)
    bare = [cell.find("w:tcPr/w:tcBorders/w:bottom", NAMES) is not None for cell in cells]
    return not all(bare)
