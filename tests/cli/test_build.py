"""The commands of the batch as a user runs them: output, files, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sopgen.cli.progress import progress_line
from tests.measure import ENDLESS
from tests.project.batches import DEFINITION, define, outputs, project

ROOT = Path(__file__).parent.parent.parent


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **changes}


def started(folder: Path, *command: str, alone: bool = False) -> subprocess.Popen[str]:
    """Return Python at work on `command` in `folder`, in a group of its own where it is `alone`."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=alone,
    )


def sopgen(folder: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "sopgen", *arguments],
        cwd=folder,
        env=environment(**changes),
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return project(tmp_path / "proyek", {"alam": ["lakip", "lppd"]})


def test_written_paths_come_on_stdout_and_one_summary_on_stderr(two: Path) -> None:
    first = sopgen(two, "build", "-f", "svg", "-f", "pdf")
    assert first.stdout.splitlines() == [
        "output/alam/lakip.svg",
        "output/alam/lakip.pdf",
        "output/alam/lppd.svg",
        "output/alam/lppd.pdf",
    ]
    assert (first.returncode, first.stderr) == (0, "2 SOP dibuat.\n")
    again = sopgen(two, "build", "-f", "svg", "-f", "pdf")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "0 SOP dibuat, 2 tetap.\n")


def test_a_problem_has_its_place_and_the_others_are_built(two: Path) -> None:
    bad = DEFINITION.format(kop="alam", number=1, name="lakip").replace("pelaksana: tim", "x: 1")
    define(two, "alam", "lakip", bad)
    done = sopgen(two, "build", "-f", "svg")
    assert done.returncode == 1
    assert done.stdout == "output/alam/lppd.svg\n"
    problems = done.stderr.splitlines()
    assert problems[0].startswith("definitions/alam/lakip.yaml:12:5: galat: ")
    assert problems[-1] == "1 SOP dibuat, 1 gagal."


def test_the_fault_of_a_letterhead_is_told_once(two: Path) -> None:
    (two / "letterheads" / "alam.yaml").write_text("instansi: A\nlogoo: b\n", "utf-8")
    done = sopgen(two, "build", "-f", "svg")
    assert done.returncode == 1
    assert done.stderr.count("logoo") == 1
    assert done.stderr.endswith("0 SOP dibuat, 2 gagal.\n")


def test_a_wrong_command_exits_with_2(two: Path) -> None:
    assert sopgen(two, "build", "tidak-ada").returncode == 2
    assert sopgen(two, "build", "-j", "0").returncode == 2
    assert sopgen(two.parent, "build").returncode == 2


def test_the_report_names_every_definition(two: Path) -> None:
    sopgen(two, "build", "-f", "svg")
    define(two, "alam", "lakip", "kop: alam\n")
    (two / "output" / "alam" / "lppd.svg").write_bytes(b"pekerjaan orang")
    done = sopgen(two, "build", "-f", "svg", "--json")
    report = json.loads(done.stdout)
    assert report["versi"] == 1
    assert report["ringkasan"] == {"dibuat": 0, "tetap": 1, "gagal": 1}
    bad, fresh = report["definisi"]
    assert (bad["definisi"], bad["status"]) == ("definitions/alam/lakip.yaml", "gagal")
    assert bad["masalah"][0]["baris"] == 1
    assert bad["milidetik"] > 0
    (place,) = fresh.pop("tempat_tanda_tangan")
    assert (place["nama"], place["halaman"]) == ("ttd-pengesah", 1)
    assert fresh == {
        "definisi": "definitions/alam/lppd.yaml",
        "status": "tetap",
        "milidetik": 0.0,
        "berkas": [],
        "masalah": [
            {
                "kode": "BLD005",
                "bobot": "catatan",
                "berkas": "output/alam/lppd.svg",
                "baris": None,
                "kolom": None,
                "pesan": "Berkas ini telah diubah orang sejak dibuat; dibiarkan.",
                "saran": "",
            }
        ],
    }


def test_force_says_where_the_work_of_a_person_went(two: Path) -> None:
    sopgen(two, "build", "-f", "svg")
    (two / "output" / "alam" / "lppd.svg").write_bytes(b"pekerjaan orang")
    done = sopgen(two, "build", "-f", "svg", "--force")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == (
        "output/alam/lppd.svg: catatan: yang lama disimpan di "
        "output/.versi/0001-1d5d4425/alam/lppd.svg."
    )


def test_clean_lists_and_removes_only_what_is_ours(two: Path) -> None:
    sopgen(two, "build", "-f", "svg", "-f", "pdf")
    for path in (two / "definitions").rglob("*.yaml"):
        path.unlink()
    (two / "output" / "alam" / "lppd.pdf").write_bytes(b"pekerjaan orang")
    listed = sopgen(two, "clean")
    assert listed.returncode == 0
    assert listed.stdout.splitlines() == [
        "output/alam/lakip.pdf",
        "output/alam/lakip.svg",
        "output/alam/lppd.pdf (diubah orang; dibiarkan)",
        "output/alam/lppd.svg",
    ]
    removed = sopgen(two, "clean", "--hapus")
    assert removed.stderr == "3 berkas dihapus, 1 dibiarkan.\n"
    assert outputs(two / "output") == {"alam/lppd.pdf": b"pekerjaan orang"}


