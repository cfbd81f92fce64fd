"""The screen on which many SOPs are revised at once, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.browsing import (
    NARROW,
    WITH_RETURN,
    accessibility_faults,
    browsed,
    project_with,
    reflows,
)

pytestmark = pytest.mark.office


def test_words_are_replaced_in_chosen_fields_after_a_preview(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    faults = []
    with browsed(tmp_path) as page:
        page.get_by_role("link", name="Revisi", exact=True).click()
        page.get_by_role("button", name="Lihat pratinjau").click()
        page.locator(".isian", has_text="Isi yang diubah").wait_for()
        assert page.evaluate("document.activeElement.name") == "tanggal_revisi"
        faults += accessibility_faults(page)
        page.get_by_label("Kata yang lama", exact=True).fill("surat")
        page.get_by_label("Kata yang baru", exact=True).fill("berkas")
        page.get_by_label("Tanggal pemberitahuan", exact=True).fill("2026-03-01")
        page.keyboard.press("Enter")
        page.get_by_text("1 berkas akan berubah.").wait_for()
        rows = page.locator(".berkas-revisi tbody tr").all_inner_texts()
        assert rows[0].split("\t") == ["langkah 1, kegiatan", "Menerima surat", "Menerima berkas"]
        assert len(rows) == 3
        assert definition.read_text(encoding="utf-8") == WITH_RETURN
        page.get_by_text("Baris-baris di berkasnya").click()
        faults += accessibility_faults(page)
        page.get_by_role("button", name="Ubah permintaan").click()
        assert page.get_by_label("Kata yang lama", exact=True).input_value() == "surat"
        page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
        faults += accessibility_faults(page)
        assert reflows(page)
        page.get_by_role("button", name="Lihat pratinjau").click()
        page.get_by_role("button", name="Terapkan revisi").wait_for()
        faults += accessibility_faults(page)
        assert reflows(page)
        page.get_by_role("button", name="Terapkan revisi").click()
        page.get_by_text("Selesai. 1 berkas ditulis.").wait_for()
        faults += accessibility_faults(page)
        assert reflows(page)
        page.get_by_role("link", name="Daftar SOP").first.click()
        page.get_by_role("link", name="Revisi", exact=True).click()
        page.get_by_label("Kop pejabat itu").select_option("kota")
        page.locator("option[value=kepala-dinas]").wait_for(state="attached")
        page.get_by_label("Pejabat yang diganti").select_option("kepala-dinas")
        page.get_by_label("Nama dengan gelar").fill("NAMA PENGGANTI")
        page.get_by_label("NIP").fill("19750101 200001 1 001")
        page.get_by_label("Mulai menjabat").fill("2026-04-01")
        page.keyboard.press("Enter")
        page.get_by_text("NAMA PENGGANTI", exact=True).wait_for()
    assert faults == []
    assert definition.read_text(encoding="utf-8") == WITH_RETURN.replace(" surat", " berkas")
