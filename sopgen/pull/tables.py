"""Where the tables of flows lie on a sheet: which rows are steps, which columns are what.

In: pairs of sheets, whose base knows where its texts come from. Out: for each flow the rows and
lanes that it has now, what was put in and taken out, and the panels whose drawing is to be read,
of the base and of the edited sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sopgen.definition.validation import Data
from sopgen.document.origins import Holder
from sopgen.document.sheet import SeenCell
from sopgen.editing.unprinting import MARKER, cleaned, escaped
from sopgen.problems.problem import Loc
from sopgen.pull.changes import NewLane, NewStep, Row
from sopgen.pull.pairing import Pair
from sopgen.pull.segments import reference, stripped
from sopgen.pull.sources import Sources, origin_written

ROWS, LANES = "langkah", "pelaksana"
_WHOLE = ("kegiatan", "judul", "no")
"""Cells that are never merged with those of the step above: they tell which rows are a step's."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a sheet hold a cell of a step, by its key; `("tambahan", x)` by `x`."""

    key: Loc
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of a flow on a sheet: rows `first` to `last` of pair `pair`."""

    row: Row
    pair: int
    first: int
    last: int
    is_heading: bool = False


@dataclass
class FlowTable:
    """The table of one flow, as it was made and as it is now."""

    at: Loc
    before: list[Placed] = field(default_factory=list)
    now: list[Placed] = field(default_factory=list)
    lanes: list[str | NewLane] = field(default_factory=list)
    lane_keys: tuple[str, ...] = ()
    lane_columns: dict[int, dict[str, tuple[int, int]]] = field(default_factory=dict)
    new_columns: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    columns: dict[int, list[Columns]] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows from above, each once."""
        return tuple(placed.row for placed in self.now)

    @property
    def gone(self) -> tuple[int, ...]:
        """The rows that are no longer there, by their place in `langkah`."""
        left = {row for row in self.rows if isinstance(row, int)}
        had = dict.fromkeys(each.row for each in self.before if isinstance(each.row, int))
        return tuple(row for row in had if row not in left)


Claimed = set[tuple[int, int, int]]
"""Cells of edited sheets that have been understood: pair, row, column."""


def flow_tables(pairs: Sequence[Pair], sources: Sources, claimed: Claimed) -> list[FlowTable]:
    """Return the tables of all flows in the order of the definition."""
    found: dict[Loc, FlowTable] = {}
    for number, pair in enumerate(pairs):
        for cell in pair.base.cells:
            _note(found, number, cell, sources)
    tables = [found[at] for at in sorted(found, key=lambda at: tuple(map(str, at)))]
    tables = [table for table in tables if table.before]
    for table in tables:
        table.before = _joined(table.before)
        table.lane_keys = _from_the_left(table.lane_columns)
        for number, pair in enumerate(pairs):
            if number in table.columns:
                _place(table, number, pair, claimed)
                _find_lanes(table, number, pair, claimed)
                _claim_freed(table, number, pair, claimed)
        table.now.sort(key=lambda each: (each.pair, each.first))
    return tables


def _claim_freed(table: FlowTable, number: int, pair: Pair, claimed: Claimed) -> None:
    """Understand the cells of known rows that were merged with those above: they are a step's."""
    spans = columns_now(table, number, pair).values()
    rows = {
        placed.first
        for placed in table.now
        if placed.pair == number and isinstance(placed.row, int) and not placed.is_heading
    }
    for cell in pair.strangers:
        if cell.row in rows and any(low <= cell.column <= high for low, high in spans):
            claimed.add((number, cell.row, cell.column))


def _note(found: dict[Loc, FlowTable], number: int, cell: SeenCell, sources: Sources) -> None:
    """Take down what a cell of the base says of its flow."""
    written = cell.origin or next((each for each in cell.parts if each), "")
    origin = origin_written(written)
    if origin is None or origin.holder is not Holder.VALUE:
        return
    if origin.at[:1] not in ((ROWS,), (LANES,), ("alur",)):
        return
    at = origin.at[:2] if origin.at[0] == "alur" else ()
    rest = origin.at[len(at) :]
    last = cell.column + cell.column_span - 1
    match rest:
        case ("langkah", int() as step, *key) if key:
            table = found.setdefault(at, FlowTable(at))
            if key[0] in _WHOLE:
                last_row = cell.row + cell.row_span - 1
                place = Placed(step, number, cell.row, last_row, key[0] == "judul")
                table.before.append(place)
            if key[0] == "judul":
                return
            kept = table.columns.setdefault(number, [])
            own = tuple(key[:2]) if key[0] == "tambahan" else (key[0],)
            known = next((each for each in kept if each.key == own), None)
            if known is None:
                kept.append(Columns(own, cell.column, last))
            else:
                first, last = min(known.first, cell.column), max(known.last, last)
                kept[kept.index(known)] = Columns(own, first, last)
        case ("pelaksana", *_, str() as key) if isinstance(sources.value(origin), str):
            table = found.setdefault(at, FlowTable(at))
            table.lane_columns.setdefault(number, {})[key] = (cell.column, last)


