"""Read a table: where its columns and rows end, what its cells say, what floats in them.

In: a `w:tbl`, where it begins on the page, and the styles. Out: a `ReadTable`. A row is as
high as the file says; one that says nothing is as high as its texts. That a row grows with
its text in Word is left out. Rows that were deleted while changes were tracked are gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from lxml import etree
from msgspec import Struct

from sopgen.readers.docx.floating import Paper, Spot, read_floating
from sopgen.readers.docx.styles import Styles, W
from sopgen.readers.docx.text import Read, Words, read_paragraph, words_of
from sopgen.readers.office.drawingml import Seen
from sopgen.readers.office.markup import local, whole
from sopgen.readers.packages import BadPackageError

MOST_ROWS = 5_000
MOST_COLUMNS = 200
"""More than one table may have."""

_TALLEST = 31_680
"""Word's own limit, in twips."""

_EIGHTHS_PER_POINT = 8
_THICKEST = 96
_HOLDERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
"""What holds paragraphs, tables, rows and cells without being shown itself."""


class ReadCell(Struct, frozen=True):
    """A cell by its first row and its columns' edges, by number, in the table."""

    row: int
    left: int
    right: int
    row_span: int
    words: Words


class ReadTable(Struct, frozen=True):
    """A table in twips of the page; the `rule` under its last row takes room below it."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    cells: tuple[ReadCell, ...]
    drawn: tuple[Seen, ...]
    rule: int


class _Held(Struct, frozen=True):
    """A `w:tc` by its row and its columns' edges; one that `continues` belongs to that above."""

    row: int
    left: int
    right: int
    continues: bool
    elements: tuple[etree._Element, ...]
    paragraphs: tuple[Read, ...]


def read_table(
    table: etree._Element, left: int, top: int, paper: Paper, styles: Styles
) -> ReadTable:
    """Return `table`, which begins at `top` in a column of the page that begins at `left`."""
    rows = [row for row in children(table, "tr") if not _is_deleted(row)]
    if len(rows) > MOST_ROWS:
        raise BadPackageError(f"sebuah tabel lebih dari {MOST_ROWS} baris")
    held = [each for number, row in enumerate(rows) for each in _held(row, number, styles)]
    columns = _columns(table, left, held)
    by_row = {number: tuple(each) for number, each in groupby(held, key=lambda cell: cell.row)}
    heights = (_height(row, by_row.get(number, ()), columns) for number, row in enumerate(rows))
    edges = tuple(accumulate(heights, initial=top))
    drawn = tuple(each for cell in held for each in _floating(cell, columns, edges, paper, styles))
    return ReadTable(columns, edges, tuple(_cells(held)), drawn, _rule(table, rows))


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children called so, also those that are held by what shows nothing itself."""
    for child in element:
        if local(child) in names:
            yield child
        elif local(child) in _HOLDERS:
            yield from children(child, *names)


def _is_deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _width(element: etree._Element | None) -> int:
    """Return the width that `element` gives in twips; what is told in percent is none."""
    if element is None or element.get(f"{W}type", "dxa") != "dxa":
        return 0
    return max(-_TALLEST, min(_TALLEST, whole(element.get(f"{W}w"))))


def _held(row: etree._Element, number: int, styles: Styles) -> Iterator[_Held]:
    at = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in children(row, "tc"):
        properties = cell.find(f"{W}tcPr")
        span = None if properties is None else properties.find(f"{W}gridSpan")
        merge = None if properties is None else properties.find(f"{W}vMerge")
        end = at + max(1, _count(span, 1))
        if end > MOST_COLUMNS:
            raise BadPackageError(f"sebuah tabel lebih dari {MOST_COLUMNS} kolom")
        continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        elements = tuple(cell.iter(f"{W}p"))
        shown = [
            each for each in elements if next(each.iterancestors(f"{W}txbxContent"), None) is None
        ]
        paragraphs = tuple(read_paragraph(each, styles) for each in shown)
        yield _Held(number, at, end, continues, tuple(shown), paragraphs)
        at = end


def _count(element: etree._Element | None, usual: int) -> int:
    return usual if element is None else max(0, whole(element.get(f"{W}val"), usual))


def _columns(table: etree._Element, left: int, held: Sequence[_Held]) -> tuple[int, ...]:
    """Return the edges of the grid, as many as its cells ask for."""
    count = max((each.right for each in held), default=0)
    widths = [max(0, _width(each)) for each in table.iterfind(f"{W}tblGrid/{W}gridCol")][:count]
    missing = [0] * (count - len(widths))
    start = left + _width(table.find(f"{W}tblPr/{W}tblInd"))
    return tuple(accumulate((*widths, *missing), initial=start))


def _height(row: etree._Element, held: Sequence[_Held], columns: Sequence[int]) -> int:
    told = row.find(f"{W}trPr/{W}trHeight")
    height = 0 if told is None else min(_TALLEST, whole(told.get(f"{W}val")))
    if height > 0:
        return height
    heights = (
        sum(each.height(columns[cell.right] - columns[cell.left]) for each in cell.paragraphs)
        for cell in held
    )
    return max(heights, default=0)


def _cells(held: Sequence[_Held]) -> Iterator[ReadCell]:
    """Yield each cell once, with as many rows as it goes on over."""
    last = {(each.row, each.left): each for each in held}
    for each in held:
        if each.continues and (each.row - 1, each.left) in last:
            continue
        bottom = each.row + 1
        while (below := last.get((bottom, each.left))) is not None and below.continues:
            bottom += 1
        yield ReadCell(
            each.row, each.left, each.right, bottom - each.row, words_of(each.paragraphs)
        )


def _floating(
    cell: _Held, columns: Sequence[int], edges: Sequence[int], paper: Paper, styles: Styles
) -> Iterator[Seen]:
    """Yield what floats in a cell, as if its text began at the top of it."""
    y, width = edges[cell.row], columns[cell.right] - columns[cell.left]
    for element, paragraph in zip(cell.elements, cell.paragraphs, strict=True):
        spot = Spot(columns[cell.left], y + max(0, paragraph.setting.before))
        yield from read_floating(element, spot, paper, styles)
        if element.find(f".//{W}drawing") is not None or len(cell.paragraphs) > 1:
            y += paragraph.height(width)


def _rule(table: etree._Element, rows: Sequence[etree._Element]) -> int:
    """Return how wide the rule under the last row is."""
    if not rows:
        return 0
    around = table.find(f"{W}tblPr/{W}tblBorders/{W}bottom")
    widths = [_stroke(cell, around) for cell in children(rows[-1], "tc")]
    return max(widths, default=0)


def _stroke(cell: etree._Element, around: etree._Element | None) -> int:
    own = cell.find(f"{W}tcPr/{W}tcBorders/{W}bottom")
    border = around if own is None else own
    if border is None or border.get(f"{W}val", "nil") in ("nil", "none"):
        return 0
    return max(0, min(_THICKEST, whole(border.get(f"{W}sz")))) * 20 // _EIGHTHS_PER_POINT
