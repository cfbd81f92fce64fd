"""Change a text where it stands by as few characters as may be.

Only the words that differ are exchanged, inside the quotes and between the line breaks that
were typed; where that is not read back as the new text, the whole value is spelled anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopgen.definition.composer import TextNode
from sopgen.editing.scalars import Edit, Wording, reads_as, replaced

_FOLD = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*(?:(?:\r\n?|\n)[ \t]*)*")
_BREAK = re.compile(r"\r\n?|\n")


def respelled(source: str, node: TextNode, value: str, *, in_flow: bool) -> Edit | None:
    """Return the edit that gives `node` the text `value`; None where no spelling is read so."""
    spliced = _spliced(source[node.start : node.end], node.text, value)
    if spliced is not None and reads_as(spliced, value, in_flow=in_flow):
        return Edit(node.start, node.end, spliced)
    return replaced(source, node, Wording(value), in_flow=in_flow)


def _spliced(typed: str, old: str, new: str) -> str | None:
    """Return `typed` with the part exchanged in which `old` and `new` differ."""
    places = _places(typed)
    if places is None or [typed_as for _, _, typed_as in places] != list(old):
        return None
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = new[start : len(new) - end]
    if any(letter in middle for letter in "\n\\\"'"):
        return None
    first = places[start][0] if start < len(places) else _inside_end(typed, places)
    last = places[len(old) - end][0] if end else _inside_end(typed, places)
    return typed[:first] + middle + typed[last:]


def _inside_end(typed: str, places: list[tuple[int, int, str]]) -> int:
    return places[-1][1] if places else (1 if typed[:1] in "\"'" else len(typed))


def _common(one: str, other: str) -> int:
    """Return how many characters `one` and `other` have in common at their beginning."""
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return count
    return min(len(one), len(other))


def _places(typed: str) -> list[tuple[int, int, str]] | None:
    """Return where each character of the value was typed; None for styles that fold more."""
    match typed[:1]:
        case '"':
            return None if "\\" in typed else list(_folded(typed, 1, len(typed) - 1))
        case "'":
            return None if "''" in typed[1:-1] else list(_folded(typed, 1, len(typed) - 1))
        case "|":
            return list(_literal(typed))
        case ">":
            return None
        case _:
            return list(_folded(typed, 0, len(typed)))


def _folded(typed: str, at: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield characters of a plain or quoted value, whose line breaks are spaces."""
    while at < end:
        fold = _FOLD.match(typed, at, end)
        if fold is None:
            yield at, at + 1, typed[at]
            at += 1
            continue
        breaks = len(_BREAK.findall(fold[0]))
        for character in " " if breaks == 1 else "\n" * (breaks - 1):
            yield at, fold.end(), character
        at = fold.end()


def _literal(typed: str) -> Iterator[tuple[int, int, str]]:
    """Yield characters of a literal block, whose lines are indented as the first."""
    header = _BREAK.search(typed)
    if header is None:
        return
    at = header.end()
    body = typed[at:]
    indent = len(body) - len(body.lstrip(" "))
    while at <= len(typed):
        found = _BREAK.search(typed, at)
        end = found.start() if found else len(typed)
        for place in range(min(at + indent, end), end):
            yield place, place + 1, typed[place]
        if found is None:
            return
        yield found.start(), found.end(), "\n"
        at = found.end()
