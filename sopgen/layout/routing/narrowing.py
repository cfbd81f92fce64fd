"""Place everything in lanes as narrow as can be: height is cheap, width is not.

Rows give labels and small type their room, all the rows that a branch passes; a lane grows
only where that is in vain, and little by little. What was given too much is taken back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.layout.routing.contract import Grid, Size
from sopgen.layout.routing.geometry import Topology
from sopgen.layout.routing.labels import PAD
from sopgen.layout.routing.room import least_lanes, least_rows
from sopgen.layout.routing.spacing import CLOSEST, EVEN
from sopgen.layout.routing.widening import Sized, Sizes, sized

_HIGHER = 4
"""Rounds in which rows grow before a lane does."""

_ROUNDS = 40

_WIDER = 4 * EVEN
"""What a lane gets in one round."""


class _Given(Struct):
    """What words got of lanes and rows beyond what symbols and lines need, `tried` so often."""

    lanes: list[int]
    rows: list[int]
    tried: int = 0


def narrowest(grid: Grid, topology: Topology) -> Sized:
    """Return everything placed, in rows as high as words ask and lanes as narrow as they can be."""
    given = _Given([0] * len(grid.lanes), [0] * len(grid.rows))
    found = _placed(grid, topology, given)
    for attempt in range(_ROUNDS):
        if found.is_complete:
            found = _taken_back(grid, topology, given, found)
            break
        if attempt < _HIGHER:
            _raise(topology, found, given, attempt)
        else:
            _widen(topology, found, given)
        found = _placed(grid, topology, given)
    return replace(found, tried=given.tried)


def _placed(grid: Grid, topology: Topology, given: _Given, whole: bool = False) -> Sized:
    given.tried += 1
    stops, bodies = topology.stops, topology.bodies
    lanes = least_lanes(grid, stops, bodies, given.lanes, CLOSEST)
    sizes = Sizes(lanes, least_rows(grid, bodies, given.rows))
    return in_narrow(topology, grid.ruled, sizes, whole)


def in_narrow(
    topology: Topology, ruled: Sequence[bool], sizes: Sizes, whole: bool = False
) -> Sized:
    """Return everything placed in `sizes`, labels also far above and below their lines.

    If only the `whole` of them is of use, they are placed up to one without a place.
    """
    return sized(topology, ruled, sizes, narrowest=True, whole=whole)


def _raise(topology: Topology, found: Sized, given: _Given, attempt: int) -> None:
    """Make the rows higher that the branches of labels without a place pass, as for one more.

    Each attempt is made for narrower sizes of them than the last.
    """
    more: dict[int, int] = {}
    for leg in found.labels.missing:
        height = _height(topology.legs[leg].labels, attempt)
        for row in _rows(found, leg):
            more[row] = more.get(row, 0) + 2 * height
    for stop in found.captions.missing:
        here = topology.stops[stop]
        more[here.row] = more.get(here.row, 0) + 2 * _height(here.captions, attempt)
    for row, height in more.items():
        given.rows[row] += _even(height)


def _height(sizes: Sequence[Size], attempt: int) -> int:
    return sizes[min(attempt, len(sizes) - 1)][1] + 2 * PAD


def _rows(found: Sized, leg: int) -> range:
    """Return the rows that a line passes."""
    heights = [point.y for point in found.placement.paths[leg]]
    edges = found.placement.row_edges
    first, last = (bisect_right(edges, y) - 1 for y in (min(heights), max(heights)))
    return range(first, min(last, len(edges) - 2) + 1)


def _widen(topology: Topology, found: Sized, given: _Given) -> None:
    """Make the lanes a little wider from which the branches of labels without a place start."""
    for lane in {
        *(topology.stops[topology.legs[leg].source].lane for leg in found.labels.missing),
        *(topology.stops[stop].lane for stop in found.captions.missing),
    }:
        given.lanes[lane] += _WIDER


def _taken_back(grid: Grid, topology: Topology, given: _Given, found: Sized) -> Sized:
    """Take back from lanes, then from rows, what they got in vain."""
    for sizes in (given.lanes, given.rows):
        for at, most in enumerate(sizes):
            for less in _less(most):
                sizes[at] = less
                trial = _placed(grid, topology, given, whole=True)
                if trial.is_complete:
                    found = trial
                    break
            else:
                sizes[at] = most
    return found


def _less(most: int) -> Iterator[int]:
    """Yield sizes below `most`, from nothing on."""
    if most:
        yield from (most * eighths // 8 // EVEN * EVEN for eighths in (0, 1, 2, 3, 4, 6))


def _even(size: int) -> int:
    return -(-size // EVEN) * EVEN