def _from_the_left(columns: Mapping[int, Mapping[str, tuple[int, int]]]) -> tuple[str, ...]:
    """Return the lanes in the order of their columns on the first sheet that has them all."""
    most = max(columns.values(), key=len, default={})
    return tuple(sorted(most, key=lambda key: most[key]))


def _joined(placed: Sequence[Placed]) -> list[Placed]:
    """Return one place for each row and sheet; a step may be told by its number and its text."""
    out: dict[tuple[Row, int], Placed] = {}
    for each in placed:
        own = out.setdefault((each.row, each.pair), each)
        first, last = min(own.first, each.first), max(own.last, each.last)
        out[each.row, each.pair] = replace(own, first=first, last=last)
    return sorted(out.values(), key=lambda each: (each.pair, each.first))


def _place(table: FlowTable, number: int, pair: Pair, claimed: Claimed) -> None:
    """Find the rows of the base again, and those that were put between them."""
    placed: list[Placed] = []
    for each in table.before:
        if each.pair != number:
            continue
        rows = [
            pair.rows_now[row] for row in range(each.first, each.last + 1) if row in pair.rows_now
        ]
        if rows:
            placed.append(replace(each, first=min(rows), last=max(rows)))
    if not placed:
        return
    taken = {row for each in placed for row in range(each.first, each.last + 1)}
    first, last = min(taken), max(taken)
    while last + 1 < len(pair.rows) and pair.rows[last + 1] is None and _has_words(pair, last + 1):
        last += 1
    while first > 0 and pair.rows[first - 1] is None and _has_words(pair, first - 1):
        first -= 1
    row = first
    while row <= last:
        if row not in taken and pair.rows[row] is None:
            step, deep = _new_row(table, number, pair, row, claimed)
            if step is not None:
                placed.append(Placed(step, number, row, row + deep - 1, bool(step.heading)))
            row += deep
        else:
            row += 1
    table.now += [each for each in placed if each.row not in {old.row for old in table.now}]


def _has_words(pair: Pair, row: int) -> bool:
    return any(cell.row == row and cell.text.strip() for cell in pair.edited.cells)


def _new_row(
    table: FlowTable, number: int, pair: Pair, row: int, claimed: Claimed
) -> tuple[NewStep | None, int]:
    """Return what was typed into a row that was put in, and how many rows of the sheet it takes."""
    own = [cell for cell in pair.edited.cells if cell.row == row and cell.text.strip()]
    drawn = _is_drawn_on(pair, row)
    if not own and not drawn:
        return None, 1
    where = reference(pair, (row, own[0].column if own else 0))
    keys = columns_now(table, number, pair)
    lanes = lanes_now(table, number, pair)
    if len(own) == 1 and lanes and _lies_over(own[0], lanes):
        claimed.add((number, own[0].row, own[0].column))
        return NewStep((), where, escaped(cleaned(own[0].text))), 1
    cells: dict[Loc, Data] = {}
    for cell in own:
        key = next((key for key, (low, high) in keys.items() if low <= cell.column <= high), None)
        if key is not None and key not in cells:
            cells[key] = typed_in(cell.text)
            claimed.add((number, cell.row, cell.column))
    deep = max((cell.row_span for cell in own if cell.column in _own_column(keys)), default=1)
    return NewStep(
        tuple(("/".join(map(str, key)), text) for key, text in cells.items()), where
    ), deep


def _own_column(keys: dict[Loc, tuple[int, int]]) -> range:
    low, high = keys.get(("kegiatan",), (-1, -2))
    return range(low, high + 1)


def typed_in(text: str) -> Data:
    """Return what a cell says that was filled by hand: a list where every line has a marker."""
    lines = [line for line in cleaned(text).split("\n") if line.strip()]
    if len(lines) > 1 and all(MARKER.match(line) for line in lines):
        return [escaped(stripped(line)) for line in lines]
    return escaped("\n".join(line.strip() for line in lines))


def _lies_over(cell: SeenCell, lanes: dict[str, tuple[int, int]]) -> bool:
    low = min(first for first, _ in lanes.values())
    return cell.column <= low < cell.column + cell.column_span


def _is_drawn_on(pair: Pair, row: int) -> bool:
    top, bottom = pair.edited.rows[row], pair.edited.rows[row + 1]
    return any(
        top <= shape.box.center.y < bottom and not shape.bare for shape in pair.edited.shapes
    )


