"""What a clerk types from a sheet on paper, and what the reviewer says of it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from tests.projects import LETTERHEAD, MINIMAL


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letterheads").mkdir()
    (tmp_path / "definitions" / "kota").mkdir(parents=True)
    (tmp_path / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def define(text: str, name: str = "lakip") -> Path:
    path = Path("definitions", "kota", f"{name}.yaml")
    path.write_text(text, encoding="utf-8")
    return path


def lint(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lint", "--today", "2025-06-01", *arguments])


def told(text: str, code: str) -> list[str]:
    define(text)
    lines = lint("--select", code).stdout.splitlines()
    return [line.partition(": ")[2] for line in lines]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (
            "2 Januari 2025",
            "Tanggal “2 Januari 2025” tidak ditulis tahun-bulan-hari. Tulis 2025-01-02.",
        ),
        ("02/01/2025", "Tanggal “02/01/2025” tidak ditulis tahun-bulan-hari. Tulis 2025-01-02."),
        (
            "2025-02-30",
            "Tanggal “2025-02-30” mustahil: 30 Februari 2025 tidak ada. "
            "Periksa pada naskah aslinya.",
        ),
        ("2025-13-45", "Tanggal “2025-13-45” mustahil: Bulan 13 tidak ada."),
        ("kemarin", "Tanggal “kemarin” tidak terbaca. Tulis tahun-bulan-hari"),
        ("2025-01", "Tanggal “2025-01” tanpa hari."),
    ],
)
def test_the_advice_about_a_date_is_that_date(date: str, expected: str) -> None:
    (line,) = told(f"{MINIMAL}tanggal_pembuatan: {date}\n", "IDN008")
    assert expected in line


def test_a_date_in_words_is_mended_and_prints_the_same() -> None:
    path = define(f"{MINIMAL}tanggal_pembuatan: 2 Januari 2025\n")
    lint("--fix")
    assert "tanggal_pembuatan: 2025-01-02\n" in path.read_text(encoding="utf-8")


def test_a_draft_is_not_asked_for_what_it_should_not_have() -> None:
    draft = f"{MINIMAL}status: draf\ntanggal_pembuatan: 2025-01-02\n"
    assert told(draft, "IDN004") == []
    assert told(f"{draft}tanggal_efektif: 2025-02-01\n", "IDN007") != []
    assert told(f"{MINIMAL}status: berlaku\ntanggal_pembuatan: 2025-01-02\n", "IDN004") != []


NIP = "19700101 199503 1 001"


def with_nip(nip: str) -> str:
    kop = Path("letterheads/kota.yaml")
    kop.write_text(LETTERHEAD.replace(NIP, nip), encoding="utf-8")
    return f"{MINIMAL}pengesah: kepala-dinas\n"


@pytest.mark.parametrize("word", ["NIP.", "NIP", "nip :", "NIP. "])
def test_a_word_before_a_number_is_named_and_mended(word: str) -> None:
    text = with_nip(f'"{word} {NIP}"')
    (line,) = told(text, "IDN012")
    assert f"memuat kata “{word.strip()}”, yang sudah tercetak di depannya." in line
    assert f"tulis {NIP}." in line
    lint("--fix")
    assert f'nip: "{NIP}"' in Path("letterheads/kota.yaml").read_text(encoding="utf-8")
    assert told(text, "IDN012") == []


@pytest.mark.parametrize(
    ("nip", "words"),
    [
        ("19700101  199503 1 001", "memuat spasi ganda"),
        ("19700101\u00a0199503 1 001", "memuat spasi tak putus U+00A0"),
        ("19700101\u2007199503 1 001", "memuat spasi U+2007"),
        ("19700101.199503.1.001", "tidak ditulis seperti lazimnya"),
    ],
)
def test_what_is_odd_about_the_spaces_of_a_number_is_named(nip: str, words: str) -> None:
    (line,) = told(with_nip(f'"{nip}"'), "IDN013")
    assert f"{words}. Tulis {NIP}." in line


@pytest.mark.parametrize(
    "typed",
    [
        "nomor: ²/SOP/2024",
        "nomor: ①/SOP/2024",
        "nomor: ٣/SOP/2024",
        f'revisi_ke: "{"1" * 4400}"',
        "revisi_ke: ²",
        "tanggal_pembuatan: ²-1-2024",
        'waktu_: "x"',
    ],
)
def test_digits_that_are_no_numbers_stop_nothing(typed: str) -> None:
    define(f"{MINIMAL}{typed}\n")
    result = lint()
    assert isinstance(result.exception, SystemExit | None)
    assert "definisi diperiksa" in result.stderr


def test_one_step_alone_is_told_to_have_an_end_of_its_own() -> None:
    text = (
        "kop: kota\nnama: Uji\npelaksana: {a: Panitia}\n"
        "langkah:\n  - {kegiatan: Menyusun, pelaksana: a}\n"
    )
    (line,) = told(text, "ALR002")
    assert "Langkahnya hanya satu dan menjadi simbol mulai; tambahkan langkah penutup." in line
    assert "Hapus" not in line


def test_a_single_file_is_compared_with_its_project() -> None:
    define(f"{MINIMAL}nomor: 060/12/SOP/2024\n")
    copy = define(f"{MINIMAL}nomor: 060/12/SOP/2024\n", "salinan")
    result = lint(str(copy), "--select", "SET001")
    assert result.exit_code == 1
    assert "salinan.yaml" in result.stdout
    assert "1 definisi diperiksa" in result.stderr


def test_a_file_beside_that_is_broken_does_not_stop_the_one_that_is_asked_for() -> None:
    define("rusak: [", "rusak")
    result = lint(str(define(MINIMAL)))
    assert "rusak.yaml" not in result.output
    assert "1 definisi diperiksa" in result.stderr


def test_registers_that_are_no_files_are_told() -> None:
    define(MINIMAL)
    Path("registers/x.yaml").mkdir(parents=True)
    result = lint()
    assert result.exit_code == 1
    assert "registers/x.yaml: galat:" in result.stdout
