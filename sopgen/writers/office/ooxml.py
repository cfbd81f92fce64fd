"""The package that Word files and workbooks are (ECMA-376-2), and the parts that both have.

In: the parts of a file. Out: how they relate to each other, what they are, and a package
that is the same bytes for the same parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from lxml import etree

from sopgen.document.carried import CONTENT_PROPERTY
from sopgen.document.page import Document
from sopgen.writers.office.markup import DECLARATION, escaped
from sopgen.writers.office.zipped import zipped

Element: TypeAlias = etree._Element

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        "xdr14": "http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing",
        "xml": "http://www.w3.org/XML/1998/namespace",
    }
)


def serialized(element: Element) -> bytes:
    """Return a part of the package as bytes."""
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)


def part(name: str, prefixes: Iterable[str], content: str) -> bytes:
    """Return a part of the package: its first element declares `prefixes` and has `content`."""
    declared = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)
    return f"{DECLARATION}<{name} {declared}>{content}</{name}>".encode()


def core_properties(document: Document) -> bytes:
    """Return `docProps/core.xml`: what the file says of itself, without any date."""
    described = (
        ("dc:title", document.title),
        ("dc:subject", document.subject),
        ("dc:creator", document.author),
        ("dc:language", document.language),
    )
    content = "".join(f"<{name}>{escaped(text)}</{name}>" for name, text in described)
    return part("cp:coreProperties", ("cp", "dc"), content)


def application_properties() -> bytes:
    """Return `docProps/app.xml`, which names the program and counts nothing."""
    return part("ep:Properties", ("ep",), "<ep:Application>sopgen</ep:Application>")


def custom_properties(fingerprint: str, shown: str) -> bytes:
    """Return `docProps/custom.xml` with the SHA-256 of what the file was made from and shows."""
    told = (("sopgen_sha256", fingerprint), (CONTENT_PROPERTY, shown))
    content = "".join(
        f'<op:property fmtid="{_CUSTOM}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escaped(text)}</vt:lpwstr></op:property>"
        for number, (name, text) in enumerate(told, start=2)
    )
    return part("op:Properties", ("op", "vt"), content)


_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What every custom property is called by (ECMA-376-1, 22.3.2.2)."""

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats"
_EXTENSIONS = (
    ("png", "image/png"),
    ("rels", f"{_TYPES}-package.relationships+xml"),
    ("xml", "application/xml"),
)
_PROPERTIES = (
    ("docProps/app.xml", f"{_TYPES}-officedocument.extended-properties+xml"),
    ("docProps/core.xml", f"{_TYPES}-package.core-properties+xml"),
)


def relationships(targets: Iterable[tuple[str, str]]) -> bytes:
    """Return the relationships `rId1`, `rId2` … by their type and target."""
    content = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    opened = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return f"{DECLARATION}{opened}{content}</Relationships>".encode()


def package_relationships(main: str, custom: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return the relationships of a package whose `main` part is called so, `custom` ones last."""
    office = NAMESPACES["r"]
    return relationships(
        (
            (f"{office}/officeDocument", main),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{office}/extended-properties", "docProps/app.xml"),
            *custom,
        )
    )


def content_types(names: Iterable[str], kinds: Sequence[tuple[str, str]]) -> bytes:
    """Return what the parts of these `names` are; `kinds` says it of those that begin so."""
    content = "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in _EXTENSIONS
    )
    content += "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name in sorted(names)
        for start, kind in (*_PROPERTIES, *kinds)
        if name.startswith(start)
    )
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{content}</Types>'.encode()


_CONTENT_TYPES = "[Content_Types].xml"
_SHARED = (
    _CONTENT_TYPES,
    ".rels",
    "customXml/itemProps1.xml",
    "docProps/app.xml",
    "word/settings.xml",
    "word/styles.xml",
    "xl/theme/theme1.xml",
)
"""How the names of those parts end that are alike in all files, or in most of an agency's."""


def package(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip of `parts` by name: same parts, same bytes, on every machine and day.

    The content types come first, as readers that stream expect.
    """
    ordered = sorted(parts.items(), key=lambda part: (part[0] != _CONTENT_TYPES, part[0]))
    return zipped(ordered, {name for name in parts if name.endswith(_SHARED)})
