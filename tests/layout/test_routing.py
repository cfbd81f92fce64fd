"""What a careful hand draws: small flows in lanes of 1260 and rows of 960 twips.

The middles of the lanes are at 630, 1890 and 3150, those of the rows at 480, 1440, 2400.
"""

from itertools import islice, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.flows import SIZES, Flow, label_sizes, mixed
from benchmarks.sheet import sheet
from sopgen.document.page import Box, Site, Symbol
from sopgen.document.yardstick import Flaw, faults, measure
from sopgen.layout.routing import Grid, Lanes, Leg, Stop, chosen, route
from sopgen.layout.routing.candidates import Options, Survey
from sopgen.layout.routing.crowd import NO_LIMIT, Crowd
from sopgen.layout.routing.habits import habits
from sopgen.layout.routing.lattice import lattice
from sopgen.layout.routing.meeting import Meetings

TOP, LEFT, BOTTOM, RIGHT = Site
LANES = "abcdefghijk"
KINDS = {"?": Symbol.DECISION, "^": Symbol.OFF_PAGE}


def flow(places, *lines):
    """Return the flow of symbols such as `a1 b2? c3^` and lines `a1 > b2`, `b2 > c3 Ya`, `a1 - b1`.

    `?` is a decision and `^` an off-page symbol; `ab4` lies over lanes a and b in row 4.
    """
    stops = []
    for place in places.split():
        kind = KINDS.get(place[-1], Symbol.PROCESS)
        *lanes, row = place.rstrip("?^")
        ends = LANES.index(lanes[0]), LANES.index(lanes[-1])
        stops.append(Stop(int(row) - 1, *ends, kind, *SIZES[kind]))
    names = [place.rstrip("?^") for place in places.split()]
    legs = []
    for line in lines:
        source, kind, target, *answer = line.split(maxsplit=3)
        labels = label_sizes(answer[0]) if answer else ()
        legs.append(Leg(names.index(source), names.index(target), labels, plain=kind == "-"))
    lanes, rows = 1 + max(stop.last_lane for stop in stops), 1 + max(stop.row for stop in stops)
    grid = Grid((1240,) * lanes, (960,) * rows, (True,) * (rows + 1))
    return Flow(grid, tuple(stops), tuple(legs))


def planned(drawn, **manner):
    return route(drawn.grid, drawn.stops, drawn.legs, **manner)


def placed(drawn, plan, lane=0, row=0):
    """Return the routes in lanes and rows larger by `lane` and `row`; they must be legal."""
    routes = plan.place([size + lane for size in plan.lanes], [size + row for size in plan.rows])
    assert routes.notes == ()
    assert faults(sheet(drawn, routes)) == ()
    return routes


def routed(drawn):
    return placed(drawn, planned(drawn))


def paths(drawn):
    return [[(point.x, point.y) for point in path] for path in routed(drawn).paths]


def leaving(drawn):
    return [leaves for leaves, _ in routed(drawn).sites]


def uprights(routes):
    """Return where lines run up or down beside symbols, from left to right."""
    parts = [part for path in routes.paths for part in pairwise(path[1:-1])]
    return sorted(start.x for start, end in parts if start.x == end.x)


RETURN = flow("a1 a2? a3", "a1 > a2", "a2 > a3 Ya", "a2 > a1 Tidak")
RETURNS = flow(
    "a1 a2? a3? a4", "a1 > a2", "a2 > a3 Ya", "a2 > a1 Tidak", "a3 > a4 Ya", "a3 > a1 Tidak"
)
NESTED = flow("a1 a2 a3 a4", "a1 > a2", "a2 > a3", "a3 > a4", "a4 > a1", "a3 > a2")
ASIDE = flow("a1? a2 b2", "a1 > a2 Ya", "a1 > b2 Tidak")


# Arrows


def test_a_box_leads_straight_down_to_the_box_below():
    routes = routed(flow("a1 a2", "a1 > a2"))
    assert routes.boxes == (Box(270, 300, 720, 360), Box(270, 1260, 720, 360))
    assert routes.sites == ((BOTTOM, TOP),)
    assert paths(flow("a1 a2", "a1 > a2")) == [[(630, 660), (630, 1260)]]


