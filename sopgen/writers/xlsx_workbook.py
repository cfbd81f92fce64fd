"""Put blocks into worksheets of openpyxl's workbook, and take its parts out again.

In: the `Block`s and the `Grid` of each sheet. Out: the parts of the package that
openpyxl owns: worksheets, styles, the list of sheets. It decides how a text becomes
the value of a cell: always a text, never a formula, an error or a number.

What Excel does:

- A column's width counts digits of the Normal style's font. With Times New Roman 12
  a digit is 8 pixels everywhere; with other fonts spreadsheets disagree.
- A text that begins like a formula stays a text when it is edited if its cell has
  the prefix mark. `_x0041_` is read as `A`, unless its underscore is `_x005F_`.
- A cell holds at most 32,767 characters.

openpyxl orders the parts of a font, and merged ranges, as no schema and no two runs
have them, so these are put in order here.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.styles import Side as Stroke
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.numbers import BUILTIN_FORMATS_REVERSE
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook._writer import WorkbookWriter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetFormatProperties
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.xml.functions import Element, SubElement, tostring

from sopgen import page
from sopgen.errors import Problem, ProblemsError
from sopgen.page import PIXEL, Align, Anchor, Run, Side
from sopgen.writers.ooxml import NAMESPACES
from sopgen.writers.xlsx_cells import Block, Look
from sopgen.writers.xlsx_grid import Area, Grid
from sopgen.writers.xlsx_print import PrintSetup

Sheet: TypeAlias = Any
"""openpyxl's worksheet, of which its type stubs know a part."""

_new_style: Any = StyleArray
_new_rich_text: Any = CellRichText
_new_run: Any = TextBlock
_stylesheet_of: Any = write_stylesheet
_writer_of: Any = WorkbookWriter
"""What openpyxl's type stubs leave untyped."""

_DIGIT = 8
"""Width of a digit of the Normal style's font in pixels."""

_TEXT_FORMAT = BUILTIN_FORMATS_REVERSE["@"]
_LONGEST = 32767
_NORMAL = Font(name="Times New Roman", sz=12, family=1)
_NORMAL_HEIGHT = 15.75


def new_workbook() -> Workbook:
    """Return a workbook without sheets whose Normal style gives columns their exact width."""
    workbook = Workbook()
    inner: Any = workbook
    inner.remove(inner.active)
    inner._fonts = IndexedList([_NORMAL])
    inner._named_styles["Normal"].font = _NORMAL
    inner.calculation.fullCalcOnLoad = False
    return workbook


def add_sheet(workbook: Workbook, name: str, grid: Grid) -> Sheet:
    """Return a new sheet with the columns and rows of `grid`, print title and breaks."""
    sheet: Sheet = workbook.create_sheet(name)
    sheet.sheet_view.tabSelected = len(workbook.worksheets) == 1
    sheet.sheet_format = SheetFormatProperties(defaultRowHeight=_NORMAL_HEIGHT)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    for number, (start, end) in enumerate(pairwise(grid.columns), start=1):
        width = (end - start) / PIXEL / _DIGIT
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, (start, end) in enumerate(pairwise(grid.rows), start=1):
        sheet.row_dimensions[number].height = (end - start) / 20
    sheet.print_area = _reference(Area(0, 0, len(grid.rows) - 1, len(grid.columns) - 1))
    if grid.titles:
        sheet.print_title_rows = f"{grid.titles.start + 1}:{grid.titles.stop}"
    for strip in grid.strips[:-1]:
        sheet.row_breaks.append(Break(id=strip.rows.stop))
    return sheet


def _reference(area: Area) -> str:
    first = f"{get_column_letter(area.left + 1)}{area.top + 1}"
    return f"{first}:{get_column_letter(area.right)}{area.bottom}"


