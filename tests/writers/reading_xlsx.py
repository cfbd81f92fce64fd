"""The printed pages of an XLSX: cells on column and row sizes, objects by their anchors."""

import io
import zipfile
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

import openpyxl
from lxml import etree
from openpyxl.utils import range_boundaries

from tests.writers.reading import EMU, NAMES, ReadPage, ReadText, Rect, add_drawn

PIXEL = 0.75
DIGIT = 8
"""Width in pixels of a digit of the Normal style, Times New Roman 12."""


@dataclass(frozen=True)
class _Sheet:
    """A worksheet's edges in points, the first row of every page, and its print title."""

    columns: list[float]
    rows: list[float]
    firsts: list[int]
    titles: range
    left: float
    top: float

    def page_of(self, row: int) -> int:
        return bisect_right(self.firsts, row) - 1

    def y(self, y: float, page: int) -> float:
        """Return where `y` of the sheet is printed on `page`."""
        above = self.rows[self.titles.stop] - self.rows[self.titles.start] if page else 0
        return self.top + above + y - self.rows[self.firsts[page]]


def read_xlsx(data: bytes) -> list[ReadPage]:
    """Return the printed pages of a workbook."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    pages = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for number, sheet in enumerate(workbook.worksheets, start=1):
            if sheet.sheet_state != "visible":
                continue
            measured = _measured(
                etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml")), sheet
            )
            found = [ReadPage() for _ in measured.firsts]
            _add_cells(found, measured, sheet)
            name = f"xl/drawings/drawing{number}.xml"
            if name in archive.namelist():
                _add_objects(found, measured, etree.fromstring(archive.read(name)))
            pages += found
    return pages


def _measured(part: etree._Element, sheet) -> _Sheet:
    widths: list[float] = []
    for column in part.find("s:cols", NAMES):
        count = int(column.get("max")) - int(column.get("min")) + 1
        assert int(column.get("min")) == len(widths) + 1
        # ECMA-376-1 18.3.1.13: how a width in digits becomes whole pixels.
        pixels = int((256 * float(column.get("width")) + int(128 / DIGIT)) / 256 * DIGIT)
        widths += [pixels * PIXEL] * count
    heights = [float(row.get("ht")) for row in part.find("s:sheetData", NAMES)]
    firsts = [0, *(entry.id for entry in sheet.row_breaks.brk)]
    titles = range(0)
    if sheet.print_title_rows:
        first, last = sheet.print_title_rows.replace("$", "").split(":")
        titles = range(int(first) - 1, int(last))
    return _Sheet(
        list(accumulate(widths, initial=0.0)),
        list(accumulate(heights, initial=0.0)),
        firsts,
        titles,
        sheet.page_margins.left * 72,
        sheet.page_margins.top * 72,
    )


def _add_cells(pages: list[ReadPage], measured: _Sheet, sheet) -> None:
    merged = {}
    for area in sheet.merged_cells.ranges:
        left, top, right, bottom = range_boundaries(str(area))
        merged[top, left] = right, bottom
    for page, number in zip(pages, range(len(pages)), strict=True):
        last = [*measured.firsts, len(measured.rows) - 1][number + 1]
        edges = {*range(measured.firsts[number], last + 1)}
        page.across |= {measured.left + x for x in measured.columns}
        page.down |= {measured.y(measured.rows[row], number) for row in edges}
        if number:
            title = measured.rows[measured.titles.start : measured.titles.stop + 1]
            page.down |= {measured.top + y - title[0] for y in title}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                assert cell.data_type == "s"
                right, bottom = merged.get((cell.row, cell.column), (cell.column, cell.row))
                columns = measured.columns[cell.column - 1], measured.columns[right]
                rows = measured.rows[cell.row - 1], measured.rows[bottom]
                _add_cell(pages, measured, cell.row - 1, (columns, rows), cell.value)


def _add_cell(pages: list[ReadPage], measured: _Sheet, row: int, sides, text: str) -> None:
    """Add a cell to its page, and to all later ones where it is a print title."""
    (left, right), (top, bottom) = sides
    first = measured.page_of(row)
    shown = range(first, len(pages)) if row in measured.titles else [first]
    for number in shown:
        start = measured.y(top, number)
        if number > first:
            start = measured.top + top - measured.rows[measured.titles.start]
        box = Rect(measured.left + left, start, measured.left + right, start + bottom - top)
        pages[number].cells.append(ReadText(box, text))


def _add_objects(pages: list[ReadPage], measured: _Sheet, drawing: etree._Element) -> None:
    for anchor in drawing.findall("xdr:twoCellAnchor", NAMES):
        left, top, first = _marked(measured, anchor.find("xdr:from", NAMES))
        right, bottom, _ = _marked(measured, anchor.find("xdr:to", NAMES))
        page = measured.page_of(first)
        seen = Rect(
            measured.left + left,
            measured.y(top, page),
            measured.left + right,
            measured.y(bottom, page),
        )
        choice = anchor.find("mc:AlternateContent/mc:Choice", NAMES)
        element = (
            anchor.find("xdr:sp", NAMES) if choice is None else choice.find("xdr:cxnSp", NAMES)
        )
        if element is not None:
            add_drawn(pages[page], element, seen)


def _marked(measured: _Sheet, marker: etree._Element) -> tuple[float, float, int]:
    column, row = (int(marker.findtext(f"xdr:{axis}", "", NAMES)) for axis in ("col", "row"))
    right, down = (
        int(marker.findtext(f"xdr:{axis}Off", "", NAMES)) / EMU for axis in ("col", "row")
    )
    assert right <= measured.columns[column + 1] - measured.columns[column] + 0.01
    assert down <= measured.rows[row + 1] - measured.rows[row] + 0.01
    return measured.columns[column] + right, measured.rows[row] + down, row