def test_a_box_leads_straight_to_the_box_beside_it():
    assert paths(flow("a1 b1", "a1 > b1")) == [[(990, 480), (1530, 480)]]
    assert paths(flow("a1 b1", "b1 > a1")) == [[(1530, 480), (990, 480)]]


def test_a_box_to_the_next_lane_leaves_sideways_and_enters_from_above():
    assert paths(flow("a1 b2", "a1 > b2")) == [[(990, 480), (1890, 480), (1890, 1260)]]
    assert paths(flow("b1 a2", "b1 > a2")) == [[(1530, 480), (630, 480), (630, 1260)]]


def test_the_main_answer_leaves_at_the_bottom_and_the_other_at_a_side():
    aside = [(1050, 480), (1890, 480), (1890, 1260)]
    assert paths(ASIDE) == [[(630, 740), (630, 1260)], aside]
    assert leaving(RETURN) == [BOTTOM, BOTTOM, LEFT]


def test_the_nearest_answer_below_is_the_main_one_though_it_is_told_last():
    assert leaving(flow("b1? a3 c2", "b1 > a3 Tidak", "b1 > c2 Ya")) == [LEFT, BOTTOM]


def test_three_answers_leave_by_three_corners():
    apart = flow("b1? a2 b2 c2", "b1 > a2 A", "b1 > b2 B", "b1 > c2 C")
    assert leaving(apart) == [LEFT, BOTTOM, RIGHT]
    narrow = flow("a1 a2? a3 a4", "a1 > a2", "a2 > a3 A", "a2 > a4 B", "a2 > a1 C")
    assert leaving(narrow) == [BOTTOM, BOTTOM, LEFT, RIGHT]


def test_arrows_of_one_answer_may_leave_by_one_corner():
    three = flow("a1? b2 c2 a2", "a1 > b2 Ya", "a1 > c2 Ya", "a1 > a2 Tidak")
    yes, other_yes, no = three.legs
    two = replace(yes, answer=0), replace(other_yes, answer=0), replace(no, answer=1)
    assert leaving(replace(three, legs=two)) == [RIGHT, RIGHT, BOTTOM]
    assert len(set(leaving(three))) == 3


def test_an_arrow_back_up_leaves_and_enters_at_the_side():
    back = [(270, 1440), (135, 1440), (135, 480), (270, 480)]
    assert paths(flow("a1 a2", "a1 > a2", "a2 > a1"))[1] == back
    assert routed(flow("a1 a2", "a1 > a2", "a2 > a1")).sites[1] == (LEFT, LEFT)


def test_arrows_never_leave_upwards_nor_enter_from_below():
    drawn = flow("b1 b2 a3 b3 c3", "b2 > b1", "a3 > b1", "b3 > b1", "c3 > b1")
    assert {enters for _, enters in routed(drawn).sites} == {LEFT, RIGHT}
    assert TOP not in leaving(drawn)


def test_two_arrows_to_one_symbol_may_join():
    drawn = flow("a1 c1 b2", "a1 > b2", "c1 > b2")
    assert paths(drawn) == [
        [(990, 480), (1890, 480), (1890, 1260)],
        [(2790, 480), (1890, 480), (1890, 1260)],
    ]
    assert measure(sheet(drawn, routed(drawn))).shared == 1260 - 480


def test_lines_that_run_beside_each_other_keep_a_distance():
    plan = planned(NESTED)
    assert plan.lanes == (1470,)
    assert uprights(placed(NESTED, plan)) == [137, 238]
    assert uprights(placed(NESTED, plan, lane=1500)) == [462, 662]


def test_a_line_leaves_a_symbol_over_two_lanes_beside_the_rule_in_its_middle():
    drawn = flow("ab1 b2", "ab1 > b2")
    assert routed(drawn).boxes[0] == Box(630, 300, 1530, 360)
    assert paths(drawn) == [[(1395, 660), (1395, 1440), (1530, 1440)]]


def test_a_symbol_over_several_lanes_reaches_to_the_middle_of_the_outer_ones():
    assert routed(flow("abc1 b2", "abc1 > b2")).boxes[0] == Box(630, 300, 2520, 360)


def test_a_symbol_over_several_lanes_leaves_room_for_the_lines_beside_it():
    drawn = flow("b1 bc2 b3", "b1 > bc2", "bc2 > b3", "b3 > b1")
    found = measure(sheet(drawn, routed(drawn)))
    assert found.findings == ()


