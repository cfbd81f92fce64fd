"""Part the cells of columns that no rule parts, where a row numbers its columns.

Some programs lose the upright rules between a few columns, or draw them as part of a picture. A
cell that holds several numbers, each one more than the last, stands for as many columns; they
are parted half-way between two numbers, in all rows in which no word stands across.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from sopgen.readers.pdf.grid import Cell, Finder, Grid
from sopgen.readers.pdf.plane import Frame
from sopgen.readers.pdf.words import Word

_NUMBER = re.compile(r"\(?(\d{1,2})\)?")
_APART = 2.5
"""Numbers of columns stand farther apart than so many of their heights."""

_ACROSS = 1.0
_IN_LINE = 0.45
_BLANK = 0.45


def with_numbered_columns(grid: Grid, words: Sequence[Word]) -> Grid:
    """Return `grid` with the columns that its numbers tell of."""
    finder = Finder(grid)
    inside: dict[Cell, list[Word]] = {}
    for word in words:
        cell = finder(word.frame.center)
        if cell is not None:
            inside.setdefault(cell, []).append(word)
    edges: dict[tuple[int, int], list[float]] = {}
    for cell, own in inside.items():
        found = list(_edges(own, grid.columns))
        if found:
            edges[cell.column, cell.column_span] = found
    if not edges:
        return grid
    columns = tuple(sorted({*grid.columns, *(x for each in edges.values() for x in each)}))
    cells = [
        part
        for cell in grid.cells
        for part in _parts(
            cell, columns, edges.get((cell.column, cell.column_span), ()), inside.get(cell, ())
        )
    ]
    return Grid(columns, grid.rows, tuple(cells))


def _edges(words: Sequence[Word], columns: Sequence[float]) -> Iterator[float]:
    """Yield where the columns end, but for the last, that `words` are the numbers of.

    Where another row of the page has a rule between two numbers, it is there.
    """
    ordered = sorted(words, key=lambda word: word.frame.left)
    numbers = [match and int(match[1]) for match in (_NUMBER.fullmatch(w.text) for w in ordered)]
    if len(words) < 2 or any(one is None or other != one + 1 for one, other in pairwise(numbers)):
        return
    for left, right in pairwise(ordered):
        if right.frame.left - left.frame.right < _APART * left.frame.height:
            return
    for left, right in pairwise(ordered):
        start, end = left.frame.center[0], right.frame.center[0]
        ruled = [column for column in columns if start < column < end]
        yield ruled[0] if len(ruled) == 1 else (start + end) / 2


def _parts(
    cell: Cell, columns: Sequence[float], edges: Sequence[float], words: Sequence[Word]
) -> Iterator[Cell]:
    """Yield `cell` parted at `edges`, where no word stands across, with its new `columns`."""
    frame = cell.frame
    free = [edge for edge in edges if not _stands_across(words, edge)]
    for left, right in pairwise([frame.left, *free, frame.right]):
        first, last = bisect_left(columns, left), bisect_left(columns, right)
        yield replace(
            cell,
            column=first,
            column_span=last - first,
            frame=Frame(left, frame.top, right, frame.bottom),
        )


def _stands_across(words: Sequence[Word], edge: float) -> bool:
    """Tell whether a word lies over `edge`, or a line goes on behind it after a mere blank."""
    sides = [(word, word.frame.center[0] < edge) for word in words]
    return any(
        word.frame.left < edge - _ACROSS and word.frame.right > edge + _ACROSS for word in words
    ) or any(
        is_left and not other_is_left and _goes_on(word.frame, other.frame)
        for word, is_left in sides
        for other, other_is_left in sides
    )


def _goes_on(left: Frame, right: Frame) -> bool:
    in_line = abs(left.center[1] - right.center[1]) < _IN_LINE * left.height
    return in_line and right.left - left.right < _BLANK * left.height
