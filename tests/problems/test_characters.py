import pytest

from sopgen.problems.characters import shown
from sopgen.problems.problem import Problem


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Penyusunan LAKIP “baru”", "Penyusunan LAKIP “baru”"),
        ("\x1b]0;PWN\x07\x1b[31mX", r"\x1b]0;PWN\x07\x1b[31mX"),
        ("a\u202elmay.exe", r"a\u202elmay.exe"),
        ("\x9b31m", r"\x9b31m"),
        ("dua\nbaris\ttab", r"dua\x0abaris\x09tab"),
        ("b\udce9.yaml", r"b\xe9.yaml"),
        ("\U000e0001tanda", r"\U000e0001tanda"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text: str, told: str) -> None:
    assert shown(text) == told


def test_a_problem_is_one_visible_line() -> None:
    problem = Problem("X1", "Kunci “\x1b[2J” tidak dikenal.", path="a\nb.yaml", line=1, column=2)
    assert str(problem) == r"a\x0ab.yaml:1:2: galat: Kunci “\x1b[2J” tidak dikenal. [X1]"


def test_a_problem_without_a_file_has_no_empty_place() -> None:
    assert str(Problem("X1", "Salah.")) == "galat: Salah. [X1]"
