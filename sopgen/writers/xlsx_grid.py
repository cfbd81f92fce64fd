"""Decide the columns and rows of a worksheet.

In: the pages that share a sheet. Out: a `Grid`, whose edges are all edges of their
tables, texts and list items, and for each page the `Strip` of the sheet that shows
it. Edges lie on whole pixels, in twips from the sheet's top left, so a position of a
page moves to the sheet by addition alone. Pages stand below each other without the
empty room at their feet.

What Excel does: the rows of a print title are printed again on top of every later
page, so the repeated header of a flowchart stands only once on its sheet. A row is
at most 409.5 pt high.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias, assert_never

from sopgen.page import PIXEL, Box, Cell, Drawing, Image, Item, Page, Paragraph, Table, Text

TALLEST_ROW = 546 * PIXEL
"""The most that Excel lets a row be high: 409.5 pt."""


@dataclass(frozen=True, slots=True)
class Area:
    """Neighbouring cells: rows and columns from 0, the last ones not included."""

    top: int
    left: int
    bottom: int
    right: int

    def cells(self) -> Iterator[tuple[int, int]]:
        """Return row and column of every cell, row by row."""
        for row in range(self.top, self.bottom):
            for column in range(self.left, self.right):
                yield row, column


@dataclass(frozen=True, slots=True)
class Strip:
    """A page on its sheet: what lies at (`left`, `top`) of the page stands at (0, `offset`).

    `items` are the page's, without a header that the sheet prints as its title.
    """

    items: tuple[Item, ...]
    left: int
    top: int
    offset: int
    rows: range

    def x(self, x: int) -> int:
        """Return where `x` of the page lies on the sheet."""
        return x - self.left

    def y(self, y: int) -> int:
        """Return where `y` of the page lies on the sheet."""
        return y - self.top + self.offset


@dataclass(frozen=True, slots=True)
class Grid:
    """The edges of columns and rows, the pages between them, the rows of the print title."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    strips: tuple[Strip, ...]
    titles: range

    def area(self, strip: Strip, box: Box) -> Area:
        """Return the cells that cover `box`, a box of the page whose sides are edges here."""
        return Area(
            bisect_left(self.rows, _snapped(strip.y(box.y))),
            bisect_left(self.columns, _snapped(strip.x(box.x))),
            bisect_left(self.rows, _snapped(strip.y(box.bottom))),
            bisect_left(self.columns, _snapped(strip.x(box.right))),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list on the sheet: the boxes of its marker, if that hangs, and of its text.

    The text's box reaches from the padding left of the text to the right edge of
    the list, so that a spreadsheet wraps it in the width that the layout gave it.
    """

    paragraph: Paragraph
    marker: Box | None
    text: Box


def entries(cell: Cell, box: Box) -> Iterator[Entry]:
    """Return the items of `cell`, an itemised one that fills `box`."""
    for paragraph in cell.paragraphs:
        left = max(box.x, paragraph.box.x - cell.padding.left)
        top, height = paragraph.box.y, paragraph.box.height
        hang = min(paragraph.indent, left - box.x) if paragraph.marker else 0
        marker = Box(left - hang, top, hang, height) if hang >= PIXEL else None
        yield Entry(paragraph, marker, Box(left, top, box.right - left, height))


def grid_of(pages: Sequence[Page]) -> Grid:
    """Return the grid that shows `pages`, which follow each other on one sheet."""
    boxes = [item.box for page in pages for item in page.items]
    left = min([pages[0].margins.left, *(box.x for box in boxes)])
    right = max((box.right for box in boxes), default=left)
    repeated = _repeated_header(pages)
    columns = _edges(
        (x - left for page in pages for item in page.items for x in _lines(item)[0]), right - left
    )
    rows, strips = [0], list[Strip]()
    for number, page in enumerate(pages):
        header = repeated if number else None
        strip, edges = _strip(page, left, header)
        first, offset = len(rows) - 1, rows[-1]
        rows += [offset + edge for edge in edges[1:]]
        strips.append(replace(strip, offset=offset, rows=range(first, len(rows) - 1)))
    grid = Grid(columns, tuple(rows), tuple(strips), range(0))
    return grid if repeated is None else _titled(grid, repeated)


def _titled(grid: Grid, table: Table) -> Grid:
    """Return `grid` with the header of `table`, which stands on the first page, as its title."""
    header = replace(table, rows=table.rows[: table.header_rows + 1])
    area = grid.area(grid.strips[0], header.box)
    return replace(grid, titles=range(area.top, area.bottom))


def _strip(page: Page, left: int, header: Table | None) -> tuple[Strip, tuple[int, ...]]:
    """Return `page` on a sheet of its own and the edges of its rows."""
    items, top = page.items, min([page.margins.top, *(item.box.y for item in page.items)])
    if header is not None:
        first = _first(page)
        assert isinstance(first, Table)
        items = tuple(_headless(first) if item is first else item for item in items)
        top = first.rows[first.header_rows]
    reach = max((item.box.bottom for item in items), default=page.height - page.margins.bottom)
    edges = _edges((y - top for item in items for y in _lines(item)[1]), reach - top)
    return Strip(items, left, top, 0, range(0)), edges


def _edges(lines: Iterable[int], reach: int) -> tuple[int, ...]:
    """Return the whole pixels that `lines` lie on, from 0 at least to `reach`."""
    edges = sorted({0, *map(_snapped, lines)})
    if _snapped(reach) > edges[-1]:
        edges.append(_snapped(reach))
    if len(edges) == 1:
        edges.append(PIXEL)
    out = edges[:1]
    for start, end in pairwise(edges):
        out += range(start + TALLEST_ROW, end, TALLEST_ROW)
        out.append(end)
    return tuple(out)


def _snapped(length: int) -> int:
    return (length + PIXEL // 2) // PIXEL * PIXEL


_Lines: TypeAlias = tuple[Sequence[int], Sequence[int]]


def _lines(item: Item) -> _Lines:
    """Return the vertical and the horizontal lines that cells must end on."""
    match item:
        case Table():
            listed = [_listed(cell, item.cell_box(cell)) for cell in item.cells if cell.itemised]
            across = [x for columns, _ in listed for x in columns]
            down = [y for _, rows in listed for y in rows]
            return [*item.columns, *across], [*item.rows, *down]
        case Text():
            return (item.box.x, item.box.right), (item.box.y, item.box.bottom)
        case Drawing() | Image():
            return (), ()
        case _:
            assert_never(item)


def _listed(cell: Cell, box: Box) -> _Lines:
    boxes = [
        each
        for entry in entries(cell, box)
        for each in (entry.marker, entry.text)
        if each is not None
    ]
    return [each.x for each in boxes], [y for each in boxes for y in (each.y, each.bottom)]


def _repeated_header(pages: Sequence[Page]) -> Table | None:
    """Return the table of the first page whose header stands on top of all later pages.

    None where a later page begins with something else: there a print title would
    move everything down, so every header is made of cells.
    """
    headed = [item for item in pages[0].items if isinstance(item, Table) and item.header_rows]
    if not headed:
        return None
    header = _header(headed[-1])
    for page in pages[1:]:
        first = _first(page)
        if not isinstance(first, Table) or _header(first) != header:
            return None
        if _snapped(first.rows[0] - page.margins.top):
            return None
    return headed[-1]


def _first(page: Page) -> Table | Text | None:
    """Return what stands topmost on `page`, pictures aside."""
    flowing = [item for item in page.items if isinstance(item, Table | Text)]
    return min(flowing, key=lambda item: item.box.y, default=None)


def _header(table: Table) -> object:
    """Return what makes two headers one: their columns, heights and texts."""
    rows = table.rows[: table.header_rows + 1]
    heights = tuple(row - rows[0] for row in rows)
    cells = tuple(
        (cell.row, cell.column, cell.row_span, cell.column_span, words)
        for cell in table.cells
        if cell.row < table.header_rows
        for words in ["\n".join(run.text for each in cell.paragraphs for run in each.runs)]
    )
    return table.columns, heights, cells


def _headless(table: Table) -> Table:
    """Return `table` without its header rows."""
    skipped = table.header_rows
    cells = tuple(
        replace(cell, row=cell.row - skipped) for cell in table.cells if cell.row >= skipped
    )
    return Table(table.columns, table.rows[skipped:], cells)
