"""Moves tried from a position, until they are kept or forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sopgen.layout.routing.candidates import Options
from sopgen.layout.routing.crowd import NO_LIMIT, Crowd
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.ways import Way

CHAIN = 12
"""Legs that may move on in one chain."""

ROUNDS = 12
"""How often the surroundings of moved legs may answer."""


class Trial:
    """A way for every leg, and by how much the `total` of what they cost has grown since the start.

    Ways that cost `detour` more than the cheapest of their leg are not tried. `touched`
    are the nodes on which the outcome of a forced move hangs, `weighed` counts ways.
    """

    __slots__ = ("_detour", "_meetings", "_options", "total", "touched", "ways", "weighed")

    def __init__(
        self, options: Sequence[Options], meetings: Meetings, ways: Iterable[Way], detour: int
    ) -> None:
        self._options, self._meetings, self._detour = options, meetings, detour
        self.ways = list(ways)
        self.total = self.touched = self.weighed = 0

    def force(self, way: Way) -> None:
        """Let a leg take `way`, whatever it costs; then let everybody find the best answer."""
        before = tuple(self.ways)
        self._move(way)
        settled = self._eject(way.leg)
        self.touched = _nodes(self.ways[leg] for leg in settled)
        self.settle(settled)
        changed = [leg for leg, old in enumerate(before) if self.ways[leg] is not old]
        self.touched |= _nodes(self.ways[leg] for leg in changed)
        self.touched |= _nodes(before[leg] for leg in {*settled, *changed})

    def settle(self, legs: Iterable[int]) -> None:
        """Let `legs`, and then those around them, move as long as that helps."""
        for _ in range(ROUNDS):
            moved = 0
            for leg in legs:
                now = self.ways[leg]
                new, gain = self._best(leg)
                if gain:
                    moved |= now.nodes | new.nodes
                    self.ways[leg] = new
                    self.total -= gain
            if not moved:
                return
            legs = [leg for leg, way in enumerate(self.ways) if way.nodes & moved]

    def _move(self, new: Way) -> None:
        """Let a leg take `new`."""
        others = self._others(new.leg)
        now = self.ways[new.leg]
        self.total += others.price(new, NO_LIMIT) - others.price(now, NO_LIMIT)
        self.ways[new.leg] = new

    def _others(self, leg: int) -> Crowd:
        return Crowd.around(leg, self.ways, self._meetings)

    def _best(self, leg: int) -> tuple[Way, int]:
        """Return the best way of `leg` beside all others as they are, and what it gains."""
        others, now = self._others(leg), self.ways[leg]
        price = others.price(now, NO_LIMIT)
        best, least = self._cheapest(leg, others.price, now, price)
        return best, price - least

    def _cheapest(
        self, leg: int, price: Callable[[Way, int], int], best: Way, least: int
    ) -> tuple[Way, int]:
        """Return the way of `leg` with the least price; `best` if none is below `least`."""
        dearest = self._options[leg].first().cost + self._detour
        for way in self._options[leg].walk():
            if way.cost >= least or way.cost >= dearest:
                break
            self.weighed += 1
            cost = price(way, least)
            if cost < least:
                best, least = way, cost
        return best, least

    def _eject(self, leg: int) -> list[int]:
        """Move what is in the way of `leg`, then what is in the way of that; return who is settled.

        Who moves on pays in full for meeting legs that are settled, and a small price for
        others, which may move in turn.
        """
        settled = [leg]
        queue = self._met_by(leg)
        while queue and len(settled) < CHAIN:
            mover = queue.pop(0)
            if mover in settled:
                continue
            now, new = self.ways[mover], self._evasion(mover, settled)
            settled.append(mover)
            if new is not now:
                self._move(new)
                queue += [other for other in self._met_by(mover) if other not in settled]
        return settled

    def _evasion(self, leg: int, settled: list[int]) -> Way:
        """Return the best way of `leg` beside `settled` legs, while others may still yield."""
        fixed = Crowd((self.ways[other] for other in settled), self._meetings)
        unsettled = (way for way in self.ways if way.leg not in settled)
        free = Crowd.around(leg, unsettled, self._meetings)

        def price(way: Way, limit: int) -> int:
            cost = fixed.price(way, limit)
            if cost >= limit:
                return cost
            return cost - way.cost + free.price_if_they_yield(way, limit - cost + way.cost)

        return self._cheapest(leg, price, self._options[leg].first(), NO_LIMIT)[0]

    def _met_by(self, leg: int) -> list[int]:
        """Return the legs that `leg` pays for meeting."""
        way, cost_of = self.ways[leg], self._meetings.cost
        return [
            other.leg
            for other in self.ways
            if way.nodes & other.nodes and other.leg != leg and cost_of(way, other)
        ]


def _nodes(ways: Iterable[Way]) -> int:
    nodes = 0
    for way in ways:
        nodes |= way.nodes
    return nodes
