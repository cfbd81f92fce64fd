"""The faces as fonts that reportlab embeds, and texts as a PDF writes them in these fonts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any, cast

from reportlab.lib.rl_accel import escapePDF, fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sopgen.fonts import Style, postscript_name, program
from sopgen.page import Font, Run

_LEADING = 1.2
"""The pitch that goes with a font, in its sizes; every line is placed by itself."""


@cache
def embedded(font: Font) -> str:
    """Return the name under which a canvas knows `font`, which is registered at first use.

    With `asciiReadable` off only the glyphs that are used get into the file.
    """
    style = Style(font.bold, font.italic)
    name = postscript_name(font.face, style)
    if name not in pdfmetrics.getRegisteredFontNames():
        data = BytesIO(program(font.face, style))
        pdfmetrics.registerFont(TTFont(name, data, asciiReadable=0))
    return name


def _registered(name: str) -> TTFont:
    return cast(TTFont, pdfmetrics.getFont(name))


def drawn(canvas: Canvas) -> PDFDocument:
    """Return what `canvas` draws on."""
    known: Any = canvas  # its type stubs leave out the document
    return cast(PDFDocument, known._doc)


class Letters:
    """The operators that show texts in one PDF, whose subsets take up each new character."""

    def __init__(self, canvas: Canvas) -> None:
        self._document = drawn(canvas)
        self._written: dict[str, _Written] = {}
        self._fonts: dict[Font, tuple[_Written, str]] = {}
        self._font: Font | None = None

    def shown(self, run: Run) -> str:
        """Return the operators that set the font of `run` and show its text."""
        if run.font is not self._font:
            self._font = run.font
            self._letters, self._size = self._known(run.font)
        text = run.text.translate(self._letters)
        if self._letters.keep_to_first:
            return f"{self._letters.first} {self._size} ({text}) Tj"
        return " ".join(
            f"{subset} {self._size} ({part}) Tj" for subset, part in self._letters.parts(run.text)
        )

    def _known(self, font: Font) -> tuple[_Written, str]:
        """Return the letters of `font`, and the operators that set its size."""
        if font not in self._fonts:
            name, size = embedded(font), font.size / 20
            if name not in self._written:
                self._written[name] = _Written(_registered(name), self._document)
            setting = f"{fp_str(size)} Tf {fp_str(_LEADING * size)} TL"
            self._fonts[font] = self._written[name], setting
        return self._fonts[font]


class _Written(dict[int, str]):
    """What the characters of a font are written as, by their code points.

    A PDF knows a font in subsets of 256 characters, so a text may change between them;
    nearly every one keeps to the first.
    """

    def __init__(self, font: TTFont, document: PDFDocument) -> None:
        self._font = font
        self._document = document
        self.first = font.getSubsetInternalName(0, document)
        self.keep_to_first = True

    def __missing__(self, code: int) -> str:
        ((subset, character),) = self._font.splitString(chr(code), self._document)
        self.keep_to_first &= subset == 0
        self[code] = escapePDF(character)
        return self[code]

    def parts(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the parts of `text` that lie in one subset, each after its subset's name."""
        for subset, part in self._font.splitString(text, self._document):
            yield self._font.getSubsetInternalName(subset, self._document), escapePDF(part)
