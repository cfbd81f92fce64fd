"""What the drawing of a flow is to show after a pull: what it shows, changed as it was edited.

Both drawings, as it was written and as it is now, are understood by the same recogniser; only
where they differ is the edited one believed, elsewhere the definition stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from sopgen.document.sheet import Sheet
from sopgen.layout.flowchart.chart import Chart, Mark
from sopgen.model.graph import Arrow
from sopgen.pull.changes import NewLane, Row
from sopgen.pull.pairing import Pair
from sopgen.pull.rows import FlowRows
from sopgen.pull.tables import FlowTable, Placed, lanes_now
from sopgen.recognition.flow import seen_flow
from sopgen.recognition.reading import FOOT_OF_SHEET, Band, Doubtful, Panel, SeenFlow, SeenMark

MOST_MOVED = 0.5
"""More symbols than this part of all in other rows: some program did not move them along."""

Place = tuple[Row | str, int, int]
"""A symbol by its row, lane and order; rows of capsules alone are "awal" and "akhir"."""

_START, _END = "awal", "akhir"


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
    `stays` where it is while rows come and go.
    """
    had_start = bool(shown.rows) and shown.rows[0].item is None
    had_end = _ends_with_capsules(shown)
    rows_before = _row_names([each.row for each in table.before], had_start, had_end)
    rows_now = _row_names([each.row for each in table.now], had_start, had_end)
    before = _panels(table, pairs, rows_before, others, edited=False)
    now = _panels(table, pairs, rows_now, others, edited=True)
    if stays:
        now = [_with_old_rows(panel, before, rows_before, rows_now) for panel in now]
    keys = tuple(lane if isinstance(lane, str) else lanes.get(lane, "") for lane in table.lanes)
    return Drawings(
        rows_before,
        rows_now,
        table.lane_keys,
        keys,
        seen_flow(before),
        seen_flow(now, before),
    )


def _ends_with_capsules(shown: Chart) -> bool:
    last = max((mark.row for mark in shown.marks), default=-1)
    return last >= 0 and shown.rows[last].item is None and last > 0


def _row_names(rows: Sequence[Row], start: bool, end: bool) -> tuple[Row | str, ...]:
    each_once: list[Row | str] = []
    for row in rows:
        if not any(known is row or known == row for known in each_once):
            each_once.append(row)
    return (*([_START] if start else []), *each_once, *([_END] if end else []))


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


def _with_old_rows(
    panel: Panel,
    before: Sequence[Panel],
    rows_before: Sequence[Row | str],
    rows_now: Sequence[Row | str],
) -> Panel:
    """Return `panel` with the bands that its rows had when it was made."""
    old = next((each for each in before if each.sheet.name == panel.sheet.name), None)
    if old is None:
        return panel
    numbers = {at: _index(rows_now, rows_before[at]) for at in range(len(rows_before))}
    stood = tuple(
        replace(band, row=row) for band in old.rows if (row := numbers[band.row]) is not None
    )
    return replace(panel, stood=stood)


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
    steps = [name for name in names if name not in (_START, _END)]
    if names[0] == _START and first.row is steps[0] and first.first > 0:
        yield Band(0, edges[first.first - 1], edges[first.first])
    if names[-1] == _END and last.row is steps[-1] and last.last + 2 < len(edges):
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
    out = []
    fresh = iter(sorted(new.values()))
    for lane in table.lanes:
        place = kept.get(lane) if isinstance(lane, str) else next(fresh, None)
        if place is None:
            return []
        out.append((edges[place[0]], edges[place[1] + 1]))
    return out


@dataclass
class Wanted:
    """What a flow is to show: symbols and arrows between them, rows as in its chart."""

    marks: list[Mark]
    arrows: list[Arrow]
    joined: list[int] = field(default_factory=list)
    """Rows in which a symbol without arrows was put beside others: joint work."""
    without: list[int] = field(default_factory=list)
    """Rows all of whose symbols are gone; they are kept."""


