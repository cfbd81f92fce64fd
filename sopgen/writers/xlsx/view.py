"""Decide how a worksheet is shown: what stays in sight, how large, where one begins.

In: its `Grid`. Out: a `View`. Over a flow the heads stay on top and the columns left of the
lanes at the side, unless that would fill the window.
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from sopgen.document.page import Drawing
from sopgen.writers.xlsx.grid import Grid, Strip, column_name

_MOST_FROZEN = 6000
"""What stays in sight is at most so wide and half so high, in twips; a window has some 20,000."""

_ZOOM = 85
"""A sheet of F4 across fits into a usual window at 85 %."""


class View(Struct, frozen=True):
    """How many rows and columns stay in sight, 0 of both if all moves; the `cell` to type in."""

    rows: int = 0
    columns: int = 0
    cell: str = "A1"
    zoom: int = 100
    first: bool = False


def view_of(grid: Grid, *, first: bool) -> View:
    """Return how the sheet on `grid` is shown; the `first` is the one that is opened."""
    for strip in grid.strips:
        for item in strip.items:
            if isinstance(item, Drawing):
                return _over(item, strip, grid, first=first)
    return View(first=first)


def _over(drawing: Drawing, strip: Strip, grid: Grid, *, first: bool) -> View:
    rows = bisect_right(grid.rows, strip.y(drawing.box.y)) - 1
    columns = bisect_right(grid.columns, strip.x(drawing.box.x)) - 1
    cell = f"{column_name(columns)}{rows + 1}"
    if grid.rows[rows] > _MOST_FROZEN / 2 or grid.columns[columns] > _MOST_FROZEN:
        return View(cell=cell, zoom=_ZOOM, first=first)
    return View(rows, columns, cell, _ZOOM, first)
