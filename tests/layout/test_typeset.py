import pytest

from sopgen.document.page import Align, Anchor, Box, Face, Font, Run
from sopgen.layout.typeset import Lists, Passage, Typesetter, passages, runs_of
from sopgen.model.profile import ListStyle
from tests.measure import HalfEm

TEN = Font(Face.ARIAL, 200)
ITALIC = Font(Face.ARIAL, 200, italic=True)
BOLD = Font(Face.ARIAL, 200, bold=True)
BOTH = Font(Face.ARIAL, 200, bold=True, italic=True)


def test_stars_set_italics_and_double_stars_bold():
    assert runs_of("a *b* c **d**", TEN) == (
        Run("a ", TEN),
        Run("b", ITALIC),
        Run(" c ", TEN),
        Run("d", BOLD),
    )


def test_italics_may_stand_inside_bold():
    assert runs_of("**a *b***", TEN) == (Run("a ", BOLD), Run("b", BOTH))


def test_an_escaped_star_is_a_star():
    assert runs_of(r"5 \* 3 = \*15\*", TEN) == (Run("5 * 3 = *15*", TEN),)


def test_stars_between_spaces_letters_or_alone_print_as_they_are():
    for text in ("5 * 3", "2*3*4", "*", "**", "a * b * c", "*)", "**tebal"):
        assert "".join(run.text for run in runs_of(text, TEN)) == text


def test_stars_inside_a_word_stand_between_letters():
    assert runs_of("ter*update*", TEN) == (Run("ter", TEN), Run("update", ITALIC))
    assert runs_of("*update*nya", TEN) == (Run("update", ITALIC), Run("nya", TEN))
    assert runs_of("ter**tebal**kan", TEN)[1] == Run("tebal", BOLD)
    assert runs_of("Ya*) dan Tidak*)", TEN) == (Run("Ya*) dan Tidak*)", TEN),)


def test_a_list_is_numbered_lettered_dashed_or_plain_as_the_style_says():
    def markers(style):
        return [each.marker for each in passages(("x", "y"), style, TEN)]

    assert markers(ListStyle.NUMBERS) == ["1.", "2."]
    assert markers(ListStyle.LETTERS) == ["a.", "b."]
    assert markers(ListStyle.DASHES) == ["-", "-"]
    assert markers(ListStyle.BULLETS) == ["•", "•"]
    assert markers(ListStyle.PLAIN) == ["", ""]


def test_letters_go_on_after_z():
    items = tuple(str(number) for number in range(28))
    assert passages(items, ListStyle.LETTERS, TEN)[25].marker == "z."
    assert passages(items, ListStyle.LETTERS, TEN)[26].marker == "aa."


def test_lines_of_a_text_that_begin_with_a_marker_hang():
    texts = passages(
        "Catatan:\n- satu\n2. dua\na. tiga\n• empat\n-5 derajat", ListStyle.NUMBERS, TEN
    )
    assert [(each.marker, each.runs[0].text) for each in texts] == [
        ("", "Catatan:"),
        ("-", "satu"),
        ("2.", "dua"),
        ("a.", "tiga"),
        ("•", "empat"),
        ("", "-5 derajat"),
    ]


def test_an_empty_text_prints_nothing():
    assert passages("", ListStyle.NUMBERS, TEN) == ()


def test_text_wraps_to_its_width_and_lines_stand_one_pitch_apart():
    # ten letters of 5 pt fit into 50 pt: 1,000 twips
    text = Typesetter(HalfEm(), HalfEm()).set([Passage(runs_of("aaaa bbbb cccc", TEN))], TEN, 1000)
    (paragraph,) = text.placed(40, 100)
    assert [line.runs[0].text for line in paragraph.lines] == ["aaaa bbbb", "cccc"]
    assert [(line.x, line.baseline) for line in paragraph.lines] == [(40, 280), (40, 500)]
    assert text.height == 440


def test_a_line_that_fits_a_workbook_by_a_hair_fits_printed_too():
    # measured by the workbook the first two words take 990 twips, printed 1,100
    text = Typesetter(HalfEm(), Narrower()).set(
        [Passage(runs_of("aaaaa bbbbb cc", TEN))], TEN, 1000
    )
    (paragraph,) = text.placed(0, 0)
    assert [line.runs[0].text for line in paragraph.lines] == ["aaaaa", "bbbbb cc"]


class Narrower(HalfEm):
    def width(self, text, font):
        return 0.9 * super().width(text, font)


def test_a_marker_hangs_left_of_its_text_by_whole_pixels():
    text = Typesetter(HalfEm(), HalfEm()).set(
        passages(("aaaa",), ListStyle.NUMBERS, TEN), TEN, 1000
    )
    (paragraph,) = text.placed(0, 0)
    # "1." is 200 wide, the gap one and a half spaces of 100
    assert paragraph.indent == 360
    assert [(line.x, line.runs[0].text) for line in paragraph.lines] == [(0, "1."), (360, "aaaa")]


