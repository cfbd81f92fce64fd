"""The pages of one flowchart that were routed so far, and how much effort is left for more.

Effort is counted, not timed, so that a flow is laid out alike on every machine.
"""

from __future__ import annotations

from msgspec import Struct, field

from sopgen.layout.flowchart import remembered
from sopgen.layout.flowchart.plan import PagePlan
from sopgen.layout.routing import (
    HASTY,
    THOROUGH,
    Grid,
    Lanes,
    Leg,
    Paths,
    Plan,
    Stop,
    Structure,
    structure,
)

_EFFORT = 20_000
"""Ways drawn for a flow until it is tired: a second or so; real flows draw a few hundred."""

_WEIGHED = 20_000
"""Ways weighed for a flow to cross less, until less of that must do; most flows weigh a hundred."""

_PAGE_EFFORT = 550
"""What a page costs besides its ways, counted in ways."""

_NARROW_EFFORT = 60_000
"""Words held against lines to fill the narrowest lanes of a flow: about two seconds.

The most that a made-up flow was seen to hold and be drawn is 25,000; what is not drawn by then is
broken into ever more pages, none of which has room for its symbols between pages.
"""


class Routed(Struct):
    """The pages of a flow that were routed, in whatever sizes, and the effort that it took."""

    drawn: dict[tuple[Grid, tuple[Stop, ...], tuple[Leg, ...]], Paths] = field(default_factory=dict)
    alike: dict[Structure, Paths] = field(default_factory=dict)
    plans: dict[tuple[Grid, tuple[Stop, ...], tuple[Leg, ...], Lanes, int], Plan] = field(
        default_factory=dict
    )
    worded: dict[Structure, Plan] = field(default_factory=dict)
    effort: int = 0
    weighed: int = 0
    worded_narrowly: int = 0

    @property
    def patience(self) -> int:
        """How many ways may be weighed to choose those of a page better."""
        left = max(_WEIGHED - self.weighed, 0)
        return 0 if self.is_tired else min(max(left // 4, HASTY), THOROUGH)

    @property
    def is_tired(self) -> bool:
        """Tell whether so much was tried that the rest must do with less."""
        return self.effort > _EFFORT

    @property
    def is_exhausted(self) -> bool:
        """Tell whether even that took too long."""
        return self.effort > 2 * _EFFORT

    @property
    def is_spent(self) -> bool:
        """Tell whether words were held against lines so often that narrow lanes will not do."""
        return self.worded_narrowly > _NARROW_EFFORT

    def paths(self, page: PagePlan) -> Paths:
        """Return the paths of `page`; those chosen before, in other sizes, hold."""
        exact = page.grid, page.stops, page.legs
        if exact not in self.drawn:
            key = structure(*exact)
            found = remembered.paths(*exact, self.alike.get(key), self.patience)
            self.weighed += found.weighed
            if found.effort:
                self.effort += found.effort + _PAGE_EFFORT
            self.drawn[exact] = self.alike[key] = found
        return self.drawn[exact]

    def plan(self, page: PagePlan, room: Lanes, widest: int) -> Plan:
        """Return the routes of `page` with all words, unless its lanes grow wider than `widest`."""
        exact = page.grid, page.stops, page.legs, room, widest
        if exact not in self.plans:
            key = structure(page.grid, page.stops, page.legs)
            found = remembered.plan(self.paths(page), self.worded.get(key), room, widest)
            self.plans[exact] = self.worded[key] = found
            if room is Lanes.NARROWEST:
                self.worded_narrowly += found.effort
        return self.plans[exact]
