"""PDFs of other programs are seen alike: table, symbols, arrows and words beside them."""

from collections.abc import Callable, Sequence
from functools import cache
from math import cos, radians, sin

import pytest

from sopgen.document.page import Box
from sopgen.document.sheet import SeenLine, Sheet
from sopgen.readers.pdf import sheets_of_pdf
from tests.readers import dialects
from tests.readers.dialects import ANSWERS, COLUMNS, HEAD, ROWS, STEPS, TIMES, WAYS

DIALECTS = (dialects.word, dialects.excel, dialects.printer)
every_dialect = pytest.mark.parametrize("made", DIALECTS, ids=lambda made: made.__name__)

LIMIT = 30
"""What a place may be off, in twips: a stroke and a half."""

Made = Callable[[], bytes]


@cache
def read(made: Made) -> Sheet:
    (sheet,) = sheets_of_pdf(made())
    return sheet


def near(one: float, points: float) -> bool:
    return abs(one - 20 * points) <= LIMIT


@every_dialect
def test_cells_are_seen_with_their_texts(made):
    sheet = read(made)
    texts = {(cell.row, cell.column): cell.text for cell in sheet.cells}
    expected = {(0, column): text for column, text in enumerate(HEAD)}
    for row, (step, time) in enumerate(zip(STEPS, TIMES, strict=True), start=1):
        expected |= {(row, 0): f"{row}.", (row, 1): step, (row, 5): time}
    assert texts == expected
    assert all(map(near, sheet.columns, COLUMNS))
    assert all(map(near, sheet.rows, ROWS))
    assert (len(sheet.columns), len(sheet.rows)) == (len(COLUMNS), len(ROWS))


@every_dialect
def test_symbols_are_seen_with_their_kinds(made):
    expected = [
        (dialects.START, "flowChartTerminator"),
        (dialects.BOX, "rect"),
        (dialects.ASKED, "flowChartDecision"),
        (dialects.END, "flowChartTerminator"),
    ]
    symbols = [each for each in read(made).shapes if not each.bare and each.preset != "picture"]
    found = [
        (sides, [each.preset for each in symbols if has_sides(each.box, sides)])
        for sides, _ in expected
    ]
    assert found == [(sides, [preset]) for sides, preset in expected]
    assert len(symbols) == len(expected)


def has_sides(box: Box, sides: tuple[float, ...]) -> bool:
    return all(map(near, (box.x, box.y, box.right, box.bottom), sides))


@every_dialect
@pytest.mark.parametrize("way", WAYS)
def test_arrows_are_seen_with_their_heads(made, way):
    pieces = [line for line in read(made).lines if ends_at(line, way[-1]) or starts_at(line, way)]
    heads = {head for line in pieces for head in heads_of(line)}
    assert heads == {True}
    assert any(ends_at(line, way[-1]) for line in pieces)
    assert any(starts_at(line, way) for line in pieces)


def ends_at(line: SeenLine, spot) -> bool:
    ends = ((line.path[0], line.head_at_start), (line.path[-1], line.head_at_end))
    return any(head and near(at.x, spot[0]) and near(at.y, spot[1]) for at, head in ends)


def starts_at(line: SeenLine, way) -> bool:
    ends = ((line.path[0], line.head_at_start), (line.path[-1], line.head_at_end))
    return any(not head and near(at.x, way[0][0]) and near(at.y, way[0][1]) for at, head in ends)


def heads_of(line: SeenLine) -> list[bool]:
    return [head for head in (line.head_at_start, line.head_at_end) if head]


@every_dialect
def test_words_beside_lines_are_shapes_of_their_own(made):
    words = {each.text: each.box.x for each in read(made).shapes if each.bare}
    assert words.keys() == {text for text, _, _ in ANSWERS}
    assert all(near(words[text], x) for text, x, _ in ANSWERS)


def seen_of(draw: Callable[[dialects.Sheet], None]) -> Sheet:
    """Return what is seen of a page with the table and what `draw` adds to it."""
    page = dialects.Sheet()
    dialects.filled_rules(page)
    page.word(44, 84, "No")
    draw(page)
    (sheet,) = sheets_of_pdf(page.bytes())
    return sheet


