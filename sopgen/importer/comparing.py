"""What two readings of one SOP's flows show otherwise, row by row, in words.

Compared are lanes, rows, symbols, arrows with their words, and the texts of cells. Blanks, breaks
of lines and the marks in front of items do not count, and neither does how a table looks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.editing.unprinting import without_marker
from sopgen.problems.characters import HIDDEN
from sopgen.problems.spelling import quoted
from sopgen.recognition.flow import seen_flow
from sopgen.recognition.heads import ACTIVITY, Column
from sopgen.recognition.reading import SeenArrow, SeenFlow, SeenMark
from sopgen.recognition.rows import SeenRow
from sopgen.recognition.tables import FlowTable

NOWHERE = -1
"""The row of what is about none."""

_SIGNS = re.compile("[\ue000-\uf8ff]")
_SYMBOLS = {
    Symbol.TERMINATOR: "kapsul",
    Symbol.PROCESS: "kotak",
    Symbol.DECISION: "belah ketupat",
    Symbol.OFF_PAGE: "segilima",
}


class Unlike(Struct, frozen=True):
    """What the second reading shows otherwise: words, and the row of the first it is about."""

    words: str
    row: int = NOWHERE


def unlike(first: FlowTable, second: FlowTable) -> tuple[Unlike, ...]:
    """Return what `second`, another reading of the same flow, shows otherwise than `first`."""
    return tuple(_Pair(first, second).found())


def folded(text: str) -> str:
    """Return `text` as it is compared: without blanks, hidden signs and marks of items."""
    words = _SIGNS.sub("", HIDDEN.sub("", text)).split()
    return "".join(word for word in words if without_marker(word))


class _Placed(Struct, frozen=True, order=True):
    """A symbol by where it stands: row of the first reading, lanes, order in its cell."""

    row: int
    lane: int
    last_lane: int
    order: int


class _Line(Struct, frozen=True):
    """An arrow by what it joins; of joint work the left end is the `source`."""

    source: _Placed
    target: _Placed
    plain: bool
    dashed: bool


class _Drawing:
    """A flow's symbols and arrows by place; `rows` maps its own rows to those compared."""

    def __init__(self, table: FlowTable, rows: dict[int, int]) -> None:
        seen = seen_flow(table.panels)
        placed = [_place(mark, rows) for mark in seen.marks]
        self.marks = {
            place: mark
            for place, mark in zip(placed, seen.marks, strict=True)
            if place.row != NOWHERE
        }
        self.lines: dict[_Line, Counter[str]] = {}
        for arrow in _joint_alike(seen):
            line = _line(arrow, placed)
            if NOWHERE not in (line.source.row, line.target.row):
                self.lines.setdefault(line, Counter())[folded(arrow.label)] += 1

    def from_row(self, row: int) -> dict[_Line, Counter[str]]:
        return {line: labels for line, labels in self.lines.items() if line.source.row == row}


