"""The sheets of a form that say what a flow is: its lanes, and its steps row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sopgen.definition.validation import Data, found
from sopgen.document.origins import origin_of, read_origin
from sopgen.editing.references import Map
from sopgen.editing.ways.draft import Draft
from sopgen.model.flow import Unknown
from sopgen.model.naming import RESERVED
from sopgen.model.profile import Profile
from sopgen.problems.problem import Loc
from sopgen.pull.form.cells import FEW_SPARE, SPARE, plain_cell, value_cell
from sopgen.pull.form.steps import DRAWN_KEYS, SymbolRow, UnsaidError, rows_of, step_of
from sopgen.pull.form.words import (
    CELLS,
    DASHED,
    FEWEST_EXITS,
    FEWEST_LANES,
    HEADING,
    IN_DEFINITION,
    SYMBOLS,
    folded,
)
from sopgen.writers.office.tables import Range, Table, TableCell, TableColumn, TableRow, Words

_UNKNOWN = (SymbolRow(()),)
"""The row of a step of which it is not known who does it: for somebody to fill in."""


class ShownFlow(Struct, frozen=True):
    """A flow by its place: its data, its lanes, the printed numbers, and rows for its symbols."""

    at: Loc
    lanes: Mapping[str, str]
    units: Mapping[str, str]
    steps: tuple[Map, ...]
    codes: tuple[str, ...]
    numbers: Mapping[int, str]
    symbols: Mapping[int, tuple[SymbolRow, ...]]


def shown_flow(data: Map, at: Loc, numbers: Mapping[int, str], profile: Profile) -> ShownFlow:
    """Return the flow at `at` of `data`; `numbers` are those printed, by the items of langkah."""
    own = found(data, at)
    whole = own if isinstance(own, dict) else {}
    rows = whole.get("langkah")
    steps = tuple(row if isinstance(row, dict) else {} for row in rows) if rows else ()
    return ShownFlow(
        at,
        dict(_lanes(whole.get("pelaksana"))),
        dict(_units(whole.get("pelaksana"))),
        steps,
        _codes(steps),
        numbers,
        _symbols({key: whole[key] for key in ("pelaksana", "langkah")}, steps, profile),
    )


def _lanes(lanes: Data | None) -> Iterator[tuple[str, str]]:
    match lanes:
        case dict():
            for key, title in lanes.items():
                if isinstance(title, dict):
                    yield from _lanes(title)
                else:
                    yield key, str(title)


def _units(lanes: Data | None) -> Iterator[tuple[str, str]]:
    match lanes:
        case dict():
            for unit, under in lanes.items():
                if isinstance(under, dict):
                    yield from ((key, unit) for key in under)


def _codes(steps: Sequence[Map]) -> tuple[str, ...]:
    """Return what each step is called: its id, or a code that no step has."""
    taken = {str(step["id"]) for step in steps if "id" in step} | set(RESERVED)
    out, count = [], 0
    for step in steps:
        if "judul" in step and "kegiatan" not in step:
            out.append("")
            continue
        count += 1
        code = str(step.get("id", "")) or next(
            code for code in (f"k{count}" + "x" * more for more in range(99)) if code not in taken
        )
        taken.add(code)
        out.append(code)
    return tuple(out)


def _symbols(flow: Map, steps: Sequence[Map], profile: Profile) -> dict[int, tuple[SymbolRow, ...]]:
    """Return the rows of each step; those are left out whose rows would draw something else."""
    count = [item for item, step in enumerate(steps) if "kegiatan" in step]
    if flow["pelaksana"] == Unknown.PERFORMER:
        return dict.fromkeys(count, _UNKNOWN)
    unknown = [each for each in count if steps[each].get("pelaksana") == Unknown.PERFORMER]
    known = _known_symbols(flow, steps, [each for each in count if each not in unknown], profile)
    return known | dict.fromkeys(unknown, _UNKNOWN)


def _known_symbols(
    flow: Map, steps: Sequence[Map], count: Sequence[int], profile: Profile
) -> dict[int, tuple[SymbolRow, ...]]:
    first = next((item for item, step in enumerate(steps) if "kegiatan" in step), -1)
    tried = ((item, rows_of(steps[item], first=item == first)) for item in count)
    out = {item: rows for item, rows in tried if rows}
    want = Draft(flow, profile).shown
    while want is not None and out:
        has = Draft({**flow, "langkah": list(_by_rows(steps, out))}, profile).shown
        other = {
            item
            for item in out
            if has is None or has.typed.of(item) != want.typed.of(item) or has.problems
        }
        if not other:
            return out
        unlike = {item for item in other if has and has.typed.of(item) != want.typed.of(item)}
        out = {item: rows for item, rows in out.items() if item not in (unlike or other)}
    return out


def _by_rows(steps: Sequence[Map], symbols: dict[int, tuple[SymbolRow, ...]]) -> Iterator[Map]:
    for item, step in enumerate(steps):
        try:
            says = step_of(symbols[item]) if item in symbols else None
        except UnsaidError:
            del symbols[item]
            says = None
        if says is None:
            yield step
        else:
            yield {key: value for key, value in step.items() if key not in DRAWN_KEYS} | says


def lane_table(flow: ShownFlow, name: str) -> Table:
    """Return the sheet of the lanes of `flow`, from the left."""
    whole: Map = _nested(flow)
    rows = []
    for key in flow.lanes:
        unit = flow.units.get(key)
        at = (*flow.at, "pelaksana", *([unit] if unit else []), key)
        cells = (plain_cell(key), value_cell(whole, at), plain_cell(unit or ""))
        rows.append(TableRow(cells, origin_of(at)))
    columns = (
        TableColumn("Kode", 16, "kode", "Boleh kosong untuk pelaksana baru."),
        TableColumn("Nama tercetak", 50, "nama", "Dari kiri ke kanan di bagan."),
        TableColumn("Unit", 40, "unit", "Tajuk di atas beberapa kolom; boleh kosong."),
    )
    means = origin_of((*flow.at, "pelaksana"))
    return Table(name, means, columns, tuple(rows), FEW_SPARE)


def _nested(flow: ShownFlow) -> Map:
    """Return data in which the lanes stand at their places."""
    lanes: Map = {}
    for key, title in flow.lanes.items():
        unit = flow.units.get(key)
        owner = lanes.setdefault(unit, {}) if unit else lanes
        assert isinstance(owner, dict)
        owner[key] = title
    if not flow.at:
        return {"pelaksana": lanes}
    number = flow.at[1]
    assert isinstance(number, int)
    return {"alur": [*([""] * number), {"pelaksana": lanes}]}


def _lane_labels(lanes: Mapping[str, str]) -> dict[str, str]:
    """Return what each lane is called in the rows of steps: its name, or its id if two share it."""
    names = [folded(each) for each in lanes.values()]
    return {
        key: " ".join(name.split()) if names.count(folded(name)) == 1 and name.strip() else key
        for key, name in lanes.items()
    }


def step_table(flow: ShownFlow, name: str, lanes: Table, extra: Mapping[str, str]) -> Table:
    """Return the sheet of its steps; `extra` are the columns of the agency's own."""
    labels = _lane_labels(flow.lanes)
    all_rows = [row for rows in flow.symbols.values() for row in rows]
    most_lanes = max([FEWEST_LANES, *(len(row.lanes) for row in all_rows)])
    most_exits = max([FEWEST_EXITS, *(len(row.exits) for row in all_rows)])
    columns = _step_columns(name, lanes, most_lanes, most_exits, extra)
    rows = [
        row for item in range(len(flow.steps)) for row in _step_rows(flow, item, columns, labels)
    ]
    return Table(name, origin_of((*flow.at, "langkah")), columns, tuple(rows), SPARE)


