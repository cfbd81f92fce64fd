"""Decide the off-page symbols: for every arrow across a break a lettered pair.

The flow is read downwards (PermenPAN-RB 35/2012 knows vertical writing only): an arrow
to another page, a return too, ends in a segilima at the foot of its page, straight under
its step, and begins again at the head of the other, straight above its target. What cannot
stand straight, because something is between or another answer goes down, stands beside its
step; so does what returns to the first page, which begins with its first step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart


class Link(Struct, frozen=True):
    """Half of a pair, on page `page` (from 0 within the flow), in `lane`.

    `level` grid rows into the row of segilima, or None beside its `mark`; `arrow` runs from
    `mark` on this page into it when it is `leaving`, at the foot, else out of it at the head.
    The other half is on `other_page`, at row `other_row` of the chart.
    """

    letter: str
    page: int
    lane: int
    level: int | None
    arrow: int
    mark: int
    leaving: bool
    other_page: int
    other_row: int


class _Half(Struct, frozen=True):
    """One end of an `arrow` across a break, on a page with `rows`."""

    arrow: int
    page: int
    rows: range
    mark: int
    leaving: bool


class _Spot(NamedTuple):
    """Where a segilima stands: its lane, and how deep in the row of segilima, if it is there."""

    lane: int
    level: int | None


def links(chart: Chart, pages: Sequence[range], first_letter: int) -> list[Link]:
    """Return both halves of every pair, lettered on from `first_letter` (0 is A)."""
    halves = list(_halves(chart, pages))
    spots = _spots(chart, halves)
    return [
        Link(
            letter=letters(first_letter + number // 2),
            page=half.page,
            lane=spots[number].lane,
            level=spots[number].level,
            arrow=half.arrow,
            mark=half.mark,
            leaving=half.leaving,
            other_page=other.page,
            other_row=chart.marks[other.mark].row,
        )
        for number, half in enumerate(halves)
        for other in (halves[number ^ 1],)
    ]


def _halves(chart: Chart, pages: Sequence[range]) -> Iterator[_Half]:
    """Yield the two ends of every arrow across a break, one after the other."""
    page_of = {row: number for number, rows in enumerate(pages) for row in rows}
    for number, arrow in enumerate(chart.arrows):
        here = page_of[chart.marks[arrow.source].row]
        there = page_of[chart.marks[arrow.target].row]
        if here != there:
            yield _Half(number, here, pages[here], arrow.source, leaving=True)
            yield _Half(number, there, pages[there], arrow.target, leaving=False)


def _spots(chart: Chart, halves: Sequence[_Half]) -> list[_Spot]:
    """Return where each half stands.

    Those that can stand straight choose first, then those that leave: what arrives may come
    in from above as well.
    """
    taken: Counter[tuple[int, bool, int]] = Counter()
    filled: set[tuple[int, int]] = set()
    spots: dict[int, _Spot] = {}
    bends = [_least_bends(chart, half) for half in halves]

    def turn(number: int) -> tuple[bool, bool, int]:
        return bends[number] > 0, not halves[number].leaving, number

    for number in sorted(range(len(halves)), key=turn):
        half = halves[number]
        beside = bends[number] or _returns_to_the_first_page(half)
        lane = _lane_beside(chart, half, filled) if beside else None
        if lane is not None:
            filled.add((chart.marks[half.mark].row, lane))
            spots[number] = _Spot(lane, None)
            continue
        lane = _lane(chart, half, taken)
        slot = half.page, half.leaving, lane
        spots[number] = _Spot(lane, taken[slot])
        taken[slot] += 1
    return [spots[number] for number in range(len(halves))]


def _returns_to_the_first_page(half: _Half) -> bool:
    return not half.leaving and half.rows.start == 0


def _least_bends(chart: Chart, half: _Half) -> int:
    return min(_bends(chart, half, lane) for lane in range(len(chart.lanes)))


def _lane(chart: Chart, half: _Half, taken: Mapping[tuple[int, bool, int], int]) -> int:
    """Return the lane from which fewest bends are needed, near the step and not crowded."""
    mark = chart.marks[half.mark]

    def cost(lane: int) -> tuple[float, int]:
        crowd = taken.get((half.page, half.leaving, lane), 0)
        return _bends(chart, half, lane) + 0.4 * abs(lane - mark.lane) + 3.0 * crowd, lane

    return min(range(len(chart.lanes)), key=cost)


def _lane_beside(chart: Chart, half: _Half, filled: Set[tuple[int, int]]) -> int | None:
    """Return the next lane to that of the step if it is free, on the side that fewer arrows use."""
    mark = chart.marks[half.mark]
    used = _sides_used(chart, half)

    def is_free(lane: int) -> bool:
        return _free(chart, [mark.row], lane) and (mark.row, lane) not in filled

    sides = [(used[0], mark.lane - 1), (used[1], mark.last_lane + 1)]
    free = [each for each in sides if 0 <= each[1] < len(chart.lanes) and is_free(each[1])]
    return min(free, default=(0, None))[1]


def _sides_used(chart: Chart, half: _Half) -> tuple[int, int]:
    """Return how many arrows of its page run between the mark and lanes left and right of it.

    One that leaves is worse to meet than one that arrives, which may be joined.
    """
    here = chart.marks[half.mark]
    left = right = 0
    for arrow in chart.arrows:
        if half.mark in (arrow.source, arrow.target):
            leaves = arrow.source == half.mark
            other = chart.marks[arrow.target if leaves else arrow.source]
            weight = (2 if leaves else 1) * (other.row in half.rows)
            left += weight * (other.lane < here.lane)
            right += weight * (other.lane > here.lane)
    return left, right


def letters(number: int) -> str:
    """Return the name of pair `number`: A to Z, then AA, AB and so on."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _main(chart: Chart, arrow: int) -> bool:
    """Tell whether `arrow` is the one that leaves its symbol downwards."""
    source = chart.arrows[arrow].source
    if chart.marks[source].symbol is not Symbol.DECISION:
        return True
    row = chart.marks[source].row
    siblings = [n for n, each in enumerate(chart.arrows) if each.source == source]

    def distance(number: int) -> tuple[bool, int, int]:
        down = chart.marks[chart.arrows[number].target].row - row
        return (down <= 0, abs(down), number)

    return min(siblings, key=distance) == arrow


