"""Write down what a pull found: the definition first, then that its file has been read.

A definition is written only while it is byte for byte as it was read. Of a file that came
over whole the build may make a new one; the old one is set aside, never lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem
from sopgen.project.fingerprints import digest
from sopgen.project.manifest import FOLDER, loaded
from sopgen.project.output_folder import output_of
from sopgen.project.writing import LockedError, locked, replace_file, unwritable
from sopgen.pull.pulling import Pulled, PulledFile


def kept(found: Pulled) -> tuple[Problem, ...]:
    """Write the files that changed, and return why one could not be."""
    problems = tuple(problem for file in found.files for problem in _written(file))
    if not problems and not any(each.stops for each in found.problems):
        problems += tuple(_noted(found.file))
    return problems


def _written(file: PulledFile) -> Iterator[Problem]:
    try:
        if file.is_new:
            file.path.parent.mkdir(parents=True, exist_ok=True)
            with file.path.open("xb") as new:
                new.write(file.after)
            return
        if plain_bytes(file.path) != file.before:
            yield _saved_meanwhile(file.path)
            return
        replace_file(file.path.resolve(), file.after)
    except OSError as error:
        yield unwritable(file.path, error)


def _noted(file: Path) -> Iterator[Problem]:
    """Note in the memory of the output folder that what stands at `file` has been read."""
    root = output_of(file.absolute().parent)
    try:
        inside = file.absolute().relative_to(root.absolute()).as_posix()
        with locked(root / FOLDER):
            manifest = loaded(root)
            record = manifest.record(inside)
            if record is not None:
                manifest.keep(replace(record, pulled=digest(plain_bytes(file))))
                manifest.save()
    except ValueError:
        return
    except LockedError:
        yield _locked(root)
    except OSError as error:
        yield unwritable(root, error)


def _saved_meanwhile(path: Path) -> Problem:
    return Problem(
        "REV005",
        "Berkas ini disimpan orang selagi ditarik; dibiarkan.",
        path=str(path),
        hint="Jalankan perintah yang sama lagi.",
    )


def _locked(root: Path) -> Problem:
    return Problem(
        "TRK018",
        "Map hasil sedang dipakai oleh sopgen yang lain; definisinya sudah ditulis, tetapi berkas "
        "ini belum dicatat sebagai sudah ditarik.",
        path=str(root),
        hint="Jalankan perintah yang sama sekali lagi.",
    )
