"""What a laid-out document is: pages of tables, drawings, texts and images.

Everything is decided here already: sizes, breaks, wraps, fonts and strokes. A
writer only draws. Lengths are integer twips (1/20 pt) from the top left of the
page; EMU = 635 x twips. Every table line and every edge of a `Text` that stands
outside a table lies on a multiple of `PIXEL`, so that Excel's rows and columns
hit it exactly.

Texts stand twice: whole, as Word and Excel keep and wrap them (`Paragraph.runs`),
and broken into placed lines, as PDF and SVG draw them (`Paragraph.lines`).

An SOP consists of thousands of these, so they are msgspec's structs, made eight times as
fast as frozen dataclasses; so is all else that layout and writers make in such numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, IntEnum, StrEnum
from typing import TypeAlias

from msgspec import Struct

from sopgen.document.attached import Attachment

PIXEL = 15
"""One pixel at 96 dpi, in twips."""

RULE_WIDTH = 10
"""Stroke of table lines: 0.5 pt."""

DASH = (4, 3)
"""Stroke and gap of a dashed line in widths of the line: Office's preset `dash`."""

FRAME_WIDTH = 25
"""Stroke of the rules around a framed table: 1.25 pt."""

SHAPE_STROKE = 20
"""Stroke of symbols and connectors: 1 pt (12700 EMU), twice that of a rule."""


class Point(Struct, frozen=True):
    x: int
    y: int


class Box(Struct, frozen=True):
    """A rectangle by its top left corner and its size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def center(self) -> Point:
        return Point(self.x + self.width // 2, self.y + self.height // 2)


class Face(StrEnum):
    """The faces that a sheet may be set in, by the name that Office knows.

    Segoe UI Symbol is never chosen: signs that the chosen face lacks are set in it.
    """

    ARIAL = "Arial"
    ARIAL_NARROW = "Arial Narrow"
    TIMES_NEW_ROMAN = "Times New Roman"
    BOOKMAN_OLD_STYLE = "Bookman Old Style"
    SEGOE_UI_SYMBOL = "Segoe UI Symbol"


class Font(Struct, frozen=True):
    """A face at a size in twips (a multiple of 10: Word counts half points)."""

    face: Face
    size: int
    bold: bool = False
    italic: bool = False


class Field(Enum):
    """What Word and Excel count themselves."""

    PAGE = "page"
    PAGES = "pages"
    PAGE_OF = "page of"
    """The label of the page that its paragraph leads to."""


class Run(Struct, frozen=True):
    r"""Characters of one font; `\n` is a line break on the sheet.

    With a `field`, `text` is its value on this page.
    """

    text: str
    font: Font
    field: Field | None = None


class Align(Enum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Anchor(Enum):
    """Where text stands between the top and the bottom of its cell or box."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Line(Struct, frozen=True):
    """One printed line: its first glyph starts at `x`, its letters stand on `baseline`.

    An `upright` line runs upwards from that point, turned a quarter to the left.
    """

    x: int
    baseline: int
    runs: tuple[Run, ...]
    upright: bool = False


class Paragraph(Struct, frozen=True):
    """Text that is wrapped as one, at an exact line pitch.

    `box` is the room its text is wrapped in; a `marker` (such as `1.` or `-`)
    hangs in the `indent` left of it. `lines` holds the printed lines of the text,
    the marker's line first where there is one. `wrap` is the width at which the lines
    break alike with most room for differences in measuring: Word wraps there, within
    the box, while a workbook wraps at the box. Its `origin` is the place in the source that it
    comes from (`origins`), where that is not its cell's; `link` is the page, from 0, that a click
    on it leads to.
    """

    runs: tuple[Run, ...]
    box: Box
    line_height: int
    align: Align = Align.LEFT
    marker: Run | None = None
    indent: int = 0
    lines: tuple[Line, ...] = ()
    wrap: int | None = None
    origin: str = ""
    link: int | None = None

    @property
    def text_lines(self) -> tuple[Line, ...]:
        """The printed lines without that of the marker."""
        return self.lines[1:] if self.marker else self.lines


