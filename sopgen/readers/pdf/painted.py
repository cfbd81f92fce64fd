"""Decide what each path that a page paints may be: a rule, a line, a head, an outline.

In: the paths of a page as pdfplumber has them. Out: `Painted`, still without knowing what is a
table. Programs paint the same thing in their own ways:

- Word: rules as thin filled rectangles, symbols filled and then stroked, connectors as filled
  ribbons with a filled triangle, those without a head as strokes.
- Excel: stroked rectangles and lines, heads as chevrons of up to 12 points.
- Printers to PDF: an outline as the frame between two outlines, curves as many short sides.

What is dropped: paths in white alone (masks), rectangles filled without an outline (shading).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from sopgen.readers.pdf.curves import CURVES, flattened
from sopgen.readers.pdf.outlines import is_square
from sopgen.readers.pdf.plane import (
    XY,
    Frame,
    apart,
    area,
    frame_of,
    hull,
    length,
    without_repeats,
)
from sopgen.readers.pdf.ribbons import THIN, lines_of_ribbon

Path: TypeAlias = Mapping[str, Any]
"""A path of pdfplumber."""

LARGEST_HEAD = 10.5
LARGEST_THIN_HEAD = 9.5
LARGEST_TRIANGLE = 20.0
"""A filled triangle is no symbol: up to this size it is the head of a thick arrow."""


_THIN_MEAN = 2.4
_STRAIGHT = 0.8
_SHORTEST = 1.5
_CLEARLY = 0.3
_SAME_CORNER = 0.8
_SMALLEST_LOOP = (7.0, 5.5)
_SURELY_CLOSED = 8
_WHITE = 0.98
_BEYOND = 0.5
_MOST_MASKS = 300


class Look(NamedTuple):
    """How a straight piece is painted; pieces of one rule look the same."""

    paint: str = ""
    color: str = ""
    width: int = 0
    dashed: bool = False


class Piece(Struct, frozen=True):
    """A straight piece along one axis: at `level` across it, from `start` to `end` along it."""

    level: float
    start: float
    end: float
    look: Look = Look()

    @property
    def long(self) -> float:
        return self.end - self.start


class Stroke(Struct, frozen=True):
    """A line that is no piece of a rule, by its points."""

    path: tuple[XY, ...]
    dashed: bool = False


class Head(Struct, frozen=True):
    """The head of an arrow; `way` is where it points, by a vector of length 1, if that is seen."""

    frame: Frame
    way: XY | None = None


class Loop(Struct, frozen=True):
    """A closed outline."""

    points: tuple[XY, ...]
    frame: Frame
    curved: bool
    outlined: bool = True


class Painted(Struct, frozen=True):
    """What a page paints, by what it may be."""

    level: tuple[Piece, ...]
    upright: tuple[Piece, ...]
    strokes: tuple[Stroke, ...]
    heads: tuple[Head, ...]
    loops: tuple[Loop, ...]


Seen: TypeAlias = Stroke | Head | Loop | tuple[bool, Piece]
"""A line, a head, an outline, or a piece with whether it is level."""


def painted_of(paths: Sequence[Path], page: Frame) -> Painted:
    """Return what `paths` paint within `page`."""
    seen = [each for path in _whole(paths, page) for each in _seen(path)]
    pieces = [each for each in seen if isinstance(each, tuple)]
    return Painted(
        tuple(piece for is_level, piece in pieces if is_level),
        tuple(piece for is_level, piece in pieces if not is_level),
        tuple(each for each in seen if isinstance(each, Stroke)),
        tuple(each for each in seen if isinstance(each, Head)),
        tuple(each for each in seen if isinstance(each, Loop)),
    )


class _Path(Struct, frozen=True):
    """A path with what its paint shows; one in white alone hides what is below."""

    points: tuple[XY, ...]
    frame: Frame
    curved: bool
    closed: bool
    stroked: bool
    filled: bool
    white: bool
    color: str
    width: float
    dashed: bool


def _whole(paths: Sequence[Path], page: Frame) -> Iterator[_Path]:
    """Yield the visible paths; what two outlines leave between them as one outline."""
    known = [each for each in _uncovered(paths) if _is_on(each, page)]
    is_inner = False
    for path, following in zip_longest(known, known[1:]):
        if is_inner:
            is_inner = False
        elif following is not None and _is_frame_between(path, following):
            is_inner = True
            yield replace(path, closed=True, stroked=True, filled=False)
        elif not path.white:
            yield path


def _uncovered(paths: Sequence[Path]) -> list[_Path]:
    """Return the paths that no white box hides which was painted over them.

    pdfplumber keeps the order of paths of one type only.
    """
    masks: dict[str, list[Frame]] = {}
    kept: list[_Path] = []
    for path in reversed(paths):
        each = _path(path)
        if each is None:
            continue
        above = masks.setdefault(str(path.get("object_type")), [])
        if any(_hides(mask, each.frame) for mask in above):
            continue
        kept.append(each)
        is_mask = bool(path["fill"]) and is_white(path.get("non_stroking_color"))
        if is_mask and len(above) < _MOST_MASKS and is_square(each.points, each.frame):
            above.append(each.frame)
    return kept[::-1]


def _hides(mask: Frame, frame: Frame) -> bool:
    return (
        mask.left < frame.left - _BEYOND
        and mask.top < frame.top - _BEYOND
        and frame.right + _BEYOND < mask.right
        and frame.bottom + _BEYOND < mask.bottom
    )


def _path(path: Path) -> _Path | None:
    points = without_repeats(flattened(path))
    if len(points) < 2:
        return None
    stroke_color, fill_color = path.get("stroking_color"), path.get("non_stroking_color")
    stroked = bool(path["stroke"]) and not is_white(stroke_color)
    filled = bool(path["fill"]) and not is_white(fill_color)
    commands = [str(each[0]) for each in path.get("path", ())]
    closed = "h" in commands or apart(path["pts"][0], path["pts"][-1]) < 0.3
    dash = path.get("dash")
    return _Path(
        tuple(points),
        frame_of(points),
        any(each in CURVES for each in commands),
        closed or (filled and len(points) > _SURELY_CLOSED),
        stroked,
        filled,
        not stroked and not filled,
        str(stroke_color if stroked else fill_color),
        float(path.get("linewidth") or 0),
        bool(stroked and dash and dash[0]),
    )


def is_white(color: object) -> bool:
    """Tell whether a color of pdfplumber, gray, RGB or CMYK, is white."""
    parts = color if isinstance(color, tuple | list) else (color,)
    numbers = [each for each in parts if isinstance(each, int | float)]
    if not numbers or len(numbers) < len(parts):
        return False
    if len(numbers) == 4:
        return all(each < 1 - _WHITE for each in numbers)
    return all(each > _WHITE for each in numbers)


def _is_on(path: _Path, page: Frame) -> bool:
    frame = path.frame
    across = frame.left <= page.right and frame.right >= page.left
    return across and frame.top <= page.bottom and frame.bottom >= page.top


def _is_frame_between(path: _Path, following: _Path) -> bool:
    """Tell whether both are the outer and inner edge of a stroke that was filled."""
    if path.stroked or following.stroked or not path.filled:
        return False
    outer, inner = path.frame, following.frame
    if not following.white and following.color != path.color:
        return False
    if inner.area > outer.area:
        outer, inner = inner, outer
    insets = (
        inner.left - outer.left,
        inner.top - outer.top,
        outer.right - inner.right,
        outer.bottom - inner.bottom,
    )
    return inner.shorter > THIN and all(0.1 < inset <= THIN for inset in insets)


def _seen(path: _Path) -> Iterator[Seen]:
    frame, points = path.frame, path.points
    if path.filled and _is_thin(path):
        yield from _thin(path)
    elif _is_head(path):
        yield Head(frame, _pointing(points))
    elif (
        path.closed
        and len(points) >= 3
        and frame.width > _SMALLEST_LOOP[0]
        and frame.height > _SMALLEST_LOOP[1]
    ):
        if path.stroked or path.curved or not is_square(points, frame):
            yield Loop(points, frame, path.curved, path.stroked)
    elif path.stroked:
        if len(points) == 2:
            yield from _straight(points[0], points[1], _stroke_look(path))
        elif not path.closed:
            yield Stroke(points, path.dashed)


def _is_head(path: _Path) -> bool:
    frame, points = path.frame, path.points
    if path.filled and LARGEST_HEAD < frame.longer <= LARGEST_TRIANGLE:
        return 2 * frame.shorter > frame.longer and len(_corners(hull(points))) == 3
    is_small = frame.longer <= LARGEST_HEAD and frame.shorter >= 2
    return is_small and len(points) >= 3 and (path.filled or len(points) == 3)


def _pointing(points: Sequence[XY]) -> XY | None:
    """Return where a triangle or a chevron points: to the corner with two sides alike."""
    corners = _corners(hull(points))
    if len(corners) != 3:
        return None
    unlike = sorted(
        (abs(apart(corners[at], corners[at - 1]) - apart(corners[at], corners[at - 2])), at)
        for at in range(3)
    )
    if unlike[1][0] - unlike[0][0] < _CLEARLY:
        return None
    tip, one, other = (corners[unlike[0][1] - turn] for turn in range(3))
    across, down = tip[0] - (one[0] + other[0]) / 2, tip[1] - (one[1] + other[1]) / 2
    long = apart(tip, ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2))
    return across / long, down / long


def _corners(outline: Sequence[XY]) -> list[XY]:
    """Return the points of an outline that do not lie on the line between those beside them."""
    corners = list(outline)
    while len(corners) > 3:
        offs = [
            (
                area((corners[at - 1], corners[at], corners[(at + 1) % len(corners)]))
                / (apart(corners[at - 1], corners[(at + 1) % len(corners)]) or 1)
                * 2,
                at,
            )
            for at in range(len(corners))
        ]
        off, at = min(offs)
        if off > _SAME_CORNER:
            break
        del corners[at]
    return corners


def _is_thin(path: _Path) -> bool:
    around = length([*path.points, path.points[0]]) or 1
    narrow = path.frame.shorter <= THIN or 2 * area(path.points) / around <= _THIN_MEAN
    return narrow and path.frame.longer > THIN


def _thin(path: _Path) -> Iterator[Seen]:
    frame = path.frame
    is_bar = len(path.points) <= 5 and frame.shorter <= THIN
    if is_bar and frame.longer > 1.5 * frame.shorter:
        look = Look("fill", path.color, round(frame.shorter * 1.4))
        x, y = frame.center
        if frame.width > frame.height:
            yield from _straight((frame.left, y), (frame.right, y), look)
        else:
            yield from _straight((x, frame.top), (x, frame.bottom), look)
    elif frame.longer <= LARGEST_THIN_HEAD:
        yield Head(frame, _pointing(path.points))
    else:
        for line in lines_of_ribbon(path.points):
            if len(line) == 2:
                yield from _straight(line[0], line[1], Look("ribbon", path.color))
            else:
                yield Stroke(tuple(line))


def _stroke_look(path: _Path) -> Look:
    return Look("stroke", path.color, round(path.width * 1.4), path.dashed)


def _straight(one: XY, other: XY, look: Look) -> Iterator[Seen]:
    across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
    if down < _STRAIGHT and across > _SHORTEST:
        level = (one[1] + other[1]) / 2
        yield True, Piece(level, min(one[0], other[0]), max(one[0], other[0]), look)
    elif across < _STRAIGHT and down > _SHORTEST:
        level = (one[0] + other[0]) / 2
        yield False, Piece(level, min(one[1], other[1]), max(one[1], other[1]), look)
    elif apart(one, other) > 2:
        yield Stroke((one, other), look.dashed)
