"""What two ways do to each other: crossings, joins, and what must never be drawn.

Two paths that run together do so in stretches. How they part at both ends of a
stretch says on which side of each other they must lie, and whether that costs a
crossing. The sum over all pairs is the number of crossings of the final drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.layout.routing.contract import Leg, Stop
from sopgen.layout.routing.lattice import Lattice, Node
from sopgen.layout.routing.ways import Points, Way
from sopgen.layout.routing.weights import (
    ALONG,
    ANSWERS_ALONG,
    ANSWERS_LONGEST,
    CROSSING,
    FAN,
    HALF_LANE,
    HALF_ROW,
    ILLEGAL,
    LONGEST,
    NEITHER_STRAIGHT,
    SHARED_CORNER,
    SHORT,
    TWO_HEADS,
)


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


class Meetings(Struct, frozen=True):
    """What pairs of ways cost; ways remember it."""

    lattice: Lattice
    stops: Sequence[Stop]
    legs: Sequence[Leg]

    def cost(self, a: Way, b: Way) -> int:
        """Return what it costs to draw both `a` and `b`."""
        cost = a.met.get(b.serial)
        if cost is None:
            cost = 0
            if a.nodes & b.nodes:
                cost = self._cost(a, b) if a.leg < b.leg else self._cost(b, a)
            a.met[b.serial] = b.met[a.serial] = cost
        return cost

    def forbid(self, a: Way, b: Way) -> None:
        """Never draw `a` and `b` together again."""
        a.met[b.serial] = b.met[a.serial] = ILLEGAL

    def _cost(self, a: Way, b: Way) -> int:
        across, down = a.across & b.across, a.down & b.down
        if a.exit == b.entry or a.entry == b.exit:
            return ILLEGAL
        cost = self._two_heads(a, b) + self._to_and_fro(a, b)
        if a.exit == b.exit or a.entry == b.entry:
            cost += self._sharing(a, b)
        elif across & self.lattice.middle_rows or down & self.lattice.middle_columns:
            return ILLEGAL
        cost += CROSSING * ((a.flat & b.steep).bit_count() + (a.steep & b.flat).bit_count())
        if across or down:
            for stretch in stretches(a, b):
                cost += self._price(stretch, a, b)
        if a.corners & b.corners and corners_touch(a.points, b.points):
            cost += ILLEGAL
        return cost

    def bus(self, stretch: Stretch, a: Way, b: Way) -> list[Piece]:
        """Return the pieces in a gap beside a common site, which are drawn on one track.

        Two answers of a decision keep tracks of their own, for the sake of their labels.
        """
        match stretch.kind:
            case Kind.JOIN:
                near_a, near_b = len(a.points) - 3, len(b.points) - 3
            case Kind.FAN if not self._are_two_answers(a, b):
                near_a = near_b = 1
            case _:
                return []
        return [
            piece
            for piece in stretch.pieces
            if piece.a == near_a and piece.b == near_b and piece.begin[1] == piece.end[1]
        ]

    def _price(self, stretch: Stretch, a: Way, b: Way) -> int:
        match stretch.kind:
            case Kind.CLASH:
                return ILLEGAL
            case Kind.SIDE_BY_SIDE:
                return CROSSING if stretch.crosses else 0
            case Kind.JOIN:
                return 0
            case Kind.FAN:
                exact = [piece for piece in stretch.pieces if piece.on_exact_line]
                together = sum(map(_length, exact + self.bus(stretch, a, b)))
                if self._are_two_answers(a, b):
                    return min(ANSWERS_ALONG * max(0, together - HALF_LANE), ANSWERS_LONGEST)
                return min(ALONG * max(0, together - SHORT), LONGEST)

    def _are_two_answers(self, a: Way, b: Way) -> bool:
        one, other = self.legs[a.leg], self.legs[b.leg]
        deciding = self.stops[one.source].symbol is Symbol.DECISION
        return deciding and (one.answer is None or one.answer != other.answer)

    def _two_heads(self, a: Way, b: Way) -> int:
        """Return what it costs that two arrows to one symbol do not meet before it."""
        one, other = self.legs[a.leg], self.legs[b.leg]
        apart = one.target == other.target and a.entry != b.entry
        return TWO_HEADS if apart and not one.plain and not other.plain else 0

    def _to_and_fro(self, a: Way, b: Way) -> int:
        """Return what it costs that neither of two arrows between neighbours is straight."""
        one, other = self.legs[a.leg], self.legs[b.leg]
        if (one.source, one.target) != (other.target, other.source) or one.plain or other.plain:
            return 0
        berths = self.lattice.berths
        in_sight = berths[one.source].sees(berths[one.target])
        return NEITHER_STRAIGHT if in_sight and len(a.points) > 2 < len(b.points) else 0

    def _sharing(self, a: Way, b: Way) -> int:
        """Return what it costs that `a` and `b` leave or enter by one site."""
        if self.legs[a.leg].plain != self.legs[b.leg].plain:
            return ILLEGAL
        if a.exit != b.exit:
            return 0
        return SHARED_CORNER if self._are_two_answers(a, b) else FAN


def stretches(a: Way, b: Way) -> Iterator[Stretch]:
    """Yield the stretches that `a` and `b` have in common."""
    run: list[Piece] = []
    for piece in _pieces(a, b):
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


def _length(piece: Piece) -> int:
    (x0, y0), (x1, y1) = piece.begin, piece.end
    return abs(x0 - x1) * HALF_LANE + abs(y0 - y1) * HALF_ROW


def _pieces(a: Way, b: Way) -> Iterator[Piece]:
    """Yield where segments of `a` and `b` run together, in the order of `a`."""
    turned = (a.points[0][0] == a.points[1][0]) != (b.points[0][0] == b.points[1][0])
    for i, (at, low, high, ahead) in enumerate(a.runs):
        found = [
            _piece(i, j, a, b)
            for j in range((i + turned) % 2, len(b.runs), 2)
            if b.runs[j][0] == at and low < b.runs[j][2] and b.runs[j][1] < high
        ]
        if len(found) > 1:
            found.sort(key=lambda piece: sum(piece.begin), reverse=not ahead)
        yield from found


def _piece(i: int, j: int, a: Way, b: Way) -> Piece:
    at, low, high, ahead = a.runs[i]
    _, low_b, high_b, ahead_b = b.runs[j]
    first, last = max(low, low_b), min(high, high_b)
    if not ahead:
        first, last = last, first
    step = 1 if ahead == ahead_b else -1
    if a.points[i][0] == a.points[i + 1][0]:
        return Piece(i, j, (at, first), (at, last), step)
    return Piece(i, j, (first, at), (last, at), step)


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
    """Return a point of the path beyond `node`, seen in direction `step`; None at its end."""
    ahead = segment + 1 if step > 0 else segment
    if points[ahead] != node:
        return points[ahead]
    beyond = ahead + step
    return points[beyond] if 0 <= beyond < len(points) else None


def _turns(before: Node, node: Node, a: Node | None, b: Node | None) -> int:
    """Return 1 where the path to `b` turns further right than that to `a`, -1 further left."""
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
