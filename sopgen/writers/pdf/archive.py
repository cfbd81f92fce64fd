"""What makes a PDF one that may lie in an archive: PDF/A-3a, 3u and PDF/UA-1.

In: the document. Out: objects for its colours, its sources and what it says of itself.

PDF/A-3 wants every attached file listed under `AF` of the catalog, with its relation to the
document and the day of its last change (ISO 19005-3, 6.8).
"""

from __future__ import annotations

import struct
from functools import cache

from PIL import ImageCms

from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.document.page import Document
from sopgen.writers.pdf.file import File, Stream, deflated, references, text_string
from sopgen.writers.pdf.metadata import PROGRAM, dates, pdf_date, xmp_packet

_TOLD = {
    AttachmentKind.DEFINITION: "Definisi SOP (YAML)",
    AttachmentKind.LETTERHEAD: "Kop instansi (YAML)",
    AttachmentKind.BOOK: "Buku SOP (YAML)",
}
_MEDIA_TYPE = "/application#2Fyaml"


def add_info(file: File, document: Document) -> int:
    """Put what `document` says of itself into `file`; return the number of it."""
    when = dates(document.metadata)
    told = {
        "Title": document.title,
        "Subject": document.subject,
        "Author": document.author,
        "Creator": PROGRAM,
        "Producer": PROGRAM,
        "CreationDate": pdf_date(when.created),
        "ModDate": pdf_date(when.modified),
    }
    return file.add(
        f"<<{' '.join(f'/{key} {text_string(value)}' for key, value in told.items() if value)}>>"
    )


def add_metadata(file: File, document: Document) -> int:
    """Put the XMP of `document` into `file`, legible for programs that know no PDF."""
    return file.add_stream(Stream("/Type /Metadata /Subtype /XML", xmp_packet(document)))


def add_colours(file: File) -> int:
    """Put the intent to show colours as sRGB into `file`; return its number."""
    profile = file.add_stream(_srgb())
    return file.add(
        "<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)"
        f" /Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} 0 R>>"
    )


@cache
def _srgb() -> Stream:
    """Return the profile of sRGB; ICC.1:2010 7.2 says where it holds today's date and its id."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    profile[84:100] = bytes(16)
    return deflated(bytes(profile), "/N 3 /Alternate /DeviceRGB")


def add_attachments(file: File, document: Document) -> str:
    """Put the attachments into `file`; return the entries of the catalog that list them."""
    if not document.attachments:
        return ""
    changed = pdf_date(dates(document.metadata).modified)
    ordered = sorted(document.attachments, key=attached_name)
    numbers = [_add_attachment(file, each, changed) for each in ordered]
    names = " ".join(
        f"{text_string(attached_name(each))} {number} 0 R"
        for each, number in zip(ordered, numbers, strict=True)
    )
    return f" /Names <</EmbeddedFiles <</Names [{names}]>>>> /AF {references(numbers)}"


def _add_attachment(file: File, attachment: Attachment, changed: str) -> int:
    about = f"<</ModDate {text_string(changed)} /Size {len(attachment.data)}>>"
    entries = f"/Type /EmbeddedFile /Subtype {_MEDIA_TYPE} /Params {about}"
    data = file.add_stream(deflated(attachment.data, entries))
    name = text_string(attached_name(attachment))
    return file.add(
        f"<</Type /Filespec /F {name} /UF {name} /Desc {text_string(_TOLD[attachment.kind])}"
        f" /AFRelationship /Source /EF <</F {data} 0 R /UF {data} 0 R>>>>"
    )


def attached_name(attachment: Attachment) -> str:
    """Return the name under which a PDF carries `attachment`: kinds apart, no folders."""
    return f"{attachment.kind.value}-{attachment.name}"
