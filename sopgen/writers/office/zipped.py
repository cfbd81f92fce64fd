"""Zip the parts of a package (PKWARE's APPNOTE 6.3, 4.3).

In: parts by name. Out: a zip as Python's `zipfile` would write it, without its way back to a
head when the part after it is packed: the same parts are the same bytes on every machine and
day. Names are ASCII, and all of it is shorter than 4 GiB.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Sequence
from functools import lru_cache

from deflate import crc32
from msgspec import Struct

from sopgen.writers.packing import deflated

_STORED, _DEFLATED = 0, 8
_VERSION = 20
"""What a reader must know: folders and deflating."""

_FIRST_DAY = 0x21
"""1980-01-01, the first day that a zip knows."""

_OWN_FILE = 0o600 << 16
"""Whom Unix lets read an entry that is taken out: its owner."""

_FACTS = struct.Struct("<HHHHHLLLHH")
_PLACE = struct.Struct("<HHHLL")
_END = struct.Struct("<HHHHLLH")


class _Packed(Struct, frozen=True):
    """The bytes of an entry as they stand in the zip, and what its two heads say of them."""

    data: bytes
    method: int
    checksum: int
    size: int


def zipped(parts: Sequence[tuple[str, bytes]], shared: Collection[str]) -> bytes:
    """Return the zip of `parts`, in their order; `shared` ones are those of many files.

    A PNG is compressed already.
    """
    out, listed = bytearray(), bytearray()
    for part, data in parts:
        packed, name = _entry(part, data, shared), part.encode("ascii")
        facts = _FACTS.pack(
            *(_VERSION, 0, packed.method, 0, _FIRST_DAY),
            *(packed.checksum, len(packed.data), packed.size, len(name), 0),
        )
        place = _PLACE.pack(0, 0, 0, _OWN_FILE, len(out))
        listed += b"PK\1\2%b%b%b%b" % (_VERSION.to_bytes(2, "little"), facts, place, name)
        out += b"PK\3\4%b%b%b" % (facts, name, packed.data)
    end = _END.pack(0, 0, len(parts), len(parts), len(listed), len(out), 0)
    return bytes(out + listed + b"PK\5\6" + end)


def _entry(part: str, data: bytes, shared: Collection[str]) -> _Packed:
    if part.endswith(".png"):
        return _picture(data)
    return _shared(data) if part in shared else _packed(data)


def _packed(data: bytes) -> _Packed:
    return _Packed(deflated(data), _DEFLATED, crc32(data), len(data))


_shared = lru_cache(maxsize=64)(_packed)
"""Themes, settings and relationships: packed once for all files that hold them."""


@lru_cache(maxsize=16)
def _picture(data: bytes) -> _Packed:
    return _Packed(data, _STORED, crc32(data), len(data))
