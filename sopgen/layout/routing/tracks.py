"""Order the parallel lines of every gutter and gap, and number their tracks.

How two lines part says which of them must lie first. Groups of segments that may lie
on each other (a bus next to a common site) are one line here. The order is then
divided over the two sides of the rule, which no line may touch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, TypeAlias

from sopgen.layout.routing.contract import Leg
from sopgen.layout.routing.lattice import Lattice
from sopgen.layout.routing.meeting import Kind, Stretch, stretches
from sopgen.layout.routing.spacing import RULE_GAP, STEP, STUB
from sopgen.layout.routing.ways import Points, Way

BY_LINE = 1000
"""Weight of an order without which two lines would lie on each other."""
BY_SIDE = 2
BY_CROSSING = 1

Segment: TypeAlias = tuple[int, int]
"""A leg and the number of a segment of its path."""

Wish: TypeAlias = tuple[Segment, Segment, int]
"""The first segment should lie left of or above the second; with a weight."""


class Zone(Enum):
    """Which part of a gutter or gap: before its rule, behind it, or all where there is no rule."""

    BEFORE = 0
    BEHIND = 1
    WHOLE = 2


class Track(NamedTuple):
    """Line `index` of `count` in a zone; channel 2i lies around the rule before lane or row i."""

    vertical: bool
    channel: int
    zone: Zone
    index: int
    count: int


@dataclass(slots=True)
class Group:
    """Segments drawn on one line, from `low` to `high`.

    `pull` is positive where more of its ends turn right or down than left or up.
    """

    members: list[Segment]
    low: int
    high: int
    pull: int
    rank: int = field(default=0)