def test_turned_names_are_read_upwards():
    def draw(page: dialects.Sheet) -> None:
        page.turned(290, 96, "Juru")
        page.turned(300, 96, "Tulis")

    sheet = seen_of(draw)
    assert {cell.text for cell in sheet.cells} == {"No", "Juru Tulis"}


def test_words_printed_twice_are_read_once():
    def draw(page: dialects.Sheet) -> None:
        for shift in (0, 0.3):
            page.word(74 + shift, 120, "Menimbang benih")

    assert {cell.text for cell in seen_of(draw).cells} == {"No", "Menimbang benih"}


def test_words_turned_by_next_to_nothing_stay_words():
    def draw(page: dialects.Sheet) -> None:
        page.canvas.saveState()
        page.canvas.transform(1, 1e-9, -1e-9, 1, 0, 0)
        page.word(74, 120, "Menimbang benih")
        page.canvas.restoreState()

    assert {cell.text for cell in seen_of(draw).cells} == {"No", "Menimbang benih"}


def test_an_arrow_as_long_as_the_table_is_no_rule():
    def draw(page: dialects.Sheet) -> None:
        way = ((395, 410), (395, 70))
        page.path(way, stroke=True, fill=False, closed=False)
        page.path(dialects.triangle(way), stroke=False, fill=True, closed=True)

    sheet = seen_of(draw)
    assert len(sheet.columns) == len(COLUMNS)
    (line,) = sheet.lines
    assert ends_at(line, (395, 70))


def test_an_arrow_along_a_rule_is_no_part_of_it():
    def draw(page: dialects.Sheet) -> None:
        way = ((300, ROWS[2]), (500, ROWS[2]))
        page.canvas.setStrokeColorRGB(0, 0, 0.6)
        page.path(way, stroke=True, fill=False, closed=False)
        page.path(dialects.triangle(way), stroke=False, fill=True, closed=True)

    sheet = seen_of(draw)
    assert len(sheet.rows) == len(ROWS)
    (line,) = sheet.lines
    assert ends_at(line, (500, ROWS[2]))


@pytest.mark.parametrize("aside", [0, 0.6])
def test_an_arrow_upon_a_rule_that_looks_the_same_is_an_arrow(aside):
    x = COLUMNS[3] + aside
    way = ((x, 235), (x, 280))

    def draw(page: dialects.Sheet) -> None:
        page.bar((COLUMNS[3], ROWS[0]), (COLUMNS[3], ROWS[-1]))
        page.bar(*dialects.shortened(way, 4))
        page.path(dialects.triangle(way), stroke=False, fill=True, closed=True)

    sheet = seen_of(draw)
    assert len(sheet.columns) == len(COLUMNS)
    (line,) = sheet.lines
    assert ends_at(line, way[1])
    assert starts_at(line, way)


def test_a_head_without_a_line_is_a_line_as_long_as_itself():
    def draw(page: dialects.Sheet) -> None:
        page.path(dialects.triangle(((400, 200), (400, 240))), stroke=False, fill=True, closed=True)

    (line,) = seen_of(draw).lines
    assert ends_at(line, (400, 240))
    assert near(line.path[0].y, 235)


def test_a_box_of_four_bars_apart_from_the_table_is_a_symbol():
    def draw(page: dialects.Sheet) -> None:
        left, top, right, bottom = dialects.BOX
        page.bar((left, top), (right, top))
        page.bar((left, bottom), (right, bottom))
        page.bar((left, top), (left, bottom))
        page.bar((right, top), (right, bottom))

    (shape,) = seen_of(draw).shapes
    assert (shape.preset, has_sides(shape.box, dialects.BOX)) == ("rect", True)


def test_a_mask_in_white_is_nothing():
    def draw(page: dialects.Sheet) -> None:
        page.canvas.setFillGray(1)
        page.rectangle((370, 200, 420, 230), stroke=False, fill=True)

    assert seen_of(draw).shapes == ()


