"""Change what is read of a Word file as a clerk changes it in Word, or in LibreOffice.

Lengths are twips, but those of `Page.move` EMU as in a workbook. The drawing of a page does not
move with the rows of its table. LibreOffice drops names and glue: `unglue` does so too.
"""

from __future__ import annotations

from dataclasses import replace as with_fields

from msgspec.structs import replace

from sopgen.document.page import Box, Point, Site
from sopgen.document.sheet import (
    SeenCell,
    SeenGlue,
    SeenLine,
    SeenShape,
    Sheet,
    joined_edges,
)
from sopgen.document.symbols import site
from sopgen.pull.opening import Edited

NEW_ROW = 400
TWIP = 635


class Word:
    """A Word file that is being edited, as it was read."""

    def __init__(self, edited: Edited) -> None:
        self._edited = edited
        self._pages = [Page(sheet) for sheet in edited.sheets]

    def page(self, sheet: int) -> Page:
        """Return the page at that place."""
        return self._pages[sheet]

    def unglue(self) -> None:
        """Take names and glue off all that is drawn."""
        for page in self._pages:
            page.unglue()

    def edited(self) -> Edited:
        """Return what is read now."""
        sheets = tuple(page.sheet for page in self._pages)
        return with_fields(self._edited, sheets=sheets, is_changed=True)