def test_an_arrow_crosses_another_rather_than_leave_its_rows():
    drawn = flow("c1 b2 a3 d2 a1", "c1 > b2", "b2 > a3", "d2 > a3", "a1 > d2")
    found = measure(sheet(drawn, routed(drawn)))
    assert found.counts == {Flaw.CROSSING: 1}


def test_arrows_to_one_symbol_from_far_lanes_meet_before_it():
    steps = ("a1 > a2", "b1 > b2", "c1 > c2", "d1 > a2", "e1 > a2")
    drawn = flow("a1 b1 c1 d1 e1 a2 b2 c2", *steps)
    routes = routed(drawn)
    assert {enters for _, enters in routes.sites} == {TOP}
    assert routes.paths[3][-2:] == routes.paths[4][-2:]
    assert routes.paths[3][-3].y == routes.paths[4][-3].y
    assert measure(sheet(drawn, routes)).counts.keys() == {Flaw.CROSSING}


def test_returns_to_one_symbol_come_in_on_one_side_and_share_their_last_stretch():
    drawn = flow("a1 a2? a3?", "a1 > a2", "a2 > a3", "a2 > a1 Tidak", "a3 > a1 Tidak")
    one, other = paths(drawn)[2:]
    assert one[-1] == other[-1]
    assert other[-2][0] < one[-2][0] < one[-1][0]
    assert measure(sheet(drawn, routed(drawn))).findings == ()


# Joint work


def test_joint_work_is_a_plain_line_from_side_to_side():
    joint = flow("a1 b1 c1", "a1 - b1", "b1 - c1")
    assert paths(joint) == [[(990, 480), (1530, 480)], [(2250, 480), (2790, 480)]]


def test_joint_work_may_run_over_what_is_between():
    over = [(630, 300), (630, 150), (3150, 150), (3150, 300)]
    assert paths(flow("a1 b1 c1", "a1 - c1")) == [over]


def test_joint_work_is_drawn_from_its_source():
    upwards = flow("a1 a2", "a2 - a1")
    assert paths(upwards) == [[(630, 1260), (630, 660)]]
    assert routed(upwards).sites == ((TOP, BOTTOM),)


# Words


@pytest.mark.parametrize(
    ("drawn", "labels"),
    [
        (ASIDE, [(650, 750, 150, 165), (880, 175, 360, 165)]),
        (RETURN, [(710, 1710, 150, 165), (20, 1540, 360, 165)]),
        (
            RETURNS,
            [
                *((995, 1710, 150, 165), (322, 1540, 360, 165)),
                *((995, 2670, 150, 165), (175, 2420, 360, 165)),
            ],
        ),
    ],
)
def test_labels_stand_at_their_branch_off_lines_symbols_and_rules(drawn, labels):
    routes = routed(drawn)
    assert [box for box in routes.labels if box] == [Box(*label) for label in labels]
    assert measure(sheet(drawn, routes)).findings == ()


def test_of_two_arrows_to_and_fro_one_is_straight_however_many_stand_in_its_row():
    to_and_fro = ("a2 > b2 Ya", "b2 > a2 Tidak", "b2 > c2 Ya", "c2 > b2")
    drawn = flow("c1 a2? b2? c2 b3^", "c1 > c2", *to_and_fro, "a2 > b3 Tidak")
    routes = routed(drawn)
    counts = measure(sheet(drawn, routes)).counts
    assert (counts[Flaw.UPWARDS], counts[Flaw.CROSSING]) == (0, 0)
    assert [len(path) for path in routes.paths[1:5]] == [5, 2, 5, 2]
    assert routes.sites[1:5] == (
        (Site.LEFT, Site.TOP),
        (Site.LEFT, Site.RIGHT),
        (Site.BOTTOM, Site.RIGHT),
        (Site.LEFT, Site.RIGHT),
    )


def test_a_label_that_is_too_wide_makes_its_lane_wider():
    drawn = replace(flow("a1? a2"), legs=(Leg(0, 1, ((1480, 165),)),))
    plan = planned(drawn)
    assert (plan.lanes, plan.rows) == ((3060,), (960, 960))
    assert placed(drawn, plan).labels == (Box(1550, 750, 1480, 165),)