class _Pair:
    def __init__(self, first: FlowTable, second: FlowTable) -> None:
        self._first = first
        self._second = second
        self._rows = _paired(first.rows, second.rows)
        self._before = _Drawing(first, {row: row for row in range(len(first.rows))})
        self._now = _Drawing(second, {other: row for row, other in self._rows.items()})

    def found(self) -> Iterator[Unlike]:
        yield from _lanes(self._first, self._second)
        for row in range(len(self._first.rows)):
            if row in self._rows:
                for words in self._row(row):
                    yield Unlike(words, row)
            else:
                yield Unlike(f"baris {quoted(_called(self._first.rows[row]))} tidak ada", row)
        for row in sorted(set(range(len(self._second.rows))) - set(self._rows.values())):
            words = quoted(_called(self._second.rows[row]))
            yield Unlike(f"baris {words} tidak ada di lembar lama")

    def _row(self, row: int) -> Iterator[str]:
        before, now = self._first.rows[row], self._second.rows[self._rows[row]]
        yield from self._texts(before, now)
        yield from self._symbols(row)
        yield from self._arrows(row)

    def _texts(self, before: SeenRow, now: SeenRow) -> Iterator[str]:
        if before.heading != now.heading:
            yield "langkah, bukan judul" if before.heading else "judul, bukan langkah"
        if folded(before.number).strip(".") != folded(now.number).strip("."):
            yield f"nomor: {_to(before.number, now.number)}"
        if folded(before.activity) != folded(now.activity):
            yield f"kegiatan: {_to(before.activity, now.activity)}"
        ours, theirs = _cells(self._first, before), _cells(self._second, now)
        for name in dict.fromkeys((*ours, *theirs)):
            (text, joined), (other, other_joined) = (
                each.get(name, ("", False)) for each in (ours, theirs)
            )
            if folded(text) != folded(other):
                yield f"{name}: {_to(text, other)}"
            elif joined != other_joined:
                how = "tidak lagi" if joined else "sekarang"
                yield f"{name}: {how} digabung dengan sel di atasnya"

    def _symbols(self, row: int) -> Iterator[str]:
        places = [place for place in (*self._before.marks, *self._now.marks) if place.row == row]
        for place in dict.fromkeys(places):
            before, now = self._before.marks.get(place), self._now.marks.get(place)
            if before is None and now is not None:
                yield f"{_SYMBOLS[now.symbol]} di {self._lane(place)} tidak ada di lembar lama"
            elif now is None and before is not None:
                yield f"{_SYMBOLS[before.symbol]} di {self._lane(place)} hilang"
            elif before and now and before.symbol is not now.symbol:
                was, became = _SYMBOLS[before.symbol], _SYMBOLS[now.symbol]
                yield f"{was} di {self._lane(place)} menjadi {became}"
            elif before and now and folded(before.text) != folded(now.text):
                yield f"tulisan di simbol {self._lane(place)}: {_to(before.text, now.text)}"

    def _arrows(self, row: int) -> Iterator[str]:
        before, now = self._before.from_row(row), self._now.from_row(row)
        lines = dict.fromkeys((*before, *now))
        for line in sorted(lines, key=lambda line: (not line.plain, line.source, line.target)):
            ours, theirs = before.get(line), now.get(line)
            if ours is None:
                yield f"{self._told(line)} tidak ada di lembar lama"
            elif theirs is None:
                yield f"{self._told(line)} hilang"
            elif ours != theirs:
                yield f"tulisan {self._told(line)}: {_to(_listed(ours), _listed(theirs))}"

    def _told(self, line: _Line) -> str:
        if line.plain:
            return f"garis kerja bersama {self._lane(line.source)}–{self._lane(line.target)}"
        row = self._first.rows[line.target.row]
        here = line.source.row == line.target.row
        goal = "baris ini" if here else f"baris {quoted(_called(row))}"
        kind = "panah putus-putus" if line.dashed else "panah"
        return f"{kind} dari {self._lane(line.source)} ke {self._lane(line.target)} di {goal}"

    def _lane(self, place: _Placed) -> str:
        lanes = self._first.head.lanes
        if place.lane >= len(lanes):
            return f"kolom ke-{place.lane + 1}"
        name = quoted(" ".join(lanes[place.lane].name.split()))
        wide = f" sampai kolom ke-{place.last_lane + 1}" if place.last_lane > place.lane else ""
        order = f" ({place.order + 1})" if place.order else ""
        return f"{name}{wide}{order}"


def _lanes(first: FlowTable, second: FlowTable) -> Iterator[Unlike]:
    pairs = zip_longest(first.head.lanes, second.head.lanes)
    for number, (before, now) in enumerate(pairs, 1):
        for words, ours, theirs in (
            ("kolom pelaksana", before and before.name, now and now.name),
            ("tajuk kolom pelaksana", before and before.unit, now and now.unit),
        ):
            if folded(ours or "") != folded(theirs or ""):
                yield Unlike(f"{words} ke-{number}: {_to(ours or '', theirs or '')}")


def _paired(first: Sequence[SeenRow], second: Sequence[SeenRow]) -> dict[int, int]:
    """Return which row of `second` is which of `first`: one by one where there are as many."""
    if len(first) == len(second):
        return {row: row for row in range(len(first))}
    ours, theirs = ([folded(row.activity) for row in rows] for rows in (first, second))
    out: dict[int, int] = {}
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind in ("equal", "replace"):
            out |= dict(zip(range(a, b), range(c, d), strict=False))
    return out


def _place(mark: SeenMark, rows: dict[int, int]) -> _Placed:
    return _Placed(rows.get(mark.row, NOWHERE), mark.lane, mark.last_lane, mark.order)


def _line(arrow: SeenArrow, placed: Sequence[_Placed]) -> _Line:
    return _Line(placed[arrow.source], placed[arrow.target], arrow.plain, arrow.dashed)


def _joint_alike(seen: SeenFlow) -> Iterator[SeenArrow]:
    """Yield the arrows, and of each joint work the lines that join it from left to right."""
    group = list(range(len(seen.marks)))
    for arrow in seen.arrows:
        if arrow.plain:
            one, other = group[arrow.source], group[arrow.target]
            group = [min(one, other) if each in (one, other) else each for each in group]
        else:
            yield arrow
    last: dict[int, int] = {}
    for at in sorted(range(len(seen.marks)), key=lambda at: seen.marks[at].lane):
        if group[at] in last:
            yield SeenArrow(last[group[at]], at, plain=True)
        last[group[at]] = at


def _cells(table: FlowTable, row: SeenRow) -> dict[str, tuple[str, bool]]:
    """Return what `row` says by column, and whether its cell is joined with the one above."""
    columns = table.head.columns
    return {_name(columns[each.column]): (each.text, each.joined) for each in row.entries}


def _name(column: Column) -> str:
    return column.key or " ".join(column.head.split())


def _called(row: SeenRow) -> str:
    return " ".join((row.activity or row.number or ACTIVITY).split())


def _to(before: str, now: str) -> str:
    return f"{quoted(before)} menjadi {quoted(now)}"


def _listed(labels: Counter[str]) -> str:
    return ", ".join(sorted(labels.elements()))
