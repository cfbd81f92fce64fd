"""What a clerk does on the page, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.server.browsing import (
    NARROW,
    WITH_RETURN,
    accessibility_faults,
    activity,
    browsed,
    open_sop,
    project_with,
    reflows,
    wait_until_saved,
)

pytestmark = pytest.mark.office

FLOW = ("langkah 1, Staf Mulai", "langkah 2, Kepala Dinas", "langkah 3, Staf Selesai")


def test_a_word_typed_on_the_page_changes_its_line_alone_and_its_drawing(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        activity(page, 2).fill("Meneliti surat")
        page.locator(".kertas").get_by_text("Meneliti surat", exact=True).wait_for()
        wait_until_saved(page)
    assert definition.read_text(encoding="utf-8") == WITH_RETURN.replace(
        "Memeriksa surat ", "Meneliti surat "
    )


def test_the_caret_stays_where_somebody_types(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        activity(page, 1).focus()
        page.keyboard.press("Home")
        page.keyboard.type("Mencatat dan ", delay=40)
        wait_until_saved(page)
        page.keyboard.type("lalu ", delay=10)
        wait_until_saved(page)
    assert "kegiatan: Mencatat dan lalu Menerima surat\n" in definition.read_text(encoding="utf-8")


WATCHED = """
window.touched = [];
const isNew = ({target, attributeName, oldValue}) =>
  !attributeName || target.getAttribute(attributeName) !== oldValue;
