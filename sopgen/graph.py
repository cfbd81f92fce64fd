"""A flow as symbols and arrows: every default applied, every target found.

Comes after reading and before layout and review, which both need the same arrows.
"""

from __future__ import annotations

from dataclasses import dataclass

from sopgen.errors import Problem
from sopgen.model import Flow, Role


@dataclass(frozen=True, slots=True)
class Node:
    """A symbol: step `row` (from 0), lanes `lane` to `last_lane`, `order` within its cell.

    `text` is what was typed under `teks`; None leaves it to the profile.
    """

    row: int
    lane: int
    last_lane: int
    order: int
    role: Role
    text: str | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """From node `source` to node `target`; `plain` is the line of joint work."""

    source: int
    target: int
    label: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by row, then lane, then order in the cell; arrows in the order of the definition."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def graph(flow: Flow) -> tuple[Graph, tuple[Problem, ...]]:
    """Return the symbols and arrows of `flow`, and what of it cannot be understood.

    Locs of the problems are relative to the flow.
    """
    raise NotImplementedError
