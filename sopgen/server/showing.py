"""Which SOPs can show a letterhead: those that name it, read again where their files changed."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from sopgen.definition.entries import data_in
from sopgen.problems.files import plain_bytes
from sopgen.server.desk import Desk
from sopgen.server.states import FileState, state_of


class Shower(Struct, frozen=True):
    """An SOP that shows a letterhead, by its number and its file; it may have no name yet."""

    number: int
    path: Path
    name: str


class _Said(Struct, frozen=True):
    """Which letterhead a definition names, and how it is called."""

    letterhead: str = ""
    name: str = ""


class Showers:
    """Tells which of the SOPs on a desk show a letterhead; what was read is remembered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[Path, tuple[FileState, _Said]] = {}

    def of(self, letterhead: str) -> tuple[Shower, ...]:
        """Return the SOPs that name `letterhead`, in the order of their files."""
        said = [(number, path, self._said(path)) for number, path in self._desk.paths()]
        return tuple(
            Shower(number, path, each.name)
            for number, path, each in said
            if each.letterhead == letterhead
        )

    def _said(self, path: Path) -> _Said:
        state, known = state_of(path), self._known.get(path)
        if known is not None and known[0] == state:
            return known[1]
        try:
            said = _read(plain_bytes(path))
        except OSError:
            return _Said()
        if state is not None:
            self._known[path] = state, said
        return said


def _read(data: bytes) -> _Said:
    said = data_in(data)
    if not isinstance(said, dict):
        return _Said()
    letterhead, name = (
        value if isinstance(value := said.get(key), str) else "" for key in ("kop", "nama")
    )
    return _Said(letterhead, name)