new MutationObserver((all) => {
  touched.push(...all.filter(isNew).map((each) => each.target.outerHTML));
}).observe(
  document.querySelector(".isi"),
  {subtree: true, childList: true, attributeOldValue: true, characterData: true},
);
"""
"""Collects what changes in the form; an attribute set to what it is changes nothing."""


def test_a_key_touches_nothing_in_the_form_that_stays_as_it_is(tmp_path: Path) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        activity(page, 2).focus()
        page.evaluate(WATCHED)
        page.keyboard.type("Lekas")
        page.locator(".kertas").get_by_text("Lekas").wait_for()
        wait_until_saved(page)
        assert page.evaluate("touched") == []


def test_a_click_on_the_sheet_leads_to_the_field_and_the_field_to_the_sheet(
    tmp_path: Path,
) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat", "Identitas")
        page.locator("[data-asal='langkah/1@kepala/0']").click()
        assert focused(page) == "Langkah 2: Pelaksana"
        page.locator("[data-asal='nomor']").click()
        assert focused(page) == "Nomor SOP"
        open_part(page, "Langkah")
        activity(page, 3).focus()
        lit = page.locator(".kertas .sorot").evaluate_all(
            "all => all.map(each => each.dataset.asal)"
        )
        assert "langkah/2@staf/0" in lit
        assert all(each.startswith("langkah/2") for each in lit)


def test_arrow_keys_walk_the_flow_on_the_sheet_and_enter_leads_to_the_field(
    tmp_path: Path,
) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        page.keyboard.press("F6")
        walked = []
        for key in ("ArrowDown", "ArrowDown", "End", "ArrowDown", "ArrowUp", "Home", "ArrowUp"):
            page.keyboard.press(key)
            walked.append(focused(page))
        first, second, third = FLOW
        assert walked == [first, second, third, third, second, first, first]
        assert accessibility_faults(page) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert focused(page) == "Langkah 2: Pelaksana"


def test_form_and_sheet_are_as_wide_as_somebody_made_them(tmp_path: Path) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        bar = page.get_by_role("separator", name="Lebar isian di samping lembar")
        before = page.locator(".kertas").bounding_box()
        bar.focus()
        for _ in range(4):
            page.keyboard.press("ArrowLeft")
        after = page.locator(".kertas").bounding_box()
        assert before is not None
        assert after is not None
        assert after["width"] > before["width"] + 100
        assert accessibility_faults(page) == []
        page.reload()
        page.wait_for_selector(".kertas svg")
        assert page.locator(".kertas").bounding_box() == after
        box = bar.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 3, 300)
        page.mouse.down()
        page.mouse.move(10, 300)
        page.mouse.up()
        assert bar.get_attribute("aria-valuenow") == "25"


def test_steps_are_moved_copied_and_removed_and_all_of_it_is_undone(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        activity(page, 3).focus()
        page.keyboard.press("Alt+ArrowUp")
        assert focused(page) == "Langkah 2: Kegiatan"
        wait_until_saved(page)
        moved = activities(definition)
        page.keyboard.press("Control+d")
        assert focused(page) == "Langkah 3: Kegiatan"
        wait_until_saved(page)
        copied = activities(definition)
        page.keyboard.press("Control+Delete")
        wait_until_saved(page)
        removed = activities(definition)
        for _ in range(3):
            page.keyboard.press("Control+z")
        page.wait_for_selector("header button:has-text('Batal'):disabled")
    receive, check, file = "Menerima surat", "Memeriksa surat", "Mengarsipkan surat"
    assert moved == [receive, file, check]
    assert copied == [receive, file, file, check]
    assert removed == [receive, file, check]
    assert definition.read_text(encoding="utf-8") == WITH_RETURN


def test_an_sop_begins_as_a_copy_of_another(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        page.get_by_role("link", name="Buat SOP").click()
        page.get_by_label("Salin dari").select_option("Penerimaan Surat")
        assert not page.get_by_label("Kegiatan pertama").is_visible()
        page.get_by_label("Nama SOP").fill("Penerimaan Paket")
        assert accessibility_faults(page) == []
        page.get_by_role("button", name="Buat dan buka").click()
        page.locator(".kertas").get_by_text("PENERIMAAN PAKET").first.wait_for()
    made = definition.with_name("penerimaan-paket.yaml").read_text(encoding="utf-8")
    assert activities(definition.with_name("penerimaan-paket.yaml")) == activities(definition)
    assert "nomor: 7/SOP/2026" not in made


def test_all_that_was_changed_since_an_sop_was_opened_is_shown_and_taken_back(
    tmp_path: Path,
) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        activity(page, 2).fill("Meneliti surat")
        page.get_by_role("button", name="Turunkan langkah 1").click()
        page.get_by_role("button", name="Perubahan sejak dibuka").click()
        page.get_by_role("dialog").get_by_text("Meneliti surat").wait_for()
        assert accessibility_faults(page) == []
        page.get_by_role("button", name="Kembalikan semuanya").click()
        page.locator(".kertas").get_by_text("Memeriksa surat", exact=True).wait_for()
        wait_until_saved(page)
        assert definition.read_text(encoding="utf-8") == WITH_RETURN
        page.keyboard.press("Control+z")
        page.locator(".kertas").get_by_text("Meneliti surat", exact=True).wait_for()
        wait_until_saved(page)
        page.get_by_role("button", name="Perubahan sejak dibuka").click()
        page.keyboard.press("Escape")
    assert "Meneliti surat" in definition.read_text(encoding="utf-8")


def test_what_is_undone_is_gone_to(tmp_path: Path) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat", "Identitas")
        page.get_by_label("Nomor SOP", exact=True).fill("8/SOP/2026")
        page.get_by_label("Nama SOP", exact=True).fill("Penerimaan Berkas")
        wait_until_saved(page)
        open_part(page, "Langkah")
        page.get_by_role("button", name="Batal").click()
        page.locator(".kertas").get_by_text("PENERIMAAN SURAT").first.wait_for()
        page.get_by_label("Nama SOP", exact=True).wait_for()
        assert focused(page) == "Batal"
        open_part(page, "Langkah")
        page.keyboard.press("Control+z")
        page.locator(".kertas").get_by_text("7/SOP/2026").first.wait_for()
        assert focused(page) == "Nomor SOP"


def test_who_removes_a_step_that_arrows_enter_is_asked_first(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        activity(page, 1).focus()
        page.keyboard.press("Control+Delete")
        page.get_by_role("dialog").get_by_text("2. Memeriksa surat").wait_for()
        page.keyboard.press("Escape")
        assert focused(page) == "Langkah 1: Kegiatan"
    assert definition.read_text(encoding="utf-8") == WITH_RETURN


def test_what_is_typed_is_never_markup(tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>]]></text><script>alert(2)</script>"
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        activity(page, 1).fill(hostile)
        page.get_by_label("Langkah 2: jawaban 1", exact=True).fill(hostile)
        page.keyboard.press("Enter")
        page.get_by_label("Pelaksana 1", exact=True).fill(hostile)
        wait_until_saved(page)
        open_part(page, "Identitas")
        for field in page.locator(".identitas input[type=text], .identitas textarea").all():
            field.fill(hostile)
        wait_until_saved(page)
        assert page.locator("img, body script").count() == 0
        page.get_by_role("link", name="Daftar SOP").click()
        page.wait_for_selector("main.daftar")
        assert page.locator("img, body script").count() == 0


def test_a_wrong_text_keeps_the_last_drawing_and_is_told_at_its_field(tmp_path: Path) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat", "Identitas")
        approver = page.get_by_label("Disahkan oleh", exact=True)
        approver.fill("siapa")
        page.wait_for_selector(".kertas.redup svg")
        assert page.get_by_text("Gambar belum ikut").is_visible()
        assert approver.get_attribute("aria-invalid") == "true"
        approver.fill("kepala-dinas")
        page.wait_for_selector(".kertas:not(.redup) svg")
        page.wait_for_selector(".belum-ikut", state="hidden")
        assert approver.get_attribute("aria-invalid") is None


def test_what_is_safe_to_mend_is_mended_at_a_press_and_its_rule_explained(tmp_path: Path) -> None:
    definition = project_with(tmp_path, WITH_RETURN.replace("Mengarsipkan surat", "Mengarsip."))
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        page.get_by_role("button", name="Perbaiki menjadi “Mengarsip”").click()
        page.locator(".kertas").get_by_text("Mengarsip", exact=True).wait_for()
        page.get_by_role("button", name="Perbaiki menjadi “Mengarsip”").wait_for(state="detached")
        wait_until_saved(page)
        page.get_by_role("button", name="Jelaskan aturan IDN004").first.click()
        page.get_by_role("dialog").get_by_text("Dasar :").wait_for()
        assert accessibility_faults(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("Control+z")
        page.locator(".kertas").get_by_text("Mengarsip.", exact=True).wait_for()
        wait_until_saved(page)
    assert "kegiatan: Mengarsip.\n" in definition.read_text(encoding="utf-8")


def test_what_is_wrong_with_a_file_as_such_promises_no_rule(tmp_path: Path) -> None:
    project_with(tmp_path, WITH_RETURN.replace("pelaksana: kepala", "pelaksana: camat"))
    with browsed(tmp_path) as page:
        page.get_by_role("link", name="Penerimaan Surat").click()
        page.locator(".masalah .kode").get_by_text("DEF042").wait_for()
        assert page.get_by_role("button", name="DEF042").count() == 0
        assert page.locator(".masalah button.kode").count() == 0


def test_what_another_program_changed_meanwhile_is_asked_for(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        definition.write_text(WITH_RETURN.replace("5 menit", "7 menit"), encoding="utf-8")
        page.get_by_label("Langkah 1: Waktu", exact=True).fill("9 menit")
        page.get_by_role("button", name="Pakai punya saya").click()
        page.wait_for_selector("dialog", state="detached")
        wait_until_saved(page)
    assert definition.read_text(encoding="utf-8") == WITH_RETURN.replace("5 menit", "9 menit")


def test_what_another_program_saved_is_shown_by_itself(tmp_path: Path) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        definition.write_text(WITH_RETURN.replace("5 menit", "7 menit"), encoding="utf-8")
        page.locator(".kertas").get_by_text("7 menit", exact=True).wait_for()
        assert page.get_by_label("Langkah 1: Waktu", exact=True).input_value() == "7 menit"


def test_what_was_built_is_told_in_the_list(tmp_path: Path) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        page.get_by_role("button", name="Bangun yang berubah").click()
        page.get_by_text("1 dibuat, 0 tidak berubah, 0 gagal.").wait_for()
        page.get_by_role("searchbox").fill("tidak ada yang begini")
        page.get_by_text("0 dari 1 SOP").wait_for()
        page.get_by_role("searchbox").fill("penerimaan")
        page.get_by_role("link", name="Penerimaan Surat").wait_for()


def test_the_officials_of_the_letterhead_are_suggested(tmp_path: Path) -> None:
    project_with(tmp_path)
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat", "Identitas")
        suggested = page.locator("datalist option")
        suggested.first.wait_for(state="attached")
        assert suggested.evaluate_all("all => all.map(each => [each.value, each.textContent])") == [
            ["kepala-dinas", "Kepala Dinas"]
        ]


def test_by_keyboard_alone_an_sop_of_ten_steps_is_made_built_and_downloaded(
    tmp_path: Path,
) -> None:
    definition = project_with(tmp_path)
    with browsed(tmp_path) as page:
        tab_to(page, "Buat SOP")
        page.keyboard.press("Enter")
        page.wait_for_selector("form.baru")
        known = ("Pelayanan Surat Keterangan", "12/SOP", "Umum", "Staf\nKepala", "Kegiatan 1")
        for words in ("", "", *known):
            page.keyboard.press("Tab")
            page.keyboard.insert_text(words)
        page.keyboard.press("Enter")
        page.wait_for_selector(".kertas svg")
        assert focused(page) == "Langkah 1: Kegiatan"
        for number in range(2, 11):
            page.keyboard.press("Control+Enter")
            page.keyboard.type(f"Kegiatan {number}")
        for number in (4, 8):
            tab_to(page, f"Langkah {number}: Sesudah ini", back=True)
            page.keyboard.type("Keputusan")
            tab_to(page, f"Langkah {number}: jawaban 1")
        wait_until_saved(page)
        tab_to(page, "Bangun", back=True)
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog a[href$=pdf]", timeout=60_000)
        tab_to(page, "PDF (.pdf)")
        with page.expect_download() as waiting:
            page.keyboard.press("Enter")
        downloaded = Path(waiting.value.path()).read_bytes()
    made = definition.parent / "pelayanan-surat-keterangan.yaml"
    assert activities(made) == [f"Kegiatan {number}" for number in range(1, 11)]
    assert made.read_text(encoding="utf-8").count("cabang:") == 2
    assert downloaded.startswith(b"%PDF")


@pytest.mark.parametrize("size", [None, NARROW], ids=["wide", "narrow"])
def test_no_screen_has_faults_that_axe_finds(tmp_path: Path, size: dict[str, int] | None) -> None:
    project_with(tmp_path)
    faults = []
    with browsed(tmp_path, *([size] if size else [])) as page:

        def check() -> None:
            faults.extend(accessibility_faults(page))
            assert reflows(page)

        check()
        page.get_by_role("link", name="Buat SOP").click()
        page.get_by_role("button", name="Buat dan buka").click()
        check()
        page.get_by_role("link", name="Kembali ke daftar").click()
        open_sop(page, "Penerimaan Surat", "Identitas")
        check()
        page.get_by_label("Disahkan oleh", exact=True).fill("siapa")
        page.wait_for_selector(".kertas.redup")
        check()
        open_part(page, "Langkah")
        check()
        page.get_by_role("button", name="Tombol pintas").click()
        check()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Bangun", exact=True).click()
        page.wait_for_selector("dialog li")
        check()
    assert faults == []


def open_part(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def focused(page: Page) -> str:
    """Return what the control is called that has the focus."""
    called = page.evaluate(
        "(document.activeElement.labels?.[0]?.textContent)"
        " || document.activeElement.getAttribute('aria-label')"
        " || document.activeElement.textContent"
    )
    return str(called)


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Press Tab until the control of that name has the focus."""
    for _ in range(200):
        if focused(page) == name:
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    pytest.fail(f"no way by Tab to {name}")