def _bends(chart: Chart, half: _Half, lane: int) -> int:
    """Return about how many bends lead from the mark to a segilima in `lane`."""
    mark, rows = chart.marks[half.mark], half.rows
    between = range(mark.row + 1, rows.stop) if half.leaving else range(rows.start, mark.row)
    if mark.lane + mark.last_lane == 2 * lane:
        clear = _free(chart, between, lane) and not _is_behind_another(chart, half)
        straight = not half.leaving or _main(chart, half.arrow)
        return 0 if clear and straight else 2
    if mark.lane <= lane <= mark.last_lane:
        return 2
    beside = range(min(lane, mark.lane) + 1, max(lane, mark.lane))
    if not all(_free(chart, [mark.row], each) for each in beside):
        return 3
    return 1 if _free(chart, [mark.row, *between], lane) else 2


def _is_behind_another(chart: Chart, half: _Half) -> bool:
    """Tell whether another mark of the same cell stands towards the segilima."""
    mark = chart.marks[half.mark]
    way = 1 if half.leaving else -1
    return any(
        way * (other.order - mark.order) > 0
        for other in chart.marks
        if other.row == mark.row and other.lane <= mark.last_lane and mark.lane <= other.last_lane
    )


def _free(chart: Chart, rows: Sequence[int], lane: int) -> bool:
    filled = chart.filled
    return not any((row, lane) in filled for row in rows)


def depth_of(found: Iterable[Link]) -> int:
    """Return how many grid rows of off-page symbols `found` at a head or a foot take."""
    return max((link.level + 1 for link in found if link.level is not None), default=0)


def on_page(found: Sequence[Link], page: int) -> Iterator[Link]:
    """Return the links that stand on `page`."""
    return (link for link in found if link.page == page)


def symbols_on(chart: Chart, rows: range) -> list[int]:
    """Return the marks that stand in `rows`, in the order of the chart."""
    return [number for number, mark in enumerate(chart.marks) if mark.row in rows]
