"""Moves tried from a position, until they are kept or forgotten."""

from __future__ import annotations

from collections.abc import Iterable

from sopgen.layout.routing.board import NO_LIMIT, Board
from sopgen.layout.routing.ways import Way
from sopgen.layout.routing.weights import YIELDING

CHAIN = 12
"""Legs that may move on in one chain."""

ROUNDS = 12
"""How often the surroundings of moved legs may answer."""


class Trial:
    """A board on which some legs took other ways: `changes` from it, and the `total` now."""

    __slots__ = ("_board", "_detour", "changes", "total", "touched", "weighed")

    def __init__(self, board: Board, detour: int = NO_LIMIT) -> None:
        self._board, self._detour = board, detour
        self.changes: dict[int, Way] = {}
        self.total = board.total
        self.touched = 0
        self.weighed = 0

    def keep(self) -> None:
        """Make the board what the trial became."""
        self._board.take(self.changes, self.total)

    def force(self, way: Way) -> None:
        """Let a leg take `way`, whatever it costs; then let everybody find the best answer."""
        self._move(way)
        settled = self._eject(way.leg)
        self.touched = _union(self._way(leg) for leg in settled)
        self.settle(settled)
        self.touched |= _union(self.changes.values())
        self.touched |= _union(self._board.ways[leg] for leg in {*settled, *self.changes})

    def settle(self, legs: Iterable[int]) -> None:
        """Let `legs`, and then those around them, move as long as that helps."""
        board = self._board
        for _ in range(ROUNDS):
            moved = 0
            for leg in legs:
                now = self._way(leg)
                new, gain = self._best(leg, now)
                if gain:
                    moved |= now.nodes | new.nodes
                    self._set(new)
                    self.total -= gain
            if not moved:
                return
            legs = [leg for leg in range(len(board.ways)) if self._way(leg).nodes & moved]

    def _way(self, leg: int) -> Way:
        return self.changes.get(leg) or self._board.ways[leg]

    def _set(self, way: Way) -> None:
        if way is self._board.ways[way.leg]:
            del self.changes[way.leg]
        else:
            self.changes[way.leg] = way

    def _move(self, new: Way) -> None:
        """Let a leg take `new`."""
        now = self._way(new.leg)
        self.total += new.cost + self._load(new) - now.cost - self._load(now)
        self._set(new)

    def _load(self, way: Way) -> int:
        """Return what `way` pays for meeting the others."""
        board = self._board
        load = board.load(way)
        for leg, new in self.changes.items():
            if leg != way.leg:
                load += board.meetings.cost(way, new) - board.meetings.cost(way, board.ways[leg])
        return load

    def _best(self, leg: int, now: Way) -> tuple[Way, int]:
        """Return the best way of `leg` beside all others as they are, and what it gains."""
        board, cost_of = self._board, self._board.meetings.cost
        here = [new for other, new in self.changes.items() if other != leg]
        gone = [board.ways[other] for other in self.changes if other != leg]
        appeared, left = _union(here), _union(gone)
        best, least = now, now.cost + self._load(now)
        before = least
        limit = board.options[leg].first().cost + self._detour
        for way, load, _ in board.loaded(leg):
            cost, nodes = way.cost, way.nodes
            if cost >= least or cost >= limit:
                break
            self.weighed += 1
            if nodes & appeared:
                for new in here:
                    met = way.met.get(new.serial)
                    cost += cost_of(way, new) if met is None else met
                    if cost >= least:
                        break
                if cost >= least:
                    continue
            cost += load
            if nodes & left:
                for old in gone:
                    met = way.met.get(old.serial)
                    cost -= cost_of(way, old) if met is None else met
            if cost < least:
                best, least = way, cost
        return best, before - least

    def _eject(self, leg: int) -> list[int]:
        """Move what is in the way of `leg`, then what is in the way of that; return who is settled.

        Who moves on pays in full for meeting legs that are settled, and a small price for
        others, which may move in turn.
        """
        settled = [leg]
        queue = self._met_by(leg)
        while queue and len(settled) < CHAIN:
            mover = queue.pop(0)
            if mover in settled:
                continue
            now, new = self._way(mover), self._evasion(mover, settled)
            settled.append(mover)
            if new is not now:
                self._move(new)
                queue += [other for other in self._met_by(mover) if other not in settled]
        return settled

    def _evasion(self, leg: int, settled: list[int]) -> Way:
        """Return the best way of `leg` beside `settled` legs, while others may still yield."""
        board, cost_of = self._board, self._board.meetings.cost
        here = [self._way(other) for other in settled]
        gone = [board.ways[other] for other in settled]
        appeared, left = _union(here), _union(gone)
        best, least = board.options[leg].first(), NO_LIMIT
        limit = best.cost + self._detour
        for way, _, soft_load in board.loaded(leg):
            cost, nodes = way.cost, way.nodes
            if cost >= least or cost >= limit:
                break
            self.weighed += 1
            if nodes & appeared:
                for new in here:
                    met = way.met.get(new.serial)
                    cost += cost_of(way, new) if met is None else met
                    if cost >= least:
                        break
                if cost >= least:
                    continue
            cost += soft_load
            if nodes & left:
                for old in gone:
                    met = cost_of(way, old)
                    cost -= met if met < YIELDING else YIELDING
            if cost < least:
                best, least = way, cost
        return best

    def _met_by(self, leg: int) -> list[int]:
        """Return the legs that `leg` pays for meeting."""
        way, cost_of = self._way(leg), self._board.meetings.cost
        return [
            other
            for other in range(len(self._board.ways))
            if way.nodes & self._way(other).nodes
            and other != leg
            and cost_of(way, self._way(other))
        ]


def _union(ways: Iterable[Way]) -> int:
    nodes = 0
    for way in ways:
        nodes |= way.nodes
    return nodes
