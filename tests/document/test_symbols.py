import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopgen.document.page import Box, Point, Site, Symbol
from sopgen.document.symbols import (
    Capsule,
    Polygon,
    arrow_head,
    direction,
    outline,
    site,
    smallest,
    text_box,
)

BOX = Box(100, 200, 2160, 1080)


def test_a_process_is_its_box():
    assert outline(Symbol.PROCESS, BOX) == Polygon(
        ((100, 200), (2260, 200), (2260, 1280), (100, 1280))
    )


def test_a_decision_touches_the_middle_of_each_side():
    assert outline(Symbol.DECISION, BOX) == Polygon(
        ((1180, 200), (2260, 740), (1180, 1280), (100, 740))
    )


def test_an_off_page_symbol_points_down_from_four_fifths():
    assert outline(Symbol.OFF_PAGE, BOX) == Polygon(
        ((100, 200), (2260, 200), (2260, 1064), (1180, 1280), (100, 1064))
    )


def test_a_terminator_is_round_at_both_ends_at_any_width():
    assert outline(Symbol.TERMINATOR, BOX) == Capsule(BOX, 540)
    assert outline(Symbol.TERMINATOR, Box(0, 0, 400, 600)) == Capsule(Box(0, 0, 400, 600), 200)


@pytest.mark.parametrize(
    ("last", "looks"),
    [
        (Point(400, 500), (1, 0)),
        (Point(600, 500), (-1, 0)),
        (Point(500, 400), (0, 1)),
        (Point(500, 600), (0, -1)),
    ],
)
def test_an_arrow_looks_where_its_line_goes(last, looks):
    assert direction(last, Point(500, 500)) == looks


def test_the_head_of_an_arrow_is_a_triangle_of_140_hundredths_of_a_millimetre():
    head = arrow_head(Point(400, 500), Point(500, 500))
    assert head.corners == (
        (500, 500),
        (pytest.approx(420.63, abs=0.01), pytest.approx(539.69, abs=0.01)),
        (pytest.approx(420.63, abs=0.01), pytest.approx(460.31, abs=0.01)),
    )


def test_the_sites_are_the_middles_of_the_sides():
    assert [site(BOX, at) for at in Site] == [
        Point(1180, 200),
        Point(100, 740),
        Point(1180, 1280),
        Point(2260, 740),
    ]


def test_text_stands_in_the_rectangle_of_the_preset():
    assert text_box(Symbol.PROCESS, BOX) == BOX
    assert text_box(Symbol.DECISION, BOX) == Box(640, 470, 1080, 540)
    assert text_box(Symbol.OFF_PAGE, BOX) == Box(100, 200, 2160, 864)
    assert text_box(Symbol.TERMINATOR, BOX) == Box(259, 359, 1842, 762)


def test_the_smallest_box_of_a_text():
    assert smallest(Symbol.PROCESS, 601, 200) == (602, 200)
    assert smallest(Symbol.DECISION, 600, 200) == (1200, 400)
    assert smallest(Symbol.OFF_PAGE, 120, 200) == (120, 250)
    assert smallest(Symbol.TERMINATOR, 600, 200) == (684, 284)


@pytest.mark.parametrize("symbol", Symbol)
@given(width=st.integers(0, 20000), height=st.integers(0, 20000))
def test_the_smallest_box_holds_its_text_and_a_smaller_one_does_not(symbol, width, height):
    box_width, box_height = smallest(symbol, width, height)
    room = text_box(symbol, Box(0, 0, box_width, box_height))
    assert (box_width % 2, box_height % 2) == (0, 0)
    assert room.width >= width
    assert room.height >= height
    if box_width:
        assert text_box(symbol, Box(0, 0, box_width - 2, box_height)).width < width
    if box_height:
        assert text_box(symbol, Box(0, 0, box_width, box_height - 2)).height < height


@pytest.mark.parametrize("symbol", Symbol)
@given(x=st.integers(0, 9999), width=st.integers(2, 5000), height=st.integers(2, 5000))
def test_the_text_stays_within_the_box(symbol, x, width, height):
    box = Box(x, x, width, height)
    room = text_box(symbol, box)
    assert box.x <= room.x <= room.right <= box.right
    assert box.y <= room.y <= room.bottom <= box.bottom
