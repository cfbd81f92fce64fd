"""Read the rows below the head of a flow's table, on one sheet.

A row is as high as its cell of the activity; where nothing but these is parted, they are one. In
another column it has the texts of the cells that begin in it; a cell that began above is `joined`.
A cell that reaches over the lanes is a heading. What has neither text nor number nor symbol is no
row, and neither are sums, the row that numbers the columns, and what stands below the last row
with a number or a symbol.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Box, Symbol
from sopgen.document.sheet import SeenShape
from sopgen.recognition.distances import POINT
from sopgen.recognition.heads import ACTIVITY, NUMBER, Column, Head
from sopgen.recognition.kinds import symbol_of
from sopgen.recognition.placed import Cells, Placed
from sopgen.recognition.vocabulary import Lexicon

_SLACK = 3 * POINT
_SAME_COLUMN = 0.6
_NARROW = 0.25
_WIDEST = 2.2
_REACHES_DOWN = 0.3
_COLUMN_NUMBER = re.compile(r"\(?\s*\d{1,2}\s*\)?")


class Entry(Struct, frozen=True):
    """What a row says in a column, by the column's place in the head; or it is `joined`."""

    column: int
    text: str
    joined: bool = False


class SeenRow(Struct, frozen=True):
    """A row of a flow's table from `top` to `bottom`; a `heading` has only its text."""

    top: int
    bottom: int
    number: str
    activity: str
    entries: tuple[Entry, ...] = ()
    heading: bool = False
    marked: bool = False


class Body(Struct, frozen=True):
    """The rows of a table; `head` is how its columns turned out to be.

    `numbered` tells whether a row numbers the columns, `bottom` where the last row ends, those
    without steps too, `foot` where the last step or sum does.
    """

    head: Head
    rows: tuple[SeenRow, ...]
    bottom: int
    numbered: bool
    foot: int


def body_of(cells: Cells, head: Head, end: int, lexicon: Lexicon) -> Body:
    """Return what stands below `head`, down to `end`."""
    head = _with_numbers(cells, head)
    activity = head.column(ACTIVITY)
    if activity is None:
        return Body(head, (), head.bottom, numbered=False, foot=head.bottom)
    symbols = [shape for shape in cells.sheet.shapes if _is_symbol(shape, head)]
    rows: list[SeenRow] = []
    numbered = False
    bottom = foot = head.bottom
    for cell in _joined(cells, head, _activities(cells, activity, head, end)):
        row = _row(cells, head, cell, symbols)
        if _numbers_columns(row):
            numbered = True
        elif row.marked or row.activity or row.number or any(each.text for each in row.entries):
            bottom = max(bottom, row.bottom)
            if lexicon.is_no_step(row.activity) or lexicon.is_no_step(row.number):
                foot = row.bottom
            else:
                rows.append(row)
    steps = tuple(_steps(rows, lexicon))
    foot = max([foot, *(row.bottom for row in steps)])
    return Body(head, steps, bottom, numbered, foot)


