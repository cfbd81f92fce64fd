"""A project's own words stand before those of the package, and are read strictly."""

from pathlib import Path

import pytest

from sopgen.importer.vocabulary import vocabulary_of
from sopgen.problems.problem import ProblemsError
from sopgen.recognition.vocabulary import Lexicon, shipped_vocabulary


def told(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a vocabulary, without its path."""
    path = folder / "kosakata.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        vocabulary_of(folder)
    return [str(each).removeprefix(f"{path}:") for each in caught.value.problems]


def test_a_project_without_words_of_its_own_knows_those_of_the_package(tmp_path: Path):
    assert vocabulary_of(tmp_path) is shipped_vocabulary()


def test_words_of_the_project_are_known_besides(tmp_path: Path):
    text = "kolom:\n  kegiatan: [Rangkaian Kerja]\nkotak:\n  peringatan: [Awas]\n"
    (tmp_path / "kosakata.yaml").write_text(text, encoding="utf-8")
    lexicon = Lexicon(vocabulary_of(tmp_path))
    assert lexicon.columns.key("RANGKAIAN KERJA") == "kegiatan"
    assert lexicon.columns.key("Uraian Kegiatan") == "kegiatan"
    assert lexicon.boxes.key("Awas") == "peringatan"


def test_titles_of_tables_roles_and_margins_of_the_project_are_known_too(tmp_path: Path):
    text = "tabel:\n  riwayat: [Terbitan]\nperan: [Diuji oleh]\ntepi: [salinan bebas]\n"
    (tmp_path / "kosakata.yaml").write_text(text, encoding="utf-8")
    lexicon = Lexicon(vocabulary_of(tmp_path))
    assert lexicon.tables.key("TERBITAN") == "riwayat"
    assert lexicon.is_role("Diuji oleh :")
    assert lexicon.is_role("Dibuat oleh")
    assert lexicon.is_margin("Dokumen ini salinan bebas dari kebun")


def test_the_project_decides_what_a_word_of_the_package_stands_for(tmp_path: Path):
    path = tmp_path / "kosakata.yaml"
    path.write_text("kolom:\n  kelengkapan: [Hasil]\n", encoding="utf-8")
    assert Lexicon(vocabulary_of(tmp_path)).columns.key("Hasil") == "kelengkapan"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "kolm: {}",
            "1:1: galat: Kunci “kolm” tidak dikenal. Barangkali maksudnya “kolom”. [DEF020]",
        ),
        (
            "kolom:\n  waktuu: [Lama]",
            "2:3: galat: Kunci “waktuu” tidak dikenal dalam “kolom”. Barangkali maksudnya “waktu”. "
            "[DEF020]",
        ),
        (
            "kolom:\n  waktu: Lama",
            "2:10: galat: Isi “waktu” harus berupa daftar, bukan teks. Tulis tiap butir di baris "
            "sendiri yang diawali “- ”. [DEF022]",
        ),
        (
            "kolom:\n  waktu: [Lama]\n  output: [lama.]",
            "3:12: galat: “lama.” sudah ada di “waktu”. Satu kata hanya untuk satu kunci. [DEF023]",
        ),
        (
            "bukan_langkah: ['...']",
            "1:17: galat: Butir 1 “bukan_langkah” tidak berisi kata. Isi, atau hapus. [DEF025]",
        ),
        (
            f"kotak:\n  peringatan: [{'Panjang ' * 9}]",
            "2:16: galat: “Panjang Panjang Panjang Panjang Panjang Panjang Panjang P…” lebih "
            "panjang daripada 60 huruf. Judul kolom dan isian sependek itu; yang lebih panjang "
            "tidak dikenali. [DEF051]",
        ),
        (
            "simbol:\n  belah: ['?']",
            "2:3: galat: Kunci “belah” tidak dikenal dalam “simbol”. Yang ada: “kapsul”, “kotak”. "
            "[DEF020]",
        ),
    ],
)
def test_what_stands_for_nothing_is_told_with_its_place(tmp_path: Path, text: str, sentence: str):
    assert told(tmp_path, text) == [sentence]
