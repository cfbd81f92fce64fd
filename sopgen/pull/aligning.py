"""Which line of an edited sheet is which line of the one it was made from.

A line is a row or a column. What has a key of its own is found by it, wherever it stands now;
between those, words decide (dynamic programming on how alike two lines are). Of what is left
over between the same neighbours, what says the same in most of its cells was retyped in the
others, and what is nearly the same elsewhere was moved. In Word, where a drawing stays while
rows come and go, a row whose symbols are gone is gone too, and one whose symbols are still
drawn is one of the rows that nothing else tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

MOVED = 0.9
"""Two left-over lines that are so much alike are one line that was moved."""

_LEAST = 0.34
"""Lines that are less alike than this are two lines."""

_SAME_SIZE = 0.4
_EMPTY = 0.05
"""How alike two lines without words are: of one size, and of different sizes."""


_UNDRAWN = 0.5
"""What the likeness to a line whose drawing is gone counts."""

_MOST = 0.5
"""A line that says the same in so many of its cells was retyped in the others."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column: the texts in it by their place across, its size, and its key.

    The `number` of a row, which another one may have now, decides only between lines whose words
    are as good. `drawn` tells of a line of the base whether any of what was drawn on it still is;
    None where nothing was, or where that tells nothing.
    """

    texts: Mapping[int, str]
    size: int
    key: str = ""
    number: str = ""
    drawn: bool | None = None


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
    _pair_left_over(base, edited, found, _retyped)
    _pair_left_over(base, edited, found, _as_many)
    _pair_left_over(base, edited, found, _still_drawn)
    _find_moved(base, edited, found)
    return tuple(found)


def _find_same(base: Sequence[Line], edited: Sequence[Line], found: list[int | None]) -> None:
    """Find lines of which both sheets have one only, word for word, wherever it stands now.

    Of several with the same words, numbers tell which is which if they are still the same ones.
    """
    keyed = _keys(edited)
    left = [at for at, line in enumerate(base) if line.texts and not (keyed and line.key)]
    ours = _by_words(base, [at for at in left if at not in found])
    theirs = _by_words(edited, [at for at, own in enumerate(found) if own is None])
    for words, places in theirs.items():
        own = ours.get(words, [])
        if len(places) == len(own) == 1:
            found[places[0]] = own[0]
            continue
        numbered = {base[at].number: at for at in own}
        if len(numbered) == len(own) and numbered.keys() == {edited[at].number for at in places}:
            for at in places:
                found[at] = numbered.pop(edited[at].number, None)


def _by_words(
    lines: Sequence[Line], places: Sequence[int]
) -> dict[tuple[tuple[int, str], ...], list[int]]:
    """Return at which of `places` lines with the same words stand."""
    out: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for at in places:
        if lines[at].texts:
            out.setdefault(tuple(sorted(lines[at].texts.items())), []).append(at)
    return out


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
    if other.drawn is False:
        return False
    return one.texts == other.texts and (bool(one.texts) or one.size == other.size)


def _most_alike(
    base: Sequence[Line], edited: Sequence[Line], own: Sequence[int], mine: Sequence[int]
) -> list[tuple[int, int]]:
    worth = [[_worth(edited[at], base[each]) for each in own] for at in mine]
    return [(mine[i], own[j]) for i, j in _worth_most(worth)]


def _worth_most(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the places of a table, each further down and right, that are worth most in all."""
    rows, columns = len(worth), len(worth[0]) if worth else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            kept = worth[i][j] + best[i + 1][j + 1] if worth[i][j] else 0.0
            best[i][j] = max(kept, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _worth(one: Line, other: Line) -> float:
    if not one.texts and not other.texts:
        return _SAME_SIZE if one.size == other.size else _EMPTY
    alike = likeness(one.texts, other.texts) * (_UNDRAWN if other.drawn is False else 1)
    if alike >= _LEAST:
        return alike + _bonus(one, other)
    return _EMPTY if one.size == other.size and not one.texts else 0.0


def _bonus(one: Line, other: Line) -> float:
    """Return what is added to the worth of a pair whose words are as good as those of another."""
    alike = bool(one.number) == bool(other.number)
    number = 0.0 if not alike else 0.05 if one.number and one.number == other.number else 0.02
    return 0.1 * (one.size == other.size) + number


Pairs = list[tuple[int, int]]
"""Lines of the edited sheet with the line of the base that each is."""

_Chosen = Callable[[Sequence[Line], Sequence[Line], Sequence[int], Sequence[int]], Pairs]


def _pair_left_over(
    base: Sequence[Line], edited: Sequence[Line], found: list[int | None], chosen: _Chosen
) -> None:
    """Pair lines between the same neighbours that words alone do not, as `chosen`."""
    keyed = _keys(edited)
    for ours, theirs in _gaps(found, len(base)):
        own = [
            at
            for at in ours
            if at not in found and base[at].drawn is not False and not (keyed and base[at].key)
        ]
        mine = [at for at in theirs if found[at] is None]
        if own and mine:
            for at, each in chosen(base, edited, own, mine):
                found[at] = each


def _retyped(
    base: Sequence[Line], edited: Sequence[Line], own: Sequence[int], mine: Sequence[int]
) -> Pairs:
    """Pair lines that say the same in most of their cells."""
    worth = [[_kept(edited[at], base[each]) for each in own] for at in mine]
    return [(mine[i], own[j]) for i, j in _worth_most(worth)]


def _kept(one: Line, other: Line) -> float:
    """Return which part of the cells of a line still says the same; 0 for less than most."""
    places = one.texts.keys() | other.texts.keys()
    same = sum(one.texts.get(at) == other.texts.get(at) for at in places)
    if not same or same < _MOST * len(places):
        return 0.0
    return same / len(places) + _bonus(one, other)


def _as_many(
    base: Sequence[Line], edited: Sequence[Line], own: Sequence[int], mine: Sequence[int]
) -> Pairs:
    """Pair lines that are as many and as large."""
    if [base[at].size for at in own] != [edited[at].size for at in mine]:
        return []
    return list(zip(mine, own, strict=True))


def _still_drawn(
    base: Sequence[Line], edited: Sequence[Line], own: Sequence[int], mine: Sequence[int]
) -> Pairs:
    """Pair lines whose drawing is still there with those that stand most where it is."""
    ours, theirs = _tops(base), _tops(edited)

    def common(at: int, each: int) -> float:
        if not base[each].drawn:
            return 0.0
        top, bottom = max(theirs[at], ours[each]), min(theirs[at + 1], ours[each + 1])
        over = max(0, bottom - top) / max(1, base[each].size)
        return 1.0 + over + 10 * _bonus(edited[at], base[each])

    worth = [[common(at, each) for each in own] for at in mine]
    return [(mine[i], own[j]) for i, j in _worth_most(worth)]


def _tops(lines: Sequence[Line]) -> list[int]:
    return [0, *accumulate(line.size for line in lines)]


def _find_moved(base: Sequence[Line], edited: Sequence[Line], found: list[int | None]) -> None:
    left = [at for at in range(len(base)) if at not in set(found) and base[at].texts]
    for at, own in enumerate(found):
        if own is not None or not edited[at].texts:
            continue
        best = max(left, key=lambda each: likeness(edited[at].texts, base[each].texts), default=-1)
        if best >= 0 and likeness(edited[at].texts, base[best].texts) > MOVED:
            found[at] = best
            left.remove(best)
