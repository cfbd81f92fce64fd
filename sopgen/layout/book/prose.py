"""Texts of a book: paragraphs under a title, page after page."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sopgen.document.page import Align, Anchor, Box, Font, Text
from sopgen.layout.book.desk import BookDesk, BookPages
from sopgen.layout.book.filling import Filling
from sopgen.layout.desk import bold
from sopgen.layout.paper import points
from sopgen.layout.typeset import SetText, pixels_up
from sopgen.model.kinds import Items
from sopgen.problems.problem import Loc, Problem

SIZE = 11
TITLE_SIZE = 14
_GAP = 160
"""Below a paragraph: 8 pt."""

TITLE_GAP = 360


class Block(Struct, frozen=True):
    """A paragraph, or a list of them; under a `heading` where it has one."""

    text: Items
    heading: str = ""


def prose(desk: BookDesk, title: str, blocks: Sequence[Block], at: Loc) -> BookPages:
    """Return `blocks`, typed at `at`, under `title`; a paragraph stands whole on a page."""
    plain = Font(desk.desk.profile.font.face, points(SIZE))
    filling = Filling(desk.paper.body)
    put(filling, _set(desk, title, title_font(desk), Align.CENTER), TITLE_GAP, heading=1)
    for block in blocks:
        if block.heading:
            put(filling, _set(desk, block.heading, bold(plain)), _GAP)
        for paragraph in paragraphs_of(block.text):
            put(filling, _set(desk, paragraph, plain), _GAP)
    problems = (too_high(title, at),) if filling.is_too_high else ()
    return BookPages(title, filling.pages, problems)


def title_font(desk: BookDesk) -> Font:
    """Return the font in which every part of a book is headed."""
    return bold(Font(desk.desk.profile.font.face, points(TITLE_SIZE)))


def paragraphs_of(text: Items) -> list[str]:
    """Return the paragraphs of a text, or of all texts of a list."""
    texts = (text,) if isinstance(text, str) else text
    return [line for each in texts for line in each.split("\n") if line.strip()]


def put(filling: Filling, text: SetText, below: int, heading: int = 0) -> None:
    """Put `text` over the whole width below what is there."""
    height, body = pixels_up(text.height), filling.body
    box = Box(body.x, filling.room(height, below), body.width, height)
    filling.put(Text(box, text.anchored(box, Anchor.TOP), heading=heading))


def too_high(title: str, at: Loc) -> Problem:
    """Return that something under `title`, typed at `at`, is higher than a page."""
    return Problem(
        "LAY004",
        f"Sebuah alinea di bawah “{title}” lebih tinggi daripada satu halaman.",
        at,
        hint="Bagi menjadi beberapa alinea.",
    )


def _set(desk: BookDesk, text: str, font: Font, align: Align = Align.LEFT) -> SetText:
    return desk.desk.set(text, font, desk.paper.body.width, align)
