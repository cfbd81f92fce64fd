"""Plain tables as a workbook, to be read and filled in: no pages, no drawing.

In: tables of texts by columns, with what may be chosen in a column; dates, numbers and formulas
where a cell holds such a value. Out: the bytes of a workbook, the same for the same tables, and
the `Sheet`s that a reader sees in it.

The first row of a sheet says how its columns are filled in, the second names them; both stay
where they are when the sheet is scrolled. All cells of texts are formatted as text, so that
nothing that is typed becomes a number or a date. What is chosen from stands in the hidden sheet
`LISTS`, or in a column of another table, and is a help only: other words can be typed too.
The hidden column behind the last one holds the keys of the rows (`carried.KEYS_HEAD`), where a
table has any. A formula has no value in the file: who opens it computes one.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from copy import copy
from functools import cache
from io import BytesIO
from itertools import accumulate
from math import ceil
from typing import Any, TypeAlias, assert_never
from zipfile import ZipFile

from lxml import etree
from msgspec import Struct
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import SHEET_MAIN_NS

from sopgen.document.attached import Attachment
from sopgen.document.carried import KEYS_HEAD, SOURCE_SHEET
from sopgen.document.page import Run
from sopgen.document.sheet import FileKind, SeenCell, Sheet
from sopgen.writers.office.carrier import digest_of, fingerprint, map_rows, source_rows
from sopgen.writers.office.mapping import packed, seen_text
from sopgen.writers.office.markup import escaped
from sopgen.writers.office.ooxml import (
    NAMESPACES,
    application_properties,
    content_types,
    custom_properties,
    package,
    package_relationships,
    part,
    serialized,
)

LISTS = "Pilihan"
HEAD_ROWS = 2
"""The row of hints and the row of titles."""


class Range(Struct, frozen=True):
    """Cells of column `column` (from 0) of a table, from its first row to its last spare one."""

    table: str
    column: int


class Words(Struct, frozen=True):
    """Words to choose from, and behind them those that stand in a column of a table."""

    words: tuple[str, ...]
    then: Range | None = None


Choices: TypeAlias = Words | Range


class WordLook(Struct, frozen=True):
    """How cells look that hold just `word`: six hexadecimal digits for their ground and ink."""

    word: str
    fill: str
    ink: str


class TableColumn(Struct, frozen=True):
    """A column by its title, its width in digits, and what it `means` to who reads it back.

    Its texts have the colour `ink`, and certain words in it `looks` of their own.
    """

    title: str
    width: int
    means: str = ""
    hint: str = ""
    choices: Choices | None = None
    ink: str = ""
    looks: tuple[WordLook, ...] = ()


class Formula(Struct, frozen=True):
    """What a cell computes, without `=`; `{row}` stands for the number of its row."""

    text: str


Value: TypeAlias = datetime.date | int | Formula


class FileLink(Struct, frozen=True):
    """A file beside the workbook, its path percent-encoded, and a place in it: `page=57`."""

    path: str
    place: str = ""


class TableCell(Struct, frozen=True):
    """A text, and where in the source it comes from; or a value; it may lead to a file."""

    runs: tuple[Run, ...] = ()
    origin: str = ""
    value: Value | None = None
    link: FileLink | None = None


class TableRow(Struct, frozen=True):
    """Cells from the left, and what the row is known by; a `strong` one stands out."""

    cells: tuple[TableCell, ...]
    key: str = ""
    strong: bool = False


class Table(Struct, frozen=True):
    """A sheet of one table with `spare` empty rows below it; `means` is what it is of.

    Its first `frozen` columns stay where they are; rows that are not `keyed` have no keys.
    """

    name: str
    means: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    spare: int = 0
    frozen: int = 0
    keyed: bool = True

    @property
    def last(self) -> int:
        """The number of its last row, counted as spreadsheets do."""
        return HEAD_ROWS + len(self.rows) + self.spare


def seen(table: Table) -> Sheet:
    """Return what a reader sees of `table`."""
    widths = (max(1, column.width) * _DIGIT for column in table.columns)
    count = HEAD_ROWS + len(table.rows)
    return Sheet(
        table.name,
        tuple(accumulate(widths, initial=0)),
        tuple(_ROW * row for row in range(count + 1)),
        tuple(_seen_cells(table)),
        row_keys=tuple((at + HEAD_ROWS, row.key) for at, row in enumerate(table.rows) if row.key),
    )


_DIGIT, _ROW = 105, 300
"""About as wide and high as a digit and a row are, in twips."""


def _seen_cells(table: Table) -> Iterator[SeenCell]:
    for column, each in enumerate(table.columns):
        origin = table.means if column == 0 else ""
        if each.hint or origin:
            yield SeenCell(0, column, 1, 1, each.hint, origin)
    for column, each in enumerate(table.columns):
        yield SeenCell(1, column, 1, 1, each.title, each.means)
    for at, row in enumerate(table.rows, start=HEAD_ROWS):
        for column, cell in enumerate(row.cells):
            if cell.runs or cell.origin:
                text = seen_text(cell.runs)
                yield SeenCell(at, column, 1, 1, text.text, cell.origin, italic=text.italic)


def workbook(
    tables: Sequence[Table], title: str, kind: FileKind, attachments: Sequence[Attachment]
) -> bytes:
    """Return the workbook of `tables` that carries `attachments`, and a map as of this `kind`."""
    book = _filled(tables)
    carrier = book.create_sheet(SOURCE_SHEET)
    carrier.sheet_state = "veryHidden"
    map = packed(tuple(seen(table) for table in tables), kind)
    for row in (*source_rows(attachments), *map_rows(map)):
        carrier.append(list(row))
    return _packed(book, title, attachments)


def listing(tables: Sequence[Table], title: str) -> bytes:
    """Return the workbook of `tables` that nothing is read back from: it carries no source."""
    return _packed(_filled(tables), title, ())


def _filled(tables: Sequence[Table]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    lists, looks = _Lists(tables), _Looks()
    for table in tables:
        _fill(book.create_sheet(table.name), table, lists, looks)
    lists.write(book)
    return book


class _Lists:
    """What is chosen from, each list a column of a hidden sheet."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = {table.name: table for table in tables}
        choices = (column.choices for table in tables for column in table.columns)
        self._lists = list(dict.fromkeys(each for each in choices if isinstance(each, Words)))

    def formula(self, choices: Choices) -> str:
        """Return the cells that hold `choices`."""
        match choices:
            case Range():
                return self._cells(choices)
            case Words():
                letter = get_column_letter(self._lists.index(choices) + 1)
                return f"{LISTS}!${letter}$1:${letter}${self._length(choices)}"
            case _:
                assert_never(choices)

    def _cells(self, range: Range) -> str:
        letter = get_column_letter(range.column + 1)
        tab, last = quote_sheetname(range.table), self._tables[range.table].last
        return f"{tab}!${letter}${HEAD_ROWS + 1}:${letter}${last}"

    def _length(self, choices: Words) -> int:
        rows = self._tables[choices.then.table].last - HEAD_ROWS if choices.then else 0
        return max(1, len(choices.words) + rows)

    def write(self, book: Workbook) -> None:
        """Write the hidden sheet, if any list stands there."""
        if not self._lists:
            return
        sheet = book.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for column, choices in enumerate(self._lists, start=1):
            for row, word in enumerate(choices.words, start=1):
                _write(sheet.cell(row, column), word)
            if choices.then is not None:
                cells = self._cells(choices.then)
                for row in range(1, self._length(choices) - len(choices.words) + 1):
                    cell = sheet.cell(len(choices.words) + row, column)
                    cell.value = f'=INDEX({cells},{row})&""'


