"""What the page asks of a text: named changes of one place, never positions in the text.

    {"op": "atur", "di": ["langkah", 3, "waktu"], "lama": "1 jam", "baru": "2 jam"}

`lama` is what the page saw there: where something else stands by now, the change is a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import msgspec
from msgspec import Struct

from sopgen.definition.validation import Data, found
from sopgen.editing.asked import Copy, Insert, Move, Remove
from sopgen.editing.references import Map, aimed, named, taken_out
from sopgen.problems.problem import Loc, Problem
from sopgen.pull.draft import Draft

At: TypeAlias = tuple[str | int, ...]

MOST = 100
"""So many changes may be asked for at once."""


class Set(Struct, frozen=True, tag_field="op", tag="atur"):
    """The value at `at` becomes `new`: a text, or a list of texts."""

    at: At = msgspec.field(name="di")
    old: str | list[str] = msgspec.field(name="lama")
    new: str | list[str] = msgspec.field(name="baru")


class Drop(Struct, frozen=True, tag_field="op", tag="buang"):
    """The key at `at` goes; of a `format` also the maps that say nothing more then."""

    at: At = msgspec.field(name="di")


class AddStep(Struct, frozen=True, tag_field="op", tag="sisip"):
    """A new step stands at `at`, done by `lane`."""

    at: At = msgspec.field(name="di")
    lane: str = msgspec.field(name="pelaksana")


class Duplicate(Struct, frozen=True, tag_field="op", tag="salin"):
    """The item at `at` stands once more right behind itself."""

    at: At = msgspec.field(name="di")


class Delete(Struct, frozen=True, tag_field="op", tag="hapus"):
    """The item at `at` goes; arrows into a step lead to the next one then."""

    at: At = msgspec.field(name="di")


class Shift(Struct, frozen=True, tag_field="op", tag="pindah"):
    """The item at `at` stands at `to` of its list."""

    at: At = msgspec.field(name="di")
    to: int = msgspec.field(name="ke")


class Aim(Struct, frozen=True, tag_field="op", tag="arah"):
    """The answers of the step at `at` and where each leads; one without words is the way on.

    A target is the number of a step, from 0, or a word: berikutnya, selesai, tidak ada.
    """

    at: At = msgspec.field(name="di")
    ways: list[tuple[str, int | str]] = msgspec.field(name="cabang")


Asked: TypeAlias = Set | Drop | AddStep | Duplicate | Delete | Shift | Aim


class Conflict(Struct, frozen=True):
    """Where something else stands than the page saw, and what."""

    at: At
    present: Data


def carried_out(draft: Draft, asked: Asked) -> Conflict | Problem | None:
    """Do what is `asked` on `draft`; None where it is done."""
    if not asked.at or any(isinstance(step, int) and step < 0 for step in _numbers(asked)):
        return _refusal(draft, asked.at)
    match asked:
        case Set():
            present = draft.at(asked.at)
            if (present if present is not None else "") != asked.old:
                return Conflict(asked.at, present if present is not None else "")
            new: Data = asked.new if isinstance(asked.new, str) else list(asked.new)
            done = draft.set(asked.at, new)
        case Drop():
            done = draft.empty(_emptied(draft, asked.at))
        case AddStep():
            step: Data = {"kegiatan": "", "pelaksana": asked.lane}
            done = draft.do(Insert(asked.at, step))
        case Duplicate():
            done = _copied(draft, asked.at)
        case Delete():
            done = _deleted(draft, asked.at)
        case Shift():
            done = draft.do(Move(asked.at, asked.to))
        case Aim():
            done = _aimed(draft, asked)
    return None if done else _refusal(draft, asked.at)


def _numbers(asked: Asked) -> At:
    """Return the place of a change, and where it moves something."""
    return (*asked.at, asked.to) if isinstance(asked, Shift) else asked.at


def _refusal(draft: Draft, at: Loc) -> Problem:
    if draft.refused:
        return draft.refused[-1]
    hint = "Ubahlah sendiri di berkasnya."
    return Problem("REV003", "Nilai ini tidak dapat diubah di tempatnya.", at=at, hint=hint)


def _flow(draft: Draft, at: At) -> tuple[Loc, Map, int] | None:
    """Return the flow of the step at `at`, and the number of the step; None where it is none."""
    if len(at) < 2 or at[-2] != "langkah" or not isinstance(at[-1], int):
        return None
    place: Loc = at[:-2]
    flow = draft.at(place) if place else draft.whole
    is_there = isinstance(draft.at(at), dict)
    return (place, flow, at[-1]) if isinstance(flow, dict) and is_there else None


def _deleted(draft: Draft, at: At) -> bool:
    where = _flow(draft, at)
    if where is None:
        return draft.do(Remove(at))
    place, flow, number = where
    operations = taken_out(flow, place, number)
    return operations is not None and draft.do_all(operations)


def _emptied(draft: Draft, at: At) -> At:
    """Return the outermost place of a `format` that says nothing but what is said at `at`."""
    while at[0] == "format" and len(at) > 1:
        owner = draft.at(at[:-1])
        if not isinstance(owner, dict) or list(owner) != [at[-1]]:
            break
        at = at[:-1]
    return at


def _copied(draft: Draft, at: At) -> bool:
    """Copy an item behind itself; a step that is named gets no second of its name."""
    last = at[-1]
    if not isinstance(last, int) or not draft.do(Copy(at, last + 1)):
        return False
    copy = (*at[:-1], last + 1)
    if isinstance(found(draft.data, (*copy, "id")), str):
        return draft.empty((*copy, "id"))
    return True


def _aimed(draft: Draft, asked: Aim) -> bool:
    where = _flow(draft, asked.at)
    step = draft.at(asked.at)
    if where is None or not isinstance(step, dict):
        return False
    place = where[0]
    targets: list[tuple[str, Data]] = []
    for answer, target in asked.ways:
        name = _target(draft, place, target)
        if name is None:
            return False
        targets.append((answer, name))
    answers: Mapping[str, Data] = {answer: target for answer, target in targets if answer}
    owner = draft.at(asked.at)
    if not isinstance(owner, dict):
        return False
    if answers:
        return draft.do_all(aimed(owner, asked.at, "cabang", dict(answers)))
    plain = [target for answer, target in targets if not answer]
    if not plain or plain == ["berikutnya"]:
        gone = [Remove((*asked.at, key)) for key in ("cabang", "lanjut") if key in owner]
        return draft.do_all(gone)
    return draft.do_all(aimed(owner, asked.at, "lanjut", plain[0] if len(plain) == 1 else plain))


def _target(draft: Draft, place: Loc, target: int | str) -> str | None:
    """Return what an arrow to `target` says; a step gets an id where it has none."""
    if isinstance(target, str):
        return target
    flow = draft.at(place) if place else draft.whole
    if not isinstance(flow, dict):
        return None
    steps = flow.get("langkah")
    if not isinstance(steps, list) or not 0 <= target < len(steps):
        return None
    name, operations = named(flow, place, target)
    return name if draft.do_all(operations) else None
