"""Rule by rule: which symbol an end of a line belongs to, which arrow a word, which row a shape."""

from time import process_time

import pytest
from msgspec.structs import replace

from sopgen.document.page import Box, Point, Symbol
from sopgen.document.sheet import SeenGlue, SeenLine, SeenShape, Sheet
from sopgen.recognition.flow import seen_flow
from sopgen.recognition.kinds import symbol_of
from sopgen.recognition.phrases import in_lines
from sopgen.recognition.reading import Band, Doubt, Panel, SeenFlow

LANES = ((0, 2000), (2000, 4000), (4000, 6000))
ROWS = tuple(Band(row, 1000 * row, 1000 * row + 1000) for row in range(6))
PT = 20


def symbol(name: str, lane: int, row: int, preset: str = "rect", **more) -> SeenShape:
    """Return a symbol of 600 by 400 in the middle of its cell; its id is its letter's number."""
    box = more.pop("box", Box(2000 * lane + 700, 1000 * row + 300, 600, 400))
    return SeenShape(ord(name), name, preset, box, more.pop("text", ""), name, **more)


def words(text: str, x: int, y: int, key: str = "") -> SeenShape:
    return SeenShape(900 + x + y, key, "rect", Box(x, y, 200, 160), text, bare=True)


def line(
    number: int, *points: tuple[int, int], head: str = "end", key: str = "", **more
) -> SeenLine:
    return SeenLine(
        number,
        key,
        tuple(Point(x, y) for x, y in points),
        head_at_start=head in ("start", "both"),
        head_at_end=head in ("end", "both"),
        **more,
    )


def panel(shapes: list[SeenShape], lines: list[SeenLine], **more) -> Panel:
    return Panel(Sheet("Bagan Alir", (), (), (), tuple(shapes), tuple(lines)), LANES, ROWS, **more)


def told(seen: SeenFlow) -> list[str]:
    """Return the arrows as `A>B`, words behind them; `A-B` is joint work."""
    names = [chr(mark.shape) for mark in seen.marks]
    out = []
    for each in seen.arrows:
        stroke = ("-" if each.plain else ">") + ("." if each.dashed else "")
        label = f" {each.label}" if each.label else ""
        out.append(f"{names[each.source]}{stroke}{names[each.target]}{label}")
    return out


def doubts(seen: SeenFlow) -> list[Doubt]:
    return [each.doubt for each in seen.doubts]


A, B, C = symbol("A", 0, 0), symbol("B", 0, 1), symbol("C", 1, 1)
DOWN = ((1000, 700), (1000, 1300))
"""From the foot of A to the head of B."""

LOW = symbol("B", 0, 2)


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        ("roundRect", Symbol.TERMINATOR),
        ("flowChartTerminator", Symbol.TERMINATOR),
        ("rect", Symbol.PROCESS),
        ("flowChartProcess", Symbol.PROCESS),
        ("diamond", Symbol.DECISION),
        ("flowChartDecision", Symbol.DECISION),
        ("flowChartOffpageConnector", Symbol.OFF_PAGE),
        ("homePlate", Symbol.OFF_PAGE),
        ("sun", None),
    ],
)
def test_a_preset_tells_the_kind(preset, expected):
    assert symbol_of(symbol("A", 0, 0, preset)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Symbol.OFF_PAGE),
        ("A", Symbol.OFF_PAGE),
        ("12", Symbol.OFF_PAGE),
        ("ke hlm 2", Symbol.OFF_PAGE),
        ("Mulai", Symbol.TERMINATOR),
        ("Via\nEmail", Symbol.TERMINATOR),
    ],
)
def test_a_circle_with_a_word_is_a_capsule(text, expected):
    assert symbol_of(symbol("A", 0, 0, "flowChartConnector", text=text)) is expected


ROUND = "flowChartAlternateProcess"
CHAIN = (line(1, *DOWN), line(2, (1000, 1700), (1000, 2300)))
"""From A to B, from B to C."""


