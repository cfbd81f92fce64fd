"""An id, and everything that names it; an arrow, and what it leads to."""

import pytest

from sopgen.definition.composer import compose
from sopgen.definition.validation import plain
from sopgen.editing.asked import Operation
from sopgen.editing.operations import all_edited
from sopgen.editing.references import (
    aimed,
    entering,
    lane_renamed,
    named,
    position_of,
    step_renamed,
    taken_out,
)

TEXT = """\
pelaksana:
  kadis: Kepala Dinas   # pimpinan
  tim: Tim
langkah:
  - id: susun
    kegiatan: Menyusun draf
    pelaksana: [kadis, tim]
    keluar: tim
  - kegiatan: Memeriksa draf
    pelaksana:
      tim: {lajur: [kadis, tim], cabang: {Ya: berikutnya, Tidak: [susun/tim, {ke: susun/tim/2}]}}
  - id: kirim
    kegiatan: Mengirim
    pelaksana: kadis
    lanjut: susun
  - kegiatan: Mencatat
    pelaksana: tim
    cabang: {Ulang: kirim, Ya: selesai}
"""


def flow() -> dict:
    return plain(compose(TEXT).root)


def after(operations: list[Operation]) -> str:
    text = all_edited(TEXT, operations)
    assert isinstance(text, str), text
    return text


def test_a_step_is_renamed_with_all_arrows_that_lead_to_it():
    expected = TEXT.replace("susun", "menyusun")
    assert after(step_renamed(flow(), (), "susun", "menyusun")) == expected


def test_a_lane_is_renamed_wherever_it_stands():
    expected = (
        TEXT.replace("  tim: Tim", "  regu: Tim")
        .replace("[kadis, tim]", "[kadis, regu]")
        .replace("keluar: tim", "keluar: regu")
        .replace("      tim: {", "      regu: {")
        .replace("susun/tim", "susun/regu")
        .replace("pelaksana: tim", "pelaksana: regu")
    )
    assert after(lane_renamed(flow(), (), "tim", "regu")) == expected


def test_branches_take_the_place_of_an_arrow_and_stand_where_they_are_usually_typed():
    step = flow()["langkah"][2]
    text = after(aimed(step, ("langkah", 2), "cabang", {"Ya": "berikutnya", "Tidak": "susun"}))
    assert "lanjut: susun" not in text
    assert "    pelaksana: kadis\n    cabang:\n      Ya: berikutnya\n      Tidak: susun\n" in text


def test_an_arrow_that_says_nothing_is_not_typed():
    step = flow()["langkah"][2]
    assert after(aimed(step, ("langkah", 2), "lanjut", "")) == TEXT.replace(
        "    lanjut: susun\n", ""
    )


def test_a_step_without_an_id_gets_one_from_its_words():
    found, operations = named(flow(), (), 1)
    assert found == "memeriksa"
    assert "  - id: memeriksa\n    kegiatan: Memeriksa draf\n" in after(operations)
    assert named(flow(), (), 0) == ("susun", [])


def test_arrows_into_a_step_that_goes_lead_to_the_next():
    assert [place.at for place in entering(flow(), (), 2)] == [("langkah", 3, "cabang", "Ulang")]
    operations = taken_out(flow(), (), 2)
    assert operations is not None
    text = after(operations)
    assert "Mengirim" not in text
    assert "cabang: {Ulang: mencatat, Ya: selesai}" in text


def test_the_last_step_does_not_go_while_arrows_enter_it():
    text = TEXT.replace("  - kegiatan: Mencatat", "  - id: catat\n    kegiatan: Mencatat")
    data = plain(compose(text.replace("lanjut: susun", "lanjut: catat")).root)
    assert taken_out(data, (), 3) is None


def test_arrows_into_a_step_that_goes_pass_over_a_heading():
    text = TEXT.replace("  - kegiatan: Mencatat", "  - judul: B. PENUTUP\n  - kegiatan: Mencatat")
    operations = taken_out(plain(compose(text).root), (), 2)
    assert operations is not None
    edited = all_edited(text, operations)
    assert "- judul: B. PENUTUP\n  - id: mencatat\n    kegiatan: Mencatat" in edited
    assert "cabang: {Ulang: mencatat, Ya: selesai}" in edited


def test_a_step_with_only_a_heading_below_does_not_go_while_arrows_enter_it():
    text = TEXT.replace("  - kegiatan: Mencatat", "  - id: catat\n    kegiatan: Mencatat")
    text = text.replace("lanjut: susun", "lanjut: catat") + "  - judul: PENUTUP\n"
    assert taken_out(plain(compose(text).root), (), 3) is None


@pytest.mark.parametrize(
    ("key", "present", "position"),
    [("id", ["kegiatan"], 0), ("waktu", ["kegiatan", "output"], 1), ("gabung", ["id", "lain"], 1)],
)
def test_a_key_stands_behind_those_that_usually_come_before_it(key, present, position):
    assert position_of(key, present) == position
