import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopgen.document.origins import (
    Holder,
    Origin,
    SymbolOrigin,
    arrow_origin,
    origin_of,
    read_origin,
    read_symbol_origin,
    symbol_origin,
)

TEXTS = st.text(min_size=1)
PLACES = st.lists(TEXTS | st.integers(0, 999), min_size=1).map(tuple)


@pytest.mark.parametrize(
    ("at", "holder", "key"),
    [
        (("langkah", 3, "waktu"), Holder.VALUE, "langkah/3/waktu"),
        (("pejabat", "kadis", "nama"), Holder.LETTERHEAD, "kop:pejabat/kadis/nama"),
        (("kotak_tambahan", "A/B"), Holder.KEY, "kunci:kotak_tambahan/A%2FB"),
        (("identitas_tambahan", "2024"), Holder.VALUE, "identitas_tambahan/%32024"),
        (("pelaksana", "50% @ > x: y"), Holder.VALUE, "pelaksana/50%25 %40 %3E x%3A y"),
    ],
)
def test_a_place_is_one_key_and_read_again(at, holder, key):
    assert origin_of(at, holder) == key
    assert read_origin(key) == Origin(at, holder)


@given(PLACES, st.sampled_from(Holder))
def test_every_place_comes_back(at, holder):
    assert read_origin(origin_of(at, holder)) == Origin(at, holder)


def test_a_symbol_is_its_step_its_lane_and_its_order():
    symbol = SymbolOrigin(("alur", 1, "langkah", 3), "sekretaris", 1)
    assert symbol_origin(symbol) == "alur/1/langkah/3@sekretaris/1"
    assert read_symbol_origin("alur/1/langkah/3@sekretaris/1") == symbol
    assert read_symbol_origin("alur/1/langkah/3") is None


@given(st.integers(0, 999), TEXTS, st.integers(0, 9))
def test_every_symbol_comes_back(step, lane, order):
    symbol = SymbolOrigin(("langkah", step), lane, order)
    assert read_symbol_origin(symbol_origin(symbol)) == symbol


def test_an_arrow_is_its_two_symbols_if_both_were_typed():
    assert arrow_origin("langkah/0@a/0", "langkah/1@b/0") == "langkah/0@a/0>langkah/1@b/0"
    assert arrow_origin("", "langkah/1@b/0") == ""
