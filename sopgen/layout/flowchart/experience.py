"""What pages that were routed have shown of the room that lines and off-page symbols take.

Nobody knows that before the arrows are routed, and routing is dear. So a page that was
routed once is counted by what it took, and other pages by what such pages took.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from sopgen.layout.flowchart.breaks import Room
from sopgen.layout.flowchart.plan import PagePlan
from sopgen.layout.routing import Plan


class Experience(Struct):
    """Heights in twips: `beyond` the texts of its rows for each page, by these rows.

    `head` and `foot` are the highest rows of off-page symbols that were seen.
    """

    beyond: dict[range, int] = field(default_factory=dict)
    head: int = 0
    foot: int = 0

    def guess(self, room: Room) -> Room:
        """Return `room` with rows of off-page symbols no lower than those seen."""
        return replace(room, head=max(room.head, self.head), foot=max(room.foot, self.foot))

    def add(
        self, plans: Sequence[PagePlan], routed: Sequence[Plan], heights: Sequence[int]
    ) -> bool:
        """Learn from pages whose rows' texts have these `heights`; tell whether any was new."""
        learned = False
        for plan, routes in zip(plans, routed, strict=True):
            rows = plan.rows
            beyond = sum(routes.rows) - sum(heights[rows.start : rows.stop])
            learned |= self.beyond.get(rows) != beyond
            self.beyond[rows] = beyond
            if plan.head:
                head = plan.depths[0]
                self.head = max(self.head, sum(routes.rows[:head]) // head)
            if plan.foot:
                foot = plan.depths[-1]
                self.foot = max(self.foot, sum(routes.rows[-foot:]) // foot)
        return learned
