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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TypeAlias, assert_never

from msgspec import Struct
from openpyxl.utils import get_column_letter

from sopgen.document.page import (
    ALL_SIDES,
    PIXEL,
    Box,
    Cell,
    Drawing,
    Image,
    Item,
    Page,
    Paragraph,
    Side,
    Table,
    Text,
)
from sopgen.fonts import SHEET_PADDING

TALLEST_ROW = 546 * PIXEL
"""The most that Excel lets a row be high: 409.5 pt."""


class Area(Struct, frozen=True):
    """Neighbouring cells: rows and columns from 0, the last ones not included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells there are."""
        height, width = self.bottom - self.top, self.right - self.left
        return height * width if height > 0 and width > 0 else 0


@cache
def column_name(column: int) -> str:
    """Return what spreadsheets call `column`: A, B … Z, AA."""
    return get_column_letter(column + 1)


def reference(area: Area) -> str:
    """Return what spreadsheets call `area`, such as `A1:C4`."""
    first = f"{column_name(area.left)}{area.top + 1}"
    return f"{first}:{column_name(area.right - 1)}{area.bottom}"


class Room(Struct, frozen=True):
    """A rectangle of the page by its edges, in twips."""

    left: int
    top: int
    right: int
    bottom: int


def room_of(box: Box) -> Room:
    """Return the edges of `box`."""
    return Room(box.x, box.y, box.right, box.bottom)


class Entry(Struct, frozen=True):
    """What stands in a range of its own inside a cell, and that range.

    It reaches from the padding left of the words to the padding right of them, so
    that a spreadsheet wraps them in the width that the layout gave them. Markers that
    hang have a range beside it, from `start` on; without any `start` is the text's left.
    `itemised` are the items of a list in one row of the sheet.
    """

    paragraphs: tuple[Paragraph, ...]
    text: Room
    start: int
    itemised: bool = False


class Boxed(Struct, frozen=True):
    """A cell of a table and the `room` that it fills.

    `entries` are the items of its list, or all of its text as one. There are none where
    the text has the whole room.
    """

    cell: Cell
    room: Room
    entries: tuple[Entry, ...]


class Ruled(Struct, frozen=True):
    """The lines of a table, what stands in each of its cells, and on which sides it is framed.

    `origins` are those of its rows, none where no row has one.
    """

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    cells: tuple[Boxed, ...]
    framed: frozenset[Side] = frozenset()
    origins: tuple[str, ...] = ()


Laid: TypeAlias = Ruled | Drawing | Text | Image
"""What stands on a page as a sheet shows it."""


def _laid(item: Item, *, headed: bool) -> Laid:
    """Return `item`; a table that is not `headed` goes without its header rows."""
    if not isinstance(item, Table):
        return item
    skipped = 0 if headed else item.header_rows
    shown = [cell for cell in item.cells if cell.row >= skipped]
    bands = _bands(shown)
    cells = tuple([_boxed(item, cell, bands.get(cell.row, ())) for cell in shown])
    framed = ALL_SIDES if item.framed else frozenset[Side]()
    framed -= {Side.TOP} if skipped else frozenset()
    return Ruled(item.columns, item.rows[skipped:], cells, framed, item.origins[skipped:])


def _bands(cells: Iterable[Cell]) -> dict[int, tuple[int, ...]]:
    """Return where rows end for the items of the lists that begin in each row of a table.

    Lists beside each other share their rows, so that each item is in one row: a row ends
    where all lists have an item that ends, or none any more.
    """
    lists: dict[int, list[list[int]]] = {}
    for cell in cells:
        if cell.itemised and cell.paragraphs:
            ends = [each.box.y for each in cell.paragraphs] + [cell.paragraphs[-1].box.bottom]
            lists.setdefault(cell.row, []).append(ends)
    return {row: tuple(_in_common(beside)) for row, beside in lists.items()}


def _in_common(lists: Sequence[Sequence[int]]) -> Iterator[int]:
    for end in sorted(set[int]().union(*lists)):
        if all(end in each or end >= each[-1] for each in lists):
            yield end


