"""Output files that no definition makes any more: told by every build, removed only on request.

Their definition is gone, or they say that an SOP was revoked which is in force again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sopgen.problems.problem import Problem, Severity
from sopgen.project.finding import REVOKED
from sopgen.project.fingerprints import file_digest
from sopgen.project.manifest import FOLDER, Manifest, Record, loaded
from sopgen.project.ownership import Standing, content, standing
from sopgen.project.writing import locked, sync_folder, unwritable


@dataclass(frozen=True, slots=True)
class Orphan:
    """An output file that no definition makes, and whose it is now."""

    path: Path
    record: Record
    standing: Standing
    defined: bool
    """Whether its definition is there, and makes another file."""

    @property
    def problem(self) -> Problem:
        definition = Path(self.record.definition).name
        why = (
            f"Lembar ini tertinggal dari pencabutan; definisinya ({definition}) sekarang lain."
            if self.defined
            else f"Definisi berkas ini ({definition}) sudah tidak ada."
        )
        return Problem(
            "BLD009",
            why,
            path=str(self.path),
            severity=Severity.WARNING,
            hint="Lihat “sopgen clean” untuk menghapusnya.",
        )


def orphans(manifest: Manifest) -> Iterator[Orphan]:
    """Yield the files that `manifest` knows, that are there, and that no definition makes."""
    gone: dict[str, bool] = {}
    for record in manifest.all_records():
        missing = gone.get(record.definition)
        if missing is None:
            missing = _is_gone(manifest.root / record.definition)
            gone[record.definition] = missing
        path = manifest.root / record.path
        if (missing or _is_left_over(record, manifest)) and _is_file(path):
            yield Orphan(path, record, _standing_at(path, record, manifest.root), not missing)


def _is_left_over(record: Record, manifest: Manifest) -> bool:
    """Tell whether this is the sheet of a revoked SOP whose definition says else by now."""
    if REVOKED not in record.path:
        return False
    if PurePosixPath(record.path).stem != f"{PurePosixPath(record.definition).stem}{REVOKED}":
        return False
    inputs = manifest.inputs(record.definition)
    if inputs is None:
        return False
    is_other = file_digest(manifest.root / record.definition) != inputs.definition
    return is_other or inputs.sources != record.sources


def _is_gone(definition: Path) -> bool:
    """Tell whether `definition` is surely no longer there: not one that cannot be looked at."""
    try:
        definition.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _standing_at(path: Path, record: Record, root: Path) -> Standing:
    """Return whose the file at `path` is; what a link puts outside of `root` is not ours."""
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return Standing.UNKNOWN
        return standing(content(path), record.digest)
    except (OSError, RuntimeError):
        # RuntimeError is what Python before 3.13 raises for a link that leads to itself.
        return Standing.UNKNOWN


def orphans_in(root: Path) -> list[Orphan]:
    """Return the orphans of the output folder `root`."""
    return list(orphans(loaded(root)))


def remove(root: Path) -> Iterator[Orphan | Problem]:
    """Remove the orphans of `root` that are ours, yielding each, and what went wrong.

    Work of people stays. Raises LockedError while a build is at work.
    """
    with locked(root / FOLDER):
        manifest = loaded(root)
        removed: set[Path] = set()
        for orphan in orphans(manifest):
            if orphan.standing is not Standing.OURS:
                continue
            try:
                orphan.path.unlink(missing_ok=True)
            except OSError as error:
                yield unwritable(orphan.path, error)
                continue
            manifest.forget(orphan.record.path)
            removed.add(orphan.path.parent)
            yield orphan
        _tidy(removed, root)
        manifest.save()


def _tidy(folders: Iterable[Path], root: Path) -> None:
    """Make the removals durable, and drop folders that are empty now."""
    for folder in sorted(folders, reverse=True):
        with suppress(OSError):
            sync_folder(folder)
            while folder != root and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent
