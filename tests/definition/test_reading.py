import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopgen.definition.composer import TextNode
from sopgen.definition.reading import find_letterhead, read_definition, read_letterhead
from sopgen.definition.validation import known_keys
from sopgen.model.cover import CoverPart
from sopgen.model.flow import LabelledTarget, Mark
from sopgen.model.profile import Paper, Profile
from sopgen.model.sop import Sop
from sopgen.model.status import Status
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, ProblemsError
from tests.projects import LETTERHEAD, MINIMAL, new_project, problems_of, read, told, write


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def test_the_smallest_definition_is_read(project: Path) -> None:
    sop = read(project, MINIMAL).sop
    assert sop.name == "Penyusunan LAKIP"
    assert sop.number is None
    assert sop.status is Status.DRAFT
    assert sop.flows[0].actors == {"kadis": "Kepala Dinas", "tim": "Tim Penyusun"}
    assert [step.activity for step in sop.flows[0].steps] == ["Membentuk tim", "Menyusun draf"]


def test_everything_that_the_format_names_is_read(project: Path) -> None:
    definition = read(
        project,
        """\
kop: kota
nomor: 010
nama: Penyusunan LAKIP
unit: Subbagian Perencanaan
tanggal_pembuatan: 2024-01-23
tanggal_revisi: "-"
tanggal_efektif:
revisi_ke: 00
status: berlaku
pengesah: kepala-dinas
penandatangan:
  - {peran: Disusun, pejabat: kepala-dinas, tanggal: 2024-01}
dasar_hukum:
  - Undang-Undang Nomor 8 Tahun 2001
kualifikasi_pelaksana: [Memahami, Mampu]
keterkaitan:
peralatan: ATK
peringatan: |
  Jika ...
  maka ...
pencatatan: No
kotak_tambahan: {Tujuan: Tertib, Istilah: [a, b]}
identitas_tambahan: {Halaman: 1}
judul_alur: "SOP : LAKIP"
profil: permendagri52
format: {kertas: {ukuran: A4, batas: {kiri: 20}}, alur: {rata: {waktu: tengah}}}
alur:
  - judul: 1. ESELON II
    pelaksana: {a: A, b: B}
    langkah:
      - {kegiatan: Satu, pelaksana: a, no: "", teks: MULAI}
      - kegiatan: Dua
        pelaksana: {a: , b: [{simbol: proses}, {lanjut: {ke: selesai, label: Salinan}}]}
        gabung: [waktu]
      - {kegiatan: Tiga, pelaksana: [a, b], keluar: b, kelengkapan: [x, y], waktu: 1 jam}
  - pelaksana: {c: C}
    langkah:
      - {kegiatan: Empat, pelaksana: c, cabang: {Ya: [berikutnya], Tidak: berikutnya}}
      - {kegiatan: Lima, pelaksana: c}
""",
    )
    sop = definition.sop
    assert (sop.number, sop.revised, sop.effective, sop.revision) == ("010", "-", "", "00")
    assert sop.created == "2024-01-23"
    assert sop.status is Status.IN_FORCE
    assert sop.signatories[0].date == "2024-01"
    assert sop.legal_basis == ("Undang-Undang Nomor 8 Tahun 2001",)
    assert sop.related == ""
    assert sop.equipment == "ATK"
    assert sop.warnings == "Jika ...\nmaka ..."
    assert sop.records == "No"
    assert list(sop.extra_boxes.items()) == [("Tujuan", "Tertib"), ("Istilah", ("a", "b"))]
    first, second = sop.flows
    assert first.title == "1. ESELON II"
    assert first.steps[0].number == ""
    assert first.steps[1].actors == {
        "a": Mark(),
        "b": (
            Mark.model_validate({"simbol": "proses"}),
            Mark(next=LabelledTarget(to="selesai", label="Salinan")),
        ),
    }
    assert first.steps[2].requirements == ("x", "y")
    assert second.title is None
    assert definition.profile.paper.size is Paper.A4
    assert definition.profile.labels.activity == "Uraian Prosedur"