_HINT = Font(name="Arial", size=8, color="595959")
_TITLE = Font(name="Arial", size=10, bold=True)
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FILL = PatternFill("solid", fgColor="DDEBF7")
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
_MARGIN = 0.4
"""Inches beside a printed table."""

_LINK = "0563C1"
_DATE = "[$-421]dd mmmm yyyy"
"""A date with the name of its month in Indonesian, whatever the machine speaks."""


@cache
def _text_font(ink: str, *, strong: bool, linked: bool) -> Font:
    return Font(
        name="Arial",
        size=10,
        bold=strong,
        color=ink or None,
        underline="single" if linked else None,
    )


def _fill(sheet: Worksheet, table: Table, lists: _Lists, looks: _Looks) -> None:
    keys = len(table.columns) + table.keyed
    for column, each in enumerate(table.columns, start=1):
        letter = get_column_letter(column)
        cells = f"{letter}{HEAD_ROWS + 1}:{letter}{max(table.last, HEAD_ROWS + 1)}"
        sheet.column_dimensions[letter].width = each.width
        _styled(sheet.cell(1, column), each.hint, _HINT, looks)
        _styled(sheet.cell(2, column), each.title, _TITLE, looks).fill = _FILL
        if each.choices is not None:
            _offer(sheet, cells, lists, each.choices)
        for look in each.looks:
            sheet.conditional_formatting.add(cells, _rule(look))
    if table.keyed:
        _write(sheet.cell(2, keys), KEYS_HEAD)
        sheet.column_dimensions[get_column_letter(keys)].hidden = True
    for number in range(HEAD_ROWS + 1, table.last + 1):
        at = number - HEAD_ROWS - 1
        row = table.rows[at] if at < len(table.rows) else TableRow(())
        _fill_row(sheet, number, table, row, looks)
        if row.key:
            _write(sheet.cell(number, keys), row.key)
    hints = [column.hint for column in table.columns]
    titles = [column.title for column in table.columns]
    sheet.row_dimensions[1].height = _height(hints, table.columns, _HINT)
    sheet.row_dimensions[2].height = _height(titles, table.columns, _TITLE)
    sheet.freeze_panes = f"{get_column_letter(table.frozen + 1)}{HEAD_ROWS + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROWS}:{get_column_letter(keys)}{table.last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{HEAD_ROWS}"


