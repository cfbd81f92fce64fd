"""Where the points of a framed drawing are seen: flipped, turned, scaled, moved.

In: a frame as DrawingML gives it. Out: an `Affine` from the frame's own points, counted from
its top left corner before it is turned, to the points around it. Frames within frames follow
each other by `after`.
"""

from __future__ import annotations

from math import cos, radians, sin

from msgspec import Struct

QUARTER_TURN = 5_400_000
"""90 degrees clockwise in DrawingML's 60000ths."""

_DEGREE = 60_000
_QUARTERS = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))
"""Cosine and sine of whole quarter turns, which are exact."""


class Affine(Struct, frozen=True):
    """`(u, v)` is seen at `(a u + c v + x, b u + d v + y)`."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def at(self, u: float, v: float) -> tuple[float, float]:
        """Return where the point `u`, `v` is seen."""
        return self.a * u + self.c * v + self.x, self.b * u + self.d * v + self.y

    def after(self, inner: Affine) -> Affine:
        """Return what shows a point of `inner` through this one."""
        x, y = self.at(inner.x, inner.y)
        return Affine(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            x,
            y,
        )


def turned(
    width: float, height: float, *, rotation: int = 0, flip_h: bool = False, flip_v: bool = False
) -> Affine:
    """Return how a frame of this size shows its points: flipped, then turned about its middle."""
    across, down = _cosine_and_sine(rotation)
    a, b = (-across, -down) if flip_h else (across, down)
    c, d = (down, -across) if flip_v else (-down, across)
    middle = Affine(a, b, c, d)
    x, y = middle.at(width / 2, height / 2)
    return Affine(a, b, c, d, width / 2 - x, height / 2 - y)


def _cosine_and_sine(rotation: int) -> tuple[float, float]:
    quarters, rest = divmod(rotation % (4 * QUARTER_TURN), QUARTER_TURN)
    if rest == 0:
        return _QUARTERS[quarters]
    angle = radians(rotation / _DEGREE)
    return cos(angle), sin(angle)


def moved(x: float, y: float) -> Affine:
    """Return what moves every point by `x` and `y`."""
    return Affine(x=x, y=y)


def scaled(across: float, down: float) -> Affine:
    """Return what stretches every point from the top left corner."""
    return Affine(a=across, d=down)
