"""Where the words beside branches stand.

A label stands at the start of its branch: beside the first stretch that the branch
has to itself, on one line if that fits, else wrapped; never across a rule, a line, a
symbol or other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Box, Point
from sopgen.layout.routing.contract import Leg, Size
from sopgen.layout.routing.geometry import Placement
from sopgen.layout.routing.scene import CLEARLY, NOBODY, Band, Range, Scene

PAD = 20
"""Distance of a label from its line."""

TUCK = 280
"""How far a label may slip back over the slope of its diamond."""

RISES = (0, 40, 80, 120)
"""By how much more than `PAD` a label may stand above or below its line."""

HIGH_RISES = (180, 240, 320, 400)
"""Where there is no other place: over the symbol that the line leads to."""

NEXT_SEGMENT = 2000
"""Cost, in tenths of a twip, of standing behind a bend of the branch."""

REACH = 300
"""A label further than this from the start of its branch is far, in twips."""

FAR = 1 << 20

NEAREST = 2
"""Cost, in tenths of a twip, of a twip from the start of a branch where that costs least."""

WRAP = 1000
"""Cost, in tenths of a twip, of taking one more line than another size."""

Spot: TypeAlias = tuple[int, Box]
"""Cost in tenths of a twip, and place."""


class Labelled(Struct, frozen=True):
    """The place of every label, which size each took, and what has no place at all."""

    boxes: tuple[Box | None, ...]
    choices: tuple[int, ...]
    missing: tuple[int, ...]


def no_words(items: Sequence[object]) -> Labelled:
    """Return that none of `items` has words beside it."""
    return Labelled((None,) * len(items), (0,) * len(items), ())


class Branch(Struct, frozen=True):
    """The path of a leg from where it parts from others; NOBODY's heeds no other line."""

    leg: int
    path: tuple[Point, ...]


class Manners(Struct, frozen=True):
    """What a label puts up with: `far` are those for which any place will do.

    Where lanes are `squeezed`, words may lie across the rules between them; where they are the
    `narrowest`, words may stand higher above and lower below their line.
    """

    far: frozenset[int]
    squeezed: bool
    narrowest: bool = False

    def reach(self, leg: int) -> int:
        """Return how far from the start of its branch the label of `leg` may stand."""
        return FAR if leg in self.far else REACH


def label(
    scene: Scene,
    placement: Placement,
    legs: Sequence[Leg],
    manners: Manners,
    whole: bool = False,
) -> Labelled:
    """Place the labels of `legs`; if only the `whole` of them is of use, up to one without place.

    Only where nothing else is free, other lines are nearer than their own, or they go
    across rules, best those between lanes.
    """
    boxes: list[Box | None] = [None] * len(legs)
    choices = [0] * len(legs)
    missing = []
    for index, leg in enumerate(legs):
        if not leg.labels:
            continue
        branch = Branch(index, branch_of(index, legs, placement.paths))
        limit = 10 * manners.reach(index)
        reached = _along if index in manners.far else _reached
        near = scene.within(reached(branch, leg.labels))
        for block, own, rises in _tries(near, branch, manners):
            found = _best_spot(block, own, leg.labels, limit, rises)
            if found is not None:
                choices[index], boxes[index] = found
                scene.occupy(found[1])
                break
        else:
            missing.append(index)
            if whole:
                break
    return Labelled(tuple(boxes), tuple(choices), tuple(missing))


def _reached(branch: Branch, sizes: Sequence[Size]) -> Box:
    """Return what lies so near to the start of `branch` that its label may come close to it."""
    start = branch.path[0]
    by = 10 * REACH // NEAREST + max(max(size) for size in sizes) + TUCK
    return Box(start.x - by, start.y - by, 2 * by, 2 * by)


def _along(branch: Branch, sizes: Sequence[Size]) -> Box:
    """Return what lies so near to any part of `branch` that its label may come close to it."""
    across, down = [point.x for point in branch.path], [point.y for point in branch.path]
    by = 2 * (HIGH_RISES[-1] + PAD + CLEARLY) + max(max(size) for size in sizes) + TUCK
    left, top = min(across) - by, min(down) - by
    return Box(left, top, max(across) + by - left, max(down) + by - top)


