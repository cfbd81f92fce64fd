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
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from sopgen.page import (
    Anchor,
    Box,
    Connector,
    Drawing,
    Glue,
    Image,
    Item,
    Label,
    Paragraph,
    Point,
    Shape,
    Table,
    Text,
)
from sopgen.writers.ooxml import (
    Element,
    Transform,
    add,
    add_arrow_head,
    add_body_properties,
    add_connector_properties,
    add_invisible_properties,
    add_preset,
    add_symbol_properties,
    add_text_paragraph,
    add_transform,
    connector_geometry,
    emu,
    root,
    upright,
)
from sopgen.writers.xlsx_grid import Grid, Strip

_PREFIXES = ("xdr", "a", "r", "mc", "xdr14")

Placed: TypeAlias = tuple[Strip, Shape | Connector | Label | Image]
"""What is drawn, and the strip of the sheet that shows its page."""


@dataclass(frozen=True, slots=True)
class Canvas:
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


def _placed(strip: Strip, item: Item) -> Iterator[Placed]:
    match item:
        case Drawing():
            yield from ((strip, shape) for shape in _told(item))
            yield from ((strip, connector) for connector in item.connectors)
            yield from ((strip, label) for label in item.labels)
        case Image():
            yield strip, item
        case Table() | Text():
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


def drawing_part(canvas: Canvas, objects: Sequence[Placed]) -> Element:
    """Return the drawing that holds `objects`, each an anchor of its own."""
    drawing = root("xdr:wsDr", _PREFIXES)
    for strip, each in objects:
        match each:
            case Shape():
                _add_shape(drawing, canvas, strip, each)
            case Connector():
                _add_connector(drawing, canvas, strip, each)
            case Label():
                _add_label(drawing, canvas, strip, each)
            case Image():
                _add_picture(drawing, canvas, strip, each)
            case _:
                assert_never(each)
    return drawing


def _transform(strip: Strip, box: Box) -> Transform:
    return upright(replace(box, x=strip.x(box.x), y=strip.y(box.y)))


def _add_anchor(drawing: Element, grid: Grid, seen: Transform, moves: str) -> Element:
    """Append the anchor of an object that is seen at `seen` and return it."""
    anchor = add(drawing, "xdr:twoCellAnchor", {"editAs": moves})
    _add_marker(anchor, "xdr:from", grid, (seen.x, seen.y))
    _add_marker(anchor, "xdr:to", grid, (seen.x + seen.width, seen.y + seen.height))
    return anchor


def _add_marker(anchor: Element, name: str, grid: Grid, point: tuple[int, int]) -> None:
    marker = add(anchor, name)
    for axis, edges, position in (("col", grid.columns, point[0]), ("row", grid.rows, point[1])):
        index = min(max(bisect_right(edges, position // emu(1)) - 1, 0), len(edges) - 2)
        add(marker, f"xdr:{axis}").text = str(index)
        add(marker, f"xdr:{axis}Off").text = str(max(0, position - emu(edges[index])))


def _add_shape(drawing: Element, canvas: Canvas, strip: Strip, shape: Shape) -> None:
    transform = _transform(strip, shape.box)
    anchor = _add_anchor(drawing, canvas.grid, transform, "twoCell")
    element = add(anchor, "xdr:sp", {"macro": "", "textlink": ""})
    named = add(element, "xdr:nvSpPr")
    _add_name(named, shape.id, shape.name, shape.description)
    add(named, "xdr:cNvSpPr")
    add_symbol_properties(add(element, "xdr:spPr"), shape.symbol, transform)
    _add_text(element, shape.paragraphs, canvas.language)
    add(anchor, "xdr:clientData")


def _add_label(drawing: Element, canvas: Canvas, strip: Strip, label: Label) -> None:
    transform = _transform(strip, label.box)
    anchor = _add_anchor(drawing, canvas.grid, transform, "twoCell")
    element = add(anchor, "xdr:sp", {"macro": "", "textlink": ""})
    named = add(element, "xdr:nvSpPr")
    _add_name(named, label.id, label.name, "")
    add(named, "xdr:cNvSpPr", {"txBox": "1"})
    add_invisible_properties(add(element, "xdr:spPr"), transform)
    _add_text(element, label.paragraphs, canvas.language)
    add(anchor, "xdr:clientData")


def _add_connector(drawing: Element, canvas: Canvas, strip: Strip, connector: Connector) -> None:
    path = [Point(strip.x(point.x), strip.y(point.y)) for point in connector.path]
    geometry = connector_geometry(path)
    anchor = _add_anchor(drawing, canvas.grid, geometry.transform.visual, "twoCell")
    either = add(anchor, "mc:AlternateContent")
    glued = add(add(either, "mc:Choice", {"Requires": "xdr14"}), "xdr:cxnSp", {"macro": ""})
    named = add(glued, "xdr:nvCxnSpPr")
    _add_name(named, connector.id, connector.name, connector.description)
    ends = add(named, "xdr:cNvCxnSpPr")
    _add_glue(ends, "a:stCxn", connector.start)
    _add_glue(ends, "a:endCxn", connector.end)
    plain = add(add(either, "mc:Fallback"), "xdr:sp", {"macro": "", "textlink": ""})
    named = add(plain, "xdr:nvSpPr")
    _add_name(named, canvas.last_id + connector.id, connector.name, connector.description)
    add(named, "xdr:cNvSpPr")
    for element in (glued, plain):
        line = add_connector_properties(add(element, "xdr:spPr"), geometry)
        if connector.arrow:
            add_arrow_head(line)
    add(anchor, "xdr:clientData")


def _add_glue(ends: Element, name: str, glue: Glue) -> None:
    add(ends, name, {"id": str(glue.shape), "idx": str(int(glue.site))})


def _add_picture(drawing: Element, canvas: Canvas, strip: Strip, image: Image) -> None:
    transform = _transform(strip, image.box)
    anchor = _add_anchor(drawing, canvas.grid, transform, "oneCell")
    picture = add(anchor, "xdr:pic")
    named = add(picture, "xdr:nvPicPr")
    _add_name(named, image.id, image.name, image.description)
    add(add(named, "xdr:cNvPicPr"), "a:picLocks", {"noChangeAspect": "1"})
    fill = add(picture, "xdr:blipFill")
    add(fill, "a:blip", {"r:embed": canvas.pictures[image.png]})
    add(add(fill, "a:stretch"), "a:fillRect")
    properties = add(picture, "xdr:spPr")
    add_transform(properties, transform)
    add_preset(properties, "rect")
    add(anchor, "xdr:clientData")


def _add_name(parent: Element, number: int, name: str, description: str) -> None:
    attributes = {"id": str(number), "name": name}
    if description:
        attributes["descr"] = description
    add(parent, "xdr:cNvPr", attributes)


def _add_text(element: Element, paragraphs: Sequence[Paragraph], language: str) -> None:
    """Append a text body; words that the layout has on one line are kept from wrapping."""
    body = add(element, "xdr:txBody")
    properties = add_body_properties(body, "a:bodyPr", Anchor.MIDDLE)
    if all(len(paragraph.lines) <= 1 for paragraph in paragraphs):
        properties.set("wrap", "none")
    add(body, "a:lstStyle")
    for paragraph in paragraphs:
        add_text_paragraph(body, paragraph, language)
    if not paragraphs:
        add(add(body, "a:p"), "a:endParaRPr", {"lang": language})
