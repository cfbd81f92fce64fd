"""Decide what stands on which page and at which height.

In: the body of a Word file. Out: a `Sheet` for each page. Paragraphs and tables follow each
other from the top margin on, as Word sets them: an empty paragraph that is lower than any
text carries what floats over a page, and is no row where the page begins with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from sopgen.document.sheet import SeenCell, SeenLine, SeenShape, Sheet, joined_edges
from sopgen.readers.docx.floating import Paper, Spot, read_floating
from sopgen.readers.docx.styles import Styles, W
from sopgen.readers.docx.tables import ReadTable, children, read_table
from sopgen.readers.docx.text import Read, read_paragraph, words_of
from sopgen.readers.office.drawingml import Seen
from sopgen.readers.office.markup import local, whole
from sopgen.readers.packages import BadPackageError

MOST_PAGES = 300
MOST_EDGES = 2_000
"""More edges of columns than the tables of a page may have together."""

_LETTER = Paper(12_240, 15_840, 1_440, 1_440, 1_440, 1_440)
"""What Word takes where a section says nothing."""

_LARGEST = 31_680
_LOWEST_LINE = 40
"""A paragraph with lines as low as 2 pt is not there to be read."""


class Line(Struct, frozen=True):
    """A paragraph and the element that it was read from."""

    element: etree._Element
    read: Read


_Block: TypeAlias = Line | etree._Element
"""A paragraph, or a `w:tbl`."""


class _Page(Struct, frozen=True):
    blocks: tuple[_Block, ...]
    paper: Paper


class _Row(Struct, frozen=True):
    """A paragraph between two heights."""

    read: Read
    top: int
    bottom: int


_Item: TypeAlias = _Row | ReadTable


def read_pages(body: etree._Element, styles: Styles) -> tuple[Sheet, ...]:
    """Return what each page shows."""
    return tuple(
        _sheet(page, str(number), styles) for number, page in enumerate(_pages(body, styles), 1)
    )


def _pages(body: etree._Element, styles: Styles) -> Iterator[_Page]:
    count = 0
    for blocks, paper in _sections(body, styles):
        for held in _broken(blocks):
            count += 1
            if count > MOST_PAGES:
                raise BadPackageError(f"halamannya lebih dari {MOST_PAGES}")
            yield _Page(tuple(held), paper)


def _sections(body: etree._Element, styles: Styles) -> Iterator[tuple[list[_Block], Paper]]:
    """Yield what stands between two ends of a section, if the later one begins on a new page."""
    held, paper = list[_Block](), None
    for blocks, end in _parts(body, styles):
        if paper is not None and not _goes_on(end):
            yield held, paper
            held, paper = [], None
        held += blocks
        paper = _paper(end) if paper is None else paper
    if held and paper is not None:
        yield held, paper


def _parts(
    body: etree._Element, styles: Styles
) -> Iterator[tuple[list[_Block], etree._Element | None]]:
    """Yield the blocks of each section and its properties, None where the file ends without."""
    blocks = list[_Block]()
    for element in children(body, "p", "tbl", "sectPr"):
        end = element if local(element) == "sectPr" else element.find(f"{W}pPr/{W}sectPr")
        if local(element) == "p":
            blocks.append(Line(element, read_paragraph(element, styles)))
        elif local(element) == "tbl":
            blocks.append(element)
        if end is not None:
            yield blocks, end
            blocks = []
    if blocks:
        yield blocks, None


def _goes_on(section: etree._Element | None) -> bool:
    """Tell whether a section begins on the page that the one before ends on."""
    kind = None if section is None else section.find(f"{W}type")
    return kind is not None and kind.get(f"{W}val") == "continuous"


def _paper(section: etree._Element | None) -> Paper:
    if section is None:
        return _LETTER
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width, height = (
        _length(size, name, usual) for name, usual in (("w", _LETTER.width), ("h", _LETTER.height))
    )
    left, right, top, bottom = (
        _length(margins, name, 1_440) for name in ("left", "right", "top", "bottom")
    )
    return Paper(width, height, left, right, abs(top), abs(bottom))


def _length(element: etree._Element | None, name: str, usual: int) -> int:
    text = None if element is None else element.get(f"{W}{name}")
    return max(-_LARGEST, min(_LARGEST, whole(text, usual)))


def _broken(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """Yield `blocks` by pages: a paragraph may ask for a new one, or end one."""
    page, ended = list[_Block](), False
    for block in blocks:
        asks = isinstance(block, Line) and block.read.setting.breaks
        if page and (ended or asks):
            yield page
            page = []
        ended = isinstance(block, Line) and block.read.ends_page
        page.append(block)
    if page:
        yield page


class _Laid(Struct, frozen=True):
    """What stands on a page, from `top` on, and what is drawn over it."""

    top: int
    items: tuple[_Item, ...]
    drawn: tuple[Seen, ...]


def _laid(page: _Page, styles: Styles) -> _Laid:
    paper, items, drawn = page.paper, list[_Item](), list[Seen]()
    y, blocks = paper.top, list(page.blocks)
    top = y
    for number, block in enumerate(blocks):
        if not isinstance(block, Line):
            table = read_table(block, paper.left, y, paper, styles)
            items.append(table)
            drawn += table.drawn
            y = table.rows[-1] + table.rule
            continue
        read, bottom = block.read, y + block.read.height(paper.column)
        spot = Spot(paper.left, y + max(0, read.setting.before))
        drawn += read_floating(block.element, spot, paper, styles)
        if number == 0 and _carries(read):
            top = bottom
        else:
            items.append(_Row(read, y, bottom))
        y = bottom
    while items and isinstance(items[-1], _Row) and items[-1].read.is_empty:
        items.pop()
    return _Laid(top, tuple(items), tuple(drawn))


def _carries(read: Read) -> bool:
    """Tell whether a paragraph is there to carry what floats, not to be read."""
    low = read.setting.rule == "exact" and read.setting.line <= _LOWEST_LINE
    return read.is_empty or low


def _sheet(page: _Page, name: str, styles: Styles) -> Sheet:
    laid = _laid(page, styles)
    tables = [item for item in laid.items if isinstance(item, ReadTable)]
    columns = joined_edges(edge for table in tables for edge in table.columns)
    if len(columns) > MOST_EDGES:
        raise BadPackageError("tabel pada satu halaman terlalu banyak")
    if len(columns) < 2:
        columns = (page.paper.left, max(page.paper.left, page.paper.width - page.paper.right))
    edges, cells = [laid.top], list[SeenCell]()
    for item in laid.items:
        if isinstance(item, ReadTable):
            cells += _table_cells(item, len(edges) - 1, columns)
            edges += item.rows[1:]
        else:
            cells += _row_cells(item, len(edges) - 1, len(columns) - 1)
            edges.append(item.bottom)
    return Sheet(
        name,
        columns,
        tuple(edges),
        tuple(sorted(cells, key=lambda each: (each.row, each.column))),
        tuple(each for each in laid.drawn if isinstance(each, SeenShape)),
        tuple(each for each in laid.drawn if isinstance(each, SeenLine)),
        paper=(page.paper.width, page.paper.height),
    )


def _row_cells(row: _Row, number: int, width: int) -> Iterator[SeenCell]:
    words = words_of([row.read])
    if words.text:
        yield SeenCell(number, 0, 1, width, words.text, italic=words.italic)


def _table_cells(table: ReadTable, first: int, columns: Sequence[int]) -> Iterator[SeenCell]:
    at = [bisect_right(columns, edge) - 1 for edge in table.columns]
    for cell in table.cells:
        left, right = at[cell.left], at[cell.right]
        words = cell.words
        if words.text or cell.row_span > 1 or right - left > 1:
            row = first + cell.row
            yield SeenCell(
                row, left, cell.row_span, max(1, right - left), words.text, italic=words.italic
            )
