"""Decide what stands in the cells of a worksheet.

In: the tables and texts of the pages on their `Grid`. Out: `Block`s, each a cell or
a merged range with its whole text, its look and its borders.

What Excel does: the border of a merged range is drawn from the cells under it, so
each of them carries its own share. A rich text loses a run that is nothing but
spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache, lru_cache
from itertools import chain, islice, product
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import (
    Align,
    Anchor,
    Drawing,
    Face,
    Font,
    Image,
    Paragraph,
    Run,
    Side,
    Text,
)
from sopgen.writers.office.slashes import breakable
from sopgen.writers.xlsx.grid import Area, Entry, Grid, Room, Ruled, Strip, room_of

EMPTY_FONT = Font(Face.ARIAL, 200)
"""What one types in where a table has no text at all."""

_NONE: frozenset[Edge] = frozenset()


class Look(Struct, frozen=True, eq=False):
    """How a text stands in its cell; the lines of one that is `spread` fill its height.

    One that is not `wrapped` never makes its row higher.

    Looks of cells are equal only where they are the same object: see `look_of`.
    """

    font: Font
    align: Align
    anchor: Anchor
    upright: bool
    spread: bool
    shade: str
    wrapped: bool = True

    def of(self, font: Font, align: Align, *, spread: bool = False) -> Look:
        """Return how a text of `font` and `align` stands in the same cell."""
        if font is self.font and align is self.align and spread is self.spread:
            return self
        return look_of(font, align, self.anchor, self.upright, spread, self.shade)


@cache
def look_of(
    font: Font, align: Align, anchor: Anchor, upright: bool, spread: bool, shade: str
) -> Look:
    """Return the one look that is so."""
    return Look(font, align, anchor, upright, spread, shade)


KEY_LOOK = Look(Font(Face.ARIAL, 20), Align.LEFT, Anchor.TOP, False, False, "", False)
"""How the keys of rows stand in their column, which is hidden."""


class Edge(Enum):
    """A border of a cell: a rule of its table, or the frame around that."""

    TOP = "top"
    LEFT = "left"
    BOTTOM = "bottom"
    RIGHT = "right"
    FRAME_TOP = "frame top"
    FRAME_LEFT = "frame left"
    FRAME_BOTTOM = "frame bottom"
    FRAME_RIGHT = "frame right"


_PLAIN = {
    Side.TOP: Edge.TOP,
    Side.LEFT: Edge.LEFT,
    Side.BOTTOM: Edge.BOTTOM,
    Side.RIGHT: Edge.RIGHT,
}
_FRAME = {
    Side.TOP: Edge.FRAME_TOP,
    Side.LEFT: Edge.FRAME_LEFT,
    Side.BOTTOM: Edge.FRAME_BOTTOM,
    Side.RIGHT: Edge.FRAME_RIGHT,
}


@cache
def edges_of(borders: frozenset[Side], framed: frozenset[Side]) -> frozenset[Edge]:
    """Return the borders of a cell, heavier on the sides that are `framed`."""
    return frozenset(_FRAME[side] if side in framed else _PLAIN[side] for side in borders)


class Share(Struct, frozen=True):
    """Cells of a range that draw the same of its borders, by their way from the first one."""

    borders: frozenset[Edge]
    cells: tuple[tuple[int, int], ...]


Shares: TypeAlias = tuple[frozenset[Edge], tuple[Share, ...]]


class Block(Struct, frozen=True):
    """A cell of the sheet, or a merged range of them.

    Its words come from `paragraphs`, which lie in a cell of this `origin`.
    """

    area: Area
    text: tuple[Run, ...]
    look: Look
    borders: frozenset[Edge]
    origin: str = ""
    paragraphs: tuple[Paragraph, ...] = ()


_SHAPES = 2048
"""How many ranges of different height, width or borders are remembered; a batch has hundreds."""


@lru_cache(_SHAPES)
def shares(borders: frozenset[Edge], height: int, width: int) -> Shares:
    """Return which `borders` of so many rows and columns the first cell draws, and who the rest."""
    alike: dict[frozenset[Edge], list[tuple[int, int]]] = {}
    for down, across in islice(product(range(height), range(width)), 1, None):
        meets = (down == 0, across == 0, down + 1 == height, across + 1 == width)
        if share := _share(borders, meets):
            alike.setdefault(share, []).append((down, across))
    first = _share(borders, (True, True, height == 1, width == 1))
    return first, tuple(Share(share, tuple(cells)) for share, cells in alike.items())


_MEETS = (
    (Edge.TOP, Edge.FRAME_TOP),
    (Edge.LEFT, Edge.FRAME_LEFT),
    (Edge.BOTTOM, Edge.FRAME_BOTTOM),
    (Edge.RIGHT, Edge.FRAME_RIGHT),
)


@cache
def _share(borders: frozenset[Edge], meets: tuple[bool, bool, bool, bool]) -> frozenset[Edge]:
    """Return those `borders` whose side is met, in the order of `_MEETS`."""
    met = (edges for edges, here in zip(_MEETS, meets, strict=True) if here)
    return frozenset(chain.from_iterable(met)) & borders


def _outer(borders: frozenset[Edge], inner: Area, area: Area) -> frozenset[Edge]:
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
                    yield from _table(strip, item)
                case Text():
                    yield _text(strip, item)
                case Drawing() | Image():
                    pass
                case _:
                    assert_never(item)


def _text(strip: Strip, text: Text) -> Block:
    font, align = _first(text.paragraphs, EMPTY_FONT)
    look = look_of(font, align, text.anchor, False, False, "")
    area, words = strip.area(room_of(text.box)), _words(text.paragraphs, font)
    return Block(area, words, look, _NONE, "", text.paragraphs)


def _table(strip: Strip, table: Ruled) -> Iterator[Block]:
    usual = _usual_font(table)
    for boxed in table.cells:
        cell, entries = boxed.cell, boxed.entries
        font, align = _first(cell.paragraphs, usual)
        anchor = Anchor.TOP if cell.itemised else cell.anchor
        look = look_of(font, align, anchor, cell.upright, False, cell.shade)
        area = strip.area(boxed.room)
        borders = edges_of(cell.borders, _framed(table, boxed.room))
        if entries:
            yield from _parts(strip, Block(area, (), look, borders, cell.origin), entries)
        else:
            shown = _broken(cell.paragraphs) if cell.lines_kept else cell.paragraphs
            yield Block(area, _words(shown, font), look, borders, cell.origin, cell.paragraphs)


def _framed(table: Ruled, room: Room) -> frozenset[Side]:
    """Return the sides of `room` on which the table has its frame."""
    if not table.framed:
        return table.framed
    meets = (
        room.top == table.rows[0],
        room.left == table.columns[0],
        room.bottom == table.rows[-1],
        room.right == table.columns[-1],
    )
    return _met(table.framed, meets)


@cache
def _met(framed: frozenset[Side], meets: tuple[bool, bool, bool, bool]) -> frozenset[Side]:
    """Return those of the `framed` sides that are met, in the order of `Side`."""
    return framed.intersection(side for side, here in zip(Side, meets, strict=True) if here)


def _usual_font(table: Ruled) -> Font:
    """Return the font that an empty cell of `table` is typed in: its first that is not bold."""
    paragraphs = (each for boxed in table.cells for each in boxed.cell.paragraphs)
    fonts = (run.font for paragraph in paragraphs for run in paragraph.runs)
    first = next(fonts, EMPTY_FONT)
    return next((font for font in chain([first], fonts) if not font.bold), first)


def _parts(strip: Strip, cell: Block, entries: Sequence[Entry]) -> Iterator[Block]:
    """Return each entry of `cell` and its marker, and the room around them.

    What is typed below them belongs to the value of the cell too.
    """
    whole, look, borders = cell.area, cell.look, cell.borders
    top, left, right = whole.top, whole.left, whole.right
    for entry in entries:
        text, start = strip.area(entry.text), strip.columns[entry.start]
        if top < text.top:
            yield _empty(cell, Area(top, left, text.top, right))
        if left < start:
            yield _empty(cell, Area(text.top, left, text.bottom, start))
        hanging = start < text.left
        font, align = _first(entry.paragraphs, look.font)
        if hanging:
            beside, own = Area(text.top, start, text.bottom, text.left), look.of(font, Align.LEFT)
            marks = _markers(entry.paragraphs)
            yield Block(beside, marks, own, _outer(borders, beside, whole))
        own = look.of(font, align, spread=entry.itemised and _fills(entry))
        words = _words(entry.paragraphs, font, not hanging)
        outer = _outer(borders, text, whole)
        yield Block(text, words, own, outer, cell.origin, entry.paragraphs)
        if text.right < right:
            yield _empty(cell, Area(text.top, text.right, text.bottom, right))
        top = text.bottom
    if top < whole.bottom:
        yield _empty(cell, Area(top, left, whole.bottom, right), cell.origin)


def _empty(cell: Block, part: Area, origin: str = "") -> Block:
    """Return a `part` of `cell` without words."""
    return Block(part, (), cell.look, _outer(cell.borders, part, cell.area), origin)


def _fills(entry: Entry) -> bool:
    """Tell whether `entry` is one item whose lines fill the height of its row."""
    if len(entry.paragraphs) != 1:
        return False
    (item,) = entry.paragraphs
    return len(item.text_lines) > 1 and item.box.bottom == entry.text.bottom


def _markers(paragraphs: Sequence[Paragraph]) -> tuple[Run, ...]:
    """Return the markers of `paragraphs`, each on the line that its text begins on."""
    text, below, fonts = "", 0, list[Font]()
    for paragraph in paragraphs:
        if paragraph.marker is not None:
            text += "\n" * below + paragraph.marker.text
            fonts.append(paragraph.marker.font)
            below = 0
        below += max(1, len(paragraph.text_lines))
    return (Run(text, fonts[0]),) if fonts else ()


def _broken(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return a paragraph for each printed line."""
    return [replace(each, runs=line.runs) for each in paragraphs for line in each.lines]


