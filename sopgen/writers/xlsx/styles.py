"""Number the styles of cells and have openpyxl write them.

In: the `Style` of every cell of a workbook. Out: their numbers, and the part of the
package that lists them. openpyxl writes each font, fill, border and alignment, once in the
life of the program, and all that stands around them.

What Excel does:

- A column's width counts digits of the Normal style's font. With Times New Roman 12
  a digit is 8 pixels everywhere; with other fonts spreadsheets disagree.
- A text that begins like a formula stays a text when it is edited if its cell has
  the prefix mark.

openpyxl orders the parts of a font as no schema has them, so these are put in order here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.styles import Side as Stroke
from openpyxl.styles.numbers import BUILTIN_FORMATS_REVERSE
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.xml.functions import tostring

from sopgen.document import page
from sopgen.document.page import Align, Anchor
from sopgen.writers.xlsx.cells import Edge, Look

DIGIT = 8
"""Width of a digit of the Normal style's font in pixels."""

NORMAL_HEIGHT = 15.75
"""Height in points of a row in the Normal style's font."""

_NORMAL = Font(name="Times New Roman", sz=12, family=1)
_TEXT_FORMAT = BUILTIN_FORMATS_REVERSE["@"]

_stylesheet_of: Any = write_stylesheet
"""What openpyxl's type stubs leave untyped."""


class Style(Struct, frozen=True, eq=False):
    """How one cell looks, the `borders` it has a share in, and whether it is marked as text.

    Styles of one workbook are equal only where they are the same object.
    """

    look: Look
    borders: frozenset[Edge]
    prefixed: bool


class Styles:
    """The styles of one workbook.

    Fonts, fills and borders are numbered in the order in which styles are met, styles in
    the order in which cells are written.
    """

    def __init__(self) -> None:
        self._met: dict[tuple[Look, frozenset[Edge], bool], Style] = {}
        self.numbers: Mapping[Style, int] = defaultdict(count(1).__next__)
        """The number of each style that has been met; 0 is the Normal style."""

    def met(self, look: Look, borders: frozenset[Edge], *, prefixed: bool = False) -> Style:
        """Return the one style that is so, and take note of its font, fill and borders."""
        style = self._met.get((look, borders, prefixed))
        if style is None:
            style = self._met[look, borders, prefixed] = Style(look, borders, prefixed)
        return style

    def part(self) -> bytes:
        """Return the styles of all cells that were numbered."""
        met = self._met.values()
        fonts = list(dict.fromkeys(style.look.font for style in met))
        shades = list(dict.fromkeys(style.look.shade for style in met if style.look.shade))
        borders = list(dict.fromkeys(style.borders for style in met))
        font_numbers = {font: number for number, font in enumerate(fonts, _OWN_FONTS)}
        fill_numbers = {shade: number for number, shade in enumerate(shades, _OWN_FILLS)}
        border_numbers = {sides: number for number, sides in enumerate(borders, _OWN_BORDERS)}
        formats = [
            f'<xf numFmtId="{_TEXT_FORMAT}" fontId="{font_numbers[style.look.font]}" '
            f'fillId="{fill_numbers.get(style.look.shade, 0)}" '
            f'borderId="{border_numbers[style.borders]}" applyAlignment="1" pivotButton="0" '
            f'quotePrefix="{style.prefixed:d}" xfId="0">{_alignment(style.look)}</xf>'
            for style in self.numbers
        ]
        part = _with(_empty_part(), "fonts", [_font(each) for each in fonts])
        part = _with(part, "fills", [_fill(each) for each in shades])
        part = _with(part, "borders", [_border(each) for each in borders])
        return _with(part, "cellXfs", formats).encode()


_OWN_FONTS, _OWN_FILLS, _OWN_BORDERS = 1, 2, 1
"""How many openpyxl writes for a workbook without cells; its first fill is none."""


def _with(part: str, section: str, more: Sequence[str]) -> str:
    """Return `part` with `more` at the end of its `section`."""
    before, begin, rest = part.partition(f'<{section} count="')
    count, _, rest = rest.partition('"')
    end = f"</{section}>"
    rest = rest.replace(end, f"{''.join(more)}{end}")
    return f'{before}{begin}{int(count) + len(more)}"{rest}'


@cache
def _empty_part() -> str:
    """Return the styles of a workbook without cells; its Normal style is ours."""
    workbook: Any = Workbook()
    workbook._fonts = IndexedList([_NORMAL])
    workbook._named_styles["Normal"].font = _NORMAL
    styles = _stylesheet_of(workbook)
    _put_in_order(styles.find("fonts"))
    return _text(styles)


def _text(element: Any) -> str:
    return str(tostring(element).decode())


_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""CT_Font as the Open XML SDK asks for it (ECMA-376-1 18.8.22)."""


def _put_in_order(fonts: Any) -> None:
    for font in fonts:
        font[:] = sorted(font, key=lambda each: _FONT_ORDER.index(each.tag))


@cache
def _font(font: page.Font) -> str:
    element: Any = Font(
        name=font.face.value, sz=font.size / 20, b=font.bold, i=font.italic
    ).to_tree()
    _put_in_order([element])
    return _text(element)


@cache
def run_properties(font: page.Font) -> str:
    """Return the `rPr` that sets a part of a cell's text in `font`, as XML."""
    inline = InlineFont(rFont=font.face.value, sz=font.size / 20, b=font.bold, i=font.italic)
    return _text(inline.to_tree("rPr"))


@cache
def _fill(shade: str) -> str:
    return _text(PatternFill("solid", fgColor=shade).to_tree())


@cache
def _border(borders: frozenset[Edge]) -> str:
    def stroke(rule: Edge, frame: Edge) -> Stroke:
        return Stroke("medium") if frame in borders else Stroke("thin" if rule in borders else None)

    border = Border(
        left=stroke(Edge.LEFT, Edge.FRAME_LEFT),
        right=stroke(Edge.RIGHT, Edge.FRAME_RIGHT),
        top=stroke(Edge.TOP, Edge.FRAME_TOP),
        bottom=stroke(Edge.BOTTOM, Edge.FRAME_BOTTOM),
    )
    return _text(border.to_tree())


_HORIZONTAL: dict[Align, Any] = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
}
_VERTICAL: dict[Anchor, Any] = {
    Anchor.TOP: "top",
    Anchor.MIDDLE: "center",
    Anchor.BOTTOM: "bottom",
}
_ACROSS: dict[Anchor, Any] = {
    Anchor.TOP: "left",
    Anchor.MIDDLE: "center",
    Anchor.BOTTOM: "right",
}
_ALONG: dict[Align, Any] = {
    Align.LEFT: "bottom",
    Align.CENTER: "center",
    Align.RIGHT: "top",
}
"""How upright text stands: it begins at the bottom, and its first line is the left one."""


@cache
def _alignment(look: Look) -> str:
    """Return how a text of that `look` stands in its cell."""
    alignment = Alignment(
        horizontal=_ACROSS[look.anchor] if look.upright else _HORIZONTAL[look.align],
        vertical=_vertical(look),
        textRotation=90 if look.upright else 0,
        wrap_text=look.wrapped,
    )
    return _text(alignment.to_tree())


def _vertical(look: Look) -> Any:
    if look.spread:
        return "justify"
    return _ALONG[look.align] if look.upright else _VERTICAL[look.anchor]
