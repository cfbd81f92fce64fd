"""What was laid out otherwise by hand and has no words: how many changes are counted."""

from sopgen.document.page import Point
from sopgen.document.sheet import SeenLine, Sheet
from sopgen.pull.looks import counted_looks
from sopgen.pull.pairing import pair

COLUMNS, ROWS = (0, 1000, 3000, 6000), (0, 500, 1000, 1500)
WAY = (Point(100, 100), Point(700, 100), Point(700, 1200), Point(1200, 1200))
BASE = Sheet("Bagan Alir", COLUMNS, ROWS, (), (), (SeenLine(1, "p1", WAY),))


def counted(said: set[tuple[int, int]] | None = None, *, lines=BASE.lines, **edges) -> int:
    edited = Sheet(
        "Bagan Alir", edges.get("columns", COLUMNS), edges.get("rows", ROWS), (), (), lines
    )
    return counted_looks([pair(BASE, edited)], said or set())


def line(*path: Point, other: tuple[Point, ...] = ()) -> tuple[SeenLine, ...]:
    return (SeenLine(7, "p1", path, other=other),)


def test_a_sheet_that_is_as_it_was_counts_nothing():
    assert counted() == 0


def test_a_row_and_a_column_count_once_however_much_they_push_away():
    assert counted(rows=(0, 500, 1300, 1800)) == 1
    assert counted(columns=(0, 1200, 3200, 6200)) == 1


def test_columns_that_are_said_do_not_count():
    assert counted({(0, 1)}, columns=(0, 1000, 3500, 6500)) == 0
    assert counted({(0, 0)}, columns=(0, 1000, 3500, 6500)) == 1


def test_what_another_program_rounds_does_not_count():
    assert counted(rows=(0, 520, 1010, 1530), columns=(0, 990, 3010, 6000)) == 0


def test_a_line_that_bends_elsewhere_counts():
    bent = (WAY[0], Point(400, 100), Point(400, 1200), WAY[3])
    assert counted(lines=line(*bent)) == 1
    assert counted(lines=line(WAY[0], Point(1200, 100), WAY[3])) == 1


def test_a_line_whose_frame_or_whose_way_is_the_old_one_does_not_count():
    bent = (WAY[0], Point(400, 100), Point(400, 1200), WAY[3])
    assert counted(lines=line(*bent, other=WAY)) == 0


def test_a_line_that_goes_elsewhere_is_no_look():
    assert counted(lines=line(WAY[0], WAY[1], WAY[2], Point(1200, 1300))) == 0
