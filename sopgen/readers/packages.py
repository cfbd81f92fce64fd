"""Open an Office file that somebody sent, without trusting it.

In: the bytes of a zip. Out: its parts as they are asked for, or a sentence. It is decided
here how large a part and a package may become when unpacked, and that no part is parsed
which declares entities.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from lxml import etree

MOST_PARTS = 500
LARGEST_PART = 32 << 20
LARGEST_PACKAGE = 64 << 20
LEAST_RATIO = 0.01
GRACE = 100_000
"""Up to so many bytes any ratio of packing is fine."""

_PIECE = 1 << 16
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library raises, by kind of damage, for a zip that is none."""


class BadPackageError(Exception):
    """Why a package is not opened, as a sentence in Indonesian without its end."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose parts are known to be harmless in size."""

    parts: dict[str, bytes]
    digests: dict[str, str]
    """The SHA-256 of every part, also of those that are not kept."""

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of part `name`, or None if there is none."""
        data = self.parts.get(name)
        if data is None:
            return None
        head = data[:4096].replace(b"\0", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise BadPackageError(f"bagian {name} memuat DTD")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise BadPackageError(f"bagian {name} rusak") from error


def opened_package(data: bytes, wanted: tuple[str, ...]) -> Package:
    """Return the parts of `data` whose names begin as one of `wanted` says.

    All parts are measured, only those are kept. Raises BadPackageError.
    """
    parts: dict[str, bytes] = {}
    digests: dict[str, str] = {}
    seen: set[str] = set()
    total = 0
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS:
                raise BadPackageError("bagiannya terlalu banyak")
            for entry in entries:
                _check_name(entry.filename, seen)
                unpacked = _unpacked(archive, entry, LARGEST_PACKAGE - total)
                total += len(unpacked)
                digests[entry.filename] = sha256(unpacked).hexdigest()
                if entry.filename.startswith(wanted):
                    parts[entry.filename] = unpacked
    except _DAMAGE as error:
        raise BadPackageError("berkasnya rusak atau bukan berkas Office") from error
    return Package(parts, digests)


def _check_name(name: str, seen: set[str]) -> None:
    if name.startswith(("/", "\\")) or ".." in name.split("/"):
        raise BadPackageError(f"nama bagian {name} menunjuk ke luar berkas")
    if name.lower() in seen:
        raise BadPackageError(f"bagian {name} ada dua kali")
    seen.add(name.lower())


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    out = bytearray()
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            out += piece
            if len(out) > min(LARGEST_PART, room):
                raise BadPackageError(f"bagian {entry.filename} terlalu besar")
            if len(out) > GRACE and entry.compress_size < LEAST_RATIO * len(out):
                raise BadPackageError(f"bagian {entry.filename} dimampatkan tidak wajar")
    return bytes(out)
