"""What a revision is about to write, durably: so that who is killed changes nothing twice.

It lies beside the memory of an output folder. Before the first file is written all that
will be written stands here; when all is, and the notice too, the same entry says so. It
stays, because the same words asked for once more must not change what they changed before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from sopgen.editing.asking import Revision
from sopgen.editing.changes import Change, Done, field_of
from sopgen.editing.revising import RevisedFile, Sheet
from sopgen.problems.files import from_here, plain_bytes
from sopgen.problems.problem import Problem, Severity
from sopgen.project.manifest import FOLDER, REVISION, UNREADABLE, name_of
from sopgen.project.writing import replace_file

_VERSION = 1


class State(StrEnum):
    """How far a revision came."""

    RUNNING = "berjalan"
    FAILED_ONCE = "gagal sekali"
    FINISHED = "selesai"


class Planned(Struct, frozen=True):
    """One file of a revision: the SHA-256 of its bytes before, and its whole text after.

    `name` leads from the output folder to it, so that a project may move.
    """

    name: str
    title: str
    number: str
    before: str
    after: str
    changes: tuple[Change, ...]
    reissued: tuple[Sheet, ...] = ()

    def path(self, root: Path) -> Path:
        return from_here(Path(os.path.normpath(root.absolute() / self.name)))

    @property
    def data(self) -> bytes:
        return self.after.encode()


class Run(Struct, frozen=True):
    """One revision of many files.

    `asked` tells it from others; `date`, `starts` and `output` are those of its notice.
    `earlier` are values that the same words made in runs before it, by file.
    """

    asked: str
    revision: Revision
    date: str
    starts: str
    output: str
    files: tuple[Planned, ...]
    earlier: dict[str, tuple[Done, ...]]
    state: State = State.RUNNING

    @property
    def unfinished(self) -> bool:
        return self.state is not State.FINISHED

    def done(self, revision: Revision) -> dict[str, frozenset[Done]]:
        """Return what the words of `revision` made already, by file."""
        if revision.substitutions != self.revision.substitutions:
            return {}
        made = {name: set(values) for name, values in self.earlier.items()}
        for file in self.files:
            values = (Done(field_of(change.at), change.new) for change in file.changes)
            made.setdefault(file.name, set()).update(values)
        return {name: frozenset(values) for name, values in made.items()}


def planned(file: RevisedFile, root: Path) -> Planned:
    """Return what is kept of a file that is about to change."""
    return Planned(
        name_of(file.path, root),
        file.title,
        file.number,
        sha256(file.before).hexdigest(),
        file.after.decode(),
        file.changes,
        file.reissued,
    )


def last_run(root: Path) -> Run | None:
    """Return the last revision that was begun in the project of the output folder `root`."""
    with suppress(OSError, *UNREADABLE):
        content = json.loads(plain_bytes(root / FOLDER / REVISION))
        if content.get("versi") == _VERSION:
            return msgspec.convert(content["revisi"], Run)
    return None


def keep(run: Run, root: Path) -> None:
    """Note `run` durably; raises OSError where that fails."""
    content = {"versi": _VERSION, "revisi": msgspec.to_builtins(run)}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    replace_file(root / FOLDER / REVISION, f"{text}\n".encode("utf-8", "backslashreplace"))


def unfinished(root: Path) -> Iterator[Problem]:
    """Yield the warning of a revision that was cut off and that nobody completed yet."""
    run = last_run(root)
    if run is not None and run.unfinished:
        yield Problem(
            "REV007",
            f"Revisi {run.date} terputus; sebagian definisi belum diubah.",
            path=str(root / FOLDER / REVISION),
            severity=Severity.WARNING,
            hint="Jalankan perintah sopgen revise yang sama lagi.",
        )
