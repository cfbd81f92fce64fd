import io
from collections import Counter

import pikepdf
import pymupdf
import pytest
from msgspec.structs import replace

from sopgen.document.page import Box, Cell, Face, Font, Point, Run, Side, Symbol, Table
from sopgen.fonts import FontMetrics
from sopgen.writers.pdf import write
from sopgen.writers.rules import Rule, rules
from tests.elsewhere import JAYAPURA, LIMA, printed_at
from tests.writers.printed_samples import (
    BOLD,
    CONNECTORS,
    ITALIC,
    NARROW,
    NINE,
    SHAPES,
    connector,
    document,
    drawing,
    grid,
    page,
    shape,
    sheet,
    text,
)

MOVED = 0.25
"""The writer moves all by half a rule, as Word does."""

CLOSE = 0.05


def opened(made, number=0):
    return pymupdf.open(stream=write(made))[number]


def strokes(drawn):
    """Return the drawings of a page as twips: kind, points, fill."""
    found = []
    for path in drawn.get_drawings():
        points = []
        for kind, *places in path["items"]:
            if kind == "re":
                places = [places[0].tl, places[0].br]
            elif kind == "qu":
                places = [places[0].ul, places[0].ur, places[0].lr, places[0].ll]
            points += [((place.x - MOVED) * 20, (place.y - MOVED) * 20) for place in places]
        found.append((path["type"], points, path["fill"], path["width"]))
    return found


def box_of(points):
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def near(first, second):
    return all(abs(a - b) <= CLOSE * 20 for a, b in zip(first, second, strict=True))


