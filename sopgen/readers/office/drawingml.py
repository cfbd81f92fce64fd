"""Read what is drawn: shapes, lines and pictures of DrawingML, in workbooks and in Word alike.

In: an element that holds drawn things, and where its frame stands. Out: `SeenShape`s and
`SeenLine`s in twips, groups undone, each with the points or the box that are seen. What shows
nothing, neither line nor fill nor words, is left out.

What programs do:

- LibreOffice saves a connector of ours as a plain shape with the preset of a connector.
- Excel turns the box of a shape that is turned by 45° to 135° upright again: in an anchor
  stands the box that is seen.
- A line along points may be a freeform: one open path of straight pieces, without a fill.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from sopgen.document.connectors import EMU_PER_TWIP, Transform, is_connector, preset_path
from sopgen.document.frames import QUARTER_TURN, Affine, moved, scaled
from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenGlue, SeenLine, SeenShape
from sopgen.readers.office.markup import A, is_on, local, name_and_key, number, whole
from sopgen.readers.packages import BadPackageError

MOST_DRAWN = 5_000
"""More shapes and lines than one sheet may have."""

DEEPEST_GROUP = 20
MOST_POINTS = 200
"""A freeform of more points is no line between symbols."""

Seen: TypeAlias = SeenShape | SeenLine
Words: TypeAlias = Callable[[etree._Element], str]
"""How the text of a shape is read, which stands in it in two ways."""

_GROUPS = ("grpSp", "wgp", "wpc", "lockedCanvas")
_LEAVES = ("sp", "wsp", "cxnSp", "pic")
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


class Placed(Struct, frozen=True):
    """What is drawn, its unturned frame, and how the points around that frame are seen.

    `anchored` things may have another frame of their own; what `told` names has no name itself.
    """

    element: etree._Element
    frame: Transform
    outer: Affine
    anchored: bool = False
    told: etree._Element | None = None

    @property
    def affine(self) -> Affine:
        return self.outer.after(self.frame.affine)


def upright_frame(seen: Transform, own: Transform) -> Transform:
    """Return the frame that is `seen` in a box, before it is turned as its `own` frame says."""
    flat = Transform(seen.x, seen.y, seen.width, seen.height)
    if not _lies_on_its_side(own.rotation):
        return _like(flat, own)
    return _like(flat, own, swapped=True)


def _like(flat: Transform, own: Transform, *, swapped: bool = False) -> Transform:
    x, y, width, height = flat.x, flat.y, flat.width, flat.height
    if swapped:
        x, y = x + (width - height) // 2, y + (height - width) // 2
        width, height = height, width
    return Transform(x, y, width, height, own.rotation, own.flip_h, own.flip_v)


def _lies_on_its_side(rotation: int) -> bool:
    return (rotation + QUARTER_TURN // 2) // QUARTER_TURN % 2 == 1


def own_frame(element: etree._Element) -> Transform | None:
    """Return the `a:xfrm` of what is drawn, None where it has none."""
    properties = _child(element, "spPr", "grpSpPr")
    transform = None if properties is None else properties.find(f"{A}xfrm")
    return None if transform is None else _transform(transform, "off", "ext")


def _transform(transform: etree._Element, corner: str, size: str) -> Transform:
    offset, extent = transform.find(f"{A}{corner}"), transform.find(f"{A}{size}")
    x, y = (0, 0) if offset is None else (whole(offset.get("x")), whole(offset.get("y")))
    width, height = (0, 0) if extent is None else (whole(extent.get("cx")), whole(extent.get("cy")))
    return Transform(
        x,
        y,
        width,
        height,
        whole(transform.get("rot")),
        is_on(transform.get("flipH")),
        is_on(transform.get("flipV")),
    )


def leaves(placed: Placed, depth: int = 0) -> Iterator[Placed]:
    """Yield `placed`, or all that it holds where it is a group."""
    if local(placed.element) not in _GROUPS:
        yield placed
        return
    if depth > DEEPEST_GROUP:
        raise BadPackageError("kelompok bentuk di dalamnya terlalu bersarang")
    inner = placed.affine.after(_inside(placed.element, placed.frame))
    for child in placed.element:
        if local(child) in _LEAVES or local(child) in _GROUPS:
            frame = own_frame(child)
            if frame is not None:
                yield from leaves(Placed(child, frame, inner), depth + 1)


def _inside(group: etree._Element, frame: Transform) -> Affine:
    """Return how what a group holds, which it counts in its own way, fills its frame."""
    properties = _child(group, "grpSpPr")
    transform = None if properties is None else properties.find(f"{A}xfrm")
    if transform is None or transform.find(f"{A}chExt") is None:
        return Affine()
    held = _transform(transform, "chOff", "chExt")
    across = frame.width / held.width if held.width else 1.0
    down = frame.height / held.height if held.height else 1.0
    return scaled(across, down).after(moved(-held.x, -held.y))


class _Called(Struct, frozen=True):
    """What a drawn thing is called; hidden ones are not shown."""

    id: int = 0
    name: str = ""
    key: str = ""
    hidden: bool = False


def seen(placed: Placed, words: Words) -> Seen | None:
    """Return the shape or line that is `placed`, None of what shows nothing."""
    element, called = placed.element, _called(placed)
    if called.hidden:
        return None
    if local(element) == "pic":
        return SeenShape(called.id, called.key, "picture", _box(placed), "", called.name)
    properties = _child(element, "spPr")
    preset, text = _preset(properties), words(element)
    path = _path(placed, preset, properties, text)
    if path is not None:
        return _line(placed, path, called, preset)
    bare = _is_bare(element, properties)
    if bare and not text:
        return None
    return SeenShape(called.id, called.key, preset, _box(placed), text, called.name, bare=bare)


def _called(placed: Placed) -> _Called:
    inner = (each for each in placed.element.iter() if local(each) == "cNvPr")
    told = next(inner, None) if placed.told is None else placed.told
    if told is None:
        return _Called()
    name, key = name_and_key(told.get("name", ""))
    return _Called(whole(told.get("id")), name, key, is_on(told.get("hidden")))


def _child(element: etree._Element, *names: str) -> etree._Element | None:
    return next((child for child in element if local(child) in names), None)


def _preset(properties: etree._Element | None) -> str:
    """Return what a shape looks like; a box that is rounded off a little only is no capsule."""
    geometry = None if properties is None else properties.find(f"{A}prstGeom")
    preset = "" if geometry is None else geometry.get("prst", "")
    if preset != "roundRect":
        return preset
    given = properties.find(f"{A}prstGeom/{A}avLst/{A}gd") if properties is not None else None
    value = None if given is None else _VALUE.fullmatch(given.get("fmla", ""))
    rounding = _LITTLE_ROUND if value is None else int(value[1])
    return preset if rounding > _LITTLE_ROUND_AT_MOST else "flowChartAlternateProcess"


def _box(placed: Placed) -> Box:
    """Return the upright box that holds the turned frame."""
    frame, affine = placed.frame, placed.affine
    corners = [affine.at(x, y) for x in (0, frame.width) for y in (0, frame.height)]
    left, right = _extent([x for x, _ in corners])
    top, bottom = _extent([y for _, y in corners])
    return Box(left, top, right - left, bottom - top)


def _extent(values: Sequence[float]) -> tuple[int, int]:
    return _twips(min(values)), _twips(max(values))


def _twips(emu: float) -> int:
    return round(emu / EMU_PER_TWIP)


_Path: TypeAlias = Sequence[tuple[float, float]]


def _seen_at(path: _Path, affine: Affine) -> tuple[Point, ...]:
    points = (affine.at(x, y) for x, y in path)
    return tuple(Point(_twips(x), _twips(y)) for x, y in points)


def _path(
    placed: Placed, preset: str, properties: etree._Element | None, text: str
) -> _Path | None:
    """Return the points of a line in its own frame, None of a shape."""
    frame = placed.frame
    if is_connector(preset) or (local(placed.element) == "cxnSp" and preset):
        return preset_path(preset, _adjustments(properties), frame.width, frame.height)
    if preset in _BLOCK_ARROWS and not text:
        (ax, ay), (bx, by) = _BLOCK_ARROWS[preset]
        return (
            (frame.width * ax, frame.height * ay),
            (frame.width * bx, frame.height * by),
        )
    if preset or text or properties is None:
        return None
    custom = properties.find(f"{A}custGeom")
    return None if custom is None else _freeform(custom, properties, frame)


_LITTLE_ROUND = 16_667
_LITTLE_ROUND_AT_MOST = 30_000
"""How round the corners of `roundRect` are if nothing is said, and of one that is no capsule."""

_BLOCK_ARROWS = {
    "rightArrow": ((0.0, 0.5), (1.0, 0.5)),
    "leftArrow": ((1.0, 0.5), (0.0, 0.5)),
    "downArrow": ((0.5, 0.0), (0.5, 1.0)),
    "upArrow": ((0.5, 1.0), (0.5, 0.0)),
    "leftRightArrow": ((0.0, 0.5), (1.0, 0.5)),
    "upDownArrow": ((0.5, 0.0), (0.5, 1.0)),
    "notchedRightArrow": ((0.0, 0.5), (1.0, 0.5)),
    "stripedRightArrow": ((0.0, 0.5), (1.0, 0.5)),
}
"""Shapes that are arrows, from where to where by parts of their width and height."""

_TWO_HEADED = ("leftRightArrow", "upDownArrow")

_VALUE = re.compile(r"val\s+(-?\d{1,10})")
_PLAIN = re.compile(r"-?\d{1,10}(?:\.\d{1,6})?")
"""A coordinate that is no guide's name."""