class Patch:
    """Puts the differences of two drawings upon the chart of the definition."""

    def __init__(self, drawn: Drawings, current: Chart, rows: FlowRows, lane_ids: Sequence[str]):
        self._drawn = drawn
        self._current = current
        self._rows = rows
        self._lane_ids = list(lane_ids)
        self._shift = 1 if current.rows and current.rows[0].item is None else 0
        self._marks: list[Mark] = []
        self._origin: list[int | None] = []
        self._now_at: dict[int, int] = {}

    def wanted(self) -> Wanted:
        """Return what the flow is to show."""
        out = Wanted([], [])
        groups = _by_row(self._drawn.now.marks)
        for at in range(len(self._current.rows)):
            self._row(at, groups, out)
        out.marks = self._marks
        out.arrows = list(self._arrows())
        return out

    def _token(self, chart_row: int) -> Row | str | None:
        """Return what a row of the chart is: "awal", "akhir", or a row of the sheet."""
        row = self._current.rows[chart_row]
        if row.item is None:
            return _START if chart_row == 0 else _END
        return self._rows.tokens[row.item]

    def _row(self, at: int, groups: Mapping[int, list[int]], out: Wanted) -> None:
        token = self._token(at)
        now = _index(self._drawn.rows_now, token)
        before = _index(self._drawn.rows_before, token)
        own = groups.get(now, []) if now is not None else []
        kept = [number for number, mark in enumerate(self._current.marks) if mark.row == at]
        fresh = [self._mark(number, at) for number in own]
        had = [m for m in self._drawn.before.marks if m.row == before] if before is not None else []
        told = [self._before_mark(m, at) for m in had]
        gone = now is not None and not own and bool(kept)
        if gone and isinstance(token, int) and had:
            out.without.append(at)
        if now is None or not own or (before is not None and fresh == told):
            for number in kept:
                self._add(self._current.marks[number], number)
                self._match(own, self._current.marks[number])
            return
        for number, mark in zip(own, fresh, strict=True):
            known = next((n for n in kept if _same_place(self._current.marks[n], mark)), None)
            text = mark.text
            self._now_at[number] = len(self._marks)
            self._add(replace(mark, text=text), known)
        if len(own) > len(had) >= 1 and any(self._is_loose(number) for number in own):
            out.joined.append(at)

    def _match(self, own: Sequence[int], mark: Mark) -> None:
        for number in own:
            seen = self._mark(number, mark.row)
            if _same_place(seen, mark):
                self._now_at[number] = len(self._marks) - 1

    def _add(self, mark: Mark, current: int | None) -> None:
        self._marks.append(mark)
        self._origin.append(current)

    def _mark(self, number: int, row: int) -> Mark:
        seen = self._drawn.now.marks[number]
        lanes = self._drawn.lanes_now
        return Mark(
            row,
            seen.order,
            self._lane_ids.index(lanes[seen.lane]),
            self._lane_ids.index(lanes[seen.last_lane]),
            seen.symbol,
            seen.text,
        )

    def _before_mark(self, seen: SeenMark, row: int) -> Mark:
        lanes = self._drawn.lanes_before
        low, high = lanes[seen.lane], lanes[seen.last_lane]
        if low not in self._lane_ids or high not in self._lane_ids:
            return Mark(row, seen.order, -1, -1, seen.symbol, seen.text)
        return Mark(
            row,
            seen.order,
            self._lane_ids.index(low),
            self._lane_ids.index(high),
            seen.symbol,
            seen.text,
        )

    def _is_loose(self, number: int) -> bool:
        return not any(number in (a.source, a.target) for a in self._drawn.now.arrows)

    def _arrows(self) -> Iterator[Arrow]:
        place = {own: at for at, own in enumerate(self._origin) if own is not None}
        seen_of = {at: number for number, at in self._now_at.items()}
        for at in range(len(self._marks)):
            number = seen_of.get(at)
            own = self._origin[at]
            if number is None or (own is not None and self._is_unchanged(number)):
                for arrow in self._current.arrows:
                    if own is not None and arrow.source == own and arrow.target in place:
                        yield replace(arrow, source=at, target=place[arrow.target])
                continue
            for seen in self._drawn.now.arrows:
                if seen.source == number and seen.target in self._now_at:
                    target = self._now_at[seen.target]
                    yield Arrow(at, target, seen.label, seen.plain, seen.dashed)

    def _is_unchanged(self, number: int) -> bool:
        """Tell whether the arrows out of a symbol are those that left it before."""
        mark = self._drawn.now.marks[number]
        had = next(
            (
                at
                for at, each in enumerate(self._drawn.before.marks)
                if (mark.key and each.key == mark.key)
                or (not mark.key and self._place_before(at) == self._place_now(number))
            ),
            None,
        )
        if had is None:
            return False
        before = {
            (self._place_before(a.target), a.label, a.plain, a.dashed)
            for a in self._drawn.before.arrows
            if a.source == had
        }
        now = {
            (self._place_now(a.target), a.label, a.plain, a.dashed)
            for a in self._drawn.now.arrows
            if a.source == number
        }
        return before == now

    def _place_before(self, number: int) -> tuple[object, ...]:
        mark = self._drawn.before.marks[number]
        row = self._drawn.rows_before[mark.row]
        return (mark.key,) if mark.key else (row, self._drawn.lanes_before[mark.lane], mark.order)

    def _place_now(self, number: int) -> tuple[object, ...]:
        mark = self._drawn.now.marks[number]
        row = self._drawn.rows_now[mark.row]
        return (mark.key,) if mark.key else (row, self._drawn.lanes_now[mark.lane], mark.order)


def _by_row(marks: Sequence[SeenMark]) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        out.setdefault(mark.row, []).append(number)
    return out


def _index(rows: Sequence[Row | str], token: Row | str | None) -> int | None:
    return next(
        (at for at, row in enumerate(rows) if token is not None and (row is token or row == token)),
        None,
    )


def _same_place(one: Mark, other: Mark) -> bool:
    return (one.row, one.lane, one.order) == (other.row, other.lane, other.order)
