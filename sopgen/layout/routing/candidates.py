"""The ways of a leg, cheapest first, drawn only as far as somebody looks.

Most legs take their first way; only those in a conflict look at dearer ones. So
sketches are made in blocks of equal bends and equal detour, which wait in a heap by
the least that one of them can cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import chain

from msgspec import Struct

from sopgen.layout.routing.contract import Leg
from sopgen.layout.routing.lattice import Lattice
from sopgen.layout.routing.shapes import (
    Journey,
    Sketch,
    bottom_to_top,
    one_bend,
    round_about,
    side_to_side,
    straight,
    three_bends,
    through_a_gap,
    through_a_gutter,
)
from sopgen.layout.routing.ways import Name, Way, way
from sopgen.layout.routing.weights import BEND, FIFTH_SEGMENT, HALF_LANE


class Survey(Struct):
    """What all ways of all legs have in common; counts the ways that were drawn."""

    lattice: Lattice
    legs: Sequence[Leg]
    drawn: int = 0

    def draw(self, leg: int, rank: int, sketch: Sketch) -> Way:
        """Return the way of `sketch`, numbered in the order of drawing."""
        self.drawn += 1
        cost, points = sketch
        return way(Name(self.drawn, leg, rank), points, cost, self.lattice.pillars)


class Options:
    """The ways of one leg in order of cost; `drawn` are those that were looked at."""

    __slots__ = ("_blocks", "_journey", "_leg", "_plain", "_sketches", "_survey", "drawn")

    def __init__(self, survey: Survey, leg: int, habits: Sequence[Sequence[int]]) -> None:
        terms = survey.legs[leg]
        berths = survey.lattice.berths
        ends = berths[terms.source], berths[terms.target]
        journey = Journey(survey.lattice, *ends, habits, terms.plain)
        self._survey, self._leg, self._plain, self._journey = survey, leg, terms.plain, journey
        self._sketches: list[Sketch] = []
        self.drawn: list[Way] = []
        first = 0 if journey.end.y >= journey.start.y else 2
        least = journey.least_length
        self._blocks = [(_cost_of(bends) + least, bends, 0) for bends in range(first, 5)]

    def first(self) -> Way:
        """Return the cheapest way."""
        if not self.drawn:
            self._draw_next()
        return self.drawn[0]

    def walk(self) -> Iterator[Way]:
        """Yield the ways, cheapest first, each drawn when its turn comes."""
        return chain(self.drawn, self._walk_on())

    def _walk_on(self) -> Iterator[Way]:
        drawn = self.drawn
        index = len(drawn)
        while index < len(drawn) or self._draw_next():
            yield drawn[index]
            index += 1

    def _draw_next(self) -> bool:
        sketches, blocks = self._sketches, self._blocks
        while blocks and (not sketches or sketches[-1][0] >= blocks[0][0]):
            _bound, bends, ring = heappop(blocks)
            sketches.extend(self._block(bends, ring))
            sketches.sort(reverse=True)
        if not sketches:
            return False
        self.drawn.append(self._survey.draw(self._leg, len(self.drawn), sketches.pop()))
        return True

    def _block(self, bends: int, ring: int) -> Iterator[Sketch]:
        """Yield the sketches of one block, and put the next wider one on the heap."""
        journey, base = self._journey, _cost_of(bends)
        if bends == 0:
            yield from straight(journey, base)
            return
        if bends == 1:
            yield from one_bend(journey, base)
            return
        gutters = self._gutters(ring)
        if gutters:
            detour = 4 * (ring + 1) * HALF_LANE + 2 * HALF_LANE
            heappush(self._blocks, (base + journey.least_length + detour, bends, ring + 1))
        match bends:
            case 2:
                yield from through_a_gutter(journey, base, gutters)
            case 3:
                yield from three_bends(journey, base, gutters)
            case _:
                yield from bottom_to_top(journey, base, gutters)
        if ring == 0 and bends == 2:
            yield from through_a_gap(journey, base)
            if self._plain:
                yield from round_about(journey, base)
        if ring == 0 and bends == 4:
            yield from side_to_side(journey, base)

    def _gutters(self, ring: int) -> list[int]:
        """Return the gutters between and beside both ends, or those `ring` lanes further out."""
        start, end = self._journey.start, self._journey.end
        low, high = min(start.left, end.left) - 1, max(start.right, end.right) + 1
        if not ring:
            return list(range(low, high + 1, 2))
        last = self._survey.lattice.width
        return [x for x in (low - 2 * ring, high + 2 * ring) if 0 <= x < last]


def _cost_of(bends: int) -> int:
    return BEND * bends + (FIFTH_SEGMENT if bends > 3 else 0)
