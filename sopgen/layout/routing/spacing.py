"""How far lines keep from symbols, rules and each other, in twips."""

from __future__ import annotations

from sopgen.document.page import PIXEL

STUB = 135
"""Least distance of a line from the symbols it passes: room for an arrow head."""

STEP = 100
"""Least distance of two parallel lines."""

WIDEST_STEP = 200
"""Parallel lines keep no further apart than this, however much room there is."""

RULE_GAP = 135
"""Least distance of a line from a rule that runs beside it: nearer, both read as a double rule."""

SQUEEZED = 0.65
"""Part of these distances that is left where many lanes must share a page."""

CLOSEST = 0.45
"""Part of them that is left where else there would be no drawing: lines are two points apart."""

EVEN = 2 * PIXEL
"""Lanes and rows are multiples of this, so that their middles lie on whole pixels too."""


def half_need(tracks: int) -> int:
    """Return the room that `tracks` parallel lines need between a symbol and a rule."""
    return STUB + (tracks - 1) * STEP + RULE_GAP if tracks else 0


def whole_need(tracks: int) -> int:
    """Return the room that `tracks` parallel lines need between two symbols without a rule."""
    return 2 * STUB + (tracks - 1) * STEP if tracks else 0
