"""Widen lanes and rows until every label has a place near the start of its branch."""

from __future__ import annotations

from dataclasses import dataclass

from sopgen.layout.routing.contract import Grid
from sopgen.layout.routing.geometry import Topology, placement
from sopgen.layout.routing.labels import label, label_captions
from sopgen.layout.routing.room import least_lanes, least_rows
from sopgen.layout.routing.scene import scene
from sopgen.layout.routing.spacing import EVEN
from sopgen.page import Site

ROUNDS = 14

PATIENCE = 5
"""Rounds in which a label that finds only a far place is worth more room."""

REACH = 300
"""A label further than this from the start of its branch is far, in twips."""

FAR = 1 << 20


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of lanes and heights of rows."""

    lanes: tuple[int, ...]
    rows: tuple[int, ...]


def least_sizes(grid: Grid, topology: Topology) -> Sizes:
    """Return the least sizes in which lines, symbols and labels of `topology` have their room."""
    wider, higher = [0] * len(grid.lanes), [0] * len(grid.rows)
    for attempt in range(ROUNDS):
        sizes = Sizes(
            least_lanes(grid, topology.stops, topology.bodies, wider),
            least_rows(grid, topology.bodies, higher),
        )
        placed = placement(topology, sizes.lanes, sizes.rows)
        around = scene(placed, topology.stops, grid.ruled)
        labelled = label(around, placed, topology.legs, REACH if attempt < PATIENCE else FAR)
        homeless = label_captions(around, placed, topology.stops).missing
        if not labelled.missing and not homeless:
            break
        for leg in labelled.missing:
            _make_room(topology, leg, sizes, attempt, (wider, higher))
        for stop in homeless:
            caption = topology.stops[stop].caption
            higher[topology.stops[stop].row] += 2 * caption[1] if caption else 0
    return sizes


def _make_room(
    topology: Topology, leg: int, sizes: Sizes, attempt: int, extra: tuple[list[int], list[int]]
) -> None:
    """Enlarge what keeps the label of `leg` from its place."""
    wider, higher = extra
    source = topology.stops[topology.legs[leg].source]
    target = topology.stops[topology.legs[leg].target]
    narrowest = min(width for width, _ in topology.legs[leg].labels)
    down = topology.ways[leg].leaves is Site.BOTTOM
    half = sizes.lanes[source.lane] // 2
    want = narrowest + 80 + (0 if down else source.width * 3 // 10)
    if half < want:
        wider[source.lane] += max(2 * EVEN, want - half)
    elif down:
        higher[source.row] += 80
    else:
        wider[source.lane] += 2 * EVEN
    if attempt >= PATIENCE:
        higher[target.row] += 100