def test_paragraphs_of_a_cell_end_where_a_word_would_have_had_room():
    def draw(page: dialects.Sheet) -> None:
        page.word(74, 112, "Menerima benih dari penangkar dan mencatat")
        page.word(74, 122, "banyaknya di buku")
        page.word(74, 132, "Menyusun daftar")

    texts = [cell.text for cell in seen_of(draw).cells]
    assert "Menerima benih dari penangkar dan mencatat banyaknya di buku\nMenyusun daftar" in texts


def test_items_of_a_cell_begin_with_their_marks():
    def draw(page: dialects.Sheet) -> None:
        page.word(74, 112, "1.")
        page.word(86, 112, "Benih padi yang sudah lulus dari uji laborato-")
        page.word(86, 122, "rium")
        page.word(74, 132, "2.")
        page.word(86, 132, "Timbangan")

    texts = [cell.text for cell in seen_of(draw).cells]
    assert "1.\tBenih padi yang sudah lulus dari uji laborato-rium\n2.\tTimbangan" in texts


@pytest.mark.parametrize(
    ("box", "preset"),
    [
        ((370, 200, 400, 230), "flowChartConnector"),
        ((370, 200, 420, 220), "flowChartTerminator"),
    ],
    ids=["circle", "ellipse"],
)
def test_a_circle_of_curves_is_a_connector_an_ellipse_a_capsule(box, preset):
    def draw(page: dialects.Sheet) -> None:
        left, top, right, bottom = box
        page.canvas.ellipse(left, dialects.HEIGHT - bottom, right, dialects.HEIGHT - top)

    (shape,) = seen_of(draw).shapes
    assert shape.preset == preset


def one_shape(draw: Callable[[dialects.Sheet], None]) -> str:
    (shape,) = seen_of(draw).shapes
    return shape.preset


@pytest.mark.parametrize(
    ("width", "height", "radius", "preset"),
    [
        (30, 30, 6, "flowChartAlternateProcess"),
        (60, 24, 4, "flowChartAlternateProcess"),
        (60, 24, 12, "flowChartTerminator"),
        (30, 8, 4, "flowChartTerminator"),
        (30, 20, 0.8, "rect"),
    ],
)
def test_how_far_corners_are_rounded_tells_a_capsule_from_a_box(width, height, radius, preset):
    def draw(page: dialects.Sheet) -> None:
        page.canvas.roundRect(370, dialects.HEIGHT - 240, width, height, radius)

    assert one_shape(draw) == preset


def quarters(box: tuple[float, ...], rx: float, ry: float, sides: int) -> list[tuple[float, float]]:
    """Return `box` whose corners are quarters of ellipses, each in `sides` straight pieces."""
    left, top, right, bottom = box
    out = []
    for x, y, first in (
        (right - rx, top + ry, -90),
        (right - rx, bottom - ry, 0),
        (left + rx, bottom - ry, 90),
        (left + rx, top + ry, 180),
    ):
        for step in range(sides + 1):
            angle = radians(first + 90 * step / sides)
            out.append((x + rx * cos(angle), y + ry * sin(angle)))
    return out


def test_a_capsule_as_high_as_it_is_wide_is_flattened_into_no_box():
    """Office's own capsule: quarters as high as half of it, as wide as a sixth."""
    box = (370, 190, 426, 248)

    def draw(page: dialects.Sheet) -> None:
        dialects.frame(
            page, quarters(box, 9, 29, 25), quarters(dialects.inset(box, 0.6), 9, 29, 25)
        )

    assert one_shape(draw) == "flowChartTerminator"


def test_a_thick_diamond_whose_tips_are_blunt_is_a_decision():
    left, top, right, bottom = 370, 200, 430, 220

    def draw(page: dialects.Sheet) -> None:
        outer = []
        for x, y, across, down in (
            ((left + right) / 2, top, 0.4, 0),
            (right, (top + bottom) / 2, 0, 0.4),
            ((left + right) / 2, bottom, -0.4, 0),
            (left, (top + bottom) / 2, 0, -0.4),
        ):
            outer += [(x - across, y - down), (x + across, y + down)]
        inner = dialects.diamond((left + 1.5, top + 0.6, right - 1.5, bottom - 0.6))
        dialects.frame(page, outer, inner)

    assert one_shape(draw) == "flowChartDecision"


