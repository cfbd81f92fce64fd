"""Books and registers on the page, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.browsing import NARROW, accessibility_faults, browsed, project_with, reflows

pytestmark = pytest.mark.office

BOOK = "kop: kota\nunit: BAGIAN UMUM\nisi: [penerimaan-surat]\n"
WRONG = "kop: kota\nunit: BAGIAN LAIN\nisi: [tidak-ada]\n"


def test_a_book_is_built_and_a_register_made_and_both_are_downloaded(tmp_path: Path) -> None:
    project_with(tmp_path)
    (tmp_path / "buku").mkdir()
    (tmp_path / "buku" / "umum.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "buku" / "salah.yaml").write_text(WRONG, encoding="utf-8")
    with browsed(tmp_path) as page:
        page.get_by_role("link", name="Buku dan register").click()
        book = page.get_by_role("article").filter(has_text="BAGIAN UMUM")
        book.get_by_role("link", name="Penerimaan Surat").wait_for()
        book.get_by_text("belum dibuat").wait_for()
        page.get_by_text("SOP “tidak-ada” tidak ada di definitions/kota.").wait_for()
        assert accessibility_faults(page) == []
        page.get_by_role("button", name="Bangun buku BAGIAN UMUM").click()
        page.wait_for_selector("dialog a[href$=pdf]", timeout=60_000)
        assert accessibility_faults(page) == []
        page.get_by_role("button", name="Tutup").click()
        book.get_by_text("sesuai").wait_for()
        label = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert label == "Bangun buku BAGIAN UMUM"
        with page.expect_download() as waiting:
            book.get_by_role("link", name="PDF (.pdf)").click()
        assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
        page.get_by_role("button", name="Buat atau perbarui register").click()
        page.get_by_text("1 register ditulis, 0 tidak berubah.").wait_for()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="daftar-sop.xlsx kota").click()
        assert Path(waiting.value.path()).read_bytes().startswith(b"PK")
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        assert accessibility_faults(page) == []
        assert reflows(page)


def test_a_project_without_books_says_what_a_book_is(tmp_path: Path) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        page.get_by_role("link", name="Buku dan register").click()
        page.get_by_text("Belum ada buku di proyek ini.").wait_for()
        page.get_by_text("kota: belum dibuat").wait_for()
        assert accessibility_faults(page) == []
