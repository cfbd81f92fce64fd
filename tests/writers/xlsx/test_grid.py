"""Columns, rows and cells: every text in the box of its cell."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from sopgen.document.page import (
    ALL_SIDES,
    Align,
    Anchor,
    Box,
    Cell,
    Face,
    Font,
    Image,
    Paragraph,
    Run,
    Side,
    Table,
    Text,
)
from sopgen.problems.problem import ProblemsError
from sopgen.writers.xlsx import write
from tests.writers.xlsx.samples import (
    ARIAL,
    BOLD,
    COLUMNS,
    NAMES,
    anchored,
    document,
    item,
    one_table,
    only_sheet,
    page,
    png,
    read,
    sop,
    words,
)


def test_columns_and_rows_are_exactly_those_of_the_layout():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    assert sheet.columns == [x - 855 for x in COLUMNS]
    first = [0, 300, 450, 750, 1200, 2700, 4200, 5700]
    assert sheet.rows == [*first, 7200, 8700, 10200]


def test_the_normal_style_has_digits_of_eight_pixels():
    book = read(write(sop()))
    normal = book.styles("s:cellStyleXfs/s:xf")[0]
    font = book.styles("s:fonts/s:font")[int(normal.get("fontId"))]
    assert font.find("s:name", NAMES).get("val") == "Times New Roman"
    assert font.find("s:sz", NAMES).get("val") == "12"


def test_edges_off_the_pixels_are_moved_to_the_nearest_pixel():
    table = one_table(Cell(0, 0), Cell(0, 1), columns=(855, 2361, 3862), rows=(855, 1157))
    sheet = only_sheet(page(table))
    assert sheet.columns == [0, 1500, 3000]
    assert sheet.rows == [0, 300]


def test_rows_that_excel_cannot_make_so_high_are_several():
    sheet = only_sheet(page(one_table(Cell(0, 0, 1, 2), rows=(855, 9855)), upright=True))
    assert sheet.rows == [0, 8190, 9000]
    assert sheet.merges == ["A1:B2"]


def test_a_page_with_nothing_but_a_picture_has_room_for_it():
    logo = Image(2, Box(1000, 2000, 1500, 1800), png(), "Lambang", "")
    sheet = only_sheet(page(logo))
    assert (sheet.columns[-1], sheet.rows[-1]) == (1650, 2940)
    assert anchored(sheet) == {"Lambang": [(145, 1145, 1500, 1800)]}


def test_an_empty_page_is_a_sheet_too():
    sheet = only_sheet(page())
    assert sheet.texts == {}
    assert sheet.columns == [0, 15]


TYPED = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "#N/A",
    "#REF!",
    "+62 812 3456",
    "-",
    "@SUM(A1)",
    "196501011990031001",
    "010",
    "1.10",
    "2024-01-23",
    "10:30",
    "TRUE",
    "'kutipan",
    "<b>&amp;",
    "  dua spasi  di mana-mana ",
    "baris satu\nbaris dua",
    "é – “kutip” • ½",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_text_stays_the_text_that_was_typed(text):
    book = read(write(document(page(one_table(Cell(0, 0, 2, 2, words(text)))))))
    sheet = book.sheets["Bagan Alir"]
    assert sheet.texts == {"A1": text}
    assert sheet.cell("A1").get("t") == "inlineStr"
    assert sheet.find(".//s:f") == []
    assert book.style(sheet.cell("A1")).get("numFmtId") == "49"
    assert book.style(sheet.cell("A1")).get("quotePrefix") == str(int(text[0] in "=+-@'"))


def test_what_looks_like_an_escape_is_escaped():
    text = "_x0041_ dan _x00Zz_ dan x0041_"
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, words(text)))))
    assert sheet.texts == {"A1": "_x005F_x0041_ dan _x00Zz_ dan x0041_"}


def test_spaces_at_the_ends_are_kept():
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, words(" a ")))))
    (text,) = sheet.find(".//s:t")
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_a_text_that_no_cell_holds_is_a_problem():
    table = one_table(Cell(0, 0, 2, 2, words("a" * 32768)))
    with pytest.raises(ProblemsError, match=r"melebihi 32767 huruf.*\[XLS001\]"):
        write(document(page(table)))


def test_the_longest_text_is_written_whole():
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, words("a" * 32767)))))
    assert len(sheet.texts["A1"]) == 32767


def test_paragraphs_stand_on_lines_of_their_own_behind_their_markers():
    box = Box(0, 0, 600, 207)
    items = (item("-", "Komputer", box, 120), item("-", "Data", box, 120))
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, items))))
    assert sheet.texts == {"A1": "-\u00a0Komputer\n-\u00a0Data"}


def test_runs_in_several_fonts_are_rich_text():
    italic = replace(ARIAL, italic=True)
    runs = (Run("SOP ", ARIAL), Run("draft", italic), Run(" ", ARIAL), Run("akhir", BOLD))
    cell = Cell(0, 0, 2, 2, (Paragraph(runs, Box(0, 0, 600, 207), 207),))
    sheet = only_sheet(page(one_table(cell)))
    pieces = [
        (
            run.findtext("s:t", namespaces=NAMES),
            *(font.get("val") for font in run.find("s:rPr", NAMES)),
        )
        for run in sheet.find(".//s:r")
    ]
    assert pieces == [
        ("SOP ", "Arial", "9"),
        ("draft ", "Arial", "1", "9"),
        ("akhir", "Arial", "1", "9"),
    ]


def test_a_cell_has_its_font_alignment_and_shade():
    font = Font(Face.BOOKMAN_OLD_STYLE, 210, bold=True)
    cell = Cell(0, 0, 2, 2, words("Kegiatan", font, Align.RIGHT), Anchor.BOTTOM, shade="E7E6E6")
    book = read(write(document(page(one_table(cell)))))
    style = book.style(book.sheets["Bagan Alir"].cell("A1"))
    alignment = style.find("s:alignment", NAMES)
    assert dict(alignment.attrib) == {"horizontal": "right", "vertical": "bottom", "wrapText": "1"}
    written = book.styles("s:fonts/s:font")[int(style.get("fontId"))]
    assert [(etree.QName(part).localname, part.get("val")) for part in written] == [
        ("b", "1"),
        ("sz", "10.5"),
        ("name", "Bookman Old Style"),
    ]
    fill = book.styles("s:fills/s:fill")[int(style.get("fillId"))]
    assert fill.find("s:patternFill/s:fgColor", NAMES).get("rgb") == "00E7E6E6"


def test_upright_text_begins_at_the_bottom():
    cell = Cell(0, 0, 2, 2, words("Kepala Dinas"), Anchor.MIDDLE, upright=True)
    book = read(write(document(page(one_table(cell)))))
    alignment = book.style(book.sheets["Bagan Alir"].cell("A1")).find("s:alignment", NAMES)
    assert alignment.get("textRotation") == "90"
    assert (alignment.get("horizontal"), alignment.get("vertical")) == ("center", "bottom")


def test_an_empty_cell_is_typed_in_as_the_texts_beside_it():
    cells = (
        Cell(0, 0, paragraphs=words("No", BOLD)),
        Cell(0, 1, paragraphs=words("Isi")),
        Cell(1, 0),
        Cell(1, 1),
    )
    book = read(write(document(page(one_table(*cells)))))
    sheet = book.sheets["Bagan Alir"]
    empty, text = book.style(sheet.cell("A2")), book.style(sheet.cell("B1"))
    assert empty.get("fontId") == text.get("fontId")
    assert empty.get("numFmtId") == "49"


def test_an_empty_cell_beside_nothing_but_bold_texts_is_typed_in_bold():
    cells = (Cell(0, 0, 1, 2, words("No", BOLD)), Cell(1, 0, 1, 2))
    book = read(write(document(page(one_table(*cells)))))
    sheet = book.sheets["Bagan Alir"]
    empty, text = book.style(sheet.cell("A2")), book.style(sheet.cell("A1"))
    assert empty.get("fontId") == text.get("fontId")


def test_numbers_that_are_texts_are_not_marked_as_errors():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    ignored = sheet.one("s:ignoredErrors/s:ignoredError")
    assert dict(ignored.attrib) == {"sqref": "A1:E10", "numberStoredAsText": "1"}


def test_borders_stand_on_exactly_the_sides_given():
    cells = (
        Cell(0, 0, 2, 1, words("A"), borders=ALL_SIDES - {Side.BOTTOM}),
        Cell(0, 1, borders=frozenset({Side.TOP, Side.RIGHT})),
        Cell(1, 1, borders=frozenset()),
    )
    book = read(write(document(page(one_table(*cells)))))
    sheet = book.sheets["Bagan Alir"]
    assert book.borders(sheet.cell("A1")) == {"top", "left", "right"}
    assert book.borders(sheet.cell("A2")) == {"left", "right"}
    assert book.borders(sheet.cell("B1")) == {"top", "right"}
    assert book.borders(sheet.cell("B2")) == set()


def test_each_cell_of_a_merged_range_has_its_share_of_the_borders():
    edges = (855, 1155, 1455, 1755)
    table = one_table(Cell(0, 0, 3, 3, words("A")), columns=edges, rows=edges)
    book = read(write(document(page(table))))
    sheet = book.sheets["Bagan Alir"]
    cells = {each.get("r"): book.borders(each) for each in sheet.find("s:sheetData/s:row/s:c")}
    assert cells == {
        **{"A1": {"top", "left"}, "B1": {"top"}, "C1": {"top", "right"}},
        **{"A2": {"left"}, "C2": {"right"}},
        **{"A3": {"bottom", "left"}, "B3": {"bottom"}, "C3": {"bottom", "right"}},
    }


def test_merged_ranges_are_those_of_the_spanning_cells():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    assert sheet.merges == ["A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"]


def test_no_two_merged_ranges_meet():
    for sheet in read(write(sop())).sheets.values():
        ranges = [set(expanded(merge)) for merge in sheet.merges]
        assert all(one.isdisjoint(other) for one, other in combinations(ranges, 2))


def expanded(reference):
    left, top, right, bottom = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", reference).groups()
    for row in range(int(top), int(bottom) + 1):
        for column in range(ord(left), ord(right) + 1):
            yield row, column


def test_texts_over_each_other_are_refused():
    table = one_table(Cell(0, 0, 2, 2, words("satu")))
    box = Box(855, 855, 1500, 300)
    with pytest.raises(ValueError, match="two texts in one cell of Bagan Alir"):
        write(document(page(table, Text(box, words("dua")))))


def test_a_text_less_than_a_pixel_high_is_refused():
    table = one_table(Cell(0, 0, 1, 2, words("satu")), Cell(1, 0, 1, 2), rows=(855, 860, 1755))
    with pytest.raises(ValueError, match="a text without room on Bagan Alir"):
        write(document(page(table)))


@st.composite
def tilings(draw):
    """Return a table of random edges whose random spans cover every position once."""
    steps = st.lists(st.integers(1, 90), min_size=1, max_size=5)
    columns, rows = (
        [855 + 15 * sum(sizes[:count]) for count in range(len(sizes) + 1)]
        for sizes in (draw(steps), draw(steps))
    )
    free = {(row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)}
    cells = []
    while free:
        row, column = min(free)
        span = draw(st.integers(1, 3))
        across = {(row, column + step) for step in range(span)}
        across = across if across <= free else {(row, column)}
        down = {(row + step, each) for step in range(draw(st.integers(1, 3))) for _, each in across}
        taken = down if down <= free else across
        free -= taken
        rows_taken, columns_taken = ({place[axis] for place in taken} for axis in (0, 1))
        text = words(f"sel {row} {column}")
        cells.append(Cell(row, column, len(rows_taken), len(columns_taken), text))
    return Table(tuple(columns), tuple(rows), tuple(cells))


@settings(max_examples=40, deadline=None)
@given(tilings())
def test_every_text_of_a_table_stands_in_the_box_of_its_cell(table):
    sheet = only_sheet(page(table))
    merges = {each.split(":")[0]: each for each in sheet.merges}
    boxes = set()
    for reference, text in sheet.texts.items():
        places = list(expanded(merges.get(reference, f"{reference}:{reference}")))
        (top, left), (bottom, right) = places[0], places[-1]
        left, right = left - ord("A"), right - ord("A") + 1
        corners = sheet.columns[left], sheet.rows[top - 1], sheet.columns[right], sheet.rows[bottom]
        boxes.add((text, *corners))
    wanted = set()
    for cell in table.cells:
        box = table.cell_box(cell)
        text = cell.paragraphs[0].runs[0].text
        wanted.add((text, box.x - 855, box.y - 855, box.right - 855, box.bottom - 855))
    assert boxes == wanted


def test_a_text_outside_tables_is_a_range_without_borders():
    book = read(write(sop()))
    sheet = book.sheets["Sampul"]
    assert sheet.texts == {"A2": "STANDAR OPERASIONAL PROSEDUR"}
    assert sheet.rows[1:3] == [2145, 2670]
    assert sheet.columns == [0, 10470]
    assert book.borders(sheet.cell("A2")) == set()
