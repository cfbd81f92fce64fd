"""What a flow is to show after a pull: what its definition shows, changed as it was drawn.

In: both drawings of the sheet, and the chart of the definition whose rows and lanes are those of
the sheet already. Where the two drawings are alike the chart is kept, elsewhere the edited
one is believed: symbols row by row, arrows symbol by symbol.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from msgspec.structs import replace

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart, Mark
from sopgen.model.graph import Arrow
from sopgen.pull.changes import NewStep, Row
from sopgen.pull.drawings import END, START, Drawings, index_of
from sopgen.pull.rows import FlowRows
from sopgen.recognition.reading import SeenFlow, SeenMark

Look: TypeAlias = tuple[str, str, int, Symbol, str]
"""A symbol within its row: the lanes it stands over, its order, what it is and says."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a flow is to show; rows are those of its chart.

    In rows `joined` a symbol without arrows was put beside others, which is joint work; of
    rows `without` all symbols are gone: they are kept.
    """

    chart: Chart
    joined: tuple[int, ...]
    without: tuple[int, ...]


class Patch:
    """Puts the differences of two drawings upon the chart of the definition."""

    def __init__(
        self, drawn: Drawings, current: Chart, rows: FlowRows, lanes: Sequence[str]
    ) -> None:
        self._drawn = drawn
        self._current = current
        self._rows = rows
        self._lanes = list(lanes)
        self._was = _counterparts(drawn)
        self._ours = dict(self._current_of_before())
        self._marks: list[Mark] = []
        self._of_current: dict[int, int] = {}
        self._of_now: dict[int, int] = {}
        self._joined: list[int] = []
        self._without: list[int] = []

    def wanted(self) -> Wanted:
        """Return what the flow is to show."""
        for row in range(len(self._current.rows)):
            self._place_row(row)
        arrows = self._in_the_flow([*self._arrows(), *self._joint()])
        chart = replace(self._current, marks=tuple(self._marks), arrows=tuple(arrows))
        return Wanted(chart, tuple(self._joined), tuple(self._without))

    def _token(self, row: int) -> Row | str | None:
        """Return what a row of the chart is: "awal", "akhir", or a row of the sheet."""
        item = self._current.rows[row].item
        if item is None:
            return START if row == 0 else END
        return self._rows.tokens[item]

    def _current_of_before(self) -> Iterator[tuple[int, int]]:
        """Yield which symbol of the chart each symbol of the base is."""
        places = {
            (self._token(mark.row), self._lanes[mark.lane], _rank(self._current.marks, mark)): at
            for at, mark in enumerate(self._current.marks)
            if isinstance(self._token(mark.row), int | str)
        }
        for number, seen in enumerate(self._drawn.before.marks):
            row = self._drawn.rows_before[seen.row]
            place = (row, self._drawn.lanes_before[seen.lane], seen.order)
            if place in places:
                yield number, places[place]

    def _current_of_now(self, number: int) -> int | None:
        """Return which symbol of the chart a symbol of the edited drawing is."""
        before = self._was.get(number)
        if before is not None:
            return self._ours.get(before)
        seen = self._drawn.now.marks[number]
        if not isinstance(self._drawn.rows_now[seen.row], NewStep):
            return None
        own = self._look(seen, self._drawn.lanes_now)
        for at, mark in enumerate(self._current.marks):
            is_there = self._token(mark.row) is self._drawn.rows_now[seen.row]
            if is_there and self._lanes[mark.lane] == own[0] and mark.order == seen.order:
                return at
        return None

    def _look(self, seen: SeenMark, lanes: Sequence[str]) -> Look:
        return lanes[seen.lane], lanes[seen.last_lane], seen.order, seen.symbol, seen.text

    def _place_row(self, row: int) -> None:
        """Decide which symbols stand in a row: those of the chart, or those that were drawn."""
        token = self._token(row)
        now = index_of(self._drawn.rows_now, token)
        before = index_of(self._drawn.rows_before, token)
        own = _in_row(self._drawn.now, now)
        had = _in_row(self._drawn.before, before)
        kept = [at for at, mark in enumerate(self._current.marks) if mark.row == row]
        looks = [self._look(self._drawn.now.marks[at], self._drawn.lanes_now) for at in own]
        told = [self._look(self._drawn.before.marks[at], self._drawn.lanes_before) for at in had]
        if had and not own and kept and now is not None:
            self._without.append(row)
        if not own or (had and looks == told):
            self._keep(kept, own)
            return
        for number, look in zip(own, looks, strict=True):
            low, high, order, symbol, text = look
            first, last = self._lanes.index(low), self._lanes.index(high)
            self._add(Mark(row, order, first, last, symbol, text), number)
        if len(own) > len(had) >= 1 and any(self._is_loose(number) for number in own):
            self._joined.append(row)

    def _keep(self, kept: Sequence[int], own: Sequence[int]) -> None:
        seen = {self._current_of_now(number): number for number in own}
        for at in kept:
            self._of_current[at] = len(self._marks)
            if at in seen:
                self._of_now[seen[at]] = len(self._marks)
            self._marks.append(self._current.marks[at])

    def _add(self, mark: Mark, number: int) -> None:
        self._of_now[number] = len(self._marks)
        at = self._current_of_now(number)
        if at is not None:
            self._of_current.setdefault(at, len(self._marks))
        self._marks.append(mark)

    def _is_loose(self, number: int) -> bool:
        return not any(number in (each.source, each.target) for each in self._drawn.now.arrows)

    def _arrows(self) -> Iterator[Arrow]:
        """Yield the arrows: of a symbol whose arrows are as they were, those of the chart."""
        drawn = {at: number for number, at in self._of_now.items()}
        typed = {at: number for number, at in self._of_current.items()}
        for at in range(len(self._marks)):
            number, own = drawn.get(at), typed.get(at)
            if own is not None and (number is None or self._is_as_it_was(number)):
                for arrow in self._current.arrows:
                    if arrow.source == own and arrow.target in self._of_current:
                        yield replace(arrow, source=at, target=self._of_current[arrow.target])
            elif number is not None:
                for seen in self._drawn.now.arrows:
                    if seen.source == number and seen.target in self._of_now:
                        target = self._of_now[seen.target]
                        yield Arrow(at, target, seen.label, seen.plain, seen.dashed)

    def _is_as_it_was(self, number: int) -> bool:
        """Tell whether the arrows out of a symbol are those that left it before.

        A symbol in a row that was put in, of which no arrow was drawn, stands in the flow.
        """
        before = self._was.get(number)
        if before is None:
            row = self._drawn.rows_now[self._drawn.now.marks[number].row]
            return isinstance(row, NewStep) and self._is_loose(number)
        left = {
            (each.target, each.label, each.plain, each.dashed)
            for each in self._drawn.before.arrows
            if each.source == before
        }
        leaves = {
            (self._was.get(each.target), each.label, each.plain, each.dashed)
            for each in self._drawn.now.arrows
            if each.source == number
        }
        return left == leaves

    def _joint(self) -> Iterator[Arrow]:
        """Yield the lines of joint work in rows that got a further symbol without arrows."""
        for row in self._joined:
            own = [at for at, mark in enumerate(self._marks) if mark.row == row]
            own.sort(key=lambda at: self._marks[at].lane)
            yield from (Arrow(left, right, plain=True) for left, right in pairwise(own))

    def _in_the_flow(self, arrows: Sequence[Arrow]) -> list[Arrow]:
        """Lead arrows over a new row into it, where it has none of its own."""
        out = list(dict.fromkeys(arrows))
        for row in range(len(self._current.rows)):
            own = [at for at, mark in enumerate(self._marks) if mark.row == row]
            if not isinstance(self._token(row), NewStep) or not own:
                continue
            if any(arrow.target in own and arrow.source not in own for arrow in out):
                continue
            numbers = [number for number, at in self._of_now.items() if at in own]
            if any(not self._is_loose(number) for number in numbers):
                continue
            above, below = self._neighbour(row, -1), self._neighbour(row, 1)
            out = [
                replace(arrow, target=own[0])
                if self._marks[arrow.source].row == above and self._marks[arrow.target].row == below
                else arrow
                for arrow in out
            ]
        return out

    def _neighbour(self, row: int, step: int) -> int | None:
        """Return the nearest row above or below that has symbols."""
        filled = {mark.row for mark in self._marks}
        rows = range(row + step, len(self._current.rows) if step > 0 else -1, step)
        return next((each for each in rows if each in filled), None)


def _counterparts(drawn: Drawings) -> dict[int, int]:
    """Return which symbol of the base each symbol of the edited drawing is."""
    keys = {mark.key: at for at, mark in enumerate(drawn.before.marks) if mark.key}
    found = {at: keys[mark.key] for at, mark in enumerate(drawn.now.marks) if mark.key in keys}
    taken = set(found.values())
    places = {
        (drawn.rows_before[mark.row], drawn.lanes_before[mark.lane], mark.order): at
        for at, mark in enumerate(drawn.before.marks)
        if at not in taken
    }
    for at, mark in enumerate(drawn.now.marks):
        row = drawn.rows_now[mark.row]
        if at not in found and isinstance(row, int | str):
            own = places.pop((row, drawn.lanes_now[mark.lane], mark.order), None)
            if own is not None:
                found[at] = own
    return found


def _in_row(seen: SeenFlow, row: int | None) -> list[int]:
    return [at for at, mark in enumerate(seen.marks) if mark.row == row]


def _rank(marks: Sequence[Mark], mark: Mark) -> int:
    """Return which symbol of its cell, from above, a symbol of a chart is."""
    return len(
        {
            each.order
            for each in marks
            if each.row == mark.row
            and each.lane <= mark.last_lane
            and mark.lane <= each.last_lane
            and each.order < mark.order
        }
    )
