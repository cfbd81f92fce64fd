import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopgen.readers.pdf.numbered import shared_out
from sopgen.readers.pdf.plane import Frame
from sopgen.readers.pdf.words import Word, text_of

HEIGHT = 7.5


def printed(*items, pitch=9.0, gap=13.0, marks="middle"):
    """Return the words of a list whose items have these lines, numbers in a column of their own."""
    words, top = [], 100.0
    for number, lines in enumerate(items, start=1):
        middle = top + pitch * (len(lines) - 1) / 2
        words.append(word(f"{number}.", 60.0, middle if marks == "middle" else top))
        for line in lines:
            left = 77.0
            for each in line.split():
                words.append(word(each, left, top))
                left = words[-1].frame.right + 2.0
            top += pitch
        top += gap - pitch
    return words


def word(text, left, top):
    return Word(text, Frame(left, top, left + 4.0 * len(text), top + HEIGHT))


LONG = "Peraturan Daerah tentang Susunan Organisasi Perangkat Daerah dan"


def test_items_stand_around_the_numbers_that_excel_prints_in_their_middle():
    words = printed(
        ["Undang-Undang tentang Arsip;"],
        [LONG, "Kecamatan;"],
        [LONG, LONG, "Kelurahan;"],
        ["Peraturan Bupati tentang Naskah."],
    )
    assert text_of(words, 330) == (
        "1.\tUndang-Undang tentang Arsip;\n"
        f"2.\t{LONG} Kecamatan;\n"
        f"3.\t{LONG} {LONG} Kelurahan;\n"
        "4.\tPeraturan Bupati tentang Naskah."
    )


def test_items_below_their_numbers_stay_as_they_are():
    items = (["Arsip;"], [LONG, "Kecamatan;"], ["Naskah."])
    told = text_of(printed(*items, marks="top"), 330)
    assert told == f"1.\tArsip;\n2.\t{LONG} Kecamatan;\n3.\tNaskah."


def test_numbers_that_do_not_count_on_are_words():
    words = printed([LONG, "Kecamatan;"], [LONG, "Kelurahan;"])
    words = [Word("9." if each.text == "2." else each.text, each.frame) for each in words]
    assert "9." in text_of(words, 330)
    assert shared_out([100.0, 200.0], [100.0, 150.0], HEIGHT) is None


@pytest.mark.parametrize(
    ("marks", "lines"),
    [([104.5, 130.0], [100.0]), ([104.5, 130.0], [100.0, 150.0, 170.0])],
)
def test_lines_that_are_not_around_the_numbers_are_not_shared_out(marks, lines):
    assert shared_out(marks, lines, HEIGHT) is None


@given(
    st.lists(st.integers(1, 6), min_size=2, max_size=8).filter(lambda n: any(k % 2 == 0 for k in n))
)
def test_every_item_gets_its_lines(counts):
    middles, lines, top = [], [], 100.0
    begins = []
    for count in counts:
        begins.append(len(lines))
        lines += [top + 9 * line for line in range(count)]
        middles.append(top + 9 * (count - 1) / 2)
        top += 9 * count + 4
    assert shared_out(middles, lines, HEIGHT) == begins


def test_a_word_that_its_cell_cut_is_whole_again():
    words = [
        word("Sub", 110, 100),
        word("Koordinato", 100, 109),
        word("r", 100, 118),
        word("Umum", 108, 118),
    ]
    assert text_of(words, 52) == "Sub Koordinator Umum"
    assert text_of(words, 100) == "Sub\nKoordinato\nr Umum"
