"""Say a drawing in the words of a definition: only steps that draw something else are changed.

Generate and verify: every wording is tried, and the flow that it makes must draw what is
wanted. A capsule that the profile does not add there is typed as a symbol of its own. A step
that no words can say stays as it was, and is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy

from msgspec import Struct
from msgspec.structs import replace

from sopgen.definition.validation import Data
from sopgen.editing.asked import Operation
from sopgen.editing.references import Map
from sopgen.editing.ways.aims import with_arrows
from sopgen.editing.ways.draft import Draft, lines_from, under
from sopgen.editing.ways.drawing import Drawing, Line, Place, Typed, capsules_in, typed
from sopgen.editing.ways.forms import forms
from sopgen.editing.ways.looks import with_look
from sopgen.model.profile import Profile
from sopgen.problems.problem import Loc

_ROUNDS = 4
"""How often the arrows and symbols are gone through: what one says may change another."""


class Said(Struct, frozen=True):
    """The operations that make a flow draw what is wanted, but for the items `unsaid`."""

    operations: tuple[Operation, ...]
    unsaid: tuple[int, ...] = ()


def said(data: Map, at: Loc, wanted: Drawing, profile: Profile) -> Said:
    """Return how the flow at `at` of a definition's plain `data` is made to draw `wanted`.

    Items of `langkah` and lanes are those of `data`: steps and lanes that are new stand there
    already. Places of the operations count from the root of `data`.
    """
    flow = _flow(data, at)
    begin = Draft(flow, profile)
    want = typed(wanted, profile, len(begin.steps))
    unsaid: set[int] = set()
    while True:
        unsaid, aim = _without(want, begin, unsaid)
        done = _drawn(begin, aim, unsaid)
        missed = _missed(done, begin, aim)
        if missed is None:
            everything = set(range(len(begin.steps)))
            return Said((), tuple(sorted(everything & _items(want, begin))))
        if missed <= unsaid:
            operations = tuple(under(at, each) for each in done.operations)
            return Said(operations, tuple(sorted(unsaid & _items(want, done))))
        capsuled = begin.capsuled | missed
        symbols = capsules_in(wanted, profile, capsuled)
        if symbols > capsules_in(wanted, profile, begin.capsuled):
            begin = replace(begin, capsuled=capsuled)
            want = typed(wanted, profile, len(begin.steps), symbols)
            continue
        unsaid |= missed


def _flow(data: Data, at: Loc) -> Map:
    for step in at:
        match data, step:
            case dict(), str():
                data = data[step]
            case list(), int():
                data = data[step]
    assert isinstance(data, dict)
    return deepcopy(data)


def _without(want: Typed, begin: Draft, unsaid: set[int]) -> tuple[set[int], Typed]:
    """Return `want` in which the items `unsaid` are as they were.

    So are those, which are unsaid then too, with an arrow to where nothing is now.
    """
    if not unsaid or begin.shown is None:
        return unsaid, want
    before, items = begin.shown.typed, unsaid
    while True:
        looks = {place: look for place, look in want.looks.items() if place.item not in items}
        looks |= {place: look for place, look in before.looks.items() if place.item in items}
        lines = {line for line in want.lines if line.source.item not in items}
        lost = {line.source.item for line in lines if line.target not in looks}
        if not lost:
            lines |= {line for line in before.lines if line.source.item in items}
            return items, Typed(looks, frozenset(lines))
        items = items | lost


def _items(want: Typed, draft: Draft) -> set[int]:
    """Return the items that `draft` draws otherwise than wanted."""
    if draft.shown is None:
        return {place.item for place in want.looks}
    has = draft.shown.typed
    items = {place.item for place in (*want.looks, *has.looks)}
    return {item for item in items if want.of(item) != has.of(item)}


def _missed(done: Draft, begin: Draft, aim: Typed) -> set[int] | None:
    """Return the items that were not said; None where the flow itself is no longer sound."""
    if done.shown is None:
        return None
    missed = _items(aim, done)
    before = len(begin.shown.problems) if begin.shown else 0
    if not missed and len(done.shown.problems) > before:
        faulty = {int(each.at[1]) for each in done.shown.problems if each.at[:1] == ("langkah",)}
        return faulty or None
    return missed


def _drawn(draft: Draft, want: Typed, unsaid: Collection[int]) -> Draft:
    """Return the draft that draws as much of `want` as words can say, items `unsaid` untouched."""
    for item in range(len(draft.steps)):
        draft = draft if item in unsaid else _placed(draft, item, want)
    for _ in range(_ROUNDS):
        before = draft
        for item in _unlike(draft, want, unsaid):
            draft = _pointed(draft, item, want)
        if draft is before:
            break
    for item in _unlike(draft, want, unsaid):
        draft = _in_another_form(draft, item, want)
    for item in unsaid:
        draft = _with_targets_that_are(draft, item)
    return draft


def _with_targets_that_are(draft: Draft, item: int) -> Draft:
    """Return the draft in which symbols of `item` no longer name what is not there."""
    shown = draft.shown
    if shown is None:
        return draft
    for place, aims in shown.aims.items():
        if place.item == item and any(target is None for _, target in aims):
            lines = lines_from(shown, place)
            found = with_arrows(draft, place, lines, shown.typed.looks[place].symbol)
            draft = draft if found is None else found
    return draft


def _unlike(draft: Draft, want: Typed, unsaid: Collection[int]) -> Iterator[int]:
    """Yield the items that draw something else than wanted, or name what is not there."""
    shown = draft.shown
    if shown is None:
        return
    faulty = {place.item for place, aims in shown.aims.items() if any(t is None for _, t in aims)}
    unlike = faulty | (_items(want, draft) & set(shown.rows))
    yield from sorted(unlike.difference(unsaid))


def _placed(draft: Draft, item: int, want: Typed) -> Draft:
    """Return the draft in which the symbols of `item` stand where they are wanted."""
    places = want.places(item)
    shown = draft.shown
    if shown is None or not places:
        return draft
    joint = want.joint(item)
    if shown.typed.places(item) == places and (
        item not in shown.rows or shown.rows[item].joint == joint
    ):
        return draft
    found = (each for each in forms(draft, item, places, joint=joint) if _stand(each, item, places))
    return next(found, draft)


def _stand(draft: Draft, item: int, places: list[Place]) -> bool:
    return draft.shown is not None and draft.shown.typed.places(item) == places


def _pointed(draft: Draft, item: int, want: Typed) -> Draft:
    """Return the draft in which the symbols of `item` are what is wanted and go where."""
    looks, lines = want.of(item)
    draft = _left_where_wanted(draft, item, lines)
    for place in sorted(looks):
        out = {line for line in lines if line.source == place and not line.plain}
        symbol = looks[place].symbol
        found = with_arrows(draft, place, out, symbol)
        draft = draft if found is None else found
    for place in sorted(looks):
        found = with_look(draft, place, looks[place], sorted(looks))
        draft = draft if found is None else found
    return draft


def _left_where_wanted(draft: Draft, item: int, lines: Collection[Line]) -> Draft:
    """Return the draft in which joint work is left at the symbol that arrows leave, if at one."""
    shown = draft.shown
    if shown is None or item not in shown.rows or not shown.rows[item].joint:
        return draft
    row = shown.rows[item]
    leaving = sorted({line.source for line in lines if not line.plain})
    if len(leaving) != 1 or row.left is None:
        return draft
    key = shown.lanes[leaving[0].lane]
    if key == row.left.key or all(spot.key != key for spot in row.spots):
        return draft
    at: Loc = ("langkah", item)
    if row.spots[0].key == key:
        return draft.without_key(at, "keluar")
    return draft.with_key(at, "keluar", key)


def _in_another_form(draft: Draft, item: int, want: Typed) -> Draft:
    """Return the draft with `item` written in the first other form that says all of it."""
    places = want.places(item)
    if not places:
        return draft
    for form in forms(draft, item, places, joint=want.joint(item)):
        tried = form
        for _ in range(_ROUNDS):
            before = tried
            tried = _pointed(tried, item, want)
            if tried is before:
                break
        if tried.shown is not None and tried.shown.typed.of(item) == want.of(item):
            return tried
    return draft
