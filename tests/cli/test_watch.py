"""`sopgen watch` in a process of its own: whatever is saved, and however, is built again."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.test_build import environment
from tests.measure import ENDLESS
from tests.project.batches import DEFINITION, define, project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")

WAITING = "Menunggu perubahan. Berhenti dengan Ctrl-C."


def text(number: int, name: str = "lakip", kop: str = "alam") -> str:
    return DEFINITION.format(kop=kop, number=number, name=name)


class Watching:
    """A watch that runs, and what it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self.process.stdout.close()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._listener.join()

    def until(self, *expected: str) -> None:
        """Wait until all of `expected` were said, in any order."""
        missing = set(expected)
        while missing:
            missing.discard(self._lines.get(timeout=ENDLESS))


@contextmanager
def watching(folder: Path, *paths: str) -> Iterator[Watching]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sopgen", "watch", "-f", "svg", *paths],
        cwd=folder,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Watching(process)
    try:
        running.until(WAITING)
        yield running
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=ENDLESS) == 130
    finally:
        running.end()


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return project(tmp_path / "proyek", {"alam": ["lakip"]})


def test_a_project_is_built_again_however_it_is_saved(one: Path) -> None:
    with watching(one) as running:
        # As editors do: a new file takes the place of the old one.
        new = one / "definitions" / "alam" / "baru.tmp"
        new.write_text(text(2), "utf-8")
        new.replace(one / "definitions" / "alam" / "lakip.yaml")
        running.until("output/alam/lakip.svg", "1 SOP dibuat.")

        letterhead = one / "letterheads" / "alam.yaml"
        letterhead.write_text(letterhead.read_text("utf-8") + "alamat: Jalan Baru\n", "utf-8")
        running.until("output/alam/lakip.svg", "1 SOP dibuat.")

        # A new agency, whose folder did not stand there.
        letterhead.with_name("barat.yaml").write_bytes(letterhead.read_bytes())
        define(one, "barat", "renja", text(3, "renja", "barat"))
        running.until("output/barat/renja.svg")

        # As git does: the whole folder goes away and comes back.
        away = (one / "definitions").rename(one / "lain")
        (away / "alam" / "lakip.yaml").write_text(text(4), "utf-8")
        away.rename(one / "definitions")
        running.until("output/alam/lakip.svg")
        define(one, "alam", "lppd", text(5, "lppd"))
        running.until("output/alam/lppd.svg")


def test_one_file_may_be_away_for_a_moment(one: Path) -> None:
    path = one / "definitions" / "alam" / "lakip.yaml"
    with watching(one, "definitions/alam/lakip.yaml") as running:
        path.unlink()
        path.write_text(text(2), "utf-8")
        running.until("output/alam/lakip.svg")
        away = path.parent.rename(one / "lain")
        away.rename(path.parent)
        path.write_text(text(3), "utf-8")
        running.until("output/alam/lakip.svg")


def test_a_path_that_is_not_there_at_the_start_is_a_wrong_command(one: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sopgen", "watch", "tidak-ada"],
        cwd=one,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
