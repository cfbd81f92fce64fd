"""Every flaw is found where it is, and not in a neighbour just within the rules.

The sheet has three lanes and three rows of 1000 twips. Symbols are 400 x 200, in the
middle of their cells: `B2` is that of lane B in row 2.
"""

import pytest
from msgspec.structs import replace

from sopgen.document.page import (
    Box,
    Cell,
    Connector,
    Document,
    Drawing,
    Face,
    Font,
    Glue,
    Label,
    Padding,
    Page,
    Paragraph,
    Point,
    Run,
    Shape,
    Side,
    Site,
    Symbol,
    Table,
    Text,
)
from sopgen.document.yardstick import HARMLESS, Finding, Flaw, Measure, Measures, faults, measure

NAMES = ("A1", "B1", "C1", "A2", "B2", "C2", "A3", "B3", "C3")
SITES = {"t": Site.TOP, "l": Site.LEFT, "b": Site.BOTTOM, "r": Site.RIGHT}
EDGES = (0, 1000, 2000, 3000)
RULED = Table(EDGES, EDGES, tuple(Cell(row, lane) for row in range(3) for lane in range(3)))
LANES = replace(RULED, cells=tuple(replace(cell, borders=frozenset()) for cell in RULED.cells))


def symbol(name, kind=Symbol.PROCESS, **place):
    row, lane = divmod(NAMES.index(name), 3)
    box = Box(1000 * lane + 300, 1000 * row + 400, 400, 200)
    return Shape(10 + NAMES.index(name), kind, replace(box, **place), name, "")


def line(name, drawn):
    """Return a line such as `A1b > A2t 500,600 500,1400`: an arrow from bottom to top."""
    start, kind, end, *path = drawn.split()
    glued = (Glue(10 + NAMES.index(each[:2]), SITES[each[2]]) for each in (start, end))
    points = tuple(Point(*map(int, point.split(","))) for point in path)
    return Connector(1, points, *glued, name, "", arrow=kind == ">")


def label(name, *box, owner=0):
    """Return words that belong to the line (1) or symbol (10 for A1) with the id `owner`."""
    return Label(99, Box(*box), (), name, owner)


def paragraph(*box, words="Kegiatan"):
    return Paragraph((Run(words, Font(Face.ARIAL, 180)),), Box(*box), 200)


def sheet(names, *parts, beside=(LANES,)):
    """Return a page of the symbols `names`, other `parts`, and what stands `beside` them."""
    parts = (*map(symbol, names.split()), *parts)
    shapes, lines, labels = (
        tuple(part for part in parts if isinstance(part, kind))
        for kind in (Shape, Connector, Label)
    )
    drawing = Drawing(2, Box(0, 0, 3000, 3000), shapes, lines, labels, "alur", "")
    page = Page(4000, 3000, Padding(), "Bagan Alir", (*beside, drawing))
    return Document("", "", "", (page,))


CASES = []


def case(flaw, names, *, wrong, right):
    """Let what is decorated draw a sheet that has `flaw` with `wrong`, and none with `right`."""

    def remember(drawn):
        about = f"{flaw.name}: {drawn.__name__}"
        CASES.append(pytest.param(flaw, tuple(names.split()), drawn(wrong), drawn(right), id=about))
        return drawn

    return remember


STRAIGHT = "A1b > A2t 500,600 500,1400"
BENT = "A1b > B2t 500,600 500,1000 1500,1000 1500,1400"
DOWN = line("turun", "B1b > B3t 1500,600 1500,2400")
ASIDE = line("samping", BENT)


@case(
    Flaw.CROSSING,
    "turun datar",
    wrong="B3r 700,1500 2000,1500 2000,2500 1700,2500",
    right="B3l 700,1500 1280,1500 1280,2500 1300,2500",
)
def a_line_to_either_side_of_another(path):
    return sheet("A2 B1 B3", DOWN, line("datar", f"A2r > {path}"))


