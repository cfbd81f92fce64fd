"""Cut a static Latin TrueType font out of what a package or a machine has.

In: a font file, variable or static, with quadratic or cubic outlines. Out: the
bytes that a PDF embeds and the measures that layout reads. Kerning, ligatures and
hints are left out, because neither Writer nor Calc nor Word applies them to a sheet
and a viewer must give back the typed characters. The same source and the same
fontTools give the same bytes: no table carries the time of the cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from sopgen.fonts.measures import Cut, Measures

# fontTools carries no types, hence plain modules.
_ttlib = import_module("fontTools.ttLib")
_subset = import_module("fontTools.subset")
_instancer = import_module("fontTools.varLib.instancer")
_cubic = import_module("fontTools.pens.cu2quPen")
_glyph = import_module("fontTools.pens.ttGlyphPen")

SOFT_HYPHEN = 0xAD
"""Office hides it, a PDF would print it: no cut carries it."""

LETTERS = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x218, 0x21C), range(0x2C6, 0x2DE))
"""Latin-1, Latin Extended-A, the four Romanian letters, spacing accents."""

SIGNS = (
    range(0x2010, 0x2028),
    range(0x202F, 0x203F),
    range(0x2070, 0x208F),
    range(0x20A0, 0x20C0),
    range(0x2100, 0x2200),
    range(0x2200, 0x2300),
    range(0x25A0, 0x2600),
    range(0x2610, 0x2613),
    range(0x2713, 0x2719),
)
"""Dashes, quotes, marks, raised figures, currencies, letterlike signs, arrows, boxes, ticks."""

GREEK = "ΔΣΩαβγδλμπσφω"
"""The Greek that formulas and units use."""

TABLES = frozenset(
    (
        *("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "name", "post", "loca", "glyf", "CFF "),
        *("fvar", "gvar", "avar", "HVAR", "MVAR", "STAT"),
    )
)
"""What a cut may need; all else (kerning, ligatures, hints, a tool's own) goes first."""

USE_TYPO_METRICS = 1 << 7
"""Bit of OS/2 fsSelection: the typographic ascent counts (OpenType 1.9, OS/2)."""


def cut(path: Path, name: str, weight: int | None) -> Cut:
    """Return the Latin part of the font in `path` under the PostScript name `name`.

    A variable font is set at `weight`; None leaves a static one as it is.
    """
    font = _ttlib.TTFont(path, recalcTimestamp=False, lazy=False)
    _leave_only(font, sorted(_wanted()))
    if weight is not None:
        _instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    if "CFF " in font:
        _turn_quadratic(font)
    _rename(font, name)
    data = BytesIO()
    font.save(data, reorderTables=True)
    return Cut(data.getvalue(), _measures(font, name))


def _wanted() -> Iterable[int]:
    for part in (*LETTERS, *SIGNS):
        yield from (code for code in part if code != SOFT_HYPHEN)
    yield from map(ord, GREEK)


def _leave_only(font: Any, codes: Iterable[int]) -> None:
    for table in sorted(set(font.keys()) - TABLES):
        del font[table]
    options = _subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = []
    subsetter = _subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def _turn_quadratic(font: Any) -> None:
    """Replace cubic outlines by quadratic ones, within 1/1000 em: PDF writers embed only those."""
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    error = font["head"].unitsPerEm / 1000
    glyf = _ttlib.newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = {}
    for glyph in order:
        pen = _glyph.TTGlyphPen(None)
        outlines[glyph].draw(_cubic.Cu2QuPen(pen, error, reverse_direction=True))
        glyf.glyphs[glyph] = pen.glyph()
    font["loca"] = _ttlib.newTable("loca")
    font["glyf"] = glyf
    for glyph in order:
        glyf[glyph].recalcBounds(glyf)
        font["hmtx"][glyph] = (font["hmtx"][glyph][0], getattr(glyf[glyph], "xMin", 0))
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font.sfntVersion = "\000\001\000\000"
    _declare_quadratic(font)


def _declare_quadratic(font: Any) -> None:
    """Give `maxp` and `post` the versions that quadratic outlines ask for (OpenType 1.9)."""
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
        "maxComponentElements",
        "maxComponentDepth",
    ):
        setattr(maxp, field, 0)
    font["post"].formatType = 3.0


def _rename(font: Any, name: str) -> None:
    names = font["name"]
    names.names = []
    family, _, style = name.partition("-")
    for identifier, text in (1, family), (2, style or "Regular"), (4, name), (6, name):
        names.setName(text, identifier, 3, 1, 0x409)


def _measures(font: Any, name: str) -> Measures:
    widths = font["hmtx"]
    ascent, descent = _extent(font)
    return Measures(
        name=name,
        units_per_em=font["head"].unitsPerEm,
        ascent=ascent,
        descent=descent,
        unknown=widths[".notdef"][0],
        advances={
            chr(code): widths[glyph][0] for code, glyph in sorted(font.getBestCmap().items())
        },
    )


def _extent(font: Any) -> tuple[int, int]:
    """Return ascent and descent from the table that LibreOffice reads them from."""
    horizontal, windows = font["hhea"], font["OS/2"]
    if windows.fsSelection & USE_TYPO_METRICS:
        return windows.sTypoAscender, -windows.sTypoDescender
    if horizontal.ascent or horizontal.descent:
        return horizontal.ascent, -horizontal.descent
    return windows.usWinAscent, windows.usWinDescent
