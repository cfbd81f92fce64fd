"""Plan the paths of a page, then place them in lanes and rows of any sufficient size."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from sopgen.layout.routing.candidates import Options, Survey
from sopgen.layout.routing.choice import choose
from sopgen.layout.routing.contacts import contacts
from sopgen.layout.routing.contract import Grid, Leg, Routes, Stop
from sopgen.layout.routing.geometry import Topology
from sopgen.layout.routing.habits import habits
from sopgen.layout.routing.lattice import lattice
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.room import bodies
from sopgen.layout.routing.tracks import Segment, Track, stems_of, tracks
from sopgen.layout.routing.ways import Way
from sopgen.layout.routing.widening import PATIENCE, Bare, Sized, Sizes, bare, least, sized

REPAIRS = 4
"""How often paths are chosen anew because two of them came to lie on each other."""


class Plan(Struct, frozen=True):
    """Paths without sizes, and everything `smallest`: in the least lanes and rows they need.

    `turned` are the legs of joint work that were planned from their target; `effort` is
    how many ways were drawn to choose from.
    """

    topology: Topology
    smallest: Sized
    ruled: tuple[bool, ...]
    turned: frozenset[int]
    roomy: bool
    effort: int

    @property
    def lanes(self) -> tuple[int, ...]:
        """The least widths of the lanes."""
        return self.smallest.sizes.lanes

    @property
    def rows(self) -> tuple[int, ...]:
        """The least heights of the rows."""
        return self.smallest.sizes.rows

    def place(self, lane_widths: Sequence[int], row_heights: Sequence[int]) -> Routes:
        """Return everything placed in lanes and rows at least as large as the plan's."""
        for needs, given in ((self.lanes, lane_widths), (self.rows, row_heights)):
            if any(size < need for size, need in zip(given, needs, strict=True)):
                raise ValueError(f"sizes {given} are smaller than the plan's {needs}")
        topology, found = self.topology, self.smallest
        sizes = Sizes(tuple(lane_widths), tuple(row_heights))
        if sizes != found.sizes:
            found = sized(topology, self.ruled, sizes)
        placed, labels, captions = found.placement, found.labels, found.captions
        touching = contacts(placed.paths, topology.ways)
        paths, sites = list(placed.paths), [(way.leaves, way.enters) for way in topology.ways]
        for leg in self.turned:
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
    roomy: bool = True,
    thorough: bool = True,
) -> Plan:
    """Return the paths of `legs`, and how much room they need.

    `like` is a plan of the same structure in other sizes: its paths are taken over. Where
    there is not room for `roomy` lanes, a label may stand further along its branch. A
    search that is not `thorough` takes a third of the time and crosses more.
    """
    turned = frozenset(
        index for index, leg in enumerate(legs) if leg.plain and _runs_back(leg, stops)
    )
    planned = tuple(
        replace(leg, source=leg.target, target=leg.source) if index in turned else leg
        for index, leg in enumerate(legs)
    )
    held = _resized(like, grid, stops, planned) if like else None
    found = held or _found(grid, tuple(stops), planned, thorough=thorough)
    asked = like.smallest.asked if like and like.roomy and roomy else ()
    smallest = least(grid, found.topology, found.bare, PATIENCE if roomy else 0, asked)
    return Plan(found.topology, smallest, grid.ruled, turned, roomy, found.effort)


def _runs_back(leg: Leg, stops: Sequence[Stop]) -> bool:
    start, end = stops[leg.source], stops[leg.target]
    return (end.row, end.lane) < (start.row, start.lane)


class _Found(Struct, frozen=True):
    """Paths, all of them in place but for words, and the effort of choosing them."""

    topology: Topology
    bare: Bare
    effort: int


def _found(grid: Grid, stops: tuple[Stop, ...], legs: tuple[Leg, ...], *, thorough: bool) -> _Found:
    """Choose paths until no two lie on each other."""
    coarse = lattice(len(grid.lanes), len(grid.rows), stops)
    survey = Survey(coarse, legs)
    options = [Options(survey, leg, table) for leg, table in enumerate(habits(stops, legs))]
    meetings = Meetings(coarse, stops, legs)
    for _ in range(REPAIRS):
        ways = choose(options, meetings, thorough=thorough)
        lined = tracks(meetings, ways, grid.ruled)
        topology = _topology(grid, stops, legs, tuple(ways), lined)
        placed = bare(grid, topology)
        touching = contacts(placed.placement.paths, topology.ways)
        if not touching:
            break
        for i, j in touching:
            meetings.forbid(ways[i], ways[j])
    return _Found(topology, placed, survey.drawn)


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


def _resized(like: Plan, grid: Grid, stops: Sequence[Stop], legs: tuple[Leg, ...]) -> _Found | None:
    """Return the paths of `like` for symbols of other sizes, None where they would touch."""
    ways, lined = like.topology.ways, like.topology.tracks
    topology = _topology(grid, tuple(stops), legs, ways, lined)
    placed = bare(grid, topology)
    touching = contacts(placed.placement.paths, topology.ways)
    return None if touching else _Found(topology, placed, 0)
