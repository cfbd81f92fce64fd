"""The faces as fonts that reportlab embeds."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sopgen.fonts import Style, postscript_name, program
from sopgen.page import Font


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
