import pytest

from sopgen.editing.unprinting import cleaned, marked, retyped, without_marker

CASES = {
    "23 Januari 2024 behind a colon": (
        "2024-01-23",
        ": 23 Januari 2024",
        ": 2 Januari 2025",
        "2025-01-02",
    ),
    "a date in figures, the day first": ("2024-01-23", "23 Januari 2024", "1/2/2025", "2025-02-01"),
    "a date that was emptied": ("2024-01-23", ": 23 Januari 2024", ": -", "-"),
    "capitals that printing made": (
        "Surat Masuk",
        "SOP SURAT MASUK",
        "SOP SURAT MASUK BARU",
        "Surat Masuk BARU",
    ),
    "emphasis before the change": (
        "ter*update* ya",
        "terupdate ya",
        "terupdate no",
        "ter*update* no",
    ),
    "emphasis that was typed over": ("a *b* c", "a b c", "a xyz c", "a xyz c"),
    "a star that is a star": ("3 lembar", "3 lembar", "3*4 lembar", "3*4 lembar"),
    "a piece of a text that goes on elsewhere": ("A B C D", "B C", "B X C", "A B X C D"),
    "an emptied text": ("1 hari", "1 hari", "", ""),
    "a text that begins with what it had": ("10", "10", "10 menit", "10 menit"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_was_typed_is_found_from_what_is_shown(name):
    typed, before, after, value = CASES[name]
    assert retyped(typed, before, after).value == value


def test_of_a_date_every_date_is_one_whatever_stood_there():
    assert retyped("-", "-", "2 Januari 2025", is_date=True).value == "2025-01-02"
    assert retyped("-", "-", "2 Januari 2025").value == "2 Januari 2025"


def test_a_date_in_another_form_is_told():
    assert retyped("2024-01-23", "23 Januari 2024", "1/2/2025").told
    assert not retyped("2024-01-23", "23 Januari 2024", "2 Januari 2025").told


def test_what_nobody_sees_is_no_change():
    assert cleaned("Peralatan/\u200bPerlengkapan  \n") == "Peralatan/Perlengkapan"


@pytest.mark.parametrize("line", ["1. Komputer", "- Komputer", "a) Komputer", "•\tKomputer"])
def test_a_marker_is_no_part_of_an_item(line):
    assert without_marker(line) == "Komputer"


def test_letters_in_italics_stand_between_stars():
    assert marked("Buku Standard Operasional", [(5, 13)]) == "Buku *Standard* Operasional"
