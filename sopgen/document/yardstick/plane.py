"""Strokes and boxes in the plane: where they overlap, and how far they are from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sopgen.document.page import Box, Point


class Stroke(NamedTuple):
    """A straight part of a line: upright or not, where, and from `low` to `high`."""

    upright: bool
    at: int
    low: int
    high: int

    def inside(self, box: Box) -> bool:
        """Tell whether the stroke enters the inner of `box`."""
        if self.upright:
            return box.x < self.at < box.right and self.low < box.bottom and box.y < self.high
        return box.y < self.at < box.bottom and self.low < box.right and box.x < self.high

    @property
    def box(self) -> Box:
        length = self.high - self.low
        if self.upright:
            return Box(self.at, self.low, 0, length)
        return Box(self.low, self.at, length, 0)


def strokes(path: Sequence[Point]) -> Iterator[Stroke]:
    """Yield the straight parts of `path`."""
    for start, end in pairwise(path):
        if start.x == end.x:
            yield Stroke(True, start.x, min(start.y, end.y), max(start.y, end.y))
        else:
            yield Stroke(False, start.y, min(start.x, end.x), max(start.x, end.x))


def cross(a: Stroke, b: Stroke) -> bool:
    """Tell whether two strokes, one of them upright, run through each other."""
    return b.low < a.at < b.high and a.low < b.at < a.high


def touch(a: Stroke, b: Stroke) -> bool:
    """Tell whether two strokes meet without crossing."""
    if a.upright == b.upright:
        return a.at == b.at and a.low <= b.high and b.low <= a.high
    meet = b.low <= a.at <= b.high and a.low <= b.at <= a.high
    return meet and not cross(a, b)


def grown(box: Box, by: int = 1) -> Box:
    """Return `box` with its border: a foreign line must not touch that either."""
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def around(points: Sequence[Point]) -> Box:
    """Return the box around `points`."""
    across, down = [point.x for point in points], [point.y for point in points]
    left, top = min(across, default=0), min(down, default=0)
    return Box(left, top, max(across, default=0) - left, max(down, default=0) - top)


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes have more than a border in common."""
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def holds(box: Box, point: Point) -> bool:
    """Tell whether `point` lies in `box` or on its border."""
    return box.x <= point.x <= box.right and box.y <= point.y <= box.bottom


def contains(box: Box, inner: Box) -> bool:
    """Tell whether `inner` lies in `box`; it may touch the border."""
    return holds(box, Point(inner.x, inner.y)) and holds(box, Point(inner.right, inner.bottom))


def apart(one: Box, other: Box) -> int:
    """Return the square of the distance between two boxes, 0 where they meet."""
    aside = max(one.x - other.right, other.x - one.right, 0)
    above = max(one.y - other.bottom, other.y - one.bottom, 0)
    return aside * aside + above * above
