"""Lay out one flowchart: columns, rows, page breaks, routes, and the pages made of them.

Column widths, row heights and routes depend on each other: lanes are first given what
texts and symbols ask for, the routes say what lines and labels need on top, and what is
lacking is asked for in a further round. Where the page is too narrow for that, the
texts become smaller, down to the profile's smallest size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from sopgen.document.page import Align, Anchor, Box, Font, Item, Point, Text
from sopgen.fonts import SHEET_PADDING
from sopgen.layout.desk import Desk, bold
from sopgen.layout.flowchart.body import Body, Compositor
from sopgen.layout.flowchart.breaks import Room, paginate
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.layout.flowchart.columns import (
    Columns,
    TextWidths,
    Thrift,
    column_for,
    columns,
    nudged,
    text_widths,
    wished_lane,
)
from sopgen.layout.flowchart.drawing import Artist
from sopgen.layout.flowchart.ending import Ending, ending, no_ending
from sopgen.layout.flowchart.experience import Experience
from sopgen.layout.flowchart.header import Header, column_widths, lane_names
from sopgen.layout.flowchart.links import links
from sopgen.layout.flowchart.plan import PagePlan, Planner
from sopgen.layout.flowchart.scale import Scale
from sopgen.layout.flowchart.telling import telling
from sopgen.layout.grid import Ruled, table
from sopgen.layout.paper import PageContent, Sheet, points
from sopgen.layout.routing import Plan, Routes, Structure, route, structure
from sopgen.layout.typeset import SetText, pixels_up
from sopgen.model.graph import Graph
from sopgen.model.profile import Column, Profile
from sopgen.model.sop import Flow
from sopgen.problems.problem import Loc, Problem

_ROUNDS = 8
_PAGINATIONS = 24
_NUDGES = 4
_LINK_ROWS = 1440
"""What rows of off-page symbols take of a page at its head and foot."""

_EFFORT = 20_000
"""Ways drawn for a flow until it is tired: a second or so; real flows draw a few hundred."""

_PAGE_EFFORT = 550
"""What a page costs besides its ways, counted in ways."""

_READABLE = 160
"""Texts go below 8 pt only where nothing else helps."""

_NARROWEST_LANE = 510
_TITLE_GAP = 120


class FlowTask(Struct, frozen=True):
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


class FlowPages(Struct, frozen=True):
    """What stands on every page, and how many letters the off-page pairs took."""

    pages: tuple[PageContent, ...]
    letters: int
    problems: tuple[Problem, ...] = ()


class _Fit(Struct, frozen=True, dict=True):
    """Everything decided: columns, texts, page breaks, and the routes of every page."""

    columns: Columns
    header: Header
    body: Body
    scale: Scale
    plans: tuple[PagePlan, ...]
    routed: tuple[Plan, ...]

    @property
    def needs(self) -> tuple[int, ...]:
        """The least widths of the lanes, over all pages."""
        return tuple(max(each) for each in zip(*(plan.lanes for plan in self.routed), strict=True))

    @cached_property
    def routes(self) -> tuple[Routes, ...]:
        """Everything in its place, page by page."""
        return tuple(plan.place(self.columns.lanes, plan.rows) for plan in self.routed)

    @property
    def is_legal(self) -> bool:
        """Tell whether every line, answer and caption has a place of its own."""
        return not any(routes.notes for routes in self.routes)

    @property
    def has_its_lanes(self) -> bool:
        lanes = zip(self.needs, self.columns.lanes, strict=True)
        return all(need <= lane for need, lane in lanes)


def flowchart(task: FlowTask) -> FlowPages:
    """Return the pages of one flowchart, or the problem that keeps it off the paper."""
    shown = chart(task.flow, task.graph, task.desk.profile)
    routed = _Routed()
    problems: tuple[Problem, ...] = ()
    for size, thrift in _attempts(task.desk.profile):
        if (routed.is_tired and thrift is Thrift.NONE) or routed.is_exhausted:
            continue
        font = Font(task.desk.profile.font.face, size)
        match _Layout(task, shown, font, thrift, routed, Experience()).fit():
            case Problem() as problem:
                problems = (problem,)
            case found:
                return _pages(task, shown, found)
    return FlowPages((), 0, problems)


def _attempts(profile: Profile) -> Iterator[tuple[int, Thrift]]:
    """Yield sizes of the texts to try, and what is done without.

    Texts shrink a little before labels stand further from their branch, all the way down
    after that, and only then are words cut.
    """
    smallest = points(profile.font.smallest)
    largest = max(points(profile.font.flow), smallest)
    readable = max(smallest, min(largest, _READABLE))
    yield from ((size, Thrift.NONE) for size in range(largest, readable - 1, -20))
    yield from ((size, Thrift.LABELS) for size in range(readable, smallest - 1, -10))
    yield smallest, Thrift.WORDS


class _Routed(Struct):
    """The pages of a flow that were routed, in whatever sizes, and the effort that it took."""

    plans: dict[Structure, Plan] = field(default_factory=dict)
    effort: int = 0

    @property
    def is_tired(self) -> bool:
        """Tell whether so much was tried that the rest must do with less."""
        return self.effort > _EFFORT

    @property
    def is_exhausted(self) -> bool:
        """Tell whether even that took too long."""
        return self.effort > 2 * _EFFORT

    def plan(self, page: PagePlan, *, roomy: bool) -> Plan:
        """Return the routes of `page`; paths chosen before, in other sizes, hold."""
        grid, stops, legs = page.grid, page.stops, page.legs
        key = structure(grid, stops, legs)
        like = self.plans.get(key)
        found = route(grid, stops, legs, like, roomy=roomy, thorough=not self.is_tired)
        if found.effort:
            self.effort += found.effort + _PAGE_EFFORT
        self.plans[key] = found
        return found


class _Layout(Struct, frozen=True):
    """The search for a layout with texts of one size."""

    task: FlowTask
    chart: Chart
    font: Font
    thrift: Thrift
    routed: _Routed
    seen: Experience

    @property
    def roomy(self) -> bool:
        """Tell whether labels may ask for wider lanes."""
        return self.thrift is Thrift.NONE

    def fit(self) -> _Fit | Problem:
        """Return what fits, or why nothing does."""
        desk, width = self.task.desk, self.task.sheet.body.width
        texts = text_widths(self.chart, desk.profile, self.font, desk.typesetter)
        texts = {column: each.under(self.thrift) for column, each in texts.items()}
        compositor = Compositor(self.chart, desk.profile, self.font, desk.typesetter)
        needs = (self._narrowest_lane(),) * len(self.chart.lanes)
        found: _Fit | Problem = self._too_wide()
        for _ in range(_ROUNDS):
            shared = columns(texts, width, needs)
            if shared is None:
                return self._too_wide()
            found = self._in_columns(self._set_texts(shared, texts, compositor))
            if isinstance(found, Problem):
                return found
            if found.has_its_lanes:
                return found if found.is_legal else self._too_wide()
            needs = tuple(max(each) for each in zip(needs, found.needs, strict=True))
        return self._too_wide()

    def _narrowest_lane(self) -> int:
        """Return how wide a lane must be, so that the title over all of them keeps its words."""
        desk = self.task.desk
        title = desk.typesetter.longest_word(desk.profile.labels.actors, bold(self.font))
        width = column_for(Column.LANES, title)
        return max(_NARROWEST_LANE, -(-width // len(self.chart.lanes)))

    def _set_texts(
        self, shared: Columns, texts: Mapping[Column, TextWidths], compositor: Compositor
    ) -> Body:
        """Return the texts set, columns moved by pixels until no line ends by a hair's breadth."""
        for _ in range(_NUDGES):
            found = compositor.body(shared)
            tight = found.tight(self.task.desk.typesetter.sheet)
            if not tight:
                break
            shared = nudged(shared, tight, texts)
        return found

    def _in_columns(self, texts: Body) -> _Fit | Problem:
        shared, desk, profile = texts.columns, self.task.desk, self.task.desk.profile
        smallest = points(profile.font.smallest)
        names = lane_names(self.chart.lanes, shared.lanes, self.font, smallest, desk.typesetter)
        if names is None:
            return self._names_too_long()
        header = Header(profile, self.font, shared, names, desk.typesetter)
        lane = min(min(shared.lanes), wished_lane(self.task.sheet.body.width, len(shared.lanes)))
        scale = Scale(lane, self.font, smallest, desk.typesetter)
        return self._on_pages(shared, header, texts, scale)

    def _on_pages(
        self, shared: Columns, header: Header, texts: Body, scale: Scale
    ) -> _Fit | Problem:
        """Break the rows into pages and route each; where lines ask for more room, again."""
        heights = texts.heights(scale)
        planner = Planner(
            self.chart,
            scale,
            self.task.desk.profile.labels,
            shared.lanes if self.roomy else (_NARROWEST_LANE,) * len(shared.lanes),
            self.task.first_page,
        )
        full = room = self._room(header, planner.link_height())
        for attempt in range(_PAGINATIONS):
            given = self.seen.guess(room)
            pages = paginate(self.chart, heights, given, self.seen.beyond)
            if pages is None:
                return self._row_too_tall(heights, full.page)
            found = links(self.chart, pages, self.task.first_letter)
            plans = tuple(
                planner.plan(number, rows, found, texts.heights_on_page(heights, rows))
                for number, rows in enumerate(pages)
            )
            routed = tuple(self.routed.plan(plan, roomy=self.roomy) for plan in plans)
            fit = _Fit(shared, header, texts, scale, plans, routed)
            lacking = self._lacking(fit, full)
            learned = self.seen.add(plans, routed, heights)
            if lacking <= 0 or not fit.has_its_lanes:
                return fit
            if attempt >= _ROUNDS or not learned:
                room = replace(room, page=room.page - lacking)
        return self._row_too_tall(heights, full.page)

    def _lacking(self, fit: _Fit, room: Room) -> int:
        """Return by how much the fullest page is too full; not more than 0 if none is."""
        out = -room.page
        for plan, routes in zip(fit.plans, fit.routed, strict=True):
            limit = room.page - (room.first if plan.rows.start == 0 else 0)
            limit -= room.last if plan.rows.stop == len(self.chart.rows) else 0
            out = max(out, sum(routes.rows) - limit)
        return out

    def _room(self, header: Header, link: int) -> Room:
        titles = _titles(self.task)
        first = sum(pixels_up(title.height) for title in titles)
        first += _TITLE_GAP if titles else 0
        last = _ending(self.task, self.font).height
        page, lanes = self.task.sheet.body.height - header.height, len(self.chart.lanes)
        return Room(page, first, last, link, link, lanes)

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

    def _row_too_tall(self, heights: Sequence[int], full: int) -> Problem:
        """Return why no page holds the rows: one is too tall, or too many arrows leave a page."""
        tallest = max(range(len(heights)), key=lambda row: heights[row])
        row = self.chart.rows[tallest]
        if heights[tallest] + _LINK_ROWS <= full:
            return Problem(
                "LAY009",
                "terlalu banyak panah menyeberang ke halaman lain: segilimanya tidak muat;",
                (*self.task.at, "langkah"),
                hint="kurangi panah yang kembali jauh, atau bagi menjadi beberapa bagan (alur).",
            )
        return Problem(
            "LAY004",
            f"langkah {row.number} lebih tinggi daripada satu halaman"
            f" ({heights[tallest] // 20} pt, tersedia {full // 20} pt);",
            (*self.task.at, "langkah", row.step or 0),
            hint="persingkat teksnya atau bagi menjadi beberapa langkah.",
        )


