"""Make the face of signs: one font of the outlines that three fonts of Noto have.

The package `pymupdf-fonts` carries them (SIL Open Font License). No table of the result
carries the time of its making, so the same package and fontTools give the same bytes.
"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

from sopgen.fonts.measures import Cut, Measures
from sopgen.fonts.signs import SIGNS

# fontTools and pymupdf-fonts carry no types, hence plain modules.
_ttlib = import_module("fontTools.ttLib")
_builder = import_module("fontTools.fontBuilder")
_cubic = import_module("fontTools.pens.cu2quPen")
_glyph = import_module("fontTools.pens.ttGlyphPen")

FONTS = ("NotoSansSymbols2_Regular", "NotoSansSymbols_Regular", "NotoSansMath_Regular")
"""Modules of `pymupdf_fonts`, all of 1000 units to the em; the first that has a sign gives it."""

_UNITS_PER_EM = 1000
_ASCENT, _DESCENT = 905, 212
"""Those of Arial: no line grows by a sign in it."""

_ERROR = 1.0
"""How far the quadratic outlines may lie from the cubic ones, in units."""

_CREATED = 3_029_529_600
"""1 January 2000 in seconds since 1904."""


def cut_signs(name: str) -> Cut:
    """Return the font of all signs that Noto has, under the PostScript name `name`."""
    glyphs: dict[str, Any] = {".notdef": _outline(_font(FONTS[0]), ".notdef")}
    codes: dict[int, str] = {}
    for module in FONTS:
        font = _font(module)
        for code, glyph in font.getBestCmap().items():
            if chr(code) in SIGNS and code not in codes:
                codes[code] = f"uni{code:04X}"
                glyphs[codes[code]] = _outline(font, glyph)
    widths = {each: outlined[1] for each, outlined in glyphs.items()}
    data = _built(name, {each: outlined[0] for each, outlined in glyphs.items()}, widths, codes)
    advances = {chr(code): widths[glyph] for code, glyph in sorted(codes.items())}
    unknown = widths[".notdef"]
    return Cut(data, Measures(name, _UNITS_PER_EM, _ASCENT, _DESCENT, unknown, advances))


def _font(module: str) -> Any:
    return _ttlib.TTFont(BytesIO(import_module(f"pymupdf_fonts.{module}").fontbuffer))


def _outline(font: Any, glyph: str) -> tuple[Any, int]:
    """Return the quadratic outline of `glyph`, and its advance."""
    pen = _glyph.TTGlyphPen(None)
    drawn = font.getGlyphSet()[glyph]
    drawn.draw(_cubic.Cu2QuPen(pen, _ERROR, reverse_direction=True))
    return pen.glyph(), drawn.width


def _built(
    name: str, outlines: dict[str, Any], widths: dict[str, int], codes: dict[int, str]
) -> bytes:
    builder = _builder.FontBuilder(_UNITS_PER_EM, isTTF=True)
    builder.setupGlyphOrder(list(outlines))
    builder.setupCharacterMap(codes)
    builder.setupGlyf(outlines)
    table = builder.font["glyf"]
    bearings = {each: getattr(table[each], "xMin", 0) for each in outlines}
    builder.setupHorizontalMetrics({each: (widths[each], bearings[each]) for each in outlines})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=-_DESCENT)
    family, _, style = name.partition("-")
    builder.setupNameTable({"familyName": family, "styleName": style, "psName": name})
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=-_DESCENT, usWinAscent=_ASCENT)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=_CREATED, modified=_CREATED)
    builder.font.recalcTimestamp = False
    data = BytesIO()
    builder.font.save(data, reorderTables=True)
    return data.getvalue()
