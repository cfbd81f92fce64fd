"""Exact coordinates: from tracks and the final sizes of lanes and rows to points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Box, Point, Site
from sopgen.document.symbols import site
from sopgen.layout.routing.contract import Leg, Stop
from sopgen.layout.routing.ordering import Place, Zone
from sopgen.layout.routing.room import Bodies, half
from sopgen.layout.routing.spacing import (
    RULE_GAP,
    STEP,
    STUB,
    WIDEST_STEP,
    half_need,
    whole_need,
)
from sopgen.layout.routing.tracks import Segment, Track
from sopgen.layout.routing.ways import Way

_ONE_CORNER = 3
"""Points of a way that is level at one end and upright at the other."""


class Axis(Struct, frozen=True):
    """One direction of the block: rules, middles, and how far symbols reach around them.

    The symbols of cell i lie between `befores[i]` and `behinds[i]`. In `tight`
    channels tracks keep close to the rule, because a symbol is centred there.
    """

    edges: tuple[int, ...]
    middles: tuple[int, ...]
    befores: tuple[int, ...]
    behinds: tuple[int, ...]
    tight: frozenset[int] = frozenset()

    def coordinate(self, track: Track) -> int:
        """Return where `track` lies: in the middle of its zone's room, evenly beside the others."""
        cell = track.channel // 2
        zone, number, total = track.place
        if track.channel in self.tight:
            if zone is Zone.BEFORE:
                return self.edges[cell] - RULE_GAP - (total - 1 - number) * STEP
            return self.edges[cell] + RULE_GAP + number * STEP
        match zone:
            case Zone.BEFORE:
                start, end = self.behinds[cell - 1], self.edges[cell]
                least = half_need(total)
            case Zone.BEHIND:
                start, end = self.edges[cell], self.befores[cell]
                least = half_need(total)
            case Zone.WHOLE:
                start, end = self.behinds[cell - 1], self.befores[cell]
                least = whole_need(total)
        return start + _spread(end - start, least, track.place)


