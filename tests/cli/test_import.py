"""`sopgen import` as a clerk meets it: old sheets in a folder, definitions in the project."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from sopgen.cli import main
from sopgen.writers import Format, writer
from tests.catalogue import document
from tests.projects import LETTERHEAD
from tests.readers.test_spoilt_pdfs import canvas_of

SHEET = """\
Nomor SOP\t: 1/2025
Nama SOP\t: Menyiram Bibit
No\tKegiatan\tJuru Siram\tMandor\tKelengkapan\tWaktu\tOutput\tKeterangan
1\tMenyiram bibit\tMulai\t\tSelang\t10 menit\tBibit basah\t
2\tMemeriksa bibit\t\tX\tDaftar periksa\t5 menit\tCatatan\t
3\tMencatat hasil\tSelesai\t\tBuku\t5 menit\tBuku terisi\t
"""
OTHER = SHEET.replace("1/2025", "2/2025").replace("Menyiram Bibit", "Menyiangi Bedeng")
BOTH = (SHEET, OTHER)
DEFINITION = Path("definitions/sop/menyiram-bibit.yaml")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lama").mkdir()


def put(name: str, content: str | bytes) -> Path:
    path = Path("lama", name)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


def workbook() -> bytes:
    """Return a sheet of ours as one that does not say that it is."""
    return writer(Format.XLSX)(replace(document("lakip"), attachments=()))


def test_a_folder_becomes_definitions_a_letterhead_and_a_report():
    put("siram.txt", SHEET)
    put("siangi.txt", OTHER)
    result = run("lama")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0].split() == [
        "Berkas",
        "Halaman",
        "Langkah",
        "Catatan",
        "Kelas",
        "Definisi",
    ]
    rows = [line.split() for line in result.stdout.splitlines()[1:]]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("lama/siangi.txt", "1", "3"),
        ("lama/siram.txt", "1", "3"),
    ]
    assert result.stderr.splitlines()[-1] == "Laporan: output/impor.html"
    assert "Definisi: 2 baru." in result.stderr
    text = DEFINITION.read_text("utf-8")
    assert "nama: Menyiram Bibit\n" in text
    assert "kegiatan: Memeriksa bibit\n" in text
    assert [path.name for path in Path("letterheads").iterdir()] == ["sop.yaml"]
    assert Path("output/impor.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_what_was_imported_builds():
    put("lakip.xlsx", workbook())
    assert run("lama").exit_code == 0
    built = CliRunner().invoke(main, ["build", "-f", "pdf"])
    assert built.exit_code == 0, built.output


def test_a_second_run_reads_nothing_again_and_leaves_all_as_it_is():
    put("siram.txt", SHEET)
    put("pindaian.pdf", canvas_of(picture=True))
    run("lama")
    kept = sorted(Path("output/.sopgen/impor").rglob("*.*"))
    times = {path: path.stat().st_mtime_ns for path in (*kept, DEFINITION)}
    result = run("lama")
    assert "Definisi: 1 tetap." in result.stderr
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert sorted(Path("output/.sopgen/impor").rglob("*.*")) == kept


def test_a_damaged_entry_of_an_earlier_run_counts_as_none():
    put("siram.txt", SHEET)
    run("lama")
    for path in Path("output/.sopgen/impor").rglob("*.*"):
        path.write_bytes(b"\xc1rusak")
    result = run("lama")
    assert result.exit_code == 0, result.output
    assert "Definisi: 1 tetap." in result.stderr


def test_a_definition_that_is_there_is_never_written_over():
    put("siram.txt", SHEET)
    run("lama")
    edited = DEFINITION.read_text("utf-8").replace("Menyiram bibit", "Menyiram bibit jati")
    DEFINITION.write_text(edited, "utf-8")
    result = run("lama")
    assert result.exit_code == 0
    assert "-  - kegiatan: Menyiram bibit jati\n+  - kegiatan: Menyiram bibit\n" in result.stdout
    assert "menyiram-bibit.impor.yaml" in result.stderr
    assert DEFINITION.read_text("utf-8") == edited
    lint = CliRunner().invoke(main, ["lint"])
    assert "impor.yaml" not in lint.output
    told = "Definisi ini sudah ada dan berbeda; yang diimpor ada di menyiram-bibit.impor.yaml."
    assert told in Path("output/impor.html").read_text("utf-8")


def test_one_bad_file_stops_only_itself():
    put("a.pdf", canvas_of(picture=True))
    put("b.xlsx", b"PK\x03\x04rusak")
    put("c.txt", SHEET)
    put("d.txt", "Catatan\tRapat\n1\tKopi\n")
    result = run("lama")
    assert result.exit_code == 1
    rows = [" ".join(line.split()) for line in result.stdout.splitlines()[1:]]
    assert [rows[0], rows[1], rows[3]] == [
        "lama/a.pdf - - - pindaian -",
        "lama/b.xlsx - - - tidak terbaca -",
        "lama/d.txt - - - bukan SOP -",
    ]
    told = [line for line in result.stderr.splitlines() if line.startswith("lama/")]
    assert told == [
        "lama/a.pdf: galat: Berkas ini hasil pindaian, tanpa teks dan garis yang terbaca. Impor "
        "berkas Excel atau Word aslinya. [IMP003]",
        "lama/b.xlsx: galat: Berkas ini tidak dapat dibaca: berkasnya rusak atau bukan berkas "
        "Office. Pakai berkas Excel, Word atau PDF aslinya. [IMP002]",
        "lama/d.txt: galat: Tidak ada SOP di berkas ini. Judul kolom yang lain dapat ditambahkan "
        "di kosakata.yaml. [IMP006]",
    ]
    assert DEFINITION.exists()


def test_a_definition_that_cannot_be_built_is_written_and_told_at_its_line():
    put("siram.txt", SHEET.replace("Memeriksa bibit", "Memeriksa bibit \u6f22"))
    result = run("lama")
    assert result.exit_code == 1
    assert "\u6f22" in DEFINITION.read_text("utf-8")
    (told,) = (line for line in result.stderr.splitlines() if line.startswith(str(DEFINITION)))
    assert "[LAY005]" in told
    assert run("lama").stderr == result.stderr.replace("1 baru", "1 tetap")


def test_the_same_content_is_imported_once_and_told():
    put("a.txt", SHEET)
    put("b.txt", SHEET)
    result = run("lama")
    assert result.exit_code == 0
    assert (
        "lama/b.txt: catatan: Isinya sama dengan lama/a.txt; tidak diimpor lagi. [IMP028]"
    ) in result.stderr
    assert len(list(Path("definitions").rglob("*.yaml"))) == 1


def test_several_sops_of_one_file_become_as_many_definitions():
    dated = [each.replace("No\t", "Tanggal Pembuatan\t: 2 Juni 2025\nNo\t", 1) for each in BOTH]
    put("buku.txt", "\n\n".join(dated))
    result = run("lama")
    assert result.exit_code == 0, result.output
    first, second = (line.split() for line in result.stdout.splitlines()[1:])
    assert first[0] == "lama/buku.txt"
    assert (first[-2], second[-2]) == (
        "definitions/sop/menyiram-bibit.yaml",
        "definitions/sop/menyiangi-bedeng.yaml",
    )


def test_a_file_that_carries_its_definition_is_not_imported_but_its_way_back_is_named():
    put("lakip.xlsx", writer(Format.XLSX)(document("lakip")))
    result = run("lama")
    assert result.exit_code == 1
    assert (
        "lama/lakip.xlsx: galat: Berkas ini buatan sopgen dan membawa definisinya sendiri. "
        "“sopgen extract” mengeluarkannya persis seperti aslinya. [IMP009]"
    ) in result.stderr
    assert not Path("definitions").exists()


def test_a_letterhead_that_is_named_is_used_and_none_is_written():
    Path("letterheads").mkdir()
    Path("letterheads/kebun.yaml").write_text(LETTERHEAD, "utf-8")
    put("siram.txt", SHEET)
    assert run("lama", "--kop", "kebun").exit_code == 0
    assert [path.name for path in Path("letterheads").iterdir()] == ["kebun.yaml"]
    text = Path("definitions/kebun/menyiram-bibit.yaml").read_text("utf-8")
    assert text.startswith("kop: kebun\n")
    result = run("lama", "--kop", "sawah")
    assert result.exit_code == 2
    assert "Kop sawah tidak ada. Yang ada: kebun." in result.stderr


def test_an_approver_who_is_not_in_the_letterhead_is_told_in_the_report_too():
    Path("letterheads").mkdir()
    Path("letterheads/kebun.yaml").write_text(LETTERHEAD, "utf-8")
    put("lakip.xlsx", workbook())
    assert run("lama", "--kop", "kebun").exit_code == 0
    (definition,) = Path("definitions/kebun").iterdir()
    assert "# periksa IMP026: " in definition.read_text("utf-8")
    assert "[IMP026]" in Path("output/impor.html").read_text("utf-8")


def test_another_folder_gets_all_that_is_written():
    put("siram.txt", SHEET)
    result = run("lama", "-o", "baru")
    assert result.exit_code == 0, result.output
    assert Path("baru", DEFINITION).exists()
    assert Path("baru/output/impor.html").exists()
    assert not Path("definitions").exists()


def test_who_names_the_folder_of_definitions_means_the_project_around_it():
    put("siram.txt", SHEET)
    assert run("lama", "-o", "definitions").exit_code == 0
    assert Path(DEFINITION).exists()
    assert Path("output/impor.html").exists()


def test_words_of_the_project_are_known():
    put("siram.txt", SHEET.replace("Kegiatan", "Rangkaian Karya"))
    assert run("lama").exit_code == 1
    Path("kosakata.yaml").write_text("kolom:\n  kegiatan: [Rangkaian Karya]\n", "utf-8")
    assert run("lama").exit_code == 0
    assert DEFINITION.exists()


def test_words_that_are_wrong_stop_the_run_at_their_place():
    put("siram.txt", SHEET)
    Path("kosakata.yaml").write_text("kolom:\n  kegiatn: [Karya]\n", "utf-8")
    result = run("lama")
    assert result.exit_code == 1
    assert result.stderr == (
        "kosakata.yaml:2:3: galat: Kunci “kegiatn” tidak dikenal dalam “kolom”. Barangkali "
        "maksudnya “kegiatan”. [DEF020]\n"
    )


def test_a_report_for_programs_says_all_that_the_table_says():
    put("siram.txt", SHEET)
    put("catatan.txt", "bukan tabel")
    result = run("lama", "--json")
    told = json.loads(result.stdout)
    assert told["versi"] == 1
    assert told["laporan"] == "output/impor.html"
    bad, good = told["berkas"]
    assert bad["kelas"] == "tidak terbaca"
    assert [each["kode"] for each in bad["masalah"]] == ["IMP002"]
    (sop,) = good["sop"]
    assert (sop["nama"], sop["nomor"], sop["langkah"]) == ("Menyiram Bibit", "1/2025", 3)
    assert (sop["definisi"], sop["nasib"]) == (str(DEFINITION), "baru")


def test_a_path_that_is_not_there_is_a_wrong_command():
    result = run("lama/tidak-ada.pdf")
    assert result.exit_code == 2
    assert "lama/tidak-ada.pdf tidak ada." in result.stderr


def test_a_folder_without_documents_is_told():
    put("foto.jpg", b"x")
    result = run("lama")
    assert result.exit_code == 1
    assert "Tidak ada berkas Excel, Word, PDF atau teks di sana." in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="has no such signal")
def test_who_stops_a_run_finds_whole_files_and_goes_on():
    for number in range(12):
        put(f"{number}.txt", SHEET.replace("1/2025", f"{number}/2026"))
    command = [sys.executable, "-m", "sopgen", "import", "lama", "-j", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        wait_until(lambda: any(Path("output").rglob("*.baca")))
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told == "Dihentikan. Jalankan lagi untuk melanjutkan.\n"
    for path in Path("definitions").rglob("*"):
        assert path.is_dir() or path.suffix == ".yaml"
    result = run("lama")
    assert result.exit_code == 0, result.output
    assert len(list(Path("definitions").rglob("*.yaml"))) == 12


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize("signal_sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_who_ends_a_run_ends_libreoffice_too(signal_sent: signal.Signals):
    put("lama.rtf", b"{\\rtf1 Menyiram bibit}")
    program = Path("soffice")
    program.write_text(f"#!/bin/sh\necho $$ > {Path.cwd()}/nomor\nexec sleep 600\n")
    program.chmod(0o755)
    command = [sys.executable, "-m", "sopgen", "import", "lama"]
    environment = {**os.environ, "PATH": f"{Path.cwd()}:{os.environ['PATH']}"}
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment) as process:
        wait_until(lambda: Path("nomor").is_file() and Path("nomor").read_text().strip() != "")
        process.send_signal(signal_sent)
        process.wait(30)
    wait_until(lambda: not is_alive(int(Path("nomor").read_text())))


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
