r"""What was typed, given how it was printed and what the sheet shows in its place now.

The inverse of printing, and only for what changed: what stands before and behind the value on
the sheet goes, a date in words becomes one in figures where it was one, capitals that
printing made are not taken over, and emphasis stays where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from sopgen.document.page import Face, Font
from sopgen.layout.dates import long_date
from sopgen.layout.typeset import runs_of
from sopgen.model.dates import read_date

_FONT = Font(Face.ARIAL, 200)
_INVISIBLE = re.compile("[\u200b\ufeff\u00ad]")
_LEAD = re.compile(r"\s*[:：]?\s*")
MARKER = re.compile(r"\s*(?:(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|[-–•●▪])(?:[\t ]\s*|$)")
"""A number, letter, dash or dot before an item of a list (the same that a list prints)."""


@dataclass(frozen=True, slots=True)
class Retyped:
    """What the value is now; `told` where a form was chosen that was not shown."""

    value: str
    told: bool = False


def cleaned(text: str) -> str:
    """Return `text` without what nobody sees: blanks at the ends of lines, marks without width."""
    return "\n".join(
        line.rstrip() for line in _INVISIBLE.sub("", text).replace("\t", " ").split("\n")
    ).strip("\n")


def unmarked(text: str) -> str:
    """Return `text` as it prints, without the stars of emphasis."""
    return "".join(run.text for run in runs_of(text, _FONT))


def retyped(typed: str, before: str, after: str, *, is_date: bool = False) -> Retyped:
    """Return what takes the place of `typed`, which printed as `before` and is now `after`.

    Of a place that `is_date` every date is one, whatever stood there.
    """
    before, after = cleaned(before), cleaned(after)
    plain = unmarked(typed)
    before, after = _with_markers(plain, before, after)
    head, tail = _around(before, typed, plain)
    inner = _without(after, head, tail)
    if (is_date or read_date(typed) is not None) and (found := read_date(inner)) is not None:
        return Retyped(found.iso, told=inner not in (long_date(found.iso), found.iso))
    printed = before[len(head) : len(before) - len(tail)]
    if printed and printed != plain and folded(printed) in folded(plain):
        return Retyped(_piece_exchanged(typed, plain, printed, inner))
    return Retyped(_spliced(typed, plain, inner))


def marked(text: str, italic: Sequence[tuple[int, int]]) -> str:
    """Return `text` with stars around its parts in italics."""
    out, at = [], 0
    for start, end in italic:
        part = text[start:end]
        if part.strip():
            out += [escaped(text[at:start]), "*", escaped(part), "*"]
            at = end
    return "".join((*out, escaped(text[at:])))


def escaped(text: str) -> str:
    """Return `text` so that it prints as it is."""
    return text if unmarked(text) == text else text.replace("*", "\\*")


def without_marker(line: str) -> str:
    """Return `line` without the marker in front of it."""
    found = MARKER.match(line)
    return line[found.end() :] if found else line


def folded(text: str) -> str:
    """Return `text` as it is compared where capitals and blanks do not count."""
    return " ".join(text.casefold().split())


def _with_markers(plain: str, before: str, after: str) -> tuple[str, str]:
    """Return both texts with the markers of the lines of `plain`, where Word counts them itself."""
    typed, shown, now = (text.split("\n") for text in (plain, before, after))
    bare = [without_marker(line) for line in typed]
    if (
        len(typed) != len(shown)
        or bare == typed
        or [each.strip() for each in bare] != [each.strip() for each in shown]
    ):
        return before, after
    marks = [line.removesuffix(own) for line, own in zip(typed, bare, strict=True)]
    out: list[str] = []
    for _, first, last, start, end in SequenceMatcher(None, shown, now, False).get_opcodes():
        for number in range(start, end):
            own = min(first + number - start, max(first, last - 1), len(marks) - 1)
            out.append(marks[own] + without_marker(now[number]))
    return plain, "\n".join(out)


def _around(before: str, typed: str, plain: str) -> tuple[str, str]:
    """Return what printing put before and behind the value."""
    at = before.casefold().find(plain.casefold()) if plain else -1
    if at >= 0 and len(before.casefold()) == len(before):
        return before[:at], before[at + len(plain) :]
    date = long_date(typed)
    if date != typed and date in before:
        at = before.index(date)
        return before[:at], before[at + len(date) :]
    lead = _LEAD.match(before)
    return (lead[0] if lead else ""), ""


def _without(after: str, head: str, tail: str) -> str:
    """Return `after` without `head` and `tail`, or what of them is still there."""
    if head and after.startswith(head):
        after = after[len(head) :]
    elif head.strip() and after.lstrip().casefold().startswith(head.strip().casefold()):
        after = after.lstrip()[len(head.strip()) :]
    if tail and after.endswith(tail):
        after = after[: -len(tail)]
    elif tail.strip() and after.rstrip().endswith(tail.strip()):
        after = after.rstrip()[: -len(tail.strip())]
    return after.strip(" \t\n")


def _piece_exchanged(typed: str, plain: str, piece: str, now: str) -> str:
    """Return `typed` with `piece` of it exchanged: the rest stands on another page."""
    at = plain.find(piece)
    wanted = f"{plain[:at]}{now}{plain[at + len(piece) :]}" if at >= 0 else now
    return _spliced(typed, plain, wanted)


def _spliced(typed: str, plain: str, wanted: str) -> str:
    """Return `typed` changed so that it prints as `wanted`, its emphasis and capitals kept."""
    start = _alike(plain, wanted)
    left, right = plain[start:], wanted[start:]
    end = _alike(left[::-1], right[::-1])
    places = _places(typed, plain)
    if places is not None:
        middle = right[: len(right) - end]
        behind = places[len(plain) - end] if end else len(typed)
        new = f"{typed[: places[start] if start < len(plain) else behind]}{escaped(middle)}"
        new += typed[behind:]
        if folded(unmarked(new)) == folded(wanted):
            return new
    return escaped(wanted)


def _alike(one: str, other: str) -> int:
    """Return how many characters both begin with, capital or small."""
    pairs = zip(one, other, strict=False)
    return len(list(takewhile(lambda pair: pair[0].casefold() == pair[1].casefold(), pairs)))


def _places(typed: str, plain: str) -> list[int] | None:
    """Return where each printed character was typed."""
    out, at = [], 0
    for letter in plain:
        found = typed.find(letter, at)
        if found < 0 or typed[at:found].strip("*\\"):
            return None
        out.append(found)
        at = found + 1
    return [*out, len(typed)]
