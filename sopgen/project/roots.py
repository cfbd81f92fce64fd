"""Where a project begins, and how its folders are called."""

from __future__ import annotations

from pathlib import Path

from sopgen.problems.files import DEFINITIONS, SETTINGS, from_here, is_project

ARCHIVE = "arsip"
MONEV = "monev"
OUTPUT = "output"
REGISTERS = "registers"


def project_of(folder: Path) -> Path:
    """Return the root of the project that `folder` lies in, else `folder` itself."""
    own = folder.absolute()
    root = next((each for each in (own, *own.parents) if is_project(each)), None)
    return folder if root is None else from_here(root)


def project_meant_by(folder: Path) -> Path:
    """Return the project that whoever names `folder` for new definitions means.

    It is the folder itself, or, where its folder of definitions was named, the project around that.
    """
    own = folder.absolute()
    return from_here(own.parent) if own.name == DEFINITIONS and not is_project(own) else folder


def archive_of(folder: Path) -> Path:
    """Return the usual archive of the project that `folder` lies in, as it is called from here."""
    return from_here(project_of(folder) / ARCHIVE)


def settings_file(folder: Path) -> Path | None:
    """Return the file of the project that `folder` lies in; None where it has none."""
    path = project_of(folder) / SETTINGS
    return path if path.is_file() else None
