"""Points and frames of a PDF page as its program left them: in points, y grows downwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import TypeAlias

from msgspec import Struct

XY: TypeAlias = tuple[float, float]

_SAME = 0.05
_CLOSED = 0.3


class Frame(Struct, frozen=True):
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center(self) -> XY:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def longer(self) -> float:
        return max(self.width, self.height)

    @property
    def shorter(self) -> float:
        return min(self.width, self.height)

    def holds(self, point: XY, slack: float = 0) -> bool:
        """Tell whether `point` lies in it, or at most `slack` outside."""
        across = self.left - slack <= point[0] <= self.right + slack
        return across and self.top - slack <= point[1] <= self.bottom + slack

    def common(self, other: Frame) -> float:
        """Return the area that both share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0)

    def off(self, other: Frame) -> float:
        """Return how far the sides of both are apart at most."""
        return max(
            abs(self.left - other.left),
            abs(self.top - other.top),
            abs(self.right - other.right),
            abs(self.bottom - other.bottom),
        )


def frame_of(points: Sequence[XY]) -> Frame:
    """Return the smallest frame around `points`."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return Frame(min(across), min(down), max(across), max(down))


def around(frames: Sequence[Frame]) -> Frame:
    """Return the smallest frame around `frames`."""
    return Frame(
        min(each.left for each in frames),
        min(each.top for each in frames),
        max(each.right for each in frames),
        max(each.bottom for each in frames),
    )


def apart(one: XY, other: XY) -> float:
    """Return the distance of two points."""
    return hypot(one[0] - other[0], one[1] - other[1])


def length(path: Iterable[XY]) -> float:
    """Return how long `path` is."""
    return sum(apart(one, other) for one, other in pairwise(path))


def area(outline: Sequence[XY]) -> float:
    """Return the area within a closed outline."""
    edges = pairwise([*outline, outline[0]])
    return abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in edges)) / 2


def without_repeats(points: Iterable[XY]) -> list[XY]:
    """Return `points` without those drawn twice, and without the first as the last."""
    kept: list[XY] = []
    for point in points:
        if not kept or apart(kept[-1], point) > _SAME:
            kept.append((float(point[0]), float(point[1])))
    if len(kept) > 1 and apart(kept[0], kept[-1]) < _CLOSED:
        kept.pop()
    return kept


def hull(points: Sequence[XY]) -> list[XY]:
    """Return the convex outline around `points` (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    halves: list[list[XY]] = []
    for way in (ordered, ordered[::-1]):
        half: list[XY] = []
        for point in way:
            while len(half) > 1 and _turn(half[-2], half[-1], point) <= 0:
                half.pop()
            half.append(point)
        halves.append(half[:-1])
    return halves[0] + halves[1]


def _turn(one: XY, other: XY, last: XY) -> float:
    return (other[0] - one[0]) * (last[1] - one[1]) - (other[1] - one[1]) * (last[0] - one[0])