@case(Flaw.TOUCH, "turun datar", wrong=1500, right=1499)
def a_line_that_turns_at_another(x):
    path = f"A2r > A3r 700,1500 {x},1500 {x},1520 1000,1520 1000,2500 700,2500"
    return sheet("A2 A3 B1 B3", DOWN, line("datar", path))


@case(Flaw.OVERLAP, "turun datar", wrong=1481, right=1480)
def lines_beside_each_other(x):
    path = f"A2r > A3t 700,1500 {x},1500 {x},2000 500,2000 500,2400"
    return sheet("A2 A3 B1 B3", DOWN, line("datar", path))


@case(Flaw.OVERLAP, "kiri kanan", wrong=1521, right=1520)
def arrows_that_join_and_meet_before(x):
    left = f"A1b > B3t 500,600 500,1000 {x},1000 {x},2000 1500,2000 1500,2400"
    right = line("kanan", "C1b > B3t 2500,600 2500,1000 1500,1000 1500,2400")
    return sheet("A1 B3 C1", line("kiri", left), right)


@case(Flaw.OVERLAP, "kiri kanan", wrong="-", right=">")
def an_arrow_and_another_line_to_one_site(kind):
    right = line("kanan", f"C1l {kind} B2t 2300,500 1500,500 1500,1400")
    return sheet("A1 B2 C1", line("kiri", "A1r > B2t 700,500 1500,500 1500,1400"), right)


@case(
    Flaw.OVERLAP,
    "masuk keluar",
    wrong="B2l > A3r 1300,1500 1000,1500 1000,2500 700,2500",
    right="B2b > A3r 1500,1600 1500,2500 700,2500",
)
def an_arrow_that_leaves_where_another_enters(leaving):
    entering = line("masuk", "A2r > B2l 700,1500 1300,1500")
    return sheet("A2 A3 B2", entering, line("keluar", leaving))


@case(Flaw.TOUCH, "satu dua", wrong=1000, right=1001)
def lines_that_turn_at_one_point(x):
    one = line("satu", "A1r > A2t 700,500 1000,500 1000,1000 500,1000 500,1400")
    two = line("dua", f"B1b > A2r 1500,600 1500,1000 {x},1000 {x},1500 700,1500")
    return sheet("A1 A2 B1", one, two)


@case(Flaw.TOUCH, "satu dua", wrong=1300, right=1700)
def a_line_that_passes_where_another_ends(x):
    two = line("dua", f"B2b > A1r 1500,1600 1500,1700 {x},1700 {x},500 700,500")
    return sheet("A1 A2 B2", line("satu", "A2r > B2l 700,1500 1300,1500"), two)


@case(Flaw.THROUGH, "lewat A2", wrong=700, right=701)
def a_line_beside_another_symbol(x):
    return sheet("A2 B1 B3", line("lewat", f"B1l > B3l 1300,500 {x},500 {x},2500 1300,2500"))


@case(
    Flaw.THROUGH,
    "garis A1",
    wrong="A1l > B2t 300,500 1500,500 1500,1400",
    right="A1b > B2t 500,600 1500,600 1500,1400",
)
def a_line(drawn):
    start, _, end, *_ = drawn.split()
    return sheet(f"{start[:2]} {end[:2]}", line("garis", drawn))


