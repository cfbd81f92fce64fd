"""What a step says of its symbols and arrows, as rows of a form, and back.

A row is one symbol, or one work that symbols in several lanes do together. It says what a
definition says: what is empty is decided as for a definition that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sopgen.definition.validation import Data
from sopgen.editing.references import Map
from sopgen.model.flow import Role, Stroke
from sopgen.model.naming import NEXT_ROW

DRAWN_KEYS = ("pelaksana", "keluar", "bersama", "simbol", "teks", "cabang", "lanjut")
"""The keys of a step that decide what is drawn of it."""


_ON: Map = {"lanjut": NEXT_ROW}


class Exit(Struct, frozen=True):
    """An arrow: the words beside it, and its target as definitions name it."""

    answer: str
    target: str
    dashed: bool = False


class SymbolRow(Struct, frozen=True):
    """A symbol in the first of `lanes`, done together with those in the others."""

    lanes: tuple[str, ...]
    symbol: str = ""
    words: str = ""
    exits: tuple[Exit, ...] = ()


class UnsaidError(Exception):
    """Rows of a form that no step can say; the argument is a sentence."""


def rows_of(step: Map, *, first: bool) -> tuple[SymbolRow, ...] | None:
    """Return the rows that say what `step` draws; None where rows have no words for it."""
    rows = tuple(_rows(step, first=first))
    return None if None in rows else tuple(row for row in rows if row is not None)


def _rows(step: Map, *, first: bool) -> Iterator[SymbolRow | None]:
    match step.get("pelaksana"):
        case str(lane):
            yield _row((lane,), step, first=first)
        case list() as lanes:
            keys = tuple(str(each) for each in lanes)
            yield from _joint(keys, {}, step, first=first)
        case dict() as marks if step.get("bersama") == "ya":
            yield from _joint(tuple(marks), marks, step, first=first)
        case dict() as marks:
            alone = len(marks) == 1 and not any(isinstance(each, list) for each in marks.values())
            shared = {
                key: step[key] for key in (DRAWN_KEYS if alone else ("lanjut",)) if key in step
            }
            for lane, cell in marks.items():
                for mark in cell if isinstance(cell, list) else [cell]:
                    own = mark if isinstance(mark, dict) else {}
                    silent = "cabang" not in own and "lanjut" not in own
                    last = not isinstance(cell, list) or mark is cell[-1]
                    yield _row((lane,), {**(shared if silent and last else {}), **own}, first=first)
        case _:
            yield None


def _joint(
    lanes: tuple[str, ...], marks: Map, step: Map, *, first: bool
) -> Iterator[SymbolRow | None]:
    """Yield the rows of joint work: all of it, and each symbol that says more than the others."""
    leaves = step.get("keluar")
    shared: Map = {key: step[key] for key in ("simbol", "teks") if key in step}
    ways: Map = {key: step[key] for key in ("cabang", "lanjut") if key in step}
    leader = lanes[0] if lanes else ""
    if isinstance(leaves, str) and leaves != leader:
        yield _row(lanes, {**shared, "lanjut": "tidak ada"}, first=first)
        yield _row((leaves,), {**shared, **(ways or _ON)}, first=first)
        if any(marks.values()):
            yield None
        return
    own = marks.get(leader)
    if isinstance(own, list):
        yield None
        return
    work = _row(lanes, {**shared, **ways, **(own if isinstance(own, dict) else {})}, first=first)
    yield work
    for lane in lanes[1:]:
        mark = marks.get(lane)
        if isinstance(mark, list):
            yield None
            continue
        row = _row((lane,), {**shared, **(mark if isinstance(mark, dict) else {})}, first=first)
        if row is None or work is None or row.exits or _looks(row) != _looks(work):
            yield row


def _row(lanes: tuple[str, ...], says: Map, *, first: bool) -> SymbolRow | None:
    if "lajur" in says or says.get("teks") == "":
        return None
    exits = _exits(says)
    if exits is None:
        return None
    symbol = str(says.get("simbol", ""))
    answered = any(each.answer for each in exits)
    if not symbol and "cabang" in says and not answered:
        symbol = Role.DECISION.value
    if not symbol and "cabang" not in says and answered:
        symbol = (Role.START if first else Role.PROCESS).value
    return SymbolRow(lanes, symbol, str(says.get("teks", "")), exits)


def _exits(says: Map) -> tuple[Exit, ...] | None:
    out: list[Exit | None] = []
    match says.get("cabang"):
        case dict() as branches:
            for answer, value in branches.items():
                out += [_exit(answer, each) for each in (value if _is_list(value) else [value])]
    match says.get("lanjut"):
        case list() as several:
            out += [_exit("", each) for each in several]
        case None | "":
            pass
        case one:
            out.append(_exit("", one))
    return None if None in out else tuple(each for each in out if each is not None)


def _is_list(value: Data) -> bool:
    return isinstance(value, list)


def _exit(answer: str, target: Data) -> Exit | None:
    match target:
        case str():
            return Exit(answer, target)
        case {"ke": str(to), **rest}:
            label = rest.get("label", "")
            if answer and label:
                return None
            dashed = rest.get("garis") == Stroke.DASHED.value
            return Exit(answer or str(label), to, dashed)
        case _:
            return None


def step_of(rows: Sequence[SymbolRow]) -> Map:
    """Return what a step says that draws what `rows` say; raises UnsaidError."""
    if len(rows) == 1:
        (row,) = rows
        lanes: Data = row.lanes[0] if len(row.lanes) == 1 else list(row.lanes)
        return {"pelaksana": lanes, **_says(row)}
    joint = [row for row in rows if len(row.lanes) > 1]
    if len(joint) > 1:
        raise UnsaidError("Dalam satu langkah hanya satu baris dapat menyebut kerja bersama.")
    marks: dict[str, list[Map]] = {}
    if joint:
        (work,) = joint
        if any(lane not in work.lanes for row in rows for lane in row.lanes):
            raise UnsaidError("Kerja bersama menyangkut semua simbol langkahnya.")
        shared = _looks(work)
        marks = {lane: [dict(shared)] for lane in work.lanes}
        marks[work.lanes[0]] = [_says(work)]
    waiting = {lane for row in joint for lane in row.lanes[1:]}
    for row in rows:
        if row in joint:
            continue
        lane = row.lanes[0]
        if lane in waiting:
            marks[lane] = [_says(row)]
            waiting.discard(lane)
        else:
            marks.setdefault(lane, []).append(_says(row))
    cells: Map = {lane: _cell(each) for lane, each in marks.items()}
    return {"pelaksana": cells, **({"bersama": "ya"} if joint else {})}


def _cell(marks: Sequence[Map]) -> Data:
    return dict(marks[0]) if len(marks) == 1 else [dict(each) for each in marks]


def _looks(row: SymbolRow) -> Map:
    out: Map = {}
    if row.symbol:
        out["simbol"] = row.symbol
    if row.words:
        out["teks"] = row.words
    return out


def _says(row: SymbolRow) -> Map:
    out = _looks(row)
    answered = any(each.answer for each in row.exits)
    if answered and row.symbol in ("", Role.DECISION.value):
        branches: dict[str, list[Data]] = {}
        for each in row.exits:
            branches.setdefault(each.answer, []).append(_target(each, ""))
        out["cabang"] = {
            answer: list(aims) if len(aims) > 1 else aims[0] for answer, aims in branches.items()
        }
    elif row.exits:
        targets = [_target(each, each.answer) for each in row.exits]
        out["lanjut"] = list(targets) if len(targets) > 1 else targets[0]
    return out


def _target(exit: Exit, label: str) -> Data:
    if not label and not exit.dashed:
        return exit.target
    out: Map = {"ke": exit.target}
    if label:
        out["label"] = label
    if exit.dashed:
        out["garis"] = Stroke.DASHED.value
    return out
