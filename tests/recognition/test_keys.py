"""What lost its key is found by where it stands, and a line by what it joins."""

from msgspec.structs import replace

from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenGlue, SeenLine, SeenShape, Sheet
from sopgen.recognition.keys import explained, with_own_keys
from sopgen.recognition.reading import Panel

BOX = SeenShape(1, "m1", "flowChartProcess", Box(1000, 1000, 800, 400), "")
LOZENGE = SeenShape(2, "m2", "flowChartDecision", Box(3000, 2000, 800, 400), "")
DOWN = SeenLine(3, "m1>m2", (Point(1400, 1400), Point(3400, 2000)), SeenGlue(1, 2), SeenGlue(2, 0))


def panel(*drawn: SeenShape | SeenLine) -> Panel:
    shapes = tuple(each for each in drawn if isinstance(each, SeenShape))
    lines = tuple(each for each in drawn if isinstance(each, SeenLine))
    return Panel(Sheet("1", (0, 9000), (0, 9000), (), shapes, lines), (), ())


def nameless(each):
    bare = replace(each, key="", name="")
    return replace(bare, start=None, end=None) if isinstance(each, SeenLine) else bare


def test_a_line_between_the_two_symbols_that_one_joined_is_that_one():
    lower = replace(LOZENGE, box=Box(3000, 3000, 800, 400))
    higher = replace(BOX, box=Box(1000, 4000, 800, 400))
    line = nameless(replace(DOWN, path=(Point(1800, 4200), Point(3000, 3200))))
    (found,) = with_own_keys([panel(higher, lower, line)], [panel(BOX, LOZENGE, DOWN)])
    assert [each.key for each in found.sheet.lines] == ["m1>m2"]


def test_of_two_lines_between_the_same_symbols_neither_is_the_one():
    line = nameless(replace(DOWN, path=(Point(1000, 1200), Point(3000, 2200))))
    other = nameless(replace(DOWN, id=4, path=(Point(1800, 1200), Point(3800, 2200))))
    (found,) = with_own_keys([panel(BOX, LOZENGE, line, other)], [panel(BOX, LOZENGE, DOWN)])
    assert [each.key for each in found.sheet.lines] == ["", ""]


def test_symbols_are_explained_by_a_drawing_in_which_one_like_them_stands_there():
    assert explained(panel(nameless(BOX), nameless(LOZENGE)), panel(BOX, LOZENGE)) == 2
    aside = replace(LOZENGE, box=BOX.box)
    assert explained(panel(nameless(BOX)), panel(aside)) == 0
    assert explained(panel(BOX), panel(BOX)) == 0