def _with_numbers(cells: Cells, head: Head) -> Head:
    """Return `head` with the narrow column of numbers that one word stands over with another."""
    activity = head.column(ACTIVITY)
    if activity is None or head.column(NUMBER) is not None:
        return head
    width = activity.right - activity.left
    narrow = [
        cell.box.right
        for cell in cells.listed
        if cell.box.y >= head.bottom - _SLACK
        and abs(cell.box.x - activity.left) < 2 * _SLACK
        and cell.box.width < _NARROW * width
    ]
    if len(narrow) < 2:
        return head
    edge = sorted(narrow)[len(narrow) // 2]
    columns = (
        replace(activity, key=NUMBER, head="", right=edge),
        replace(activity, left=edge),
        *(column for column in head.columns if column.key != ACTIVITY),
    )
    return replace(head, columns=tuple(sorted(columns, key=lambda column: column.left)))


def _activities(cells: Cells, activity: Column, head: Head, end: int) -> Iterator[Placed]:
    """Yield the cells of the activities, and those that reach over them."""
    columns = cells.within(activity.left, activity.right)
    below = cells.below(head.bottom - _SLACK)
    if not columns or not below:
        return
    for cell in cells.down(columns[len(columns) // 2], below[0]):
        if cell.box.y >= end - _SLACK:
            return
        common = min(cell.box.right, activity.right) - max(cell.box.x, activity.left)
        smaller = min(cell.box.width, activity.right - activity.left)
        if common > _SAME_COLUMN * smaller and cell.box.bottom > head.bottom + _SLACK:
            yield cell


def _joined(cells: Cells, head: Head, activities: Iterable[Placed]) -> Iterator[Placed]:
    """Yield the cells of the activities, those in one that only they are parted by."""
    group: Placed | None = None
    for cell in activities:
        if group is not None and _is_parted_here_only(cells, head, group, cell):
            group = _both(group, cell)
            continue
        if group is not None:
            yield group
        group = cell
    if group is not None:
        yield group


def _is_parted_here_only(cells: Cells, head: Head, above: Placed, below: Placed) -> bool:
    """Tell whether all cells beside these two reach over both of them."""
    last = above.row + above.row_span - 1
    if below.row != last + 1 or (above.column, above.column_span) != (
        below.column,
        below.column_span,
    ):
        return False
    table = cells.within(head.columns[0].left, head.columns[-1].right)
    own = range(above.column, above.column + above.column_span)
    beside = [column for column in table if column not in own]
    return bool(beside) and all(
        cells.at(last, column) == cells.at(below.row, column) for column in beside
    )


def _both(above: Placed, below: Placed) -> Placed:
    box = Box(above.box.x, above.box.y, above.box.width, below.box.bottom - above.box.y)
    text = "\n".join(filter(None, (above.text, below.text)))
    return replace(above, row_span=above.row_span + below.row_span, text=text, box=box)


def _row(cells: Cells, head: Head, cell: Placed, symbols: Sequence[SeenShape]) -> SeenRow:
    box = cell.box
    marked = any(
        box.y <= shape.box.center.y < box.bottom
        for shape in symbols
        if symbol_of(shape) is not Symbol.OFF_PAGE
    )
    if _is_heading(cell, head, marked=marked):
        edge = head.lanes[0].left if head.lanes else cell.box.right
        text = cell.text or cells.words_left_of(cell, edge)
        text = " ".join(filter(None, (_number(cells, head, cell), text)))
        return SeenRow(box.y, box.bottom, "", text, heading=True, marked=marked)
    number = ""
    entries: list[Entry] = []
    for at, column in enumerate(head.columns):
        if column.key == ACTIVITY:
            continue
        entry = _entry(cells, at, column, box)
        if column.key == NUMBER:
            number = entry.text
        else:
            entries.append(entry)
    return SeenRow(box.y, box.bottom, number, cells.said(cell), tuple(entries), marked=marked)


def _number(cells: Cells, head: Head, heading: Placed) -> str:
    """Return what stands in the column of numbers beside a heading."""
    at = next((at for at, each in enumerate(head.columns) if each.key == NUMBER), None)
    if at is None or heading.box.x < head.columns[at].right - _SLACK:
        return ""
    return _entry(cells, at, head.columns[at], heading.box).text


def _is_heading(cell: Placed, head: Head, *, marked: bool) -> bool:
    """Tell whether `cell` reaches over the lanes, or from the activities over another column.

    Beside a symbol only the column of numbers counts.
    """
    if head.lanes and _is_over(cell, head.lanes[0].left, head.lanes[-1].right):
        return True
    return any(
        _is_over(cell, column.left, column.right)
        for column in head.columns
        if column.key == NUMBER or (column.key != ACTIVITY and not marked)
    )


def _is_over(cell: Placed, left: int, right: int) -> bool:
    return 2 * (min(cell.box.right, right) - max(cell.box.x, left)) > right - left


def _entry(cells: Cells, at: int, column: Column, row: Box) -> Entry:
    width = column.right - column.left
    own: list[Placed] = []
    is_joined = False
    seen: set[tuple[int, int]] = set()
    for grid_row in range(len(cells.rows) - 1):
        if cells.rows[grid_row + 1] <= row.y + 2 * POINT:
            continue
        if cells.rows[grid_row] >= row.bottom - 2 * POINT:
            break
        for grid_column in cells.within(column.left, column.right):
            cell = cells.at(grid_row, grid_column)
            if (cell.row, cell.column) in seen or cell.box.width > _WIDEST * width + 2 * _SLACK:
                continue
            seen.add((cell.row, cell.column))
            if cell.box.y >= row.y - _SLACK:
                own.append(cell)
            elif cell.box.bottom > row.y + _REACHES_DOWN * row.height:
                is_joined = True
    lines = (
        " ".join(filter(None, map(cells.said, beside)))
        for _, beside in groupby(own, key=lambda cell: cell.row)
    )
    return Entry(at, "\n".join(filter(None, lines)), joined=is_joined and not own)


def _is_symbol(shape: SeenShape, head: Head) -> bool:
    if shape.bare or not head.lanes:
        return False
    return head.lanes[0].left <= shape.box.center.x <= head.lanes[-1].right


def _numbers_columns(row: SeenRow) -> bool:
    texts = [row.number, row.activity, *(entry.text for entry in row.entries)]
    said = [text for text in texts if text]
    return len(said) > 2 and all(_COLUMN_NUMBER.fullmatch(text) for text in said)


def _steps(rows: Sequence[SeenRow], lexicon: Lexicon) -> Sequence[SeenRow]:
    """Return `rows` without what stands below the last one with a number or a symbol.

    The word for an end counts as one.
    """
    kept = [
        at
        for at, row in enumerate(rows)
        if row.number or row.marked or lexicon.mark(row.activity) == "kapsul"
    ]
    last = max(kept, default=None)
    return rows if last is None else rows[: last + 1]
