"""Draw the symbols, connectors, labels and pictures of a worksheet: its drawing part.

In: the drawings and images of the pages on their `Grid`. Out: one `xdr:wsDr`
(ECMA-376-1 20.5), every object anchored to the cells under it, so that it moves with
its row.

What spreadsheets do:

- An anchor holds the box that is seen, `a:xfrm` the one before the quarter turn.
- Excel glues connectors (`xdr:cxnSp`) to shapes; LibreOffice Calc draws them along
  ways of its own, but exactly where they are plain shapes of the same preset. Excel
  takes the `mc:Choice` of what follows, LibreOffice the `mc:Fallback`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.connectors import (
    EMU_PER_TWIP,
    ConnectorGeometry,
    Transform,
    connector_geometry,
    emu,
    upright,
)
from sopgen.document.page import (
    Box,
    Connector,
    Drawing,
    Image,
    Label,
    Paragraph,
    Point,
    Shape,
    Text,
)
from sopgen.writers.office import drawingml
from sopgen.writers.office.drawingml import body_properties, frame, named, paragraph_text, preset
from sopgen.writers.office.markup import DECLARATION, quoted
from sopgen.writers.office.ooxml import NAMESPACES
from sopgen.writers.xlsx.grid import Grid, Laid, Ruled, Strip

Placed: TypeAlias = tuple[Strip, Shape | Connector | Label | Image]
"""What is drawn, and the strip of the sheet that shows its page."""


class Canvas(Struct, frozen=True):
    """The sheet that is drawn on.

    `pictures` names the relationship of each PNG; ids above `last_id` are free for
    the shapes that stand in for connectors.
    """

    grid: Grid
    pictures: Mapping[bytes, str]
    last_id: int
    language: str


def drawn(grid: Grid) -> list[Placed]:
    """Return what is drawn over the cells of a sheet, from the back to the front."""
    return [
        placed for strip in grid.strips for item in strip.items for placed in _placed(strip, item)
    ]


def _placed(strip: Strip, item: Laid) -> Iterator[Placed]:
    match item:
        case Drawing():
            yield from ((strip, shape) for shape in _told(item))
            yield from ((strip, connector) for connector in item.connectors)
            yield from ((strip, label) for label in item.labels)
        case Image():
            yield strip, item
        case Ruled() | Text():
            pass
        case _:
            assert_never(item)


def _told(drawing: Drawing) -> Iterator[Shape]:
    """Yield the shapes; a workbook has no drawing to tell of, so the first one tells of all."""
    for number, shape in enumerate(drawing.shapes):
        if number or not drawing.description:
            yield shape
        else:
            yield replace(shape, description=f"{drawing.description} {shape.description}".strip())


def drawing_part(canvas: Canvas, objects: Sequence[Placed]) -> bytes:
    """Return the drawing that holds `objects`, each an anchor of its own."""
    anchors = "".join(_anchor(canvas, strip, each) for strip, each in objects)
    return f"{DECLARATION}<xdr:wsDr{_PREFIXES}>{anchors}</xdr:wsDr>".encode()


_PREFIXES = "".join(
    f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("xdr", "a", "r", "mc", "xdr14")
)


def _anchor(canvas: Canvas, strip: Strip, each: Shape | Connector | Label | Image) -> str:
    """Return an object over the cells that it is seen on; a picture keeps its size there."""
    match each:
        case Shape():
            seen = _transform(strip, each.box)
            return _anchored(canvas.grid, seen, "twoCell", _symbol(canvas, each, seen))
        case Connector():
            path = [Point(strip.x(point.x), strip.y(point.y)) for point in each.path]
            geometry = connector_geometry(path)
            drawn = _connector(canvas, each, geometry)
            return _anchored(canvas.grid, geometry.transform.visual, "twoCell", drawn)
        case Label():
            seen = _transform(strip, each.box)
            return _anchored(canvas.grid, seen, "twoCell", _label(canvas, each, seen))
        case Image():
            seen = _transform(strip, each.box)
            return _anchored(canvas.grid, seen, "oneCell", _picture(canvas, each, seen))
        case _:
            assert_never(each)


def _transform(strip: Strip, box: Box) -> Transform:
    return upright(Box(strip.x(box.x), strip.y(box.y), box.width, box.height))


def _anchored(grid: Grid, seen: Transform, moves: str, drawn: str) -> str:
    """Return what is `drawn` on the cells of the box in which it is `seen`."""
    start = _marker(grid, seen.x, seen.y)
    end = _marker(grid, seen.x + seen.width, seen.y + seen.height)
    return (
        f'<xdr:twoCellAnchor editAs="{moves}"><xdr:from>{start}</xdr:from><xdr:to>{end}</xdr:to>'
        f"{drawn}<xdr:clientData/></xdr:twoCellAnchor>"
    )


def _marker(grid: Grid, x: int, y: int) -> str:
    column, across = _place(grid.columns, x)
    row, down = _place(grid.rows, y)
    return (
        f"<xdr:col>{column}</xdr:col><xdr:colOff>{across}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff>"
    )


def _place(edges: Sequence[int], position: int) -> tuple[int, int]:
    """Return which cell lies at `position`, and how far into it, both in EMU."""
    index = bisect_right(edges, position // EMU_PER_TWIP, 1, len(edges) - 1) - 1
    return index, max(0, position - emu(edges[index]))


def _symbol(canvas: Canvas, shape: Shape, transform: Transform) -> str:
    return (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{shape.id}" {_said(named(shape), shape.description)}/>'
        "<xdr:cNvSpPr/></xdr:nvSpPr>"
        f"<xdr:spPr>{drawingml.symbol(shape.symbol, transform)}</xdr:spPr>"
        f"{_words(shape.paragraphs, canvas.language)}</xdr:sp>"
    )


def _label(canvas: Canvas, label: Label, transform: Transform) -> str:
    return (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{label.id}" {_said(named(label))}/>'
        '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        f"<xdr:spPr>{drawingml.invisible(transform)}</xdr:spPr>"
        f"{_words(label.paragraphs, canvas.language)}</xdr:sp>"
    )


def _connector(canvas: Canvas, connector: Connector, geometry: ConnectorGeometry) -> str:
    """Return a connector that is glued, and the plain shape that stands in for it."""
    start, end = connector.start, connector.end
    said = _said(named(connector), connector.description)
    look = drawingml.connector(geometry, arrow=connector.arrow, dashed=connector.dashed)
    path = f"<xdr:spPr>{look}</xdr:spPr>"
    return (
        '<mc:AlternateContent><mc:Choice Requires="xdr14"><xdr:cxnSp macro=""><xdr:nvCxnSpPr>'
        f'<xdr:cNvPr id="{connector.id}" {said}/><xdr:cNvCxnSpPr>'
        f'<a:stCxn id="{start.shape}" idx="{start.site:d}"/>'
        f'<a:endCxn id="{end.shape}" idx="{end.site:d}"/></xdr:cNvCxnSpPr></xdr:nvCxnSpPr>'
        f"{path}</xdr:cxnSp></mc:Choice><mc:Fallback>"
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{canvas.last_id + connector.id}" {said}/>'
        f"<xdr:cNvSpPr/></xdr:nvSpPr>{path}</xdr:sp></mc:Fallback></mc:AlternateContent>"
    )


def _picture(canvas: Canvas, image: Image, transform: Transform) -> str:
    return (
        "<xdr:pic><xdr:nvPicPr>"
        f'<xdr:cNvPr id="{image.id}" {_said(image.name, image.description)}/>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{canvas.pictures[image.png]}"/>'
        "<a:stretch><a:fillRect/></a:stretch></xdr:blipFill>"
        f"<xdr:spPr>{frame(transform)}{preset('rect')}</xdr:spPr></xdr:pic>"
    )


def _said(name: str, description: str = "") -> str:
    """Return the attributes that say what an object is called and what it shows."""
    told = f" descr={quoted(description)}" if description else ""
    return f"name={quoted(name)}{told}"


def _words(paragraphs: Sequence[Paragraph], language: str) -> str:
    """Return a text body; words that the layout has on one line are kept from wrapping."""
    short = all(len(paragraph.lines) <= 1 for paragraph in paragraphs)
    texts = "".join(paragraph_text(paragraph, language) for paragraph in paragraphs)
    if not paragraphs:
        texts = f"<a:p><a:endParaRPr lang={quoted(language)}/></a:p>"
    body = body_properties("a:bodyPr", wrapped=not short)
    return f"<xdr:txBody>{body}<a:lstStyle/>{texts}</xdr:txBody>"
