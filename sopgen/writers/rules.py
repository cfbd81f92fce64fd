"""Which rules of a table are drawn: each stretch once, as long as it goes."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TypeAlias

from msgspec import Struct

from sopgen.page import Cell, Point, Side, Table


class Rule(Struct, frozen=True):
    """A straight line of a table, from the left or the top."""

    start: Point
    end: Point


Stretch: TypeAlias = tuple[int, int]
"""A rule's number from 0 and the number of the column or row that it stretches over."""


def rules(table: Table) -> tuple[Rule, ...]:
    """Return the rules of `table`: the horizontal ones downwards, then the vertical ones.

    A rule that two cells share is drawn when either asks for it.
    """
    across = {part for cell in table.cells for part in _across(cell)}
    down = {part for cell in table.cells for part in _down(cell)}
    return (
        *(
            Rule(
                Point(table.columns[first], table.rows[line]),
                Point(table.columns[last + 1], table.rows[line]),
            )
            for line, first, last in _joined(across)
        ),
        *(
            Rule(
                Point(table.columns[line], table.rows[first]),
                Point(table.columns[line], table.rows[last + 1]),
            )
            for line, first, last in _joined(down)
        ),
    )


def _across(cell: Cell) -> Iterator[Stretch]:
    for column in range(cell.column, cell.column + cell.column_span):
        if Side.TOP in cell.borders:
            yield cell.row, column
        if Side.BOTTOM in cell.borders:
            yield cell.row + cell.row_span, column


def _down(cell: Cell) -> Iterator[Stretch]:
    for row in range(cell.row, cell.row + cell.row_span):
        if Side.LEFT in cell.borders:
            yield cell.column, row
        if Side.RIGHT in cell.borders:
            yield cell.column + cell.column_span, row


def _joined(stretches: Set[Stretch]) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each rule, and the first and the last that it stretches over."""
    firsts = sorted(part for part in stretches if (part[0], part[1] - 1) not in stretches)
    lasts = sorted(part for part in stretches if (part[0], part[1] + 1) not in stretches)
    for (line, first), (_, last) in zip(firsts, lasts, strict=True):
        yield line, first, last
