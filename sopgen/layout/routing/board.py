"""The ways taken so far, and what every other way would pay for meeting them.

Thousands of moves are tried from one position, each changing few legs. So what a way
pays in that position is worked out once, and a trial only corrects it for the legs
that it changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from sopgen.layout.routing.candidates import Options
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.ways import Way
from sopgen.layout.routing.weights import YIELDING

NO_LIMIT = 1 << 60


class Board:
    """A way for every leg.

    `loads[leg][k]` is what way k of a leg pays for meeting the others; `soft_loads` the
    same with every single meeting capped at `YIELDING`. Both are filled when asked for.
    """

    __slots__ = ("_loads", "_soft_loads", "meetings", "options", "total", "ways")

    def __init__(self, options: Sequence[Options], meetings: Meetings, ways: list[Way]) -> None:
        self.options, self.meetings, self.ways = options, meetings, ways
        self._loads: list[list[int]] = [[] for _ in ways]
        self._soft_loads: list[list[int]] = [[] for _ in ways]
        met = sum(self.load(way) for way in ways)
        self.total = met // 2 + sum(way.cost for way in ways)

    def load(self, way: Way) -> int:
        """Return what `way` pays for meeting the ways taken by other legs."""
        loads = self._loads[way.leg]
        while way.rank >= len(loads):
            self._weigh(self.options[way.leg].drawn[len(loads)])
        return loads[way.rank]

    def loaded(self, leg: int) -> Iterator[tuple[Way, int, int]]:
        """Yield the ways of `leg`, cheapest first, with their load and their soft load."""
        weighed = zip(
            self.options[leg].drawn, self._loads[leg], self._soft_loads[leg], strict=False
        )
        return chain(weighed, self._weighing(leg))

    def take(self, changes: dict[int, Way], total: int) -> None:
        """Let some legs take other ways, which makes the sum of all costs `total`."""
        for leg, new in changes.items():
            old = self.ways[leg]
            self.ways[leg] = new
            self._correct(leg, old, new)
        self.total = total

    def _weighing(self, leg: int) -> Iterator[tuple[Way, int, int]]:
        """Yield those ways of `leg` that were never weighed."""
        loads, soft_loads = self._loads[leg], self._soft_loads[leg]
        for way in self.options[leg].walk(len(loads)):
            self._weigh(way)
            yield way, loads[-1], soft_loads[-1]

    def _weigh(self, way: Way) -> None:
        cost_of, nodes, leg = self.meetings.cost, way.nodes, way.leg
        load = soft = 0
        for other, taken in enumerate(self.ways):
            if nodes & taken.nodes and other != leg:
                cost = cost_of(way, taken)
                load += cost
                soft += min(cost, YIELDING)
        self._loads[leg].append(load)
        self._soft_loads[leg].append(soft)

    def _correct(self, leg: int, old: Way, new: Way) -> None:
        """Correct all loads for `leg` having moved from `old` to `new`."""
        cost_of = self.meetings.cost
        touched = old.nodes | new.nodes
        for other, loads in enumerate(self._loads):
            if other == leg:
                continue
            soft_loads, drawn = self._soft_loads[other], self.options[other].drawn
            for rank in range(len(loads)):
                way = drawn[rank]
                if way.nodes & touched:
                    before, after = cost_of(way, old), cost_of(way, new)
                    loads[rank] += after - before
                    soft_loads[rank] += min(after, YIELDING) - min(before, YIELDING)
