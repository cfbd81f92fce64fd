"""What can happen to any command ends in a sentence; what programs read is UTF-8."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_build import environment, sopgen, started
from tests.project.batches import DEFINITION, define, outputs, project

EVERY_COMMAND = [
    ("build", "-f", "svg"),
    ("build", "-f", "svg", "--json"),
    ("lint",),
    ("lint", "-f", "sarif"),
    ("lint", "--rules"),
    ("revise", "--tanggal-revisi", "2025-01-02", "--dry-run"),
    ("schema",),
]


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return project(tmp_path / "proyek", {"alam": ["lakip"]})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", EVERY_COMMAND)
def test_a_full_disk_under_stdout_is_told_in_a_sentence(
    one: Path, arguments: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sopgen", *arguments],
            cwd=one,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "galat: Keluaran tidak dapat ditulis: ruang penyimpanan penuh."
    )
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="keeps the working folder")
def test_a_working_folder_that_was_removed_is_told_in_a_sentence(tmp_path: Path) -> None:
    gone = tmp_path / "hilang"
    gone.mkdir()
    command = f'rmdir "{gone}" && exec "{sys.executable}" -m sopgen build'
    done = subprocess.run(
        ["sh", "-c", command], cwd=gone, env=environment(), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (
        1,
        "galat: Map tempat perintah ini dijalankan sudah tidak ada. Masuk ke map proyek lagi.\n",
    )


@pytest.mark.parametrize("page", ["cp1252", "cp437", "ascii"])
@pytest.mark.parametrize(
    "arguments", [("build", "-f", "svg", "--json"), ("lint", "-f", "json"), ("schema",)]
)
def test_output_for_programs_is_utf_8_whatever_the_code_page_is(
    one: Path, page: str, arguments: tuple[str, ...]
) -> None:
    define(one, "alam", "lakip", DEFINITION.format(kop="alam", number=1, name="“Śurat” ⅓"))
    done = subprocess.run(
        [sys.executable, "-m", "sopgen", *arguments],
        cwd=one,
        env=environment(PYTHONIOENCODING=page),
        capture_output=True,
    )
    assert b"Traceback" not in done.stderr
    assert json.loads(done.stdout.decode("utf-8"))


def test_a_character_outside_the_code_page_is_spelled_out(one: Path) -> None:
    define(one, "alam", "漢", "kop: alam\n")
    done = sopgen(one, "build", "-f", "svg", PYTHONIOENCODING="cp437")
    assert done.returncode == 1
    assert "definitions/alam/\\u6f22.yaml:1:1: galat: " in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_an_interrupted_revision_ends_with_130(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", {"alam": [f"sop-{number}" for number in range(400)]})
    process = started(folder, "-m", "sopgen", "revise", "--tanggal-revisi", "2025-01-02")
    assert process.stdout is not None
    assert process.stdout.readline() == "definitions/alam/sop-0.yaml\n"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.splitlines()[-1] == (
        "Dihentikan. Jalankan perintah yang sama lagi untuk melanjutkan."
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("new", "--nomor", "1\t2"), "U+0009"),
        (("new", "--nama", "A\x1b[31m"), "U+001B"),
        (("new", "--pelaksana", "Kepala\u202eDinas"), "U+202E"),
        (("revise", "--pejabat", "kepala-dinas", "--pangkat", "Pembina\tMuda"), "U+0009"),
        (("revise", "--ganti", "Tim=Regu\t", "--kolom", "pelaksana"), "U+0009"),
    ],
)
def test_what_may_not_stand_in_a_file_is_refused_where_it_is_typed(
    one: Path, arguments: tuple[str, ...], code: str
) -> None:
    done = sopgen(one, *arguments)
    assert done.returncode == 2
    assert f"memuat {code}, yang tidak boleh ada di berkas. Ketik ulang tanpa itu." in done.stderr
    assert "Traceback" not in done.stderr
    assert outputs(one).keys() == {"definitions/alam/lakip.yaml", "letterheads/alam.yaml"}