def _step_columns(
    name: str, lanes: Table, most_lanes: int, most_exits: int, extra: Mapping[str, str]
) -> tuple[TableColumn, ...]:
    who = Range(lanes.name, 1)
    targets = Words(RESERVED, Range(name, 0))
    out = [
        TableColumn(
            "Kode",
            12,
            "kode",
            "Nama langkah, untuk Tujuan. Kode yang sama tanpa Kegiatan: simbol lain langkah itu.",
        ),
        TableColumn("No", 6, "no", "Terhitung sendiri."),
        TableColumn("Kegiatan", 50, "kegiatan", "Satu baris tiap langkah."),
        TableColumn("Pelaksana", 24, "lajur/0", "Pilih dari lembar Pelaksana.", who),
    ]
    out += [
        TableColumn(f"Bersama {n + 1}", 20, f"lajur/{n}", "Bila dikerjakan bersama.", who)
        for n in range(1, most_lanes)
    ]
    symbols = Words((*SYMBOLS, HEADING))
    out += [
        TableColumn(
            "Simbol", 13, "simbol", "Kosong berarti menurut tempatnya; judul: baris judul.", symbols
        ),
        TableColumn("Kata di simbol", 16, "teks"),
    ]
    for n in range(most_exits):
        answer = "Misalnya Ya; menjadi keputusan." if n == 0 else ""
        target = "Kosong berarti langkah berikutnya." if n == 0 else ""
        out += [
            TableColumn(f"Jawaban {n + 1}", 12, f"jawaban/{n}", answer),
            TableColumn(f"Tujuan {n + 1}", 14, f"tujuan/{n}", target, targets),
        ]
    out += [TableColumn(each.title, 26, each.key, each.hint) for each in CELLS]
    out += [TableColumn(title, 26, origin_of(("tambahan", key))) for key, title in extra.items()]
    out.append(
        TableColumn(
            "Gabung",
            16,
            "gabung",
            "Kolom yang selnya satu dengan baris di atasnya, misalnya: waktu, output.",
        )
    )
    return tuple(out)


