"""What the Word and the Excel writer share: DrawingML and the deterministic package.

In: boxes and paths of the page in twips, and the parts of a file. Out: what DrawingML
(ECMA-376-1, chapter 20) says of them in EMU, and a package (ECMA-376-2) that is the same
bytes for the same parts. It owns how a path becomes one of Office's preset connectors,
how parts relate to each other, and the parts that both files have.

What Office does:

- A preset connector starts to the right in its own frame; flipping and turning
  the frame make the other seven ways. Flips come before the turn, and `a:xfrm`
  holds the box before the turn.
- Where a path leaves the box of its two ends, its adjustments are multiples of
  that box's size, so a box without extent would lose the path. Office itself
  gives such a box 12700 EMU; a whole number of twips keeps LibreOffice exact too.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, zip_longest
from types import MappingProxyType
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree
from msgspec import Struct

from sopgen.page import Box, Document, Point, Symbol
from sopgen.writers.markup import DECLARATION, escaped

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

EMU_PER_TWIP = 635
LEAST_EXTENT = 10 * EMU_PER_TWIP
"""The least size of a connector's box, in EMU, along which its path leaves that box.

Half a point: the ends of a return to the same side are a quarter point off.
"""

QUARTER_TURN = 5_400_000
"""90 degrees clockwise in DrawingML's 60000ths."""

WHOLE = 100_000
"""An adjustment of the whole box (ECMA-376-1 20.1.9.11)."""

PRESETS: Mapping[Symbol, str] = MappingProxyType(
    {
        Symbol.TERMINATOR: "flowChartTerminator",
        Symbol.PROCESS: "flowChartProcess",
        Symbol.DECISION: "flowChartDecision",
        Symbol.OFF_PAGE: "flowChartOffpageConnector",
    }
)


def emu(twips: int) -> int:
    """Return `twips` in English Metric Units, 12700 to the point."""
    return twips * EMU_PER_TWIP


class Transform(Struct, frozen=True):
    """An `a:xfrm`: a box in EMU, flipped in itself, then turned about its middle.

    `rotation` is clockwise in 60000ths of a degree.
    """

    x: int
    y: int
    width: int
    height: int
    rotation: int = 0
    flip_h: bool = False
    flip_v: bool = False

    @property
    def visual(self) -> Transform:
        """Return the upright box that is seen, which is what a spreadsheet anchors."""
        if self.rotation // QUARTER_TURN % 2 == 0:
            return Transform(self.x, self.y, self.width, self.height)
        return Transform(
            self.x - (self.height - self.width) // 2,
            self.y - (self.width - self.height) // 2,
            self.height,
            self.width,
        )


def upright(box: Box) -> Transform:
    """Return where `box`, in twips, stands in EMU."""
    return Transform(emu(box.x), emu(box.y), emu(box.width), emu(box.height))


class ConnectorGeometry(Struct, frozen=True):
    """A preset connector: its name, its box and its adjustments `adj1`, `adj2`, `adj3`."""

    preset: str
    transform: Transform
    adjustments: tuple[int, ...] = ()


_CONNECTORS = {
    2: "straightConnector1",
    3: "bentConnector2",
    4: "bentConnector3",
    5: "bentConnector4",
    6: "bentConnector5",
}
"""Preset connectors by the number of points of their path."""

_TURNS = {
    # starts horizontally, goes right, goes down: rotation, flip_h, flip_v
    (True, True, True): (0, False, False),
    (True, False, True): (0, True, False),
    (True, True, False): (0, False, True),
    (True, False, False): (2 * QUARTER_TURN, False, False),
    (False, False, True): (QUARTER_TURN, False, False),
    (False, True, True): (3 * QUARTER_TURN, True, False),
    (False, False, False): (QUARTER_TURN, True, False),
    (False, True, False): (3 * QUARTER_TURN, False, False),
}
"""How each of the eight ways of a bent path is made from the one of the preset."""


class _Span(Struct, frozen=True):
    """One axis of a path, in EMU: its box from `low` on, and whether the path goes up in it.

    `adjustments` are its bends as shares of the extent, counted from where the path starts.
    """

    low: int
    extent: int
    ascending: bool
    adjustments: tuple[int, ...]