def _first(paragraphs: Sequence[Paragraph], usual: Font) -> tuple[Font, Align]:
    """Return font and alignment of a cell's first words; without any, its `usual` font."""
    align = paragraphs[0].align if paragraphs else Align.LEFT
    for paragraph in paragraphs:
        for run in paragraph.runs:
            return run.font, align
    return usual, align


def _words(paragraphs: Sequence[Paragraph], font: Font, marked: bool = True) -> tuple[Run, ...]:
    """Return `paragraphs` as the runs of one cell, each on a line of its own.

    Neighbours of one font are one run, and spaces go with the run before them. Markers
    are left out where they have a range of their own: if not `marked`.
    """
    out: list[Run] = []
    for run in _joined(paragraphs, font, marked):
        if not out:
            out += [run] if run.text else []
        elif out[-1].font == run.font or not run.text.strip():
            out[-1] = Run(out[-1].text + run.text, out[-1].font)
        elif not out[-1].text.strip():
            out[-1] = Run(out[-1].text + run.text, run.font)
        else:
            out.append(run)
    return tuple(out)


def _joined(paragraphs: Sequence[Paragraph], font: Font, marked: bool) -> Iterator[Run]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield Run("\n", font)
        if paragraph.marker and marked:
            yield Run(f"{paragraph.marker.text}\u00a0", paragraph.marker.font)
        yield from breakable(paragraph)
