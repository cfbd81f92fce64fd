"""Fill in forms as people do, cell by cell."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

FIRST = 3
"""The row below the hints and the titles."""


class Form:
    """A form that is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Workbook = load_workbook(path, rich_text=True)

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path

    def sheet(self, name: str) -> Worksheet:
        return self.book[name]

    def column(self, sheet: str, title: str) -> int:
        cells = self.sheet(sheet)[2]
        return next(cell.column for cell in cells if cell.value == title)

    def row(self, sheet: str, text: str) -> int:
        """Return the first row that holds `text`."""
        rows = self.sheet(sheet).iter_rows(min_row=FIRST)
        return next(row[0].row for row in rows if any(str(cell.value) == text for cell in row))

    def free(self, sheet: str) -> int:
        """Return the first row below all that hold something."""
        rows = self.sheet(sheet).iter_rows(min_row=FIRST)
        return max([FIRST - 1, *(r[0].row for r in rows if any(c.value for c in r))]) + 1

    def type(self, sheet: str, row: int, **cells: object) -> None:
        """Type into the columns of these titles, `_` for a blank."""
        for title, value in cells.items():
            column = self.column(sheet, title.replace("_", " "))
            self.sheet(sheet).cell(row, column).value = value

    def at(self, sheet: str, text: str, **cells: object) -> None:
        self.type(sheet, self.row(sheet, text), **cells)

    def add(self, sheet: str, **cells: object) -> None:
        self.type(sheet, self.free(sheet), **cells)

    def insert(self, sheet: str, below: str, **cells: object) -> None:
        row = self.row(sheet, below) + 1
        self.sheet(sheet).insert_rows(row)
        self.type(sheet, row, **cells)

    def delete(self, sheet: str, text: str) -> None:
        self.sheet(sheet).delete_rows(self.row(sheet, text))

    def move(self, sheet: str, text: str, below: str) -> None:
        """Cut the row that holds `text` and paste it under another."""
        own = [cell.value for cell in self.sheet(sheet)[self.row(sheet, text)]]
        self.delete(sheet, text)
        row = self.row(sheet, below) + 1
        self.sheet(sheet).insert_rows(row)
        for column, value in enumerate(own, start=1):
            self.sheet(sheet).cell(row, column).value = value
