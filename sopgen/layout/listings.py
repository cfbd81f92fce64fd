"""Lay out tables that stand outside the flow: revision history, distribution, any other.

Each stands under its title, one below the other: below what stands on the page before where
all of them have room there, else on pages of their own, where a table that goes on over a
page repeats its head. Columns are as wide as their texts ask for, and share what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.origins import origin_of
from sopgen.document.page import Align, Anchor, Box, Font, Head, Item, Text
from sopgen.layout.dates import long_date
from sopgen.layout.desk import SHADE, Desk, bold
from sopgen.layout.grid import Ruled, table
from sopgen.layout.paper import PageContent, Sheet, points
from sopgen.layout.parts import Part
from sopgen.layout.typeset import CELL_PADDING, CELL_SIDES, SetText, pixels_down, pixels_up
from sopgen.model.profile import TablePlace
from sopgen.problems.problem import Loc, Problem

_GAP = 240
"""Between a table and the title of the next: 12 pt."""

_TITLE_GAP = 60
_BY_HAND = 1400
"""The width of a column that is filled by hand, at least: 2.5 cm."""

_SLACK = 40
"""What a line has to spare, so that every program keeps it whole: 2 pt."""

_AIR = 60
"""What is left above and below the texts of a row, together."""


class Look(Struct, frozen=True):
    """How a table is printed where it is not one of a sheet.

    `font` and `title` are its fonts, `gap` is left below its title. Columns without `aligns` begin
    at the left; `strong` are the rows in bold. Rows are `least` high, and columns that are filled
    `by_hand` have the room for that.
    """

    font: Font | None = None
    title: Font | None = None
    gap: int = _TITLE_GAP
    aligns: tuple[Align, ...] = ()
    strong: frozenset[int] = frozenset()
    least: int = 0
    by_hand: frozenset[int] = frozenset()

    def align(self, column: int) -> Align:
        """Return where the texts of `column` stand."""
        return self.aligns[column] if self.aligns else Align.LEFT

    def weighted(self, font: Font, row: int) -> Font:
        """Return `font` as the texts of `row` have it."""
        return bold(font) if row in self.strong else font


class Listing(Struct, frozen=True):
    """A table as it was asked for, and where it stands in the definition.

    Where its rows are entries, `fields` are the keys of its columns; else the definition has
    title and heads too.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    at: Loc
    fields: tuple[str, ...] = ()
    look: Look = Look()

    @property
    def title_origin(self) -> str:
        return "" if self.fields else origin_of((*self.at, "judul"))

    @property
    def head_origins(self) -> tuple[str, ...]:
        if self.fields:
            return ("",) * len(self.fields)
        return tuple(origin_of((*self.at, "kolom", column)) for column in range(len(self.heads)))

    def row_at(self, row: int) -> Loc:
        """Return where `row` stands."""
        return (*self.at, row) if self.fields else (*self.at, "baris", row)

    def origins(self, row: int) -> tuple[str, ...]:
        """Return where each text of `row` stands."""
        steps: Iterable[str | int] = self.fields or range(len(self.heads))
        return tuple(origin_of((*self.row_at(row), step)) for step in steps)


_NAME = "Tabel"
"""What their pages are called where a table has no title."""


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
        typed = ("revisi", "tanggal", "uraian")
        listing = Listing(labels.history, heads, rows, ("riwayat",), typed)
        yield _without_empty(listing), asked.history
    if sop.distribution:
        copy = (labels.copy_number, labels.copy_holder, labels.copy_date, labels.copy_remark)
        held = tuple(
            (each.number, each.holder, long_date(each.date), each.remark)
            for each in sop.distribution
        )
        fields = ("nomor", "penerima", "tanggal", "keterangan")
        listing = Listing(labels.distribution, copy, held, ("distribusi",), fields)
        yield _without_empty(listing), asked.distribution
    for number, each in enumerate(sop.extra_tables):
        at: Loc = ("tabel_tambahan", number)
        yield Listing(each.title, each.columns, each.rows, at), asked.others


def _without_empty(listing: Listing) -> Listing:
    """Return `listing` without the columns in which nothing was typed."""
    kept = [at for at in range(len(listing.heads)) if any(row[at] for row in listing.rows)]
    rows = tuple(tuple(row[at] for at in kept) for row in listing.rows)
    heads, fields = (tuple(each[at] for at in kept) for each in (listing.heads, listing.fields))
    return Listing(listing.title, heads, rows, listing.at, fields)