def test_all_markers_of_a_text_hang_alike():
    items = tuple("x" for _ in range(10))
    text = Typesetter(HalfEm(), HalfEm()).set(passages(items, ListStyle.NUMBERS, TEN), TEN, 2000)
    assert {paragraph.indent for paragraph in text.placed(0, 0)} == {450}


def test_markers_run_in_where_a_workbook_cannot_hang_them():
    text = Typesetter(HalfEm(), HalfEm()).set(
        passages(("aaaa bbbb", "c"), ListStyle.DASHES, TEN), TEN, 800, lists=Lists.RUN_IN
    )
    first, second = text.placed(0, 0)
    assert [(line.x, line.runs[0].text) for line in first.lines] == [
        (0, "-"),
        (200, "aaaa"),
        (0, "bbbb"),
    ]
    assert (first.indent, second.indent) == (0, 0)


def test_a_marker_never_stands_alone_on_its_line():
    text = Typesetter(HalfEm(), HalfEm()).set(
        passages(("Komputer",), ListStyle.DASHES, TEN), TEN, 900, lists=Lists.RUN_IN
    )
    lines = text.passages[0].lines
    assert ["".join(run.text for run in line) for line in lines] == ["-\u00a0Komput", "er"]


def test_items_follow_each_other_at_an_even_pitch_of_whole_pixels():
    # a line of 220 twips, 5 % more for Excel's screen: 231, up to whole pixels 240
    text = Typesetter(HalfEm(), HalfEm()).set(
        passages(("aaaa bbbb", "c"), ListStyle.NUMBERS, TEN), TEN, 860, lists=Lists.ITEMISED
    )
    paragraphs = text.placed(0, 0)
    assert [paragraph.box.height for paragraph in paragraphs] == [480, 240]
    assert [line.baseline for each in paragraphs for line in each.text_lines] == [192, 432, 672]


def test_centred_text_stands_in_the_middle_of_width_and_height():
    text = Typesetter(HalfEm(), HalfEm()).set(
        [Passage(runs_of("aaaa", TEN))], TEN, 1000, Align.CENTER
    )
    (paragraph,) = text.anchored(Box(0, 0, 1000, 1000), Anchor.MIDDLE)
    assert (paragraph.lines[0].x, paragraph.lines[0].baseline) == (300, 390 + 180)


def test_signs_stand_in_the_face_that_has_them_and_never_slanted():
    bold = Font(Face.ARIAL, 200, bold=True)
    signs = Font(Face.SEGOE_UI_SYMBOL, 200)
    assert runs_of("Master ☑ ≤ 2", TEN) == (
        Run("Master ", TEN),
        Run("☑", signs),
        Run(" ≤ 2", TEN),
    )
    assert runs_of("**Ya ✓**", bold) == (Run("Ya ", bold), Run("✓", signs))


def markers(text: str) -> list[str]:
    return [each.marker for each in passages(text, ListStyle.PLAIN, TEN)]


def test_marks_of_several_levels_hang():
    assert markers("1. satu\n1.1. dua\n7.1.1. tiga\na) empat\n(2) lima\n3) enam") == [
        "1.",
        "1.1.",
        "7.1.1.",
        "a)",
        "(2)",
        "3)",
    ]
    assert markers("I. Umum\nII. Khusus") == ["I.", "II."]
    assert markers("3.1 Persiapan\n3.2 Pelaksanaan") == ["3.1", "3.2"]


def test_the_beginning_of_a_name_or_a_quantity_is_no_mark():
    assert markers("A. Yani 12\nlantai 2") == ["", ""]
    assert markers("2.5 kilometer dari kantor") == [""]


def test_marks_under_marks_hang_further_in_and_come_back():
    text = "1. satu\n   - dua\n     a. tiga\n   - empat\n2. lima\nenam\n  - tujuh"
    found = passages(text, ListStyle.PLAIN, TEN)
    assert [(each.marker, each.level) for each in found] == [
        *(("1.", 0), ("-", 1), ("a.", 2), ("-", 1), ("2.", 0), ("", 0), ("-", 0))
    ]
    lefts = [each.left for each in Typesetter(HalfEm(), HalfEm()).set(found, TEN, 5000).passages]
    assert lefts[0] == 0 < lefts[1] < lefts[2]
    assert lefts[3] == lefts[1]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("*" * 50_000, 1),
        ("**a " * 20_000, 1),
        ("x** " + "**a " * 20_000, 1),
        ("*a " * 20_000, 1),
        ("**a** " * 5_000, 10_000),
    ],
)
def test_many_stars_are_read_once(text: str, runs: int) -> None:
    found = runs_of(text, TEN)
    assert len(found) == runs
    assert "".join(run.text for run in found).replace("*", "") == text.replace("*", "")
