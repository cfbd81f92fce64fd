"""A measure for mental arithmetic: every letter is half an em wide."""

from collections.abc import Callable

from sopgen.page import Font


class HalfEm:
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
