"""The tables of a form as they were written and as they are now, line by line.

In: pairs of sheets whose base is a form's map. Out: for each table its lines, whose columns are
known by what they mean; and the pair in which only texts are left that have a place of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from sopgen.document.origins import read_origin
from sopgen.document.sheet import Sheet
from sopgen.editing.unprinting import cleaned
from sopgen.problems.problem import Loc
from sopgen.pull.pairing import Pair
from sopgen.pull.segments import reference
from sopgen.writers.office.tables import HEAD_ROWS


@dataclass(frozen=True)
class Line:
    """A row of a table as it is now; `key` is what it was known by, empty for a new one."""

    row: int
    key: str
    now: Mapping[str, str]
    before: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return what stands in `column` now."""
        return self.now.get(column, "")

    def was(self, column: str) -> str:
        """Return what stood there when the form was written."""
        return self.before.get(column, "")


@dataclass(frozen=True)
class FormTable:
    """A table by what it is of: `identitas`, `langkah`, `alur/1/pelaksana`."""

    means: Loc
    pair: Pair

    @cached_property
    def columns(self) -> dict[str, int]:
        """The columns of the base by what they mean."""
        return {cell.origin: cell.column for cell in self.pair.base.cells if cell.row == 1}

    @cached_property
    def keys(self) -> dict[int, str]:
        """The keys of the rows of the base."""
        return dict(self.pair.base.row_keys)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that say something, from above."""
        now = _texts(self.pair.edited)
        before = _texts(self.pair.base)
        across = {
            name: self.pair.columns_now[column]
            for name, column in self.columns.items()
            if column in self.pair.columns_now
        }
        out = []
        for row, base in enumerate(self.pair.rows):
            if base is not None and base < HEAD_ROWS:
                continue
            texts = {name: now.get((row, column), "") for name, column in across.items()}
            if not any(texts.values()):
                continue
            key = "" if base is None else self.keys.get(base, "")
            had = self.columns.items() if base is not None else ()
            out.append(
                Line(row, key, texts, {name: before.get((base or 0, at), "") for name, at in had})
            )
        return tuple(out)

    @property
    def gone(self) -> tuple[str, ...]:
        """The keys of rows that are no longer there, or of which nothing is left."""
        left = {line.key for line in self.lines}
        return tuple(key for key in self.keys.values() if key not in left)

    def where(self, line: Line, column: str) -> str:
        """Return how a person finds a cell."""
        at = self.pair.columns_now.get(self.columns.get(column, 0), 0)
        return reference(self.pair, (line.row, at))

    def before_of(self, key: str) -> Mapping[str, str]:
        """Return what stood in the row that was known by `key`."""
        row = next(row for row, each in self.keys.items() if each == key)
        texts = _texts(self.pair.base)
        return {name: texts.get((row, column), "") for name, column in self.columns.items()}

    def texts(self, left_out: Sequence[str] = ()) -> Pair:
        """Return the pair of what has a place of its own, in rows that are still there.

        Rows `left_out` by their keys are left aside too.
        """
        keys = {line.key for line in self.lines if line.key} - set(left_out)
        rows = {row for row, key in self.keys.items() if key in keys}
        own = [cell for cell in self.pair.base.cells if cell.row in rows and cell.origin]
        base = replace(self.pair.base, cells=tuple(own))
        places = {self.pair.place_now(cell) for cell in own}
        shown = tuple(cell for cell in self.pair.edited.cells if (cell.row, cell.column) in places)
        edited = replace(self.pair.edited, cells=shown)
        return Pair(base, edited, self.pair.rows, self.pair.columns)


def form_tables(pairs: Sequence[Pair]) -> tuple[FormTable, ...]:
    """Return the tables of the form that `pairs` are the sheets of."""
    out = []
    for pair in pairs:
        first = next((cell for cell in pair.base.cells if (cell.row, cell.column) == (0, 0)), None)
        if first is not None and first.origin:
            out.append(FormTable(read_origin(first.origin).at, pair))
    return tuple(out)


def _texts(sheet: Sheet) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cleaned(cell.text).strip() for cell in sheet.cells}
