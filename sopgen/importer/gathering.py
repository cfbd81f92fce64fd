"""Read all files of a run: those that an earlier run has read are not read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace as with_changes

from sopgen.importer.bounded import done
from sopgen.importer.run import WARM, Progress, Wish, stopped
from sopgen.importer.shelf import Shelf
from sopgen.importer.working import ReadFile, ToRead, bytes_of, known, read
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.project.fingerprints import digest
from sopgen.project.outcome import Crash


class GatheredFile(Struct, frozen=True):
    """What was read of the file at `path`, whose content has the digest `key`.

    `crash` is the traceback of a fault of ours.
    """

    path: Path
    key: str
    found: ReadFile
    crash: str = ""


def gathered(wish: Wish, shelf: Shelf, progress: Progress) -> list[GatheredFile]:
    """Return the files of `wish` in their order."""
    progress.begin(len(wish.files), "berkas")
    files: dict[Path, GatheredFile] = {}
    first: dict[str, Path] = {}
    waiting: dict[Path, GatheredFile] = {}
    for path in wish.files:
        key, found = _looked_up(path, shelf)
        if key and first.setdefault(key, path) != path:
            found = ReadFile(problem=_twice(first[key]))
        if found is None:
            waiting[path.absolute()] = GatheredFile(path, key, ReadFile())
        else:
            files[path] = _placed(GatheredFile(path, key, found))
            progress.advance()
    tasks = (ToRead(path, wish.vocabulary, shelf) for path in waiting)
    for each in done(read, tasks, wish.jobs, WARM, wish.bounds):
        file = waiting[each.task.path]
        if isinstance(each.result, ReadFile):
            file = with_changes(file, found=each.result)
        else:
            crash = each.result.text if isinstance(each.result, Crash) else ""
            file = with_changes(file, found=ReadFile(problem=stopped(each.result)), crash=crash)
        files[file.path] = _placed(file)
        progress.advance()
    return [files[path] for path in wish.files]


def _looked_up(path: Path, shelf: Shelf) -> tuple[str, ReadFile | None]:
    """Return the digest of what is at `path`, and what an earlier run read of that."""
    try:
        key = digest(bytes_of(path))
    except ProblemsError as error:
        return "", ReadFile(problem=error.problems[0])
    return key, known(key, shelf)


def _placed(file: GatheredFile) -> GatheredFile:
    """Return `file` with its own path at its problem."""
    problem = file.found.problem
    if problem is None:
        return file
    found = with_changes(file.found, problem=replace(problem, path=str(file.path)))
    return with_changes(file, found=found)


def _twice(first: Path) -> Problem:
    message = f"Isinya sama dengan {first}; tidak diimpor lagi."
    return Problem(Code.IMPORT_TWICE, message, severity=Severity.NOTE)
