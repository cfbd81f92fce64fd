"""A drawing on its page, as it is measured."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from msgspec import Struct

from sopgen.document.page import Box, Connector, Drawing, Label, Page, Point, Shape, Table
from sopgen.document.yardstick.plane import Stroke, around, grown, overlap, strokes

CLOSE = 20
"""Parallel lines nearer than this, for longer than this, read as one line; in twips."""


class Drawn(Struct, frozen=True, dict=True):
    """The drawing of page `number` (from 1) on its `sheet`.

    `strokes` are those of each connector, `near` is where others may meet it.
    """

    number: int
    sheet: Page
    drawing: Drawing
    strokes: tuple[tuple[Stroke, ...], ...]
    near: tuple[Box, ...]

    @cached_property
    def shapes(self) -> dict[int, Shape]:
        return {shape.id: shape for shape in self.drawing.shapes}

    @cached_property
    def answers(self) -> list[tuple[Label, int]]:
        """The labels of connectors, each with the position of its own."""
        at = {connector.id: index for index, connector in enumerate(self.drawing.connectors)}
        return [(label, at[label.owner]) for label in self.drawing.labels if label.owner in at]

    @cached_property
    def captions(self) -> list[tuple[Label, Shape]]:
        """The labels of symbols, each with its own."""
        labels, shapes = self.drawing.labels, self.shapes
        return [(label, shapes[label.owner]) for label in labels if label.owner in shapes]

    @cached_property
    def lines(self) -> list[list[Box]]:
        """The strokes of each connector as boxes."""
        return [[stroke.box for stroke in line] for line in self.strokes]

    @cached_property
    def standing(self) -> list[tuple[int, Box]]:
        """The boxes of the symbols, each with the number of its row."""
        return [(self.row_of(shape.box), shape.box) for shape in self.drawing.shapes]

    @cached_property
    def reach(self) -> Box:
        """The box around everything in the drawing, with a hair's breadth on all sides."""
        boxes = [shape.box for shape in self.drawing.shapes]
        boxes += [label.box for label in self.drawing.labels]
        points = [point for connector in self.drawing.connectors for point in connector.path]
        points += [Point(box.x, box.y) for box in boxes]
        points += [Point(box.right, box.bottom) for box in boxes]
        return grown(around(points))

    @cached_property
    def tables(self) -> list[Table]:
        """The tables that the drawing lies on."""
        tables = (item for item in self.sheet.items if isinstance(item, Table))
        return [table for table in tables if overlap(grown(table.box), self.reach)]

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The edges of the rows that the drawing lies on."""
        return tuple(sorted({edge for table in self.tables for edge in table.rows}))

    @cached_property
    def lanes(self) -> tuple[int, ...]:
        """The edges of the columns that the drawing lies on."""
        return tuple(sorted({edge for table in self.tables for edge in table.columns}))

    def row_of(self, box: Box) -> int:
        """Return the number of the row that the middle of `box` lies in, from 1."""
        return bisect_right(self.rows, box.center.y)

    def middle_of(self, row: int) -> int:
        """Return the middle of `row`; beyond the rows, the end of what the drawing reaches."""
        if row < 1:
            return self.reach.y
        if row >= len(self.rows):
            return self.reach.bottom
        return (self.rows[row - 1] + self.rows[row]) // 2

    def height_of(self, row: int) -> int:
        """Return the height of `row`; beyond the rows, that of the drawing."""
        if 0 < row < len(self.rows):
            return self.rows[row] - self.rows[row - 1]
        return self.reach.height


def drawn(number: int, sheet: Page, drawing: Drawing) -> Drawn:
    """Return `drawing`, ready to be measured."""
    return Drawn(
        number,
        sheet,
        drawing,
        tuple(tuple(strokes(connector.path)) for connector in drawing.connectors),
        tuple(grown(around(connector.path), CLOSE) for connector in drawing.connectors),
    )


def joined(one: Connector, other: Connector) -> bool:
    """Tell whether two connectors may share a stretch: arrows to or from one site."""
    if one.arrow != other.arrow:
        return False
    if one.arrow:
        return one.start == other.start or one.end == other.end
    return bool({one.start, one.end} & {other.start, other.end})
