"""Lay out the text boxes of the identity page, over as many pages as they need.

The boxes stand in pairs. What does not fit goes on to a further page, between two
items and never through one; a title never stands at a page's foot without its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import ALL_SIDES, Anchor, Box, Head, Side
from sopgen.layout.desk import SHADE, Desk, bold
from sopgen.layout.grid import Ruled
from sopgen.layout.paper import Sheet
from sopgen.layout.typeset import (
    CELL_PADDING,
    CELL_SIDES,
    SetPassage,
    SetText,
    passages,
    pixels_down,
    pixels_up,
)
from sopgen.model.profile import BoxField, BoxHeading, ListStyle
from sopgen.model.sop import Items
from sopgen.problems.problem import Problem

_TITLE_PADDING = 60
_PADDING = 60


class _TextBox(Struct, frozen=True):
    """A text box as it is typed: its key, title and items."""

    key: str
    title: str
    items: Items
    style: ListStyle


class _Half(Struct, frozen=True):
    """One box of a pair with what of its items still waits for a place."""

    key: str
    x: int
    width: int
    title: SetText
    content: SetText

    @property
    def waiting(self) -> tuple[SetPassage, ...]:
        return self.content.passages

    def taken(self, room: int) -> tuple[SetText, _Half]:
        """Return as many items as `room` holds, and the box without them."""
        count, height = 0, 0
        while count < len(self.waiting) and height + self.waiting[count].height <= room:
            height += self.waiting[count].height
            count += 1
        first = replace(self.content, passages=self.waiting[:count])
        rest = replace(self.content, passages=self.waiting[count:])
        return first, replace(self, content=rest)


class _Title(Struct, frozen=True):
    """The title of `half` in a row from `y` downwards."""

    half: _Half
    y: int
    height: int


class _Content(Struct, frozen=True):
    """Items of `half` in a row from `y` downwards, under their title or going on."""

    half: _Half
    items: SetText
    y: int
    height: int
    under_title: bool


class TextBoxes(Struct, frozen=True):
    """What of the boxes stands on each page, not yet in cells, and where the last one ends."""

    pages: tuple[tuple[_Title | _Content, ...], ...]
    bottom: int
    problems: tuple[Problem, ...]

    def cells(self, desk: Desk) -> list[list[Ruled]]:
        """Return the cells of every page."""
        return [[_cell(desk, each) for each in page] for page in self.pages]


def text_boxes(desk: Desk, sheet: Sheet, y: int) -> TextBoxes:
    """Return where the text boxes stand, on the first page from `y` downwards."""
    pages: list[list[_Title | _Content]] = [[]]
    problems = []
    for pair in _pairs(desk, sheet):
        tallest = sheet.body.height - 2 * _PADDING
        for half in pair:
            if any(each.height > tallest for each in half.waiting):
                problems.append(_too_tall(half))
        if not problems:
            y = _place_pair(desk, sheet, pair, pages, y)
    return TextBoxes(tuple(map(tuple, pages)), y, tuple(problems))


def _too_tall(half: _Half) -> Problem:
    return Problem(
        "LAY001",
        f"satu butir pada {half.key} lebih tinggi daripada satu halaman;",
        (half.key,),
        hint="bagi menjadi beberapa butir.",
    )


def _place_pair(
    desk: Desk,
    sheet: Sheet,
    pair: tuple[_Half, ...],
    pages: list[list[_Title | _Content]],
    y: int,
) -> int:
    """Add `pair` to the last page and to further ones; return where they end."""
    titles = pixels_up(max(half.title.height for half in pair) + _TITLE_PADDING)
    first_items = max((h.waiting[0].height for h in pair if h.waiting), default=0)
    if y + titles + first_items + 2 * _PADDING > sheet.body.bottom:
        pages.append([])
        y = sheet.body.y
    for half in pair:
        pages[-1].append(_Title(half, y, titles))
    y += titles
    fresh = not _in_row(desk)
    while True:
        room = sheet.body.bottom - y - 2 * _PADDING
        parts = [half.taken(room) for half in pair]
        tallest = max(first.height for first, _ in parts)
        height = pixels_up(max(tallest, _least_height(desk)) + 2 * _PADDING)
        for half, (first, _) in zip(pair, parts, strict=True):
            pages[-1].append(_Content(half, first, y, height, fresh))
        y += height
        pair = tuple(rest for _, rest in parts)
        if not any(half.waiting for half in pair):
            return y
        pages.append([])
        y, fresh = sheet.body.y, False


def _least_height(desk: Desk) -> int:
    return desk.typesetter.metrics.line_height(desk.identity_font)


def _in_row(desk: Desk) -> bool:
    """Tell whether a title stands in a row of its own, ruled all around."""
    return desk.profile.identity.box_heading is BoxHeading.ROW


def _cell(desk: Desk, placed: _Title | _Content) -> Ruled:
    match placed:
        case _Title():
            return _title_cell(desk, placed)
        case _Content():
            return _content_cell(placed)
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


def _content_cell(placed: _Content) -> Ruled:
    half, y = placed.half, placed.y
    top = y if placed.under_title else y + _PADDING
    return Ruled(
        Box(half.x, y, half.width, placed.height),
        placed.items.placed(half.x + CELL_PADDING.left, top),
        Anchor.TOP,
        ALL_SIDES - {Side.TOP} if placed.under_title else ALL_SIDES,
        CELL_PADDING,
        itemised=True,
    )


def _pairs(desk: Desk, sheet: Sheet) -> Iterator[tuple[_Half, ...]]:
    """Return the boxes by rows of one or two, set to their widths."""
    body = sheet.body
    left = pixels_down(body.width * desk.profile.identity.left_share)
    for row in _typed_boxes(desk):
        edges = (0, left, body.width) if len(row) == 2 else (0, body.width)
        yield tuple(
            _half(desk, box, body.x + x, right - x)
            for box, x, right in zip(row, edges, edges[1:], strict=False)
        )


def _half(desk: Desk, box: _TextBox, x: int, width: int) -> _Half:
    font, inner = desk.identity_font, width - CELL_SIDES
    texts = passages(box.items, box.style, font)
    content = desk.typesetter.set(texts, font, inner, itemised=True)
    return _Half(box.key, x, width, desk.set(box.title, bold(font), inner), content)


def _typed_boxes(desk: Desk) -> Iterator[list[_TextBox]]:
    """Return the boxes whose keys the definition has, row by row."""
    for row in desk.profile.identity.boxes:
        boxes = [_typed_box(desk, field) for field in row]
        typed = [box for box in boxes if box is not None]
        for start in range(0, len(typed), 2):
            yield typed[start : start + 2]
    others = desk.profile.lists.others
    extra = [
        _TextBox("kotak_tambahan", title, items, others)
        for title, items in desk.sop.extra_boxes.items()
    ]
    for start in range(0, len(extra), 2):
        yield extra[start : start + 2]


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
    return None if items is None else _TextBox(field.value, title, items, style)
