"""Turn a ruled grid into a Word table that keeps its rows and columns to the twip.

In: a `Table`, and where the text column of the page begins. Out: a `w:tbl` of fixed
layout with exact rows. It owns how tables that touch become one.

What Word does:

- Tables without a paragraph between them become one table, so ours do at once.
- A rule takes room below the edge that it stands on: text in a row begins under the
  rule above it, and what follows a table under the table's last rule.
- The top margin of a row is the largest of its cells; padding that all text cells
  of a row share is safe.
- Where two cells share a side, the one that has a border wins over the one that
  has none (ECMA-376-1 17.4.66).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias, assert_never

from sopgen.page import RULE_WIDTH, Anchor, Box, Cell, Padding, Side, Table
from sopgen.writers.docx_text import Room, add_blank, add_gap, add_paragraphs
from sopgen.writers.ooxml import Element, add

_SIDES = {Side.TOP: "w:top", Side.LEFT: "w:left", Side.BOTTOM: "w:bottom", Side.RIGHT: "w:right"}
_ANCHORS = {Anchor.TOP: "top", Anchor.MIDDLE: "center", Anchor.BOTTOM: "bottom"}
_EMPTY_LINE = 20
"""Height of the paragraph that a cell must hold where nobody types: 1 pt."""


_Piece: TypeAlias = tuple[Literal["across", "down"], int, int]
"""A side of one position of the grid: its way, its edge, and the column or row it passes."""


@dataclass(frozen=True, slots=True)
class _Usual:
    """What most cells of a table have in common: their margins and the pitch of their lines."""

    margins: Padding
    line_height: int


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A cell, and what Word must be told of it: its box, its margins, its sides without rule."""

    cell: Cell
    box: Box
    margins: Padding
    bare: tuple[Side, ...]


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


def table_bottom(table: Table) -> int:
    """Return where Word goes on after `table`: below the rule under its last row."""
    last = len(table.rows) - 1
    ruled = any(
        cell.row + cell.row_span == last and Side.BOTTOM in cell.borders for cell in table.cells
    )
    return table.box.bottom + (RULE_WIDTH if ruled else 0)


def add_table(parent: Element, table: Table, column_left: int) -> None:
    """Append `table`; `column_left` is where the text column of the page begins."""
    element = add(parent, "w:tbl")
    fitted = _fitted(table)
    usual = _usual(fitted)
    _add_properties(element, table.box, column_left, usual.margins)
    grid = add(element, "w:tblGrid")
    for left, right in pairwise(table.columns):
        add(grid, "w:gridCol", {"w:w": str(right - left)})
    for row, places in enumerate(_rows(fitted, len(table.rows) - 1)):
        line = add(element, "w:tr")
        properties = add(line, "w:trPr")
        add(properties, "w:cantSplit")
        height = str(table.rows[row + 1] - table.rows[row])
        add(properties, "w:trHeight", {"w:val": height, "w:hRule": "exact"})
        if row < table.header_rows:
            add(properties, "w:tblHeader")
        for place in places:
            _add_cell(line, place, usual, row)


def _fitted(table: Table) -> list[_Fitted]:
    """Return the cells from left to right; a side is ruled where a cell on either side rules it."""
    pieces = [{side: _pieces(cell, side) for side in Side} for cell in table.cells]
    ruled = {
        piece
        for cell, sides in zip(table.cells, pieces, strict=True)
        for side in cell.borders
        for piece in sides[side]
    }
    places = []
    found = zip(table.cells, pieces, strict=True)
    for cell, sides in sorted(found, key=lambda each: each[0].column):
        bare = tuple(side for side in Side if not ruled.issuperset(sides[side]))
        margins = cell.padding
        if Side.TOP not in bare:
            margins = replace(margins, top=max(0, margins.top - RULE_WIDTH))
        places.append(_Fitted(cell, table.cell_box(cell), margins, bare))
    return places


