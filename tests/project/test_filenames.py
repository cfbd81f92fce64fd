import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopgen.project.filenames import collisions, plain_slug, slug_of


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("503/22/SOP.PRCN/2024", "503-22-sop-prcn-2024-4faf76bf"),
        ("503-22/SOP.PRCN/2024", "503-22-sop-prcn-2024"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("", "sop"),
        ("/", "sop"),
        ("Café", "cafe"),
        ("日本", "sop"),
    ],
)
def test_a_number_becomes_a_name(number: str, name: str) -> None:
    assert slug_of(number).startswith(name)


@given(st.text(max_size=300))
def test_every_name_is_one_that_every_disk_takes(number: str) -> None:
    name = slug_of(number)
    slug, _, digest = name.rpartition("-")
    assert 1 <= len(slug) <= 80
    assert len(digest) == 8
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@given(st.text(max_size=40), st.text(max_size=40))
def test_only_numbers_that_are_the_same_text_have_the_same_name(one: str, two: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", two)
    assert (slug_of(one) == slug_of(two)) is same


def test_a_slug_is_cut_at_eighty_characters() -> None:
    assert plain_slug("a" * 79 + "/b" + "c" * 20) == "a" * 79


def test_names_that_fall_together_are_told() -> None:
    named = [
        (Path("a.yaml"), "Arsip/Satu"),
        (Path("b.yaml"), "arsip/dua"),
        (Path("c.yaml"), "arsip/satu"),
    ]
    ((definition, problem),) = collisions(named)
    assert definition == Path("c.yaml")
    assert str(problem) == (
        "c.yaml: galat: Nomor SOP ini menghasilkan nama yang sama dengan a.yaml (arsip/satu)."
        " Dua SOP tidak boleh bernomor sama; perbaiki salah satunya. [NAM001]"
    )
