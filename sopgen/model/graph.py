"""A flow as symbols and arrows: every default applied, every target found.

Comes after reading and before layout and review, which both need the same arrows.
What a step says of itself is decided in `rows`; here it is decided which symbol a
target means, and what a symbol is where `simbol` was not typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from msgspec import Struct

from sopgen.model.flow import Flow, Role
from sopgen.model.naming import NEXT_ROW, NOWHERE, RESERVED, THE_END
from sopgen.model.rows import Aim, Row, Spot, read_rows
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import ENOUGH, listed, quoted, suggestion

_ORDER = re.compile(r"[1-9][0-9]{0,5}")


class Node(Struct, frozen=True):
    """A symbol: step `row` (from 0), lanes `lane` to `last_lane`, `order` within its cell.

    `text` is what was typed under `teks`; None leaves it to the profile. A `typed` role
    stood under `simbol`, others were found by default.
    """

    row: int
    lane: int
    last_lane: int
    order: int
    role: Role
    text: str | None
    typed: bool = False


class Arrow(Struct, frozen=True):
    """From node `source` to node `target`; `plain` is the line of joint work."""

    source: int
    target: int
    label: str = ""
    plain: bool = False
    dashed: bool = False


class Graph(Struct, frozen=True):
    """Nodes by row, then lane, then order in the cell; arrows in the order of the definition."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def graph(flow: Flow) -> tuple[Graph, tuple[Problem, ...]]:
    """Return the symbols and arrows of `flow`, and what of it cannot be understood.

    Where there are problems the graph lacks what they are about. Locs of the problems
    are relative to the flow.
    """
    rows, row_problems = read_rows(flow)
    targets = _Targets(flow, rows)
    links = [link for row in rows for link in _links(row, targets)]
    spots = sorted(
        (spot for row in rows for spot in row.spots),
        key=lambda spot: (spot.row, spot.lane, spot.order),
    )
    number = {spot: index for index, spot in enumerate(spots)}
    entered_in_row = {
        link.target for link in links if link.source.row == link.target.row and not link.plain
    }
    nodes = tuple(_node(spot, rows, entered=spot in entered_in_row) for spot in spots)
    arrows = tuple(
        Arrow(number[link.source], number[link.target], link.label, link.plain, link.dashed)
        for link in links
    )
    problems = dict.fromkeys((*row_problems, *targets.problems))
    return Graph(nodes, arrows), tuple(problems)


class _Link(Struct, frozen=True):
    source: Spot
    target: Spot
    label: str = ""
    plain: bool = False
    dashed: bool = False


def _node(spot: Spot, rows: Sequence[Row], *, entered: bool) -> Node:
    return Node(
        spot.row,
        spot.lane,
        spot.last_lane,
        spot.order,
        _role(spot, rows, entered=entered),
        spot.text,
        typed=spot.role is not None,
    )


def _role(spot: Spot, rows: Sequence[Row], *, entered: bool) -> Role:
    """Return what a symbol is; `entered` by an arrow of its own row, it is no start.

    Of joint work only the symbol that the flow enters starts it, and only the one that it
    leaves ends it.
    """
    row = rows[spot.row]
    if spot.role is not None:
        return spot.role
    if spot.branches:
        return Role.DECISION
    if spot.row == 0 and row.may_start(spot) and not entered:
        return Role.START
    if row is rows[-1] and row.may_end(spot) and not spot.aims:
        return Role.END
    return Role.PROCESS


def _links(row: Row, targets: _Targets) -> Iterator[_Link]:
    """Yield the lines of a row: those of joint work from left to right, then its arrows."""
    if row.joint:
        firsts = sorted((spot for spot in row.spots if not spot.order), key=lambda spot: spot.lane)
        yield from (_Link(left, right, plain=True) for left, right in pairwise(firsts))
    for spot in row.spots:
        yield from targets.arrows(spot)


