"""Decide which shape an outline is, by its corners, its tips and what lies between them.

Never by the number of its points: printers flatten curves into dozens of them, and others
leave out what lies on a straight side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise
from math import hypot

from sopgen.readers.pdf.plane import XY, Frame, area, hull

_SHARP = 0.75
"""A corner of the frame is one of the outline that comes so near to it, in points."""

_ON_EDGE = 0.35
_ALONG_EDGE = 0.15
_TIP = 0.25
"""How much of a side its tip may take."""

_ON_DIAMOND = 0.15
_BLUNT = 1.2
"""So far, in points, a thick line rounds off the tips of a diamond."""

_ON_ELLIPSE = 0.15
_LARGEST_CIRCLE = 40.0
_SMALLEST_CIRCLE_PART = 0.85
_FULLEST_HEXAGON = 6
_CORNERS_OF_ARROW = 7
_FULL = 0.7
_MORE_THAN_HULL = 0.97
_STRAIGHT_SIDE = 0.5
"""With so much of each of its sides straight, a box with round corners is no capsule."""


class Figure(Enum):
    """What is drawn, by the DrawingML preset that looks the same."""

    BOX = "rect"
    ROUNDED = "flowChartAlternateProcess"
    CAPSULE = "flowChartTerminator"
    DIAMOND = "flowChartDecision"
    PENTAGON = "flowChartOffpageConnector"
    CIRCLE = "flowChartConnector"
    OTHER = ""


def figure_of(points: Sequence[XY], frame: Frame) -> Figure:
    """Return what the outline `points`, with `frame` around it, shows; curves are flattened."""
    left, right = frame.left, frame.right
    top, bottom = frame.top, frame.bottom
    around = [(left, top), (right, top), (right, bottom), (left, bottom)]
    sharp = [_off_outline(corner, points) <= _SHARP for corner in around]
    match sum(sharp):
        case 4:
            return Figure.BOX
        case 2:
            return Figure.PENTAGON if _has_tip(points, frame, sharp) else Figure.OTHER
        case 0:
            return _without_corners(points, frame)
        case _:
            return Figure.OTHER


def _without_corners(points: Sequence[XY], frame: Frame) -> Figure:
    if _is_diamond(points, frame):
        return Figure.DIAMOND
    if len(points) > 4 and _is_ellipse(points, frame):
        return Figure.CIRCLE if _is_round(frame) else Figure.CAPSULE
    inside = area(points)
    if len(points) <= _FULLEST_HEXAGON or inside < _FULL * frame.area:
        return Figure.OTHER
    if inside < _MORE_THAN_HULL * area(hull(points)):
        return Figure.OTHER
    return Figure.ROUNDED if _straight_part(points, frame) >= _STRAIGHT_SIDE else Figure.CAPSULE


def block_arrow(points: Sequence[XY], frame: Frame) -> tuple[XY, XY] | None:
    """Return from where to where the outline of a block arrow points, None of another outline."""
    if len(points) != _CORNERS_OF_ARROW:
        return None
    x, y = frame.center
    for tip, tail in (
        ((x, frame.bottom), (x, frame.top)),
        ((x, frame.top), (x, frame.bottom)),
        ((frame.right, y), (frame.left, y)),
        ((frame.left, y), (frame.right, y)),
    ):
        level = tip[1] == tail[1]
        along, across, middle = (0, 1, y) if level else (1, 0, x)
        ahead = [point for point in points if abs(point[along] - tip[along]) <= _ON_EDGE]
        behind = [point[across] for point in points if abs(point[along] - tail[along]) <= _ON_EDGE]
        wings = [frame.top, frame.bottom] if level else [frame.left, frame.right]
        if (
            len(ahead) == 1
            and abs(ahead[0][across] - middle) <= 2 * _ON_EDGE
            and len(behind) == 2
            and abs(sum(behind) / 2 - middle) <= 2 * _ON_EDGE
            and all(abs(abs(each - middle) - abs(wings[0] - middle)) > _SHARP for each in behind)
        ):
            return tail, tip
    return None


def is_square(points: Sequence[XY], frame: Frame) -> bool:
    """Tell whether all `points` are corners of `frame`."""
    return len(points) == 4 and all(
        min(abs(x - frame.left), abs(x - frame.right)) < 0.5
        and min(abs(y - frame.top), abs(y - frame.bottom)) < 0.5
        for x, y in points
    )


def holds(figure: Figure, frame: Frame, point: XY) -> bool:
    """Tell whether `point` lies within the outline of `figure`."""
    if figure is not Figure.DIAMOND:
        return frame.holds(point)
    return _on_diamond(point, frame) <= 1


def _off_outline(spot: XY, points: Sequence[XY]) -> float:
    return min(_off_piece(spot, one, other) for one, other in pairwise([*points, points[0]]))


def _off_piece(spot: XY, one: XY, other: XY) -> float:
    dx, dy = other[0] - one[0], other[1] - one[1]
    long = dx * dx + dy * dy
    along = ((spot[0] - one[0]) * dx + (spot[1] - one[1]) * dy) / long if long else 0.0
    share = max(0.0, min(1.0, along))
    return hypot(spot[0] - one[0] - share * dx, spot[1] - one[1] - share * dy)


def _has_tip(points: Sequence[XY], frame: Frame, sharp: Sequence[bool]) -> bool:
    """Tell whether two corners of one side are sharp and the middle of the other is a tip."""
    at = next((at for at in range(4) if sharp[at] and sharp[(at + 1) % 4]), None)
    if at is None:
        return False
    x, y = frame.center
    side = (frame.bottom, frame.left, frame.top, frame.right)[at]
    across, along = (0, 1) if at % 2 == 0 else (1, 0)
    middle, width = (x, frame.width) if at % 2 == 0 else (y, frame.height)
    tip = [point[across] for point in points if abs(point[along] - side) <= _ON_EDGE]
    return all(abs(each - middle) <= _TIP * width / 2 for each in tip)


def _is_ellipse(points: Sequence[XY], frame: Frame) -> bool:
    """Tell whether all `points` lie on the ellipse that fills `frame`."""
    x, y = frame.center
    return all(
        abs(((px - x) / frame.width * 2) ** 2 + ((py - y) / frame.height * 2) ** 2 - 1)
        < _ON_ELLIPSE
        for px, py in points
    )


def _is_diamond(points: Sequence[XY], frame: Frame) -> bool:
    slack = max(_ON_DIAMOND, 2 * _BLUNT / frame.shorter)
    return all(abs(_on_diamond(point, frame) - 1) < slack for point in _dense(points, frame))


def _dense(points: Sequence[XY], frame: Frame) -> Iterator[XY]:
    """Yield `points` and what lies halfway along the long pieces between them."""
    for one, other in pairwise([*points, points[0]]):
        yield one
        if hypot(other[0] - one[0], other[1] - one[1]) > frame.shorter / 4:
            yield (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _on_diamond(point: XY, frame: Frame) -> float:
    """Return 1 for a point on the diamond that fills `frame`, less for one within."""
    x, y = frame.center
    return abs(point[0] - x) / (frame.width / 2) + abs(point[1] - y) / (frame.height / 2)


def _straight_part(points: Sequence[XY], frame: Frame) -> float:
    """Return which part of its sides the outline runs along, of those that are rounder."""
    down = [y for x, y in points if min(x - frame.left, frame.right - x) <= _ALONG_EDGE]
    across = [x for x, y in points if min(y - frame.top, frame.bottom - y) <= _ALONG_EDGE]
    return min((max(down) - min(down)) / frame.height, (max(across) - min(across)) / frame.width)


def _is_round(frame: Frame) -> bool:
    return frame.longer < _LARGEST_CIRCLE and frame.shorter >= _SMALLEST_CIRCLE_PART * frame.longer
