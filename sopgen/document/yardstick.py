"""Measure the drawings of a laid-out document: what is illegal, and how well it reads.

Looks at pages alone, as a reader would: it knows nothing of how paths were chosen.
An illegal drawing is a fault of sopgen, never of a definition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import combinations, pairwise
from typing import NamedTuple

from msgspec import Struct

from sopgen.document.page import (
    Box,
    Cell,
    Connector,
    Document,
    Drawing,
    Page,
    Paragraph,
    Point,
    Shape,
    Side,
    Site,
    Symbol,
    Table,
    Text,
)

MOST_BENDS = 4
"""A `bentConnector5` has four bends; there is no preset with more (ECMA-376-1 20.1.10.56)."""

CLOSE = 20
"""Parallel lines nearer than this, for longer than this, read as one line; in twips."""


class Flaw(Enum):
    """What can be wrong with a drawing, as the self-check of a build says it."""

    CROSSING = "garis berpotongan"
    OVERLAP = "garis berimpit"
    TOUCH = "garis bersinggungan"
    THROUGH = "garis menembus simbol"
    TOO_BENT = "garis berbelok lebih dari empat kali"
    OBLIQUE = "garis miring atau patah"
    UNGLUED = "garis tidak terhubung ke simbol"
    OFF_SITE = "ujung garis tidak di tengah sisi simbol"
    WRONG_SIDE = "panah keluar dari atas atau masuk dari bawah"
    OUTSIDE = "di luar kolom pelaksana"
    OVER_TEXT = "menutupi tulisan"
    SHAPE_ON_SHAPE = "simbol bertumpuk"
    LABEL_ON_LINE = "keterangan di atas garis"
    LABEL_ON_SHAPE = "keterangan di atas simbol"
    LABEL_ON_LABEL = "keterangan bertumpuk"
    LABEL_ON_RULE = "keterangan di atas garis tabel"


HARMLESS = frozenset({Flaw.CROSSING, Flaw.LABEL_ON_RULE})
"""Unwanted, yet legal where no drawing without them was found."""


class Finding(Struct, frozen=True):
    """A flaw on page `page` (from 1), and the names of what has it."""

    flaw: Flaw
    page: int
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"halaman {self.page}: {self.flaw.value}: {'; '.join(self.names)}"


class Measure(Struct, frozen=True):
    """The yardstick of one drawing; lengths in twips, `shared` by two connectors each."""

    page: int
    connectors: int
    bends: int
    length: int
    shared: int
    findings: tuple[Finding, ...]


class Measures(Struct, frozen=True):
    """The yardstick of a document, drawing by drawing."""

    drawings: tuple[Measure, ...]

    @property
    def connectors(self) -> int:
        return sum(drawing.connectors for drawing in self.drawings)

    @property
    def bends(self) -> int:
        return sum(drawing.bends for drawing in self.drawings)

    @property
    def length(self) -> int:
        return sum(drawing.length for drawing in self.drawings)

    @property
    def shared(self) -> int:
        return sum(drawing.shared for drawing in self.drawings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for drawing in self.drawings for finding in drawing.findings)

    @property
    def counts(self) -> Counter[Flaw]:
        """How often each flaw occurs."""
        return Counter(finding.flaw for finding in self.findings)


class Stroke(NamedTuple):
    """A straight part of a line: upright or not, where, and from `low` to `high`."""

    upright: bool
    at: int
    low: int
    high: int

    def inside(self, box: Box) -> bool:
        """Tell whether the stroke enters the inner of `box`."""
        if self.upright:
            return box.x < self.at < box.right and self.low < box.bottom and box.y < self.high
        return box.y < self.at < box.bottom and self.low < box.right and box.x < self.high


def measure(document: Document) -> Measures:
    """Return the yardstick of every drawing in `document`."""
    return Measures(
        tuple(
            _measured(number, page, item)
            for number, page in enumerate(document.pages, 1)
            for item in page.items
            if isinstance(item, Drawing)
        )
    )


def faults(measures: Measures) -> tuple[Finding, ...]:
    """Return the findings that must never be printed."""
    return tuple(finding for finding in measures.findings if finding.flaw not in HARMLESS)


def _measured(number: int, page: Page, drawing: Drawing) -> Measure:
    strokes = [list(_strokes(connector.path)) for connector in drawing.connectors]
    near = [_grown(_around(connector.path), CLOSE) for connector in drawing.connectors]
    findings = (
        *_line_findings(number, drawing),
        *_pair_findings(number, drawing, strokes, near),
        *_shape_findings(number, drawing, strokes, near),
        *_label_findings(number, drawing, strokes),
        *_sheet_findings(number, page, drawing, strokes),
    )
    return Measure(
        page=number,
        connectors=len(drawing.connectors),
        bends=sum(max(0, len(connector.path) - 2) for connector in drawing.connectors),
        length=sum(stroke.high - stroke.low for line in strokes for stroke in line),
        shared=sum(
            _run_together(strokes[i], strokes[j])
            for i, j in combinations(range(len(strokes)), 2)
            if _joined(drawing.connectors[i], drawing.connectors[j])
        ),
        findings=findings,
    )


def _strokes(path: Sequence[Point]) -> Iterator[Stroke]:
    for start, end in pairwise(path):
        if start.x == end.x:
            yield Stroke(True, start.x, min(start.y, end.y), max(start.y, end.y))
        else:
            yield Stroke(False, start.y, min(start.x, end.x), max(start.x, end.x))


def _line_findings(page: int, drawing: Drawing) -> Iterator[Finding]:
    """Yield what is wrong with single connectors."""
    shapes = {shape.id: shape for shape in drawing.shapes}
    for connector in drawing.connectors:
        for flaw in _line_flaws(connector, shapes):
            yield Finding(flaw, page, (connector.name,))


def _line_flaws(connector: Connector, shapes: dict[int, Shape]) -> Iterator[Flaw]:
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
        elif point != _site(shape.box, glue.site):
            yield Flaw.OFF_SITE


def _is_orthogonal(path: Sequence[Point]) -> bool:
    """Tell whether a path of at least two points turns at a right angle in each inner one."""
    directions = [(start.x == end.x, start.y == end.y) for start, end in pairwise(path)]
    straight = all(upright != flat for upright, flat in directions)
    return bool(directions) and straight and all(a != b for a, b in pairwise(directions))


def _site(box: Box, site: Site) -> Point:
    match site:
        case Site.TOP:
            return Point(box.x + box.width // 2, box.y)
        case Site.LEFT:
            return Point(box.x, box.y + box.height // 2)
        case Site.BOTTOM:
            return Point(box.x + box.width // 2, box.bottom)
        case Site.RIGHT:
            return Point(box.right, box.y + box.height // 2)


def _pair_findings(
    page: int, drawing: Drawing, strokes: Sequence[Sequence[Stroke]], near: Sequence[Box]
) -> Iterator[Finding]:
    """Yield what pairs of connectors do to each other, as far as they come `near`."""
    for i, j in combinations(range(len(strokes)), 2):
        if not _overlap(near[i], near[j]):
            continue
        one, other = drawing.connectors[i], drawing.connectors[j]
        names = one.name, other.name
        for a in strokes[i]:
            for b in strokes[j]:
                if a.upright != b.upright and _cross(a, b):
                    yield Finding(Flaw.CROSSING, page, names)
        if _joined(one, other):
            if _run_together(strokes[i], strokes[j]) > _common(one, other) + CLOSE:
                yield Finding(Flaw.OVERLAP, page, names)
        elif _run_together(strokes[i], strokes[j]):
            yield Finding(Flaw.OVERLAP, page, names)
        elif any(_touch(a, b) for a in strokes[i] for b in strokes[j]):
            yield Finding(Flaw.TOUCH, page, names)


def _joined(one: Connector, other: Connector) -> bool:
    """Tell whether two connectors may share a stretch: arrows to or from one site."""
    if one.arrow != other.arrow:
        return False
    if one.arrow:
        return one.start == other.start or one.end == other.end
    return bool({one.start, one.end} & {other.start, other.end})


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


def _cross(a: Stroke, b: Stroke) -> bool:
    return b.low < a.at < b.high and a.low < b.at < a.high


def _touch(a: Stroke, b: Stroke) -> bool:
    """Tell whether two strokes meet without crossing."""
    if a.upright == b.upright:
        return a.at == b.at and a.low <= b.high and b.low <= a.high
    meet = b.low <= a.at <= b.high and a.low <= b.at <= a.high
    return meet and not _cross(a, b)


def _shape_findings(
    page: int, drawing: Drawing, strokes: Sequence[Sequence[Stroke]], near: Sequence[Box]
) -> Iterator[Finding]:
    """Yield lines through symbols that they come `near`, and symbols over each other."""
    for connector, line, around in zip(drawing.connectors, strokes, near, strict=True):
        own = connector.start.shape, connector.end.shape
        for shape in drawing.shapes:
            if not _overlap(shape.box, around):
                continue
            box = shape.box if shape.id in own else _grown(shape.box)
            if any(stroke.inside(box) for stroke in line):
                yield Finding(Flaw.THROUGH, page, (connector.name, shape.name))
    for one, other in combinations(drawing.shapes, 2):
        if _overlap(one.box, other.box):
            yield Finding(Flaw.SHAPE_ON_SHAPE, page, (one.name, other.name))


def _grown(box: Box, by: int = 1) -> Box:
    """Return `box` with its border: a foreign line must not touch that either."""
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _around(points: Sequence[Point]) -> Box:
    """Return the box around `points`."""
    across, down = [point.x for point in points], [point.y for point in points]
    left, top = min(across, default=0), min(down, default=0)
    return Box(left, top, max(across, default=0) - left, max(down, default=0) - top)


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


def _label_findings(
    page: int, drawing: Drawing, strokes: Sequence[Sequence[Stroke]]
) -> Iterator[Finding]:
    """Yield what the labels lie over."""
    for label in drawing.labels:
        for connector, line in zip(drawing.connectors, strokes, strict=True):
            if any(stroke.inside(label.box) for stroke in line):
                yield Finding(Flaw.LABEL_ON_LINE, page, (label.name, connector.name))
        for shape in drawing.shapes:
            if _covers(shape, label.box):
                yield Finding(Flaw.LABEL_ON_SHAPE, page, (label.name, shape.name))
    for one, other in combinations(drawing.labels, 2):
        if _overlap(one.box, other.box):
            yield Finding(Flaw.LABEL_ON_LABEL, page, (one.name, other.name))


def _covers(shape: Shape, box: Box) -> bool:
    """Tell whether `box` lies over `shape`; a decision is a diamond in its box."""
    if shape.symbol is not Symbol.DECISION:
        return _overlap(shape.box, box)
    center = shape.box.center
    aside = max(box.x - center.x, center.x - box.right, 0)
    above = max(box.y - center.y, center.y - box.bottom, 0)
    width, height = shape.box.width, shape.box.height
    return 2 * (aside * height + above * width) < width * height


def _sheet_findings(
    page: int, sheet: Page, drawing: Drawing, strokes: Sequence[Sequence[Stroke]]
) -> Iterator[Finding]:
    """Yield what leaves the lanes, covers text of the sheet, or labels a rule."""
    reach = _reach(drawing)
    beside = (item for item in sheet.items if isinstance(item, Table | Text))
    near = (text for item in beside for text in item.paragraphs if _overlap(text.box, reach))
    texts = [paragraph.box for paragraph in near if _is_printed(paragraph)]
    for connector, line in zip(drawing.connectors, strokes, strict=True):
        if not all(_holds(drawing.box, point) for point in connector.path):
            yield Finding(Flaw.OUTSIDE, page, (connector.name,))
        if any(stroke.inside(text) for stroke in line for text in texts):
            yield Finding(Flaw.OVER_TEXT, page, (connector.name,))
    boxes = [(shape.name, shape.box) for shape in drawing.shapes]
    boxes += [(label.name, label.box) for label in drawing.labels]
    for name, box in boxes:
        corners = Point(box.x, box.y), Point(box.right, box.bottom)
        if not all(_holds(drawing.box, corner) for corner in corners):
            yield Finding(Flaw.OUTSIDE, page, (name,))
        if any(_overlap(box, text) for text in texts):
            yield Finding(Flaw.OVER_TEXT, page, (name,))
    tables = (item for item in sheet.items if isinstance(item, Table))
    cells = [(cell, table.cell_box(cell)) for table in tables for cell in table.cells]
    around = [(cell, box) for cell, box in cells if _overlap(_grown(box), reach)]
    for label in drawing.labels:
        if any(_lies_on_a_rule(label.box, cell, box) for cell, box in around):
            yield Finding(Flaw.LABEL_ON_RULE, page, (label.name,))


def _reach(drawing: Drawing) -> Box:
    """Return the box around everything in `drawing`, with a hair's breadth on all sides."""
    boxes = [shape.box for shape in drawing.shapes] + [label.box for label in drawing.labels]
    points = [point for connector in drawing.connectors for point in connector.path]
    points += [Point(box.x, box.y) for box in boxes]
    points += [Point(box.right, box.bottom) for box in boxes]
    return _grown(_around(points))


def _holds(box: Box, point: Point) -> bool:
    return box.x <= point.x <= box.right and box.y <= point.y <= box.bottom


def _is_printed(paragraph: Paragraph) -> bool:
    return any(run.text.strip() for run in paragraph.runs)


def _lies_on_a_rule(box: Box, cell: Cell, filled: Box) -> bool:
    """Tell whether a rule of `cell`, which fills the box `filled`, runs through `box`."""
    return _overlap(_grown(filled), box) and any(rule.inside(box) for rule in _rules(filled, cell))


def _rules(box: Box, cell: Cell) -> Iterator[Stroke]:
    """Yield the rules of `cell`, which fills `box`."""
    for side in cell.borders:
        match side:
            case Side.TOP:
                yield Stroke(False, box.y, box.x, box.right)
            case Side.BOTTOM:
                yield Stroke(False, box.bottom, box.x, box.right)
            case Side.LEFT:
                yield Stroke(True, box.x, box.y, box.bottom)
            case Side.RIGHT:
                yield Stroke(True, box.right, box.y, box.bottom)