def _boxed(table: Table, cell: Cell, bands: Sequence[int]) -> Boxed:
    room = Room(
        table.columns[cell.column],
        table.rows[cell.row],
        table.columns[cell.column + cell.column_span],
        table.rows[cell.row + cell.row_span],
    )
    return Boxed(cell, room, _entries(cell, room, bands))


def _entries(cell: Cell, room: Room, bands: Sequence[int]) -> tuple[Entry, ...]:
    paragraphs = cell.paragraphs
    if not paragraphs or cell.upright or cell.lines_kept:
        return ()
    if cell.itemised:
        return tuple(_items(paragraphs, room, bands))
    left = min([each.box.x - _hang(each) for each in paragraphs]) - SHEET_PADDING
    right = max([each.box.right for each in paragraphs]) + SHEET_PADDING
    text = _between(left, right, room)
    return (Entry(paragraphs, text, text.left),) if text != room else ()


def _items(paragraphs: Sequence[Paragraph], room: Room, bands: Sequence[int]) -> Iterator[Entry]:
    """Yield the items between neighbouring `bands`, and after the last item empty rows."""
    like = paragraphs[0]
    for top, bottom in pairwise(bands):
        inside = tuple(each for each in paragraphs if top <= each.box.y < bottom)
        like = min(inside, key=lambda each: each.box.x, default=like)
        beside = Room(room.left, top, room.right, bottom)
        text = _between(like.box.x - SHEET_PADDING, like.box.right + SHEET_PADDING, beside)
        alike = all(each.box.x == like.box.x for each in inside)
        hang = min(_hang(like), text.left - room.left) if alike else 0
        start = text.left - hang if hang >= PIXEL else text.left
        yield Entry(inside, text, start, itemised=True)


def _hang(paragraph: Paragraph) -> int:
    return paragraph.indent if paragraph.marker else 0


def _between(left: int, right: int, room: Room) -> Room:
    """Return `room` from `left` to `right`, if both lie in it; to its edge if that is close."""
    if not room.left - PIXEL < left < right < room.right + PIXEL:
        return room
    left = left if left - room.left >= PIXEL else room.left
    right = right if room.right - right >= PIXEL else room.right
    return Room(left, room.top, right, room.bottom)


class Strip(Struct, frozen=True):
    """A page on its sheet: what lies at (`left`, `top`) of the page stands at (0, `offset`).

    `items` are the page's, without a header that the sheet prints as its title. `columns`
    and `rows` number the cells that begin at each line of the page; the page ends before
    the row `end`.
    """

    items: tuple[Laid, ...]
    left: int
    top: int
    offset: int
    columns: Mapping[int, int]
    rows: Mapping[int, int]
    end: int

    def x(self, x: int) -> int:
        """Return where `x` of the page lies on the sheet."""
        return x - self.left

    def y(self, y: int) -> int:
        """Return where `y` of the page lies on the sheet."""
        return y - self.top + self.offset

    def area(self, room: Room) -> Area:
        """Return the cells that cover `room`, whose edges are lines of the page."""
        rows, columns = self.rows, self.columns
        return Area(rows[room.top], columns[room.left], rows[room.bottom], columns[room.right])