def printed_chars(drawn):
    """Return each character with its origin in points, and the name of its font."""
    return [
        (char["c"], char["origin"], char["bbox"][2], span["font"])
        for block in drawn.get_text("rawdict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for char in span["chars"]
    ]


# Drawings


@pytest.mark.parametrize("index", range(len(SHAPES)))
def test_every_symbol_stands_where_the_document_says(index):
    symbol = SHAPES[index]
    drawn = strokes(opened(document(page(drawing(symbol)))))
    points = [point for _, part, _, _ in drawn for point in part]
    box = symbol.box
    assert near(box_of(points), (box.x, box.y, box.right, box.bottom))
    assert {fill for kind, _, fill, _ in drawn if "f" in kind} == {(1.0, 1.0, 1.0)}
    assert [width for kind, _, _, width in drawn if "s" in kind] == [pytest.approx(1.0)]


def test_a_terminator_ends_in_half_circles():
    terminator = shape(2, Symbol.TERMINATOR, Box(4000, 1800, 2160, 600))
    ((_, points, _, _),) = strokes(opened(document(page(drawing(terminator)))))
    assert near(points[0], (4300, 1800))
    assert near(points[1], (5860, 1800))


@pytest.mark.parametrize("line", CONNECTORS, ids=lambda line: line.name)
def test_every_connector_ends_where_the_document_says(line):
    drawn = strokes(opened(document(page(drawing(line)))))
    shaft = next(points for kind, points, _, _ in drawn if kind == "s")
    heads = [points for kind, points, _, _ in drawn if kind == "f"]
    path = [(point.x, point.y) for point in line.path]
    through = [shaft[0], *shaft[1::2]]
    assert near(through[0], path[0])
    assert all(near(a, b) for a, b in zip(through[:-1], path[:-1], strict=True))
    if line.arrow:
        ((tip, *_),) = heads
        assert near(tip, path[-1])
    else:
        assert heads == []
        assert near(through[-1], path[-1])


def test_the_head_of_an_arrow_is_as_large_as_office_draws_it():
    drawn = strokes(opened(document(page(drawing(connector(12, (4700, 2360), (4700, 4500)))))))
    head = next(points for kind, points, _, _ in drawn if kind == "f")
    left, top, right, bottom = box_of(head)
    assert (right - left) / 20 == pytest.approx(3.97, abs=0.01)
    assert (bottom - top) / 20 == pytest.approx(3.97, abs=0.01)
    assert bottom == pytest.approx(4500, abs=1)


def test_the_line_ends_inside_the_head():
    drawn = strokes(opened(document(page(drawing(connector(12, (4700, 2360), (6000, 2360)))))))
    shaft = next(points for kind, points, _, _ in drawn if kind == "s")
    assert (6000 - shaft[-1][0]) / 20 == pytest.approx(3.72, abs=0.01)


# Tables


def test_each_rule_is_drawn_once_and_as_long_as_it_goes():
    assert rules(grid()) == (
        Rule(Point(900, 900), Point(9900, 900)),
        Rule(Point(900, 1200), Point(9900, 1200)),
        Rule(Point(900, 3000), Point(9900, 3000)),
        Rule(Point(900, 900), Point(900, 3000)),
        Rule(Point(3900, 1200), Point(3900, 3000)),
        Rule(Point(9900, 900), Point(9900, 3000)),
    )


def test_a_rule_that_only_one_neighbour_asks_for_is_drawn():
    table = Table(
        (0, 300, 600),
        (0, 300),
        (Cell(0, 0, borders=frozenset({Side.RIGHT})), Cell(0, 1, borders=frozenset())),
    )
    assert rules(table) == (Rule(Point(300, 0), Point(300, 300)),)


def test_rules_with_a_gap_are_two():
    table = Table(
        (0, 300, 600, 900),
        (0, 300),
        tuple(
            Cell(0, column, borders=frozenset({Side.TOP} if column != 1 else ()))
            for column in range(3)
        ),
    )
    assert rules(table) == (
        Rule(Point(0, 0), Point(300, 0)),
        Rule(Point(600, 0), Point(900, 0)),
    )


def test_the_rules_on_paper_are_those_of_the_table():
    table = grid()
    drawn = [points for kind, points, _, _ in strokes(opened(document(page(table)))) if kind == "s"]
    expected = [((r.start.x, r.start.y), (r.end.x, r.end.y)) for r in rules(table)]
    assert len(drawn) == len(expected)
    for points, (start, end) in zip(drawn, expected, strict=True):
        assert near(points[0], start)
        assert near(points[-1], end)


def test_a_frame_is_drawn_over_the_rules_around_a_table():
    drawn = strokes(opened(document(page(replace(grid(), framed=True)))))
    ((_, points, _, _),) = [part for part in drawn if part[0] == "s" and part[3] == 1.25]
    assert near(box_of(points), (900, 900, 9900, 3000))


def test_a_shade_fills_its_cell():
    drawn = strokes(opened(document(page(grid()))))
    ((_, points, fill, _),) = [part for part in drawn if part[0] == "f"]
    assert near(box_of(points), (900, 1200, 3900, 3000))
    assert fill == pytest.approx((0xDD / 255, 0xEE / 255, 1.0), abs=0.001)


# Texts

TYPED = "Memeriksa é – “lampiran” • ½ ≤ 5 km² & <teks> (fi fl) € 100"


def test_the_text_is_given_back_as_typed():
    made = document(page(text(1000, 1000, Run(TYPED, NINE))))
    assert opened(made).get_text().strip() == TYPED


def test_the_text_is_given_back_in_every_style():
    fonts = [
        Font(face, 180, bold, italic)
        for face in (Face.ARIAL, Face.ARIAL_NARROW)
        for bold in (False, True)
        for italic in (False, True)
    ]
    rows = [text(1000, 1000 + 300 * row, Run(TYPED, font)) for row, font in enumerate(fonts)]
    drawn = opened(document(page(*rows)))
    assert drawn.get_text().strip().split("\n") == [TYPED] * len(fonts)


def test_a_line_begins_at_its_x_and_stands_on_its_baseline():
    (first, *_) = printed_chars(opened(document(page(text(1234, 5678, Run("Ya", NINE))))))
    assert first[1] == pytest.approx((1234 / 20 + MOVED, 5678 / 20 + MOVED), abs=CLOSE)


@pytest.mark.parametrize("font", [NINE, BOLD, ITALIC, NARROW], ids=str)
def test_a_line_is_as_wide_as_layout_measured_it(font):
    chars = printed_chars(opened(document(page(text(1000, 1000, Run(TYPED + "|", font))))))
    expected = FontMetrics().width(TYPED, font) / 20
    assert chars[-1][1][0] - chars[0][1][0] == pytest.approx(expected, abs=CLOSE)


def test_runs_follow_each_other_in_their_fonts():
    line = (Run("isi ", NINE), Run("tebal", BOLD), Run(" sempit", NARROW), Run(" lagi", NINE))
    chars = printed_chars(opened(document(page(text(1000, 1000, *line)))))
    assert "".join(char for char, *_ in chars) == "isi tebal sempit lagi"
    widths = [FontMetrics().width(run.text, run.font) / 20 for run in line]
    assert chars[4][1][0] == pytest.approx(50 + MOVED + widths[0], abs=CLOSE)
    assert chars[-4][1][0] == pytest.approx(
        50 + MOVED + sum(widths[:3]) + FontMetrics().width(" ", NINE) / 20, abs=CLOSE
    )
    assert [font.split("+")[-1] for _, _, _, font in chars[4:6]] == ["Arimo-Bold"] * 2


def test_after_narrow_text_the_next_line_is_wide_again():
    rows = (text(1000, 1000, Run("sempit", NARROW)), text(1000, 2000, Run("lebar|", NINE)))
    chars = printed_chars(opened(document(page(*rows))))
    wide = [char for char in chars if char[1][1] > 60]
    expected = FontMetrics().width("lebar", NINE) / 20
    assert wide[-1][1][0] - wide[0][1][0] == pytest.approx(expected, abs=CLOSE)


# The file


def _fonts(pdf):
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font":
            yield each


def test_every_font_is_embedded_as_a_subset_and_can_be_read_back():
    with pikepdf.open(io.BytesIO(write(sheet()))) as pdf:
        fonts = list(_fonts(pdf))
        assert sorted(str(font.BaseFont).split("+")[-1] for font in fonts) == [
            "Arimo-Bold",
            "Arimo-Regular",
        ]
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_the_structure_of_the_file_is_sound():
    with pikepdf.open(io.BytesIO(write(sheet()))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == "1.7"


def test_a_page_without_text_is_fine():
    with pikepdf.open(io.BytesIO(write(document(page(drawing(SHAPES[0])))))) as pdf:
        assert {str(font.BaseFont).split("+")[-1] for font in _fonts(pdf)} <= {"Arimo-Regular"}


def test_the_file_says_what_it_is():
    with pikepdf.open(io.BytesIO(write(sheet()))) as pdf:
        assert str(pdf.docinfo.Title) == "Penyusunan LAKIP – draf"
        assert str(pdf.docinfo.Subject) == "503/22"
        assert str(pdf.docinfo.Author) == "Dinas Contoh"
        assert str(pdf.Root.Lang) == "id-ID"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_the_outline_leads_to_the_pages():
    with pymupdf.open(stream=write(sheet())) as pdf:
        assert pdf.get_toc() == [
            [1, "Sampul", 1],
            [1, "Penyusunan LAKIP", 2],
            [1, "Bagan Alir", 2],
        ]


def test_pages_keep_their_size():
    with pymupdf.open(stream=write(sheet())) as pdf:
        assert [tuple(part.rect)[2:] for part in pdf] == [
            pytest.approx((595.3, 841.9), abs=0.01),
            pytest.approx((936, 612), abs=0.01),
        ]


def test_a_picture_fills_its_box():
    (picture,) = opened(sheet()).get_image_info()
    left, top, right, bottom = (value - MOVED for value in picture["bbox"])
    assert near((left * 20, top * 20, right * 20, bottom * 20), (5000, 5000, 6500, 5750))


def test_the_footer_is_printed_with_the_numbers_of_the_page():
    assert "Halaman 2 dari 2" in opened(sheet(), 1).get_text()


def test_every_word_of_the_document_is_in_the_file():
    words = Counter(["Judul", "Ya", "Tidak", "Halaman", "2", "dari", "2"])
    assert Counter(opened(sheet(), 1).get_text().split()) == words


def test_the_same_document_gives_the_same_bytes_everywhere():
    code = (
        "import hashlib; from sopgen.writers.pdf import write;"
        "from tests.writers.printed_samples import sheet;"
        "print(hashlib.sha256(write(sheet())).hexdigest())"
    )
    digests = printed_at(code, JAYAPURA, LIMA)
    assert len(digests) == 1


def test_writing_twice_gives_the_same_bytes():
    assert write(sheet()) == write(sheet())
