"""What a drawing must cost at the very least, so that hopeless moves are never tried.

Two legs whose cheapest ways conflict cost more together than alone, whatever else is
drawn; so does a leg that is forced to take a way which others need.
"""

from __future__ import annotations

from collections.abc import Sequence

from sopgen.layout.routing.candidates import Options
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.ways import Way


class Bounds:
    """Lower bounds of the sum of all costs; `least` is that of any drawing."""

    __slots__ = ("_meetings", "_options", "_pairs", "_penalties", "least")

    def __init__(self, options: Sequence[Options], meetings: Meetings) -> None:
        self._options, self._meetings = options, meetings
        self._penalties: dict[tuple[int, int], int] = {}
        self._pairs = self._matched()
        alone = sum(option.first().cost for option in options)
        self.least = alone + sum(cost for cost, _ in self._pairs.values()) // 2

    def without(self, leg: int) -> int:
        """Return the least total if `leg` paid nothing for any conflict."""
        return self.least - self._pairs.get(leg, (0, leg))[0]

    def allows(self, way: Way, limit: int) -> bool:
        """Tell whether a drawing in which `way` is taken may cost less than `limit`."""
        total = self.least + way.cost - self._options[way.leg].first().cost
        pairs = self._pairs.copy()
        total -= _dissolve(pairs, way.leg)
        for leg, option in enumerate(self._options):
            if total >= limit:
                return False
            if leg != way.leg and way.nodes & option.first().nodes:
                penalty = self._penalty(way, leg)
                if penalty > pairs.get(leg, (0, 0))[0]:
                    total += penalty - _dissolve(pairs, leg)
        return total < limit

    def _penalty(self, way: Way, leg: int) -> int:
        """Return what `leg` pays at least, above its cheapest way, beside `way`."""
        key = way.serial, leg
        penalty = self._penalties.get(key)
        if penalty is None:
            penalty = self._penalties[key] = self._cheapest_beside(way, leg)
        return penalty

    def _cheapest_beside(self, way: Way, leg: int) -> int:
        option, cost_of = self._options[leg], self._meetings.cost
        first = option.first().cost
        least = 1 << 60
        for other in option.walk():
            if other.cost >= least:
                break
            least = min(least, other.cost + cost_of(way, other))
        return least - first

    def _matched(self) -> dict[int, tuple[int, int]]:
        """Return disjoint pairs of conflicting legs: what they cost at least, and the partner."""
        firsts = [option.first() for option in self._options]
        found = []
        for i, a in enumerate(firsts):
            for j in range(i + 1, len(firsts)):
                if a.nodes & firsts[j].nodes and self._meetings.cost(a, firsts[j]):
                    found.append((-self._joint(i, j), i, j))
        pairs: dict[int, tuple[int, int]] = {}
        for cost, i, j in sorted(found):
            if i not in pairs and j not in pairs:
                pairs[i], pairs[j] = (-cost, j), (-cost, i)
        return pairs

    def _joint(self, i: int, j: int) -> int:
        """Return what legs `i` and `j` pay at least together, above their cheapest ways."""
        option = self._options[i]
        first = option.first().cost
        least = 1 << 60
        for way in option.walk():
            if way.cost - first >= least:
                break
            least = min(least, way.cost - first + self._penalty(way, j))
        return least


def _dissolve(pairs: dict[int, tuple[int, int]], leg: int) -> int:
    """Take the pair of `leg` out of `pairs`, and return what it costs."""
    cost, partner = pairs.pop(leg, (0, leg))
    pairs.pop(partner, None)
    return cost
