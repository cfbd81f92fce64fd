"""The SOPs of a project by the names that its logs call them by, also those that have faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from sopgen.definition.entries import data_in
from sopgen.problems.files import DEFINITIONS, plain_bytes
from sopgen.project.finding import definitions_in, relative


class KnownSop(Struct, frozen=True):
    """An SOP by its letterhead, its name in the log, its title and its definition."""

    letterhead: str
    name: str
    title: str
    definition: Path

    @property
    def whole_name(self) -> str:
        """What no other SOP of the project is called."""
        return f"{self.letterhead}/{self.name}"


def known_sops(project: Path) -> tuple[KnownSop, ...]:
    """Return the SOPs of `project` in the order of their files."""
    folder = project / DEFINITIONS
    files = definitions_in([folder]).definitions if folder.is_dir() else ()
    return tuple(_known(files))


def _known(files: tuple[Path, ...]) -> Iterator[KnownSop]:
    for path in files:
        try:
            said = data_in(plain_bytes(path))
        except OSError:
            continue
        letterhead = said.get("kop") if isinstance(said, dict) else None
        if isinstance(said, dict) and isinstance(letterhead, str) and letterhead:
            name = relative(path).with_suffix("").as_posix().removeprefix(f"{letterhead}/")
            yield KnownSop(letterhead, name, str(said.get("nama", "")), path)