def _spread(room: int, least: int, place: Place) -> int:
    """Return how far into `room` a track lies, if tracks need `least` with all their distances.

    A bundle lies half way between what is on both sides, and does not fall apart.
    """
    step = min(STEP * room // least, WIDEST_STEP)
    free = room - (place.total - 1) * step
    return free // 2 + place.number * step


class Placement(Struct, frozen=True):
    """The block's rules, and every symbol and path in it."""

    lane_edges: tuple[int, ...]
    row_edges: tuple[int, ...]
    boxes: tuple[Box, ...]
    paths: tuple[tuple[Point, ...], ...]


class Topology(Struct, frozen=True):
    """What was decided before anything had a size; for `stems` see `tracks.stems_of`."""

    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    ways: tuple[Way, ...]
    tracks: Mapping[Segment, Track]
    stems: Mapping[int, Track]
    bodies: Bodies

    @property
    def has_words(self) -> bool:
        """Tell whether anything stands beside a line or a symbol."""
        return any(leg.labels for leg in self.legs) or any(stop.captions for stop in self.stops)


def placement(
    topology: Topology, lane_widths: Sequence[int], row_heights: Sequence[int]
) -> Placement:
    """Return `topology` drawn in lanes and rows of the given sizes."""
    stems = topology.stems
    lanes = _axis(lane_widths, topology.bodies.half_widths)
    lanes = replace(lanes, tight=frozenset(track.channel for track in stems.values()))
    beside = topology.bodies.beside_lanes
    rows = _axis(row_heights, topology.bodies.half_heights, topology.bodies.leans)
    centers = [
        _center(stop, lanes, stems.get(index), topology.bodies)
        for index, stop in enumerate(topology.stops)
    ]
    turns = _turns(topology, centers)
    boxes = tuple(
        _box(stop, center, (lanes, rows), beside, own)
        for stop, center, own in zip(topology.stops, centers, turns, strict=True)
    )
    lanes = _beside_wide_symbols(lanes, topology.stops, boxes)
    paths = tuple(_path(way, topology, boxes, (rows, lanes)) for way in topology.ways)
    return Placement(lanes.edges, rows.edges, boxes, paths)


def _axis(sizes: Sequence[int], halves: Sequence[int], leans: Sequence[int] = ()) -> Axis:
    edges = (0, *accumulate(sizes))
    shifts = leans or (0,) * len(sizes)
    middles = tuple(
        (low + high) // 2 - shift
        for (low, high), shift in zip(pairwise(edges), shifts, strict=True)
    )
    return Axis(
        edges,
        middles,
        tuple(middle - half for middle, half in zip(middles, halves, strict=True)),
        tuple(middle + half for middle, half in zip(middles, halves, strict=True)),
    )


def _center(stop: Stop, lanes: Axis, stem: Track | None, bodies: Bodies) -> int:
    """Return the middle of a symbol: of its lane, or of all its lanes beside the rule there."""
    middle = (stop.lane + stop.last_lane) // 2
    if (stop.lane + stop.last_lane) % 2 == 0:
        return lanes.middles[middle]
    left, right = lanes.edges[stop.lane], lanes.edges[stop.last_lane + 1]
    ideal = (left + right) // 2
    if stem is None:
        return ideal
    if stem.place.total > 1:
        return lanes.coordinate(stem)
    rule, reach = lanes.edges[middle + 1], half(stop.width)
    low = left + bodies.beside_lanes[stop.lane] + reach
    high = right - bodies.beside_lanes[stop.last_lane] - reach
    if stem.place.zone is Zone.BEFORE:
        low, high = max(low, lanes.behinds[middle] + STUB), min(high, rule - RULE_GAP)
    else:
        low, high = max(low, rule + RULE_GAP), min(high, lanes.befores[middle + 1] - STUB)
    return min(max(ideal, low), high)


def _turns(topology: Topology, centers: Sequence[int]) -> list[list[int]]:
    """Return, for each symbol, where lines at its sides turn at once to another one's middle."""
    turns: list[list[int]] = [[] for _ in centers]
    sides = (Site.LEFT, Site.RIGHT)
    for way in topology.ways:
        leg = topology.legs[way.leg]
        if len(way.points) == _ONE_CORNER:
            aside, upright = (
                (leg.source, leg.target) if way.leaves in sides else (leg.target, leg.source)
            )
            turns[aside].append(centers[upright])
    return turns


def _box(
    stop: Stop, center: int, axes: tuple[Axis, Axis], beside: Sequence[int], turns: Sequence[int]
) -> Box:
    lanes, rows = axes
    reach, rise = _reach(stop, center, lanes, beside, turns), half(stop.height)
    return Box(center - reach, rows.middles[stop.row] - rise, 2 * reach, 2 * rise)


def _reach(
    stop: Stop, center: int, lanes: Axis, beside: Sequence[int], turns: Sequence[int]
) -> int:
    """Return half the width of a symbol; one over several lanes shows that it is over all of them.

    It reaches to the middle of the outer ones as far as the lines there leave it room: those
    beside the lanes, and those that turn at `turns`.
    """
    if stop.lane == stop.last_lane:
        return half(stop.width)
    first, last = lanes.middles[stop.lane], lanes.middles[stop.last_lane]
    left = lanes.edges[stop.lane] + max(beside[stop.lane], RULE_GAP)
    right = lanes.edges[stop.last_lane + 1] - max(beside[stop.last_lane], RULE_GAP)
    turning = (abs(center - each) - RULE_GAP for each in turns)
    wanted, room = max(center - first, last - center), min(center - left, right - center, *turning)
    return max(half(stop.width), min(wanted, room))


def _beside_wide_symbols(lanes: Axis, stops: Sequence[Stop], boxes: Sequence[Box]) -> Axis:
    """Return `lanes` with the symbols that lie over several of them taken into account."""
    befores, behinds = list(lanes.befores), list(lanes.behinds)
    for stop, box in zip(stops, boxes, strict=True):
        if stop.lane < stop.last_lane:
            befores[stop.lane] = min(befores[stop.lane], box.x)
            behinds[stop.last_lane] = max(behinds[stop.last_lane], box.right)
    return replace(lanes, befores=tuple(befores), behinds=tuple(behinds))


def _path(
    way: Way, topology: Topology, boxes: Sequence[Box], axes: tuple[Axis, Axis]
) -> tuple[Point, ...]:
    """Return the points of `way`; `axes` are those of rows and of lanes."""
    leg = topology.legs[way.leg]
    start, end = site(boxes[leg.source], way.leaves), site(boxes[leg.target], way.enters)
    x, y = start.x, start.y
    points = [start]
    for segment in range(1, len(way.points) - 2):
        track = topology.tracks[way.leg, segment]
        value = axes[track.vertical].coordinate(track)
        if track.vertical:
            x = value
        else:
            y = value
        points.append(Point(x, y))
    if len(way.points) > 2:
        upright = way.enters in (Site.TOP, Site.BOTTOM)
        points.append(Point(end.x, y) if upright else Point(x, end.y))
    points.append(end)
    return tuple(points)
