"""Which known word a mistyped one stands for, and how a problem says so."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

ENOUGH = 200
"""So many problems of a file get a suggestion: each takes time to find, and nobody reads more."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of the first 100 `known` that is most like `word`, or an empty text."""
    folded = {each.casefold(): each for each in islice(known, 100)}
    matches = get_close_matches(word.casefold()[:80], folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return the advice that goes with an unknown `word`: the nearest one, or all there are."""
    choices = tuple(known)
    near = nearest(word, choices)
    if near:
        return f"Barangkali maksudnya {quoted(near)}."
    return f"Yang ada: {listed(choices)}." if choices else ""


def quoted(text: str) -> str:
    """Return `text` between quotation marks, on one line and at most 60 characters long."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= 60 else f"“{line[:57]}…”"


def listed(words: Iterable[str]) -> str:
    """Return `words` quoted and parted by commas, the first twenty of them."""
    shown = tuple(words)
    more = f" dan {len(shown) - 20} lagi" if len(shown) > 20 else ""
    return ", ".join(quoted(word) for word in shown[:20]) + more
