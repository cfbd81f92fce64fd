"""Forms filled in and pulled: each edit in its lines, all others byte for byte."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from difflib import ndiff
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from sopgen.definition.reading import read_definition
from sopgen.pull.form.making import form_of
from sopgen.pull.opening import opened
from sopgen.pull.pulling import Wish, brought_back
from tests.catalogue import DEFINITIONS
from tests.projects import LETTERHEAD
from tests.pull.filling import Form

DEFINITION = Path("definitions/kota/surat.yaml")
FORM = Path("definitions/kota/surat.isian.xlsx")
TEXT = """\
kop: kota
nomor: 1/SOP/2024
nama: Surat *masuk*   # nama di lembar
tanggal_pembuatan: 2024-01-23
pengesah: kepala-dinas
penandatangan:
  - {peran: Disusun oleh, pejabat: sekretaris, tanggal: 2024-01-20}
dasar_hukum:
  - UU Nomor 1
  # yang kedua
  - UU Nomor 2
peringatan: Jangan terlambat
riwayat:
  - {revisi: "0", tanggal: 2024-01-23, uraian: Terbit pertama}
pelaksana:
  umum: Bagian Umum
  kepala: Kepala Dinas
  arsip: Arsiparis
langkah:
  - judul: A. PENERIMAAN
  - kegiatan: Menerima surat
    pelaksana: umum
    waktu: 5 menit
  - id: catat
    kegiatan: Mencatat surat
    pelaksana: umum
    kelengkapan: [Surat, Buku agenda]
  # diperiksa oleh kepala
  - kegiatan: Memeriksa surat
    pelaksana: kepala
    cabang: {Ya: berikutnya, Tidak: catat}
  - kegiatan: Membahas surat
    pelaksana: [kepala, umum]
    gabung: [waktu]
  - kegiatan: Menyimpan surat
    pelaksana: arsip
    waktu: 1 hari
format:
  alur:
    kolom_tambahan: {risiko: Risiko}
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letterheads").mkdir()
    kop = LETTERHEAD + "  sekretaris:\n    jabatan: Sekretaris\n"
    (tmp_path / "letterheads" / "kota.yaml").write_text(kop, encoding="utf-8")
    (tmp_path / DEFINITION.parent).mkdir(parents=True)
    (tmp_path / DEFINITION).write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def form(text: str = TEXT) -> Form:
    DEFINITION.write_text(text, encoding="utf-8")
    result = run("form", DEFINITION)
    assert (result.exit_code, result.stdout) == (0, f"{FORM}\n")
    return Form(FORM)


def difference(before: str = TEXT) -> list[str]:
    after = DEFINITION.read_text(encoding="utf-8")
    lines = ndiff(before.splitlines(), after.splitlines())
    return [f"{line[0]}{line[2:]}" for line in lines if line[:1] in "+-"]