def _adjustments(properties: etree._Element | None) -> tuple[int, ...]:
    """Return `adj1`, `adj2` …, in whatever order they stand; those not given are in the middle."""
    if properties is None:
        return ()
    guides = properties.iterfind(f"{A}prstGeom/{A}avLst/{A}gd")
    given = {
        guide.get("name", ""): int(value[1])
        for guide in guides
        if (value := _VALUE.fullmatch(guide.get("fmla", "")))
    }
    given.setdefault("adj1", given.get("adj", 50_000))
    return tuple(given.get(f"adj{place}", 50_000) for place in (1, 2, 3))


def _freeform(custom: etree._Element, properties: etree._Element, frame: Transform) -> _Path | None:
    """Return the points of one open path without curves; what is filled is a shape."""
    paths = custom.findall(f"{A}pathLst/{A}path")
    if len(paths) != 1 or len(paths[0]) > MOST_POINTS or len(paths[0]) < 2:
        return None
    (path,) = paths
    if path.get("fill") != "none" and properties.find(f"{A}noFill") is None:
        return None
    steps = [local(step) for step in path]
    if steps != ["moveTo", *["lnTo"] * (len(steps) - 1)]:
        return None
    spots = [(spot.get("x", ""), spot.get("y", "")) for spot in path.iter(f"{A}pt")]
    if not all(_PLAIN.fullmatch(x) and _PLAIN.fullmatch(y) for x, y in spots):
        return None
    width, height = number(path.get("w")), number(path.get("h"))
    across = frame.width / width if width else 1.0
    down = frame.height / height if height else 1.0
    points = [(float(x) * across, float(y) * down) for x, y in spots]
    if len(points) < 2 or points[0] == points[-1]:
        return None
    return [points[0], *(after for before, after in pairwise(points) if after != before)]


