"""Letters for mental arithmetic, and a time that only a loop without end takes."""

from collections.abc import Callable

from sopgen.document.page import Font

ENDLESS = 120.0
"""Seconds of CPU. No machine that is merely slow needs them for one case."""


class HalfEm:
    """Every letter is half an em wide."""

    def width(self, text: str, font: Font) -> float:
        return len(text) * font.size / 2

    def measure(self, font: Font) -> Callable[[str], float]:
        return lambda text: self.width(text, font)

    def ascent(self, font: Font) -> int:
        return font.size * 9 // 10

    def line_height(self, font: Font) -> int:
        return font.size * 11 // 10

    def missing(self, text: str, font: Font) -> str:
        return ""
