"""Give back what a sheet was made from: definition and letterhead, byte for byte.

In: the bytes of a PDF, DOCX or XLSX. Out: the attachments that it carries, or the problem
that keeps them, and of office files the map of what they showed. A file comes from anywhere,
so nothing in it is trusted: sizes are limited, names are checked, and bytes that do not have
the SHA-256 that the file itself gives for them are refused.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import assert_never

from lxml import etree

from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.document.carried import (
    CONTENT_ATTRIBUTE,
    CONTENT_PROPERTY,
    MAP_KIND,
    SOURCE_NAMESPACE,
    SOURCE_SHEET,
    book_digest,
    content_digest,
)
from sopgen.document.sheet import FileMap
from sopgen.problems.characters import HIDDEN
from sopgen.problems.files import BOOKS, DEFINITIONS, LETTERHEADS
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.readers.file_map import read_map
from sopgen.readers.packages import BadPackageError, Package, opened_package
from sopgen.readers.pdf_record import BadPdfError, read_pdf

LARGEST_FILE = 64 << 20

MOST_PIECES = 20_000
LARGEST_SUM = 64 << 20

_NAME = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]{1,200}\.ya?ml", re.IGNORECASE)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for itself, whatever stands behind the dot."""

_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an attachment as a file holds it."""

    kind: str
    name: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What a file carries; `is_changed` where what it shows is no longer what we wrote.

    `map` is what it showed then, None where that is damaged, and in files that have none: PDF,
    and those of the first versions.
    """

    attachments: tuple[Attachment, ...]
    is_changed: bool = False
    map: FileMap | None = None


def extracted(path: Path) -> tuple[Attachment, ...]:
    """Return what the file at `path` carries; raises ProblemsError."""
    return carried(path).attachments


