"""What was written last, and from what: the memory of an output folder.

It lies in `.sopgen/` of the output folder. `manifest.json` is written at the end of a
build, in one step. Before a file is put in place, what it will be is promised in
`jurnal.jsonl`: so whoever is killed between the two leaves nothing that the next
build would take for the work of a person. Both may be deleted: then every file is
rendered again, and those that are as we would write them are known once more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import msgspec
from msgspec import Struct

from sopgen.document.signing_places import PlaceOnPaper
from sopgen.problems.files import plain_bytes
from sopgen.project.fingerprints import Inputs, file_digest
from sopgen.project.writing import replace_lines, synced_append

FOLDER = ".sopgen"
"""Where the memory of an output folder lies in it."""

REVISION = "revisi.json"
"""The file in there that tells of the last revision; `sopgen.editing` writes and reads it."""

VERSIONS = ".versi"
"""The folder in the output folder where replaced work of people is kept."""

_MANIFEST, _JOURNAL = "manifest.json", "jurnal.jsonl"
_VERSION = 1


class Record(Struct, frozen=True, omit_defaults=True):
    """An output file as it was written: its definition, fingerprint and digest.

    `path` is that in the output folder; `definition` leads from the output folder to
    the definition, so that a project may move. `sources` is the digest of what people
    made it from (empty: written before that was kept), `signing` where one signs on it.
    `pulled` is the digest of what a person made of it and `sopgen pull` has read since.
    """

    path: str
    definition: str
    fingerprint: str
    digest: str
    sources: str = ""
    signing: tuple[PlaceOnPaper, ...] = ()
    pulled: str = ""


class Manifest:
    """The records of one output folder, and what its definitions were made from."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._records: dict[str, Record] = {}
        self._inputs: dict[str, Inputs] = {}
        self._changed = False

    def record(self, path: str) -> Record | None:
        """Return what was written last at `path`."""
        return self._records.get(path)

    def inputs(self, definition: str) -> Inputs | None:
        """Return what `definition` was made from when it was last built."""
        return self._inputs.get(definition)

    def all_records(self) -> list[Record]:
        """Return the record of every file, by path."""
        return [self._records[path] for path in sorted(self._records)]

    def promise(self, inputs: dict[str, Inputs], records: Iterable[Record]) -> None:
        """Note, durably, what is about to be written; raises OSError where that fails."""
        entry = {
            "masukan": msgspec.to_builtins(inputs),
            "berkas": msgspec.to_builtins(list(records)),
        }
        synced_append(self._place(_JOURNAL), _encoded(f"{_json(entry)}\n"))
        self._inputs.update(inputs)

    def keep(self, record: Record) -> None:
        """Note that the file of `record` is in place as it says."""
        self._changed |= self._records.get(record.path) != record
        self._records[record.path] = record

    def forget(self, path: str) -> None:
        """Drop what is known of `path`."""
        self._changed |= self._records.pop(path, None) is not None

    def save(self) -> None:
        """Write the manifest, then drop the journal; without a change nothing is written."""
        journal = self._place(_JOURNAL)
        if self._changed or journal.exists():
            replace_lines(self._place(_MANIFEST), self._lines())
            journal.unlink(missing_ok=True)
            self._changed = False

    def load(self) -> None:
        """Read manifest and journal as far as they can be read.

        A promise is true where its very bytes stand at its path.
        """
        for records, inputs in _entries(self._place(_MANIFEST), split=False):
            self._inputs.update(inputs)
            self._records.update((record.path, record) for record in records)
        promised: dict[str, dict[str, Record]] = {}
        for records, inputs in _entries(self._place(_JOURNAL), split=True):
            self._inputs.update(inputs)
            for record in records:
                promised.setdefault(record.path, {})[record.digest] = record
        for path, candidates in promised.items():
            true = candidates.get(file_digest(self.root / path))
            if true is not None:
                self.keep(true)

    def _lines(self) -> Iterator[bytes]:
        """Yield the manifest as JSON, one record a line; there may be many thousands."""
        records = self.all_records()
        named = {record.definition for record in records}
        inputs = (
            f"{_json(name)}: {_json(msgspec.to_builtins(each))}"
            for name, each in sorted(self._inputs.items())
            if name in named
        )
        files = (_json(msgspec.to_builtins(record)) for record in records)
        yield f'{{"versi": {_VERSION},\n"masukan": {{\n'.encode()
        yield from _listed(inputs)
        yield b'},\n"berkas": [\n'
        yield from _listed(files)
        yield b"]}\n"

    def _place(self, name: str) -> Path:
        return self.root / FOLDER / name


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _encoded(text: str) -> bytes:
    """Return JSON as bytes; of a name that is no UTF-8 each odd byte is spelled as JSON does."""
    return text.encode("utf-8", "backslashreplace")


def _listed(entries: Iterable[str]) -> Iterator[bytes]:
    """Yield `entries` with commas between them, each on a line of its own."""
    end = ""
    for entry in entries:
        yield _encoded(f"{',' if end else ''}{end}{entry}")
        end = "\n"
    yield end.encode()


def _entries(path: Path, split: bool) -> Iterator[tuple[list[Record], dict[str, Inputs]]]:
    """Yield what the file at `path` says, by lines where it is `split`.

    A line that a kill or a full disk cut off says nothing.
    """
    try:
        data = plain_bytes(path)
    except OSError:
        return
    for line in data.splitlines() if split else [data]:
        with suppress(*UNREADABLE):
            yield _entry(json.loads(line))


UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
    msgspec.MsgspecError,
)
"""What damaged or foreign JSON raises; it comes with a copied project and may hold anything."""


def _entry(content: dict[str, Any]) -> tuple[list[Record], dict[str, Inputs]]:
    if content.get("versi", _VERSION) != _VERSION:
        return [], {}
    records = msgspec.convert(content["berkas"], list[Record])
    inputs = msgspec.convert(content["masukan"], dict[str, Inputs])
    return [record for record in records if _stays_inside(record.path)], inputs


def _stays_inside(path: str) -> bool:
    """Tell whether `path` is that of an output: below its folder, and none of what is kept there.

    A manifest that comes with a copied project may say anything.
    """
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not {"..", FOLDER, VERSIONS} & set(parts)
        and not path.startswith("/")
        and not PureWindowsPath(path).anchor
        and "\\" not in path
        and "\0" not in path
    )


def loaded(root: Path) -> Manifest:
    """Return the memory of the output folder `root`; an empty one where there is none."""
    manifest = Manifest(root)
    manifest.load()
    return manifest


def name_of(definition: Path, root: Path) -> str:
    """Return how the manifest of `root` calls `definition`."""
    try:
        name = os.path.relpath(definition, root)
    except ValueError:  # Windows: the two lie on different drives
        name = str(definition.absolute())
    return name.replace(os.sep, "/")