def _usual(places: Sequence[_Fitted]) -> _Usual:
    margins = Counter(place.margins for place in places)
    pitches = Counter(text.line_height for place in places for text in place.cell.paragraphs)
    pitch = pitches.most_common(1)[0][0] if pitches else _EMPTY_LINE
    return _Usual(margins.most_common(1)[0][0], pitch)


def _add_properties(element: Element, box: Box, column_left: int, margins: Padding) -> None:
    properties = add(element, "w:tblPr")
    add(properties, "w:tblW", {"w:w": str(box.width), "w:type": "dxa"})
    add(properties, "w:tblInd", {"w:w": str(box.x - column_left), "w:type": "dxa"})
    borders = add(properties, "w:tblBorders")
    for side in ("w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"):
        _add_border(borders, side)
    add(properties, "w:tblLayout", {"w:type": "fixed"})
    _add_margins(properties, "w:tblCellMar", margins)


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


def _rows(places: Iterable[_Fitted], count: int) -> list[list[_Fitted]]:
    """Return for each row, from left to right, the cells that stand in it or reach into it."""
    rows: list[list[_Fitted]] = [[] for _ in range(count)]
    for place in places:
        for row in range(place.cell.row, place.cell.row + place.cell.row_span):
            rows[row].append(place)
    return rows


def _pieces(cell: Cell, side: Side) -> list[_Piece]:
    """Return the pieces of a side, one for each row or column that it passes."""
    columns = range(cell.column, cell.column + cell.column_span)
    rows = range(cell.row, cell.row + cell.row_span)
    match side:
        case Side.TOP:
            return [("across", rows.start, column) for column in columns]
        case Side.BOTTOM:
            return [("across", rows.stop, column) for column in columns]
        case Side.LEFT:
            return [("down", columns.start, row) for row in rows]
        case Side.RIGHT:
            return [("down", columns.stop, row) for row in rows]
        case _:
            assert_never(side)


def _add_cell(line: Element, place: _Fitted, usual: _Usual, row: int) -> None:
    cell = place.cell
    element = add(line, "w:tc")
    properties = add(element, "w:tcPr")
    add(properties, "w:tcW", {"w:w": str(place.box.width), "w:type": "dxa"})
    if cell.column_span > 1:
        add(properties, "w:gridSpan", {"w:val": str(cell.column_span)})
    if cell.row_span > 1:
        add(properties, "w:vMerge", {"w:val": "restart" if row == cell.row else "continue"})
    if place.bare:
        borders = add(properties, "w:tcBorders")
        for side in place.bare:
            add(borders, _SIDES[side], {"w:val": "nil"})
    if cell.shade:
        add(properties, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": cell.shade})
    if place.margins != usual.margins:
        _add_margins(properties, "w:tcMar", place.margins)
    if cell.upright:
        add(properties, "w:textDirection", {"w:val": "btLr"})
    if cell.anchor is not Anchor.TOP:
        add(properties, "w:vAlign", {"w:val": _ANCHORS[cell.anchor]})
    if row == cell.row and cell.paragraphs:
        _add_words(element, place)
    elif row == cell.row and cell.padding != Padding():
        add_blank(element, usual.line_height)
    else:
        add_gap(element, _EMPTY_LINE)


def _add_words(element: Element, place: _Fitted) -> None:
    """Append the text of a cell from where Word begins to set it, which may be further down."""
    cell, box, margins = place.cell, place.box, place.margins
    if cell.upright:
        for paragraph in cell.paragraphs:
            beside = (box.height - paragraph.box.width) // 2
            left, right = paragraph.box.x - beside, paragraph.box.right + beside
            add_paragraphs(element, [paragraph], Room(left, right, paragraph.box.y))
        return
    top = cell.paragraphs[0].box.y
    if cell.anchor is Anchor.TOP:
        rule = 0 if Side.TOP in place.bare else RULE_WIDTH
        top = box.y + rule + margins.top
    add_paragraphs(
        element, cell.paragraphs, Room(box.x + margins.left, box.right - margins.right, top)
    )
