"""The coarse grid on which paths are chosen, before anything has a size.

A block of L lanes and R rows has 2L + 1 columns and 2R + 1 rows of nodes. Odd
columns are the centre lines of lanes, odd rows the middle lines of rows: sites lie
on them, so each holds one line. Even columns (gutters, around a lane's rule) and
even rows (gaps, around a row's rule) hold any number of parallel tracks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from sopgen.layout.routing.contract import Stop

Node: TypeAlias = tuple[int, int]
"""Column and row of the coarse grid."""


class Berth(NamedTuple):
    """Where a stop lies: the column and row of its sites, and the columns that it covers.

    The last free nodes are those seen from it along its row and its column.
    """

    x: int
    y: int
    left: int
    right: int
    free_left: int
    free_right: int
    free_up: int
    free_down: int

    def sees(self, other: Berth) -> bool:
        """Tell whether nothing lies between this and another stop of its row."""
        if self.y != other.y:
            return False
        if self.right < other.left:
            return self.free_right == other.left - 1
        return other.right < self.left and self.free_left == other.right + 1


class Lattice(Struct, frozen=True):
    """The nodes, and which of them symbols cover.

    `columns[x]` has bit y set and `rows[y]` bit x where a symbol covers node (x, y).
    Sets of nodes have bit y * width + x for node (x, y): `pillars[n]` is the first
    column down to row n, `middle_columns` and `middle_rows` are the exact lines.
    """

    width: int
    height: int
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    berths: tuple[Berth, ...]
    pillars: tuple[int, ...]
    middle_columns: int
    middle_rows: int

    def gutter_is_clear(self, x: int, y0: int, y1: int) -> bool:
        """Tell whether no symbol lies over gutter `x` between rows `y0` and `y1`."""
        covered = self.columns[x]
        if not covered:
            return True
        low, high = (y0, y1) if y0 < y1 else (y1, y0)
        return not covered >> low & (2 << high - low) - 1


def lattice(lanes: int, rows: int, stops: Sequence[Stop]) -> Lattice:
    """Return the coarse grid of `lanes` x `rows` cells with `stops` in it."""
    width, height = 2 * lanes + 1, 2 * rows + 1
    by_column, by_row = [0] * width, [0] * height
    for stop in stops:
        y = 2 * stop.row + 1
        for x in range(2 * stop.lane + 1, 2 * stop.last_lane + 2):
            by_column[x] |= 1 << y
            by_row[y] |= 1 << x
    berths = tuple(_berth(stop, by_column, by_row) for stop in stops)
    pillars = tuple(accumulate((1 << y * width for y in range(height)), initial=0))
    return Lattice(
        width=width,
        height=height,
        columns=tuple(by_column),
        rows=tuple(by_row),
        berths=berths,
        pillars=pillars,
        middle_columns=sum(1 << x for x in range(1, width, 2)) * pillars[-1],
        middle_rows=((1 << width) - 1) * sum(1 << y * width for y in range(1, height, 2)),
    )


def _berth(stop: Stop, by_column: Sequence[int], by_row: Sequence[int]) -> Berth:
    left, right = 2 * stop.lane + 1, 2 * stop.last_lane + 1
    x, y = stop.lane + stop.last_lane + 1, 2 * stop.row + 1
    return Berth(
        x,
        y,
        left,
        right,
        _last_free_below(by_row[y], left),
        _last_free_above(by_row[y], right, len(by_column)),
        _last_free_below(by_column[x], y),
        _last_free_above(by_column[x], y, len(by_row)),
    )


def _last_free_below(covered: int, start: int) -> int:
    return (covered & (1 << start) - 1).bit_length()


def _last_free_above(covered: int, start: int, count: int) -> int:
    beyond = covered >> start + 1
    return start + (beyond & -beyond).bit_length() - 1 if beyond else count - 1
