"""A PDF as a file: objects, numbered from 1 as they come, and the bytes that they become.

In: dictionaries, arrays and streams as PDF writes them, in ASCII. Out: a file of PDF 1.7
(ISO 32000-1, 7.5) that keeps all that is no stream packed in one stream of objects. An
object is known by its number; others refer to it as `7 0 R`.

PDF/A asks for bytes above 127 in the head, and for an identifier of the file
(ISO 19005-3, 6.1.2 and 6.1.3); it is a digest of the content, so that the same objects
are always the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from hashlib import md5
from itertools import accumulate

from msgspec import Struct

from sopgen.writers.packing import zlib_deflated

_HEAD = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"

_ENTRY = struct.Struct(">BII")
"""An entry of the table of objects: its kind, and two numbers that tell where it is."""

_FREE, _AT_OFFSET, _IN_STREAM = range(3)

_TYPOGRAPHIC = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"
"""The letters of PDFDocEncoding from 0x80 on (ISO 32000-1, annex D.2)."""

_LETTERS = {
    **{chr(code): chr(code) for code in range(0x20, 0x7F)},
    **{letter: f"\\{letter}" for letter in r"\()"},
    **{letter: f"\\{code:o}" for code, letter in enumerate(_TYPOGRAPHIC, 0x80)},
    **{chr(code): f"\\{code:o}" for code in range(0xA1, 0x100) if chr(code) not in "\xadïþ"},
}
"""How the letters of PDFDocEncoding stand in a string.

Left out are ï and þ, with which the mark of another encoding begins.
"""


class Stream(Struct, frozen=True):
    """The entries of a stream's dictionary, but for its length, and its bytes."""

    entries: str
    data: bytes


def deflated(data: bytes, entries: str = "") -> Stream:
    """Return `data` as a stream that is packed."""
    return Stream(f"{entries} /Filter /FlateDecode", zlib_deflated(data))


def text_string(text: str) -> str:
    """Return `text` as a PDF says it to people (ISO 32000-1, 7.9.2.2)."""
    try:
        return f"({''.join(map(_LETTERS.__getitem__, text))})"
    except KeyError:
        return f"<FEFF{text.encode('utf-16-be').hex()}>"


def references(numbers: Iterable[int]) -> str:
    """Return the array of the objects with these numbers."""
    return f"[{' '.join(f'{number} 0 R' for number in numbers)}]"


class File:
    """The objects of a PDF."""

    def __init__(self) -> None:
        self._last = 0
        self._objects: dict[int, str] = {}
        self._streams: dict[int, Stream] = {}

    def number(self) -> int:
        """Return the number of an object that is `put` later."""
        self._last += 1
        return self._last

    def put(self, number: int, written: str) -> None:
        """Make `written` the object with this number."""
        self._objects[number] = written

    def add(self, written: str) -> int:
        """Return the number of `written`, a new object."""
        number = self.number()
        self._objects[number] = written
        return number

    def add_stream(self, stream: Stream) -> int:
        """Return the number of `stream`, a new object."""
        number = self.number()
        self._streams[number] = stream
        return number

    def to_bytes(self, catalog: int, info: int) -> bytes:
        """Return the whole file, given the numbers of its catalog and of what it says of itself.

        Raises KeyError for a number under which nothing was put.
        """
        out = bytearray(_HEAD)
        packed = self.add_stream(_object_stream(self._objects))
        found = {0: _ENTRY.pack(_FREE, 0, 0)}
        for index, number in enumerate(self._objects):
            found[number] = _ENTRY.pack(_IN_STREAM, packed, index)
        for number, stream in self._streams.items():
            found[number] = _ENTRY.pack(_AT_OFFSET, len(out), 0)
            out += _written(number, stream)
        table, start = self.number(), len(out)
        found[table] = _ENTRY.pack(_AT_OFFSET, start, 0)
        rows = b"".join(map(found.__getitem__, range(table + 1)))
        identifier = md5(out, usedforsecurity=False).hexdigest()
        entries = (
            f"/Type /XRef /W [1 4 4] /Size {table + 1} /Root {catalog} 0 R /Info {info} 0 R"
            f" /ID [<{identifier}> <{identifier}>]"
        )
        out += _written(table, deflated(rows, entries))
        out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(out)


def _object_stream(objects: Mapping[int, str]) -> Stream:
    """Return the stream of all `objects`, which begins with where each of them stands in it."""
    offsets = accumulate((len(each) + 1 for each in objects.values()), initial=0)
    index = " ".join(f"{number} {at}" for number, at in zip(objects, offsets, strict=False))
    entries = f"/Type /ObjStm /N {len(objects)} /First {len(index) + 1}"
    return deflated("\n".join((index, *objects.values())).encode("ascii"), entries)


def _written(number: int, stream: Stream) -> bytes:
    head = f"{number} 0 obj\n<<{stream.entries} /Length {len(stream.data)}>>\nstream\n"
    return b"%b%b\nendstream\nendobj\n" % (head.encode("ascii"), stream.data)
