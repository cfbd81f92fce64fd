"""Decide which arrow the words beside it belong to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Symbol
from sopgen.recognition.arrows import Piece
from sopgen.recognition.distances import (
    POINT,
    Near,
    box_to_box,
    box_to_path,
    paths_near,
)
from sopgen.recognition.marks import Spot, Word
from sopgen.recognition.wording import words_given

_REACH = 40 * POINT
_CAPTION = 10 * POINT


class Labelled(Struct, frozen=True):
    """The arrows with their words; words that belong to none, and some that are `between` two."""

    pieces: tuple[Piece, ...]
    loose: tuple[Word, ...]
    between: tuple[Word, ...]


def labelled(
    pieces: Sequence[Piece], words: Sequence[Word], spots: Sequence[Spot], drawn: Collection[str]
) -> Labelled:
    """Return `pieces` with their words: those made for a line, then those nearest to one.

    What was made for a line that is no arrow, one of the keys `drawn`, is nobody's. What was
    made for a segilima, or is nearer to it than to a line, is its small type.
    """
    lines = {piece.way.line.key: at for at, piece in enumerate(pieces) if piece.way.line.key}
    symbols = {spot.shape.key for spot in spots} - {""}
    labels: dict[int, str] = {}
    free: list[Word] = []
    for word in words:
        key = word.shape.key
        own = lines.get(key) if key else None
        if own is not None and own not in labels:
            labels[own] = word.shape.text
        elif own is not None or (key not in drawn and key not in symbols):
            free.append(word)
    given = words_given(pieces, _without_captions(free, pieces, spots), spots, labels)
    labels |= given.labels
    out = tuple(
        replace(piece, label=labels[at]) if at in labels else piece
        for at, piece in enumerate(pieces)
    )
    return Labelled(out, given.loose, given.between)


def _says_where(word: Word) -> bool:
    """Tell whether words name a page or a step, as the small type of a segilima does."""
    return any(letter.isdigit() for letter in word.shape.text)


def _without_captions(
    words: Sequence[Word], pieces: Sequence[Piece], spots: Sequence[Spot]
) -> list[Word]:
    off_page = [at for at, spot in enumerate(spots) if spot.symbol is Symbol.OFF_PAGE]
    if not words or not off_page:
        return list(words)
    index = Near((at, spots[at].shape.box) for at in off_page)
    paths = paths_near([piece.way.path for piece in pieces])
    out = []
    for word in words:
        box = word.shape.box
        close = [
            box_to_box(box, spots[at].shape.box)
            for at in index.within(box, _CAPTION)
            if spots[at].panel == word.panel
        ]
        nearest = min(close, default=_CAPTION + 1.0)
        line = min(
            (
                box_to_path(box, pieces[at].way.path)
                for at in paths.within(box, _CAPTION)
                if pieces[at].way.panel == word.panel
            ),
            default=float(_REACH),
        )
        if nearest > _CAPTION or line < nearest or not _says_where(word):
            out.append(word)
    return out
