"""Geometry of the symbols, as DrawingML's presets have it.

In: a symbol and its box. Out: its outline, the middle of its sides, the rectangle that
its text stands in, and the smallest box for a text. The presets are roundRect,
flowChartProcess, flowChartDecision and flowChartOffpageConnector (ECMA-376-1,
presetShapeDefinitions.xml: `pathLst`, `cxnLst` and `rect`), so PDF and SVG draw what
Office draws; LibreOffice agrees to 0.1 pt.
"""

from __future__ import annotations

from math import ceil
from typing import TypeAlias, assert_never

from msgspec import Struct

from sopgen.document.page import Box, Point, Site, Symbol

UNIT = 21600
"""The presets' guides are parts of this number."""

ROUNDING = 0.29289
"""What of its radius a rounded corner keeps text away from both sides (`il` of roundRect)."""

ARROW = 140 * 1440 / 2540
"""Length and width of an arrow's head in twips: DrawingML's `triangle` with `w` and `len`
`sm`, which LibreOffice makes 1.4 mm at every stroke under 2 pt."""

OFF_PAGE_SHOULDER = UNIT * 4 // 5
"""Where the point of an off-page symbol begins."""


class Insets(Struct, frozen=True):
    """How far the text of a symbol stands off the sides of its box (`rect`)."""

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0


class Polygon(Struct, frozen=True):
    """A closed outline of straight sides, by its corners."""

    corners: tuple[tuple[float, float], ...]


class Capsule(Struct, frozen=True):
    """A box with quarters of a circle as corners: `radius` is half of its shorter side."""

    box: Box
    radius: float


Outline: TypeAlias = Polygon | Capsule


def outline(symbol: Symbol, box: Box) -> Outline:
    """Return the outline of `symbol`, in twips."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    middle, center = box.x + box.width / 2, box.y + box.height / 2
    match symbol:
        case Symbol.TERMINATOR:
            return Capsule(box, min(box.width, box.height) / 2)
        case Symbol.PROCESS:
            return Polygon(((left, top), (right, top), (right, bottom), (left, bottom)))
        case Symbol.DECISION:
            return Polygon(((middle, top), (right, center), (middle, bottom), (left, center)))
        case Symbol.OFF_PAGE:
            shoulder = top + box.height * OFF_PAGE_SHOULDER / UNIT
            return Polygon(
                ((left, top), (right, top), (right, shoulder), (middle, bottom), (left, shoulder))
            )
        case _:
            assert_never(symbol)


def arrow_head(last: Point, tip: Point) -> Polygon:
    """Return the head of an arrow that comes from `last`, its point at `tip`."""
    across, down = direction(last, tip)
    base_x, base_y = tip.x - across * ARROW, tip.y - down * ARROW
    side_x, side_y = down * ARROW / 2, across * ARROW / 2
    return Polygon(
        ((tip.x, tip.y), (base_x + side_x, base_y + side_y), (base_x - side_x, base_y - side_y))
    )


def direction(last: Point, tip: Point) -> tuple[int, int]:
    """Return where an orthogonal line from `last` to `tip` looks: right and down are 1."""
    return (tip.x > last.x) - (tip.x < last.x), (tip.y > last.y) - (tip.y < last.y)


def site(box: Box, at: Site) -> Point:
    """Return the middle of a side; every symbol's connection sites lie there."""
    center = box.center
    match at:
        case Site.TOP:
            return Point(center.x, box.y)
        case Site.LEFT:
            return Point(box.x, center.y)
        case Site.BOTTOM:
            return Point(center.x, box.bottom)
        case Site.RIGHT:
            return Point(box.right, center.y)
        case _:
            assert_never(at)


def text_box(symbol: Symbol, box: Box) -> Box:
    """Return the rectangle of `box` that Word and Excel wrap the text of `symbol` in.

    It is rounded inwards to whole twips.
    """
    inset = _insets(symbol, box.width, box.height)
    left, top = ceil(inset.left), ceil(inset.top)
    width, height = box.width - ceil(inset.right), box.height - ceil(inset.bottom)
    return Box(box.x + left, box.y + top, width - left, height - top)


def smallest(symbol: Symbol, width: int, height: int) -> tuple[int, int]:
    """Return the smallest even size whose text box holds a text of `width` by `height`."""
    across, down = width - width % 2, height - height % 2
    while True:
        room = text_box(symbol, Box(0, 0, across, down))
        if room.width >= width and room.height >= height:
            return across, down
        across += 2 * (max(0, width - room.width + 1) // 2)
        down += 2 * (max(0, height - room.height + 1) // 2)


def _insets(symbol: Symbol, width: int, height: int) -> Insets:
    match symbol:
        case Symbol.TERMINATOR:
            inset = ROUNDING * min(width, height) / 2
            return Insets(inset, inset, inset, inset)
        case Symbol.PROCESS:
            return Insets()
        case Symbol.DECISION:
            return Insets(width / 4, height / 4, width / 4, height / 4)
        case Symbol.OFF_PAGE:
            return Insets(bottom=height - height * OFF_PAGE_SHOULDER / UNIT)
        case _:
            assert_never(symbol)