def test_a_label_that_may_wrap_does_so_where_its_lane_is_narrow():
    below = flow("a1? a2", "a1 > a2 Perlu perbaikan besar")
    plan = planned(below)
    assert (plan.lanes, plan.rows) == ((1380,), (1590, 960))
    assert placed(below, plan).label_choice == (2,)
    assert placed(below, plan).labels == (Box(710, 1065, 640, 495),)


def test_labels_ask_for_less_where_lanes_are_scarce():
    drawn = flow("a1 a2? a3", "a1 > a2", "a2 > a3 Ya", "a2 > a1 Perlu perbaikan besar")
    roomy, squeezed = planned(drawn), planned(drawn, room=Lanes.SQUEEZED)
    assert (roomy.lanes, squeezed.lanes) == ((2040,), (1920,))
    assert measure(sheet(drawn, placed(drawn, roomy))).findings == ()
    assert placed(drawn, squeezed).label_choice == (0, 0, 2)


def test_a_higher_row_gives_labels_their_room_where_lanes_are_scarcest():
    drawn = flow("a1 a2? a3", "a1 > a2", "a2 > a3 Ya", "a2 > a1 Perlu perbaikan besar")
    narrow = planned(drawn, room=Lanes.NARROWEST)
    assert (narrow.lanes, narrow.rows) == ((1260,), (1110, 960, 960))
    assert placed(drawn, narrow).label_choice == (0, 0, 1)
    assert placed(drawn, narrow, lane=300, row=90).label_choice == (0, 0, 0)


def test_the_effort_of_a_page_is_how_often_its_words_were_held_against_its_lines():
    drawn = flow("a1 a2? a3", "a1 > a2", "a2 > a3 Ya", "a2 > a1 Perlu perbaikan besar")
    words_and_lines = 2 * 3
    assert planned(drawn).effort == words_and_lines
    assert planned(drawn, room=Lanes.NARROWEST).effort == 7 * words_and_lines


def test_a_label_may_stand_across_free_lanes_where_lanes_are_scarcest():
    answers = ("a1 > b1 Perlu perbaikan besar", "a1 > b2 Perlu perbaikan kecil", "a1 > a2 Ya")
    drawn = flow("a1? b1 b2 a2", *answers)
    narrow = planned(drawn, room=Lanes.NARROWEST)
    assert (narrow.lanes, narrow.rows) == ((1260, 1260), (960, 960))
    assert placed(drawn, narrow).labels[0] == Box(1020, 115, 1480, 165)


def test_answers_that_share_a_corner_part_beside_it_so_that_their_labels_stand_there():
    answers = ("b1 > c2 Ya", "b1 > d2 Segera", "b1 > e2 Rahasia", "b1 > a3 Tidak")
    drawn = flow("b1? c2 d2 e2 a3", *answers)
    routes = routed(drawn)
    assert len({routes.sites[leg][0] for leg in range(4)}) == 3
    assert measure(sheet(drawn, routes)).findings == ()


def test_a_label_is_nearer_to_its_own_line_than_to_any_other():
    drawn = flow(
        *("a1 b2? b3 a4? a5",),
        *("a1 > b2", "b2 > b3 Ya", "b2 > a1 Tidak lengkap", "b3 > a4"),
        *("a4 > a5 Ya", "a4 > a1 Tidak lengkap"),
    )
    assert measure(sheet(drawn, routed(drawn))).counts[Flaw.ASTRAY] == 0


def captioned(drawn, *widths):
    """Return `drawn` with captions of these widths, each a line more, at off-page symbols."""
    sizes = tuple((width, 165 * lines) for lines, width in enumerate(widths, 1))
    stops = (
        replace(stop, captions=sizes) if stop.symbol is Symbol.OFF_PAGE else stop
        for stop in drawn.stops
    )
    return replace(drawn, stops=tuple(stops))


@pytest.mark.parametrize(
    ("widths", "rows", "choice", "box"),
    [
        ((300,), (960, 960), 0, Box(880, 398, 300, 165)),
        ((1180, 300), (960, 960), 1, Box(880, 315, 300, 330)),
        ((1180, 900), (960, 960), 0, Box(40, 65, 1180, 165)),
        ((1300, 900), (1230, 960), 1, Box(180, 35, 900, 330)),
    ],
)
def test_a_caption_stands_beside_its_off_page_symbol_or_over_it(widths, rows, choice, box):
    drawn = captioned(flow("a1^ a2", "a1 > a2"), *widths)
    assert planned(drawn).rows == rows
    routes = routed(drawn)
    assert (routes.captions, routes.caption_choice) == ((box, None), (choice, 0))
    assert measure(sheet(drawn, routes)).findings == ()


