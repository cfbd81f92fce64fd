"""Float a page's drawing and its pictures over the page in Word.

In: a `Drawing` or an `Image` and where the paragraph stands that carries it. Out: a
run with a drawing canvas, whose connectors are glued to their shapes, and a group
of the same shapes for readers without canvases. It owns the order in which shapes
lie over each other: symbols, then lines with their heads, then words.

What Word and LibreOffice do:

- Only a drawing canvas has connectors that follow their shapes; floating shapes get
  plain lines.
- A canvas stays in its place relative to its paragraph; relative to the page
  LibreOffice loses it.
- LibreOffice scales a group so that its children fill it: an invisible rectangle of
  the full size comes first.
- LibreOffice 25 draws a canvas by itself but re-routes a connector of five segments;
  it takes the group where the canvas asks for `wp14` too.
- A table's first rule is drawn inside its edge, a quarter point to the right and down.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from sopgen.page import (
    RULE_WIDTH,
    Anchor,
    Box,
    Connector,
    Drawing,
    Image,
    Label,
    Paragraph,
    Point,
    Shape,
)
from sopgen.symbols import text_box
from sopgen.writers.docx_text import Room, add_paragraphs
from sopgen.writers.ooxml import (
    NAMESPACES,
    Element,
    Transform,
    add,
    add_arrow_head,
    add_body_properties,
    add_connector_properties,
    add_invisible_properties,
    add_preset,
    add_symbol_properties,
    add_transform,
    connector_geometry,
    emu,
    qualified,
    upright,
)

_HALF_RULE = RULE_WIDTH // 2
_POINTS_OF_FIVE_SEGMENTS = 6
_LOWEST = 251658240
"""Word's own first `relativeHeight`; the order of floating things counts up from it."""


def add_drawing(run: Element, drawing: Drawing, carrier: Point) -> None:
    """Append `drawing` to `run`, whose paragraph begins at `carrier`."""
    alternatives = add(run, "mc:AlternateContent")
    rerouted = any(len(line.path) == _POINTS_OF_FIVE_SEGMENTS for line in drawing.connectors)
    needs = {"Requires": "wpc wp14" if rerouted else "wpc"}
    choice = add(add(alternatives, "mc:Choice", needs), "w:drawing")
    canvas = add(_add_floating(choice, drawing, carrier, "wpc"), "wpc:wpc")
    add(add(canvas, "wpc:bg"), "a:noFill")
    add(add(add(canvas, "wpc:whole"), "a:ln"), "a:noFill")
    for shape in drawing.shapes:
        _add_shape(canvas, shape, drawing.box)
    for connector in drawing.connectors:
        _add_connector(canvas, connector, drawing.box)
    for label in drawing.labels:
        _add_label(canvas, label, drawing.box)
    fallback = add(add(alternatives, "mc:Fallback"), "w:drawing")
    group = add(_add_floating(fallback, drawing, carrier, "wpg"), "wpg:wgp")
    _add_frame(group, drawing.box)
    group.extend(deepcopy(shape) for shape in canvas.iterchildren(qualified("wps:wsp")))


def add_image(run: Element, image: Image, carrier: Point, relation: str) -> None:
    """Append `image`, stored under `relation`, to `run`, whose paragraph begins at `carrier`."""
    data = _add_floating(add(run, "w:drawing"), image, carrier, "pic")
    picture = add(data, "pic:pic")
    names = add(picture, "pic:nvPicPr")
    add(names, "pic:cNvPr", _names(image))
    add(names, "pic:cNvPicPr")
    fill = add(picture, "pic:blipFill")
    add(fill, "a:blip", {"r:embed": relation})
    add(add(fill, "a:stretch"), "a:fillRect")
    properties = add(picture, "pic:spPr")
    add_transform(properties, Transform(0, 0, emu(image.box.width), emu(image.box.height)))
    add_preset(properties, "rect")


def _names(item: Shape | Connector | Drawing | Image) -> Mapping[str, str]:
    return {"id": str(item.id), "name": item.name, "descr": item.description}


