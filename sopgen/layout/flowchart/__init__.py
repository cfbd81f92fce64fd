"""Lay out one flowchart: columns, rows, page breaks, routes, and the pages made of them.

Column widths, row heights and routes depend on each other: lanes are first given what
texts and symbols ask for, the routes say what lines and labels need on top, and what is
lacking is asked for in a further round. Where the page is too narrow for that, the
texts become smaller, down to the profile's smallest size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sopgen.errors import Loc, Problem
from sopgen.graph import Graph
from sopgen.layout.desk import Desk, bold
from sopgen.layout.flowchart.body import Body, body
from sopgen.layout.flowchart.breaks import Room, paginate
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.layout.flowchart.columns import Columns, columns, text_widths
from sopgen.layout.flowchart.drawing import Artist
from sopgen.layout.flowchart.ending import Ending, ending
from sopgen.layout.flowchart.header import Header, column_widths, lane_names
from sopgen.layout.flowchart.links import links
from sopgen.layout.flowchart.plan import PagePlan, Planner
from sopgen.layout.flowchart.scale import Scale
from sopgen.layout.grid import Ruled, table
from sopgen.layout.paper import Sheet, points
from sopgen.layout.routing import Plan, Routes, route
from sopgen.layout.typeset import CENTERED_PADDING, SetText, pixels_up
from sopgen.model import Flow
from sopgen.page import Align, Anchor, Box, Font, Item, Point, Text
from sopgen.profile import Column

_ROUNDS = 8
_NARROWEST_LANE = 570
_TITLE_GAP = 120


@dataclass(frozen=True, slots=True)
class FlowTask:
    """One flowchart of an SOP and where it stands in the document.

    `number` counts the flows from 0; `first_page` is the printed number of its first
    page, `first_letter` the first free letter for pairs of off-page symbols.
    """

    desk: Desk
    sheet: Sheet
    flow: Flow
    graph: Graph
    number: int
    last: bool
    at: Loc
    first_page: int
    first_letter: int
    ids: Iterator[int]


@dataclass(frozen=True, slots=True)
class FlowPages:
    """The items of every page, and how many letters the off-page pairs took."""

    pages: tuple[tuple[Item, ...], ...]
    letters: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fit:
    """Everything decided: columns, texts, page breaks, and the routes of every page."""

    columns: Columns
    header: Header
    body: Body
    scale: Scale
    plans: tuple[PagePlan, ...]
    routed: tuple[Plan, ...]


def flowchart(task: FlowTask) -> FlowPages:
    """Return the pages of one flowchart, or the problem that keeps it off the paper."""
    shown = chart(task.flow, task.graph, task.desk.profile)
    largest = points(task.desk.profile.font.flow)
    smallest = points(task.desk.profile.font.smallest)
    size = max(largest, smallest)
    while True:
        found = _Layout(task, shown, Font(task.desk.profile.font.face, size)).fit()
        if isinstance(found, _Fit):
            return _pages(task, shown, found)
        if size <= smallest:
            return FlowPages((), 0, (found,))
        size = max(smallest, size - 10)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The search for a layout with texts of one size."""

    task: FlowTask
    chart: Chart
    font: Font

    def fit(self) -> _Fit | Problem:
        """Return what fits, or why nothing does."""
        desk, width = self.task.desk, self.task.sheet.body.width
        texts = text_widths(self.chart, desk.profile, self.font, desk.typesetter)
        needs = (_NARROWEST_LANE,) * len(self.chart.lanes)
        found: _Fit | Problem = self._too_wide()
        for _ in range(_ROUNDS):
            shared = columns(texts, width, needs)
            if shared is None:
                return self._too_wide()
            found = self._in_columns(shared)
            if isinstance(found, Problem):
                return found
            asked = [plan.lanes for plan in found.routed]
            needs = tuple(max(each) for each in zip(needs, *asked, strict=True))
            if all(need <= lane for need, lane in zip(needs, shared.lanes, strict=True)):
                return found
        return self._too_wide()

    def _in_columns(self, shared: Columns) -> _Fit | Problem:
        desk, profile = self.task.desk, self.task.desk.profile
        smallest = points(profile.font.smallest)
        names = lane_names(self.chart.lanes, shared.lanes, self.font, smallest, desk.typesetter)
        if names is None:
            return self._names_too_long()
        header = Header(profile, self.font, shared, names, desk.typesetter)
        scale = Scale(min(shared.lanes), self.font, smallest, desk.typesetter)
        texts = body(self.chart, profile, shared, scale)
        return self._on_pages(shared, header, texts, scale)

    def _on_pages(
        self, shared: Columns, header: Header, texts: Body, scale: Scale
    ) -> _Fit | Problem:
        """Break the rows into pages and route each; where lines made rows grow, again."""
        heights = texts.heights(scale)
        routed_before: dict[object, Plan] = {}
        for _ in range(_ROUNDS):
            planner = Planner(
                self.chart,
                scale,
                self.task.desk.profile.labels,
                heights,
                shared.lanes,
                self.task.first_page,
            )
            room = self._room(header, planner.link_height())
            pages = paginate(self.chart, heights, room)
            if pages is None:
                return self._row_too_tall(heights, room)
            found = links(self.chart, pages, self.task.first_letter)
            plans = tuple(planner.plan(n, rows, found) for n, rows in enumerate(pages))
            routed = tuple(_routed(plan, routed_before) for plan in plans)
            grown = self._grown(heights, plans, routed, room)
            if grown is None:
                return _Fit(shared, header, texts, scale, plans, routed)
            heights = grown
        return self._row_too_tall(heights, room)

    def _grown(
        self,
        heights: Sequence[int],
        plans: Sequence[PagePlan],
        routed: Sequence[Plan],
        room: Room,
    ) -> list[int] | None:
        """Return the heights that the routes ask for, or None if all pages have them."""
        out, full = list(heights), False
        for plan, routes in zip(plans, routed, strict=True):
            rows = _table_rows(plan.depths, routes.rows)
            inner = rows[plan.head : len(rows) - plan.foot]
            for row, height in zip(plan.rows, inner, strict=True):
                out[row] = max(out[row], height)
            limit = room.page - (room.first if plan.rows.start == 0 else 0)
            limit -= room.last if plan.rows.stop == len(self.chart.rows) else 0
            full = full or sum(rows) > limit
        return out if full and out != list(heights) else None if not full else _raised(out)

    def _room(self, header: Header, link: int) -> Room:
        titles = _titles(self.task)
        first = sum(pixels_up(title.height) for title in titles)
        first += _TITLE_GAP if titles else 0
        last = _ending(self.task, self.font).height
        return Room(self.task.sheet.body.height - header.height, first, last, link)

    def _too_wide(self) -> Problem:
        return Problem(
            "LAY002",
            f"bagan dengan {len(self.chart.lanes)} lajur pelaksana tidak muat pada lebar kertas;",
            (*self.task.at, "pelaksana"),
            hint="pakai kertas yang lebih lebar, kurangi kolom, atau persingkat teksnya.",
        )

    def _names_too_long(self) -> Problem:
        return Problem(
            "LAY003",
            "nama pelaksana tidak muat di atas lajurnya walaupun ditegakkan dan diperkecil;",
            (*self.task.at, "pelaksana"),
            hint="persingkat nama yang panjang.",
        )

    def _row_too_tall(self, heights: Sequence[int], room: Room) -> Problem:
        tallest = max(range(len(heights)), key=lambda row: heights[row])
        step = self.chart.rows[tallest].step or 0
        number = self.chart.rows[tallest].number
        return Problem(
            "LAY004",
            f"langkah {number} lebih tinggi daripada satu halaman"
            f" ({heights[tallest] // 20} pt, tersedia {room.page // 20} pt);",
            (*self.task.at, "langkah", step),
            hint="persingkat teksnya atau bagi menjadi beberapa langkah.",
        )


