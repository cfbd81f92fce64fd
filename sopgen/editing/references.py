"""Who names whom in a flow: ids of steps and lanes, and all places that point to them.

In: the plain data of one flow (`pelaksana` and `langkah`) and where it stands. Out: the
operations that change an id with everything that names it, point an arrow elsewhere, or
take a step out of the flow.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeAlias

from msgspec import Struct

from sopgen.definition.validation import Data
from sopgen.editing.asked import Insert, Operation, Put, Remove, Rename
from sopgen.model.naming import RESERVED
from sopgen.problems.problem import Loc

STEP_ORDER = (
    "id",
    "no",
    "kegiatan",
    "pelaksana",
    "keluar",
    "bersama",
    "simbol",
    "teks",
    "lajur",
    "cabang",
    "lanjut",
    "kelengkapan",
    "waktu",
    "output",
    "keterangan",
    "tambahan",
    "gabung",
    "halaman_baru",
)
"""The order in which the keys of a step, or of a symbol, are usually typed."""

Map: TypeAlias = dict[str, Data]

_WORD = re.compile(r"[a-z0-9]+")


class Place(Struct, frozen=True):
    """A text of the definition, and where it stands."""

    at: Loc
    text: str


def step_renamed(flow: Map, at: Loc, old: str, new: str) -> list[Operation]:
    """Return the operations that call the step `old` of the flow at `at` by the id `new`."""
    out: list[Operation] = []
    for number, step in enumerate(_steps(flow)):
        if step.get("id") == old:
            out.append(Put((*at, "langkah", number, "id"), new))
    for place in targets(flow, at):
        head, slash, rest = place.text.partition("/")
        if head == old and head not in RESERVED:
            out.append(Put(place.at, f"{new}{slash}{rest}"))
    return out


def lane_renamed(flow: Map, at: Loc, old: str, new: str) -> list[Operation]:
    """Return the operations that call the lane `old` of the flow at `at` by the id `new`."""
    out: list[Operation] = []
    for place in targets(flow, at):
        parts = place.text.split("/")
        if len(parts) > 1 and parts[1] == old:
            out.append(Put(place.at, "/".join((parts[0], new, *parts[2:]))))
    keys = [_lane_key(flow.get("pelaksana"), (*at, "pelaksana"), old)]
    for number, step in enumerate(_steps(flow)):
        here = (*at, "langkah", number)
        for place in _lanes_of(step, here):
            if place.text == old:
                out.append(Put(place.at, new))
        match step.get("pelaksana"):
            case dict() as marks if old in marks:
                keys.append((*here, "pelaksana", old))
    return [*out, *(Rename(key, new) for key in keys if key is not None)]


def aimed(owner: Map, at: Loc, key: str, value: Data) -> list[Operation]:
    """Return the operations that give the step or symbol at `at` its `cabang` or `lanjut`.

    The one takes the place of the other; an empty `value` leaves neither.
    """
    other = "lanjut" if key == "cabang" else "cabang"
    out: list[Operation] = [Remove((*at, other))] if other in owner else []
    if not value:
        return [*out, *([Remove((*at, key))] if key in owner else [])]
    if key in owner:
        return [*out, Put((*at, key), value)]
    left = [each for each in owner if each != other]
    return [*out, Insert((*at, key), value, position_of(key, left))]


def named(flow: Map, at: Loc, number: int) -> tuple[str, list[Operation]]:
    """Return the id of step `number`, and the operation that gives it one where it has none."""
    step = _steps(flow)[number]
    match step.get("id"):
        case str(known) if known:
            return known, []
        case None:
            made = _free_id(str(step.get("kegiatan", "")), _ids(flow))
            return made, [Insert((*at, "langkah", number, "id"), made, 0)]
        case _:
            made = _free_id(str(step.get("kegiatan", "")), _ids(flow))
            return made, [Put((*at, "langkah", number, "id"), made)]


def entering(flow: Map, at: Loc, number: int) -> list[Place]:
    """Return the targets, of other steps, that name step `number`."""
    own = _steps(flow)[number].get("id")
    here = (*at, "langkah", number)
    return [
        place
        for place in targets(flow, at)
        if place.text.partition("/")[0] == own and place.at[: len(here)] != here
    ]


def taken_out(flow: Map, at: Loc, number: int) -> list[Operation] | None:
    """Return the operations that take step `number` away; arrows into it go to the next one.

    None where arrows enter the last step, which has no next.
    """
    here = (*at, "langkah", number)
    arrows = entering(flow, at, number)
    if not arrows:
        return [Remove(here)]
    below = _step_below(flow, number)
    if below is None:
        return None
    following, out = named(flow, at, below)
    return [*out, *(Put(place.at, following) for place in arrows), Remove(here)]


def targets(flow: Map, at: Loc) -> Iterator[Place]:
    """Yield every target of an arrow in the flow at `at`."""
    for number, step in enumerate(_steps(flow)):
        for place, owner in _owners(step, (*at, "langkah", number)):
            yield from _targets(owner.get("lanjut"), (*place, "lanjut"))
            match owner.get("cabang"):
                case dict() as branches:
                    for answer, value in branches.items():
                        yield from _targets(value, (*place, "cabang", answer))


def position_of(key: str, present: Collection[str]) -> int:
    """Return before which of the keys `present` a new `key` of a step belongs."""
    before = STEP_ORDER[: STEP_ORDER.index(key)]
    behind = [number for number, each in enumerate(present) if each in before]
    return behind[-1] + 1 if behind else 0


def _step_below(flow: Map, number: int) -> int | None:
    """Return the step that comes next below row `number`, over headings; None if it is the last."""
    rows = _steps(flow)
    below = range(number + 1, len(rows))
    return next((at for at in below if "judul" not in rows[at]), None)


def _steps(flow: Map) -> list[Map]:
    match flow.get("langkah"):
        case list() as steps:
            return [step if isinstance(step, dict) else {} for step in steps]
        case _:
            return []


def _owners(step: Map, at: Loc) -> Iterator[tuple[Loc, Map]]:
    """Yield what of a step may have arrows: the step itself, and its symbols one by one."""
    yield at, step
    match step.get("pelaksana"):
        case dict() as marks:
            for lane, mark in marks.items():
                here = (*at, "pelaksana", lane)
                match mark:
                    case dict():
                        yield here, mark
                    case list():
                        yield from (
                            ((*here, number), each)
                            for number, each in enumerate(mark)
                            if isinstance(each, dict)
                        )


def _targets(value: Data | None, at: Loc) -> Iterator[Place]:
    match value:
        case str():
            yield Place(at, value)
        case dict():
            yield from _targets(value.get("ke"), (*at, "ke"))
        case list():
            for number, each in enumerate(value):
                yield from _targets(each, (*at, number))


def _lanes_of(step: Map, at: Loc) -> Iterator[Place]:
    """Yield the lanes that a step names as values."""
    for key in ("pelaksana", "keluar"):
        match step.get(key):
            case str(lane):
                yield Place((*at, key), lane)
            case list() as lanes:
                yield from _listed(lanes, (*at, key))
    for place, owner in _owners(step, at):
        match owner.get("lajur"):
            case list() as lanes:
                yield from _listed(lanes, (*place, "lajur"))


def _listed(lanes: list[Data], at: Loc) -> Iterator[Place]:
    yield from (Place((*at, i), lane) for i, lane in enumerate(lanes) if isinstance(lane, str))


def _lane_key(lanes: Data | None, at: Loc, name: str) -> Loc | None:
    """Return where the lane `name` is declared, under a heading of its own or not."""
    match lanes:
        case dict() if name in lanes:
            return (*at, name)
        case dict():
            inner = (_lane_key(each, (*at, key), name) for key, each in lanes.items())
            return next((found for found in inner if found is not None), None)
        case _:
            return None


def _ids(flow: Map) -> set[str]:
    return {str(step["id"]) for step in _steps(flow) if "id" in step}


def _free_id(activity: str, taken: Collection[str]) -> str:
    """Return an id out of the first long word of `activity` that no step has."""
    words = _WORD.findall(activity.casefold())
    word = next((each for each in words if len(each) > 3), "langkah")
    if word not in taken and word not in RESERVED:
        return word
    return next(
        f"{word}-{number}" for number in range(2, len(taken) + 3) if f"{word}-{number}" not in taken
    )
