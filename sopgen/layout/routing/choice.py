"""Choose one way for every leg, so that the sum over ways and pairs is least.

Everybody takes the cheapest way; where that conflicts, ways are chosen one by one,
then moved one by one as long as that helps, then moved by force: one leg takes a
way that it would not choose, the legs in its way move on, and so forth (an ejection
chain). The effort is counted, never timed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sopgen.layout.routing.bounds import Bounds
from sopgen.layout.routing.candidates import Options
from sopgen.layout.routing.crowd import NO_LIMIT, Crowd
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.trial import Trial
from sopgen.layout.routing.ways import Way
from sopgen.layout.routing.weights import CROSSING, ILLEGAL

BREADTH = 6
"""Ways tried by force per leg and round."""

SHORT_DETOUR = 160
LONG_DETOUR = 260
LATE_EFFORT = 60
LATE_LOAD = 550
"""What a leg pays too much, so that far detours are tried for it: less than a crossing."""

LEAST_LOAD = 40
"""What a leg pays too much, so that another way is tried for it at all: less than a bend."""

EFFORT = 100
"""Ways tried by force per flow."""

THOROUGH = 5_000
"""Ways weighed for that at most: where lines are dense, each try weighs many."""

HASTY = 500
"""As many where there is little time: what crosses most is still moved."""


class Choice(NamedTuple):
    """A way for each leg, and how many ways were weighed to make the first choice better."""

    ways: list[Way]
    weighed: int


def choose(options: Sequence[Options], meetings: Meetings, patience: int = THOROUGH) -> Choice:
    """Return the chosen way of each leg.

    At most `patience` ways are weighed to force single legs for the better, for short detours and
    again for long ones; without any, nothing is forced but what must never be drawn.
    """
    ways = [option.first() for option in options]
    if not _conflict(ways, meetings):
        return Choice(ways, 0)
    trial = Trial(options, meetings, _one_by_one(options, meetings), NO_LIMIT)
    trial.settle(range(len(ways)))
    search = _Search(options, meetings, trial.ways)
    if search.is_legal and not patience:
        return Choice(trial.ways, 0)
    search.improve(SHORT_DETOUR, EFFORT, LEAST_LOAD, patience or THOROUGH)
    search.improve(LONG_DETOUR, LATE_EFFORT, LATE_LOAD, patience or THOROUGH)
    return Choice(search.ways, search.weighed)


def _conflict(ways: Sequence[Way], meetings: Meetings) -> bool:
    occupied = 0
    for index, way in enumerate(ways):
        if way.nodes & occupied and any(meetings.cost(way, other) for other in ways[:index]):
            return True
        occupied |= way.nodes
    return False


def _one_by_one(options: Sequence[Options], meetings: Meetings) -> list[Way]:
    """Return the ways that the legs take in the order of the definition, each beside the others."""
    taken: list[Way] = []
    for option in options:
        taken.append(Crowd(taken, meetings).cheapest(option)[0])
    return taken


class _Search:
    """Forces single legs to other ways, and keeps what becomes better."""

    def __init__(self, options: Sequence[Options], meetings: Meetings, ways: Sequence[Way]) -> None:
        self._options, self._meetings = options, meetings
        self._bounds = Bounds(options, meetings)
        self.ways = list(ways)
        self.weighed = 0
        met = sum(self._others(way.leg).price(way, NO_LIMIT) - way.cost for way in ways)
        self._total = met // 2 + sum(way.cost for way in ways)

    @property
    def is_legal(self) -> bool:
        return self._total < ILLEGAL

    def improve(self, detour: int, effort: int, least_load: int, patience: int) -> None:
        """Try at most `effort` moves of legs that pay more than `least_load` too much."""
        tried, most = 0, self.weighed + patience
        improved = True
        failed: dict[int, int] = {}
        while improved and self._total > self._bounds.least:
            improved = False
            for leg in self._unhappy(least_load):
                for way in self._openings(leg, detour):
                    if way.serial in failed:
                        continue
                    if tried >= effort or self.weighed >= most:
                        return
                    tried += 1
                    trial = Trial(self._options, self._meetings, self.ways, detour)
                    trial.force(way)
                    self.weighed += trial.weighed
                    if trial.total < 0:
                        moved = trial.touched
                        failed = {way: nodes for way, nodes in failed.items() if not nodes & moved}
                        self.ways = trial.ways
                        self._total += trial.total
                        improved = True
                        break
                    failed[way.serial] = trial.touched

    def _others(self, leg: int) -> Crowd:
        return Crowd.around(leg, self.ways, self._meetings)

    def _unhappy(self, least_load: int) -> list[int]:
        """Return the legs that pay for others or for a detour, those that pay most first."""
        excess = [
            self._others(way.leg).price(way, NO_LIMIT) - self._options[way.leg].first().cost
            for way in self.ways
        ]
        unhappy = [leg for leg, cost in enumerate(excess) if cost > least_load]
        return sorted(unhappy, key=lambda leg: (-excess[leg], leg))

    def _openings(self, leg: int, detour: int) -> list[Way]:
        """Return other ways of `leg` worth a try, most promising first."""
        now, option, others = self.ways[leg], self._options[leg], self._others(leg)
        dearest = option.first().cost + min(self._total - self._bounds.least, detour)
        worst = NO_LIMIT
        found: list[tuple[int, int]] = []
        for way in option.walk():
            if way.cost >= dearest or way.cost > worst:
                break
            if way is now:
                continue
            cost = others.price_if_they_yield(way, worst)
            if cost < worst:
                found = sorted((*found, (cost, way.rank)))[:BREADTH]
                worst = found[-1][0] if len(found) == BREADTH else NO_LIMIT
        openings = [option.drawn[rank] for _, rank in found]
        if self._total - self._bounds.least >= CROSSING:
            return openings
        return [way for way in openings if self._bounds.allows(way, self._total)]
