"""Decide which symbol each end of a line belongs to.

What is glued is believed where it can be true: LibreOffice writes ids of other shapes. Else an
end belongs to what it touches, and then to what held it before: LibreOffice leaves the lines
behind when a symbol is moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from sopgen.document.page import Point
from sopgen.document.sheet import SeenGlue, SeenLine
from sopgen.recognition.distances import POINT, Near, apart, to_box, to_sites
from sopgen.recognition.known import Known
from sopgen.recognition.marks import Spot

AT_SITE = 3 * POINT
AROUND = 6 * POINT
FAR = 14 * POINT
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

    def __init__(self, panel: int, spots: Sequence[Spot], known: Known) -> None:
        self._panel = panel
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
        """Return `way` with its loose ends at symbols that they nearly reach."""
        start, end = way.start, way.end
        if start is None:
            start = self._at_site(way.path[0], FAR, other=end)
        if end is None:
            end = self._at_site(way.path[-1], FAR, other=start)
        far = (start, end) != (way.start, way.end)
        return Way(way.panel, way.line, way.path, start, end, far)

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
            touched = self._near.nearest(point, AROUND, lambda at: self._inside(point, at))
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


def _shift(before: Point, now: Point) -> Point:
    return Point(now.x - before.x, now.y - before.y)
