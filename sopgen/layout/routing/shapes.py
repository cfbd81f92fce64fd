"""The shapes that a path may have, by its number of bends.

An arrow leaves at the bottom or a side and enters at the top or a side: straight; L;
bottom-gap-top; side-gutter-side; side-gutter-gap-top; bottom-gap-gutter-side;
bottom-gap-gutter-gap-top; side-gutter-gap-gutter-side. A line of joint work has no
direction, so it may also run bottom-gap-bottom and top-gap-top. Nothing here passes
through a symbol.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from sopgen.document.page import Site
from sopgen.layout.routing.lattice import Berth, Lattice
from sopgen.layout.routing.ways import Points
from sopgen.layout.routing.weights import DETOUR, HALF_LANE, HALF_ROW, MAIN_UPWARDS, ROUND_ITS_ROW

REACH = 18
"""How many half rows beside its ends a path looks for a gap."""

NEAR = 4
"""How many half rows beside its ends a path of four bends looks for its gaps."""

Sketch: TypeAlias = tuple[int, Points]
"""What a path costs by itself, and its points."""


class Journey(Struct, frozen=True):
    """From one berth to another; `habits[leaves][enters]` is what a pair of sites costs.

    A `plain` line has no direction.
    """

    lattice: Lattice
    start: Berth
    end: Berth
    habits: Sequence[Sequence[int]]
    plain: bool

    @property
    def least_length(self) -> int:
        start, end = self.start, self.end
        return abs(start.x - end.x) * HALF_LANE + abs(start.y - end.y) * HALF_ROW

    def astray(self, *gaps: int) -> int:
        """Return what it costs to run through `gaps` that lie outside the rows, or upwards."""
        if self.plain:
            return 0
        start, end = self.start.y, self.end.y
        low, high = (start, end) if start < end else (end, start)
        cost = DETOUR if min(gaps) < low - 1 or max(gaps) > high + 1 else 0
        if start == end:
            return cost + ROUND_ITS_ROW
        if start < end and any(a > b for a, b in pairwise((start, *gaps, end))):
            return cost + MAIN_UPWARDS
        return cost


def straight(journey: Journey, base: int) -> Iterator[Sketch]:
    """Yield the path without a bend, if there is one."""
    start, end = journey.start, journey.end
    points = (start.x, start.y), (end.x, end.y)
    cost = base + journey.least_length
    if start.x == end.x and start.y < end.y and end.free_up <= start.y + 1:
        yield cost + journey.habits[Site.BOTTOM][Site.TOP], points
    elif start.y == end.y and start.right < end.left and start.free_right == end.left - 1:
        yield cost + journey.habits[Site.RIGHT][Site.LEFT], points
    elif start.y == end.y and end.right < start.left and start.free_left == end.right + 1:
        yield cost + journey.habits[Site.LEFT][Site.RIGHT], points


def one_bend(journey: Journey, base: int) -> Iterator[Sketch]:
    """Yield side-top and bottom-side."""
    start, end, habits = journey.start, journey.end, journey.habits
    if start.y >= end.y:
        return
    cost = base + journey.least_length
    outside = end.x < start.left or start.right < end.x
    if outside and start.free_left <= end.x <= start.free_right and end.free_up <= start.y:
        leaves = _side(start.x, end.x)
        points = (start.x, start.y), (end.x, start.y), (end.x, end.y)
        yield cost + habits[leaves][Site.TOP], points
    outside = start.x < end.left or end.right < start.x
    if outside and end.free_left <= start.x <= end.free_right and start.free_down >= end.y:
        enters = _side(end.x, start.x)
        points = (start.x, start.y), (start.x, end.y), (end.x, end.y)
        yield cost + habits[Site.BOTTOM][enters], points


def through_a_gap(journey: Journey, base: int) -> Iterator[Sketch]:
    """Yield bottom-gap-top, where the start lies above the end in another column."""
    start, end = journey.start, journey.end
    if start.x == end.x:
        return
    cost = base + journey.least_length + journey.habits[Site.BOTTOM][Site.TOP]
    first = max(start.y + 1, end.free_up + (end.free_up & 1))
    for y in range(first, min(start.free_down, end.y) + 1, 2):
        if y - start.y <= REACH or end.y - y <= REACH:
            yield cost, ((start.x, start.y), (start.x, y), (end.x, y), (end.x, end.y))


def through_a_gutter(journey: Journey, base: int, gutters: Sequence[int]) -> Iterator[Sketch]:
    """Yield side-gutter-side."""
    start, end = journey.start, journey.end
    if start.y == end.y:
        return
    cost = base + abs(start.y - end.y) * HALF_ROW
    for x in gutters:
        if (
            _beside(start, x)
            and _beside(end, x)
            and journey.lattice.gutter_is_clear(x, start.y, end.y)
        ):
            length = (abs(start.x - x) + abs(x - end.x)) * HALF_LANE
            habit = journey.habits[_side(start.x, x)][_side(end.x, x)]
            points = (start.x, start.y), (x, start.y), (x, end.y), (end.x, end.y)
            yield cost + length + habit, points


def three_bends(journey: Journey, base: int, gutters: Sequence[int]) -> Iterator[Sketch]:
    """Yield side-gutter-gap-top and bottom-gap-gutter-side."""
    start, end, habits = journey.start, journey.end, journey.habits
    clear = journey.lattice.gutter_is_clear
    above, below = _above(end, REACH), _below(start, REACH)
    for x in gutters:
        across = base + (abs(start.x - x) + abs(x - end.x)) * HALF_LANE
        if x != end.x and _beside(start, x):
            cost = across + habits[_side(start.x, x)][Site.TOP]
            for y in above:
                if clear(x, start.y, y):
                    length = (abs(start.y - y) + end.y - y) * HALF_ROW
                    points = (start.x, start.y), (x, start.y), (x, y), (end.x, y), (end.x, end.y)
                    yield cost + length + journey.astray(y), points
        if x != start.x and _beside(end, x):
            cost = across + habits[Site.BOTTOM][_side(end.x, x)]
            for y in below:
                if clear(x, y, end.y):
                    length = (y - start.y + abs(y - end.y)) * HALF_ROW
                    points = (start.x, start.y), (start.x, y), (x, y), (x, end.y), (end.x, end.y)
                    yield cost + length + journey.astray(y), points


def bottom_to_top(journey: Journey, base: int, gutters: Sequence[int]) -> Iterator[Sketch]:
    """Yield bottom-gap-gutter-gap-top."""
    start, end = journey.start, journey.end
    cost = base + journey.habits[Site.BOTTOM][Site.TOP]
    for x in gutters:
        if x in (start.x, end.x):
            continue
        across = cost + (abs(start.x - x) + abs(x - end.x)) * HALF_LANE
        for y0 in _below(start, NEAR):
            for y1 in _above(end, NEAR):
                if y0 != y1 and journey.lattice.gutter_is_clear(x, y0, y1):
                    length = (y0 - start.y + abs(y0 - y1) + end.y - y1) * HALF_ROW
                    yield (
                        across + length + journey.astray(y0, y1),
                        (
                            (start.x, start.y),
                            (start.x, y0),
                            (x, y0),
                            (x, y1),
                            (end.x, y1),
                            (end.x, end.y),
                        ),
                    )


def side_to_side(journey: Journey, base: int) -> Iterator[Sketch]:
    """Yield side-gutter-gap-gutter-side, with the gutters and gaps next to the symbols."""
    start, end, habits = journey.start, journey.end, journey.habits
    clear = journey.lattice.gutter_is_clear
    gaps = sorted({start.y - 1, start.y + 1, end.y - 1, end.y + 1})
    for x0 in (start.left - 1, start.right + 1):
        for x1 in (end.left - 1, end.right + 1):
            if x0 == x1:
                continue
            across = abs(start.x - x0) + abs(x0 - x1) + abs(x1 - end.x)
            cost = base + across * HALF_LANE + habits[_side(start.x, x0)][_side(end.x, x1)]
            for y in gaps:
                if clear(x0, start.y, y) and clear(x1, y, end.y):
                    length = (abs(start.y - y) + abs(y - end.y)) * HALF_ROW
                    yield (
                        cost + length + journey.astray(y),
                        (
                            (start.x, start.y),
                            (x0, start.y),
                            (x0, y),
                            (x1, y),
                            (x1, end.y),
                            (end.x, end.y),
                        ),
                    )


def round_about(journey: Journey, base: int) -> Iterator[Sketch]:
    """Yield bottom-gap-bottom and top-gap-top, as only a line without a head may run."""
    start, end = journey.start, journey.end
    if start.x == end.x:
        return
    across = base + abs(start.x - end.x) * HALF_LANE
    low, high = max(start.y, end.y), min(start.y, end.y)
    for y, site in ((low + 1, Site.BOTTOM), (high - 1, Site.TOP)):
        if all(berth.free_up <= y <= berth.free_down for berth in (start, end)):
            length = (abs(start.y - y) + abs(y - end.y)) * HALF_ROW
            points = (start.x, start.y), (start.x, y), (end.x, y), (end.x, end.y)
            yield across + length + journey.habits[site][site], points


def _side(here: int, there: int) -> Site:
    return Site.RIGHT if there > here else Site.LEFT


def _beside(berth: Berth, x: int) -> bool:
    """Tell whether a line can run from a side of the symbol along its row to column `x`."""
    return berth.free_left <= x < berth.left or berth.right < x <= berth.free_right


def _above(berth: Berth, reach: int) -> range:
    """Return the gaps over the symbol, nearest first."""
    return range(berth.y - 1, max(berth.free_up - 1, berth.y - 1 - reach), -2)


def _below(berth: Berth, reach: int) -> range:
    """Return the gaps under the symbol, nearest first."""
    return range(berth.y + 1, min(berth.free_down + 1, berth.y + 1 + reach), 2)
