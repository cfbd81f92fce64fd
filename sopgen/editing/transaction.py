"""Carry a revision out over a whole set of files: all of it once, whatever comes between.

What is planned is noted first. A file is written only while it is byte for byte as it was
read; who saved it meanwhile keeps what was saved, and is told. The notice comes last and
tells what was written. A run that was killed, or in which a file could not be written, is
completed by the next one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sopgen.definition.naming import is_yaml
from sopgen.editing.asking import Revision
from sopgen.editing.changes import Change, Done
from sopgen.editing.journal import Planned, Run, State, keep, last_run, planned
from sopgen.editing.notice import Notice, Subject
from sopgen.editing.publishing import publish, unprintable
from sopgen.editing.revising import RevisedFile, revised_files
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem
from sopgen.project.manifest import FOLDER, name_of
from sopgen.project.writing import locked, stage, sweep_folder, sync_folder, unwritable


@dataclass(frozen=True, slots=True)
class Order:
    """A revision, the files it may change, and where its journal and its notice belong."""

    revision: Revision
    definitions: tuple[Path, ...]
    letterheads: tuple[Path, ...]
    date: str
    starts: str
    home: Path
    output: Path

    @property
    def identity(self) -> str:
        """What two runs share that ask for the same."""
        names = [name_of(path, self.home) for path in (*self.definitions, *self.letterheads)]
        asked = (self.revision, names, self.date, self.starts, name_of(self.output, self.home))
        return sha256(msgspec.json.encode(asked, order="sorted")).hexdigest()


class Fate(Enum):
    """What became of one file."""

    WRITTEN = "diubah"
    ALREADY = "sudah diubah"
    SAVED_MEANWHILE = "dibiarkan"
    FAILED = "gagal"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and why it was not written."""

    path: Path
    fate: Fate
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """A revision of an earlier run, which is completed first."""

    date: str
    files: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Files that could not be written: the next run tries them once more, then the notice."""

    files: int


_NAME = ": nama"

Step = Problem | Outcome | Resumed | Unfinished | Path
"""What a revision tells while it works; a path is that of a notice."""


def revise(order: Order) -> Iterator[Step]:
    """Complete what an earlier run left, then carry `order` out.

    Raises LockedError while a build or another revision is at work, and OSError where
    nothing can be noted: then nothing is written either.
    """
    with locked(order.home / FOLDER):
        last = last_run(order.home)
        if last is not None and last.unfinished:
            yield Resumed(last.date, len(last.files))
            yield from _carried_out(_of_this_project(last, order), order.home)
            if last.asked == order.identity:
                return
            last = last_run(order.home)
        done = last.done(order.revision) if last else {}
        files: list[RevisedFile] = []
        for each in changed_files(order, done):
            if isinstance(each, RevisedFile):
                files.append(each)
            else:
                yield from each
        if files:
            yield from _begun(order, files, done)


def _of_this_project(run: Run, order: Order) -> Run:
    """Return `run` without what leads out of the project, unless `order` asks for that too.

    A journal comes with a copied project, and may say anything.
    """
    asked = {path.absolute() for path in (*order.definitions, *order.letterheads)}
    project = order.home.absolute().parent
    files = tuple(
        file
        for file in run.files
        if is_yaml(file.name)
        and ((path := file.path(order.home).absolute()) in asked or path.is_relative_to(project))
    )
    output = Path(os.path.normpath(order.home.absolute() / run.output))
    if output != order.output.absolute() and not output.is_relative_to(project):
        return replace(run, files=files, output=".")
    return replace(run, files=files)


def changed_files(
    order: Order, done: dict[str, frozenset[Done]]
) -> Iterator[RevisedFile | tuple[Problem, ...]]:
    """Yield what becomes of each file that `order` changes, or why it cannot be changed."""
    named = {
        path: done.get(name_of(path, order.home), frozenset())
        for path in (*order.definitions, *order.letterheads)
    }
    yield from revised_files(order.definitions, order.letterheads, order.revision, named)


def _begun(
    order: Order, files: Sequence[RevisedFile], done: dict[str, frozenset[Done]]
) -> Iterator[Step]:
    run = Run(
        order.identity,
        order.revision,
        order.date,
        order.starts,
        name_of(order.output, order.home),
        tuple(planned(file, order.home) for file in files),
        {name: tuple(sorted(values)) for name, values in sorted(done.items())},
    )
    problem = unprintable(_notice(run, run.files))
    if problem is not None:
        yield problem
        return
    keep(run, order.home)
    yield from _carried_out(run, order.home)


def _carried_out(run: Run, home: Path) -> Iterator[Step]:
    for folder in dict.fromkeys(file.path(home).parent for file in run.files):
        sweep_folder(folder)
    told: list[Planned] = []
    failed = 0
    for file in run.files:
        outcome = _written(file, home)
        failed += outcome.fate is Fate.FAILED
        if outcome.fate in (Fate.WRITTEN, Fate.ALREADY):
            told.append(file)
        yield outcome
    if failed and told and run.state is State.RUNNING:
        keep(replace(run, state=State.FAILED_ONCE), home)
        yield Unfinished(failed)
        return
    if told:
        yield from publish(_notice(run, told), Path(home, run.output))
    keep(_finished(run), home)


def _written(file: Planned, home: Path) -> Outcome:
    """Put the new text of `file` in place, unless somebody saved something else there."""
    path = file.path(home)
    try:
        present = plain_bytes(path)
        if present == file.data:
            return Outcome(path, Fate.ALREADY)
        if sha256(present).hexdigest() != file.before:
            return Outcome(path, Fate.SAVED_MEANWHILE, _saved_meanwhile(path))
        staged = stage(path.resolve(), (file.data,))
        if plain_bytes(path) != present:
            staged.drop()
            return Outcome(path, Fate.SAVED_MEANWHILE, _saved_meanwhile(path))
        staged.put_in_place()
        sync_folder(staged.path.parent)
    except FileNotFoundError:
        return Outcome(path, Fate.SAVED_MEANWHILE, _saved_meanwhile(path))
    except OSError as error:
        return Outcome(path, Fate.FAILED, unwritable(path, error))
    return Outcome(path, Fate.WRITTEN)


def _saved_meanwhile(path: Path) -> Problem:
    return Problem(
        "REV005",
        "Berkas ini disimpan atau dipindahkan orang selagi direvisi; dibiarkan.",
        path=str(path),
        hint="Periksa isinya, lalu jalankan perintah yang sama lagi.",
    )


def _notice(run: Run, files: Sequence[Planned]) -> Notice:
    """Return what `run` tells of `files`."""
    subjects = (
        Subject(file.title or f"Kop {Path(file.name).stem}", file.number, file.changes)
        for file in files
    )
    reissued = (
        Subject(sheet.name, sheet.number, (named,))
        for file in files
        for named in _new_names(file)
        for sheet in file.reissued
    )
    return Notice(run.date, run.starts, tuple(subjects), tuple(reissued))


def _new_names(file: Planned) -> list[Change]:
    """Return the new name of an official in the letterhead `file`, under the post."""
    names = [change for change in file.changes if change.label.endswith(_NAME)]
    return [
        Change(change.at, change.old, change.new, change.label.removesuffix(_NAME))
        for change in names
    ]


def _finished(run: Run) -> Run:
    """Return what is remembered of `run`: what it changed, and no longer whole files."""
    files = tuple(replace(file, after="") for file in run.files)
    return replace(run, files=files, state=State.FINISHED)
