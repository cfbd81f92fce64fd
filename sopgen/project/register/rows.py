"""The rows of a register: an SOP each, in the order of their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sopgen.definition.monev import Log
from sopgen.definition.reading import Definition
from sopgen.model.due import Due, due
from sopgen.model.monev import Review
from sopgen.model.sop import Sop

_NUMBER = re.compile(r"(\d+)")


class Row(Struct, frozen=True):
    """An SOP of the register; `reviews` are those in the log, as they stand there."""

    definition: Definition
    approver: str
    due: Due
    reviews: tuple[Review, ...]

    @property
    def sop(self) -> Sop:
        return self.definition.sop


def rows(definitions: Sequence[Definition], log: Log) -> tuple[Row, ...]:
    """Return a row for each of `definitions`, which one letterhead has, by their numbers."""
    made = (
        Row(
            each,
            _approver(each),
            due(each.sop, each.agency.letterhead.reviews, log.reviewed(each)),
            log.of(each),
        )
        for each in definitions
    )
    return tuple(sorted(made, key=_order))


def _approver(definition: Definition) -> str:
    official = definition.agency.letterhead.officials.get(definition.sop.approver or "")
    return (official.position or official.name) if official else ""


def _order(row: Row) -> tuple[bool, list[tuple[int, str]], str]:
    """Return by what rows are sorted: numbers in a number as numbers, those without it last."""
    number = (row.sop.number or "").strip(" -")
    parts = _NUMBER.split(number.casefold())
    counted = [(int(each), "") if each.isdecimal() else (0, each) for each in parts]
    return not number, counted, row.sop.name