def with_listings(
    desk: Desk, parts: Sequence[Part], asked: Sequence[Listing], paper: Sheet
) -> tuple[list[Part], tuple[Problem, ...]]:
    """Return `parts` with the tables `asked` behind them, and what does not fit on a page.

    Tables with pages of their own stand on `paper`.
    """
    if not asked:
        return list(parts), ()
    *before, last = parts
    page = last.pages[-1]
    below = _filled(desk, asked, last.sheet, page.bottom)
    if len(below.pages) == 1:
        titles = tuple((each.title, len(last.pages) - 1) for each in asked if each.title)
        pages = (*last.pages[:-1], page.with_more(below.pages[0]))
        return [*before, replace(last, pages=pages, outline=last.outline + titles)], ()
    own = _filled(desk, asked, paper, None)
    name = next((each.title for each in asked if each.title), _NAME)
    part = [Part(name, ((name, 0),), paper, own.pages)] if own.pages else []
    return [*parts, *part], tuple(own.problems)


def listed(
    desk: Desk, asked: Sequence[Listing], paper: Sheet, bottom: int | None = None
) -> tuple[tuple[PageContent, ...], tuple[Problem, ...]]:
    """Return pages of their own for the tables `asked`, and what does not fit on one.

    On the first, something stands down to `bottom`.
    """
    found = _filled(desk, asked, paper, bottom)
    return found.pages, tuple(found.problems)


def _filled(desk: Desk, asked: Sequence[Listing], paper: Sheet, bottom: int | None) -> _Pages:
    pages = _Pages(desk, paper, bottom)
    for listing in asked:
        pages.add(listing)
    return pages


class _Pages:
    """Pages that are filled from the top, the first from `bottom` on where something is there."""

    def __init__(self, desk: Desk, sheet: Sheet, bottom: int | None) -> None:
        self.problems: list[Problem] = []
        self._desk = desk
        self._sheet = sheet
        self._font = Font(desk.profile.font.face, points(desk.profile.font.flow))
        self._full: list[tuple[Item, ...]] = []
        self._items: list[Item] = []
        self._y = sheet.body.y if bottom is None else pixels_up(bottom)
        self._gap = 0 if bottom is None else _GAP

    def add(self, listing: Listing) -> None:
        """Put `listing` below what is there, or on the next page."""
        font = listing.look.font or self._font
        grid = _Grid(self._desk, listing, font, self._sheet.body)
        tallest = self._sheet.body.height - grid.head_height
        for number, height in enumerate(grid.heights):
            if height > tallest:
                self.problems.append(_too_high(listing, number))
                return
        title = self._title(listing)
        start = self._y + self._gap
        if (
            start + self._height(title, listing.look) + grid.head_height + grid.heights[0]
            > self._bottom
        ):
            self._turn()
            start = self._y
        if title is not None:
            start = self._put_title(title, listing.look, start)
        first = 0
        while first < len(grid.heights):
            last = first + grid.fitting(first, self._bottom - start)
            self._items.append(grid.placed(range(first, last), start))
            self._y = start + grid.head_height + sum(grid.heights[first:last])
            self._gap = _GAP
            first = last
            if first < len(grid.heights):
                self._turn()
                start = self._y

    @property
    def pages(self) -> tuple[PageContent, ...]:
        """What stands on each page."""
        last = [tuple(self._items)] if self._items else []
        return tuple(PageContent(items) for items in (*self._full, *last))

    @property
    def _bottom(self) -> int:
        return self._sheet.body.bottom

    def _turn(self) -> None:
        self._full.append(tuple(self._items))
        self._items = []
        self._y = self._sheet.body.y
        self._gap = 0

    def _title(self, listing: Listing) -> SetText | None:
        if not listing.title:
            return None
        width = self._sheet.body.width - CELL_SIDES
        font = listing.look.title or bold(self._font)
        return self._desk.set(listing.title, font, width, Align.CENTER, listing.title_origin)

    def _height(self, title: SetText | None, look: Look) -> int:
        return 0 if title is None else pixels_up(title.height) + look.gap

    def _put_title(self, title: SetText, look: Look, y: int) -> int:
        body = self._sheet.body
        box = Box(body.x, y, body.width, pixels_up(title.height))
        inner = Box(box.x + CELL_PADDING.left, y, title.width, box.height)
        self._items.append(Text(box, title.anchored(inner, Anchor.TOP), heading=1))
        return y + self._height(title, look)


