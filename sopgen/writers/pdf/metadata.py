"""What a PDF says of itself in XMP (ISO 16684-1), with what an archive asks for.

In: the document. Out: the XMP packet and the dates. Our own properties stand in a
namespace that is declared in the packet, as PDF/A asks of every schema that it does
not know itself (ISO 19005-3, 6.6.2.3).

No clock: the file is as old as its SOP says that it is, and from 2000 where it does
not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from xml.sax.saxutils import escape

from msgspec import Struct

from sopgen.document.carried import SOP_NAMESPACE
from sopgen.document.page import Document, Metadata

PROGRAM = "sopgen"

_NO_DATE = date(2000, 1, 1)
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")

_OWN = (
    ("nomor", "number", "Nomor SOP"),
    ("instansi", "agency", "Instansi"),
    ("unit", "unit", "Unit kerja"),
    ("tanggalPembuatan", "created", "Tanggal pembuatan, seperti tertulis dalam definisi"),
    ("tanggalRevisi", "revised", "Tanggal revisi, seperti tertulis dalam definisi"),
    ("tanggalEfektif", "effective", "Tanggal efektif, seperti tertulis dalam definisi"),
    ("revisiKe", "revision", "Revisi ke berapa"),
    ("sidikDefinisi", "definition", "SHA-256 definisi"),
    ("sidikKop", "letterhead", "SHA-256 kop"),
)
"""Our properties: their name, the field of `Metadata`, what they are."""


class Dates(Struct, frozen=True):
    """When the SOP was made and last changed."""

    created: date
    modified: date


def dates(metadata: Metadata) -> Dates:
    """Return the dates of the file, from those of the SOP."""
    created = _first(metadata.created, metadata.effective, metadata.revised) or _NO_DATE
    modified = _first(metadata.revised, metadata.effective) or created
    return Dates(created, max(created, modified))


def _first(*texts: str) -> date | None:
    return next((day for day in map(_day, texts) if day is not None), None)


def _day(text: str) -> date | None:
    """Return what `text` says if it is an ISO date; a month stands for its first day."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def xmp_packet(document: Document) -> bytes:
    """Return the XMP of `document`."""
    when = dates(document.metadata)
    own = "".join(
        f"<sopgen:{name}>{escape(value)}</sopgen:{name}>"
        for name, value in _own_values(document.metadata)
    )
    text = (
        f"{_HEAD}{_known(document)}"
        f"<xmp:CreateDate>{_xmp_date(when.created)}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{_xmp_date(when.modified)}</xmp:ModifyDate>"
        f"<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool><pdf:Producer>{PROGRAM}</pdf:Producer>"
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
        f"<pdfuaid:part>1</pdfuaid:part>{own}{_extensions()}{_FOOT}"
    )
    return text.encode()


def _own_values(metadata: Metadata) -> Iterator[tuple[str, str]]:
    values = {
        "number": metadata.number,
        "agency": metadata.agency,
        "unit": metadata.unit,
        "created": metadata.created,
        "revised": metadata.revised,
        "effective": metadata.effective,
        "revision": metadata.revision,
        "definition": metadata.definition,
        "letterhead": metadata.letterhead,
    }
    return ((name, values[field]) for name, field, _ in _OWN if values[field])


def _known(document: Document) -> str:
    """Return the properties of Dublin Core."""
    title, author = escape(document.title), escape(document.author)
    out = (
        f'<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{title}</rdf:li></rdf:Alt></dc:title>"
        f"<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>"
    )
    if author:
        out += f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    if document.subject:
        out += (
            '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
            f"{escape(document.subject)}</rdf:li></rdf:Alt></dc:description>"
        )
    return out


def _xmp_date(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+00:00"


def pdf_date(day: date) -> str:
    """Return `day` as PDF writes dates (ISO 32000-1, 7.9.4)."""
    return f"D:{day:%Y%m%d}000000+00'00'" if day.year > 999 else f"D:{day.year:04d}0101000000Z"


@cache
def _extensions() -> str:
    """Return the declaration of the namespaces that PDF/A does not know."""
    ua = _schema(
        "PDF/UA identification schema",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        (_property("part", "Integer", "Part of ISO 14289"),),
    )
    own = _schema(
        "SOP", SOP_NAMESPACE, "sopgen", [_property(name, "Text", told) for name, _, told in _OWN]
    )
    return f"<pdfaExtension:schemas><rdf:Bag>{ua}{own}</rdf:Bag></pdfaExtension:schemas>"


def _schema(
    title: str, namespace: str, prefix: str, properties: tuple[str, ...] | list[str]
) -> str:
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{''.join(properties)}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li>"
    )


def _property(name: str, kind: str, told: str) -> str:
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{told}</pdfaProperty:description></rdf:li>"
    )


_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "sopgen": SOP_NAMESPACE,
}
_HEAD = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about=""'
    + "".join(f' xmlns:{prefix}="{namespace}"' for prefix, namespace in _NAMESPACES.items())
    + ">"
)
_FOOT = '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
