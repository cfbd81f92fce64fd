"""Forms that are filled in wrongly, or while their definition goes on: told, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pull.filling import DEFINITION, FORM, TEXT, Form, begin, difference, form, run


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path, monkeypatch)


WRONG: dict[str, tuple[Callable[[Form], None], str]] = {
    "pengesah": (
        lambda form: form.at("Identitas", "Pengesah", Nilai="sekretari"),
        "(Identitas!B12): galat: Pejabat “sekretari” tidak dikenal; isian ini dibiarkan. "
        "Barangkali maksudnya “sekretaris”. [TRK019]",
    ),
    "status": (
        lambda form: form.at("Identitas", "Status", Nilai="laku"),
        "(Identitas!B11): galat: Status “laku” tidak dikenal; isian ini dibiarkan. ",
    ),
    "kop": (
        lambda form: form.at("Identitas", "Kop", Nilai="desa"),
        "(Identitas!B3): galat: Kop “desa” tidak dikenal; isian ini dibiarkan. ",
    ),
    "kotak": (
        lambda form: form.add("Kotak", Kotak="Dasar hukom", Butir="PP Nomor 3"),
        "(Kotak!A10): galat: Kotak “Dasar hukom” tidak dikenal; isian ini dibiarkan. ",
    ),
    "pelaksana": (
        lambda form: form.at("Langkah", "Mencatat surat", Pelaksana="Bagian Umun"),
        "(Langkah!D5): galat: Pelaksana “Bagian Umun” tidak dikenal; isian ini dibiarkan. ",
    ),
    "simbol": (
        lambda form: form.at("Langkah", "Mencatat surat", Simbol="segitiga"),
        "(Langkah!G5): galat: Simbol “segitiga” tidak dikenal; isian ini dibiarkan. ",
    ),
    "tujuan": (
        lambda form: form.at("Langkah", "Memeriksa surat", Tujuan_2="catatan"),
        "(Langkah!L6): galat: Tujuan “catatan” tidak dikenal; isian ini dibiarkan. "
        "Barangkali maksudnya “catat”. [TRK019]",
    ),
    "gabung": (
        lambda form: form.at("Langkah", "Membahas surat", Gabung="waktu, luaran"),
        "(Langkah!T7): galat: Kolom “luaran” tidak dikenal; isian ini dibiarkan. ",
    ),
    "kegiatan": (
        lambda form: form.at("Langkah", "Mencatat surat", Kegiatan=None),
        "(Langkah!C5): galat: Baris ini belum punya kegiatan, dan kodenya bukan kode langkah di "
        "atasnya; tidak ikut. ",
    ),
    "an arrow to itself": (
        lambda form: form.at("Langkah", "Mencatat surat", Tujuan_1="catat"),
        "(Langkah!G5): galat: Panah ke “catat” kembali ke simbolnya sendiri. ",
    ),
}


@pytest.mark.parametrize("word", WRONG)
def test_a_word_that_nothing_is_called_by_is_told_with_its_cell_and_left_out(word: str) -> None:
    fill, told = WRONG[word]
    own = form()
    fill(own)
    own.at("Identitas", "Unit kerja", Nilai="Bagian Umum")
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 1
    assert f"{FORM} {told}" in result.stderr
    assert difference() == ["+unit: Bagian Umum"]


def test_a_lane_that_steps_still_name_stays_and_that_is_told() -> None:
    own = form()
    own.delete("Pelaksana", "Arsiparis")
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 1
    assert "TRK008" in result.stderr
    assert difference() == []


def test_a_step_that_another_names_is_gone_and_the_arrow_goes_on_to_the_next() -> None:
    text = TEXT.replace("Tidak: catat}", "Tidak: selesai}").replace(
        "    gabung: [waktu]\n", "    lanjut: catat\n"
    )
    own = form(text)
    own.delete("Langkah", "Mencatat surat")
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 0, result.output
    assert "(Langkah!J6): peringatan: Tujuan “catat” adalah langkah yang dihapus; " in result.stderr
    assert "+    lanjut: memeriksa" in difference(text)


def test_a_flow_that_would_not_be_sound_stays_as_it_was() -> None:
    own = form()
    own.delete("Langkah", "Mencatat surat")
    own.at("Langkah", "Menyimpan surat", Waktu="2 hari")
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 1
    assert "Panah ke “memeriksa” kembali ke simbolnya sendiri" in result.stderr
    assert difference() == ["-    waktu: 1 hari", "+    waktu: 2 hari"]


def test_what_definition_and_form_both_changed_is_a_conflict() -> None:
    own = form()
    own.at("Langkah", "Menyimpan surat", Pelaksana="Kepala Dinas", Waktu="2 hari")
    own.save()
    mine = TEXT.replace(
        "    pelaksana: arsip\n    waktu: 1 hari", "    pelaksana: umum\n    waktu: 3 hari"
    )
    DEFINITION.write_text(mine, encoding="utf-8")
    result = run("pull", FORM)
    assert result.exit_code == 1
    assert result.stderr.count("TRK003") == 2
    assert difference(mine) == []
    assert run("pull", FORM, "--ambil", "lembar").exit_code == 0
    assert "    pelaksana: kepala\n    waktu: 2 hari" in DEFINITION.read_text(encoding="utf-8")


def test_what_changed_meanwhile_elsewhere_stays() -> None:
    own = form()
    own.at("Langkah", "Menyimpan surat", Pelaksana="Kepala Dinas")
    own.save()
    mine = TEXT.replace(
        "  - judul: A", "  - {kegiatan: Membuka kantor, pelaksana: umum}\n  - judul: A"
    )
    DEFINITION.write_text(mine, encoding="utf-8")
    assert run("pull", FORM).exit_code == 0
    assert difference(mine) == ["-    pelaksana: arsip", "+    pelaksana: kepala"]


def test_a_form_that_was_filled_in_is_not_written_over() -> None:
    own = form()
    own.at("Identitas", "Unit kerja", Nilai="Bagian Umum")
    filled = own.save().read_bytes()
    result = run("form", DEFINITION)
    assert result.exit_code == 1
    assert f"{FORM} sudah ada dan sudah diisi; tidak diubah." in result.stderr
    assert FORM.read_bytes() == filled
    assert run("form", DEFINITION, "-o", "lain.xlsx").exit_code == 0


def test_a_copied_step_with_two_symbols_is_a_step_of_its_own() -> None:
    text = TEXT.replace(
        "    pelaksana: arsip\n", "    pelaksana: {arsip: , umum: {teks: Salinan}}\n"
    )
    own = form(text)
    sheet = own.sheet("Langkah")
    first = own.row("Langkah", "Menyimpan surat")
    for row in (first, first + 1):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row + 2, column).value = sheet.cell(row, column).value
    own.type("Langkah", first + 2, Kegiatan="Menyalin surat")
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 0, result.output
    assert f"(Langkah!A{first + 2}): peringatan: Kode “k5” sudah dipakai" in result.stderr
    assert difference(text) == [
        "+  - kegiatan: Menyalin surat",
        "+    pelaksana:",
        "+      arsip: {}",
        "+      umum:",
        "+        teks: Salinan",
        "+    waktu: 1 hari",
    ]


def test_a_row_that_was_emptied_is_a_step_that_is_gone() -> None:
    own = form()
    row = own.row("Langkah", "Membahas surat")
    for column in range(1, own.column("Langkah", "Gabung") + 1):
        own.sheet("Langkah").cell(row, column).value = None
    own.save()
    assert run("pull", FORM).exit_code == 0
    assert "Membahas surat" not in DEFINITION.read_text(encoding="utf-8")


def test_a_sheet_that_is_gone_takes_nothing_away() -> None:
    own = form()
    own.book.remove(own.sheet("Langkah"))
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 0
    assert "Lembar “Langkah” tidak ada lagi di berkas ini" in result.stderr
    assert difference() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Sebutkan satu DEFINISI, atau --baru dengan --kop."),
        ([str(DEFINITION), "--baru"], "Sebutkan satu DEFINISI, atau --baru dengan --kop."),
        (["--baru"], "Sebutkan kopnya dengan --kop: "),
        (["--baru", "--kop", "desa"], "Kop desa tidak ada. Yang ada: kota."),
        (["tidak-ada.yaml"], "tidak-ada.yaml tidak ada."),
    ],
)
def test_wrong_commands_are_told(arguments: list[str], said: str) -> None:
    result = run("form", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
