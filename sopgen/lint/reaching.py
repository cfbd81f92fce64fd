"""Which steps can be reached, and which can reach an end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sopgen.lint.subject import FlowView


def ahead(flow: FlowView) -> list[list[int]]:
    """Return the symbols behind each symbol's arrows; joint work is reached as one."""
    out: list[list[int]] = [[] for _ in flow.graph.nodes]
    for arrow in flow.graph.arrows:
        out[arrow.source].append(arrow.target)
        if arrow.plain:
            out[arrow.target].append(arrow.source)
    return out


def behind(flow: FlowView) -> list[list[int]]:
    """Return the symbols whose arrows lead to each symbol."""
    out: list[list[int]] = [[] for _ in flow.graph.nodes]
    for source, targets in enumerate(ahead(flow)):
        for target in targets:
            out[target].append(source)
    return out


def reached_from(origins: Iterable[int], ways: Sequence[Sequence[int]]) -> set[int]:
    """Return all symbols that `ways` lead to from `origins`, these among them."""
    reached: set[int] = set()
    waiting = list(origins)
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += ways[node]
    return reached


def rows_without(flow: FlowView, reached: set[int]) -> list[int]:
    """Return the rows none of whose symbols is in `reached`."""
    rows = {node.row for index, node in enumerate(flow.graph.nodes) if index not in reached}
    return sorted(rows - {flow.graph.nodes[index].row for index in reached})
