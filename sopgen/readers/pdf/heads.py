"""Put the heads of arrows onto the ends of lines.

A head is a small triangle or chevron; the line ends at its middle or its back, its tip lies
farther on. What has a head at an end, in its direction, is no rule of a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sopgen.readers.pdf.painted import Piece, Stroke
from sopgen.readers.pdf.plane import XY, Frame, apart

_REACH = 0.85
_SLACK = 3.0
_ON_AXIS = 1.5


class Arrow(Struct, frozen=True):
    """A line by its points, with what it has at its ends."""

    path: tuple[XY, ...]
    dashed: bool = False
    head_at_start: bool = False
    head_at_end: bool = False
    traced: bool = False


def is_headed(piece: Piece, heads: Sequence[Frame], *, level: bool) -> bool:
    """Tell whether a head stands at an end of the straight `piece`, in its direction."""
    for head in heads:
        along, across = head.center if level else head.center[::-1]
        if abs(across - piece.level) > _ON_AXIS:
            continue
        if min(abs(along - piece.start), abs(along - piece.end)) <= _reach(head):
            return True
    return False


def headed(strokes: Sequence[Stroke], heads: Sequence[Frame]) -> list[Arrow]:
    """Return the lines with each of `heads` at the nearest end within its reach."""
    arrows = [Arrow(stroke.path, stroke.dashed) for stroke in strokes]
    for head in heads:
        near = [
            (apart(head.center, arrow.path[end]), at, end)
            for at, arrow in enumerate(arrows)
            for end in (0, -1)
        ]
        distance, at, end = min(near, default=(_reach(head) + 1, 0, 0))
        if distance <= _reach(head):
            arrows[at] = _with_head(arrows[at], head, end)
    return arrows


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
