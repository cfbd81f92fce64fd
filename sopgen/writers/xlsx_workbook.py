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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.styles import Side as Stroke
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.utils import get_column_letter
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

Sheet: TypeAlias = Any
"""openpyxl's worksheet, of which its type stubs know a part."""

_DIGIT = 8
"""Width of a digit of the Normal style's font in pixels."""

_TEXT_FORMAT = "@"
_LONGEST = 32767
_NORMAL = Font(name="Times New Roman", sz=12, family=1)
_NORMAL_HEIGHT = 15.75



def new_workbook() -> Workbook:
    """Return a workbook without sheets whose Normal style gives columns their exact width."""
    workbook: Any = Workbook()
    workbook.remove(workbook.active)
    workbook._fonts = IndexedList([_NORMAL])
    workbook._named_styles["Normal"].font = _NORMAL
    workbook.calculation.fullCalcOnLoad = False
    return workbook


def add_sheet(workbook: Workbook, name: str, grid: Grid) -> Sheet:
    """Return a new sheet with the columns and rows of `grid`, print title and breaks."""
    sheet: Sheet = workbook.create_sheet(name)
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


@dataclass(frozen=True, slots=True)
class _Style:
    """What makes the style of a cell."""

    look: Look
    borders: frozenset[Side]
    prefixed: bool


def fill(sheet: Sheet, blocks: Iterable[Block]) -> list[Area]:
    """Put `blocks` into `sheet` and return the areas that are to be merged.

    Raises ProblemsError for a text that no cell can hold, ValueError for blocks that
    lie over each other, which would make Excel repair the file.
    """
    styles: dict[_Style, Any] = {}
    taken: set[tuple[int, int]] = set()
    merged = []
    for block in blocks:
        prefixed = bool(block.text) and block.text[0].text.startswith(_FORMULA_STARTS)
        for row, column in block.area.cells():
            if (row, column) in taken:
                raise ValueError(f"two texts in one cell of {sheet.title}: {block}")
            taken.add((row, column))
            style = _Style(block.look, block.borders_at(row, column), prefixed)
            if style not in styles:
                styles[style] = _styled(sheet, style)
            sheet.cell(row + 1, column + 1)._style = styles[style]
        if block.text:
            cell = sheet.cell(block.area.top + 1, block.area.left + 1)
            cell.value = _value(block.text)
            cell.data_type = "s"
        if len(block.area) > 1:
            merged.append(block.area)
    return merged
