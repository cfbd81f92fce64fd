"""The rules of the table under a drawing: what lies over them, and what runs along them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sopgen.document.page import Box, Cell, Side
from sopgen.document.yardstick.drawn import Drawn
from sopgen.document.yardstick.flaws import Finding, Flaw
from sopgen.document.yardstick.plane import Stroke, grown, overlap

BESIDE = 130
"""A line this near to a rule hugs it, in twips."""

ALONG = 400
"""A line hugs a rule where it runs beside it for longer than this, in twips."""


class Rules(Struct, frozen=True):
    """The rules of one direction: where they lie, in order, and over which stretches each runs."""

    upright: bool
    places: tuple[int, ...]
    stretches: tuple[tuple[tuple[int, int], ...], ...]

    def beside(self, stroke: Stroke) -> int:
        """Return the greatest length over which `stroke` runs near a rule."""
        first = bisect_left(self.places, stroke.at - BESIDE)
        last = bisect_right(self.places, stroke.at + BESIDE)
        return max(
            (
                min(stroke.high, high) - max(stroke.low, low)
                for stretches in self.stretches[first:last]
                for low, high in stretches
            ),
            default=0,
        )

    def within(self, box: Box) -> bool:
        """Tell whether a rule runs through `box`."""
        near, far = (box.x, box.right) if self.upright else (box.y, box.bottom)
        first, last = bisect_right(self.places, near), bisect_left(self.places, far)
        return any(
            Stroke(self.upright, place, *stretch).inside(box)
            for place, stretches in zip(
                self.places[first:last], self.stretches[first:last], strict=True
            )
            for stretch in stretches
        )


def rules(drawn: Drawn) -> tuple[Rules, Rules]:
    """Return the rules around `drawn` that lie flat and those that stand upright."""
    reach = grown(drawn.reach, BESIDE)
    boxes = ((cell, table.cell_box(cell)) for table in drawn.tables for cell in table.cells)
    drawn_rules = sorted(
        rule for cell, box in boxes if overlap(grown(box), reach) for rule in _rules(box, cell)
    )
    flat = _merged(rule for rule in drawn_rules if not rule.upright)
    upright = _merged(rule for rule in drawn_rules if rule.upright)
    return (
        Rules(False, tuple(flat), tuple(map(tuple, flat.values()))),
        Rules(True, tuple(upright), tuple(map(tuple, upright.values()))),
    )


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


def _merged(ordered: Iterator[Stroke]) -> dict[int, list[tuple[int, int]]]:
    """Return the stretches of `ordered` rules by their place, those that meet as one."""
    found: dict[int, list[tuple[int, int]]] = {}
    for rule in ordered:
        stretches = found.setdefault(rule.at, [])
        if stretches and rule.low <= stretches[-1][1]:
            low, high = stretches[-1]
            stretches[-1] = (low, max(high, rule.high))
        else:
            stretches.append((rule.low, rule.high))
    return found


def rule_findings(drawn: Drawn) -> Iterator[Finding]:
    """Yield labels over rules, and lines that run beside one."""
    if not drawn.drawing.labels and not drawn.drawing.connectors:
        return
    around = rules(drawn)
    captions = {label.id for label, _ in drawn.captions}
    for label in drawn.drawing.labels:
        if any(each.within(label.box) for each in around):
            flaw = Flaw.CAPTION_ON_RULE if label.id in captions else Flaw.LABEL_ON_RULE
            yield Finding(flaw, drawn.number, (label.name,))
    for connector, line in zip(drawn.drawing.connectors, drawn.strokes, strict=True):
        if _hugs(line, around):
            yield Finding(Flaw.HUGGING, drawn.number, (connector.name,))


def _hugs(line: Sequence[Stroke], around: tuple[Rules, Rules]) -> bool:
    return any(around[stroke.upright].beside(stroke) > ALONG for stroke in line)
