"""How well a drawing reads: arrows that go round or up, answers and captions that stand badly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from sopgen.document.page import Box, Connector, Label, Shape, Symbol
from sopgen.document.yardstick.drawn import Drawn
from sopgen.document.yardstick.flaws import Finding, Flaw
from sopgen.document.yardstick.plane import apart, grown, overlap
from sopgen.document.yardstick.words import covers

UPWARDS = 40
"""An arrow runs up where it does so for more than this, in twips."""

WHITE = 20
"""The least room around a caption, in twips."""


def way_findings(drawn: Drawn) -> Iterator[Finding]:
    """Yield arrows that leave the rows between their ends, or run up on the way down."""
    for connector in drawn.drawing.connectors:
        start = drawn.shapes.get(connector.start.shape)
        end = drawn.shapes.get(connector.end.shape)
        if start is None or end is None or not connector.arrow:
            continue
        top, bottom = _between(drawn, start.box, end.box)
        if not all(top <= point.y <= bottom for point in connector.path):
            yield Finding(Flaw.DETOUR, drawn.number, (connector.name,))
        if start.box.center.y <= end.box.center.y and _runs_up(connector):
            around = _must_go_around(drawn, connector)
            yield Finding(Flaw.AROUND if around else Flaw.UPWARDS, drawn.number, (connector.name,))


def _between(drawn: Drawn, start: Box, end: Box) -> tuple[int, int]:
    """Return where the rows of `start` and `end` begin and end with the tracks around them.

    Those lie in the room that the symbols of the next rows leave.
    """
    first, last = sorted((drawn.row_of(start), drawn.row_of(end)))
    boxes = drawn.standing
    above, below = drawn.middle_of(first - 1), drawn.middle_of(last + 1)
    return (
        max((box.bottom for row, box in boxes if row == first - 1), default=above),
        min((box.y for row, box in boxes if row == last + 1), default=below),
    )


def _runs_up(connector: Connector) -> bool:
    return any(start.y - end.y > UPWARDS for start, end in pairwise(connector.path))


def _must_go_around(drawn: Drawn, connector: Connector) -> bool:
    """Tell whether no straight line could lead to a symbol of the same row.

    Another symbol stands between, or an arrow leads back there.
    """
    start, end = drawn.shapes[connector.start.shape], drawn.shapes[connector.end.shape]
    if start.box.center.y != end.box.center.y:
        return False
    left, right = sorted((start.box, end.box), key=lambda box: box.x)
    between = Box(left.right, start.box.center.y - 1, right.x - left.right, 2)
    return any(overlap(shape.box, between) for shape in drawn.drawing.shapes) or any(
        (each.start.shape, each.end.shape) == (end.id, start.id) and len(each.path) == 2
        for each in drawn.drawing.connectors
    )


def answer_findings(drawn: Drawn) -> Iterator[Finding]:
    """Yield answers nearer to another line than to their own, or far from their decision."""
    for label, at in drawn.answers:
        if _is_nearer_to_another(drawn, label, at) or _is_far(drawn, label, at):
            yield Finding(Flaw.ASTRAY, drawn.number, (label.name,))


def _is_nearer_to_another(drawn: Drawn, label: Label, at: int) -> bool:
    distances = [min(apart(part, label.box) for part in line) for line in drawn.lines]
    return min(distances) < distances[at]


def _is_far(drawn: Drawn, label: Label, at: int) -> bool:
    """Tell whether `label` stands more than a row from the symbol that its line leaves."""
    source = drawn.shapes.get(drawn.drawing.connectors[at].start.shape)
    if source is None:
        return False
    row = drawn.row_of(source.box)
    height = drawn.height_of(row)
    return apart(source.box, label.box) > height * height


def caption_findings(drawn: Drawn) -> Iterator[Finding]:
    """Yield small type beside off-page symbols that touches something or leaves its lane."""
    for label, shape in drawn.captions:
        if _touches(drawn, label, shape):
            yield Finding(Flaw.CAPTION_TOUCHING, drawn.number, (label.name,))
        if not _is_in_lane(drawn, label, shape):
            yield Finding(Flaw.CAPTION_OUTSIDE_LANE, drawn.number, (label.name,))


def _touches(drawn: Drawn, label: Label, own: Shape) -> bool:
    """Tell whether `label` lies as near to anything as words must not lie."""
    box = grown(label.box, WHITE)
    return (
        any(stroke.inside(box) for line in drawn.strokes for stroke in line)
        or any(covers(shape, box) for shape in drawn.drawing.shapes if shape is not own)
        or any(overlap(each.box, box) for each in drawn.drawing.labels if each is not label)
    )


def _is_in_lane(drawn: Drawn, label: Label, shape: Shape) -> bool:
    lanes = drawn.lanes
    lane = bisect_right(lanes, shape.box.center.x)
    return 0 < lane < len(lanes) and lanes[lane - 1] <= label.box.x < label.box.right <= lanes[lane]


def arrows_at_links(drawn: Drawn) -> Iterator[Connector]:
    """Yield the arrows from or to an off-page symbol."""
    for connector in drawn.drawing.connectors:
        ends = (drawn.shapes.get(glue.shape) for glue in (connector.start, connector.end))
        if any(shape is not None and shape.symbol is Symbol.OFF_PAGE for shape in ends):
            yield connector
