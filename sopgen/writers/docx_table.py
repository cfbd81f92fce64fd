"""Turn a ruled grid into a Word table that keeps its rows and columns to the twip.

In: a `Table`, and where the text column of the page begins. Out: a `w:tbl` of fixed
layout with exact rows. It owns how tables that touch become one.

What Word does:

- Tables without a paragraph between them become one table, so ours do at once.
- The top margin of a row is the largest of its cells; padding that all text cells
  of a row share is safe.
- Where two cells share a side, the one that has a border wins over the one that
  has none (ECMA-376-1 17.4.66).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import TypeAlias, assert_never

from sopgen.page import RULE_WIDTH, Anchor, Box, Cell, Padding, Side, Table
from sopgen.writers.docx_text import Room, add_gap, add_paragraphs
from sopgen.writers.ooxml import Element, add

_SIDES = {Side.TOP: "w:top", Side.LEFT: "w:left", Side.BOTTOM: "w:bottom", Side.RIGHT: "w:right"}
_ANCHORS = {Anchor.TOP: "top", Anchor.MIDDLE: "center", Anchor.BOTTOM: "bottom"}
_EMPTY_LINE = 20
"""Height of the paragraph that a cell without text must hold: 1 pt."""


class _Way(Enum):
    ACROSS = "across"
    DOWN = "down"


_Piece: TypeAlias = tuple[_Way, int, int]
"""A side of one position of the grid: its way, its edge, and the column or row it passes."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all cells of a table need: the padding that goes without saying, and the rules."""

    table: Table
    padding: Padding
    ruled: frozenset[_Piece]


def joined(upper: Table, lower: Table) -> Table:
    """Return two tables, of which `lower` begins where `upper` ends, as one."""
    columns = tuple(sorted({*upper.columns, *lower.columns}))
    cells = (*_regridded(upper, columns, 0), *_regridded(lower, columns, len(upper.rows) - 1))
    return Table(columns, upper.rows + lower.rows[1:], cells, upper.header_rows)


def _regridded(table: Table, columns: Sequence[int], first_row: int) -> Iterable[Cell]:
    """Return the cells of `table` on a finer grid, with bare cells beside them."""
    at = {edge: index for index, edge in enumerate(columns)}
    for cell in table.cells:
        left = at[table.columns[cell.column]]
        right = at[table.columns[cell.column + cell.column_span]]
        row = first_row + cell.row
        yield replace(cell, row=row, column=left, column_span=right - left)
    height, bare = len(table.rows) - 1, frozenset[Side]()
    left, right = at[table.columns[0]], at[table.columns[-1]]
    if left > 0:
        yield Cell(first_row, 0, height, left, borders=bare)
    if right < len(columns) - 1:
        yield Cell(first_row, right, height, len(columns) - 1 - right, borders=bare)


