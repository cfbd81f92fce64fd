"""Which line of an edited sheet is which line of the one it was made from.

A line is a row or a column. What has a key of its own is found by it, wherever it stands now;
between those, words decide (dynamic programming on how alike two lines are), and what is
left over on both sides and is nearly the same was moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

MOVED = 0.9
"""Two left-over lines that are so much alike are one line that was moved."""

_LEAST = 0.34
"""Lines that are less alike than this are two lines."""

_SAME_SIZE = 0.4
_EMPTY = 0.05
"""How alike two lines without words are: of one size, and of different sizes."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column: the texts in it by their place across, its size, and its key."""

    texts: Mapping[int, str]
    size: int
    key: str = ""


def aligned(base: Sequence[Line], edited: Sequence[Line]) -> tuple[int | None, ...]:
    """Return for each line of `edited` its line of `base`, None for a new one."""
    found: list[int | None] = [None] * len(edited)
    keyed = {line.key: at for at, line in enumerate(base) if line.key}
    for at, line in enumerate(edited):
        own = keyed.pop(line.key, None) if line.key else None
        found[at] = own
    _find_same(base, edited, found)
    for ours, theirs in _gaps(found, len(base)):
        for at, own in _in_order(base, edited, ours, theirs):
            found[at] = own
    _pair_left_over(base, edited, found)
    _find_moved(base, edited, found)
    return tuple(found)


def _find_same(base: Sequence[Line], edited: Sequence[Line], found: list[int | None]) -> None:
    """Find lines of which both sheets have one only, word for word, wherever it stands now."""
    keyed = _keys(edited)
    left = [at for at, line in enumerate(base) if line.texts and not (keyed and line.key)]
    once = _once({at: base[at].texts for at in left if at not in found})
    new = [at for at, own in enumerate(found) if own is None and edited[at].texts]
    for words, at in _once({at: edited[at].texts for at in new}).items():
        if words in once:
            found[at] = once[words]


def _once(lines: Mapping[int, Mapping[int, str]]) -> dict[tuple[tuple[int, str], ...], int]:
    """Return the lines whose words stand in one of `lines` only."""
    out: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for at, texts in lines.items():
        out.setdefault(tuple(sorted(texts.items())), []).append(at)
    return {words: places[0] for words, places in out.items() if len(places) == 1}


def likeness(one: Mapping[int, str], other: Mapping[int, str]) -> float:
    """Return how alike two lines are: 1 the same, 0 nothing in common.

    Words weigh by their length; a word in its own place counts whole, elsewhere three quarters.
    """
    if one == other:
        return 1.0
    total = sum(map(len, one.values())) + sum(map(len, other.values()))
    if not total:
        return 1.0
    placed = sum(_common(text, other[at]) for at, text in one.items() if at in other)
    strewn = _common(" ".join(one.values()), " ".join(other.values()))
    return min(1.0, 2 * max(placed, 0.75 * strewn) / max(1, total - _blanks(one) - _blanks(other)))


def _blanks(line: Mapping[int, str]) -> int:
    return sum(sum(map(str.isspace, text)) for text in line.values())


def _common(one: str, other: str) -> float:
    shared = Counter(one.casefold().split()) & Counter(other.casefold().split())
    return sum(len(word) * count for word, count in shared.items())


def _gaps(found: Sequence[int | None], count: int) -> list[tuple[range, range]]:
    """Return the stretches between lines that are known: of the base, and of the edited sheet.

    Known lines that stand out of their order part nothing.
    """
    anchors = _rising([(at, own) for at, own in enumerate(found) if own is not None])
    edges = [(-1, -1), *anchors, (len(found), count)]
    return [
        (range(own + 1, next_own), range(at + 1, next_at))
        for (at, own), (next_at, next_own) in pairwise(edges)
        if next_at > at + 1
    ]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest chain of `pairs` whose second numbers rise."""
    best: list[list[tuple[int, int]]] = []
    for pair in pairs:
        chain = max((each for each in best if each[-1][1] < pair[1]), key=len, default=[])
        best.append([*chain, pair])
    return max(best, key=len, default=[])


def _in_order(
    base: Sequence[Line], edited: Sequence[Line], ours: range, theirs: range
) -> list[tuple[int, int]]:
    """Return pairs of edited and base lines that keep their order and are most alike in all."""
    mine, own = list(theirs), [at for at in ours if not base[at].key or not _keys(edited)]
    head: list[tuple[int, int]] = []
    while mine and own and _same(edited[mine[0]], base[own[0]]):
        head.append((mine.pop(0), own.pop(0)))
    tail: list[tuple[int, int]] = []
    while mine and own and _same(edited[mine[-1]], base[own[-1]]):
        tail.append((mine.pop(), own.pop()))
    return [*head, *_most_alike(base, edited, own, mine), *tail]


def _keys(lines: Sequence[Line]) -> bool:
    return any(line.key for line in lines)


def _same(one: Line, other: Line) -> bool:
    return one.texts == other.texts and (bool(one.texts) or one.size == other.size)


def _most_alike(
    base: Sequence[Line], edited: Sequence[Line], own: Sequence[int], mine: Sequence[int]
) -> list[tuple[int, int]]:
    worth = [[_worth(edited[at], base[each]) for each in own] for at in mine]
    best = [[0.0] * (len(own) + 1) for _ in range(len(mine) + 1)]
    for i in range(len(mine) - 1, -1, -1):
        for j in range(len(own) - 1, -1, -1):
            kept = worth[i][j] + best[i + 1][j + 1] if worth[i][j] else 0.0
            best[i][j] = max(kept, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(mine) and j < len(own):
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            pairs.append((mine[i], own[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _worth(one: Line, other: Line) -> float:
    if not one.texts and not other.texts:
        return _SAME_SIZE if one.size == other.size else _EMPTY
    alike = likeness(one.texts, other.texts)
    bonus = 0.1 if one.size == other.size else 0.0
    return alike + bonus if alike >= _LEAST else (_EMPTY if bonus and not one.texts else 0.0)


def _pair_left_over(base: Sequence[Line], edited: Sequence[Line], found: list[int | None]) -> None:
    """Lines between the same neighbours that are as many and as large are the same, retyped."""
    for ours, theirs in _gaps(found, len(base)):
        own = [at for at in ours if at not in found]
        mine = [at for at in theirs if found[at] is None]
        sizes = [base[at].size for at in own] == [edited[at].size for at in mine]
        keyed = any(base[at].key for at in own) and _keys(edited)
        if sizes and not keyed:
            for at, each in zip(mine, own, strict=True):
                found[at] = each


def _find_moved(base: Sequence[Line], edited: Sequence[Line], found: list[int | None]) -> None:
    left = [at for at in range(len(base)) if at not in set(found) and base[at].texts]
    for at, own in enumerate(found):
        if own is not None or not edited[at].texts:
            continue
        best = max(left, key=lambda each: likeness(edited[at].texts, base[each].texts), default=-1)
        if best >= 0 and likeness(edited[at].texts, base[best].texts) > MOVED:
            found[at] = best
            left.remove(best)
