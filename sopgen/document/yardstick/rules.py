"""The rules of the table under a drawing: what lies over them, and what runs along them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from sopgen.document.page import Box, Side
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
    reach = grown(drawn.reach, BESIDE + 1)
    flat, upright = set[_Rule](), set[_Rule]()
    for table in drawn.tables:
        for cell in table.cells:
            if cell.borders and overlap(box := table.cell_box(cell), reach):
                _add(cell.borders, box, flat, upright)
    return _merged(False, flat), _merged(True, upright)


_Rule: TypeAlias = tuple[int, int, int]
"""Where a rule lies, and from where to where it runs."""


def _add(sides: frozenset[Side], box: Box, flat: set[_Rule], upright: set[_Rule]) -> None:
    """Add the rules on these `sides` of `box`; those of neighbours are mostly the same."""
    right, bottom = box.right, box.bottom
    for side in sides:
        match side:
            case Side.TOP:
                flat.add((box.y, box.x, right))
            case Side.BOTTOM:
                flat.add((bottom, box.x, right))
            case Side.LEFT:
                upright.add((box.x, box.y, bottom))
            case Side.RIGHT:
                upright.add((right, box.y, bottom))


def _merged(upright: bool, found: Collection[_Rule]) -> Rules:
    """Return the rules that were `found`, those that meet as one."""
    merged: dict[int, list[tuple[int, int]]] = {}
    for place, low, high in sorted(found):
        stretches = merged.setdefault(place, [])
        if stretches and low <= stretches[-1][1]:
            start, end = stretches[-1]
            stretches[-1] = (start, max(end, high))
        else:
            stretches.append((low, high))
    return Rules(upright, tuple(merged), tuple(map(tuple, merged.values())))


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
