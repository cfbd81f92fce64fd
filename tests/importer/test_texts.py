"""A text of a sheet becomes what prints as it: a list, or its lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopgen.importer.texts import in_one_line, listed, typed, value_of, with_stops
from sopgen.model.profile import ListStyle
from tests.importer.showing import printed


@pytest.mark.parametrize(
    ("text", "style", "items"),
    [
        ("1.\tSekop\n2.\tEmber", ListStyle.NUMBERS, ("Sekop", "Ember")),
        ("-\u00a0Sekop\n-\u00a0Ember", ListStyle.DASHES, ("Sekop", "Ember")),
        ("a. Sekop\nb. Ember", ListStyle.LETTERS, ("Sekop", "Ember")),
        ("\uf0b7\tSekop", ListStyle.BULLETS, ("Sekop",)),
        ("1.\tAlat:\n  a. Sekop\n2.\tBahan", ListStyle.NUMBERS, ("Alat:\n  a. Sekop", "Bahan")),
    ],
)
def test_lines_behind_markers_are_a_list(text, style, items):
    found = listed(typed(text))
    assert (found.style, found.items, found.first) == (style, items, 1)


def test_a_list_may_begin_with_another_number():
    assert listed("4. Sekop\n5. Ember").first == 4


def test_a_comma_typed_for_the_full_stop_of_a_number_is_none():
    assert listed("1, Sekop\n2. Ember\n3, Arit").items == ("Sekop", "Ember", "Arit")
    assert listed("1, 2 atau 3 Sekop") is None


@pytest.mark.parametrize(
    "text", ["-", "1 jam", "1. Sekop\n1. Ember", "2) Sekop", "", "Sekop\n1. Ember"]
)
def test_other_lines_are_none(text):
    assert listed(typed(text)) is None


def test_only_a_list_of_the_cells_style_is_typed_as_one():
    assert value_of("- Sekop\n- Ember", ListStyle.DASHES) == ["Sekop", "Ember"]
    assert value_of("- Sekop\n- Ember", ListStyle.NUMBERS) == "- Sekop\n- Ember"


def test_blanks_and_signs_that_do_not_show_go():
    assert typed("  Alat \u00a0 tulis\u200b \n\x07kantor") == "Alat tulis\nkantor"
    assert in_one_line("Kepala\n  Bagian ") == "Kepala Bagian"


def test_stars_of_a_sheet_stay_stars():
    assert typed("*Sekop*") == "\\*Sekop\\*"
    assert typed("5*4") == "5*4"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60))
def test_a_text_prints_as_the_list_that_it_is_taken_for(text):
    found = listed(typed(text))
    if found is not None:
        lines = "\n".join(line for line in typed(text).split("\n") if line.strip())
        assert printed(found.items, found.style, found.first) == printed(lines, found.style)


def test_numbers_in_cells_of_their_own_have_a_full_stop():
    found = listed(typed(with_stops("1\tSekop\n2\tEmber\nbesar\n3")))
    assert found.items == ("Sekop", "Ember\nbesar")
    assert with_stops("2\tSekop\n3\tEmber") == "2\tSekop\n3\tEmber"
    assert with_stops("5 menit") == "5 menit"
