"""Build a ruled table from cells that know only where they are."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from sopgen.document.page import (
    ALL_SIDES,
    NO_PADDING,
    Anchor,
    Box,
    Cell,
    Head,
    Padding,
    Paragraph,
    Side,
    Table,
)


class Ruled(NamedTuple):
    """A cell by its box; the edges of all boxes together are the edges of the table."""

    box: Box
    paragraphs: tuple[Paragraph, ...] = ()
    anchor: Anchor = Anchor.MIDDLE
    borders: frozenset[Side] = ALL_SIDES
    padding: Padding = NO_PADDING
    itemised: bool = False
    shade: str = ""
    upright: bool = False
    head: Head | None = None
    lines_kept: bool = False
    origin: str = ""


def table(cells: Sequence[Ruled], header_rows: int = 0, *, framed: bool = False) -> Table:
    """Return the table that `cells`, which tile a rectangle, make up."""
    columns = sorted({x for cell in cells for x in (cell.box.x, cell.box.right)})
    rows = sorted({y for cell in cells for y in (cell.box.y, cell.box.bottom)})
    column_at = {x: number for number, x in enumerate(columns)}
    row_at = {y: number for number, y in enumerate(rows)}
    placed = []
    for cell in cells:
        box = cell.box
        row, column = row_at[box.y], column_at[box.x]
        row_span, column_span = row_at[box.bottom] - row, column_at[box.right] - column
        placed.append(Cell(row, column, row_span, column_span, *cell[1:]))
    placed.sort(key=attrgetter("row", "column"))
    return Table(tuple(columns), tuple(rows), tuple(placed), header_rows, framed)
