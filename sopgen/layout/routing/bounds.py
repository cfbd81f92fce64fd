"""What a drawing must cost at the very least, so that hopeless moves are never tried.

A leg that is forced to take a way costs the legs more whose cheapest ways conflict with
it, whatever else is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

from sopgen.layout.routing.candidates import Options
from sopgen.layout.routing.crowd import Crowd
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.ways import Way


class Bounds:
    """Lower bounds of the sum of all costs; `least` is that of any drawing."""

    __slots__ = ("_meetings", "_options", "_penalties", "least")

    def __init__(self, options: Sequence[Options], meetings: Meetings) -> None:
        self._options, self._meetings = options, meetings
        self._penalties: dict[tuple[int, int], int] = {}
        self.least = sum(option.first().cost for option in options)

    def allows(self, way: Way, limit: int) -> bool:
        """Tell whether a drawing in which `way` is taken may cost less than `limit`."""
        total = self.least + way.cost - self._options[way.leg].first().cost
        for leg, option in enumerate(self._options):
            if total >= limit:
                return False
            if leg != way.leg and way.nodes & option.first().nodes:
                total += self._penalty(way, leg)
        return total < limit

    def _penalty(self, way: Way, leg: int) -> int:
        """Return what `leg` pays at least, above its cheapest way, beside `way`."""
        key = way.serial, leg
        penalty = self._penalties.get(key)
        if penalty is None:
            penalty = self._penalties[key] = self._cheapest_beside(way, leg)
        return penalty

    def _cheapest_beside(self, way: Way, leg: int) -> int:
        option = self._options[leg]
        _, least = Crowd((way,), self._meetings).cheapest(option)
        return least - option.first().cost
