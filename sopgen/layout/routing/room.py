"""How wide lanes and how high rows must at least be for symbols and tracks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set

from msgspec import Struct

from sopgen.layout.routing.contract import Grid, Stop
from sopgen.layout.routing.ordering import Zone
from sopgen.layout.routing.spacing import EVEN, RULE_GAP, half_need, whole_need
from sopgen.layout.routing.tracks import Track


class Bodies(Struct, frozen=True):
    """What each lane and row holds: half its largest symbol, and the room for tracks beside it.

    `leans` are how far the symbols of each row stand above its middle.
    `tight_lanes` is that of tracks which keep their distances however little room there is.
    """

    half_widths: tuple[int, ...]
    half_heights: tuple[int, ...]
    beside_lanes: tuple[int, ...]
    beside_rows: tuple[int, ...]
    tight_lanes: tuple[int, ...]
    leans: tuple[int, ...]


def bodies(grid: Grid, stops: Sequence[Stop], tracks: Collection[Track], tight: Set[int]) -> Bodies:
    """Return what `stops` and `tracks` ask of each lane and row.

    `tight` are the channels whose tracks keep close to the rule (see `geometry.Axis`).
    """
    half_widths, half_heights = [0] * len(grid.lanes), [0] * len(grid.rows)
    for stop in stops:
        half_heights[stop.row] = max(half_heights[stop.row], half(stop.height))
        if stop.lane == stop.last_lane:
            half_widths[stop.lane] = max(half_widths[stop.lane], half(stop.width))
    upright = [track for track in tracks if track.vertical]
    return Bodies(
        tuple(half_widths),
        tuple(half_heights),
        _beside(len(grid.lanes), upright),
        _beside(len(grid.rows), [track for track in tracks if not track.vertical]),
        _beside(len(grid.lanes), [track for track in upright if track.channel in tight]),
        grid.leans or (0,) * len(grid.rows),
    )


def _beside(cells: int, tracks: Iterable[Track]) -> tuple[int, ...]:
    """Return the room that `tracks` need beside the symbols of each cell."""
    beside = [0] * cells
    for track in tracks:
        for cell, need in _asked(track):
            beside[cell] = max(beside[cell], need)
    return tuple(beside)


def half(size: int) -> int:
    """Return half of `size`, rounded up, so that a symbol's centre is a whole number."""
    return (size + 1) // 2


def least_lanes(
    grid: Grid, stops: Sequence[Stop], bodies: Bodies, extra: Sequence[int], part: float = 1
) -> tuple[int, ...]:
    """Return the least widths of the lanes; `extra` is asked by labels.

    Lines keep `part` of their distances, except where they keep close to a rule anyway.
    """
    beside = bodies.beside_lanes
    if part < 1:
        yielding = (int(room * part) for room in beside)
        beside = tuple(map(max, yielding, bodies.tight_lanes))
    lanes = _least(grid.lanes, bodies.half_widths, beside, extra)
    for stop in stops:
        if stop.lane < stop.last_lane:
            _widen(lanes, stop, beside)
    return tuple(lanes)


def least_rows(grid: Grid, bodies: Bodies, extra: Sequence[int]) -> tuple[int, ...]:
    """Return the least heights of the rows; `extra` is asked by labels."""
    leaning = zip(bodies.half_heights, bodies.leans, strict=True)
    halves = [half_height + abs(lean) for half_height, lean in leaning]
    return tuple(_least(grid.rows, halves, bodies.beside_rows, extra))


def _least(
    asked: Sequence[int], halves: Sequence[int], beside: Sequence[int], extra: Sequence[int]
) -> list[int]:
    return [
        _even(max(size, 2 * (body + room)) + more)
        for size, body, room, more in zip(asked, halves, beside, extra, strict=True)
    ]


def _asked(track: Track) -> list[tuple[int, int]]:
    """Return the lanes or rows that `track` lies in, and the room that it needs in each half."""
    behind = track.channel // 2
    match track.place.zone:
        case Zone.BEFORE:
            return [(behind - 1, half_need(track.place.total))]
        case Zone.BEHIND:
            return [(behind, half_need(track.place.total))]
        case Zone.WHOLE:
            need = half(whole_need(track.place.total))
            return [(behind - 1, need), (behind, need)]


def _widen(lanes: list[int], stop: Stop, beside: Sequence[int]) -> None:
    """Give a symbol over several lanes the room that it needs on both sides of its middle.

    A line may leave it beside the rule in its middle, and then it stands as far off.
    """
    first, last = stop.lane, stop.last_lane
    middle, between = (first + last) // 2, (first + last) % 2
    drift = between * max(beside[middle], beside[middle + between], RULE_GAP)
    need = half(stop.width) + max(beside[first], beside[last], RULE_GAP) + drift
    inner = 0 if between else lanes[middle] // 2
    for side in (range(first, middle + between), range(middle + 1, last + 1)):
        missing = need - inner - sum(lanes[lane] for lane in side)
        for lane in side:
            if missing > 0:
                lanes[lane] = _even(lanes[lane] + -(-missing // len(side)))


def _even(size: int) -> int:
    """Return `size` rounded up so that both halves lie on whole pixels."""
    return -(-size // EVEN) * EVEN
