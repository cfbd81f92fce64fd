"""Empty forms that were filled in: a new definition, and never one over another."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.projects import MINIMAL, new_project
from tests.pull.filling import Form, run

OTHER = Path("definitions/kota/surat.yaml")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_project(tmp_path)
    (tmp_path / OTHER).write_text(MINIMAL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


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
    result = run("pull", file, "--to", OTHER)
    assert result.exit_code == 1
    assert f"Definisi {OTHER} sudah ada; tidak ditimpa." in result.stderr
    assert OTHER.read_text(encoding="utf-8") == MINIMAL


def test_an_empty_form_without_a_name_or_with_a_wrong_word_makes_nothing() -> None:
    result = run("pull", filled_new_form(name=""))
    assert (result.exit_code, "TRK021" in result.stderr) == (1, True)
    own = Form(filled_new_form_again())
    own.at("Langkah", "Menerima surat", Tujuan_1="9")
    result = run("pull", own.save())
    assert (result.exit_code, "“9” tidak dikenal" in result.stderr) == (1, True)
    assert [path.name for path in Path("definitions/kota").glob("*.yaml")] == ["surat.yaml"]


def test_an_empty_form_that_nobody_filled_in_says_so() -> None:
    run("form", "--baru", "--kop", "kota")
    result = run("pull", "baru.isian.xlsx")
    assert result.exit_code == 1
    assert "Formulir ini belum diisi, jadi belum ada yang ditulis." in result.stderr
    assert "tidak ada perubahan" not in result.stderr


def filled_new_form_again() -> Path:
    Path("baru.isian.xlsx").unlink()
    return filled_new_form()
