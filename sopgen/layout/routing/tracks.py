"""Give every segment that runs in a gutter or a gap a track of its own.

How two ways part says which of them must lie first. Segments that may lie on each
other (a bus beside a common site) count as one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from sopgen.document.page import Site
from sopgen.layout.routing.contract import Leg
from sopgen.layout.routing.lattice import Lattice, Node
from sopgen.layout.routing.meeting import Meetings, Stretch, stretches
from sopgen.layout.routing.ordering import Line, Place, Weights, Zone, arranged
from sopgen.layout.routing.ways import Way, share_a_site

BY_LINE = 1000
"""Weight of an order without which two paths would lie on each other."""
BY_SIDE = 2
BY_CROSSING = 1

Segment: TypeAlias = tuple[int, int]
"""A leg and the number of a segment of its path."""

Channel: TypeAlias = tuple[bool, int]
"""Vertical (a gutter) or not (a gap), and its column or row on the coarse grid."""


class Track(NamedTuple):
    """A place in a channel."""

    vertical: bool
    channel: int
    place: Place


class Wish(NamedTuple):
    """Segment `first` should lie left of or above segment `second`."""

    first: Segment
    second: Segment
    weight: int


def tracks(meetings: Meetings, ways: Sequence[Way], ruled: Sequence[bool]) -> dict[Segment, Track]:
    """Return the track of every segment that runs in a gutter or a gap.

    `ruled[i]` tells whether gap 2i has a rule.
    """
    lattice, legs = meetings.lattice, meetings.legs
    channels = dict(channelled for way in ways for channelled in _channelled(way))
    if not channels:
        return {}
    lines = {segment: number for number, segment in enumerate(channels)}
    _merge(lines, _stems(lattice, legs, ways, channels))
    wishes: list[Wish] = []
    for a, b in _neighbours(ways):
        for stretch in stretches(a, b):
            shared = meetings.bus(stretch, a, b)
            _merge_buses(lines, [((a.leg, p.a), (b.leg, p.b)) for p in shared], ways)
            wishes += _side_wishes(stretch, a, b)
        wishes += _corner_wishes(a, b)
    return _placed(channels, lines, _weights(wishes, lines), ways, _zones(lattice, ruled))


def stems_of(
    legs: Sequence[Leg], ways: Sequence[Way], tracks: Mapping[Segment, Track]
) -> dict[int, Track]:
    """Return the track on which each symbol stands that a line leaves between two lanes."""
    stems: dict[int, Track] = {}
    for way in ways:
        leg = legs[way.leg]
        last = len(way.points) - 2
        for stop, segment, site in ((leg.source, 0, way.leaves), (leg.target, last, way.enters)):
            track = tracks.get((way.leg, segment))
            if track and track.vertical and site in (Site.TOP, Site.BOTTOM):
                stems[stop] = track
    return stems


def _channelled(way: Way) -> Iterator[tuple[Segment, Channel]]:
    """Yield the segments of `way` that need a track, with their channels."""
    points = way.points
    for k in range(len(points) - 1):
        (x0, y0), (x1, _) = points[k], points[k + 1]
        vertical = x0 == x1
        channel = x0 if vertical else y0
        if not channel & 1:
            yield (way.leg, k), (vertical, channel)


def _neighbours(ways: Sequence[Way]) -> Iterator[tuple[Way, Way]]:
    """Yield the pairs of ways that run or turn together."""
    for i, a in enumerate(ways):
        for b in ways[i + 1 :]:
            if a.across & b.across or a.down & b.down or a.corners & b.corners:
                yield a, b


def _stems(
    lattice: Lattice, legs: Sequence[Leg], ways: Sequence[Way], channels: Mapping[Segment, Channel]
) -> Iterator[tuple[Segment, Segment]]:
    """Yield segments that stand on one line because a symbol lies between two lanes."""
    first: dict[int, Segment] = {}
    for way in ways:
        ends = ((legs[way.leg].source, 0), (legs[way.leg].target, len(way.points) - 2))
        for stop, k in ends:
            segment = way.leg, k
            upright = segment in channels and channels[segment][0]
            if upright and not lattice.berths[stop].x & 1:
                yield first.setdefault(stop, segment), segment


def _merge(lines: dict[Segment, int], pairs: Iterator[tuple[Segment, Segment]]) -> None:
    for one, other in pairs:
        kept, lost = lines[one], lines[other]
        for segment, number in lines.items():
            if number == lost:
                lines[segment] = kept


def _merge_buses(
    lines: dict[Segment, int],
    pairs: Sequence[tuple[Segment, Segment]],
    ways: Sequence[Way],
) -> None:
    """Draw each pair on one line, unless that puts two legs without a common site on it."""
    for one, other in pairs:
        kept, lost = lines[one], lines[other]
        mine = [leg for (leg, _), number in lines.items() if number == kept]
        theirs = [segment for segment, number in lines.items() if number == lost]
        if all(
            leg == there or share_a_site(ways[leg], ways[there])
            for leg in mine
            for there, _ in theirs
        ):
            for segment in theirs:
                lines[segment] = kept


def _side_wishes(stretch: Stretch, a: Way, b: Way) -> Iterator[Wish]:
    """Yield in which order the pieces of a stretch should lie."""
    if not stretch.side:
        return
    weight = BY_CROSSING if stretch.crosses else BY_SIDE
    for piece in stretch.pieces:
        if piece.on_exact_line:
            continue
        (x0, y0), (x1, y1) = piece.begin, piece.end
        a_lies_first = (stretch.side > 0) == (x1 > x0 or y1 < y0)
        one, other = (a.leg, piece.a), (b.leg, piece.b)
        yield Wish(one, other, weight) if a_lies_first else Wish(other, one, weight)


def _corner_wishes(a: Way, b: Way) -> Iterator[Wish]:
    """Yield the orders that keep corners at one node apart."""
    if not a.corners & b.corners:
        return
    for i in range(1, len(a.points) - 1):
        node = a.points[i]
        if node in b.points[1:-1]:
            one = _corner(a, i)
            other = _corner(b, b.points.index(node, 1))
            yield from _apart(node, one, other)


class Corner(NamedTuple):
    """A turn: whether it has arms to the left and upwards, and its two segments."""

    to_left: bool
    upwards: bool
    flat: Segment
    upright: Segment


def _corner(way: Way, i: int) -> Corner:
    before, (x, y), after = way.points[i - 1 : i + 2]
    if before[1] == y:
        return Corner(before[0] < x, after[1] < y, (way.leg, i - 1), (way.leg, i))
    return Corner(after[0] < x, before[1] < y, (way.leg, i), (way.leg, i - 1))


def _apart(node: Node, one: Corner, other: Corner) -> Iterator[Wish]:
    """Yield that what comes from the west lies west, and what comes from the north lies north."""
    x, y = node
    if not x & 1 and one.to_left != other.to_left and (y & 1 or one.upwards != other.upwards):
        west, east = (one, other) if one.to_left else (other, one)
        yield Wish(west.upright, east.upright, BY_LINE if y & 1 else BY_CROSSING)
    if not y & 1 and one.upwards != other.upwards and (x & 1 or one.to_left != other.to_left):
        north, south = (one, other) if one.upwards else (other, one)
        yield Wish(north.flat, south.flat, BY_LINE if x & 1 else BY_CROSSING)


def _weights(wishes: Sequence[Wish], lines: Mapping[Segment, int]) -> Weights:
    weights: dict[tuple[int, int], int] = {}
    for first, second, weight in wishes:
        pair = lines[first], lines[second]
        if pair[0] != pair[1]:
            weights[pair] = weights.get(pair, 0) + weight
    return weights


def _zones(lattice: Lattice, ruled: Sequence[bool]) -> dict[Channel, tuple[Zone, ...]]:
    """Return the zones of channels that are not halved by a rule."""
    zones: dict[Channel, tuple[Zone, ...]] = {
        (False, 2 * i): (Zone.WHOLE,) for i, rule in enumerate(ruled) if not rule
    }
    zones[True, 0] = zones[False, 0] = (Zone.BEHIND,)
    zones[True, lattice.width - 1] = zones[False, lattice.height - 1] = (Zone.BEFORE,)
    return zones


def _placed(
    channels: Mapping[Segment, Channel],
    lines: Mapping[Segment, int],
    weights: Weights,
    ways: Sequence[Way],
    zones: Mapping[Channel, tuple[Zone, ...]],
) -> dict[Segment, Track]:
    members: dict[int, list[Segment]] = {}
    for segment, number in lines.items():
        members.setdefault(number, []).append(segment)
    found: dict[Segment, Track] = {}
    in_channel: dict[Channel, list[Line]] = {}
    for number, segments in members.items():
        channel = channels[segments[0]]
        in_channel.setdefault(channel, []).append(_line(number, segments, channel, ways))
    for channel, present in in_channel.items():
        places = arranged(present, weights, zones.get(channel, (Zone.BEFORE, Zone.BEHIND)))
        for line in present:
            track = Track(*channel, places[line.number])
            found |= dict.fromkeys(members[line.number], track)
    return found


def _line(number: int, segments: Sequence[Segment], channel: Channel, ways: Sequence[Way]) -> Line:
    """Return how far the `segments` on one line reach, and where their ends turn to."""
    along = 1 if channel[0] else 0
    reach: list[int] = []
    pull = 0
    for leg, k in segments:
        points = ways[leg].points
        reach += points[k][along], points[k + 1][along]
        for i in (k - 1, k + 2):
            if 0 <= i < len(points):
                aside = points[i][1 - along] - channel[1]
                pull += (aside > 0) - (aside < 0)
    return Line(number, min(reach), max(reach), pull)