@pytest.mark.parametrize(
    ("presets", "expected"),
    [
        ((ROUND, "rect", ROUND), "TPT"),
        ((ROUND, ROUND, "rect"), "TTP"),
        (("flowChartTerminator", "rect", ROUND), "TPT"),
        (("flowChartTerminator", ROUND, "rect"), "TPP"),
        (("rect", "flowChartTerminator", ROUND), "PTT"),
        ((ROUND, ROUND, ROUND), "TPT"),
        (("flowChartTerminator", ROUND, ROUND), "TPP"),
    ],
    ids=["beside boxes", "twice", "as the end", "amid", "last", "alone", "for boxes"],
)
def test_a_box_with_round_corners_is_what_the_others_leave_to_it(presets, expected):
    shapes = [symbol(name, 0, row, presets[row]) for row, name in enumerate("ABC")]
    strangers = [replace(shape, key="") for shape in shapes]
    assert kinds(strangers) == expected


def kinds(shapes: list[SeenShape]) -> str:
    marks = seen_flow([panel(shapes, list(CHAIN))]).marks
    return "".join(mark.symbol.value[0].upper() for mark in marks)


def test_among_symbols_of_ours_a_box_with_round_corners_is_a_capsule():
    presets = ("roundRect", ROUND, "rect")
    assert kinds([symbol(name, 0, row, presets[row]) for row, name in enumerate("ABC")]) == "TTP"


def test_symbols_are_ordered_by_row_lane_and_from_above():
    low = symbol("L", 0, 0, box=Box(700, 600, 600, 300))
    high = symbol("H", 0, 0, box=Box(700, 100, 600, 300))
    seen = seen_flow([panel([C, low, high, B], [])])
    assert [(chr(m.shape), m.row, m.lane, m.order) for m in seen.marks] == [
        ("H", 0, 0, 0),
        ("L", 0, 0, 1),
        ("B", 1, 0, 0),
        ("C", 1, 1, 0),
    ]


def test_beside_each_other_in_a_cell_the_left_one_is_first():
    right = symbol("R", 0, 0, box=Box(1100, 300, 600, 300))
    left = symbol("L", 0, 0, box=Box(200, 300, 600, 300))
    seen = seen_flow([panel([right, left], [])])
    assert [(chr(mark.shape), mark.order) for mark in seen.marks] == [("L", 0), ("R", 1)]


@pytest.mark.parametrize(
    ("x", "width", "expected"),
    [
        (700, 600, (0, 0)),
        (1900, 600, (1, 1)),
        (1300, 1400, (0, 1)),
        (1700, 600, (0, 1)),
        (500, 5000, (0, 2)),
    ],
)
def test_a_symbol_stands_over_the_lanes_that_have_a_good_part_of_it(x, width, expected):
    drawn = symbol("A", 0, 0, box=Box(x, 300, width, 400))
    (mark,) = seen_flow([panel([replace(drawn, key="")], [])]).marks
    assert (mark.lane, mark.last_lane) == expected


def test_a_symbol_that_only_touches_the_lanes_beside_its_own_stands_in_one():
    hair = 2 * PT
    wide = symbol("A", 1, 0, box=Box(2000 - hair, 300, 2000 + 2 * hair, 400))
    (mark,) = seen_flow([panel([replace(wide, key="")], [])]).marks
    assert (mark.lane, mark.last_lane) == (1, 1)


def test_a_symbol_that_was_dragged_without_being_widened_still_stands_in_one_lane():
    after = replace(A, box=replace(A.box, x=1800))
    (mark,) = seen_flow([panel([after], [])], [panel([A], [])]).marks
    assert (mark.lane, mark.last_lane) == (1, 1)


def test_the_row_is_the_one_with_most_of_the_symbol():
    low = symbol("A", 0, 0, box=Box(700, 850, 600, 400))
    (mark,) = seen_flow([panel([low], [])]).marks
    assert mark.row == 1


@pytest.mark.parametrize("box", [Box(6500, 300, 600, 400), Box(700, 5900, 600, 400)])
def test_a_symbol_outside_is_told(box):
    seen = seen_flow([panel([symbol("A", 0, 0, box=box)], [])])
    assert (seen.marks, doubts(seen)) == ((), [Doubt.OUTSIDE])


def test_what_stands_above_or_below_is_of_another_flow():
    seen = seen_flow([panel([A, B], [line(1, *DOWN)], top=1000, bottom=3000)])
    assert [chr(mark.shape) for mark in seen.marks] == ["B"]


