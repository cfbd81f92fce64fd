"""Join lines that people drew in pieces: ends that meet, and ends upon the line of an arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from sopgen.document.page import Box, Point
from sopgen.recognition.distances import POINT, Near, apart, paths_near, to_path
from sopgen.recognition.ends import End, Way

MEETING = 5 * POINT
ON_LINE = 4 * POINT

_ROUNDS = 3


def met(ways: Sequence[Way]) -> list[Way]:
    """Return `ways` in which two loose ends that meet, without a head, are one line."""
    partners = _partners(ways)
    out: list[Way] = []
    done: set[int] = set()
    for at, way in enumerate(ways):
        if at in done or ((at, True) in partners and (at, False) in partners):
            continue
        done.add(at)
        turned = (at, True) in partners
        whole, leaves = (_turned(way), (at, True)) if turned else (way, (at, False))
        while leaves in partners:
            number, at_start = partners[leaves]
            if number in done:
                break
            done.add(number)
            piece = ways[number] if at_start else _turned(ways[number])
            whole, leaves = _joined(whole, piece), (number, not at_start)
        out.append(whole)
    return out + [way for at, way in enumerate(ways) if at not in done]


def _partners(ways: Sequence[Way]) -> dict[tuple[int, bool], tuple[int, bool]]:
    """Return which loose end meets which, by the line's index and whether it is its start.

    Where three ends meet, none does.
    """
    loose = [end for at, way in enumerate(ways) for end in _bare_ends(at, way)]
    index = Near((at, Box(point.x, point.y, 0, 0)) for at, (_, point) in enumerate(loose))
    out: dict[tuple[int, bool], tuple[int, bool]] = {}
    for at, (end, point) in enumerate(loose):
        close = [
            loose[each][0]
            for each in index.within(Box(point.x, point.y, 0, 0), MEETING)
            if each != at and apart(loose[each][1], point) <= MEETING
        ]
        if len(close) == 1 and close[0][0] != end[0]:
            out[end] = close[0]
    return {end: other for end, other in out.items() if out.get(other) == end}


def _bare_ends(at: int, way: Way) -> Iterator[tuple[tuple[int, bool], Point]]:
    """Yield the loose ends of `way`, the one at index `at`, that have no head."""
    if way.start is None and not way.line.head_at_start:
        yield (at, True), way.path[0]
    if way.end is None and not way.line.head_at_end:
        yield (at, False), way.path[-1]


def _joined(one: Way, other: Way) -> Way:
    """Return the line that goes on as `other` where `one` ends."""
    line = replace(
        one.line,
        end=other.line.end,
        head_at_end=other.line.head_at_end,
        dashed=one.line.dashed or other.line.dashed,
        key=one.line.key or other.line.key,
    )
    return Way(one.panel, line, (*one.path, *other.path), one.start, other.end)


def _turned(way: Way) -> Way:
    """Return `way` drawn from its other end."""
    line = replace(
        way.line,
        start=way.line.end,
        end=way.line.start,
        head_at_start=way.line.head_at_end,
        head_at_end=way.line.head_at_start,
    )
    return Way(way.panel, line, way.path[::-1], way.end, way.start, way.far)


def branched(ways: Sequence[Way]) -> list[Way]:
    """Return `ways` in which an end upon the line of an arrow has its target, or its source.

    A line without a head that ends so, from a symbol, goes where that arrow goes.
    """
    out = list(ways)
    if all(None not in (way.start, way.end) for way in out):
        return out
    index = paths_near([way.path for way in out])
    for _ in range(_ROUNDS):
        for at in range(len(out)):
            for at_start in (True, False):
                if (out[at].start if at_start else out[at].end) is None:
                    out[at] = _upon(out, index, at, at_start=at_start)
    return out


def _upon(ways: Sequence[Way], index: Near, own: int, *, at_start: bool) -> Way:
    """Return line `own` with what its end has from the nearest line that it is upon."""
    way = ways[own]
    point, held = (way.path[0], way.end) if at_start else (way.path[-1], way.start)
    goes_on = _is_headless(way) and isinstance(held, int)
    is_source = _is_tail(way, at_start=at_start) and not goes_on
    found: list[tuple[float, int, End]] = []
    for each in index.within(Box(point.x, point.y, 0, 0), ON_LINE):
        other = ways[each]
        has = _source(other) if is_source else _target(other)
        if each != own and has is not None and has != held:
            off = to_path(point, other.path)
            if off <= ON_LINE:
                found.append((off, each, has))
    if not found:
        return way
    _, each, has = min(found, key=lambda each: each[:2])
    if is_source and not way.line.key:
        trunk = _until(ways[each], point)
        path = (*trunk, *way.path) if at_start else (*way.path, *trunk[::-1])
        way = replace(way, path=path)
    if goes_on and not _is_headless(ways[each]):
        head = {"head_at_start" if at_start else "head_at_end": True}
        way = replace(way, line=replace(way.line, **head))
    return replace(way, start=has) if at_start else replace(way, end=has)


def _is_headless(way: Way) -> bool:
    return not way.line.head_at_start and not way.line.head_at_end


def _until(way: Way, point: Point) -> tuple[Point, ...]:
    """Return the part of `way` from where it comes from to `point`, which lies upon it."""
    path = way.path if _is_tail(way, at_start=True) else way.path[::-1]
    for at, piece in enumerate(pairwise(path), start=1):
        if to_path(point, piece) <= ON_LINE:
            return path[:at]
    return path[:1]


def _is_tail(way: Way, *, at_start: bool) -> bool:
    """Tell whether an end of `way` is where its arrow comes from."""
    backwards = way.line.head_at_start and not way.line.head_at_end
    return at_start != backwards


def _source(way: Way) -> End:
    return way.start if _is_tail(way, at_start=True) else way.end


def _target(way: Way) -> End:
    return way.end if _is_tail(way, at_start=True) else way.start
