"""Look through a folder for the files that people put there.

Each folder is looked into once, those that links lead to after all the others. What cannot be
looked into is told, since nobody knows what is missing.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from sopgen.definition.naming import is_passed_over
from sopgen.problems.codes import Code
from sopgen.problems.files import from_here
from sopgen.problems.problem import Problem
from sopgen.project.writing import reason_of


class Walk:
    """The `files` below a folder and the `problems` met; folders of the names `left_out` aside."""

    def __init__(self, folder: Path, left_out: Collection[str] = ()) -> None:
        self.files: list[Path] = []
        self.problems: list[Problem] = []
        self._left_out = left_out
        self._seen: set[tuple[int, int]] = set()
        self._waiting = [folder]
        self._links: list[Path] = []
        while self._waiting or self._links:
            self._look_into((self._waiting or self._links).pop(0))

    def _look_into(self, folder: Path) -> None:
        try:
            own = folder.stat()
            if (own.st_dev, own.st_ino) in self._seen:
                return
            self._seen.add((own.st_dev, own.st_ino))
            with os.scandir(folder) as entries:
                found = list(entries)
        except OSError as error:
            self.problems.append(_unreadable(folder, "Map ini tidak dapat dibuka", error))
            return
        for entry in found:
            if not is_passed_over(entry.name) and entry.name not in self._left_out:
                self._meet(entry, folder / entry.name)

    def _meet(self, entry: os.DirEntry[str], path: Path) -> None:
        try:
            if entry.is_dir():
                (self._links if entry.is_symlink() else self._waiting).append(path)
            else:
                self.files.append(path)
        except OSError as error:
            self.problems.append(_unreadable(path, "Tautan ini tidak dapat diikuti", error))


def _unreadable(path: Path, message: str, error: OSError) -> Problem:
    return Problem(
        Code.UNREADABLE,
        f"{message}: {reason_of(error)}.",
        path=str(from_here(path)),
        hint="Yang ada di dalamnya tidak ikut. Periksa izin membacanya.",
    )
