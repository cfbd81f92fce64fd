import random
import unicodedata

import pytest

from sopgen.definition.composer import compose
from sopgen.definition.plaintext import HIDDEN, MAX_BYTES, decoded
from sopgen.problems.codes import Code


def test_every_character_that_cannot_be_seen_is_hidden() -> None:
    invisible = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    missed = [
        hex(point)
        for point in range(0x110000)
        if unicodedata.category(chr(point)) in invisible
        and chr(point) not in "\t\n\r"
        and not HIDDEN.match(chr(point))
    ]
    assert missed == []


def test_letters_marks_and_spaces_are_not_hidden() -> None:
    seen = "Aa0 éÉñ – — ‘’ “” • … € − ≤ ≥ ± × ÷ § ° ½ ✓ → \u00a0 \u2009 漢 ع 🙂\t\r\n"
    assert HIDDEN.findall(seen) == []


def test_hidden_characters_are_named_in_indonesian() -> None:
    problems = compose("a: \u200b\u202e\x07\u2028\ufdd0\n").problems
    assert [problem.message for problem in problems] == [
        "Di sini ada U+200B (karakter tak terlihat), yang tidak boleh ada di berkas.",
        "Di sini ada U+202E (penanda arah tulisan), yang tidak boleh ada di berkas.",
        "Di sini ada U+0007 (karakter kendali), yang tidak boleh ada di berkas.",
        "Di sini ada U+2028 (pemisah baris), yang tidak boleh ada di berkas.",
        "Di sini ada U+FDD0 (bukan karakter), yang tidak boleh ada di berkas.",
    ]
    assert [problem.column for problem in problems] == [4, 5, 6, 7, 8]


def test_hidden_characters_are_counted_where_there_are_many() -> None:
    problems = compose("a: " + "x\u200b" * 60 + "\n").problems
    assert len(problems) == 51
    assert problems[-1].message == "Mulai dari sini masih ada 10 karakter terlarang lagi."


def test_bytes_are_read_as_utf_8_with_or_without_a_mark() -> None:
    assert decoded("nama: é".encode()) == "nama: é"
    assert decoded("nama: é".encode("utf-8-sig")) == "nama: é"


@pytest.mark.parametrize(
    ("data", "code", "place", "message"),
    [
        (
            b"a: " + b"x" * MAX_BYTES,
            Code.TOO_LARGE,
            (0, 0),
            "Berkas ini lebih besar dari 1 MB.",
        ),
        (
            "nama: x".encode("utf-16"),
            Code.NOT_TEXT,
            (1, 1),
            "Berkas ini tersimpan sebagai UTF-16.",
        ),
        (b"nama: x\nunit: \xe9", Code.NOT_TEXT, (2, 7), "Berkas ini bukan teks UTF-8."),
        (b"\xff\xd8\xff\xe0", Code.NOT_TEXT, (1, 1), "Berkas ini bukan teks UTF-8."),
        (b"PK\x03\x04\x00\x00", Code.NOT_TEXT, (1, 5), "Ini bukan berkas teks."),
        (b"a: \xed\xa0\x80", Code.NOT_TEXT, (1, 4), "Berkas ini bukan teks UTF-8."),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    data: bytes, code: Code, place: tuple[int, int], message: str
) -> None:
    problem = decoded(data)
    assert not isinstance(problem, str)
    assert problem.code == code
    assert (problem.line, problem.column) == place
    assert problem.message == message


def test_random_bytes_are_text_or_a_problem() -> None:
    source = random.Random(35)
    for length in range(300):
        result = decoded(source.randbytes(length))
        assert isinstance(result, str) or result.hint
