"""What lies in one folder of the archive, as its manifest tells it.

The digest of the manifest stands in the index, so the manifest answers for the files
and the index for the manifest.
"""

from __future__ import annotations

import json
import re
import shutil
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct, field

from sopgen.project.writing import replace_file, sync_folder, temporary_name

MANIFEST = "manifest.json"
SCAN = re.compile(r"pindaian-[1-9]\d{0,3}")
"""The folder of a scan, in that of its edition."""

LARGEST_MANIFEST = 1 << 20
VERSION = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is to be kept; a PDF/A of ours has a mark and a number of signatures."""

    name: str
    data: bytes
    mark: str = ""
    signatures: int = 0
    origin: str = ""

    @property
    def told(self) -> dict[str, str | int]:
        """What the manifest says of it."""
        told: dict[str, str | int] = {
            "nama": self.name,
            "ukuran": len(self.data),
            "sha256": digest(self.data),
        }
        if self.mark:
            told |= {"pdfa": self.mark, "tanda_tangan": self.signatures}
        if self.origin:
            told["nama_asal"] = self.origin
        return told


class KeptEntry(Struct, frozen=True):
    """A file as a manifest tells it."""

    name: str = field(name="nama")
    sha256: str
    mark: str = field(name="pdfa", default="")
    signatures: int = field(name="tanda_tangan", default=0)


class Manifest(Struct, frozen=True):
    """A manifest as far as it is needed to look after its files."""

    files: tuple[KeptEntry, ...] = field(name="berkas")
    number: str = field(name="nomor", default="")


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal digits."""
    return sha256(data).hexdigest()


def manifest_bytes(told: dict[str, object], files: Sequence[Kept]) -> bytes:
    """Return the manifest of `files`, with what is `told` of them all."""
    content = {"versi": VERSION, **told, "berkas": [each.told for each in files]}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(data: bytes) -> Manifest | None:
    """Return what the manifest `data` says; None where it is none."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    names = [each.name for each in manifest.files]
    plain = all(name and not set(name) & set("/\\\0") and name not in (".", "..") for name in names)
    return manifest if plain and len(set(names)) == len(names) else None


def plain_file(path: Path, most: int) -> bytes | None:
    """Return what the file at `path` holds; None where it is no plain file, or too large.

    A link is none, and neither is anything that could keep its reader waiting.
    """
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return None
        return path.read_bytes()
    except OSError:
        return None


def write_folder(folder: Path, files: Sequence[Kept], manifest: bytes) -> None:
    """Write a folder beside its place, then put it there in one step."""
    parent = folder.parent
    temporary = parent / temporary_name(folder.name)
    if temporary.exists():
        shutil.rmtree(temporary)
    for each in files:
        replace_file(temporary / each.name, each.data)
    replace_file(temporary / MANIFEST, manifest)
    temporary.rename(folder)
    sync_folder(parent)