def test_a_caption_stands_below_a_symbol_that_is_entered_from_above():
    drawn = captioned(flow("a1 a2^", "a1 > a2"), 900)
    assert routed(drawn).captions == (None, Box(180, 1690, 900, 165))


def test_a_caption_wider_than_its_lane_makes_the_lane_wider():
    drawn = captioned(flow("a1^ b1^"), 1300)
    assert planned(drawn).lanes == (1380, 1380)
    assert measure(sheet(drawn, routed(drawn))).findings == ()


def test_a_caption_stays_in_the_row_of_its_symbol():
    drawn = captioned(flow("a1? b1^ a2", "a1 > a2 Ya", "a1 > b1 Tidak"), 900, 600)
    below = replace(drawn, grid=replace(drawn.grid, rows=(600, 600)))
    (_, caption, _), edges = routed(below).captions, routed(below).row_edges
    assert edges[0] < caption.y < caption.bottom < edges[1]
    assert measure(sheet(below, routed(below))).findings == ()


def test_symbols_of_a_leaning_row_stand_above_its_middle():
    drawn = captioned(flow("a1 a2^", "a1 > a2"), 900)
    leaning = replace(drawn, grid=replace(drawn.grid, rows=(960, 750), leans=(0, 60)))
    plan = planned(leaning)
    assert plan.rows == (960, 780)
    routes = placed(leaning, plan)
    assert routes.boxes[1] == Box(410, 1070, 440, 440)
    assert routes.captions == (None, Box(180, 1540, 900, 165))


# Plans


def test_lanes_and_rows_are_even_numbers_of_pixels():
    plan = route(Grid((1231,), (931,), (True, True)), flow("a1").stops, ())
    assert (plan.lanes, plan.rows) == ((1260,), (960,))


def test_the_same_flow_gives_the_same_plan():
    drawn = mixed(1, 3, largest=20)[0]
    one, other = planned(drawn), planned(drawn)
    assert (one.lanes, one.rows, one.paths.effort) == (other.lanes, other.rows, other.paths.effort)
    assert placed(drawn, one) == placed(drawn, other)


@pytest.mark.parametrize(("lane", "row"), [(600, 0), (0, 600), (615, 615)])
@pytest.mark.parametrize("drawn", [ASIDE, RETURN, RETURNS, NESTED])
def test_a_plan_is_legal_in_larger_lanes_and_rows(drawn, lane, row):
    plan = planned(drawn)
    routes = placed(drawn, plan, lane, row)
    assert routes.sites == placed(drawn, plan).sites
    assert routes.lane_edges[-1] == sum(plan.lanes) + lane * len(plan.lanes)
    assert routes.row_edges[-1] == sum(plan.rows) + row * len(plan.rows)
    assert measure(sheet(drawn, routes)).findings == ()


def test_sizes_smaller_than_those_of_the_plan_are_refused():
    plan = planned(ASIDE)
    with pytest.raises(ValueError, match=r"^sizes \(1260, 1259\) are smaller than the plan's"):
        plan.place((1260, 1259), plan.rows)
    with pytest.raises(ValueError, match=r"^sizes \(959, 960\) are smaller than the plan's"):
        plan.place(plan.lanes, (959, 960))
    with pytest.raises(ValueError, match="argument 2"):
        plan.place((1260,), plan.rows)


def test_paths_taken_over_from_a_like_plan_hold_in_other_sizes():
    small = planned(RETURNS)
    drawn = Flow(
        Grid((900,), (500, 500, 500, 500), RETURNS.grid.ruled),
        tuple(replace(s, width=s.width + 200, height=s.height + 100) for s in RETURNS.stops),
        tuple(replace(leg, labels=leg.labels and ((700, 165),)) for leg in RETURNS.legs),
    )
    plan = planned(drawn, like=small)
    assert (small.paths.effort, plan.paths.effort) == (5, 0)
    assert (plan.lanes, plan.rows) == ((3270,), (510, 1500, 1020, 510))
    assert placed(drawn, plan).sites == placed(RETURNS, small).sites
    assert placed(drawn, plan) == routed(drawn)


