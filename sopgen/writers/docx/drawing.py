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
- Saving a group, LibreOffice makes each box a little smaller: a connector that leaves a narrow
  box by many times its size would move with every saving, so the group has a path of points
  in its place.
- A table's first rule is drawn inside its edge, a quarter point to the right and down.
"""

from __future__ import annotations

from sopgen.document.connectors import Transform, connector_geometry, emu, upright
from sopgen.document.page import (
    RULE_WIDTH,
    Box,
    Connector,
    Drawing,
    Image,
    Label,
    Paragraph,
    Point,
    Shape,
)
from sopgen.document.symbols import text_box
from sopgen.writers.docx.looks import Look
from sopgen.writers.docx.text import Room, text_of
from sopgen.writers.office import drawingml
from sopgen.writers.office.drawingml import body_properties, frame, named, preset
from sopgen.writers.office.markup import quoted
from sopgen.writers.office.ooxml import NAMESPACES

HALF_RULE = RULE_WIDTH // 2
"""How much further in than the layout says what floats over a page lies."""

_POINTS_OF_FIVE_SEGMENTS = 6
_LOWEST = 251658240
"""Word's own first `relativeHeight`; the order of floating things counts up from it."""


def drawing_text(drawing: Drawing, carrier: Point, look: Look) -> str:
    """Return `drawing` as what a run holds whose paragraph begins at `carrier`."""
    rerouted = any(len(line.path) == _POINTS_OF_FIVE_SEGMENTS for line in drawing.connectors)
    needs = "wpc wp14" if rerouted else "wpc"
    area = drawing.box
    symbols = "".join([_symbol(shape, area, look) for shape in drawing.shapes])
    lines = [_connector(connector, area) for connector in drawing.connectors]
    labels = "".join([_label(label, area, look) for label in drawing.labels])
    glued, plain = ("".join(each) for each in zip(*lines, strict=True)) if lines else ("", "")
    bare = "<wpc:bg><a:noFill/></wpc:bg><wpc:whole><a:ln><a:noFill/></a:ln></wpc:whole>"
    canvas = f"<wpc:wpc>{bare}{symbols}{glued}{labels}</wpc:wpc>"
    group = f"<wpg:wgp>{_group_frame(area)}{symbols}{plain}{labels}</wpg:wgp>"
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{needs}">'
        f"<w:drawing>{_floating(drawing, carrier, 'wpc', canvas)}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:drawing>{_floating(drawing, carrier, 'wpg', group)}</w:drawing>"
        "</mc:Fallback></mc:AlternateContent>"
    )


def image_text(image: Image, carrier: Point, relation: str) -> str:
    """Return `image`, stored under `relation`, as what a run holds, as `drawing_text` does."""
    size = Transform(0, 0, emu(image.box.width), emu(image.box.height))
    picture = (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {_names(image)}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f"</pic:blipFill><pic:spPr>{frame(size)}{preset('rect')}</pic:spPr></pic:pic>"
    )
    return f"<w:drawing>{_floating(image, carrier, 'pic', picture)}</w:drawing>"


def _names(item: Shape | Connector | Drawing | Image) -> str:
    name = named(item) if isinstance(item, Shape | Connector) else item.name
    return f'id="{item.id}" name={quoted(name)} descr={quoted(item.description)}'


def _floating(item: Drawing | Image, carrier: Point, kind: str, data: str) -> str:
    """Return what holds the `data` of `item` at its place over the text."""
    box = item.box
    across, down = box.x - carrier.x + HALF_RULE, box.y - carrier.y + HALF_RULE
    return (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{_LOWEST + item.id * 1024}" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{emu(across)}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>{emu(down)}'
        f'</wp:posOffset></wp:positionV><wp:extent cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f"<wp:docPr {_names(item)}/><wp:cNvGraphicFramePr/><a:graphic>"
        f'<a:graphicData uri="{NAMESPACES[kind]}">{data}</a:graphicData></a:graphic></wp:anchor>'
    )


def _group_frame(box: Box) -> str:
    """Return the extent of a group, and the invisible rectangle that keeps it."""
    whole = Transform(0, 0, emu(box.width), emu(box.height))
    inner = f'<a:chOff x="0" y="0"/><a:chExt cx="{whole.width}" cy="{whole.height}"/>'
    return (
        f"<wpg:cNvGrpSpPr/><wpg:grpSpPr>{frame(whole, inner)}</wpg:grpSpPr><wps:wsp>"
        f"<wps:cNvSpPr/><wps:spPr>{drawingml.invisible(whole)}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _symbol(shape: Shape, area: Box, look: Look) -> str:
    outline = drawingml.symbol(shape.symbol, upright(_within(shape.box, area)))
    words = _words(shape.paragraphs, text_box(shape.symbol, shape.box), look)
    return (
        f"<wps:wsp><wps:cNvPr {_names(shape)}/><wps:cNvSpPr/>"
        f"<wps:spPr>{outline}</wps:spPr>{words}</wps:wsp>"
    )


def _label(label: Label, area: Box, look: Look) -> str:
    frame = drawingml.invisible(upright(_within(label.box, area)))
    return (
        f'<wps:wsp><wps:cNvPr id="{label.id}" name={quoted(named(label))}/><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr>{frame}</wps:spPr>{_words(label.paragraphs, label.box, look)}</wps:wsp>"
    )


_IN_THE_MIDDLE = body_properties("wps:bodyPr", wrapped=True)


def _words(paragraphs: tuple[Paragraph, ...], room: Box, look: Look) -> str:
    """Return the text of a shape, in the middle of the `room` that its outline leaves."""
    if not paragraphs:
        return _IN_THE_MIDDLE
    words = text_of(paragraphs, Room(room.x, room.right, paragraphs[0].box.y), look)
    return f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>{_IN_THE_MIDDLE}"


def _connector(connector: Connector, area: Box) -> tuple[str, str]:
    """Return a connector as the canvas has it, and as the group does."""
    path = [Point(point.x - area.x, point.y - area.y) for point in connector.path]
    geometry = connector_geometry(path)
    arrow, dashed = connector.arrow, connector.dashed
    glued = _line(connector, drawingml.connector(geometry, arrow=arrow, dashed=dashed))
    if not geometry.reaches_far:
        return glued, glued
    return glued, _line(connector, drawingml.freeform(path, arrow=arrow, dashed=dashed))


def _line(connector: Connector, look: str) -> str:
    start, end = connector.start, connector.end
    return (
        f"<wps:wsp><wps:cNvPr {_names(connector)}/><wps:cNvCnPr>"
        f'<a:stCxn id="{start.shape}" idx="{start.site.value}"/>'
        f'<a:endCxn id="{end.shape}" idx="{end.site.value}"/></wps:cNvCnPr>'
        f"<wps:spPr>{look}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _within(box: Box, area: Box) -> Box:
    return Box(box.x - area.x, box.y - area.y, box.width, box.height)
