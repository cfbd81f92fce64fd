"""Revisions of whole projects made for a test, carried out in this process or killed in it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

from sopgen.editing.asking import Revision, Setting, Substitution
from sopgen.editing.revising import files_in
from sopgen.editing.transaction import Order, Step, revise
from tests.project.batches import project

WORDS = Substitution("Dinas", "Dinas Baru", frozenset({"keterkaitan"}))
"""Words that stand in what they become: replaced twice, everybody sees it."""

REVISION = Revision((Setting("tanggal_revisi", "2025-01-02"),), (WORDS,))


def office(folder: Path, count: int) -> Path:
    """Return a project of so many SOPs that the revision changes, each in two places."""
    names = [f"sop-{number:03d}" for number in range(count)]
    project(folder, {"alam": names})
    for path in sorted((folder / "definitions").rglob("*.yaml")):
        path.write_text(path.read_text("utf-8") + "keterkaitan: [Dinas Kota]\n", "utf-8")
    return folder


def order(folder: Path, revision: Revision = REVISION) -> Order:
    found = files_in([folder / "definitions"])
    home = folder / "output"
    return Order(revision, found.definitions, (), "2025-01-02", "", home, home)


def revised(folder: Path, revision: Revision = REVISION) -> list[Step]:
    return list(revise(order(folder, revision)))


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file of the project but what is ours to remember."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".sopgen" not in path.relative_to(folder).parts
    }


def killed(folder: Path, when: Callable[[], None]) -> bool:
    """Revise in a child that `when` may get killed; return whether it was."""
    child = os.fork()
    if child == 0:
        when()
        revised(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def at_write(number: int) -> Callable[[], None]:
    """Have this process killed before its write of that number, counted from 0.

    A write is what changes the disk: bytes that are flushed, a name that is given or taken.
    """

    def prepare() -> None:
        left = [number]

        def counted(real: Callable[..., object]) -> Callable[..., object]:
            def call(*arguments: object, **named: object) -> object:
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
                return real(*arguments, **named)

            return call

        for name in ("fsync", "replace", "rename", "unlink", "open"):
            setattr(os, name, counted(getattr(os, name)))

    return prepare