def _raised(heights: list[int]) -> list[int]:
    """Return heights a pixel larger, so that the next round breaks earlier."""
    return [height + 30 for height in heights]


def _routed(plan: PagePlan, before: dict[object, Plan]) -> Plan:
    key = (plan.grid, plan.stops, plan.legs)
    if key not in before:
        before[key] = route(plan.grid, plan.stops, plan.legs)
    return before[key]


def _table_rows(depths: Sequence[int], grid_rows: Sequence[int]) -> list[int]:
    """Return the heights of table rows from those of the grid rows inside them."""
    out, at = [], 0
    for depth in depths:
        out.append(sum(grid_rows[at : at + depth]))
        at += depth
    return out


def _ending(task: FlowTask, font: Font) -> Ending:
    return ending(task.desk, font) if task.last else Ending((), font, task.desk)


def _titles(task: FlowTask) -> list[SetText]:
    """Return what stands over the table on the first page."""
    desk, flow = task.desk, task.desk.profile.flow
    font = Font(desk.profile.font.face, points(desk.profile.font.flow + 2), bold=True)
    default = flow.title_prefix + desk.sop.name
    default = default.upper() if flow.uppercase_title else default
    typed = desk.sop.flow_title
    words = [flow.section_heading if task.number == 0 else ""]
    if task.flow.title is None:
        words.append(default if typed is None else typed)
    else:
        words += [typed or "" if task.number == 0 else "", task.flow.title]
    width = task.sheet.body.width - 2 * CENTERED_PADDING.left
    return [desk.set(text, bold(font), width, Align.CENTER) for text in words if text]


