"""Decide where the flow goes on where a symbol was deleted: where that one led, if to one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sopgen.document.page import Point
from sopgen.document.sheet import SeenLine
from sopgen.recognition.arrows import Piece
from sopgen.recognition.ends import Way
from sopgen.recognition.known import Known, KnownLine
from sopgen.recognition.marks import Spot


def over_deleted(
    ways: Sequence[Way], pieces: Sequence[Piece], spots: Sequence[Spot], known: Known
) -> list[Piece]:
    """Return the arrows that take the place of those into and out of deleted symbols.

    A line into one may be gone with it: then it counts if its source is left with no arrow. So
    may its words, which are those that it had, and a segilima that was deleted with its row.
    """
    by_key = {spot.shape.key: at for at, spot in enumerate(spots) if spot.shape.key}
    drawn = {way.line.key for way in ways if way.line.key}
    deleted = _ways_on(ways, by_key, known)
    out: list[Piece] = []
    for way in ways:
        for source, target in _directions(way):
            if isinstance(source, int) and isinstance(target, str):
                led = _led(target, deleted)
                if led is not None and led != source:
                    had = known.lines.get(way.line.key) if way.line.key else None
                    label = had.label if had else ""
                    out.append(Piece(source, led, way, label, dashed=way.line.dashed))
    leaving = {piece.source for piece in (*pieces, *out)}
    for key, line in known.lines.items():
        source = by_key.get(line.source)
        if key in drawn or line.plain or source is None or source in leaving:
            continue
        led = None if line.target in by_key else _led(line.target, deleted)
        if led is not None and led != source:
            way = _gone(spots[source].panel, key, line)
            out.append(Piece(source, led, way, line.label, dashed=line.dashed))
    for key, at in by_key.items():
        pair = _pair(key)
        led = None if not pair or pair in by_key else _led(pair, deleted)
        if led is not None:
            path = (spots[at].shape.box.center,) * 2
            drawn_on = SeenLine(0, "", path, head_at_end=True)
            out.append(Piece(at, led, Way(spots[at].panel, drawn_on, path, at, led)))
    return out


def _pair(key: str) -> str:
    """Return the key of the segilima at which the one with this `key` goes on; "" for others."""
    stem, _, end = key.rpartition(".")
    return f"{stem}.dari" if stem and end == "ke" else ""


def _directions(way: Way) -> Iterator[tuple[object, object]]:
    """Yield what holds the source and the target of `way`, both ways of one with two heads."""
    if way.line.head_at_end:
        yield way.start, way.end
    if way.line.head_at_start:
        yield way.end, way.start


def _ways_on(
    ways: Sequence[Way], by_key: Mapping[str, int], known: Known
) -> dict[str, set[int | str]]:
    """Return where each deleted symbol leads: by lines that are left of it, else as it did."""
    drawn = {way.line.key for way in ways if way.line.key}
    out: dict[str, set[int | str]] = {}
    for way in ways:
        for source, target in _directions(way):
            if isinstance(source, str) and isinstance(target, int | str):
                out.setdefault(source, set()).add(target)
    for key, line in known.lines.items():
        if line.source and line.source not in by_key and key not in drawn and not line.plain:
            out.setdefault(line.source, set()).add(by_key.get(line.target, line.target))
    for line in known.lines.values():
        pair = _pair(line.target)
        if pair and line.target not in by_key:
            out.setdefault(line.target, set()).add(by_key.get(pair, pair))
    return out


def _led(deleted: str, ways: Mapping[str, Collection[int | str]]) -> int | None:
    """Return the one symbol that `deleted` leads to, over others that were deleted too."""
    seen: set[str] = set()
    at: int | str = deleted
    while isinstance(at, str):
        found = ways.get(at, ())
        if at in seen or len(found) != 1:
            return None
        seen.add(at)
        at = next(iter(found))
    return at


def _gone(panel: int, key: str, line: KnownLine) -> Way:
    """Return a line that is no longer drawn."""
    path: tuple[Point, ...] = line.path
    return Way(panel, SeenLine(0, key, path, head_at_end=True), path, None, None)