class Grid(Struct, frozen=True):
    """The edges of columns and rows, the pages between them, the rows of the print title."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    strips: tuple[Strip, ...]
    titles: range

    @property
    def whole(self) -> Area:
        return Area(0, 0, len(self.rows) - 1, len(self.columns) - 1)

    @property
    def row_keys(self) -> tuple[tuple[int, str], ...]:
        """Each row that begins one of a table with an origin, and that origin."""
        return tuple(
            (strip.rows[top], origin)
            for strip in self.strips
            for item in strip.items
            if isinstance(item, Ruled)
            for top, origin in zip(item.rows, item.origins, strict=False)
            if origin
        )


def grid_of(pages: Sequence[Page]) -> Grid:
    """Return the grid that shows `pages`, which follow each other on one sheet."""
    repeated = _repeated_header(pages)
    shown = [
        _shown(page, headed=repeated is None or not number) for number, page in enumerate(pages)
    ]
    boxes = [item.box for page in pages for item in page.items]
    left = min([pages[0].margins.left, *(box.x for box in boxes)])
    right = max((box.right for box in boxes), default=left)
    across = set[int]().union(*(page.across for page in shown))
    columns = _edges(across, left, right)
    numbers = _numbers(across, left, columns)
    rows, strips = [0], list[Strip]()
    for page in shown:
        offset = rows[-1]
        edges = _edges(page.down, page.top, page.bottom)
        rows += [offset + edge for edge in _low_enough(edges)]
        starts = _numbers(page.down, page.top - offset, rows)
        strips.append(Strip(page.items, left, page.top, offset, numbers, starts, len(rows) - 1))
    titles = range(0)
    if repeated is not None:
        first, header = strips[0].rows, repeated.rows[: repeated.header_rows + 1]
        titles = range(first[header[0]], first[header[-1]])
    return Grid(columns, tuple(rows), tuple(strips), titles)


class _Shown(Struct, frozen=True):
    """What cells show of a page, from `top` to `bottom`, and the lines that they end on."""

    items: tuple[Laid, ...]
    top: int
    bottom: int
    across: set[int]
    down: set[int]


def _shown(page: Page, *, headed: bool) -> _Shown:
    """Return `page`, if not `headed` without the header that it begins with."""
    top = min([page.margins.top, *(item.box.y for item in page.items)])
    first = None if headed else _first(page)
    if isinstance(first, Table):
        top = first.rows[first.header_rows]
    laid = tuple(_laid(item, headed=item is not first) for item in page.items)
    foot = page.height - page.margins.bottom
    bottom = max((item.box.bottom for item in page.items), default=foot)
    return _Shown(laid, top, bottom, *_lines(laid))


def _edges(lines: Iterable[int], start: int, end: int) -> tuple[int, ...]:
    """Return the whole pixels after `start` that `lines` lie on, from 0 at least to `end`."""
    edges = sorted({0, *[_snapped(line - start) for line in lines]})
    reach = _snapped(end - start)
    if reach > edges[-1]:
        edges.append(reach)
    return tuple(edges) if len(edges) > 1 else (0, PIXEL)


def _numbers(lines: Iterable[int], start: int, edges: Sequence[int]) -> dict[int, int]:
    """Return which of the `edges`, counted from `start`, each of `lines` lies on."""
    return {line: bisect_left(edges, _snapped(line - start)) for line in lines}


def _low_enough(edges: Sequence[int]) -> Iterator[int]:
    """Return `edges` from the second on, with more where a row would be too high."""
    for start, end in pairwise(edges):
        yield from range(start + TALLEST_ROW, end, TALLEST_ROW)
        yield end


def _snapped(length: int) -> int:
    return (length + PIXEL // 2) // PIXEL * PIXEL


def _lines(items: Iterable[Laid]) -> tuple[set[int], set[int]]:
    """Return the vertical and the horizontal lines that cells must end on."""
    across, down = set[int](), set[int]()
    for item in items:
        match item:
            case Ruled():
                across.update(item.columns)
                down.update(item.rows)
                for each in item.cells:
                    for entry in each.entries:
                        text = entry.text
                        across.update((entry.start, text.left, text.right))
                        down.update((text.top, text.bottom))
            case Text():
                across.update((item.box.x, item.box.right))
                down.update((item.box.y, item.box.bottom))
            case Drawing() | Image():
                pass
            case _:
                assert_never(item)
    return across, down


def _repeated_header(pages: Sequence[Page]) -> Table | None:
    """Return the table of the first page whose header stands on top of all later pages.

    None where a later page begins with something else: there a print title would
    move everything down, so every header is made of cells.
    """
    headed = [item for item in pages[0].items if isinstance(item, Table) and item.header_rows]
    if not headed:
        return None
    alike = all(_begins_with(page, headed[-1]) for page in pages[1:])
    return headed[-1] if alike else None


def _begins_with(page: Page, header: Table) -> bool:
    """Tell whether `page` has the header of the table `header` at its very top."""
    first = _first(page)
    return (
        isinstance(first, Table)
        and _header(first) == _header(header)
        and _snapped(first.rows[0] - page.margins.top) == 0
    )


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
