"""Decide the grid of one page: what the router has to connect, and with how much room.

A table row is one grid row, or several where a cell holds several symbols; the rows
of off-page symbols at the head and the foot of a page are table rows too.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.flowchart.links import Link, head_and_foot, on_page, symbols_on
from sopgen.layout.flowchart.scale import LINK_SIZE, LabelChoice, Scale
from sopgen.layout.routing import Grid, Leg, Stop
from sopgen.model.profile import Labels

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
        head, foot = head_and_foot(found, number)
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
            self._grid(rows, head, foot, captions, heights),
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
        captions = [self._caption(leaving, 0, row) for leaving in (False, True)]
        return self._link_height(min(self.lanes), captions)

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
        head: int,
        foot: int,
        captions: tuple[tuple[LabelChoice, ...], ...],
        least: Sequence[int],
    ) -> Grid:
        link = self._link_height(min(self.lanes), captions)
        heights, ruled = [link] * head, [True] + [False] * (head - 1) if head else []
        for row in rows:
            depth = self.chart.rows[row].depth
            heights += [_unit_up(least[row] / depth)] * depth
            ruled += [True] + [False] * (depth - 1)
        if foot:
            heights += [link] * foot
            ruled += [True] + [False] * (foot - 1)
        return Grid(self.lanes, tuple(heights), (*ruled, True))

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
        for link, caption in zip(links, captions, strict=True):
            mark = self.chart.marks[link.mark]
            if link.level is None:
                row = first_grid_row[mark.row] + mark.order
            else:
                row = at + link.level if link.leaving else link.level
            sizes = tuple((choice.width, choice.height) for choice in caption)
            here = row, link.lane, link.lane
            out.append(Stop(*here, Symbol.OFF_PAGE, LINK_SIZE, LINK_SIZE, sizes))
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

    def _link_height(self, lane: int, captions: Sequence[Sequence[LabelChoice]]) -> int:
        """Return the height of one grid row of off-page symbols in lanes of at least `lane`.

        A caption too wide to stand beside its symbol stands below it.
        """
        heights = (self._height_with(lane, choices) for choices in captions)
        return _unit_up(max(heights, default=0))

    def _height_with(self, lane: int, choices: Sequence[LabelChoice]) -> int:
        beside, below = (lane - LINK_SIZE) // 2 - _CAPTION_MARGIN, lane - _CAPTION_MARGIN
        heights = [max(LINK_SIZE, each.height) for each in choices if each.width <= beside]
        heights += [LINK_SIZE + 2 * each.height for each in choices if each.width <= below]
        heights.append(LINK_SIZE + 2 * choices[-1].height)
        return max(LINK_SIZE + self.scale.measures.clearance, min(heights) + 2 * _CAPTION_MARGIN)


def _unit_up(height: float) -> int:
    return -int(-height // _ROW_UNIT) * _ROW_UNIT