EDITS: dict[str, tuple[Callable[[Form], None], list[str]]] = {
    "a text of the identity": (
        lambda form: form.at("Identitas", "Nomor SOP", Nilai="2/SOP/2025"),
        ["-nomor: 1/SOP/2024", "+nomor: 2/SOP/2025"],
    ),
    "a name with emphasis": (
        lambda form: form.at("Identitas", "Nama SOP", Nilai="Surat masuk dinas"),
        [
            "-nama: Surat *masuk*   # nama di lembar",
            "+nama: Surat *masuk* dinas   # nama di lembar",
        ],
    ),
    "a date typed as a date": (
        lambda form: form.at("Identitas", "Tanggal pembuatan", Nilai=datetime.date(2025, 2, 1)),
        ["-tanggal_pembuatan: 2024-01-23", "+tanggal_pembuatan: 2025-02-01"],
    ),
    "a date in words where none was": (
        lambda form: form.at("Identitas", "Tanggal efektif", Nilai="2 Maret 2025"),
        ["+tanggal_efektif: 2025-03-02"],
    ),
    "another approver": (
        lambda form: form.at("Identitas", "Pengesah", Nilai="sekretaris"),
        ["-pengesah: kepala-dinas", "+pengesah: sekretaris"],
    ),
    "an item of a box": (
        lambda form: form.at("Kotak", "UU Nomor 2", Butir="UU Nomor 2 Tahun 2002"),
        ["-  - UU Nomor 2", "+  - UU Nomor 2 Tahun 2002"],
    ),
    "an item below all others": (
        lambda form: form.add("Kotak", Kotak="Dasar hukum", Butir="PP Nomor 3"),
        ["+  - PP Nomor 3"],
    ),
    "an item that is gone": (
        lambda form: form.delete("Kotak", "UU Nomor 1"),
        ["-  - UU Nomor 1"],
    ),
    "a paragraph that becomes a list": (
        lambda form: form.add("Kotak", Kotak="peringatan", Butir="Jangan hilang"),
        [
            "-peringatan: Jangan terlambat",
            "+peringatan:",
            "+  - Jangan terlambat",
            "+  - Jangan hilang",
        ],
    ),
    "a box that was empty": (
        lambda form: form.at("Kotak", "Peralatan", Butir="ATK"),
        ["+peralatan:", "+  - ATK"],
    ),
    "a new signatory": (
        lambda form: form.add("Penanda tangan", Peran="Diperiksa oleh", Pejabat="kepala-dinas"),
        ["+  - peran: Diperiksa oleh", "+    pejabat: kepala-dinas"],
    ),
    "a line of the history": (
        lambda form: form.add(
            "Riwayat", Revisi="1", Tanggal=datetime.date(2025, 1, 2), Uraian="Revisi"
        ),
        ["+  - revisi: 1", "+    tanggal: 2025-01-02", "+    uraian: Revisi"],
    ),
    "a text of a step": (
        lambda form: form.at("Langkah", "Menerima surat", Waktu="10 menit"),
        ["-    waktu: 5 menit", "+    waktu: 10 menit"],
    ),
    "a further item of a cell": (
        lambda form: form.at(
            "Langkah", "Mencatat surat", Kelengkapan="- Surat\n- Buku agenda\n- Cap"
        ),
        ["-    kelengkapan: [Surat, Buku agenda]", "+    kelengkapan: [Surat, Buku agenda, Cap]"],
    ),
    "a column of the agency's own": (
        lambda form: form.at("Langkah", "Menerima surat", Risiko="Hilang"),
        ["+    tambahan:", "+      risiko: Hilang"],
    ),
    "a heading": (
        lambda form: form.at("Langkah", "A. PENERIMAAN", Kegiatan="A. PERSIAPAN"),
        ["-  - judul: A. PENERIMAAN", "+  - judul: A. PERSIAPAN"],
    ),
    "a new heading": (
        lambda form: form.insert(
            "Langkah", "Mencatat surat", Kegiatan="B. LANJUTAN", Simbol="judul"
        ),
        ["+  - judul: B. LANJUTAN"],
    ),
    "a new step": (
        lambda form: form.insert(
            "Langkah", "Menerima surat", Kegiatan="Mencap surat", Pelaksana="Arsiparis"
        ),
        ["+  - kegiatan: Mencap surat", "+    pelaksana: arsip"],
    ),
    "a new last step that another names": (
        lambda form: (
            form.add("Langkah", Kode="lapor", Kegiatan="Melapor", Pelaksana="bagian umum"),
            form.at("Langkah", "Menerima surat", Tujuan_1="lapor"),
        )[0],
        ["+    lanjut: lapor", "+  - id: lapor", "+    kegiatan: Melapor", "+    pelaksana: umum"],
    ),
    "a step that is gone": (
        lambda form: form.delete("Langkah", "Membahas surat"),
        [
            "-  - kegiatan: Membahas surat",
            "-    pelaksana: [kepala, umum]",
            "-    gabung: [waktu]",
        ],
    ),
    "a step moved": (
        lambda form: form.move("Langkah", "Menerima surat", "Mencatat surat"),
        [
            "-  - kegiatan: Menerima surat",
            "-    pelaksana: umum",
            "-    waktu: 5 menit",
            "+  - kegiatan: Menerima surat",
            "+    pelaksana: umum",
            "+    waktu: 5 menit",
        ],
    ),
    "another lane": (
        lambda form: form.at("Langkah", "Menyimpan surat", Pelaksana="Kepala Dinas"),
        ["-    pelaksana: arsip", "+    pelaksana: kepala"],
    ),
    "a lane called otherwise": (
        lambda form: form.at("Pelaksana", "Arsiparis", Nama_tercetak="Petugas Arsip"),
        ["-  arsip: Arsiparis", "+  arsip: Petugas Arsip"],
    ),
    "a new lane and its step": (
        lambda form: (
            form.insert("Pelaksana", "Bagian Umum", Kode="sek", Nama_tercetak="Sekretaris"),
            form.at("Langkah", "Menerima surat", Pelaksana="Sekretaris"),
        )[0],
        ["+  sek: Sekretaris", "-    pelaksana: umum", "+    pelaksana: sek"],
    ),
    "the code of a lane": (
        lambda form: form.at("Pelaksana", "Arsiparis", Kode="arsiparis"),
        [
            "-  arsip: Arsiparis",
            "+  arsiparis: Arsiparis",
            "-    pelaksana: arsip",
            "+    pelaksana: arsiparis",
        ],
    ),
    "lanes in another order": (
        lambda form: form.move("Pelaksana", "Bagian Umum", "Kepala Dinas"),
        ["+  kepala: Kepala Dinas", "-  kepala: Kepala Dinas"],
    ),
    "the code of a step": (
        lambda form: form.at("Langkah", "Mencatat surat", Kode="agenda"),
        [
            "-  - id: catat",
            "+  - id: agenda",
            "-    cabang: {Ya: berikutnya, Tidak: catat}",
            "+    cabang: {Ya: berikutnya, Tidak: agenda}",
        ],
    ),
    "the kind of a symbol": (
        lambda form: form.at("Langkah", "Mencatat surat", Simbol="keputusan"),
        ["+    simbol: keputusan"],
    ),
    "words in a symbol": (
        lambda form: form.at("Langkah", "Mencatat surat", Kata_di_simbol="Agenda"),
        ["+    teks: Agenda"],
    ),
    "an answer": (
        lambda form: form.at("Langkah", "Memeriksa surat", Jawaban_1="Setuju"),
        [
            "-    cabang: {Ya: berikutnya, Tidak: catat}",
            "+    cabang: {Setuju: berikutnya, Tidak: catat}",
        ],
    ),
    "a target without an id": (
        lambda form: form.at("Langkah", "Memeriksa surat", Tujuan_2="k1"),
        [
            "+  - id: menerima",
            "-  - kegiatan: Menerima surat",
            "+    kegiatan: Menerima surat",
            "-    cabang: {Ya: berikutnya, Tidak: catat}",
            "+    cabang: {Ya: berikutnya, Tidak: menerima}",
        ],
    ),
    "a third answer": (
        lambda form: form.at("Langkah", "Memeriksa surat", Jawaban_3="Ragu", Tujuan_3="selesai"),
        [
            "-    cabang: {Ya: berikutnya, Tidak: catat}",
            "+    cabang: {Ya: berikutnya, Tidak: catat, Ragu: selesai}",
        ],
    ),
    "no arrow": (
        lambda form: form.at("Langkah", "Mencatat surat", Tujuan_1="tidak ada"),
        ["+    lanjut: tidak ada"],
    ),
    "joint work": (
        lambda form: form.at("Langkah", "Mencatat surat", Bersama_2="Arsiparis"),
        ["-    pelaksana: umum", "+    pelaksana:", "+      - umum", "+      - arsip"],
    ),
    "work no longer joint": (
        lambda form: form.at("Langkah", "Membahas surat", Bersama_2=None),
        ["-    pelaksana: [kepala, umum]", "+    pelaksana: kepala"],
    ),
    "one more symbol": (
        lambda form: form.insert(
            "Langkah", "Mencatat surat", Kode="catat", Pelaksana="Arsiparis", Simbol="selesai"
        ),
        [
            "-    pelaksana: umum",
            "+    pelaksana:",
            "+      umum: {}",
            "+      arsip:",
            "+        simbol: selesai",
            "+        lanjut: tidak ada",
        ],
    ),
    "merged cells": (
        lambda form: form.at("Langkah", "Membahas surat", Gabung="waktu, output"),
        ["-    gabung: [waktu]", "+    gabung:", "+      - waktu", "+      - output"],
    ),
    "a number of its own": (
        lambda form: form.at("Langkah", "Menyimpan surat", No="7"),
        ["+  - no: 7", "-  - kegiatan: Menyimpan surat", "+    kegiatan: Menyimpan surat"],
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_filled_in_stands_in_its_lines(edit: str) -> None:
    fill, expected = EDITS[edit]
    own = form()
    fill(own)
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 0, result.output
    assert "\n".join(difference()) == "\n".join(expected)
    read_definition(DEFINITION)


LANES = """\
kop: kota
nama: Surat masuk
pelaksana:
  umum: Bagian Umum
  kepala: Kepala Dinas
langkah:
  - id: terima
    kegiatan: Menerima surat
    pelaksana:
      umum: {simbol: mulai, lanjut: catat/umum}
  - id: catat
    kegiatan: Mencatat surat
    pelaksana:
      umum: {simbol: proses, lanjut: simpan/umum}
  - id: simpan
    kegiatan: Menyimpan surat
    pelaksana:
      umum: {cabang: {Tidak: catat/umum, Ya: berikutnya}}
  - kegiatan: Mengirim surat
    pelaksana: umum
"""


def test_arrows_that_name_a_symbol_by_its_lane_follow_it_to_another() -> None:
    own = form(LANES)
    own.at("Langkah", "Mencatat surat", Pelaksana="Kepala Dinas")
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 0, result.output
    assert difference(LANES) == [
        "-      umum: {simbol: mulai, lanjut: catat/umum}",
        "+      umum: {simbol: mulai}",
        "-      umum: {simbol: proses, lanjut: simpan/umum}",
        "+      kepala: {simbol: proses, lanjut: simpan/umum}",
        "-      umum: {cabang: {Tidak: catat/umum, Ya: berikutnya}}",
        "+      umum: {cabang: {Tidak: catat, Ya: berikutnya}}",
    ]


def test_new_answers_stand_in_the_order_of_the_form() -> None:
    own = form()
    own.at("Langkah", "Membahas surat", Jawaban_1="Ya", Jawaban_2="Tidak", Tujuan_2="catat")
    own.save()
    assert run("pull", FORM).exit_code == 0
    assert difference() == [
        "+    cabang:",
        "+      Ya: berikutnya",
        "+      Tidak: catat",
    ]


def test_a_second_pull_of_the_same_form_changes_nothing() -> None:
    own = form()
    own.at("Langkah", "Menerima surat", Waktu="10 menit", Bersama_2="Arsiparis")
    own.save()
    assert run("pull", FORM).exit_code == 0
    after = DEFINITION.read_bytes()
    assert run("pull", FORM).exit_code == 0
    assert DEFINITION.read_bytes() == after


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_form_that_nobody_filled_in_changes_nothing(name: str, tmp_path: Path) -> None:
    definition = DEFINITIONS[name]
    path = tmp_path / f"{name}.isian.xlsx"
    data = form_of(read_definition(definition))
    path.write_bytes(data)
    Form(path).save()
    edited = opened(path)
    assert edited.is_changed
    found = brought_back(edited, Wish(path, definition))
    assert (found.files, found.problems) == ((), ())
    assert form_of(read_definition(definition)) == data


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


def filled_new_form(name: str = "Pelayanan Surat") -> Path:
    result = run("form", "--baru", "--kop", "kota")
    assert result.stdout == "baru.isian.xlsx\n"
    own = Form(Path("baru.isian.xlsx"))
    own.at("Identitas", "Nama SOP", Nilai=name)
    own.at("Identitas", "Pengesah", Nilai="kepala-dinas")
    own.at("Identitas", "Tanggal pembuatan", Nilai=datetime.date(2025, 1, 23))
    own.at("Kotak", "Dasar hukum", Butir="UU Nomor 1")
    own.add("Kotak", Kotak="Dasar hukum", Butir="PP Nomor 2")
    own.at("Kotak", "Peringatan", Butir="Jangan terlambat")
    own.add("Pelaksana", Nama_tercetak="Petugas Loket", Unit="Bagian Umum")
    own.add("Pelaksana", Nama_tercetak="Arsiparis", Kode="arsip", Unit="Bagian Umum")
    own.add("Pelaksana", Nama_tercetak="Kepala Dinas")
    own.add("Langkah", Kegiatan="A. PENERIMAAN", Simbol="judul")
    own.add(
        "Langkah", Kode="1", Kegiatan="Menerima surat", Pelaksana="Petugas Loket", Waktu="5 menit"
    )
    own.add(
        "Langkah",
        Kode="2",
        Kegiatan="Memeriksa surat",
        Pelaksana="Kepala Dinas",
        Jawaban_1="Ya",
        Jawaban_2="Tidak",
        Tujuan_2="1",
        Kelengkapan="- Surat\n- Lampiran",
    )
    own.add(
        "Langkah",
        Kode="3",
        Kegiatan="Membahas surat",
        Pelaksana="Kepala Dinas",
        Bersama_2="arsiparis",
    )
    own.add(
        "Langkah", Kode="4", Kegiatan="Menyimpan surat", Pelaksana="Petugas Loket", Simbol="selesai"
    )
    own.add("Langkah", Kode="4", Pelaksana="Arsiparis", Kata_di_simbol="Arsip")
    return own.save()


NEW = """\
kop: kota
nomor:
nama: Pelayanan Surat
unit:
tanggal_pembuatan: 2025-01-23
tanggal_revisi:
tanggal_efektif:
status:
pengesah: kepala-dinas

dasar_hukum:
  - UU Nomor 1
  - PP Nomor 2
kualifikasi_pelaksana:
keterkaitan:
peralatan:
peringatan: Jangan terlambat
pencatatan:

pelaksana:
  Bagian Umum:
    petugas: Petugas Loket
    arsip: Arsiparis
  kepala: Kepala Dinas

langkah:
  - judul: A. PENERIMAAN
  - id: 1
    kegiatan: Menerima surat
    pelaksana: petugas
    waktu: 5 menit
  - kegiatan: Memeriksa surat
    pelaksana: kepala
    cabang:
      Ya: berikutnya
      Tidak: 1
    kelengkapan:
      - Surat
      - Lampiran
  - kegiatan: Membahas surat
    pelaksana:
      - kepala
      - arsip
  - kegiatan: Menyimpan surat
    pelaksana:
      petugas:
        simbol: selesai
      arsip:
        teks: Arsip
"""


def test_an_empty_form_that_was_filled_in_becomes_a_definition_that_builds() -> None:
    result = run("pull", filled_new_form())
    assert result.exit_code == 0, result.output
    made = Path("definitions/kota/pelayanan-surat.yaml")
    assert made.read_text(encoding="utf-8") == NEW
    assert run("build", made).exit_code == 0
    assert Path("output/kota/pelayanan-surat.xlsx").is_file()


def test_a_new_definition_goes_where_it_is_wanted_and_never_over_another() -> None:
    file = filled_new_form()
    assert run("pull", file, "--to", "definitions/kota/lain.yaml").exit_code == 0
    assert Path("definitions/kota/lain.yaml").read_text(encoding="utf-8") == NEW
    result = run("pull", file, "--to", DEFINITION)
    assert result.exit_code == 1
    assert f"Definisi {DEFINITION} sudah ada; tidak ditimpa." in result.stderr
    assert difference() == []


def test_an_empty_form_without_a_name_or_with_a_wrong_word_makes_nothing() -> None:
    result = run("pull", filled_new_form(name=""))
    assert (result.exit_code, "TRK021" in result.stderr) == (1, True)
    own = Form(filled_new_form_again())
    own.at("Langkah", "Menerima surat", Tujuan_1="9")
    result = run("pull", own.save())
    assert (result.exit_code, "“9” tidak dikenal" in result.stderr) == (1, True)
    assert [path.name for path in Path("definitions/kota").glob("*.yaml")] == ["surat.yaml"]


def filled_new_form_again() -> Path:
    Path("baru.isian.xlsx").unlink()
    return filled_new_form()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Sebutkan satu DEFINISI, atau --baru dengan --kop."),
        ([str(DEFINITION), "--baru"], "Sebutkan satu DEFINISI, atau --baru dengan --kop."),
        (["--baru"], "--kop dipakai bersama --baru."),
        (["--baru", "--kop", "desa"], "Kop desa tidak ada. Yang ada: kota."),
        (["tidak-ada.yaml"], "tidak-ada.yaml tidak ada."),
    ],
)
def test_wrong_commands_are_told(arguments: list[str], said: str) -> None:
    result = run("form", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