def _fill_row(sheet: Worksheet, number: int, table: Table, row: TableRow, looks: _Looks) -> None:
    for column, each in enumerate(table.columns):
        found = row.cells[column] if column < len(row.cells) else TableCell()
        cell = sheet.cell(number, column + 1)
        ink = _LINK if found.link else each.ink
        font = _text_font(ink, strong=row.strong, linked=found.link is not None)
        if found.value is None:
            _styled(cell, found.runs, font, looks)
        else:
            value, format = _typed(found.value, number)
            looks.dress(cell, font, format)
            cell.value = value
        if found.link is not None:
            path, place = found.link.path, found.link.place or None
            cell.hyperlink = Hyperlink(cell.coordinate, target=path, location=place)
    if row.cells:
        texts = [seen_text(cell.runs).text for cell in row.cells]
        font = _text_font("", strong=row.strong, linked=False)
        sheet.row_dimensions[number].height = _height(texts, table.columns, font)


def _typed(value: Value, row: int) -> tuple[datetime.date | int | str, str]:
    """Return what a cell of `row` holds for `value`, and how it is shown."""
    match value:
        case datetime.date():
            return value, _DATE
        case int():
            return value, "0"
        case Formula(text=text):
            return f"={text.replace('{row}', str(row))}", "General"
        case _:
            assert_never(value)