def test_a_mark_that_windows_writes_is_not_part_of_the_text(project: Path) -> None:
    path = write(project, b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    definition = read_definition(path)
    assert definition.sop.letterhead == "kota"
    assert definition.source.data.startswith(b"\xef\xbb\xbf")
    assert definition.source.text.startswith("kop: kota\r\n")


def test_the_source_tells_where_a_value_was_typed(project: Path) -> None:
    source = read(project, MINIMAL).source
    node = source.places.node(("langkah", 1, "kegiatan"))
    assert isinstance(node, TextNode)
    assert source.text[node.start : node.end] == "Menyusun draf"
    assert (node.line, node.column) == (10, 15)
    assert source.places.node(("langkah", 2)) is None
    assert source.places.node(("langkah", 1, "kegiatan", "x")) is None


def test_a_fault_of_syntax_is_placed_and_ends_the_reading(project: Path) -> None:
    assert told(project, "kop: kota\nnama: *LAKIP*\nnomer: x\n") == [
        ":2:7: galat: Nilai yang diawali “*” dibaca YAML sebagai hal lain. "
        "Tulis seluruh nilai di antara tanda kutip. [DEF006]"
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            b"",
            ":1:1: galat: Berkas ini kosong. Isi paling sedikit dengan kop, nama, pelaksana dan "
            "langkah. [DEF004]",
        ),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            ":3:1: galat: Ini bukan berkas teks. Simpan ulang dari penyunting teks (misalnya "
            "Notepad) dengan pengodean UTF-8. [DEF003]",
        ),
    ],
)
def test_a_file_without_text_is_told_of(project: Path, data: bytes, text: str) -> None:
    assert told(project, data) == [text]


def test_a_file_that_cannot_be_read_is_told_of(project: Path) -> None:
    for path, message in (
        (project / "definitions" / "tiada.yaml", "Berkas ini tidak ada."),
        (project / "definitions", "Ini map, bukan berkas."),
    ):
        with pytest.raises(ProblemsError) as caught:
            read_definition(path)
        (problem,) = caught.value.problems
        assert (problem.code, problem.path) == (Code.UNREADABLE, str(path))
        assert problem.message == message


def test_a_file_of_more_than_a_megabyte_is_not_read(project: Path) -> None:
    assert told(project, b"# " + b"x" * 5_000_000) == [
        ": galat: Berkas ini lebih besar dari 1 MB. Sebuah definisi hanya beberapa kilobita; "
        "pecah berkas ini atau periksa isinya. [DEF002]"
    ]


def test_the_same_file_gives_the_same_problems(project: Path) -> None:
    text = MINIMAL + "nomer: 1\nstatus: lama\n"
    assert problems_of(project, text) == problems_of(project, text)


def test_a_key_with_nothing_after_it_is_as_if_it_were_not_there(project: Path) -> None:
    definition = read(
        project,
        MINIMAL
        + "    cabang:\n    simbol:\n    gabung:\n    bersama:\n"
        + "status:\npenandatangan:\nkotak_tambahan:\nidentitas_tambahan:\nprofil:\npengesah:\n"
        + "format:\n",
    )
    assert definition.sop.status is Status.DRAFT
    assert definition.sop.signatories == ()
    assert definition.sop.extra_boxes == {}
    assert definition.profile == Profile()
    parts = read(project, MINIMAL + "format: {label: , kertas: {ukuran: , batas: }, huruf: }\n")
    assert parts.profile == Profile()


def test_texts_that_are_empty_stay_empty_boxes(project: Path) -> None:
    sop = read(project, MINIMAL + "    waktu:\nnomor:\ndasar_hukum:\n").sop
    assert sop.flows[0].steps[1].duration == ""
    assert (sop.number, sop.legal_basis, sop.related) == ("", "", None)


def test_a_letterhead_is_read(project: Path) -> None:
    agency = read_letterhead(project / "letterheads" / "kota.yaml")
    assert agency.letterhead.agency == "PEMERINTAH KOTA"
    assert agency.letterhead.officials["kepala-dinas"].nip == "19700101 199503 1 001"
    assert agency.letterhead.cover is None
    assert agency.logo is None


def letterhead_faults(project: Path, text: str) -> list[str]:
    path = project / "letterheads" / "kota.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_letterhead(path)
    return [str(each).removeprefix(str(path)) for each in caught.value.problems]


def test_all_problems_of_a_letterhead_come_in_one_run(project: Path) -> None:
    faults = letterhead_faults(
        project,
        "judul: X\nlogo: tiada.png\nprofil: lain\n"
        "pejabat:\n  kadis: {nama: A, umur: 50}\n  sekre:\n",
    )
    assert faults == [
        ":1:1: galat: Kunci “instansi” belum ada. Tambahkan “instansi: …”. [DEF021]",
        ":1:1: galat: Kunci “judul” tidak dikenal. Yang ada: “instansi”, “logo”, “alamat”, "
        "“profil”, “format”, “sampul”, “pejabat”, “tinjauan”. [DEF020]",
        ":2:7: galat: Logo “tiada.png” tidak ada di map letterheads. Periksa namanya, termasuk "
        "huruf besar dan akhirannya (.png atau .jpg). [DEF035]",
        ":3:9: galat: Profil “lain” tidak ada. Yang ada: “permendagri52”, “permenpan35”, “spo”. "
        "[DEF032]",
        ":5:20: galat: Kunci “umur” tidak dikenal di “kadis”. Yang ada: “jabatan”, “nama”, "
        "“pangkat”, “golongan”, “nip”, “jenis”, “sebagai”, “atas_nama”, “untuk_beliau”. [DEF020]",
    ]


