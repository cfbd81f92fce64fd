"""Which definition on disk an edited file belongs to."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sopgen.definition.entries import data_of
from sopgen.definition.reading import find_letterhead
from sopgen.problems.files import DEFINITIONS, plain_bytes
from sopgen.project.finding import definitions_in
from sopgen.project.output_folder import output_of
from sopgen.project.roots import project_of
from sopgen.pull.opening import Edited, refused


def home_of(edited: Edited) -> Path:
    """Return the definition that `edited` was made from; raises ProblemsError.

    Of an output it stands where its path says; else it is the one of the same name and the
    same bytes, then of the same name, in the project around the file or the working folder.
    """
    project = project_around(edited.path)
    direct = _beside(project, edited.path)
    if direct is not None:
        return direct
    folder = project / DEFINITIONS
    known = definitions_in([folder]).definitions if folder.is_dir() else ()
    same = [path for path in known if _digest(path) == edited.definition.sha256]
    named = [path for path in known if path.name == edited.definition.name]
    for found in (same, named):
        if len(found) == 1:
            return found[0]
    message = (
        f"Definisi {edited.definition.name} ada beberapa di proyek ini."
        if named or same
        else f"Definisi {edited.definition.name} tidak ditemukan di proyek ini."
    )
    raise refused(edited.path, "TRK002", message, "Sebutkan dengan --to DEFINISI.")


def letterhead_of(definition: Path, text: str) -> Path | None:
    """Return the letterhead of the definition at `definition`, which says `text`."""
    match data_of(text):
        case {"kop": str(name)}:
            found = find_letterhead(definition, name)
            return found if isinstance(found, Path) else None
        case _:
            return None


def project_around(path: Path) -> Path:
    """Return the project that `path` lies in, else the one of the working folder."""
    around = project_of(path.absolute().parent)
    if (around / DEFINITIONS).is_dir():
        return around
    return project_of(Path.cwd())


def _beside(project: Path, path: Path) -> Path | None:
    """Return the definition that an output in the project's own folder was built from."""
    try:
        inside = path.absolute().relative_to(output_of(project).absolute())
    except ValueError:
        return None
    for ending in (".yaml", ".yml"):
        found = project / DEFINITIONS / inside.with_suffix(ending)
        if found.is_file():
            return found
    return None


def _digest(path: Path) -> str:
    try:
        return sha256(plain_bytes(path)).hexdigest()
    except OSError:
        return ""
