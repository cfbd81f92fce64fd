"""A flow, or a step, of which it is not known who does it: `pelaksana: belum diketahui`."""

import json
from pathlib import Path

import pytest

from sopgen.definition.schema import json_schema
from sopgen.model.graph import Graph, graph
from sopgen.model.sop import Sop
from sopgen.problems.problem import ProblemsError
from sopgen.rendering import laid_out, new_typesetter
from tests.projects import MINIMAL, new_project, read, told

HEAD = "kop: kota\nnama: Penyusunan LAKIP\n"
STEPS = """\
langkah:
  - {kegiatan: Membentuk tim, waktu: 1 jam}
  - judul: B. PELAKSANAAN
  - {kegiatan: Menyusun draf, output: Draf}
  - {kegiatan: Memeriksa draf, gabung: [output]}
"""
UNKNOWN = f"{HEAD}pelaksana: belum diketahui\n{STEPS}"
WHY = (
    "galat: Bagan ini belum dapat digambar, karena pelaksananya belum diketahui. Ganti “belum "
    "diketahui” dengan kolom-kolom pelaksana, lalu isi “pelaksana” di tiap langkah. [DEF052]"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def refused(project: Path, text: str) -> list[str]:
    definition = read(project, text)
    with pytest.raises(ProblemsError) as caught:
        laid_out(definition, new_typesetter())
    return [str(each).removeprefix(each.path) for each in caught.value.problems]


def test_its_steps_are_read_without_pelaksana(project: Path) -> None:
    (flow,) = read(project, UNKNOWN).sop.flows
    assert not flow.is_drawn
    assert [step.activity for step in flow.steps] == [
        "Membentuk tim",
        "Menyusun draf",
        "Memeriksa draf",
    ]
    assert (flow.actors, flow.placed_lanes, flow.lane_headings) == ({}, (), ())
    assert graph(flow) == (Graph((), ()), ())


def test_a_step_may_say_already_who_does_it(project: Path) -> None:
    text = UNKNOWN.replace("{kegiatan: Menyusun draf", "{kegiatan: Menyusun draf, pelaksana: tim")
    assert not read(project, text).sop.flows[0].is_drawn


def test_it_is_not_drawn_and_told_at_its_line(project: Path) -> None:
    assert refused(project, UNKNOWN) == [f":3:12: {WHY}"]


def test_each_such_flow_of_several_is_told(project: Path) -> None:
    rows = STEPS.replace("\n", "\n    ").rstrip(" ")
    text = (
        f"{HEAD}alur:\n"
        f"  - pelaksana: belum diketahui\n    {rows}"
        "  - pelaksana: {a: A, b: B}\n    langkah:\n"
        "      - {kegiatan: Satu, pelaksana: a}\n      - {kegiatan: Dua, pelaksana: b}\n"
        f"  - pelaksana: belum diketahui\n    {rows}"
    )
    assert refused(project, text) == [f":4:16: {WHY}", f":14:16: {WHY}"]


def test_lanes_in_the_place_of_the_word_and_a_lane_at_each_step_make_it_draw(project: Path) -> None:
    text = UNKNOWN.replace("belum diketahui", "{tim: Tim, ketua: Ketua}").replace(
        "{kegiatan:", "{pelaksana: tim, kegiatan:"
    )
    definition = read(project, text)
    assert definition.sop.flows[0].is_drawn
    assert laid_out(definition, new_typesetter()).pages


STEP = """\
pelaksana: {tim: Tim, ketua: Ketua}
langkah:
  - {kegiatan: Membentuk tim, pelaksana: ketua, cabang: {Ya: berikutnya, Tidak: selesai}}
  - {kegiatan: Menyusun draf, pelaksana: belum diketahui}
  - {kegiatan: Memeriksa draf, pelaksana: ketua, lanjut: susun}
  - {id: susun, kegiatan: Mencetak draf, pelaksana: belum diketahui}
"""


def test_a_step_may_say_so_beside_lanes_and_the_first_one_is_told(project: Path) -> None:
    (flow,) = read(project, HEAD + STEP).sop.flows
    assert not flow.is_drawn
    assert list(flow.actors) == ["tim", "ketua"]
    assert refused(project, HEAD + STEP) == [
        ":6:42: galat: Bagan ini belum dapat digambar, karena pelaksana 2 langkahnya belum "
        "diketahui. Ganti tiap “belum diketahui” dengan id salah satu kolom. [DEF052]"
    ]
    one = STEP.replace("cetak draf, pelaksana: belum diketahui", "cetak draf, pelaksana: tim")
    assert refused(project, HEAD + one) == [
        ":6:42: galat: Bagan ini belum dapat digambar, karena pelaksana langkah ini belum "
        "diketahui. Ganti tiap “belum diketahui” dengan id salah satu kolom. [DEF052]"
    ]


def test_beside_a_step_without_performer_the_others_are_read_as_ever(project: Path) -> None:
    assert told(
        project, HEAD + STEP.replace("pelaksana: ketua, lanjut: susun", "pelaksana: x")
    ) == [
        ":7:43: galat: Kolom pelaksana “x” tidak ada di bagan ini. Yang ada: “tim”, “ketua”. "
        "[DEF042]"
    ]


def test_no_lane_has_the_word_for_an_id(project: Path) -> None:
    text = HEAD + STEP.replace("{tim: Tim,", "{tim: Tim, belum diketahui: Siapa,")
    assert told(project, text) == [
        ":3:40: galat: “belum diketahui” tidak dapat menjadi id. Id tidak boleh kosong, memuat "
        "garis miring “/”, atau berbunyi “belum diketahui”. [DEF040]"
    ]


def test_what_is_wrong_in_it_besides_is_told(project: Path) -> None:
    text = UNKNOWN.replace(
        "{kegiatan: Menyusun draf, output", "{kegiatan: X, gabung: [waktu], outpot"
    )
    assert told(project, text) == [
        ":7:28: galat: Di atas langkah ini ada baris judul, jadi selnya tidak dapat digabung. "
        "Hapus “gabung”, atau pindahkan ke langkah di bawahnya. [DEF049]",
        ":7:36: galat: Kunci “outpot” tidak dikenal di langkah ke-3. Barangkali maksudnya "
        "“output”. [DEF020]",
    ]


def test_where_the_lanes_are_known_each_step_needs_one(project: Path) -> None:
    assert told(project, MINIMAL + "  - {kegiatan: Lima}\n") == [
        ":12:5: galat: Kunci “pelaksana” belum ada di langkah ke-3. Tambahkan “pelaksana: …”; "
        "baris judul tahap ditulis “- judul: …”. [DEF021]"
    ]


@pytest.mark.parametrize(
    ("word", "advice"),
    [
        ("Belum diketahui", "Barangkali maksudnya “belum diketahui”."),
        ("tidak diketahui", "Barangkali maksudnya “belum diketahui”."),
        (
            "Kepala Dinas",
            "Tulis “kunci: nilai” di baris-baris di bawahnya, menjorok lebih dalam.",
        ),
    ],
)
def test_another_word_is_none_of_lanes(project: Path, word: str, advice: str) -> None:
    text = UNKNOWN.replace("belum diketahui", word)
    assert told(project, text)[0] == (
        ":3:12: galat: Isi “pelaksana” harus berupa pasangan “kunci: nilai”, bukan teks. "
        f"{advice} [DEF022]"
    )


def test_the_schema_knows_the_word_and_asks_for_performers_only_beside_lanes() -> None:
    schema = json.loads(json_schema(Sop))
    lanes = schema["properties"]["pelaksana"]["anyOf"][0]["oneOf"]
    assert [each.get("type", each.get("$ref")) for each in lanes] == ["object", "#/$defs/Unknown"]
    assert schema["$defs"]["Unknown"] == {"enum": ["belum diketahui"], "type": "string"}
    assert schema["$defs"]["Step"]["required"] == ["kegiatan"]
    for owner in (schema, schema["$defs"]["Flow"]):
        assert owner["if"]["properties"] == {"pelaksana": {"type": "object"}}
        assert owner["then"]["properties"]["langkah"]["items"]["anyOf"] == [
            {"required": ["pelaksana"]},
            {"required": ["judul"]},
        ]