SIX = ((370, 210), (385, 200), (415, 200), (430, 210), (415, 220), (385, 220))
ARROW_OF_A_BLOCK = (
    *((390, 200), (410, 200), (410, 220), (420, 220)),
    *((400, 232), (380, 220), (390, 220)),
)
TAB_TO_THE_RIGHT = ((370, 200), (410, 200), (420, 210), (410, 220), (370, 220))


@pytest.mark.parametrize(
    ("outline", "preset"),
    [(SIX, ""), (TAB_TO_THE_RIGHT, "flowChartOffpageConnector")],
    ids=["hexagon", "tab"],
)
def test_what_has_neither_corners_nor_curves_is_no_capsule(outline, preset):
    def draw(page: dialects.Sheet) -> None:
        page.path(outline, stroke=True, fill=False, closed=True)

    assert one_shape(draw) == preset


def test_what_a_white_box_was_painted_over_is_not_there():
    def draw(page: dialects.Sheet) -> None:
        page.path(dialects.rectangle(dialects.BOX), stroke=True, fill=False, closed=True)
        page.canvas.setFillGray(1)
        mask = dialects.rectangle((360, 190, 430, 240))
        page.path(mask, stroke=False, fill=True, closed=True)
        moved = dialects.rectangle((365, 195, 425, 225))
        page.path(moved, stroke=True, fill=True, closed=True)

    (shape,) = seen_of(draw).shapes
    assert has_sides(shape.box, (365, 195, 425, 225))


def test_the_head_of_a_thick_arrow_may_be_large():
    way = ((400, 200), (400, 250))

    def draw(page: dialects.Sheet) -> None:
        page.path(dialects.triangle(way, 14), stroke=False, fill=True, closed=True)
        page.path(dialects.shortened(way, 12), stroke=True, fill=False, closed=False)

    sheet = seen_of(draw)
    (line,) = sheet.lines
    assert [ends_at(line, way[-1]), starts_at(line, way), sheet.shapes] == [True, True, ()]


def test_a_block_arrow_filled_and_then_stroked_is_one_line():
    def draw(page: dialects.Sheet) -> None:
        page.path(ARROW_OF_A_BLOCK, stroke=False, fill=True, closed=True)
        page.path(ARROW_OF_A_BLOCK, stroke=True, fill=False, closed=True)

    sheet = seen_of(draw)
    (line,) = sheet.lines
    assert ends_at(line, (400, 232))
    assert starts_at(line, ((400, 200),))
    assert sheet.shapes == ()


def test_a_head_belongs_to_a_line_only_if_it_points_the_way_that_it_goes():
    down = ((380, 200), (380, 214))
    level = ((382, 214), (430, 214))

    def draw(page: dialects.Sheet) -> None:
        for way in (down, level):
            page.bar(*dialects.shortened(way, 4), width=0.8)
            page.path(dialects.triangle(way), stroke=False, fill=True, closed=True)

    lines = {
        (line.head_at_start, line.head_at_end, line.path[0].x == line.path[1].x)
        for line in seen_of(draw).lines
    }
    assert lines == {(False, True, True), (False, True, False)}


@pytest.mark.parametrize("long", [9, 14, 30, 120])
@pytest.mark.parametrize("turn", [(0, 1), (0, -1), (1, 0), (-1, 0)])
def test_the_head_of_an_arrow_in_a_picture_is_seen_however_short_it_is(long, turn):
    start = 480, 330
    end = start[0] + turn[0] * long, start[1] + turn[1] * long

    def draw(page: dialects.Sheet) -> None:
        dialects.picture(page, (start, end), scale=4, dash=1_000)

    (line,) = seen_of(draw).lines
    assert line.traced
    assert [ends_at(line, end), heads_of(line)] == [True, [True]]


def test_underlined_words_stay_in_their_cell():
    def draw(page: dialects.Sheet) -> None:
        page.word(74, 120, "Menimbang benih")
        page.path(((74, 122), (130, 122)), stroke=True, fill=False, closed=False)

    assert "Menimbang benih" in {cell.text for cell in seen_of(draw).cells}