def _ending(task: FlowTask, font: Font) -> Ending:
    if not task.last:
        return no_ending(task.desk, font)
    return ending(task.desk, font, task.sheet.body.width)


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
    width = task.sheet.body.width - 2 * SHEET_PADDING
    return [desk.set(text, bold(font), width, Align.CENTER) for text in words if text]


def _pages(task: FlowTask, shown: Chart, fit: _Fit) -> FlowPages:
    title = task.flow.title or task.desk.sop.name
    teller = telling(shown, title, [plan.rows for plan in fit.plans], task.first_page)
    artist = Artist(shown, fit.scale, task.ids, teller)
    pages = []
    for number, (plan, routes) in enumerate(zip(fit.plans, fit.routes, strict=True)):
        pages.append(_page(task, fit, plan, routes, artist, number))
    pairs = len({link.letter for plan in fit.plans for link in plan.links})
    return FlowPages(tuple(pages), pairs)


def _page(
    task: FlowTask, fit: _Fit, plan: PagePlan, routes: Routes, artist: Artist, number: int
) -> PageContent:
    body_box = task.sheet.body
    items: list[Item] = []
    y = body_box.y
    if number == 0:
        for text in _titles(task):
            box = Box(body_box.x, y, body_box.width, pixels_up(text.height))
            inner = replace(box, x=box.x + SHEET_PADDING, width=text.width)
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
        if signatures is not None:
            return PageContent((*items, signatures[0]), signatures[1])
    return PageContent(tuple(items))


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
