"""`sopgen pull` as a clerk meets it: edit a file, pull, build again."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from tests.projects import LETTERHEAD, MINIMAL
from tests.pull.packages import resaved, rewritten

DEFINITION = Path("definitions/kota/lakip.yaml")
WORKBOOK = Path("output/kota/lakip.xlsx")
OLD, NEW = "Menyusun draf", "Menyusun draf LAKIP"
WORD = Path("output/kota/lakip.docx")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letterheads").mkdir()
    (tmp_path / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    (tmp_path / DEFINITION.parent).mkdir(parents=True)
    (tmp_path / DEFINITION).write_text(MINIMAL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("build", "-f", "xlsx", "-f", "docx").exit_code == 0


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def typed_over(file: Path, old: str, new: str) -> None:
    """Type `new` over the text `old`, wherever the file shows it."""
    shown = ("xl/worksheets/", "xl/sharedStrings", "word/document")

    def change(name: str, text: str) -> str:
        return text.replace(f">{old}<", f">{new}<") if name.startswith(shown) else text

    rewritten(file, change)


@pytest.mark.parametrize("file", [WORKBOOK, WORD])
def test_a_file_that_was_only_opened_and_saved_changes_nothing(file: Path) -> None:
    resaved(file)
    result = run("pull", file)
    assert (result.exit_code, result.stderr) == (0, f"{file}: tidak ada perubahan.\n")
    assert DEFINITION.read_text(encoding="utf-8") == MINIMAL


@pytest.mark.parametrize("file", [WORKBOOK, WORD])
def test_a_text_that_was_typed_over_stands_in_the_definition(file: Path) -> None:
    typed_over(file, OLD, NEW)
    result = run("pull", file)
    assert result.exit_code == 0, result.output
    assert f"langkah 2, kegiatan: “{OLD}” menjadi “{NEW}”" in result.stdout
    assert f"{file}: 1 perubahan ditulis." in result.stderr
    assert DEFINITION.read_text(encoding="utf-8") == MINIMAL.replace(OLD, NEW)


def test_a_dry_run_shows_the_lines_and_writes_nothing() -> None:
    typed_over(WORKBOOK, OLD, NEW)
    result = run("pull", WORKBOOK, "--dry-run", "--diff")
    assert "akan ditulis" in result.stderr
    assert "+" in result.stdout
    assert NEW in result.stdout
    assert DEFINITION.read_text(encoding="utf-8") == MINIMAL


def test_after_a_pull_the_build_replaces_the_edited_file_and_keeps_it_aside() -> None:
    typed_over(WORKBOOK, OLD, NEW)
    edited = WORKBOOK.read_bytes()
    assert run("pull", WORKBOOK).exit_code == 0
    result = run("build", "-f", "xlsx", "-f", "docx")
    assert result.exit_code == 0, result.output
    assert WORKBOOK.read_bytes() != edited
    assert [path.read_bytes() for path in Path("output/.versi").rglob("*.xlsx")] == [edited]
    assert run("pull", WORKBOOK).stderr == f"{WORKBOOK}: tidak ada perubahan.\n"


def test_without_a_pull_the_build_leaves_the_file_and_names_the_way() -> None:
    typed_over(WORKBOOK, OLD, NEW)
    text = DEFINITION.read_text(encoding="utf-8")
    DEFINITION.write_text(text.replace("nama: ", "nama: Baru "), encoding="utf-8")
    result = run("build", "-f", "xlsx")
    assert result.exit_code == 1
    assert f"sopgen pull {WORKBOOK}" in result.stderr


def test_what_both_changed_is_told_and_the_definition_stays_until_the_sheet_is_chosen() -> None:
    typed_over(WORKBOOK, OLD, NEW)
    mine = MINIMAL.replace(OLD, "Menyiapkan LAKIP")
    DEFINITION.write_text(mine, encoding="utf-8")
    result = run("pull", WORKBOOK)
    assert result.exit_code == 1
    assert "[TRK003]" in result.stderr
    assert DEFINITION.read_text(encoding="utf-8") == mine
    assert run("pull", WORKBOOK, "--ambil", "lembar").exit_code == 0
    assert NEW in DEFINITION.read_text(encoding="utf-8")


def test_programs_are_told_in_json() -> None:
    typed_over(WORKBOOK, OLD, NEW)
    (report,) = json.loads(run("pull", WORKBOOK, "--json").stdout)["tarikan"]
    (file,) = report["diubah"]
    (change,) = file["perubahan"]
    assert (change["di"], change["sekarang"]) == ("langkah/1/kegiatan", NEW)


def test_a_file_elsewhere_finds_its_definition_by_what_it_carries(tmp_path: Path) -> None:
    typed_over(WORKBOOK, OLD, NEW)
    sent = tmp_path / "kiriman.xlsx"
    WORKBOOK.rename(sent)
    assert run("pull", sent).exit_code == 0
    assert NEW in DEFINITION.read_text(encoding="utf-8")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"Ini teks biasa."])
def test_what_is_no_sheet_is_refused_with_a_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "lain.xlsx"
    file.write_bytes(data)
    result = run("pull", file)
    assert result.exit_code == 1
    assert "galat:" in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def without_source(file: Path) -> None:
    """Take the source out of a workbook, as programs do that drop hidden sheets."""

    def change(name: str, text: str) -> str:
        if name == "xl/workbook.xml":
            return re.sub(r'<sheet [^>]*name="_sop"[^>]*/>', "", text)
        return text

    rewritten(file, change)


def test_a_file_that_lost_its_source_is_pulled_into_the_definition_that_is_named() -> None:
    typed_over(WORKBOOK, OLD, NEW)
    without_source(WORKBOOK)
    refused = run("pull", WORKBOOK)
    assert (refused.exit_code, "[TRK001]" in refused.stderr) == (1, True)
    assert run("pull", WORKBOOK, "--to", DEFINITION).exit_code == 0
    assert DEFINITION.read_text(encoding="utf-8") == MINIMAL.replace(OLD, NEW)


def test_a_character_that_cannot_be_printed_is_taken_over_and_told() -> None:
    typed_over(WORKBOOK, OLD, "Menyusun 文書")
    result = run("pull", WORKBOOK)
    assert (result.exit_code, "[TRK016]" in result.stderr) == (0, True)
    assert "Menyusun 文書" in DEFINITION.read_text(encoding="utf-8")
