"""What an office file shows, knowing no SOP: cells with texts, shapes, lines, at positions.

Readers make it of a file, and writers of a document, as the map that a file carries of
itself for the way back. Lengths are integer twips from the top left of the sheet: of the
worksheet in a workbook, of the page in a Word file.

What both agree on:

- A sheet holds the cells that have a text and those that are merged; a map also those that
  could hold one, which have an `origin`. U+200B, with which writers let a line end, is no text.
- A worksheet is as wide as its visible columns: the hidden column of row keys, known by
  `KEYS_HEAD` in the first row, is no part of it. Neither is the hidden sheet of the source.
- A page of a Word file has a row for each row of its tables and for each paragraph between
  them, in their order. A paragraph is a cell over all columns, an empty one a row without
  cells; the first paragraph of a page, which carries its drawing, and empty ones behind all
  else are no rows. Paragraphs are as high as their spacing and lines; the rule under a table's
  last row is part of the row below. The columns end on the
  edges of all tables of the page (`joined_edges`), without tables on its margins. Headers
  and footers are left out.
- Marks that Word itself counts (`w:numPr`) are no text; a typed mark stands before its tab.
- Drawn things lie where the file says: in Word those over a page half a rule further in.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from sopgen.document.page import PIXEL, Box, Point


class Kind(StrEnum):
    """What a cell holds; of a formula that is its last value."""

    TEXT = "teks"
    NUMBER = "angka"
    DATE = "tanggal"
    OTHER = "lain"


class SeenCell(Struct, frozen=True, array_like=True, omit_defaults=True):
    r"""A cell by its first row and column and how many it spans; `text` as it is shown.

    Paragraphs and their lines are parted by `\n`; in Word a tab stands behind the marker that
    hangs in front of a paragraph. `italic` holds which parts of `text` are in italics, from
    and to which character. `origin` is the place in the source that the text comes from,
    and `parts` that of each line where those differ; only a map knows them. A text that goes on
    in another cell, in another row or on another page, has its origin in each.
    `words` is where the text stands in the cell, known of PDFs.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    origin: str = ""
    parts: tuple[str, ...] = ()
    italic: tuple[tuple[int, int], ...] = ()
    kind: Kind = Kind.TEXT
    words: Box | None = None


class SeenShape(Struct, frozen=True, array_like=True, omit_defaults=True):
    """A shape by its DrawingML preset ("" for other geometry, "picture" for an image).

    `name` without its `key`; `key` is what stands behind `#` in the name. `bare` shapes have
    neither line nor fill: words beside the lines.
    """

    id: int
    key: str
    preset: str
    box: Box
    text: str
    name: str = ""
    origin: str = ""
    bare: bool = False


class SeenGlue(Struct, frozen=True, array_like=True):
    """The end of a line held by connection site `site` of the shape `shape`, its id."""

    shape: int
    site: int


class SeenLine(Struct, frozen=True, array_like=True, omit_defaults=True):
    """A line by its points. `other` is its path by its own frame where the anchor says otherwise.

    LibreOffice anchors the whole way of its connectors, not their frame. A line that was `traced`
    in a picture may have heads that were not seen.
    """

    id: int
    key: str
    path: tuple[Point, ...]
    start: SeenGlue | None = None
    end: SeenGlue | None = None
    head_at_start: bool = False
    head_at_end: bool = False
    dashed: bool = False
    name: str = ""
    origin: str = ""
    other: tuple[Point, ...] = ()
    traced: bool = False


class Sheet(Struct, frozen=True, array_like=True, omit_defaults=True):
    """A worksheet, or a page of a Word file or a PDF, which is called by its number.

    `columns` and `rows` are edges, one more than there are columns and rows. `row_keys` pair
    a row with the key that its hidden cell holds. `breaks` are the rows that a page begins with by
    hand. A sheet may be `hidden`. `paper` is the width and height of what it is printed on, zeros
    where that is not known, as in a map. In cells `overprinted`, by row and column, texts are
    printed over each other.
    """

    name: str
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    cells: tuple[SeenCell, ...]
    shapes: tuple[SeenShape, ...] = ()
    lines: tuple[SeenLine, ...] = ()
    row_keys: tuple[tuple[int, str], ...] = ()
    breaks: tuple[int, ...] = ()
    hidden: bool = False
    paper: tuple[int, int] = (0, 0)
    overprinted: tuple[tuple[int, int], ...] = ()


class FileKind(StrEnum):
    """What a file is for: to be printed, or to be filled in."""

    OUTPUT = ""
    FORM = "isian"
    NEW_FORM = "isian baru"


class FileMap(Struct, frozen=True, array_like=True, omit_defaults=True):
    """What a file showed when this `version` of the program wrote it."""

    version: str
    sheets: tuple[Sheet, ...]
    kind: FileKind = FileKind.OUTPUT


def joined_edges(edges: Iterable[int]) -> tuple[int, ...]:
    """Return `edges` in order; of those less than a pixel apart only the first."""
    out: list[int] = []
    for edge in sorted(set(edges)):
        if not out or edge - out[-1] >= PIXEL:
            out.append(edge)
    return tuple(out)