def one_cell(write: Callable[[dialects.Sheet], None]) -> str:
    """Return the text of the only cell of a page, into which `write` writes."""
    page = dialects.Sheet()
    for x in (40, 400):
        page.bar((x, 60), (x, 160))
    for y in (60, 160):
        page.bar((40, y), (400, y))
    write(page)
    (sheet,) = sheets_of_pdf(page.bytes())
    (cell,) = sheet.cells
    return cell.text


def test_a_text_that_is_painted_over_in_white_is_not_read():
    def write(page: dialects.Sheet) -> None:
        page.word(50, 90, "SOP-01/2019")
        page.canvas.setFillGray(1)
        page.rectangle((48, 80, 140, 94), stroke=False, fill=True)
        page.canvas.setFillGray(0)
        page.word(51, 91, "SOP-017/KEBUN/2024")
        page.word(50, 110, "Kebun Contoh")

    assert one_cell(write) == "SOP-017/KEBUN/2024\nKebun Contoh"


def test_two_texts_over_each_other_are_read_one_by_one():
    def write(page: dialects.Sheet) -> None:
        page.word(50, 90, "SOP-01/2019")
        page.word(51, 91, "SOP-017/2024")

    assert sorted(one_cell(write).split()) == ["SOP-01/2019", "SOP-017/2024"]


def test_a_blank_of_another_line_parts_no_word():
    def write(page: dialects.Sheet) -> None:
        page.word(50, 90, "Kepala Kebun Pembibitan")
        page.word(70, 91, " ")

    assert one_cell(write) == "Kepala Kebun Pembibitan"


def test_a_list_that_goes_on_beside_itself_is_read_by_its_numbers():
    def write(page: dialects.Sheet) -> None:
        for at, (left, right) in enumerate((("1. Ember", "4. Sekop"), ("2. Tali", "5. Gunting"))):
            page.word(50, 90 + 12 * at, left)
            page.word(200, 90 + 12 * at, right)
        page.word(50, 114, "3. Cangkul")

    assert one_cell(write).replace("\t", " ").split("\n") == [
        "1. Ember",
        "2. Tali",
        "3. Cangkul",
        "4. Sekop",
        "5. Gunting",
    ]


def test_numbers_that_touch_their_text_begin_a_paragraph():
    def write(page: dialects.Sheet) -> None:
        page.word(50, 90, "1.Memahami cara menyiram bibit di musim kemarau yang panjang sekali")
        page.word(50, 102, "2.Memahami pupuk")

    assert one_cell(write).split("\n") == [
        "1.\tMemahami cara menyiram bibit di musim kemarau yang panjang sekali",
        "2.\tMemahami pupuk",
    ]


def test_a_dash_between_two_numbers_is_no_mark_of_a_list():
    def write(page: dialects.Sheet) -> None:
        page.word(50, 90, "30 menit")
        page.word(50, 102, "- 3 jam")

    assert one_cell(write) == "30 menit - 3 jam"


