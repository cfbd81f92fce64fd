"""The flows of an SOP as a definition says them, in the way that takes the fewest words.

Capsules are the steps themselves, stand beside them in their cells, or in rows of their own:
which of these an agency means is what says its drawing best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.editing.references import Map
from sopgen.editing.written import between_brackets
from sopgen.importer.doubts import Telling, rows_without_symbol
from sopgen.importer.draft import Doubt, RowPlace
from sopgen.importer.drawing import drawn, with_keys
from sopgen.importer.formatting import flow_format, merged
from sopgen.importer.lanes import keys_of, lane_faults, typed_lanes
from sopgen.importer.places import Sheets
from sopgen.importer.steps import (
    Columns,
    cell_style,
    columns_of,
    items_of,
    number_faults,
    numbering,
)
from sopgen.importer.texts import in_one_line
from sopgen.model.entry import overridden
from sopgen.model.flow import Unknown
from sopgen.model.profile import Profile, Terminators
from sopgen.problems.problem import Loc
from sopgen.recognition.flow import seen_flow
from sopgen.recognition.heads import SeenLane
from sopgen.recognition.reading import SeenFlow
from sopgen.recognition.rows import SeenRow
from sopgen.recognition.sops import SeenSop
from sopgen.recognition.tables import FlowTable

_FEW_SYMBOLS = 0.5
"""Where fewer of the steps than this have a symbol, the drawing was not read."""


class Drafted(Struct, frozen=True):
    """The keys of a definition that hold its flows, and all that goes with them."""

    said: Map
    format: Map
    doubts: tuple[Doubt, ...] = ()
    rows: tuple[RowPlace, ...] = ()


class _Table(Struct, frozen=True):
    """A flow with what is drawn in it, if that was read."""

    flow: FlowTable
    seen: SeenFlow
    columns: Columns
    items: tuple[Map, ...]
    is_read: bool


class _Style(Struct, frozen=True):
    """How capsules are meant, and the words in those that start and end the flow, if any do."""

    terminators: Terminators
    words: Map

    @property
    def format(self) -> Map:
        return {"label": self.words, "alur": {"mulai_selesai": str(self.terminators)}}

    @property
    def profile(self) -> Profile:
        return overridden(Profile(), Profile.model_validate(self.format))


class _Said(Struct, frozen=True):
    """What one flow says; `items` are the places of its rows in `langkah`, `unsaid` some of them.

    -1 and the count of items stand for rows that the profile draws.
    """

    flow: Map
    items: tuple[int, ...]
    unsaid: tuple[int, ...] = ()


def drafted_flows(sop: SeenSop) -> Drafted:
    """Return the flows of `sop`, with their doubts and the places of their rows."""
    flows = [flow for flow in sop.flows if any(not row.heading for row in flow.rows)]
    if not flows:
        return Drafted({}, {})
    style, way = cell_style(flows), numbering(flows)
    tables: list[_Table] = []
    extra: dict[str, str] = {}
    for flow in flows:
        columns = columns_of(flow.head.columns, extra)
        extra = {**columns.extra}
        seen = seen_flow(flow.panels)
        items = tuple(items_of(flow.rows, columns, way, style))
        tables.append(_Table(flow, seen, columns, items, _is_read(flow, seen)))
    columns = Columns(tables[0].columns.keys, extra)
    chosen = min(_styles(tables), key=lambda each: _cost(tables, each))
    said = [_said(table, chosen) for table in tables]
    at: list[Loc] = [()] if len(said) == 1 else [("alur", number) for number in range(len(said))]
    format = flow_format(flows[0], columns, way, style)
    if any(table.is_read for table in tables):
        format = merged(format, chosen.format)
    doubts: list[Doubt] = []
    rows: list[RowPlace] = []
    for number, (table, each, place) in enumerate(zip(tables, said, at, strict=True)):
        sheets = Sheets(table.flow, sop.sheets, sop.first)
        telling = Telling(table.flow, sheets, place, each.items)
        doubts += _doubts(table, each, telling)
        doubts += telling.columns()
        doubts += telling.numbers(number_faults(table.flow.rows, way))
        rows += _rows(number, table, each, sheets)
    whole: Map = said[0].flow if len(said) == 1 else {"alur": [each.flow for each in said]}
    return Drafted(whole, format, tuple(doubts), tuple(rows))


def _is_read(flow: FlowTable, seen: SeenFlow) -> bool:
    """Tell whether the symbols of `flow` were read: most of its steps have one."""
    steps = sum(not row.heading for row in flow.rows)
    return bool(flow.head.lanes) and steps - len(
        rows_without_symbol(flow, seen.marks)
    ) >= _FEW_SYMBOLS * max(1, steps)


def _styles(tables: Sequence[_Table]) -> Iterator[_Style]:
    """Yield how the capsules of all `tables` may be meant, the usual way first."""
    starts, ends = Counter[str](), Counter[str]()
    is_beside = is_alone = False
    for table in tables:
        is_alone = is_alone or bool(_wordless_ends(table))
        for at, mark in enumerate(table.seen.marks):
            if mark.symbol is not Symbol.TERMINATOR:
                continue
            into = [a for a in table.seen.arrows if a.target == at and not a.plain]
            out = [a for a in table.seen.arrows if a.source == at and not a.plain]
            if bool(into) != bool(out):
                (ends if into else starts)[in_one_line(mark.text)] += 1
                others = [*(a.source for a in into), *(a.target for a in out)]
                is_beside = is_beside or any(
                    table.seen.marks[other].row == mark.row
                    and table.seen.marks[other].lane == mark.lane
                    for other in others
                )
    words: Map = {
        key: each.most_common(1)[0][0]
        for key, each in (("mulai", starts), ("selesai", ends))
        if each
    }
    yield _Style(Terminators.STEP, words)
    if is_beside:
        yield _Style(Terminators.EXTRA, words)
    if is_alone:
        yield _Style(Terminators.ROW, words)


def _cost(tables: Sequence[_Table], style: _Style) -> tuple[int, int]:
    """Return how little of the drawing is said with `style`, and with how many characters."""
    if style.terminators is Terminators.STEP and len(list(_styles(tables))) == 1:
        return 0, 0
    said = [_said(table, style) for table in tables if table.is_read]
    return (
        sum(len(each.unsaid) for each in said),
        sum(len(between_brackets(each.flow)) for each in said),
    )


def _said(table: _Table, style: _Style) -> _Said:
    lanes = table.flow.head.lanes
    if not table.is_read:
        return _Said(_unread(lanes, table.items), tuple(range(len(table.items))))
    own = style.terminators is Terminators.ROW
    above, below = _wordless_ends(table) if own else (0, 0)
    steps = table.items[above : len(table.items) - below]
    items = tuple(range(-above, len(table.items) - above))
    keys = keys_of(lanes)
    found = drawn(
        typed_lanes(lanes, keys), keys, steps, table.seen, dict(enumerate(items)), style.profile
    )
    return _Said(found.flow, items, found.unsaid)


def _unread(lanes: Sequence[SeenLane], items: Sequence[Map]) -> Map:
    """Return what a flow says whose symbols were not read: its steps, and lanes if it has any."""
    unknown = Unknown.PERFORMER.value
    if not lanes:
        return {"pelaksana": unknown, "langkah": [*items]}
    steps = [each if "judul" in each else with_keys(each, {"pelaksana": unknown}) for each in items]
    return {"pelaksana": typed_lanes(lanes, keys_of(lanes)), "langkah": [*steps]}


def _wordless_ends(table: _Table) -> tuple[int, int]:
    """Return how many rows above and below the steps have nothing but capsules, if any."""
    rows = table.flow.rows
    if len(rows) < 3:
        return 0, 0
    above, below = (_holds_capsules_only(table, at) for at in (0, len(rows) - 1))
    return (int(above), int(below)) if above or below else (0, 0)


def _holds_capsules_only(table: _Table, at: int) -> bool:
    row: SeenRow = table.flow.rows[at]
    said = (row.number, row.activity, *(entry.text for entry in row.entries))
    symbols = [mark.symbol for mark in table.seen.marks if mark.row == at]
    only = bool(symbols) and all(symbol is Symbol.TERMINATOR for symbol in symbols)
    return only and not row.heading and not any(map(str.strip, said))


def _doubts(table: _Table, said: _Said, telling: Telling) -> Iterator[Doubt]:
    lanes = table.flow.head.lanes
    if not table.is_read:
        yield telling.picture(has_lanes=bool(lanes))
        yield from telling.lanes(lane_faults(lanes))
        return
    without = rows_without_symbol(table.flow, table.seen.marks)
    rows = [row for row, item in enumerate(said.items) if item in said.unsaid]
    yield from chain(
        telling.lanes(lane_faults(lanes)),
        telling.seen(table.seen),
        telling.ways(table.seen),
        telling.without_symbol(without),
        telling.unsaid([row for row in rows if row not in without]),
    )


def _rows(number: int, table: _Table, said: _Said, sheets: Sheets) -> Iterator[RowPlace]:
    langkah = said.flow["langkah"]
    count = len(langkah) if isinstance(langkah, list) else 0
    for row, item in enumerate(said.items):
        if 0 <= item < count:
            for place in sheets.of_row(row):
                if place.box is not None:
                    yield RowPlace(number, item, place.sheet, place.box)
