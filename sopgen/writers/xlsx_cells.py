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
from functools import cache
from typing import assert_never

from sopgen.page import (
    Align,
    Anchor,
    Box,
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
        area = self.area
        meets = (
            row == area.top,
            column == area.left,
            row + 1 == area.bottom,
            column + 1 == area.right,
        )
        return _share(self.borders, meets)


_MEETS = (Side.TOP, Side.LEFT, Side.BOTTOM, Side.RIGHT)


@cache
def _share(borders: frozenset[Side], meets: tuple[bool, bool, bool, bool]) -> frozenset[Side]:
    """Return those `borders` whose side is met, in the order of `_MEETS`."""
    return frozenset(side for side, met in zip(_MEETS, meets, strict=True) if met) & borders


def _outer(borders: frozenset[Side], inner: Area, area: Area) -> frozenset[Side]:
    """Return those `borders` of `area` that the part `inner` of it reaches."""
    meets = (
        inner.top == area.top,
        inner.left == area.left,
        inner.bottom == area.bottom,
        inner.right == area.right,
    )
    return _share(borders, meets)


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
    look = _look(text.paragraphs, EMPTY_FONT, text.anchor)
    return Block(grid.area(strip, text.box), _words(text.paragraphs, look.font), look)


def _table(grid: Grid, strip: Strip, table: Table) -> Iterator[Block]:
    usual = _usual_font(table)
    for cell in table.cells:
        box = table.cell_box(cell)
        inner = entries(cell, box)
        look = _look(cell.paragraphs, usual, Anchor.TOP if cell.itemised else cell.anchor)
        if cell.upright or cell.shade:
            look = replace(look, upright=cell.upright, shade=cell.shade)
        if len(inner) == 1 and inner[0].text == box:
            words = _words(cell.paragraphs, look.font)
            yield Block(grid.area(strip, box), words, look, cell.borders)
        else:
            whole = grid.area(strip, box)
            for part in _parts(grid, strip, box, inner, look):
                yield replace(part, borders=_outer(cell.borders, part.area, whole))


def _usual_font(table: Table) -> Font:
    """Return the font that an empty cell of `table` is typed in: its first that is not bold."""
    fonts = [run.font for cell in table.cells for each in cell.paragraphs for run in each.runs]
    plain = (font for font in fonts if not font.bold)
    return next(plain, fonts[0] if fonts else EMPTY_FONT)


def _parts(
    grid: Grid, strip: Strip, box: Box, inner: Sequence[Entry], look: Look
) -> Iterator[Block]:
    """Return a block for each entry and its marker, and for the room around them in `box`."""

    def room(left: int, top: int, right: int, bottom: int) -> Iterator[Block]:
        if left < right and top < bottom:
            yield Block(grid.area(strip, Box(left, top, right - left, bottom - top)), (), look)

    bottom = box.y
    for entry in inner:
        text, first = entry.text, entry.marker or entry.text
        yield from room(box.x, bottom, box.right, text.y)
        yield from room(box.x, text.y, first.x, text.bottom)
        yield from _entry(grid, strip, entry, look)
        yield from room(text.right, text.y, box.right, text.bottom)
        bottom = text.bottom
    yield from room(box.x, bottom, box.right, box.bottom)


def _entry(grid: Grid, strip: Strip, entry: Entry, look: Look) -> Iterator[Block]:
    paragraphs, marker = entry.paragraphs, entry.paragraphs[0].marker
    if entry.marker is not None and marker is not None:
        hanging = replace(look, font=marker.font, align=Align.LEFT, wrapped=False)
        yield Block(grid.area(strip, entry.marker), (marker,), hanging)
        paragraphs = tuple(replace(each, marker=None) for each in paragraphs)
    own = _look(paragraphs, look.font, look.anchor)
    own = replace(look, font=own.font, align=own.align)
    yield Block(grid.area(strip, entry.text), _words(paragraphs, own.font), own)


def _look(paragraphs: Sequence[Paragraph], usual: Font, anchor: Anchor) -> Look:
    """Return the look of a cell by its first words; without any, one in its `usual` font."""
    fonts = (run.font for each in paragraphs for run in each.runs)
    return Look(next(fonts, usual), paragraphs[0].align if paragraphs else Align.LEFT, anchor)


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
