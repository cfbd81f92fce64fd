"""Decide the grid of one page: what the router has to connect, and with how much room.

A table row is one grid row, or several where a cell holds several symbols; the rows
of off-page symbols at the head and the foot of a page are table rows too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.flowchart.link_rows import Captioned, LinkRow, link_row
from sopgen.layout.flowchart.links import Link, depth_of, on_page, symbols_on
from sopgen.layout.flowchart.scale import LabelChoice, Scale
from sopgen.layout.routing import Grid, Leg, Stop
from sopgen.model.labels import Labels

_ROW_UNIT = 30
_CAPTION_MARGIN = 60


class PagePlan(Struct, frozen=True):
    """The grid of page `number` of a flow and what its parts stand for.

    `stops` are the `marks` of the chart and then the `links`, `legs` the `arrows`; each
    table row has `depths` grid rows, the first `head` and the last `foot` of them being
    rows of off-page symbols (0 or 1).
    """

    number: int
    rows: range
    head: int
    foot: int
    depths: tuple[int, ...]
    grid: Grid
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    marks: tuple[int, ...]
    links: tuple[Link, ...]
    arrows: tuple[int, ...]
    labels: tuple[tuple[LabelChoice, ...], ...]
    captions: tuple[tuple[LabelChoice, ...], ...]


class Planner(Struct, frozen=True):
    """Makes the plans of a flow's pages from what they have in common.

    `lanes` are the least widths of the lanes, and
    `page_names` the printed page numbers.
    """

    chart: Chart
    scale: Scale
    labels: Labels
    lanes: tuple[int, ...]
    first_page: int

    def plan(
        self, number: int, rows: range, found: Sequence[Link], heights: Sequence[int]
    ) -> PagePlan:
        """Return the grid of page `number` with `rows` of the chart, at least `heights` high."""
        links = tuple(on_page(found, number))
        head = depth_of(link for link in links if not link.leaving)
        foot = depth_of(link for link in links if link.leaving)
        depths = [self.chart.rows[row].depth for row in rows]
        if head:
            depths.insert(0, head)
        if foot:
            depths.append(foot)
        marks = tuple(symbols_on(self.chart, rows))
        captions = tuple(
            self._caption(link.leaving, link.other_page, link.other_row) for link in links
        )
        stops = self._stops(rows, marks, links, captions, head)
        arrows, labels, legs = self._legs(marks, links)
        return PagePlan(
            number,
            rows,
            int(head > 0),
            int(foot > 0),
            tuple(depths),
            self._grid(rows, links, captions, heights),
            stops,
            legs,
            marks,
            links,
            arrows,
            labels,
            captions,
        )

    def link_height(self) -> int:
        """Return the height of a row of off-page symbols with captions as long as they come."""
        row = self._longest_number()
        captions = (self._caption(leaving, 0, row) for leaving in (False, True))
        size = self.scale.measures.link
        links = (Captioned(size, min(self.lanes), choices) for choices in captions)
        return link_row(links, self.scale.measures).height

    def caption_width(self) -> int:
        """Return how wide a lane must be for captions as narrow as they can be set."""
        row = self._longest_number()
        captions = [self._caption(leaving, 0, row) for leaving in (False, True)]
        return max(choices[-1].width for choices in captions) + 2 * _CAPTION_MARGIN

    def _longest_number(self) -> int:
        rows = self.chart.rows
        return max(range(len(rows)), key=lambda row: len(rows[row].number))

    def _grid(
        self,
        rows: range,
        links: tuple[Link, ...],
        captions: tuple[tuple[LabelChoice, ...], ...],
        least: Sequence[int],
    ) -> Grid:
        around = tuple(zip(links, captions, strict=True))
        head = depth_of(link for link in links if not link.leaving)
        foot = depth_of(link for link in links if link.leaving)
        above = self._link_row((link, each) for link, each in around if not link.leaving)
        below = self._link_row((link, each) for link, each in around if link.leaving)
        heights, ruled = [above.height] * head, _ruled(head)
        for row in rows:
            depth = self.chart.rows[row].depth
            heights += [_unit_up(least[row] / depth)] * depth
            ruled += _ruled(depth)
        inner = len(heights) - head
        return Grid(
            self.lanes,
            (*heights, *[below.height] * foot),
            (*ruled, *_ruled(foot), True),
            (*[-above.lean] * head, *[0] * inner, *[below.lean] * foot),
        )

    def _link_row(self, around: Iterable[tuple[Link, Sequence[LabelChoice]]]) -> LinkRow:
        captioned = (
            Captioned(self.scale.measures.link, self.lanes[link.lane], choices)
            for link, choices in around
            if link.level is not None
        )
        return link_row(captioned, self.scale.measures)

    def _stops(
        self,
        rows: range,
        marks: tuple[int, ...],
        links: tuple[Link, ...],
        captions: tuple[tuple[LabelChoice, ...], ...],
        head: int,
    ) -> tuple[Stop, ...]:
        first_grid_row, at = {}, head
        for row in rows:
            first_grid_row[row] = at
            at += self.chart.rows[row].depth
        out = []
        for number in marks:
            mark = self.chart.marks[number]
            width, height = self.scale.size(mark)
            row = first_grid_row[mark.row] + mark.order
            out.append(Stop(row, mark.lane, mark.last_lane, mark.symbol, width, height))
        size = self.scale.measures.link
        for link, caption in zip(links, captions, strict=True):
            mark = self.chart.marks[link.mark]
            if link.level is None:
                row = first_grid_row[mark.row] + mark.order
            else:
                row = at + link.level if link.leaving else link.level
            sizes = tuple((choice.width, choice.height) for choice in caption)
            here = row, link.lane, link.lane
            out.append(Stop(*here, Symbol.OFF_PAGE, size, size, sizes))
        return tuple(out)

    def _legs(
        self, marks: tuple[int, ...], links: tuple[Link, ...]
    ) -> tuple[tuple[int, ...], tuple[tuple[LabelChoice, ...], ...], tuple[Leg, ...]]:
        stop_of = {mark: number for number, mark in enumerate(marks)}
        pairs: list[tuple[int, int, int]] = []
        for number, arrow in enumerate(self.chart.arrows):
            if arrow.source in stop_of and arrow.target in stop_of:
                pairs.append((number, stop_of[arrow.source], stop_of[arrow.target]))
        for number, link in enumerate(links, start=len(marks)):
            ends = (stop_of[link.mark], number)
            source, target = ends if link.leaving else ends[::-1]
            pairs.append((link.arrow, source, target))
        pairs.sort()
        arrows, labels, legs = [], [], []
        for number, source, target in pairs:
            arrow = self.chart.arrows[number]
            choices = self.scale.labels(arrow.label) if source < len(marks) else ()
            sizes = tuple((choice.width, choice.height) for choice in choices)
            arrows.append(number)
            labels.append(choices)
            legs.append(Leg(source, target, sizes, arrow.plain))
        return tuple(arrows), tuple(labels), tuple(legs)

    def _caption(self, leaving: bool, page: int, row: int) -> tuple[LabelChoice, ...]:
        """Return what stands beside a segilima, on one line and on two."""
        return self.scale.captions(self._caption_words(leaving, page, row))

    def _caption_words(self, leaving: bool, page: int, row: int) -> list[str]:
        """Return what is said of the other half of a pair: "ke hlm 3, langkah 9"."""
        labels = self.labels
        words = [f"{labels.to_page if leaving else labels.from_page} {self.first_page + page}"]
        step = self.chart.rows[row].number.rstrip(".")
        return [f"{words[0]},", f"{labels.to_step} {step}"] if step else words


def _ruled(depth: int) -> list[bool]:
    """Return the rules above the grid rows of a table row."""
    return [True, *[False] * (depth - 1)] if depth else []


def _unit_up(height: float) -> int:
    return -int(-height // _ROW_UNIT) * _ROW_UNIT
