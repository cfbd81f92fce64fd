"""How the tables of a book look: headed as its texts are, with columns that are aligned."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Align, Font
from sopgen.layout.book.desk import BookDesk
from sopgen.layout.book.prose import TITLE_GAP, title_font
from sopgen.layout.listings import Listing, Look
from sopgen.layout.paper import points

PLAIN = Look()


class Column(Struct, frozen=True):
    """A column under its head; one that is filled `by_hand` has the room for that."""

    head: str
    align: Align = Align.LEFT
    by_hand: bool = False


def centred(*heads: str) -> tuple[Column, ...]:
    """Return columns whose texts stand in the middle: numbers, marks, ticks."""
    return tuple(Column(head, Align.CENTER) for head in heads)


def worded(*heads: str) -> tuple[Column, ...]:
    """Return columns of words, which begin at the left."""
    return tuple(map(Column, heads))


def written(*heads: str) -> tuple[Column, ...]:
    """Return columns that are filled by hand."""
    return tuple(Column(head, by_hand=True) for head in heads)


def listing_of(
    desk: BookDesk,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[str, ...]],
    look: Look = PLAIN,
    size: float = 0,
) -> Listing:
    """Return a table under `title`; letters are of `size` points, or as large as on a sheet.

    Of `look` counts which rows are strong and how high they are.
    """
    font = desk.desk.profile.font
    own = replace(
        look,
        font=Font(font.face, points(size or font.flow)),
        title=title_font(desk),
        gap=TITLE_GAP,
        aligns=tuple(each.align for each in columns),
        by_hand=frozenset(at for at, each in enumerate(columns) if each.by_hand),
    )
    heads = tuple(each.head for each in columns)
    return Listing(title, heads, tuple(rows), (), ("",) * len(heads), own)
