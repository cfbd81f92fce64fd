"""Tell what a file is by what it holds, whatever its name says.

What no sheet can be seen on is refused in a sentence that names what it is.
"""

from __future__ import annotations

import re
from enum import Enum
from io import BytesIO

import olefile

from sopgen.importer.refusing import ORIGINAL, broken, locked, refused
from sopgen.problems.codes import Code
from sopgen.problems.problem import ProblemsError
from sopgen.readers import docx, xlsx
from sopgen.readers.packages import BadPackageError, Package, opened_package


class Kind(Enum):
    """What a file is, by the ending that such files usually have."""

    PDF = "pdf"
    WORKBOOK = "xlsx"
    WORD = "docx"
    TEXT = "txt"
    OLD_WORKBOOK = "xls"
    BINARY_WORKBOOK = "xlsb"
    XML_WORKBOOK = "xml"
    OPEN_WORKBOOK = "ods"
    OLD_WORD = "doc"
    OPEN_WORD = "odt"
    RICH_TEXT = "rtf"


_PDF_WITHIN = 1024
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ARCHIVES = {
    b"Rar!": "arsip RAR",
    b"7z\xbc\xaf\x27\x1c": "arsip 7-Zip",
    b"\x1f\x8b": "arsip gzip",
}
_WEB = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_FOREIGN = {
    "ppt/": "presentasi",
    "visio/": "gambar Visio",
}
_MIMETYPE = b"application/vnd.oasis.opendocument."
_OPEN = {b"text": Kind.OPEN_WORD, b"spreadsheet": Kind.OPEN_WORKBOOK}
_PARTS = (*xlsx.PARTS, *docx.PARTS, "mimetype", "META-INF/manifest")
_FIRST_OF_WORD = 12
_ENCRYPTED_WORD = 0x0100
_FILEPASS = 0x002F
_FIRST_RECORDS = 20


def kind_of(data: bytes) -> Kind:
    """Return what the file with the bytes `data` is; raises ProblemsError for all else."""
    head = data[:_HEAD]
    if not data.strip(b"\0\t\r\n "):
        raise refused(Code.IMPORT_FOREIGN, "Berkas ini kosong.", ORIGINAL)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Kind.PDF
    if head.startswith(_ZIP):
        return _kind_of_package(data)
    if head.startswith(_OLE):
        return _kind_of_compound(data)
    if head.startswith(b"{\\rtf"):
        return Kind.RICH_TEXT
    if head.startswith(_PICTURES) or head[8:12] == b"WEBP" or head[4:12] == b"ftypheic":
        raise refused(
            Code.IMPORT_SCAN,
            "Ini gambar; tulisan dan panah di dalamnya tidak terbaca.",
            "Impor berkas Excel, Word atau PDF aslinya.",
        )
    for mark, name in _ARCHIVES.items():
        if head.startswith(mark):
            raise _archive(name)
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> Kind:
    if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        if b'progid="Excel.Sheet"' in head:
            return Kind.XML_WORKBOOK
        raise _foreign("berkas XML")
    if _WEB.match(head.lstrip(b"\xef\xbb\xbf \r\n\t")):
        raise refused(
            Code.IMPORT_FOREIGN,
            "Ini halaman web (HTML), apa pun nama berkasnya.",
            "Buka di Excel atau Word, lalu simpan sebagai XLSX, DOCX atau PDF.",
        )
    return Kind.TEXT


def _archive(name: str) -> ProblemsError:
    hint = "Keluarkan isinya dahulu, lalu impor berkas di dalamnya."
    return refused(Code.IMPORT_FOREIGN, f"Ini {name}, bukan lembar SOP.", hint)


def _foreign(name: str) -> ProblemsError:
    return refused(Code.IMPORT_FOREIGN, f"Ini {name}, bukan lembar SOP.", ORIGINAL)


def package_of(data: bytes) -> Package:
    """Return what a zip holds that is read of it; raises ProblemsError."""
    try:
        return opened_package(data, _PARTS)
    except BadPackageError as error:
        raise broken(str(error)) from error


def _kind_of_package(data: bytes) -> Kind:
    package = package_of(data)
    names = package.digests
    if "xl/workbook.bin" in names:
        return Kind.BINARY_WORKBOOK
    if any(name.startswith("xl/") for name in names):
        return Kind.WORKBOOK
    if any(name.startswith("word/") for name in names):
        return Kind.WORD
    for folder, name in _FOREIGN.items():
        if any(each.startswith(folder) for each in names):
            raise _foreign(name)
    mimetype = package.parts.get("mimetype", b"")
    if mimetype.startswith(_MIMETYPE):
        return _kind_of_open(package, mimetype.removeprefix(_MIMETYPE))
    raise _archive("arsip ZIP")


def _kind_of_open(package: Package, named: bytes) -> Kind:
    if b"encryption-data" in package.parts.get("META-INF/manifest.xml", b""):
        raise locked()
    kind = _OPEN.get(named.strip().removesuffix(b"-template"))
    if kind is None:
        raise _foreign("berkas OpenDocument yang bukan dokumen atau buku kerja")
    return kind


def _kind_of_compound(data: bytes) -> Kind:
    """Return what a file of the old Office is, by the streams that it holds at its root."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as file:
            streams = {names[0] for names in file.listdir()}
            if "EncryptedPackage" in streams:
                raise locked()
            if "WordDocument" in streams:
                _refuse_locked_word(file.openstream("WordDocument").read(_FIRST_OF_WORD))
                return Kind.OLD_WORD
            book = next((name for name in ("Workbook", "Book") if name in streams), None)
            if book is not None:
                _refuse_locked_workbook(file.openstream(book).read(_HEAD))
                return Kind.OLD_WORKBOOK
    except (OSError, ValueError, IndexError, RecursionError, KeyError) as error:
        raise broken("berkasnya rusak") from error
    if "PowerPoint Document" in streams:
        raise _foreign("presentasi")
    if "VisioDocument" in streams:
        raise _foreign("gambar Visio")
    raise _foreign("berkas Office yang bukan dokumen Word atau Excel")


def _refuse_locked_word(head: bytes) -> None:
    """Raise ProblemsError where the first flags of a document say that it is encrypted."""
    if len(head) == _FIRST_OF_WORD and int.from_bytes(head[10:12], "little") & _ENCRYPTED_WORD:
        raise locked()


def _refuse_locked_workbook(head: bytes) -> None:
    """Raise ProblemsError where one of the first records of a workbook asks for a password."""
    at = 0
    for _ in range(_FIRST_RECORDS):
        if len(head) < at + 4:
            return
        if int.from_bytes(head[at : at + 2], "little") == _FILEPASS:
            raise locked()
        at += 4 + int.from_bytes(head[at + 2 : at + 4], "little")