def test_problems_of_a_letterhead_come_behind_those_of_the_definition(project: Path) -> None:
    (project / "letterheads" / "kota.yaml").write_text("kota: x\n", encoding="utf-8")
    problems = problems_of(project, MINIMAL + "nomer: 1\n")
    assert [(Path(each.path).name, each.line, each.code) for each in problems] == [
        ("lakip.yaml", 12, Code.UNKNOWN_KEY),
        ("kota.yaml", 1, Code.MISSING_KEY),
        ("kota.yaml", 1, Code.UNKNOWN_KEY),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("sampul:\n", tuple(CoverPart)),
        ("sampul: {}\n", tuple(CoverPart)),
        ("sampul: {isi: [nama, logo]}\n", (CoverPart.NAME, CoverPart.LOGO)),
    ],
)
def test_a_cover_with_nothing_said_is_the_usual_one(
    project: Path, text: str, parts: tuple[CoverPart, ...]
) -> None:
    path = project / "letterheads" / "kota.yaml"
    path.write_text(LETTERHEAD + text, encoding="utf-8")
    cover = read_letterhead(path).letterhead.cover
    assert cover is not None
    assert cover.parts == parts


def test_the_nearest_folder_upwards_with_letterheads_is_meant(project: Path) -> None:
    definition = project / "definitions" / "kota" / "lakip.yaml"
    assert find_letterhead(definition, "kota") == project / "letterheads" / "kota.yaml"
    nearer = project / "definitions" / "letterheads"
    nearer.mkdir()
    missing = find_letterhead(definition, "kota")
    assert isinstance(missing, Problem)
    assert missing.message == f"Kop “kota” tidak ada di {nearer}."
    (nearer / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    assert find_letterhead(definition, "kota") == nearer / "kota.yaml"


def test_a_project_without_letterheads_is_told_of(tmp_path: Path) -> None:
    missing = find_letterhead(tmp_path / "lakip.yaml", "kota")
    assert isinstance(missing, Problem)
    assert missing.code == Code.LETTERHEAD
    assert missing.message == f"Tidak ada map letterheads di {tmp_path} atau di atasnya."
    assert missing.hint == "Buat map letterheads di map proyek, berisi kota.yaml."


@pytest.mark.parametrize("name", ["..", ".kota", "a/b", "a\\b", "C:kota", "x" * 300])
def test_a_letterhead_is_a_name_and_no_path(project: Path, name: str) -> None:
    found = find_letterhead(project / "definitions" / "kota" / "lakip.yaml", name)
    assert isinstance(found, Problem)
    assert found.code == Code.LETTERHEAD


def test_a_letterhead_is_read_once_by_who_remembers_it(project: Path) -> None:
    remembered = cache(read_letterhead)
    path = write(project, MINIMAL)
    first, second = (read_definition(path, remembered) for _ in range(2))
    assert first.agency is second.agency
    assert remembered.cache_info().misses == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=200) | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_file_is_a_definition_or_problems(project: Path, data: bytes) -> None:
    for problem in problems_of(project, data):
        assert problem.path
        assert problem.message


KEYS = st.sampled_from(
    [
        *known_keys(Sop, ()),
        *known_keys(Sop, ("langkah", 0)),
        *known_keys(Sop, ("format",)),
        *known_keys(Sop, ("format", "kertas")),
        "ke",
        "a",
        "lain",
    ]
)
WORDS = st.sampled_from(["", "a", "ya", "berikutnya", "selesai", "no", "waktu", "5", "mulai", "é"])
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(entries=st.dictionaries(KEYS, VALUES, max_size=6))
def test_any_tree_is_a_definition_or_problems_with_places(
    project: Path, entries: dict[str, object]
) -> None:
    typed = {"kop": "kota", "nama": "LAKIP", "pelaksana": {"a": "A"}} | entries
    path = write(project, json.dumps(typed, ensure_ascii=False))
    for problem in found_in(path):
        assert (problem.path, problem.line) == (str(path), 1)
        assert problem.column >= 1
        assert problem.message.endswith(".")
        assert "Input should" not in problem.message


def found_in(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a definition; nothing where it was read."""
    try:
        read_definition(path)
    except ProblemsError as error:
        return error.problems or (Problem("", ""),)
    return ()
