"""What the parts of our files are called that carry the source and tell of the SOP.

Writers put them there and readers look for them, so both know these names and not each
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

SOURCE_NAMESPACE = "urn:sopgen:sumber:1"
"""The namespace of the part of custom XML that holds the source in a Word file."""

SOURCE_SHEET = "_sop"
"""The hidden sheet that holds the source in a workbook."""

MAP_KIND = "peta"
"""What the map of a file is called: the first cell of its rows, three of them in a row of
the hidden sheet; an element of the source in a Word file. Versions without maps know neither."""

KEYS_HEAD = "kunci baris"
"""What stands in the first row of the hidden column that holds the keys of a worksheet's rows."""

SOP_NAMESPACE = "urn:sopgen:sop:1#"
"""The namespace of our own properties in the XMP of a PDF (ISO 16684-1)."""

CONTENT_PROPERTY = "sopgen_isi"
"""The custom property of a workbook that holds the digest of what it shows."""

CONTENT_ATTRIBUTE = "isi"
"""The attribute of the source in a Word file that holds the digest of what it shows."""

_CARRIERS = ("customXml/", "docProps/custom.xml", "[Content_Types].xml")


def book_digest(sources: Iterable[str]) -> str:
    """Return one SHA-256 for all that a book was made from, from that of each file."""
    return sha256("\n".join(sorted(sources)).encode()).hexdigest()


def content_digest(parts: Mapping[str, str]) -> str:
    """Return the SHA-256 of what a package shows, from the SHA-256 of each of its parts.

    The parts that carry the source and this digest do not count.
    """
    lines = (f"{name} {parts[name]}\n" for name in sorted(parts) if not name.startswith(_CARRIERS))
    return sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
