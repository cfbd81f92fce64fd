"""Say what a symbol is and what stands in it, where its place and its arrows do not say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopgen.document.page import Symbol
from sopgen.editing.ways.draft import Draft, lines_from
from sopgen.editing.ways.drawing import Look, Place
from sopgen.model.flow import Role
from sopgen.problems.problem import Loc


def with_look(draft: Draft, place: Place, look: Look, joined: Sequence[Place]) -> Draft | None:
    """Return the draft in which the symbol at `place` looks like `look`; None if it cannot.

    `joined` are all symbols of its step. The fewest words win.
    """
    if _looks(draft, place) == look:
        return draft
    for owner in _owners(draft, place, joined):
        leaves = draft.shown is not None and bool(lines_from(draft.shown, place))
        candidates = _candidates(draft, owner, look, leaves=leaves)
        fitting = (each for each in candidates if _looks(each, place) == look)
        found = min(fitting, key=lambda each: len(each.operations), default=None)
        if found is not None:
            return found
    return None


def _looks(draft: Draft, place: Place) -> Look | None:
    return None if draft.shown is None else draft.shown.typed.looks.get(place)


def _owners(draft: Draft, place: Place, joined: Sequence[Place]) -> Iterator[Loc]:
    """Yield where `simbol` and `teks` can be typed: beside the only symbol, else at it."""
    step: Loc = ("langkah", place.item)
    marks = draft.at((*step, "pelaksana"))
    assert draft.shown is not None
    spot = draft.shown.spots.get(place)
    if not isinstance(marks, dict) or spot is None:
        yield step
        return
    own: Loc = (*step, "pelaksana", spot.key)
    if isinstance(draft.at(own), list):
        own = (*own, spot.order)
    says = draft.at(own)
    if len(joined) == 1 and not (isinstance(says, dict) and says):
        yield step
    yield own


def _candidates(draft: Draft, owner: Loc, look: Look, *, leaves: bool) -> Iterator[Draft]:
    """Yield drafts with as little said as possible, from what is said now on."""
    silent = draft.without_key(owner, "simbol")
    roles = _roles(look.symbol, leaves=leaves)
    shaped = [draft.with_key(owner, "simbol", role.value) for role in roles]
    for each in (draft, silent, *shaped):
        yield each
        yield each.without_key(owner, "teks")
        yield each.with_key(owner, "teks", look.text)


def _roles(symbol: Symbol, *, leaves: bool) -> tuple[Role, ...]:
    """Return what draws `symbol`; a capsule that arrows leave is rather a start than an end."""
    match symbol:
        case Symbol.TERMINATOR:
            return (Role.START, Role.END) if leaves else (Role.END, Role.START)
        case Symbol.DECISION:
            return (Role.DECISION,)
        case Symbol.PROCESS | Symbol.OFF_PAGE:
            return (Role.PROCESS,)
