"""Decide which way a line goes, and join what segilima part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Symbol
from sopgen.recognition.distances import apart
from sopgen.recognition.ends import Way
from sopgen.recognition.marks import Spot
from sopgen.recognition.reading import Doubt


class Piece(Struct, frozen=True):
    """An arrow, or part of one, from spot `source` to spot `target`, along `way`."""

    source: int
    target: int
    way: Way
    label: str = ""
    plain: bool = False
    dashed: bool = False
    doubt: Doubt | None = None


def pieces_of(ways: Sequence[Way], spots: Sequence[Spot]) -> list[Piece]:
    """Return the arrows of `ways` whose two ends are held by symbols."""
    return [
        piece
        for way in ways
        if isinstance(way.start, int) and isinstance(way.end, int) and way.start != way.end
        for piece in _pieces(way, way.start, way.end, spots)
    ]


def _pieces(way: Way, start: int, end: int, spots: Sequence[Spot]) -> Iterator[Piece]:
    line = way.line
    piece = Piece(start, end, way, dashed=line.dashed, doubt=Doubt.FAR_END if way.far else None)
    if line.head_at_end or line.head_at_start:
        if line.head_at_end:
            yield piece
        if line.head_at_start:
            yield replace(piece, source=end, target=start)
    elif _is_joint_work(way, spots[start], spots[end]):
        left, right = sorted((start, end), key=lambda at: spots[at].shape.box.x)
        yield replace(piece, source=left, target=right, plain=True)
    else:
        upper, lower = sorted((start, end), key=lambda at: _downwards(spots[at]))
        yield replace(piece, source=upper, target=lower, doubt=Doubt.NO_HEAD)


def _is_joint_work(way: Way, one: Spot, other: Spot) -> bool:
    """Tell whether a line without a head is that of joint work: in one row, between lanes.

    A decision in it is so only where the line was drawn by us.
    """
    if not one.stands or not other.stands or one.row != other.row or one.panel != other.panel:
        return False
    apart_in_lanes = one.last_lane < other.lane or other.last_lane < one.lane
    ours = bool(way.line.key)
    return apart_in_lanes and (ours or Symbol.DECISION not in (one.symbol, other.symbol))


def _downwards(spot: Spot) -> tuple[int, int, int]:
    center = spot.shape.box.center
    return spot.panel, center.y, center.x


class Joined(Struct, frozen=True):
    """Arrows between symbols of steps, and the segilima that are in doubt."""

    pieces: tuple[Piece, ...]
    doubts: tuple[tuple[int, Doubt], ...]


def without_segilima(pieces: Sequence[Piece], spots: Sequence[Spot]) -> Joined:
    """Return `pieces` in which those of each pair of segilima are one arrow."""
    off_page = [at for at, spot in enumerate(spots) if spot.symbol is Symbol.OFF_PAGE]
    into: dict[int, list[Piece]] = {at: [] for at in off_page}
    out_of: dict[int, list[Piece]] = {at: [] for at in off_page}
    whole: list[Piece] = []
    for piece in pieces:
        if piece.target in into:
            into[piece.target].append(piece)
        elif piece.source not in out_of:
            whole.append(piece)
        if piece.source in out_of:
            out_of[piece.source].append(piece)
    pairs, doubts = _pairs(spots, into, out_of)

    def beyond(piece: Piece, seen: tuple[int, ...]) -> Iterator[Piece]:
        """Yield `piece`, which ends in a segilima, as it goes on behind that one's pair."""
        for other in pairs.get(piece.target, ()):
            if other in seen:
                continue
            for rest in out_of[other]:
                longer = replace(
                    piece,
                    target=rest.target,
                    label=piece.label or rest.label,
                    dashed=piece.dashed or rest.dashed,
                    doubt=piece.doubt or rest.doubt,
                )
                if rest.target in into:
                    yield from beyond(longer, (*seen, other))
                else:
                    yield longer

    for at in off_page:
        for piece in into[at]:
            if piece.source not in out_of:
                whole += beyond(piece, ())
    return Joined(tuple(whole), tuple(doubts))


def _pairs(
    spots: Sequence[Spot],
    into: Mapping[int, Sequence[Piece]],
    out_of: Mapping[int, Sequence[Piece]],
) -> tuple[dict[int, list[int]], list[tuple[int, Doubt]]]:
    """Return where each segilima that is entered goes on, and which are in doubt.

    One that is both entered and left goes on at itself.
    """
    pairs: dict[int, list[int]] = {}
    senders = [at for at in into if into[at] and not out_of[at]]
    receivers = {at for at in into if out_of[at] and not into[at]}
    for at in into:
        if into[at] and out_of[at]:
            pairs[at] = [at]
    by_letter: dict[str, list[int]] = {}
    for at in receivers:
        by_letter.setdefault(_letter(spots[at]), []).append(at)
    left = set(receivers)
    doubts: list[tuple[int, Doubt]] = []
    wishes = sorted(
        (_unlikeness(spots[at], spots[each]), at, each)
        for at in senders
        for each in _candidates(spots[at], by_letter)
    )
    paired: set[int] = set()
    for _, at, each in wishes:
        if at not in paired and each in left:
            paired.add(at)
            left.discard(each)
            pairs[at] = [each]
    for _, at, each in wishes:
        if at not in paired and _letter(spots[at]) and _letter(spots[at]) == _letter(spots[each]):
            paired.add(at)
            pairs[at] = [each]
            doubts.append((at, Doubt.SHARED_LETTER))
    for at in into:
        joined_already = at in pairs or (at in receivers and at not in left)
        if not joined_already:
            shared = at in receivers and any(
                _letter(spots[at]) == _letter(spots[each]) != "" for each in senders
            )
            doubts.append((at, Doubt.SHARED_LETTER if shared else Doubt.LONE_SEGILIMA))
    return pairs, doubts


def _candidates(sender: Spot, by_letter: Mapping[str, Sequence[int]]) -> Iterator[int]:
    """Yield those that `sender` may go on at: of its letter, or one of the two without any."""
    letter = _letter(sender)
    if not letter:
        for group in by_letter.values():
            yield from group
        return
    yield from by_letter.get(letter, ())
    yield from by_letter.get("", ())


def _letter(spot: Spot) -> str:
    return "".join(spot.shape.text.split()).casefold()


def _unlikeness(sender: Spot, receiver: Spot) -> tuple[bool, bool, int, int, float]:
    """Return how little two segilima are a pair: by letter, key, page, lane, distance."""
    stem, other = (spot.shape.key.rpartition(".")[0] for spot in (sender, receiver))
    return (
        _letter(sender) != _letter(receiver),
        not stem or stem != other,
        abs(abs(sender.panel - receiver.panel) - 1),
        abs(sender.lane - receiver.lane),
        apart(sender.shape.box.center, receiver.shape.box.center),
    )
