"""What was typed where a sheet shows this text: a list where it prints as one, else its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from sopgen.definition.validation import Data
from sopgen.document.page import Face, Font
from sopgen.editing.unprinting import MARKER, escaped
from sopgen.layout.typeset import passages
from sopgen.model.profile import ListStyle
from sopgen.problems.characters import HIDDEN

_FONT = Font(Face.ARIAL, 200)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_PRIVATE = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0fc": "✓",
    "\uf0d8": "➢",
    "\uf02d": "-",
    "\uf0e0": "→",
}
"""Signs of Symbol and Wingdings as Word keeps them, and what they look like."""

_NUMBERED = re.compile(r"\s*(\d{1,3})[.,](?= )")
_BARE = re.compile(r"\s*(\d{1,3})\t")
_LONE = re.compile(r"\s*\d{1,3}\s*")
_DIGITS = re.compile(r"\s*(\d{1,3})\.")


class Listed(Struct, frozen=True):
    """A text that is a list: its items behind markers of `style`, which count from `first`."""

    items: tuple[str, ...]
    style: ListStyle
    first: int = 1


def typed(text: str) -> str:
    """Return `text` as it is typed: lines without blanks that do not show, no hidden signs.

    In front of a marker blanks say how far it hangs in.
    """
    for private, sign in _PRIVATE.items():
        text = text.replace(private, sign)
    text = re.sub("[\ue000-\uf8ff]", "", text)
    lines = (_line(line) for line in HIDDEN.sub("", text).split("\n"))
    return escaped("\n".join(lines).strip("\n"))


def in_one_line(text: str) -> str:
    """Return `text` as it is typed where a value has one line."""
    return " ".join(typed(text).split())


def _line(line: str) -> str:
    shown = _BLANKS.sub(lambda found: " " * len(found[0]), line).rstrip()
    words = " ".join(shown.split())
    indent = shown[: len(shown) - len(shown.lstrip())] if MARKER.match(shown) else ""
    return indent + words


def with_stops(text: str) -> str:
    """Return `text` with the full stops of numbers that stand in cells of their own.

    A number behind which nothing stands is left out.
    """
    lines = text.split("\n")
    while lines and _LONE.fullmatch(lines[-1]):
        lines.pop()
    found = [match for line in lines if (match := _BARE.match(line))]
    counted = [int(match[1]) for match in found] == list(range(1, len(found) + 1))
    if not found or not counted or not _BARE.match(lines[0]):
        return text
    return "\n".join(_BARE.sub(r"\1.\t", line, count=1) for line in lines)


def listed(text: str) -> Listed | None:
    """Return the list that prints as `text`, which was `typed`; None where it prints as none."""
    lines = _counted([line for line in text.split("\n") if line.strip()])
    if not lines:
        return None
    for style in (ListStyle.NUMBERS, ListStyle.LETTERS, ListStyle.DASHES, ListStyle.BULLETS):
        first = _first(lines[0], style)
        found = first and _items(lines, style, first)
        if found:
            return Listed(tuple(found), style, first)
    return None


def in_lines(text: str) -> Listed | None:
    """Return the lines of `text` as a list without markers; None where it is one, or has some."""
    lines = text.split("\n")
    if len(lines) < 2 or not all(map(str.strip, lines)) or any(map(MARKER.match, lines)):
        return None
    return Listed(tuple(lines), ListStyle.PLAIN)


def _counted(lines: list[str]) -> list[str]:
    """Return `lines` with a full stop behind each number that counts on, if a comma stands there.

    Whoever typed the numbers of a list may have missed the key.
    """
    found = [_NUMBERED.match(line) for line in lines]
    numbers = [int(each[1]) for each in found if each]
    if len(numbers) < 2 or numbers != [*range(numbers[0], numbers[0] + len(numbers))]:
        return lines
    return [
        f"{line[: each.end() - 1]}.{line[each.end() :]}" if each else line
        for line, each in zip(lines, found, strict=True)
    ]


def _first(line: str, style: ListStyle) -> int:
    """Return with which number a list of `style` begins that begins with `line`, 0 for none."""
    if style is ListStyle.NUMBERS:
        found = _DIGITS.match(line)
        return int(found[1]) if found else 0
    return int(_without(line, _markers(style, 1)(0)) is not None)


def _markers(style: ListStyle, first: int) -> Callable[[int], str]:
    def marker(position: int) -> str:
        return passages(("",), style, _FONT, first + position)[0].marker

    return marker


def _items(lines: Sequence[str], style: ListStyle, first: int) -> list[str]:
    """Return the items of the list that prints as `lines`; none where it prints otherwise."""
    marker = _markers(style, first)
    items: list[str] = []
    for line in lines:
        inner = _without(line, marker(len(items)))
        if inner is not None:
            items.append(inner)
        elif items and (line.startswith(" ") or not _first(line, style)):
            items[-1] = f"{items[-1]}\n{line}"
        else:
            return []
    if any(not item.strip() for item in items):
        return []
    return items if _printed(items, style, first) == _printed("\n".join(lines), style, 1) else []


def _without(line: str, marker: str) -> str | None:
    rest = line.lstrip(" ").removeprefix(marker)
    return rest.strip() if line.lstrip(" ") != rest and rest.startswith(" ") else None


def _printed(value: str | list[str], style: ListStyle, first: int) -> list[tuple[str, str]]:
    items = value if isinstance(value, str) else tuple(value)
    return [
        (each.marker, "".join(run.text for run in each.runs))
        for each in passages(items, style, _FONT, first)
    ]


def value_of(text: str, style: ListStyle, first: int = 1) -> Data:
    """Return what was typed where lists have markers of `style` that count from `first`."""
    found = listed(text)
    if found is not None and found.style is style and found.first == first:
        return [*found.items]
    return text