def test_a_foreign_shape_is_a_symbol_if_arrows_hold_on_to_it():
    sun, moon = symbol("B", 0, 1, "sun"), symbol("C", 1, 1, "moon")
    seen = seen_flow([panel([A, sun, moon], [line(1, *DOWN)])])
    assert told(seen) == ["A>B"]
    assert doubts(seen) == [Doubt.UNKNOWN_SYMBOL, Doubt.UNKNOWN_SYMBOL]


def test_an_arrow_joins_what_its_ends_touch():
    assert told(seen_flow([panel([A, B], [line(1, *DOWN)])])) == ["A>B"]


def test_a_head_at_the_start_only_turns_the_arrow():
    assert told(seen_flow([panel([A, B], [line(1, *DOWN, head="start")])])) == ["B>A"]


def test_two_heads_are_two_arrows():
    assert told(seen_flow([panel([A, B], [line(1, *DOWN, head="both")])])) == ["A>B", "B>A"]


def test_no_head_between_rows_is_an_arrow_downwards_and_doubtful():
    seen = seen_flow([panel([A, B], [line(1, *DOWN[::-1], head="")])])
    assert (told(seen), doubts(seen)) == (["A>B"], [Doubt.NO_HEAD])


def test_no_head_in_a_row_is_joint_work_from_left_to_right():
    seen = seen_flow([panel([B, C], [line(1, (2700, 1500), (1300, 1500), head="")])])
    assert (told(seen), doubts(seen)) == (["B-C"], [])


def test_no_head_beside_a_decision_of_a_stranger_is_an_arrow():
    lozenge = symbol("B", 0, 1, "diamond")
    seen = seen_flow([panel([lozenge, C], [line(1, (1300, 1500), (2700, 1500), head="")])])
    assert (told(seen), doubts(seen)) == (["B>C"], [Doubt.NO_HEAD])


def test_no_head_beside_a_decision_of_ours_is_joint_work():
    lozenge = symbol("B", 0, 1, "diamond")
    ours = line(1, (1300, 1500), (2700, 1500), head="", key="p1")
    assert told(seen_flow([panel([lozenge, C], [ours])])) == ["B-C"]


def test_an_arrow_drawn_twice_is_one():
    assert told(seen_flow([panel([A, B], [line(1, *DOWN), line(2, *DOWN)])])) == ["A>B"]


def test_a_dashed_arrow_is_dashed():
    assert told(seen_flow([panel([A, B], [line(1, *DOWN, dashed=True)])])) == ["A>.B"]


def test_an_end_within_six_points_of_a_symbol_belongs_to_it():
    assert told(seen_flow([panel([A, B], [line(1, (800, 700 + 6 * PT), (1000, 1300))])])) == ["A>B"]


def test_an_end_that_aims_at_a_symbol_surely_reaches_it():
    seen = seen_flow([panel([A, LOW], [line(1, (1000, 700 + 20 * PT), (1000, 2300))])])
    assert (told(seen), doubts(seen)) == (["A>B"], [])


def test_an_end_that_aims_at_a_symbol_farther_off_is_joined_and_told():
    seen = seen_flow([panel([A, LOW], [line(1, (1000, 700 + 35 * PT), (1000, 2300))])])
    assert (told(seen), doubts(seen)) == (["A>B"], [Doubt.FAR_END])


def test_an_end_is_loose_farther_off_than_its_line_is_long():
    seen = seen_flow([panel([A, B], [line(1, (1000, 700 + 20 * PT), (1000, 1300))])])
    assert (told(seen), doubts(seen)) == ([], [Doubt.LOOSE_END])


def test_an_end_that_passes_beside_a_site_is_joined_and_told():
    aside = line(1, (400, 500), (600, 500), (600, 2300))
    low = replace(LOW, box=Box(700 - 5 * PT, 2300, 600, 400))
    seen = seen_flow([panel([C, low, replace(A, box=Box(0, 300, 400, 400))], [aside])])
    assert told(seen) == ["A>B"]


def test_an_end_of_ours_that_was_dragged_off_belongs_to_nothing_it_aims_at():
    dragged = line(1, (1000, 700 + 15 * PT), (1000, 2300), key="p1")
    seen = seen_flow([panel([A, LOW], [dragged])])
    assert (told(seen), doubts(seen)) == ([], [Doubt.LOOSE_END])