def test_columns_without_rules_are_parted_where_a_row_numbers_them():
    page = dialects.Sheet()
    for x in (40, 100, 400):
        page.bar((x, 60), (x, 200))
    for y in (60, 100, 120, 200):
        page.bar((40, y), (400, y))
    for x, text in ((150, "Juru"), (150, "Tulis"), (250, "Ketua"), (250, "Regu"), (330, "Mandor")):
        page.word(x, 75 if text in ("Juru", "Ketua", "Mandor") else 87, text)
    for x, text in ((70, "1"), (160, "2"), (260, "3"), (345, "4")):
        page.word(x, 113, text)
    page.word(120, 150, "sebuah tulisan yang berdiri melintang di atas kedua kolom pertamanya")
    (sheet,) = sheets_of_pdf(page.bytes())
    texts = {(cell.row, cell.column): cell.text for cell in sheet.cells}
    assert [texts[0, column].split() for column in (1, 2, 3)] == [
        ["Juru", "Tulis"],
        ["Ketua", "Regu"],
        ["Mandor"],
    ]
    assert [texts.get((1, column), "") for column in (0, 1, 2, 3)] == ["1", "2", "3", "4"]
    assert [edge // 20 for edge in sheet.columns[2:4]] == [212, 304]
    assert texts[2, 1] == "sebuah tulisan yang berdiri melintang di atas kedua kolom pertamanya"


def test_a_table_that_is_open_at_its_foot_has_its_last_row():
    page = dialects.Sheet()
    for x in (40, 100, 250, 400):
        page.bar((x, 60), (x, 160))
    for y in (60, 100):
        page.bar((40, y), (400, y))
    page.bar((250, 160), (400, 160))
    for x, text in ((50, "6"), (110, "Selesai"), (260, "5 menit")):
        page.word(x, 130, text)
    (sheet,) = sheets_of_pdf(page.bytes())
    assert {(cell.row, cell.text) for cell in sheet.cells} == {
        (1, "6"),
        (1, "Selesai"),
        (1, "5 menit"),
    }


def test_words_stretched_to_the_width_of_their_cell_are_parted_by_blanks():
    def write(page: dialects.Sheet) -> None:
        for x, text in ((50, "Menyiram"), (130, "bibit"), (195, "setiap"), (260, "pagi")):
            page.word(x, 90, text)
        page.word(50, 102, "dan sore")

    assert one_cell(write) == "Menyiram bibit setiap pagi\ndan sore"


def cells_of(rows: Sequence[float], words: Sequence[tuple[float, float, str]]) -> set[str]:
    """Return the texts of a table of two columns with words, each by left and baseline."""
    page = dialects.Sheet()
    for x in (40, 140, 400):
        page.bar((x, rows[0]), (x, rows[-1]))
    for y in rows:
        page.bar((40, y), (400, y))
    for x, y, text in words:
        page.word(x, y, text)
    (sheet,) = sheets_of_pdf(page.bytes())
    return {cell.text for cell in sheet.cells}


def test_lines_across_a_rule_belong_to_the_cell_of_their_paragraph():
    words = [(45, 85, "Kegiatan"), (60, 101, "Regu"), (50, 112, "Keuangan/"), (60, 123, "Kebun")]
    texts = cells_of((60, 100, 120, 160), words)
    assert {text.replace("\n", " ") for text in texts} == {"Kegiatan", "Regu Keuangan/ Kebun"}


def test_of_two_texts_over_each_other_the_upper_one_goes_on_from_the_cell_above():
    words = [(145, 75, "Penyemaian"), (145, 89, "BIBIT"), (150, 90.5, "PERALATAN")]
    assert cells_of((60, 80, 100), words) == {"Penyemaian\nBIBIT", "PERALATAN"}


def test_lines_over_each_other_are_read_line_by_line():
    words = [
        (145, 75, "9. Peraturan tentang tata kerja kebun pembibitan milik daerah"),
        (157, 86, "dan kota;"),
        (145, 87.5, "10."),
        (160, 87.5, "Peraturan tentang pupuk"),
    ]
    (text,) = cells_of((60, 120), words)
    assert text.replace("\t", " ").split("\n") == [
        "9. Peraturan tentang tata kerja kebun pembibitan milik daerah dan kota;",
        "10. Peraturan tentang pupuk",
    ]


def test_a_line_goes_on_behind_a_hyphen_without_a_blank():
    def write(page: dialects.Sheet) -> None:
        page.word(50, 90, "Menyiram buah-")
        page.word(50, 102, "buahan dan umbi -")
        page.word(50, 114, "umbian")

    assert " ".join(one_cell(write).split("\n")) == "Menyiram buah-buahan dan umbi - umbian"


def test_a_number_a_little_above_its_item_is_that_of_the_line_below():
    lines = [
        (50, 80, "4."),
        (70, 80, "Peraturan tentang tata kerja kebun pembibitan milik daerah"),
        (70, 90, "dan kota di pesisir;"),
        (50, 101, "5."),
        (70, 110, "Peraturan tentang pupuk;"),
        (50, 122, "6."),
        (70, 122, "Peraturan tentang air"),
    ]

    def write(page: dialects.Sheet) -> None:
        for x, y, text in lines:
            page.word(x, y, text)

    assert one_cell(write).split("\n") == [
        "4.\tPeraturan tentang tata kerja kebun pembibitan milik daerah dan kota di pesisir;",
        "5.\tPeraturan tentang pupuk;",
        "6.\tPeraturan tentang air",
    ]
