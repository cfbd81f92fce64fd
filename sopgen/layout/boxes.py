"""Lay out the text boxes of the identity page, over as many pages as they need.

The boxes stand in pairs. What does not fit goes on to a further page under its title,
between two items and never through one; a title never stands at a page's foot without its
text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.origins import Holder, origin_of
from sopgen.document.page import ALL_SIDES, PIXEL, Anchor, Box, Head, Side
from sopgen.layout.desk import SHADE, Desk, bold
from sopgen.layout.grid import Ruled
from sopgen.layout.paper import Sheet
from sopgen.layout.sketch import Sketch, box_sketch
from sopgen.layout.typeset import (
    CELL_PADDING,
    CELL_SIDES,
    Lists,
    Passage,
    SetPassage,
    SetText,
    passages,
    pixels_down,
    pixels_up,
)
from sopgen.model.kinds import Items
from sopgen.model.profile import BoxField, BoxHeading, BoxWidth, ListStyle
from sopgen.problems.problem import Problem

LONG_LIST = 6
"""Lists of so many items may stand in two columns."""

_ENDLESS = 1 << 24
"""Wider than any text is long."""


class _TextBox(Struct, frozen=True):
    """A text box as it is typed: its key, title and items, and where items and title stand."""

    key: str
    title: str
    items: Items
    style: ListStyle
    first: int = 1
    origin: str = ""
    title_origin: str = ""


_TypedRow: TypeAlias = tuple[tuple[_TextBox, Sequence[Passage]], ...]
"""One box or two beside each other, with their items."""


class Halves(Struct, frozen=True):
    """How wide the left half of the sheet is, and whether long lists may stand in two columns."""

    left: int
    in_columns: bool = False


class _Half(Struct, frozen=True):
    """One box of a pair with what of its items still waits for a place.

    The items stand in one column or in two `columns` of this width.
    """

    box: _TextBox
    x: int
    width: int
    title: SetText
    content: SetText
    columns: int = 1

    @property
    def waiting(self) -> tuple[SetPassage, ...]:
        return self.content.passages

    def taken(self, room: int) -> tuple[tuple[SetText, ...], _Half]:
        """Return as many items as `room` holds, column by column, and the box without them."""
        ends = _filled(self.waiting, room, self.columns)
        if self.columns > 1:
            ends = _evened(self.waiting[: ends[-1]], self.columns)
        columns = tuple(
            replace(self.content, passages=self.waiting[start:end])
            for start, end in pairwise((0, *ends))
        )
        rest = replace(self.content, passages=self.waiting[ends[-1] :])
        return columns, replace(self, content=rest)


def _filled(items: Sequence[SetPassage], room: int, columns: int) -> list[int]:
    """Return before which of `items` each column ends that is filled as far as `room` goes."""
    ends, at = [], 0
    for _ in range(columns):
        height = 0
        while at < len(items) and height + items[at].height <= room:
            height += items[at].height
            at += 1
        ends.append(at)
    return ends


def _evened(items: Sequence[SetPassage], columns: int) -> list[int]:
    """Return before which of `items` each column ends that they fill as low as can be."""
    least = max((each.height for each in items), default=0)
    highest = sum(each.height for each in items)
    rooms = range(least, highest + 1, PIXEL)
    ends = (_filled(items, room, columns) for room in rooms)
    return next((each for each in ends if each[-1] == len(items)), [len(items)] * columns)


class _Title(Struct, frozen=True):
    """The title of `half` in a row from `y` downwards."""

    half: _Half
    y: int
    height: int


class _Content(Struct, frozen=True):
    """Items of `half` in a row from `y` downwards, in one column or more."""

    half: _Half
    columns: tuple[SetText, ...]
    y: int
    height: int


class TextBoxes(Struct, frozen=True):
    """What of the boxes stands on each page, not yet in cells, and where the last one ends."""

    pages: tuple[tuple[_Title | _Content, ...], ...]
    bottom: int
    problems: tuple[Problem, ...]

    @property
    def in_columns(self) -> bool:
        """Tell whether a list stands in two columns."""
        placed = (each for page in self.pages for each in page)
        return any(isinstance(each, _Content) and len(each.columns) > 1 for each in placed)

    def cells(self, desk: Desk) -> list[list[Ruled]]:
        """Return the cells of every page."""
        return [[cell for each in page for cell in _cells(desk, each)] for page in self.pages]


class SetBoxes(Struct, frozen=True):
    """The text boxes by rows of one or two, set to the widths of their halves, without places."""

    maker: _Maker
    pairs: tuple[tuple[_Half, ...], ...]

    def placed(self, y: int) -> TextBoxes:
        """Return where the boxes stand, on the first page from `y` downwards."""
        pages: list[list[_Title | _Content]] = [[]]
        problems = []
        air, room = _air(self.maker.desk), self.maker.sheet.body.height
        for pair in self.pairs:
            tallest = room - 2 * air - _title_height(pair, air)
            for half in pair:
                if any(each.height > tallest for each in half.waiting):
                    problems.append(_too_tall(half))
            if not problems:
                y = _place_pair(self.maker, pair, pages, y)
        return TextBoxes(tuple(map(tuple, pages)), y, tuple(problems))


class TypedBoxes(Struct, frozen=True):
    """The text boxes of the definition by rows of one or two, their items as passages."""

    desk: Desk
    sheet: Sheet
    rows: tuple[_TypedRow, ...]

    def set(self, halves: Halves) -> SetBoxes:
        """Return the boxes set as wide as `halves` says."""
        maker = _Maker(self.desk, self.sheet, halves)
        return SetBoxes(maker, tuple(maker.pairs(self.rows)))

    def sketched(self, halves: Halves) -> Sketch:
        """Return the boxes in one column as a sketch for halves of any width.

        Their titles are as high as in these `halves`.
        """
        desk, width = self.desk, self.sheet.body.width
        pairs = list(_Maker(desk, self.sheet, halves).unbroken(self.rows))
        rows = [tuple(box_sketch(half.content, desk.typesetter) for half in pair) for pair in pairs]
        pitches = (each.pitch for pair in pairs for half in pair for each in half.waiting)
        pitch, air = next(pitches, _least_height(desk)), _air(desk)
        titles = max((_title_height(pair, air) for pair in pairs), default=0)
        return Sketch(tuple(rows), width, desk.identity_font.size, pitch, titles + 2 * air)


def typed_boxes(desk: Desk, sheet: Sheet) -> TypedBoxes:
    """Return the text boxes of the definition in the letters of the identity."""
    font = desk.identity_font
    rows = (
        tuple((box, passages(box.items, box.style, font, box.first, box.origin)) for box in row)
        for row in _typed_boxes(desk)
    )
    return TypedBoxes(desk, sheet, tuple(rows))


def _too_tall(half: _Half) -> Problem:
    return Problem(
        "LAY001",
        f"satu butir pada {half.box.key} lebih tinggi daripada satu halaman;",
        (half.box.key,),
        hint="bagi menjadi beberapa butir.",
    )


def _place_pair(
    maker: _Maker, pair: Sequence[_Half], pages: list[list[_Title | _Content]], y: int
) -> int:
    """Add `pair` to the last page and to further ones; return where they end."""
    body, air = maker.sheet.body, _air(maker.desk)
    first_items = max((half.waiting[0].height for half in pair if half.waiting), default=0)
    if y + _title_height(pair, air) + first_items + 2 * air > body.bottom:
        pages.append([])
        y = body.y
    while True:
        titles = _title_height(pair, air)
        pages[-1] += [_Title(half, y, titles) for half in pair]
        y += titles
        parts = [half.taken(body.bottom - y - 2 * air) for half in pair]
        tallest = max(column.height for columns, _ in parts for column in columns)
        height = pixels_up(max(tallest, _least_height(maker.desk)) + 2 * air)
        for half, (columns, _) in zip(pair, parts, strict=True):
            pages[-1].append(_Content(half, columns, y, height))
        y += height
        waiting = [rest for _, rest in parts if rest.waiting]
        if not waiting:
            return y
        pair = maker.going_on(waiting)
        pages.append([])
        y = body.y


def _title_height(pair: Sequence[_Half], air: int) -> int:
    return pixels_up(max(half.title.height for half in pair) + air)


def _air(desk: Desk) -> int:
    """Return the room above and below texts: 3 pt at letters of 10 pt."""
    return desk.identity_font.size * 3 // 10


def _least_height(desk: Desk) -> int:
    return desk.typesetter.metrics.line_height(desk.identity_font)


def _in_row(desk: Desk) -> bool:
    """Tell whether a title stands in a row of its own, ruled all around."""
    return desk.profile.identity.box_heading is BoxHeading.ROW


def _cells(desk: Desk, placed: _Title | _Content) -> Iterator[Ruled]:
    match placed:
        case _Title():
            yield _title_cell(desk, placed)
        case _Content():
            yield from _content_cells(placed, _air(desk) if _in_row(desk) else 0)
        case _:
            assert_never(placed)


def _title_cell(desk: Desk, placed: _Title) -> Ruled:
    half = placed.half
    box = Box(half.x, placed.y, half.width, placed.height)
    inner = Box(box.x + CELL_PADDING.left, box.y, half.title.width, box.height)
    return Ruled(
        box,
        half.title.anchored(inner, Anchor.MIDDLE),
        borders=ALL_SIDES if _in_row(desk) else ALL_SIDES - {Side.BOTTOM},
        padding=CELL_PADDING,
        shade=SHADE if desk.profile.identity.shade else "",
        head=Head.COLUMN,
    )


def _content_cells(placed: _Content, air: int) -> Iterator[Ruled]:
    """Yield a cell for each column of items; no rule parts them.

    With `air` above them they stand under a rule, else right below their title.
    """
    half, last = placed.half, len(placed.columns) - 1
    outer = ALL_SIDES if air else ALL_SIDES - {Side.TOP}
    edges = _edges(half.x, half.width, half.columns)
    for number, (text, (left, right)) in enumerate(
        zip(placed.columns, pairwise(edges), strict=True)
    ):
        inside = {Side.LEFT} if number > 0 else set[Side]()
        inside |= {Side.RIGHT} if number < last else set()
        yield Ruled(
            Box(left, placed.y, right - left, placed.height),
            text.placed(left + CELL_PADDING.left, placed.y + air),
            Anchor.TOP,
            outer - inside,
            CELL_PADDING,
            itemised=True,
            origin=half.box.origin,
        )


def _edges(x: int, width: int, columns: int) -> list[int]:
    """Return where `columns` from `x` on begin and end that share `width`."""
    return [x + pixels_down(width * number / columns) for number in range(columns)] + [x + width]


class _Maker(Struct, frozen=True):
    """Sets the boxes of a sheet to the widths of its halves."""

    desk: Desk
    sheet: Sheet
    halves: Halves

    def pairs(self, rows: Iterable[_TypedRow]) -> Iterator[tuple[_Half, ...]]:
        """Yield the boxes of `rows`."""
        for row in rows:
            yield tuple(self._filled(*each) for each in self._beside(row))

    def unbroken(self, rows: Iterable[_TypedRow]) -> Iterator[tuple[_Half, ...]]:
        """Yield the boxes of `rows`, each line of their items as long as it is."""
        for row in rows:
            yield tuple(self._half(*each, _ENDLESS) for each in self._beside(row))

    def _beside(self, row: _TypedRow) -> Iterator[tuple[_TextBox, int, int, Sequence[Passage]]]:
        """Yield the boxes of `row`, where each begins and how wide it is, and its items."""
        body = self.sheet.body
        edges = (0, self.halves.left, body.width) if len(row) == 2 else (0, body.width)
        for (box, words), (x, right) in zip(row, pairwise(edges), strict=True):
            yield box, body.x + x, right - x, words

    def _half(
        self, box: _TextBox, x: int, width: int, words: Sequence[Passage], room: int
    ) -> _Half:
        """Return `box` with `words` in it, in one column and lines of this `room`."""
        title = self._title(box.title, width, box.title_origin)
        return _Half(box, x, width, title, self._set(words, room))

    def going_on(self, waiting: Sequence[_Half]) -> tuple[_Half, ...]:
        """Return the boxes as they go on on a further page, one alone over the whole width."""
        if len(waiting) > 1:
            return tuple(self._titled_again(half) for half in waiting)
        (half,) = waiting
        is_wide = half.columns > 1 and half.width == self.sheet.body.width
        if is_wide and len(half.waiting) >= LONG_LIST:
            return (self._titled_again(half),)
        body, wide = self.sheet.body, replace(self, halves=replace(self.halves, in_columns=True))
        words = [each.passage for each in half.waiting]
        return (self._titled_again(wide._filled(half.box, body.x, body.width, words)),)

    def _titled_again(self, half: _Half) -> _Half:
        words = f"{half.box.title} {self.desk.profile.labels.continued}".strip()
        return replace(half, title=self._title(words, half.width))

    def _filled(self, box: _TextBox, x: int, width: int, words: Sequence[Passage]) -> _Half:
        """Return `box` with `words` in it, a long list in two columns.

        Items that take more lines there stay in one, unless the columns are wide enough to read.
        """
        one = self._half(box, x, width, words, width)
        if not self.halves.in_columns or len(words) < LONG_LIST:
            return one
        narrow = self._set(words, pixels_down(width / 2))
        wraps = any(
            len(each.lines) > len(wide.lines)
            for each, wide in zip(narrow.passages, one.waiting, strict=True)
        )
        if wraps and width < self.sheet.body.width:
            return one
        return replace(one, content=narrow, columns=2)

    def _title(self, words: str, width: int, origin: str = "") -> SetText:
        font = bold(self.desk.identity_font)
        return self.desk.set(words, font, width - CELL_SIDES, origin=origin)

    def _set(self, words: Sequence[Passage], width: int) -> SetText:
        font = self.desk.identity_font
        return self.desk.typesetter.set(words, font, width - CELL_SIDES, lists=Lists.ITEMISED)


def has_boxes(desk: Desk) -> bool:
    """Tell whether the definition has any of the boxes that the profile prints."""
    return any(_typed_boxes(desk))


def _typed_boxes(desk: Desk) -> Iterator[Sequence[_TextBox]]:
    """Return the boxes whose keys the definition has, row by row."""
    asked = desk.profile.boxes
    rows = [
        [box for box in (_typed_box(desk, field) for field in row) if box is not None]
        for row in desk.profile.identity.boxes
    ]
    others = desk.profile.lists.others
    rows.append([_extra_box(title, items, others) for title, items in desk.sop.extra_boxes.items()])
    if asked.order:
        rows = [_ordered([box for row in rows for box in row], asked.order)]
    size = 1 if asked.width is BoxWidth.FULL else 2
    for row in rows:
        for start in range(0, len(row), size):
            yield row[start : start + size]


def _ordered(boxes: Sequence[_TextBox], order: Sequence[str]) -> list[_TextBox]:
    """Return `boxes` in `order`, which names them by key or title; the others stand behind."""
    places = {name.casefold(): place for place, name in enumerate(order)}

    def place(box: _TextBox) -> int:
        names = (box.key.casefold(), box.title.casefold())
        return min(places.get(name, len(order)) for name in names)

    return sorted(boxes, key=place)


def _typed_box(desk: Desk, field: BoxField) -> _TextBox | None:
    sop, labels, lists = desk.sop, desk.profile.labels, desk.profile.lists
    match field:
        case BoxField.LEGAL_BASIS:
            title, items, style = labels.legal_basis, sop.legal_basis, lists.legal_basis
        case BoxField.QUALIFICATIONS:
            title, items, style = labels.qualifications, sop.qualifications, lists.qualifications
        case BoxField.RELATED:
            title, items, style = labels.related, sop.related, lists.related
        case BoxField.EQUIPMENT:
            title, items, style = labels.equipment, sop.equipment, lists.equipment
        case BoxField.WARNINGS:
            title, items, style = labels.warnings, sop.warnings, lists.warnings
        case BoxField.RECORDS:
            title, items, style = labels.records, sop.records, lists.records
    first = desk.profile.first_numbers.get(field, 1)
    key = field.value
    return None if items is None else _TextBox(key, title, items, style, first, key)


def _extra_box(title: str, items: Items, style: ListStyle) -> _TextBox:
    at = ("kotak_tambahan", title)
    title_origin = origin_of(at, Holder.KEY)
    return _TextBox(at[0], title, items, style, 1, origin_of(at), title_origin)
