"""Map a Word file: what the cells of its pages say and where that comes from, and its drawings.

In: pages. Out: the `Sheet` of each that a reader makes of the file, with origins. What stands
where is decided in `flow`, `table` and `drawing`; here it is said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sopgen.document.page import (
    Box,
    Cell,
    Drawing,
    Face,
    Font,
    Image,
    Page,
    Paragraph,
    Point,
    Run,
    Table,
    Text,
)
from sopgen.document.sheet import SeenCell, SeenLine, SeenShape, Sheet, joined_edges
from sopgen.writers.docx.drawing import HALF_RULE
from sopgen.writers.docx.flow import flowing, room_above
from sopgen.writers.docx.numbering import is_counted
from sopgen.writers.docx.table import table_left
from sopgen.writers.docx.text import text_bottom, typed_mark
from sopgen.writers.office.mapping import seen_line, seen_shape, seen_text, sources


def seen_sheets(pages: Sequence[Page]) -> tuple[Sheet, ...]:
    """Return what each of `pages` shows."""
    return tuple(_sheet(page, str(number)) for number, page in enumerate(pages, start=1))


def _sheet(page: Page, name: str) -> Sheet:
    flow = flowing(page)
    tables = [item for item in flow if isinstance(item, Table)]
    columns = joined_edges(edge for each in tables for edge in _columns(each))
    columns = columns or (page.margins.left, page.width - page.margins.right)
    rows, cells = _Rows(page, flow, columns).read()
    shapes = (_drawn(item) for item in page.items if isinstance(item, Drawing | Image))
    lines = (_lines(item) for item in page.items if isinstance(item, Drawing))
    return Sheet(
        name,
        columns,
        rows,
        cells,
        tuple(shape for each in shapes for shape in each),
        tuple(line for each in lines for line in each),
    )


def _columns(table: Table) -> list[int]:
    """Return the edges of `table` as the file has them."""
    moved = table_left(table) - table.box.x
    return [edge + moved for edge in table.columns]


class _Rows:
    """The rows of a page from its top downwards, and the cells in them."""

    def __init__(self, page: Page, flow: Sequence[Table | Text], columns: Sequence[int]) -> None:
        self._page, self._flow, self._columns = page, flow, columns
        first = flow[0] if flow else None
        self._edges = [page.margins.top + room_above(first, page.margins.top)]
        self._cells: list[SeenCell] = []

    def read(self) -> tuple[tuple[int, ...], tuple[SeenCell, ...]]:
        """Return the edges of the rows, and the cells by row and column."""
        for item, following in pairwise((*self._flow, None)):
            if isinstance(item, Table):
                self._add_table(item)
                if isinstance(following, Table):
                    self._edges.append(following.box.y)
            elif isinstance(item, Text):
                self._add_text(item)
                if isinstance(following, Table):
                    self._edges[-1] = max(self._edges[-1], following.box.y)
        return tuple(self._edges), tuple(self._cells)

    def _add_text(self, text: Text) -> None:
        for paragraph in text.paragraphs:
            row, seen = len(self._edges) - 1, seen_text(_runs(paragraph))
            if seen.text:
                width = len(self._columns) - 1
                self._cells.append(
                    SeenCell(row, 0, 1, width, seen.text, paragraph.origin, (), seen.italic)
                )
            self._edges.append(max(self._edges[-1], text_bottom(paragraph)))

    def _add_table(self, table: Table) -> None:
        first = len(self._edges) - 1
        at = [bisect_right(self._columns, edge) - 1 for edge in _columns(table)]
        for cell in table.cells:
            left, right = at[cell.column], at[cell.column + cell.column_span]
            seen = seen_text(_with_breaks(cell))
            origin, parts = sources(cell.origin, cell.paragraphs)
            if seen.text or origin or cell.row_span > 1 or right - left > 1:
                row, height = first + cell.row, cell.row_span
                place = row, left, height, right - left
                self._cells.append(SeenCell(*place, seen.text, origin, parts, seen.italic))
        self._edges += table.rows[1:]


_BREAK = Run("\n", Font(Face.ARIAL, 200))


def _with_breaks(cell: Cell) -> list[Run]:
    """Return the runs of all paragraphs of `cell`, a line break between them."""
    out: list[Run] = []
    for number, paragraph in enumerate(cell.paragraphs):
        if number:
            out.append(_BREAK)
        out += _runs(paragraph, counted=cell.itemised and is_counted(paragraph))
    return out


def _runs(paragraph: Paragraph, *, counted: bool = False) -> tuple[Run, ...]:
    """Return `paragraph` with the mark that is typed before it; Word makes those it `counted`."""
    if paragraph.marker is None or counted:
        return paragraph.runs
    return (typed_mark(paragraph, paragraph.marker), *paragraph.runs)


def _drawn(item: Drawing | Image) -> Iterator[SeenShape]:
    if isinstance(item, Image):
        yield seen_shape(item, _over(item.box))
    else:
        yield from (seen_shape(each, _over(each.box)) for each in item.shapes)
        yield from (seen_shape(each, _over(each.box)) for each in item.labels)


def _lines(drawing: Drawing) -> Iterator[SeenLine]:
    for line in drawing.connectors:
        yield seen_line(line, [Point(at.x + HALF_RULE, at.y + HALF_RULE) for at in line.path])


def _over(box: Box) -> Box:
    """Return where `box` lies in the file: what floats is drawn half a rule further in."""
    return Box(box.x + HALF_RULE, box.y + HALF_RULE, box.width, box.height)
