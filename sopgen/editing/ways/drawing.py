"""What a flow shows, by the items of `langkah`, and what of it is typed.

Capsules that the profile draws beside the steps are not typed: they are taken off, and what
they start or end remembers it. Where it draws none, one can be typed as a symbol of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart
from sopgen.model.labels import Labels
from sopgen.model.profile import Profile, Terminators
from sopgen.recognition.reading import SeenFlow

ABOVE = -1
"""The item of a row before the first step; the one behind the last is the count of items."""


class WantedMark(Struct, frozen=True):
    """A symbol of an item of `langkah`, the `order`-th of its cell, over `lane` to `last_lane`."""

    item: int
    lane: int
    last_lane: int
    order: int
    symbol: Symbol
    text: str = ""


class WantedArrow(Struct, frozen=True):
    """From mark `source` to mark `target`, by index; `plain` is the line of joint work."""

    source: int
    target: int
    label: str = ""
    plain: bool = False
    dashed: bool = False


class Drawing(Struct, frozen=True):
    """The symbols and arrows of a flow, those that the profile adds among them."""

    marks: tuple[WantedMark, ...]
    arrows: tuple[WantedArrow, ...]


def drawing_of(chart: Chart) -> Drawing:
    """Return what `chart` shows."""
    items = [row.item for row in chart.rows]
    return Drawing(
        tuple(
            WantedMark(
                _item(items, mark.row),
                mark.lane,
                mark.last_lane,
                order_in_cell(chart, at),
                mark.symbol,
                mark.text,
            )
            for at, mark in enumerate(chart.marks)
        ),
        tuple(
            WantedArrow(each.source, each.target, each.label, each.plain, each.dashed)
            for each in chart.arrows
        ),
    )


def seen_drawing(seen: SeenFlow, items: Mapping[int, int]) -> Drawing:
    """Return what is `seen`; `items` are the items of its rows, -1 above and their count below."""
    return Drawing(
        tuple(
            WantedMark(
                items[mark.row], mark.lane, mark.last_lane, mark.order, mark.symbol, mark.text
            )
            for mark in seen.marks
        ),
        tuple(
            WantedArrow(each.source, each.target, each.label, each.plain, each.dashed)
            for each in seen.arrows
        ),
    )


def _item(items: Sequence[int | None], row: int) -> int:
    """Return the item of a row; of one that was not typed, the place around all that were."""
    item = items[row]
    return item if item is not None else ABOVE if row == 0 else _count(items)


def _count(items: Sequence[int | None]) -> int:
    return max((item for item in items if item is not None), default=0) + 1


def order_in_cell(chart: Chart, at: int) -> int:
    """Return which symbol of its cell mark `at` is, from above."""
    mark = chart.marks[at]
    above = {
        each.order
        for each in chart.marks
        if each.row == mark.row
        and each.lane <= mark.last_lane
        and mark.lane <= each.last_lane
        and each.order < mark.order
    }
    return len(above)


class Place(NamedTuple):
    """Where a symbol stands that is typed."""

    item: int
    lane: int
    last_lane: int
    order: int


class Look(NamedTuple):
    """What a symbol shows; it `opens` or `closes` the flow where a capsule beside it says so."""

    symbol: Symbol
    text: str
    opens: bool = False
    closes: bool = False


class Line(NamedTuple):
    """An arrow or a line of joint work between two places."""

    source: Place
    target: Place
    label: str
    plain: bool
    dashed: bool


class Typed(Struct, frozen=True):
    """A drawing without the capsules that the profile adds."""

    looks: Mapping[Place, Look]
    lines: frozenset[Line]

    def of(self, item: int) -> tuple[dict[Place, Look], set[Line]]:
        """Return the symbols of `item`, and the lines that leave them."""
        return (
            {place: look for place, look in self.looks.items() if place.item == item},
            {line for line in self.lines if line.source.item == item},
        )

    def places(self, item: int) -> list[Place]:
        """Return where the symbols of `item` stand, from the left and from above."""
        return sorted(place for place in self.looks if place.item == item)

    def joint(self, item: int) -> bool:
        """Tell whether lines of joint work join symbols of `item`."""
        return any(line.plain for line in self.lines if line.source.item == item)


def typed(
    drawing: Drawing, profile: Profile, count: int, symbols: Collection[int] = frozenset()
) -> Typed:
    """Return `drawing` of `count` items as these can say it, marks `symbols` as what they are."""
    capsules = _capsules(drawing, profile, count).difference(symbols)
    places = dict(_places(drawing, capsules))
    starts = {each.target for each in drawing.arrows if each.source in capsules}
    ends = {each.source for each in drawing.arrows if each.target in capsules}
    looks = {
        places[at]: Look(mark.symbol, " ".join(mark.text.split()), at in starts, at in ends)
        for at, mark in enumerate(drawing.marks)
        if at not in capsules
    }
    lines = frozenset(
        Line(
            places[each.source],
            places[each.target],
            " ".join(each.label.split()),
            each.plain,
            each.dashed,
        )
        for each in drawing.arrows
        if each.source in places and each.target in places
    )
    return Typed(looks, frozenset(_joined(lines)))


def places_typed(
    drawing: Drawing, profile: Profile, count: int, symbols: Collection[int]
) -> dict[int, Place]:
    """Return where each mark of `drawing` stands as `typed` counts, capsules left out."""
    capsules = _capsules(drawing, profile, count).difference(symbols)
    return dict(_places(drawing, capsules))


def capsules_in(drawing: Drawing, profile: Profile, items: Collection[int]) -> frozenset[int]:
    """Return the capsules in the cells of `items` that the profile could have added there."""
    if profile.flow.terminators is not Terminators.EXTRA:
        return frozenset()
    found = _capsules_in_cells(drawing, profile.labels)
    return frozenset(at for at in found if drawing.marks[at].item in items)


def _places(drawing: Drawing, capsules: Collection[int]) -> Iterator[tuple[int, Place]]:
    for at, mark in enumerate(drawing.marks):
        if at not in capsules:
            hidden = sum(
                drawing.marks[each].order < mark.order and _share_a_cell(drawing, at, each)
                for each in capsules
            )
            yield at, Place(mark.item, mark.lane, mark.last_lane, mark.order - hidden)


def _joined(lines: Collection[Line]) -> Iterator[Line]:
    """Yield `lines`, those of joint work from each symbol to the next that they hold together.

    Which of them a line was drawn between makes no difference to the work.
    """
    works: list[set[Place]] = []
    for line in lines:
        if not line.plain:
            yield line
            continue
        ends = {line.source, line.target}
        touched = [work for work in works if work & ends]
        works = [work for work in works if not work & ends]
        works.append(ends.union(*touched))
    for work in works:
        for left, right in pairwise(sorted(work)):
            yield Line(left, right, "", plain=True, dashed=False)


def _capsules(drawing: Drawing, profile: Profile, count: int) -> set[int]:
    match profile.flow.terminators:
        case Terminators.STEP:
            return set()
        case Terminators.ROW:
            marks = enumerate(drawing.marks)
            return {at for at, mark in marks if not ABOVE < mark.item < count}
        case Terminators.EXTRA:
            return set(_capsules_in_cells(drawing, profile.labels))


def _capsules_in_cells(drawing: Drawing, labels: Labels) -> Iterator[int]:
    """Yield capsules that only start, or only end, what stands in their own cell."""
    into: dict[int, list[WantedArrow]] = {}
    out_of: dict[int, list[WantedArrow]] = {}
    for each in drawing.arrows:
        into.setdefault(each.target, []).append(each)
        out_of.setdefault(each.source, []).append(each)
    for at, mark in enumerate(drawing.marks):
        enters, leaves = into.get(at, []), out_of.get(at, [])
        if _is_capsule(mark, labels.start) and leaves and not enters:
            bare = all(_is_bare(drawing, each, at, each.target) for each in leaves)
        elif _is_capsule(mark, labels.end) and enters and not leaves:
            bare = all(_is_bare(drawing, each, at, each.source) for each in enters)
        else:
            continue
        if bare:
            yield at


def _is_capsule(mark: WantedMark, words: str) -> bool:
    return mark.symbol is Symbol.TERMINATOR and mark.text.split() == words.split()


def _is_bare(drawing: Drawing, arrow: WantedArrow, one: int, other: int) -> bool:
    said = arrow.label or arrow.plain or arrow.dashed
    return not said and _share_a_cell(drawing, one, other)


def _share_a_cell(drawing: Drawing, one: int, other: int) -> bool:
    a, b = drawing.marks[one], drawing.marks[other]
    return a.item == b.item and a.lane <= b.last_lane and b.lane <= a.last_lane
