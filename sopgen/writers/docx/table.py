"""Turn a ruled grid into a Word table that keeps its rows and columns to the twip.

In: a `Table`, and where the text column of the page begins. Out: a `w:tbl` of fixed
layout whose rows have their heights. It owns how tables that touch become one, and which
rows become higher when more is typed into them.

What Word does:

- Tables without a paragraph between them become one table, so ours do at once.
- A rule takes room below the edge that it stands on: text in a row begins under the
  rule above it, and what follows a table under the table's last rule.
- The top margin of a row is the largest of its cells; padding that all text cells
  of a row share is safe.
- Where two cells share a side, the one that has a border wins over the one that
  has none (ECMA-376-1 17.4.66).
- The rule around a table is drawn inside its edge, and moves the columns by half its width.
- Text that does not fit into an exact row is gone without a sign. A row of a least
  height is as high in Word and Writer, half a point higher in ONLYOFFICE.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Literal, TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import (
    ALL_SIDES,
    FRAME_WIDTH,
    NO_PADDING,
    RULE_WIDTH,
    Anchor,
    Cell,
    Padding,
    Side,
    Table,
)
from sopgen.writers.docx.looks import Look, Looks
from sopgen.writers.docx.numbering import Numbering
from sopgen.writers.docx.text import Room, blank, gap, listed, text_bottom, text_of

_SIDES = {Side.TOP: "w:top", Side.LEFT: "w:left", Side.BOTTOM: "w:bottom", Side.RIGHT: "w:right"}
_ANCHORS = {Anchor.TOP: "top", Anchor.MIDDLE: "center", Anchor.BOTTOM: "bottom"}
_EMPTY_LINE = 20
"""Height of the paragraph that a cell must hold where nobody types: 1 pt."""

_EMPTY = gap(_EMPTY_LINE)

_FREE_LINES = 2
"""A row keeps its height where all of its texts have room for so many lines more."""

_Piece: TypeAlias = tuple[Literal["across", "down"], int, int]
"""A side of one position of the grid: its way, its edge, and the column or row it passes."""


class _Usual(Struct, frozen=True):
    """What cells of a table have in common: most of them their margins and the pitch of lines."""

    margins: Padding
    line_height: int
    looks: Looks
    numbering: Numbering


class _Fitted(Struct, frozen=True):
    """A cell, and what Word must be told of it: its margins, its sides without rule."""

    cell: Cell
    margins: Padding
    bare: tuple[Side, ...]


def joined(upper: Table, lower: Table) -> Table:
    """Return two tables, of which `lower` begins where `upper` ends, as one."""
    columns = tuple(sorted({*upper.columns, *lower.columns}))
    cells = (*_regridded(upper, columns, 0), *_regridded(lower, columns, len(upper.rows) - 1))
    framed = upper.framed and lower.framed
    return Table(columns, upper.rows + lower.rows[1:], cells, upper.header_rows, framed)


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
    rule = FRAME_WIDTH if table.framed else RULE_WIDTH
    return table.box.bottom + (rule if ruled else 0)


def table_text(table: Table, column_left: int, looks: Looks, numbering: Numbering) -> str:
    """Return `table` as XML; `column_left` is where the text column of the page begins."""
    fitted = _fitted(table)
    usual = _usual(fitted, looks, numbering)
    properties = _properties(table, column_left, usual.margins)
    widths = (right - left for left, right in pairwise(table.columns))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        _row(table, row, places, usual)
        for row, places in enumerate(_rows(fitted, len(table.rows) - 1))
    )
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _row(table: Table, row: int, places: Sequence[_Fitted], usual: _Usual) -> str:
    height = table.rows[row + 1] - table.rows[row]
    header = "<w:tblHeader/>" if row < table.header_rows else ""
    rule = "atLeast" if _grows(table, row, places) else "exact"
    kept = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="{rule}"/>'
    cells = "".join([_cell(table, place, usual, row) for place in places])
    return f"<w:tr><w:trPr>{kept}{header}</w:trPr>{cells}</w:tr>"


def _grows(table: Table, row: int, places: Iterable[_Fitted]) -> bool:
    """Tell whether a text that ends in `row` has little room for more."""
    ending = (each.cell for each in places if each.cell.row + each.cell.row_span == row + 1)
    bottom = table.rows[row + 1]
    return any(_is_nearly_full(table.rows[cell.row], bottom, cell) for cell in ending)


def _is_nearly_full(top: int, bottom: int, cell: Cell) -> bool:
    """Tell whether `cell`, from `top` to `bottom`, has little room for more text."""
    if not cell.paragraphs or cell.upright:
        return False
    first, last = cell.paragraphs[0], cell.paragraphs[-1]
    start = first.box.y if cell.anchor is Anchor.TOP else top + cell.padding.top
    end = start + text_bottom(last) - first.box.y
    return bottom - cell.padding.bottom - end < RULE_WIDTH + _FREE_LINES * last.line_height


def _fitted(table: Table) -> list[_Fitted]:
    """Return the cells from left to right; a side is ruled where a cell on either side rules it."""
    ruled: set[_Piece] = set()
    if any(cell.borders != ALL_SIDES for cell in table.cells):
        for cell in table.cells:
            ruled.update(*(_pieces(cell, side) for side in cell.borders))
    places = []
    for cell in sorted(table.cells, key=attrgetter("column")):
        bare = () if cell.borders == ALL_SIDES else _bare(cell, ruled)
        margins = cell.padding
        if margins.top and Side.TOP not in bare:
            top = max(0, margins.top - RULE_WIDTH)
            margins = Padding(top, margins.left, margins.bottom, margins.right)
        places.append(_Fitted(cell, margins, bare))
    return places


def _bare(cell: Cell, ruled: set[_Piece]) -> tuple[Side, ...]:
    open_sides = (side for side in Side if side not in cell.borders)
    return tuple(side for side in open_sides if not ruled.issuperset(_pieces(cell, side)))


def _usual(places: Sequence[_Fitted], looks: Looks, numbering: Numbering) -> _Usual:
    margins = Counter(place.margins for place in places)
    pitches = Counter(text.line_height for place in places for text in place.cell.paragraphs)
    pitch = pitches.most_common(1)[0][0] if pitches else _EMPTY_LINE
    return _Usual(margins.most_common(1)[0][0], pitch, looks, numbering)


def table_left(table: Table) -> int:
    """Return where the file lets `table` begin; the rule around a framed one moves it."""
    return table.box.x - (FRAME_WIDTH - RULE_WIDTH) // 2 * table.framed


def _properties(table: Table, column_left: int, margins: Padding) -> str:
    box, rules = table.box, _FRAMED if table.framed else _RULES
    return (
        f'<w:tblPr><w:tblW w:w="{box.width}" w:type="dxa"/>'
        f'<w:tblInd w:w="{table_left(table) - column_left}" w:type="dxa"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_margins(margins)}</w:tblCellMar></w:tblPr>"
    )


def _rules(around: int) -> str:
    """Return rules on all sides, those around a table so wide; Word counts eighths of a point."""
    outer = dict.fromkeys(("top", "left", "bottom", "right"), around)
    inner = dict.fromkeys(("insideH", "insideV"), RULE_WIDTH)
    return "".join(
        f'<w:{side} w:val="single" w:sz="{width * 8 // 20}" w:space="0" w:color="000000"/>'
        for side, width in (outer | inner).items()
    )


_RULES, _FRAMED = _rules(RULE_WIDTH), _rules(FRAME_WIDTH)


def _margins(padding: Padding) -> str:
    return (
        f'<w:top w:w="{padding.top}" w:type="dxa"/><w:left w:w="{padding.left}" w:type="dxa"/>'
        f'<w:bottom w:w="{padding.bottom}" w:type="dxa"/>'
        f'<w:right w:w="{padding.right}" w:type="dxa"/>'
    )


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


def _cell(table: Table, place: _Fitted, usual: _Usual, row: int) -> str:
    cell = place.cell
    width = table.columns[cell.column + cell.column_span] - table.columns[cell.column]
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.column_span > 1:
        properties += f'<w:gridSpan w:val="{cell.column_span}"/>'
    if cell.row_span > 1:
        properties += f'<w:vMerge w:val="{"restart" if row == cell.row else "continue"}"/>'
    if place.bare:
        bare = "".join(f'<{_SIDES[side]} w:val="nil"/>' for side in place.bare)
        properties += f"<w:tcBorders>{bare}</w:tcBorders>"
    if cell.shade:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.shade}"/>'
    if place.margins != usual.margins:
        properties += f"<w:tcMar>{_margins(place.margins)}</w:tcMar>"
    if cell.upright:
        properties += '<w:textDirection w:val="btLr"/>'
    if cell.anchor is not Anchor.TOP:
        properties += f'<w:vAlign w:val="{_ANCHORS[cell.anchor]}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_content(table, place, usual, row)}</w:tc>"


def _content(table: Table, place: _Fitted, usual: _Usual, row: int) -> str:
    cell = place.cell
    if row == cell.row and cell.paragraphs:
        look = usual.looks.of(table, cell)
        if cell.upright:
            return _turned(table, cell, look)
        return _words(table, place, look, usual.numbering)
    if row == cell.row and cell.padding != NO_PADDING:
        return blank(usual.line_height, usual.looks.of(table, cell))
    return _EMPTY


def _turned(table: Table, cell: Cell, look: Look) -> str:
    """Return the text of an upright cell, each paragraph in the middle of its height."""
    out, height = "", table.cell_box(cell).height
    for paragraph in cell.paragraphs:
        beside = (height - paragraph.box.width) // 2
        left, right = paragraph.box.x - beside, paragraph.box.right + beside
        out += text_of([paragraph], Room(left, right, paragraph.box.y), look)
    return out


def _words(table: Table, place: _Fitted, look: Look, numbering: Numbering) -> str:
    """Return the text of a cell from where Word begins to set it, which may be further down."""
    cell, margins = place.cell, place.margins
    left = table.columns[cell.column] + margins.left
    right = table.columns[cell.column + cell.column_span] - margins.right
    top = cell.paragraphs[0].box.y
    if cell.anchor is Anchor.TOP:
        rule = 0 if Side.TOP in place.bare else RULE_WIDTH
        top = table.rows[cell.row] + rule + margins.top
    room = Room(left, right, top)
    if not cell.itemised:
        return text_of(cell.paragraphs, room, look)
    return listed(cell.paragraphs, room, look, numbering.lists_of(cell.paragraphs))
