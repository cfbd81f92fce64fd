"""Choose the arrows between symbols of one row together, where they are in each other's way.

Two symbols beside each other that lead to and fro leave the straight way to one arrow only. Which
of them takes it hangs on all others of the row, so that moving one after the other finds no better
drawing. Rows hold few such arrows: their ways are tried in all combinations, the dearest cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from sopgen.layout.routing.candidates import Options
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.ways import Way
from sopgen.layout.routing.weights import CROSSING

MOST = 6
"""Arrows of one row that are chosen together."""

DETOUR = 320
"""What a way may cost beyond the cheapest of its leg: a side less than round a neighbour."""

TRIED = 5_000
"""Ways tried in one row."""


def abreast(options: Sequence[Options], meetings: Meetings, ways: Sequence[Way]) -> list[Way]:
    """Return `ways` with the arrows of each row chosen anew where that costs less."""
    chosen = list(ways)
    for legs in _rows(meetings):
        if len(legs) <= MOST and _is_dear(legs, chosen, meetings):
            for way in _Row(options, meetings, chosen, legs).best():
                chosen[way.leg] = way
    return chosen


def _rows(meetings: Meetings) -> Iterator[tuple[int, ...]]:
    """Yield the arrows of each row in which two lead to and fro."""
    stops = meetings.stops
    rows: dict[int, list[int]] = {}
    for index, leg in enumerate(meetings.legs):
        if not leg.plain and stops[leg.source].row == stops[leg.target].row:
            rows.setdefault(stops[leg.source].row, []).append(index)
    for legs in rows.values():
        ends = {(meetings.legs[leg].source, meetings.legs[leg].target) for leg in legs}
        if any((target, source) in ends for source, target in ends):
            yield tuple(legs)


def _is_dear(legs: Sequence[int], ways: Sequence[Way], meetings: Meetings) -> bool:
    return any(
        meetings.cost(ways[leg], other) >= CROSSING
        for leg in legs
        for other in ways
        if other.leg != leg
    )


class _Row:
    """The search for the cheapest ways of the arrows of one row beside all others as they are."""

    def __init__(
        self,
        options: Sequence[Options],
        meetings: Meetings,
        ways: Sequence[Way],
        legs: Sequence[int],
    ) -> None:
        self._meetings = meetings
        self._others = [way for way in ways if way.leg not in legs]
        self._priced = [self._by_price(_near(options[leg])) for leg in legs]
        self._best = [ways[leg] for leg in legs]
        self._least = sum(
            self._price(way) + self._beside(way, self._best[:number])
            for number, way in enumerate(self._best)
        )
        self._tried = 0

    def best(self) -> list[Way]:
        """Return the cheapest ways that were found."""
        self._extend([], 0)
        return self._best

    def _by_price(self, ways: Iterator[Way]) -> list[tuple[int, Way]]:
        priced = ((self._price(way), way) for way in ways)
        return sorted(priced, key=lambda each: (each[0], each[1].rank))

    def _price(self, way: Way) -> int:
        """Return what `way` costs beside the arrows that stay as they are."""
        return way.cost + self._beside(way, self._others)

    def _beside(self, way: Way, others: Sequence[Way]) -> int:
        return sum(self._meetings.cost(way, other) for other in others)

    def _extend(self, taken: list[Way], cost: int) -> None:
        rest = self._priced[len(taken) :]
        if not rest:
            self._best, self._least = taken, cost
            return
        beyond = sum(priced[0][0] for priced in rest[1:])
        for price, way in rest[0]:
            if cost + price + beyond >= self._least or self._tried >= TRIED:
                return
            self._tried += 1
            total = cost + price + self._beside(way, taken)
            if total + beyond < self._least:
                self._extend([*taken, way], total)


def _near(option: Options) -> Iterator[Way]:
    """Yield the ways of a leg that cost little more than the cheapest."""
    dearest = option.first().cost + DETOUR
    return takewhile(lambda way: way.cost <= dearest, option.walk())
