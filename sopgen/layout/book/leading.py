"""Tables whose rows lead to pages: the contents of a book, and its list of SOPs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Cell, Field, Item, Paragraph, Table
from sopgen.layout.book.desk import BookDesk
from sopgen.layout.book.looks import Column, centred, listing_of
from sopgen.layout.listings import Look, listed
from sopgen.layout.paper import PageContent
from sopgen.layout.typeset import Typesetter
from sopgen.problems.problem import Problem

_SIZE = 10
_UNKNOWN = "000"
"""What stands for the number of a page until all pages are known: as wide as three digits."""


class Row(Struct, frozen=True):
    """A row of texts; it leads to what begins with `key`, or nowhere. A `strong` one is bold."""

    texts: tuple[str, ...]
    key: str = ""
    strong: bool = False


class Leading(Struct, frozen=True):
    """Pages with a table whose last column is to say on which page each row's thing begins."""

    title: str
    pages: tuple[PageContent, ...]
    keys: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def leading(
    desk: BookDesk,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    over: PageContent | None = None,
) -> Leading:
    """Return the table of `rows` under `title`; its last column is left for the pages.

    On the first page, `over` stands above.
    """
    shown = tuple((*row.texts, _UNKNOWN if row.key else "") for row in rows)
    columns = (*columns, *centred(desk.words.page))
    look = Look(strong=frozenset(number for number, row in enumerate(rows) if row.strong))
    listing = listing_of(desk, title, columns, shown, look, _SIZE)
    bottom = None if over is None else over.bottom
    pages, problems = listed(desk.desk, (listing,), desk.paper, bottom)
    if over is not None and pages:
        pages = (over.with_more(pages[0]), *pages[1:])
    return Leading(title, pages, tuple(row.key for row in rows), problems)


def led(
    found: Leading, places: Mapping[str, tuple[int, str]], typesetter: Typesetter
) -> tuple[PageContent, ...]:
    """Return the pages with numbers and links; `places` are the pages of keys and their labels."""
    keys = iter(found.keys)
    return tuple(
        replace(page, items=tuple(_led(item, keys, places, typesetter) for item in page.items))
        for page in found.pages
    )


def _led(
    item: Item,
    keys: Iterator[str],
    places: Mapping[str, tuple[int, str]],
    typesetter: Typesetter,
) -> Item:
    if not isinstance(item, Table):
        return item
    last = len(item.columns) - 2
    targets = {row: places.get(next(keys)) for row in range(item.header_rows, len(item.rows) - 1)}
    cells = tuple(
        _cell(cell, target, typesetter if cell.column == last else None)
        if (target := targets.get(cell.row)) is not None
        else cell
        for cell in item.cells
    )
    return replace(item, cells=cells, contents=True)


def _cell(cell: Cell, target: tuple[int, str], typesetter: Typesetter | None) -> Cell:
    """Return `cell` with a link to its target; `typesetter` sets the number where it is one."""
    page, label = target
    paragraphs = tuple(
        replace(_numbered(each, label, typesetter) if typesetter else each, link=page)
        for each in cell.paragraphs
    )
    return replace(cell, paragraphs=paragraphs)


def _numbered(paragraph: Paragraph, label: str, typesetter: Typesetter) -> Paragraph:
    """Return `paragraph`, which holds a number that is not known yet, with that of the page."""
    runs = tuple(replace(run, text=label, field=Field.PAGE_OF) for run in paragraph.runs)
    (set_line,) = typesetter.single_line(runs, paragraph.box, paragraph.align).lines
    (line,) = paragraph.lines
    return replace(paragraph, runs=runs, lines=(replace(line, x=set_line.x, runs=runs),))
