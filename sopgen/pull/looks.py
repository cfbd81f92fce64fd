"""What else was laid out by hand and is not taken over: it is counted.

Rows of another height, columns of another width, lines that bend elsewhere between ends that
stayed. What other programs round is no change.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from sopgen.document.page import Point
from sopgen.document.sheet import SeenLine
from sopgen.pull.pairing import Pair
from sopgen.pull.widths import HAIR


def counted_looks(pairs: Sequence[Pair], said: Collection[tuple[int, int]]) -> int:
    """Return how many rows, columns and lines look otherwise; columns that are `said` do not count.

    Those are columns of the base by the number of their pair.
    """
    return sum(
        _heights(pair)
        + _widths(pair, {column for at, column in said if at == number})
        + _bends(pair)
        for number, pair in enumerate(pairs)
    )


def _heights(pair: Pair) -> int:
    return _moved(pair.rows, pair.base.rows, pair.edited.rows, ())


def _widths(pair: Pair, said: Collection[int]) -> int:
    return _moved(pair.columns, pair.base.columns, pair.edited.columns, said)


def _moved(
    lead: Sequence[int | None], base: Sequence[int], edited: Sequence[int], said: Collection[int]
) -> int:
    before = [high - low for low, high in pairwise(base)]
    now = [high - low for low, high in pairwise(edited)]
    return sum(
        abs(now[at] - before[own]) > HAIR
        for at, own in enumerate(lead)
        if own is not None and own not in said
    )


def _bends(pair: Pair) -> int:
    """Return how many lines go another way between ends that stand where they stood."""
    before = {line.key: line for line in pair.base.lines if line.key}
    own = ((before[line.key], line) for line in pair.edited.lines if line.key in before)
    return sum(_is_bent_elsewhere(old, new) for old, new in own)


def _is_bent_elsewhere(old: SeenLine, new: SeenLine) -> bool:
    ways = [way for way in (new.path, new.other) if way and _same_ends(old.path, way)]
    return bool(ways) and not any(_same_way(old.path, way) for way in ways)


def _same_ends(one: Sequence[Point], other: Sequence[Point]) -> bool:
    return _near(one[0], other[0]) and _near(one[-1], other[-1])


def _same_way(one: Sequence[Point], other: Sequence[Point]) -> bool:
    return len(one) == len(other) and all(map(_near, one, other))


def _near(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) <= HAIR and abs(one.y - other.y) <= HAIR
