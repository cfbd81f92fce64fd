"""Each row of the table of moves in docs/kehidupan-sop.md, walked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.project.life.office import (
    DEFINITION,
    LETTERHEAD,
    PDF,
    editions,
    next_step,
    open_office,
    reword,
    say,
    sign,
    sopgen,
    state,
)
from tests.signing import signed


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_office(tmp_path)
    assert sopgen("build").exit_code == 0


def in_force_and_kept() -> None:
    sign()
    say(status="berlaku", tanggal_efektif="2024-02-01")
    assert sopgen("archive").exit_code == 0


def test_a_draft_that_is_changed_stays_a_draft() -> None:
    reword(DEFINITION, "Membentuk tim", "Menetapkan tim")
    assert state() == "draf"
    assert next_step() == "sopgen build"
    assert sopgen("build").exit_code == 0
    assert next_step() == "tandatangani PDF-nya"


def test_a_draft_is_signed() -> None:
    sign()
    assert state() == "ditandatangani"
    assert "[BLD006]" in sopgen("build").stderr
    assert next_step() == "isi tanggal_efektif dan status: berlaku, lalu sopgen archive"


def test_a_draft_enters_into_force_before_it_is_signed() -> None:
    say(status="berlaku", tanggal_efektif="2024-02-01")
    assert state() == "berlaku"
    assert sopgen("build").stdout.splitlines()[-1] == "output/alam/lakip.pdf"
    assert next_step() == "tandatangani PDF-nya, lalu sopgen archive"


def test_what_was_signed_enters_into_force_and_is_kept() -> None:
    sign()
    before = {path: path.read_bytes() for path in PDF.parent.iterdir()}
    say(status="berlaku", tanggal_efektif="2024-02-01")
    result = sopgen("build")
    assert result.exit_code == 0
    assert "[BLD016]" in result.stderr
    assert {path: path.read_bytes() for path in PDF.parent.iterdir()} == before
    assert (state(), next_step()) == ("berlaku", "sopgen archive")
    kept = sopgen("archive")
    assert kept.exit_code == 0
    assert "Berlaku sejak 2024-02-01" in kept.stderr
    (manifest,) = Path("arsip").rglob("manifest.json")
    told = json.loads(manifest.read_text(encoding="utf-8"))
    assert told["tanggal_efektif"] == "2024-02-01"
    assert told["sha256_definisi"] != told["sha256_definisi_lembar"]
    assert [each["nama"] for each in told["berkas"]] == ["lakip.pdf", "lakip.docx", "lakip.xlsx"]
    assert next_step() == ""
    assert sopgen("archive").stderr.endswith("1 sudah ada.\n")
    assert sopgen("archive", "--verify").exit_code == 0


def test_what_was_signed_and_changed_is_a_revision() -> None:
    sign()
    reword(DEFINITION, "Membentuk tim", "Menetapkan tim")
    assert state() == "direvisi"
    result = sopgen("build")
    assert (result.exit_code, "[BLD006]" in result.stderr) == (1, True)


def test_a_signature_is_set_aside_on_request_only() -> None:
    sign()
    assert sopgen("build", "--force").exit_code == 0
    assert state() == "draf"
    assert "ditandatangani" in sopgen("versions", str(PDF)).stdout


def test_what_is_in_force_and_changed_is_a_revision_that_the_old_sheet_does_not_cover() -> None:
    in_force_and_kept()
    reword(DEFINITION, "Membentuk tim", "Menetapkan tim")
    assert state() == "direvisi"
    result = sopgen("archive")
    assert (result.exit_code, "[ARS004]" in result.stderr) == (1, True)
    assert next_step() == "isi revisi_ke atau tanggal_revisi, lalu sopgen build --force"


def test_a_revision_needs_a_number_or_a_date_of_its_own() -> None:
    in_force_and_kept()
    reword(DEFINITION, "Membentuk tim", "Menetapkan tim")
    assert sopgen("build", "--force").exit_code == 0
    assert state() == "direvisi"
    sign()
    refused = sopgen("archive")
    assert (refused.exit_code, "[ARS006]" in refused.stderr) == (1, True)
    say(revisi_ke="1")
    assert sopgen("build", "--force").exit_code == 0
    sign()
    assert sopgen("archive").exit_code == 0
    assert state() == "berlaku"
    assert editions() == ["2024-02-01", "revisi-1"]


def test_back_to_draft_the_signature_and_the_edition_stay() -> None:
    in_force_and_kept()
    say(status="draf")
    assert state() == "ditandatangani"
    assert editions() == ["2024-02-01"]


def test_what_is_revoked_is_kept_as_such_beside_what_it_was() -> None:
    in_force_and_kept()
    say(status="dicabut")
    assert (state(), next_step()) == ("dicabut", "sopgen build, lalu sopgen archive")
    assert sopgen("build").exit_code == 0
    assert sopgen("archive").exit_code == 0
    assert editions() == ["2024-02-01", "2024-02-01-dicabut"]
    assert next_step() == ""
    assert sopgen("archive", "--verify").exit_code == 0


def test_a_revocation_may_be_taken_back() -> None:
    in_force_and_kept()
    say(status="dicabut")
    assert sopgen("build").exit_code == 0
    say(status="berlaku")
    assert state() == "berlaku"
    assert "[BLD009]" in sopgen("build").stderr


def test_a_sheet_that_is_marked_as_a_draft_does_not_enter_into_force() -> None:
    say(format="{tanda_status: ya}")
    assert sopgen("build").exit_code == 0
    sign()
    say(status="berlaku", tanggal_efektif="2024-02-01")
    built, kept = sopgen("build"), sopgen("archive")
    assert (built.exit_code, "[BLD006]" in built.stderr) == (1, True)
    assert (kept.exit_code, "[ARS004]" in kept.stderr) == (1, True)


def test_a_date_that_the_sheet_prints_otherwise_is_a_revision() -> None:
    say(tanggal_efektif="2024-02-01")
    assert sopgen("build").exit_code == 0
    sign()
    say(tanggal_efektif="2024-03-01", status="berlaku")
    assert state() == "direvisi"


def test_sheets_that_a_former_head_signed_stay_valid() -> None:
    in_force_and_kept()
    reword(LETTERHEAD, "NAMA KEPALA DINAS", "NAMA PEJABAT BARU")
    result = sopgen("build")
    assert result.exit_code == 0
    assert "oleh pejabat sebelumnya" in result.stderr
    assert sopgen("build", "--check").exit_code == 0
    assert (state(), sopgen("archive").exit_code) == ("berlaku", 0)


def test_a_sheet_of_a_former_head_is_kept_later_too() -> None:
    sign()
    say(status="berlaku", tanggal_efektif="2024-02-01")
    reword(LETTERHEAD, "NAMA KEPALA DINAS", "NAMA PEJABAT BARU")
    kept = sopgen("archive")
    assert kept.exit_code == 0
    assert "[ARS034]" in kept.stderr


def test_another_name_of_the_agency_is_a_revision() -> None:
    in_force_and_kept()
    reword(LETTERHEAD, "PEMERINTAH ALAM", "PEMERINTAH KOTA ALAM")
    assert state() == "direvisi"
    assert sopgen("build").exit_code == 1


def test_a_comment_more_changes_no_state() -> None:
    in_force_and_kept()
    with DEFINITION.open("a", encoding="utf-8") as file:
        file.write("# diperiksa lagi\n")
    assert (state(), next_step()) == ("berlaku", "")
    assert sopgen("build").exit_code == 0


def test_a_signature_that_a_service_lays_beside_the_sheet_counts() -> None:
    PDF.with_name("lakip_signed.pdf").write_bytes(signed(PDF.read_bytes()))
    assert state() == "ditandatangani"
    say(status="berlaku", tanggal_efektif="2024-02-01")
    assert sopgen("build").exit_code == 0
    assert (state(), next_step()) == ("berlaku", "sopgen archive")
    result = sopgen("archive")
    assert result.exit_code == 0, result.output
    assert "[ARS033]" in result.stderr
    assert next_step() == ""


def test_a_signed_sheet_beside_it_that_says_something_else_does_not_count() -> None:
    PDF.with_name("lakip_signed.pdf").write_bytes(signed(PDF.read_bytes()))
    say(peringatan="Yang lain.")
    assert sopgen("build").exit_code == 0
    assert state() == "draf"


def test_without_a_number_that_is_the_next_step() -> None:
    say(nomor="")
    assert sopgen("build").exit_code == 0
    assert next_step() == "isi nomor, lalu sopgen build"
    sign()
    assert next_step() == "isi nomor, lalu sopgen build --force"


def test_a_date_that_is_corrected_after_archiving_is_kept_as_an_edition_of_its_own() -> None:
    in_force_and_kept()
    say(tanggal_efektif="2024-03-01")
    assert (state(), next_step()) == ("berlaku", "sopgen archive")
    assert sopgen("archive").exit_code == 0
    assert editions() == ["2024-02-01", "2024-03-01"]
    assert (state(), next_step()) == ("berlaku", "")


def test_the_archive_is_that_of_the_project_from_every_folder_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign()
    say(status="berlaku", tanggal_efektif="2024-02-01")
    project = Path.cwd()
    monkeypatch.chdir(DEFINITION.parent)
    result = sopgen("archive")
    assert result.exit_code == 0, result.output
    assert not Path("arsip").exists()
    assert sopgen("archive", "--verify").exit_code == 0
    assert next_step() == ""
    monkeypatch.chdir(project)
    assert editions() == ["2024-02-01"]
