"""List the sheets of a workbook, with what each of them prints.

In: the names of the sheets and their `Grid`s. Out: the part of the package that lists
them (ECMA-376-1 18.2.27).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from openpyxl.utils import quote_sheetname
from openpyxl.xml.constants import SHEET_MAIN_NS

from sopgen.writers.office.markup import escaped, quoted
from sopgen.writers.office.ooxml import NAMESPACES
from sopgen.writers.xlsx.grid import Area, Grid, column_name


class ListedSheet(Struct, frozen=True):
    """A sheet by its name; one without a `grid` is shown by no menu."""

    name: str
    grid: Grid | None = None


def workbook_part(sheets: Sequence[ListedSheet], first: int) -> bytes:
    """Return the list of `sheets`, whose relationships are `rId1`, `rId2` and so on.

    `first` is the number of the one that is opened.
    """
    listed = "".join(_listed(each, number) for number, each in enumerate(sheets, start=1))
    names = "".join(name for number, each in enumerate(sheets) for name in _names(each, number))
    part = (
        f"{_BEGINNING}{_view(first)}<sheets>{listed}</sheets><definedNames>{names}</definedNames>"
        '<calcPr calcId="124519" fullCalcOnLoad="0"/></workbook>'
    )
    return part.encode()


_BEGINNING = f'<workbook xmlns="{SHEET_MAIN_NS}"><workbookPr/><workbookProtection/>'


def _view(first: int) -> str:
    return (
        '<bookViews><workbookView visibility="visible" minimized="0" showHorizontalScroll="1" '
        'showVerticalScroll="1" showSheetTabs="1" tabRatio="600" firstSheet="0" '
        f'activeTab="{first - 1}" autoFilterDateGrouping="1"/></bookViews>'
    )


def _listed(sheet: ListedSheet, number: int) -> str:
    state = "visible" if sheet.grid else "veryHidden"
    return (
        f'<sheet xmlns:r="{NAMESPACES["r"]}" name={quoted(sheet.name)} sheetId="{number}" '
        f'state="{state}" r:id="rId{number}"/>'
    )


def _names(sheet: ListedSheet, number: int) -> Iterator[str]:
    """Return what the sheet of this `number` prints, and again on every page."""
    grid = sheet.grid
    if grid is None:
        return
    tab = quote_sheetname(sheet.name)
    if grid.titles:
        rows = f"{tab}!${grid.titles.start + 1}:${grid.titles.stop}"
        yield _defined("Print_Titles", number, rows)
    yield _defined("Print_Area", number, f"{tab}!{_absolute(grid.whole)}")


def _defined(name: str, number: int, cells: str) -> str:
    """Return what the sheet of this `number` calls by a name that spreadsheets know."""
    defined = f'name="_xlnm.{name}" localSheetId="{number}"'
    return f"<definedName {defined}>{escaped(cells)}</definedName>"


def _absolute(area: Area) -> str:
    first = f"${column_name(area.left)}${area.top + 1}"
    return f"{first}:${column_name(area.right - 1)}${area.bottom}" if area.size > 1 else first
