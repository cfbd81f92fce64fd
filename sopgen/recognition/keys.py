"""Decide which shape and which line has a key where programs lost or doubled them.

LibreOffice drops all names from a Word file: what stands where it stood is what it was, then what
looks like one that is gone from there and was dragged aside; a line is the one that joined the
same two symbols. A copy has the key of what was
copied: the one that is nearest to where that stood keeps it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenLine, SeenShape, Sheet
from sopgen.recognition.distances import POINT, Near, to_sites
from sopgen.recognition.reading import Panel

_MOST_PAIRS = 10_000
_AT_SITE = 3 * POINT
_NEAR = 120 * POINT
"""How far words may be dragged to be those that are gone from another place."""

T = TypeVar("T", SeenShape, SeenLine)


def with_own_keys(panels: Sequence[Panel], known: Sequence[Panel]) -> tuple[Panel, ...]:
    """Return `panels` in which no key stands twice, and lost keys of `known` stand again."""
    shapes = _settled(
        [panel.sheet.shapes for panel in panels],
        [panel.sheet.shapes for panel in known],
        lambda shape: _corners(shape.box),
        lambda one, other: one.bare == other.bare and (one.bare or one.preset == other.preset),
    )
    lines = _settled(
        [panel.sheet.lines for panel in panels],
        [panel.sheet.lines for panel in known],
        lambda line: line.path,
        lambda one, other: len(one.path) == len(other.path),
    )
    for at, panel in enumerate(known[: len(panels)]):
        shapes[at] = _dragged(shapes[at], panel.sheet.shapes, _shape_dragged)
        lines[at] = _joining(lines[at], shapes[at], panel.sheet)
        lines[at] = _dragged(lines[at], panel.sheet.lines, _line_dragged)
    return tuple(
        replace(panel, sheet=replace(panel.sheet, shapes=own, lines=drawn))
        for panel, own, drawn in zip(panels, shapes, lines, strict=True)
    )


def _settled(
    seen: Sequence[Sequence[T]],
    known: Sequence[Sequence[T]],
    points: Callable[[T], Sequence[Point]],
    alike: Callable[[T, T], bool],
) -> list[tuple[T, ...]]:
    places = {
        each.key: points(each) for group in known for each in group if each.key and not _bare(each)
    }
    holders = _holders(seen, places, points)
    lost = [
        [each for each in group if each.key and (each.key not in holders or _bare(each))]
        for group in known
    ]
    out = []
    for number, group in enumerate(seen):
        own = [
            each
            if not each.key or _bare(each) or holders[each.key] is each
            else replace(each, key="")
            for each in group
        ]
        if number < len(lost) and lost[number]:
            own = _found_again(own, lost[number], points, alike)
        out.append(tuple(own))
    return out


def _dragged(
    own: tuple[T, ...], known: Sequence[T], distance: Callable[[T, T], int | None]
) -> tuple[T, ...]:
    """Return `own`, in which what has no key is one of `known` that is gone from its place.

    The `distance` is None of what was not dragged from there; nearer ones come first. Words that
    could be those of several places are nobody's.
    """
    present = {(each.key, _bare(each)) for each in own}
    lost = [each for each in known if each.key and (each.key, _bare(each)) not in present]
    strangers = [at for at, each in enumerate(own) if not each.key]
    if len(lost) * len(strangers) > _MOST_PAIRS:
        return own
    pairs = sorted(
        (off, at, number)
        for at in strangers
        for number, each in enumerate(lost)
        if (off := distance(own[at], each)) is not None
    )
    sure = _each_others_only(pairs)
    pairs = [each for each in pairs if each in sure or not _bare(own[each[1]])]
    out, used, given = list(own), set[int](), set[int]()
    for _, at, number in pairs:
        if at not in used and number not in given:
            used.add(at)
            given.add(number)
            out[at] = replace(own[at], key=lost[number].key)
    return tuple(out)


def _joining(
    own: tuple[SeenLine, ...], shapes: Sequence[SeenShape], known: Sheet
) -> tuple[SeenLine, ...]:
    """Return lines `own`, where the only one that joins two symbols is the `known` one that did."""
    had = {line.key for line in own}
    by_id = {shape.id: shape.key for shape in known.shapes}
    lost: dict[tuple[str, str], list[str]] = {}
    for line in known.lines:
        if line.key and line.key not in had and line.start and line.end:
            ends = by_id.get(line.start.shape, ""), by_id.get(line.end.shape, "")
            lost.setdefault(ends, []).append(line.key)
    keyed = [shape for shape in shapes if shape.key and not shape.bare] if lost else []
    near = Near((at, shape.box) for at, shape in enumerate(keyed))

    def held_by(point: Point) -> str:
        at = near.nearest(point, _AT_SITE, lambda at: (to_sites(point, keyed[at].box),))
        return "" if at is None else keyed[at].key

    joining: dict[tuple[str, str], list[int]] = {}
    for at, line in enumerate(own):
        if not line.key and line.path and lost:
            ends = held_by(line.path[0]), held_by(line.path[-1])
            joining.setdefault(ends, []).append(at)
    out = list(own)
    for ends, keys in lost.items():
        places = joining.get(ends, [])
        if "" not in ends and len(keys) == len(places) == 1:
            out[places[0]] = replace(own[places[0]], key=keys[0])
    return tuple(out)


def explained(panel: Panel, known: Panel) -> int:
    """Return how many keyless symbols of `panel` stand where one like it stands in `known`."""
    there = Near((at, each.box) for at, each in enumerate(known.sheet.shapes))
    count = 0
    for shape in panel.sheet.shapes:
        if shape.key or shape.bare:
            continue
        alike = (known.sheet.shapes[at] for at in there.within(_starts(_corners(shape.box)), POINT))
        count += any(
            each.preset == shape.preset and _off(_corners(each.box), _corners(shape.box)) <= POINT
            for each in alike
        )
    return count


def _each_others_only(pairs: Sequence[tuple[int, int, int]]) -> set[tuple[int, int, int]]:
    """Return the pairs of which both stand in no other pair."""
    strangers, lost = (Counter(pair[at] for pair in pairs) for at in (1, 2))
    return {pair for pair in pairs if strangers[pair[1]] == lost[pair[2]] == 1}


def _shape_dragged(now: SeenShape, before: SeenShape) -> int | None:
    """Return how far a symbol was dragged, along its row or lane, or words anywhere near."""
    one, other = now.box, before.box
    is_alike = (
        (now.bare, now.text) == (before.bare, before.text)
        and (now.bare or now.preset == before.preset)
        and abs(one.width - other.width) <= POINT
        and abs(one.height - other.height) <= POINT
    )
    across, down = abs(one.x - other.x), abs(one.y - other.y)
    aside = across <= POINT or 2 * down <= other.height
    near = across + down <= _NEAR if now.bare else aside
    return across + down if is_alike and near else None


def _line_dragged(now: SeenLine, before: SeenLine) -> int | None:
    """Return how far an end of a line was dragged whose other end stayed."""
    if not now.path or not before.path or now.dashed != before.dashed:
        return None
    ends = [
        max(abs(a.x - b.x), abs(a.y - b.y))
        for a, b in ((now.path[0], before.path[0]), (now.path[-1], before.path[-1]))
    ]
    return max(ends) if min(ends) <= POINT else None


def _bare(each: SeenShape | SeenLine) -> bool:
    """Tell whether it is words, whose key is that of their line."""
    return isinstance(each, SeenShape) and each.bare


def _holders(
    seen: Iterable[Sequence[T]],
    places: dict[str, Sequence[Point]],
    points: Callable[[T], Sequence[Point]],
) -> dict[str, T]:
    """Return for each key what has it: of several, what is nearest to where it stood."""
    out: dict[str, T] = {}
    for each in (each for group in seen for each in group if each.key and not _bare(each)):
        other = out.setdefault(each.key, each)
        place = places.get(each.key)
        if other is not each and place and _off(points(each), place) < _off(points(other), place):
            out[each.key] = each
    return out


def _found_again(
    own: list[T],
    lost: Sequence[T],
    points: Callable[[T], Sequence[Point]],
    alike: Callable[[T, T], bool],
) -> list[T]:
    """Return `own`, keyless ones of which have the key of the `lost` one that stood there."""
    index = Near((at, _starts(points(each))) for at, each in enumerate(own) if not each.key)
    for each in lost:
        there = points(each)
        for at in index.within(_starts(there), POINT):
            found = own[at]
            if not found.key and alike(found, each) and _off(points(found), there) <= POINT:
                own[at] = replace(found, key=each.key)
                break
    return own


def _off(one: Sequence[Point], other: Sequence[Point]) -> int:
    """Return how far two paths are apart where they are farthest, by their ends if unlike."""
    pairs = (
        zip(one, other, strict=True)
        if len(one) == len(other)
        else ((one[0], other[0]), (one[-1], other[-1]))
    )
    return max(max(abs(a.x - b.x), abs(a.y - b.y)) for a, b in pairs)


def _starts(points: Sequence[Point]) -> Box:
    return Box(points[0].x, points[0].y, 0, 0)


def _corners(box: Box) -> tuple[Point, ...]:
    return Point(box.x, box.y), Point(box.right, box.bottom)