AGREED = 20
"""Up to so many twips an anchor and a frame say the same; LibreOffice rounds each."""


def _line(placed: Placed, path: _Path, called: _Called, preset: str) -> SeenLine:
    element, seen_path = placed.element, _seen_at(path, placed.affine)
    properties = _child(element, "spPr")
    stroke = None if properties is None else properties.find(f"{A}ln")
    return SeenLine(
        called.id,
        called.key,
        seen_path,
        start=_glue(element, "stCxn"),
        end=_glue(element, "endCxn"),
        head_at_start=preset in _TWO_HEADED or _has_head(stroke, "headEnd"),
        head_at_end=preset in _BLOCK_ARROWS or _has_head(stroke, "tailEnd"),
        dashed=_is_dashed(stroke),
        name=called.name,
        other=_other(placed, path, seen_path),
    )


def _other(placed: Placed, path: _Path, seen: Sequence[Point]) -> tuple[Point, ...]:
    """Return the path by the frame of an anchored line, where that says something else."""
    own = own_frame(placed.element) if placed.anchored else None
    if own is None:
        return ()
    across = own.width / placed.frame.width if placed.frame.width else 1.0
    down = own.height / placed.frame.height if placed.frame.height else 1.0
    other = _seen_at([(x * across, y * down) for x, y in path], placed.outer.after(own.affine))
    apart = (max(abs(a.x - b.x), abs(a.y - b.y)) for a, b in zip(seen, other, strict=True))
    return other if max(apart) > AGREED else ()


def _glue(element: etree._Element, end: str) -> SeenGlue | None:
    glued = next(element.iter(f"{A}{end}"), None)
    return None if glued is None else SeenGlue(whole(glued.get("id")), whole(glued.get("idx")))


def _has_head(stroke: etree._Element | None, end: str) -> bool:
    head = None if stroke is None else stroke.find(f"{A}{end}")
    return head is not None and head.get("type", "none") != "none"


def _is_dashed(stroke: etree._Element | None) -> bool:
    if stroke is None:
        return False
    dash = stroke.find(f"{A}prstDash")
    return stroke.find(f"{A}custDash") is not None or (
        dash is not None and dash.get("val", "solid") != "solid"
    )


def _is_bare(element: etree._Element, properties: etree._Element | None) -> bool:
    """Tell whether a shape has neither fill nor line, by its own word or by its style."""
    style = _child(element, "style")
    if properties is None:
        return style is None
    return not _is_drawn(properties, _styled(style, "fillRef")) and not _is_drawn(
        properties.find(f"{A}ln"), _styled(style, "lnRef")
    )


def _is_drawn(properties: etree._Element | None, styled: bool) -> bool:
    if properties is None or not any(local(each) in (*_FILLS, "noFill") for each in properties):
        return styled
    return properties.find(f"{A}noFill") is None


def _styled(style: etree._Element | None, name: str) -> bool:
    reference = None if style is None else style.find(f"{A}{name}")
    return reference is not None and reference.get("idx", "0") != "0"
