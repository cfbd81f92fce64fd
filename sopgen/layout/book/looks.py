"""How the tables of a book look: headed as its texts are, with columns that are aligned."""

from __future__ import annotations

from collections.abc import Sequence

from sopgen.document.page import Align, Font
from sopgen.layout.book.desk import BookDesk
from sopgen.layout.book.prose import TITLE_GAP, title_font
from sopgen.layout.listings import Listing, Look
from sopgen.layout.paper import points


def centred(*heads: str) -> tuple[tuple[str, Align], ...]:
    """Return heads of columns whose texts stand in the middle: numbers, marks, ticks."""
    return tuple((head, Align.CENTER) for head in heads)


def worded(*heads: str) -> tuple[tuple[str, Align], ...]:
    """Return heads of columns of words, which begin at the left."""
    return tuple((head, Align.LEFT) for head in heads)


def listing_of(
    desk: BookDesk,
    title: str,
    heads: Sequence[tuple[str, Align]],
    rows: Sequence[tuple[str, ...]],
    strong: frozenset[int] = frozenset(),
    size: float = 0,
) -> Listing:
    """Return a table under `title`, its rows that are `strong` in bold.

    Each of `heads` says how the texts below it are aligned; letters are of `size` points, or as
    large as in the flow of a sheet.
    """
    font = desk.desk.profile.font
    aligns = tuple(align for _, align in heads)
    look = Look(
        Font(font.face, points(size or font.flow)), title_font(desk), TITLE_GAP, aligns, strong
    )
    named = tuple(head for head, _ in heads)
    return Listing(title, named, tuple(rows), (), ("",) * len(named), look)
