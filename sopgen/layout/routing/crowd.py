"""Ways that stand, and what one more way pays for meeting them.

Thousands of ways are asked what they would pay, and most cross far too much. So the
crossings with all that stands are counted at once, which is the least that a way pays,
and pairs are weighed one by one only where that leaves a hope.
"""

from __future__ import annotations

from collections.abc import Iterable

from sopgen.layout.routing.candidates import Options
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.ways import Way
from sopgen.layout.routing.weights import CROSSING, YIELDING

NO_LIMIT = 1 << 60


class Crowd:
    """Ways of some legs, for ways of other legs to meet."""

    __slots__ = ("_flat", "_meetings", "_steep", "_ways")

    def __init__(self, ways: Iterable[Way], meetings: Meetings) -> None:
        self._ways, self._meetings = tuple(ways), meetings
        self._flat = self._steep = 0
        for way in self._ways:
            self._flat |= way.flat
            self._steep |= way.steep

    @classmethod
    def around(cls, leg: int, ways: Iterable[Way], meetings: Meetings) -> Crowd:
        """Return the ways of all legs but `leg`."""
        return cls((way for way in ways if way.leg != leg), meetings)

    def cheapest(self, option: Options) -> tuple[Way, int]:
        """Return the way of `option` that costs least with all that it meets, and its price."""
        best, least = option.first(), NO_LIMIT
        for way in option.walk():
            if way.cost >= least:
                break
            cost = self.price(way, least)
            if cost < least:
                best, least = way, cost
        return best, least

    def price(self, way: Way, limit: int) -> int:
        """Return what `way` costs with all that it meets; where not less than `limit`, a part."""
        cost = way.cost
        crossed = (way.flat & self._steep).bit_count() + (way.steep & self._flat).bit_count()
        if cost + CROSSING * crossed >= limit:
            return limit
        nodes, met = way.nodes, way.met
        for other in self._ways:
            if nodes & other.nodes:
                known = met.get(other.serial)
                cost += self._meetings.cost(way, other) if known is None else known
                if cost >= limit:
                    break
        return cost

    def price_if_they_yield(self, way: Way, limit: int) -> int:
        """Return the same if whoever is met may still move on, which is guessed to cost little."""
        cost = way.cost
        nodes, met = way.nodes, way.met
        for other in self._ways:
            if nodes & other.nodes:
                known = met.get(other.serial)
                if known is None:
                    crosses = way.flat & other.steep or way.steep & other.flat
                    known = CROSSING if crosses else self._meetings.cost(way, other)
                cost += known if known < YIELDING else YIELDING
                if cost >= limit:
                    break
        return cost
