"""Share a width among text columns so that all rows together are as low as can be.

Rows begin as low as their symbols let them. Where the texts then ask for more width than
there is, rows are raised by a line, each time where a line buys most width; at the end
rows are lowered again as far as what is left over allows. Lines of text are steps, so there
is no formula for the least sum; this comes within a line or two of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

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

    No column gets less than its part of `least`.
    """

    cells: tuple[Cell, ...]
    floors: tuple[int, ...]
    least: tuple[int, ...]
    ladder: Ladder

    def shares(self, room: int) -> Shares:
        """Return the columns, together no wider than `room` where `least` allows that."""
        search = _Search(self)
        while search.width > room and search.raise_rows(search.width - room):
            pass
        search.lower_rows(room)
        return Shares(tuple(search.widths), tuple(search.heights))


class _Search:
    """Heights of rows that change, and the widths that texts ask for in them."""

    def __init__(self, sharing: Sharing) -> None:
        self.sharing = sharing
        self.heights = list(sharing.floors)
        self._in_row: list[list[int]] = [[] for _ in sharing.floors]
        self._in_column: list[list[int]] = [[] for _ in sharing.least]
        for cell in sharing.cells:
            self._let_in(cell)
        self._floors = tuple(self.heights)
        self._most = [0] * len(sharing.cells)
        for number, cell in enumerate(sharing.cells):
            least = sharing.least[cell.column]
            if cell.text.length > least:
                self._most[number] = cell.text.lines(least)
                self._in_column[cell.column].append(number)
                for row in cell.rows:
                    self._in_row[row].append(number)
        self._asked = [0] * len(sharing.cells)
        for column in self._in_column:
            for number in column:
                self._asked[number] = self._asks(number)
        self.widths = [self._width(column) for column in range(len(sharing.least))]

    @property
    def width(self) -> int:
        return sum(self.widths)

    def raise_rows(self, excess: int) -> bool:
        """Raise the rows that make a column narrower at the least cost; False if there are none."""
        best: tuple[float, dict[int, int]] | None = None
        for column, width in enumerate(self.widths):
            if width <= self.sharing.least[column]:
                continue
            raised = self._raised(column, width)
            gain, cost = self._tried(raised)
            if gain > 0 and (best is None or cost / min(gain, excess) < best[0]):
                best = cost / min(gain, excess), raised
        if best is None:
            return False
        for row, height in best[1].items():
            self._set_height(row, height)
        return True

    def _raised(self, column: int, width: int) -> dict[int, int]:
        """Return rows and heights in which `column` may be narrower than `width`."""
        out: dict[int, int] = {}
        ladder, narrower = self.sharing.ladder, width - PIXEL
        for number in self._in_column[column]:
            if self._asked[number] >= width:
                cell = self.sharing.cells[number]
                last = cell.rows[-1]
                more = ladder.heights[cell.text.lines(narrower)] - self._height_of(cell)
                out[last] = max(out.get(last, 0), self.heights[last] + more)
        return out

    def lower_rows(self, room: int) -> None:
        """Lower rows by a line as long as the columns stay within `room`."""
        lowered = True
        while lowered:
            lowered = False
            for row in sorted(range(len(self.heights)), key=lambda row: -self.heights[row]):
                before = self.heights[row]
                lower = max(self.sharing.ladder.before(before), self._floors[row])
                if lower == before:
                    continue
                self._set_height(row, lower)
                if self.width <= room:
                    lowered = True
                else:
                    self._set_height(row, before)

    def _tried(self, raised: Mapping[int, int]) -> tuple[int, int]:
        """Return how much narrower columns get in rows `raised` so high, and what that costs."""
        before, heights = self.width, {row: self.heights[row] for row in raised}
        for row, height in raised.items():
            self._set_height(row, height)
        gain = before - self.width
        for row, height in heights.items():
            self._set_height(row, height)
        return gain, sum(raised.values()) - sum(heights.values())

    def _set_height(self, row: int, height: int) -> None:
        self.heights[row] = height
        columns = set()
        for number in self._in_row[row]:
            self._asked[number] = self._asks(number)
            columns.add(self.sharing.cells[number].column)
        for column in columns:
            self.widths[column] = self._width(column)

    def _width(self, column: int) -> int:
        asked = [self._asked[number] for number in self._in_column[column]]
        return max(self.sharing.least[column], max(asked, default=0))

    def _asks(self, number: int) -> int:
        """Return how wide a cell must be; 0 where its column is so anyhow."""
        cell = self.sharing.cells[number]
        lines = self.sharing.ladder.lines(self._height_of(cell))
        return cell.text.width_for(lines) if lines < self._most[number] else 0

    def _height_of(self, cell: Cell) -> int:
        return sum([self.heights[row] for row in cell.rows])

    def _let_in(self, cell: Cell) -> None:
        """Raise the last row of `cell` until it holds as few lines as its text can have."""
        lacking = self.sharing.ladder.heights[cell.text.least] - self._height_of(cell)
        if lacking > 0:
            self.heights[cell.rows[-1]] += lacking
