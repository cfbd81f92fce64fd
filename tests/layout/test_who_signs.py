"""Whoever is named and wherever: each signs exactly once, inside the page, or it is refused."""

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sopgen.document.page import Box, Document
from tests.sheets import LETTERHEAD, OFFICIAL, tried

ROLES = ("Dibuat oleh", "Diperiksa oleh", "Diketahui oleh")
PEOPLE = {
    "kadis": OFFICIAL,
    "sekda": {"jabatan": "Sekretaris Daerah\nKota Contoh", "nama": "NAMA SEKDA"},
    "plh": OFFICIAL | {"sebagai": "plh", "atas_nama": "Wali Kota Contoh"},
}
PARTS = ("judul", "nama", "baris", "kendali", "pengesahan", "instansi", "tahun")

someone = st.sampled_from(tuple(PEOPLE))
signatory = st.fixed_dictionaries(
    {
        "peran": st.sampled_from(ROLES),
        "pejabat": st.lists(someone, min_size=1, max_size=4),
        "tanggal": st.sampled_from(("", "2024-02-01")),
    }
)
named = st.lists(st.sampled_from((*ROLES, "pengesah")), max_size=4)
cover = st.fixed_dictionaries(
    {
        "isi": st.lists(st.sampled_from(PARTS), unique=True),
        "baris": st.lists(st.sampled_from(("nomor", "unit", "tanggal_pembuatan")), max_size=3),
        "kendali": st.dictionaries(st.sampled_from(("Master", "Terkendali")), st.just("☐")),
        "pengesahan": named,
    }
)
paper = st.fixed_dictionaries(
    {"ukuran": st.sampled_from(("A4", "F4")), "identitas": st.sampled_from(("tegak", "mendatar"))}
)


def signing(document: Document) -> list[str]:
    return [place.name for page in document.pages for place in page.signing]


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


@settings(max_examples=60, deadline=None)
@given(
    st.lists(signatory, max_size=3),
    st.sampled_from(("kadis", None)),
    st.sampled_from(("kepala", "akhir")),
    named,
    st.one_of(st.just("tidak"), cover),
    paper,
)
def test_everybody_signs_exactly_once(
    others: list[dict[str, Any]],
    approver: str | None,
    place: str,
    head: list[str],
    cover: Any,
    paper: dict[str, str],
) -> None:
    document, problems = tried(
        {"penandatangan": others, "pengesah": approver},
        {"pengesahan": {"letak": place, "kepala": head}, "sampul": cover, "kertas": paper},
        LETTERHEAD | {"pejabat": PEOPLE},
    )
    if problems:
        assert {each.code for each in problems} <= {"LAY006", "LAY010"}
        return
    count = sum(len(each["pejabat"]) for each in others)
    expected = [f"ttd-{number}" for number in range(1, count + 1)]
    assert sorted(signing(document)) == sorted([*expected, *(["ttd-pengesah"] if approver else [])])
    for page in document.pages:
        boxes = [place.box for place in page.signing]
        assert not any(overlap(a, b) for a, b in combinations(boxes, 2))
        assert all(box.bottom <= page.height - page.margins.bottom for box in boxes)
        assert all(item.box.bottom <= page.height - page.margins.bottom for item in page.items)