def test_lines_go_on_as_one_right_beside_a_symbol():
    """A printer parts an arrow where it bends, here five points below C, on its way to D."""
    below = symbol("D", 1, 2)
    level = line(1, (1300, 500), (1500, 500), (1500, 1800), (3000, 1800), head="")
    upright = line(2, (3000, 1800), (3000, 2300))
    assert told(seen_flow([panel([A, C, below], [level, upright])])) == ["A>D"]


def test_glue_is_believed_where_nothing_else_is_touched():
    glued = line(1, (1000, 700), (3000, 2500), end=SeenGlue(ord("B"), 0))
    assert told(seen_flow([panel([A, B], [glued])])) == ["A>B"]


def test_glue_of_a_line_drawn_by_hand_to_a_symbol_that_it_does_not_touch_is_not_believed():
    glued = line(1, *DOWN, end=SeenGlue(ord("C"), 0))
    assert told(seen_flow([panel([A, B, C], [glued])])) == ["A>B"]


def test_of_two_frames_the_one_that_comes_nearer_to_symbols_is_right():
    frame = line(1, (900, 800), (1100, 1100), other=(Point(*DOWN[0]), Point(*DOWN[1])))
    assert told(seen_flow([panel([A, B], [frame])])) == ["A>B"]


def test_an_arrow_upon_another_arrow_goes_where_that_goes():
    joins = line(2, (2700, 1500), (2400, 1500), (2400, 1000), (1000 + 4 * PT, 1000))
    assert told(seen_flow([panel([A, B, C], [line(1, *DOWN), joins])])) == ["A>B", "C>B"]


def test_an_arrow_that_begins_upon_another_comes_from_where_that_comes():
    branches = line(2, (1000, 1000), (3000, 1000), (3000, 1300))
    assert told(seen_flow([panel([A, B, C], [line(1, *DOWN), branches])])) == ["A>B", "A>C"]


def test_a_line_without_a_head_upon_an_arrow_goes_where_that_goes():
    joins = line(2, (1000, 1000), (3000, 1000), (3000, 1300), head="")
    seen = seen_flow([panel([A, B, C], [line(1, *DOWN), joins])])
    assert (told(seen), doubts(seen)) == (["A>B", "C>B"], [])


def test_two_loose_ends_that_meet_are_one_line():
    first = line(1, (1300, 500), (3000, 500), head="")
    second = line(2, (3000, 1300), (3000, 500 + 5 * PT), head="start", dashed=True)
    assert told(seen_flow([panel([A, C], [first, second])])) == ["A>.C"]


def test_where_three_loose_ends_meet_none_is_joined():
    ends = [line(n, (1300 + n, 500), (3000, 500), head="") for n in (1, 2)]
    ends.append(line(3, (3000, 500), (3000, 1300)))
    seen = seen_flow([panel([replace(A, box=Box(200, 300, 900, 400)), C], ends)])
    assert "A>C" not in told(seen)


def test_an_outline_and_a_speck_are_no_arrows():
    outline = line(1, (700, 300), (1300, 300), (1300, 700), head="")
    speck = line(2, (3000, 3000), (3000, 3100), head="")
    assert doubts(seen_flow([panel([A], [outline, speck])])) == []


YES = line(1, (1000, 700), (1000, 1300), key="p1")
NO = line(2, (1300, 500), (3000, 500), (3000, 1300), key="p2")
LOZENGE = replace(A, preset="diamond")


def test_words_made_for_a_line_stay_with_it_wherever_they_stand():
    labels = [words("Ya", 3100, 700, "p1"), words("Tidak", 800, 900, "p2")]
    assert told(seen_flow([panel([LOZENGE, B, C, *labels], [YES, NO])])) == ["A>B Ya", "A>C Tidak"]


def test_new_words_belong_to_the_nearest_arrow_of_a_decision():
    labels = [words("Ya", 1100, 900), words("Tidak", 1700, 300)]
    assert told(seen_flow([panel([LOZENGE, B, C, *labels], [YES, NO])])) == ["A>B Ya", "A>C Tidak"]