def _span(start: int, end: int, bends: Sequence[int], least: int) -> _Span:
    """Return the axis of a path by its two ends, and its bends that do not follow from them.

    Its extent is at least `least` where its bends lie beyond its ends.
    """
    low, high = min(start, end), max(start, end)
    extent = high - low
    if not all(low <= bend <= high for bend in bends):
        extent = max(extent, least)
        low = (start + end - extent) // 2
    ascending = end > start if end != start else all(bend > start for bend in bends)
    origin, way = (low, 1) if ascending else (low + extent, -1)
    shares = (round(way * (bend - origin) * WHOLE / extent) for bend in bends)
    return _Span(low, extent, ascending, tuple(shares))


def connector_geometry(path: Sequence[Point], least: int = LEAST_EXTENT) -> ConnectorGeometry:
    """Return the preset connector that draws `path`, an orthogonal one of 2 to 6 points.

    `path` is in twips. Exact to the 100000th part of the box, except where the path
    leaves a box narrower than `least` EMU: there each end is up to half of it off.
    Raises ValueError for a path that does not turn at each of its inner points.
    """
    _require_orthogonal(path)
    horizontal = path[0].y == path[1].y
    # The last inner point has no adjustment: it follows from the end.
    across = path[(1 if horizontal else 2) : -2 : 2]
    down = path[(2 if horizontal else 1) : -2 : 2]
    x = _span(emu(path[0].x), emu(path[-1].x), [emu(point.x) for point in across], least)
    y = _span(emu(path[0].y), emu(path[-1].y), [emu(point.y) for point in down], least)
    preset = _CONNECTORS[len(path)]
    if len(path) == 2:
        flips = (not x.ascending, not y.ascending)
        return ConnectorGeometry(preset, Transform(x.low, y.low, x.extent, y.extent, 0, *flips))
    along, aside = (x, y) if horizontal else (y, x)
    transform = Transform(
        x.low + (x.extent - along.extent) // 2,
        y.low + (y.extent - aside.extent) // 2,
        along.extent,
        aside.extent,
        *_TURNS[horizontal, x.ascending, y.ascending],
    )
    pairs = zip_longest(along.adjustments, aside.adjustments)
    adjustments = tuple(value for pair in pairs for value in pair if value is not None)
    return ConnectorGeometry(preset, transform, adjustments)


def _require_orthogonal(path: Sequence[Point]) -> None:
    if len(path) not in _CONNECTORS:
        raise ValueError(f"a connector has 2 to 6 points, not {len(path)}")
    horizontal = path[0].y == path[1].y
    for a, b in pairwise(path):
        if (a.y == b.y, a.x == b.x) != (horizontal, not horizontal):
            raise ValueError(f"a connector's path turns at right angles: {path}")
        horizontal = not horizontal


def connector_path(geometry: ConnectorGeometry) -> tuple[tuple[float, float], ...]:
    """Return the points in EMU that Office draws for `geometry` (presetShapeDefinitions.xml)."""
    frame = geometry.transform
    local = [(0.0, 0.0)]
    if geometry.preset == "straightConnector1":
        local.append((frame.width, frame.height))
    else:
        shares = (*(value / WHOLE for value in geometry.adjustments), 1.0, 1.0)
        for index, share in enumerate(shares):
            x, y = local[-1]
            local.append((share * frame.width, y) if index % 2 == 0 else (x, share * frame.height))
    return tuple(_placed(x, y, frame) for x, y in local)


def _placed(x: float, y: float, frame: Transform) -> tuple[float, float]:
    """Return where the point `x`, `y` of the unturned `frame` is seen."""
    x = (frame.width - x if frame.flip_h else x) - frame.width / 2
    y = (frame.height - y if frame.flip_v else y) - frame.height / 2
    for _ in range(frame.rotation // QUARTER_TURN):
        x, y = -y, x
    return frame.x + frame.width / 2 + x, frame.y + frame.height / 2 + y


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


def custom_properties(fingerprint: str) -> bytes:
    """Return `docProps/custom.xml` with the SHA-256 of what the file was made from."""
    content = (
        f'<op:property fmtid="{_CUSTOM}" pid="2" name="sopgen_sha256">'
        f"<vt:lpwstr>{escaped(fingerprint)}</vt:lpwstr></op:property>"
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


_STAMP = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"


def package(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip of `parts` by name: same parts, same bytes, on every machine and day.

    The content types come first, as readers that stream expect. A PNG is compressed already.
    """
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = ZipInfo(name, _STAMP)
            entry.create_system = 0
            kept = name.endswith(".png")
            archive.writestr(entry, parts[name], ZIP_STORED if kept else ZIP_DEFLATED)
    return buffer.getvalue()
