"""What labels lie over, and what of the drawing leaves the lanes or covers text of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sopgen.document.page import Box, Paragraph, Shape, Symbol, Table, Text
from sopgen.document.yardstick.drawn import Drawn
from sopgen.document.yardstick.flaws import Finding, Flaw
from sopgen.document.yardstick.plane import contains, holds, overlap


def label_findings(drawn: Drawn) -> Iterator[Finding]:
    """Yield what the labels lie over."""
    drawing = drawn.drawing
    for label in drawing.labels:
        for connector, line in zip(drawing.connectors, drawn.strokes, strict=True):
            if any(stroke.inside(label.box) for stroke in line):
                yield Finding(Flaw.LABEL_ON_LINE, drawn.number, (label.name, connector.name))
        for shape in drawing.shapes:
            if covers(shape, label.box):
                yield Finding(Flaw.LABEL_ON_SHAPE, drawn.number, (label.name, shape.name))
    for one, other in combinations(drawing.labels, 2):
        if overlap(one.box, other.box):
            yield Finding(Flaw.LABEL_ON_LABEL, drawn.number, (one.name, other.name))


def covers(shape: Shape, box: Box) -> bool:
    """Tell whether `box` lies over `shape`; a decision is a diamond in its box."""
    if shape.symbol is not Symbol.DECISION:
        return overlap(shape.box, box)
    center = shape.box.center
    aside = max(box.x - center.x, center.x - box.right, 0)
    above = max(box.y - center.y, center.y - box.bottom, 0)
    width, height = shape.box.width, shape.box.height
    return 2 * (aside * height + above * width) < width * height


def sheet_findings(drawn: Drawn) -> Iterator[Finding]:
    """Yield what leaves the lanes or covers text of the sheet."""
    drawing = drawn.drawing
    beside = (item for item in drawn.sheet.items if isinstance(item, Table | Text))
    near = (text for item in beside for text in item.paragraphs if overlap(text.box, drawn.reach))
    texts = [paragraph.box for paragraph in near if _is_printed(paragraph)]
    for connector, line in zip(drawing.connectors, drawn.strokes, strict=True):
        if not all(holds(drawing.box, point) for point in connector.path):
            yield Finding(Flaw.OUTSIDE, drawn.number, (connector.name,))
        if any(stroke.inside(text) for stroke in line for text in texts):
            yield Finding(Flaw.OVER_TEXT, drawn.number, (connector.name,))
    boxes = [(shape.name, shape.box) for shape in drawing.shapes]
    boxes += [(label.name, label.box) for label in drawing.labels]
    for name, box in boxes:
        if not contains(drawing.box, box):
            yield Finding(Flaw.OUTSIDE, drawn.number, (name,))
        if any(overlap(box, text) for text in texts):
            yield Finding(Flaw.OVER_TEXT, drawn.number, (name,))


def _is_printed(paragraph: Paragraph) -> bool:
    return any(run.text.strip() for run in paragraph.runs)