class _Grid:
    """A table whose columns have their widths, and its rows their heights."""

    def __init__(self, desk: Desk, listing: Listing, font: Font, body: Box) -> None:
        self._desk = desk
        self._body = body
        self._listing = listing
        widths = _widths(desk, listing, font, body.width)
        self._edges = [body.x]
        for width in widths:
            self._edges.append(self._edges[-1] + width)
        rooms = [width - CELL_SIDES for width in widths]
        self._heads = [
            desk.set(text, bold(font), room, Align.CENTER)
            for text, room in zip(listing.heads, rooms, strict=True)
        ]
        look = listing.look
        self._rows = [
            [
                desk.set(text, look.weighted(font, number), room, look.align(column))
                for column, (text, room) in enumerate(zip(row, rooms, strict=True))
            ]
            for number, row in enumerate(listing.rows)
        ]
        self.head_height = _height(self._heads)
        self.heights = [max(_height(row), look.least) for row in self._rows]

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
        heads = self._row(self._heads, y, self.head_height, self._listing.head_origins)
        cells = [each._replace(head=Head.COLUMN, shade=shade) for each in heads]
        y += self.head_height
        for number in rows:
            origins = self._listing.origins(number)
            cells += self._row(self._rows[number], y, self.heights[number], origins)
            y += self.heights[number]
        return table(cells, header_rows=1)

    def _row(
        self, texts: Sequence[SetText], y: int, height: int, origins: Sequence[str]
    ) -> Iterator[Ruled]:
        columns = pairwise(self._edges)
        for text, origin, (left, right) in zip(texts, origins, columns, strict=True):
            box = Box(left, y, right - left, height)
            inner = Box(left + CELL_PADDING.left, y, text.width, height)
            words = text.anchored(inner, Anchor.MIDDLE)
            yield Ruled(box, words, padding=CELL_PADDING, origin=origin)


def _height(texts: Sequence[SetText]) -> int:
    return pixels_up(max(text.height for text in texts) + _AIR)


def _widths(desk: Desk, listing: Listing, font: Font, width: int) -> list[int]:
    """Return how wide each column is: all its lines whole where that goes, else by what it holds.

    None is narrower than its longest word while the sheet has that room.
    """
    columns = list(zip(listing.heads, *listing.rows, strict=True))
    fonts = [bold(font), *(listing.look.weighted(font, row) for row in range(len(listing.rows)))]
    least = [_widest(desk.typesetter.longest_word, texts, fonts) for texts in columns]
    whole = [_widest(_longest_line(desk), texts, fonts) for texts in columns]
    for column in listing.look.by_hand:
        least[column] = max(least[column], _BY_HAND)
        whole[column] = max(whole[column], _BY_HAND)
    if sum(whole) <= width:
        scale = width / sum(whole)
        out = [pixels_down(each * scale) for each in whole]
    else:
        scale = min(1.0, width / sum(least))
        spare = max(0, width - sum(least))
        more = _shared(spare, [line - word for line, word in zip(whole, least, strict=True)])
        out = [pixels_down(each * scale + own) for each, own in zip(least, more, strict=True)]
    out[out.index(max(out))] += width - sum(out)
    return out


def _shared(spare: float, wanted: Sequence[int]) -> list[float]:
    """Return what each column gets of `spare`, which is less than all that is `wanted`.

    One that wants no more than its even part has all; the others share as they want.
    """
    waiting, out = set(range(len(wanted))), [0.0] * len(wanted)
    while modest := {at for at in waiting if wanted[at] <= spare / len(waiting)}:
        for at in modest:
            out[at] = wanted[at]
        spare -= sum(wanted[at] for at in modest)
        waiting -= modest
    asked = sum(wanted[at] for at in waiting)
    for at in waiting:
        out[at] = spare * wanted[at] / asked
    return out


def _widest(
    measure: Callable[[str, Font], float], texts: Sequence[str], fonts: Sequence[Font]
) -> int:
    """Return the width of a cell for the widest of `texts`, each in its font."""
    return round(max(map(measure, texts, fonts))) + _SLACK + CELL_SIDES


def _longest_line(desk: Desk) -> Callable[[str, Font], float]:
    width = desk.typesetter.metrics.width
    return lambda text, font: max(width(line, font) for line in text.split("\n"))


def _too_high(listing: Listing, row: int) -> Problem:
    named = f"tabel “{listing.title}”" if listing.title else "tabel ini"
    return Problem(
        "LAY004",
        f"Baris ke-{row + 1} {named} lebih tinggi daripada satu halaman.",
        listing.row_at(row),
        hint="Persingkat isinya, atau bagi menjadi beberapa baris.",
    )
