"""Which file stands for which face, how wide a string is, where a paragraph breaks.

Contract (to be implemented; all lengths twips):
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sopgen.page import Font, Run


class Metrics(Protocol):
    """What layout asks of a face; tests pass one of half an em per letter."""

    def width(self, text: str, font: Font) -> float:
        """Return the advance width of `text` in twips."""

    def ascent(self, font: Font) -> int:
        """Return how far the baseline lies below the top of a line."""

    def line_height(self, font: Font) -> int:
        """Return the natural line pitch (ascent plus descent) in twips."""

    def missing(self, text: str, font: Font) -> str:
        """Return the characters of `text` that the face has no glyph for."""


def break_lines(
    runs: Sequence[Run], width: int, metrics: Metrics
) -> tuple[tuple[Run, ...], ...]:
    """Return the lines that `runs` take in `width` twips."""
    raise NotImplementedError
