"""Map a worksheet: what its cells say and where that comes from, and what is drawn over them.

In: a `Grid`, the `Block`s on it and what is drawn. Out: the `Sheet` that a reader makes of the
file, with origins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from sopgen.document.page import Box, Connector, Point
from sopgen.document.sheet import SeenCell, Sheet
from sopgen.writers.office.mapping import seen_line, seen_shape, seen_text, sources
from sopgen.writers.xlsx.cells import Block
from sopgen.writers.xlsx.drawing import Placed
from sopgen.writers.xlsx.grid import Grid, Strip


def seen_sheet(name: str, grid: Grid, blocks: Iterable[Block], objects: Sequence[Placed]) -> Sheet:
    """Return what the sheet called `name` shows."""
    return Sheet(
        name,
        grid.columns,
        grid.rows,
        tuple(sorted(_cells(blocks), key=attrgetter("row", "column"))),
        tuple(
            seen_shape(item, _box(strip, item.box))
            for strip, item in objects
            if not isinstance(item, Connector)
        ),
        tuple(
            seen_line(item, [Point(strip.x(point.x), strip.y(point.y)) for point in item.path])
            for strip, item in objects
            if isinstance(item, Connector)
        ),
        grid.row_keys,
        tuple(strip.end for strip in grid.strips[:-1]),
    )


def _cells(blocks: Iterable[Block]) -> Iterator[SeenCell]:
    for block in blocks:
        area = block.area
        height, width = area.bottom - area.top, area.right - area.left
        if height <= 0 or width <= 0:
            continue
        origin, parts = sources(block.origin, block.paragraphs)
        if block.text or origin or height * width > 1:
            seen = seen_text(block.text)
            yield SeenCell(
                area.top, area.left, height, width, seen.text, origin, parts, seen.italic
            )


def _box(strip: Strip, box: Box) -> Box:
    return Box(strip.x(box.x), strip.y(box.y), box.width, box.height)
