"""Books are built as SOPs are: what changed, whole or not at all, with all that they come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from tests.project.batches import DEFINITION, define
from tests.project.batches import project as new_project

BOOK = "kop: alam\nisi: [masuk, keluar]\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["masuk", "keluar", "cuti"]}))
    write_book(BOOK)
    return tmp_path


def write_book(text: str) -> None:
    path = Path("buku/umum.yaml")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sopgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def built(*arguments: str) -> list[str]:
    result = sopgen("build", *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def reword(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


def test_a_book_is_built_with_its_project_and_alone(project: Path) -> None:
    assert built("-f", "pdf", "-f", "xlsx")[-1] == "output/buku/umum.pdf"
    assert built("buku/umum.yaml") == ["output/buku/umum.docx"]
    assert sopgen("build").stderr.endswith("4 tetap.\n") or built() == []


def test_what_is_fresh_stays(project: Path) -> None:
    built()
    before = {path: path.read_bytes() for path in Path("output/buku").iterdir()}
    assert built() == []
    assert sopgen("build", "--check").exit_code == 0
    assert {path: path.read_bytes() for path in Path("output/buku").iterdir()} == before


def test_a_changed_sop_remakes_its_sheets_and_its_book(project: Path) -> None:
    built()
    reword("definitions/alam/masuk.yaml", "Membentuk tim", "Menetapkan tim")
    assert built() == [
        *(f"output/alam/masuk.{each}" for each in ("docx", "xlsx", "pdf")),
        *(f"output/buku/umum.{each}" for each in ("docx", "pdf")),
    ]


def test_an_sop_that_is_not_in_the_book_leaves_it(project: Path) -> None:
    built()
    reword("definitions/alam/cuti.yaml", "Membentuk tim", "Menetapkan tim")
    assert built() == [f"output/alam/cuti.{each}" for each in ("docx", "xlsx", "pdf")]


def test_another_official_remakes_sheets_and_book_with_one_command(project: Path) -> None:
    built()
    reword("letterheads/alam.yaml", "NAMA KEPALA DINAS", "NAMA PEJABAT BARU")
    made = built()
    assert len(made) == 3 * 3 + 2
    assert made[-1] == "output/buku/umum.pdf"


def test_a_new_sop_in_a_folder_of_the_book_remakes_it(project: Path) -> None:
    define(project, "alam/lain", "a", DEFINITION.format(kop="alam", number=7, name="a"))
    write_book("kop: alam\nisi: [masuk, lain]\n")
    built()
    define(project, "alam/lain", "b", DEFINITION.format(kop="alam", number=8, name="b"))
    assert "output/buku/umum.pdf" in built()


def test_a_new_sop_in_a_folder_of_another_agency_remakes_it(project: Path) -> None:
    define(project, "lain", "a", DEFINITION.format(kop="alam", number=7, name="a"))
    write_book("kop: alam\nisi: [masuk, lain]\n")
    built()
    define(project, "lain", "b", DEFINITION.format(kop="alam", number=8, name="b"))
    assert "output/buku/umum.pdf" in built()


def test_another_register_remakes_the_book_whose_minutes_name_what_is_found(project: Path) -> None:
    write_book("kop: alam\nisi: [masuk, keluar]\nformulir: [berita_acara]\n")
    built()
    assert "output/buku/umum.pdf" not in built()
    register = project / "registers/ejaan.yaml"
    register.parent.mkdir()
    for spelling in ("analisa: analisis", "resiko: risiko"):
        register.write_text(f"sumber: KBBI\nejaan: {{{spelling}}}\n", encoding="utf-8")
        assert "output/buku/umum.pdf" in built()


def test_a_broken_sop_keeps_its_book_and_nothing_else(project: Path) -> None:
    reword("definitions/alam/masuk.yaml", "nama: masuk", "nama:")
    result = sopgen("build")
    assert result.exit_code == 1
    assert result.stderr.endswith("2 SOP dibuat, 2 gagal.\n")
    assert not Path("output/buku/umum.pdf").exists()
    assert Path("output/alam/keluar.pdf").exists()


def test_a_book_that_is_edited_is_not_overwritten(project: Path) -> None:
    built()
    Path("output/buku/umum.docx").write_bytes(b"disunting")
    reword("definitions/alam/masuk.yaml", "Membentuk tim", "Menetapkan tim")
    result = sopgen("build")
    assert (result.exit_code, "[BLD005]" in result.stderr) == (1, True)
    assert Path("output/buku/umum.docx").read_bytes() == b"disunting"


def test_what_a_book_carries_makes_the_same_book(project: Path, tmp_path: Path) -> None:
    built()
    other = tmp_path / "lain"
    for format in ("pdf", "docx"):
        result = sopgen("extract", f"output/buku/umum.{format}", "-o", str(other / format))
        assert result.exit_code == 0
        folder = other / format
        assert sopgen("build", str(folder / "buku"), "-o", str(folder / "jadi")).exit_code == 0
        again = folder / "jadi" / "buku" / f"umum.{format}"
        assert again.read_bytes() == Path(f"output/buku/umum.{format}").read_bytes()


def test_an_edit_in_a_book_is_not_pulled(project: Path) -> None:
    built()
    result = sopgen("pull", "output/buku/umum.docx")
    assert result.exit_code == 1
    assert "[TRK030]" in result.stderr


def test_a_book_is_no_definition(project: Path) -> None:
    assert sopgen("lint").stderr.startswith("3 definisi diperiksa")
    assert len(sopgen("status").stdout.splitlines()) == 4


DECREE = (
    "status: berlaku\npenetapan: {nomor: 188/1/2024, tanggal: 2024-02-01, pejabat: kepala-dinas}\n"
)


def in_force() -> None:
    for name in ("masuk", "keluar"):
        path = Path(f"definitions/alam/{name}.yaml")
        text = path.read_text(encoding="utf-8").replace(
            "pelaksana: kadis", "pelaksana: kadis\n    waktu: 1 jam"
        )
        text = text.replace("pelaksana: tim", "pelaksana: tim\n    waktu: 1 jam")
        path.write_text(f"{text}status: berlaku\ntanggal_efektif: 2024-02-01\n", encoding="utf-8")
    write_book(BOOK + DECREE)


def test_a_book_in_force_is_archived_by_its_decree(project: Path) -> None:
    in_force()
    built()
    result = sopgen("archive")
    assert result.exit_code == 0
    folder = Path("arsip/alam/buku-umum/2024-02-01")
    assert f"{folder}: diarsipkan" in result.stdout
    assert sorted(each.name for each in folder.iterdir()) == [
        "manifest.json",
        "umum.docx",
        "umum.pdf",
    ]
    assert "3 sudah ada" in sopgen("archive").stderr
    assert sopgen("archive", "--verify").exit_code == 0


def test_another_content_under_the_same_decree_is_not_archived(project: Path) -> None:
    in_force()
    built()
    assert sopgen("archive").exit_code == 0
    write_book(BOOK + DECREE + "kata_pengantar: Baru.\n")
    built()
    result = sopgen("archive", "buku")
    assert (result.exit_code, "[ARS006]" in result.stderr) == (1, True)


def test_a_book_in_force_with_an_sop_that_has_errors_is_not_built(project: Path) -> None:
    in_force()
    reword("definitions/alam/masuk.yaml", "pengesah: kepala-dinas\n", "")
    result = sopgen("build", "buku")
    assert (result.exit_code, "[IDN011]" in result.stderr) == (1, True)