def test_arrows_of_decisions_come_before_nearer_ones():
    other = symbol("D", 2, 0)
    near = line(3, (5000, 700), (5000, 1800), (3000, 1800), (3000, 1700))
    labels = [words("Tidak", 3500, 1200)]
    seen = seen_flow([panel([LOZENGE, C, other, *labels], [NO, near])])
    assert told(seen) == ["A>C Tidak", "D>C"]


def test_words_beside_an_arrow_of_another_symbol_are_not_those_of_a_decision_far_off():
    other = symbol("D", 2, 0)
    near = line(3, (5000, 700), (5000, 1800), (3000, 1800), (3000, 1700))
    labels = [words("Lengkap", 4200, 1620)]
    seen = seen_flow([panel([LOZENGE, C, other, *labels], [NO, near])])
    assert (told(seen), doubts(seen)) == (["A>C", "D>C Lengkap"], [])


FOOT = (1000, 700)
LEFT, RIGHT = symbol("D", 0, 2), symbol("E", 1, 2)
FORK = (
    line(1, FOOT, (1000, 1000), (3000, 1000), (3000, 2300)),
    line(2, FOOT, (1000, 2300)),
)


def test_words_beside_what_two_arrows_have_in_common_are_said_of_both():
    seen = seen_flow([panel([LOZENGE, LEFT, RIGHT, words("Sah", 1040, 800)], FORK)])
    assert told(seen) == ["A>E Sah", "A>D Sah"]


def test_words_beside_one_of_two_arrows_where_they_part_are_said_of_that_one():
    seen = seen_flow([panel([LOZENGE, LEFT, RIGHT, words("Sah", 2700, 1050)], FORK)])
    assert told(seen) == ["A>E Sah", "A>D"]


def test_two_words_beside_what_two_arrows_have_in_common_are_shared_out():
    up, down = symbol("D", 2, 0), symbol("E", 2, 2)
    asked = symbol("A", 0, 1, "diamond")
    trunk = line(1, (1300, 1500), (5000, 1500), (5000, 700))
    branch = line(2, (4990, 1500), (4990, 2300))
    labels = [words("Sah", 1500, 1540), words("Ulang", 1500, 1300)]
    seen = seen_flow([panel([asked, up, down, *labels], [branch, trunk])])
    assert told(seen) == ["A>E Sah", "A>D Ulang"]


def test_words_between_two_arrows_of_a_decision_are_told():
    labels = [words("Sah", 1240, 740)]
    seen = seen_flow([panel([LOZENGE, B, C, *labels], [YES, NO])])
    assert doubts(seen) == [Doubt.BETWEEN]


def test_words_far_from_every_arrow_are_told():
    seen = seen_flow([panel([A, B, words("Catatan", 5000, 4000)], [YES])])
    assert (told(seen), doubts(seen)) == (["A>B"], [Doubt.LOOSE_LABEL])


def test_words_of_a_line_that_is_loose_are_not_given_to_another():
    loose = line(2, (1300, 500), (4500, 4000), key="p2")
    seen = seen_flow([panel([LOZENGE, B, words("Ya", 1100, 900, "p2")], [YES, loose])])
    assert (told(seen), doubts(seen)) == (["A>B"], [Doubt.LOOSE_END])


def segilima(name: str, lane: int, y: int, letter: str) -> SeenShape:
    return symbol(
        name,
        lane,
        0,
        "flowChartOffpageConnector",
        box=Box(2000 * lane + 850, y, 300, 300),
        text=letter,
    )


def test_a_pair_in_one_sheet_is_one_arrow():
    below = symbol("D", 2, 4)
    shapes = [A, below, segilima("S", 0, 1100, "A"), segilima("T", 2, 3200, "A")]
    lines = [line(1, (1000, 700), (1000, 1100)), line(2, (5000, 3500), (5000, 4300))]
    seen = seen_flow([panel(shapes, lines)])
    assert (told(seen), doubts(seen)) == (["A>D"], [])


