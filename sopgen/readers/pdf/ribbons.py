"""Find the line that a thin filled polygon stands for.

Word prints a connector as the outline of its stroke: a ribbon of 8 to 11 points. Its edges
pair with those that run the other way beside them; the middles of the pairs are the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sopgen.readers.pdf.plane import XY, apart

THIN = 3.2
"""The widest ribbon, in points."""

MOST_POINTS = 80
"""An outline of more points is no ribbon of straight pieces."""

_SHORTEST = 1.2
_ANTIPARALLEL = -0.985
_JOINED = 3.0
_SHARP = 6.0


def lines_of_ribbon(outline: Sequence[XY]) -> list[list[XY]]:
    """Return the lines that the closed `outline` is the stroke of."""
    if len(outline) > MOST_POINTS:
        return []
    return _chained([list(each) for each in _middles(outline)])


def _middles(outline: Sequence[XY]) -> list[tuple[XY, XY]]:
    edges = [
        (one, other)
        for one, other in pairwise([*outline, outline[0]])
        if apart(one, other) >= _SHORTEST
    ]
    found = []
    for at, edge in enumerate(edges):
        for other in edges[at + 1 :]:
            middle = _middle(edge, other)
            if middle:
                found.append(middle)
    return found


def _middle(edge: tuple[XY, XY], other: tuple[XY, XY]) -> tuple[XY, XY] | None:
    """Return the line between two edges that run beside each other in opposite ways."""
    (ax, ay), (bx, by) = edge
    long = apart(*edge)
    ux, uy = (bx - ax) / long, (by - ay) / long
    (cx, cy), (dx, dy) = other
    other_long = apart(*other)
    if (ux * (dx - cx) + uy * (dy - cy)) / other_long > _ANTIPARALLEL:
        return None
    off = (cx - ax) * -uy + (cy - ay) * ux
    if abs(off) > THIN:
        return None
    along = sorted(((cx - ax) * ux + (cy - ay) * uy, (dx - ax) * ux + (dy - ay) * uy))
    start, end = max(0.0, along[0]), min(long, along[1])
    if end - start < max(_SHORTEST, abs(off) * 1.2):
        return None
    ex, ey = -uy * off / 2, ux * off / 2
    return (
        (ax + ux * start + ex, ay + uy * start + ey),
        (ax + ux * end + ex, ay + uy * end + ey),
    )


def _chained(lines: list[list[XY]]) -> list[list[XY]]:
    """Join `lines` at their ends, nearest first within reach, until none meet."""
    while pair := _meeting(lines):
        one, other = pair
        joined = _joined(lines[one], lines[other])
        lines = [line for at, line in enumerate(lines) if at not in pair]
        lines.append(joined)
    return lines


def _meeting(lines: Sequence[Sequence[XY]]) -> tuple[int, int] | None:
    for at, line in enumerate(lines):
        for other in range(at + 1, len(lines)):
            ends = lines[other][0], lines[other][-1]
            if min(apart(mine, its) for mine in (line[0], line[-1]) for its in ends) <= _JOINED:
                return at, other
    return None


def _joined(one: list[XY], other: list[XY]) -> list[XY]:
    ways = [(left, right) for left in (one, one[::-1]) for right in (other, other[::-1])]
    left, right = min(ways, key=lambda way: apart(way[0][-1], way[1][0]))
    if apart(left[-1], right[0]) < 0.5:
        return left + right[1:]
    return [*left[:-1], _corner(left, right), *right[1:]]


def _corner(left: Sequence[XY], right: Sequence[XY]) -> XY:
    """Return where the last piece of `left` and the first of `right` would cross."""
    (ax, ay), (bx, by) = left[-2], left[-1]
    (cx, cy), (dx, dy) = right[0], right[1]
    across = (ax - bx) * (cy - dy) - (ay - by) * (cx - dx)
    if abs(across) > 1e-6:
        part = ((ax - cx) * (cy - dy) - (ay - cy) * (cx - dx)) / across
        crossing = ax + part * (bx - ax), ay + part * (by - ay)
        if apart(crossing, left[-1]) < _SHARP:
            return crossing
    return (bx + cx) / 2, (by + cy) / 2
