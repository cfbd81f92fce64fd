"""Pages that were routed before, by exactly what was asked.

Who draws one SOP again and again, as the clerk's page does at every key, routes only what
changed. What is remembered changes no drawing: the same question has the same answer. Paths and
plans that a question names are told apart as the things that they are, not by what they say.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Generic, TypeVar

from sopgen.layout.routing import Grid, Lanes, Leg, Paths, Plan, Stop, chosen

_MOST = 128
"""So many pages are remembered; a flow of sixty steps tries about thirty."""

_Thing = TypeVar("_Thing")


class _The(Generic[_Thing]):
    """One thing, equal to itself alone."""

    def __init__(self, thing: _Thing) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _The) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


def paths(
    grid: Grid, stops: tuple[Stop, ...], legs: tuple[Leg, ...], like: Paths | None, patience: int
) -> Paths:
    """Return what `chosen` chooses."""
    return _paths(grid, stops, legs, _The(like), patience)


def plan(of: Paths, like: Plan | None, room: Lanes, widest: int) -> Plan:
    """Return `of` with all words, see `Paths.worded`."""
    return _plan(_The(of), _The(like), room, widest)


@lru_cache(_MOST)
def _paths(
    grid: Grid,
    stops: tuple[Stop, ...],
    legs: tuple[Leg, ...],
    like: _The[Paths | None],
    patience: int,
) -> Paths:
    return chosen(grid, stops, legs, like.thing, patience=patience)


@lru_cache(_MOST)
def _plan(of: _The[Paths], like: _The[Plan | None], room: Lanes, widest: int) -> Plan:
    return of.thing.worded(like.thing, room=room, widest=widest)