def test_pairs_on_two_pages_go_by_their_letters():
    first = panel(
        [A, C, segilima("S", 0, 1200, "A"), segilima("T", 1, 2200, "B")],
        [line(1, (1000, 700), (1000, 1200)), line(2, (3000, 1700), (3000, 2200))],
    )
    pages = [symbol("D", 0, 1), symbol("E", 1, 1)]
    second = panel(
        [*pages, segilima("U", 0, 200, "B"), segilima("V", 1, 200, "A")],
        [line(1, (1000, 500), (1000, 1300)), line(2, (3000, 500), (3000, 1300))],
    )
    lower = replace(second, rows=tuple(replace(band, row=band.row + 6) for band in ROWS))
    seen = seen_flow([first, lower])
    assert (told(seen), doubts(seen)) == (["A>E", "C>D"], [])


def test_a_segilima_without_its_other_half_is_told():
    seen = seen_flow(
        [panel([A, segilima("S", 0, 1100, "A")], [line(1, (1000, 700), (1000, 1100))])]
    )
    assert (told(seen), doubts(seen)) == ([], [Doubt.LONE_SEGILIMA])


def test_the_small_type_of_a_segilima_is_no_answer():
    below = symbol("D", 2, 4)
    shapes = [A, below, segilima("S", 0, 1100, "A"), segilima("T", 2, 3200, "A")]
    lines = [line(1, (1000, 700), (1000, 1100)), line(2, (5000, 3500), (5000, 4300))]
    seen = seen_flow([panel([*shapes, words("ke hlm 2", 1180, 1150)], lines)])
    assert (told(seen), doubts(seen)) == (["A>D"], [])


def test_an_answer_beside_a_segilima_is_no_small_type():
    below = symbol("D", 2, 4)
    shapes = [LOZENGE, below, segilima("S", 0, 1100, "A"), segilima("T", 2, 3200, "A")]
    lines = [line(1, (1000, 700), (1000, 1100)), line(2, (5000, 3500), (5000, 4300))]
    seen = seen_flow([panel([*shapes, words("Ya", 1180, 1150)], lines)])
    assert told(seen) == ["A>D Ya"]


# What was known before.


def test_lines_that_were_left_behind_still_belong_to_a_moved_symbol():
    onward = line(2, (1000, 1700), (1000, 2300), key="p2")
    before = panel([A, B, symbol("D", 0, 2)], [YES, onward])
    after = panel([A, replace(B, box=replace(B.box, x=4700)), symbol("D", 0, 2)], [YES, onward])
    seen = seen_flow([after], [before])
    assert (told(seen), doubts(seen)) == (["A>B", "B>D"], [])
    assert [(chr(mark.shape), mark.lane) for mark in seen.marks] == [("A", 0), ("B", 2), ("D", 0)]


def test_an_end_dragged_into_the_empty_is_loose():
    before, after = (
        panel([A, B], [YES]),
        panel([A, B], [line(1, (1000, 700), (3000, 2500), key="p1")]),
    )
    seen = seen_flow([after], [before])
    assert (told(seen), doubts(seen)) == ([], [Doubt.LOOSE_END])


def lower(each, by: int = 1000):
    """Return a symbol or a line as it stands when rows were inserted above it."""
    if isinstance(each, SeenShape):
        return replace(each, box=replace(each.box, y=each.box.y + by))
    return replace(each, path=tuple(Point(point.x, point.y + by) for point in each.path))


@pytest.mark.parametrize(
    ("symbol_x", "head_x", "expected"), [(4700, 1000, ["A>B"]), (700, 3000, [])]
)
def test_below_inserted_rows_a_dragged_symbol_is_told_from_a_dragged_end(
    symbol_x, head_x, expected
):
    after = lower(replace(B, box=replace(B.box, x=symbol_x)))
    dragged = lower(line(1, (1000, 700), (head_x, 1300), key="p1"))
    seen = seen_flow([panel([lower(A), after], [dragged])], [panel([A, B], [YES])])
    assert told(seen) == expected


def test_a_line_stretched_by_a_row_in_its_middle_still_belongs_to_a_dragged_symbol():
    after = lower(replace(B, box=replace(B.box, x=4700)))
    stretched = line(1, (1000, 700), (1000, 2300), key="p1")
    seen = seen_flow([panel([A, after], [stretched])], [panel([A, B], [YES])])
    assert told(seen) == ["A>B"]


