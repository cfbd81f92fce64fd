"""What the parts of a page are, for who listens to it: marks in its content, and a tree.

In: calls around what is drawn. Out: marked content on the canvas, and the tree of
structure elements (ISO 32000-1, 14.7 and 14.8) that `pdf_archive` puts into the file.
It decides which element a text, a table, a list or a picture becomes.

A table without any title is a way to put texts beside each other, so its cells are
read as sections, one after the other. The words in a drawing are read as its alternative
text. All else that is drawn is an artifact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct, field
from reportlab.pdfgen.canvas import Canvas

from sopgen.page import Box, Cell, Head, Paragraph, Table

_HEADINGS = range(1, 7)


class Content(Struct, frozen=True):
    """What is drawn under one mark: the page, and the mark's number on it."""

    page: int
    mark: int


class Field(Struct, frozen=True):
    """The empty signature field called `name`."""

    page: int
    name: str


class Element(Struct, frozen=True):
    """A structure element; `kids` grow while its content is drawn.

    `box` is where a figure stands, in twips from the top left of its page.
    """

    kind: str
    kids: list[Element | Content | Field] = field(default_factory=list)
    alternative: str = ""
    head: Head | None = None
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None


Kid: TypeAlias = Element | Content | Field


class _Part:
    """What is told until its end; of all parts that end alike there need be only one."""

    def __init__(self, end: Callable[[], object]) -> None:
        self._end = end

    def __enter__(self) -> None:
        """Begin nothing: that is done."""

    def __exit__(self, *failure: object) -> None:
        self._end()


class Tags:
    """Marks what is drawn on a canvas and keeps the tree of it."""

    def __init__(self, canvas: Canvas) -> None:
        self.root = Element("Document")
        self._canvas = canvas
        self._open = [self.root]
        self._page = -1
        self._mark = 0
        self._inside = _Part(self._open.pop)
        self._marked = _Part(partial(canvas.addLiteral, "EMC"))

    def next_page(self) -> None:
        """Count marks from 0 again, on the page that comes next."""
        self._page += 1
        self._mark = 0

    def inside(self, element: Element) -> AbstractContextManager[None]:
        """Put what is told meanwhile into `element`."""
        self._open[-1].kids.append(element)
        self._open.append(element)
        return self._inside

    def drawing(self, element: Element) -> AbstractContextManager[None]:
        """Make what is drawn meanwhile the content of `element`."""
        element.kids.append(Content(self._page, self._mark))
        self._open[-1].kids.append(element)
        self._write(f"/{element.kind} <</MCID {self._mark}>> BDC")
        self._mark += 1
        return self._marked

    def furniture(self, kind: str = "") -> AbstractContextManager[None]:
        """Say that what is drawn meanwhile is not read: an artifact, perhaps of a `kind`."""
        known = f"/Artifact <<{kind}>> BDC" if kind else "/Artifact BMC"
        self._write(known)
        return self._marked

    def _write(self, code: str) -> None:
        self._canvas.addLiteral(code)

    def field(self, name: str, label: str) -> None:
        """Tell that the signature field `name` comes here."""
        form = Element("Form", [Field(self._page, name)], alternative=label)
        self._open[-1].kids.append(form)


FOOTER = "/Type /Pagination /Subtype /Footer"
LAYOUT = "/Type /Layout"


def heading_kind(level: int) -> str:
    """Return the element of a text at `level` of the outline; 0 is a paragraph."""
    return f"H{level}" if level in _HEADINGS else "P"


def is_read_by_cells(table: Table) -> bool:
    """Tell whether `table` has titles, so that its cells mean something by their place."""
    return table.header_rows > 0 or any(cell.head is not None for cell in table.cells)


def rows_of(table: Table) -> Iterator[list[Cell]]:
    """Yield the cells that begin in each row."""
    ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    begun = {row: list(cells) for row, cells in groupby(ordered, key=lambda cell: cell.row)}
    for row in range(len(table.rows) - 1):
        yield begun.get(row, [])


def cell_element(cell: Cell, table: Table) -> Element:
    """Return the element of `cell`: a title or one with data."""
    head = Head.COLUMN if cell.row < table.header_rows else cell.head
    kind = "TD" if head is None else "TH"
    return Element(kind, head=head, row_span=cell.row_span, column_span=cell.column_span)


class Listing(Struct, frozen=True):
    """An item of a list: its marked paragraph, what goes on below it, and the list inside it."""

    marked: Paragraph
    further: list[Paragraph] = field(default_factory=list)
    inner: list[Listing] = field(default_factory=list)


def _left(paragraph: Paragraph) -> int:
    return paragraph.box.x - paragraph.indent


def blocks(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph | list[Listing]]:
    """Yield the paragraphs that print something, with neighbouring items as one list.

    What stands right of a marker, marked itself or not, belongs to that marker's item.
    """
    items: list[Listing] = []
    for paragraph in paragraphs:
        if not paragraph.lines:
            continue
        outer = items[-1] if items else None
        if outer is not None and _left(paragraph) > _left(outer.marked):
            if paragraph.marker:
                outer.inner.append(Listing(paragraph))
            else:
                (outer.inner[-1] if outer.inner else outer).further.append(paragraph)
        elif paragraph.marker:
            items.append(Listing(paragraph))
        else:
            if items:
                yield items
            items = []
            yield paragraph
    if items:
        yield items