LINES = (
    (
        Flaw.TOO_BENT,
        "A1r > B2t 700,500 800,500 800,900 1000,900 1000,1100 1500,1100 1500,1400",
        "A1b > B2t 500,600 500,900 1000,900 1000,1100 1500,1100 1500,1400",
    ),
    (Flaw.OBLIQUE, "A1b > B2t 500,600 500,1000 1500,1001 1500,1400", BENT),
    (Flaw.OBLIQUE, "A1b > A2t 500,600 500,1000 500,1400", STRAIGHT),
    (Flaw.OBLIQUE, "A1b > A2t 500,600 500,600 500,1400", STRAIGHT),
    (Flaw.OFF_SITE, "A1b > B2t 501,600 501,1000 1500,1000 1500,1400", BENT),
    (Flaw.OFF_SITE, "A1b > A2t 500,600 500,1399", STRAIGHT),
    (
        Flaw.WRONG_SIDE,
        "A2t > B1l 500,1400 500,1000 1000,1000 1000,500 1300,500",
        "A2t - B1l 500,1400 500,1000 1000,1000 1000,500 1300,500",
    ),
    (
        Flaw.WRONG_SIDE,
        "A2r > B1b 700,1500 1500,1500 1500,600",
        "A2r - B1b 700,1500 1500,1500 1500,600",
    ),
    (
        Flaw.OUTSIDE,
        "A1l > A2l 300,500 -1,500 -1,1500 300,1500",
        "A1l > A2l 300,500 0,500 0,1500 300,1500",
    ),
)
for each, bad, good in LINES:
    case(each, "garis", wrong=bad, right=good)(a_line)


@case(Flaw.UNGLUED, "samping", wrong="A1", right="A1 B2")
@case(Flaw.UNGLUED, "samping", wrong="B2", right="A1 B2")
def a_line_between_symbols_that_are_there(names):
    return sheet(names, ASIDE)


@case(Flaw.OUTSIDE, "C3", wrong=2801, right=2800)
def a_symbol_below_the_lanes(y):
    return sheet("", symbol("C3", y=y))


@case(Flaw.OUTSIDE, "Ya", wrong=2901, right=2900)
def a_label_right_of_the_lanes(x):
    return sheet("", label("Ya", x, 100, 100, 100), beside=())


@case(Flaw.OVER_TEXT, "samping", wrong=(901, "Kegiatan"), right=(900, "Kegiatan"))
@case(Flaw.OVER_TEXT, "samping", wrong=(950, "Kegiatan"), right=(950, " \n"))
def a_line_over_a_text(text):
    y, words = text
    heading = Text(Box(0, 0, 3000, 3000), (paragraph(900, y, 100, 100, words=words),))
    return sheet("A1 B2", ASIDE, beside=(heading,))


@case(Flaw.OVER_TEXT, "A1", wrong=201, right=200)
def a_symbol_over_a_text_of_the_table(x):
    cell = replace(LANES.cells[0], paragraphs=(paragraph(x, 450, 100, 100),))
    return sheet("A1", beside=(replace(LANES, cells=(cell, *LANES.cells[1:])),))


@case(Flaw.OVER_TEXT, "Ya", wrong=199, right=200)
def a_label_over_a_text(x):
    heading = Text(Box(0, 0, 3000, 3000), (paragraph(x, 100, 100, 100),))
    return sheet("", label("Ya", 100, 100, 100, 100), beside=(heading,))


@case(Flaw.SHAPE_ON_SHAPE, "A1 B1", wrong=699, right=700)
def a_symbol_over_another(x):
    return sheet("A1", symbol("B1", x=x))


@case(Flaw.LABEL_ON_LINE, "Ya turun", wrong=1401, right=1400)
def a_label_over_a_line(x):
    return sheet("B1 B3", DOWN, label("Ya", x, 700, 100, 100))


@case(Flaw.LABEL_ON_SHAPE, "Ya A1", wrong=301, right=300)
def a_label_over_the_corner_of_a_box(y):
    return sheet("A1", label("Ya", 699, y, 100, 100))


@case(Flaw.LABEL_ON_SHAPE, "Ya A1", wrong=599, right=600)
def a_label_over_the_slope_of_a_diamond(x):
    return sheet("", symbol("A1", Symbol.DECISION), label("Ya", x, 350, 100, 100))


@case(Flaw.LABEL_ON_LABEL, "Ya Tidak", wrong=199, right=200)
def a_label_over_another(y):
    return sheet("", label("Ya", 100, 100, 100, 100), label("Tidak", 199, y, 100, 100))


