"""How Word files and workbooks carry what they were made from, and the map of what they show.

In: the attachments, and a map as text. Out: a part of custom XML for Word, and rows of a
hidden sheet for workbooks, which lose custom XML whenever a spreadsheet saves them. Both hold
the bytes in Base64, because neither keeps a text as it was: ends of lines, a byte order mark.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from lxml import etree

from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.document.carried import (
    CONTENT_ATTRIBUTE,
    MAP_KIND,
    SOURCE_NAMESPACE,
    content_digest,
)
from sopgen.writers.office.ooxml import serialized

STORE_ID = "{6B1F6F0A-5E0D-4F6E-9C55-50F9EC5A0001}"
"""What Word calls the part by; the same in every file."""

CELL_LENGTH = 32_000
"""Characters of a workbook's cell, which holds 32,767 at most."""


def source_part(attachments: Sequence[Attachment], map: str, content: str) -> bytes:
    """Return the part of custom XML that holds `attachments`, the `map` of the file and a digest.

    The digest is that of its `content`.
    """
    element = etree.Element(f"{{{SOURCE_NAMESPACE}}}sumber", nsmap={"sop": SOURCE_NAMESPACE})
    element.set(CONTENT_ATTRIBUTE, content)
    for each in attachments:
        described = {"jenis": each.kind.value, "nama": each.name, "sha256": each.sha256}
        file = etree.SubElement(element, f"{{{SOURCE_NAMESPACE}}}berkas", described)
        file.text = b64encode(each.data).decode()
    etree.SubElement(element, f"{{{SOURCE_NAMESPACE}}}{MAP_KIND}").text = map
    return serialized(element)


def item_properties() -> bytes:
    """Return the part that tells Word which custom XML this is (ECMA-376-1, 22.5)."""
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    element = etree.Element(f"{{{namespace}}}datastoreItem", nsmap={"ds": namespace})
    element.set(f"{{{namespace}}}itemID", STORE_ID)
    references = etree.SubElement(element, f"{{{namespace}}}schemaRefs")
    reference = etree.SubElement(references, f"{{{namespace}}}schemaRef")
    reference.set(f"{{{namespace}}}uri", SOURCE_NAMESPACE)
    return serialized(element)


def source_rows(attachments: Sequence[Attachment]) -> Iterator[tuple[str, str, str, str]]:
    """Yield rows of kind, name, SHA-256 and a piece of the bytes, piece after piece."""
    for each in attachments:
        whole = b64encode(each.data).decode()
        for piece in _pieces(whole):
            yield each.kind.value, each.name, each.sha256, piece


def map_rows(map: str) -> Iterator[tuple[str, str, str]]:
    """Yield rows of the word for maps, the number of a piece and that piece of `map`."""
    for number, piece in enumerate(_pieces(map), start=1):
        yield MAP_KIND, str(number), piece


def _pieces(whole: str) -> Iterator[str]:
    for start in range(0, max(1, len(whole)), CELL_LENGTH):
        yield whole[start : start + CELL_LENGTH]


def digest_of(parts: Mapping[str, bytes]) -> str:
    """Return the digest of what a package of these `parts` shows."""
    return content_digest({name: sha256(data).hexdigest() for name, data in parts.items()})


def fingerprint(attachments: Sequence[Attachment]) -> str:
    """Return the SHA-256 of the definition among `attachments`."""
    definitions = (each for each in attachments if each.kind is AttachmentKind.DEFINITION)
    return next((each.sha256 for each in definitions), "")
