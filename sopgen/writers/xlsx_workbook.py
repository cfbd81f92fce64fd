"""Have openpyxl list the sheets of a workbook, with what each of them prints.

In: the names of the sheets and their `Grid`s. Out: the part of the package that lists
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from openpyxl.packaging.workbook import ChildSheet, WorkbookPackage
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName, DefinedNameList
from openpyxl.workbook.properties import CalcProperties
from openpyxl.workbook.protection import DocumentSecurity
from openpyxl.workbook.views import BookView
from openpyxl.xml.functions import tostring

from sopgen.writers.xlsx_grid import Area, Grid, column_name


class ListedSheet(Struct, frozen=True):
    """A sheet by its name; one without a `grid` is shown by no menu."""

    name: str
    grid: Grid | None = None


_new_sheet: Any = ChildSheet
_new_package: Any = WorkbookPackage
"""What openpyxl's type stubs leave untyped."""


def workbook_part(sheets: Sequence[ListedSheet]) -> bytes:
    """Return the list of `sheets`, whose relationships are `rId1`, `rId2` and so on."""
    listed = [
        _new_sheet(each.name, number, "visible" if each.grid else "veryHidden", f"rId{number}")
        for number, each in enumerate(sheets, start=1)
    ]
    names = [name for number, each in enumerate(sheets) for name in _names(each, number)]
    package = _new_package(
        workbookProtection=DocumentSecurity(),
        bookViews=[BookView()],
        sheets=listed,
        definedNames=DefinedNameList(names),
        calcPr=CalcProperties(fullCalcOnLoad=False),
    )
    return bytes(tostring(package.to_tree()))


def _names(sheet: ListedSheet, number: int) -> Iterator[DefinedName]:
    """Return what the sheet of this `number` prints, and again on every page."""
    grid = sheet.grid
    if grid is None:
        return
    quoted = quote_sheetname(sheet.name)
    if grid.titles:
        rows = f"{quoted}!${grid.titles.start + 1}:${grid.titles.stop}"
        yield DefinedName("Print_Titles", localSheetId=number, attr_text=rows)
    area = f"{quoted}!{_absolute(grid.whole)}"
    yield DefinedName("Print_Area", localSheetId=number, attr_text=area)


def _absolute(area: Area) -> str:
    first = f"${column_name(area.left)}${area.top + 1}"
    return f"{first}:${column_name(area.right - 1)}${area.bottom}" if area.several else first