def test_revise_writes_definitions_and_a_notice_in_two_formats(two: Path) -> None:
    shown = sopgen(two, "revise", "--tanggal-revisi", "2025-01-02", "--dry-run")
    assert shown.stdout.splitlines()[-6:] == [
        " nama: lppd",
        " tanggal_pembuatan: 2024-01-23",
        "+tanggal_revisi: 2025-01-02",
        " pengesah: kepala-dinas",
        " pelaksana:",
        "   kadis: Kepala Dinas",
    ]
    assert not (two / "output").exists()
    done = sopgen(two, "revise", "--tanggal-revisi", "2025-01-02")
    assert (done.returncode, done.stderr) == (0, "2 berkas diubah.\n")
    assert done.stdout.splitlines() == [
        "definitions/alam/lakip.yaml",
        "definitions/alam/lppd.yaml",
        "output/pemberitahuan/2025-01-02.docx",
        "output/pemberitahuan/2025-01-02.pdf",
    ]
    text = (two / "definitions" / "alam" / "lakip.yaml").read_text("utf-8")
    assert "tanggal_pembuatan: 2024-01-23\ntanggal_revisi: 2025-01-02\n" in text
    again = sopgen(two, "revise", "--tanggal-revisi", "2025-01-02")
    assert (again.stdout, again.stderr) == ("", "0 berkas diubah.\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--tanggal-revisi", "2025-02-30"),
        ("--ganti", "A=B"),
        ("--ganti", "AB", "--kolom", "nama"),
        ("--pejabat", "kepala-dinas"),
        ("--nama", "X"),
        ("--ganti", "lakip=Lakip", "--kolom", "nama"),
    ],
)
def test_revise_asks_for_what_is_missing(two: Path, arguments: tuple[str, ...]) -> None:
    assert sopgen(two, "revise", *arguments).returncode == 2
    assert not (two / "output").exists()


