"""Decide where the columns and rows of a worksheet lie, as Excel computes it.

In: `cols`, `sheetFormatPr` and the rows of a worksheet. Out: edges in twips from the sheet's
top left; a hidden column or row has no extent.

What Excel does: the width of a column counts digits of the Normal style's font, and becomes
whole pixels at 96 dpi (ECMA-376-1 18.3.1.13). A column that has none is eight digits wide and
a little, rounded up to eight pixels. A row is as high as it says, in points.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from math import ceil
from types import MappingProxyType

from lxml import etree
from msgspec import Struct

from sopgen.document.page import PIXEL
from sopgen.readers.office.markup import is_on, number, whole
from sopgen.readers.packages import BadPackageError
from sopgen.readers.xlsx.cells import Face, S

MOST_ROWS = 20_000
MOST_COLUMNS = 1_000
"""Cells further down or to the right are read by nobody; a file that has them is refused."""

WIDEST_COLUMN = 255
TALLEST_ROW = 409.5
"""Excel's own limits, in digits and in points."""

_USUAL_HEIGHT = 15.0
_USUAL_DIGITS = 8
_TWIPS_PER_POINT = 20

_DIGIT_WIDTHS: Mapping[str, float] = MappingProxyType(
    {
        "Aptos Narrow": 0.5,
        "Arial": 0.556,
        "Arial Narrow": 0.456,
        "Bookman Old Style": 0.62,
        "Calibri": 0.507,
        "Cambria": 0.554,
        "Tahoma": 0.546,
        "Times New Roman": 0.5,
        "Verdana": 0.636,
    }
)
"""The width of a digit as a share of the font's size."""

_USUAL_DIGIT_WIDTH = 0.55


class Axis(Struct, frozen=True):
    """Sizes along one side of the sheet, in twips: most are `usual`."""

    sizes: Mapping[int, int]
    usual: int

    def edges(self, count: int) -> tuple[int, ...]:
        """Return the edges of the first `count`, one more than there are."""
        sizes = (self.sizes.get(place, self.usual) for place in range(count))
        return tuple(accumulate(sizes, initial=0))

    @property
    def hidden(self) -> tuple[int, ...]:
        """What is not shown, from the left or from above."""
        return tuple(place for place, size in sorted(self.sizes.items()) if size == 0)


def columns_of(worksheet: etree._Element, normal: Face) -> Axis:
    """Return how wide the columns are."""
    digit = digit_of(normal)
    form = worksheet.find(f"{S}sheetFormatPr")
    usual = _usual_width(form, digit)
    sizes, told = dict[int, int](), 0
    for column in worksheet.iterfind(f"{S}cols/{S}col"):
        places = _places(column)
        told += len(places)
        if told > MOST_COLUMNS:
            raise BadPackageError("lebar kolomnya ditentukan berulang kali")
        given = _size(column.get("width"), WIDEST_COLUMN)
        width = usual if given is None else _pixels(given, digit) * PIXEL
        sizes |= dict.fromkeys(places, 0 if is_on(column.get("hidden")) else width)
    return Axis(sizes, usual)


def _places(column: etree._Element) -> range:
    """Return which columns a `col` speaks of, as far as anybody reads them."""
    first, last = whole(column.get("min"), 1), whole(column.get("max"), 1)
    return range(max(0, first - 1), min(last, MOST_COLUMNS))


def digit_of(normal: Face) -> int:
    """Return the width of a digit of the Normal style's font, in whole pixels."""
    share = _DIGIT_WIDTHS.get(normal.name, _USUAL_DIGIT_WIDTH)
    return max(1, round(normal.size * 96 / 72 * share))


def _usual_width(form: etree._Element | None, digit: int) -> int:
    given = None if form is None else _size(form.get("defaultColWidth"), WIDEST_COLUMN)
    if given is not None:
        return _pixels(given, digit) * PIXEL
    digits = _USUAL_DIGITS if form is None else whole(form.get("baseColWidth"), _USUAL_DIGITS)
    return ceil((digits * digit + 5) / 8) * 8 * PIXEL


def _pixels(width: float, digit: int) -> int:
    return int((256 * width + int(128 / digit)) / 256 * digit)


def rows_of(worksheet: etree._Element, rows: Mapping[int, etree._Element]) -> Axis:
    """Return how high the `rows` are, which are known by their place."""
    form = worksheet.find(f"{S}sheetFormatPr")
    usual = _USUAL_HEIGHT
    if form is not None:
        given = _size(form.get("defaultRowHeight"), TALLEST_ROW)
        usual = 0.0 if is_on(form.get("zeroHeight")) else _USUAL_HEIGHT if given is None else given
    sizes = dict[int, int]()
    for place, row in rows.items():
        height = _size(row.get("ht"), TALLEST_ROW)
        if is_on(row.get("hidden")):
            sizes[place] = 0
        elif height is not None:
            sizes[place] = round(height * _TWIPS_PER_POINT)
    return Axis(sizes, round(usual * _TWIPS_PER_POINT))


def _size(text: str | None, most: float) -> float | None:
    """Return a width or height, None where none is given."""
    if text is None:
        return None
    size = number(text)
    if not 0 <= size <= most + 1:
        raise BadPackageError("ada kolom atau baris yang ukurannya tidak wajar")
    return size