@case(Flaw.LABEL_ON_RULE, "Ya", wrong=(901, 100), right=(900, 100))
@case(Flaw.LABEL_ON_RULE, "Ya", wrong=(100, 999), right=(100, 1000))
def a_label_over_a_rule(corner):
    return sheet("", label("Ya", *corner, 100, 100), beside=(RULED,))


@case(Flaw.LABEL_ON_RULE, "Ya", wrong=(Side.LEFT, 950, 1200), right=(Side.RIGHT, 950, 1200))
@case(Flaw.LABEL_ON_RULE, "Ya", wrong=(Side.RIGHT, 1950, 1200), right=(Side.LEFT, 1950, 1200))
@case(Flaw.LABEL_ON_RULE, "Ya", wrong=(Side.TOP, 1200, 950), right=(Side.BOTTOM, 1200, 950))
@case(Flaw.LABEL_ON_RULE, "Ya", wrong=(Side.BOTTOM, 1200, 1950), right=(Side.TOP, 1200, 1950))
def a_label_over_the_only_rule_of_a_cell(place):
    side, x, y = place
    cell = Cell(0, 0, borders=frozenset({side}))
    middle = Table((1000, 2000), (1000, 2000), (cell,))
    return sheet("", label("Ya", x, y, 100, 100), beside=(middle,))


@case(Flaw.DETOUR, "kembali", wrong=("C1", 599), right=("C1", 600))
@case(Flaw.DETOUR, "kembali", wrong=("", 499), right=("", 500))
def a_return_beyond_the_tracks_above_its_rows(place):
    above, y = place
    path = f"B3r > B2t 1700,2500 2000,2500 2000,{y} 1500,{y} 1500,1400"
    return sheet(f"B2 B3 {above}", line("kembali", path))


@case(Flaw.DETOUR, "kembali", wrong=("A3", 2401), right=("A3", 2400))
@case(Flaw.DETOUR, "kembali", wrong=("", 2501), right=("", 2500))
def a_return_beyond_the_tracks_below_its_rows(place):
    below, y = place
    path = f"B2b > B1l 1500,1600 1500,{y} 1000,{y} 1000,500 1300,500"
    return sheet(f"B1 B2 {below}", line("kembali", path))


@case(Flaw.UPWARDS, "maju", wrong=1541, right=1540)
def an_arrow_that_runs_up_to_a_later_row(y):
    path = f"A1b > B2l 500,600 500,{y} 1000,{y} 1000,1500 1300,1500"
    return sheet("A1 B2", line("maju", path))


@case(
    Flaw.UPWARDS,
    "maju",
    wrong="A1b > C1l 500,600 500,900 2000,900 2000,500 2300,500",
    right="A1r > C1l 700,500 2300,500",
)
def an_arrow_that_runs_up_within_its_row(path):
    return sheet("A1 C1", line("maju", path))


@case(Flaw.AROUND, "kembali", wrong=">", right="-")
def an_arrow_round_its_row(kind):
    there = replace(line("maju", "A1r > B1l 700,500 1300,500"), id=2)
    path = "1500,600 1500,900 200,900 200,300 500,300 500,400"
    return sheet("A1 B1", there, line("kembali", f"B1b {kind} A1t {path}"))


@case(Flaw.AROUND, "maju", wrong="B1", right="")
def an_arrow_round_a_symbol_between(between):
    path = "A1b > C1l 500,600 500,900 2000,900 2000,500 2300,500"
    if between:
        return sheet(f"A1 {between} C1", line("maju", path))
    return sheet("A1 C1", line("maju", "A1r > C1l 700,500 2300,500"))


@case(Flaw.ASTRAY, "Ya", wrong=1601, right=1600)
def an_answer_between_two_lines(x):
    path = "C1l > C3l 2300,500 1800,500 1800,2500 2300,2500"
    other = replace(line("lain", path), id=2)
    return sheet("B1 B3 C1 C3", DOWN, other, label("Ya", x, 700, 100, 100, owner=1))