def test_a_successor_changes_the_letterhead_and_rebuilds_its_sops(two: Path) -> None:
    sopgen(two, "build", "-f", "svg")
    done = sopgen(
        two,
        *("revise", "--pejabat", "kepala-dinas", "--nama", "NAMA BARU", "--mulai", "2025-01-01"),
        *("--nip", "19800101 200501 2 999"),
    )
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "letterheads/alam.yaml"
    built = sopgen(two, "build", "-f", "svg")
    assert built.stdout.splitlines() == ["output/alam/lakip.svg", "output/alam/lppd.svg"]
    assert "NAMA BARU" in (two / "output" / "alam" / "lakip.svg").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_with_130_and_without_a_traceback(tmp_path: Path, jobs: str) -> None:
    folder = project(tmp_path / "p", {"alam": [f"sop-{number}" for number in range(400)]})
    process = started(folder, "-m", "sopgen", "build", "-f", "svg", "-j", jobs, alone=True)
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told == "Dihentikan. Jalankan lagi untuk melanjutkan.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("send", [os.kill, os.killpg])
def test_a_build_that_is_told_to_stop_ends_in_order(
    tmp_path: Path, number: signal.Signals, send: Callable[[int, int], None]
) -> None:
    folder = project(tmp_path / "p", {"alam": [f"sop-{number}" for number in range(200)]})
    process = started(folder, "-m", "sopgen", "build", "-f", "svg", "-j", "2", alone=True)
    assert process.stdout is not None
    process.stdout.readline()
    send(process.pid, number)
    _, told = process.communicate(timeout=ENDLESS)
    assert (process.returncode, told) == (
        128 + number,
        "Dihentikan. Jalankan lagi untuk melanjutkan.\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_workers_end_with_a_build_that_was_killed(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", {"alam": [f"sop-{number}" for number in range(400)]})
    process = subprocess.Popen(
        [sys.executable, "-m", "sopgen", "build", "-f", "svg", "-j", "2"],
        cwd=folder,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    deadline = time.monotonic() + ENDLESS
    while _group_lives(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _group_lives(process.pid)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_line_of_progress_has_count_rate_and_remaining_time() -> None:
    assert progress_line(0, 1000, 0) == "[------------------------] 0/1000"
    assert progress_line(250, 1000, 5) == (
        "[######------------------] 250/1000  50 SOP/detik  sisa 0:15"
    )
    assert progress_line(1, 1000, 1) == (
        "[------------------------] 1/1000  1 SOP/detik  sisa 16:39"
    )


VARIATIONS = [
    {"TZ": "GMT+12", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": "/tidak-ada"},
    {"TZ": "GMT-14", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "USER": "lain"},
]
COMMANDS = [["-m", "sopgen", "build", "-j", "2"], ["-m", "tests.later", "build", "-j", "1"]]


@pytest.mark.skipif(sys.platform == "win32", reason="has no umask")
def test_the_same_bytes_come_out_on_another_machine(tmp_path: Path) -> None:
    """Two machines' worth of variation; the second one's clock stands in 2031."""
    names = [f"sop-{number:02d}" for number in range(6)]
    found = []
    for number, (changes, command) in enumerate(zip(VARIATIONS, COMMANDS, strict=True)):
        folder = project(tmp_path / ("x" * number * 40 + "p"), {"alam": []})
        for position, name in sorted(enumerate(names), reverse=bool(number)):
            text = DEFINITION.format(kop="alam", number=position, name=name)
            define(folder, "alam", name, text)
        shutil.copy(ROOT / "definitions" / "pagar-alam" / "tapkin.yaml", folder / "definitions")
        for path in (ROOT / "letterheads").glob("pagar-alam.*"):
            shutil.copy(path, folder / "letterheads")
        done = subprocess.run(
            [sys.executable, *command],
            cwd=folder,
            env=environment(**changes),
            capture_output=True,
            text=True,
            umask=0o077 if number else 0,
        )
        assert done.returncode == 0, done.stderr
        found.append(outputs(folder / "output"))
    assert len(found[0]) == 21
    assert found[0] == found[1]


def test_999_of_1000_are_built_with_unchanged_bytes_when_one_is_bad(tmp_path: Path) -> None:
    names = [f"sop-{number:04d}" for number in range(1000)]
    folder = project(tmp_path / "p", {"alam": names})
    assert sopgen(folder, "build", "-f", "svg", "-o", "semua").returncode == 0
    bad = folder / "definitions" / "alam" / "sop-0500.yaml"
    bad.write_text(bad.read_text("utf-8") + "langkah2: []\n", "utf-8")
    done = sopgen(folder, "build", "-f", "svg", "-o", "tanpa-satu")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "definitions/alam/sop-0500.yaml:14:1: galat: Kunci “langkah2” tidak dikenal. "
        "Barangkali maksudnya “langkah”. [DEF020]",
        "999 SOP dibuat, 1 gagal.",
    ]
    whole = outputs(folder / "semua")
    del whole["alam/sop-0500.svg"]
    assert outputs(folder / "tanpa-satu") == whole


def test_a_command_without_a_path_means_the_project_around_it(two: Path) -> None:
    inside = two / "definitions" / "alam"
    built = sopgen(inside, "build", "-f", "svg")
    assert (built.returncode, built.stdout.splitlines()) == (
        0,
        ["../../output/alam/lakip.svg", "../../output/alam/lppd.svg"],
    )
    assert sopgen(two / "definitions", "build", "-f", "svg").stderr == "0 SOP dibuat, 2 tetap.\n"
    (inside / "lppd.yaml").unlink()
    assert sopgen(inside, "clean").stdout == "../../output/alam/lppd.svg\n"
    assert "1 definisi diperiksa" in sopgen(inside, "lint").stderr
    revised = sopgen(inside, "revise", "--tanggal-revisi", "2025-01-02")
    assert revised.stdout.splitlines()[0] == "lakip.yaml"


def test_a_flow_without_lanes_stops_only_its_own_sop(two: Path) -> None:
    sopgen(two, "build", "-f", "svg")
    lakip, lppd = (
        DEFINITION.format(kop="alam", number=number, name=name)
        for number, name in enumerate(("lakip", "lppd"), 1)
    )
    lanes = "pelaksana:\n  kadis: Kepala Dinas\n  tim: Tim Penyusun\n"
    define(two, "alam", "lakip", lakip.replace(lanes, "pelaksana: belum diketahui\n"))
    define(two, "alam", "lppd", lppd.replace("Membentuk", "Menetapkan"))
    done = sopgen(two, "build", "-f", "svg")
    assert (done.returncode, done.stdout) == (1, "output/alam/lppd.svg\n")
    assert done.stderr.splitlines() == [
        "definitions/alam/lakip.yaml:6:12: galat: Bagan ini belum dapat digambar, karena "
        "pelaksananya belum diketahui. Ganti “belum diketahui” dengan kolom-kolom pelaksana, lalu "
        "isi “pelaksana” di tiap langkah. [DEF052]",
        "1 SOP dibuat, 1 gagal.",
    ]
    assert (two / "output" / "alam" / "lakip.svg").exists()


def test_open_doubts_of_an_import_are_counted_once_a_sop_and_stop_nothing(two: Path) -> None:
    text = DEFINITION.format(kop="alam", number=1, name="lakip").replace(
        "    pelaksana: kadis\n",
        "    # periksa IMP014: panah tanpa kepala, dibaca ke bawah\n"
        "    pelaksana: kadis  # periksa IMP012: ujung panah tidak mengenai simbol\n",
    )
    define(two, "alam", "lakip", text)
    done = sopgen(two, "build", "-f", "svg")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "definitions/alam/lakip.yaml:11:5: catatan: 2 keraguan impor di definisi ini belum "
        "diperiksa. Lihat dengan “sopgen lint”, dan hapus tiap komentar “# periksa …” setelah "
        "diperiksa. [IMP099]",
        "2 SOP dibuat.",
    ]
