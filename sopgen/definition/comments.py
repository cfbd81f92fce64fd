"""Comments of a file that say something to us, found outside the texts that look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from sopgen.definition.composer import ListNode, MapNode, Node, TextNode

LINE_BREAK = re.compile(r"\r\n?|\n")


class Comment(Struct, frozen=True):
    """A comment by its parts as `found`; line and column of its `#` count from 1."""

    found: re.Match[str]
    line: int
    column: int


def comments(text: str, root: Node, like: re.Pattern[str]) -> Iterator[Comment]:
    """Yield the comments of `text` that `like` matches; `root` is the tree of that text."""
    matches = list(like.finditer(text))
    if not matches:
        return
    spans = sorted(_spans(root))
    starts = [0, *(found.end() for found in LINE_BREAK.finditer(text))]
    for found in matches:
        if not any(start <= found.start() < end for start, end in spans):
            line = sum(start <= found.start() for start in starts)
            yield Comment(found, line, found.start() - starts[line - 1] + 1)


def _spans(node: Node) -> Iterator[tuple[int, int]]:
    """Yield where texts stand, inside which a `#` begins no comment."""
    match node:
        case TextNode():
            yield node.start, node.end
        case ListNode():
            for item in node.items:
                yield from _spans(item)
        case MapNode():
            for _, value in node.entries.values():
                yield from _spans(value)
