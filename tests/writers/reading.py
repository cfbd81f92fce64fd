"""What stands on the pages of a DOCX, XLSX or PDF file, read back without our own code.

Lengths are points from the top left of the page, as a reader of the file places things.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from sopgen.document.page import Glue, Site, Symbol

Spot = tuple[float, float]
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
EMU = 12700
SYMBOLS = {
    "roundRect": Symbol.TERMINATOR,
    "flowChartProcess": Symbol.PROCESS,
    "flowChartDecision": Symbol.DECISION,
    "flowChartOffpageConnector": Symbol.OFF_PAGE,
}


@dataclass(frozen=True)
class Rect:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, spot: Spot, slack: float = 0) -> bool:
        across = self.left - slack <= spot[0] <= self.right + slack
        return across and self.top - slack <= spot[1] <= self.bottom + slack

    @property
    def middle(self) -> Spot:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def site(self, site: Site) -> Spot:
        across, down = self.middle
        return {
            Site.TOP: (across, self.top),
            Site.LEFT: (self.left, down),
            Site.BOTTOM: (across, self.bottom),
            Site.RIGHT: (self.right, down),
        }[site]


@dataclass(frozen=True)
class ReadShape:
    symbol: Symbol
    box: Rect
    text: str = ""
    id: int = 0


@dataclass(frozen=True)
class ReadLine:
    """A connector; a PDF knows nothing of what it is glued to."""

    path: tuple[Spot, ...]
    arrow: bool
    start: Glue | None = None
    end: Glue | None = None


@dataclass(frozen=True)
class ReadText:
    """A text and the box that holds it: a cell, a label, a single letter of a PDF."""

    box: Rect
    text: str


@dataclass
class ReadPage:
    """A page; `across` and `down` are where the columns and rows of its tables end."""

    shapes: list[ReadShape] = field(default_factory=list)
    lines: list[ReadLine] = field(default_factory=list)
    labels: list[ReadText] = field(default_factory=list)
    cells: list[ReadText] = field(default_factory=list)
    across: set[float] = field(default_factory=set)
    down: set[float] = field(default_factory=set)


def add_drawn(page: ReadPage, element: etree._Element, seen: Rect) -> None:
    """Add the shape, connector or label `element`, whose box on the page is `seen`."""
    geometry = element.find(".//a:prstGeom", NAMES)
    preset = geometry.get("prst") if geometry is not None else ""
    name = next(element.iter("{*}cNvPr"))
    if preset in SYMBOLS:
        page.shapes.append(ReadShape(SYMBOLS[preset], seen, words(element), int(name.get("id"))))
    elif "onnector" in preset:
        start, end = (_glue(element.find(f".//a:{tag}", NAMES)) for tag in ("stCxn", "endCxn"))
        arrow = element.find(".//a:tailEnd", NAMES) is not None
        page.lines.append(ReadLine(connector_path(element, seen), arrow, start, end))
    elif words(element):
        page.labels.append(ReadText(seen, words(element)))


def _glue(element: etree._Element | None) -> Glue | None:
    if element is None:
        return None
    return Glue(int(element.get("id")), Site(int(element.get("idx"))))


def words(element: etree._Element) -> str:
    """Return the text of `element`; lines, paragraphs and tabs are parted by spaces."""
    out = []
    for part in element.iter("{*}t", "{*}tab", "{*}br", "{*}p"):
        local = etree.QName(part).localname
        out.append((part.text or "") if local == "t" else " ")
    return " ".join("".join(out).replace("\u200b", "").split())


def connector_path(element: etree._Element, seen: Rect) -> tuple[Spot, ...]:
    """Return the points of a preset connector that fills `seen` (ECMA-376-1 20.1.9.18)."""
    transform = element.find(".//a:xfrm", NAMES)
    geometry = element.find(".//a:prstGeom", NAMES)
    turns = int(transform.get("rot", "0")) // 5400000
    width, height = seen.right - seen.left, seen.bottom - seen.top
    if turns % 2:
        width, height = height, width
    shares = [int(guide.get("fmla").split()[1]) / 100000 for guide in geometry.iter("{*}gd")]
    local = [(0.0, 0.0)]
    if geometry.get("prst") == "straightConnector1":
        local.append((width, height))
    else:
        count = int(geometry.get("prst").removeprefix("bentConnector"))
        assert len(shares) == count - 2
        for index, share in enumerate([*shares, 1.0, 1.0]):
            x, y = local[-1]
            local.append((share * width, y) if index % 2 == 0 else (x, share * height))
    flips = transform.get("flipH") == "1", transform.get("flipV") == "1"
    return tuple(_turned(x, y, (width, height), flips, turns, seen.middle) for x, y in local)


def _turned(
    x: float, y: float, size: Spot, flips: tuple[bool, bool], turns: int, middle: Spot
) -> Spot:
    x, y = (
        (size[0] - x if flips[0] else x) - size[0] / 2,
        (size[1] - y if flips[1] else y) - size[1] / 2,
    )
    for _ in range(turns):
        x, y = -y, x
    return middle[0] + x, middle[1] + y


def seen_box(transform: etree._Element, origin: Spot = (0, 0)) -> Rect:
    """Return the box that a turned shape fills, in points from `origin`."""
    offset, extent = transform.find("a:off", NAMES), transform.find("a:ext", NAMES)
    x, y = int(offset.get("x")) / EMU + origin[0], int(offset.get("y")) / EMU + origin[1]
    width, height = int(extent.get("cx")) / EMU, int(extent.get("cy")) / EMU
    if int(transform.get("rot", "0")) // 5400000 % 2:
        x, y = x + (width - height) / 2, y + (height - width) / 2
        width, height = height, width
    return Rect(x, y, x + width, y + height)


def chosen(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what Office takes of every `mc:AlternateContent` in `element`."""
    for either in element.iter("{*}AlternateContent"):
        yield either.find("mc:Choice", NAMES)
