"""Number the lists of a Word file, so that an item added in Word gets its number by itself.

In: the paragraphs of a cell. Out: for each hanging one the list that numbers it, and the part
of the package that says how (ECMA-376-1, 17.9). A list begins anew in every cell. A mark that
does not follow from the one before begins another list; one of no known kind stays typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from sopgen.document.page import Paragraph
from sopgen.writers.office.ooxml import part


class Kind(Enum):
    """How the marks of a list are made; `value` is their number format and text in Word."""

    NUMBERS = ("decimal", "%1.")
    LETTERS = ("lowerLetter", "%1.")
    DASHES = ("bullet", "-")
    BULLETS = ("bullet", "•")


class Mark(Struct, frozen=True):
    """A mark by its kind and its place in the list, counted from 1."""

    kind: Kind
    place: int


_NUMBER = re.compile(r"([1-9]\d{0,2})\.")
_LETTER = re.compile(r"([a-z])\.")


def mark_of(text: str) -> Mark | None:
    """Return which mark `text` is, if Word can make it."""
    if text == "-":
        return Mark(Kind.DASHES, 1)
    if text == "•":
        return Mark(Kind.BULLETS, 1)
    if number := _NUMBER.fullmatch(text):
        return Mark(Kind.NUMBERS, int(number[1]))
    if letter := _LETTER.fullmatch(text):
        return Mark(Kind.LETTERS, ord(letter[1]) - ord("a") + 1)
    return None


def is_counted(paragraph: Paragraph) -> bool:
    """Tell whether Word makes the mark of `paragraph`, an item of a list."""
    return _mark(paragraph) is not None


def _mark(paragraph: Paragraph) -> Mark | None:
    hangs = paragraph.marker is not None and paragraph.indent > 0
    return mark_of(paragraph.marker.text) if paragraph.marker and hangs else None


class Numbering:
    """The lists of one file, numbered from 1 in the order in which they are met."""

    def __init__(self) -> None:
        self._lists: list[Mark] = []

    def lists_of(self, paragraphs: Sequence[Paragraph]) -> list[int]:
        """Return the list of each paragraph, 0 for those that no list numbers."""
        out, last = [], None
        for paragraph in paragraphs:
            mark = _mark(paragraph)
            if mark is None:
                out.append(0)
                continue
            if last is None or not _follows(mark, last):
                self._lists.append(mark)
            last = mark
            out.append(len(self._lists))
        return out

    def part(self) -> bytes:
        """Return the lists as a part of the package."""
        kinds = list(Kind)
        abstract = "".join(_abstract(number, kind) for number, kind in enumerate(kinds))
        lists = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kinds.index(first.kind)}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{first.place}"/></w:lvlOverride>'
            "</w:num>"
            for number, first in enumerate(self._lists, start=1)
        )
        return part("w:numbering", ("w",), abstract + lists)


def _follows(mark: Mark, last: Mark) -> bool:
    if mark.kind is not last.kind:
        return False
    return mark.kind in (Kind.DASHES, Kind.BULLETS) or mark.place == last.place + 1


def _abstract(number: int, kind: Kind) -> str:
    form, text = kind.value
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
