"""Forms filled in and pulled: each edit in its lines, all others byte for byte."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from sopgen.definition.reading import read_definition
from sopgen.pull.form.making import form_of
from sopgen.pull.opening import opened
from sopgen.pull.pulling import Wish, brought_back
from tests.catalogue import DEFINITIONS
from tests.pull.filling import DEFINITION, FORM, Form, begin, difference, form, run


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(tmp_path, monkeypatch)


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


PICTURE = """\
kop: kota
nama: Surat masuk
# periksa IMP020: gambar alurnya berupa foto
pelaksana: belum diketahui
langkah:
  - kegiatan: Menerima surat
    waktu: 5 menit
  # periksa IMP022: tulisan bertindihan
  - kegiatan: Memeriksa surat
  - judul: B. PENYIMPANAN
  - kegiatan: Menyimpan surat
"""


def test_lanes_typed_into_the_form_of_a_flow_without_any_make_it_draw() -> None:
    own = form(PICTURE)
    for title in ("Bagian Umum", "Kepala Dinas"):
        own.add("Pelaksana", Nama_tercetak=title)
    own.at("Langkah", "Menerima surat", Pelaksana="Bagian Umum")
    own.at(
        "Langkah",
        "Memeriksa surat",
        Pelaksana="Kepala Dinas",
        Jawaban_1="Ya",
        Tujuan_1="berikutnya",
        Jawaban_2="Tidak",
        Tujuan_2="k1",
    )
    own.at("Langkah", "Menyimpan surat", Pelaksana="Bagian Umum")
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 0, result.output
    assert difference(PICTURE) == [
        "-pelaksana: belum diketahui",
        "+pelaksana:",
        "+  bagian: Bagian Umum",
        "+  kepala: Kepala Dinas",
        "+  - id: menerima",
        "-  - kegiatan: Menerima surat",
        "+    kegiatan: Menerima surat",
        "+    pelaksana: bagian",
        "+    pelaksana: kepala",
        "+    cabang:",
        "+      Ya: berikutnya",
        "+      Tidak: menerima",
        "+    pelaksana: bagian",
    ]
    assert run("build", DEFINITION, "-f", "svg").exit_code == 0


def test_performers_may_be_filled_in_bit_by_bit() -> None:
    own = form(PICTURE)
    for title in ("Bagian Umum", "Kepala Dinas"):
        own.add("Pelaksana", Nama_tercetak=title)
    own.at("Langkah", "Menerima surat", Pelaksana="Bagian Umum", Tujuan_1="k3")
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 0, result.output
    half = DEFINITION.read_text(encoding="utf-8")
    assert difference(PICTURE) == [
        "-pelaksana: belum diketahui",
        "+pelaksana:",
        "+  bagian: Bagian Umum",
        "+  kepala: Kepala Dinas",
        "+    pelaksana: bagian",
        "+    lanjut: k3",
        "+    pelaksana: belum diketahui",
        "+  - id: k3",
        "-  - kegiatan: Menyimpan surat",
        "+    kegiatan: Menyimpan surat",
        "+    pelaksana: belum diketahui",
    ]
    assert "DEF052" in run("build", DEFINITION).stderr
    FORM.unlink()
    own = form(half)
    assert [own.sheet("Pelaksana").cell(row, 2).value for row in (3, 4)] == [
        "Bagian Umum",
        "Kepala Dinas",
    ]
    own.at("Langkah", "Memeriksa surat", Pelaksana="Kepala Dinas")
    own.at("Langkah", "Menyimpan surat", Pelaksana="Bagian Umum")
    own.save()
    assert run("pull", FORM).exit_code == 0
    assert difference(half) == [
        "-    pelaksana: belum diketahui",
        "+    pelaksana: kepala",
        "-    pelaksana: belum diketahui",
        "+    pelaksana: bagian",
    ]
    assert run("build", DEFINITION, "-f", "svg").exit_code == 0


def test_an_arrow_without_its_performer_is_told_and_the_rest_is_taken() -> None:
    own = form(PICTURE)
    own.add("Pelaksana", Nama_tercetak="Bagian Umum")
    own.at("Langkah", "Menerima surat", Pelaksana="Bagian Umum", Waktu="10 menit")
    own.at("Langkah", "Memeriksa surat", Tujuan_1="k1")
    own.save()
    result = run("pull", FORM)
    assert result.exit_code == 1
    assert "(Langkah!G4): galat: Langkah ini belum punya pelaksana." in result.stderr
    assert difference(PICTURE) == [
        "-pelaksana: belum diketahui",
        "+pelaksana:",
        "+  bagian: Bagian Umum",
        "+    pelaksana: bagian",
        "-    waktu: 5 menit",
        "+    waktu: 10 menit",
        "+    pelaksana: belum diketahui",
        "+    pelaksana: belum diketahui",
    ]