@case(Flaw.ASTRAY, "Ya", wrong=1601, right=1600)
def an_answer_below_its_decision(y):
    return sheet("B1 B3", DOWN, label("Ya", 1510, y, 100, 100, owner=1))


@case(Flaw.HUGGING, "samping", wrong=870, right=869)
@case(Flaw.HUGGING, "samping", wrong=1130, right=1131)
def a_line_beside_a_rule_between_rows(y):
    path = f"A1b > B2t 500,600 500,{y} 1500,{y} 1500,1400"
    return sheet("A1 B2", line("samping", path), beside=(RULED,))


@case(Flaw.HUGGING, "kembali", wrong=870, right=869)
def a_line_beside_a_rule_between_lanes(x):
    path = f"A2r > A1r 700,1500 {x},1500 {x},500 700,500"
    return sheet("A1 A2", line("kembali", path), beside=(RULED,))


@case(Flaw.HUGGING, "samping", wrong=901, right=900)
def a_line_on_a_rule_for_a_short_way(x):
    path = f"A1b > B2t 500,600 500,1000 {x},1000 {x},1400"
    return sheet("A1", symbol("B2", x=x - 200), line("samping", path), beside=(RULED,))


@case(Flaw.CAPTION_ON_RULE, "keterangan", wrong=901, right=900)
def a_caption_over_a_rule(y):
    caption = label("keterangan", 100, y, 100, 100, owner=10)
    return sheet("", symbol("A1", Symbol.OFF_PAGE), caption, beside=(RULED,))


@case(Flaw.CAPTION_TOUCHING, "keterangan", wrong=1381, right=1380)
def a_caption_near_a_line(x):
    caption = label("keterangan", x, 700, 100, 100, owner=17)
    return sheet("B1 B3", DOWN, caption)


@case(Flaw.CAPTION_TOUCHING, "keterangan", wrong=301, right=300)
def a_caption_near_another_symbol(y):
    caption = label("keterangan", 300, y, 100, 100, owner=13)
    return sheet("A2", symbol("A1", y=420), caption)


@case(Flaw.CAPTION_OUTSIDE_LANE, "keterangan", wrong=901, right=900)
@case(Flaw.CAPTION_OUTSIDE_LANE, "keterangan", wrong=1100, right=100)
def a_caption_beside_its_lane(x):
    return sheet("A1", label("keterangan", x, 700, 100, 100, owner=10))


@pytest.mark.parametrize(("flaw", "names", "wrong", "right"), CASES)
def test_a_flaw_is_found_and_its_neighbour_is_within_the_rules(flaw, names, wrong, right):
    assert measure(wrong).findings == (Finding(flaw, 1, names),)
    assert measure(right).findings == ()


@pytest.mark.parametrize(("flaw", "names", "wrong", "right"), CASES)
def test_a_build_stops_at_every_flaw_that_is_not_harmless(flaw, names, wrong, right):
    stops = flaw not in HARMLESS
    assert faults(wrong) == ((Finding(flaw, 1, names),) if stops else ())
    assert faults(right) == ()


def test_every_flaw_has_a_case():
    assert {case.values[0] for case in CASES} == set(Flaw)


def test_an_arrow_back_up_and_a_plain_line_may_run_up():
    back = line("kembali", "A2r > A1r 700,1500 850,1500 850,500 700,500")
    plain = line("bersama", "A1b - C1b 500,600 500,900 2500,900 2500,600")
    assert measure(sheet("A1 A2", back)).findings == ()
    assert measure(sheet("A1 C1", plain)).findings == ()


