"""Put the heads of arrows onto the ends of lines.

A head is a small triangle or chevron; the line ends at its middle or its back, its tip lies
farther on, the way that the line goes. What has such a head at an end is no rule of a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sopgen.readers.pdf.painted import Head, Piece, Stroke
from sopgen.readers.pdf.plane import XY, Frame, apart

_REACH = 0.85
_SLACK = 3.0
_ON_AXIS = 1.5
_SAME_WAY = 0.7


class Arrow(Struct, frozen=True):
    """A line by its points, with what it has at its ends."""

    path: tuple[XY, ...]
    dashed: bool = False
    head_at_start: bool = False
    head_at_end: bool = False
    traced: bool = False


def is_headed(piece: Piece, heads: Sequence[Head], *, level: bool) -> bool:
    """Tell whether a head stands at an end of the straight `piece`, in its direction."""
    ways = ((1.0, 0.0), (-1.0, 0.0)) if level else ((0.0, 1.0), (0.0, -1.0))
    for head in heads:
        along, across = head.frame.center if level else head.frame.center[::-1]
        if abs(across - piece.level) > _ON_AXIS:
            continue
        for end, way in zip((piece.end, piece.start), ways, strict=True):
            if abs(along - end) <= _reach(head.frame) and _goes(head, way):
                return True
    return False


def upon_rules(pieces: Sequence[Piece], heads: Sequence[Head], *, level: bool) -> list[Piece]:
    """Return which of `pieces` are arrows that lie upon longer ones, those of a rule."""
    found: list[Piece] = []
    for head in heads:
        if head.way is None:
            continue
        own = [each for each in pieces if is_headed(each, [head], level=level)]
        along = head.frame.center[0 if level else 1]
        own.sort(key=lambda each: min(abs(each.end - along), abs(each.start - along)))
        if own and any(_covers(other, own[0]) for other in pieces if other is not own[0]):
            found.append(own[0])
    return found


def _covers(rule: Piece, piece: Piece) -> bool:
    """Tell whether the longer `rule` runs where `piece` does, from end to end."""
    beside = abs(rule.level - piece.level) <= _ON_AXIS
    return beside and rule.start <= piece.start and piece.end <= rule.end and rule != piece


def headed(strokes: Sequence[Stroke], heads: Sequence[Head]) -> list[Arrow]:
    """Return the lines with each of `heads` at the nearest end within its reach.

    A head without a line is a line as long as itself: what led to it was not seen.
    """
    arrows = [Arrow(stroke.path, stroke.dashed) for stroke in strokes]
    stubs: list[Arrow] = []
    for head in heads:
        reach = _reach(head.frame)
        near = sorted(
            (apart(head.frame.center, arrow.path[end]), at, end)
            for at, arrow in enumerate(arrows)
            for end in (0, -1)
            if apart(head.frame.center, arrow.path[end]) <= reach
        )
        fits = [(at, end) for _, at, end in near if _goes(head, _way_out(arrows[at].path, end))]
        if fits:
            at, end = fits[0]
            arrows[at] = _with_head(arrows[at], head.frame, end)
        elif head.way is not None:
            stubs.append(_stub(head.frame, head.way))
    return arrows + stubs


def _stub(frame: Frame, way: XY) -> Arrow:
    (x, y), half = frame.center, (abs(way[0]) * frame.width + abs(way[1]) * frame.height) / 2
    back, tip = (x - way[0] * half, y - way[1] * half), (x + way[0] * half, y + way[1] * half)
    return Arrow((back, tip), head_at_end=True)


def _goes(head: Head, way: XY) -> bool:
    """Tell whether `head` may belong to a line that goes on this `way`."""
    if head.way is None:
        return True
    return head.way[0] * way[0] + head.way[1] * way[1] > _SAME_WAY


def _way_out(path: Sequence[XY], end: int) -> XY:
    """Return which way a line goes where it ends, by a vector of length 1."""
    (ax, ay), (bx, by) = (path[-2], path[-1]) if end else (path[1], path[0])
    long = apart((ax, ay), (bx, by)) or 1.0
    return (bx - ax) / long, (by - ay) / long


def _reach(head: Frame) -> float:
    return head.longer * _REACH + _SLACK


def _with_head(arrow: Arrow, head: Frame, end: int) -> Arrow:
    path = arrow.path if end else arrow.path[::-1]
    last, tip = path[-2], path[-1]
    long = apart(last, tip) or 1.0
    across, down = (tip[0] - last[0]) / long, (tip[1] - last[1]) / long
    x, y = head.center
    half = abs(across) * head.width / 2 + abs(down) * head.height / 2
    farther = max(0.0, (x - tip[0]) * across + (y - tip[1]) * down + half)
    longer = (*path[:-1], (tip[0] + across * farther, tip[1] + down * farther))
    return Arrow(
        longer if end else longer[::-1],
        arrow.dashed,
        arrow.head_at_start or end == 0,
        arrow.head_at_end or end == -1,
    )
