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
from itertools import pairwise
from typing import NamedTuple, TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace
from openpyxl.utils import get_column_letter

from sopgen.page import PIXEL, Box, Cell, Drawing, Image, Item, Page, Paragraph, Table, Text

TALLEST_ROW = 546 * PIXEL
"""The most that Excel lets a row be high: 409.5 pt."""


class Area(NamedTuple):
    """Neighbouring cells: rows and columns from 0, the last ones not included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def empty(self) -> bool:
        return self.bottom <= self.top or self.right <= self.left

    @property
    def several(self) -> bool:
        return not self.empty and (self.bottom - self.top) * (self.right - self.left) > 1

    def cells(self) -> Iterator[tuple[int, int]]:
        """Return row and column of every cell, row by row."""
        for row in range(self.top, self.bottom):
            for column in range(self.left, self.right):
                yield row, column


def column_name(column: int) -> str:
    """Return what spreadsheets call `column`: A, B … Z, AA."""
    return get_column_letter(column + 1)


def reference(area: Area) -> str:
    """Return what spreadsheets call `area`, such as `A1:C4`."""
    first = f"{column_name(area.left)}{area.top + 1}"
    return f"{first}:{column_name(area.right - 1)}{area.bottom}"


class Entry(Struct, frozen=True):
    """What stands in a range of its own inside a cell, and that range.

    It reaches from the padding left of the words to the padding right of them, so
    that a spreadsheet wraps them in the width that the layout gave them. A `marker`
    that hangs has a range beside it.
    """

    paragraphs: tuple[Paragraph, ...]
    text: Box
    marker: Box | None = None


class Boxed(Struct, frozen=True):
    """A cell of a table and the `box` that it fills.

    `entries` are the items of its list, or all of its text as one. There are none where
    the text has the whole box.
    """

    cell: Cell
    box: Box
    entries: tuple[Entry, ...]


class Ruled(Struct, frozen=True):
    """A table with what stands in each of its cells."""

    table: Table
    cells: tuple[Boxed, ...]

    @property
    def box(self) -> Box:
        return self.table.box


Laid: TypeAlias = Ruled | Drawing | Text | Image
"""What stands on a page as a sheet shows it."""


def _laid(item: Item) -> Laid:
    if not isinstance(item, Table):
        return item
    boxes = ((cell, item.cell_box(cell)) for cell in item.cells)
    return Ruled(item, tuple(Boxed(cell, box, _entries(cell, box)) for cell, box in boxes))


def _entries(cell: Cell, box: Box) -> tuple[Entry, ...]:
    paragraphs = cell.paragraphs
    if not paragraphs or cell.upright:
        return ()
    if cell.itemised:
        items = tuple(_item(cell, paragraph, box) for paragraph in paragraphs)
        return items if len(items) > 1 or items[0].text != box else ()
    left = min([each.box.x - _hang(each) for each in paragraphs]) - cell.padding.left
    right = max([each.box.right for each in paragraphs]) + cell.padding.right
    text = _between(left, right, box)
    return (Entry(paragraphs, text),) if text.width < box.width else ()


def _item(cell: Cell, paragraph: Paragraph, box: Box) -> Entry:
    words = paragraph.box
    room = Box(box.x, words.y, box.width, words.height)
    text = _between(words.x - cell.padding.left, words.right + cell.padding.right, room)
    hang = min(_hang(paragraph), text.x - box.x)
    marker = Box(text.x - hang, text.y, hang, text.height) if hang >= PIXEL else None
    return Entry((paragraph,), text, marker)


def _hang(paragraph: Paragraph) -> int:
    return paragraph.indent if paragraph.marker else 0


def _between(left: int, right: int, box: Box) -> Box:
    """Return `box` from `left` to `right`, if both lie in it; to its edge if that is close."""
    if not box.x - PIXEL < left < right < box.right + PIXEL:
        return box
    left = left if left - box.x >= PIXEL else box.x
    right = right if box.right - right >= PIXEL else box.right
    return Box(left, box.y, right - left, box.height)


class Strip(Struct, frozen=True):
    """A page on its sheet: what lies at (`left`, `top`) of the page stands at (0, `offset`).

    `items` are the page's, without a header that the sheet prints as its title.
    """

    items: tuple[Laid, ...]
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


class Grid(Struct, frozen=True):
    """The edges of columns and rows, the pages between them, the rows of the print title."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    strips: tuple[Strip, ...]
    titles: range

    @property
    def whole(self) -> Area:
        return Area(0, 0, len(self.rows) - 1, len(self.columns) - 1)

    def area(self, strip: Strip, box: Box) -> Area:
        """Return the cells that cover `box`, a box of the page whose sides are edges here."""
        x, y = strip.x(box.x), strip.y(box.y)
        return Area(
            bisect_left(self.rows, _snapped(y)),
            bisect_left(self.columns, _snapped(x)),
            bisect_left(self.rows, _snapped(y + box.height)),
            bisect_left(self.columns, _snapped(x + box.width)),
        )


