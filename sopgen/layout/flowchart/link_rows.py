"""Decide how high a grid row of segilima is, and where in it they stand.

Their small type stands beside them where lanes are wide. Else it stands on the side that no
arrow uses, and the symbols lean to the other, so that the row is no higher than both need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sopgen.document.page import PIXEL
from sopgen.layout.flowchart.scale import LabelChoice, Measures
from sopgen.layout.routing import CAPTION_GAP

_UNIT = 2 * PIXEL


class LinkRow(Struct, frozen=True):
    """The height of the row, and how far its symbols stand from its middle, towards the arrows."""

    height: int
    lean: int


class Captioned(Struct, frozen=True):
    """A segilima of this `size` in a lane at least so wide, and the sizes of its small type."""

    size: int
    lane: int
    choices: Sequence[LabelChoice]

    @property
    def beyond(self) -> int:
        """How high its small type is where that stands above or below it, 0 where it does not."""
        beside = (self.lane - self.size) // 2 - 2 * CAPTION_GAP
        if any(choice.width <= beside for choice in self.choices):
            return 0
        inside = self.lane - 2 * CAPTION_GAP
        fitting = (choice.height for choice in self.choices if choice.width <= inside)
        return min(fitting, default=self.choices[-1].height)


def link_row(links: Iterable[Captioned], measures: Measures) -> LinkRow:
    """Return the row for `links`; sizes are as `measures` say."""
    beyond = max((link.beyond for link in links), default=0)
    arrows = (measures.link + measures.clearance) // 2
    words = measures.link // 2 + beyond + 2 * CAPTION_GAP if beyond else arrows
    lean = max(0, words - arrows) // 2 // PIXEL * PIXEL
    height = 2 * max(arrows + lean, words - lean)
    return LinkRow(-(-height // _UNIT) * _UNIT, lean)
