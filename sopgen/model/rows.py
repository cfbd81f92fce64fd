"""The rows of a flow: which symbols stand in which lanes, and where each wants to go.

What is decided here is what a step says of itself: which symbols a row has, which of
them the flow leaves from, and the target of a symbol that names none. Whether a
target exists, and which symbol it means, is decided in `graph`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from sopgen.model.flow import (
    MERGEABLE,
    Flow,
    LabelledTarget,
    Mark,
    Marks,
    Role,
    Step,
    Stroke,
    Targets,
    Unknown,
    is_unknown,
)
from sopgen.model.naming import NEXT_ROW, NOWHERE, naming_problems
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import ENOUGH, quoted, suggestion


class Aim(Struct, frozen=True):
    """A target as typed, the words beside its arrow, and where it was typed."""

    target: str
    label: str
    at: Loc
    dashed: bool = False


class Spot(Struct, frozen=True, eq=False):
    """A symbol that a row asks for; `key` is the lane that it is listed under.

    `role` is what was typed under `simbol`. No aims: no arrow leaves it.
    """

    row: int
    key: str
    lane: int
    last_lane: int
    order: int
    role: Role | None
    text: str | None
    branches: bool
    aims: tuple[Aim, ...]


_TOGETHER = re.compile(r"\s*(?:[,;&+/]|\b(?:dan|serta|bersama)\b)\s*", re.IGNORECASE)
"""What stands between the names of those who work together."""


class Row(Struct, frozen=True):
    """The symbols of a step in the order of the definition; joint ones are one work.

    The flow leaves joint work at the symbol `left`, and enters it at the first. A row that is
    not `sound` lacks symbols because of a problem told already.
    """

    index: int
    spots: tuple[Spot, ...]
    joint: bool
    left: Spot | None
    sound: bool

    def may_start(self, spot: Spot) -> bool:
        """Tell whether the flow may enter at `spot`."""
        return not self.joint or spot is self.spots[0]

    def may_end(self, spot: Spot) -> bool:
        """Tell whether the flow may leave at `spot`."""
        return not self.joint or spot is self.left


def read_rows(flow: Flow) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """Return the rows of `flow` and what is wrong in them; locs are relative to the flow."""
    reader = _Reader(flow)
    rows = tuple(reader.row(index, step) for index, step in enumerate(flow.steps))
    return rows, tuple(reader.problems)


class _Cell(Struct, frozen=True):
    """The symbols of one row in one lane, each with the place that tells of it.

    `at` is where the lane is named.
    """

    key: str
    at: Loc
    marks: tuple[tuple[Mark, Loc], ...]


class _Way(Struct, frozen=True):
    """Where a symbol goes; `branches` tells whether it was typed under `cabang`."""

    aims: tuple[Aim, ...]
    branches: bool = False


_NO_WAY = _Way(())


class _Plan(Struct, frozen=True):
    """What holds for all symbols of a row.

    `leader` is the cell that the flow leaves from, None where each symbol goes its own
    way; `said` is the way that the step itself names.
    """

    index: int
    joint: bool
    leader: _Cell | None
    said: _Way | None


class _Reader:
    """Reads the steps of one flow, keeping what is wrong with them."""

    def __init__(self, flow: Flow) -> None:
        self.problems: list[Problem] = [*naming_problems(flow)]
        self._lanes = {key: lane for lane, key in enumerate(flow.actors)}
        self._places = flow.step_places
        self._titles = flow.actors
        self._has_lanes = not isinstance(flow.lanes, Unknown)
        self._last = len(flow.steps) - 1

    def row(self, index: int, step: Step) -> Row:
        """Return the row of `step`."""
        at = self._places[index]
        self._check_merged(index, step)
        typed = self._cells(step, at)
        cells = [cell for cell in typed if self._stands_in_lane(cell)]
        joint = _joint(step, cells)
        leader = self._leader(step, cells, at)
        said = self._way(step, at)
        if said and said.branches and leader is None:
            if len(typed) > 1:
                self._misplaced("cabang", at)
            said = None
        plan = _Plan(index, joint, leader, said)
        spots = tuple(spot for cell in cells for spot in self._spots(plan, cell))
        self._check_overlaps(spots, at)
        of_leader = [spot for spot in spots if leader and spot.key == leader.key]
        left = of_leader[-1] if of_leader else None
        return Row(index, spots, joint, left, sound=0 < len(cells) == len(typed))

    def _cells(self, step: Step, at: Loc) -> list[_Cell]:
        """Return the cells that hold symbols, in the order of the definition."""
        if is_unknown(step) or not self._has_lanes:
            return []
        if not step.actors:
            self._no_actor(step, at)
            return []
        mark = Mark(symbol=step.symbol, text=step.text)
        place = (*at, "pelaksana")
        match step.actors:
            case str(key):
                return [_Cell(key, place, ((mark, at),))]
            case dict(marks):
                return self._marked_cells(step, marks, at)
            case keys:
                numbered = self._once(keys, place)
                return [_Cell(key, (*place, i), ((mark, at),)) for i, key in numbered]

    def _no_actor(self, step: Step, at: Loc) -> None:
        if "actors" in step.model_fields_set:
            self._add(
                (*at, "pelaksana"),
                Code.EMPTY_VALUE,
                "Langkah ini belum punya pelaksana.",
                "Isi “pelaksana” dengan id salah satu kolom.",
            )
        else:
            self._add(
                (*at, "pelaksana"),
                Code.MISSING_KEY,
                f"Kunci “pelaksana” belum ada di langkah ke-{int(at[-1]) + 1}.",
                "Tambahkan “pelaksana: …”; baris judul tahap ditulis “- judul: …”.",
            )

    def _once(self, keys: Sequence[str], at: Loc) -> Iterator[tuple[int, str]]:
        """Yield `keys` with their positions, without those that stood before."""
        seen = set()
        for position, key in enumerate(keys):
            if key in seen:
                self._add(
                    (*at, position),
                    Code.LANES,
                    f"Kolom {quoted(key)} disebut dua kali di langkah ini.",
                    "Sebut tiap kolom sekali saja.",
                )
            else:
                seen.add(key)
                yield position, key

    def _marked_cells(self, step: Step, marks: Mapping[str, Marks], at: Loc) -> list[_Cell]:
        cells = []
        for key, typed in marks.items():
            place = (*at, "pelaksana", key)
            match typed:
                case Mark():
                    cells.append(_Cell(key, place, ((typed, place),)))
                case ():
                    self._add(
                        place,
                        Code.EMPTY_VALUE,
                        f"Daftar simbol di kolom {quoted(key)} kosong.",
                        "Tulis “{}” untuk satu simbol biasa.",
                    )
                case several:
                    placed = tuple((mark, (*place, i)) for i, mark in enumerate(several))
                    cells.append(_Cell(key, place, placed))
        match cells:
            case [_Cell(key, place, ((mark, mark_at),))]:
                return [_Cell(key, place, ((self._completed(mark, step, at), mark_at),))]
            case _:
                if step.symbol is not None:
                    self._misplaced("simbol", at)
                if step.text is not None:
                    self._misplaced("teks", at)
                return cells

    def _completed(self, mark: Mark, step: Step, at: Loc) -> Mark:
        """Return the only symbol of a row, with what the step itself says of it."""
        if mark.symbol is not None and step.symbol is not None:
            self._said_twice("“simbol”", at)
        if mark.text is not None and step.text is not None:
            self._said_twice("“teks”", at)
        symbol = step.symbol if mark.symbol is None else mark.symbol
        text = step.text if mark.text is None else mark.text
        return mark.model_copy(update={"symbol": symbol, "text": text})

    def _leader(self, step: Step, cells: Sequence[_Cell], at: Loc) -> _Cell | None:
        """Return the cell that the flow leaves from, None where each symbol goes its own way."""
        joint = _joint(step, cells)
        leader = cells[0] if joint or len(cells) == 1 else None
        if not step.leaves_from or not cells:
            return leader
        named = next((cell for cell in cells if cell.key == step.leaves_from), None)
        if leader is None:
            self._add(
                (*at, "keluar"),
                Code.MISPLACED_KEY,
                "“keluar” hanya berlaku untuk kerja bersama.",
                "Hapus “keluar”, atau tambahkan “bersama: ya”.",
            )
        elif named is None:
            self._add(
                (*at, "keluar"),
                Code.UNKNOWN_LANE,
                f"Langkah ini tidak punya simbol di kolom {quoted(step.leaves_from)}.",
                suggestion(step.leaves_from, (cell.key for cell in cells)),
            )
        else:
            return named
        return leader

    def _spots(self, plan: _Plan, cell: _Cell) -> Iterator[Spot]:
        for order, (mark, at) in enumerate(cell.marks):
            lane, last_lane = self._span(cell.key, mark, at)
            way = self._way_of(plan, cell, order)
            yield Spot(
                plan.index,
                cell.key,
                lane,
                last_lane,
                order,
                mark.symbol,
                mark.text,
                way.branches,
                way.aims,
            )

    def _way_of(self, plan: _Plan, cell: _Cell, order: int) -> _Way:
        """Return where a symbol goes: as it says, as its step says, or as is usual there."""
        mark, at = cell.marks[order]
        own = self._way(mark, at)
        last_in_cell = order == len(cell.marks) - 1
        leads = cell is plan.leader and last_in_cell
        if leads and plan.said:
            if own:
                self._said_twice("“cabang” atau “lanjut”", at)
            return plan.said
        if own:
            return own
        if mark.symbol is Role.END:
            return _NO_WAY
        if not last_in_cell:
            return _Way((Aim(f"/{cell.key}/{order + 2}", "", at),))
        if plan.joint and not leads:
            return _NO_WAY
        if plan.said:
            return plan.said
        return _NO_WAY if plan.index == self._last else _Way((Aim(NEXT_ROW, "", at),))

    def _way(self, said: Step | Mark, at: Loc) -> _Way | None:
        """Return the way that a step or a symbol names; None where it names none."""
        goes_on = said.next not in (None, "")
        if said.branches:
            if goes_on:
                self._add(
                    (*at, "lanjut"),
                    Code.TWO_WAYS,
                    "“cabang” dan “lanjut” tidak dapat dipakai bersamaan.",
                    "Tulis semua tujuan di bawah “cabang”, atau hapus “cabang”.",
                )
            answers = said.branches.items()
            aims = (self._answer(label, to, (*at, "cabang", label)) for label, to in answers)
            return _Way(tuple(chain.from_iterable(aims)), branches=True)
        if not goes_on or said.next is None:
            return None
        if said.next == NOWHERE:
            return _NO_WAY
        return _Way(tuple(self._aims(said.next, "", (*at, "lanjut"))))

    def _answer(self, label: str, targets: Targets, at: Loc) -> Iterator[Aim]:
        if targets in ("", ()):
            self._add(
                at,
                Code.EMPTY_VALUE,
                f"Jawaban {quoted(label)} belum punya tujuan.",
                "Isi dengan “berikutnya”, “selesai” atau id sebuah langkah.",
            )
            return
        yield from self._aims(targets, label, at)

    def _aims(self, targets: Targets, label: str, at: Loc) -> Iterator[Aim]:
        match targets:
            case str():
                yield Aim(targets, label, at)
            case LabelledTarget():
                if label and targets.label:
                    self._add(
                        (*at, "label"),
                        Code.MISPLACED_KEY,
                        f"Panah ini sudah bertuliskan jawabannya, {quoted(label)}.",
                        "Hapus “label”.",
                    )
                dashed = targets.stroke is Stroke.DASHED
                yield Aim(targets.to, label or targets.label, (*at, "ke"), dashed)
            case several:
                for position, target in enumerate(several):
                    yield from self._aims(target, label, (*at, position))

    def _span(self, key: str, mark: Mark, at: Loc) -> tuple[int, int]:
        """Return the first and the last lane of a symbol listed under `key`."""
        own = self._lanes[key]
        keys = mark.lanes or (key,)
        for position, each in enumerate(keys):
            if each not in self._lanes:
                self._unknown_lane(each, (*at, "lajur", position))
        lanes = {self._lanes[each] for each in keys if each in self._lanes}
        if own not in lanes:
            self._add(
                (*at, "lajur"),
                Code.LANES,
                f"“lajur” harus memuat kolomnya sendiri, {quoted(key)}.",
                "Tambahkan kolom itu.",
            )
        elif max(lanes) - min(lanes) >= len(lanes):
            self._add(
                (*at, "lajur"),
                Code.LANES,
                "Kolom-kolom di “lajur” tidak bersebelahan.",
                "Sebut semua kolom dari yang paling kiri sampai yang paling kanan.",
            )
        else:
            return min(lanes), max(lanes)
        return own, own

    def _stands_in_lane(self, cell: _Cell) -> bool:
        if cell.key not in self._lanes:
            self._unknown_lane(cell.key, cell.at)
        return cell.key in self._lanes

    def _check_overlaps(self, spots: Sequence[Spot], at: Loc) -> None:
        taken: dict[int, str] = {}
        for spot in spots:
            for lane in range(spot.lane, spot.last_lane + 1):
                holder = taken.setdefault(lane, spot.key)
                if holder != spot.key:
                    self._add(
                        (*at, "pelaksana", spot.key),
                        Code.LANES,
                        f"Simbol {quoted(spot.key)} dan {quoted(holder)} berebut satu kolom.",
                        "Periksa “lajur” keduanya.",
                    )
                    break

    def _check_merged(self, index: int, step: Step) -> None:
        at = self._places[index]
        for position, column in enumerate(step.merged):
            if index == 0:
                self._add(
                    (*at, "gabung", position),
                    Code.MERGED_CELL,
                    "Langkah pertama tidak punya baris di atasnya untuk digabung.",
                    "Hapus “gabung”, atau pindahkan ke langkah di bawahnya.",
                )
            elif self._follows_heading(index):
                self._add(
                    (*at, "gabung", position),
                    Code.MERGED_CELL,
                    "Di atas langkah ini ada baris judul, jadi selnya tidak dapat digabung.",
                    "Hapus “gabung”, atau pindahkan ke langkah di bawahnya.",
                )
            elif step.cell(column):
                self._add(
                    (*at, column) if column in MERGEABLE else (*at, "tambahan", column),
                    Code.MERGED_CELL,
                    f"Sel {quoted(column)} digabung dengan baris di atasnya, jadi harus kosong.",
                    f"Pindahkan isinya ke langkah di atas, atau hapus {column} dari “gabung”.",
                )

    def _follows_heading(self, index: int) -> bool:
        (*_, above), (*_, own) = self._places[index - 1], self._places[index]
        return own != int(above) + 1

    def _unknown_lane(self, key: str, at: Loc) -> None:
        self._add(
            at,
            Code.UNKNOWN_LANE,
            f"Kolom pelaksana {quoted(key)} tidak ada di bagan ini.",
            self._lane_advice(key) if len(self.problems) < ENOUGH else "",
        )

    def _lane_advice(self, key: str) -> str:
        """Return how to write what `key` seems to mean: several lanes, or a lane's title."""
        parts = [self._key_of(part) for part in _TOGETHER.split(key)]
        if len(parts) > 1 and all(parts):
            return f"Untuk kerja bersama tulis [{', '.join(parts)}]."
        own = self._key_of(key)
        return f"Tulis id kolomnya: “{own}”." if own else suggestion(key, self._lanes)

    def _key_of(self, text: str) -> str:
        """Return the id of the lane that `text` calls by id or title; an empty text if none."""
        typed = text.strip().casefold()
        titled = ((key, str(title).casefold()) for key, title in self._titles.items())
        return next((key for key, title in titled if typed in (key.casefold(), title)), "")

    def _misplaced(self, key: str, at: Loc) -> None:
        self._add(
            (*at, key),
            Code.MISPLACED_KEY,
            f"Langkah ini punya beberapa simbol, jadi “{key}” tidak jelas milik yang mana.",
            "Tulis di dalam simbolnya, di bawah “pelaksana”.",
        )

    def _said_twice(self, words: str, at: Loc) -> None:
        self._add(
            at,
            Code.MISPLACED_KEY,
            f"{words} ditulis di langkah dan juga di simbolnya.",
            "Hapus salah satunya.",
        )

    def _add(self, at: Loc, code: Code, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, at=at, hint=hint))


def _joint(step: Step, cells: Sequence[_Cell]) -> bool:
    """Tell whether the symbols of a row are one work, joined by plain lines."""
    return len(cells) > 1 and (isinstance(step.actors, tuple) or step.joined)
