"""Earlier versions of output files, which the build set aside: listed, and brought back.

They lie in `.versi/<number>-<digest>/` of the output folder, by the path that they had there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sopgen.problems.files import from_here, plain_bytes, plain_path
from sopgen.problems.problem import Problem
from sopgen.project.manifest import FOLDER, VERSIONS, loaded
from sopgen.project.opened import lock_beside, still_open
from sopgen.project.ownership import NUMBERED, Standing, content, set_aside, standing
from sopgen.project.writing import locked, replace_file


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was set aside: under which number, when, and whose it is."""

    number: int
    path: Path
    since: datetime
    size: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Shelf:
    """The versions of the file at `inside` in the output folder `root`, the oldest first."""

    root: Path
    inside: str
    kept: tuple[Kept, ...]

    @property
    def path(self) -> Path:
        return self.root / self.inside


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A version that stands at its place again, and where what stood there went."""

    path: Path
    set_aside: Path | None


def shelf_of(file: Path) -> Shelf | None:
    """Return the versions of `file`; None where it lies in no output folder.

    Raises OSError where they cannot be looked at.
    """
    place = plain_path(file)
    root = next((each for each in place.parents if _is_output(each)), None)
    if root is None:
        return None
    inside = place.relative_to(root).as_posix()
    record = loaded(root).record(inside)
    ours = record.digest if record else None
    folder = root / VERSIONS
    numbered = sorted(
        (int(found[1]), each)
        for each in (folder.iterdir() if folder.is_dir() else ())
        if (found := NUMBERED.fullmatch(each.name)) and (each / inside).is_file()
    )
    kept = (_kept(number, each / inside, ours) for number, each in numbered)
    return Shelf(from_here(root), inside, tuple(kept))


def brought_back(shelf: Shelf, version: Kept) -> BroughtBack | Problem:
    """Put `version` where it stood; what stands there now is set aside first.

    Raises LockedError where a build is at work, OSError where it cannot be written.
    """
    path = shelf.path
    with locked(shelf.root / FOLDER):
        data = plain_bytes(version.path)
        present = content(path)
        if present == data:
            return BroughtBack(path, None)
        lock = lock_beside(path)
        if lock is not None:
            return still_open(path, lock)
        aside = set_aside(shelf.root, shelf.inside, present) if present is not None else None
        replace_file(path, data)
    return BroughtBack(path, aside)


def _is_output(folder: Path) -> bool:
    return (folder / FOLDER).is_dir() or (folder / VERSIONS).is_dir()


def _kept(number: int, path: Path, ours: str | None) -> Kept:
    told = path.stat()
    since = datetime.fromtimestamp(told.st_mtime)
    return Kept(number, from_here(path), since, told.st_size, standing(plain_bytes(path), ours))
