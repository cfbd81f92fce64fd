"""Make straight pieces of the curves of a path: third-degree ones (ISO 32000-1, 8.5.2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sopgen.readers.pdf.plane import XY, length

CURVES = ("c", "v", "y")
"""The operators of curves; `v` and `y` leave out one of the two control points."""

_PIECE = 2.0
_MOST_PIECES = 8
"""A curve becomes pieces of about this length, in points, and at most so many."""


def flattened(path: Mapping[str, Any]) -> Sequence[XY]:
    """Return the points of `path`, one of pdfplumber, its curves as straight pieces."""
    steps = path.get("path", ())
    if not any(step[0] in CURVES for step in steps):
        points: Sequence[XY] = path["pts"]
        return points
    out: list[XY] = []
    for name, *spots in steps:
        if name in CURVES and out:
            out += _curve(out[-1], *_controls(str(name), out[-1], spots))
        else:
            out += spots
    return out


def _controls(name: str, start: XY, spots: Sequence[XY]) -> tuple[XY, XY, XY]:
    """Return both control points of a curve and its end; `v` and `y` leave out one."""
    if name == "v":
        return start, spots[0], spots[-1]
    return spots[0], spots[-2] if name == "c" else spots[-1], spots[-1]


def _curve(start: XY, one: XY, other: XY, end: XY) -> Iterator[XY]:
    held = (start, one, other, end)
    pieces = max(1, min(_MOST_PIECES, round(length(held) / _PIECE)))
    for number in range(1, pieces):
        part = number / pieces
        rest = 1 - part
        weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
        spots = [(weight * x, weight * y) for weight, (x, y) in zip(weights, held, strict=True)]
        yield sum(x for x, _ in spots), sum(y for _, y in spots)
    yield end