class _Looks:
    """How the cells of a workbook look: each look is worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], StyleArray] = {}

    def dress(self, cell: Any, font: Font, format: str) -> None:
        """Give `cell` the looks of all cells with this font and format.

        Its `_style` is what openpyxl's own `copy` of a sheet takes over.
        """
        known = self._known.get((id(font), format))
        if known is None:
            cell.font, cell.border, cell.alignment = font, _BOX, _WRAPPED
            cell.number_format = format
            self._known[id(font), format] = copy(cell._style)
        else:
            cell._style = copy(known)


def _rule(look: WordLook) -> Rule:
    fill = PatternFill("solid", bgColor=look.fill)
    style = DifferentialStyle(font=Font(color=look.ink), fill=fill)
    return Rule(type="cellIs", operator="equal", formula=[f'"{look.word}"'], dxf=style)


def _height(texts: Sequence[str], columns: Sequence[TableColumn], font: Font) -> float:
    """Return how high a row is in points whose cells hold `texts`, as far as can be told."""
    size = float(font.size)
    lines = (
        sum(max(1, ceil(len(line) * size / 10 / (column.width - 1))) for line in text.split("\n"))
        for text, column in zip(texts, columns, strict=False)
    )
    return min(1.3 * size * max(lines, default=1) + 2, 400.0)


def _offer(sheet: Worksheet, cells: str, lists: _Lists, choices: Choices) -> None:
    offered = DataValidation(
        "list", formula1=lists.formula(choices), allow_blank=True, showErrorMessage=False
    )
    offered.add(cells)
    sheet.add_data_validation(offered)


def _styled(
    cell: Cell | MergedCell, text: str | tuple[Run, ...], font: Font, looks: _Looks
) -> Cell | MergedCell:
    looks.dress(cell, font, "@")
    if isinstance(text, str) or not any(run.font.italic or run.font.bold for run in text):
        _write(cell, text if isinstance(text, str) else seen_text(text).text)
    else:
        cell.value = CellRichText(*(_block(run, font) for run in text))
    return cell


def _block(run: Run, font: Font) -> TextBlock:
    own = run.font
    looks = InlineFont(rFont=font.name, sz=font.size, b=own.bold or font.bold, i=own.italic)
    return TextBlock(looks, _literal(seen_text((run,)).text))


def _write(cell: Cell | MergedCell, text: str) -> None:
    """Write `text` as it is, also one that looks like a formula or a number."""
    if text:
        cell.value = _literal(text)
        cell.data_type = "s"


_NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def _literal(text: str) -> str:
    """Return `text` so that none of it is read as a character by its number."""
    return _NUMBERED.sub("_x005F_", text)


_CUSTOM = "docProps/custom.xml"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_KINDS = (
    ("xl/workbook.xml", f"{_SPREADSHEET}.sheet.main+xml"),
    ("xl/styles.xml", f"{_SPREADSHEET}.styles+xml"),
    ("xl/sharedStrings.xml", f"{_SPREADSHEET}.sharedStrings+xml"),
    ("xl/worksheets/sheet", f"{_SPREADSHEET}.worksheet+xml"),
    ("xl/theme/", "application/vnd.openxmlformats-officedocument.theme+xml"),
    (_CUSTOM, "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
)


_FONT_ORDER = ("b", "i", "u", "sz", "color", "name", "family", "scheme")


def _in_order(styles: bytes) -> bytes:
    """Return the styles with what fonts say in the order of the schema (ECMA-376-1, 18.8.22)."""
    root = etree.fromstring(styles)
    for font in root.iter(f"{{{SHEET_MAIN_NS}}}font"):
        font[:] = sorted(font, key=lambda each: _FONT_ORDER.index(etree.QName(each).localname))
    return serialized(root)


_HEIGHT_FIXED = re.compile(rb'(<row [^>]*?) customHeight="1"')
"""What keeps a row from growing with what is typed into it."""


def _packed(book: Workbook, title: str, attachments: Sequence[Attachment]) -> bytes:
    """Return the package with our own properties, which tell no time and no library."""
    file = BytesIO()
    book.save(file)
    with ZipFile(file) as zip:
        parts = {name: zip.read(name) for name in zip.namelist()}
    del parts["[Content_Types].xml"]
    for name in [name for name in parts if name.startswith("xl/worksheets/")]:
        parts[name] = _HEIGHT_FIXED.sub(rb"\1", parts[name])
    parts["xl/styles.xml"] = _in_order(parts["xl/styles.xml"])
    told = f"<dc:title>{escaped(title)}</dc:title><dc:language>id-ID</dc:language>"
    custom = [(f"{NAMESPACES['r']}/custom-properties", _CUSTOM)]
    parts |= {
        "_rels/.rels": package_relationships("xl/workbook.xml", custom),
        "docProps/app.xml": application_properties(),
        "docProps/core.xml": part("cp:coreProperties", ("cp", "dc"), told),
    }
    parts[_CUSTOM] = custom_properties(fingerprint(attachments), digest_of(parts))
    return package(parts | {"[Content_Types].xml": content_types(parts, _KINDS)})
