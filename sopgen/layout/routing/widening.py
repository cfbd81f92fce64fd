"""Widen lanes and rows until every label has a place near the start of its branch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopgen.layout.routing.contract import Grid
from sopgen.layout.routing.geometry import Placement, Topology, placement
from sopgen.layout.routing.labels import PAD, branch_of, label, label_captions
from sopgen.layout.routing.room import least_lanes, least_rows
from sopgen.layout.routing.scene import scene
from sopgen.layout.routing.spacing import EVEN

ROUNDS = 16

PATIENCE = 8
"""Rounds in which a label that finds only a far place is worth more room, as a rule."""

CAPTION_PATIENCE = 2
"""Rounds in which small type beside an off-page symbol is worth a higher row."""

REACH = 300
"""A label further than this from the start of its branch is far, in twips."""

FAR = 1 << 20


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of lanes and heights of rows."""

    lanes: tuple[int, ...]
    rows: tuple[int, ...]


@dataclass(slots=True)
class Extra:
    """What labels ask of lanes and rows beyond what symbols and lines need."""

    lanes: list[int]
    rows: list[int]


def least_sizes(grid: Grid, topology: Topology, patience: int) -> Sizes:
    """Return the least sizes in which lines, symbols and labels of `topology` have their room.

    For `patience` rounds only a place near the start of its branch is good for a label.
    """
    extra = Extra([0] * len(grid.lanes), [0] * len(grid.rows))
    for attempt in range(ROUNDS):
        sizes = Sizes(
            least_lanes(grid, topology.stops, topology.bodies, extra.lanes, not patience),
            least_rows(grid, topology.bodies, extra.rows),
        )
        placed = placement(topology, sizes.lanes, sizes.rows)
        around = scene(placed, topology.stops, grid.ruled)
        reach = REACH if attempt < patience else FAR
        labelled = label(around, placed, topology.legs, reach, across_rules=not patience)
        crowded = attempt >= min(patience, CAPTION_PATIENCE)
        captioned = label_captions(around, placed, topology.stops, crowded)
        homeless = captioned.missing if attempt <= CAPTION_PATIENCE else ()
        if not labelled.missing and not homeless:
            break
        for leg in labelled.missing:
            _make_room(topology, placed, leg, extra, attempt)
        for row, height in _caption_rows(topology, homeless).items():
            extra.rows[row] += 2 * height
    return sizes


def _caption_rows(topology: Topology, homeless: Sequence[int]) -> dict[int, int]:
    """Return the rows of symbols whose small type has no place, with the highest of it."""
    heights: dict[int, int] = {}
    for stop in homeless:
        row, caption = topology.stops[stop].row, topology.stops[stop].caption
        heights[row] = max(heights.get(row, 0), caption[1] if caption else 0)
    return heights


def _make_room(topology: Topology, placed: Placement, leg: int, extra: Extra, attempt: int) -> None:
    """Enlarge what keeps the label of `leg` from its place, for that of its sizes that asks least.

    Where that seems large enough, other lines are in the way: then lane and row grow in
    turns, more each time.
    """
    start = branch_of(leg, topology.legs, placed.paths)[0]
    lane = bisect_right(placed.lane_edges, start.x) - 1
    row = bisect_right(placed.row_edges, start.y) - 1
    half_lane = (placed.lane_edges[lane + 1] - placed.lane_edges[lane]) // 2
    half_row = (placed.row_edges[row + 1] - placed.row_edges[row]) // 2
    width, height = min(
        (
            (max(0, width - half_lane), max(0, height - half_row))
            for width, height in _asked(topology, placed, leg)
        ),
        key=sum,
    )
    if not width and not height:
        more = EVEN * (attempt + 1)
        width, height = (more, 0) if attempt % 2 else (0, more)
    extra.lanes[lane] += 2 * width
    extra.rows[row] += 2 * height


def _asked(topology: Topology, placed: Placement, leg: int) -> Iterator[tuple[int, int]]:
    """Yield half a lane and half a row in which the label fits, for each size of it."""
    box = placed.boxes[topology.legs[leg].source]
    start, end, *_ = branch_of(leg, topology.legs, placed.paths)
    for width, height in topology.legs[leg].labels:
        if start.x == end.x:
            yield width + 2 * PAD, box.height // 2 + height + 2 * PAD
        else:
            yield box.width // 3 + width + 2 * PAD, height + 2 * PAD
