"""The faces as fonts that reportlab embeds, and texts as a PDF writes them in these fonts."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import cast

from reportlab.lib.rl_accel import escapePDF, fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sopgen.fonts import Style, postscript_name, program
from sopgen.page import Face, Font, Run

_LEADING = 1.2
"""The pitch that goes with a font, in its sizes; every line is placed by itself."""


def embedded(font: Font) -> str:
    """Return the name under which a canvas knows `font`, which is registered at first use."""
    return _embedded(font.face, Style(font.bold, font.italic)).fontName


@cache
def _embedded(face: Face, style: Style) -> TTFont:
    """Return a font that puts into a file only the glyphs that it uses: not `asciiReadable`.

    Faces that differ in their stretch alone share one.
    """
    name = postscript_name(face, style)
    if name not in pdfmetrics.getRegisteredFontNames():
        font = TTFont(name, BytesIO(program(face, style)), asciiReadable=0)
        pdfmetrics.registerFont(font)
    return cast(TTFont, pdfmetrics.getFont(name))


def drawn(canvas: Canvas) -> PDFDocument:
    """Return what `canvas` draws on."""
    document: PDFDocument = canvas._doc  # type: ignore[attr-defined]  # the stubs leave it out
    return document


class Letters:
    """The operators that show texts in one PDF, whose subsets take up each new character."""

    def __init__(self, canvas: Canvas) -> None:
        self._document = drawn(canvas)
        self._fonts: dict[Font, _Letters] = {}

    def shown(self, run: Run) -> str:
        """Return the operators that set the font of `run` and show its text."""
        if run.font not in self._fonts:
            self._fonts[run.font] = _Letters(run.font, self._document)
        return self._fonts[run.font].shown(run.text)


class _Letters(dict[int, str]):
    """What the characters of a font are written as, by their code points.

    A PDF knows a font in subsets of 256 characters, so a text may change between them;
    nearly every one keeps to the first.
    """

    def __init__(self, font: Font, document: PDFDocument) -> None:
        size = font.size / 20
        self._font = _embedded(font.face, Style(font.bold, font.italic))
        self._document = document
        self._setting = f"{fp_str(size)} Tf {fp_str(_LEADING * size)} TL"
        self._first = f"{self._font.getSubsetInternalName(0, document)} {self._setting}"
        self._keeps_to_first = True

    def __missing__(self, code: int) -> str:
        ((subset, character),) = self._font.splitString(chr(code), self._document)
        self._keeps_to_first &= subset == 0
        self[code] = escapePDF(character)
        return self[code]

    def shown(self, text: str) -> str:
        written = text.translate(self)
        if self._keeps_to_first:
            return f"{self._first} ({written}) Tj"
        return " ".join(
            f"{self._font.getSubsetInternalName(subset, self._document)} {self._setting}"
            f" ({escapePDF(part)}) Tj"
            for subset, part in self._font.splitString(text, self._document)
        )
