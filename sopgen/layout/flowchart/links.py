"""Decide the off-page symbols: for every arrow across a break a lettered pair.

An arrow down to a later page ends in a segilima at the foot of its page and begins
again at the head of the other; a return ends at the head and begins again at the
foot, as the line would run if the pages hung together. Both symbols of a pair stand
in the same lane: the one from which the fewest bends are needed on both pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopgen.layout.flowchart.chart import Chart
from sopgen.page import Symbol


@dataclass(frozen=True, slots=True)
class Link:
    """Half of a pair, on page `page` (from 0 within the flow).

    At the `head` or the foot of the page, `level` grid rows into that row; `arrow` runs
    into it when it is `leaving`, else out of it, from or to `mark` on this page. The
    other half is on `other_page`, at row `other_row` of the chart.
    """

    letter: str
    page: int
    head: bool
    lane: int
    level: int
    arrow: int
    mark: int
    leaving: bool
    other_page: int
    other_row: int


@dataclass(frozen=True, slots=True)
class _Half:
    page: int
    head: bool
    mark: int


def links(chart: Chart, pages: Sequence[range], first_letter: int) -> list[Link]:
    """Return both halves of every pair, lettered on from `first_letter` (0 is A)."""
    page_of = {row: number for number, rows in enumerate(pages) for row in rows}
    taken: dict[tuple[int, bool, int], int] = {}
    out: list[Link] = []
    for number, arrow in enumerate(chart.arrows):
        source, target = chart.marks[arrow.source], chart.marks[arrow.target]
        here, there = page_of[source.row], page_of[target.row]
        if here == there:
            continue
        down = here < there
        halves = (_Half(here, not down, arrow.source), _Half(there, down, arrow.target))
        lane = _best_lane(chart, pages, halves, taken, number)
        letter = letters(first_letter + len(out) // 2)
        for half, other in (halves, halves[::-1]):
            slot = (half.page, half.head, lane)
            level = taken.get(slot, 0)
            taken[slot] = level + 1
            out.append(
                Link(
                    letter=letter,
                    page=half.page,
                    head=half.head,
                    lane=lane,
                    level=level,
                    arrow=number,
                    mark=half.mark,
                    leaving=half is halves[0],
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


def _best_lane(
    chart: Chart,
    pages: Sequence[range],
    halves: tuple[_Half, _Half],
    taken: dict[tuple[int, bool, int], int],
    arrow: int,
) -> int:
    def cost(lane: int) -> float:
        total = 0.0
        for half, leaving in zip(halves, (True, False), strict=True):
            mark = chart.marks[half.mark]
            rows = pages[half.page]
            total += _bends(chart, rows, half, lane, leaving, _main(chart, arrow))
            total += 0.4 * abs(lane - mark.lane)
            total += 3.0 * taken.get((half.page, half.head, lane), 0)
        return total

    return min(range(len(chart.lanes)), key=lambda lane: (cost(lane), lane))


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


def _bends(chart: Chart, rows: range, half: _Half, lane: int, leaving: bool, main: bool) -> int:
    """Return about how many bends lead from the mark to a segilima in `lane`."""
    mark = chart.marks[half.mark]
    if half.head is leaving:
        return 2
    between = range(rows.start, mark.row) if half.head else range(mark.row + 1, rows.stop)
    if lane == mark.lane:
        straight = _free(chart, between, lane) and (main or not leaving)
        return 0 if straight else 3
    beside = range(min(lane, mark.lane) + 1, max(lane, mark.lane))
    across = all(_free(chart, range(mark.row, mark.row + 1), each) for each in beside)
    if across and _free(chart, between, lane) and _free(chart, [mark.row], lane):
        return 1
    return 2


def _free(chart: Chart, rows: Sequence[int], lane: int) -> bool:
    return not any(mark.lane <= lane <= mark.last_lane and mark.row in rows for mark in chart.marks)


def head_and_foot(found: Sequence[Link], page: int) -> tuple[int, int]:
    """Return how many grid rows of off-page symbols `page` has at its head and foot."""
    depth = [0, 0]
    for link in found:
        if link.page == page:
            place = 0 if link.head else 1
            depth[place] = max(depth[place], link.level + 1)
    return depth[0], depth[1]


def on_page(found: Sequence[Link], page: int) -> Iterator[Link]:
    """Return the links that stand on `page`."""
    return (link for link in found if link.page == page)


def symbols_on(chart: Chart, rows: range) -> list[int]:
    """Return the marks that stand in `rows`, in the order of the chart."""
    return [number for number, mark in enumerate(chart.marks) if mark.row in rows]