def _add_floating(parent: Element, item: Drawing | Image, carrier: Point, kind: str) -> Element:
    """Append what holds `item` at its place over the text, and return the room for its data."""
    nothing = dict.fromkeys(("distT", "distB", "distL", "distR", "simplePos"), "0")
    order = {"relativeHeight": str(_LOWEST + item.id * 1024), "behindDoc": "0", "locked": "0"}
    free = {"layoutInCell": "1", "allowOverlap": "1"}
    anchor = add(parent, "wp:anchor", nothing | order | free)
    add(anchor, "wp:simplePos", {"x": "0", "y": "0"})
    right, down = item.box.x - carrier.x, item.box.y - carrier.y
    for name, base, offset in (
        ("wp:positionH", "column", right + _HALF_RULE),
        ("wp:positionV", "paragraph", down + _HALF_RULE),
    ):
        position = add(anchor, name, {"relativeFrom": base})
        add(position, "wp:posOffset").text = str(emu(offset))
    size = {"cx": str(emu(item.box.width)), "cy": str(emu(item.box.height))}
    add(anchor, "wp:extent", size)
    add(anchor, "wp:effectExtent", dict.fromkeys("ltrb", "0"))
    add(anchor, "wp:wrapNone")
    add(anchor, "wp:docPr", _names(item))
    add(anchor, "wp:cNvGraphicFramePr")
    return add(add(anchor, "a:graphic"), "a:graphicData", {"uri": NAMESPACES[kind]})


def _add_frame(group: Element, box: Box) -> None:
    """Give `group` its extent, and the invisible rectangle that keeps it."""
    whole = Transform(0, 0, emu(box.width), emu(box.height))
    add(group, "wpg:cNvGrpSpPr")
    transform = add_transform(add(group, "wpg:grpSpPr"), whole)
    add(transform, "a:chOff", {"x": "0", "y": "0"})
    add(transform, "a:chExt", {"cx": str(whole.width), "cy": str(whole.height)})
    frame = add(group, "wps:wsp")
    add(frame, "wps:cNvSpPr")
    add_invisible_properties(add(frame, "wps:spPr"), whole)
    add(frame, "wps:bodyPr")


def _add_shape(canvas: Element, shape: Shape, area: Box) -> None:
    element = add(canvas, "wps:wsp")
    add(element, "wps:cNvPr", _names(shape))
    add(element, "wps:cNvSpPr")
    properties = add(element, "wps:spPr")
    add_symbol_properties(properties, shape.symbol, upright(_within(shape.box, area)))
    _add_words(element, shape.paragraphs, text_box(shape.symbol, shape.box))


def _add_label(canvas: Element, label: Label, area: Box) -> None:
    element = add(canvas, "wps:wsp")
    add(element, "wps:cNvPr", {"id": str(label.id), "name": label.name})
    add(element, "wps:cNvSpPr", {"txBox": "1"})
    add_invisible_properties(add(element, "wps:spPr"), upright(_within(label.box, area)))
    _add_words(element, label.paragraphs, label.box)


def _add_words(element: Element, paragraphs: tuple[Paragraph, ...], room: Box) -> None:
    """Append the text of a shape, in the middle of the room that its outline leaves."""
    if paragraphs:
        content = add(add(element, "wps:txbx"), "w:txbxContent")
        add_paragraphs(content, paragraphs, Room(room.x, room.right, paragraphs[0].box.y))
    add_body_properties(element, "wps:bodyPr", Anchor.MIDDLE)


def _add_connector(canvas: Element, connector: Connector, area: Box) -> None:
    element = add(canvas, "wps:wsp")
    add(element, "wps:cNvPr", _names(connector))
    glue = add(element, "wps:cNvCnPr")
    for name, end in (("a:stCxn", connector.start), ("a:endCxn", connector.end)):
        add(glue, name, {"id": str(end.shape), "idx": str(end.site.value)})
    path = [Point(point.x - area.x, point.y - area.y) for point in connector.path]
    geometry = connector_geometry(path)
    line = add_connector_properties(add(element, "wps:spPr"), geometry)
    if connector.arrow:
        add_arrow_head(line)
    add(element, "wps:bodyPr")


def _within(box: Box, area: Box) -> Box:
    return Box(box.x - area.x, box.y - area.y, box.width, box.height)
