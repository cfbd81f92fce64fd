"""Lists, and pages below each other."""

from lxml import etree
from msgspec.structs import replace

from sopgen.document.page import (
    Anchor,
    Box,
    Cell,
    Line,
    Padding,
    Run,
    Table,
    Text,
)
from sopgen.writers.xlsx import write
from tests.writers.xlsx.samples import (
    ARIAL,
    BOLD,
    COLUMNS,
    FIRST_TOP,
    NAMES,
    TITLE,
    anchored,
    cover,
    document,
    flow,
    flow_drawing,
    flow_table,
    identity,
    item,
    one_table,
    only_sheet,
    page,
    paragraph,
    read,
    sop,
    words,
)


def test_each_item_of_a_list_has_rows_of_its_own_and_its_marker_a_column():
    sheet = read(write(sop())).sheets["Identitas"]
    assert sheet.columns == [0, 255, 405, 6000, 16995]
    assert sheet.rows == [0, 300, 360, 615, 1110, 1200]
    assert sheet.texts == {
        "A1": "Dasar Hukum",
        "D1": "Nomor SOP",
        "D2": "19700101 199503 1 001",
        "A3": "1.",
        "B3": "Undang-Undang Nomor 8 Tahun 2001",
        "A4": "2.",
        "B4": "Peraturan yang panjang",
        "B5": "-",
        "C5": "disampaikan",
    }


def test_a_list_is_wrapped_in_the_width_that_the_layout_gave_it():
    """Spreadsheets keep 20 twips free on either side of a text."""
    sheet = read(write(sop())).sheets["Identitas"]
    assert sheet.merges == ["A1:C1", "A2:C2", "B3:C3", "B4:C4", "D2:D5"]
    assert sheet.columns[3] - sheet.columns[1] - 40 == 5705
    assert sheet.columns[3] - sheet.columns[2] - 40 == 5555
    items = identity().items[0].cells[2].paragraphs
    assert [each.box.width for each in items] == [5705, 5705, 5555]


def test_a_text_off_the_rule_has_a_range_between_empty_ones():
    inside = paragraph("Tanggal Pembuatan", Box(935, 900, 1340, 207))
    cell = Cell(0, 0, 1, 1, (inside,), padding=Padding(left=80), shade="E7E6E6")
    cells = (cell, Cell(0, 1), Cell(1, 0), Cell(1, 1))
    book = read(write(document(page(one_table(*cells)))))
    sheet = book.sheets["Bagan Alir"]
    assert sheet.columns == [0, 60, 1440, 1500, 3000]
    assert sheet.columns[2] - sheet.columns[1] - 40 == inside.box.width
    assert sheet.texts == {"B1": "Tanggal Pembuatan"}
    assert sheet.merges == ["A2:C2"]
    assert [book.borders(sheet.cell(each)) for each in ("A1", "B1", "C1")] == [
        {"left", "top", "bottom"},
        {"top", "bottom"},
        {"right", "top", "bottom"},
    ]
    fills = {book.style(sheet.cell(each)).get("fillId") for each in ("A1", "B1", "C1")}
    assert len(fills) == 1


def test_a_list_has_borders_around_the_whole_only():
    book = read(write(sop()))
    sheet = book.sheets["Identitas"]
    assert book.borders(sheet.cell("A2")) == {"left", "top"}
    assert book.borders(sheet.cell("A3")) == {"left"}
    assert book.borders(sheet.cell("B3")) == set()
    assert book.borders(sheet.cell("C3")) == {"right"}
    assert book.borders(sheet.cell("A5")) == {"left", "bottom"}
    assert book.borders(sheet.cell("C5")) == {"right", "bottom"}


