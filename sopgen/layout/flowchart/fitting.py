"""Search for a layout of one flowchart in one size: columns, rows, page breaks, routes.

Column widths, row heights and routes depend on each other: lanes are first given what
symbols and names ask for, the routes say what lines and labels need on top, and what is
lacking is asked for in a further round.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from sopgen.document.page import Font
from sopgen.layout.desk import bold
from sopgen.layout.flowchart.attempts import Attempt
from sopgen.layout.flowchart.body import Body
from sopgen.layout.flowchart.breaks import Breaks, Room
from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.flowchart.columns import (
    Columns,
    columns,
    lane_up,
    lanes_share,
    lowest_rows,
    nudged,
    wished_lane,
)
from sopgen.layout.flowchart.experience import Experience
from sopgen.layout.flowchart.header import TITLE_PADDING, Header, lane_headings, lane_names
from sopgen.layout.flowchart.links import links
from sopgen.layout.flowchart.plan import PagePlan, Planner
from sopgen.layout.flowchart.routed import Routed
from sopgen.layout.flowchart.scale import ROOMY, Scale
from sopgen.layout.flowchart.task import FlowTask, ending_of
from sopgen.layout.flowchart.texts import Texts, column_for
from sopgen.layout.flowchart.unfit import names_too_long, too_wide
from sopgen.layout.paper import points
from sopgen.layout.routing import (
    ENDLESS,
    Lanes,
    Plan,
    Routes,
)
from sopgen.model.profile import Column
from sopgen.problems.problem import Problem

_ROUNDS = 8
_PAGINATIONS = 24
_NUDGES = 4


class Fit(Struct, frozen=True, dict=True):
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
    def is_narrow(self) -> bool:
        """Tell whether lines stand closer and labels further off than is good."""
        return any(plan.room is Lanes.NARROWEST for plan in self.routed)

    @property
    def has_its_lanes(self) -> bool:
        return _are_within(self.needs, self.columns.lanes)


class Setting(Struct, frozen=True):
    """Columns with everything that hangs on their widths but texts set and routes.

    `heights` are those of the rows as far as texts were counted and symbols measured, `pages`
    as many as these rows take at least. They are the lowest where symbols alone ask for them.
    """

    columns: Columns
    header: Header
    planner: Planner
    heights: tuple[int, ...]
    pages: int
    is_lowest: bool

    @property
    def scale(self) -> Scale:
        return self.planner.scale

    @property
    def rank(self) -> tuple[int, bool, int]:
        """The lower the better: fewer pages, captions inside their lanes, lower rows."""
        squeezed = self.pages > 1 and min(self.columns.lanes) < self.planner.caption_width()
        return self.pages, squeezed, self.header.height + sum(self.heights)


class Layout(Struct, frozen=True, dict=True):
    """The search for a layout as one attempt has it.

    Only a layout on `fewer` pages than that is of use, None if any is.
    """

    task: FlowTask
    attempt: Attempt
    routed: Routed
    fewer: int | None
    seen: Experience = field(default_factory=Experience)
    lowest: dict[tuple[int, ...], tuple[int, ...]] = field(default_factory=dict)

    @property
    def chart(self) -> Chart:
        return self.task.content.chart

    @property
    def _breaks(self) -> Breaks:
        return self.task.content.breaks

    @cached_property
    def font(self) -> Font:
        return Font(self.task.desk.profile.font.face, self.attempt.size)

    @property
    def _smallest(self) -> int:
        return points(self.task.desk.profile.font.smallest)

    @cached_property
    def _texts(self) -> Texts | None:
        """The texts, columns as narrow as they may be; None if one is to be narrower than that."""
        return self.task.content.texts(self.font).under(self.attempt.thrift)

    @cached_property
    def _texts_in_columns(self) -> Texts | None:
        """The texts in the columns that are given, if any are; None if those are too narrow."""
        texts, given = self._texts, self.task.columns
        return texts if texts is None or given is None else texts.at(given)

    def fit(self) -> Fit | Problem | None:
        """Return what fits, why nothing does, or None where it would save no page.

        Where nothing else is left, what pages asked that are broken otherwise now is forgotten.
        """
        needs, setting = self._narrowest, self._first_setting
        for _ in range(_ROUNDS):
            if isinstance(setting, Problem):
                return setting
            if self.fewer is not None and setting.pages >= self.fewer:
                return None
            texts = self._set_texts(setting)
            if texts is None:
                return None
            found = self._on_pages(texts, setting)
            if not isinstance(found, Fit):
                return found
            if found.has_its_lanes:
                return found if found.is_legal else too_wide(self.task)
            if self.routed.is_spent:
                return too_wide(self.task)
            needs = _wider(needs, found.needs)
            setting = self._setting(needs)
            if isinstance(setting, Problem) and self.attempt.is_last:
                needs, setting = found.needs, self._setting(found.needs)
        return too_wide(self.task)

    @cached_property
    def least_pages(self) -> int | None:
        """How many pages it takes if no line asks for room; None if not few enough."""
        if self.fewer is not None and not self.may_save:
            return None
        setting = self._first_setting
        if isinstance(setting, Problem) or (self.fewer and setting.pages >= self.fewer):
            return None
        return setting.pages

    @cached_property
    def may_save(self) -> bool:
        """Tell whether symbols, and texts beside the narrowest lanes, are low enough to be of use.

        Nothing is lower than in the tightest attempt.
        """
        return self._may_save(self._narrowest)

    @cached_property
    def _first_setting(self) -> Setting | Problem:
        return self._setting(self._narrowest)

    @cached_property
    def _narrowest(self) -> tuple[int, ...]:
        return (self._narrowest_lane(),) * len(self.chart.lanes)

    def _narrowest_lane(self) -> int:
        """Return how wide a lane must be, so that the title over all of them keeps its words."""
        desk = self.task.desk
        title = desk.typesetter.longest_word(desk.profile.labels.actors, bold(self.font))
        width = column_for(Column.LANES, title)
        return max(self.attempt.measures.narrowest_lane, -(-width // len(self.chart.lanes)))

    @property
    def symbols_may_save(self) -> bool:
        """Tell whether symbols in the narrowest lanes are low enough to be of use."""
        return self._may_be_on_fewer(self._floors(lane_up(max(self._narrowest))))

    def _may_save(self, needs: tuple[int, ...]) -> bool:
        """Tell whether symbols alone leave a page less, and texts in the narrowest lanes.

        The most generous attempt is likely to fit where it is of use, so its texts are not asked.
        """
        if not self._may_be_on_fewer(self._floors(lane_up(max(needs)))):
            return False
        return self.attempt.measures is ROOMY or self._may_be_on_fewer(self._lowest_rows(needs))

    def _may_be_on_fewer(self, rows: Sequence[int]) -> bool:
        """Tell whether rows that are so high may be of use below the lowest head there can be."""
        head = 2 * (self.task.desk.typesetter.metrics.line_height(self.font) + TITLE_PADDING)
        return self._breaks.may_be_fewer(rows, self._room(head, self._least_link), self.fewer)

    def _may_be_fewer(self, needs: tuple[int, ...], best: Setting) -> bool:
        """Tell whether narrower lanes than those of `best` may save a page: heads grow there."""
        room = self._room(best.header.height, self._least_link)
        return self._breaks.may_be_fewer(self._lowest_rows(needs), room, best.pages)

    def _lowest_rows(self, needs: tuple[int, ...]) -> tuple[int, ...]:
        """Return the rows beside lanes no wider than their needs, where texts have most room."""
        if needs not in self.lowest:
            floors, asked = self._floors(lane_up(max(needs))), self._asked(needs, 0)
            self.lowest[needs] = (lowest_rows(*asked, floors) if asked else None) or floors
        return self.lowest[needs]

    @property
    def _least_link(self) -> int:
        return self.attempt.measures.link + self.attempt.measures.clearance

    def _setting(self, needs: tuple[int, ...]) -> Setting | Problem:
        """Return the columns of the best rank, wide lanes where they cost no text its room."""
        best: Setting | Problem = too_wide(self.task)
        for lane in self._lanes(needs):
            match self._with_lanes(needs, lane):
                case Problem() as problem:
                    best = problem if isinstance(best, Problem) else best
                case found:
                    if isinstance(best, Problem) or found.rank < best.rank:
                        best = found
                    if (lane <= self._share or found.is_lowest) and (
                        best.pages == 1 or not self._may_be_fewer(needs, best)
                    ):
                        break
        return best

    def _lanes(self, needs: Sequence[int]) -> list[int]:
        """Return widths of a lane to try, from wide to narrow."""
        given = self.task.lanes
        if given is not None:
            has_room = given >= sum(map(lane_up, needs))
            return [lane_up(given / len(self.chart.lanes))] if has_room else []
        typesetter = self.task.desk.typesetter
        named = [(name, 1) for name in self.chart.lanes]
        named += [(each.title, len(each.lanes)) for each in self.chart.lane_headings]
        word = max(typesetter.longest_word(name, bold(self.font)) // lanes for name, lanes in named)
        wished = wished_lane(self.attempt.measures.lane, word)
        narrowest = self.attempt.room is Lanes.NARROWEST
        least = lane_up(sum(needs) / len(needs) if narrowest else max(needs))
        usual = max(min(wished, self._share), least)
        return sorted({wished, usual, lane_up((usual + least) / 2), least}, reverse=True)

    @property
    def _share(self) -> int:
        return lanes_share(self.task.sheet.body.width, len(self.chart.lanes))

    def _with_lanes(self, needs: Sequence[int], lane: int) -> Setting | Problem:
        desk, floors = self.task.desk, self._floors(lane)
        shared = self._columns(needs, lane, floors)
        if shared is None:
            return too_wide(self.task)
        found, heights = shared
        given = self.task.columns is not None
        smallest = self.font.size if given else self._smallest
        names = lane_names(self.chart.lanes, found.lanes, self.font, smallest, desk.typesetter)
        headings = lane_headings(
            self.chart.lane_headings, found.lanes, self.font, smallest, desk.typesetter
        )
        if names is None or headings is None:
            return names_too_long(self.task)
        if given and (names.upright or headings.upright):
            return names_too_long(self.task)
        origins = self.chart.lane_origins
        header = Header(desk.profile, self.font, found, names, headings, desk.typesetter, origins)
        planner = self._planner(found, self._scale(min(lane, *found.lanes)))
        room = self._room(header.height, planner.link_height())
        pages = self._breaks.fewest(heights, room) or len(heights) + 1
        return Setting(found, header, planner, heights, pages, heights == floors)

    def _columns(
        self, needs: Sequence[int], lane: int, floors: Sequence[int]
    ) -> tuple[Columns, tuple[int, ...]] | None:
        """Return columns with lanes of this width, and the rows; None if the paper is too narrow.

        Lanes that were given a width together have that.
        """
        asked = self._asked(needs, lane)
        return columns(*asked, floors) if asked else None

    def _asked(
        self, needs: Sequence[int], lane: int
    ) -> tuple[Texts, int, Sequence[int], int] | None:
        """Return the texts, the width of the paper, the needs of lanes and their width together."""
        texts, width, given = self._texts_in_columns, self.task.sheet.body.width, self.task.lanes
        if texts is None:
            return None
        if given is not None and not sum(map(lane_up, needs)) <= given <= width - texts.least:
            return None
        return texts, width, needs, given or lane * len(self.chart.lanes)

    def _floors(self, lane: int) -> tuple[int, ...]:
        """Return how high rows must be for the symbols in lanes of this width."""
        return self.task.content.floors(self._scale(lane))

    def _scale(self, lane: int) -> Scale:
        measures, typesetter = self.attempt.measures, self.task.desk.typesetter
        return Scale(measures, lane, self.font, self._smallest, typesetter)

    def _set_texts(self, setting: Setting) -> Body | None:
        """Return the texts set, columns moved by pixels until no line ends by a hair's breadth.

        None where columns are given, which do not move.
        """
        shared, compositor = setting.columns, self.task.content.compositor(self.font)
        texts = self._texts
        for _ in range(_NUDGES):
            found = compositor.body(shared)
            tight = compositor.tight(found)
            if not tight:
                break
            if self.task.columns is not None or texts is None:
                return None
            shared = nudged(shared, tight, texts.widths)
        return found

    def _on_pages(self, texts: Body, setting: Setting) -> Fit | Problem | None:
        """Break the rows into pages and route each; where lines ask for more room, again."""
        heights = texts.heights(self._floors(setting.scale.lane))
        planner = setting.planner
        full = room = self._room(setting.header.height, planner.link_height())
        for attempt in range(_PAGINATIONS):
            given = self.seen.guess(room)
            pages = self._breaks.pages(heights, given, self.seen.beyond)
            if pages is None:
                return self._row_too_tall(heights, full)
            if self.fewer is not None and len(pages) >= self.fewer:
                return None
            found = links(self.chart, pages, self.task.first_letter)
            plans = tuple(
                planner.plan(number, rows, found, texts.heights_on_page(heights, rows))
                for number, rows in enumerate(pages)
            )
            routed = self._routed_pages(plans, setting)
            if routed is None:
                return too_wide(self.task)
            header = replace(setting.header, columns=texts.columns)
            fit = Fit(texts.columns, header, texts, setting.scale, plans, routed)
            lacking = self._lacking(fit, full)
            learned = self.seen.add(plans, routed, heights)
            if lacking <= 0 or not fit.has_its_lanes:
                return fit
            if self.routed.is_spent:
                break
            if attempt >= _ROUNDS or not learned:
                room = replace(room, page=room.page - lacking)
        return self._row_too_tall(heights, full)

    def _routed_pages(self, plans: Sequence[PagePlan], setting: Setting) -> tuple[Plan, ...] | None:
        """Return the routes of all pages; None as soon as one asks for lanes that are of no use.

        Lines ask first: what they ask for is known long before words have their places.
        """
        needs = self._narrowest
        for plan in plans:
            needs = _wider(needs, self.routed.paths(plan).lanes)
            if not self._are_of_use(needs, setting):
                return None
        routed = []
        for plan in plans:
            routed.append(self.routed.plan(plan, self.attempt.room, self._widest))
            needs = _wider(needs, routed[-1].lanes)
            if not self._are_of_use(needs, setting):
                return None
        return tuple(routed)

    def _are_of_use(self, needs: tuple[int, ...], setting: Setting) -> bool:
        """Tell whether lanes of these widths leave texts enough, and save a page if they must."""
        if _are_within(needs, setting.columns.lanes):
            return True
        if sum(map(lane_up, needs)) > self._widest:
            return False
        return self.fewer is None or self._may_save(needs)

    @cached_property
    def _widest(self) -> int:
        """How wide all lanes may be together; without end where every width is worth a try."""
        if self.attempt.is_last:
            return ENDLESS
        texts = self._texts_in_columns
        return self.task.sheet.body.width - (texts.least if texts else 0)

    def _planner(self, shared: Columns, scale: Scale) -> Planner:
        narrowest = (self.attempt.measures.narrowest_lane,) * len(shared.lanes)
        lanes = shared.lanes if self.attempt.room is Lanes.ROOMY else narrowest
        labels = self.task.desk.profile.labels
        return Planner(self.chart, scale, labels, lanes, self.task.first_page)

    def _lacking(self, fit: Fit, room: Room) -> int:
        """Return by how much the fullest page is too full; not more than 0 if none is."""
        out = -room.page
        for plan, routes in zip(fit.plans, fit.routed, strict=True):
            limit = room.page - (room.first if plan.rows.start == 0 else 0)
            limit -= room.last if plan.rows.stop == len(self.chart.rows) else 0
            out = max(out, sum(routes.rows) - limit)
        return out

    def _room(self, head: int, link: int) -> Room:
        """Return what pages have for rows, under a head and beside links of these heights."""
        page, lanes = self.task.sheet.body.height - head, len(self.chart.lanes)
        return Room(page, self._taken, self._ending, link, link, lanes)

    @cached_property
    def _taken(self) -> int:
        return self.task.taken

    @cached_property
    def _ending(self) -> int:
        return ending_of(self.task, self.font).height

    def _row_too_tall(self, heights: Sequence[int], room: Room) -> Problem:
        """Return why no page holds the rows: one is too tall, or too many arrows leave a page."""
        alone = self._breaks.taken_alone(heights, self.seen.guess(room), self.seen.beyond)
        tallest = max(range(len(heights)), key=lambda row: alone[row])
        if alone[tallest] <= room.page:
            return Problem(
                "LAY009",
                "terlalu banyak panah menyeberang ke halaman lain: segilimanya tidak muat;",
                (*self.task.at, "langkah"),
                hint="kurangi panah yang kembali jauh, atau bagi menjadi beberapa bagan (alur).",
            )
        row, around = self.chart.rows[tallest], alone[tallest] - heights[tallest]
        more = f" dan {_points_up(around)} pt segilima atau judul di sekitarnya" if around else ""
        free = f"tersedia {room.page // 20} pt di bawah kepala tabel"
        return Problem(
            "LAY004",
            f"{self.chart.row_told(tallest)} lebih tinggi daripada satu halaman"
            f" ({_points_up(heights[tallest])} pt{more}, {free});",
            (*self.task.at, "langkah", row.item or 0),
            hint="persingkat teksnya atau bagi menjadi beberapa langkah.",
        )


def _wider(lanes: Sequence[int], others: Sequence[int]) -> tuple[int, ...]:
    """Return lanes as wide as both ask."""
    return tuple(map(max, lanes, others))


def _are_within(needs: Sequence[int], lanes: Sequence[int]) -> bool:
    """Tell whether no lane needs more than it has."""
    return all(need <= lane for need, lane in zip(needs, lanes, strict=True))


def _points_up(height: int) -> int:
    return -(-height // 20)