def _step_rows(
    flow: ShownFlow, item: int, columns: Sequence[TableColumn], labels: Mapping[str, str]
) -> Iterator[TableRow]:
    step, place = flow.steps[item], (*flow.at, "langkah", item)
    data: Map = _at_place(place, step)
    if "judul" in step and "kegiatan" not in step:
        cells = {"kegiatan": value_cell(data, (*place, "judul")), "simbol": plain_cell(HEADING)}
        yield _in_columns(columns, cells, origin_of(place), strong=True)
        return
    rows = flow.symbols.get(item)
    for number, row in enumerate(rows or (SymbolRow((), IN_DEFINITION),)):
        cells = _symbol_cells(row, labels) | {"kode": plain_cell(flow.codes[item])}
        if number == 0:
            texts = {"kegiatan", *(each.key for each in CELLS)}
            texts |= {each.means for each in columns if each.means.startswith("tambahan/")}
            cells |= {key: value_cell(data, (*place, *_place_in_step(key))) for key in texts}
            cells["no"] = plain_cell(flow.numbers.get(item, ""))
            merged = step.get("gabung")
            words = [str(each) for each in merged] if isinstance(merged, list) else []
            cells["gabung"] = plain_cell(", ".join(words))
        behind = f"+{number}" if number else ""
        yield _in_columns(columns, cells, origin_of(place) + behind)


def _place_in_step(key: str) -> Loc:
    """Return the place within a step of the column that means `key`."""
    return read_origin(key).at


def _at_place(place: Loc, step: Map) -> Map:
    """Return data in which `step` alone stands at `place`."""
    *flow, _, item = place
    assert isinstance(item, int)
    rows: Map = {"langkah": [*([""] * item), step]}
    if not flow:
        return rows
    number = flow[1]
    assert isinstance(number, int)
    return {"alur": [*([""] * number), rows]}


def _symbol_cells(row: SymbolRow, labels: Mapping[str, str]) -> dict[str, TableCell]:
    cells = {f"lajur/{n}": plain_cell(labels.get(lane, lane)) for n, lane in enumerate(row.lanes)}
    cells |= {"simbol": plain_cell(row.symbol), "teks": plain_cell(row.words)}
    for n, each in enumerate(row.exits):
        behind = f" {DASHED}" if each.dashed else ""
        cells[f"jawaban/{n}"] = plain_cell(each.answer)
        cells[f"tujuan/{n}"] = plain_cell(each.target + behind)
    return cells


def _in_columns(
    columns: Sequence[TableColumn],
    cells: Mapping[str, TableCell],
    key: str,
    *,
    strong: bool = False,
) -> TableRow:
    return TableRow(tuple(cells.get(each.means, TableCell()) for each in columns), key, strong)
