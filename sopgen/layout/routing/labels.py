"""Where the words beside branches and off-page symbols stand.

A label stands at the start of its branch: beside the first stretch that the branch
has to itself, on one line if that fits, else wrapped; never across a rule, a line, a
symbol or other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from sopgen.layout.routing.contract import Leg, Stop
from sopgen.layout.routing.geometry import Placement
from sopgen.layout.routing.scene import Range, Scene
from sopgen.page import Box, Point

PAD = 20
"""Distance of a label from its line."""

TUCK = 280
"""How far a label may slip back over the slope of its diamond."""

NEXT_SEGMENT = 2000
"""Cost, in tenths of a twip, of standing behind a bend of the branch."""

WRAP = 1000
"""Cost, in tenths of a twip, of taking one more line than another size."""

Size: TypeAlias = tuple[int, int]
Spot: TypeAlias = tuple[int, Box]
"""Cost in tenths of a twip, and place."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The place of every label, which size each took, and what has no place at all."""

    boxes: tuple[Box | None, ...]
    choices: tuple[int, ...]
    missing: tuple[int, ...]


def label(
    scene: Scene, placement: Placement, legs: Sequence[Leg], reach: int, across_rules: bool
) -> Labelled:
    """Place the labels of `legs`, none further than `reach` (in twips) from its branch's start.

    They go `across_rules` between lanes only where nothing else is free.
    """
    boxes: list[Box | None] = [None] * len(legs)
    choices = [0] * len(legs)
    missing = []
    for index, leg in enumerate(legs):
        if not leg.labels:
            continue
        branch = branch_of(index, legs, placement.paths)
        found = _best_spot(scene, branch, leg.labels, 10 * reach)
        if found is None and across_rules:
            found = _best_spot(scene.without_lane_rules(), branch, leg.labels, 10 * reach)
        if found is None:
            missing.append(index)
        else:
            choices[index], boxes[index] = found
            scene.occupy(found[1])
    return Labelled(tuple(boxes), tuple(choices), tuple(missing))


def _best_spot(
    scene: Scene, branch: Sequence[Point], sizes: Sequence[Size], limit: int
) -> tuple[int, Box] | None:
    """Return which of `sizes` stands best beside `branch`, and where."""
    best: tuple[int, Box] | None = None
    least = limit
    for choice, size in enumerate(sizes):
        wrapped = choice * WRAP
        if wrapped > least:
            break
        spot = min(_spots(scene, branch, size), key=_cost_of, default=None)
        if spot is not None and spot[0] + wrapped <= least:
            best, least = (choice, spot[1]), spot[0] + wrapped - 1
    return best


def label_captions(
    scene: Scene, placement: Placement, stops: Sequence[Stop], across_rules: bool
) -> Labelled:
    """Place small type beside its symbols, `across_rules` between lanes where it must be."""
    boxes: list[Box | None] = [None] * len(stops)
    missing = []
    for index, stop in enumerate(stops):
        if stop.caption is None:
            continue
        symbol = placement.boxes[index]
        for block in (scene, scene.without_lane_rules()) if across_rules else (scene,):
            spot = min(_caption_spots(block, symbol, stop.caption), key=_cost_of, default=None)
            if spot is not None:
                boxes[index] = spot[1]
                scene.occupy(spot[1])
                break
        else:
            missing.append(index)
    return Labelled(tuple(boxes), (0,) * len(stops), tuple(missing))


def branch_of(
    index: int, legs: Sequence[Leg], paths: Sequence[tuple[Point, ...]]
) -> tuple[Point, ...]:
    """Return the path of leg `index` from where it parts from other legs of its source."""
    path = paths[index]
    best = path
    for other, leg in enumerate(legs):
        if other != index and leg.source == legs[index].source and paths[other][0] == path[0]:
            rest = _parted(path, paths[other])
            if len(rest) < len(best) or (len(rest) == len(best) and _first(rest) < _first(best)):
                best = rest
    return best


def _parted(path: tuple[Point, ...], other: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return what is left of `path` where it leaves `other`, which starts at the same point."""
    for k in range(1, min(len(path), len(other))):
        if path[k] == other[k]:
            continue
        here, mine, theirs = path[k - 1], path[k], other[k]
        if not _same_direction(here, mine, theirs):
            return path[k - 1 :]
        if _distance(here, mine) <= _distance(here, theirs):
            return path[k:] if len(path) > k + 1 else path[k - 1 :]
        return (theirs, *path[k:])
    return path


def _same_direction(here: Point, one: Point, other: Point) -> bool:
    return (one.x - here.x) * (other.x - here.x) + (one.y - here.y) * (other.y - here.y) > 0


def _distance(one: Point, other: Point) -> int:
    return abs(one.x - other.x) + abs(one.y - other.y)


def _first(path: Sequence[Point]) -> int:
    return _distance(path[0], path[1])


def _cost_of(spot: Spot) -> int:
    return spot[0]


def _spots(scene: Scene, branch: Sequence[Point], size: Size) -> Iterator[Spot]:
    """Yield places beside each segment of `branch`."""
    passed = 0
    for start, end in pairwise(branch):
        spots = _beside_flat if start.y == end.y else _beside_upright
        for cost, box in spots(scene, start, end, size):
            yield passed + cost, box
        passed += NEXT_SEGMENT + 10 * _distance(start, end)


def _beside_flat(scene: Scene, start: Point, end: Point, size: Size) -> Iterator[Spot]:
    """Yield places over and under a line, near its start, tucked under a slope if need be."""
    width, height = size
    if end.x > start.x:
        range_ = Range(start.x - TUCK, start.x + PAD, end.x, 2, 7)
    else:
        range_ = Range(end.x - width, start.x - PAD - width, start.x + TUCK - width, 7, 2)
    for rise in (0, 40, 80, 120):
        for dislike, top in ((0, start.y - PAD - height - rise), (60, start.y + PAD + rise)):
            spot = scene.flat.slide(top, top + height, width, range_)
            if spot:
                yield spot[0] + dislike + 9 * rise, Box(spot[1], top, width, height)


def _beside_upright(scene: Scene, start: Point, end: Point, size: Size) -> Iterator[Spot]:
    """Yield places right and left of a line, near its start."""
    width, height = size
    if end.y > start.y:
        range_ = Range(start.y + PAD // 2, start.y + PAD // 2, end.y, 10, 10)
    else:
        best = start.y - PAD // 2 - height
        range_ = Range(end.y - height, best, best, 10, 10)
    for dislike, left in ((0, start.x + PAD), (80, start.x - PAD - width)):
        spot = scene.upright.slide(left, left + width, height, range_)
        if spot:
            yield spot[0] + dislike, Box(left, spot[1], width, height)


def _caption_spots(scene: Scene, box: Box, size: Size) -> Iterator[Spot]:
    """Yield places right, left, below and above."""
    width, height = size
    middle = box.center
    reach, rise = (box.width + width) // 2, (box.height + height) // 2
    top = middle.y - height // 2
    upright = Range(top - rise, top, top + rise, 10, 10)
    for dislike, left in ((0, box.right + PAD), (10, box.x - PAD - width)):
        spot = scene.upright.slide(left, left + width, height, upright)
        if spot:
            yield spot[0] + dislike, Box(left, spot[1], width, height)
    left = middle.x - width // 2
    flat = Range(left - reach, left, left + reach, 10, 10)
    for dislike, top in ((500, box.bottom + PAD), (510, box.y - PAD - height)):
        spot = scene.flat.slide(top, top + height, width, flat)
        if spot:
            yield spot[0] + dislike, Box(spot[1], top, width, height)
