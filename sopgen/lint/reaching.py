"""Which steps can be reached, and which can reach an end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Cluster:
    """A row, and the other rows that are as it is because of it, from top to bottom."""

    row: int
    others: tuple[int, ...]


def clusters(flow: FlowView, rows: Sequence[int], ways: Sequence[Sequence[int]]) -> list[Cluster]:
    """Return the rows among `rows` from which `ways` lead to all the others of them.

    Rows in a circle are told by the first of them in `rows`.
    """
    inside = set(rows)
    next_rows: list[list[int]] = [[] for _ in flow.steps]
    for source, targets in enumerate(ways):
        met = [flow.graph.nodes[target].row for target in targets]
        next_rows[flow.graph.nodes[source].row] += [row for row in met if row in inside]
    out, seen = [], set[int]()
    for row in reversed(_left(rows, next_rows)):
        if row not in seen:
            others = reached_from([row], next_rows) - seen - {row}
            seen |= {row, *others}
            out.append(Cluster(row, tuple(sorted(others))))
    return sorted(out, key=lambda cluster: cluster.row)


def _left(rows: Sequence[int], ways: Sequence[Sequence[int]]) -> list[int]:
    """Return `rows` in the order in which a walk along `ways`, deep first, leaves them."""
    left: list[int] = []
    seen: set[int] = set()
    for row in rows:
        waiting = [(row, False)]
        while waiting:
            here, done = waiting.pop()
            if done:
                left.append(here)
            elif here not in seen:
                seen.add(here)
                waiting.append((here, True))
                waiting += [(after, False) for after in ways[here]]
    return left
