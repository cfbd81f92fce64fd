"""Decide which rows of a flowchart go on which page.

A page is cheaper the fewer lines it cuts: rather than filling a page, it ends where
few arrows cross. A decision stays with its first answer, rows with a merged cell stay
together, and a page that ends early costs a little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sopgen.layout.flowchart.chart import Chart
from sopgen.page import Symbol

_PAGE = 100.0
_CUT_LINE = 9.0
_SPLIT_DECISION = 14.0
_SPLIT_MERGED = 40.0
_EMPTY_PAGE = 25.0


@dataclass(frozen=True, slots=True)
class Room:
    """Heights in twips: of a page's body rows, and what some pages give up of it.

    `first` is taken by the titles of the first page, `last` by what follows the last
    row, `head` and `foot` by each row of off-page symbols, one of which holds as many as
    there are `lanes`.
    """

    page: int
    first: int
    last: int
    head: int
    foot: int
    lanes: int


@dataclass(frozen=True, slots=True)
class _Span:
    """An arrow as the rows of its ends."""

    source: int
    target: int


def paginate(chart: Chart, heights: Sequence[int], room: Room) -> list[range] | None:
    """Return the rows of each page, the cheapest way to fill pages with all rows.

    None if one row alone, with what it must stand beside, is higher than a page.
    """
    count = len(heights)
    spans = _spans(chart)
    if sum(heights) + room.first + room.last <= room.page:
        return [range(count)]
    cuts = _cut_costs(chart, spans)
    best: list[tuple[float, int] | None] = [None] * (count + 1)
    best[0] = (0.0, 0)
    for end in range(1, count + 1):
        used = 0
        for start in range(end - 1, -1, -1):
            used += heights[start]
            if used > room.page:
                break
            before, rest = best[start], _rest(room, spans, range(start, end), count) - used
            if before is None or rest < 0:
                continue
            empty = 0.0 if end == count else rest / room.page
            cost = before[0] + _PAGE + cuts[end] + _EMPTY_PAGE * empty * empty
            known = best[end]
            if known is None or cost < known[0] - 1e-9:
                best[end] = (cost, start)
    return _pages(best)


def _spans(chart: Chart) -> list[_Span]:
    rows = [mark.row for mark in chart.marks]
    ends = ((rows[arrow.source], rows[arrow.target]) for arrow in chart.arrows)
    return [_Span(*pair) for pair in ends if pair[0] != pair[1]]


def _rest(room: Room, spans: list[_Span], rows: range, count: int) -> int:
    """Return the height that a page of `rows` leaves to its rows."""
    height = room.page
    height -= room.first if rows.start == 0 else 0
    height -= room.last if rows.stop == count else 0
    entering = sum(s.target in rows and s.source not in rows for s in spans)
    leaving = sum(s.source in rows and s.target not in rows for s in spans)
    height -= room.head * -(-entering // room.lanes) + room.foot * -(-leaving // room.lanes)
    return height


def _cut_costs(chart: Chart, spans: list[_Span]) -> list[float]:
    """Return what a break above each row costs, and one below the last: nothing."""
    costs = [0.0] * (len(chart.rows) + 1)
    for span in spans:
        for at in range(min(span.source, span.target) + 1, max(span.source, span.target) + 1):
            costs[at] += _CUT_LINE
    for at, row in enumerate(chart.rows):
        if row.merged:
            costs[at] += _SPLIT_MERGED
    for mark in chart.marks:
        if mark.symbol is Symbol.DECISION:
            costs[mark.row + 1] += _SPLIT_DECISION
    costs[0] = costs[-1] = 0.0
    return costs


def _pages(best: Sequence[tuple[float, int] | None]) -> list[range] | None:
    pages, end = [], len(best) - 1
    while end:
        found = best[end]
        if found is None:
            return None
        pages.append(range(found[1], end))
        end = found[1]
    return pages[::-1]
