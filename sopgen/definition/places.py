"""Where each value of a file stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sopgen.definition.composer import ListNode, MapNode, Node, TextNode
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc, Problem

_ABOUT_KEYS = frozenset({Code.UNKNOWN_KEY, Code.MISPLACED_KEY})


@dataclass(frozen=True, slots=True)
class Places:
    """The tree of a file, asked for places."""

    path: str
    root: MapNode

    def node(self, at: Loc) -> Node | None:
        """Return the value at `at`, for who edits the text; None where nothing was typed."""
        node: Node | None = self.root
        for step in at:
            found = _child(node, step) if node else None
            node = found[1] if found else None
        return node

    def located(self, problem: Problem) -> Problem:
        """Return `problem` with the path, and line and column of what its `at` means.

        A place that the problem already has stays. What was not typed stands where
        the nearest thing around it does.
        """
        if problem.line:
            return replace(problem, path=self.path)
        key, value = self._nearest(problem.at)
        if key is not None and problem.code in _ABOUT_KEYS:
            return replace(problem, path=self.path, line=key.line, column=key.column)
        line, column = _shown(key, value)
        return replace(problem, path=self.path, line=line, column=column)

    def _nearest(self, at: Loc) -> tuple[TextNode | None, Node]:
        found: tuple[TextNode | None, Node] = None, self.root
        for step in at:
            inner = _child(found[1], step)
            if inner is None:
                break
            found = inner
        return found


def _child(node: Node, step: str | int) -> tuple[TextNode | None, Node] | None:
    """Return what stands under `step`, and its key where it has one."""
    match node, step:
        case MapNode(), str():
            return node.entries.get(step)
        case ListNode(), int() if step < len(node.items):
            return None, node.items[step]
        case _:
            return None


def _shown(key: TextNode | None, value: Node) -> tuple[int, int]:
    """Return the value's place where it stands beside its key, else the key's."""
    if key is None or (value.line == key.line and value.start < value.end):
        return value.line, value.column
    return key.line, key.column
