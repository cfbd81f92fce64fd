"""Tables whose rows lead to pages: the contents of a book, and its list of SOPs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Cell, Field, Item, Paragraph, Run, Table
from sopgen.layout.book.desk import BookDesk
from sopgen.layout.listings import Listing, listed
from sopgen.layout.paper import PageContent
from sopgen.problems.problem import Problem

_UNKNOWN = "000"
"""What stands for the number of a page until all pages are known: as wide as three digits."""


class Row(Struct, frozen=True):
    """A row of texts; it leads to what begins with `key`, or nowhere."""

    texts: tuple[str, ...]
    key: str = ""


class Leading(Struct, frozen=True):
    """Pages with a table whose last column is to say on which page each row's thing begins."""

    title: str
    pages: tuple[PageContent, ...]
    keys: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def leading(
    desk: BookDesk,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Row],
    over: PageContent | None = None,
) -> Leading:
    """Return the table of `rows` under `title`; its last column is left for the pages.

    On its first page, `over` stands above it.
    """
    shown = tuple((*row.texts, _UNKNOWN if row.key else "") for row in rows)
    listing = Listing(title, (*heads, desk.words.page), shown, (), ("",) * (len(heads) + 1))
    bottom = None if over is None else over.bottom
    pages, problems = listed(desk.desk, (listing,), desk.paper, bottom)
    if over is not None and pages:
        pages = (over.with_more(pages[0]), *pages[1:])
    return Leading(title, pages, tuple(row.key for row in rows), problems)


def led(found: Leading, places: Mapping[str, tuple[int, str]]) -> tuple[PageContent, ...]:
    """Return the pages with numbers and links; `places` are the pages of keys and their labels."""
    keys = iter(found.keys)
    return tuple(
        replace(page, items=tuple(_led(item, keys, places) for item in page.items))
        for page in found.pages
    )


def _led(item: Item, keys: Iterator[str], places: Mapping[str, tuple[int, str]]) -> Item:
    if not isinstance(item, Table):
        return item
    last = len(item.columns) - 2
    targets = {row: places.get(next(keys)) for row in range(item.header_rows, len(item.rows) - 1)}
    cells = tuple(
        _cell(cell, target, is_number=cell.column == last)
        if (target := targets.get(cell.row)) is not None
        else cell
        for cell in item.cells
    )
    return replace(item, cells=cells, contents=True)


def _cell(cell: Cell, target: tuple[int, str], *, is_number: bool) -> Cell:
    page, label = target
    paragraphs = tuple(
        replace(_numbered(each, label) if is_number else each, link=page)
        for each in cell.paragraphs
    )
    return replace(cell, paragraphs=paragraphs)


def _numbered(paragraph: Paragraph, label: str) -> Paragraph:
    """Return `paragraph`, which holds a number that is not known yet, with that of the page."""

    def counted(run: Run) -> Run:
        return replace(run, text=label, field=Field.PAGE_OF)

    return replace(
        paragraph,
        runs=tuple(map(counted, paragraph.runs)),
        lines=tuple(replace(line, runs=tuple(map(counted, line.runs))) for line in paragraph.lines),
    )