def columns_now(table: FlowTable, number: int, pair: Pair) -> dict[Loc, tuple[int, int]]:
    """Return which columns of the edited sheet hold what of a step."""
    out = {}
    for each in table.columns.get(number, ()):
        now = _now(pair, each.first, each.last)
        if now is not None:
            out[each.key] = now
    return out


def lanes_now(table: FlowTable, number: int, pair: Pair) -> dict[str, tuple[int, int]]:
    """Return which columns of the edited sheet are which lane; those that are gone left out."""
    found = {key: _now(pair, *place) for key, place in table.lane_columns.get(number, {}).items()}
    return {key: place for key, place in found.items() if place is not None}


def _now(pair: Pair, first: int, last: int) -> tuple[int, int] | None:
    own = [pair.columns_now[at] for at in range(first, last + 1) if at in pair.columns_now]
    return (min(own), max(own)) if own else None


def _find_lanes(table: FlowTable, number: int, pair: Pair, claimed: Claimed) -> None:
    """Find the lanes again, and those that were put between or beside them with a title."""
    lanes = lanes_now(table, number, pair)
    if not lanes:
        return
    heads = _head_rows(table, number, pair)
    low = min(first for first, _ in lanes.values())
    high = max(last for _, last in lanes.values())
    order: list[tuple[int, str | NewLane]] = [(first, key) for key, (first, _) in lanes.items()]
    new = table.new_columns.setdefault(number, {})
    for cell in pair.strangers:
        beside = cell.column + cell.column_span == low or cell.column == high + 1
        if cell.row in heads and (low < cell.column <= high or beside):
            if any(first <= cell.column <= last for first, last in lanes.values()):
                continue
            if pair.columns[cell.column] is not None:
                continue
            position = sum(first < cell.column for first, _ in lanes.values())
            place = reference(pair, (cell.row, cell.column))
            order.append((cell.column, NewLane(cleaned(cell.text), position, place)))
            new[cell.column] = (cell.column, cell.column + cell.column_span - 1)
            claimed.add((number, cell.row, cell.column))
    if not table.lanes:
        table.lanes = [lane for _, lane in sorted(order, key=lambda each: each[0])]


def _head_rows(table: FlowTable, number: int, pair: Pair) -> set[int]:
    """Return the rows of the edited sheet in which lanes have their titles."""
    columns = set(table.lane_columns.get(number, {}).values())
    first = min((each.first for each in table.now if each.pair == number), default=0)
    out: set[int] = set()
    for place, base in pair.known.items():
        own = (base.column, base.column + base.column_span - 1)
        if own in columns and base.origin and place[0] < first:
            out.update(range(place[0], place[0] + base.row_span))
    return out


def merged_columns(table: FlowTable, placed: Placed, pair: Pair, *, before: bool) -> frozenset[str]:
    """Return the columns whose cell in this row is one with that of the step above."""
    sheet = pair.base if before else pair.edited
    if before:
        own = {each.key: (each.first, each.last) for each in table.columns.get(placed.pair, [])}
    else:
        own = columns_now(table, placed.pair, pair)
    cells = _starts_above(sheet.cells, placed.first)
    return frozenset(
        str(key[-1])
        for key, (low, high) in own.items()
        if key[-1] not in _WHOLE and _covers_most(cells, sheet.columns, low, high)
    )


def _covers_most(cells: Sequence[SeenCell], edges: Sequence[int], low: int, high: int) -> bool:
    """Tell whether `cells` take more than half of columns `low` to `high`: padding does not."""
    taken = 0
    for cell in cells:
        first, last = max(cell.column, low), min(cell.column + cell.column_span, high + 1)
        taken += max(0, edges[last] - edges[first]) if first < last else 0
    return 2 * taken > edges[high + 1] - edges[low]


def freed_cells(
    table: FlowTable, placed: Placed, pair: Pair, columns: Collection[str]
) -> Iterator[tuple[Loc, str]]:
    """Yield the words of cells in a row that were merged and are not any more."""
    for key, (low, high) in columns_now(table, placed.pair, pair).items():
        places = ((placed.first, column) for column in range(low, high + 1))
        words = next((cell.text for place in places if (cell := pair.cells_now.get(place))), "")
        if key[-1] in columns and words.strip():
            yield key, words


def _starts_above(cells: Sequence[SeenCell], row: int) -> list[SeenCell]:
    return [cell for cell in cells if cell.row < row < cell.row + cell.row_span]


def number_shown(table: FlowTable, placed: Placed, pair: Pair) -> str | None:
    """Return the number that stands in a row now; None where the table has no numbers."""
    place = columns_now(table, placed.pair, pair).get(("no",))
    if place is None:
        return None
    cell = pair.now_at((placed.first, place[0]))
    if cell is not None and cell.column_span > place[1] - place[0] + 1:
        return None
    return cleaned(cell.text) if cell is not None else ""
