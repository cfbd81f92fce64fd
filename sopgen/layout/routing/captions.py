"""Where the small type beside off-page symbols stands: in their cell, and touching nothing.

Right of its symbol, left of it, below or above; on one line or wrapped. Only where no cell
can be made large enough does it go over the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sopgen.document.page import Box
from sopgen.layout.routing.contract import Size, Stop
from sopgen.layout.routing.geometry import Placement
from sopgen.layout.routing.labels import Labelled, blocks
from sopgen.layout.routing.scene import Band, Range, Scene
from sopgen.layout.routing.spacing import EVEN

GAP = 30
"""Distance of a caption from its symbol and from the rules around its cell."""

WRAPPED = 120
"""Cost, in tenths of a twip, of taking one more line than another size."""

BELOW = 500
ABOVE = 510


class Spot(NamedTuple):
    """A place for the caption's size `choice`; cost in tenths of a twip."""

    cost: int
    choice: int
    box: Box


def label_captions(
    scene: Scene, placement: Placement, stops: Sequence[Stop], outside: bool
) -> Labelled:
    """Place small type in the cells of its symbols, `outside` of them where it must be."""
    boxes: list[Box | None] = [None] * len(stops)
    choices = [0] * len(stops)
    missing = []
    for index, stop in enumerate(stops):
        if not stop.captions:
            continue
        spot = _best(scene, placement, index, stop, outside)
        if spot is None:
            missing.append(index)
        else:
            _, choices[index], boxes[index] = spot
            scene.occupy(spot.box)
    return Labelled(tuple(boxes), tuple(choices), tuple(missing))


def _best(scene: Scene, placement: Placement, index: int, stop: Stop, outside: bool) -> Spot | None:
    symbol, cell = placement.boxes[index], _inner(placement, stop)
    best = min(_spots(scene, symbol, cell, stop.captions), key=_rank, default=None)
    if best is not None or not outside:
        return best
    around = _around_it(symbol, stop.captions)
    for block in blocks(scene, True):
        best = min(_spots(block, symbol, around, stop.captions), key=_rank, default=None)
        if best is not None:
            return best
    return None


def _around_it(symbol: Box, sizes: Sequence[Size]) -> Box:
    """Return what captions beside `symbol` may cover."""
    wide, high = (GAP + max(each) for each in zip(*sizes, strict=True))
    return Box(symbol.x - wide, symbol.y - high, symbol.width + 2 * wide, symbol.height + 2 * high)


def _inner(placement: Placement, stop: Stop) -> Box:
    """Return the cell of `stop` without the gaps along its rules."""
    left, right = placement.lane_edges[stop.lane], placement.lane_edges[stop.last_lane + 1]
    top, bottom = placement.row_edges[stop.row], placement.row_edges[stop.row + 1]
    return Box(left + GAP, top + GAP, right - left - 2 * GAP, bottom - top - 2 * GAP)


def _spots(scene: Scene, symbol: Box, cell: Box, sizes: Sequence[Size]) -> Iterator[Spot]:
    """Yield places in `cell` for each of `sizes`, the best one on every side of `symbol`."""
    for choice, (width, height) in enumerate(sizes):
        wrapped = choice * WRAPPED
        upright = _around(symbol.center.y - height // 2, cell.y, cell.bottom - height)
        for dislike, left in ((0, symbol.right + GAP), (10, symbol.x - GAP - width)):
            if cell.x <= left and left + width <= cell.right:
                spot = scene.upright.slide(Band(left, left + width), height, upright)
                if spot:
                    cost, top = spot
                    yield Spot(cost + dislike + wrapped, choice, Box(left, top, width, height))
        flat = _around(symbol.center.x - width // 2, cell.x, cell.right - width)
        for dislike, top in ((BELOW, symbol.bottom + GAP), (ABOVE, symbol.y - GAP - height)):
            if cell.y <= top and top + height <= cell.bottom:
                spot = scene.flat.slide(Band(top, top + height), width, flat)
                if spot:
                    cost, left = spot
                    yield Spot(cost + dislike + wrapped, choice, Box(left, top, width, height))


def _rank(spot: Spot) -> tuple[int, int]:
    return spot.cost, spot.choice


def _around(best: int, low: int, high: int) -> Range:
    return Range(low, best, high, 10, 10)


def lacking(placement: Placement, index: int, stop: Stop) -> Size:
    """Return by how much lane and row are too small for a caption, 0 and 0 where neither is.

    A row grows on both sides of its symbols, and sooner than a lane.
    """
    cell, symbol = _inner(placement, stop), placement.boxes[index]
    beside = max(symbol.y - cell.y, cell.bottom - symbol.bottom)
    asked = (
        (max(0, width - cell.width), 2 * max(0, GAP + height - beside))
        for width, height in stop.captions
    )
    lane, row = min(asked)
    return -(-lane // EVEN) * EVEN, -(-row // EVEN) * EVEN
