"""The looks, the shown sheet and the logo of a letterhead on its screen, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.projects import LETTERHEAD
from tests.server.browsing import (
    NARROW,
    WIDE,
    WITH_RETURN,
    accessibility_faults,
    browsed,
    project_with,
    reflows,
    wait_until_saved,
)

pytestmark = pytest.mark.office

A4 = 297 / 210
F4 = 330 / 215


def test_a_paper_size_changes_the_sheet_and_its_own_lines_alone(tmp_path: Path) -> None:
    project_with(tmp_path)
    letterhead = tmp_path / "letterheads" / "kota.yaml"
    with browsed(tmp_path) as page:
        open_letterhead(page)
        size = page.get_by_label("Ukuran kertas", exact=True)
        assert size.locator("option").all_inner_texts()[0] == "menurut profil (F4)"
        wait_for_shape(page, F4)
        size.select_option("A4")
        wait_until_saved(page)
        wait_for_shape(page, A4)
        assert letterhead.read_text(encoding="utf-8") == LETTERHEAD.replace(
            "pejabat:", "format:\n  kertas:\n    ukuran: A4\npejabat:"
        )
        page.get_by_label("Profil", exact=True).select_option("SPO tanpa bagan alir")
        size.locator("option", has_text="menurut profil (A4)").wait_for(state="attached")
        size.select_option("menurut profil (A4)")
        wait_until_saved(page)
        page.keyboard.press("Control+z")
        page.wait_for_function("() => document.activeElement.value === 'A4'")
        wait_until_saved(page)
    assert letterhead.read_text(encoding="utf-8") == LETTERHEAD.replace(
        "pejabat:", "profil: spo\nformat:\n  kertas:\n    ukuran: A4\npejabat:"
    )


def test_every_look_has_its_words(tmp_path: Path) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_letterhead(page)
        looks = page.locator("section.bentuk")
        labels = looks.locator("label").all_inner_texts()
        assert len(set(labels)) == len(labels) > 12
        words = [*labels, *looks.locator("option").all_inner_texts()]
    assert [each for each in words if "_" in each or "undefined" in each or not each] == []


def test_a_value_that_is_none_of_the_choices_stands_there_with_what_is_wrong(
    tmp_path: Path,
) -> None:
    project_with(tmp_path)
    letterhead = tmp_path / "letterheads" / "kota.yaml"
    said = "format:\n  kertas:\n    ukuran: B5\n    alur: [tegak]\n"
    letterhead.write_text(LETTERHEAD + said, encoding="utf-8")
    with browsed(tmp_path) as page:
        page.get_by_role("link", name="Kop kota").click()
        size = page.get_by_label("Ukuran kertas", exact=True)
        assert size.input_value() == "B5"
        page.wait_for_selector(".isian:has(> select[aria-invalid]) > .salah >> text=B5")
        size.select_option("A3")
        way = page.get_by_label("Arah kertas bagan alir", exact=True)
        assert way.input_value() == '["tegak"]'
        way.select_option("tegak")
        wait_until_saved(page)
        page.wait_for_selector(".kertas svg")
    assert letterhead.read_text(encoding="utf-8") == LETTERHEAD + (
        "format:\n  kertas:\n    ukuran: A3\n    alur: tegak\n"
    )


def test_another_sheet_is_shown_and_what_is_typed_stays(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    letterhead = tmp_path / "letterheads" / "kota.yaml"
    other = WITH_RETURN.replace("Penerimaan Surat", "Surat Keluar")
    with browsed(tmp_path) as page:
        open_letterhead(page)
        assert not page.get_by_label("Lembar yang ditampilkan").is_visible()
        definition.with_name("surat-keluar.yaml").write_text(other, encoding="utf-8")
        shown = page.get_by_label("Lembar yang ditampilkan", exact=True)
        shown.wait_for()
        assert shown.locator("option:checked").inner_text() == "Penerimaan Surat"
        lines = page.get_by_label("Instansi", exact=True)
        lines.focus()
        page.keyboard.press("End")
        page.keyboard.type(" BARU")
        shown.select_option("Surat Keluar")
        page.locator(".kertas").get_by_text("Surat Keluar", exact=True).first.wait_for()
        page.locator(".kertas").get_by_text("PEMERINTAH KOTA BARU", exact=True).first.wait_for()
        assert lines.input_value() == "PEMERINTAH KOTA BARU"
        wait_until_saved(page)
        assert letterhead.read_text(encoding="utf-8") == LETTERHEAD.replace("KOTA", "KOTA BARU")
        page.reload()
        page.locator(".kertas").get_by_text("Surat Keluar", exact=True).first.wait_for()
        assert shown.locator("option:checked").inner_text() == "Surat Keluar"
        for size in (WIDE, NARROW):
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            assert accessibility_faults(page) == []
            assert reflows(page)


def test_the_logo_is_chosen_by_keyboard_and_seen_at_once(tmp_path: Path) -> None:
    project_with(tmp_path)
    pictures = [tmp_path / f"{colour}.png" for colour in ("navy", "red")]
    for each in pictures:
        Image.new("RGB", (40, 40), each.stem).save(each)
    with browsed(tmp_path) as page:
        page.on("filechooser", lambda _: None)  # or the first one may open unseen
        open_letterhead(page)
        page.get_by_label("Alamat", exact=True).focus()
        page.keyboard.press("Tab")
        ring = page.get_by_text("Pilih gambar …", exact=True)
        assert ring.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
        with page.expect_file_chooser() as waiting:
            page.keyboard.press("Enter")
        waiting.value.set_files(pictures[0])
        wait_for_logo(page, "0,0,128")
        with page.expect_file_chooser() as waiting:
            ring.click()
        waiting.value.set_files(pictures[1])
        wait_for_logo(page, "255,0,0")
        drop(page, "image/png", pictures[0].read_bytes())
        wait_for_logo(page, "0,0,128")
        drop(page, "text/plain", b"kata")
        page.get_by_text("Logo berupa PNG atau JPEG.", exact=True).first.wait_for()


def wait_for_shape(page: Page, wanted: float) -> None:
    """Wait until the first page is so many times as wide as high."""
    page.wait_for_function(
        """wanted => {
          const { width, height } = document.querySelector(".kertas svg").viewBox.baseVal;
          return Math.abs(width / height - wanted) < 0.01;
        }""",
        arg=wanted,
    )


def open_letterhead(page: Page) -> None:
    page.get_by_role("link", name="Kop kota").click()
    page.wait_for_selector(".kertas svg")


def wait_for_logo(page: Page, wanted: str) -> None:
    """Wait until the logo of the form has this colour, as its decimal bytes."""
    page.wait_for_function(
        """wanted => {
          const picture = document.querySelector("img.logo:not([hidden])");
          if (!picture?.complete || !picture.naturalWidth) return false;
          const pen = new OffscreenCanvas(1, 1).getContext("2d");
          pen.drawImage(picture, 0, 0, 1, 1);
          return pen.getImageData(0, 0, 1, 1).data.slice(0, 3).join() === wanted;
        }""",
        arg=wanted,
    )


def drop(page: Page, kind: str, data: bytes) -> None:
    """Drop a file on the logo of the form."""
    page.evaluate(
        """([kind, bytes]) => {
          const held = new DataTransfer();
          held.items.add(new File([new Uint8Array(bytes)], "berkas", { type: kind }));
          const given = { bubbles: true, cancelable: true, dataTransfer: held };
          document.querySelector(".pemilih").dispatchEvent(new DragEvent("drop", given));
        }""",
        [kind, list(data)],
    )
