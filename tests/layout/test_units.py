"""The decisions of a flowchart's layout, by numbers that one can do in one's head.

Every letter is half an em wide: of 9 pt type, 90 twips, on lines of 198 twips.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sopgen.document.page import Align, Face, Font, Symbol
from sopgen.layout.flowchart.breaks import Breaks, Room
from sopgen.layout.flowchart.chart import Chart, Mark, Row, chart
from sopgen.layout.flowchart.columns import Columns
from sopgen.layout.flowchart.content import FlowContent
from sopgen.layout.flowchart.header import Header, LaneHeadings, lane_names
from sopgen.layout.flowchart.link_rows import Captioned, LinkRow, link_row
from sopgen.layout.flowchart.links import letters, links
from sopgen.layout.flowchart.scale import CUT, NARROWEST, ROOMY, TIGHT, LabelChoice, Scale
from sopgen.layout.typeset import SetText, Typesetter
from sopgen.model.graph import Arrow, graph
from sopgen.model.profile import Column, FlowFormat, Profile, Terminators
from tests.flows import flow_of
from tests.measure import HalfEm

TYPESETTER = Typesetter(HalfEm(), HalfEm())
NINE = Font(Face.ARIAL, 180)
SEVEN = 140
ROOM = Room(page=1000, first=0, last=0, head=100, foot=100, lanes=3)


def charted(steps: str, style: Terminators = Terminators.STEP, lanes: str = "a b c d") -> Chart:
    flow = flow_of(steps, lanes)
    return chart(flow, graph(flow)[0], Profile(flow=FlowFormat(terminators=style)))


def straight(rows: int, lane: int = 0) -> Chart:
    """Return a flow that runs straight down in one lane."""
    return Chart(
        ("A", "B"),
        tuple(Row(number, str(number + 1)) for number in range(rows)),
        tuple(Mark(number, 0, lane, lane, Symbol.PROCESS) for number in range(rows)),
        tuple(Arrow(number, number + 1) for number in range(rows - 1)),
    )


# Page breaks


def test_rows_that_fit_stand_on_one_page():
    assert Breaks(straight(5)).pages([200] * 5, ROOM) == [range(5)]


def test_rows_may_go_on_fewer_pages_only_where_their_heights_allow_it():
    ways = Breaks(straight(9))
    assert ways.may_be_fewer([180] * 9, ROOM, 3)
    assert not ways.may_be_fewer([180] * 9, ROOM, 2)
    assert ways.may_be_fewer([180] * 9, ROOM, None)
    assert not ways.may_be_fewer([1100, *[180] * 8], ROOM, None)


def fewest_by_trying(ways: Breaks, heights: list[int], room: Room) -> int | None:
    """Return on how few pages rows go, of all ways to break them."""
    count, found = len(heights), [0, *[None] * len(heights)]
    for end in range(1, count + 1):
        before = [
            found[start]
            for start in range(end)
            if ways.may_end(start, end)
            and ways.rest(start, end, sum(heights[start:end]), room) >= 0
            and found[start] is not None
        ]
        found[end] = min(before) + 1 if before else None
    return found[count]


@given(
    st.lists(st.integers(100, 700), min_size=1, max_size=14),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13)), max_size=12),
    st.sets(st.integers(0, 12)),
    st.integers(0, 300),
)
def test_no_other_way_to_break_rows_takes_fewer_pages(heights, arrows, headings, titles):
    count = len(heights)
    plain = straight(count)
    rows = tuple(
        replace(row, heading="Tahap" if at in headings and at + 1 < count else "")
        for at, row in enumerate(plain.rows)
    )
    across = (Arrow(*each) for each in arrows if max(each) < count)
    ways = Breaks(replace(plain, rows=rows, arrows=(*plain.arrows, *across)))
    room = replace(ROOM, first=titles, last=titles // 2)
    fewest = fewest_by_trying(ways, heights, room)
    assert ways.fewest(heights, room) == fewest
    for pages in range(1, count + 2):
        assert ways.may_be_fewer(heights, room, pages) == (fewest is not None and fewest < pages)
    found = ways.pages(heights, room)
    assert (found and len(found)) == fewest


def test_a_page_gives_up_room_to_titles_signatures_and_off_page_symbols():
    assert Breaks(straight(9)).pages([180] * 9, ROOM) == [range(5), range(5, 9)]
    assert Breaks(straight(9)).pages([180] * 9, replace(ROOM, foot=101)) == [range(4), range(4, 9)]
    titled = replace(ROOM, first=400)
    assert Breaks(straight(4)).pages([200] * 4, titled) == [range(2), range(2, 4)]
    signed = replace(ROOM, last=500)
    assert Breaks(straight(4)).pages([200] * 4, signed) == [range(2), range(2, 4)]


def test_a_row_taller_than_a_page_is_refused():
    assert Breaks(straight(2)).pages([200, 1100], ROOM) is None
    assert Breaks(straight(3)).pages([200, 901, 200], ROOM) is None


def test_a_decision_stays_with_its_first_answer():
    plain = straight(8)
    assert Breaks(plain).pages([180] * 8, ROOM) == [range(4), range(4, 8)]
    marks = list(plain.marks)
    marks[3] = replace(marks[3], symbol=Symbol.DECISION)
    decided = replace(plain, marks=tuple(marks))
    assert Breaks(decided).pages([180] * 8, ROOM) == [range(5), range(5, 8)]


def test_rows_with_a_merged_cell_stay_together():
    plain = straight(8)
    rows = list(plain.rows)
    rows[4] = replace(rows[4], merged=frozenset({Column.OUTPUT}))
    merged = replace(plain, rows=tuple(rows))
    assert Breaks(merged).pages([180] * 8, ROOM) == [range(5), range(5, 8)]


def test_a_page_ends_where_fewest_lines_are_cut():
    plain = straight(9)
    back = (Arrow(4, 2), Arrow(4, 3), Arrow(5, 2))
    crossed = replace(plain, arrows=(*plain.arrows, *back))
    assert Breaks(plain).pages([115] * 9, ROOM) == [range(5), range(5, 9)]
    assert Breaks(crossed).pages([115] * 9, ROOM) == [range(6), range(6, 9)]


def test_a_page_that_was_routed_counts_by_what_it_took():
    assert Breaks(straight(9)).pages([180] * 9, ROOM) == [range(5), range(5, 9)]
    fuller = {range(5): 110}
    assert Breaks(straight(9)).pages([180] * 9, ROOM, fuller) == [range(4), range(4, 9)]
    assert Breaks(straight(10)).pages([190] * 10, ROOM) == [range(4), range(4, 7), range(7, 10)]
    emptier = {range(5): 40, range(5, 10): 40}
    assert Breaks(straight(10)).pages([190] * 10, ROOM, emptier) == [range(5), range(5, 10)]


def test_no_page_has_one_or_two_rows_that_the_page_before_could_share():
    assert Breaks(straight(6)).pages([180] * 6, ROOM) == [range(3), range(3, 6)]
    plain = straight(7)
    back = tuple(Arrow(row, 1) for row in (3, 4, 4))
    crossed = replace(plain, arrows=(*plain.arrows, *back))
    assert Breaks(crossed).pages([150] * 7, ROOM) == [range(4), range(4, 7)]


def test_there_are_as_few_pages_as_can_be_however_many_lines_they_cut():
    plain = straight(10)
    back = tuple(Arrow(row, 0) for row in range(5, 10))
    crossed = replace(plain, arrows=(*plain.arrows, *back))
    wide = replace(ROOM, lanes=9)
    assert Breaks(crossed).pages([160] * 10, wide) == [range(5), range(5, 10)]


def test_a_merged_text_that_a_page_cuts_has_room_on_both_pages():
    words = "aaaa " * 20
    flow = flow_of(
        f"""
        - kegiatan: satu
          pelaksana: a
          output: {words}
        - kegiatan: dua
          pelaksana: a
          gabung: [output]
        - kegiatan: tiga
          pelaksana: a
          gabung: [output]
        """
    )
    shown = chart(flow, graph(flow)[0], Profile())
    widths = dict.fromkeys(
        (column for column in Profile().flow.columns if column is not Column.LANES), 1000
    )
    body = FlowContent(shown, Profile(), TYPESETTER).compositor(NINE).body(Columns(widths, (1200,)))
    height = body.texts[Column.OUTPUT][0].height
    rows = [700, 700, height]
    assert body.heights_on_page(rows, range(3)) == rows
    cut = body.heights_on_page(rows, range(2))
    assert cut[0] + cut[1] >= height
    assert body.heights_on_page(rows, range(2, 3))[2] >= height


def test_every_row_stands_on_one_page():
    found = Breaks(straight(60)).pages([170] * 60, ROOM)
    assert found is not None
    assert [row for rows in found for row in rows] == list(range(60))
    assert all(len(rows) <= 5 for rows in found)


# Off-page symbols


def test_pairs_are_lettered_without_limit():
    assert [letters(n) for n in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        *("A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA")
    ]


def test_an_arrow_across_a_break_is_a_pair_in_one_lane():
    found = links(straight(4, lane=1), [range(2), range(2, 4)], 0)
    assert [(each.letter, each.page, each.lane, each.leaving) for each in found] == [
        ("A", 0, 1, True),
        ("A", 1, 1, False),
    ]
    assert [(each.other_page, each.other_row) for each in found] == [(1, 2), (0, 1)]


def test_letters_go_on_from_the_flow_before():
    found = links(straight(4), [range(1), range(1, 2), range(2, 4)], 3)
    assert [each.letter for each in found] == ["D", "D", "E", "E"]


def test_a_return_to_an_earlier_page_is_a_pair_too():
    plain = straight(4)
    found = links(replace(plain, arrows=(Arrow(3, 0),)), [range(2), range(2, 4)], 0)
    assert [(each.page, each.leaving, each.mark) for each in found] == [
        (1, True, 3),
        (0, False, 0),
    ]


def test_two_pairs_in_one_lane_stand_one_above_the_other():
    plain = straight(4)
    arrows = (Arrow(0, 3), Arrow(1, 2), Arrow(1, 3), Arrow(0, 2))
    found = links(replace(plain, arrows=arrows), [range(2), range(2, 4)], 0)
    places = [(each.page, each.leaving, each.lane, each.level) for each in found]
    assert len(set(places)) == len(places) == 8


def lanes_of(drawn: Chart, *pages: range) -> list[tuple[int, int | None]]:
    """Return lane and level of both halves of every pair."""
    return [(each.lane, each.level) for each in links(drawn, pages, 0)]


def marked(*lanes: int, decisions: tuple[int, ...] = ()) -> tuple[Mark, ...]:
    return tuple(
        Mark(row, 0, lane, lane, Symbol.DECISION if row in decisions else Symbol.PROCESS)
        for row, lane in enumerate(lanes)
    )


def test_a_segilima_stands_straight_under_its_step_and_straight_above_its_target():
    across = replace(straight(4), lanes=("a", "b", "c"), marks=marked(0, 2, 0, 1))
    assert lanes_of(across, range(2), range(2, 4)) == [(2, 0), (0, 0)]


def test_what_has_another_step_above_or_below_it_stands_beside_its_segilima():
    across = replace(straight(4), lanes=("a", "b"), marks=marked(0, 0, 1, 1))
    drawn = replace(across, arrows=(Arrow(0, 3),))
    assert lanes_of(drawn, range(2), range(2, 4)) == [(1, None), (0, None)]


def test_what_has_another_symbol_of_its_cell_above_it_stands_beside_its_segilima():
    first, second, third, fourth = marked(0, 1, 0, 0)
    marks = first, second, third, replace(fourth, row=2, order=1)
    drawn = replace(straight(4), lanes=("a", "b"), marks=marks, arrows=(Arrow(0, 3),))
    assert lanes_of(drawn, range(2), range(2, 3)) == [(0, 0), (1, None)]


def test_another_answer_leaves_sideways_into_its_segilima():
    across = replace(straight(4), lanes=("a", "b", "c"), marks=marked(0, 1, 1, 0, decisions=(1,)))
    drawn = replace(across, arrows=(Arrow(1, 2), Arrow(1, 3)))
    assert lanes_of(drawn, range(2), range(2, 4)) == [(1, 0), (1, 0), (0, None), (0, 0)]


def test_a_return_to_the_first_page_comes_in_beside_its_step():
    across = replace(straight(4), lanes=("a", "b"), marks=marked(0, 0, 1, 1))
    drawn = replace(across, arrows=(Arrow(3, 0),))
    assert lanes_of(drawn, range(2), range(2, 4)) == [(1, 0), (1, None)]


def test_a_return_comes_in_on_the_side_that_no_other_arrow_uses():
    across = replace(straight(4), lanes=("a", "b", "c"), marks=marked(1, 0, 1, 1))
    drawn = replace(across, arrows=(Arrow(0, 1), Arrow(3, 0)))
    assert lanes_of(drawn, range(2), range(2, 4)) == [(1, 0), (2, None)]


def test_a_return_to_the_only_lane_comes_in_from_above():
    drawn = replace(straight(4), lanes=("a",), arrows=(Arrow(3, 0),))
    assert lanes_of(drawn, range(2), range(2, 4)) == [(0, 0), (0, 0)]


def small_type(*sizes: tuple[int, int]) -> list[LabelChoice]:
    return [LabelChoice(SetText((), 0, Align.CENTER, TYPESETTER.metrics), *size) for size in sizes]


@pytest.mark.parametrize(
    ("lane", "row"),
    [
        (1800, LinkRow(540, 0)),
        (1400, LinkRow(660, 60)),
        (900, LinkRow(840, 135)),
    ],
)
def test_a_row_of_segilima_is_as_high_as_their_small_type_needs(lane, row):
    assert link_row([Captioned(340, lane, small_type((1200, 160), (640, 320)))], ROOMY) == row


def test_a_row_of_segilima_is_as_high_as_the_highest_needs():
    lower, higher = small_type((300, 160)), small_type((1200, 160), (640, 320))
    both = [Captioned(340, 900, lower), Captioned(340, 900, higher)]
    assert link_row(both, ROOMY) == link_row(both[1:], ROOMY)


# Words of labels and segilima


def sizes_of(choices: tuple[LabelChoice, ...]) -> list[tuple[int, int]]:
    return [(choice.width, choice.height) for choice in choices]


def test_words_of_labels_are_cut_only_where_they_say_so():
    whole, cut = (Scale(each, 600, NINE, SEVEN, TYPESETTER) for each in (NARROWEST, CUT))
    assert sizes_of(whole.labels("Pertanggungjawaban")) == [(1290, 154)]
    assert sizes_of(cut.labels("Pertanggungjawaban")) == [(1290, 154), (500, 462)]
    assert sizes_of(cut.labels("Ya")) == [(170, 154)]


def test_small_type_of_segilima_is_broken_anywhere_only_in_the_narrowest_lanes():
    words = ["ke hlm 3,", "langkah 9"]
    usual, narrow = (Scale(each, 600, NINE, SEVEN, TYPESETTER) for each in (TIGHT, NARROWEST))
    assert sizes_of(usual.captions(words)) == [(1360, 154), (660, 308)]
    assert sizes_of(narrow.captions(words)) == [(1360, 154), (660, 308), (520, 616)]


# Charts


FLOW = """
- {kegiatan: Mencatat, pelaksana: a}
- {kegiatan: Memeriksa, pelaksana: b}
- {kegiatan: Menyimpan, pelaksana: c}
"""


def symbols(drawn: Chart) -> list[tuple[int, int, Symbol, str]]:
    return sorted(
        ((mark.row, mark.order, mark.symbol, mark.text) for mark in drawn.marks),
        key=lambda each: each[:2],
    )


def test_start_and_end_may_be_the_steps_themselves():
    drawn = charted(FLOW)
    assert symbols(drawn) == [
        (0, 0, Symbol.TERMINATOR, "Mulai"),
        (1, 0, Symbol.PROCESS, ""),
        (2, 0, Symbol.TERMINATOR, "Selesai"),
    ]
    assert drawn.arrows == (Arrow(0, 1), Arrow(1, 2))


def test_start_and_end_may_be_capsules_beside_the_steps():
    drawn = charted(FLOW, Terminators.EXTRA)
    assert symbols(drawn) == [
        (0, 0, Symbol.TERMINATOR, "Mulai"),
        (0, 1, Symbol.PROCESS, ""),
        (1, 0, Symbol.PROCESS, ""),
        (2, 0, Symbol.PROCESS, ""),
        (2, 1, Symbol.TERMINATOR, "Selesai"),
    ]
    assert [row.depth for row in drawn.rows] == [2, 1, 2]
    assert len(drawn.arrows) == 4


def test_start_and_end_may_have_rows_of_their_own():
    drawn = charted(FLOW, Terminators.ROW)
    assert [row.number for row in drawn.rows] == ["", "1", "2", "3", ""]
    assert symbols(drawn) == [
        (0, 0, Symbol.TERMINATOR, "Mulai"),
        (1, 0, Symbol.PROCESS, ""),
        (2, 0, Symbol.PROCESS, ""),
        (3, 0, Symbol.PROCESS, ""),
        (4, 0, Symbol.TERMINATOR, "Selesai"),
    ]


@pytest.mark.parametrize("style", Terminators)
def test_typed_starts_and_ends_are_capsules_in_every_style(style):
    steps = """
    - {kegiatan: Mencatat, pelaksana: a, simbol: mulai, teks: Surat masuk}
    - {kegiatan: Menyimpan, pelaksana: c, simbol: selesai}
    """
    assert symbols(charted(steps, style)) == [
        (0, 0, Symbol.TERMINATOR, "Surat masuk"),
        (1, 0, Symbol.TERMINATOR, "Selesai"),
    ]


def test_steps_are_counted_and_what_is_typed_as_number_is_printed():
    steps = """
    - {kegiatan: Satu, pelaksana: a}
    - {kegiatan: Antara, pelaksana: a, no: ""}
    - {kegiatan: Dua, pelaksana: a}
    - {kegiatan: Huruf, pelaksana: a, no: 2a}
    - {kegiatan: Tiga, pelaksana: a}
    """
    assert [row.number for row in charted(steps).rows] == ["1", "", "2", "2a", "3"]


# Titles


@pytest.mark.parametrize(("lanes", "upper"), [((720, 720), 300), ((720,), 495)])
def test_the_title_over_the_lanes_has_the_height_that_it_needs(lanes, upper):
    names = lane_names(["Tim"] * len(lanes), lanes, NINE, SEVEN, TYPESETTER)
    texts = {column: 2000 for column in Column if column is not Column.LANES}
    assert names is not None
    header = Header(Profile(), NINE, Columns(texts, lanes), names, LaneHeadings(), TYPESETTER)
    assert header.heights[0] == upper  # one line of 198 twips, or two


# Lane names


def test_lane_names_wrap_in_their_lanes():
    found = lane_names(["Kepala Dinas", "Tim"], [690, 690], NINE, SEVEN, TYPESETTER)
    assert found is not None
    assert not found.upright
    assert [len(each.passages[0].lines) for each in found.texts] == [2, 1]
    assert found.height == 495


def test_lane_names_shrink_before_they_stand_upright():
    found = lane_names(["Kepala Dinas", "Tim"], [570, 570], NINE, SEVEN, TYPESETTER)
    assert found is not None
    assert not found.upright
    assert found.texts[0].passages[0].lines[0][0].font.size == 140


def test_lane_names_stand_upright_where_a_word_is_wider_than_its_lane():
    found = lane_names(["Kepala Dinas", "Tim"], [555, 555], NINE, SEVEN, TYPESETTER)
    assert found is not None
    assert found.upright
    assert [len(each.passages[0].lines) for each in found.texts] == [2, 1]
    assert found.texts[0].passages[0].lines[0][0].font.size == 180


def test_lane_names_shrink_where_they_fit_neither_way():
    found = lane_names(["Kepala"], [315], NINE, SEVEN, TYPESETTER)
    assert found is not None
    assert found.upright
    assert {run.font.size for run in found.texts[0].passages[0].lines[0]} == {150}


def test_lane_names_that_fit_in_no_size_are_refused():
    assert lane_names(["Kepala"], [255], NINE, SEVEN, TYPESETTER) is None


def test_pages_follow_each_other_without_a_gap():
    found = Breaks(straight(30)).pages([150 + 10 * (n % 5) for n in range(30)], ROOM)
    assert found is not None
    assert all(one.stop == other.start for one, other in pairwise(found))


def test_counting_goes_on_from_the_last_number_that_was_printed():
    typed = [None, "1.1", "1.2", None, "7", None, "", None, "a", None]
    numbers = ("" if no is None else f", no: '{no}'" for no in typed)
    flow = flow_of("\n".join(f"- {{kegiatan: x, pelaksana: a{no}}}" for no in numbers), "a")
    shown = chart(flow, graph(flow)[0], Profile())
    assert [row.number.rstrip(".") for row in shown.rows] == [
        *("1", "1.1", "1.2", "2", "7", "8", "", "9", "a", "11")
    ]