def grid_of(pages: Sequence[Page]) -> Grid:
    """Return the grid that shows `pages`, which follow each other on one sheet."""
    repeated = _repeated_header(pages)
    shown = [_shown(page, repeated if number else None) for number, page in enumerate(pages)]
    boxes = [item.box for page in shown for item in page.items]
    left = min([pages[0].margins.left, *(box.x for box in boxes)])
    right = max((box.right for box in boxes), default=left)
    columns = _edges((x - left for page in shown for x in page.across), right - left)
    rows, strips = [0], list[Strip]()
    for page in shown:
        first, offset = len(rows) - 1, rows[-1]
        edges = _edges((y - page.top for y in page.down), page.bottom - page.top)
        rows += [offset + edge for edge in _low_enough(edges)]
        span = range(first, len(rows) - 1)
        strips.append(Strip(page.items, left, page.top, offset, span))
    grid = Grid(columns, tuple(rows), tuple(strips), range(0))
    return grid if repeated is None else _titled(grid, repeated)


def _titled(grid: Grid, table: Table) -> Grid:
    """Return `grid` with the header of `table`, which stands on the first page, as its title."""
    header = replace(table, rows=table.rows[: table.header_rows + 1])
    area = grid.area(grid.strips[0], header.box)
    return replace(grid, titles=range(area.top, area.bottom))


class _Shown(Struct, frozen=True):
    """What cells show of a page, from `top` to `bottom`, and the lines that they end on."""

    items: tuple[Laid, ...]
    top: int
    bottom: int
    across: tuple[int, ...]
    down: tuple[int, ...]


def _shown(page: Page, header: Table | None) -> _Shown:
    """Return `page` without its header if that is printed as a title: the `header`."""
    items, top = page.items, min([page.margins.top, *(item.box.y for item in page.items)])
    if header is not None:
        first = _first(page)
        assert isinstance(first, Table)
        items = tuple(_headless(first) if item is first else item for item in items)
        top = first.rows[first.header_rows]
    foot = page.height - page.margins.bottom
    laid = tuple(map(_laid, items))
    lines = [_lines(item) for item in laid]
    return _Shown(
        laid,
        top,
        max((item.box.bottom for item in items), default=foot),
        tuple(x for across, _ in lines for x in across),
        tuple(y for _, down in lines for y in down),
    )


def _edges(lines: Iterable[int], reach: int) -> tuple[int, ...]:
    """Return the whole pixels that `lines` lie on, from 0 at least to `reach`."""
    edges = sorted({0, *map(_snapped, lines)})
    if _snapped(reach) > edges[-1]:
        edges.append(_snapped(reach))
    return tuple(edges) if len(edges) > 1 else (0, PIXEL)


def _low_enough(edges: Sequence[int]) -> Iterator[int]:
    """Return `edges` from the second on, with more where a row would be too high."""
    for start, end in pairwise(edges):
        yield from range(start + TALLEST_ROW, end, TALLEST_ROW)
        yield end


def _snapped(length: int) -> int:
    return (length + PIXEL // 2) // PIXEL * PIXEL


_Lines: TypeAlias = tuple[Sequence[int], Sequence[int]]


def _lines(item: Laid) -> _Lines:
    """Return the vertical and the horizontal lines that cells must end on."""
    match item:
        case Ruled():
            boxes = [
                box
                for each in item.cells
                for entry in each.entries
                for box in (entry.marker, entry.text)
                if box is not None
            ]
            across = [x for box in boxes for x in (box.x, box.right)]
            down = [y for box in boxes for y in (box.y, box.bottom)]
            return [*item.table.columns, *across], [*item.table.rows, *down]
        case Text():
            return (item.box.x, item.box.right), (item.box.y, item.box.bottom)
        case Drawing() | Image():
            return (), ()
        case _:
            assert_never(item)


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
        (cell.row, cell.column, cell.row_span, cell.column_span, _words(cell))
        for cell in table.cells
        if cell.row < table.header_rows
    )
    return table.columns, heights, cells


def _words(cell: Cell) -> tuple[str, ...]:
    return tuple("".join(run.text for run in each.runs) for each in cell.paragraphs)


def _headless(table: Table) -> Table:
    """Return `table` without its header rows."""
    skipped = table.header_rows
    cells = tuple(
        replace(cell, row=cell.row - skipped) for cell in table.cells if cell.row >= skipped
    )
    return Table(table.columns, table.rows[skipped:], cells)
