"""Decide which rows of a flowchart go on which page.

There are as few pages as can be, and none with one or two rows that others could share.
Among these a page ends where few arrows cross; a decision stays with its first answer, rows
with a merged cell stay together, and a page costs a little that ends early, the last too. A
heading always stays with the row below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart

_PAGE = 10_000.0
_LONELY = {1: 400.0, 2: 150.0}
"""What a page of so few rows costs: more than any break that shares the rows of its neighbour."""

_CUT_LINE = 9.0
_SPLIT_DECISION = 14.0
_SPLIT_MERGED = 40.0
_EMPTY_PAGE = 25.0


class Room(Struct, frozen=True):
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


class _Span(NamedTuple):
    """An arrow as the rows of its ends."""

    source: int
    target: int


class _Ends(NamedTuple):
    """For every row, the other ends of the arrows that leave it and of those that enter it."""

    targets: list[list[int]]
    sources: list[list[int]]


class _Page(NamedTuple):
    """Some rows, how high they are together, and how many arrows come in and go out."""

    rows: range
    height: int
    entering: int
    leaving: int


def paginate(
    chart: Chart,
    heights: Sequence[int],
    room: Room,
    beyond: Mapping[range, int] = MappingProxyType({}),
) -> list[range] | None:
    """Return the rows of each page, the cheapest way to fill pages with all rows.

    `beyond` is what pages that were routed before took beyond the `heights` of their rows,
    for lines and off-page symbols; for other pages that is guessed from `room`. None if one
    row alone, with what it must stand beside, is higher than a page.
    """
    count = len(heights)
    whole = _Page(range(count), sum(heights), 0, 0)
    if _rest(whole, room, beyond, count) >= 0:
        return [whole.rows]
    spans = _spans(chart)
    cuts, ends = _cut_costs(chart, spans), _ends(spans, count)
    passed = list(accumulate((not row.heading for row in chart.rows), initial=0))
    best: list[tuple[float, int] | None] = [None] * (count + 1)
    best[0] = (0.0, 0)
    for end in range(1, count + 1):
        if end < count and chart.rows[end - 1].heading:
            continue
        for page in _pages_before(end, heights, ends):
            if page.height > room.page:
                break
            start = page.rows.start
            before, rest = best[start], _rest(page, room, beyond, count)
            if before is None or rest < 0:
                continue
            steps = passed[end] - passed[start]
            cost = before[0] + _page_cost(steps, rest / room.page) + cuts[end]
            known = best[end]
            if known is None or cost < known[0] - 1e-9:
                best[end] = (cost, start)
    return _pages(best)


def taken_alone(
    chart: Chart, heights: Sequence[int], room: Room, beyond: Mapping[range, int]
) -> list[int]:
    """Return what each row takes of a page that it has to itself.

    That is more than its height: headings, titles, signatures and off-page symbols around it.
    """
    ends, count = _ends(_spans(chart), len(heights)), len(heights)
    out = []
    for row in range(count):
        first = min(chart.with_headings(row))
        pages = _pages_before(row + 1, heights, ends)
        page = next(page for page in pages if page.rows.start == first)
        out.append(room.page - _rest(page, room, beyond, count))
    return out


def _page_cost(rows: int, empty: float) -> float:
    """Return what a page costs with so many rows besides headings, the part `empty` left over."""
    return _PAGE + _LONELY.get(rows, 0.0) + _EMPTY_PAGE * empty * empty


def _spans(chart: Chart) -> list[_Span]:
    rows = [mark.row for mark in chart.marks]
    ends = ((rows[arrow.source], rows[arrow.target]) for arrow in chart.arrows)
    return [_Span(*pair) for pair in ends if pair[0] != pair[1]]


def _ends(spans: Sequence[_Span], count: int) -> _Ends:
    ends = _Ends([[] for _ in range(count)], [[] for _ in range(count)])
    for source, target in spans:
        ends.targets[source].append(target)
        ends.sources[target].append(source)
    return ends


def _pages_before(end: int, heights: Sequence[int], ends: _Ends) -> Iterator[_Page]:
    """Yield the pages whose last row is that above `end`, each a row longer."""
    height = entering = leaving = 0
    for start in range(end - 1, -1, -1):
        height += heights[start]
        down, up = ends.targets[start], ends.sources[start]
        inside = sum(start < row < end for row in (*down, *up))
        entering += len(up) - inside
        leaving += len(down) - inside
        yield _Page(range(start, end), height, entering, leaving)


def _rest(page: _Page, room: Room, beyond: Mapping[range, int], count: int) -> int:
    """Return the height that is left below the rows of `page` and all that stands around them.

    What returns to the first page comes in beside its step, where there is another lane.
    """
    rest = room.page - page.height
    rest -= room.first if page.rows.start == 0 else 0
    rest -= room.last if page.rows.stop == count else 0
    routed = beyond.get(page.rows)
    if routed is not None:
        return rest - routed
    above = page.entering if page.rows.start or room.lanes == 1 else 0
    head, foot = -(-above // room.lanes), -(-page.leaving // room.lanes)
    return rest - room.head * head - room.foot * foot


def _cut_costs(chart: Chart, spans: Sequence[_Span]) -> list[float]:
    """Return what a break above each row costs, and one below the last: nothing."""
    costs = [0.0] * (len(chart.rows) + 1)
    for span in spans:
        for at in range(min(span) + 1, max(span) + 1):
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
