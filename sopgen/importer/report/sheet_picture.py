"""Draw what was seen on a sheet that has no page: a worksheet, a table of a text.

In: a `Sheet`. Out: an SVG in twips of that sheet. Nothing is known of fonts, borders and colours;
a text is as large as its cell allows, and turned where that lets it be much larger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import DASH, SHAPE_STROKE, Box, Face, Font, Point, Run
from sopgen.document.sheet import SeenLine, SeenShape, Sheet
from sopgen.document.symbols import Capsule, Polygon, arrow_head, outline
from sopgen.fonts import FontMetrics, Metrics, break_lines
from sopgen.importer.report.markup import SVG
from sopgen.recognition.kinds import symbol_of
from sopgen.recognition.placed import Cells

MOST_CELLS = 5_000
"""So many cells are drawn, the first of a sheet; what is drawn over cells is drawn anyhow."""

_REST = "Sel-sel dari sini tidak digambar."
_SIZES = (220, 200, 180, 160, 140, 120, 100, 80)
_MUCH_LARGER = 1.4
_PITCH = 1.2
_DOWN_TO_BASELINE = 0.95
_PADDING = 45
_GRID = "#dfdfdf"
_EDGE = "#8c8c8c"
_DASHES = " ".join(str(part * SHAPE_STROKE) for part in DASH)


class _Set(Struct, frozen=True):
    """Lines of words at a size of type, for a room this wide; `turned` a quarter to the left."""

    lines: tuple[str, ...]
    size: int
    turned: bool = False


def size_of(sheet: Sheet) -> tuple[int, int]:
    """Return the width and height that hold everything on `sheet`: its paper where that does."""
    points = [point for line in sheet.lines for point in line.path]
    right = max([sheet.columns[-1], *(s.box.right for s in sheet.shapes), *(p.x for p in points)])
    bottom = max([sheet.rows[-1], *(s.box.bottom for s in sheet.shapes), *(p.y for p in points)])
    width, height = sheet.paper
    if right <= width and bottom <= height:
        return sheet.paper
    return right + _PADDING, bottom + _PADDING


def drawn(sheet: Sheet) -> bytes:
    """Return `sheet` as an SVG."""
    width, height = size_of(sheet)
    metrics = FontMetrics()
    cells = Cells(sheet).listed
    root = SVG.svg(
        {"viewBox": f"0 0 {width} {height}", "font-family": "Arial, 'Liberation Sans', sans-serif"},
        SVG.rect({"width": str(width), "height": str(height), "fill": "white"}),
        *_grid(sheet),
        *(part for cell in cells[:MOST_CELLS] for part in _cell(cell.box, cell.text, metrics)),
        *(_words(_REST, cell.box, metrics, is_centered=False) for cell in cells[MOST_CELLS:][:1]),
        *(_line(line) for line in sheet.lines),
        *(part for shape in sheet.shapes for part in _shape(shape, metrics)),
        *(head for line in sheet.lines for head in _heads(line)),
    )
    return etree.tostring(root, encoding="utf-8")


def _grid(sheet: Sheet) -> Iterator[etree._Element]:
    left, right = sheet.columns[0], sheet.columns[-1]
    top, bottom = sheet.rows[0], sheet.rows[-1]
    level = [f"M{left} {y}H{right}" for y in sheet.rows]
    upright = [f"M{x} {top}V{bottom}" for x in sheet.columns]
    if sheet.paper == (0, 0):
        yield SVG.path({"d": "".join(level + upright), "stroke": _GRID, "stroke-width": "8"})


def _cell(box: Box, text: str, metrics: Metrics) -> Iterator[etree._Element]:
    yield SVG.rect({**_area(box), "fill": "white", "stroke": _EDGE, "stroke-width": "8"})
    if text.strip():
        yield _words(text, box, metrics, is_centered=False)


def _shape(shape: SeenShape, metrics: Metrics) -> Iterator[etree._Element]:
    if not shape.bare:
        yield _outline(shape)
    words = shape.text.strip() or ("gambar" if shape.preset == "picture" else "")
    if words:
        yield _words(words, shape.box, metrics, is_centered=True)


def _outline(shape: SeenShape) -> etree._Element:
    symbol = symbol_of(shape)
    look = {"fill": "white", "stroke": "black", "stroke-width": str(SHAPE_STROKE)}
    if symbol is None:
        fill = "#e8eef5" if shape.preset == "picture" else "white"
        return SVG.rect({**_area(shape.box), **look, "fill": fill})
    match outline(symbol, shape.box):
        case Polygon(corners):
            return SVG.polygon({**look, "points": " ".join(f"{x:g},{y:g}" for x, y in corners)})
        case Capsule(box, radius):
            return SVG.rect({**_area(box), **look, "rx": f"{radius:g}"})
        case other:
            assert_never(other)


def _line(line: SeenLine) -> etree._Element:
    look = {"fill": "none", "stroke": "black", "stroke-width": str(SHAPE_STROKE)}
    if line.dashed:
        look["stroke-dasharray"] = _DASHES
    return SVG.polyline({**look, "points": " ".join(f"{point.x},{point.y}" for point in line.path)})


def _heads(line: SeenLine) -> Iterator[etree._Element]:
    backwards = line.path[::-1]
    ways = [line.path] * line.head_at_end + [backwards] * line.head_at_start
    for way in ways:
        tail = _last_stretch(way)
        if tail is not None:
            corners = arrow_head(*tail).corners
            yield SVG.polygon({"points": " ".join(f"{x:g},{y:g}" for x, y in corners)})


def _last_stretch(way: Sequence[Point]) -> tuple[Point, Point] | None:
    """Return the last two points of `way` that are not one, None of a way that is a point."""
    before = next((point for point in reversed(way) if point != way[-1]), None)
    return None if before is None else (before, way[-1])


def _words(text: str, box: Box, metrics: Metrics, *, is_centered: bool) -> etree._Element:
    found = _set(text, box, metrics)
    pitch = round(found.size * _PITCH)
    middle = is_centered or found.turned
    x, y = (box.center.x, box.center.y) if middle else (box.x + _PADDING, box.center.y)
    first = y - pitch * len(found.lines) // 2 + round(found.size * _DOWN_TO_BASELINE)
    look = {"font-size": str(found.size)}
    if middle:
        look["text-anchor"] = "middle"
    if found.turned:
        look["transform"] = f"rotate(-90 {x} {y})"
    lines = [
        SVG.tspan({"x": str(x), "y": str(first + number * pitch)}, line)
        for number, line in enumerate(found.lines)
    ]
    return SVG.text(look, *lines)


def _set(text: str, box: Box, metrics: Metrics) -> _Set:
    """Return `text` as large as `box` allows, turned if it is much larger then."""
    level = _largest(text, box.width, box.height, metrics)
    turned = _largest(text, box.height, box.width, metrics)
    if turned and (level is None or turned.size > _MUCH_LARGER * level.size):
        return replace(turned, turned=True)
    smallest = _SIZES[-1]
    room = max(box.width - 2 * _PADDING, smallest)
    return level or _Set(_lines(text, Font(Face.ARIAL, smallest), room, metrics), smallest)


def _largest(text: str, width: int, height: int, metrics: Metrics) -> _Set | None:
    """Return `text` as large as it fits a room with all its words whole."""
    for size in _SIZES:
        lines = _broken(text, size, width - 2 * _PADDING, metrics)
        if lines is not None and len(lines) * size * _PITCH <= height:
            return _Set(lines, size)
    return None


def _broken(text: str, size: int, width: int, metrics: Metrics) -> tuple[str, ...] | None:
    """Return the lines of `text`, None where a word is wider than the room."""
    font = Font(Face.ARIAL, size)
    if any(metrics.width(word, font) > width for word in text.split()):
        return None
    return _lines(text, font, width, metrics)


def _lines(text: str, font: Font, width: int, metrics: Metrics) -> tuple[str, ...]:
    broken = break_lines([Run(text, font)], width, metrics)
    return tuple("".join(run.text for run in line) for line in broken)


def _area(box: Box) -> dict[str, str]:
    return {
        "x": str(box.x),
        "y": str(box.y),
        "width": str(box.width),
        "height": str(box.height),
    }
