"""Decide which shape an outline is, by the corners and mid-sides of its frame.

Never by the number of its points: printers flatten curves into dozens of them, and others
leave out what lies on a straight side.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from sopgen.readers.pdf.plane import XY, Frame

_NEAR = 1.3
_NEAR_PART = 0.09
"""A point is at a corner that is this near: points, or a part of the shorter side."""

_ON_DIAMOND = 0.15
_ON_ELLIPSE = 0.15
_MOST_OF_DIAMOND = 14
_LARGEST_CIRCLE = 40.0
_SMALLEST_CIRCLE_PART = 0.85


class Figure(Enum):
    """What is drawn, by the DrawingML preset that looks the same."""

    BOX = "rect"
    CAPSULE = "flowChartTerminator"
    DIAMOND = "flowChartDecision"
    PENTAGON = "flowChartOffpageConnector"
    CIRCLE = "flowChartConnector"
    OTHER = ""


def figure_of(points: Sequence[XY], frame: Frame, *, curved: bool) -> Figure:
    """Return what the outline `points`, with `frame` around it, shows."""
    near = max(_NEAR, _NEAR_PART * frame.shorter)
    x, y = frame.center

    def at(spot: XY, slack: float = 1.0) -> bool:
        reach = near * slack
        return any(abs(px - spot[0]) <= reach and abs(py - spot[1]) <= reach for px, py in points)

    upper = [at((frame.left, frame.top)), at((frame.right, frame.top))]
    lower = [at((frame.left, frame.bottom)), at((frame.right, frame.bottom))]
    if all(upper + lower):
        return Figure.BOX
    if all(upper) and not any(lower) and at((x, frame.bottom), 2.5):
        return Figure.PENTAGON
    if all(lower) and not any(upper) and at((x, frame.top), 2.5):
        return Figure.PENTAGON
    if any(upper + lower):
        return Figure.OTHER
    if (curved or len(points) > 4) and _is_ellipse(points, frame):
        return Figure.CIRCLE if _is_round(frame) else Figure.CAPSULE
    sides = ((x, frame.top), (frame.right, y), (x, frame.bottom), (frame.left, y))
    if not curved and all(at(side, 1.6) for side in sides) and _is_diamond(points, frame):
        return Figure.DIAMOND
    return Figure.CAPSULE


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


def _is_ellipse(points: Sequence[XY], frame: Frame) -> bool:
    """Tell whether all `points` lie on the ellipse that fills `frame`."""
    x, y = frame.center
    return all(
        abs(((px - x) / frame.width * 2) ** 2 + ((py - y) / frame.height * 2) ** 2 - 1)
        < _ON_ELLIPSE
        for px, py in points
    )


def _is_diamond(points: Sequence[XY], frame: Frame) -> bool:
    on = sum(abs(_on_diamond(point, frame) - 1) < _ON_DIAMOND for point in points)
    return on >= 0.8 * len(points) and len(points) < _MOST_OF_DIAMOND


def _on_diamond(point: XY, frame: Frame) -> float:
    """Return 1 for a point on the diamond that fills `frame`, less for one within."""
    x, y = frame.center
    return abs(point[0] - x) / (frame.width / 2) + abs(point[1] - y) / (frame.height / 2)


def _is_round(frame: Frame) -> bool:
    return frame.longer < _LARGEST_CIRCLE and frame.shorter >= _SMALLEST_CIRCLE_PART * frame.longer
