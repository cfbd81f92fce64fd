"""Lay out tables that stand outside the flow: revision history, distribution, any other.

Each stands under its title, one below the other; a table that goes on over a page repeats
its head. Columns are as wide as their texts ask for, and share what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from sopgen.document.page import Align, Anchor, Box, Font, Head, Item, Text
from sopgen.layout.dates import long_date
from sopgen.layout.desk import SHADE, Desk, bold
from sopgen.layout.grid import Ruled, table
from sopgen.layout.paper import PageContent, Sheet, points
from sopgen.layout.typeset import CELL_PADDING, CELL_SIDES, SetText, pixels_down, pixels_up
from sopgen.model.profile import TablePlace
from sopgen.problems.problem import Loc, Problem

_GAP = 240
"""Between a table and the title of the next: 12 pt."""

_TITLE_GAP = 60
_AIR = 60
"""What is left above and below the texts of a row, together."""


class Listing(Struct, frozen=True):
    """A table as it was asked for, and where it stands in the definition."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    at: Loc


class ListingPages(Struct, frozen=True):
    """What stands on the pages, and what does not fit."""

    pages: tuple[PageContent, ...]
    problems: tuple[Problem, ...] = ()


def listings(desk: Desk, place: TablePlace) -> tuple[Listing, ...]:
    """Return the tables that the profile puts at `place`; what nobody typed is none."""
    return tuple(each for each, stands in _all(desk) if stands is place)


def _all(desk: Desk) -> Iterator[tuple[Listing, TablePlace]]:
    sop, labels, asked = desk.sop, desk.profile.labels, desk.profile.tables
    if sop.history:
        heads = (labels.history_revision, labels.history_date, labels.history_change)
        rows = tuple(
            (each.revision, long_date(each.date), each.description) for each in sop.history
        )
        yield _without_empty(Listing(labels.history, heads, rows, ("riwayat",))), asked.history
    if sop.distribution:
        copy = (labels.copy_number, labels.copy_holder, labels.copy_date, labels.copy_remark)
        held = tuple(
            (each.number, each.holder, long_date(each.date), each.remark)
            for each in sop.distribution
        )
        listing = Listing(labels.distribution, copy, held, ("distribusi",))
        yield _without_empty(listing), asked.distribution
    for number, each in enumerate(sop.extra_tables):
        at: Loc = ("tabel_tambahan", number)
        yield Listing(each.title, each.columns, each.rows, at), asked.others


def _without_empty(listing: Listing) -> Listing:
    """Return `listing` without the columns in which nothing was typed."""
    kept = [at for at in range(len(listing.heads)) if any(row[at] for row in listing.rows)]
    rows = tuple(tuple(row[at] for at in kept) for row in listing.rows)
    return Listing(listing.title, tuple(listing.heads[at] for at in kept), rows, listing.at)


def listing_pages(desk: Desk, asked: Sequence[Listing], sheet: Sheet) -> ListingPages:
    """Return the pages of the tables `asked` on `sheet`."""
    pages = _Pages(desk, sheet)
    for listing in asked:
        pages.add(listing)
    return ListingPages(pages.done(), tuple(pages.problems))