def activities(definition: Path) -> list[str]:
    lines = definition.read_text(encoding="utf-8").splitlines()
    typed = [line.partition("kegiatan:")[2] for line in lines if "kegiatan:" in line]
    return [each.partition("#")[0].strip() for each in typed]


def test_a_letterhead_is_changed_beside_a_sheet_that_shows_it(tmp_path: Path) -> None:
    project_with(tmp_path)
    letterhead = tmp_path / "letterheads" / "kota.yaml"
    picture = tmp_path / "lambang.png"
    Image.new("RGB", (40, 40), "navy").save(picture)
    faults = []
    with browsed(tmp_path) as page:
        open_sop(page, "Penerimaan Surat")
        page.locator("[data-asal='kop:instansi']").first.click()
        page.wait_for_selector("textarea:focus")
        assert focused(page) == "Instansi"
        page.keyboard.press("End")
        page.keyboard.type("\nDINAS BARU")
        page.locator(".kertas").get_by_text("DINAS BARU", exact=True).first.wait_for()
        page.get_by_label("Logo", exact=True).set_input_files(picture)
        page.wait_for_selector("img.logo:not([hidden])")
        page.get_by_label("Jabatan pejabat baru").fill("Sekretaris")
        page.keyboard.press("Enter")
        assert focused(page) == "sekretaris: Nama dengan gelar"
        page.keyboard.type("NAMA PEJABAT")
        wait_until_saved(page)
        faults += accessibility_faults(page)
        page.get_by_role("button", name="Hapus pejabat kepala-dinas").click()
        page.get_by_role("dialog").get_by_role("button", name="Hapus", exact=True).click()
        page.get_by_role("group", name="kepala-dinas").wait_for(state="detached")
        wait_until_saved(page)
        page.keyboard.press("Control+z")
        page.get_by_role("group", name="kepala-dinas").wait_for()
        wait_until_saved(page)
        changed = letterhead.read_text(encoding="utf-8")
        letterhead.write_text(changed.replace("kota-logo", "tidak-ada"), encoding="utf-8")
        page.wait_for_selector("[type=file][aria-invalid=true]")
        faults += accessibility_faults(page)
        letterhead.write_text(changed, encoding="utf-8")
        page.wait_for_selector("[type=file]:not([aria-invalid])")
        page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
        faults += accessibility_faults(page)
        assert reflows(page)
        page.get_by_role("link", name="Daftar SOP").click()
        page.get_by_role("link", name="Kop kota").click()
        page.wait_for_selector("main.sunting")
        assert page.get_by_label("Instansi", exact=True).input_value() == (
            "PEMERINTAH KOTA\nDINAS BARU"
        )
    assert faults == []
    assert (
        changed
        == """\
instansi:
  - PEMERINTAH KOTA
  - DINAS BARU
logo: kota-logo.png
pejabat:
  kepala-dinas:
    jabatan: Kepala Dinas
    nip: 19700101 199503 1 001
  sekretaris:
    jabatan: Sekretaris
    nama: NAMA PEJABAT
"""
    )