def _tries(
    scene: Scene, branch: Branch, manners: Manners
) -> Iterator[tuple[Scene, Branch, Sequence[int]]]:
    """Yield the block, the branch, and how far off its label may stand; then less to keep off."""
    yield scene, branch, RISES
    if branch.leg in manners.far:
        heedless = replace(branch, leg=NOBODY)
        yield from ((block, heedless, RISES) for block in blocks(scene, manners.squeezed))
        if manners.narrowest:
            for own in (branch, heedless):
                yield from ((block, own, HIGH_RISES) for block in blocks(scene, True))


def _best_spot(
    scene: Scene, branch: Branch, sizes: Sequence[Size], limit: int, rises: Sequence[int]
) -> tuple[int, Box] | None:
    """Return which of `sizes` stands best beside `branch`, and where."""
    best: tuple[int, Box] | None = None
    least = limit
    for choice, size in enumerate(sizes):
        wrapped = choice * WRAP
        if wrapped > least:
            break
        spot = _best_beside(scene, branch, size, least - wrapped, rises)
        if spot is not None:
            best, least = (choice, spot[1]), spot[0] + wrapped - 1
    return best


def blocks(scene: Scene, across_rules: bool) -> Iterator[Scene]:
    """Yield the block, and then with less and less rules that words keep off."""
    yield scene
    if across_rules:
        if scene.has_lane_rules:
            yield scene.without_lane_rules()
        yield scene.without_rules()


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


class Strip(NamedTuple):
    """A band beside a line, `off` from it, and where type may start in it."""

    dislike: int
    near: int
    far: int
    off: int
    range: Range


def _best_beside(
    scene: Scene, branch: Branch, size: Size, limit: int, rises: Sequence[int]
) -> Spot | None:
    """Return the best place beside `branch` that costs at most `limit`."""
    best: Spot | None = None
    width, height = size
    passed = 0
    for start, end in pairwise(branch.path):
        flat = start.y == end.y
        field, length = (scene.flat, width) if flat else (scene.upright, height)
        strips = (
            _beside_flat(start, end, size, rises) if flat else _beside_upright(start, end, size)
        )
        for strip in strips:
            if passed + strip.dislike > limit:
                break
            off = 0 if branch.leg == NOBODY else strip.off
            band = Band(strip.near, strip.far, branch.leg, off)
            spot = field.slide(band, length, strip.range)
            if spot and passed + strip.dislike + spot[0] <= limit:
                cost, at = passed + strip.dislike + spot[0], spot[1]
                box = Box(at, band.near, *size) if flat else Box(band.near, at, *size)
                best, limit = (cost, box), cost - 1
        passed += NEXT_SEGMENT + 10 * _distance(start, end)
    return best


def _beside_flat(start: Point, end: Point, size: Size, rises: Sequence[int]) -> Iterator[Strip]:
    """Yield strips over and under a line, least disliked first; type stands near its start.

    It may be tucked under the slope of the symbol there.
    """
    width, height = size
    if end.x > start.x:
        range_ = Range(start.x - TUCK, start.x + PAD, end.x, NEAREST, 7)
    else:
        range_ = Range(end.x - width, start.x - PAD - width, start.x + TUCK - width, 7, NEAREST)
    for rise in rises:
        off = PAD + rise
        for dislike, top in ((0, start.y - off - height), (60, start.y + off)):
            yield Strip(dislike + 9 * rise, top, top + height, off, range_)


def _beside_upright(start: Point, end: Point, size: Size) -> Iterator[Strip]:
    """Yield strips right and left of a line, least disliked first; type stands near its start."""
    width, height = size
    if end.y > start.y:
        range_ = Range(start.y + PAD // 2, start.y + PAD // 2, end.y, 10, 10)
    else:
        best = start.y - PAD // 2 - height
        range_ = Range(end.y - height, best, best, 10, 10)
    for dislike, left in ((0, start.x + PAD), (80, start.x - PAD - width)):
        yield Strip(dislike, left, left + width, PAD, range_)