def test_arrows_at_off_page_symbols_and_those_that_bend_there_are_counted():
    straight, bent = line("lurus", STRAIGHT), line("samping", BENT)
    link = symbol("A1", Symbol.OFF_PAGE)
    (drawing,) = measure(sheet("A2", link, straight)).drawings
    assert (drawing.at_links, drawing.bent_at_links) == (1, 0)
    measures = measure(sheet("A2 B2", link, straight, bent))
    assert (measures.at_links, measures.bent_at_links) == (2, 1)
    assert measure(sheet("A1 B2", ASIDE)).at_links == 0


FAN = (
    line("kiri", "B1b > A2t 1500,600 1500,1000 500,1000 500,1400"),
    line("kanan", "B1b > C2t 1500,600 1500,1000 2500,1000 2500,1400"),
)
PLAIN = (
    line("kiri", "A1r - B2t 700,500 1500,500 1500,1400"),
    line("kanan", "B2t - C1l 1500,1400 1500,500 2300,500"),
)


def test_arrows_from_one_site_and_plain_lines_at_one_site_may_run_together():
    assert measure(sheet("A2 B1 C2", *FAN)).findings == ()
    assert measure(sheet("A1 B2 C1", *PLAIN)).findings == ()
    assert measure(sheet("A1 B2 C1", *PLAIN)).shared == 900


def test_connectors_bends_length_and_what_is_shared_are_counted():
    single = sheet("A2 A3 B1 C2", *FAN, line("turun", "A2b > A3t 500,1600 500,2400"))
    (drawing,) = measure(single).drawings
    assert (drawing.page, drawing.connectors, drawing.bends) == (1, 3, 4)
    assert drawing.length == (400 + 1000 + 400) + (400 + 1000 + 400) + 800
    assert drawing.shared == 400
    double = measure(replace(single, pages=2 * single.pages))
    assert [drawing.page for drawing in double.drawings] == [1, 2]
    assert (double.connectors, double.bends, double.length, double.shared) == (6, 8, 8800, 800)


def test_a_page_without_a_drawing_is_counted_and_not_measured():
    cover = Page(4000, 3000, Padding(), "Sampul", (LANES,))
    assert measure(sheet("")).drawings == (Measure(1, 0, 0, 0, 0, 0, 0, ()),)
    drawn = a_line_beside_another_symbol(700)
    assert measure(replace(drawn, pages=(cover,))) == Measures(())
    found = measure(replace(drawn, pages=(cover, *drawn.pages, *drawn.pages)))
    assert [finding.page for finding in found.findings] == [2, 3]
    assert found.counts == {Flaw.THROUGH: 2}


def test_faults_leave_out_what_is_harmless():
    flat = line("datar", "A2t - C2t 500,1400 500,1200 2500,1200 2500,1400")
    ya = label("Ya", 901, 100, 100, 100)
    drawn = sheet("A2 B1 B2 B3 C2", DOWN, flat, ya, beside=(RULED,))
    assert set(Flaw) - HARMLESS == {
        *(Flaw.OVERLAP, Flaw.TOUCH, Flaw.THROUGH, Flaw.TOO_BENT, Flaw.OBLIQUE, Flaw.UNGLUED),
        *(Flaw.OFF_SITE, Flaw.WRONG_SIDE, Flaw.OUTSIDE, Flaw.OVER_TEXT, Flaw.SHAPE_ON_SHAPE),
        *(Flaw.LABEL_ON_LINE, Flaw.LABEL_ON_SHAPE, Flaw.LABEL_ON_LABEL),
    }
    assert measure(drawn).counts == {Flaw.CROSSING: 1, Flaw.THROUGH: 1, Flaw.LABEL_ON_RULE: 1}
    assert faults(drawn) == (Finding(Flaw.THROUGH, 1, ("turun", "B2")),)


def test_a_finding_says_page_flaw_and_names():
    (through,) = measure(a_line_beside_another_symbol(700)).findings
    (rule,) = measure(a_label_over_a_rule((901, 100))).findings
    assert str(through) == "halaman 1: garis menembus simbol: lewat; A2"
    assert str(rule) == "halaman 1: keterangan di atas garis tabel: Ya"
