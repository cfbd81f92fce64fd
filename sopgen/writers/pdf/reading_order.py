"""In which order, and as what, the texts of a page are read aloud.

A table without any title is a way to put texts beside each other, so its cells are
read as sections, one after the other. The words in a drawing are read as its alternative
text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from msgspec import Struct, field

from sopgen.document.page import Cell, Paragraph, Table

_HEADINGS = range(1, 7)


def heading_kind(level: int) -> str:
    """Return the element of a text at `level` of the outline; 0 is a paragraph."""
    return f"H{level}" if level in _HEADINGS else "P"


def is_read_by_cells(table: Table) -> bool:
    """Tell whether `table` has titles, so that its cells mean something by their place."""
    return table.header_rows > 0 or any(cell.head is not None for cell in table.cells)


def rows_of(table: Table) -> Iterator[list[Cell]]:
    """Yield the cells that begin in each row."""
    ordered = sorted(table.cells, key=attrgetter("row", "column"))
    begun = {row: list(cells) for row, cells in groupby(ordered, key=attrgetter("row"))}
    for row in range(len(table.rows) - 1):
        yield begun.get(row, [])


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
