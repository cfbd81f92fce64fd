"""The entries of a list or a map as pieces of the text: taken out, put in, put elsewhere.

In: a text and one of its lists or maps. Out: the text between its entries' first and last
character, cut into pieces and what stands between them. An entry in block style is whole
lines: the comment lines right above it go with it, and so does a comment behind its last
value. Empty lines and comments that stand apart belong to no entry and stay where they are.
In flow style, `[a, b]`, an entry is its own characters, and commas stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.definition.composer import ListNode, MapNode, Node

_COMMENT_LINE = re.compile(r"[ \t]*#")


class Piece(Struct, frozen=True):
    """An entry of a container; `indent` stands before its first line."""

    text: str
    indent: str


class Entries(Struct, frozen=True):
    """A container cut at its entries: `gaps` stand between neighbouring pieces.

    `head` and `tail` are what stood beside entries that were taken away. The first entry of
    a container that is `shared` stands on the line of a dash: `- id: susun`.
    """

    start: int
    end: int
    indent: str
    flow: bool
    shared: bool
    pieces: tuple[Piece, ...]
    gaps: tuple[str, ...]
    newline: str
    head: str = ""
    tail: str = ""

    def without(self, index: int) -> Entries:
        """Return the container less the entry at `index`; comments that stood apart stay."""
        pieces = self.pieces[:index] + self.pieces[index + 1 :]
        gaps, head, tail = list(self.gaps), self.head, self.tail
        if len(self.pieces) == 1:
            return replace(self, pieces=(), gaps=())
        if index == 0:
            first = gaps.pop(0)
            head += "" if self.flow or not first.strip() else first
        elif index == len(self.pieces) - 1:
            last = gaps.pop()
            tail = ("" if self.flow or not last.strip() else last.rstrip()) + tail
        else:
            before, after = gaps[index - 1], gaps.pop(index)
            if after.strip() and not self.flow:
                gaps[index - 1] = after if not before.strip() else before.rstrip() + after
        return replace(self, pieces=pieces, gaps=tuple(gaps), head=head, tail=tail)

    def with_piece(self, index: int, text: str) -> Entries:
        """Return the container with a further entry before that at `index`, or as its last."""
        piece = Piece(text, self.indent)
        pieces = (*self.pieces[:index], piece, *self.pieces[index:])
        gaps = list(self.gaps)
        if self.pieces:
            gaps.insert(min(index, len(gaps)), self._usual_gap(text))
        return replace(self, pieces=pieces, gaps=tuple(gaps))

    def moved(self, index: int, to: int) -> Entries:
        """Return the container with the entry at `index` standing at `to`."""
        if index == to:
            return self
        return self.without(index).with_piece(to, self.pieces[index].text)

    def _usual_gap(self, text: str) -> str:
        """Return what parts a new entry from its neighbours: one of a line needs no empty one."""
        if self.flow:
            return ", "
        empty = Counter(gap for gap in self.gaps if not gap.strip())
        if not empty:
            return self.newline
        return min(empty, key=len) if "\n" not in text else empty.most_common(1)[0][0]

    def text(self) -> str:
        """Return what stands from `start` to `end` now."""
        out = [self.head]
        for number, piece in enumerate(self.pieces):
            if number:
                out.append(self.gaps[number - 1])
            if self.flow:
                out.append(piece.text)
            elif number or self.head or not self.shared:
                out.append(piece.indent + piece.text)
            elif _COMMENT_LINE.match(piece.text):
                out.append(self.newline + piece.indent + piece.text)
            else:
                out.append(piece.text)
        return "".join((*out, self.tail))


def entries_of(source: str, node: ListNode | MapNode) -> Entries:
    """Return `node` of `source`, which has at least one entry, cut at its entries."""
    if source[node.start : node.start + 1] in ("[", "{"):
        return _in_brackets(source, node)
    begins = anchors(source, node)
    column = begins[0] - _line_start(source, begins[0])
    indent = " " * column
    shared = bool(source[_line_start(source, begins[0]) : begins[0]].strip())
    starts = [_piece_start(source, anchor, indent) for anchor in begins]
    if shared or (isinstance(node, MapNode) and column == 0):
        starts[0] = begins[0]
    ends = [line_end(source, value.end) for value in _values(node)]
    pieces = tuple(
        _piece(source[start:end], indent) for start, end in zip(starts, ends, strict=True)
    )
    gaps = tuple(source[end:start] for end, start in zip(ends, starts[1:], strict=False))
    newline = newline_of(source)
    return Entries(starts[0], ends[-1], indent, False, shared, pieces, gaps, newline)


def _in_brackets(source: str, node: ListNode | MapNode) -> Entries:
    values = _values(node)
    if isinstance(node, MapNode):
        starts = [key.start for key, _ in node.entries.values()]
    else:
        starts = [value.start for value in values]
    ends = [value.end for value in values]
    pieces = tuple(Piece(source[a:b], "") for a, b in zip(starts, ends, strict=True))
    gaps = tuple(source[end:start] for end, start in zip(ends, starts[1:], strict=False))
    newline = newline_of(source)
    return Entries(starts[0], ends[-1], "", True, False, pieces, gaps, newline)


def _values(node: ListNode | MapNode) -> Sequence[Node]:
    if isinstance(node, ListNode):
        return node.items
    return [value for _, value in node.entries.values()]


def anchors(source: str, node: ListNode | MapNode) -> list[int]:
    """Return where the keys of a map, or the dashes of a list in block style, stand."""
    if isinstance(node, MapNode):
        return [_key_start(source, key.start) for key, _ in node.entries.values()]
    column = node.column - 1
    out = [node.start]
    for item in node.items[1:]:
        line = _line_start(source, item.start)
        while not _is_dash(source, line, column):
            line = _line_start(source, line - 1)
        out.append(line + column)
    return out


def _key_start(source: str, key: int) -> int:
    """Return where a key begins: at the mark of one that is typed as `? key`."""
    before = source[_line_start(source, key) : key]
    marked = before.rstrip().endswith("?")
    return key - len(before) + before.rindex("?") if marked else key


def _is_dash(source: str, line: int, column: int) -> bool:
    return source[line : line + column].strip() == "" and source[line + column] == "-"


def _piece_start(source: str, anchor: int, indent: str) -> int:
    """Return where the lines of an entry begin: at the comments right above it."""
    line = _line_start(source, anchor)
    while line:
        above = _line_start(source, line - 1)
        if not source[above:line].startswith(f"{indent}#"):
            break
        line = above
    return line


def _piece(lines: str, indent: str) -> Piece:
    return Piece(lines.removeprefix(indent), indent)


def newline_of(source: str) -> str:
    """Return the line break of a text."""
    return "\r\n" if "\r\n" in source else "\n"


def _line_start(source: str, at: int) -> int:
    return source.rfind("\n", 0, at) + 1


def line_end(source: str, at: int) -> int:
    """Return where the line of `at` ends, before its line break."""
    end = source.find("\n", at)
    if end < 0:
        return len(source)
    return end - 1 if source[end - 1] == "\r" and end > at else end
