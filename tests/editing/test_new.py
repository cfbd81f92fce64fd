from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from sopgen.definition.reading import read_definition
from sopgen.editing.new import Answers, NewStep, definition_text, file_name
from sopgen.rendering import laid_out, new_typesetter
from tests.lint.project import new_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(new_project(tmp_path))
    return tmp_path


STEPS = (
    "Mencatat permohonan cuti | Staf | Surat permohonan | 10 menit | Buku permohonan",
    "Menandatangani izin cuti | Kepala Dinas | Buku permohonan | 1 jam | Izin cuti",
)
FULL = (
    "new",
    "--nama",
    "Pelayanan Cuti",
    "--nomor",
    "060/14/SOP/2024",
    "--tanggal",
    "2024-01-23",
    "--pelaksana",
    "Staf",
    "--pelaksana",
    "Kepala Dinas",
    "--langkah",
    STEPS[0],
    "--langkah",
    STEPS[1],
    "--dasar-hukum",
    "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara",
    "--keterkaitan",
    "SOP Pengarsipan",
)


def new(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=answers)


def test_a_definition_from_options_passes_and_can_be_laid_out(project: Path) -> None:
    result = new(*FULL)
    assert result.exit_code == 0
    assert result.stdout == "definitions/batam/pelayanan-cuti.yaml\n"
    assert result.stderr == ""
    definition = read_definition(project / "definitions/batam/pelayanan-cuti.yaml")
    assert len(laid_out(definition, new_typesetter()).pages) == 2


def test_what_is_not_told_is_asked(project: Path) -> None:
    answers = "\n".join(
        (
            "Pelayanan Cuti",
            "060/14/SOP/2024",
            "",  # unit
            "23 Januari 2024",
            "kep",  # pengesah, by how the id begins
            "Staf",
            "Kepala Dinas",
            "",
            "Mencatat permohonan cuti",
            "1",  # staf, by its number
            "Surat permohonan",
            "10 menit",
            "Buku permohonan",
            "",  # no decision
            "Memeriksa permohonan cuti",
            "kepala",
            "Buku permohonan",
            "1 jam",
            "Izin cuti",
            "Ya",
            "",  # berikutnya
            "Tidak",
            "9",  # no step: asked again
            "",
            "Menyimpan izin cuti",
            "staf",
            "Izin cuti",
            "5 menit",
            "Arsip izin cuti",
            "",
            "",
            "1",
            "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara",
            "",
            "",  # kualifikasi
            "SOP Pengarsipan",
            "",
            "",  # peralatan
            "",  # peringatan
            "",  # pencatatan
            "",
        )
    )
    result = new("new", answers=answers)
    assert result.exit_code == 0, result.output
    sop = read_definition(project / "definitions/batam/pelayanan-cuti.yaml").sop
    assert sop.name == "Pelayanan Cuti"
    assert sop.approver == "kepala-dinas"
    assert sop.flows[0].actors == {"staf": "Staf", "kepala": "Kepala Dinas"}
    first, second, _ = sop.flows[0].steps
    assert (first.id, first.output, second.output) == ("langkah-1", "Buku permohonan", "Izin cuti")
    assert (sop.number, sop.created) == ("060/14/SOP/2024", "2024-01-23")
    assert sop.related == ("SOP Pengarsipan",)
    text = (project / "definitions/batam/pelayanan-cuti.yaml").read_text(encoding="utf-8")
    assert "    cabang:\n      Ya: berikutnya\n      Tidak: langkah-1\n" in text


def test_what_was_typed_before_somebody_stops_is_kept(project: Path) -> None:
    answers = ("Pelayanan Cuti", "060/1", "", "", "", "Staf", "", "Mencatat cuti", "", "", "", "")
    result = new("new", answers="\n".join(answers))
    assert result.exit_code == 130
    assert "yang sudah diketik ada di berkas itu" in result.stderr
    text = (project / "definitions/batam/pelayanan-cuti.yaml").read_text(encoding="utf-8")
    assert "nomor: 060/1\n" in text
    assert "  staf: Staf\n" in text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("Cuti", "", "", "", "", "Staf", "Kepala"), "  kepala: Kepala\n"),
        (("Cuti", "", "", "", "", "Staf", "", "Mencatat"), "  - kegiatan: Mencatat\n"),
        (("Cuti", "", "", "", "", "Staf", "", "Mencatat", "1", "Surat"), "kelengkapan: Surat\n"),
        (
            ("Cuti", "", "", "", "", "Staf", "", "Mencatat", "1", "", "", "", "Ya", ""),
            "    cabang:\n      Ya: berikutnya\n",
        ),
        (
            ("Cuti", "", "", "", "", "Staf", "", "Mencatat", "1", "", "", "", "", "", "UU 1"),
            "dasar_hukum:\n  - UU 1\n",
        ),
    ],
)
def test_whatever_question_somebody_stops_at_the_answers_before_are_kept(
    project: Path, typed: tuple[str, ...], kept: str
) -> None:
    result = new("new", answers="".join(f"{each}\n" for each in typed))
    assert result.exit_code == 130, result.output
    assert kept in (project / "definitions/batam/cuti.yaml").read_text(encoding="utf-8")


def test_a_name_that_is_taken_is_asked_again_before_anything_else(project: Path) -> None:
    assert new(*FULL).exit_code == 0
    before = sorted(project.rglob("*"))
    result = new("new", answers="Pelayanan Cuti\n")
    assert result.exit_code == 130
    assert "Pilih nama lain." in result.stderr
    assert sorted(project.rglob("*")) == before
    assert new("new", answers="Pelayanan Cuti\nPelayanan Cuti Besar\n").exit_code == 130
    assert (project / "definitions/batam/pelayanan-cuti-besar.yaml").exists()


def test_who_stops_before_the_name_leaves_nothing(project: Path) -> None:
    before = sorted(project.rglob("*"))
    assert new("new", answers="").exit_code == 130
    assert sorted(project.rglob("*")) == before


def test_a_file_that_is_there_is_not_overwritten(project: Path) -> None:
    assert new(*FULL).exit_code == 0
    path = project / "definitions/batam/pelayanan-cuti.yaml"
    before = path.read_bytes()
    assert new(*FULL).exit_code == 1
    assert path.read_bytes() == before


def test_an_unknown_letterhead_or_performer_is_a_usage_error(project: Path) -> None:
    assert new(*FULL, "--kop", "medan").exit_code == 2
    assert new(*FULL, "--langkah", "Mencatat | Camat").exit_code == 2
    assert new(*FULL, "--langkah", "Mencatat").exit_code == 2


def test_texts_that_yaml_would_read_otherwise_are_quoted(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    name = "Layanan: *cuti* & [izin] #1"
    answers = Answers("batam", name, ("- Staf", "Staf"), (NewStep("> Mencatat: data", "- Staf"),))
    path = project / "definitions/batam/x.yaml"
    path.write_text(definition_text(answers), encoding="utf-8")
    sop = read_definition(path).sop
    assert sop.name == name
    assert sop.flows[0].actors == {"staf": "- Staf", "staf2": "Staf"}
    assert sop.flows[0].steps[0].activity == "> Mencatat: data"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Penyusunan LAKIP", "penyusunan-lakip.yaml"),
        ("Rencana Kerja (RENJA / RKT)", "rencana-kerja-renja-rkt.yaml"),
        ("Pelayanan Kafé & Rumah Makan", "pelayanan-kafe-rumah-makan.yaml"),
        ("../..", "sop.yaml"),
    ],
)
def test_a_file_is_named_after_its_sop(name: str, file: str) -> None:
    assert file_name(name) == file
