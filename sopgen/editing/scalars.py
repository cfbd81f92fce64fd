"""Write values into YAML text where they stand: everything else stays byte for byte.

A value keeps the style in which it was typed, and its line breaks where only words in
it are replaced. It is put between quotes where YAML would read it as something else.
Whether a spelling is right is not guessed: it is read back by the composer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopgen.definition.composer import ListNode, MapNode, TextNode, compose

_LINE_END = re.compile(r"\r\n?|\n|\Z")


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of a text become `text`."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with `edits`, which do not overlap, done."""
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@dataclass(frozen=True, slots=True)
class Wording:
    """A new value; `old` and `new` are the words that make it out of the present one."""

    value: str
    old: str = ""
    new: str = ""


def replaced(source: str, node: TextNode, wording: Wording, *, in_flow: bool) -> Edit | None:
    """Return the edit that gives `node` its new value; None where no spelling of it is read so."""
    typed = source[node.start : node.end]
    for spelling in _spellings(typed, node.text, wording):
        if reads_as(spelling, wording.value, in_flow=in_flow):
            return Edit(node.start, node.end, spelling)
    return None


def filled(source: str, key: TextNode, value: str, *, in_flow: bool) -> Edit:
    """Return the edit that gives a value to `key`, which has none."""
    colon = source.index(":", key.end) + 1
    return Edit(colon, colon, f" {spelled(value, in_flow=in_flow)}")


def added(source: str, map_node: MapNode, neighbour: str | None, key: str, value: str) -> Edit:
    """Return the edit that adds `key` to a map behind `neighbour`, or as its first."""
    in_flow = source[map_node.start : map_node.start + 1] == "{"
    entry = f"{key}: {spelled(value, in_flow=in_flow)}"
    if neighbour is None:
        separator = ", " if in_flow else _newline(source) + " " * (map_node.column - 1)
        at = map_node.start + in_flow
        return Edit(at, at, entry + separator)
    end = map_node.entries[neighbour][1].end
    if in_flow:
        return Edit(end, end, f", {entry}")
    line_end = _LINE_END.search(source, end)
    at = line_end.start() if line_end else len(source)
    return Edit(at, at, _newline(source) + " " * (map_node.column - 1) + entry)


def _newline(source: str) -> str:
    return "\r\n" if "\r\n" in source else "\n"


def spelled(value: str, *, in_flow: bool) -> str:
    """Return `value` as YAML that is read as it: plain where that can be."""
    spellings = (value, double_quoted(value)) if value else ('""',)
    return next(each for each in spellings if reads_as(each, value, in_flow=in_flow))


def reads_as(spelling: str, value: str, *, in_flow: bool) -> bool:
    """Tell whether `spelling` behind a key is read as the text `value`."""
    composition = compose(f"k: [{spelling}, x]\n" if in_flow else f"k: {spelling}\n")
    if composition.root is None or composition.problems:
        return False
    node = composition.root.entries["k"][1]
    if in_flow:
        if not isinstance(node, ListNode) or len(node.items) != 2:
            return False
        node = node.items[0]
    return isinstance(node, TextNode) and node.text == value and len(composition.root.entries) == 1


def _spellings(typed: str, present: str, wording: Wording) -> Iterator[str]:
    """Yield the ways to spell a value, those first that keep most of what was typed."""
    if wording.old and typed.count(wording.old) == present.count(wording.old):
        yield typed.replace(wording.old, wording.new)
    match typed[:1]:
        case "'":
            yield _single_quoted(wording.value)
        case '"':
            yield double_quoted(wording.value)
        case "|":
            yield _block(typed, wording.value)
        case _ if wording.value:
            yield wording.value
    yield double_quoted(wording.value)


def _single_quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def double_quoted(value: str) -> str:
    """Return `value` between double quotes."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _block(typed: str, value: str) -> str:
    """Return the literal block `typed` with another text, indented as it was."""
    header, *lines = re.split(r"\r\n?|\n", typed)
    newline = _newline(typed)
    first = next((line for line in lines if line.strip()), "  ")
    indent = first[: len(first) - len(first.lstrip())]
    body = (indent + line if line else "" for line in value.split("\n"))
    return newline.join((header, *body))
