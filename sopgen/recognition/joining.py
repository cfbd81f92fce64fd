"""Join lines that people drew in pieces: ends that meet, and ends upon the line of an arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    """Return `ways` in which an end upon the line of an arrow has its target, or its source."""
    out = list(ways)
    if all(None not in (way.start, way.end) for way in out):
        return out
    index = paths_near([way.path for way in out])
    for _ in range(_ROUNDS):
        for at, way in enumerate(out):
            if way.start is None:
                out[at] = way = replace(way, start=_upon(out, index, at, way.path[0], way.end))
            if way.end is None:
                out[at] = replace(way, end=_upon(out, index, at, way.path[-1], way.start))
    return out


def _upon(ways: Sequence[Way], index: Near, own: int, point: Point, other: End) -> End:
    """Return what an end of line `own` at `point` has from the nearest line that it is upon."""
    way = ways[own]
    is_source = _is_tail(way, at_start=point == way.path[0])
    found: list[tuple[float, int, End]] = []
    for each in index.within(Box(point.x, point.y, 0, 0), ON_LINE):
        has = _source(ways[each]) if is_source else _target(ways[each])
        if each != own and has is not None and has != other:
            off = to_path(point, ways[each].path)
            if off <= ON_LINE:
                found.append((off, each, has))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _is_tail(way: Way, *, at_start: bool) -> bool:
    """Tell whether an end of `way` is where its arrow comes from."""
    backwards = way.line.head_at_start and not way.line.head_at_end
    return at_start != backwards


def _source(way: Way) -> End:
    return way.start if _is_tail(way, at_start=True) else way.end


def _target(way: Way) -> End:
    return way.end if _is_tail(way, at_start=True) else way.start
