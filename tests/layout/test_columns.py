"""Widths of columns, by numbers that one can do in one's head.

Every letter is half an em wide: of 9 pt type, 90 twips, on lines of 198 twips.
"""

from itertools import product

import pytest

from sopgen.document.page import Face, Font
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.layout.flowchart.columns import (
    columns,
    even_lanes,
    lanes_share,
    lowest_rows,
    wished_lane,
)
from sopgen.layout.flowchart.lines import measured
from sopgen.layout.flowchart.sharing import Cell, Ladder, Sharing
from sopgen.layout.flowchart.spare import spread
from sopgen.layout.flowchart.texts import Texts, TextWidths, Thrift, measured_texts
from sopgen.layout.typeset import CELL_SIDES, Passage, Typesetter, passages, runs_of
from sopgen.model.graph import graph
from sopgen.model.profile import Column, ListStyle, Profile
from tests.flows import flow_of
from tests.measure import HalfEm

TYPESETTER = Typesetter(HalfEm(), HalfEm())
NINE = Font(Face.ARIAL, 180)
LADDER = Ladder(tuple(100 * lines for lines in range(40)))


def charted(steps, lanes="a b c d") -> Chart:
    flow = flow_of(steps, lanes)
    return chart(flow, graph(flow)[0], Profile())


def text(words):
    return measured([Passage(runs_of(line, NINE)) for line in words.split("\n")], NINE, TYPESETTER)


# Lanes


def test_lanes_are_equal_and_what_one_needs_is_taken_from_the_others():
    assert even_lanes((570, 570, 570), 3000) == (990, 990, 1020)
    assert even_lanes((570, 1500, 570), 3000) == (750, 1500, 750)


def test_a_lane_is_an_even_number_of_pixels():
    assert even_lanes((571, 600), 1230) == (630, 600)


def test_a_lane_is_as_wide_as_its_symbols_and_its_name_ask_and_no_wider():
    assert wished_lane(comfortable=1200, word=450) == 1200
    assert wished_lane(comfortable=1200, word=1300) == 1500
    assert wished_lane(comfortable=1200, word=2400) == 1800


def test_lanes_leave_texts_more_than_half_of_the_table():
    assert lanes_share(16000, 8) == 930
    assert lanes_share(9000, 14) == 690


# Lines


def test_lines_are_counted_as_the_typesetter_breaks_them():
    words = "aaaa bbbbbb cc ddddddddd ee f gggg hhhhhh\niii jj"
    counted = text(words)
    texts = [Passage(runs_of(line, NINE)) for line in words.split("\n")]

    def lines(width):
        return sum(len(each.lines) for each in TYPESETTER.set(texts, NINE, width).passages)

    for width in range(900, 4200, 15):
        assert lines(width) <= counted.lines(width + CELL_SIDES) <= lines(width - 15)


def test_no_width_gives_a_text_more_lines_than_are_allowed_for():
    counted = text("aaaa bbbbbb cc ddddddddd ee f gggg hhhhhh\niii jj")
    assert [counted.most(width) for width in (500, 1000, 4000)] == [21, 15, 12]
    for width in range(200, 4200, 15):
        assert counted.lines(width) <= counted.most(width)


def test_the_least_width_for_some_lines_holds_no_more():
    counted = text("aaaa bbbbbb cc ddddddddd ee f gggg hhhhhh")
    assert [counted.width_for(lines) for lines in (1, 2, 4)] == [3855, 2325, 1245]
    for lines in range(1, 6):
        room = counted.width_for(lines)
        assert counted.lines(room) <= lines < counted.lines(room - 15) + (lines > 4)


def test_a_text_over_several_columns_asks_of_one_no_more_than_the_others_leave():
    """The heading of a phase stands over its neighbours too: 1,500 twips of it in each line."""
    counted = text("aaaa bbbbbb cc ddddddddd ee f gggg hhhhhh")
    spanning = counted.wider(1500)
    for lines in (1, 2, 4):
        assert spanning.width_for(lines) == max(counted.width_for(lines) - 1500, 15)


def test_a_mark_runs_in_before_the_first_word_of_its_item():
    # "-", a hard space and nine letters of 90 twips, and what a cell keeps clear
    items = ("aaaa bbbb", "cccc")
    listed = measured(passages(items, ListStyle.DASHES, NINE), NINE, TYPESETTER)
    assert listed.least == 2
    assert listed.width_for(2) == 1155


# Sharing


def shared(rows, floors, least, room):
    """Return widths and heights for texts given row by row."""
    cells = [
        Cell(column, range(row, row + 1), text(words))
        for row, texts in enumerate(rows)
        for column, words in enumerate(texts)
    ]
    return Sharing(tuple(cells), floors, least, LADDER).shares(room)


def test_rows_as_low_as_their_symbols_ask_for_no_more_width_than_that():
    found = shared([("aaaa bbbb cccc dddd", "aaaa")], (400,), (600, 600), 9000)
    assert found.heights == (400,)
    assert found.widths == (600, 600)