class Page:
    """A page with its table and its drawing."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def type(self, row: int, column: int, text: str) -> None:
        """Type `text` into a cell."""
        cells = list(self.sheet.cells)
        for at, cell in enumerate(cells):
            if (cell.row, cell.column) == (row, column):
                cells[at] = replace(cell, text=text, italic=())
                break
        else:
            cells.append(SeenCell(row, column, 1, self._width_at(row, column), text))
        self._set(cells=tuple(cells))

    def _width_at(self, row: int, column: int) -> int:
        """Return how many columns a cell spans there, as those above and below do."""
        near = [cell for cell in self.sheet.cells if cell.column == column]
        near.sort(key=lambda cell: abs(cell.row - row))
        return near[0].column_span if near else 1

    def insert_row(self, at: int) -> None:
        """Put an empty row before row `at`; the drawing stays where it is."""
        edges = self.sheet.rows
        rows = (*edges[: at + 1], *(edge + NEW_ROW for edge in edges[at:]))
        cells = tuple(replace(c, row=c.row + (c.row >= at)) for c in self.sheet.cells)
        self._set(rows=rows, cells=cells)

    def delete_row(self, at: int) -> None:
        """Take row `at` away, and the symbols on it; the rest of the drawing stays."""
        edges = self.sheet.rows
        top, bottom = edges[at], edges[at + 1]
        height = bottom - top
        gone = [
            shape.id
            for shape in self.sheet.shapes
            if top <= shape.box.y and shape.box.bottom <= bottom
        ]
        inside = [
            line.id
            for line in self.sheet.lines
            if all(top <= point.y <= bottom for point in line.path)
        ]
        for id in (*gone, *inside):
            self.drop(id)
        rows = (*edges[: at + 1], *(edge - height for edge in edges[at + 2 :]))
        cells = tuple(replace(c, row=c.row - (c.row > at)) for c in self.sheet.cells if c.row != at)
        self._set(rows=rows, cells=cells)

    def move_row(self, at: int, to: int) -> None:
        """Cut row `at` and insert it before row `to` above it; the symbols are dragged along."""
        edges = self.sheet.rows
        top, bottom, place = edges[at], edges[at + 1], edges[to]
        for shape in self.sheet.shapes:
            middle = shape.box.center.y
            if top <= middle < bottom:
                self.move(shape.id, 0, (place - top) * TWIP)
            elif place <= middle < top:
                self.move(shape.id, 0, (bottom - top) * TWIP)
        heights = [edges[n + 1] - edges[n] for n in range(len(edges) - 1)]
        heights.insert(to, heights.pop(at))
        rows = tuple(edges[0] + sum(heights[:count]) for count in range(len(edges)))

        def now(row: int) -> int:
            return to if row == at else row + 1 if to <= row < at else row

        self._set(rows=rows, cells=tuple(replace(c, row=now(c.row)) for c in self.sheet.cells))

    def insert_column(self, at: int, like: int) -> None:
        """Put an empty column before column `at` of the table there, as wide as column `like`.

        The table grows to the right, and the drawing stays where it is. Tables above and below
        keep their columns, but for what goes over the whole page.
        """
        edges, cells = self.sheet.columns, self.sheet.cells
        place, width = edges[at], edges[like + 1] - edges[like]
        whole = {cell.row for cell in cells if cell.column_span == len(edges) - 1}
        over = {cell.row for cell in cells if cell.column <= at < cell.column + cell.column_span}
        first = max(over - whole)
        while first > 0 and first - 1 not in whole:
            first -= 1
        last = min((row for row in whole if row > first), default=len(self.sheet.rows))
        rows = range(first, last)

        def reach(cell: SeenCell) -> tuple[int, int]:
            left, right = edges[cell.column], edges[cell.column + cell.column_span]
            grows = cell.row in rows or cell.column_span == len(edges) - 1
            return left + width * (grows and left >= place), right + width * (
                grows and right > place
            )

        boxes = [reach(cell) for cell in cells]
        moved = [edge + width * (edge >= place) for edge in edges]
        columns = joined_edges([place, *moved, *(edge for box in boxes for edge in box)])
        self._set(
            columns=columns,
            cells=tuple(
                replace(cell, column=columns.index(left), column_span=span)
                for cell, (left, right) in zip(cells, boxes, strict=True)
                for span in [columns.index(right) - columns.index(left)]
            ),
        )

    def shape(self, id: int) -> SeenShape:
        """Return the shape with that id."""
        return next(each for each in self.sheet.shapes if each.id == id)

    def drop(self, id: int) -> None:
        """Delete a shape or line; nothing is glued to it any more."""
        shapes = tuple(each for each in self.sheet.shapes if each.id != id)
        lines = tuple(
            replace(
                each,
                start=None if each.start and each.start.shape == id else each.start,
                end=None if each.end and each.end.shape == id else each.end,
            )
            for each in self.sheet.lines
            if each.id != id
        )
        self._set(shapes=shapes, lines=lines)

    def move(self, id: int, dx: int, dy: int) -> None:
        """Drag a shape."""
        box = self.shape(id).box
        moved = Box(box.x + dx // TWIP, box.y + dy // TWIP, box.width, box.height)
        self._change(id, box=moved)

    def reshape(self, id: int, preset: str) -> None:
        """Make a shape one of another preset."""
        self._change(id, preset=preset)

    def reword(self, id: int, text: str) -> None:
        """Type other words into a shape."""
        self._change(id, text=text)

    def lay(self, id: int, start: tuple[int, Site], end: tuple[int, Site], glued: bool) -> None:
        """Let a line run straight between sites of two shapes."""
        lines = tuple(
            self._laid(each, start, end, glued) if each.id == id else each
            for each in self.sheet.lines
        )
        self._set(lines=lines)

    def draw(self, like: int, start: tuple[int, Site], end: tuple[int, Site], glued: bool) -> None:
        """Draw a new arrow."""
        ids = [each.id for each in (*self.sheet.shapes, *self.sheet.lines)]
        new = SeenLine(max(ids) + 1, "", (), head_at_end=True, name="Straight Arrow Connector 1")
        self._set(lines=(*self.sheet.lines, self._laid(new, start, end, glued)))

    def _laid(
        self, line: SeenLine, start: tuple[int, Site], end: tuple[int, Site], glued: bool
    ) -> SeenLine:
        one, other = self._site(*start), self._site(*end)
        glue = (SeenGlue(start[0], int(start[1])), SeenGlue(end[0], int(end[1])))
        held = glue if glued else (None, None)
        return replace(line, path=(one, other), start=held[0], end=held[1], other=())

    def _site(self, id: int, at: Site) -> Point:
        return site(self.shape(id).box, at)

    def unglue(self) -> None:
        """Take names and glue off all that is drawn."""
        shapes = tuple(replace(each, key="", name="") for each in self.sheet.shapes)
        lines = tuple(
            replace(each, key="", name="", start=None, end=None) for each in self.sheet.lines
        )
        self._set(shapes=shapes, lines=lines)

    def _change(self, id: int, **fields: object) -> None:
        shapes = tuple(
            replace(each, **fields) if each.id == id else each for each in self.sheet.shapes
        )
        self._set(shapes=shapes)

    def _set(self, **fields: object) -> None:
        self.sheet = replace(self.sheet, **fields)
