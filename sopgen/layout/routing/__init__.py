"""Route the arrows of one page of a flow.

`route` chooses the paths and says how much room they need; `Plan.place` gives exact
geometry in lanes and rows of any sufficient size. In between the page decides.
"""

from __future__ import annotations

from sopgen.layout.routing.captions import GAP as CAPTION_GAP
from sopgen.layout.routing.contract import Grid, Leg, Routes, Stop
from sopgen.layout.routing.plan import Plan, Structure, route, structure

__all__ = [
    "CAPTION_GAP",
    "Grid",
    "Leg",
    "Plan",
    "Routes",
    "Stop",
    "Structure",
    "route",
    "structure",
]
