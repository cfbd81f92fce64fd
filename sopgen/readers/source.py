"""Give back what a sheet was made from: definition and letterhead, byte for byte.

In: the bytes of a PDF, DOCX or XLSX. Out: the attachments that it carries, or the problem
that keeps them. A file comes from anywhere, so nothing in it is trusted: sizes are
limited, names are checked, and bytes that do not have the SHA-256 that the file itself
gives for them are refused.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lxml import etree

from sopgen.document.carried import SOURCE_NAMESPACE, SOURCE_SHEET
from sopgen.document.page import Attachment, AttachmentKind
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.readers.packages import BadPackageError, Package, opened_package
from sopgen.readers.pdf_record import BadPdfError, read_pdf

LARGEST_FILE = 64 << 20

_NAME = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]{1,200}")
_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an attachment as a file holds it."""

    kind: str
    name: str
    digest: str
    text: str


def extracted(path: Path) -> tuple[Attachment, ...]:
    """Return what the file at `path` carries; raises ProblemsError."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _refused(path, "EKS001", "Berkas ini lebih besar dari 64 MB.")
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, "EKS001", "Berkas ini tidak dapat dibuka.") from error
    try:
        found = tuple(_attachments(data))
    except (BadPackageError, BadPdfError) as error:
        raise _refused(path, "EKS002", f"Berkas ini tidak dapat dibaca: {error}.") from error
    if not found:
        raise _refused(
            path,
            "EKS003",
            "Berkas ini tidak membawa definisinya.",
            "Mungkin dibuat dengan --no-source, atau disimpan ulang oleh program lain.",
        )
    return found


def where(attachment: Attachment) -> Path:
    """Return where `attachment` belongs in a project: letterheads in their folder."""
    match attachment.kind:
        case AttachmentKind.DEFINITION:
            return Path(attachment.name)
        case AttachmentKind.LETTERHEAD:
            return Path("letterheads") / attachment.name


def _refused(path: Path, code: str, message: str, hint: str = "") -> ProblemsError:
    return ProblemsError([Problem(code, message, path=str(path), hint=hint)])


def _attachments(data: bytes) -> Iterator[Attachment]:
    if data.startswith(b"%PDF-"):
        record = read_pdf(data)
        for each in record.attachments:
            told = {
                AttachmentKind.DEFINITION: record.definition,
                AttachmentKind.LETTERHEAD: record.letterhead,
            }
            yield _checked(each, told[each.kind])
        return
    package = opened_package(
        data,
        ("customXml/", "xl/workbook.xml", "xl/_rels/", "xl/worksheets/", "xl/sharedStrings.xml"),
    )
    pieces = list(_word_pieces(package)) or list(_workbook_pieces(package))
    yield from _joined(pieces)


def _word_pieces(package: Package) -> Iterator[_Piece]:
    for name in sorted(package.parts):
        if re.fullmatch(r"customXml/item\d+\.xml", name):
            root = package.xml(name)
            if root is not None and root.tag == f"{{{SOURCE_NAMESPACE}}}sumber":
                for file in root.iterchildren(f"{{{SOURCE_NAMESPACE}}}berkas"):
                    kind, name, digest = (file.get(key, "") for key in ("jenis", "nama", "sha256"))
                    yield _Piece(kind, name, digest, file.text or "")
                return


def _workbook_pieces(package: Package) -> Iterator[_Piece]:
    """Yield the rows of the hidden sheet, wherever a spreadsheet put it."""
    part = _hidden_sheet(package)
    sheet = package.xml(part) if part else None
    if sheet is None:
        return
    shared = package.xml("xl/sharedStrings.xml")
    strings = [] if shared is None else [_text(item) for item in shared.iter(f"{_SHEETS}si")]
    for row in sheet.iter(f"{_SHEETS}row"):
        texts = [_cell_text(cell, strings) for cell in row.iter(f"{_SHEETS}c")]
        if len(texts) >= 4:
            yield _Piece(*texts[:4])


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
        return strings[int(number)] if number.isdecimal() and int(number) < len(strings) else ""
    if cell.get("t") == "inlineStr":
        return _text(cell)
    return cell.findtext(f"{_SHEETS}v") or ""


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{_SHEETS}t"))


def _joined(pieces: Iterable[_Piece]) -> Iterator[Attachment]:
    """Yield the attachments that `pieces`, in their order, make up."""
    whole: dict[tuple[str, str, str], list[str]] = {}
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
    if not _NAME.fullmatch(name) or name.startswith(".") or name.endswith((".", " ")):
        raise BadPackageError("nama berkas di dalamnya tidak wajar")
    if sha256(attachment.data).hexdigest() != digest:
        raise BadPackageError(f"lampiran {attachment.name} berubah sejak lembar ini dibuat")
    return attachment
