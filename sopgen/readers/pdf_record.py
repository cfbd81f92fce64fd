"""Read what a finished PDF says of itself: its marks, its signatures, its attachments.

In: the bytes of a PDF, ours or not. Out: a `PdfRecord`. The batch asks it before it writes
over a PDF, since one that is signed must never change; the archive asks it for the
conformance mark and for the SOP that it came from.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from lxml import etree

from sopgen.document.carried import SOP_NAMESPACE
from sopgen.document.page import Attachment, AttachmentKind

LARGEST_ATTACHMENT = 2 << 20
"""A definition has at most 1 MB."""

_LARGEST_XMP = 1 << 20
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_SIGNATURE_FIELDS = 100


class BadPdfError(Exception):
    """Why a PDF is not read, as a sentence in Indonesian without its end."""


@dataclass(frozen=True, slots=True)
class PdfRecord:
    """What a PDF says of itself.

    `part` and `conformance` are the mark of PDF/A, `definition` and `letterhead` the
    SHA-256 of what it was made from; `signatures` counts the fields that are signed,
    `fields` all of them.
    """

    signatures: int
    fields: int
    part: str
    conformance: str
    number: str
    definition: str
    letterhead: str
    attachments: tuple[Attachment, ...]

    @property
    def signed(self) -> bool:
        return self.signatures > 0


def is_signed(path: Path) -> bool:
    """Tell whether the PDF at `path` is signed; a file that is no PDF is not."""
    try:
        with pikepdf.open(path) as pdf:
            return any(_is_signed(field) for field in _signature_fields(pdf))
    except (pikepdf.PdfError, OSError):
        return False


def read_pdf(data: bytes) -> PdfRecord:
    """Return what the PDF `data` says of itself; raises BadPdfError."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            fields = list(_signature_fields(pdf))
            told = _told(pdf)
            return PdfRecord(
                signatures=sum(map(_is_signed, fields)),
                fields=len(fields),
                part=told.get(f"{{{_PDFA}}}part", ""),
                conformance=told.get(f"{{{_PDFA}}}conformance", ""),
                number=told.get(f"{{{SOP_NAMESPACE}}}nomor", ""),
                definition=told.get(f"{{{SOP_NAMESPACE}}}sidikDefinisi", ""),
                letterhead=told.get(f"{{{SOP_NAMESPACE}}}sidikKop", ""),
                attachments=tuple(_attachments(pdf)),
            )
    except pikepdf.PasswordError as error:
        raise BadPdfError("PDF-nya berkata sandi") from error
    except pikepdf.PdfError as error:
        raise BadPdfError("PDF-nya rusak") from error


def _signature_fields(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    form = pdf.Root.get("/AcroForm")
    waiting = _kids(form, "/Fields")
    for _ in range(_SIGNATURE_FIELDS):
        if not waiting:
            return
        field = waiting.pop(0)
        if not isinstance(field, pikepdf.Dictionary):
            continue
        waiting += _kids(field, "/Kids")
        if field.get("/FT") == pikepdf.Name.Sig:
            yield field


def _kids(parent: object, key: str) -> list[object]:
    if not isinstance(parent, pikepdf.Dictionary):
        return []
    kids = parent.get(key)
    return list(kids.as_list()) if isinstance(kids, pikepdf.Array) else []


def _is_signed(field: pikepdf.Object) -> bool:
    value = field.get("/V")
    return isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value


def _told(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return the plain properties of the XMP by their qualified names."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    data = _unpacked(stream, _LARGEST_XMP)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadPdfError("metadatanya memuat DTD")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise BadPdfError("metadatanya rusak") from error
    told: dict[str, str] = {}
    for description in root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"):
        told |= {str(key): str(value) for key, value in description.attrib.items()}
        for each in description:
            if isinstance(each.tag, str) and not len(each):
                told[each.tag] = each.text or ""
    return told


def _attachments(pdf: pikepdf.Pdf) -> Iterator[Attachment]:
    for file in _kids(pdf.Root, "/AF"):
        if not isinstance(file, pikepdf.Dictionary):
            continue
        name, embedded = file.get("/UF"), file.get("/EF")
        if not isinstance(name, pikepdf.String) or not isinstance(embedded, pikepdf.Dictionary):
            continue
        kind, _, own = str(name).partition("-")
        stream = embedded.get("/F")
        if kind in set(AttachmentKind) and isinstance(stream, pikepdf.Stream):
            data = _unpacked(stream, LARGEST_ATTACHMENT)
            yield Attachment(AttachmentKind(kind), own, data)


def _unpacked(stream: pikepdf.Stream, most: int) -> bytes:
    """Return the bytes of `stream`, of which there may be only so many."""
    raw = stream.read_raw_bytes()
    packing = stream.get("/Filter")
    if isinstance(packing, pikepdf.Array) and len(packing) == 1:
        packing = packing[0]
    if packing is None:
        data = raw
    elif packing == pikepdf.Name.FlateDecode:
        try:
            data = zlib.decompressobj().decompress(raw, most + 1)
        except zlib.error as error:
            raise BadPdfError("lampirannya rusak") from error
    else:
        raise BadPdfError("lampirannya dimampatkan dengan cara yang tidak lazim")
    if len(data) > most:
        raise BadPdfError("lampirannya terlalu besar")
    return data