def test_a_row_is_raised_where_that_buys_most_width():
    long = "aaaa bbbb cccc dddd eeee ffff"
    found = shared([(long, "aaaa"), ("aaaa", "aaaa bbbb")], (100, 100), (500, 500), 3000)
    assert found.heights == (200, 100)
    assert sum(found.widths) <= 3000


@pytest.mark.parametrize("room", range(1500, 4200, 300))
def test_no_other_widths_make_the_rows_lower_by_more_than_a_line(room):
    rows = [
        ("aaaa bbbb cccc dddd eeee", "ff ggg hhhh ii jjj"),
        ("aaa", "bbbb ccccc dd eeee ff gg hhhhhhh"),
        ("aaaa bbb cccc", "dd"),
    ]
    found = shared(rows, (100, 100, 100), (600, 800), room)
    others = []
    for first, second in product(range(600, room, 45), range(800, room, 45)):
        if first + second <= room:
            lines = [max(text(a).lines(first), text(b).lines(second)) for a, b in rows]
            others.append(100 * sum(lines))
    assert sum(found.widths) <= room
    assert sum(found.heights) <= min(others) + 100


def test_a_text_over_merged_rows_has_the_room_of_all_of_them():
    over = Cell(0, range(2), text("aaaa bbbb cccc dddd"))
    found = Sharing((over,), (200, 200), (600,), LADDER).shares(900)
    assert found.heights == (200, 200)


# Columns


@pytest.mark.parametrize("width", [9000, 12000, 16995])
def test_columns_fill_the_width_and_give_lanes_what_they_need(width):
    steps = """
    - {kegiatan: Memeriksa berkas, pelaksana: a, waktu: 15 menit, output: Berkas lengkap}
    - {kegiatan: Menandatangani, pelaksana: b}
    """
    texts = measured_texts(charted(steps, lanes="a b"), Profile(), NINE, TYPESETTER)
    shared = columns(texts, width, (600, 900), 1980, (800, 800))
    assert shared is not None
    found, _ = shared
    assert sum(found.texts.values()) + sum(found.lanes) == width
    assert found.lanes[0] >= 600
    assert found.lanes[1] >= 900
    assert all(found.texts[column] >= texts.widths[column].least for column in texts.widths)
    assert set(found.texts) == set(Column) - {Column.LANES}


def test_columns_that_the_paper_cannot_hold_are_refused():
    steps = "- {kegiatan: Memeriksa, pelaksana: a}"
    texts = measured_texts(charted(steps), Profile(), NINE, TYPESETTER)
    least = sum(each.least for each in texts.widths.values())
    assert columns(texts, least + 4 * 570, (570,) * 4, 4 * 570, (800,)) is not None
    assert columns(texts, least + 4 * 570 - 15, (570,) * 4, 4 * 570, (800,)) is None


def test_lanes_stay_narrow_as_long_as_a_text_is_broken():
    long = "Memeriksa kelengkapan berkas permohonan beserta lampirannya " * 4
    steps = f"- {{kegiatan: {long}, pelaksana: a}}"
    texts = measured_texts(charted(steps, lanes="a b"), Profile(), NINE, TYPESETTER)
    shared = columns(texts, 16995, (600, 600), 1980, (800,))
    assert shared is not None
    assert shared[0].lanes == (990, 990)


def test_short_lines_are_whole_as_long_as_the_paper_is_wide():
    steps = "- {kegiatan: Memeriksa berkas, pelaksana: a, waktu: '1 hari\n(240 menit)'}"
    texts = measured_texts(charted(steps, lanes="a b"), Profile(), NINE, TYPESETTER)
    shared = columns(texts, 16995, (600, 600), 1980, (800,))
    assert shared is not None
    assert shared[0].texts[Column.DURATION] >= 11 * 90 + CELL_SIDES


def test_a_column_is_never_narrower_than_its_longest_word():
    def least(activity):
        steps = f"- {{kegiatan: {activity}, pelaksana: a}}"
        texts = measured_texts(charted(steps), Profile(), NINE, TYPESETTER)
        return texts.widths[Column.ACTIVITY].least

    assert least("Mempertanggungjawabkan") > 22 * 90
    assert least("Memeriksa") < least("Mempertanggungjawabkan")


# Width to spare


def spared(*held):
    """Return columns of one word each that hold these texts, row by row, and their cells."""
    cells = [
        Cell(column, range(row, row + 1), text(words))
        for column, texts in enumerate(held)
        for row, words in enumerate(texts)
    ]
    whole = [max(text(words).width_for(1) for words in texts) for texts in held]
    return [TextWidths(600, 600, 600, 600, 600, each) for each in whole], cells


