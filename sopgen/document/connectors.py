"""How boxes and paths of the page are framed in DrawingML.

In: boxes and paths in twips. Out: an `a:xfrm` in EMU, and for a path one of Office's preset
connectors (ECMA-376-1, 20.1.7.6 and 20.1.9.18).

What Office does:

- A preset connector starts to the right in its own frame; flipping and turning
  the frame make the other seven ways. Flips come before the turn, and `a:xfrm`
  holds the box before the turn.
- Where a path leaves the box of its two ends, its adjustments are multiples of
  that box's size, so a box without extent would lose the path. Office itself
  gives such a box 12700 EMU; a whole number of twips keeps LibreOffice exact too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from msgspec import Struct

from sopgen.document.frames import QUARTER_TURN, Affine, moved, turned
from sopgen.document.page import Box, Point

EMU_PER_TWIP = 635
LEAST_EXTENT = 10 * EMU_PER_TWIP
"""The least size of a connector's box, in EMU, along which its path leaves that box.

Half a point: the ends of a return to the same side are a quarter point off.
"""

WHOLE = 100_000
"""An adjustment of the whole box (ECMA-376-1 20.1.9.11)."""


def emu(twips: int) -> int:
    """Return `twips` in English Metric Units, 12700 to the point."""
    return twips * EMU_PER_TWIP


class Transform(Struct, frozen=True):
    """An `a:xfrm`: a box in EMU, flipped in itself, then turned about its middle.

    `rotation` is clockwise in 60000ths of a degree.
    """

    x: int
    y: int
    width: int
    height: int
    rotation: int = 0
    flip_h: bool = False
    flip_v: bool = False

    @property
    def visual(self) -> Transform:
        """Return the upright box that is seen, which is what a spreadsheet anchors."""
        if self.rotation // QUARTER_TURN % 2 == 0:
            return Transform(self.x, self.y, self.width, self.height)
        return Transform(
            self.x - (self.height - self.width) // 2,
            self.y - (self.width - self.height) // 2,
            self.height,
            self.width,
        )

    @property
    def affine(self) -> Affine:
        """Return where the points of the unturned box are seen, in EMU."""
        turn = turned(
            self.width,
            self.height,
            rotation=self.rotation,
            flip_h=self.flip_h,
            flip_v=self.flip_v,
        )
        return moved(self.x, self.y).after(turn)


def upright(box: Box) -> Transform:
    """Return where `box`, in twips, stands in EMU."""
    return Transform(emu(box.x), emu(box.y), emu(box.width), emu(box.height))


class ConnectorGeometry(Struct, frozen=True):
    """A preset connector: its name, its box and its adjustments `adj1`, `adj2`, `adj3`."""

    preset: str
    transform: Transform
    adjustments: tuple[int, ...] = ()

    @property
    def reaches_far(self) -> bool:
        """Tell whether its path leaves its box by more than the box's own size."""
        return any(not -WHOLE <= share <= 2 * WHOLE for share in self.adjustments)


_CONNECTORS = {
    2: "straightConnector1",
    3: "bentConnector2",
    4: "bentConnector3",
    5: "bentConnector4",
    6: "bentConnector5",
}
"""Preset connectors by the number of points of their path."""

_TURNS = {
    # starts horizontally, goes right, goes down: rotation, flip_h, flip_v
    (True, True, True): (0, False, False),
    (True, False, True): (0, True, False),
    (True, True, False): (0, False, True),
    (True, False, False): (2 * QUARTER_TURN, False, False),
    (False, False, True): (QUARTER_TURN, False, False),
    (False, True, True): (3 * QUARTER_TURN, True, False),
    (False, False, False): (QUARTER_TURN, True, False),
    (False, True, False): (3 * QUARTER_TURN, False, False),
}
"""How each of the eight ways of a bent path is made from the one of the preset."""


class _Span(Struct, frozen=True):
    """One axis of a path, in EMU: its box from `low` on, and whether the path goes up in it.

    `adjustments` are its bends as shares of the extent, counted from where the path starts.
    """

    low: int
    extent: int
    ascending: bool
    adjustments: tuple[int, ...]