class Side(Enum):
    TOP = "top"
    LEFT = "left"
    BOTTOM = "bottom"
    RIGHT = "right"


ALL_SIDES = frozenset(Side)


class Padding(Struct, frozen=True):
    """Empty room inside a cell, in twips."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0


NO_PADDING = Padding()


class Head(Enum):
    """What a title in a table is the title of: the cells below it, or those beside it."""

    COLUMN = "column"
    ROW = "row"


class Cell(Struct, frozen=True):
    """A cell by its first row and column and how many it spans.

    `itemised` cells hold a list: a workbook gives each paragraph rows of its own,
    with the marker in a column of its own. `shade` is a fill as RRGGBB. The text of an
    `upright` cell is turned a quarter to the left (Word's btLr); the boxes of its
    paragraphs are those of the unturned text and only their lines are placed. A cell
    of the header rows is a `head` of its column without saying so. In a cell of `lines_kept`
    a workbook breaks the lines itself, where columns for its padding would be in the way.
    Its `origin` is the place in the source that its text comes from, or would if it had one.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    paragraphs: tuple[Paragraph, ...] = ()
    anchor: Anchor = Anchor.MIDDLE
    borders: frozenset[Side] = ALL_SIDES
    padding: Padding = NO_PADDING
    itemised: bool = False
    shade: str = ""
    upright: bool = False
    head: Head | None = None
    lines_kept: bool = False
    origin: str = ""


class Table(Struct, frozen=True):
    """A ruled grid; `columns` and `rows` are the edges, one more than there are cells.

    Rows are exact, not minimal: Word and Excel must not grow them, or the symbols
    drawn over the table would no longer sit in their cells. The first `header_rows`
    are the column titles, repeated on every page of the same flowchart. Every
    position of the grid is covered by exactly one cell. A `framed` table, which has rules
    all around, has heavier ones there. A `repeated` table says again what an earlier page has
    said: who listens to the document need not hear it. `origins` are those of its rows.
    Each row of a table of `contents` leads to a page.
    """

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    cells: tuple[Cell, ...]
    header_rows: int = 0
    framed: bool = False
    repeated: bool = False
    origins: tuple[str, ...] = ()
    contents: bool = False

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        return (paragraph for cell in self.cells for paragraph in cell.paragraphs)

    @property
    def box(self) -> Box:
        return Box(
            self.columns[0],
            self.rows[0],
            self.columns[-1] - self.columns[0],
            self.rows[-1] - self.rows[0],
        )

    def cell_box(self, cell: Cell) -> Box:
        """Return the area of `cell`, from edge to edge."""
        left, top = self.columns[cell.column], self.rows[cell.row]
        right = self.columns[cell.column + cell.column_span]
        bottom = self.rows[cell.row + cell.row_span]
        return Box(left, top, right - left, bottom - top)


class Symbol(Enum):
    """The symbols of PermenPAN-RB 35/2012; the fifth, the arrow, is a `Connector`."""

    TERMINATOR = "terminator"
    PROCESS = "process"
    DECISION = "decision"
    OFF_PAGE = "off-page"


class Site(IntEnum):
    """Connection sites in DrawingML's order (presetShapeDefinitions, `cxnLst`)."""

    TOP = 0
    LEFT = 1
    BOTTOM = 2
    RIGHT = 3


class Shape(Struct, frozen=True):
    """A symbol. `id` is unique in the document and at least 2.

    `name` is short and tells what it stands for ("langkah 3, Sekretaris");
    `description` is the alternative text. The `key` is unique in the document too, and short:
    files put it into the name, by which they are read again.
    """

    id: int
    symbol: Symbol
    box: Box
    name: str
    description: str
    paragraphs: tuple[Paragraph, ...] = ()
    key: str = ""
    origin: str = ""


class Glue(Struct, frozen=True):
    """The end of a connector, held by a site of a shape."""

    shape: int
    site: Site


class Connector(Struct, frozen=True):
    """An orthogonal path of two to six points, glued at both ends.

    `arrow` is false for the plain line of joint work. The line of an arrow may be `dashed`.
    """

    id: int
    path: tuple[Point, ...]
    start: Glue
    end: Glue
    name: str
    description: str
    arrow: bool = True
    dashed: bool = False
    key: str = ""
    origin: str = ""


class Label(Struct, frozen=True):
    """Words beside a connector or an off-page symbol, in a box that fits them.

    `owner` is the id of that connector or symbol, `key` its key.
    """

    id: int
    box: Box
    paragraphs: tuple[Paragraph, ...]
    name: str
    owner: int
    key: str = ""
    origin: str = ""


class Drawing(Struct, frozen=True):
    """The flow of one page: one canvas in Word, one group of shapes elsewhere.

    `box` covers the lanes of the table's body and nothing else, so that the texts
    beside it can still be clicked.
    """

    id: int
    box: Box
    shapes: tuple[Shape, ...]
    connectors: tuple[Connector, ...]
    labels: tuple[Label, ...]
    name: str
    description: str

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        for shape in self.shapes:
            yield from shape.paragraphs
        for label in self.labels:
            yield from label.paragraphs


class Text(Struct, frozen=True):
    """Words outside a table; `heading` is their level in the outline, 0 for none."""

    box: Box
    paragraphs: tuple[Paragraph, ...]
    anchor: Anchor = Anchor.TOP
    heading: int = 0


class Image(Struct, frozen=True):
    """A picture (PNG, RGB) that fills its box."""

    id: int
    box: Box
    png: bytes
    name: str
    description: str


Item: TypeAlias = Table | Drawing | Text | Image


class Header(Struct, frozen=True):
    """What stands above the body of the page, within its top margin."""

    box: Box
    paragraphs: tuple[Paragraph, ...]


class Footer(Struct, frozen=True):
    """What stands at the foot of the page, above the strip for the electronic signature."""

    box: Box
    paragraphs: tuple[Paragraph, ...]


class SigningPlace(Struct, frozen=True):
    """The free box in which one person signs; `name` is unique in the document.

    `electronic` where the PDF has an empty signature field over it.
    """

    name: str
    label: str
    box: Box
    electronic: bool


class Page(Struct, frozen=True):
    """A page; its texts and tables do not overlap and stand from top to bottom.

    Pages of one `part` ("Sampul", "Identitas", "Bagan Alir 2") follow each other,
    have one size and the same columns, and share a sheet of the workbook. Its `label` is how
    the page is called where that is not its number: `ii`, `57`.
    """

    width: int
    height: int
    margins: Padding
    part: str
    items: tuple[Item, ...]
    footer: Footer | None = None
    signing: tuple[SigningPlace, ...] = ()
    header: Header | None = None
    label: str = ""

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All words of the page from top to bottom, its header first and its footer last."""
        if self.header:
            yield from self.header.paragraphs
        for item in self.items:
            if not isinstance(item, Image):
                yield from item.paragraphs
        if self.footer:
            yield from self.footer.paragraphs


class Metadata(Struct, frozen=True):
    """What an archive asks for, as typed; empty where nothing was.

    `definition` and `letterhead` are the SHA-256 of the sources, also of a document
    that does not carry them.
    """

    number: str = ""
    agency: str = ""
    unit: str = ""
    created: str = ""
    revised: str = ""
    effective: str = ""
    revision: str = ""
    definition: str = ""
    letterhead: str = ""


class OutlineEntry(Struct, frozen=True):
    """A title, the page that it leads to, from 0, and its level, from 1."""

    title: str
    page: int
    level: int = 1


class Document(Struct, frozen=True):
    """All pages, and what the file says of itself.

    `outline` has the titles in their order. `ids` of shapes, connectors,
    labels, drawings and images are unique across all pages. `attachments`
    are carried along.
    """

    title: str
    subject: str
    author: str
    pages: tuple[Page, ...]
    outline: tuple[OutlineEntry, ...] = ()
    language: str = "id-ID"
    metadata: Metadata = Metadata()
    attachments: tuple[Attachment, ...] = ()
