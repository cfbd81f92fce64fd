"""Decide what boxes with round corners are: some draw processes so, others the ends of a flow.

Where there are plain boxes, round ones are something else: capsules. Where there are capsules
too, only those are that begin the flow or lead to nothing but such. Where all boxes are round,
they are processes, but for those at the ends of a flow that has no capsule. On our sheets, whose
own capsules are round boxes, all that were drawn by hand are capsules too.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sopgen.document.page import Symbol
from sopgen.recognition.arrows import Piece
from sopgen.recognition.kinds import ROUNDED
from sopgen.recognition.marks import Spot


def with_rounded(spots: Sequence[Spot], pieces: Sequence[Piece]) -> list[Spot]:
    """Return `spots`, in which the round boxes are what they stand for."""
    rounded = {at for at, spot in enumerate(spots) if spot.shape.preset == ROUNDED and spot.stands}
    others = {spot.symbol for at, spot in enumerate(spots) if at not in rounded}
    has_boxes, has_capsules = Symbol.PROCESS in others, Symbol.TERMINATOR in others
    if any(spot.shape.key for spot in spots) or (has_boxes and not has_capsules):
        capsules = rounded
    elif has_capsules and not has_boxes:
        capsules = set()
    else:
        capsules = _ends(rounded, pieces, through_others=has_boxes)
    return [
        replace(spot, symbol=Symbol.TERMINATOR) if at in capsules else spot
        for at, spot in enumerate(spots)
    ]


def _ends(rounded: set[int], pieces: Sequence[Piece], *, through_others: bool) -> set[int]:
    """Return which of `rounded` nothing leads to, or which lead to nothing.

    With `through_others` also those that lead to nothing but such.
    """
    entered = {piece.target for piece in pieces}
    leads: dict[int, set[int]] = {at: set() for at in rounded}
    for piece in pieces:
        if piece.source in leads:
            leads[piece.source].add(piece.target)
    last = {at for at in rounded if not leads[at]}
    while through_others and (more := {at for at in rounded - last if leads[at] <= last}):
        last |= more
    return {at for at in rounded if at not in entered} | last
