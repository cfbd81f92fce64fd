"""Files that are dropped on the page: an edited sheet of ours is pulled, an old one imported.

What somebody sent is read in a process of its own, within bounds of time and memory, and is
kept only while it is read. One file is read at a time. What reads files is loaded when the first
one comes: most days none does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from sopgen.definition.entries import data_in
from sopgen.editing.new import slug
from sopgen.importer.bounded import Bounds, Overrun, done_alone
from sopgen.importer.finding import ENDINGS
from sopgen.problems.codes import Code
from sopgen.problems.files import DEFINITIONS
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.manifest import FOLDER
from sopgen.project.outcome import Crash
from sopgen.project.output_folder import output_of
from sopgen.project.writing import locked, replace_file
from sopgen.server.desk import Desk
from sopgen.server.telling import problem_told, sentence

if TYPE_CHECKING:
    from sopgen.importer.importing import ImportedSop
    from sopgen.pull.pulling import Pulled, Wish

_WARM = "sopgen.pull.pulling"
_PULL = Bounds(work=60, seconds=120.0)
_IMPORT = Bounds(work=120, seconds=240.0)
_AT_WORK = Lock()


class Received(Struct, frozen=True):
    """A file as it was sent; `name` is only what people call it."""

    name: str
    data: bytes


class BusyError(Exception):
    """Another file is being read."""


@contextmanager
def _at_work() -> Iterator[None]:
    if not _AT_WORK.acquire(blocking=False):
        raise BusyError
    try:
        yield
    finally:
        _AT_WORK.release()


def pulled_in(
    desk: Desk, received: Received, number: int | None, *, prefer_sheet: bool, is_written: bool
) -> dict[str, object]:
    """Return what an edited sheet of ours changes in its definition, written where it is to be.

    `number` is the SOP that it belongs to, where that is not to be found out. Raises
    ProblemsError where it cannot be pulled, and BusyError.
    """
    from sopgen.importer.run import stopped
    from sopgen.pull.keeping import kept
    from sopgen.pull.merging import Prefer
    from sopgen.pull.pulling import Wish
    from sopgen.pull.telling import told as change_told

    desk.save_all()
    home = next((path for own, path in desk.paths() if own == number), None)
    with _at_work(), _kept(desk, received) as path:
        prefer = Prefer.SHEET if prefer_sheet else Prefer.DEFINITION
        wish = Wish(path, home and home.absolute(), prefer=prefer)
        found = done_alone(_pulled, wish, _WARM, _PULL)
        if isinstance(found, Overrun | Crash):
            raise ProblemsError([stopped(found)])
        if isinstance(found, tuple):
            raise ProblemsError([_named(each, path, received.name) for each in found])
        outside = [each for each in found.files if not _is_inside(each.path, desk)]
        if outside:
            raise ProblemsError([_outside(received.name)])
        problems = (*found.problems, *(kept(found) if is_written else ()))
    numbers = {path.absolute(): own for own, path in desk.paths()}
    return {
        "berkas": [
            {
                "id": numbers.get(each.path.absolute()),
                "berkas": str(each.path.name),
                "baru": each.is_new,
                "perubahan": [
                    {
                        "di": list(change.at),
                        "dahulu": change.before,
                        "sekarang": change.after,
                        "lembar": change.where,
                        "pesan": change_told(change, data_in(each.before)),
                    }
                    for change in each.done
                ],
            }
            for each in found.files
        ],
        "tata_letak": found.looks,
        "ditulis": is_written,
        "masalah": [problem_told(_named(each, path, received.name)) for each in problems],
    }


def _pulled(wish: Wish) -> Pulled | tuple[Problem, ...]:
    """Read an edited sheet, in a process of its own; nothing is written."""
    from sopgen.pull.pulling import pulled

    try:
        return pulled(wish)
    except ProblemsError as error:
        return error.problems


def imported_from(desk: Desk, received: Received, letterhead: str) -> dict[str, object]:
    """Import an old sheet and return its SOPs with their doubts, and the report.

    Raises ProblemsError where letterheads or words of the project cannot be read, LockedError,
    BusyError and OSError.
    """
    from sopgen.importer.importing import imported, letterheads_of
    from sopgen.importer.report import report_of
    from sopgen.importer.run import REPORT
    from sopgen.importer.run import Wish as ImportWish
    from sopgen.importer.vocabulary import vocabulary_of

    project, output = desk.project, output_of(desk.project)
    if letterhead and letterhead not in letterheads_of(project):
        raise ProblemsError([Problem(Code.LETTERHEAD, "Pilih kopnya.")])
    with _at_work(), locked(output / FOLDER), _kept(desk, received) as path:
        words = vocabulary_of(project)
        wish = ImportWish((path,), project, output, words, 1, letterhead, _IMPORT)
        (file,) = imported(wish, _Silent())
        report = report_of([msgspec.structs.replace(file, path=Path(received.name)).reported])
        replace_file(output / REPORT, report.encode())
    numbers = {each.absolute(): own for own, each in desk.paths()}
    return {
        "kelas": str(file.kind),
        "sop": [_sop_told(each, numbers) for each in file.sops],
        "pesan": sentence(file.problem) if file.problem else "",
        "masalah": [problem_told(file.problem)] if file.problem else [],
        "laporan": str(output / REPORT),
    }


def last_report(desk: Desk) -> Path | None:
    """Return the report of the last import; None where there is none."""
    from sopgen.importer.run import REPORT

    found = output_of(desk.project) / REPORT
    return found if found.is_file() else None


def _sop_told(sop: ImportedSop, numbers: dict[Path, int]) -> dict[str, object]:
    placed = sop.placed
    problems = [each for each in (placed.problem, *sop.problems) if each is not None]
    return {
        "id": numbers.get(placed.path.absolute()),
        "berkas": str(placed.path),
        "nasib": str(placed.fate),
        "keraguan": [
            {
                "kode": str(each.code),
                "pesan": each.text,
                "di": list(each.at),
                "lembar": each.sheet + 1,
                "baris": each.row + 1 or None,
            }
            for each in sop.doubts
        ],
        "masalah": [problem_told(each) for each in problems],
    }


class _Silent:
    """Is told how far the work is, and tells nobody."""

    def begin(self, total: int, things: str) -> None:
        """Pass it over."""

    def advance(self) -> None:
        """Pass it over."""


@contextmanager
def _kept(desk: Desk, received: Received) -> Iterator[Path]:
    """Keep what was sent among the outputs while it is read, under a name of ours."""
    typed = PurePosixPath(received.name.replace("\\", "/")).name
    stem, dot, ending = typed.rpartition(".")
    ending = f".{ending.lower()}" if dot else ""
    if ending not in ENDINGS:
        raise ProblemsError([_not_a_document(typed)])
    folder = output_of(desk.project) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="unggahan-", dir=folder) as place:
        path = Path(place).absolute() / f"{slug(stem) or 'berkas'}{ending}"
        path.write_bytes(received.data)
        yield path


def _is_inside(path: Path, desk: Desk) -> bool:
    return path.resolve().is_relative_to((desk.project / DEFINITIONS).resolve())


def _named(problem: Problem, path: Path, name: str) -> Problem:
    """Return `problem` about the file as it was called when it was sent."""
    return replace(
        problem,
        path=problem.path.replace(str(path), name),
        message=problem.message.replace(str(path), name),
    )


def _not_a_document(name: str) -> Problem:
    return Problem(
        Code.IMPORT_FOREIGN,
        f"Berkas {name} bukan berkas Excel, Word, PDF atau teks.",
        hint="Pilih lembar SOP-nya.",
    )


def _outside(name: str) -> Problem:
    return Problem(
        "TRK002",
        f"Definisi berkas {name} tidak ada di proyek ini.",
        hint="Buka SOP-nya dahulu, lalu tarik berkas itu di sana.",
    )
