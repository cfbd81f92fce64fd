"""Files that nobody should have to open: spoilt by chance, or made to do harm.

A seed stands for one case: a sheet of ours or one as other programs print it, changed in its bytes,
in a part of its package, or in what its PDF paints; or a file of some other kind altogether.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
from msgspec.structs import replace

from sopgen.writers import Format, writer
from tests.catalogue import document
from tests.readers import dialects
from tests.readers.test_spoilt_pdfs import canvas_of
from tests.readers.workbooks import zipped

SHEET = (
    "Nomor SOP\t: 1/2025\nNama SOP\t: Menyiram Bibit\n"
    "No\tKegiatan\tJuru Siram\tMandor\tKelengkapan\tWaktu\tOutput\tKeterangan\n"
    "1\tMenyiram bibit\tMulai\t\tSelang\t10 menit\tBibit basah\t\n"
    "2\tMemeriksa bibit\t\tX\tDaftar periksa\t5 menit\tCatatan\t\n"
)
_VALUE = re.compile(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')
_NUMBER = re.compile(rb"(?<![\w.])-?\d+\.?\d*(?![\w.])")
_ODD = (
    *(b"", b"-1", b"0", b"NaN", b"1e9", b"99999999999", b"A1:XFD1048576", b"32767", b"x" * 3000),
    *("\u202e".encode(), b"\x1b[2J", b"&#8;", b"<", b"&amp;", b"../../x", b"{}", b"- a: [", b"#"),
)
_NAMES = ("lakip", "cabang-jauh", "tahap-dan-unit")


@cache
def _ours(name: str, kind: Format) -> bytes:
    """Return a sheet of ours that does not carry its source."""
    return writer(kind)(replace(document(name), attachments=()))


def _packed(chance: random.Random) -> bytes:
    return _ours(chance.choice(_NAMES), chance.choice((Format.XLSX, Format.DOCX)))


def _printed(chance: random.Random) -> bytes:
    made = chance.choice((dialects.word, dialects.excel, None))
    return made() if made else _ours(chance.choice(_NAMES), Format.PDF)


def _typed(chance: random.Random) -> bytes:
    return SHEET.encode()


def _flipped(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + chance.randint(1, 5000)] * chance.randint(2, 5) + data[at:]


def _odd_values(data: bytes, pattern: re.Pattern[bytes], chance: random.Random) -> bytes:
    found = list(pattern.finditer(data))
    for value in sorted(
        chance.sample(found, min(len(found), chance.randint(1, 12))),
        key=lambda each: -each.start(),
    ):
        data = data[: value.start()] + chance.choice(_ODD) + data[value.end() :]
    return data


def _package_with_odd_values(chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_packed(chance))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for name in chance.sample(names, min(len(names), 3)):
        parts[name] = _odd_values(parts[name], _VALUE, chance)
    if chance.random() < 0.2:
        del parts[chance.choice(names)]
    return zipped(parts)


def _pdf_with_odd_values(chance: random.Random) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_printed(chance))) as pdf:
        page = chance.choice(list(pdf.pages))
        page.contents_coalesce()
        content = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(_odd_values(content, _NUMBER, chance))
        pdf.save(out, static_id=True)
    return out.getvalue()


def _spoilt(chance: random.Random) -> bytes:
    return spoilt(chance.choice((_packed, _printed, _typed))(chance), chance)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with bytes changed, lost or there several times."""
    for _ in range(chance.randint(1, 2)):
        data = chance.choice((_flipped, _cut, _doubled))(data, chance) or b" "
    return data


def _text_with_odd_values(chance: random.Random) -> bytes:
    cells = re.compile(rb"[^\t\n]+")
    return _odd_values(SHEET.encode(), cells, chance)


def _bomb(chance: random.Random) -> bytes:
    name = chance.choice(("xl/worksheets/sheet1.xml", "word/document.xml", "content.xml"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"<a>" + b" " * (40 << 20))
    return out.getvalue()


def _entities(chance: random.Random) -> bytes:
    text = (
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>'
    )
    return zipped({chance.choice(("xl/workbook.xml", "word/document.xml")): text})


def _deep(chance: random.Random) -> bytes:
    depth = chance.choice((300, 100_000))
    text = "<w:tbl>" * depth
    return zipped({chance.choice(("xl/workbook.xml", "word/document.xml")): text})


def _names(chance: random.Random) -> bytes:
    return zipped({chance.choice(("../../x", "/etc/x", "xl/../../x")): "x", "xl/workbook.xml": "x"})


def _many_pages(chance: random.Random) -> bytes:
    return canvas_of(chance.choice((301, 600)), words="Buku")


def _scan(chance: random.Random) -> bytes:
    return canvas_of(chance.randint(1, 4), picture=True, words=chance.choice(("", "Menyiram")))


def _noise(chance: random.Random) -> bytes:
    begin = chance.choice(
        (
            *(b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1 "),
            *(b"\xff\xfe", b"\xef\xbb\xbf", b"<html>", b"<?xml ", b"\x89PNG\r\n\x1a\n", b"Rar!"),
        )
    )
    return begin + chance.randbytes(chance.randint(0, 20_000))


def _pdf_bomb(chance: random.Random) -> bytes:
    packed = zlib.compress(b"0 0 m 9 9 l S " * 6_000_000)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(dialects.excel())) as pdf:
        stream = pdf.make_stream(b"")
        stream.write(packed, filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].Contents = stream
        pdf.save(out, static_id=True)
    return out.getvalue()


def _long_lines(chance: random.Random) -> bytes:
    rows = chance.choice((30, 19_000))
    cells = "\t".join("x" * chance.choice((1, 30)) for _ in range(chance.choice((9, 90))))
    head = "No\tKegiatan\tA\tB\tC\tKelengkapan\tWaktu\tOutput\tKeterangan\n"
    return (head + f"{cells}\n" * min(rows, (3 << 20) // len(cells))).encode()


_USUAL: tuple[Callable[[random.Random], bytes], ...] = (
    _spoilt,
    _package_with_odd_values,
    _pdf_with_odd_values,
    _text_with_odd_values,
    _noise,
)
_MADE: tuple[Callable[[random.Random], bytes], ...] = (
    _bomb,
    _entities,
    _deep,
    _names,
    _many_pages,
    _scan,
    _pdf_bomb,
    _long_lines,
)


def case(seed: int) -> bytes:
    """Return the file that `seed` stands for."""
    chance = random.Random(seed)
    if seed < len(_MADE):
        return _MADE[seed](chance)
    return chance.choice(_USUAL if chance.random() < 0.95 else _MADE)(chance)
