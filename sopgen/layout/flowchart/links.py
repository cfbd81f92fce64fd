"""Decide the off-page symbols: for every arrow across a break a lettered pair.

The flow is read downwards (PermenPAN-RB 35/2012 knows vertical writing only): an arrow
to another page, a return too, ends in a segilima at the foot of its page and begins
again at the head of the other. On the way down both stand in the same lane, the one from
which the fewest bends are needed on both pages; a return stands near its ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart


class Link(Struct, frozen=True):
    """Half of a pair, on page `page` (from 0 within the flow), in `lane`.

    `level` grid rows into the row of segilima; `arrow` runs from `mark` on this page into
    it when it is `leaving`, at the foot, else out of it at the head. The other half is on
    `other_page`, at row `other_row` of the chart.
    """

    letter: str
    page: int
    lane: int
    level: int
    arrow: int
    mark: int
    leaving: bool
    other_page: int
    other_row: int


class _Half(Struct, frozen=True):
    page: int
    rows: range
    mark: int
    leaving: bool


def links(chart: Chart, pages: Sequence[range], first_letter: int) -> list[Link]:
    """Return both halves of every pair, lettered on from `first_letter` (0 is A)."""
    page_of = {row: number for number, rows in enumerate(pages) for row in rows}
    taken: dict[tuple[int, bool, int], int] = {}
    out: list[Link] = []
    for number, arrow in enumerate(chart.arrows):
        here = page_of[chart.marks[arrow.source].row]
        there = page_of[chart.marks[arrow.target].row]
        if here == there:
            continue
        end = _Half(here, pages[here], arrow.source, leaving=True)
        start = _Half(there, pages[there], arrow.target, leaving=False)
        letter = letters(first_letter + len(out) // 2)
        lanes = _lanes(chart, end, start, taken, number)
        for half, other, lane in ((end, start, lanes[0]), (start, end, lanes[1])):
            slot = (half.page, half.leaving, lane)
            level = taken.get(slot, 0)
            taken[slot] = level + 1
            out.append(
                Link(
                    letter=letter,
                    page=half.page,
                    lane=lane,
                    level=level,
                    arrow=number,
                    mark=half.mark,
                    leaving=half.leaving,
                    other_page=other.page,
                    other_row=chart.marks[other.mark].row,
                )
            )
    return out


def letters(number: int) -> str:
    """Return the name of pair `number`: A to Z, then AA, AB and so on."""
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _lanes(
    chart: Chart, end: _Half, start: _Half, taken: dict[tuple[int, bool, int], int], arrow: int
) -> tuple[int, int]:
    """Return the lanes of both halves: one for both on the way down."""
    main = _main(chart, arrow)

    def cost(half: _Half, lane: int) -> float:
        mark = chart.marks[half.mark]
        bends = _bends(chart, half, lane, main)
        crowd = taken.get((half.page, half.leaving, lane), 0)
        return bends + 0.4 * abs(lane - mark.lane) + 3.0 * crowd

    lanes = range(len(chart.lanes))
    if end.page < start.page:
        both = min(lanes, key=lambda lane: (cost(end, lane) + cost(start, lane), lane))
        return both, both
    return (
        min(lanes, key=lambda lane: (cost(end, lane), lane)),
        min(lanes, key=lambda lane: (cost(start, lane), lane)),
    )


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


def _bends(chart: Chart, half: _Half, lane: int, main: bool) -> int:
    """Return about how many bends lead from the mark to a segilima in `lane`."""
    mark, rows = chart.marks[half.mark], half.rows
    between = range(mark.row + 1, rows.stop) if half.leaving else range(rows.start, mark.row)
    if lane == mark.lane:
        return 0 if _free(chart, between, lane) and (main or not half.leaving) else 2
    beside = range(min(lane, mark.lane) + 1, max(lane, mark.lane))
    if not all(_free(chart, [mark.row], each) for each in beside):
        return 3
    return 1 if _free(chart, [mark.row, *between], lane) else 2


def _free(chart: Chart, rows: Sequence[int], lane: int) -> bool:
    return not any(mark.lane <= lane <= mark.last_lane and mark.row in rows for mark in chart.marks)


def head_and_foot(found: Sequence[Link], page: int) -> tuple[int, int]:
    """Return how many grid rows of off-page symbols `page` has at its head and foot."""
    head = foot = 0
    for link in on_page(found, page):
        if link.leaving:
            foot = max(foot, link.level + 1)
        else:
            head = max(head, link.level + 1)
    return head, foot


def on_page(found: Sequence[Link], page: int) -> Iterator[Link]:
    """Return the links that stand on `page`."""
    return (link for link in found if link.page == page)


def symbols_on(chart: Chart, rows: range) -> list[int]:
    """Return the marks that stand in `rows`, in the order of the chart."""
    return [number for number, mark in enumerate(chart.marks) if mark.row in rows]