def add_table(parent: Element, table: Table, column_left: int) -> None:
    """Append `table`; `column_left` is where the text column of the page begins."""
    element = add(parent, "w:tbl")
    widths = [right - left for left, right in pairwise(table.columns)]
    padding = _usual_padding(table)
    _add_properties(element, table, column_left, padding)
    grid = add(element, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", {"w:w": str(width)})
    sheet = _Sheet(table, padding, _ruled(table))
    for row, cells in enumerate(_rows(table)):
        line = add(element, "w:tr")
        properties = add(line, "w:trPr")
        add(properties, "w:cantSplit")
        height = str(table.rows[row + 1] - table.rows[row])
        add(properties, "w:trHeight", {"w:val": height, "w:hRule": "exact"})
        if row < table.header_rows:
            add(properties, "w:tblHeader")
        for cell in cells:
            _add_cell(line, sheet, cell, row)


def _usual_padding(table: Table) -> Padding:
    return Counter(cell.padding for cell in table.cells).most_common(1)[0][0]


def _add_properties(element: Element, table: Table, column_left: int, padding: Padding) -> None:
    properties = add(element, "w:tblPr")
    add(properties, "w:tblW", {"w:w": str(table.box.width), "w:type": "dxa"})
    indent = str(table.box.x - column_left)
    add(properties, "w:tblInd", {"w:w": indent, "w:type": "dxa"})
    borders = add(properties, "w:tblBorders")
    for side in ("w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"):
        _add_border(borders, side)
    add(properties, "w:tblLayout", {"w:type": "fixed"})
    _add_margins(properties, "w:tblCellMar", padding)


def _add_border(parent: Element, side: str) -> None:
    """Append a rule; Word counts eighths of a point."""
    width = str(RULE_WIDTH * 8 // 20)
    add(parent, side, {"w:val": "single", "w:sz": width, "w:space": "0", "w:color": "000000"})


def _add_margins(parent: Element, name: str, padding: Padding) -> None:
    margins = add(parent, name)
    for side, width in (
        ("w:top", padding.top),
        ("w:left", padding.left),
        ("w:bottom", padding.bottom),
        ("w:right", padding.right),
    ):
        add(margins, side, {"w:w": str(width), "w:type": "dxa"})


def _rows(table: Table) -> list[list[Cell]]:
    """Return for each row, from left to right, the cells that stand in it or reach into it."""
    rows: list[list[Cell]] = [[] for _ in table.rows[1:]]
    for cell in sorted(table.cells, key=lambda cell: cell.column):
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row].append(cell)
    return rows


def _ruled(table: Table) -> frozenset[_Piece]:
    """Return all pieces of sides that some cell rules."""
    return frozenset(
        piece for cell in table.cells for side in cell.borders for piece in _pieces(cell, side)
    )


def _pieces(cell: Cell, side: Side) -> list[_Piece]:
    """Return the pieces of a side, one for each row or column that it passes."""
    columns = range(cell.column, cell.column + cell.column_span)
    rows = range(cell.row, cell.row + cell.row_span)
    match side:
        case Side.TOP:
            return [(_Way.ACROSS, rows.start, column) for column in columns]
        case Side.BOTTOM:
            return [(_Way.ACROSS, rows.stop, column) for column in columns]
        case Side.LEFT:
            return [(_Way.DOWN, columns.start, row) for row in rows]
        case Side.RIGHT:
            return [(_Way.DOWN, columns.stop, row) for row in rows]
        case _:
            assert_never(side)


def _add_cell(line: Element, sheet: _Sheet, cell: Cell, row: int) -> None:
    element = add(line, "w:tc")
    properties = add(element, "w:tcPr")
    box = sheet.table.cell_box(cell)
    add(properties, "w:tcW", {"w:w": str(box.width), "w:type": "dxa"})
    if cell.column_span > 1:
        add(properties, "w:gridSpan", {"w:val": str(cell.column_span)})
    if cell.row_span > 1:
        add(properties, "w:vMerge", {"w:val": "restart" if row == cell.row else "continue"})
    bare = [side for side in Side if not sheet.ruled.issuperset(_pieces(cell, side))]
    if bare:
        borders = add(properties, "w:tcBorders")
        for side in bare:
            add(borders, _SIDES[side], {"w:val": "nil"})
    if cell.shade:
        add(properties, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": cell.shade})
    if cell.padding != sheet.padding:
        _add_margins(properties, "w:tcMar", cell.padding)
    if cell.anchor is not Anchor.TOP:
        add(properties, "w:vAlign", {"w:val": _ANCHORS[cell.anchor]})
    if cell.paragraphs and row == cell.row:
        add_paragraphs(element, cell.paragraphs, _room(cell, box))
    else:
        add_gap(element, _EMPTY_LINE)


def _room(cell: Cell, box: Box) -> Room:
    """Return where Word begins to set the text of `cell`, which may be further down."""
    top = box.y + cell.padding.top
    if cell.anchor is not Anchor.TOP:
        top = cell.paragraphs[0].box.y
    return Room(box.x + cell.padding.left, box.right - cell.padding.right, top)
