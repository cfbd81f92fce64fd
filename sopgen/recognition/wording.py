"""Give words that stand beside lines to the arrows that they are meant for.

The nearest arrow has the word, those of decisions before others; two words beside arrows that
leave a decision together are given so that each is nearer to where its own arrow goes. A word
beside what two arrows of a decision have in common is said of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from sopgen.document.page import Point, Symbol
from sopgen.recognition.arrows import Piece
from sopgen.recognition.distances import POINT, apart, box_to_path, paths_near, to_box
from sopgen.recognition.marks import Spot, Word

REACH = 40 * POINT
_TOWARDS_ITS_DECISION = 0.12
"""What the distance from the decision counts beside that from the line."""

_NO_DECISION = 20 * POINT
"""So much nearer a word has to be to an arrow of another symbol."""

_TOWARDS_ITS_TARGET = 0.05
_TOGETHER = 4 * POINT
_IN_COMMON = 12 * POINT
_CLEARLY = 3 * POINT
_MOST_AT_ONCE = 12
"""More words than this beside the arrows of one symbol stay where they were given first."""


class Given(Struct, frozen=True):
    """What arrows are called, by index; the words left over, and those `between` two arrows."""

    labels: dict[int, str]
    loose: tuple[Word, ...]
    between: tuple[Word, ...]


def words_given(
    pieces: Sequence[Piece], words: Sequence[Word], spots: Sequence[Spot], taken: Mapping[int, str]
) -> Given:
    """Return what the arrows that have no words yet are called by those near to them."""
    if not words:
        return Given({}, (), ())
    wishes = _wishes(pieces, words, spots, taken)
    given: dict[int, int] = {}
    used: set[int] = set()
    for _, number, at in sorted((cost, *wish) for wish, cost in wishes.items()):
        if number not in used and at not in given:
            used.add(number)
            given[at] = number
    _exchange(given, wishes, pieces, words)
    between = tuple(words[number] for number in _between(given, wishes, pieces, words, spots))
    for at, number in list(_in_common(given, pieces, words, spots, taken)):
        given[at] = number
    loose = tuple(word for number, word in enumerate(words) if number not in used)
    return Given({at: words[number].shape.text for at, number in given.items()}, loose, between)


_Wishes = dict[tuple[int, int], float]


def _wishes(
    pieces: Sequence[Piece], words: Sequence[Word], spots: Sequence[Spot], taken: Mapping[int, str]
) -> _Wishes:
    """Return how far each word is from each arrow within its reach."""
    index = paths_near([piece.way.path for piece in pieces])
    wishes: _Wishes = {}
    for number, word in enumerate(words):
        box = word.shape.box
        for at in index.within(box, REACH):
            piece = pieces[at]
            off = box_to_path(box, piece.way.path)
            if at in taken or piece.way.panel != word.panel or off > REACH:
                continue
            source = spots[piece.source]
            off += _TOWARDS_ITS_DECISION * to_box(box.center, source.shape.box)
            off += 0 if source.symbol is Symbol.DECISION else _NO_DECISION
            wishes[number, at] = off
    return wishes


def _exchange(
    given: dict[int, int], wishes: _Wishes, pieces: Sequence[Piece], words: Sequence[Word]
) -> None:
    """Exchange words of arrows of one symbol where both are better off."""

    def cost(number: int, at: int) -> float:
        near = apart(words[number].shape.box.center, _tip(pieces[at]))
        return wishes.get((number, at), REACH * 2.0) + _TOWARDS_ITS_TARGET * near

    groups: dict[int, list[int]] = {}
    for at in given:
        groups.setdefault(pieces[at].source, []).append(at)
    for group in groups.values():
        if len(group) > _MOST_AT_ONCE:
            continue
        for one, other in combinations(group, 2):
            now = cost(given[one], one) + cost(given[other], other)
            if cost(given[one], other) + cost(given[other], one) < now:
                given[one], given[other] = given[other], given[one]


def _between(
    given: Mapping[int, int],
    wishes: _Wishes,
    pieces: Sequence[Piece],
    words: Sequence[Word],
    spots: Sequence[Spot],
) -> Iterator[int]:
    """Yield the words that another arrow might as well have, one of the two a decision's.

    It might if it has none itself; or if the words are clearly nearer to its line, and its own
    are nearer to their line.
    """
    has = {number: at for at, number in given.items()}
    seen: set[int] = set()

    def off(number: int, at: int) -> float:
        return box_to_path(words[number].shape.box, pieces[at].way.path)

    for (number, other), wish in wishes.items():
        at = has.get(number)
        if at is None or number in seen or other == at:
            continue
        mine, its = pieces[at], pieces[other]
        sources = {spots[each.source].symbol for each in (mine, its)}
        is_same = (mine.source, mine.target) == (its.source, its.target)
        together = mine.source == its.source and _leave_together(mine, its)
        if is_same or together or Symbol.DECISION not in sources:
            continue
        if other in given:
            own = given[other]
            crossed = off(number, other) + off(own, at) < off(number, at) + off(own, other)
            is_doubtful = crossed and words[own].shape.text != words[number].shape.text
        else:
            is_doubtful = wish < wishes[number, at] + _CLEARLY
        if is_doubtful:
            seen.add(number)
            yield number


def _in_common(
    given: Mapping[int, int],
    pieces: Sequence[Piece],
    words: Sequence[Word],
    spots: Sequence[Spot],
    taken: Mapping[int, str],
) -> Iterator[tuple[int, int]]:
    """Yield arrows without words that leave a decision together with one, beside its words."""
    answers: dict[int, list[int]] = {}
    for at in given:
        if spots[pieces[at].source].symbol is Symbol.DECISION:
            answers.setdefault(pieces[at].source, []).append(at)
    for at, piece in enumerate(pieces):
        if at in given or at in taken:
            continue
        for other in answers.get(piece.source, ()):
            off = box_to_path(words[given[other]].shape.box, piece.way.path)
            if _leave_together(piece, pieces[other]) and off <= _IN_COMMON:
                yield at, given[other]
                break


def _leave_together(one: Piece, other: Piece) -> bool:
    return one.way.panel == other.way.panel and apart(_tail(one), _tail(other)) <= _TOGETHER


def _tail(piece: Piece) -> Point:
    """Return where an arrow begins."""
    way = piece.way
    return way.path[0] if way.start == piece.source else way.path[-1]


def _tip(piece: Piece) -> Point:
    way = piece.way
    return way.path[-1] if way.start == piece.source else way.path[0]
