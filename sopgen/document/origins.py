"""Where a text comes from, as a key that pages and files carry: `langkah/3/waktu`.

In: a place in the definition, or in its letterhead. Out: one string, and back. Steps of the
place are joined by `/`; the signs that mean something there are escaped as in an address. The
place stands alone where the definition holds the text as a value, behind `kunci:` where the text
is the last key itself, behind `kop:` where the letterhead holds it.

A symbol is the place of its step, the lane that it is listed under and its order there from 0:
`langkah/3@sekretaris/1`; an arrow its two symbols: `langkah/3@sekretaris/0>langkah/5@kadis/0`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import unquote

from msgspec import Struct

from sopgen.problems.problem import Loc

_SIGNS = re.compile(r"[%/@>:]")


class Holder(StrEnum):
    """Who holds a text, and how."""

    VALUE = ""
    KEY = "kunci:"
    LETTERHEAD = "kop:"


class Origin(Struct, frozen=True):
    """A place, and who holds the text there."""

    at: Loc
    holder: Holder = Holder.VALUE


class SymbolOrigin(Struct, frozen=True):
    """A symbol of the step at `step`: the `order`-th, from 0, listed under `lane`."""

    step: Loc
    lane: str
    order: int


def origin_of(at: Loc, holder: Holder = Holder.VALUE) -> str:
    """Return the key of the place `at`."""
    return holder + "/".join([_step(step) for step in at])


def symbol_origin(symbol: SymbolOrigin) -> str:
    """Return the key of `symbol`."""
    return f"{origin_of(symbol.step)}@{_step(symbol.lane)}/{symbol.order}"


def arrow_origin(source: str, target: str) -> str:
    """Return the key of the arrow between two symbols by theirs; none where one has none."""
    return f"{source}>{target}" if source and target else ""


def read_origin(key: str) -> Origin:
    """Return the place that `key` means."""
    for holder in (Holder.KEY, Holder.LETTERHEAD):
        if key.startswith(holder):
            return Origin(_place(key[len(holder) :]), holder)
    return Origin(_place(key))


def read_symbol_origin(key: str) -> SymbolOrigin | None:
    """Return the symbol that `key` means; None where it means none."""
    step, _, mark = key.partition("@")
    lane, _, order = mark.rpartition("/")
    if not lane or not _NUMBER.fullmatch(order):
        return None
    return SymbolOrigin(_place(step), unquote(lane), int(order))


_NUMBER = re.compile(r"[0-9]{1,9}")


def _step(step: str | int) -> str:
    """Return `step` escaped; a key that looks like a position does not look so any more."""
    if isinstance(step, int):
        return str(step)
    if step.isidentifier():
        return step
    if _NUMBER.fullmatch(step):
        return f"%{ord(step[0]):02X}{step[1:]}"
    return _SIGNS.sub(lambda found: f"%{ord(found[0]):02X}", step)


def _place(key: str) -> Loc:
    steps = key.split("/") if key else []
    return tuple(int(step) if _NUMBER.fullmatch(step) else unquote(step) for step in steps)