def test_width_to_spare_goes_where_it_saves_most_lines():
    columns, cells = spared(["aaaa bb"], ["cccc dddd", "eeee ffff", "gggg hhhh"])
    assert [each.whole for each in columns] == [795, 975]
    assert spread((600, 600), columns, cells, 1200 + 375) == [600, 975]
    assert spread((600, 600), columns, cells, 1200 + 360) == [795, 765]
    assert spread((600, 600), columns, cells, 1200 + 570) == [795, 975]


def test_width_to_spare_that_saves_no_line_goes_to_all_columns_with_broken_texts():
    columns, cells = spared(["aaaa bbbbbbbbbbbb"], ["cccc dddddddddddd"], ["ee"])
    assert spread((1230, 1230, 600), columns, cells, 3060 + 90) == [1275, 1275, 600]


def test_short_texts_are_whole_before_lines_are_saved():
    columns, cells = spared(["aaaa bb"], ["cccc dddd", "eeee ffff", "gggg hhhh"])
    columns[0] = TextWidths(600, 600, 600, 600, 795, 795)
    assert spread((600, 600), columns, cells, 1200 + 375) == [795, 780]


@pytest.mark.parametrize("room", range(3000, 9000, 600))
def test_no_text_has_more_lines_where_width_is_spared(room):
    held = (
        ["aaaa bbbbbb cc ddddddddd ee f", "gggg hhhhhh iii jj"],
        ["kkk lllll mm", "nn ooo pppp q"],
    )
    columns, cells = spared(*held)
    grown = spread((1500, 1200), columns, cells, room)
    assert sum(grown) <= room
    for cell in cells:
        assert cell.text.lines(grown[cell.column]) <= cell.text.lines((1500, 1200)[cell.column])


# Words that are cut


LONG = Texts(
    {
        Column.ACTIVITY: TextWidths(1500, 1500, 1050, 900, 1500, 3000),
        Column.OUTPUT: TextWidths(2400, 2400, 1050, 900, 2400, 3000),
    },
    (),
    LADDER,
    {},
)
"""Columns whose longest words take 1500 and 2400 twips."""


def thrifty(thrift, width):
    found = columns(LONG.under(thrift), width, (1000, 1000), 1980, (800,))
    return found and (tuple(found[0].texts.values()), found[0].lanes)


def test_words_are_whole_as_long_as_labels_can_be_done_without():
    assert thrifty(Thrift.LABELS, 5940) == ((1500, 2400), (1020, 1020))
    assert thrifty(Thrift.LABELS, 5925) is None


def test_the_longest_words_are_cut_first_and_no_further_than_needed():
    assert thrifty(Thrift.WORDS, 5940) == ((1500, 2400), (1020, 1020))
    assert thrifty(Thrift.WORDS, 5595) == ((1500, 2055), (1020, 1020))
    assert thrifty(Thrift.WORDS, 4980) == ((1470, 1470), (1020, 1020))


def test_words_of_a_usual_length_are_not_cut():
    assert thrifty(Thrift.WORDS, 4140) == ((1050, 1050), (1020, 1020))
    assert thrifty(Thrift.WORDS, 4125) is None


def test_columns_are_no_wider_than_their_titles_where_nothing_else_fits():
    assert thrifty(Thrift.COLUMNS, 3840) == ((900, 900), (1020, 1020))
    assert thrifty(Thrift.COLUMNS, 3825) is None


def test_a_column_under_a_title_of_one_sign_may_be_that_narrow():
    profile = Profile.model_validate({"label": {"kegiatan": "²"}})
    flow = charted("- {kegiatan: Mempertanggungjawabkan penyelenggaraan, pelaksana: a}")
    texts = measured_texts(flow, profile, NINE, TYPESETTER).under(Thrift.COLUMNS)
    narrowest = texts.widths[Column.ACTIVITY].least
    assert narrowest == 255
    text = texts.cells[1].text
    assert texts.ladder.lines(texts.ladder.heights[text.lines(narrowest)]) == text.lines(narrowest)


# Rows beside lanes


STEPS = """
- {kegiatan: menerima dan memeriksa berkas permohonan yang lengkap, pelaksana: a}
- {kegiatan: menandatangani, pelaksana: b, keterangan: "tiga rangkap, satu arsip"}
"""


@pytest.mark.parametrize("wished", [0, 4000, 9000])
def test_rows_alone_are_as_low_as_those_of_columns(wished):
    texts = measured_texts(charted(STEPS), Profile(), NINE, TYPESETTER)
    asked = texts, 16000, (570, 1500, 570, 570), wished, (600, 600)
    assert lowest_rows(*asked) == columns(*asked)[1]


def test_what_one_lane_needs_is_not_taken_from_texts_for_all():
    texts = measured_texts(charted(STEPS), Profile(), NINE, TYPESETTER)
    assert lowest_rows(texts, 12000, (600, 1800, 600, 600), 0, (300, 300)) == (720, 300)
    assert lowest_rows(texts, 12000, (1800, 1800, 1800, 1800), 0, (300, 300)) is None
