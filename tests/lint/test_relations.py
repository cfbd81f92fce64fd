"""Which SOPs name which: the quick way finds what comparing all names with each other finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sopgen.lint.relations import Relations, called, may_mean, relations_among
from sopgen.model.sop import Sop

WORDS = ("penyusunan", "laporan", "kinerja", "tahunan", "dinas", "(lakip)")
names = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)


def sop(name: str, *related: str) -> Sop:
    return Sop.model_validate({"kop": "a", "nama": name or "x", "keterkaitan": list(related)})


@given(st.lists(st.tuples(names, names), min_size=1, max_size=8))
def test_every_name_is_found_that_may_be_meant(pairs: list[tuple[str, str]]) -> None:
    sops = [sop(name, entry) for name, entry in pairs]
    for number, (each, (_, entry)) in enumerate(zip(relations_among(sops), pairs, strict=True)):
        meant = {
            at
            for at, other in enumerate(sops)
            if called(entry) and may_mean(called(entry), called(other.name))
        }
        assert set(each.related) == meant - {number}


def test_what_is_no_sop_of_the_set_is_told() -> None:
    sops = [
        sop("Surat Masuk", "SOP Surat Keluar SOP Cuti", "Arsip", "-"),
        sop("Surat Keluar", "SOP Surat Masuk (060/1/SOP/2024)"),
    ]
    assert relations_among(sops) == (
        Relations((1,), ("SOP Cuti", "Arsip")),
        Relations((0,), ()),
    )
