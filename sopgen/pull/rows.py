"""Put rows and lanes of a flow into a definition, take them out, move them: the words of it only.

What rows lead to each other is decided afterwards, when all of them stand where they belong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sopgen.definition.validation import Data
from sopgen.editing.asked import Insert, Move, Operation, Put, Remove
from sopgen.editing.references import taken_out
from sopgen.model.naming import RESERVED
from sopgen.problems.problem import Loc, Problem, Severity
from sopgen.problems.spelling import quoted
from sopgen.pull.changes import NewLane, NewStep
from sopgen.pull.draft import Draft
from sopgen.pull.locating import rows_at
from sopgen.pull.merging import Done, Merge, conflict, said, unsayable
from sopgen.pull.tables import LANES, ROWS, FlowTable

_WORD = re.compile(r"[a-z0-9]+")


@dataclass
class FlowRows:
    """The rows of a flow in the definition on disk, by what they are.

    `tokens` has for each row its place in the base, the new row that it is, or None where the
    definition alone has it.
    """

    tokens: list[int | NewStep | None]

    def draft_row(self, row: int | NewStep) -> int | None:
        """Return where a row stands in the definition now."""
        for at, token in enumerate(self.tokens):
            if token is row or (isinstance(row, int) and token == row):
                return at
        return None


def rows_merged(
    merge: Merge, table: FlowTable, lanes_of: Mapping[NewStep, Sequence[str]]
) -> FlowRows:
    """Bring the rows of the flow in the definition into the order of the sheet.

    `lanes_of` names the lanes in which new rows have symbols.
    """
    rows = flow_rows(merge, table)
    _take_out(merge, table, rows)
    _put_in_order(merge, table, rows)
    _put_in(merge, table, rows, lanes_of)
    return rows


def flow_rows(merge: Merge, table: FlowTable) -> FlowRows:
    """Return the rows of the flow as they stand in the definition on disk."""
    count = len(rows_at(merge.draft.data, table.at))
    tokens: list[int | NewStep | None] = [None] * count
    for number in range(len(rows_at(merge.base, table.at))):
        at = merge.locator.row(table.at, number)
        if at is not None:
            tokens[at] = number
    return FlowRows(tokens)


def _take_out(merge: Merge, table: FlowTable, rows: FlowRows) -> None:
    for number in sorted(table.gone, reverse=True):
        at = rows.draft_row(number)
        if at is None:
            continue
        old = rows_at(merge.base, table.at)[number]
        mine = rows_at(merge.draft.data, table.at)[at]
        where = _where(table, number)
        if mine != old and _words_differ(mine, old):
            place = (*table.at, ROWS, at)
            merge.problems.append(conflict(place, said(old), said(mine), "", where))
            continue
        flow = flow_at(merge.draft, table.at)
        out: Sequence[Operation] = taken_out(flow, table.at, at) or [Remove((*table.at, ROWS, at))]
        if merge.draft.do_all(out):
            del rows.tokens[at]
            merge.done.append(Done((*table.at, ROWS, number), _activity(old), "", where))


def _words_differ(one: Data, other: Data) -> bool:
    return _activity(one) != _activity(other)


def _activity(row: Data) -> str:
    match row:
        case {"kegiatan": str(text)} | {"judul": str(text)}:
            return text
        case _:
            return said(row)


def _where(table: FlowTable, number: int) -> str:
    place = next((each for each in table.before if each.row == number), None)
    return f"dahulu baris {place.first + 1}" if place else ""


def flow_at(draft: Draft, at: Loc) -> dict[str, Data]:
    """Return the flow at `at` as plain data."""
    flow = draft.at(at) if at else draft.data
    return flow if isinstance(flow, dict) else {}


def _put_in_order(merge: Merge, table: FlowTable, rows: FlowRows) -> None:
    """Move the fewest rows so that those of the base stand as on the sheet."""
    wanted = [row for row in table.rows if isinstance(row, int) and row in rows.tokens]
    had = [token for token in rows.tokens if isinstance(token, int) and token in wanted]
    if wanted == had:
        return
    kept = _longest_kept(had, wanted)
    for number, row in enumerate(wanted):
        if row in kept:
            continue
        at = rows.draft_row(row)
        assert at is not None
        rest = [token for token in rows.tokens if token != row]
        above = wanted[number - 1] if number else None
        to = rest.index(above) + 1 if above is not None else 0
        if merge.draft.do(Move((*table.at, ROWS, at), to)):
            rest.insert(to, row)
            rows.tokens = rest
            old = rows_at(merge.base, table.at)[row]
            place = next(each for each in table.now if each.row == row)
            where = f"baris {place.first + 1}"
            merge.done.append(Done((*table.at, ROWS, row), _activity(old), _activity(old), where))


def _longest_kept(had: Sequence[int], wanted: Sequence[int]) -> set[int]:
    """Return the largest set of rows whose order is the same in both."""
    order = {row: at for at, row in enumerate(wanted)}
    best: list[list[int]] = [[]]
    for row in had:
        chains = [chain for chain in best if not chain or order[chain[-1]] < order[row]]
        longest = max(chains, key=len)
        best.append([*longest, row])
    longest = max(best, key=len)
    return set(longest)


def _put_in(
    merge: Merge, table: FlowTable, rows: FlowRows, lanes_of: Mapping[NewStep, Sequence[str]]
) -> None:
    above: int | NewStep | None = None
    for row in table.rows:
        if isinstance(row, NewStep):
            at = 0
            if above is not None:
                found = rows.draft_row(above)
                at = len(rows.tokens) if found is None else found + 1
            value = _value(merge, table, row, rows, at, lanes_of.get(row, ()))
            if value is None:
                continue
            if merge.draft.do(Insert((*table.at, ROWS, at), value)):
                rows.tokens.insert(at, row)
                merge.done.append(Done((*table.at, ROWS, at), "", _activity(value), row.where))
            else:
                merge.problems.append(unsayable(row.where, _activity(value)))
                continue
        if rows.draft_row(row) is not None:
            above = row


def _value(
    merge: Merge,
    table: FlowTable,
    row: NewStep,
    rows: FlowRows,
    at: int,
    lanes: Sequence[str],
) -> Data | None:
    if row.heading:
        return {"judul": row.heading}
    cells = dict(row.cells)
    activity = cells.pop("kegiatan", "")
    cells.pop("no", "")
    if not activity:
        merge.problems.append(_without_activity(row))
        return None
    if not lanes:
        lane = _lane_above(merge.draft, table.at, at)
        merge.problems.append(_without_symbol(row, lane))
        lanes = (lane,)
    own: Data = lanes[0] if len(lanes) == 1 else list(lanes)
    out: dict[str, Data] = {"kegiatan": said(activity), "pelaksana": own}
    extra: dict[str, Data] = {}
    for key, text in cells.items():
        if key.startswith("tambahan/"):
            extra[key.removeprefix("tambahan/")] = text
        else:
            out[key] = text
    if extra:
        out["tambahan"] = extra
    return out


def _lane_above(draft: Draft, at: Loc, row: int) -> str:
    """Return the lane of the nearest step above, or below, that names one."""
    rows = rows_at(draft.data, at)
    for each in (*reversed(rows[:row]), *rows[row:]):
        match each:
            case {"pelaksana": str(lane)}:
                return lane
            case {"pelaksana": [str(lane), *_]}:
                return lane
            case {"pelaksana": dict(marks)} if marks:
                return next(iter(marks))
    return next(iter(lanes_at(draft, at)), "")


def lanes_at(draft: Draft, at: Loc) -> dict[str, Loc]:
    """Return where each lane of the flow at `at` is declared, by its id, from the left."""
    out: dict[str, Loc] = {}
    match flow_at(draft, at).get(LANES):
        case dict() as lanes:
            for key, title in lanes.items():
                match title:
                    case dict():
                        out |= {each: (*at, LANES, key, each) for each in title}
                    case _:
                        out[key] = (*at, LANES, key)
    return out


def lanes_merged(merge: Merge, table: FlowTable) -> dict[NewLane, str]:
    """Put the lanes in that the sheet has and the definition has not; return their ids."""
    out: dict[NewLane, str] = {}
    left: str | None = None
    for lane in table.lanes:
        if isinstance(lane, NewLane):
            known = lanes_at(merge.draft, table.at)
            key = lane_key(lane.title, known)
            beside = known.get(left) if left else None
            owner = beside[:-1] if beside else (*table.at, LANES)
            siblings = merge.draft.at(owner)
            keys = list(siblings) if isinstance(siblings, dict) else []
            position = keys.index(str(beside[-1])) + 1 if beside else 0
            if merge.draft.do(Insert((*owner, key), lane.title, position)):
                out[lane] = key
                widen(merge.draft, table.at, key)
                left = key
                merge.done.append(Done((*owner, key), "", lane.title, lane.where))
        else:
            left = lane
    return out


def widen(draft: Draft, at: Loc, key: str) -> None:
    """Let symbols that stand over the lanes on both sides of the new lane `key` stand over it."""
    lanes = list(lanes_at(draft, at))
    place = lanes.index(key)
    beside = lanes[max(0, place - 1) : place + 2]
    if len(beside) < 3:
        return
    for owner in list(_wide_marks(draft, at)):
        over = draft.at(owner)
        if isinstance(over, list) and beside[0] in over and beside[2] in over:
            draft.do(Insert((*owner, over.index(beside[2])), key))


def _wide_marks(draft: Draft, at: Loc) -> Iterator[Loc]:
    """Yield where symbols name the lanes that they stand over."""
    for number, row in enumerate(rows_at(draft.data, at)):
        marks = row.get(LANES) if isinstance(row, dict) else None
        for lane, mark in marks.items() if isinstance(marks, dict) else ():
            owner: Loc = (*at, ROWS, number, LANES, lane)
            match mark:
                case {"lajur": list()}:
                    yield (*owner, "lajur")
                case list():
                    for order, each in enumerate(mark):
                        if isinstance(each, dict) and isinstance(each.get("lajur"), list):
                            yield (*owner, order, "lajur")


def lane_key(title: str, taken: Collection[str]) -> str:
    """Return an id for a lane out of its title, unlike those that are `taken`."""
    words = _WORD.findall(title.casefold())
    word = next((each for each in words if len(each) > 2), "pelaksana")
    if word not in taken and word not in RESERVED:
        return word
    numbered = (f"{word}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in numbered if each not in taken)


def merged_set(merge: Merge, at: Loc, columns: Collection[str], gone: Collection[str]) -> None:
    """Say of the step at `at` that the cells of `columns` are merged, of `gone` no more."""
    present = merge.draft.at((*at, "gabung"))
    had = [str(each) for each in present] if isinstance(present, list) else []
    now: list[Data] = [each for each in had if each not in gone]
    now += sorted(each for each in columns if each not in had)
    for column in columns:
        if column not in had and merge.draft.at((*at, column)):
            merge.draft.do(Remove((*at, column)))
    if not now:
        if present is not None:
            merge.draft.do(Remove((*at, "gabung")))
    elif present is None:
        merge.draft.set((*at, "gabung"), now)
    elif now != had:
        merge.draft.do(Put((*at, "gabung"), now))


def _without_symbol(row: NewStep, lane: str) -> Problem:
    return Problem(
        "TRK007",
        f"Langkah baru belum punya simbol; dianggap dikerjakan {quoted(lane)}, di dalam alur.",
        path=row.where,
        severity=Severity.WARNING,
        hint="Periksa pelaksananya di definisi.",
    )


def _without_activity(row: NewStep) -> Problem:
    return Problem(
        "TRK012",
        "Baris baru ini belum punya kegiatan; tidak ikut.",
        path=row.where,
        hint="Isi kolom kegiatannya, lalu jalankan lagi.",
    )
