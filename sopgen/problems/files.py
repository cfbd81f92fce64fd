"""Files as the system has them: read only what is a plain one, and say where it lies.

A path can name anything: a pipe that never ends, a device, a folder, a link to itself.
What reads a file of a project reads it here, so nothing waits for ever.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LETTERHEADS = "letterheads"
"""The folder of letterheads, by which a project is known."""

DEFINITIONS = "definitions"
BOOKS = "buku"
"""The folders of what is built, beside that of letterheads."""

SETTINGS = "sopgen.yaml"
"""The file of a project itself, by which it is known too."""

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def plain_bytes(path: Path, most: int = -1) -> bytes:
    """Return what the file at `path` holds, the first `most` bytes where that is asked.

    Raises OSError for what is no plain file too.
    """
    handle = os.open(path, _FLAGS)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(path))
        return file.read(most)


def is_project(folder: Path) -> bool:
    """Tell whether `folder` is the root of a project."""
    return (folder / SETTINGS).is_file() or (folder / LETTERHEADS).is_dir()


def plain_path(path: Path) -> Path:
    """Return the whole `path` without steps back up."""
    return Path(os.path.normpath(path.absolute()))


def from_here(path: Path) -> Path:
    """Return `path` as messages call it: from the working folder, as far as their project goes.

    What lies in neither keeps its whole path.
    """
    here, place = Path.cwd(), plain_path(path)
    if place.is_relative_to(here):
        return place.relative_to(here)
    project = next((each for each in here.parents if is_project(each)), None)
    if project is None or not place.is_relative_to(project):
        return place
    return Path(os.path.relpath(place, here))
