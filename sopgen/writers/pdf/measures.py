"""Twips from the top left become points from the bottom left here and nowhere else.

All that is drawn is moved by 0.25 pt to the right and down, because Word and LibreOffice
draw a table's rules half their width inside its edge, and all that is anchored with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from reportlab.lib.rl_accel import fp_str

from sopgen.document.page import RULE_WIDTH, Box

Spot: TypeAlias = tuple[float, float]
"""A point in twips."""

_HALF_RULE = RULE_WIDTH / 2


@lru_cache(maxsize=1 << 14)
def written(number: float) -> str:
    """Return a number as PDF has it; a font has a few hundred measures, which all files share."""
    return fp_str(number)


def numbers(each: Iterable[float]) -> str:
    """Return numbers as PDF has them beside each other."""
    return " ".join(map(written, each))


@lru_cache(maxsize=1 << 14)
def in_points(twips: float) -> str:
    """Return a length as points; most are whole twips of paper, which all sheets share."""
    return fp_str(twips / 20)


def lengths(*twips: float) -> str:
    """Return lengths as points."""
    return " ".join(map(in_points, twips))


def placed(page_height: int, spot: Spot) -> str:
    """Return `spot` as a point of the page's content, which is moved."""
    x, y = spot
    return f"{in_points(x)} {in_points(page_height - y)}"


def move() -> str:
    """Return the operator that moves all that comes after it."""
    return f"1 0 0 1 {lengths(_HALF_RULE, -_HALF_RULE)} cm"


def rectangle(box: Box, page_height: int) -> str:
    """Return `box` as a rectangle of the page, where the writer draws what stands in it."""
    left, right = box.x + _HALF_RULE, box.right + _HALF_RULE
    low, high = page_height - box.bottom - _HALF_RULE, page_height - box.y - _HALF_RULE
    return f"[{lengths(left, low, right, high)}]"
