"""What earlier runs made of files, kept so that only new files are read again.

It lies in `.sopgen/impor/` of the output folder, by the content of each file, under a folder for
the version of the program and the vocabulary: what another version read is dropped. All of it may
be deleted; a damaged or foreign entry counts as none.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from sopgen.importer.draft import Agency, Doubt, DraftSop, RowPlace, Signing
from sopgen.model.sop import Official
from sopgen.problems.files import plain_bytes
from sopgen.project.fingerprints import digest
from sopgen.project.manifest import FOLDER
from sopgen.project.tools import LIBRARIES, digest_of, versions_of
from sopgen.recognition.vocabulary import Vocabulary

_NAME = "impor"
_WORKING = "sopgen.importer.working"
_LIBRARIES = (*LIBRARIES, "olefile", "pdfminer.six", "pdfplumber", "pypdfium2")
_DIGITS = 24

_T = TypeVar("_T")


class Shelf(Struct, frozen=True):
    """A folder of entries, each by the digest of what it was made from and what it is."""

    folder: Path

    def found(self, key: str, part: str, kind: type[_T]) -> _T | None:
        """Return the entry, None where there is none that can be read."""
        try:
            return msgspec.msgpack.decode(plain_bytes(self._path(key, part)), type=kind)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None

    def keep(self, key: str, part: str, value: object) -> None:
        """Keep `value`, unless the disk takes no more: then it is made again the next time."""
        path = self._path(key, part)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            temporary.write_bytes(msgspec.msgpack.encode(value))
            temporary.replace(path)

    def _path(self, key: str, part: str) -> Path:
        return self.folder / f"{key[:_DIGITS]}.{part}"


def shelf_in(output: Path, vocabulary: Vocabulary) -> Shelf:
    """Return the shelf in the folder `output`, without what others than this version kept there.

    Raises OSError where none can be.
    """
    above = output / FOLDER / _NAME
    version = digest_of(files("sopgen"), versions_of(_LIBRARIES), _WORKING)
    name = digest(version.encode() + msgspec.msgpack.encode(vocabulary))[:_DIGITS]
    (above / name).mkdir(parents=True, exist_ok=True)
    for other in above.iterdir():
        if other.name != name and other.is_dir() and not other.is_symlink():
            shutil.rmtree(other, ignore_errors=True)
    return Shelf(above / name)


class KeptDraft(Struct, frozen=True):
    """A draft in types that can be kept."""

    lines: tuple[str, ...]
    approver: dict[str, Any] | None
    signing: tuple[tuple[str, dict[str, Any]], ...]
    definition: dict[str, Any]
    format: dict[str, Any]
    doubts: tuple[Doubt, ...]
    rows: tuple[RowPlace, ...]

    def draft(self) -> DraftSop:
        """Return the draft that was kept; raises ValueError for what is none."""
        official = None if self.approver is None else Official.model_validate(self.approver)
        signing = (Signing(role, Official.model_validate(signer)) for role, signer in self.signing)
        agency = Agency(self.lines, official, tuple(signing))
        return DraftSop(agency, self.definition, self.format, self.doubts, self.rows)


def kept(drafts: Sequence[DraftSop]) -> tuple[KeptDraft, ...]:
    """Return `drafts` in types that can be kept."""
    return tuple(
        KeptDraft(
            each.agency.lines,
            None if each.agency.approver is None else _said(each.agency.approver),
            tuple((signer.role, _said(signer.official)) for signer in each.agency.signing),
            each.definition,
            each.format,
            each.doubts,
            each.rows,
        )
        for each in drafts
    )


def _said(official: Official) -> dict[str, Any]:
    return official.model_dump(mode="json", by_alias=True, exclude_unset=True)
