"""Decide what stands in the cells of a worksheet.

In: the tables and texts of the pages on their `Grid`. Out: `Block`s, each a cell or
a merged range with its whole text, its look and its borders.

What Excel does: the border of a merged range is drawn from the cells under it, so
each of them carries its own share. A rich text loses a run that is nothing but
spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from sopgen.page import (
    Align,
    Anchor,
    Box,
    Cell,
    Drawing,
    Face,
    Font,
    Image,
    Paragraph,
    Run,
    Side,
    Table,
    Text,
)
from sopgen.writers.xlsx_grid import Area, Entry, Grid, Strip, entries

EMPTY_FONT = Font(Face.ARIAL, 200)
"""What one types in where a table has no text at all."""

_NONE: frozenset[Side] = frozenset()


@dataclass(frozen=True, slots=True)
class Look:
    """How a text stands in its cell; one that is not `wrapped` stays on one line."""

    font: Font
    align: Align = Align.LEFT
    anchor: Anchor = Anchor.MIDDLE
    upright: bool = False
    wrapped: bool = True
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A cell of the sheet, or a merged range of them."""

    area: Area
    text: tuple[Run, ...]
    look: Look
    borders: frozenset[Side] = _NONE

    def borders_at(self, row: int, column: int) -> frozenset[Side]:
        """Return which borders the cell at `row` and `column` has a share in."""
        if not self.borders:
            return _NONE
        return self.borders & _outer(Area(row, column, row + 1, column + 1), self.area)


def _outer(inner: Area, area: Area) -> frozenset[Side]:
    """Return the sides on which `inner` reaches the edge of the `area` around it."""
    meets = (
        (Side.TOP, inner.top == area.top),
        (Side.LEFT, inner.left == area.left),
        (Side.BOTTOM, inner.bottom == area.bottom),
        (Side.RIGHT, inner.right == area.right),
    )
    return frozenset(side for side, met in meets if met)


def blocks(grid: Grid) -> Iterator[Block]:
    """Return what stands in the cells of the sheet, page by page."""
    for strip in grid.strips:
        for item in strip.items:
            match item:
                case Table():
                    yield from _table(grid, strip, item)
                case Text():
                    yield _text(grid, strip, item)
                case Drawing() | Image():
                    pass
                case _:
                    assert_never(item)


def _text(grid: Grid, strip: Strip, text: Text) -> Block:
    look = replace(_look(text.paragraphs, EMPTY_FONT), anchor=text.anchor)
    return Block(grid.area(strip, text.box), _words(text.paragraphs, look.font), look)


def _table(grid: Grid, strip: Strip, table: Table) -> Iterator[Block]:
    usual = _usual_font(table)
    for cell in table.cells:
        if cell.itemised:
            yield from _list(grid, strip, cell, table.cell_box(cell))
        else:
            look = _look(cell.paragraphs, usual)
            look = replace(look, anchor=cell.anchor, upright=cell.upright, shade=cell.shade)
            area = grid.area(strip, table.cell_box(cell))
            yield Block(area, _words(cell.paragraphs, look.font), look, cell.borders)


def _usual_font(table: Table) -> Font:
    """Return the font that an empty cell of `table` is typed in: its first that is not bold."""
    fonts = [run.font for cell in table.cells for each in cell.paragraphs for run in each.runs]
    plain = (font for font in fonts if not font.bold)
    return next(plain, fonts[0] if fonts else EMPTY_FONT)


def _list(grid: Grid, strip: Strip, cell: Cell, box: Box) -> Iterator[Block]:
    """Return a block for each marker and item of a list, and the empty cells around them."""
    whole = grid.area(strip, box)
    taken = set[tuple[int, int]]()
    for entry in entries(cell, box):
        for block in _entry(grid, strip, entry):
            taken.update(block.area.cells())
            look = replace(block.look, shade=cell.shade)
            yield replace(block, look=look, borders=cell.borders & _outer(block.area, whole))
    empty = Look(EMPTY_FONT, shade=cell.shade)
    for row, column in whole.cells():
        single = Area(row, column, row + 1, column + 1)
        borders = cell.borders & _outer(single, whole)
        if (row, column) not in taken and (borders or cell.shade):
            yield Block(single, (), empty, borders)


def _entry(grid: Grid, strip: Strip, entry: Entry) -> Iterator[Block]:
    paragraph = entry.paragraph
    if entry.marker is not None and paragraph.marker is not None:
        look = Look(paragraph.marker.font, Align.LEFT, Anchor.TOP, wrapped=False)
        yield Block(grid.area(strip, entry.marker), (paragraph.marker,), look)
        paragraph = replace(paragraph, marker=None)
    look = replace(_look((paragraph,), EMPTY_FONT), anchor=Anchor.TOP)
    yield Block(grid.area(strip, entry.text), _words((paragraph,), look.font), look)


def _look(paragraphs: Sequence[Paragraph], usual: Font) -> Look:
    """Return the look of a cell by its first words; without any, one in its `usual` font."""
    fonts = (run.font for each in paragraphs for run in each.runs)
    return Look(next(fonts, usual), paragraphs[0].align if paragraphs else Align.LEFT)


def _words(paragraphs: Sequence[Paragraph], font: Font) -> tuple[Run, ...]:
    """Return `paragraphs` as the runs of one cell, each on a line of its own.

    Neighbours of one font are one run, and spaces go with the run before them.
    """
    out: list[Run] = []
    for run in _joined(paragraphs, font):
        if out and (out[-1].font == run.font or not run.text.strip()):
            out[-1] = replace(out[-1], text=out[-1].text + run.text)
        elif out and not out[-1].text.strip():
            out[-1] = replace(run, text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return tuple(out)


def _joined(paragraphs: Sequence[Paragraph], font: Font) -> Iterator[Run]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield Run("\n", font)
        if paragraph.marker:
            yield replace(paragraph.marker, text=f"{paragraph.marker.text} ")
        yield from paragraph.runs
