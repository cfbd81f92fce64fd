"""Files that come in on the page, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.cli.test_import import SHEET
from tests.pull.packages import rewritten
from tests.server.browsing import (
    NARROW,
    WITH_RETURN,
    accessibility_faults,
    browsed,
    project_with,
    reflows,
)

pytestmark = pytest.mark.office

DOUBTFUL = SHEET.replace("\t\tX\tDaftar", "\t\t\tDaftar")


def test_an_edited_sheet_is_pulled_once_what_it_changes_was_seen(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        edited = edited_sheet(page, tmp_path)
        brought(page, edited)
        page.get_by_text("langkah 2, kegiatan: “Memeriksa surat” menjadi “Meneliti").wait_for()
        assert faults(page) == []
        assert definition.read_text(encoding="utf-8") == WITH_RETURN
        page.get_by_role("button", name="Tarik ke SOP-nya").click()
        page.get_by_role("heading", name="Sudah ditarik").wait_for()
        page.get_by_role("link", name="Buka Penerimaan Surat").click()
        page.locator(".kertas").get_by_text("Meneliti surat", exact=True).wait_for()
    assert definition.read_text(encoding="utf-8") == WITH_RETURN.replace(
        "Memeriksa surat ", "Meneliti surat "
    )


def test_a_sheet_of_another_is_imported_and_its_doubts_lead_to_their_fields(
    tmp_path: Path,
) -> None:
    definition = project_with(tmp_path)
    sheet = tmp_path / "siram.txt"
    sheet.write_text(DOUBTFUL, encoding="utf-8")
    with browsed(tmp_path, NARROW) as page:
        brought(page, sheet)
        page.get_by_label("Kop", exact=True).select_option("kota")
        assert faults(page) == []
        page.get_by_role("button", name="Impor sebagai SOP baru").click()
        page.get_by_role("heading", name="Sudah diimpor").wait_for()
        assert faults(page) == []
        page.get_by_role("link", name="Ke tempatnya").first.click()
        page.wait_for_selector(".kertas svg")
        label = page.evaluate("document.activeElement.labels?.[0]?.textContent")
        assert label == "Langkah 2: Pelaksana"
    assert (definition.parent / "menyiram-bibit.yaml").is_file()


def test_a_file_that_is_no_sheet_or_too_large_is_told_and_changes_nothing(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    picture, large = tmp_path / "foto.png", tmp_path / "besar.pdf"
    picture.write_bytes(b"\x89PNG")
    with large.open("wb") as file:
        file.truncate((50 << 20) + 1)
    with browsed(tmp_path) as page:
        brought(page, picture)
        page.get_by_text("Berkas foto.png bukan berkas Excel, Word, PDF atau teks.").wait_for()
        page.get_by_label("Berkas", exact=True).set_input_files(large)
        page.get_by_text("paling besar 50 MB. Berkasnya tidak dikirim.").wait_for()
        assert faults(page) == []
    assert list(definition.parent.iterdir()) == [definition]


def edited_sheet(page: Page, project: Path) -> Path:
    """Build the project on the page; return its sheet as somebody edited it."""
    page.get_by_role("button", name="Bangun yang berubah").click()
    page.get_by_text("1 dibuat").wait_for()
    (sheet,) = project.glob("output/kota/*.xlsx")
    return rewritten(
        sheet,
        lambda _, text: text.replace("Memeriksa surat", "Meneliti surat"),
        project / "surat.xlsx",
    )


def brought(page: Page, path: Path) -> None:
    """Choose a file on the screen of files that come in."""
    page.get_by_role("link", name="Impor dan tarik").click()
    page.get_by_label("Berkas", exact=True).set_input_files(path)


def faults(page: Page) -> list[str]:
    """Return what axe finds once the answer is there, and whether something stands outside."""
    page.locator("main h2").wait_for()
    return [*accessibility_faults(page), *([] if reflows(page) else ["reflow"])]


def test_where_sheet_and_sop_met_the_sheet_is_taken_only_when_asked(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        edited = edited_sheet(page, tmp_path)
        here = WITH_RETURN.replace("Memeriksa surat ", "Membaca surat ")
        definition.write_text(here, encoding="utf-8")
        brought(page, edited)
        page.get_by_role("button", name="Pakai yang di lembar").click()
        page.get_by_text("“Membaca surat” menjadi “Meneliti surat”").wait_for()
        assert faults(page) == []
        assert definition.read_text(encoding="utf-8") == here
        page.get_by_role("button", name="Tarik ke SOP-nya").click()
        page.get_by_role("heading", name="Sudah ditarik").wait_for()
    assert "kegiatan: Meneliti surat " in definition.read_text(encoding="utf-8")


def test_whose_sheet_it_is_is_asked_where_its_sop_is_called_otherwise_by_now(
    tmp_path: Path,
) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        edited = edited_sheet(page, tmp_path)
        renamed = definition.rename(definition.with_name("surat-masuk.yaml"))
        renamed.write_text(WITH_RETURN.replace("5 menit", "7 menit"), encoding="utf-8")
        brought(page, edited)
        page.get_by_label("SOP pemilik lembar ini").select_option("Penerimaan Surat")
        assert faults(page) == []
        page.get_by_role("button", name="Bandingkan dengan SOP itu").click()
        page.get_by_text("“Memeriksa surat” menjadi “Meneliti surat”").wait_for()
        page.get_by_role("button", name="Tarik ke SOP-nya").click()
        page.get_by_role("heading", name="Sudah ditarik").wait_for()
    said = renamed.read_text(encoding="utf-8")
    assert "kegiatan: Meneliti surat " in said
    assert "7 menit" in said
