"""The cells of a sheet where they stand, empty ones too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Box
from sopgen.document.sheet import SeenShape, Sheet


class Placed(Struct, frozen=True):
    """A cell with its box; `listed` is false for one that the sheet does not name.

    Such a cell is empty, and may lie beside all tables. `words` is where its text stands, if
    that is known.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    box: Box
    listed: bool = True
    words: Box | None = None


class Cells:
    """The cells of `sheet`."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sheet.rows
        self.columns = sheet.columns
        self.listed = tuple(
            replace(
                self._placed(cell.row, cell.column, cell.row_span, cell.column_span, cell.text),
                words=cell.words,
            )
            for cell in sheet.cells
        )
        self._words = [shape for shape in sheet.shapes if shape.bare and shape.text]
        self._at = {
            (row, column): cell
            for cell in self.listed
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    def at(self, row: int, column: int) -> Placed:
        """Return the cell that covers this place of the grid."""
        return self._at.get((row, column)) or self._placed(row, column, 1, 1, "", listed=False)

    def with_words_only(self) -> Iterator[Placed]:
        """Yield the cells that the sheet does not list but has words in, each once."""
        places = {
            (_place(self.rows, center.y), _place(self.columns, center.x))
            for center in (shape.box.center for shape in self._words)
        }
        for row, column in sorted(places):
            inside = 0 <= row < len(self.rows) - 1 and 0 <= column < len(self.columns) - 1
            if inside and (row, column) not in self._at:
                yield self.at(row, column)

    def words_outside(self) -> Iterator[SeenShape]:
        """Yield the words that stand beside the whole grid."""
        for shape in self._words:
            center = shape.box.center
            across = self.columns[0] <= center.x < self.columns[-1]
            if not (across and self.rows[0] <= center.y < self.rows[-1]):
                yield shape

    def said(self, cell: Placed) -> str:
        """Return the text of a cell, or the words that lines drawn over it part from it."""
        return cell.text or self.words_left_of(cell, cell.box.right)

    def words_left_of(self, cell: Placed, x: int) -> str:
        """Return the words in a cell that stand in it as shapes and begin left of `x`.

        Lines drawn over a cell part its words from it.
        """
        return "\n".join(
            shape.text for shape in self._words if shape.box.x < x and _holds(cell.box, shape.box)
        )

    def within(self, left: int, right: int) -> range:
        """Return the columns of the grid whose middle lies between two edges."""
        inside = [
            column
            for column in range(len(self.columns) - 1)
            if left <= (self.columns[column] + self.columns[column + 1]) / 2 <= right
        ]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def below(self, y: int) -> range:
        """Return the rows of the grid whose middle lies below `y`."""
        rows = len(self.rows) - 1
        first = next(
            (row for row in range(rows) if self.rows[row] + self.rows[row + 1] > 2 * y), rows
        )
        return range(first, rows)

    def down(self, column: int, first: int) -> Iterator[Placed]:
        """Yield the cells of a column from row `first` on, each once."""
        row = first
        while row < len(self.rows) - 1:
            cell = self.at(row, column)
            yield cell
            row = cell.row + cell.row_span

    def _placed(
        self, row: int, column: int, rows: int, columns: int, text: str, *, listed: bool = True
    ) -> Placed:
        left, top = self.columns[column], self.rows[row]
        right = self.columns[min(column + columns, len(self.columns) - 1)]
        bottom = self.rows[min(row + rows, len(self.rows) - 1)]
        box = Box(left, top, right - left, bottom - top)
        return Placed(row, column, rows, columns, text, box, listed)


def _place(edges: Sequence[int], at: int) -> int:
    return bisect_right(edges, at) - 1


def _holds(box: Box, inner: Box) -> bool:
    center = inner.center
    return box.x <= center.x <= box.right and box.y <= center.y <= box.bottom
