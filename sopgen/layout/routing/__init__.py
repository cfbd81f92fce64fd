"""Route the arrows of one page of a flow.

`chosen` are the paths, which say how much room lines need, `Paths.worded` says what words need
on top, `route` is both at once; `Plan.place` gives exact geometry in lanes and rows of any
sufficient size. In between the page decides.
"""

from __future__ import annotations

from sopgen.layout.routing.captions import GAP as CAPTION_GAP
from sopgen.layout.routing.choice import HASTY, THOROUGH
from sopgen.layout.routing.contract import Grid, Lanes, Leg, Routes, Stop
from sopgen.layout.routing.plan import Paths, Plan, Structure, chosen, route, structure
from sopgen.layout.routing.widening import ENDLESS

__all__ = [
    "CAPTION_GAP",
    "ENDLESS",
    "HASTY",
    "THOROUGH",
    "Grid",
    "Lanes",
    "Leg",
    "Paths",
    "Plan",
    "Routes",
    "Stop",
    "Structure",
    "chosen",
    "route",
    "structure",
]
