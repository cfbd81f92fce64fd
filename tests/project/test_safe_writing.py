"""A path holds the whole old or the whole new file, whatever happens."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sopgen.project.writing import (
    LockedError,
    locked,
    place_file,
    replace_file,
    sweep,
    temporary_name,
    unwritable,
)
from tests.project.batches import built, outputs, project, rendered

ROOT = Path(__file__).parent.parent.parent
STRACE = shutil.which("strace")
NEWER = "tanggal_revisi: 2025-01-02\n"

needs_strace = pytest.mark.skipif(STRACE is None, reason="needs strace")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a built project of two SOPs whose definitions have changed since."""
    folder = project(tmp_path / "proyek", {"alam": ["lakip", "lppd"]})
    built(folder)
    for path in (folder / "definitions").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8") + NEWER, "utf-8")
    return folder


def editions(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the outputs as they are, and as a clean build makes them now."""
    clean = folder.with_name("bersih")
    shutil.copytree(folder, clean, ignore=shutil.ignore_patterns("output"))
    built(clean)
    return outputs(folder / "output"), outputs(clean / "output")


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )


def build_command(*before: str) -> list[str]:
    return [*before, sys.executable, "-B", "-m", "sopgen", "build", "-f", "svg", "-j", "1"]


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "berkas"
    path.write_bytes(b"lama")
    path.chmod(0o640)
    replace_file(path, b"baru")
    assert path.read_bytes() == b"baru"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["berkas"]


def test_a_name_of_the_longest_length_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    replace_file(path, b"isi")
    assert path.read_bytes() == b"isi"


def test_only_leftovers_of_our_own_are_swept(tmp_path: Path) -> None:
    inner = tmp_path / "alam"
    inner.mkdir()
    ours = inner / temporary_name("lakip.pdf")
    theirs = [inner / ".sopgen-catatan.baru", inner / "x.tmp", inner / ".~lock.lakip.docx#"]
    for path in (ours, *theirs):
        path.touch()
    sweep(tmp_path)
    assert not ours.exists()
    assert all(path.exists() for path in theirs)


def test_a_second_build_of_the_same_folder_is_refused_at_once(small: Path) -> None:
    with locked(small / "output" / ".sopgen"):
        with pytest.raises(LockedError):
            built(small)
        done = run(build_command(), small)
    assert done.returncode == 3
    assert done.stderr == (
        "galat: Map hasil sedang dipakai oleh sopgen yang lain. Tunggu sampai selesai.\n"
    )
    assert rendered(built(small)) == ["alam/lakip.svg", "alam/lppd.svg"]


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make the first replacements fail as Windows does; the list says how many still will."""
    failures = [0]
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if failures[0]:
            failures[0] -= 1
            raise PermissionError(errno.EACCES, "Access is denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    return failures


def test_a_file_that_another_program_holds_for_a_moment_is_tried_again(
    tmp_path: Path, busy: list[int]
) -> None:
    busy[0] = 2
    place_file(tmp_path / "berkas", b"baru", retries=(0.001, 0.001, 0.001))
    assert (tmp_path / "berkas").read_bytes() == b"baru"


def test_a_file_that_stays_open_fails_with_the_old_one_whole(
    tmp_path: Path, busy: list[int]
) -> None:
    path = tmp_path / "berkas"
    path.write_bytes(b"lama")
    busy[0] = 99
    with pytest.raises(PermissionError):
        place_file(path, b"baru", retries=(0.001, 0.001))
    assert busy[0] == 96
    assert path.read_bytes() == b"lama"
    assert [each.name for each in tmp_path.iterdir()] == ["berkas"]


def test_a_file_open_in_word_fails_alone_with_advice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    problem = unwritable(Path("output/lakip.docx"), PermissionError(errno.EACCES, "denied"))
    assert str(problem) == (
        "output/lakip.docx: galat: Berkas output/lakip.docx sedang terbuka di program lain. Tutup "
        "berkas itu di Word, Excel atau pembaca PDF, lalu jalankan lagi. [BLD003]"
    )


def test_a_limit_on_the_size_of_files_leaves_the_old_ones_whole(small: Path) -> None:
    old, new = editions(small)
    # The journal fits below the limit and the drawings do not.
    limit = min(map(len, old.values())) - 100
    done = subprocess.run(
        build_command(),
        cwd=small,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 1
    assert "alam/lakip.svg tidak dapat ditulis: melewati batas ukuran berkas." in done.stderr
    assert "Traceback" not in done.stderr
    assert outputs(small / "output") == old
    assert run(build_command(), small).returncode == 0
    assert outputs(small / "output") == new


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a mounted file system of 64 KB."""
    place = tmp_path / "kecil"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_the_old_files_whole(small: Path, tiny_disk: Path) -> None:
    output = tiny_disk / "output"
    shutil.copytree(small / "output", output)
    old, new = editions(small)
    filler = tiny_disk / "penuh"
    filler.write_bytes(b"x" * shutil.disk_usage(tiny_disk).free)
    done = run([*build_command(), "-o", str(output)], small)
    assert done.returncode == 1
    assert "tidak dapat ditulis: ruang penyimpanan penuh." in done.stderr
    assert "Traceback" not in done.stderr
    assert outputs(output) == old
    filler.unlink()
    assert run([*build_command(), "-o", str(output)], small).returncode == 0
    assert outputs(output) == new


FAILING = [
    ("write", "ENOSPC", "ruang penyimpanan penuh"),
    ("fsync", "EIO", "perangkat penyimpanan rusak atau terputus"),
    ("rename", "EACCES", "tidak ada izin"),
    ("rename", "EROFS", "penyimpanan hanya dapat dibaca"),
    ("rename", "EBUSY", "sedang dipakai program lain"),
]


@needs_strace
@pytest.mark.parametrize(("call", "error", "sentence"), FAILING)
def test_a_failing_system_call_leaves_whole_files_and_a_sentence(
    small: Path, call: str, error: str, sentence: str
) -> None:
    old, new = editions(small)
    output = Path("output")
    places = [output / "alam", *(output / "alam" / temporary_name(name) for name in NAMES)]
    # Names are matched as they are typed, open files by their whole path.
    both = [path for place in places for path in (place, small / place)]
    on = [word for path in both for word in ("-P", str(path))]
    injected = ["-e", f"inject={call}:error={error}:when=1+"]
    strace = build_command(str(STRACE), "-f", "-o", os.devnull, *on, *injected)
    done = run(strace, small)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert outputs(small / "output") == old
    assert run(build_command(), small).returncode == 0
    assert outputs(small / "output") == new


NAMES = ("lakip.svg", "lppd.svg")


@needs_strace
@pytest.mark.parametrize("call", ["write", "fsync", "rename", "unlink"])
def test_a_kill_at_every_system_call_tears_nothing(small: Path, call: str) -> None:
    old, new = editions(small)
    before = shutil.copytree(small / "output", small.parent / "awal")
    for number in range(1, 40):
        shutil.rmtree(small / "output")
        shutil.copytree(before, small / "output")
        injected = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
        killed = run(build_command(str(STRACE), "-f", "-o", os.devnull, *injected), small)
        found = {
            path: data
            for path, data in outputs(small / "output").items()
            if not Path(path).name.startswith(".sopgen-")
        }
        assert found.keys() == old.keys()
        assert all(data in (old[path], new[path]) for path, data in found.items())
        built(small)
        assert outputs(small / "output") == new
        if killed.returncode == 0:
            break
    else:
        raise AssertionError("the build never ended by itself")
    assert number > 1


def kills(folder: Path, count: int) -> str:
    folder = project(folder / "proyek", {"alam": ["lakip", "lppd"], "barat": ["renja"]})
    command = [sys.executable, "-m", "tests.project.killing", str(folder), str(count), "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_hundred_kills_at_random_moments_tear_nothing(tmp_path: Path) -> None:
    assert kills(tmp_path, 100).endswith("of 100 killed, 0 wrong\n")


@pytest.mark.skipif("SOPGEN_LONG_TESTS" not in os.environ, reason="SOPGEN_LONG_TESTS is not set")
def test_a_thousand_kills_at_random_moments_tear_nothing(tmp_path: Path) -> None:
    assert kills(tmp_path, 1000).endswith("of 1000 killed, 0 wrong\n")
