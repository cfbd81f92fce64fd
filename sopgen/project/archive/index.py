"""The index of an archive: a chain over the manifests of all that was ever put there.

A line names a folder and the digest of its manifest, and holds the digest of the line
before. So a folder that is gone, a manifest that is another and a line that was taken
out are seen. What a chain cannot see is that its last lines are gone together with their
folders, or that all of it was written anew: for that its seal, the digest of the last
line, is printed, to be kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import Struct, field

from sopgen.project.archive.edition import digest, plain_file
from sopgen.project.writing import replace_file

INDEX = "indeks.jsonl"
LARGEST_INDEX = 64 << 20
_NONE = "0" * 64


class Entry(Struct, frozen=True):
    """A line of the index."""

    number: int = field(name="urut")
    folder: str = field(name="map")
    manifest: str = field(name="manifes")
    before: str = field(name="sebelum")


@dataclass(frozen=True, slots=True)
class Index:
    """The lines of an index that chain; `fault` is the first line that does not, if any."""

    entries: tuple[Entry, ...] = ()
    seal: str = _NONE
    fault: int = 0

    @property
    def manifests(self) -> dict[str, str]:
        """The digest of each folder's manifest, by the folder's path in the archive."""
        return {entry.folder: entry.manifest for entry in self.entries}

    @property
    def seals(self) -> tuple[str, ...]:
        """The seal as it was after each line."""
        return (*(entry.before for entry in self.entries[1:]), self.seal)

    def followed_by(self, added: Iterable[tuple[str, str]]) -> Index:
        """Return the index with a line for each of `added`, folder and digest of manifest."""
        entries, seal = list(self.entries), self.seal
        for folder, manifest in added:
            entries.append(Entry(len(entries) + 1, folder, manifest, seal))
            seal = digest(_line(entries[-1]))
        return Index(tuple(entries), seal, self.fault)


def read_index(root: Path) -> Index | None:
    """Return the index of the archive `root`, as far as it chains; None where there is none."""
    path = root / INDEX
    if not path.is_symlink() and not path.exists():
        return None
    data = plain_file(path, LARGEST_INDEX)
    if not data:
        return Index(fault=1)
    entries: list[Entry] = []
    folders: set[str] = set()
    seal = _NONE
    *lines, cut = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        entry = _entry(line)
        if entry is None or (entry.number, entry.before) != (number, seal):
            return Index(tuple(entries), seal, number)
        if entry.folder in folders or not _is_inside(entry.folder):
            return Index(tuple(entries), seal, number)
        folders.add(entry.folder)
        entries.append(entry)
        seal = digest(line)
    return Index(tuple(entries), seal, len(lines) + 1 if cut else 0)


def _entry(line: bytes) -> Entry | None:
    try:
        entry = msgspec.json.decode(line, type=Entry)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return entry if _line(entry) == line else None


def _line(entry: Entry) -> bytes:
    return msgspec.json.encode(entry)


def _is_inside(folder: str) -> bool:
    steps = folder.split("/")
    return not set(folder) & set("\\:\0") and all(step not in ("", ".", "..") for step in steps)


def write_index(root: Path, index: Index) -> None:
    """Put `index` at the root of the archive, whole or not at all."""
    replace_file(root / INDEX, b"".join(_lines(index)))


def _lines(index: Index) -> Iterator[bytes]:
    for entry in index.entries:
        yield _line(entry) + b"\n"
