"""Make cells of rules: squares of the grid that no rule parts are one cell.

The grid has a column between each two upright rules of the page and a row between each two
level ones, over all its tables. What is open to the outside is no cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from sopgen.readers.pdf.painted import Piece
from sopgen.readers.pdf.plane import XY, Frame

_SAME_EDGE = 2.2
_ON_EDGE = 2.4
_SLACK = 1.0
_SAMPLES = (0.3, 0.5, 0.7)


class Cell(Struct, frozen=True):
    """A cell by its first row and column and how many it spans, and where it lies."""

    row: int
    column: int
    row_span: int
    column_span: int
    frame: Frame


class Grid(Struct, frozen=True):
    """The edges of columns and rows of a page, and its cells from above."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Cell, ...]


def grid_of(level: Sequence[Piece], upright: Sequence[Piece]) -> Grid:
    """Return the cells between the rules `level` and `upright`."""
    columns, rows = _edges(upright), _edges(level)
    if len(columns) < 2 or len(rows) < 2:
        return Grid((), (), ())
    groups = _groups(columns, rows, level, upright)
    cells = [cell for group in groups for cell in _cells(group, columns, rows)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(columns, rows, tuple(cells))


class Finder:
    """Finds the cell that a point lies in."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._cells = {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    def __call__(self, point: XY) -> Cell | None:
        """Return the cell at `point`, if one is there."""
        column = bisect_right(self._grid.columns, point[0]) - 1
        row = bisect_right(self._grid.rows, point[1]) - 1
        return self._cells.get((row, column))


def _edges(rules: Iterable[Piece]) -> tuple[float, ...]:
    edges: list[float] = []
    for level in sorted(piece.level for piece in rules):
        if not edges or level - edges[-1] > _SAME_EDGE:
            edges.append(level)
    return tuple(edges)


def _groups(
    columns: Sequence[float],
    rows: Sequence[float],
    level: Sequence[Piece],
    upright: Sequence[Piece],
) -> list[list[tuple[int, int]]]:
    """Return the squares, by row and column, that no rule parts and that are closed outside."""
    wide, high = len(columns) - 1, len(rows) - 1
    beside = [_near(upright, edge) for edge in columns]
    above = [_near(level, edge) for edge in rows]
    left = [
        [_is_ruled(rules, top_edge, bottom_edge) for rules in beside]
        for top_edge, bottom_edge in pairwise(rows)
    ]
    top = [
        [
            _is_ruled(rules, left_edge, right_edge) or _ends_at(edge, *sides)
            for (left_edge, right_edge), sides in zip(
                pairwise(columns), pairwise(beside), strict=True
            )
        ]
        for rules, edge in zip(above, rows, strict=True)
    ]
    seen: set[tuple[int, int]] = set()
    groups: list[list[tuple[int, int]]] = []
    for square in ((r, c) for r in range(high) for c in range(wide)):
        if square in seen:
            continue
        seen.add(square)
        group, closed = [square], True
        for r, c in group:
            ways = (
                (left[r][c], (r, c - 1)),
                (left[r][c + 1], (r, c + 1)),
                (top[r][c], (r - 1, c)),
                (top[r + 1][c], (r + 1, c)),
            )
            for ruled, (row, column) in ways:
                if ruled or (row, column) in seen:
                    continue
                if 0 <= row < high and 0 <= column < wide:
                    seen.add((row, column))
                    group.append((row, column))
                else:
                    closed = False
        if closed:
            groups.append(group)
    return groups


def _near(rules: Iterable[Piece], edge: float) -> list[Piece]:
    return [piece for piece in rules if abs(piece.level - edge) <= _ON_EDGE]


def _ends_at(edge: float, left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Tell whether the rules at both sides end at `edge`: a table open at its foot."""
    return all(
        any(abs(piece.end - edge) <= _ON_EDGE and piece.start < edge - _ON_EDGE for piece in rules)
        and not any(piece.start < edge + _ON_EDGE < piece.end for piece in rules)
        for rules in (left, right)
    )


def _is_ruled(rules: Sequence[Piece], start: float, end: float) -> bool:
    spots = [start + (end - start) * part for part in _SAMPLES]
    return all(
        any(piece.start - _SLACK <= spot <= piece.end + _SLACK for piece in rules) for spot in spots
    )


def _cells(
    group: Sequence[tuple[int, int]], columns: Sequence[float], rows: Sequence[float]
) -> list[Cell]:
    """Return the cell of a group of squares; of one that is no rectangle a cell for each row."""
    by_row: dict[int, list[int]] = {}
    for row, column in group:
        by_row.setdefault(row, []).append(column)
    first, last = min(by_row), max(by_row)
    spans = {row: (min(each), max(each)) for row, each in by_row.items()}
    if len(set(spans.values())) == 1 and len(group) == len(by_row) * _count(spans[first]):
        left, right = spans[first]
        return [_cell(first, last, left, right, columns, rows)]
    return [
        _cell(row, row, left, right, columns, rows)
        for row, each in sorted(by_row.items())
        for left, right in _runs(each)
    ]


def _count(span: tuple[int, int]) -> int:
    return span[1] - span[0] + 1


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _cell(
    first: int, last: int, left: int, right: int, columns: Sequence[float], rows: Sequence[float]
) -> Cell:
    frame = Frame(columns[left], rows[first], columns[right + 1], rows[last + 1])
    return Cell(first, left, last - first + 1, right - left + 1, frame)
