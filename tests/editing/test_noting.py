"""`revise --catatan`: what was revised stands in the history of each definition that changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from sopgen.definition.reading import read_definition
from tests.project.batches import project

DEFINITION = Path("definitions/alam/lakip.yaml")
DATED = ("definitions", "--tanggal-revisi", "2025-01-31")
LINE = "  - tanggal: 2025-01-31\n    uraian: Waktu disesuaikan.\n"


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(tmp_path, {"alam": ["lakip"]}))


def revise(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["revise", *arguments])


def text() -> str:
    return DEFINITION.read_text(encoding="utf-8")


def test_the_history_begins_before_the_flow() -> None:
    before = text()
    assert revise(*DATED, "--catatan", "Waktu disesuaikan.").exit_code == 0
    assert text() == before.replace(
        "2024-01-23\n", "2024-01-23\ntanggal_revisi: 2025-01-31\n"
    ).replace("pelaksana:\n  kadis", f"riwayat:\n{LINE}pelaksana:\n  kadis")


def test_a_further_line_comes_last_with_the_number_of_the_revision() -> None:
    more = "revisi_ke: 2\nriwayat: # semua\n  - {revisi: 1, uraian: Terbit.} # lama\n"
    DEFINITION.write_text(text() + more, encoding="utf-8")
    assert revise(*DATED, "--catatan", "Waktu disesuaikan.").exit_code == 0
    assert text().endswith(more + LINE.replace("- tanggal", "- revisi: 2\n    tanggal"))
    history = read_definition(DEFINITION).sop.history
    assert [(each.revision, each.date) for each in history] == [("1", ""), ("2", "2025-01-31")]


def test_the_same_revision_again_adds_nothing() -> None:
    revise(*DATED, "--catatan", "Waktu disesuaikan.")
    once = text()
    assert revise(*DATED, "--catatan", "Waktu disesuaikan.").exit_code == 0
    assert text() == once


def test_a_dry_run_shows_the_line_and_writes_nothing() -> None:
    before = text()
    result = revise(*DATED, "--catatan", "Waktu disesuaikan.", "--dry-run")
    assert "+    uraian: Waktu disesuaikan.\n" in result.stdout
    assert text() == before


def test_a_note_alone_is_no_revision() -> None:
    before = text()
    result = revise("definitions", "--tanggal", "2025-01-31", "--catatan", "Waktu disesuaikan.")
    assert (result.exit_code, "Sebutkan yang diubah" in result.stderr) == (2, True)
    assert text() == before
