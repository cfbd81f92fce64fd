"""Where the rows of a flow, and what is drawn in them, stand on the sheets of their file."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sopgen.document.page import Box
from sopgen.document.sheet import Sheet
from sopgen.recognition.tables import FlowTable

_LEAST = 120
"""A mark around a line is at least so wide and high: 6 pt."""


class Placed(Struct, frozen=True):
    """A place on sheet `sheet` of the file; no box where only the sheet is known."""

    sheet: int
    box: Box | None = None


class Sheets:
    """The sheets of one flow; `first` is which sheet of the file its SOP begins on."""

    def __init__(self, flow: FlowTable, sheets: tuple[Sheet, ...], first: int) -> None:
        self._flow = flow
        self._sheets = sheets
        self._first = first

    def called(self, sheet: int) -> str:
        """Return how a person calls a sheet of the file: a page by its number."""
        name = self._sheets[sheet - self._first].name
        return f"halaman {name}" if name.isdigit() else f"lembar “{name}”"

    def row_called(self, row: int) -> str:
        """Return how a person calls a row of the flow."""
        number = self._flow.rows[row].number.strip().rstrip(".")
        return f"langkah {number}" if number else f"baris {row + 1}"

    def of_row(self, row: int) -> Iterator[Placed]:
        """Yield where row `row` stands, on each sheet that it goes on over."""
        columns = self._flow.head.columns
        edges = [(column.left, column.right) for column in columns]
        edges += [(lane.left, lane.right) for lane in self._flow.head.lanes]
        left, right = min(left for left, _ in edges), max(right for _, right in edges)
        for panel, part in zip(self._flow.panels, self._flow.parts, strict=True):
            for band in panel.rows:
                if band.row == row:
                    yield Placed(
                        self._first + part.sheet,
                        Box(left, band.top, right - left, band.bottom - band.top),
                    )
        own = self._flow.rows[row]
        if own.heading:
            box = Box(left, own.top, right - left, own.bottom - own.top)
            yield Placed(self._first + self._sheet_of(row), box)

    def of_row_first(self, row: int) -> Placed:
        """Return where row `row` begins; the first sheet where there is no such row."""
        found = self.of_row(row) if 0 <= row < len(self._flow.rows) else iter(())
        return next(found, Placed(self._first + self._flow.parts[0].sheet))

    def of_drawn(self, about: int, row: int) -> Placed:
        """Return where the shape or line with the id `about` stands, near row `row`."""
        near: list[Placed] = []
        for panel, part in zip(self._flow.panels, self._flow.parts, strict=True):
            boxes = [shape.box for shape in panel.sheet.shapes if shape.id == about]
            for line in panel.sheet.lines:
                if line.id == about:
                    xs, ys = [p.x for p in line.path], [p.y for p in line.path]
                    boxes.append(_around(min(xs), min(ys), max(xs), max(ys)))
            holds_row = any(band.row == row for band in panel.rows)
            for box in boxes:
                place = Placed(self._first + part.sheet, box)
                near.insert(0 if holds_row else len(near), place)
        return near[0] if near else self.of_row_first(row)

    def _sheet_of(self, row: int) -> int:
        started = [part for part in self._flow.parts if part.first <= row]
        return max(started, key=lambda part: part.first, default=self._flow.parts[0]).sheet


def _around(left: int, top: int, right: int, bottom: int) -> Box:
    wider, higher = max(0, _LEAST - right + left), max(0, _LEAST - bottom + top)
    return Box(left - wider // 2, top - higher // 2, right - left + wider, bottom - top + higher)