def _pages(task: FlowTask, shown: Chart, fit: _Fit) -> FlowPages:
    title = task.flow.title or task.desk.sop.name
    artist = Artist(shown, fit.scale, task.ids, title)
    pages = []
    for number, (plan, routed) in enumerate(zip(fit.plans, fit.routed, strict=True)):
        routes = routed.place(fit.columns.lanes, routed.rows)
        pages.append(_page(task, fit, plan, routes, artist, number))
    pairs = len({link.letter for plan in fit.plans for link in plan.links})
    return FlowPages(tuple(pages), pairs)


def _page(
    task: FlowTask, fit: _Fit, plan: PagePlan, routes: Routes, artist: Artist, number: int
) -> tuple[Item, ...]:
    body_box = task.sheet.body
    items: list[Item] = []
    y = body_box.y
    if number == 0:
        for text in _titles(task):
            box = Box(body_box.x, y, body_box.width, pixels_up(text.height))
            inner = replace(box, x=box.x + CENTERED_PADDING.left, width=text.width)
            items.append(Text(box, text.anchored(inner, Anchor.TOP), heading=1))
            y = box.bottom
        y += _TITLE_GAP if items else 0
    cells = fit.header.cells(body_box.x, y)
    top = y + fit.header.height
    edges = _edges(plan, routes, top)
    cells += _body_cells(fit, plan, edges, body_box.x)
    items.append(table(cells, header_rows=len(fit.header.heights)))
    lanes = Point(body_box.x + _left_of_lanes(fit), top)
    items.append(artist.draw(plan, routes, lanes, task.first_page + number))
    if plan.rows.stop == len(artist.chart.rows):
        sides = [body_box.x]
        for width in column_widths(task.desk.profile, fit.columns):
            sides.append(sides[-1] + width)
        signatures = _ending(task, fit.scale.font).placed(sides, edges[-1])
        items += [signatures] if signatures else []
    return tuple(items)


def _edges(plan: PagePlan, routes: Routes, top: int) -> list[int]:
    """Return the rules of the table's body: grid rows within a table row have none."""
    out, at = [top], 0
    for depth in plan.depths:
        at += depth
        out.append(top + routes.row_edges[at])
    return out


def _left_of_lanes(fit: _Fit) -> int:
    left = 0
    for column in fit.header.profile.flow.columns:
        if column is Column.LANES:
            break
        left += fit.columns.texts[column]
    return left


def _body_cells(fit: _Fit, plan: PagePlan, edges: list[int], x: int) -> list[Ruled]:
    """Return the cells of the steps and of the rows of off-page symbols around them."""
    inner = edges[plan.head : len(edges) - plan.foot]
    cells = fit.body.cells(plan.rows, inner, x)
    link_rows = []
    if plan.head:
        link_rows.append((edges[0], edges[1]))
    if plan.foot:
        link_rows.append((edges[-2], edges[-1]))
    for top, bottom in link_rows:
        left = x
        for width in column_widths(fit.header.profile, fit.columns):
            cells.append(Ruled(Box(left, top, width, bottom - top)))
            left += width
    return cells
