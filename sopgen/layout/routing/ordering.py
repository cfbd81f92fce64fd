"""Order parallel lines of one channel and number them on the sides of its rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple, TypeAlias

from msgspec import Struct

Weights: TypeAlias = Mapping[tuple[int, int], int]
"""How much it matters that one line, by its number, lies before another."""


class Zone(Enum):
    """Which part of a channel: before its rule, behind it, or all where there is no rule."""

    BEFORE = 0
    BEHIND = 1
    WHOLE = 2


class Line(Struct, frozen=True):
    """A line from `low` to `high`, by a number of its own.

    `pull` is positive where more of its ends turn right or down than left or up.
    """

    number: int
    low: int
    high: int
    pull: int

    def meets(self, other: Line) -> bool:
        return self.low <= other.high and other.low <= self.high


class Place(NamedTuple):
    """Track `number` (from 0) of the `total` that lie side by side in `zone`."""

    zone: Zone
    number: int
    total: int


def arranged(lines: Sequence[Line], weights: Weights, zones: Sequence[Zone]) -> dict[int, Place]:
    """Return the place of every line by its number; `zones` are those that the channel has."""
    order = _ordered(lines, weights) if len(lines) > 1 else list(lines)
    if zones == (Zone.BEFORE, Zone.BEHIND):
        cut = _cut(order)
        return _numbered(order[:cut], Zone.BEFORE) | _numbered(order[cut:], Zone.BEHIND)
    return _numbered(order, zones[0])


def _ordered(lines: Sequence[Line], weights: Weights) -> list[Line]:
    """Return the lines so that few wishes are broken: greedily, then by moving single lines."""
    rest = sorted(lines, key=lambda line: (line.pull, line.low, line.high, line.number))
    order: list[Line] = []
    while rest:
        order.append(rest.pop(_least_wished_behind(rest, weights)))
    broken = _broken(order, weights)
    moved = broken > 0
    while moved:
        moved = False
        for i in range(len(order)):
            for j in range(len(order)):
                trial = order[:i] + order[i + 1 :]
                trial.insert(j, order[i])
                now = _broken(trial, weights)
                if now < broken:
                    order, broken, moved = trial, now, True
    return order


def _least_wished_behind(rest: Sequence[Line], weights: Weights) -> int:
    def urge(index: int) -> tuple[int, int, int]:
        number = rest[index].number
        behind = sum(weights.get((other.number, number), 0) for other in rest)
        before = sum(weights.get((number, other.number), 0) for other in rest)
        return behind, -before, index

    return min(range(len(rest)), key=urge)


def _broken(order: Sequence[Line], weights: Weights) -> int:
    """Return the weight of the wishes that `order` does not meet."""
    return sum(
        weights.get((later.number, earlier.number), 0)
        for index, later in enumerate(order)
        for earlier in order[:index]
    )


def _cut(order: Sequence[Line]) -> int:
    """Return how many lines lie before the rule."""

    def cost(cut: int) -> int:
        before, behind = order[:cut], order[cut:]
        depth = sum(4 * max(_depth(part), 1) for part in (before, behind))
        against = sum(max(0, line.pull) for line in before)
        return depth + against + sum(max(0, -line.pull) for line in behind)

    return min(range(len(order) + 1), key=lambda cut: (cost(cut), cut))


def _depth(lines: Sequence[Line]) -> int:
    return max(_indices(lines), default=-1) + 1


def _indices(lines: Sequence[Line]) -> list[int]:
    """Return track numbers from 0, each beyond those of earlier lines that it meets."""
    indices: list[int] = []
    for line in lines:
        beside = (i for i, other in zip(indices, lines, strict=False) if line.meets(other))
        indices.append(max(beside, default=-1) + 1)
    return indices


def _numbered(lines: Sequence[Line], zone: Zone) -> dict[int, Place]:
    """Return the places of `lines` in one zone; each bundle is spread over it by itself."""
    indices = _indices(lines)
    places: dict[int, Place] = {}
    for bundle in _bundles(lines):
        count = max(indices[k] for k in bundle) + 1
        for k in bundle:
            places[lines[k].number] = Place(zone, indices[k], count)
    return places


def _bundles(lines: Sequence[Line]) -> list[list[int]]:
    """Return the positions of the lines in bundles that lie beside each other."""
    bundles: list[list[int]] = []
    end = -1
    for k in sorted(range(len(lines)), key=lambda k: (lines[k].low, lines[k].high, k)):
        if lines[k].low > end:
            bundles.append([])
        bundles[-1].append(k)
        end = max(end, lines[k].high)
    return bundles
