"""How far things of a sheet are from each other, and which are near: lengths in twips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import hypot, inf

from sopgen.document.page import Box, Point, Site
from sopgen.document.symbols import site

POINT = 20
"""One point in twips."""

_SQUARE = 60 * POINT
_MOST_SQUARES = 256
_CROWD = 100


def to_box(point: Point, box: Box) -> float:
    """Return how far `point` is from `box`, 0 inside."""
    return hypot(
        max(box.x - point.x, 0, point.x - box.right), max(box.y - point.y, 0, point.y - box.bottom)
    )


def to_sites(point: Point, box: Box) -> float:
    """Return how far `point` is from the nearest connection site of `box`."""
    return min(apart(point, site(box, each)) for each in Site)


def apart(one: Point, other: Point) -> float:
    """Return how far two points are from each other."""
    return hypot(one.x - other.x, one.y - other.y)


def to_path(point: Point, path: Sequence[Point]) -> float:
    """Return how far `point` is from the nearest place of `path`."""
    return min((_to_segment(point, a, b) for a, b in pairwise(path)), default=inf)


def box_to_path(box: Box, path: Sequence[Point]) -> float:
    """Return how far `box` is from `path`, whose segments stand level or upright mostly."""
    return min((_box_to_segment(box, a, b) for a, b in pairwise(path)), default=inf)


def box_to_box(one: Box, other: Box) -> float:
    """Return how far two boxes are from each other, 0 where they meet."""
    return hypot(
        max(one.x - other.right, other.x - one.right, 0),
        max(one.y - other.bottom, other.y - one.bottom, 0),
    )


def _to_segment(point: Point, a: Point, b: Point) -> float:
    dx, dy = b.x - a.x, b.y - a.y
    length = dx * dx + dy * dy
    along = ((point.x - a.x) * dx + (point.y - a.y) * dy) / length if length else 0.0
    share = max(0.0, min(1.0, along))
    return hypot(point.x - a.x - share * dx, point.y - a.y - share * dy)


def _box_to_segment(box: Box, a: Point, b: Point) -> float:
    if a.x == b.x or a.y == b.y:
        return box_to_box(box, _around(a, b))
    corners = (
        Point(box.x, box.y),
        Point(box.right, box.y),
        Point(box.x, box.bottom),
        Point(box.right, box.bottom),
        box.center,
    )
    return min(to_box(a, box), to_box(b, box), *(_to_segment(each, a, b) for each in corners))


def _around(a: Point, b: Point) -> Box:
    return Box(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))


class Near:
    """Things by the squares of the sheet that they touch, so that few are looked at.

    Where absurdly many are in one place, some are never found.
    """

    def __init__(self, boxes: Iterable[tuple[int, Box]]) -> None:
        self._squares: dict[tuple[int, int], list[int]] = {}
        self._large: list[int] = []
        for number, box in boxes:
            across, down = _squares(box.x, box.right), _squares(box.y, box.bottom)
            if len(across) * len(down) > _MOST_SQUARES:
                _add(self._large, number)
                continue
            for x in across:
                for y in down:
                    _add(self._squares.setdefault((x, y), []), number)

    def within(self, box: Box, reach: int) -> Iterator[int]:
        """Yield, once each, what may be at most `reach` away from `box`."""
        across = _squares(box.x - reach, box.right + reach)
        down = _squares(box.y - reach, box.bottom + reach)
        found = list(self._large)
        if len(across) * len(down) > _MOST_SQUARES:
            across, down = (
                _squares(box.center.x, box.center.x),
                _squares(box.center.y, box.center.y),
            )
        for x in across:
            for y in down:
                found += self._squares.get((x, y), ())
        yield from dict.fromkeys(found)

    def nearest(
        self, point: Point, reach: float, distance: Callable[[int], tuple[float, ...]]
    ) -> int | None:
        """Return what is nearest to `point`, at most `reach` away; `distance` decides."""
        here = Box(point.x, point.y, 0, 0)
        measured = ((distance(each), each) for each in self.within(here, round(reach)))
        return min((each for each in measured if each[0][0] <= reach), default=(None, None))[1]


def paths_near(paths: Sequence[Sequence[Point]]) -> Near:
    """Return the index of `paths`, piece by piece."""
    return Near(
        (number, piece)
        for number, path in enumerate(paths)
        for a, b in pairwise(path)
        for piece in _along(a, b)
    )


def _along(a: Point, b: Point) -> Iterator[Box]:
    """Yield boxes that cover the line from `a` to `b`, small ones where it stands askew."""
    if a.x == b.x or a.y == b.y:
        yield _around(a, b)
        return
    longer = max(abs(a.x - b.x), abs(a.y - b.y))
    steps = min(longer // _SQUARE + 1, _MOST_SQUARES)
    points = [
        Point(a.x + (b.x - a.x) * step // steps, a.y + (b.y - a.y) * step // steps)
        for step in range(steps + 1)
    ]
    yield from (_around(one, other) for one, other in pairwise(points))


def _add(group: list[int], number: int) -> None:
    if len(group) < _CROWD and (not group or group[-1] != number):
        group.append(number)


def _squares(low: int, high: int) -> range:
    return range(low // _SQUARE, high // _SQUARE + 1)
