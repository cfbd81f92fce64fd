"""The five tasks of the guide, as somebody does them who sees the page for the first time.

An action is something pressed, chosen or dropped; typing is none. No task takes more than three
from the list.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.server.browsing import WITH_RETURN, browsed, project_with, wait_until_saved
from tests.server.test_bringing import edited_sheet

pytestmark = pytest.mark.office

MOST = 3


class Hand:
    """Who does it, counting."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def press(self, role: str, name: str) -> None:
        """Press what the page calls so."""
        self.take(self.page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]

    def take(self, what: Locator) -> None:
        """Press something that is seen."""
        self.actions += 1
        what.click()

    def give(self, label: str, file: Path) -> None:
        """Choose a file."""
        self.actions += 1
        self.page.get_by_label(label, exact=True).set_input_files(file)

    def type(self, label: str, words: str) -> None:
        """Fill a field."""
        self.page.get_by_label(label, exact=True).fill(words)


def test_an_sop_is_begun(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        hand = Hand(page)
        hand.press("link", "Buat SOP")
        hand.type("Nama SOP", "Peminjaman Ruang")
        hand.type("Pelaksana", "Pemohon\nKasubbag Umum")
        hand.type("Kegiatan pertama", "Mengajukan permohonan")
        hand.press("button", "Buat dan buka")
        page.locator(".kertas").get_by_text("Mengajukan permohonan").first.wait_for()
    assert hand.actions <= MOST
    assert (definition.parent / "peminjaman-ruang.yaml").is_file()


def test_a_step_is_changed(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        hand = Hand(page)
        hand.press("link", "Penerimaan Surat")
        hand.take(page.locator(".kertas").get_by_text("Memeriksa surat", exact=True))
        page.wait_for_selector("textarea:focus")
        page.keyboard.press("Control+a")
        page.keyboard.type("Meneliti surat")
        wait_until_saved(page)
    assert hand.actions <= MOST
    assert "kegiatan: Meneliti surat " in definition.read_text(encoding="utf-8")


def test_a_sheet_is_made_and_downloaded(tmp_path: Path) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        hand = Hand(page)
        hand.press("link", "Penerimaan Surat")
        hand.press("button", "Bangun")
        page.wait_for_selector("dialog a[href$=pdf]", timeout=60_000)
        with page.expect_download() as waiting:
            hand.press("link", "PDF (.pdf)")
        downloaded = Path(waiting.value.path()).read_bytes()
    assert hand.actions <= MOST
    assert downloaded.startswith(b"%PDF")


def test_words_are_replaced_in_every_sop(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        hand = Hand(page)
        hand.press("link", "Revisi")
        hand.type("Kata yang lama", "surat")
        hand.type("Kata yang baru", "berkas")
        hand.type("Tanggal pemberitahuan", "2026-03-01")
        hand.press("button", "Lihat pratinjau")
        hand.press("button", "Terapkan revisi")
        page.get_by_text("Selesai. 1 berkas ditulis.").wait_for()
    assert hand.actions <= MOST
    assert definition.read_text(encoding="utf-8") == WITH_RETURN.replace(" surat", " berkas")


def test_an_edited_sheet_is_pulled(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        edited = edited_sheet(page, tmp_path)
        page.goto(page.url.partition("#")[0])
        hand = Hand(page)
        hand.press("link", "Impor dan tarik")
        hand.give("Berkas", edited)
        hand.press("button", "Tarik ke SOP-nya")
        page.get_by_role("heading", name="Sudah ditarik").wait_for()
    assert hand.actions <= MOST
    assert "kegiatan: Meneliti surat " in definition.read_text(encoding="utf-8")