def test_lanes_that_are_too_wide_for_the_page_grow_no_further():
    grid = Grid((900,), (500, 500, 500, 500), RETURNS.grid.ruled)
    legs = tuple(replace(leg, labels=leg.labels and ((700, 165),)) for leg in RETURNS.legs)
    paths = chosen(grid, RETURNS.stops, legs)
    whole, vain = paths.worded(), paths.worded(widest=sum(paths.lanes) - 1)
    assert vain.lanes == paths.lanes
    assert sum(vain.lanes) < sum(whole.lanes)
    assert paths.worded(widest=sum(whole.lanes)) == whole


@pytest.mark.parametrize(("seed", "largest"), [(13, 12), (44, 12), (48, 12)])
def test_a_search_that_is_not_thorough_crosses_more_and_is_legal(seed, largest):
    drawn = mixed(1, seed, largest)[0]
    thorough, hasty = planned(drawn), planned(drawn, patience=0)
    assert measure(sheet(drawn, placed(drawn, thorough))).counts[Flaw.CROSSING] == 0
    assert measure(sheet(drawn, placed(drawn, hasty))).counts[Flaw.CROSSING] > 0
    assert hasty.paths.effort < thorough.paths.effort


def test_lines_beside_the_stem_of_a_wide_symbol_keep_off_others_in_squeezed_lanes():
    crowded = flow(
        "f2 i3? i4 gj5 b6? i1^ g1^ b1^ k7^ b7^ g7^ f7^ h1^",
        *("i1 > i3", "g1 > gj5", "b1 > f2", "f2 > i3"),
        *("i3 > k7 A", "i3 > b6 Ya", "i3 > f2 B"),
        *("i4 > gj5", "gj5 > b6"),
        *("b6 > i4 A", "b6 > b7 B", "b6 > g7 C", "b6 > gj5 D", "b6 > f7 E"),
        "h1 > i4",
    )
    placed(crowded, planned(crowded, room=Lanes.SQUEEZED, patience=0))


def test_a_symbol_over_several_lanes_does_not_reach_over_a_line_that_turns_beside_it():
    drawn = flow("a1 de2 be3 a3^", "a1 > de2", "de2 > be3", "be3 > a3")
    plan = planned(drawn)
    routes = plan.place((1260, 1260, 1260, 1260, 2100), plan.rows)
    assert routes.boxes[1] == Box(4335, 1260, 1140, 360)
    assert routes.boxes[2] == Box(1890, 2220, 4620, 360)
    assert faults(sheet(drawn, routes)) == ()


def test_a_search_that_is_not_thorough_forces_what_must_not_be_drawn():
    joint = flow(
        "c1^ f1^ g1^ a2 d2 f2 h2 a3 d3 f3 h3",
        *("f1 > f2", "g1 > f2", "c1 > f2"),
        *("a2 - d2", "d2 - f2", "f2 - h2"),
        *("a2 > a3", "d2 > d3", "f2 > f3", "h2 > h3"),
    )
    assert placed(joint, planned(joint, patience=0)) == routed(joint)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10_000))
@example(1501)
def test_flows_of_all_kinds_are_drawn_within_the_rules(seed):
    drawn = mixed(1, seed)[0]
    for leg, (leaves, enters) in zip(drawn.legs, routed(drawn).sites, strict=True):
        assert leg.plain or (leaves is not TOP and enters is not BOTTOM)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 3000))
def test_in_a_crowd_a_way_pays_for_all_that_it_meets_or_at_least_the_limit(seed, limit):
    drawn = mixed(1, seed)[0]
    coarse = lattice(len(drawn.grid.lanes), len(drawn.grid.rows), drawn.stops)
    survey, meetings = Survey(coarse, drawn.legs), Meetings(coarse, drawn.stops, drawn.legs)
    tables = enumerate(habits(drawn.stops, drawn.legs))
    options = [Options(survey, leg, table) for leg, table in tables]
    for option in options:
        others = [other.first() for other in options if other is not option]
        crowd = Crowd(others, meetings)
        for way in islice(option.walk(), 5):
            unsure, price = crowd.price(way, limit), crowd.price(way, NO_LIMIT)
            assert price == way.cost + sum(meetings.cost(way, other) for other in others)
            assert unsure >= min(limit, price)
            assert crowd.price(way, price) == price
            assert crowd.price(way, price + 1) == price
