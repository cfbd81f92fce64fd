"""What two ways do to each other: crossings, joins, and what must never be drawn.

Two paths that run together do so in stretches. How they part at both ends of a
stretch says on which side of each other they must lie, and whether that costs a
crossing. The sum over all pairs is the number of crossings of the final drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, TypeAlias

from sopgen.layout.routing.contract import Leg, Stop
from sopgen.layout.routing.lattice import Node
from sopgen.layout.routing.ways import Points, Way
from sopgen.layout.routing.weights import (
    ALONG,
    CROSSING,
    FAN,
    HALF_LANE,
    HALF_ROW,
    ILLEGAL,
    JOIN,
    SHARED_CORNER,
)
from sopgen.page import Symbol

Pair: TypeAlias = tuple[int, Points, int, Points]
"""Two legs, the lower first, each with the points of a way."""


class Kind(Enum):
    """How two ways run together."""

    JOIN = "to their common end"
    FAN = "from their common start"
    SIDE_BY_SIDE = "on tracks of their own"
    CLASH = "on top of each other"


class Piece(NamedTuple):
    """Segment `a` of one way and segment `b` of another run together.

    `begin` and `end` are the first and last common node as the first way travels;
    `step` is -1 where the second way travels against it.
    """

    a: int
    b: int
    begin: Node
    end: Node
    step: int

    @property
    def on_exact_line(self) -> bool:
        """Tell whether the line has room for one path only."""
        (x0, y0), (x1, _) = self.begin, self.end
        return bool(x0 & 1 if x0 == x1 else y0 & 1)


class Stretch(NamedTuple):
    """A longest common stretch of ways a and b, as a travels.

    `side` is 1 where a must lie left of b, -1 right, 0 for either.
    """

    kind: Kind
    side: int
    crosses: bool
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Meetings:
    """The cost of every pair of ways that was ever asked for.

    `forbidden` holds pairs that turned out impossible to place.
    """

    stops: Sequence[Stop]
    legs: Sequence[Leg]
    forbidden: set[Pair] = field(default_factory=set)
    _costs: dict[int, int] = field(default_factory=dict)

    def cost(self, a: Way, b: Way) -> int:
        """Return what it costs to draw both `a` and `b`."""
        if not a.nodes & b.nodes:
            return 0
        key = a.serial << 32 | b.serial if a.serial < b.serial else b.serial << 32 | a.serial
        cost = self._costs.get(key)
        if cost is None:
            cost = self._costs[key] = self._cost(a, b) if a.leg < b.leg else self._cost(b, a)
        return cost

    def forbid(self, a: Way, b: Way) -> None:
        """Never draw `a` and `b` together again."""
        if a.leg > b.leg:
            a, b = b, a
        self.forbidden.add((a.leg, a.points, b.leg, b.points))
        self._costs.clear()

    def _cost(self, a: Way, b: Way) -> int:
        crossings = (a.flat & b.steep).bit_count() + (a.steep & b.flat).bit_count()
        cost = crossings * CROSSING + self._sharing(a, b)
        if a.across & b.across or a.down & b.down:
            cost += sum(map(_price, stretches(a, b)))
        if a.corners & b.corners and corners_touch(a.points, b.points):
            cost += ILLEGAL
        if self.forbidden and (a.leg, a.points, b.leg, b.points) in self.forbidden:
            cost += ILLEGAL
        return cost

    def _sharing(self, a: Way, b: Way) -> int:
        """Return what it costs that `a` and `b` use one site."""
        one, other = self.legs[a.leg], self.legs[b.leg]
        if one.plain != other.plain:
            ends = {(other.source, b.leaves), (other.target, b.enters)}
            shared = (one.source, a.leaves) in ends or (one.target, a.enters) in ends
            return ILLEGAL if shared else 0
        cost = 0
        if one.source == other.source and a.leaves is b.leaves:
            deciding = self.stops[one.source].symbol is Symbol.DECISION
            same_answer = one.answer is not None and one.answer == other.answer
            cost += SHARED_CORNER if deciding and not same_answer else FAN
        if one.target == other.target and a.enters is b.enters:
            cost += JOIN
        return cost


def stretches(a: Way, b: Way) -> Iterator[Stretch]:
    """Yield the stretches that `a` and `b` have in common."""
    run: list[Piece] = []
    for piece in _pieces(a.points, b.points):
        if run and not (
            run[-1].end == piece.begin
            and piece.a == run[-1].a + 1
            and piece.b == run[-1].b + piece.step
        ):
            yield _stretch(a.points, b.points, tuple(run))
            run = []
        run.append(piece)
    if run:
        yield _stretch(a.points, b.points, tuple(run))


def corners_touch(a: Points, b: Points) -> bool:
    """Tell whether `a` and `b` turn in the middle of one cell without running together."""
    for i in range(1, len(a) - 1):
        x, y = node = a[i]
        if not (x & 1 and y & 1) or node not in b[1:-1]:
            continue
        j = b.index(node, 1)
        if not _arms(a, i) & _arms(b, j):
            return True
    return False


def _arms(points: Points, i: int) -> set[tuple[int, int]]:
    x, y = points[i]
    return {(_sign(p - x), _sign(q - y)) for p, q in (points[i - 1], points[i + 1])}


def _price(stretch: Stretch) -> int:
    match stretch.kind:
        case Kind.CLASH:
            return ILLEGAL
        case Kind.SIDE_BY_SIDE:
            return CROSSING if stretch.crosses else 0
        case Kind.JOIN | Kind.FAN:
            return ALONG * sum(map(_length, stretch.pieces))


def _length(piece: Piece) -> int:
    (x0, y0), (x1, y1) = piece.begin, piece.end
    return abs(x0 - x1) * HALF_LANE + abs(y0 - y1) * HALF_ROW


def _pieces(a: Points, b: Points) -> Iterator[Piece]:
    """Yield where segments of `a` and `b` run together, in the order of `a`."""
    spans = []
    u0, v0 = b[0]
    for u1, v1 in b[1:]:
        spans.append((u0, v0, u1, v1))
        u0, v0 = u1, v1
    x0, y0 = a[0]
    for i in range(len(a) - 1):
        x1, y1 = a[i + 1]
        if y0 == y1:
            found = []
            for j, (u0, v0, u1, v1) in enumerate(spans):
                if v0 == y0 == v1:
                    low, high = max(min(x0, x1), min(u0, u1)), min(max(x0, x1), max(u0, u1))
                    if low < high:
                        step = 1 if (u0 < u1) == (x0 < x1) else -1
                        begin, end = (low, high) if x0 < x1 else (high, low)
                        found.append(Piece(i, j, (begin, y0), (end, y0), step))
        else:
            found = []
            for j, (u0, v0, u1, v1) in enumerate(spans):
                if u0 == x0 == u1:
                    low, high = max(min(y0, y1), min(v0, v1)), min(max(y0, y1), max(v0, v1))
                    if low < high:
                        step = 1 if (v0 < v1) == (y0 < y1) else -1
                        begin, end = (low, high) if y0 < y1 else (high, low)
                        found.append(Piece(i, j, (x0, begin), (x0, end), step))
        if len(found) > 1:
            found.sort(key=lambda p: abs(p.begin[0] - x0) + abs(p.begin[1] - y0))
        yield from found
        x0, y0 = x1, y1


def _stretch(a: Points, b: Points, pieces: tuple[Piece, ...]) -> Stretch:
    """Return what kind of stretch `pieces` are, by how `a` and `b` come and go."""
    head, tail = pieces[0], pieces[-1]
    after_a = _beyond(a, tail.a, 1, tail.end)
    after_b = _beyond(b, tail.b, tail.step, tail.end)
    before_a = _beyond(a, head.a, -1, head.begin)
    before_b = _beyond(b, head.b, -head.step, head.begin)
    parting = _turns(tail.begin, tail.end, after_a, after_b)
    coming = _turns(head.end, head.begin, before_b, before_a)
    if after_a is None or before_a is None:
        whole = after_a is None and before_a is None
        if tail.step != 1 or whole:
            return Stretch(Kind.CLASH, 0, False, pieces)
        if after_a is None and after_b is None:
            return Stretch(Kind.JOIN, coming, False, pieces)
        if before_a is None and before_b is None:
            return Stretch(Kind.FAN, parting, False, pieces)
        return Stretch(Kind.CLASH, 0, False, pieces)
    if after_b is None or before_b is None or any(piece.on_exact_line for piece in pieces):
        return Stretch(Kind.CLASH, 0, False, pieces)
    if not parting or not coming or parting == coming:
        return Stretch(Kind.SIDE_BY_SIDE, parting or coming, False, pieces)
    parts_exactly = _part_exactly(tail.begin, tail.end, after_a, after_b)
    comes_exactly = _part_exactly(head.end, head.begin, before_a, before_b)
    if parts_exactly and comes_exactly and len(pieces) == 1:
        return Stretch(Kind.CLASH, 0, False, pieces)
    return Stretch(Kind.SIDE_BY_SIDE, coming if comes_exactly else parting, True, pieces)


def _beyond(points: Points, segment: int, step: int, node: Node) -> Node | None:
    """Return a point that the path passes beyond `node`, going on as `step` says; None at its end."""
    ahead = segment + 1 if step > 0 else segment
    if points[ahead] != node:
        return points[ahead]
    beyond = ahead + step
    return points[beyond] if 0 <= beyond < len(points) else None


def _turns(before: Node, node: Node, a: Node | None, b: Node | None) -> int:
    """Return 1 where the path to `b` turns more to the right than the one to `a`, -1 to the left."""
    if a is None or b is None:
        return 0
    return _sign(_turn(before, node, b) - _turn(before, node, a))


def _part_exactly(before: Node, node: Node, a: Node, b: Node) -> bool:
    """Tell whether two paths leave `node` to either side along one exact line."""
    across = node[1] if before[0] == node[0] else node[0]
    return bool(across & 1) and _turn(before, node, a) * _turn(before, node, b) == -1


def _turn(before: Node, node: Node, after: Node) -> int:
    """Return -1 for a turn to the left, 1 to the right, 0 for straight on."""
    dx, dy = node[0] - before[0], node[1] - before[1]
    return _sign(dx * (after[1] - node[1]) - dy * (after[0] - node[0]))


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
