"""One way to draw one leg: a path on the coarse grid, and the nodes it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from sopgen.document.page import Site
from sopgen.layout.routing.lattice import Node

Points: TypeAlias = tuple[Node, ...]

Run: TypeAlias = tuple[int, int, int, bool]
"""A segment: its column or row, from where to where it reaches, and whether it runs ahead."""


class Way(Struct, eq=False):
    """A path of two to six points.

    `exit` and `entry` number the sites of all symbols. The nodes are sets of bits, node
    (x, y) being bit y * width + x: `nodes` all of them, `flat` and `steep` those passed
    straight on, `corners` the turns, `across`
    and `down` the unit edges by their first node; `runs` are the segments in order.
    `met` remembers what meeting other ways costs, by their serial numbers.
    """

    serial: int
    leg: int
    rank: int
    points: Points
    cost: int
    leaves: Site
    enters: Site
    exit: int
    entry: int
    nodes: int
    flat: int
    steep: int
    corners: int
    across: int
    down: int
    runs: tuple[Run, ...]
    met: dict[int, int]


class Name(NamedTuple):
    """Which way: numbered among all, and within those of its leg, cheapest first."""

    serial: int
    leg: int
    rank: int


def way(name: Name, points: Points, cost: int, pillars: Sequence[int]) -> Way:
    """Return the way along `points`; for `pillars` see `Lattice`."""
    width = pillars[2].bit_length() - 1
    flat = steep = corners = across = down = 0
    runs = []
    x0, y0 = points[0]
    start = 1 << y0 * width + x0
    for x1, y1 in points[1:]:
        if y0 == y1:
            ahead = x0 < x1
            low, span = (x0, x1 - x0) if ahead else (x1, x0 - x1)
            runs.append((y0, low, low + span, ahead))
            first = y0 * width + low
            across |= ((1 << span) - 1) << first
            flat |= ((1 << span - 1) - 1) << first + 1
        else:
            ahead = y0 < y1
            low, span = (y0, y1 - y0) if ahead else (y1, y0 - y1)
            runs.append((x0, low, low + span, ahead))
            first = low * width + x0
            down |= pillars[span] << first
            steep |= pillars[span - 1] << first + width
        x0, y0 = x1, y1
        corners |= 1 << y0 * width + x0
    end = 1 << y0 * width + x0
    leaves, enters = _site(points[0], points[1]), _site(points[-1], points[-2])
    corners &= ~end
    return Way(
        *name,
        points,
        cost,
        leaves,
        enters,
        4 * (points[0][1] * width + points[0][0]) + leaves,
        4 * (y0 * width + x0) + enters,
        flat | steep | corners | start | end,
        flat,
        steep,
        corners,
        across,
        down,
        tuple(runs),
        {},
    )


def share_a_site(a: Way, b: Way) -> bool:
    """Tell whether two ways leave by one site or enter by one."""
    return a.exit == b.exit or a.entry == b.entry


def _site(end: Node, beside: Node) -> Site:
    """Return the site at `end` of a path that goes on to `beside`."""
    if beside[0] == end[0]:
        return Site.BOTTOM if beside[1] > end[1] else Site.TOP
    return Site.RIGHT if beside[0] > end[0] else Site.LEFT
