"""Read what a finished PDF says of itself: its marks, its signatures, its attachments.

In: the bytes of a PDF, ours or not. Out: a `PdfRecord`. The batch asks it before it writes
over a PDF, since one that is signed must never change; the archive asks it for the
conformance mark and for the SOP that it came from.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from lxml import etree
from pikepdf.settings import get_qpdf_limits, set_qpdf_limits

from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.document.carried import SOP_NAMESPACE

LARGEST_ATTACHMENT = 2 << 20
"""A definition has at most 1 MB."""

MOST_ATTACHMENTS = 2_000
LARGEST_SUM = 64 << 20
"""A book carries the definitions of all its SOPs, hundreds of small files."""

_LARGEST_XMP = 1 << 20
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_MOST_ENTRIES = 10_000
"""So many items of an array, and fields of a form, are looked at."""

_MOST_OBJECTS = 200_000
"""So many items the arrays and dictionaries of a PDF may have that we read."""

DAMAGE = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What pikepdf raises, by kind of damage, for a PDF that is none."""


logging.getLogger("pikepdf").addHandler(logging.NullHandler())


class BadPdfError(Exception):
    """Why a PDF is not read, as a sentence in Indonesian without its end."""


class LockedPdfError(BadPdfError):
    """It needs a password."""


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


@dataclass(frozen=True, slots=True)
class SignedField:
    """A signature field that has a value; only one with a ByteRange can be a signature."""

    name: str
    has_range: bool


def signed_fields(data: bytes) -> tuple[SignedField, ...]:
    """Return the signature fields of the PDF `data` that claim to be signed.

    Raises BadPdfError.
    """
    with opened(data) as pdf:
        return tuple(_signed(pdf))


def read_pdf(data: bytes) -> PdfRecord:
    """Return what the PDF `data` says of itself; raises BadPdfError."""
    with opened(data) as pdf:
        fields = tuple(_signature_fields(pdf))
        told = _told(pdf)
        return PdfRecord(
            signatures=len(tuple(_signed(pdf))),
            fields=len(fields),
            part=told.get(f"{{{_PDFA}}}part", ""),
            conformance=told.get(f"{{{_PDFA}}}conformance", ""),
            number=told.get(f"{{{SOP_NAMESPACE}}}nomor", ""),
            definition=told.get(f"{{{SOP_NAMESPACE}}}sidikDefinisi", ""),
            letterhead=told.get(f"{{{SOP_NAMESPACE}}}sidikKop", ""),
            attachments=tuple(_attachments(pdf)),
        )


@contextmanager
def opened(data: bytes, *, repaired: bool = True) -> Iterator[pikepdf.Pdf]:
    """Open the PDF `data` within bounds, `repaired` or as it is; raises BadPdfError."""
    before = get_qpdf_limits()
    memory, items = before["flate_max_memory"], before["parser_max_container_size"]
    set_qpdf_limits(flate_max_memory=LARGEST_SUM, parser_max_container_size=_MOST_OBJECTS)
    try:
        with pikepdf.open(BytesIO(data), attempt_recovery=repaired, suppress_warnings=True) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise LockedPdfError("PDF-nya berkata sandi") from error
    except DAMAGE as error:
        raise BadPdfError("PDF-nya rusak") from error
    finally:
        set_qpdf_limits(flate_max_memory=memory, parser_max_container_size=items)


def _signed(pdf: pikepdf.Pdf) -> Iterator[SignedField]:
    for field in _signature_fields(pdf):
        value = field.get("/V")
        if value is not None:
            has_range = isinstance(value, pikepdf.Dictionary) and _has_range(value)
            yield SignedField(_text(field.get("/T")), has_range)


def _has_range(value: pikepdf.Object) -> bool:
    """Tell whether a signature covers anything at all."""
    numbers = value.get("/ByteRange")
    return isinstance(numbers, pikepdf.Array) and any(numbers.as_list())


def _text(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""


def _signature_fields(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the signature fields, also those that have their type from a field above."""
    waiting = [(field, False) for field in _items(pdf.Root.get("/AcroForm"), "/Fields")]
    seen: set[tuple[int, int]] = set()
    for _ in range(_MOST_ENTRIES):
        if not waiting:
            return
        field, above = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary) or _is_known(field, seen):
            continue
        kind = field.get("/FT")
        signs = above if kind is None else kind == pikepdf.Name.Sig
        waiting += [(kid, signs) for kid in _items(field, "/Kids")]
        if signs and ("/V" in field or "/T" in field):
            yield field
    raise BadPdfError("isiannya terlalu banyak")


def _is_known(item: pikepdf.Object, seen: set[tuple[int, int]]) -> bool:
    """Tell whether an indirect object came by before; a direct one is always new."""
    known = item.is_indirect and item.objgen in seen
    seen.add(item.objgen)
    return known


def _items(parent: object, key: str) -> list[pikepdf.Object]:
    items = parent.get(key) if isinstance(parent, pikepdf.Dictionary) else None
    if not isinstance(items, pikepdf.Array):
        return []
    if len(items) > _MOST_ENTRIES:
        raise BadPdfError("isiannya terlalu banyak")
    return list(items.as_list())


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
    """Yield what the PDF carries of ours, each stream once, however often it is listed."""
    seen: set[tuple[int, int]] = set()
    room = LARGEST_SUM
    for file in _items(pdf.Root, "/AF"):
        if not isinstance(file, pikepdf.Dictionary):
            continue
        name, embedded = file.get("/UF"), file.get("/EF")
        if not isinstance(name, pikepdf.String) or not isinstance(embedded, pikepdf.Dictionary):
            continue
        kind, _, own = str(name).partition("-")
        stream = embedded.get("/F")
        if kind not in set(AttachmentKind) or not isinstance(stream, pikepdf.Stream):
            continue
        if _is_known(stream, seen):
            continue
        if len(seen) > MOST_ATTACHMENTS:
            raise BadPdfError("lampirannya terlalu banyak")
        data = _unpacked(stream, min(LARGEST_ATTACHMENT, room))
        room -= len(data)
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