def carried(path: Path) -> Carried:
    """Return the same, and whether the file shows something else now; raises ProblemsError."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _refused(path, "EKS001", "Berkas ini lebih besar dari 64 MB.")
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, "EKS001", "Berkas ini tidak dapat dibuka.") from error
    try:
        found = carried_in(data)
    except (BadPackageError, BadPdfError) as error:
        raise _refused(path, "EKS002", f"Berkas ini tidak dapat dibaca: {error}.") from error
    if not found.attachments:
        raise _refused(
            path,
            "EKS003",
            "Berkas ini tidak membawa definisinya.",
            "Mungkin dibuat dengan --no-source, atau disimpan ulang oleh program lain.",
        )
    return found


def where(attachment: Attachment, *, in_book: bool = False) -> Path:
    """Return where `attachment` belongs in a project; the definitions of a book have a folder."""
    match attachment.kind:
        case AttachmentKind.DEFINITION if in_book:
            return Path(DEFINITIONS) / attachment.name
        case AttachmentKind.DEFINITION:
            return Path(attachment.name)
        case AttachmentKind.LETTERHEAD:
            return Path(LETTERHEADS) / attachment.name
        case AttachmentKind.BOOK:
            return Path(BOOKS) / attachment.name
        case _:
            assert_never(attachment.kind)


def _refused(path: Path, code: str, message: str, hint: str = "") -> ProblemsError:
    return ProblemsError([Problem(code, message, path=str(path), hint=hint)])


def carried_in(data: bytes) -> Carried:
    """Return what the file with the bytes `data` carries; raises BadPackageError, BadPdfError."""
    if data.startswith(b"%PDF-"):
        return Carried(tuple(_of_pdf(data)))
    return carried_of(opened_package(data, SOURCE_PARTS))


def carried_of(package: Package) -> Carried:
    """Return what an office file carries whose `SOURCE_PARTS` were opened; BadPackageError."""
    source = _word_source(package)
    if source is not None and (pieces := _word_pieces(source)):
        content, map = source.get(CONTENT_ATTRIBUTE), source.findtext(_MAP)
    else:
        rows = list(_workbook_rows(package))
        pieces, map = list(_workbook_pieces(rows)), _workbook_map(rows)
        content = _workbook_content(package)
    is_changed = content is not None and content != content_digest(package.digests)
    return Carried(tuple(_joined(pieces)), is_changed, read_map(map) if map else None)


_MAP = f"{{{SOURCE_NAMESPACE}}}{MAP_KIND}"


SOURCE_PARTS = (
    "customXml/",
    "docProps/custom.xml",
    "xl/workbook.xml",
    "xl/_rels/",
    "xl/worksheets/",
    "xl/sharedStrings.xml",
)


def _of_pdf(data: bytes) -> Iterator[Attachment]:
    record = read_pdf(data)
    if any(each.kind is AttachmentKind.BOOK for each in record.attachments):
        own = {each.sha256 for each in record.attachments}
        if book_digest(own) != record.definition:
            raise BadPackageError("lampirannya berubah sejak buku ini dibuat")
        yield from (_checked(each, each.sha256) for each in record.attachments)
        return
    told = {
        AttachmentKind.DEFINITION: record.definition,
        AttachmentKind.LETTERHEAD: record.letterhead,
    }
    for each in record.attachments:
        yield _checked(each, told[each.kind])


def _word_pieces(source: etree._Element) -> list[_Piece]:
    return [
        _Piece(file.get("jenis", ""), file.get("nama", ""), file.get("sha256", ""), file.text or "")
        for file in source.iterchildren(f"{{{SOURCE_NAMESPACE}}}berkas")
    ]


def _word_source(package: Package) -> etree._Element | None:
    for name in sorted(package.parts):
        if re.fullmatch(r"customXml/item\d+\.xml", name):
            root = package.xml(name)
            if root is not None and root.tag == f"{{{SOURCE_NAMESPACE}}}sumber":
                return root
    return None


def _workbook_content(package: Package) -> str | None:
    """Return the digest of what the workbook showed; an empty one where it was dropped.

    Files of the first versions have properties and no digest: of them nothing is known.
    """
    root = package.xml("docProps/custom.xml")
    if root is None:
        return ""
    told = {
        each.get("name"): "".join(map(str, each.itertext()))
        for each in root.iterchildren(f"{_PROPERTIES}property")
    }
    return told.get(CONTENT_PROPERTY, None if "sopgen_sha256" in told else "")


def _workbook_rows(package: Package) -> Iterator[list[str]]:
    """Yield the texts of each row of the hidden sheet, wherever a spreadsheet put it."""
    part = _hidden_sheet(package)
    sheet = package.xml(part) if part else None
    if sheet is None:
        return
    shared = package.xml("xl/sharedStrings.xml")
    strings = [] if shared is None else [_text(item) for item in shared.iter(f"{_SHEETS}si")]
    for row in sheet.iter(f"{_SHEETS}row"):
        yield [_cell_text(cell, strings) for cell in row.iter(f"{_SHEETS}c")]


def _workbook_pieces(rows: Iterable[Sequence[str]]) -> Iterator[_Piece]:
    """Yield the rows that hold attachments."""
    for texts in rows:
        if len(texts) >= 4 and texts[0] != MAP_KIND:
            yield _Piece(*texts[:4])


def _workbook_map(rows: Iterable[Sequence[str]]) -> str:
    """Return the map, whose pieces stand in the third cells of its rows."""
    return "".join(texts[2] for texts in rows if len(texts) >= 3 and texts[0] == MAP_KIND)


def _hidden_sheet(package: Package) -> str:
    workbook = package.xml("xl/workbook.xml")
    relations = package.xml("xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        return ""
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in relations.iter(f"{_RELATIONS}Relationship")
    }
    for sheet in workbook.iter(f"{_SHEETS}sheet"):
        if sheet.get("name") == SOURCE_SHEET:
            target = targets.get(sheet.get(f"{_OFFICE}id"), "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _cell_text(cell: etree._Element, strings: list[str]) -> str:
    if cell.get("t") == "s":
        number = cell.findtext(f"{_SHEETS}v") or ""
        is_number = number.isdecimal() and len(number) < 10
        return strings[int(number)] if is_number and int(number) < len(strings) else ""
    if cell.get("t") == "inlineStr":
        return _text(cell)
    return cell.findtext(f"{_SHEETS}v") or ""


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{_SHEETS}t"))


def _joined(pieces: Sequence[_Piece]) -> Iterator[Attachment]:
    """Yield the attachments that `pieces`, in their order, make up."""
    whole: dict[tuple[str, str, str], list[str]] = {}
    if len(pieces) > MOST_PIECES or sum(len(piece.text) for piece in pieces) > LARGEST_SUM:
        raise BadPackageError("lampirannya terlalu banyak")
    for piece in pieces:
        whole.setdefault((piece.kind, piece.name, piece.digest), []).append(piece.text)
    for (kind, name, digest), texts in whole.items():
        if kind not in set(AttachmentKind):
            raise BadPackageError(f"lampiran berjenis {kind} tidak dikenal")
        try:
            data = b64decode("".join(texts), validate=True)
        except binascii.Error as error:
            raise BadPackageError(f"lampiran {name} rusak") from error
        yield _checked(Attachment(AttachmentKind(kind), name, data), digest)


def _checked(attachment: Attachment, digest: str) -> Attachment:
    """Return `attachment` if its name leads nowhere else and its bytes are those written."""
    name = attachment.name
    is_plain = _NAME.fullmatch(name) and not name.startswith((".", " "))
    if not is_plain or HIDDEN.search(name) or _DEVICES.fullmatch(name):
        raise BadPackageError("nama berkas di dalamnya tidak wajar")
    if sha256(attachment.data).hexdigest() != digest:
        raise BadPackageError(f"lampiran {attachment.name} berubah sejak lembar ini dibuat")
    return attachment
