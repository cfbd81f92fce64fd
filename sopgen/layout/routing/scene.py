"""What already stands in the block, and where small type still fits.

Places are found by sliding: a band as high (or wide) as the type is laid beside a
line, everything that reaches into the band blocks a part of it, and the best free
part is taken. So a place is found wherever there is one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Box, Point, Symbol
from sopgen.layout.routing.contract import Stop
from sopgen.layout.routing.geometry import Placement

LINE_GAP = 20
"""Least distance of type from a line."""
CLEARLY = 20
"""By how much other lines are further from type than its own line."""

RULE_GAP = 20
"""Least distance of type from a rule."""
TYPE_GAP = 20
"""Least distance of type from symbols and other type."""


NOBODY = -1


class Obstacle(NamedTuple):
    """A rectangle, its gap included: from `low` to `high` along a band, `near` to `far` across.

    `leg` is the line that it is a part of, or NOBODY.
    """

    low: int
    high: int
    near: int
    far: int
    leg: int


class Band(NamedTuple):
    """A strip from `near` to `far`, in which words of the line `leg` stand `off` from it."""

    near: int
    far: int
    leg: int = NOBODY
    off: int = 0


class Diamond(NamedTuple):
    """A decision, by its middle and half its size along and across a band."""

    along: int
    across: int
    reach: int
    rise: int

    def reaches_into(self, low: int, high: int, near: int, far: int) -> bool:
        """Tell whether it takes something from `low` to `high` along, `near` to `far` across."""
        along, across, reach, rise = self
        reach += TYPE_GAP
        return (
            along - reach < high
            and low < along + reach
            and across - rise < far
            and near < across + rise
        )


class Range(NamedTuple):
    """Where type may start, and where best; a twip off costs `before` or `after`, in tenths."""

    low: int
    best: int
    high: int
    before: int
    after: int


class Field(Struct, frozen=True):
    """The block as bands of one direction see it.

    `rules` run across the bands, `cuts` along them; the first and the last of each are
    the edges of the block.
    """

    obstacles: list[Obstacle]
    diamonds: tuple[Diamond, ...]
    rules: tuple[int, ...]
    cuts: tuple[int, ...]

    def slide(self, band: Band, length: int, range_: Range) -> tuple[int, int] | None:
        """Return cost and start of the best place of `length` in `band`.

        No other line is nearer to it than that of the band.
        """
        near, far = band.near, band.far
        if not self.cuts[0] + RULE_GAP <= near or not far <= self.cuts[-1] - RULE_GAP:
            return None
        next_cut = bisect_right(self.cuts, near - RULE_GAP)
        if self.cuts[next_cut] < far + RULE_GAP:
            return None
        best: tuple[int, int] | None = None
        free = self.rules[0] + RULE_GAP
        end = min(self.rules[-1] - RULE_GAP, range_.high + length)
        for low, high in sorted(self._blocked(band, range_.low, end)):
            if low - free >= length:
                best = _better(best, free, low - length, range_)
            if high > free:
                free = high
                if free > range_.high:
                    return best
        return _better(best, free, end - length, range_) if end - free >= length else best

    def within(self, low: int, high: int, near: int, far: int) -> Field:
        """Return the same bands with nothing in them but what reaches into this part."""
        obstacles = [
            item
            for item in self.obstacles
            if item.low < high and low < item.high and item.near < far and near < item.far
        ]
        diamonds = tuple(each for each in self.diamonds if each.reaches_into(low, high, near, far))
        return Field(obstacles, diamonds, self.rules, self.cuts)

    def _blocked(self, band: Band, start: int, end: int) -> list[tuple[int, int]]:
        """Return what is taken of the band from `start` to `end`."""
        near, far, own, _ = band
        wider = max(0, band.off + CLEARLY - LINE_GAP)
        first, last = near - wider, far + wider
        taken: list[tuple[int, int]] = []
        for low, high, before, behind, leg in self.obstacles:
            if before >= last or behind <= first or low - wider >= end or high + wider <= start:
                continue
            if leg not in (own, NOBODY):
                taken.append((low - wider, high + wider))
            elif before < far and near < behind:
                taken.append((low, high))
        for along, across, whole, rise in self.diamonds:
            off = near - across if across < near else across - far if across > far else 0
            if off < rise:
                reach = whole * (rise - off) // rise + TYPE_GAP
                taken.append((along - reach, along + reach))
        passed = bisect_right(self.rules, start - RULE_GAP)
        within = bisect_left(self.rules, end + RULE_GAP)
        taken += [(rule - RULE_GAP, rule + RULE_GAP) for rule in self.rules[passed:within]]
        return taken


def _better(
    best: tuple[int, int] | None, low: int, high: int, range_: Range
) -> tuple[int, int] | None:
    """Return the better of `best` and the best start between `low` and `high`."""
    least, wished, most, before, after = range_
    low, high = low if low > least else least, high if high < most else most
    if low > high:
        return best
    start = low if wished < low else high if wished > high else wished
    off = start - wished
    cost = off * after if off > 0 else -off * before
    return (cost, start) if best is None or cost < best[0] else best


class Scene(Struct, frozen=True):
    """The block seen along rows and along lanes."""

    flat: Field
    upright: Field

    def occupy(self, box: Box) -> None:
        """Keep other type off `box`."""
        self._add(box, TYPE_GAP, NOBODY)

    def draw(self, start: Point, end: Point, leg: int) -> None:
        """Keep type off the line from `start` to `end`, a part of `leg`."""
        left, right = sorted((start.x, end.x))
        top, bottom = sorted((start.y, end.y))
        self._add(Box(left, top, right - left, bottom - top), LINE_GAP, leg)

    def _add(self, box: Box, gap: int, leg: int) -> None:
        across = box.x - gap, box.right + gap
        down = box.y - gap, box.bottom + gap
        self.flat.obstacles.append(Obstacle(*across, *down, leg))
        self.upright.obstacles.append(Obstacle(*down, *across, leg))

    def within(self, box: Box) -> Scene:
        """Return the same block with nothing in it but what reaches into `box`."""
        across, down = (box.x, box.right), (box.y, box.bottom)
        return Scene(
            self.flat.within(*across, *down),
            self.upright.within(*down, *across),
        )

    @property
    def has_lane_rules(self) -> bool:
        """Tell whether there are rules between lanes."""
        return len(self.flat.rules) > 2

    def without_lane_rules(self) -> Scene:
        """Return the same block in which type may lie across the rules between lanes."""
        lanes = self.flat.rules[0], self.flat.rules[-1]
        return Scene(replace(self.flat, rules=lanes), replace(self.upright, cuts=lanes))

    def without_rules(self) -> Scene:
        """Return the same block in which type may lie across all rules."""
        rows, block = (self.upright.rules[0], self.upright.rules[-1]), self.without_lane_rules()
        return Scene(replace(block.flat, cuts=rows), replace(block.upright, rules=rows))


def scene(placement: Placement, stops: Sequence[Stop], ruled: Sequence[bool]) -> Scene:
    """Return the block with its symbols and lines; rule i runs above grid row i if `ruled[i]`."""
    inner = zip(placement.row_edges[1:-1], ruled[1:-1], strict=True)
    rows = (0, *(edge for edge, rule in inner if rule), placement.row_edges[-1])
    lanes = placement.lane_edges
    diamonds = [
        box
        for box, stop in zip(placement.boxes, stops, strict=True)
        if stop.symbol is Symbol.DECISION
    ]
    block = Scene(
        Field([], tuple(map(_lying, diamonds)), lanes, rows),
        Field([], tuple(map(_turned, diamonds)), rows, lanes),
    )
    for box, stop in zip(placement.boxes, stops, strict=True):
        if stop.symbol is not Symbol.DECISION:
            block.occupy(box)
    for leg, path in enumerate(placement.paths):
        for start, end in pairwise(path):
            block.draw(start, end, leg)
    return block


def _lying(box: Box) -> Diamond:
    center = box.center
    return Diamond(center.x, center.y, box.width // 2, box.height // 2)


def _turned(box: Box) -> Diamond:
    center = box.center
    return Diamond(center.y, center.x, box.height // 2, box.width // 2)
