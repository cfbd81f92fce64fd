"""`sopgen serve` as it is started: which project, and the one to try it on."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from sopgen.editing.demonstration import demonstration
from sopgen.editing.starting import written
from tests.server.test_process import Page


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sopgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_reviewer_misses_only_a_logo_in_the_demonstration(empty: Path) -> None:
    written(empty, demonstration(datetime.date(2026, 1, 31)))
    assert len(list(empty.glob("definitions/dinas-pelayanan/*.yaml"))) == 3
    result = sopgen("lint", "--strict", "--layout")
    assert re.findall(r"\[([A-Z]+\d+)\]", result.output) == ["IDN019"], result.output


def test_the_demonstration_opens_with_its_sheets_and_keeps_what_was_changed(empty: Path) -> None:
    page = Page(empty / "coba", "--contoh")
    assert page.enter() == 303
    told = page.told("GET", "/api/proyek")
    assert [each["nama"] for each in told["sop"]] == [
        "Pelayanan Cuti Tahunan",
        "Penerimaan Surat Masuk",
        "Pengendalian Surat Keluar",
    ]
    assert all(page.told("GET", f"/api/sop/{each['id']}")["halaman"] for each in told["sop"])
    page.open.close()
    page.stop()
    kept = empty / "coba" / "definitions" / "dinas-pelayanan" / "pelayanan-cuti-tahunan.yaml"
    kept.write_text(kept.read_text("utf-8").replace("Tahunan", "Besar"), encoding="utf-8")
    again = Page(empty / "coba", "--contoh")
    _, _, log = again.stop()
    assert log.startswith("Sudah ada proyek di ")
    assert "nama: Pelayanan Cuti Besar" in kept.read_text("utf-8")


def test_the_demonstration_is_put_into_no_project_and_over_nothing(empty: Path) -> None:
    (empty / "letterheads").mkdir()
    result = sopgen("serve", "--contoh", "--tanpa-peramban", "dalam")
    assert result.exit_code == 2
    assert "berada di dalam proyek" in result.output
    assert not (empty / "dalam").exists()


def test_the_demonstration_goes_into_an_empty_folder_only(empty: Path) -> None:
    (empty / "catatan.txt").write_text("milik saya\n")
    result = sopgen("serve", "--contoh", "--tanpa-peramban", ".")
    assert result.exit_code == 2
    assert "tidak kosong" in result.output
    assert [each.name for each in empty.iterdir()] == ["catatan.txt"]


def test_a_folder_that_is_not_there_or_no_project_is_told(empty: Path) -> None:
    for folder in ("tidak-ada", "."):
        result = sopgen("serve", "--tanpa-peramban", folder)
        assert result.exit_code == 2
        assert "Error" not in result.output
