"""Understand the drawing of one flow: its symbols, its arrows, and what of it is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from sopgen.recognition.arrows import Piece, pieces_of, without_segilima
from sopgen.recognition.deleted import over_deleted
from sopgen.recognition.distances import POINT, apart, to_box
from sopgen.recognition.ends import Ends, Way
from sopgen.recognition.joining import branched, met
from sopgen.recognition.keys import with_own_keys
from sopgen.recognition.known import NOTHING_KNOWN, Known, KnownLine
from sopgen.recognition.labels import labelled
from sopgen.recognition.marks import (
    Spot,
    misplaced,
    over_others,
    placed,
    row_near,
    spots_of,
    words_of,
)
from sopgen.recognition.reading import Doubt, Doubtful, Panel, SeenArrow, SeenFlow
from sopgen.recognition.rounded import with_rounded

_SPECK = 8 * POINT
"""A line so short that holds on to nothing is no arrow."""


def seen_flow(
    panels: Sequence[Panel], before: Sequence[Panel] = (), found_at: Sequence[Panel] = ()
) -> SeenFlow:
    """Return what is seen on `panels`, which show one flow.

    `before` are the panels of the same flow as they were written, before they were edited:
    symbols and lines are found again by their keys, and an arrow that was left behind by its
    symbol still belongs to it. `found_at` is that drawing where its rows have taken it, if they
    did: there stands what lost its key.
    """
    known = _known(_found(before, NOTHING_KNOWN)) if before else NOTHING_KNOWN
    found = _found(with_own_keys(panels, found_at or before), known)
    return _flow(panels, found)


class _Found(Struct, frozen=True):
    """What stands on the panels: `pieces` are the arrows, parted by segilima, with their words."""

    spots: tuple[Spot, ...]
    ways: tuple[Way, ...]
    pieces: tuple[Piece, ...]
    doubts: tuple[Doubtful, ...]


def _found(panels: Sequence[Panel], known: Known) -> _Found:
    spots = spots_of(panels, known)
    covering = over_others(panels, spots) if known is not NOTHING_KNOWN else {}
    spots = [spot for at, spot in enumerate(spots) if at not in covering]
    ways = [way for number in range(len(panels)) for way in _ways(panels, number, spots, known)]
    pieces = pieces_of(ways, spots)
    pieces += over_deleted(ways, pieces, spots, known)
    drawn = {line.key for panel in panels for line in panel.sheet.lines} - {""}
    spots = with_rounded(spots, pieces)
    worded = labelled(pieces, words_of(panels), spots, drawn)
    doubts = [*covering.values(), *_loose(panels, ways, spots)]
    for doubt, words in (
        (Doubt.LOOSE_LABEL, worded.loose),
        (Doubt.BETWEEN, worded.between),
    ):
        for word in words:
            row = row_near(panels[word.panel], word.shape.box.center.y)
            doubts.append(Doubtful(doubt, word.shape.id, row, word.shape.name))
    return _Found(tuple(spots), tuple(ways), worded.pieces, tuple(doubts))


def _ways(panels: Sequence[Panel], number: int, spots: Sequence[Spot], known: Known) -> list[Way]:
    """Return the lines of one panel with what holds their ends."""
    panel = panels[number]
    lines = [
        line
        for line in panel.sheet.lines
        if any(panel.top <= point.y < panel.bottom for point in line.path)
    ]
    ends = Ends(number, spots, known, lines)
    ways = [ends.way(line) for line in lines]
    return [ends.reached(way) for way in branched(met(ways))]


def _loose(
    panels: Sequence[Panel], ways: Iterable[Way], spots: Sequence[Spot]
) -> Iterator[Doubtful]:
    """Yield the lines with an end that nothing holds, but for specks and outlines of symbols."""
    for way in ways:
        if None not in (way.start, way.end) or (not way.line.key and _is_no_line(way, spots)):
            continue
        row = row_near(panels[way.panel], way.path[-1 if way.end is None else 0].y)
        yield Doubtful(Doubt.LOOSE_END, way.line.id, row, way.line.name)


def _is_no_line(way: Way, spots: Sequence[Spot]) -> bool:
    if way.start is None and way.end is None:
        return apart(way.path[0], way.path[-1]) < _SPECK
    held = way.end if way.start is None else way.start
    if not isinstance(held, int):
        return False
    box = spots[held].shape.box
    return all(to_box(point, box) <= POINT for point in way.path)


def _known(found: _Found) -> Known:
    """Return what was found before the edit, by key."""
    labels = {piece.way.line.key: piece for piece in found.pieces}
    lines = {}
    for way in found.ways:
        key = way.line.key
        if key and way.start is not None and way.end is not None:
            start, end = (
                found.spots[each].shape.key if isinstance(each, int) else ""
                for each in (way.start, way.end)
            )
            piece = labels.get(key)
            lines[key] = KnownLine(
                way.path,
                start,
                end,
                piece.label if piece else "",
                piece.plain if piece else False,
                way.line.dashed,
                way.line.head_at_start and not way.line.head_at_end,
            )
    keyed = [spot for spot in found.spots if spot.shape.key]
    return Known(
        {spot.shape.key: spot.shape.box for spot in keyed},
        {spot.shape.key: spot.shape.box.width for spot in keyed if spot.lane == spot.last_lane},
        lines,
    )


def _flow(panels: Sequence[Panel], found: _Found) -> SeenFlow:
    spots, pieces = found.spots, found.pieces
    used = {at for piece in pieces for at in (piece.source, piece.target)}
    marks, number = placed(spots, [at for at in used if spots[at].symbol is None])
    joined = without_segilima(pieces, spots)
    arrows: list[SeenArrow] = []
    doubts = [*found.doubts, *misplaced(panels, spots)]
    doubts += (_about(panels, spot, Doubt.UNKNOWN_SYMBOL) for spot in spots if spot.symbol is None)
    doubts += (_about(panels, spots[at], doubt) for at, doubt in joined.doubts)
    for piece in joined.pieces:
        if piece.source not in number or piece.target not in number:
            continue
        if piece.doubt:
            row = spots[piece.source].row
            doubts.append(Doubtful(piece.doubt, piece.way.line.id, row, piece.way.line.name))
        arrows.append(
            SeenArrow(
                number[piece.source],
                number[piece.target],
                piece.label,
                piece.plain,
                piece.dashed,
                piece.way.line.key,
            )
        )
    return SeenFlow(tuple(marks), tuple(_once(arrows)), tuple(doubts))


def _about(panels: Sequence[Panel], spot: Spot, doubt: Doubt) -> Doubtful:
    shape = spot.shape
    return Doubtful(doubt, shape.id, row_near(panels[spot.panel], shape.box.center.y), shape.name)


def _once(arrows: Sequence[SeenArrow]) -> Iterator[SeenArrow]:
    """Yield the arrows without those that were drawn twice; words may tell two apart."""
    worded = {(each.source, each.target) for each in arrows if each.label}
    seen: set[tuple[int, int, str]] = set()
    for each in arrows:
        pair = each.source, each.target
        if (*pair, each.label) in seen or (not each.label and not each.key and pair in worded):
            continue
        seen.add((*pair, each.label))
        yield each
