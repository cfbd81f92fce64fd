"""How pages are called: numbers, in roman letters where they stand before the work itself."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import groupby

from msgspec import Struct

from sopgen.document.page import Page

_ROMAN = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Numerals(Enum):
    """The two ways in which pages are counted."""

    ARABIC = "arabic"
    ROMAN = "roman"


class LabelRun(Struct, frozen=True):
    """Pages from `first`, from 0, on that are counted from `start` in one way."""

    first: int
    numerals: Numerals
    start: int


def label(number: int, numerals: Numerals) -> str:
    """Return what the page with that `number`, from 1, is called."""
    if numerals is Numerals.ARABIC:
        return str(number)
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def label_runs(pages: Sequence[Page]) -> tuple[LabelRun, ...]:
    """Return how `pages` are counted; nothing where they are called by their place alone."""
    if not any(page.label for page in pages):
        return ()
    told = [_told(page.label or str(place)) for place, page in enumerate(pages, start=1)]
    runs = groupby(enumerate(told), key=lambda each: (each[1][0], each[1][1] - each[0]))
    firsts = (next(group) for _, group in runs)
    return tuple(LabelRun(place, numerals, number) for place, (numerals, number) in firsts)


def _told(text: str) -> tuple[Numerals, int]:
    if text.isascii() and text.isdecimal():
        return Numerals.ARABIC, int(text)
    return Numerals.ROMAN, _value(text)


def _value(roman: str) -> int:
    number, rest = 0, roman
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            number, rest = number + value, rest[len(sign) :]
    return number