def test_where_the_drawing_stays_under_inserted_rows_only_moved_symbols_are_in_new_ones():
    before = panel([A, B, symbol("D", 0, 2)], [])
    rows = tuple(Band(number, 1000 * number, 1000 * number + 1000) for number in range(7))
    stood = (Band(0, 0, 1000), *(Band(row + 1, 1000 * row, 1000 * row + 1000) for row in (1, 2)))
    drawn = [A, B, symbol("D", 0, 4), symbol("E", 1, 1)]
    sheet = panel(drawn, []).sheet
    seen = seen_flow([Panel(sheet, LANES, rows, stood=stood)], [before])
    assert [(chr(mark.shape), mark.row) for mark in seen.marks] == [
        ("A", 0),
        ("E", 1),
        ("B", 2),
        ("D", 4),
    ]


def test_what_led_into_a_deleted_symbol_goes_on_to_where_that_led():
    onward = line(2, (1000, 1700), (1000, 2300), key="p2")
    before = panel([A, B, symbol("D", 0, 2)], [YES, onward])
    kept, gone = panel([A, symbol("D", 0, 2)], [YES, onward]), panel([A, symbol("D", 0, 2)], [])
    for after in (kept, gone):
        seen = seen_flow([after], [before])
        assert (told(seen), doubts(seen)) == (["A>D"], [])


def test_what_led_into_a_deleted_decision_is_dropped():
    lozenge = replace(B, preset="diamond")
    ways = [
        YES,
        line(2, (1000, 1700), (1000, 2300), key="p2"),
        line(3, (1300, 1500), (2700, 1500), key="p3"),
    ]
    before = panel([A, lozenge, C, symbol("D", 0, 2)], ways)
    seen = seen_flow([panel([A, C, symbol("D", 0, 2)], ways)], [before])
    assert (told(seen), doubts(seen)) == ([], [])


def test_a_copy_does_not_take_the_key_of_what_was_copied():
    copy = replace(A, id=ord("Z"), box=replace(A.box, y=3300))
    seen = seen_flow([panel([copy, A], [])], [panel([A], [])])
    assert [(chr(mark.shape), mark.key) for mark in seen.marks] == [("A", "A"), ("Z", "")]


def test_ten_thousand_shapes_do_not_take_longer_each_than_a_thousand():
    few, many = _seconds(1000), _seconds(10_000)
    assert many < 30 * few


def _seconds(count: int) -> float:
    lanes = tuple((2000 * lane, 2000 * lane + 2000) for lane in range(10))
    rows = tuple(Band(row, 1000 * row, 1000 * row + 1000) for row in range(count // 10))
    shapes, lines = [], []
    for number in range(count):
        left, top = 2000 * (number % 10) + 700, 1000 * (number // 10) + 300
        shapes.append(SeenShape(number + 2, f"m{number}", "rect", Box(left, top, 600, 400), ""))
        if number >= 10:
            lines.append(line(count + number, (left + 300, top - 600), (left + 300, top)))
    whole = Panel(Sheet("", (), (), (), tuple(shapes), tuple(lines)), lanes, rows)
    begin = process_time()
    assert len(seen_flow([whole]).arrows) == count - 10
    return process_time() - begin


def test_words_in_one_line_are_one_though_a_rule_parts_them():
    shapes = [words("Belum", 1000, 900), words("Sah", 1240, 910), words("Lain", 1000, 1100)]
    joined = {shape.text: shape.box for shape in in_lines(shapes)}
    assert joined == {"Belum Sah": Box(1000, 900, 440, 170), "Lain": Box(1000, 1100, 200, 160)}


def test_words_that_are_nearer_to_each_others_lines_are_told():
    """Two arrows between two decisions, each the other way, close to each other."""
    left, right = symbol("A", 0, 0, "diamond"), symbol("C", 2, 0, "diamond")
    there = line(1, (1000, 700), (1000, 900), (5000, 900), (5000, 700))
    back = line(2, (5200, 700), (5200, 1100), (800, 1100), (800, 700))
    labels = [words("Sah", 4500, 700), words("Ulang", 1200, 1140)]
    seen = seen_flow([panel([left, right, *labels], [there, back])])
    assert Doubt.BETWEEN in doubts(seen)
