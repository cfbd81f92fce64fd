"""Operations on the text of a definition, each held against its model.

Every operation is done twice: on the text, and on the plain data that the text stands for.
The text is read again and must give just those data, keys in their order; else it stays as
it was and the operation is refused. So what is written down says what was meant, and all
lines that were not meant stay byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from sopgen.definition.composer import ListNode, MapNode, Node, TextNode, compose, texts_of
from sopgen.definition.validation import Data, plain
from sopgen.editing.asked import Copy, Insert, Move, Operation, Put, Remove, Rename
from sopgen.editing.entries import Entries, anchors, entries_of, line_end, newline_of
from sopgen.editing.modelled import modelled, same
from sopgen.editing.scalars import Edit, applied
from sopgen.editing.splicing import respelled
from sopgen.editing.written import behind, between_brackets, entry, spelled_key
from sopgen.problems.problem import Loc, Problem

_COMMENT = re.compile(r"(?<!\S)#[^\r\n]*")


def edited(text: str, operation: Operation) -> str | Problem:
    """Return `text` (without a byte order mark) after `operation`, or why it cannot be done."""
    composition = compose(text)
    if composition.root is None or composition.problems:
        return composition.problems[0]
    expected = modelled(plain(composition.root), operation)
    edits = _Place(text, composition.root, operation.at).edits(operation) if expected else None
    if edits is None or expected is None:
        return _refused(operation.at)
    new = applied(text, edits)
    again = compose(new)
    if again.root is None or again.problems or not same(plain(again.root), expected):
        return _refused(operation.at)
    return new


def all_edited(text: str, operations: Sequence[Operation]) -> str | Problem:
    """Return `text` after all of `operations`, one upon the other, or why one cannot be done."""
    for operation in operations:
        found = edited(text, operation)
        if isinstance(found, Problem):
            return found
        text = found
    return text


def _refused(at: Loc) -> Problem:
    return Problem(
        "REV003",
        "Nilai ini tidak dapat diubah di tempatnya.",
        at=at,
        hint="Ubahlah sendiri di berkasnya.",
    )


class _Place:
    """A place of a text: the entry there, and the list or map that it belongs to."""

    def __init__(self, text: str, root: MapNode, at: Loc) -> None:
        self.text = text
        self.at = at
        self.in_flow = False
        self.owner: Node = root
        self.above: _Place | None = _Place(text, root, at[:-1]) if at else None
        node: Node | None = root
        for step in at:
            assert node is not None
            self.owner = node
            self.in_flow |= text[node.start : node.start + 1] in ("[", "{")
            node = _child(node, step)
        self.node = node

    def edits(self, operation: Operation) -> list[Edit] | None:
        """Return the edits that do `operation` here; None where the text is too odd for them."""
        match operation, self.owner:
            case Put(value=value), _:
                return self._put(value)
            case Insert(value=value, position=position), _:
                return self._insert(value, position)
            case Remove(), ListNode() | MapNode() as owner:
                return self._remove(owner)
            case Move(to=to), ListNode() | MapNode() as owner:
                return self._around(entries_of(self.text, owner).moved(self._index(owner), to))
            case Copy(to=to), ListNode() as owner:
                whole = entries_of(self.text, owner)
                piece = whole.pieces[self._index(owner)]
                return self._around(whole.with_piece(to, piece.text))
            case Rename(key=key), MapNode() as owner:
                typed = owner.entries[str(self.at[-1])][0]
                spelling = spelled_key(key, in_flow=self.in_flow)
                return [Edit(typed.start, typed.end, spelling)]
            case ((Put() | Insert() | Remove() | Move() | Copy() | Rename()), _):
                return None
            case _:
                assert_never(operation)

    def _index(self, owner: ListNode | MapNode) -> int:
        last = self.at[-1]
        if isinstance(owner, ListNode):
            return int(last)
        return list(owner.entries).index(str(last))

    def _around(self, entries: Entries) -> list[Edit]:
        return [Edit(entries.start, entries.end, entries.text())]

    def _remove(self, owner: ListNode | MapNode) -> list[Edit] | None:
        whole = entries_of(self.text, owner)
        left = whole.without(self._index(owner))
        if left.pieces:
            return self._around(left)
        if self.above is None or not self.above.at:
            return None
        return self.above.replaced([] if isinstance(owner, ListNode) else {}, [])

    def _insert(self, value: Data, position: int | None) -> list[Edit] | None:
        last = self.at[-1]
        match self.owner:
            case ListNode(items=items) as owner if items:
                index, key = int(last), None
            case MapNode(entries=entries) as owner if entries:
                index, key = len(entries) if position is None else position, str(last)
            case _:
                first: Data = [value] if isinstance(last, int) else {last: value}
                return self.above._put(first) if self.above and self.above.at else None
        whole = entries_of(self.text, owner)
        newline = newline_of(self.text)
        text = entry(key, value, whole.indent, newline, in_flow=whole.flow)
        return self._around(whole.with_piece(index, text))

    def _put(self, value: Data) -> list[Edit] | None:
        match self.node, value:
            case TextNode(start=start, end=end) as node, str() if end > start and value:
                edit = respelled(self.text, node, value, in_flow=self.in_flow)
                return None if edit is None else [edit]
            case None, _:
                return None
            case node, _:
                return self.replaced(value, list(_comments(self.text, self._holder(), node)))

    def replaced(self, value: Data, comments: Sequence[str]) -> list[Edit] | None:
        """Return the edits that write `value` anew here, `comments` in lines above it."""
        node, holder = self.node, self._holder()
        assert node is not None
        if self.in_flow:
            words = between_brackets(value)
            empty = node.end == node.start
            return [Edit(node.start, node.end, f" {words}" if empty else words)]
        owner = self.owner
        assert isinstance(owner, ListNode | MapNode)
        whole = entries_of(self.text, owner)
        is_item = isinstance(owner, ListNode)
        newline = newline_of(self.text)
        first, *rest = behind(value, whole.indent, is_item=is_item)
        words = f" {first}" if first else ""
        kept = holder if line_end(self.text, holder) < node.start else node.end
        beside = self.text[kept : line_end(self.text, kept)]
        lines = "".join(newline + line for line in rest)
        edits = [Edit(holder, line_end(self.text, node.end), f"{words}{beside}{lines}")]
        if comments:
            start = self._line_of_entry(whole, owner)
            if start is None:
                return None
            above = "".join(f"{whole.indent}{each}{newline}" for each in comments)
            edits.append(Edit(start, start, above))
        return edits

    def _line_of_entry(self, whole: Entries, owner: ListNode | MapNode) -> int | None:
        """Return where the line of this entry begins; None where it shares it with a dash."""
        if whole.shared and self._index(owner) == 0:
            return None
        return self.text.rfind("\n", 0, self._holder()) + 1

    def _holder(self) -> int:
        """Return where the colon or dash ends that the value stands behind."""
        match self.owner, self.node:
            case MapNode(entries=entries), _:
                return self.text.index(":", entries[str(self.at[-1])][0].end) + 1
            case ListNode() as owner, _ if not self.in_flow:
                return anchors(self.text, owner)[int(self.at[-1])] + 1
            case _, node:
                assert node is not None
                return node.start


def _comments(source: str, holder: int, node: Node) -> Iterator[str]:
    """Yield the comments on lines of `node` alone, without the texts that look like some."""
    end_of_line = line_end(source, holder)
    below = end_of_line < node.start
    at = end_of_line if below else node.start
    for text in texts_of(node):
        yield from _COMMENT.findall(source, at, text.start)
        at = max(at, text.end)
    yield from _COMMENT.findall(source, at, line_end(source, node.end) if below else node.end)


def _child(node: Node, step: str | int) -> Node | None:
    match node, step:
        case MapNode(entries=entries), str() if step in entries:
            return entries[step][1]
        case ListNode(items=items), int() if step < len(items):
            return items[step]
        case _:
            return None
