"""By which sides a careful hand leaves and enters symbols."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from sopgen.document.page import Site, Symbol
from sopgen.layout.routing.contract import Leg, Stop
from sopgen.layout.routing.weights import (
    DOWN_THEN_SIDE,
    MAIN_NOT_DOWN,
    OTHER_DOWN,
    TURNED_AWAY,
)

Habits: TypeAlias = tuple[tuple[int, ...], ...]
"""What leaving by one site and entering by another costs: `habits[leaves][enters]`."""


def habits(stops: Sequence[Stop], legs: Sequence[Leg]) -> list[Habits]:
    """Return the habits of every leg."""
    main = _main_answers(stops, legs)
    result = []
    for index, leg in enumerate(legs):
        start, end = stops[leg.source], stops[leg.target]
        offset = (end.lane + end.last_lane) - (start.lane + start.last_lane)
        is_main = main[leg.source] == index if leg.source in main else None
        result.append(_table(is_main, (offset > 0) - (offset < 0)))
    return result


def _main_answers(stops: Sequence[Stop], legs: Sequence[Leg]) -> dict[int, int]:
    """Return the answer of each decision that should go down: the nearest below."""
    answers: dict[int, list[int]] = {}
    for index, leg in enumerate(legs):
        if stops[leg.source].symbol is Symbol.DECISION and not leg.plain:
            answers.setdefault(leg.source, []).append(index)

    def distance(index: int) -> tuple[bool, int, int]:
        leg = legs[index]
        down = stops[leg.target].row - stops[leg.source].row
        return down <= 0, abs(down), index

    return {
        source: min(indices, key=distance)
        for source, indices in answers.items()
        if len(indices) > 1
    }


@cache
def _table(is_main: bool | None, direction: int) -> Habits:
    return tuple(
        tuple(_price(is_main, direction, leaves, enters) for enters in Site) for leaves in Site
    )


def _price(is_main: bool | None, direction: int, leaves: Site, enters: Site) -> int:
    cost = 0
    if is_main is None:
        cost += DOWN_THEN_SIDE if leaves is Site.BOTTOM and enters is not Site.TOP else 0
    elif is_main:
        cost += MAIN_NOT_DOWN if leaves is not Site.BOTTOM else 0
    else:
        cost += OTHER_DOWN if leaves is Site.BOTTOM else 0
    if direction and leaves is (Site.LEFT if direction > 0 else Site.RIGHT):
        cost += TURNED_AWAY
    if direction and enters is (Site.RIGHT if direction > 0 else Site.LEFT):
        cost += TURNED_AWAY
    return cost
