"""Plan the paths of a page, then place them in lanes and rows of any sufficient size."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.layout.routing.abreast import abreast
from sopgen.layout.routing.candidates import Options, Survey
from sopgen.layout.routing.choice import THOROUGH, choose
from sopgen.layout.routing.contacts import contacts
from sopgen.layout.routing.contract import Grid, Lanes, Leg, Routes, Stop
from sopgen.layout.routing.geometry import Topology
from sopgen.layout.routing.habits import habits
from sopgen.layout.routing.lattice import lattice
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.narrowing import in_narrow, narrowest
from sopgen.layout.routing.room import bodies
from sopgen.layout.routing.tracks import Segment, Track, stems_of, tracks
from sopgen.layout.routing.ways import Way
from sopgen.layout.routing.widening import ENDLESS, PATIENCE, Bare, Sized, Sizes, bare, least, sized

REPAIRS = 4
"""How often paths are chosen anew because two of them came to lie on each other."""


class Paths(Struct, frozen=True):
    """Paths without sizes, and all but words in the least sizes that symbols and lines need.

    `turned` are the legs of joint work that were planned from their target; `effort` is
    how many ways were drawn to choose from, `weighed` how often one was weighed to choose better.
    """

    grid: Grid
    topology: Topology
    bare: Bare
    turned: frozenset[int]
    effort: int
    weighed: int

    @property
    def lanes(self) -> tuple[int, ...]:
        """The least widths of the lanes, whatever words ask for on top."""
        return self.bare.sizes.lanes

    def worded(
        self, like: Plan | None = None, *, room: Lanes = Lanes.ROOMY, widest: int = ENDLESS
    ) -> Plan:
        """Return everything with its words, in the least sizes for that.

        `like` has the same paths in other sizes: its words tell what these ask for. Where there
        is less `room` for lanes, a label may stand further along its branch. Lanes together
        wider than `widest` are of no use: what is lacking then is not sought for.
        """
        return Plan(self, self._smallest(like, room, widest), room)

    def _smallest(self, like: Plan | None, room: Lanes, widest: int) -> Sized:
        around = self.grid, self.topology
        match room:
            case Lanes.ROOMY:
                asked = like.smallest.asked if like and like.room is Lanes.ROOMY else ()
                return least(*around, self.bare, PATIENCE, asked, widest)
            case Lanes.SQUEEZED:
                return least(*around, self.bare, 0, (), widest)
            case Lanes.NARROWEST:
                return narrowest(*around)
            case _:
                assert_never(room)


class Plan(Struct, frozen=True):
    """Paths, and everything `smallest`: in the least lanes and rows they need."""

    paths: Paths
    smallest: Sized
    room: Lanes

    @property
    def lanes(self) -> tuple[int, ...]:
        """The least widths of the lanes."""
        return self.smallest.sizes.lanes

    @property
    def rows(self) -> tuple[int, ...]:
        """The least heights of the rows."""
        return self.smallest.sizes.rows

    @property
    def effort(self) -> int:
        """How many words were held against how many lines to come to this."""
        legs = self.paths.topology.legs
        return self.smallest.tried * sum(bool(leg.labels) for leg in legs) * len(legs)

    def place(self, lane_widths: Sequence[int], row_heights: Sequence[int]) -> Routes:
        """Return everything placed in lanes and rows at least as large as the plan's."""
        for needs, given in ((self.lanes, lane_widths), (self.rows, row_heights)):
            if any(size < need for size, need in zip(given, needs, strict=True)):
                raise ValueError(f"sizes {given} are smaller than the plan's {needs}")
        topology, found = self.paths.topology, self.smallest
        sizes = Sizes(tuple(lane_widths), tuple(row_heights))
        if sizes != found.sizes:
            place = in_narrow if self.room is Lanes.NARROWEST else sized
            found = place(topology, self.paths.grid.ruled, sizes)
        placed, labels, captions = found.placement, found.labels, found.captions
        touching = contacts(placed.paths, topology.ways)
        paths, sites = list(placed.paths), [(way.leaves, way.enters) for way in topology.ways]
        for leg in self.paths.turned:
            paths[leg] = paths[leg][::-1]
            sites[leg] = sites[leg][::-1]
        return Routes(
            lane_edges=placed.lane_edges,
            row_edges=placed.row_edges,
            boxes=placed.boxes,
            paths=tuple(paths),
            sites=tuple(sites),
            labels=labels.boxes,
            label_choice=labels.choices,
            captions=captions.boxes,
            caption_choice=captions.choices,
            notes=(
                *(f"legs {i} and {j} lie on each other" for i, j in touching),
                *(f"no place for the label of leg {leg}" for leg in labels.missing),
                *(f"no place for the caption of stop {stop}" for stop in captions.missing),
            ),
        )


