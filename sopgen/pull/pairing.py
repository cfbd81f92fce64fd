"""Which sheet of an edited file is which of the one it was made from, row by row, cell by cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from sopgen.document.sheet import SeenCell, Sheet
from sopgen.pull.aligning import Line, aligned, likeness
from sopgen.recognition.keys import with_own_keys
from sopgen.recognition.reading import Panel

_ALIKE = 0.5
"""Sheets of different names are one sheet if they share so much of their words."""


_LONGEST_NUMBER = 5
"""So many characters the number of a step has at most; other tables stand in its column too."""

_MOST = 0.7
_OFF = 20
"""So many of the columns are still as wide as they were, to a point: one or two may be moved."""


@dataclass(frozen=True)
class Pair:
    """A sheet as it was made and as it is now; `rows` and `columns` lead from now to then."""

    base: Sheet
    edited: Sheet
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]

    @cached_property
    def rows_now(self) -> dict[int, int]:
        """Where each row of the base stands now, those that are gone left out."""
        return {own: at for at, own in enumerate(self.rows) if own is not None}

    @cached_property
    def columns_now(self) -> dict[int, int]:
        """Where each column of the base stands now."""
        return {own: at for at, own in enumerate(self.columns) if own is not None}

    @cached_property
    def cells_now(self) -> dict[tuple[int, int], SeenCell]:
        """The cells of the edited sheet by where they begin."""
        return {(cell.row, cell.column): cell for cell in self.edited.cells}

    @cached_property
    def _covering(self) -> dict[tuple[int, int], SeenCell]:
        return {
            (row, column): cell
            for cell in self.edited.cells
            if cell.row_span > 1 or cell.column_span > 1
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    def place_now(self, cell: SeenCell) -> tuple[int, int] | None:
        """Return where `cell` of the base begins now; None if its rows or columns are gone."""
        rows = [
            self.rows_now[row]
            for row in range(cell.row, cell.row + cell.row_span)
            if row in self.rows_now
        ]
        columns = [
            self.columns_now[column]
            for column in range(cell.column, cell.column + cell.column_span)
            if column in self.columns_now
        ]
        return (min(rows), min(columns)) if rows and columns else None

    def now_at(self, place: tuple[int, int]) -> SeenCell | None:
        """Return the cell of the edited sheet that begins at `place` or lies over it."""
        return self.cells_now.get(place) or self._covering.get(place)

    @cached_property
    def known(self) -> dict[tuple[int, int], SeenCell]:
        """The cells of the base by where they begin now."""
        placed = ((self.place_now(cell), cell) for cell in self.base.cells)
        return {place: cell for place, cell in placed if place is not None}

    @property
    def strangers(self) -> Iterator[SeenCell]:
        """Yield the cells of the edited sheet that hold words and were not there."""
        for place, cell in self.cells_now.items():
            if cell.text.strip() and place not in self.known:
                yield cell


@dataclass(frozen=True, slots=True)
class Pairing:
    """Sheets that are known, sheets that are gone, and sheets that are not ours."""

    pairs: tuple[Pair, ...]
    missing: tuple[Sheet, ...]
    foreign: tuple[Sheet, ...]

    @property
    def is_laid_out_alike(self) -> bool:
        """Tell whether the sheets are as many as they were, and most columns as wide."""
        alike = all(_has_its_columns(each.base, each.edited) for each in self.pairs)
        return alike and not self.missing


def paired(base: Sequence[Sheet], edited: Sequence[Sheet]) -> Pairing:
    """Return which of `edited` is which of `base`: by name, then by what it says."""
    left = list(edited)
    found: dict[int, Sheet] = {}
    for at, sheet in enumerate(base):
        own = next((each for each in left if each.name.casefold() == sheet.name.casefold()), None)
        if own is not None:
            found[at] = own
            left.remove(own)
    for at, sheet in enumerate(base):
        if at not in found and left:
            words = _words(sheet)
            best = max(left, key=lambda each: likeness(words, _words(each)))
            if likeness(words, _words(best)) >= _ALIKE:
                found[at] = best
                left.remove(best)
    return Pairing(
        tuple(pair(sheet, found[at]) for at, sheet in enumerate(base) if at in found),
        tuple(sheet for at, sheet in enumerate(base) if at not in found),
        tuple(left),
    )


def _has_its_columns(base: Sheet, edited: Sheet) -> bool:
    """Tell whether most columns of `base` are found by their width among those of `edited`."""
    left = sorted(_widths(edited))
    wanted = sorted(_widths(base))
    at = found = 0
    for width in wanted:
        while at < len(left) and left[at] < width - _OFF:
            at += 1
        if at < len(left) and left[at] <= width + _OFF:
            found, at = found + 1, at + 1
    is_as_wide = abs(sum(wanted) - sum(left)) <= _OFF
    return found >= (_MOST * len(wanted) if is_as_wide else len(wanted) - 2)


def _widths(sheet: Sheet) -> list[int]:
    return [right - left for left, right in pairwise(sheet.columns)]


def _words(sheet: Sheet) -> dict[int, str]:
    return {0: " ".join(cell.text for cell in sheet.cells)}


def pair(base: Sheet, edited: Sheet) -> Pair:
    """Return which rows and columns of `edited` are which of `base`."""
    columns = _columns(base, edited)
    across = {own: at for at, own in enumerate(columns) if own is not None}
    numbers = {cell.column: cell.column_span for cell in base.cells if _is_number(cell)}
    numbers_now = {across[at]: span for at, span in numbers.items() if at in across}
    drawn = _drawn(base, edited)
    rows = aligned(_rows(base, across, numbers, drawn), _rows(edited, None, numbers_now))
    return Pair(base, edited, rows, columns)


def _columns(base: Sheet, edited: Sheet) -> tuple[int | None, ...]:
    """Columns are compared by their words, row by row where no row came or went."""
    if len(base.columns) == len(edited.columns) and _heads(base) == _heads(edited):
        return tuple(range(len(edited.columns) - 1))
    return aligned(_as_columns(base), _as_columns(edited))


def _heads(sheet: Sheet) -> set[tuple[int, int]]:
    """Return which columns begin a cell, and how far it reaches."""
    return {(cell.column, cell.column_span) for cell in sheet.cells}


def _as_columns(sheet: Sheet) -> list[Line]:
    texts: list[dict[int, str]] = [{} for _ in sheet.columns[1:]]
    for cell in sheet.cells:
        if cell.text and cell.column < len(texts):
            texts[cell.column][cell.row] = cell.text
    edges = sheet.columns
    return [Line(each, edges[at + 1] - edges[at]) for at, each in enumerate(texts)]


def _drawn(base: Sheet, edited: Sheet) -> dict[int, bool]:
    """Return of each row of a Word file with symbols whether one of them is still drawn.

    In a workbook, which has keys of rows, symbols go along with rows and tell nothing of them;
    neither does a drawing that is gone altogether.
    """
    if base.row_keys:
        return {}
    (now,) = with_own_keys([Panel(edited, (), ())], [Panel(base, (), ())])
    left = {shape.key for shape in now.sheet.shapes if not shape.bare}
    out: dict[int, bool] = {}
    for shape in base.shapes:
        if shape.key and not shape.bare:
            row = bisect_right(base.rows, shape.box.center.y) - 1
            out[row] = out.get(row, False) or shape.key in left
    return out if any(out.values()) else {}


def _is_number(cell: SeenCell) -> bool:
    return cell.origin.endswith("/no")


def _rows(
    sheet: Sheet,
    across: Mapping[int, int] | None,
    numbers: Mapping[int, int],
    drawn: Mapping[int, bool] = MappingProxyType({}),
) -> list[Line]:
    """Return the rows of `sheet`, their texts by the columns of the edited sheet.

    `numbers` are the columns of the numbers of steps, and how many each spans.
    """
    texts: list[dict[int, str]] = [{} for _ in sheet.rows[1:]]
    counted: dict[int, str] = {}
    for cell in sheet.cells:
        column = cell.column if across is None else across.get(cell.column)
        if not cell.text or column is None or cell.row >= len(texts):
            continue
        if numbers.get(cell.column) == cell.column_span and len(cell.text) <= _LONGEST_NUMBER:
            counted[cell.row] = cell.text
        else:
            texts[cell.row][column] = cell.text
    keys, edges = dict(sheet.row_keys), sheet.rows
    return [
        Line(
            each,
            edges[at + 1] - edges[at],
            keys.get(at, ""),
            counted.get(at, "").strip(".) "),
            drawn.get(at),
        )
        for at, each in enumerate(texts)
    ]
