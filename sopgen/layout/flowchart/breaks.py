"""Decide which rows of a flowchart go on which page.

There are as few pages as can be, and none with one or two rows that others could share.
Among these a page ends where few arrows cross; a decision stays with its first answer, rows
with a merged cell stay together, and a page costs a little that ends early, the last too. A
heading always stays with the row below it. Where a step is to stand on a new page, one begins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct, field

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart

_PAGE = 10_000.0
_LONELY = {1: 400.0, 2: 150.0}
"""What a page of so few rows costs: more than any break that shares the rows of its neighbour."""

_ENDLESS = float("inf")
_ALIKE = 1e-9
"""Costs so near each other are the same: then the shorter page is taken."""

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


class _Crossed(NamedTuple):
    """How many arrows come into the rows of a page and go out of them."""

    entering: int
    leaving: int


class Breaks(Struct, frozen=True, dict=True):
    """The ways to break the rows of `chart` into pages; what hangs on no size is found once."""

    chart: Chart

    def pages(
        self,
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
        whole = not self._first[count]
        if whole and self.rest(0, count, sum(heights), room, beyond) >= 0:
            return [range(count)]
        cuts, passed, rows = self._cuts, self._passed, self.chart.rows
        above = list(accumulate(heights, initial=0))
        best: list[tuple[float, int] | None] = [None] * (count + 1)
        best[0] = (0.0, 0)
        for end in range(1, count + 1):
            if end < count and rows[end - 1].heading:
                continue
            least, highest = _ENDLESS, bisect_left(above, above[end] - room.page, 0, end)
            for start in range(max(highest, self._first[end]), end):
                before = best[start]
                if before is None or before[0] + _PAGE + cuts[end] > least + _ALIKE:
                    continue
                rest = self.rest(start, end, above[end] - above[start], room, beyond)
                if rest < 0:
                    continue
                steps = passed[end] - passed[start]
                cost = before[0] + _page_cost(steps, rest / room.page) + cuts[end]
                if cost <= least + _ALIKE:
                    least, best[end] = cost, (cost, start)
        return _pages(best)

    def fewest(self, heights: Sequence[int], room: Room) -> int | None:
        """Return on how few pages rows of these `heights` go; None if one is higher than a page."""
        filling = _Filling(self, list(accumulate(heights, initial=0)), room)
        found = filling.pages(len(heights))
        if found is None:
            return None
        least = -(-(sum(heights) + room.first + room.last) // room.page)
        fewer = (filling.pages(most) for most in range(max(least, 1), found))
        return next((pages for pages in fewer if pages is not None), found)

    def may_be_fewer(self, heights: Sequence[int], room: Room, fewer: int | None) -> bool:
        """Tell whether rows of these `heights` go on fewer pages than that, on any if None."""
        most = len(heights) if fewer is None else fewer - 1
        if sum(heights) + room.first + room.last > most * room.page:
            return False
        filling = _Filling(self, list(accumulate(heights, initial=0)), room)
        return filling.pages(most) is not None

    def may_end(self, start: int, end: int) -> bool:
        """Tell whether a page of the rows from `start` may end above row `end`."""
        rows = self.chart.rows
        return start >= self._first[end] and (end == len(rows) or not rows[end - 1].heading)

    def taken_alone(
        self, heights: Sequence[int], room: Room, beyond: Mapping[range, int]
    ) -> list[int]:
        """Return what each row takes of a page that it has to itself.

        That is more than its height: headings, titles, signatures and off-page symbols around it.
        """
        out = []
        for row in range(len(heights)):
            rows = self.chart.with_headings(row)
            height = sum(heights[rows.start : rows.stop])
            rest = self.rest(rows.start, rows.stop, height, room, beyond)
            out.append(room.page - rest)
        return out

    def rest(
        self,
        start: int,
        end: int,
        height: int,
        room: Room,
        beyond: Mapping[range, int] = MappingProxyType({}),
    ) -> int:
        """Return what is left below rows `start` to `end` of this `height` and all around them.

        What returns to the first page comes in beside its step, where there is another lane.
        """
        rest = room.page - height
        rest -= room.first if start == 0 else 0
        rest -= room.last if end == len(self.chart.rows) else 0
        routed = beyond.get(range(start, end)) if beyond else None
        if routed is not None:
            return rest - routed
        entering, leaving = self._crossed(start, end)
        above = entering if start or room.lanes == 1 else 0
        head, foot = -(-above // room.lanes), -(-leaving // room.lanes)
        return rest - room.head * head - room.foot * foot

    def _crossed(self, start: int, end: int) -> _Crossed:
        """Return the arrows across the ends of these rows, known from those of fewer rows above."""
        known = self._known[end]
        while len(known) <= end - start:
            row = end - len(known)
            entering, leaving = known[-1]
            down, up = self._ends.targets[row], self._ends.sources[row]
            inside = sum(row < other < end for other in (*down, *up))
            known.append(_Crossed(entering + len(up) - inside, leaving + len(down) - inside))
        return known[end - start]

    @cached_property
    def _known(self) -> list[list[_Crossed]]:
        """For each end of a page the arrows across none, one and more rows above it."""
        return [[_Crossed(0, 0)] for _ in range(len(self.chart.rows) + 1)]

    @cached_property
    def _spans(self) -> list[_Span]:
        rows = [mark.row for mark in self.chart.marks]
        ends = ((rows[arrow.source], rows[arrow.target]) for arrow in self.chart.arrows)
        return [_Span(*pair) for pair in ends if pair[0] != pair[1]]

    @cached_property
    def _ends(self) -> _Ends:
        ends = _Ends([[] for _ in self.chart.rows], [[] for _ in self.chart.rows])
        for source, target in self._spans:
            ends.targets[source].append(target)
            ends.sources[target].append(source)
        return ends

    @cached_property
    def _passed(self) -> list[int]:
        """How many rows besides headings there are above each row, and in all."""
        return list(accumulate((not row.heading for row in self.chart.rows), initial=0))

    @cached_property
    def _first(self) -> list[int]:
        """The first row that a page may have which ends above each row, and below the last."""
        starts = self.chart.page_starts
        begun = (at if at in starts else 0 for at in range(len(self.chart.rows)))
        return list(accumulate(begun, max, initial=0))

    @cached_property
    def _cuts(self) -> list[float]:
        """What a break above each row costs, and one below the last: nothing."""
        costs = [0.0] * (len(self.chart.rows) + 1)
        for span in self._spans:
            for at in range(min(span) + 1, max(span) + 1):
                costs[at] += _CUT_LINE
        for at, row in enumerate(self.chart.rows):
            if row.merged:
                costs[at] += _SPLIT_MERGED
        for mark in self.chart.marks:
            if mark.symbol is Symbol.DECISION:
                costs[mark.row + 1] += _SPLIT_DECISION
        costs[0] = costs[-1] = 0.0
        return costs


class _Filling(Struct):
    """Pages filled as far as can be, less far only where the rows below go on no page then.

    `above` is what the rows above each row take together. `failed` are the pages that were found
    too few for all rows from one on.
    """

    breaks: Breaks
    above: list[int]
    room: Room
    failed: dict[int, int] = field(default_factory=dict)

    def pages(self, most: int) -> int | None:
        """Return on how many pages all rows go, None if on no more than `most`."""
        starts, ways = [0], [self._ends(0, most)]
        while ways:
            end, left = next(ways[-1], None), most - len(ways)
            if end is None:
                ways.pop()
                self.failed[starts.pop()] = left + 1
            elif end == len(self.above) - 1:
                return len(starts)
            elif self.failed.get(end, 0) < left:
                starts.append(end)
                ways.append(self._ends(end, left))
        return None

    def _ends(self, start: int, most: int) -> Iterator[int]:
        """Yield where a page from `start` on may end, furthest down first.

        Further up, the rows below take more room than `most` pages have without it.
        """
        above, page, breaks = self.above, self.room.page, self.breaks
        for end in range(bisect_right(above, above[start] + page) - 1, start, -1):
            if above[-1] - above[end] > (most - 1) * page:
                return
            height = above[end] - above[start]
            if breaks.may_end(start, end) and breaks.rest(start, end, height, self.room) >= 0:
                yield end


def _page_cost(rows: int, empty: float) -> float:
    """Return what a page costs with so many rows besides headings, the part `empty` left over."""
    return _PAGE + _LONELY.get(rows, 0.0) + _EMPTY_PAGE * empty * empty


def _pages(best: Sequence[tuple[float, int] | None]) -> list[range] | None:
    pages, end = [], len(best) - 1
    while end:
        found = best[end]
        if found is None:
            return None
        pages.append(range(found[1], end))
        end = found[1]
    return pages[::-1]
