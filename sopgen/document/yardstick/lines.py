"""What single connectors, pairs of them, and connectors at symbols do that is not legal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from sopgen.document.page import Connector, Point, Shape, Site
from sopgen.document.symbols import site
from sopgen.document.yardstick.drawn import CLOSE, Drawn, joined
from sopgen.document.yardstick.flaws import Finding, Flaw
from sopgen.document.yardstick.plane import Stroke, cross, grown, overlap, touch

MOST_BENDS = 4
"""A `bentConnector5` has four bends; there is no preset with more (ECMA-376-1 20.1.10.56)."""


def line_findings(drawn: Drawn) -> Iterator[Finding]:
    """Yield what is wrong with single connectors."""
    for connector in drawn.drawing.connectors:
        for flaw in _line_flaws(connector, drawn.shapes):
            yield Finding(flaw, drawn.number, (connector.name,))


def _line_flaws(connector: Connector, shapes: Mapping[int, Shape]) -> Iterator[Flaw]:
    path = connector.path
    if len(path) - 2 > MOST_BENDS:
        yield Flaw.TOO_BENT
    if not _is_orthogonal(path):
        yield Flaw.OBLIQUE
    if connector.arrow and Site.TOP is connector.start.site:
        yield Flaw.WRONG_SIDE
    if connector.arrow and Site.BOTTOM is connector.end.site:
        yield Flaw.WRONG_SIDE
    for glue, point in ((connector.start, path[0]), (connector.end, path[-1])):
        shape = shapes.get(glue.shape)
        if shape is None:
            yield Flaw.UNGLUED
        elif point != site(shape.box, glue.site):
            yield Flaw.OFF_SITE


def _is_orthogonal(path: Sequence[Point]) -> bool:
    """Tell whether a path of at least two points turns at a right angle in each inner one."""
    directions = [(start.x == end.x, start.y == end.y) for start, end in pairwise(path)]
    straight = all(upright != flat for upright, flat in directions)
    return bool(directions) and straight and all(a != b for a, b in pairwise(directions))


def pair_findings(drawn: Drawn) -> Iterator[Finding]:
    """Yield what pairs of connectors do to each other, as far as they come near."""
    connectors, near, strokes = drawn.drawing.connectors, drawn.near, drawn.strokes
    for i, j in combinations(range(len(connectors)), 2):
        if not overlap(near[i], near[j]):
            continue
        one, other = connectors[i], connectors[j]
        names = one.name, other.name
        for a in strokes[i]:
            for b in strokes[j]:
                if a.upright != b.upright and cross(a, b):
                    yield Finding(Flaw.CROSSING, drawn.number, names)
        together = _run_together(strokes[i], strokes[j])
        if joined(one, other):
            if together > _common(one, other) + CLOSE:
                yield Finding(Flaw.OVERLAP, drawn.number, names)
        elif together:
            yield Finding(Flaw.OVERLAP, drawn.number, names)
        elif any(touch(a, b) for a in strokes[i] for b in strokes[j]):
            yield Finding(Flaw.TOUCH, drawn.number, names)


def shared(drawn: Drawn) -> int:
    """Return over how many twips pairs of connectors that join lie on each other."""
    connectors = drawn.drawing.connectors
    return sum(
        _run_together(drawn.strokes[i], drawn.strokes[j])
        for i, j in combinations(range(len(connectors)), 2)
        if joined(connectors[i], connectors[j])
    )


def _run_together(one: Sequence[Stroke], other: Sequence[Stroke]) -> int:
    """Return over how many twips two lines lie on each other."""
    together = 0
    for a in one:
        for b in other:
            if a.upright == b.upright and abs(a.at - b.at) < CLOSE:
                length = min(a.high, b.high) - max(a.low, b.low)
                together += length if length > CLOSE else 0
    return together


def _common(one: Connector, other: Connector) -> int:
    """Return how far two connectors run together from the sites that they share."""
    common = 0
    for path in (one.path, one.path[::-1]):
        for twin in (other.path, other.path[::-1]):
            if path[0] == twin[0]:
                common += _common_start(path, twin)
    return common


def _common_start(one: Sequence[Point], other: Sequence[Point]) -> int:
    """Return how far two paths from one point run together."""
    length = 0
    for (here, a), (_, b) in zip(pairwise(one), pairwise(other), strict=False):
        if (a.x - here.x) * (b.x - here.x) + (a.y - here.y) * (b.y - here.y) <= 0:
            break
        length += min(_distance(here, a), _distance(here, b))
        if a != b:
            break
    return length


def _distance(one: Point, other: Point) -> int:
    return abs(one.x - other.x) + abs(one.y - other.y)


def symbol_findings(drawn: Drawn) -> Iterator[Finding]:
    """Yield lines through symbols that they come near, and symbols over each other."""
    shapes = drawn.drawing.shapes
    lines = zip(drawn.drawing.connectors, drawn.strokes, drawn.near, strict=True)
    for connector, line, near in lines:
        own = connector.start.shape, connector.end.shape
        for shape in shapes:
            if not overlap(shape.box, near):
                continue
            box = shape.box if shape.id in own else grown(shape.box)
            if any(stroke.inside(box) for stroke in line):
                yield Finding(Flaw.THROUGH, drawn.number, (connector.name, shape.name))
    for one, other in combinations(shapes, 2):
        if overlap(one.box, other.box):
            yield Finding(Flaw.SHAPE_ON_SHAPE, drawn.number, (one.name, other.name))