def test_the_room_below_a_list_is_one_range_to_type_in():
    items = (item("1.", "Komputer", Box(1130, 855, 1205, 255), 255),)
    cell = Cell(0, 0, 2, 1, items, padding=Padding(left=20), itemised=True)
    sheet = only_sheet(page(one_table(cell, Cell(0, 1), Cell(1, 1))))
    assert sheet.texts == {"A1": "1.", "B1": "Komputer"}
    assert sheet.merges == ["A2:B3", "C1:C2"]


def test_lists_beside_each_other_share_rows_that_grow():
    left = (
        item("1.", "Undang-Undang", Box(1130, 915, 1205, 480), 255),
        item("2.", "Peraturan", Box(1130, 1395, 1205, 240), 255),
    )
    right = (
        item("1.", "Teliti", Box(2630, 915, 1205, 240), 255),
        item("2.", "Cermat", Box(2630, 1155, 1205, 240), 255),
    )
    cells = (
        Cell(0, 0, paragraphs=left, anchor=Anchor.TOP, itemised=True),
        Cell(0, 1, paragraphs=right, anchor=Anchor.TOP, itemised=True),
    )
    sheet = only_sheet(page(one_table(*cells, rows=(855, 1755))))
    assert sheet.rows == [0, 60, 540, 780, 900]
    assert sheet.texts == {
        "A2": "1.",
        "B2": "Undang-Undang",
        "C2": "1.\n2.",
        "D2": "Teliti\nCermat",
        "A3": "2.",
        "B3": "Peraturan",
    }
    assert sheet.merges == ["A1:B1", "A4:B4", "C1:D1", "C4:D4"]
    assert sheet.growing == [2, 3]


def test_a_marker_stands_beside_the_first_line_of_its_item():
    lines = tuple(Line(1130, y, (Run("Undang", ARIAL),)) for y in (1078, 1318))
    long = item("1.", "Undang Undang", Box(1130, 915, 1205, 480), 255)
    long = replace(long, lines=(long.lines[0], *lines))
    cells = (
        Cell(0, 0, paragraphs=(long, item("2.", "Peraturan", Box(1130, 1395, 1205, 240), 255))),
        Cell(0, 1, paragraphs=(item("1.", "Teliti", Box(2630, 915, 1205, 720), 255),)),
    )
    cells = tuple(replace(each, anchor=Anchor.TOP, itemised=True) for each in cells)
    sheet = only_sheet(page(one_table(*cells, rows=(855, 1755))))
    assert sheet.texts["A2"] == "1.\n\n2."


def test_an_empty_list_is_one_range():
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, itemised=True))))
    assert sheet.merges == ["A1:B2"]


def test_a_marker_and_its_text_begin_at_the_top():
    book = read(write(sop()))
    sheet = book.sheets["Identitas"]
    marker = book.style(sheet.cell("A3")).find("s:alignment", NAMES)
    text = book.style(sheet.cell("B3")).find("s:alignment", NAMES)
    assert (marker.get("wrapText"), marker.get("vertical")) == ("1", "top")
    assert (text.get("wrapText"), text.get("vertical")) == ("1", "top")


def test_a_marker_without_room_of_its_own_stands_in_the_text():
    items = (item("-", "Komputer", Box(875, 915, 1460, 240), 0),)
    cell = Cell(0, 0, 2, 2, items, padding=Padding(left=20), itemised=True)
    sheet = only_sheet(page(one_table(cell)))
    assert sheet.texts == {"A2": "-\u00a0Komputer"}


def titles(book):
    workbook = etree.fromstring(book.parts["xl/workbook.xml"])
    return {
        (each.get("name"), each.get("localSheetId")): each.text
        for each in workbook.findall("s:definedNames/s:definedName", NAMES)
    }


def breaks(sheet):
    return [each.get("id") for each in sheet.find("s:rowBreaks/s:brk")]


