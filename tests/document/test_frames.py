from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from sopgen.document.frames import QUARTER_TURN, Affine, moved, scaled, turned

sizes = st.integers(1, 20_000)


def test_a_quarter_turn_is_clockwise_about_the_middle():
    turn = turned(40, 20, rotation=QUARTER_TURN)
    assert turn.at(0, 0) == (30, -10)
    assert turn.at(40, 0) == (30, 30)


def test_a_frame_is_flipped_before_it_is_turned():
    assert turned(40, 20, flip_h=True).at(0, 5) == (40, 5)
    assert turned(40, 20, flip_v=True).at(0, 5) == (0, 15)
    assert turned(40, 20, rotation=QUARTER_TURN, flip_h=True).at(0, 0) == (30, 30)


def test_frames_within_frames_follow_each_other():
    assert moved(5, 7).after(scaled(2, 3)).at(10, 10) == (25, 37)
    assert scaled(2, 3).after(moved(5, 7)).at(10, 10) == (30, 51)


@given(sizes, sizes, st.integers(-(10**8), 10**8), st.booleans(), st.booleans())
def test_the_middle_of_a_frame_stays_where_it_is(width, height, rotation, flip_h, flip_v):
    turn = turned(width, height, rotation=rotation, flip_h=flip_h, flip_v=flip_v)
    x, y = turn.at(width / 2, height / 2)
    assert isclose(x, width / 2, abs_tol=1e-6)
    assert isclose(y, height / 2, abs_tol=1e-6)


@given(sizes, sizes, st.booleans(), st.booleans())
def test_four_quarter_turns_are_none(width, height, flip_h, flip_v):
    turn = turned(width, height, rotation=4 * QUARTER_TURN, flip_h=flip_h, flip_v=flip_v)
    assert turn == turned(width, height, flip_h=flip_h, flip_v=flip_v)


def test_nothing_is_changed_by_the_plain_one():
    assert Affine().at(3, 4) == (3, 4)
