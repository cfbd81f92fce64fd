"""How wide a string is and how high a line, in twips.

What LibreOffice 7.4 does, measured on Arial, Arial Narrow and Times New Roman from
7 to 14 pt (Word and Excel could not be measured):

- Writer and Word's clones add up unrounded advances; a line fits when it is not wider
  than its room, to within 1.3 twips. No kerning, no ligatures.
- Calc lays cells out on a device of 720 dots per inch: a font has a whole number of
  dots of 0.1 pt, and so has each advance. At 8 pt text is 1.1 % narrower than in
  Writer, at 9 pt equal, at 10 pt 0.6 % wider. A line fits when its width, in whole
  1/100 mm, is less than its room.
- Calc pads a cell by 20 twips (35/100 mm) on each of its four sides.
- A line in a cell is as high as the ascent plus the descent, each rounded to a whole
  dot. Neither line gap nor an exact pitch exists in a workbook, so this height is the
  pitch of all three formats.
- Writer sets the baseline of an exact pitch at 4/5 of it; at this pitch that is within
  0.3 pt of the ascent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import floor
from typing import Protocol

from sopgen.document.page import Face, Font
from sopgen.fonts import files
from sopgen.fonts.measures import Measures
from sopgen.fonts.signs import SIGNS

DOT = 2
"""Calc's device: 720 dots per inch, in twips."""

HUNDREDTHS_MM = 2540 / 1440
"""1/100 mm to the twip."""

SHEET_PADDING = 20
"""What Calc leaves free on each side inside a cell, in twips."""

NARROW = 0.82
"""Arial Narrow is Arial at 82 % of its width."""

NARROW_ASCENT = 1916 / 2048
"""Arial Narrow stands a little higher than Arial: `hhea` of Liberation Sans Narrow."""


class Metrics(Protocol):
    """What layout asks of a face; tests pass one of half an em per letter."""

    def width(self, text: str, font: Font) -> float:
        """Return the advance width of `text` in twips."""

    def measure(self, font: Font) -> Callable[[str], float]:
        """Return what tells the advance width of texts in `font`."""

    def ascent(self, font: Font) -> int:
        """Return how far the baseline lies below the top of a line."""

    def line_height(self, font: Font) -> int:
        """Return the natural line pitch (ascent plus descent) in twips."""

    def missing(self, text: str, font: Font) -> str:
        """Return the characters of `text` that the face has no glyph for."""


class Advances(dict[str, float]):
    """Advance by character; one without a glyph is as wide as the empty box."""

    def __init__(self, measures: Measures, scaled: Callable[[int], float]) -> None:
        super().__init__((char, scaled(units)) for char, units in measures.advances.items())
        self._unknown = scaled(measures.unknown)

    def __missing__(self, character: str) -> float:
        return self._unknown


MOST_WORDS = 5000
"""So many widths of one font are remembered; then all are forgotten, so memory stays flat."""


class _Widths(dict[str, float]):
    """Width by word, counted once."""

    def __init__(self, advances: Advances) -> None:
        super().__init__()
        self._advances = advances

    def __missing__(self, text: str) -> float:
        if len(self) >= MOST_WORDS:
            self.clear()
        width = self[text] = sum(map(self._advances.__getitem__, text))
        return width


def printed_advances(font: Font) -> Advances:
    """Return the advances of PDF, Word and Writer."""
    measures = _measures(font)
    scale = font.size * stretch(font.face) / measures.units_per_em
    return Advances(measures, lambda units: units * scale)


def sheet_advances(font: Font) -> Advances:
    """Return the advances of Calc, in whole dots."""
    measures = _measures(font)
    scale = _dots(font) * stretch(font.face) / measures.units_per_em
    return Advances(measures, lambda units: DOT * _nearest(units * scale))


class FontMetrics:
    """The real faces, as one program measures them; PDF's measure unless told otherwise.

    Threads may share it.
    """

    def __init__(self, advances: Callable[[Font], Advances] = printed_advances) -> None:
        self._advances = advances
        self._measures: dict[Font, Callable[[str], float]] = {}
        self._last: tuple[Font, Callable[[str], float]] | None = None

    def width(self, text: str, font: Font) -> float:
        """Return the advance width of `text` in twips."""
        last = self._last
        measure = last[1] if last is not None and last[0] is font else self.measure(font)
        return measure(text)

    def measure(self, font: Font) -> Callable[[str], float]:
        """Return what tells the advance width of texts in `font`, each counted once."""
        last = self._last
        if last is not None and last[0] is font:
            return last[1]
        measure = self._measures.get(font)
        if measure is None:
            measure = self._measures[font] = _Widths(self._advances(font)).__getitem__
        self._last = font, measure
        return measure

    def ascent(self, font: Font) -> int:
        """Return how far the baseline lies below the top of a line."""
        return _extent(font)[0]

    def line_height(self, font: Font) -> int:
        """Return the pitch of lines in a cell of a workbook."""
        return sum(_extent(font))

    def missing(self, text: str, font: Font) -> str:
        """Return the characters of `text` that have no glyph, each once, as they come.

        Signs are set in a face of their own.
        """
        glyphs = _measures(font).advances
        unknown = set(text).difference(glyphs, "\n")
        if not unknown:
            return ""
        lacking = dict.fromkeys(char for char in text if char in unknown)
        signs = _measures(Font(Face.SEGOE_UI_SYMBOL, font.size)).advances
        return "".join(char for char in lacking if char not in signs or char not in SIGNS)


def stretch(face: Face) -> float:
    """Return the horizontal scale that `face` is set at."""
    return NARROW if face is Face.ARIAL_NARROW else 1.0


def _measures(font: Font) -> Measures:
    return files.measures(font.face, files.Style(font.bold, font.italic))


@cache
def _extent(font: Font) -> tuple[int, int]:
    """Return ascent and descent in twips, each a whole number of dots."""
    measures = _measures(font)
    ascent, descent = (
        units / measures.units_per_em for units in (measures.ascent, measures.descent)
    )
    if font.face is Face.ARIAL_NARROW:
        ascent = NARROW_ASCENT
    dots = _dots(font)
    return DOT * _nearest(ascent * dots), DOT * _nearest(descent * dots)


def _dots(font: Font) -> int:
    """Return the size of `font` on Calc's device, which comes there by way of 1/100 mm."""
    return _nearest(_nearest(font.size * HUNDREDTHS_MM) / HUNDREDTHS_MM / DOT)


def _nearest(length: float) -> int:
    return floor(length + 0.5)
