"""Share a width among text columns so that all rows together are as low as can be.

Rows begin as low as their symbols let them. Where the texts then ask for more width than
there is, rows are raised by a line, each time where a line buys most width; at the end
rows are lowered again as far as what is left over allows. Lines of text are steps, so there
is no formula for the least sum; this comes within a line or two of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from sopgen.document.page import PIXEL
from sopgen.layout.flowchart.lines import MeasuredText


class Cell(Struct, frozen=True):
    """A text in column `column` that stands in `rows` of the chart together."""

    column: int
    rows: range
    text: MeasuredText


class Ladder(Struct, frozen=True):
    """How high a cell of each number of lines is."""

    heights: tuple[int, ...]

    def lines(self, height: int) -> int:
        """Return how many lines a cell of `height` holds."""
        return bisect_right(self.heights, height) - 1

    def before(self, height: int) -> int:
        """Return the height of the cell that holds a line less than one of `height`."""
        return self.heights[max(self.lines(height - 1), 0)]


class Shares(Struct, frozen=True):
    """How wide the columns must be, and how high the rows are then."""

    widths: tuple[int, ...]
    heights: tuple[int, ...]


class Sharing(Struct, frozen=True):
    """What is shared out: `cells` in rows at least as high as `floors`.

    No column gets less than its part of `least`, and the `fixed` ones get no more.
    """

    cells: tuple[Cell, ...]
    floors: tuple[int, ...]
    least: tuple[int, ...]
    ladder: Ladder
    fixed: frozenset[int] = frozenset()

    def fewest(self, cell: Cell) -> int:
        """Return how many lines `cell` has at least."""
        if cell.column in self.fixed:
            return cell.text.lines(self.least[cell.column])
        return cell.text.least

    def shares(self, room: int) -> Shares:
        """Return the columns, together no wider than `room` where `least` allows that."""
        search = _Search(self)
        while search.width > room and search.raise_rows(search.width - room):
            pass
        search.lower_rows(room)
        return Shares(tuple(search.widths), tuple(search.heights))


class _Outcome(NamedTuple):
    """What rows of other heights make of cells and columns: how wide these must be then."""

    asked: dict[int, int]
    widths: dict[int, int]


class _Search:
    """Heights of rows that change, and the widths that texts ask for in them."""

    def __init__(self, sharing: Sharing) -> None:
        self._sharing, self._ladder = sharing, sharing.ladder
        self.heights = list(sharing.floors)
        lowest = self._ladder.lines(min(self.heights, default=0))
        for cell in sharing.cells:
            fewest = sharing.fewest(cell)
            if fewest > lowest:
                self._let_in(cell, fewest)
        self._floors = tuple(self.heights)
        self._cells = [
            cell for cell in sharing.cells if cell.text.length > sharing.least[cell.column]
        ]
        self._in_row: list[list[int]] = [[] for _ in sharing.floors]
        self._in_column: list[list[int]] = [[] for _ in sharing.least]
        for number, cell in enumerate(self._cells):
            self._in_column[cell.column].append(number)
            for row in cell.rows:
                self._in_row[row].append(number)
        self._most = [cell.text.lines(sharing.least[cell.column]) for cell in self._cells]
        self._known: list[dict[int, int]] = [{} for _ in self._cells]
        self._asked = [self._asks(n, self._height_of(cell)) for n, cell in enumerate(self._cells)]
        self.widths = [
            max([least, *(self._asked[number] for number in numbers)])
            for least, numbers in zip(sharing.least, self._in_column, strict=True)
        ]
        self.width = sum(self.widths)

    def raise_rows(self, excess: int) -> bool:
        """Raise the rows that make a column narrower at the least cost; False if there are none."""
        best: tuple[float, dict[int, int], _Outcome] | None = None
        for column, width in enumerate(self.widths):
            if width > self._sharing.least[column]:
                raised = self._raised(column, width)
                outcome = self._outcome(raised)
                gain = self.width - self._width_after(outcome)
                cost = sum(height - self.heights[row] for row, height in raised.items())
                if gain > 0 and (best is None or cost / min(gain, excess) < best[0]):
                    best = cost / min(gain, excess), raised, outcome
        if best is None:
            return False
        self._take(best[1], best[2])
        return True

    def lower_rows(self, room: int) -> None:
        """Lower rows by a line as long as the columns stay within `room`."""
        lowered = True
        while lowered and room - self.width >= PIXEL:
            lowered = False
            for row in sorted(range(len(self.heights)), key=lambda row: -self.heights[row]):
                before = self.heights[row]
                lower = {row: max(self._ladder.before(before), self._floors[row])}
                if lower[row] < before:
                    outcome = self._outcome(lower)
                    if self._width_after(outcome) <= room:
                        self._take(lower, outcome)
                        lowered = True

    def _raised(self, column: int, width: int) -> dict[int, int]:
        """Return rows and heights in which `column` may be narrower than `width`."""
        out: dict[int, int] = {}
        for number in self._in_column[column]:
            if self._asked[number] >= width:
                cell = self._cells[number]
                last = cell.rows[-1]
                needed = self._ladder.heights[cell.text.lines(width - PIXEL)]
                higher = self.heights[last] + needed - self._height_of(cell)
                out[last] = max(out.get(last, 0), higher)
        return out

    def _outcome(self, changed: Mapping[int, int]) -> _Outcome:
        """Return what becomes of the columns where rows have the heights of `changed`.

        A column changes where one of its widest cells does, or becomes that.
        """
        asked: dict[int, int] = {}
        for row in changed:
            for number in self._in_row[row]:
                rows = self._cells[number].rows
                height = sum([changed.get(each, self.heights[each]) for each in rows])
                asked[number] = self._asks(number, height)
        wide = {
            self._cells[number].column
            for number, width in asked.items()
            if max(width, self._asked[number]) >= self.widths[self._cells[number].column]
        }
        widths = {}
        for column in wide:
            each = [asked.get(number, self._asked[number]) for number in self._in_column[column]]
            widths[column] = max(self._sharing.least[column], *each)
        return _Outcome(asked, widths)

    def _width_after(self, outcome: _Outcome) -> int:
        return self.width + sum(
            width - self.widths[column] for column, width in outcome.widths.items()
        )

    def _take(self, changed: Mapping[int, int], outcome: _Outcome) -> None:
        """Let rows have the heights of `changed`, and columns what comes of that."""
        self.width = self._width_after(outcome)
        for row, height in changed.items():
            self.heights[row] = height
        for number, asked in outcome.asked.items():
            self._asked[number] = asked
        for column, width in outcome.widths.items():
            self.widths[column] = width

    def _asks(self, number: int, height: int) -> int:
        """Return how wide a cell must be that is so high; 0 where its column is so anyhow."""
        known = self._known[number]
        if height not in known:
            lines = self._ladder.lines(height)
            wider = lines < self._most[number]
            known[height] = self._cells[number].text.width_for(lines) if wider else 0
        return known[height]

    def _height_of(self, cell: Cell) -> int:
        return sum([self.heights[row] for row in cell.rows])

    def _let_in(self, cell: Cell, fewest: int) -> None:
        """Raise the last row of `cell` until it holds the `fewest` lines that its text can have."""
        lacking = self._ladder.heights[fewest] - self._height_of(cell)
        if lacking > 0:
            self.heights[cell.rows[-1]] += lacking