Structure: TypeAlias = tuple[Hashable, ...]


def structure(grid: Grid, stops: Sequence[Stop], legs: Sequence[Leg]) -> Structure:
    """Return all that the choice of paths depends on: everything but sizes."""
    return (
        len(grid.lanes),
        grid.ruled,
        tuple((stop.row, stop.lane, stop.last_lane, stop.symbol) for stop in stops),
        tuple((leg.source, leg.target, leg.plain, bool(leg.labels)) for leg in legs),
    )


def route(
    grid: Grid,
    stops: Sequence[Stop],
    legs: Sequence[Leg],
    like: Plan | None = None,
    *,
    room: Lanes = Lanes.ROOMY,
    patience: int = THOROUGH,
) -> Plan:
    """Return the paths of `legs`, and how much room they need with their words.

    See `chosen` and `Paths.worded`.
    """
    paths = chosen(grid, stops, legs, like.paths if like else None, patience=patience)
    return paths.worded(like, room=room)


def chosen(
    grid: Grid,
    stops: Sequence[Stop],
    legs: Sequence[Leg],
    like: Paths | None = None,
    *,
    patience: int = THOROUGH,
) -> Paths:
    """Return the paths of `legs`.

    `like` are paths of the same structure in other sizes: they are taken over. With less
    `patience` the search takes down to a third of the time and crosses more, see `choose`.
    """
    turned = frozenset(
        index for index, leg in enumerate(legs) if leg.plain and _runs_back(leg, stops)
    )
    planned = tuple(
        replace(leg, source=leg.target, target=leg.source) if index in turned else leg
        for index, leg in enumerate(legs)
    )
    held = _resized(like, grid, stops, planned) if like else None
    found = held or _found(grid, tuple(stops), planned, patience=patience)
    return Paths(grid, found.topology, found.bare, turned, found.effort, found.weighed)


def _runs_back(leg: Leg, stops: Sequence[Stop]) -> bool:
    start, end = stops[leg.source], stops[leg.target]
    return (end.row, end.lane) < (start.row, start.lane)


class _Found(Struct, frozen=True):
    """Paths, all of them in place but for words, and the effort of choosing them."""

    topology: Topology
    bare: Bare
    effort: int = 0
    weighed: int = 0


def _found(grid: Grid, stops: tuple[Stop, ...], legs: tuple[Leg, ...], *, patience: int) -> _Found:
    """Choose paths until no two lie on each other."""
    coarse = lattice(len(grid.lanes), len(grid.rows), stops)
    survey = Survey(coarse, legs)
    options = [Options(survey, leg, table) for leg, table in enumerate(habits(stops, legs))]
    meetings = Meetings(coarse, stops, legs)
    weighed = 0
    for _ in range(REPAIRS):
        ways, more = choose(options, meetings, patience)
        weighed += more
        ways = abreast(options, meetings, ways)
        lined = tracks(meetings, ways, grid.ruled)
        topology = _topology(grid, stops, legs, tuple(ways), lined)
        placed = bare(grid, topology)
        touching = contacts(placed.placement.paths, topology.ways)
        if not touching:
            break
        for i, j in touching:
            meetings.forbid(ways[i], ways[j])
    return _Found(topology, placed, survey.drawn, weighed)


def _topology(
    grid: Grid,
    stops: tuple[Stop, ...],
    legs: tuple[Leg, ...],
    ways: tuple[Way, ...],
    lined: Mapping[Segment, Track],
) -> Topology:
    stems = stems_of(legs, ways, lined)
    tight = {track.channel for track in stems.values()}
    around = bodies(grid, stops, lined.values(), tight)
    return Topology(stops, legs, ways, lined, stems, around)


def _resized(
    like: Paths, grid: Grid, stops: Sequence[Stop], legs: tuple[Leg, ...]
) -> _Found | None:
    """Return the paths of `like` for symbols of other sizes, None where they would touch."""
    ways, lined = like.topology.ways, like.topology.tracks
    topology = _topology(grid, tuple(stops), legs, ways, lined)
    placed = bare(grid, topology)
    touching = contacts(placed.placement.paths, topology.ways)
    return None if touching else _Found(topology, placed)
