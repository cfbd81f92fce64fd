"""The lanes of a definition: ids for them, and units over those that stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sopgen.editing.new import lane_ids
from sopgen.editing.references import Map
from sopgen.importer.texts import in_one_line
from sopgen.problems.spelling import quoted
from sopgen.recognition.heads import SeenLane


def keys_of(lanes: Sequence[SeenLane]) -> tuple[str, ...]:
    """Return an id for each lane, from the left."""
    return tuple(lane_ids([in_one_line(lane.name) for lane in lanes]))


def typed_lanes(lanes: Sequence[SeenLane], keys: Sequence[str]) -> Map:
    """Return what stands under `pelaksana`.

    A unit that stands in two places can only be said once: the second time its lanes stand
    without it.
    """
    out: Map = {}
    named = zip(keys, lanes, strict=True)
    for unit, group in groupby(named, key=lambda each: in_one_line(each[1].unit)):
        inner: Map = {key: in_one_line(lane.name) for key, lane in group}
        if unit and unit not in out and unit not in keys:
            out[unit] = inner
        else:
            out |= inner
    return out


def lane_faults(lanes: Sequence[SeenLane]) -> Iterator[str]:
    """Yield a sentence about each lane that has no name, or shares it with another."""
    names = [(in_one_line(lane.unit), in_one_line(lane.name)) for lane in lanes]
    nameless = sum(not name for _, name in names)
    if nameless:
        yield f"{nameless} kolom pelaksana tidak bernama di lembarnya. Isi namanya."
    for unit, name in dict.fromkeys(names):
        if name and names.count((unit, name)) > 1:
            yield f"Beberapa kolom pelaksana bernama {quoted(name)}. Periksa apakah itu satu orang."
    units = [unit for unit, _ in groupby(unit for unit, _ in names) if unit]
    for unit in dict.fromkeys(units):
        if units.count(unit) > 1:
            yield f"Tajuk {quoted(unit)} berdiri di beberapa tempat. Periksa kolom di bawahnya."