class _Symbols:
    """Symbols of one row, found by lane and by the key that they are listed under."""

    def __init__(self, row: Row, spots: Sequence[Spot]) -> None:
        self.row = row
        self.spots = spots
        self.listed: dict[str, list[Spot]] = {}
        self.standing: dict[int, list[tuple[int, Spot]]] = {}
        for position, spot in enumerate(spots):
            self.listed.setdefault(spot.key, []).append(spot)
            for lane in range(spot.lane, spot.last_lane + 1):
                self.standing.setdefault(lane, []).append((position, spot))

    def entered_from(self, source: Spot) -> Spot | None:
        """Return the symbol that an arrow from `source` enters, naming none."""
        if not self.spots or self.row.joint:
            return next(iter(self.spots), None)
        lanes = range(source.lane, source.last_lane + 1)
        same = [self.standing[lane][0] for lane in lanes if lane in self.standing]
        return min(same, key=itemgetter(0))[1] if same else self.spots[0]

    def of_lane(self, key: str, lane: int | None) -> Sequence[Spot]:
        """Return what is listed under `key`, else what reaches into its lane."""
        reaching = self.standing.get(-1 if lane is None else lane, ())
        return self.listed.get(key) or [spot for _, spot in reaching]


class _Targets:
    """Finds the symbols that aims mean, keeping what is wrong with them."""

    def __init__(self, flow: Flow, rows: Sequence[Row]) -> None:
        self.problems: list[Problem] = []
        self._steps = flow.steps
        self._lanes = {key: lane for lane, key in enumerate(flow.actors)}
        self._rows = [_Symbols(row, row.spots) for row in rows]
        self._ends = _Symbols(rows[-1], [spot for spot in rows[-1].spots if _may_end(spot)])
        ids = zip((step.id for step in flow.steps), self._rows, strict=True)
        self._named: dict[str, _Symbols] = {}
        for name, symbols in ids:
            if name:
                self._named.setdefault(name, symbols)

    def arrows(self, spot: Spot) -> Iterator[_Link]:
        """Yield the arrows that leave `spot`."""
        seen = set()
        for aim in spot.aims:
            target = self._found(aim, spot)
            if target is None:
                continue
            if target is spot:
                self._add(
                    aim.at,
                    Code.SELF_TARGET,
                    f"Panah ke {quoted(aim.target)} kembali ke simbolnya sendiri.",
                    "Tunjuk langkah lain, atau simbol lain di baris ini dengan “/pelaksana”.",
                )
            elif (target, aim.label) in seen:
                self._add(
                    aim.at,
                    Code.DUPLICATE_ARROW,
                    f"Panah ke {quoted(aim.target)} sudah ada dari simbol ini.",
                    "Hapus salah satunya.",
                )
            else:
                seen.add((target, aim.label))
                yield _Link(spot, target, aim.label, dashed=aim.dashed)

    def _found(self, aim: Aim, source: Spot) -> Spot | None:
        """Return the symbol that `aim` means; None where there is none, which is told."""
        match aim.target.split("/"):
            case [word] if word == NEXT_ROW:
                return self._in_next_row(aim, source)
            case [word] if word == THE_END:
                return self._end(aim, source)
            case [word] if word in (NOWHERE, ""):
                self._no_target(aim)
                return None
            case [name]:
                row = self._row(name, aim, source)
                return row.entered_from(source) if row else None
            case [_, key]:
                return self._symbol(aim, source, key)
            case [_, key, order]:
                return self._symbol(aim, source, key, order)
            case _:
                self._unreadable(aim)
                return None

    def _in_next_row(self, aim: Aim, source: Spot) -> Spot | None:
        if source.row + 1 < len(self._rows):
            return self._rows[source.row + 1].entered_from(source)
        self._add(
            aim.at,
            Code.UNKNOWN_TARGET,
            "Ini langkah terakhir, jadi tidak ada langkah berikutnya.",
            "Tunjuk “selesai” atau id sebuah langkah.",
        )
        return None

    def _end(self, aim: Aim, source: Spot) -> Spot | None:
        if not self._ends.spots and self._ends.row.sound:
            self._add(
                aim.at,
                Code.UNKNOWN_TARGET,
                "Langkah terakhir tidak punya simbol selesai.",
                "Tambahkan langkah penutup tanpa “cabang” dan “lanjut”, atau tunjuk id langkahnya.",
            )
        return self._ends.entered_from(source)

    def _symbol(self, aim: Aim, source: Spot, key: str, order: str = "1") -> Spot | None:
        """Return the symbol that `aim` names by its lane, and by its order in the cell."""
        symbols = self._row(aim.target.partition("/")[0], aim, source)
        if symbols is None:
            return None
        spots = symbols.of_lane(key, self._lanes.get(key))
        if not spots:
            self._add_missing_symbol(aim, symbols, key)
            return None
        if _ORDER.fullmatch(order) and int(order) <= len(spots):
            return spots[int(order) - 1]
        self._add(
            aim.at,
            Code.UNKNOWN_TARGET,
            f"Kolom {quoted(key)} di langkah itu tidak punya simbol nomor {quoted(order)}.",
            f"Nomornya 1 sampai {len(spots)}." if len(spots) > 1 else "Simbolnya hanya satu.",
        )
        return None

    def _add_missing_symbol(self, aim: Aim, symbols: _Symbols, key: str) -> None:
        if key not in self._lanes:
            self._add(
                aim.at,
                Code.UNKNOWN_TARGET,
                f"Kolom {quoted(key)} dalam tujuan {quoted(aim.target)} tidak ada.",
                suggestion(key, self._lanes),
            )
        elif symbols.row.sound:
            self._add(
                aim.at,
                Code.UNKNOWN_TARGET,
                f"Langkah ke-{symbols.row.index + 1} tidak punya simbol di kolom {quoted(key)}.",
                f"Yang ada: {listed(symbols.listed)}.",
            )

    def _row(self, name: str, aim: Aim, source: Spot) -> _Symbols | None:
        """Return the row that a target begins with; without a name, the row of `source`."""
        found = self._named.get(name) if name else self._rows[source.row]
        if found is None:
            self._add(
                aim.at,
                Code.UNKNOWN_TARGET,
                f"Tujuan {quoted(aim.target)} tidak ada: tidak ada langkah dengan id "
                f"{quoted(name)}.",
                self._id_advice(name),
            )
        return found

    def _id_advice(self, name: str) -> str:
        if name in self._lanes:
            return f"Untuk simbol lain di langkah ini, tulis “/{name}”."
        if len(self.problems) >= ENOUGH:
            return ""
        meant = self._meant(name)
        if meant is not None:
            new = f"langkah-{meant + 1}"
            return f"Beri langkah ke-{meant + 1} “id: {new}”, lalu tulis “{new}” di sini."
        return suggestion(name, (*RESERVED, *self._named))

    def _meant(self, name: str) -> int | None:
        """Return which step is meant by its number, or by the first words of its activity."""
        typed = name.strip().casefold().rstrip(".")
        for index, step in enumerate(self._steps):
            is_number = typed == (step.number or str(index + 1)).casefold().rstrip(".")
            if is_number or (len(typed) > 2 and step.activity.casefold().startswith(typed)):
                return index
        return None

    def _no_target(self, aim: Aim) -> None:
        if aim.target:
            message = f"{quoted(aim.target)} hanya dapat ditulis sendirian, sesudah “lanjut:”."
        else:
            message = "Tujuan panah ini kosong."
        self._add(
            aim.at,
            Code.UNKNOWN_TARGET,
            message,
            "Isi dengan “berikutnya”, “selesai” atau sebuah id.",
        )

    def _unreadable(self, aim: Aim) -> None:
        self._add(
            aim.at,
            Code.UNKNOWN_TARGET,
            f"Tujuan {quoted(aim.target)} tidak dapat dibaca.",
            "Bentuknya: id, id/pelaksana, id/pelaksana/2 atau /pelaksana.",
        )

    def _add(self, at: Loc, code: Code, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, at=at, hint=hint))


def _may_end(spot: Spot) -> bool:
    """Tell whether a symbol of the last row is an end, whatever enters it."""
    return spot.role is Role.END or (spot.role is None and not spot.aims)
