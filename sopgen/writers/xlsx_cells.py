"""Decide what stands in the cells of a worksheet.

In: the tables and texts of the pages on their `Grid`. Out: `Block`s, each a cell or
a merged range with its whole text, its look and its borders.

What Excel does: the border of a merged range is drawn from the cells under it, so
each of them carries its own share. A rich text loses a run that is nothing but
spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

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
from sopgen.writers.xlsx_grid import Area, Entry, Grid, Ruled, Strip

EMPTY_FONT = Font(Face.ARIAL, 200)
"""What one types in where a table has no text at all."""

_NONE: frozenset[Side] = frozenset()


class Look(Struct, frozen=True, eq=False):
    """How a text stands in its cell; one that is not `wrapped` stays on one line.

    Looks of cells are equal only where they are the same object: see `look_of`.
    """

    font: Font
    align: Align
    anchor: Anchor
    upright: bool
    wrapped: bool
    shade: str


@cache
def look_of(
    font: Font, align: Align, anchor: Anchor, upright: bool, wrapped: bool, shade: str
) -> Look:
    """Return the one look that is so."""
    return Look(font, align, anchor, upright, wrapped, shade)


class Block(NamedTuple):
    """A cell of the sheet, or a merged range of them."""

    area: Area
    text: tuple[Run, ...]
    look: Look
    borders: frozenset[Side]

    def borders_at(self, row: int, column: int) -> frozenset[Side]:
        """Return which borders the cell at `row` and `column` has a share in."""
        if not self.borders:
            return _NONE
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
                case Ruled():
                    yield from _table(grid, strip, item)
                case Text():
                    yield _text(grid, strip, item)
                case Drawing() | Image():
                    pass
                case _:
                    assert_never(item)


def _text(grid: Grid, strip: Strip, text: Text) -> Block:
    font, align = _first(text.paragraphs, EMPTY_FONT)
    look = look_of(font, align, text.anchor, False, True, "")
    return Block(grid.area(strip, text.box), _words(text.paragraphs, font), look, _NONE)


def _table(grid: Grid, strip: Strip, ruled: Ruled) -> Iterator[Block]:
    usual = _usual_font(ruled.table)
    for boxed in ruled.cells:
        cell = boxed.cell
        font, align = _first(cell.paragraphs, usual)
        anchor = Anchor.TOP if cell.itemised else cell.anchor
        look = look_of(font, align, anchor, cell.upright, True, cell.shade)
        whole = grid.area(strip, boxed.box)
        if not boxed.entries:
            yield Block(whole, _words(cell.paragraphs, font), look, cell.borders)
        else:
            for box, text, own in _parts(boxed.box, boxed.entries, look):
                area = grid.area(strip, box)
                yield Block(area, text, own, _outer(cell.borders, area, whole))


def _usual_font(table: Table) -> Font:
    """Return the font that an empty cell of `table` is typed in: its first that is not bold."""
    fonts = [run.font for cell in table.cells for each in cell.paragraphs for run in each.runs]
    plain = (font for font in fonts if not font.bold)
    return next(plain, fonts[0] if fonts else EMPTY_FONT)


_Part: TypeAlias = tuple[Box, tuple[Run, ...], Look]


def _parts(box: Box, entries: Sequence[Entry], look: Look) -> Iterator[_Part]:
    """Return each entry and its marker, and the room around them in `box`."""

    def room(left: int, top: int, right: int, bottom: int) -> Iterator[_Part]:
        if left < right and top < bottom:
            yield Box(left, top, right - left, bottom - top), (), look

    bottom = box.y
    for entry in entries:
        text, first = entry.text, entry.marker or entry.text
        yield from room(box.x, bottom, box.right, text.y)
        yield from room(box.x, text.y, first.x, text.bottom)
        yield from _entry(entry, look)
        yield from room(text.right, text.y, box.right, text.bottom)
        bottom = text.bottom
    yield from room(box.x, bottom, box.right, box.bottom)


def _entry(entry: Entry, look: Look) -> Iterator[_Part]:
    paragraphs, marker = entry.paragraphs, entry.paragraphs[0].marker
    if entry.marker is not None and marker is not None:
        hanging = look_of(marker.font, Align.LEFT, look.anchor, look.upright, False, look.shade)
        yield entry.marker, (marker,), hanging
    font, align = _first(paragraphs, look.font)
    own = look_of(font, align, look.anchor, look.upright, True, look.shade)
    yield entry.text, _words(paragraphs, font, entry.marker is None), own


def _first(paragraphs: Sequence[Paragraph], usual: Font) -> tuple[Font, Align]:
    """Return font and alignment of a cell's first words; without any, its `usual` font."""
    if not paragraphs:
        return usual, Align.LEFT
    fonts = (run.font for each in paragraphs for run in each.runs)
    return next(fonts, usual), paragraphs[0].align


def _words(paragraphs: Sequence[Paragraph], font: Font, marked: bool = True) -> tuple[Run, ...]:
    """Return `paragraphs` as the runs of one cell, each on a line of its own.

    Neighbours of one font are one run, and spaces go with the run before them. Markers
    are left out where they have a range of their own: if not `marked`.
    """
    if not paragraphs:
        return ()
    out: list[Run] = []
    for run in _joined(paragraphs, font, marked):
        if out and (out[-1].font == run.font or not run.text.strip()):
            out[-1] = replace(out[-1], text=out[-1].text + run.text)
        elif out and not out[-1].text.strip():
            out[-1] = replace(run, text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return tuple(out)


def _joined(paragraphs: Sequence[Paragraph], font: Font, marked: bool) -> Iterator[Run]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield Run("\n", font)
        if paragraph.marker and marked:
            yield replace(paragraph.marker, text=f"{paragraph.marker.text} ")
        yield from paragraph.runs
