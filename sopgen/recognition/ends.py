"""Decide which symbol each end of a line belongs to.

What is glued is believed where it can be true: LibreOffice writes ids of other shapes. Else an
end belongs to what it touches, and then to what held it before: LibreOffice leaves the lines
behind when a symbol is moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenGlue, SeenLine
from sopgen.recognition.distances import POINT, Near, apart, to_box, to_sites
from sopgen.recognition.known import Known
from sopgen.recognition.marks import Spot

AT_SITE = 3 * POINT
AROUND = 6 * POINT
FAR = 14 * POINT
AIMED = 40 * POINT
SURELY = 20 * POINT
"""How far before a symbol a line may end that goes straight to it, and if it is sure."""

BELIEVED = 40 * POINT
"""How far a glued end may be from its symbol while it touches another."""

MOVED = POINT

End: TypeAlias = int | str | None
"""What holds an end: a symbol by its index, one that is gone by its key, or nothing."""


class Way(Struct, frozen=True):
    """A line with what holds its ends; those `far` from their symbols are doubtful."""

    panel: int
    line: SeenLine
    path: tuple[Point, ...]
    start: End
    end: End
    far: bool = False


class Ends:
    """Finds what holds the ends of the lines of one panel, among its `spots`."""

    def __init__(
        self, panel: int, spots: Sequence[Spot], known: Known, lines: Iterable[SeenLine] = ()
    ) -> None:
        self._panel = panel
        self._joints = _joints(lines)
        self._spots = spots
        self._known = known
        own = [at for at, spot in enumerate(spots) if spot.panel == panel]
        self._near = Near((at, spots[at].shape.box) for at in own)
        self._by_id = {spots[at].shape.id: at for at in own}
        self._by_key = {spots[at].shape.key: at for at in own if spots[at].shape.key}
        self._keys = {spot.shape.key for spot in spots if spot.shape.key}

    def way(self, line: SeenLine) -> Way:
        """Return `line` with its ends."""
        path = self._believed(line)
        start = self._end(line, path, line.start, at_start=True)
        end = self._end(line, path, line.end, at_start=False)
        if isinstance(start, int) and start == end:
            box = self._spots[start].shape.box
            if to_sites(path[0], box) <= to_sites(path[-1], box):
                end = self._deleted(line, at_start=False)
            else:
                start = self._deleted(line, at_start=True)
        return Way(self._panel, line, path, start, end)

    def reached(self, way: Way) -> Way:
        """Return `way` with its loose ends at symbols that they aim at or nearly reach."""
        far = False
        if way.start is None:
            found, is_sure = self._aimed(way, at_start=True)
            way = replace(way, start=found)
            far = found is not None and not is_sure
        if way.end is None:
            found, is_sure = self._aimed(way, at_start=False)
            way = replace(way, end=found)
            far = far or (found is not None and not is_sure)
        return replace(way, far=far)

    def _aimed(self, way: Way, *, at_start: bool) -> tuple[int | None, bool]:
        """Return the symbol that a loose end aims at, and whether it surely belongs to it.

        Lines of our own were at their symbols: those that are not were dragged away.
        """
        path, other = (way.path[::-1], way.end) if at_start else (way.path, way.start)
        before = next((p for p in path[::-1] if apart(p, path[-1]) >= POINT), path[0])
        if not way.line.key and before != path[-1]:
            reach = min(AIMED, sum(apart(a, b) for a, b in pairwise(path)))
            found = self._near.nearest(
                path[-1], reach, lambda at: (self._ahead(before, path[-1], at, other),)
            )
            if found is not None:
                return found, self._ahead(before, path[-1], found, other) <= SURELY
        return self._at_site(path[-1], FAR, other=other), False

    def _ahead(self, before: Point, point: Point, at: int, other: End) -> float:
        """Return how far a line that comes from `before` to `point` goes on to symbol `at`."""
        if at == other:
            return inf
        box = self._spots[at].shape.box
        wide = Box(box.x - AROUND, box.y - AROUND, box.width + 2 * AROUND, box.height + 2 * AROUND)
        far = to_box(point, box)
        long = apart(before, point)
        across, down = (point.x - before.x) / long, (point.y - before.y) / long
        hit = Point(round(point.x + across * far), round(point.y + down * far))
        return far if to_box(hit, wide) == 0 else inf

    def _believed(self, line: SeenLine) -> tuple[Point, ...]:
        """Return the path of `line` whose ends come nearer to symbols."""
        if not line.other:
            return line.path
        return min(
            (line.path, line.other), key=lambda path: self._off(path[0]) + self._off(path[-1])
        )

    def _off(self, point: Point) -> float:
        found = self._near.nearest(point, BELIEVED, lambda at: (self._to_sites(point, at),))
        return float(BELIEVED) if found is None else self._to_sites(point, found)

    def _end(
        self, line: SeenLine, path: Sequence[Point], glue: SeenGlue | None, *, at_start: bool
    ) -> End:
        point = path[0 if at_start else -1]
        held_key = self._known.held(line.key, start=at_start)
        held = self._by_key.get(held_key) if held_key else None
        glued = self._glued(point, glue, line)
        if glued is not None:
            return glued
        if held is not None and self._to_sites(point, held) <= AT_SITE:
            return held
        touched = self._at_site(point, AT_SITE)
        if touched is None:
            reach = AT_SITE if point in self._joints else AROUND
            touched = self._near.nearest(point, reach, lambda at: self._inside(point, at))
        if touched is not None:
            return touched
        if held is not None:
            return held if self._was_left(line.key, path, held, at_start=at_start) else None
        return self._deleted(line, at_start=at_start)

    def _deleted(self, line: SeenLine, *, at_start: bool) -> str | None:
        """Return the key of what held this end, if that is deleted."""
        key = self._known.held(line.key, start=at_start)
        return key if key and key not in self._keys else None

    def _glued(self, point: Point, glue: SeenGlue | None, line: SeenLine) -> int | None:
        at = self._by_id.get(glue.shape) if glue else None
        if at is None or to_box(point, self._spots[at].shape.box) <= AT_SITE:
            return at
        if self._at_site(point, AT_SITE) is None:
            return at
        believed = line.key and self._to_sites(point, at) <= BELIEVED
        return at if believed else None

    def _at_site(self, point: Point, reach: int, other: End = None) -> int | None:
        def distance(at: int) -> tuple[float, ...]:
            return (self._to_sites(point, at) if at != other else reach + 1.0,)

        return self._near.nearest(point, reach, distance)

    def _inside(self, point: Point, at: int) -> tuple[float, ...]:
        box = self._spots[at].shape.box
        return to_box(point, box), box.width * box.height

    def _to_sites(self, point: Point, at: int) -> float:
        return to_sites(point, self._spots[at].shape.box)

    def _was_left(self, key: str, path: Sequence[Point], held: int, *, at_start: bool) -> bool:
        """Tell whether symbol `held` was moved away from the line `key`, not the line from it.

        Both go along with rows and lanes that were inserted, and a line may be stretched by
        them; one that was dragged at this end is not left.
        """
        shape = self._spots[held].shape
        line, box = self._known.lines[key], self._known.boxes.get(shape.key)
        if box is None:
            return False
        own, other = (0, -1) if at_start else (-1, 0)
        end, far_end = _shift(line.path[own], path[own]), _shift(line.path[other], path[other])
        symbol = _shift(box.center, shape.box.center)
        stays_across = abs(end.x - far_end.x) <= MOVED
        stays_down = abs(end.y - far_end.y) <= MOVED
        aside = abs(symbol.x - end.x) > MOVED
        return stays_across and apart(symbol, end) > MOVED and (stays_down or aside)


def _joints(lines: Iterable[SeenLine]) -> set[Point]:
    """Return where two lines that were not made by us go on as one, without a head."""
    ends = [
        point
        for line in lines
        for point, head in ((line.path[0], line.head_at_start), (line.path[-1], line.head_at_end))
        if not head and not line.key
    ]
    index = Near((at, Box(point.x, point.y, 0, 0)) for at, point in enumerate(ends))
    joints = set()
    for at, point in enumerate(ends):
        here = Box(point.x, point.y, 0, 0)
        near = [each for each in index.within(here, POINT) if apart(ends[each], point) <= POINT]
        if len(near) == 2 and at in near:
            joints.add(point)
    return joints


def _shift(before: Point, now: Point) -> Point:
    return Point(now.x - before.x, now.y - before.y)
