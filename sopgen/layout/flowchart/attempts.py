"""Decide in which sizes a flowchart is tried, from the most generous to the tightest.

The fewest pages win, then the largest type, then the largest symbols: so sizes come in
this order, and one that saves no page against those before it is not worth drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import assert_never

from msgspec import Struct

from sopgen.layout.flowchart.scale import CUT, NARROWEST, ROOMY, SMALLEST, TIGHT, TIGHTEST, Measures
from sopgen.layout.flowchart.texts import Thrift
from sopgen.layout.paper import points
from sopgen.layout.routing import Lanes
from sopgen.model.profile import Profile

READABLE = 160
"""Texts go below 8 pt only where that saves a page, and then not far."""

_SMALLEST_TO_SAVE = 150

_FINE = 10
"""Half a point, Word's step."""


class Attempt(Struct, frozen=True):
    """Texts of `size` twips, symbols as `measures` say, and what is done without."""

    size: int
    measures: Measures
    thrift: Thrift

    @property
    def room(self) -> Lanes:
        """How much room there is for lanes."""
        match self.thrift:
            case Thrift.NONE:
                return Lanes.ROOMY
            case Thrift.LABELS | Thrift.WORDS | Thrift.COLUMNS:
                return Lanes.SQUEEZED
            case Thrift.LANES:
                return Lanes.NARROWEST
            case _:
                assert_never(self.thrift)

    @property
    def is_last(self) -> bool:
        """Tell whether nothing better is tried after this, so that it is worth all patience."""
        return self.thrift in (Thrift.COLUMNS, Thrift.LANES)


def attempts(profile: Profile, size: int | None) -> tuple[Attempt, ...]:
    """Return what is tried one after the other as long as it may save a page.

    All texts have this `size`; None if larger ones and smaller ones may be tried.
    """
    smallest = points(profile.font.smallest)
    largest = size or max(points(profile.font.flow), smallest)
    least = size or max(smallest, min(largest, _SMALLEST_TO_SAVE))
    sizes = range(largest, least - 1, -_FINE)
    tight = (Attempt(size, each, Thrift.NONE) for size, each in product(sizes, (TIGHT, TIGHTEST)))
    return (Attempt(largest, ROOMY, Thrift.NONE), *tight)


def last_resorts(profile: Profile) -> Iterator[Attempt]:
    """Yield what is tried where nothing else fits on the paper.

    Texts shrink all the way down, and labels may stand further from their branch; only then
    do symbols shrink too, then words are cut; at last lanes are as narrow as can be, and
    words of labels are cut too.
    """
    smallest = points(profile.font.smallest)
    readable = max(smallest, min(points(profile.font.flow), READABLE))
    for size in range(readable, smallest - 1, -_FINE):
        yield Attempt(size, TIGHT, Thrift.LABELS)
    yield Attempt(smallest, SMALLEST, Thrift.LABELS)
    yield Attempt(smallest, SMALLEST, Thrift.WORDS)
    yield Attempt(smallest, SMALLEST, Thrift.COLUMNS)
    yield Attempt(smallest, NARROWEST, Thrift.LANES)
    yield Attempt(smallest, CUT, Thrift.LANES)
