"""Decide how a heading row looks: its words beside the lanes, and no rule from column to column.

Lines of the flow run through its part over the lanes, so its words never stand there.
"""

from __future__ import annotations

from collections.abc import Iterator

from sopgen.document.page import Anchor, Box, Head, Side
from sopgen.layout.desk import SHADE
from sopgen.layout.flowchart.columns import Columns
from sopgen.layout.flowchart.sides import columns_below, parts
from sopgen.layout.grid import Ruled
from sopgen.layout.typeset import CELL_PADDING, SetText
from sopgen.model.profile import FlowFormat


def words_width(format: FlowFormat, columns: Columns) -> int:
    """Return how wide the part of a heading row is that holds its words."""
    return sum(columns.texts[column] for column in columns_below(format.columns))


def heading_cells(
    words: SetText, format: FlowFormat, columns: Columns, box: Box, origin: str
) -> Iterator[Ruled]:
    """Yield the cells of a heading row that fills `box`: together they look like one."""
    shade = SHADE if format.shade else ""
    below = columns_below(format.columns)
    x = box.x
    for part in parts(format.columns):
        width = sum(map(columns.width, part))
        if not width:
            continue
        cell = Box(x, box.y, width, box.height)
        x = cell.right
        sides = {Side.TOP, Side.BOTTOM}
        if cell.x == box.x:
            sides.add(Side.LEFT)
        if cell.right == box.right:
            sides.add(Side.RIGHT)
        borders = frozenset(sides)
        if part == below:
            inner = Box(cell.x + CELL_PADDING.left, cell.y, words.width, cell.height)
            text = words.anchored(inner, Anchor.MIDDLE)
            yield Ruled(
                cell,
                text,
                borders=borders,
                padding=CELL_PADDING,
                shade=shade,
                head=Head.ROW,
                origin=origin,
            )
        else:
            yield Ruled(cell, borders=borders, shade=shade)