def set_up_printing(sheet: Sheet, setup: PrintSetup) -> None:
    """Give `sheet` its paper and margins; the footer is written with its part."""
    sheet.page_setup.paperSize = setup.paper
    sheet.page_setup.orientation = "landscape" if setup.landscape else "portrait"
    sheet.page_setup.scale = 100
    if setup.first_number is not None:
        sheet.page_setup.firstPageNumber = setup.first_number
        sheet.page_setup.useFirstPageNumber = True
    inner = setup.margins
    sheet.page_margins = PageMargins(
        left=inner.left / 1440,
        right=inner.right / 1440,
        top=inner.top / 1440,
        bottom=inner.bottom / 1440,
        header=min(inner.top, setup.footer_margin) / 1440,
        footer=setup.footer_margin / 1440,
    )


def fill(sheet: Sheet, blocks: Iterable[Block]) -> list[Area]:
    """Put `blocks` into `sheet` and return the areas that are to be merged.

    Raises ProblemsError for a text that no cell can hold, ValueError for a text less
    than a pixel high and for blocks over each other, which would damage the file.
    """
    styles: dict[Look, dict[tuple[frozenset[Side], bool], Any]] = {}
    numbers: _Numbers = {}
    taken: set[tuple[int, int]] = set()
    merged = []
    for block in blocks:
        known = styles.setdefault(block.look, {})
        first, area = (block.area.top, block.area.left), block.area
        if area.empty and block.text:
            raise ValueError(f"a text without room on {sheet.title}: {block}")
        prefixed = bool(block.text) and block.text[0].text.startswith(_FORMULA_STARTS)
        for place in area.cells():
            if place in taken:
                raise ValueError(f"two texts in one cell of {sheet.title}: {block}")
            taken.add(place)
            borders = block.borders_at(*place)
            if borders or place == first:
                key = (borders, prefixed and place == first)
                if key not in known:
                    known[key] = _style(sheet.parent, numbers, block.look, *key)
                cell = sheet.cell(place[0] + 1, place[1] + 1)
                cell._style = known[key]
                if place == first and block.text:
                    cell.value = _value(block.text)
                    cell.data_type = "s"
        if area.several:
            merged.append(area)
    return merged


_FORMULA_STARTS = ("=", "+", "-", "@", "'")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def _escaped(text: str) -> str:
    return _ESCAPE.sub("_x005F_", text)


_TOO_LONG = Problem(
    "XLS001",
    f"teks satu sel melebihi {_LONGEST} huruf, batas Excel;",
    hint="bagi menjadi beberapa langkah atau butir.",
)


def _value(runs: Sequence[Run]) -> Any:
    """Return what a cell of `runs` holds: plain text where all is in the cell's font."""
    texts = [_escaped(run.text) for run in runs]
    if sum(map(len, texts)) > _LONGEST:
        raise ProblemsError([_TOO_LONG])
    if len(runs) == 1:
        return texts[0]
    fonts = [_inline_font(run.font) for run in runs]
    return _new_rich_text([_new_run(*each) for each in zip(fonts, texts, strict=True)])


@cache
def _font(font: page.Font) -> Font:
    return Font(name=font.face.value, sz=font.size / 20, b=font.bold, i=font.italic)


@cache
def _inline_font(font: page.Font) -> InlineFont:
    return InlineFont(rFont=font.face.value, sz=font.size / 20, b=font.bold, i=font.italic)


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
def _alignment(align: Align, anchor: Anchor, upright: bool, wrapped: bool) -> Alignment:
    return Alignment(
        horizontal=_ACROSS[anchor] if upright else _HORIZONTAL[align],
        vertical=_ALONG[align] if upright else _VERTICAL[anchor],
        textRotation=90 if upright else 0,
        wrap_text=wrapped,
    )


@cache
def _border(borders: frozenset[Side]) -> Border:
    stroke, none = Stroke("thin"), Stroke()
    return Border(
        left=stroke if Side.LEFT in borders else none,
        right=stroke if Side.RIGHT in borders else none,
        top=stroke if Side.TOP in borders else none,
        bottom=stroke if Side.BOTTOM in borders else none,
    )


