"""A revision changes the whole set once, whatever comes between."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
import pymupdf
import pytest

from sopgen.editing.asking import Revision, Setting, Successor
from sopgen.editing.journal import State, keep, last_run, unfinished
from sopgen.editing.transaction import Fate, Order, Outcome, Resumed, Unfinished, revise
from sopgen.problems.problem import Problem
from sopgen.project.writing import Staged
from tests.editing.revisions import (
    at_write,
    everything,
    killed,
    office,
    order,
    revised,
)

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
long = pytest.mark.skipif(
    "SOPGEN_LONG_TESTS" not in os.environ, reason="SOPGEN_LONG_TESTS is not set"
)


def fates(steps: list[object]) -> list[Fate]:
    return [step.fate for step in steps if isinstance(step, Outcome)]


def codes(steps: list[object]) -> list[str]:
    found = [step.problem if isinstance(step, Outcome) else step for step in steps]
    return [str(each.code) for each in found if isinstance(each, Problem)]


def undisturbed(folder: Path, count: int) -> dict[str, bytes]:
    whole = office(folder, count)
    revised(whole)
    return everything(whole)


def test_a_revision_changes_every_file_and_its_notice_comes_last(tmp_path: Path) -> None:
    folder = office(tmp_path / "p", 3)
    steps = revised(folder)
    assert fates(steps) == [Fate.WRITTEN] * 3
    assert [step.name for step in steps[3:] if isinstance(step, Path)] == [
        "2025-01-02.docx",
        "2025-01-02.pdf",
    ]
    text = (folder / "definitions" / "alam" / "sop-000.yaml").read_text("utf-8")
    assert "tanggal_revisi: 2025-01-02\n" in text
    assert text.endswith("keterkaitan: [Dinas Baru Kota]\n")


def test_the_same_words_are_not_replaced_in_what_they_made(tmp_path: Path) -> None:
    folder = office(tmp_path / "p", 2)
    revised(folder)
    before = everything(folder)
    assert revised(folder) == []
    path = folder / "definitions" / "alam" / "sop-000.yaml"
    path.write_text(path.read_text("utf-8").replace("[Dinas", "[Dinas Lain, Dinas"), "utf-8")
    assert fates(revised(folder)) == [Fate.WRITTEN]
    assert path.read_text("utf-8").endswith("keterkaitan: [Dinas Baru Lain, Dinas Baru Kota]\n")
    assert revised(folder) == []
    other = "definitions/alam/sop-001.yaml"
    assert everything(folder)[other] == before[other]


@needs_fork
@pytest.mark.parametrize(
    ("count", "step"), [(3, 1), pytest.param(300, 23, marks=long)], ids=["small", "whole"]
)
def test_a_kill_at_every_write_is_completed_by_the_next_run(
    tmp_path: Path, count: int, step: int
) -> None:
    """Of a whole set only every so many writes is tried: all files are written alike."""
    expected = undisturbed(tmp_path / "utuh", count)
    start = office(tmp_path / "awal", count)
    for number in range(0, 20 * count + 100, step):
        folder = shutil.copytree(start, tmp_path / "p")
        dead = killed(folder, at_write(number))
        revised(folder)
        assert everything(folder) == expected, number
        assert revised(folder) == []
        shutil.rmtree(folder)
        if not dead:
            break
    assert not dead
    assert number > 4 * count


@needs_fork
@pytest.mark.parametrize(
    ("count", "kills"), [(12, 6), pytest.param(300, 50, marks=long)], ids=["small", "whole"]
)
def test_kills_at_random_moments_are_completed_by_the_next_run(
    tmp_path: Path, count: int, kills: int
) -> None:
    expected = undisturbed(tmp_path / "utuh", count)
    warm = office(tmp_path / "hangat", count)
    started = time.process_time()
    revised(warm)
    duration = time.process_time() - started
    start = office(tmp_path / "awal", count)
    chance = random.Random(count)
    dead = 0
    for _ in range(kills):
        folder = shutil.copytree(start, tmp_path / "p")
        seconds = chance.uniform(0, duration)
        dead += killed(folder, lambda wait=seconds: signal.setitimer(signal.ITIMER_PROF, wait))
        revised(folder)
        assert everything(folder) == expected
        shutil.rmtree(folder)
    assert dead > kills // 4


def test_a_file_that_somebody_saves_meanwhile_is_left_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office(tmp_path / "p", 3)
    last = folder / "definitions" / "alam" / "sop-002.yaml"
    put = Staged.put_in_place

    def and_somebody_saves(self: Staged, retries: Sequence[float] | None = None) -> None:
        put(self, retries)
        if self.path.name == "sop-000.yaml":
            last.write_text(last.read_text("utf-8") + "peringatan: KETIKAN BARU\n", "utf-8")

    with monkeypatch.context() as patch:
        patch.setattr(Staged, "put_in_place", and_somebody_saves)
        steps = revised(folder)
    assert fates(steps) == [Fate.WRITTEN, Fate.WRITTEN, Fate.SAVED_MEANWHILE]
    assert codes(steps) == ["REV005"]
    assert last.read_text("utf-8").endswith("[Dinas Kota]\nperingatan: KETIKAN BARU\n")
    assert fates(revised(folder)) == [Fate.WRITTEN]
    assert last.read_text("utf-8").endswith("[Dinas Baru Kota]\nperingatan: KETIKAN BARU\n")


def failing(monkeypatch: pytest.MonkeyPatch, names: set[str]) -> None:
    put = Staged.put_in_place

    def refused(self: Staged, retries: Sequence[float] | None = None) -> None:
        if self.path.name in names:
            self.drop()
            raise OSError(errno.ENOSPC, "full", str(self.path))
        put(self, retries)

    monkeypatch.setattr(Staged, "put_in_place", refused)


def test_nothing_written_is_no_revision_and_has_no_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office(tmp_path / "p", 2)
    before = everything(folder)
    with monkeypatch.context() as patch:
        failing(patch, {"sop-000.yaml", "sop-001.yaml"})
        steps = revised(folder)
    assert fates(steps) == [Fate.FAILED, Fate.FAILED]
    assert codes(steps) == ["BLD002", "BLD002"]
    assert everything(folder) == before
    assert fates(revised(folder)) == [Fate.WRITTEN, Fate.WRITTEN]


def test_a_run_that_failed_half_way_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = undisturbed(tmp_path / "utuh", 3)
    folder = office(tmp_path / "p", 3)
    with monkeypatch.context() as patch:
        failing(patch, {"sop-001.yaml"})
        steps = revised(folder)
    assert fates(steps) == [Fate.WRITTEN, Fate.FAILED, Fate.WRITTEN]
    assert steps[-1] == Unfinished(1)
    assert not (folder / "output" / "pemberitahuan").exists()
    again = revised(folder)
    assert again[0] == Resumed("2025-01-02", 3)
    assert fates(again) == [Fate.ALREADY, Fate.WRITTEN, Fate.ALREADY]
    assert everything(folder) == expected


def test_what_fails_twice_is_left_out_of_the_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office(tmp_path / "p", 2)
    with monkeypatch.context() as patch:
        failing(patch, {"sop-001.yaml"})
        revised(folder)
        steps = revised(folder)
    assert fates(steps) == [Fate.ALREADY, Fate.FAILED]
    assert [step.suffix for step in steps if isinstance(step, Path)] == [".docx", ".pdf"]
    run = last_run(folder / "output")
    assert run is not None
    assert run.state is State.FINISHED
    assert fates(revised(folder)) == [Fate.WRITTEN]


@needs_fork
def test_another_revision_completes_the_one_before_it_first(tmp_path: Path) -> None:
    folder = office(tmp_path / "p", 3)
    assert killed(folder, at_write(40))
    assert [problem.code for problem in unfinished(folder / "output")] == ["REV007"]
    other = Revision((Setting("tanggal_efektif", "2025-02-03"),))
    steps = revised(folder, other)
    assert isinstance(steps[0], Resumed)
    for name, data in everything(folder).items():
        assert list(unfinished(folder / "output")) == []
        if name.startswith("definitions/"):
            text = data.decode()
            assert "tanggal_revisi: 2025-01-02\n" in text
            assert "tanggal_efektif: 2025-02-03\n" in text
            assert "[Dinas Baru Kota]" in text


def test_a_journal_that_leads_out_of_the_project_writes_nothing_there(tmp_path: Path) -> None:
    victim = tmp_path / "korban.yaml"
    victim.write_text("rahasia: ya\n", "utf-8")
    folder = office(tmp_path / "p", 2)
    revised(folder)
    run = last_run(folder / "output")
    assert run is not None
    before = sha256(victim.read_bytes()).hexdigest()
    file = msgspec.structs.replace(run.files[0], name="../../korban.yaml", after="x", before=before)
    forged = msgspec.structs.replace(
        run, files=(file,), state=State.RUNNING, output="../../pemberitahuan-orang", asked="lain"
    )
    keep(forged, folder / "output")
    revised(folder, Revision((Setting("pengesah", "kepala-dinas"),)))
    assert victim.read_text("utf-8") == "rahasia: ya\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["korban.yaml", "p"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"versi": 1}', b"[" * 100_000, b"\xff"])
def test_a_damaged_journal_does_no_harm(tmp_path: Path, content: bytes) -> None:
    folder = office(tmp_path / "p", 1)
    (folder / "output" / ".sopgen").mkdir(parents=True)
    (folder / "output" / ".sopgen" / "revisi.json").write_bytes(content)
    assert fates(revised(folder)) == [Fate.WRITTEN]


def test_two_runs_that_ask_the_same_are_known_by_what_they_ask(tmp_path: Path) -> None:
    folder = office(tmp_path / "p", 1)
    assert order(folder).identity == order(folder).identity
    other = Revision((Setting("tanggal_revisi", "2025-01-03"),))
    assert order(folder).identity != order(folder, other).identity


def test_the_notice_of_a_new_head_names_the_post_and_the_sops_that_are_reissued(
    tmp_path: Path,
) -> None:
    folder = office(tmp_path / "p", 3)
    other = folder / "definitions" / "alam" / "sop-001.yaml"
    other.write_text(other.read_text("utf-8").replace("pengesah: kepala-dinas\n", ""), "utf-8")
    new = Successor(
        "kepala-dinas", "NAMA BARU", "19800101 200501 2 999", "Pembina", "IV/a", "2025-01-01"
    )
    letterhead = folder / "letterheads" / "alam.yaml"
    home = folder / "output"
    asked = Order(
        Revision(successor=new), (), (letterhead,), "2025-01-01", "2025-01-01", home, home
    )
    notice = [step for step in revise(asked) if isinstance(step, Path)][1]
    with pymupdf.open(notice) as pdf:
        words = " ".join(pdf[0].get_text().split())
    assert "1 berkas berubah, 2 SOP diterbitkan ulang; isi selengkapnya" in words
    assert "1 Kop alam Kepala Dinas: nama NAMA KEPALA DINAS NAMA BARU" in words
    assert "5 sop-000 503/1/SOP/2024 Kepala Dinas NAMA KEPALA DINAS NAMA BARU" in words
    assert "6 sop-002 503/3/SOP/2024 Kepala Dinas NAMA KEPALA DINAS NAMA BARU" in words
