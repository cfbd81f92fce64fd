"""Which definitions are built, and which files they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import normalize

from sopgen.writers import Format

DEFINITIONS = "definitions"
LETTERHEADS = "letterheads"
OUTPUT = "output"
REGISTERS = "registers"
NOT_DEFINITIONS = {LETTERHEADS, REGISTERS}


@dataclass(frozen=True, slots=True)
class Target:
    """A definition, the output folder, and its files' path in there without extension."""

    definition: Path
    root: Path
    name: str

    def inside(self, format: Format) -> str:
        """Return the path of a file in the output folder, parted by slashes."""
        return f"{self.name}.{format.value}"

    def output(self, format: Format) -> Path:
        """Return the path of a file."""
        return self.root / self.inside(format)

    @property
    def key(self) -> str:
        """What two targets share whose files would overwrite each other on some system."""
        return normalize("NFC", f"{self.root}/{self.name}").casefold()


def targets(paths: Sequence[Path], output: Path | None) -> list[Target]:
    """Return what `paths` hold to be built: definitions, and folders of them.

    An SOP goes to `output/<agency>/<slug>`, as its definition lies under `definitions/`;
    without `output`, into the folder of that name in the definition's project.
    """
    found: dict[Path, Target] = {}
    projects = cache(project_of)
    for path in paths or [Path(DEFINITIONS)]:
        for file in definitions_in(path):
            root = projects(file.parent) / OUTPUT if output is None else output
            name = relative(file).with_suffix("").as_posix()
            found.setdefault(file.absolute(), Target(file, root, name))
    return list(found.values())


def definitions_in(path: Path) -> list[Path]:
    """Return the definitions in the folder `path`, or the file itself."""
    if not path.is_dir():
        return [path]
    files = sorted(path.rglob("*.yaml"))
    return [file for file in files if not NOT_DEFINITIONS & set(file.parts)]


def letterheads_folder(folder: Path) -> Path | None:
    """Return the nearest folder of letterheads from `folder` (absolute) upwards."""
    places = (above / LETTERHEADS for above in (folder, *folder.parents))
    return next((place for place in places if place.is_dir()), None)


def project_of(folder: Path) -> Path:
    """Return the nearest folder upwards that has letterheads, else `folder` itself."""
    letterheads = letterheads_folder(folder.absolute())
    if letterheads is None:
        return folder
    project, here = letterheads.parent, Path.cwd()
    return project.relative_to(here) if project.is_relative_to(here) else project


def relative(definition: Path) -> Path:
    """Return where `definition` lies under `definitions/`, or folder and name alone."""
    place = definition.absolute()
    parts = place.parts
    if DEFINITIONS in parts[:-1]:
        last = len(parts) - 1 - parts[::-1].index(DEFINITIONS)
        return Path(*parts[last + 1 :])
    return Path(place.parent.name, place.name)