def _span(start: int, end: int, bends: Sequence[int], least: int) -> _Span:
    """Return the axis of a path by its two ends, and its bends that do not follow from them.

    Its extent is at least `least` where its bends lie beyond its ends.
    """
    low, high = min(start, end), max(start, end)
    extent = high - low
    if not all(low <= bend <= high for bend in bends):
        extent = max(extent, least)
        low = (start + end - extent) // 2
    ascending = end > start if end != start else all(bend > start for bend in bends)
    origin, way = (low, 1) if ascending else (low + extent, -1)
    shares = (round(way * (bend - origin) * WHOLE / extent) for bend in bends)
    return _Span(low, extent, ascending, tuple(shares))


def connector_geometry(path: Sequence[Point], least: int = LEAST_EXTENT) -> ConnectorGeometry:
    """Return the preset connector that draws `path`, an orthogonal one of 2 to 6 points.

    `path` is in twips. Exact to the 100000th part of the box, except where the path
    leaves a box narrower than `least` EMU: there each end is up to half of it off.
    Raises ValueError for a path that does not turn at each of its inner points.
    """
    _require_orthogonal(path)
    horizontal = path[0].y == path[1].y
    # The last inner point has no adjustment: it follows from the end.
    across = path[(1 if horizontal else 2) : -2 : 2]
    down = path[(2 if horizontal else 1) : -2 : 2]
    x = _span(emu(path[0].x), emu(path[-1].x), [emu(point.x) for point in across], least)
    y = _span(emu(path[0].y), emu(path[-1].y), [emu(point.y) for point in down], least)
    preset = _CONNECTORS[len(path)]
    if len(path) == 2:
        flips = (not x.ascending, not y.ascending)
        return ConnectorGeometry(preset, Transform(x.low, y.low, x.extent, y.extent, 0, *flips))
    along, aside = (x, y) if horizontal else (y, x)
    transform = Transform(
        x.low + (x.extent - along.extent) // 2,
        y.low + (y.extent - aside.extent) // 2,
        along.extent,
        aside.extent,
        *_TURNS[horizontal, x.ascending, y.ascending],
    )
    pairs = zip_longest(along.adjustments, aside.adjustments)
    adjustments = tuple(value for pair in pairs for value in pair if value is not None)
    return ConnectorGeometry(preset, transform, adjustments)


def _require_orthogonal(path: Sequence[Point]) -> None:
    if len(path) not in _CONNECTORS:
        raise ValueError(f"a connector has 2 to 6 points, not {len(path)}")
    horizontal = path[0].y == path[1].y
    for a, b in pairwise(path):
        if (a.y == b.y, a.x == b.x) != (horizontal, not horizontal):
            raise ValueError(f"a connector's path turns at right angles: {path}")
        horizontal = not horizontal


def connector_path(geometry: ConnectorGeometry) -> tuple[tuple[float, float], ...]:
    """Return the points in EMU that Office draws for `geometry` (presetShapeDefinitions.xml)."""
    frame = geometry.transform
    path = preset_path(geometry.preset, geometry.adjustments, frame.width, frame.height)
    affine = frame.affine
    return tuple(affine.at(x, y) for x, y in path)


_PRESET = re.compile(r"(?:bent|curved)Connector([2-5])|straightConnector1|line(?:Inv)?")
_USUAL_BEND = WHOLE // 2
"""An adjustment that a file does not give: in the middle."""


def is_connector(preset: str) -> bool:
    """Tell whether a shape of this `preset` is a line."""
    return _PRESET.fullmatch(preset) is not None


def preset_path(
    preset: str, adjustments: Sequence[int], width: float, height: float
) -> tuple[tuple[float, float], ...]:
    """Return the corners of a connector in its own frame, before it is flipped and turned.

    Of a curved one they are those of the bent one that it rounds. What is no preset connector
    goes straight from corner to corner. `adjustments` may be fewer than the preset has.
    """
    known = _PRESET.fullmatch(preset)
    if preset == "lineInv":
        return (0.0, height), (width, 0.0)
    if known is None or known[1] is None:
        return (0.0, 0.0), (width, height)
    bends = int(known[1]) - 2
    given = (*adjustments, *[_USUAL_BEND] * bends)[:bends]
    points = [(0.0, 0.0)]
    for index, share in enumerate((*(value / WHOLE for value in given), 1.0, 1.0)):
        x, y = points[-1]
        points.append((share * width, y) if index % 2 == 0 else (x, share * height))
    return tuple(points)
