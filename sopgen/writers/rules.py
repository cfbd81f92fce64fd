"""Which rules of a table are drawn: each stretch once, as long as it goes."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from sopgen.document.page import Point, Side, Table


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
    across, down = _stretches(table)
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


def _stretches(table: Table) -> tuple[set[Stretch], set[Stretch]]:
    """Return the stretches that the cells ask for: of horizontal rules and of vertical ones."""
    across: set[Stretch] = set()
    down: set[Stretch] = set()
    for cell in table.cells:
        asked = _asked(cell.borders)
        top, left = cell.row, cell.column
        bottom, right = top + cell.row_span, left + cell.column_span
        for column in range(left, right):
            if asked.top:
                across.add((top, column))
            if asked.bottom:
                across.add((bottom, column))
        for row in range(top, bottom):
            if asked.left:
                down.add((left, row))
            if asked.right:
                down.add((right, row))
    return across, down


class _Asked(NamedTuple):
    """On which sides a cell asks for a rule."""

    top: bool
    left: bool
    bottom: bool
    right: bool


@cache
def _asked(borders: frozenset[Side]) -> _Asked:
    return _Asked(*(side in borders for side in Side))


def _joined(stretches: Set[Stretch]) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each rule, and the first and the last that it stretches over."""
    firsts = sorted(part for part in stretches if (part[0], part[1] - 1) not in stretches)
    lasts = sorted(part for part in stretches if (part[0], part[1] + 1) not in stretches)
    for (line, first), (_, last) in zip(firsts, lasts, strict=True):
        yield line, first, last
