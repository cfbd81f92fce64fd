"""`.versi` has a door: what the build set aside is listed and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from tests.project.batches import project

SHEET = "output/alam/lakip.xlsx"


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose workbook was edited twice, and made anew by force each time."""
    monkeypatch.chdir(project(tmp_path, {"alam": ["lakip"]}))
    sheet = Path(SHEET)
    assert sopgen("build").exit_code == 0
    for edit in (b"suntingan pertama", b"suntingan kedua"):
        sheet.write_bytes(edit)
        assert sopgen("build", "--force").exit_code == 0
    return sheet


def sopgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_versions_are_listed_with_their_numbers(edited: Path) -> None:
    result = sopgen("versions", SHEET)
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    assert first.startswith("1  ")
    assert "17 bita  diubah orang  output/.versi/0001-" in first
    assert second.startswith("2  ")


def test_a_version_is_brought_back_and_the_present_one_is_kept(edited: Path) -> None:
    present = edited.read_bytes()
    result = sopgen("versions", SHEET, "--ambil", "1")
    assert result.exit_code == 0
    assert result.stdout == f"{SHEET}\n"
    assert edited.read_bytes() == b"suntingan pertama"
    assert "Yang tadi ada di situ disimpan di output/.versi/0003-" in result.stderr
    assert sopgen("versions", SHEET, "--ambil", "3").exit_code == 0
    assert edited.read_bytes() == present
    assert sopgen("build").stderr == "0 SOP dibuat, 1 tetap.\n"


def test_bringing_back_what_stands_there_keeps_nothing_twice(edited: Path) -> None:
    assert sopgen("versions", SHEET, "--ambil", "2").exit_code == 0
    count = len(list(Path("output/.versi").iterdir()))
    assert sopgen("versions", SHEET, "--ambil", "2").exit_code == 0
    assert len(list(Path("output/.versi").iterdir())) == count


def test_a_file_that_is_open_stays(edited: Path) -> None:
    before = edited.read_bytes()
    edited.with_name("~$lakip.xlsx").write_bytes(b"")
    result = sopgen("versions", SHEET, "--ambil", "1")
    assert result.exit_code == 1
    assert "[BLD003]" in result.stderr
    assert edited.read_bytes() == before


def test_a_file_that_is_gone_comes_back(edited: Path) -> None:
    edited.unlink()
    assert sopgen("versions", SHEET, "--ambil", "2").exit_code == 0
    assert edited.read_bytes() == b"suntingan kedua"


def test_wrong_numbers_and_places_are_wrong_commands(edited: Path) -> None:
    unknown = sopgen("versions", SHEET, "--ambil", "9")
    assert unknown.exit_code == 2
    assert "Versi 9 tidak ada. Yang ada: 1, 2." in unknown.stderr
    elsewhere = sopgen("versions", "definitions/alam/lakip.yaml")
    assert elsewhere.exit_code == 2
    assert "tidak berada di map hasil sebuah proyek" in elsewhere.stderr


def test_a_file_without_versions_says_so(edited: Path) -> None:
    result = sopgen("versions", "output/alam/lakip.pdf")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "output/alam/lakip.pdf tidak punya versi lama.\n"
