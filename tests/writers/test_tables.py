"""Plain tables as a workbook: what was written is what is read, and nothing of it is a formula."""

import datetime
from io import BytesIO
from zipfile import ZipFile

from msgspec.structs import replace
from openpyxl import load_workbook

from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.document.page import Face, Font, Run
from sopgen.document.sheet import FileKind
from sopgen.readers.packages import opened_package
from sopgen.readers.xlsx import PARTS, sheets_of_workbook
from sopgen.writers.office.tables import (
    LISTS,
    FileLink,
    Formula,
    Range,
    Table,
    TableCell,
    TableColumn,
    TableRow,
    WordLook,
    Words,
    listing,
    seen,
    workbook,
)

PLAIN = Font(Face.ARIAL, 200)
SLANTED = Font(Face.ARIAL, 200, italic=True)
TEXTS = ("=1+1", "010", "2024-01-23", "_x0041_", " - a\n- b", "<b>&", "'", "+62", "@x")
SOURCE = (
    Attachment(AttachmentKind.DEFINITION, "a.yaml", b"kop: kota\n"),
    Attachment(AttachmentKind.LETTERHEAD, "kota.yaml", b"instansi: KOTA\n"),
)


def cell(text: str) -> TableCell:
    return TableCell((Run(text, PLAIN),))


NAMES = Table(
    "Nama",
    "nama",
    (TableColumn("Kode", 10, "kode"), TableColumn("Nama", 30, "nama", "Isi di sini.")),
    tuple(TableRow((cell(f"k{n}"), cell(text)), f"baris/{n}") for n, text in enumerate(TEXTS)),
    spare=2,
)
CHOSEN = Table(
    "Pilih",
    "pilih",
    (
        TableColumn("Siapa", 10, choices=Range("Nama", 1)),
        TableColumn("Ke mana", 10, choices=Words(("selesai",), Range("Nama", 0))),
    ),
    (TableRow((TableCell((Run("miring", SLANTED), Run(" biasa", PLAIN)), "x/0"),)),),
    spare=1,
)


def made() -> bytes:
    return workbook((NAMES, CHOSEN), "Daftar", FileKind.FORM, SOURCE)


def test_the_same_tables_are_the_same_bytes() -> None:
    assert made() == made()
    with ZipFile(BytesIO(made())) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_read_is_what_the_map_says() -> None:
    shown = sheets_of_workbook(opened_package(made(), ("[Content_Types].xml", *PARTS)))
    assert [sheet.name for sheet in shown if not sheet.hidden] == ["Nama", "Pilih"]
    for sheet, table in zip(shown, (NAMES, CHOSEN), strict=False):
        texts = [(each.row, each.column, each.text, each.italic) for each in seen(table).cells]
        assert [each for each in texts if each[2]] == [
            (each.row, each.column, each.text, each.italic) for each in sheet.cells
        ]
        assert seen(table).row_keys == sheet.row_keys


def test_texts_stay_texts() -> None:
    sheet = load_workbook(BytesIO(made()))["Nama"]
    cells = [sheet.cell(row, 2) for row in range(3, 3 + len(TEXTS))]
    assert {each.data_type for each in cells} == {"s"}
    assert {each.number_format for each in cells} == {"@"}


def test_choices_reach_over_the_empty_rows_and_refuse_nothing() -> None:
    book = load_workbook(BytesIO(made()))
    offered = {
        str(e.sqref): (e.formula1, e.showErrorMessage)
        for e in book["Pilih"].data_validations.dataValidation
    }
    assert offered == {
        "A3:A4": ("'Nama'!$B$3:$B$13", False),
        "B3:B4": (f"{LISTS}!$A$1:$A$12", False),
    }
    assert book[LISTS].sheet_state == "hidden"
    assert [book[LISTS].cell(row, 1).value for row in (1, 2)] == [
        "selesai",
        "=INDEX('Nama'!$A$3:$A$13,1)&\"\"",
    ]


def test_the_head_stays_and_the_keys_are_hidden() -> None:
    sheet = load_workbook(BytesIO(made()))["Nama"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:C13"
    assert sheet.column_dimensions["C"].hidden
    assert sheet["C3"].value == "baris/0"


TERM = Table(
    "Tinjauan",
    "",
    (
        TableColumn("No", 5),
        TableColumn("Nama", 30, ink="C00000"),
        TableColumn("Kapan", 18, looks=(WordLook("lewat", "FFC7CE", "9C0006"),)),
        TableColumn("Keadaan", 18),
    ),
    (
        TableRow(
            (
                TableCell(value=1),
                replace(cell("Surat Masuk"), link=FileLink("a%20b/masuk.pdf", "page=3")),
                TableCell(value=datetime.date(2024, 1, 23)),
                TableCell(value=Formula('IF(C{row}<TODAY(),"lewat","baik")')),
            )
        ),
        TableRow((TableCell(value=2), cell("=1+1"), cell("segera"), TableCell())),
    ),
    frozen=2,
    keyed=False,
)


def test_dates_are_dates_and_formulas_are_computed_by_who_opens_it() -> None:
    data = listing((TERM,), "Daftar")
    sheet = load_workbook(BytesIO(data))["Tinjauan"]
    assert (sheet["A3"].value, sheet["C3"].value) == (1, datetime.datetime(2024, 1, 23))
    assert sheet["C3"].number_format == "[$-421]dd mmmm yyyy"
    assert sheet["D3"].value == '=IF(C3<TODAY(),"lewat","baik")'
    assert [sheet[at].data_type for at in ("A3", "B4", "C4", "D3")] == ["n", "s", "s", "f"]
    xml = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    cell = xml[xml.index('<c r="D3"') :].partition("</c>")[0]
    assert cell.endswith("</f><v/>") or cell.endswith("</f><v></v>")


def test_a_cell_leads_to_a_place_in_a_file_beside() -> None:
    found = load_workbook(BytesIO(listing((TERM,), "Daftar")))["Tinjauan"]["B3"].hyperlink
    assert (found.target, found.location) == ("a%20b/masuk.pdf", "page=3")


def test_a_listing_has_no_keys_and_no_source() -> None:
    book = load_workbook(BytesIO(listing((TERM,), "Daftar")))
    sheet = book["Tinjauan"]
    assert book.sheetnames == ["Tinjauan"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C3", "A2:D4")
    assert sheet.print_title_rows == "$1:$2"
    (rules,) = (each.rules for each in sheet.conditional_formatting)
    assert [(str(each.operator), each.formula) for each in rules] == [("equal", ['"lewat"'])]
    assert sheet["B4"].font.color.rgb == "00C00000"