class _Pages:
    """Pages that are filled from the top."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        self.problems: list[Problem] = []
        self._desk = desk
        self._sheet = sheet
        self._font = Font(desk.profile.font.face, points(desk.profile.font.flow))
        self._pages: list[tuple[Item, ...]] = []
        self._items: list[Item] = []
        self._y = sheet.body.y

    def add(self, listing: Listing) -> None:
        """Put `listing` below what is there, or on the next page."""
        grid = _Grid(self._desk, listing, self._font, self._sheet.body)
        tallest = self._sheet.body.height - grid.head_height
        for number, height in enumerate(grid.heights):
            if height > tallest:
                self.problems.append(_too_high(listing, number))
                return
        title = self._title(listing)
        start = self._y + (_GAP if self._items else 0)
        if start + self._height(title) + grid.head_height + grid.heights[0] > self._bottom:
            self._turn()
            start = self._y
        if title is not None:
            start = self._put_title(title, start)
        first = 0
        while first < len(grid.heights):
            last = first + grid.fitting(first, self._bottom - start)
            self._items.append(grid.placed(range(first, last), start))
            self._y = start + grid.head_height + sum(grid.heights[first:last])
            first = last
            if first < len(grid.heights):
                self._turn()
                start = self._y

    def done(self) -> tuple[PageContent, ...]:
        """Return the pages."""
        last = [tuple(self._items)] if self._items else []
        return tuple(PageContent(items) for items in (*self._pages, *last))

    @property
    def _bottom(self) -> int:
        return self._sheet.body.bottom

    def _turn(self) -> None:
        if self._items:
            self._pages.append(tuple(self._items))
        self._items = []
        self._y = self._sheet.body.y

    def _title(self, listing: Listing) -> SetText | None:
        if not listing.title:
            return None
        width = self._sheet.body.width - CELL_SIDES
        return self._desk.set(listing.title, bold(self._font), width, Align.CENTER)

    def _height(self, title: SetText | None) -> int:
        return 0 if title is None else pixels_up(title.height) + _TITLE_GAP

    def _put_title(self, title: SetText, y: int) -> int:
        body = self._sheet.body
        box = Box(body.x, y, body.width, pixels_up(title.height))
        inner = Box(box.x + CELL_PADDING.left, y, title.width, box.height)
        self._items.append(Text(box, title.anchored(inner, Anchor.TOP), heading=1))
        return y + self._height(title)


class _Grid:
    """A table whose columns have their widths, and its rows their heights."""

    def __init__(self, desk: Desk, listing: Listing, font: Font, body: Box) -> None:
        self._desk = desk
        self._body = body
        widths = _widths(desk, listing, font, body.width)
        self._edges = [body.x]
        for width in widths:
            self._edges.append(self._edges[-1] + width)
        rooms = [width - CELL_SIDES for width in widths]
        self._heads = [
            desk.set(text, bold(font), room, Align.CENTER)
            for text, room in zip(listing.heads, rooms, strict=True)
        ]
        self._rows = [
            [desk.set(text, font, room) for text, room in zip(row, rooms, strict=True)]
            for row in listing.rows
        ]
        self.head_height = _height(self._heads)
        self.heights = [_height(row) for row in self._rows]

    def fitting(self, first: int, room: int) -> int:
        """Return how many rows from `first` on stand in `room` below the head; one at least."""
        left, count = room - self.head_height, 0
        for height in self.heights[first:]:
            left -= height
            if left < 0 and count:
                break
            count += 1
        return count

    def placed(self, rows: range, y: int) -> Item:
        """Return the table with its head and these rows, from `y` downwards."""
        shade = SHADE if self._desk.profile.flow.shade else ""
        cells = list(self._row(self._heads, y, self.head_height, Head.COLUMN, shade))
        y += self.head_height
        for number in rows:
            cells += self._row(self._rows[number], y, self.heights[number])
            y += self.heights[number]
        return table(cells, header_rows=1)

    def _row(
        self,
        texts: Sequence[SetText],
        y: int,
        height: int,
        head: Head | None = None,
        shade: str = "",
    ) -> Iterator[Ruled]:
        for text, (left, right) in zip(texts, pairwise(self._edges), strict=True):
            box = Box(left, y, right - left, height)
            inner = Box(left + CELL_PADDING.left, y, text.width, height)
            words = text.anchored(inner, Anchor.MIDDLE)
            yield Ruled(box, words, padding=CELL_PADDING, shade=shade, head=head)


def _height(texts: Sequence[SetText]) -> int:
    return pixels_up(max(text.height for text in texts) + _AIR)


def _widths(desk: Desk, listing: Listing, font: Font, width: int) -> list[int]:
    """Return how wide each column is: its longest word at least, then by what it holds."""
    columns = list(zip(listing.heads, *listing.rows, strict=True))
    least = [_longest_word(desk, texts, font) + CELL_SIDES for texts in columns]
    whole = [_longest_line(desk, texts, font) + CELL_SIDES for texts in columns]
    asked = [max(line - word, 1) for line, word in zip(whole, least, strict=True)]
    spare = max(0, width - sum(least))
    shares = [spare * each / sum(asked) for each in asked]
    scale = min(1.0, width / sum(least))
    out = [pixels_down(word * scale + share) for word, share in zip(least, shares, strict=True)]
    widest = out.index(max(out))
    out[widest] += width - sum(out)
    return out


def _longest_word(desk: Desk, texts: Sequence[str], font: Font) -> int:
    head, *cells = texts
    measure = desk.typesetter.longest_word
    return max(measure(head, bold(font)), *(measure(text, font) for text in cells)) + 10


def _longest_line(desk: Desk, texts: Sequence[str], font: Font) -> int:
    head, *cells = texts
    width = desk.typesetter.metrics.width
    lines = (line for text in cells for line in text.split("\n"))
    return round(max(width(head, bold(font)), *(width(line, font) for line in lines))) + 10


def _too_high(listing: Listing, row: int) -> Problem:
    named = f"tabel “{listing.title}”" if listing.title else "tabel ini"
    inner: Loc = (
        (*listing.at, "baris", row) if listing.at[0] == "tabel_tambahan" else (*listing.at, row)
    )
    return Problem(
        "LAY004",
        f"Baris ke-{row + 1} {named} lebih tinggi daripada satu halaman.",
        inner,
        hint="Persingkat isinya, atau bagi menjadi beberapa baris.",
    )
