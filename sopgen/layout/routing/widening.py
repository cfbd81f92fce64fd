"""Widen lanes and rows until every label has a place near the start of its branch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.layout.routing.captions import label_captions, lacking
from sopgen.layout.routing.contract import Grid
from sopgen.layout.routing.geometry import Placement, Topology, placement
from sopgen.layout.routing.labels import PAD, Labelled, Manners, branch_of, label, no_words
from sopgen.layout.routing.room import least_lanes, least_rows
from sopgen.layout.routing.scene import scene
from sopgen.layout.routing.spacing import EVEN, SQUEEZED

ROUNDS = 16

ENDLESS = 1 << 20
"""Wider than any paper, in twips."""

PATIENCE = 8
"""Rounds in which a place near the start of its branch is worth more room to a label."""

CAPTION_PATIENCE = 2
"""Rounds in which a place between the rules is worth a higher row to an off-page symbol."""


class Sizes(Struct, frozen=True):
    """Widths of lanes and heights of rows."""

    lanes: tuple[int, ...]
    rows: tuple[int, ...]


class Extra(Struct):
    """What labels ask of lanes and rows beyond what symbols and lines need."""

    lanes: list[int]
    rows: list[int]


class Sized(Struct, frozen=True):
    """Everything placed in lanes and rows of some `sizes`, which need not hold every label.

    `asked` is what labels asked of the rows beyond what symbols and lines need, `tried` how often
    all words were placed to come to this.
    """

    sizes: Sizes
    placement: Placement
    labels: Labelled
    captions: Labelled
    asked: tuple[int, ...]
    tried: int = 1

    @property
    def is_complete(self) -> bool:
        """Tell whether all words have a place."""
        return not self.labels.missing and not self.captions.missing


class Bare(Struct, frozen=True):
    """Symbols and lines in the least `sizes` that they need, before any words."""

    sizes: Sizes
    placement: Placement


def bare(grid: Grid, topology: Topology) -> Bare:
    """Return the symbols and lines of `topology` as narrow and low as they can be."""
    sizes = _sizes(grid, topology, Extra([0] * len(grid.lanes), [0] * len(grid.rows)), False)
    return Bare(sizes, placement(topology, sizes.lanes, sizes.rows))


def _sizes(grid: Grid, topology: Topology, extra: Extra, squeezed: bool) -> Sizes:
    part = SQUEEZED if squeezed else 1
    return Sizes(
        least_lanes(grid, topology.stops, topology.bodies, extra.lanes, part),
        least_rows(grid, topology.bodies, extra.rows),
    )


def sized(
    topology: Topology,
    ruled: Sequence[bool],
    sizes: Sizes,
    narrowest: bool = False,
    whole: bool = False,
) -> Sized:
    """Return everything placed in `sizes`, labels wherever there is a place for them."""
    manners = Manners(frozenset(range(len(topology.legs))), squeezed=True, narrowest=narrowest)
    placed = placement(topology, sizes.lanes, sizes.rows)
    return _worded(topology, ruled, Bare(sizes, placed), manners, crowded=True, whole=whole)


def _worded(
    topology: Topology,
    ruled: Sequence[bool],
    found: Bare,
    manners: Manners,
    crowded: bool,
    whole: bool = False,
) -> Sized:
    """Return `found` with its words; with no more of them where one of the `whole` has no place."""
    sizes, placed = found.sizes, found.placement
    asked = (0,) * len(sizes.rows)
    if not topology.has_words:
        return Sized(sizes, placed, no_words(topology.legs), no_words(topology.stops), asked)
    around = scene(placed, topology.stops, ruled)
    labels = label(around, placed, topology.legs, manners, whole)
    if whole and labels.missing:
        return Sized(sizes, placed, labels, no_words(topology.stops), asked)
    captions = label_captions(around, placed, topology.stops, crowded)
    return Sized(sizes, placed, labels, captions, asked)


def least(
    grid: Grid,
    topology: Topology,
    first: Bare,
    patience: int,
    asked: Sequence[int] = (),
    widest: int = ENDLESS,
) -> Sized:
    """Return the least sizes in which lines, symbols and labels of `topology` have their room.

    A label stands near the start of its branch if `patience` rounds of giving it room
    suffice for that; else it gives the room back, and any place will do. `first` is what
    there is before any words, `asked` what labels are known to ask of the rows. Lanes that are
    wider together than `widest` are of no use, and grow no further.
    """
    everybody = frozenset(range(len(topology.legs)))
    squeezed = not patience
    modest = everybody if squeezed else frozenset[int]()
    while modest != everybody:
        found = _grown(grid, topology, first, Manners(modest, squeezed), patience, asked, widest)
        if not found.labels.missing or sum(found.sizes.lanes) > widest:
            return found
        modest = everybody if modest else frozenset(found.labels.missing)
    found = _grown(grid, topology, first, Manners(everybody, squeezed), ROUNDS, asked, widest)
    of_use = not found.is_complete and sum(found.sizes.lanes) <= widest
    return sized(topology, grid.ruled, found.sizes) if of_use else found


def _grown(
    grid: Grid,
    topology: Topology,
    first: Bare,
    manners: Manners,
    rounds: int,
    asked: Sequence[int],
    widest: int,
) -> Sized:
    """Return everything placed, with more room after each of `rounds` as long as labels ask."""
    extra = Extra([0] * len(grid.lanes), list(asked) or [0] * len(grid.rows))
    for attempt in range(rounds):
        crowded = attempt >= CAPTION_PATIENCE
        if attempt or asked or manners.squeezed:
            found = _with_extra(grid, topology, manners, extra, crowded)
        else:
            found = _worded(topology, grid.ruled, first, manners, crowded)
        if found.is_complete or sum(found.sizes.lanes) > widest:
            break
        for leg in found.labels.missing:
            _make_room(topology, found.placement, leg, extra, attempt)
        _make_room_beside_links(topology, found, extra, attempt)
    if attempt > 1 and found.is_complete:
        found = _given_back(grid, topology, manners, extra, found)
    return replace(found, asked=tuple(extra.rows))


def _with_extra(
    grid: Grid,
    topology: Topology,
    manners: Manners,
    extra: Extra,
    crowded: bool,
    whole: bool = False,
) -> Sized:
    sizes = _sizes(grid, topology, extra, manners.squeezed)
    found = Bare(sizes, placement(topology, sizes.lanes, sizes.rows))
    return _worded(topology, grid.ruled, found, manners, crowded, whole)


def _given_back(
    grid: Grid, topology: Topology, manners: Manners, extra: Extra, found: Sized
) -> Sized:
    """Take back room that was given in vain: what a lane has may make that of a row needless."""
    for sizes in (extra.rows, extra.lanes):
        for at, given in enumerate(sizes):
            if given:
                sizes[at] = 0
                trial = _with_extra(grid, topology, manners, extra, crowded=False, whole=True)
                if trial.is_complete:
                    found = trial
                else:
                    sizes[at] = given
    return found


def _make_room_beside_links(topology: Topology, found: Sized, extra: Extra, attempt: int) -> None:
    """Enlarge the cells of symbols whose small type has no place.

    Where they are large enough lines are in the way: then rows and lanes grow in turns.
    """
    heights: dict[int, int] = {}
    widths: dict[int, int] = {}
    for index in found.captions.missing:
        stop = topology.stops[index]
        width, height = lacking(found.placement, index, stop)
        if not width and not height:
            last_width, last_height = stop.captions[-1]
            in_turns = (0, 2 * last_height) if attempt % 2 == 0 else (last_width // 2, 0)
            width, height = in_turns
        widths[stop.lane] = max(widths.get(stop.lane, 0), width)
        heights[stop.row] = max(heights.get(stop.row, 0), height)
    for lane, width in widths.items():
        extra.lanes[lane] += width
    for row, height in heights.items():
        extra.rows[row] += height


def _make_room(topology: Topology, placed: Placement, leg: int, extra: Extra, attempt: int) -> None:
    """Enlarge what keeps the label of `leg` from its place, for that of its sizes that asks least.

    Where that seems large enough, other lines are in the way: then lane and row grow in
    turns, more each time.
    """
    start = branch_of(leg, topology.legs, placed.paths)[0]
    lane = bisect_right(placed.lane_edges, start.x) - 1
    row = bisect_right(placed.row_edges, start.y) - 1
    half_lane = (placed.lane_edges[lane + 1] - placed.lane_edges[lane]) // 2
    half_row = (placed.row_edges[row + 1] - placed.row_edges[row]) // 2
    width, height = min(
        (
            (max(0, width - half_lane), max(0, height - half_row))
            for width, height in _asked(topology, placed, leg)
        ),
        key=sum,
    )
    if not width and not height:
        more = EVEN * (attempt + 1)
        width, height = (more, 0) if attempt % 2 else (0, more)
    extra.lanes[lane] += 2 * width
    extra.rows[row] += 2 * height


def _asked(topology: Topology, placed: Placement, leg: int) -> Iterator[tuple[int, int]]:
    """Yield half a lane and half a row in which the label fits, for each size of it."""
    box = placed.boxes[topology.legs[leg].source]
    start, end, *_ = branch_of(leg, topology.legs, placed.paths)
    for width, height in topology.legs[leg].labels:
        if start.x == end.x:
            yield width + 2 * PAD, box.height // 2 + height + 2 * PAD
        else:
            yield box.width // 3 + width + 2 * PAD, height + 2 * PAD
