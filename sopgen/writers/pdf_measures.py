"""Twips from the top left become points from the bottom left here and nowhere else.

All that is drawn is moved by 0.25 pt to the right and down, because Word and LibreOffice
draw a table's rules half their width inside its edge, and all that is anchored with them.
"""

from __future__ import annotations

from typing import TypeAlias

from reportlab.lib.rl_accel import fp_str

from sopgen.page import RULE_WIDTH, Box

Spot: TypeAlias = tuple[float, float]
"""A point in twips."""

_HALF_RULE = RULE_WIDTH / 2


def in_points(*twips: float) -> str:
    """Return lengths as points."""
    return fp_str(*(each / 20 for each in twips))


def placed(spot: Spot, page_height: int) -> str:
    """Return `spot` as a point of the page's content, which is moved."""
    return fp_str(spot[0] / 20, (page_height - spot[1]) / 20)


def move() -> str:
    """Return the operator that moves all that comes after it."""
    return f"1 0 0 1 {in_points(_HALF_RULE, -_HALF_RULE)} cm"


def rectangle(box: Box, page_height: int) -> str:
    """Return `box` as a rectangle of the page, where the writer draws what stands in it."""
    left, right = box.x + _HALF_RULE, box.right + _HALF_RULE
    low, high = page_height - box.bottom - _HALF_RULE, page_height - box.y - _HALF_RULE
    return f"[{in_points(left, low, right, high)}]"
