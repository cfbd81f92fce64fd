"""What the drawing of a flow showed when it was written, and what it shows now.

Both drawings, as it was written and as it is now, are understood by the same recogniser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from sopgen.document.page import Point
from sopgen.document.sheet import Sheet
from sopgen.layout.flowchart.chart import Chart
from sopgen.pull.changes import NewLane, Row
from sopgen.pull.pairing import Pair
from sopgen.pull.tables import FlowTable, Placed, lanes_now
from sopgen.recognition.flow import seen_flow
from sopgen.recognition.keys import explained
from sopgen.recognition.reading import FOOT_OF_SHEET, Band, Doubtful, Panel, SeenFlow, Strip

MOST_MOVED = 0.5
"""More symbols than this part of all in other rows: some program did not move them along."""

START, END = "awal", "akhir"
"""What the rows of capsules alone are, above all steps and below them."""


@dataclass(frozen=True)
class Drawings:
    """The drawing of a flow as it was made and as it is now, rows and lanes by what they are."""

    rows_before: tuple[Row | str, ...]
    rows_now: tuple[Row | str, ...]
    lanes_before: tuple[str, ...]
    lanes_now: tuple[str, ...]
    before: SeenFlow
    now: SeenFlow

    @property
    def is_same(self) -> bool:
        """Tell whether nothing was drawn otherwise."""
        return (
            self.rows_before == self.rows_now
            and self.lanes_before == self.lanes_now
            and _bare(self.before) == _bare(self.now)
        )

    @property
    def lost(self) -> bool:
        """Tell whether the symbols are gone, or stand in other rows for the most part."""
        had = {mark.key: self.rows_before[mark.row] for mark in self.before.marks if mark.key}
        has = {mark.key: self.rows_now[mark.row] for mark in self.now.marks if mark.key}
        if not self.before.marks:
            return False
        if not self.now.marks:
            return True
        left = [row for row in had.values() if row in self.rows_now]
        moved = sum(key in had and had[key] != row for key, row in has.items())
        return len(left) > 2 and moved > MOST_MOVED * len(left)

    @property
    def doubts(self) -> Iterator[Doubtful]:
        """Yield what is doubtful now and was not so when it was made."""
        had = {(each.doubt, each.name) for each in self.before.doubts}
        for each in self.now.doubts:
            if (each.doubt, each.name) not in had:
                yield each


def _bare(seen: SeenFlow) -> tuple[object, ...]:
    marks = [replace(mark, shape=0, key="") for mark in seen.marks]
    arrows = {replace(arrow, key="") for arrow in seen.arrows}
    return marks, arrows


def drawings(
    table: FlowTable,
    pairs: Sequence[Pair],
    lanes: Mapping[NewLane, str],
    shown: Chart,
    others: Sequence[FlowTable] = (),
    *,
    stays: bool = False,
) -> Drawings:
    """Return both drawings of the flow of `table`, which was made as `shown`.

    `others` are the other flows, some of which may stand on the same sheet. In Word a drawing
    `stays` where it is while rows come and go, unless it was dragged along with them.
    """
    had_start = bool(shown.rows) and shown.rows[0].item is None
    had_end = _ends_with_capsules(shown)
    rows_before = _row_names([each.row for each in table.before], had_start, had_end)
    rows_now = _row_names([each.row for each in table.now], had_start, had_end)
    before = _panels(table, pairs, rows_before, others, edited=False)
    now = _panels(table, pairs, rows_now, others, edited=True)
    found_at: list[Panel] = []
    if len(before) == len(now):
        for old, panel in zip(before, now, strict=True):
            along = _gone_along(old, panel, rows_before, rows_now)
            is_along = not stays or explained(panel, along) > explained(panel, old)
            found_at.append(along if is_along else old)
    if stays:
        now = [_as_it_stood(panel, before, rows_before, rows_now, table) for panel in now]
    keys = tuple(lane if isinstance(lane, str) else lanes.get(lane, "") for lane in table.lanes)
    return Drawings(
        rows_before,
        rows_now,
        table.lane_keys,
        keys,
        seen_flow(before),
        seen_flow(now, before, found_at),
    )


def _ends_with_capsules(shown: Chart) -> bool:
    last = max((mark.row for mark in shown.marks), default=-1)
    return last >= 0 and shown.rows[last].item is None and last > 0


def _row_names(rows: Sequence[Row], start: bool, end: bool) -> tuple[Row | str, ...]:
    each_once: list[Row | str] = []
    for row in rows:
        if not any(known is row or known == row for known in each_once):
            each_once.append(row)
    return (*([START] if start else []), *each_once, *([END] if end else []))


def _panels(
    table: FlowTable,
    pairs: Sequence[Pair],
    names: Sequence[Row | str],
    others: Sequence[FlowTable],
    *,
    edited: bool,
) -> list[Panel]:
    placed = table.now if edited else table.before
    out = []
    for number, pair in enumerate(pairs):
        own = [each for each in placed if each.pair == number and not each.is_heading]
        lanes = _lanes(table, number, pair, edited=edited)
        if not own or not lanes:
            continue
        sheet = pair.edited if edited else pair.base
        bands = [_band(each, names, sheet.rows) for each in own]
        bands += _capsule_rows(own, names, sheet.rows)
        ordered = tuple(sorted(bands, key=lambda each: each.top))
        top, bottom = _reach(number, ordered, others, sheet, edited=edited)
        out.append(Panel(sheet, tuple(lanes), ordered, top, bottom))
    return out


def _as_it_stood(
    panel: Panel,
    before: Sequence[Panel],
    rows_before: Sequence[Row | str],
    rows_now: Sequence[Row | str],
    table: FlowTable,
) -> Panel:
    """Return `panel` with the bands and strips that its rows and lanes had when it was made."""
    old = next((each for each in before if each.sheet.name == panel.sheet.name), None)
    if old is None:
        return panel
    numbers = {at: index_of(rows_now, rows_before[at]) for at in range(len(rows_before))}
    stood = tuple(
        replace(band, row=row) for band in old.rows if (row := numbers[band.row]) is not None
    )
    places = {lane: at for at, lane in enumerate(table.lanes) if isinstance(lane, str)}
    strips = (
        Strip(places.get(key, -1), *edges)
        for key, edges in zip(table.lane_keys, old.lanes, strict=True)
    )
    return replace(panel, stood=stood, lanes_stood=tuple(strips))


def _gone_along(
    old: Panel, now: Panel, rows_before: Sequence[Row | str], rows_now: Sequence[Row | str]
) -> Panel:
    """Return panel `old` with its drawing where it went with its rows; of gone rows without."""
    tops = {band.row: band.top for band in now.rows}
    moves: list[tuple[int, int, int | None]] = []
    for band in old.rows:
        top = tops.get(-1 if (row := index_of(rows_now, rows_before[band.row])) is None else row)
        moves.append((band.top, band.bottom, None if top is None else top - band.top))

    def move(y: int) -> int | None:
        within = next((off for top, bottom, off in moves if top <= y < bottom), 0)
        if within is None or any(top <= y < bottom for top, bottom, _ in moves):
            return within
        return along(y)

    foot, foot_now = (max(band.bottom for band in panel.rows) for panel in (old, now))

    def along(y: int) -> int:
        if y >= foot:
            return foot_now - foot
        above = [off for top, _, off in moves if top <= y and off is not None]
        below = [off for _, _, off in moves if off is not None]
        return above[-1] if above else below[0] if below else 0

    def point(each: Point) -> Point:
        off = move(each.y)
        return Point(each.x, each.y + (along(each.y) if off is None else off))

    shapes = [(each, move(each.box.center.y)) for each in old.sheet.shapes]
    sheet = replace(
        old.sheet,
        shapes=tuple(
            replace(each, box=replace(each.box, y=each.box.y + off))
            for each, off in shapes
            if off is not None
        ),
        lines=tuple(replace(each, path=tuple(map(point, each.path))) for each in old.sheet.lines),
    )
    return replace(old, sheet=sheet)


def _reach(
    number: int, bands: Sequence[Band], others: Sequence[FlowTable], sheet: Sheet, *, edited: bool
) -> tuple[int, int]:
    """Return from where to where a sheet shows this flow, which others may stand above or below."""
    rows = [
        each
        for table in others
        for each in (table.now if edited else table.before)
        if each.pair == number
    ]
    above = [sheet.rows[each.last + 1] for each in rows]
    below = [sheet.rows[each.first] for each in rows]
    top = max((edge for edge in above if edge <= bands[0].top), default=0)
    bottom = min((edge for edge in below if edge >= bands[-1].bottom), default=FOOT_OF_SHEET)
    return top, bottom


def _band(placed: Placed, names: Sequence[Row | str], edges: Sequence[int]) -> Band:
    row = next(at for at, each in enumerate(names) if each is placed.row or each == placed.row)
    return Band(row, edges[placed.first], edges[placed.last + 1])


def _capsule_rows(
    own: Sequence[Placed], names: Sequence[Row | str], edges: Sequence[int]
) -> Iterator[Band]:
    """Yield the rows of capsules alone, above the first step and below the last."""
    first = min(own, key=lambda each: each.first)
    last = max(own, key=lambda each: each.last)
    steps = [name for name in names if name not in (START, END)]
    if names[0] == START and first.row is steps[0] and first.first > 0:
        yield Band(0, edges[first.first - 1], edges[first.first])
    if names[-1] == END and last.row is steps[-1] and last.last + 2 < len(edges):
        yield Band(len(names) - 1, edges[last.last + 1], edges[last.last + 2])


def _lanes(table: FlowTable, number: int, pair: Pair, *, edited: bool) -> list[tuple[int, int]]:
    if not edited:
        own = table.lane_columns.get(number, {})
        edges = pair.base.columns
        return [
            (edges[low], edges[high + 1])
            for low, high in (own[key] for key in table.lane_keys if key in own)
        ]
    edges = pair.edited.columns
    kept = lanes_now(table, number, pair)
    new = table.new_columns.get(number, {})
    out: list[tuple[int, int]] = []
    fresh = iter(sorted(new.values()))
    for lane in table.lanes:
        place = kept.get(lane) if isinstance(lane, str) else next(fresh, None)
        if place is not None:
            out.append((edges[place[0]], edges[place[1] + 1]))
        elif isinstance(lane, str) or not out:
            return []
        else:
            out.append((out[-1][1], out[-1][1]))
    return out


def index_of(rows: Sequence[Row | str], token: Row | str | None) -> int | None:
    """Return where the row `token` stands among `rows`."""
    return next(
        (at for at, row in enumerate(rows) if token is not None and (row is token or row == token)),
        None,
    )
