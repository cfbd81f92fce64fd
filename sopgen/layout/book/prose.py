"""Texts of a book: paragraphs under a title, page after page."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sopgen.document.page import Align, Anchor, Box, Font, Item, Text
from sopgen.layout.book.desk import BookDesk, BookPages
from sopgen.layout.desk import bold
from sopgen.layout.paper import PageContent, points
from sopgen.layout.typeset import SetText, pixels_up
from sopgen.model.kinds import Items
from sopgen.problems.problem import Loc, Problem

_SIZE = 11
_TITLE_SIZE = 14
_GAP = 160
"""Below a paragraph: 8 pt."""

_TITLE_GAP = 360


class Block(Struct, frozen=True):
    """A paragraph, or a list of them; under a `heading` where it has one."""

    text: Items
    heading: str = ""


def prose(desk: BookDesk, title: str, blocks: Sequence[Block], at: Loc) -> BookPages:
    """Return `blocks`, typed at `at`, under `title`; a paragraph stands whole on a page."""
    flow = _Flow(desk)
    flow.add_title(title)
    for block in blocks:
        if block.heading:
            flow.add(block.heading, heavy=True)
        lines = (block.text,) if isinstance(block.text, str) else block.text
        for line in lines:
            for paragraph in line.split("\n"):
                if paragraph.strip():
                    flow.add(paragraph)
    return BookPages(title, flow.finished(), (_too_high(title, at),) if flow.is_too_high else ())


def _too_high(title: str, at: Loc) -> Problem:
    return Problem(
        "LAY004",
        f"Sebuah alinea di bawah “{title}” lebih tinggi daripada satu halaman.",
        at,
        hint="Bagi menjadi beberapa alinea.",
    )


class _Flow:
    """Fills pages from the top."""

    def __init__(self, desk: BookDesk) -> None:
        self._desk = desk
        self._body = desk.paper.body
        self._pages: list[tuple[Item, ...]] = []
        self._items: list[Item] = []
        self._y = self._body.y
        self.is_too_high = False

    def add_title(self, title: str) -> None:
        """Put the title of the part at the top."""
        font = bold(Font(self._desk.desk.profile.font.face, points(_TITLE_SIZE)))
        self._put(self._set(title, font, Align.CENTER), heading=1)
        self._y += _TITLE_GAP - _GAP

    def add(self, text: str, *, heavy: bool = False) -> None:
        """Put a paragraph below what is there, or on the next page."""
        font = Font(self._desk.desk.profile.font.face, points(_SIZE), bold=heavy)
        self._put(self._set(text, font, Align.LEFT))

    def finished(self) -> tuple[PageContent, ...]:
        """Return all pages."""
        self._turn()
        return tuple(PageContent(items) for items in self._pages)

    def _set(self, text: str, font: Font, align: Align) -> SetText:
        return self._desk.desk.set(text, font, self._body.width, align)

    def _put(self, text: SetText, heading: int = 0) -> None:
        height = pixels_up(text.height)
        self.is_too_high |= height > self._body.height
        if self._y + height > self._body.bottom and self._items:
            self._turn()
        box = Box(self._body.x, self._y, self._body.width, height)
        self._items.append(Text(box, text.anchored(box, Anchor.TOP), heading=heading))
        self._y += height + _GAP

    def _turn(self) -> None:
        if self._items:
            self._pages.append(tuple(self._items))
        self._items, self._y = [], self._body.y