@cache
def _fill(shade: str) -> PatternFill:
    return PatternFill("solid", fgColor=shade) if shade else PatternFill()


_Numbers: TypeAlias = dict[tuple[str, Hashable], int]
"""openpyxl's number of a part of a style: asking openpyxl for it each time is slow."""


def _style(
    workbook: Any, numbers: _Numbers, look: Look, borders: frozenset[Side], prefixed: bool
) -> Any:
    """Return the style of a cell as openpyxl numbers its parts."""
    stance = (look.align, look.anchor, look.upright, look.wrapped)

    def number(name: str, key: Hashable, part: Any) -> int:
        if (name, key) not in numbers:
            numbers[name, key] = getattr(workbook, name).add(part)
        return numbers[name, key]

    style = _new_style()
    style.fontId = number("_fonts", look.font, _font(look.font))
    style.fillId = number("_fills", look.shade, _fill(look.shade))
    style.borderId = number("_borders", borders, _border(borders))
    style.alignmentId = number("_alignments", stance, _alignment(*stance))
    style.numFmtId = _TEXT_FORMAT
    style.quotePrefix = int(prefixed)
    return style


def sheet_part(
    sheet: Sheet, merged: Sequence[Area], setup: PrintSetup, drawing: str | None
) -> bytes:
    """Return the part of `sheet`; `drawing` is the relationship of what is drawn on it."""
    writer = WorksheetWriter(sheet, BytesIO())
    writer.write_top()
    writer.write_rows()
    if merged:
        element = Element("mergeCells", {"count": str(len(merged))})
        for area in merged:
            SubElement(element, "mergeCell", {"ref": _reference(area)})
        writer.xf.send(element)
    writer.write_margins()
    writer.write_page()
    if setup.footer or setup.first_footer:
        writer.xf.send(_footers(setup))
    writer.write_breaks()
    writer.xf.send(_accepted_numbers(sheet))
    if drawing is not None:
        name = f"{{{NAMESPACES['r']}}}id"
        writer.xf.send(Element("drawing", {name: drawing}))
    return bytes(writer.read())


def add_carrier(workbook: Workbook, name: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Add a sheet that no menu shows, with `rows` of texts in it, and return its part."""
    sheet: Sheet = workbook.create_sheet(name)
    sheet.sheet_state = "veryHidden"
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row, column)
            cell.value = _escaped(text)
            cell.data_type = "s"
    writer = WorksheetWriter(sheet, BytesIO())
    writer.write_top()
    writer.write_rows()
    writer.write_margins()
    return bytes(writer.read())


def _footers(setup: PrintSetup) -> Any:
    """Return the footers; the first page's own where it differs."""
    element = Element("headerFooter")
    SubElement(element, "oddFooter").text = _escaped(setup.footer)
    if setup.first_footer != setup.footer:
        element.set("differentFirst", "1")
        SubElement(element, "firstFooter").text = _escaped(setup.first_footer)
    return element


def _accepted_numbers(sheet: Sheet) -> Any:
    """Return what keeps Excel from marking every number that is a text."""
    element = Element("ignoredErrors")
    marks = {"sqref": sheet.calculate_dimension(), "numberStoredAsText": "1"}
    SubElement(element, "ignoredError", marks)
    return element


_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""CT_Font as the Open XML SDK asks for it (ECMA-376-1 18.8.22)."""


def styles_part(workbook: Workbook) -> bytes:
    """Return the styles of all sheets."""
    styles = _stylesheet_of(workbook)
    for font in styles.find("fonts"):
        font[:] = sorted(font, key=lambda each: _FONT_ORDER.index(each.tag))
    return bytes(tostring(styles))


def workbook_part(workbook: Workbook) -> bytes:
    """Return the list of sheets, whose relationships are `rId1`, `rId2` and so on."""
    return bytes(_writer_of(workbook).write())