def test_the_header_of_a_flowchart_stands_once_and_is_printed_on_every_page():
    book = read(write(sop()))
    sheet = book.sheets["Bagan Alir"]
    assert titles(book) == {
        ("_xlnm.Print_Area", "0"): "'Sampul'!$A$1:$A$3",
        ("_xlnm.Print_Area", "1"): "'Identitas'!$A$1:$D$5",
        ("_xlnm.Print_Titles", "2"): "'Bagan Alir'!$3:$4",
        ("_xlnm.Print_Area", "2"): "'Bagan Alir'!$A$1:$E$10",
    }
    assert breaks(sheet) == ["7"]
    assert [text for text in sheet.texts.values() if text == "Kegiatan"] == ["Kegiatan"]
    assert sheet.texts["B8"] == "Langkah 4"


def test_a_header_that_is_not_the_first_one_is_made_of_cells():
    first, second = flow()
    table = replace(second.items[0], columns=(*COLUMNS[:-1], COLUMNS[-1] - 30))
    book = read(write(document(first, replace(second, items=(table,)))))
    sheet = book.sheets["Bagan Alir"]
    assert ("_xlnm.Print_Titles", "0") not in titles(book)
    assert breaks(sheet) == ["7"]
    assert (sheet.texts["B3"], sheet.texts["B8"]) == ("Kegiatan", "Kegiatan")
    assert sheet.rows[7:] == [5700, 6000, 6450, 7950, 9450, 10950]


def test_a_text_above_a_repeated_header_keeps_both_in_their_places():
    first, _ = flow()
    later = page(
        Text(TITLE, words("LANJUTAN", BOLD)), flow_table(1305, 4, 6), flow_drawing(200, FIRST_TOP)
    )
    book = read(write(document(first, later)))
    sheet = book.sheets["Bagan Alir"]
    assert ("_xlnm.Print_Titles", "0") not in titles(book)
    assert (sheet.texts["A8"], sheet.texts["B10"]) == ("LANJUTAN", "Kegiatan")
    (start, again) = anchored(sheet)["langkah 1, lajur 1"]
    assert again[1] - start[1] == 5700


def test_a_page_without_a_header_is_not_given_one_by_the_print_title():
    first, _ = flow()
    signature = page(Text(Box(855, 855, 9000, 600), words("Disahkan oleh")))
    book = read(write(document(first, signature)))
    assert ("_xlnm.Print_Titles", "0") not in titles(book)
    assert book.sheets["Bagan Alir"].texts["A8"] == "Disahkan oleh"


def test_a_table_of_other_columns_below_a_flowchart_splits_its_cells():
    first, _ = flow()
    signed = Table((855, 9855, 17850), (7005, 7755), (Cell(0, 0), Cell(0, 1, 1, 1, words("TTD"))))
    sheet = only_sheet(replace(first, items=(*first.items, signed)))
    assert sheet.columns == [0, 450, 4950, 7950, 9000, 10950, 16995]
    assert sheet.merges[-2:] == ["A9:D9", "E9:F9"]
    assert "D5:E5" in sheet.merges
    assert anchored(sheet)["langkah 2, lajur 2"] == [(9000, 3150, 900, 600)]


def test_pages_of_a_part_that_comes_again_are_another_sheet():
    first, second = flow()
    book = read(write(document(first, cover(), second)))
    assert list(book.sheets) == ["Bagan Alir", "Sampul", "Bagan Alir (2)"]
    assert titles(book)["_xlnm.Print_Titles", "2"] == "'Bagan Alir (2)'!$1:$2"


def test_a_framed_table_has_heavier_borders_around_it_alone():
    cells = [Cell(row, column) for row in (0, 1) for column in (0, 1)]
    book = read(write(document(page(one_table(*cells, framed=True)))))
    sheet = book.sheets["Bagan Alir"]
    assert book.strokes(sheet.cell("A1")) == {
        "left": "medium",
        "top": "medium",
        "right": "thin",
        "bottom": "thin",
    }
    assert book.strokes(sheet.cell("B2")) == {
        "left": "thin",
        "top": "thin",
        "right": "medium",
        "bottom": "medium",
    }
