"""`sopgen init`, as somebody who begins an agency runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from sopgen.cli import main
from sopgen.definition.reading import read_definition
from sopgen.problems.files import LETTERHEADS

ANSWERS = (
    "PEMERINTAH KOTA CONTOH",
    "DINAS PENDIDIKAN",
    "",
    "2",  # permenpan35, by its number
    "f",  # F4 or Folio: which one is asked again
    "F4",
    "Kepala Dinas Pendidikan",
    "Nama Kepala Dinas, S.Pd.",
    "Pembina Utama Muda",
    "IV/c",
    "19700101 199503 1 001",
    "",
)
OPTIONS = ("--instansi", "DINAS X", "--profil", "spo", "--kertas", "a4", "--jabatan", "Direktur")
FILES = [
    ".gitignore",
    "definitions/dinas-pendidikan/penerimaan-surat-masuk.yaml",
    "letterheads/dinas-pendidikan.yaml",
    "sopgen.yaml",
]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sopgen(*arguments: str, answers: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(main, arguments, input="".join(f"{each}\n" for each in answers))


def files_in(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*.*"))


def test_an_agency_begins_by_answering_questions(empty: Path) -> None:
    result = sopgen("init", answers=ANSWERS)
    assert result.exit_code == 0, result.output
    assert files_in(empty) == FILES
    assert "cocok dengan beberapa: F4, Folio" in result.output
    assert result.stderr.endswith("lalu jalankan “sopgen build”.\n")
    definition = read_definition(empty / FILES[1])
    agency = definition.agency.letterhead
    assert agency.agency == ("PEMERINTAH KOTA CONTOH", "DINAS PENDIDIKAN")
    assert agency.officials["kepala-dinas-pendidikan"].nip == "19700101 199503 1 001"


def test_the_reviewer_finds_nothing_in_what_init_writes(empty: Path) -> None:
    Image.new("RGB", (400, 400), "red").save(empty / "lambang.PNG")
    assert sopgen("init", *OPTIONS, "--logo", "lambang.PNG").exit_code == 0
    assert (empty / LETTERHEADS / "dinas-x.png").exists()
    result = sopgen("lint", "--strict", "--layout")
    assert result.exit_code == 0, result.output


def test_all_commands_know_the_project_from_a_folder_inside(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sopgen("init", answers=ANSWERS).exit_code == 0
    monkeypatch.chdir(empty / "definitions" / "dinas-pendidikan")
    result = sopgen("build", "-f", "svg")
    assert result.exit_code == 0, result.output
    assert (empty / "output/dinas-pendidikan/penerimaan-surat-masuk.svg").exists()


@pytest.mark.parametrize("name", ["letterheads", "definitions"])
def test_nothing_is_written_where_something_is_in_the_way(empty: Path, name: str) -> None:
    (empty / name).write_text("milik saya\n", encoding="utf-8")
    result = sopgen("init", *OPTIONS)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{name} sudah ada; tidak ada yang ditulis. ")
    assert [each.name for each in empty.iterdir()] == [name]


def test_what_git_leaves_out_already_is_kept(empty: Path) -> None:
    (empty / ".gitignore").write_text("milik saya\n", encoding="utf-8")
    assert sopgen("init", *OPTIONS).exit_code == 0
    assert (empty / ".gitignore").read_text(encoding="utf-8") == "milik saya\n"
    assert (empty / "sopgen.yaml").exists()


@pytest.mark.parametrize(
    ("typed", "key"),
    [("../luar", "luar"), ("Dinas Satu.yaml", "dinas-satu"), ("…", "dinas-x"), (" ", "dinas-x")],
)
def test_a_letterhead_stays_in_its_folder_whatever_it_is_called(
    empty: Path, typed: str, key: str
) -> None:
    assert sopgen("init", *OPTIONS, "--kop", typed).exit_code == 0
    assert [each.name for each in (empty / LETTERHEADS).iterdir()] == [f"{key}.yaml"]
    assert sopgen("lint").exit_code == 0


def test_a_profile_that_is_none_is_refused_before_anything_is_written(empty: Path) -> None:
    result = sopgen("init", "--instansi", "X", "--jabatan", "Kepala", "--profil", "permenpan53")
    assert result.exit_code == 2
    assert "“permenpan53” tidak ada." in result.stderr
    assert files_in(empty) == []


def test_a_logo_that_is_no_picture_is_asked_for_again(empty: Path) -> None:
    (empty / "surat.png").write_text("bukan gambar", encoding="utf-8")
    Image.new("RGB", (40, 40), "red").save(empty / "lambang kota.png")
    result = sopgen("init", answers=(*ANSWERS[:-1], "surat.png", '"lambang kota.png"'))
    assert result.exit_code == 0, result.output
    assert "DEF037" in result.stderr
    assert (empty / LETTERHEADS / "dinas-pendidikan.png").exists()


def test_a_project_inside_a_project_is_not_begun(empty: Path) -> None:
    assert sopgen("init", *OPTIONS).exit_code == 0
    before = files_in(empty)
    result = sopgen("init", "bagian", *OPTIONS)
    assert result.exit_code == 1
    assert "Sudah ada proyek di" in result.stderr
    assert files_in(empty) == before


@pytest.mark.parametrize("name", ["nama dengan spasi", "Ünïcode – ñ", "a.b", "-garis"])
def test_a_folder_may_have_any_name(empty: Path, name: str) -> None:
    result = sopgen("init", *OPTIONS, "--", name)
    assert result.exit_code == 0, result.output
    assert (empty / name / "sopgen.yaml").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(empty: Path) -> None:
    empty.chmod(0o500)
    try:
        result = sopgen("init", *OPTIONS)
    finally:
        empty.chmod(0o700)
    assert result.exit_code == 1
    assert "tidak dapat ditulisi" in result.stderr


def test_a_logo_that_is_no_picture_is_told_and_nothing_is_written(empty: Path) -> None:
    (empty / "logo.png").write_text("bukan gambar", encoding="utf-8")
    result = sopgen("init", *OPTIONS, "--logo", "logo.png")
    assert result.exit_code == 1
    assert "DEF037" in result.stderr
    assert files_in(empty) == ["logo.png"]


def test_names_that_hold_signs_of_yaml_are_written_as_they_are(empty: Path) -> None:
    options = ("--instansi", "# DINAS: & [X]", "--profil", "permenpan35", "--kertas", "A4")
    assert sopgen("init", *options, "--jabatan", "- Kepala: *").exit_code == 0
    (definition,) = (empty / "definitions").rglob("*.yaml")
    agency = read_definition(definition).agency.letterhead
    assert agency.agency == ("# DINAS: & [X]",)
    assert [each.position for each in agency.officials.values()] == ["- Kepala: *"]


@pytest.mark.parametrize(
    "command", ["build", "lint", "watch", "archive", "new", "clean", "status", "register", "serve"]
)
def test_where_no_project_is_the_next_step_is_told(empty: Path, command: str) -> None:
    result = sopgen(command)
    assert result.exit_code == 2
    assert "Mulai proyek dengan “sopgen init”" in result.stderr


@pytest.mark.parametrize(
    ("folder", "next_step"),
    [(".", "Berikutnya: lihat isi"), ("dinas", "Berikutnya: masuk ke dinas, lihat isi")],
)
def test_who_stands_in_the_new_project_already_is_not_sent_there(
    empty: Path, folder: str, next_step: str
) -> None:
    result = sopgen("init", folder, *OPTIONS)
    assert result.stderr.splitlines()[-1].startswith(next_step)
