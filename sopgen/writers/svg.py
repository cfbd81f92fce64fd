"""SVG: the pages below each other, for looking and for tests.

In: a laid-out document. Out: one SVG in UTF-8 whose user unit is the twip, so that the
numbers in it are those of the document. Texts are `<text>`; symbols, arrows, labels,
drawings and pictures carry their ids and names. What was typed says where, as `data-asal`
(`origins`): a cell with all of its area, a paragraph, a symbol, an arrow, a label. The fonts
are those of the viewer.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, assert_never
from xml.sax.saxutils import escape, quoteattr

from sopgen.document.page import (
    DASH,
    FRAME_WIDTH,
    RULE_WIDTH,
    SHAPE_STROKE,
    Box,
    Connector,
    Document,
    Drawing,
    Face,
    Font,
    Image,
    Item,
    Line,
    Page,
    Paragraph,
    Run,
    Shape,
    Table,
    Text,
)
from sopgen.document.symbols import Capsule, Outline, Polygon, arrow_head, outline
from sopgen.writers.rules import rules

GAP = 300
"""Room between two pages."""

PAPER = 'fill="white" stroke="#999" stroke-width="5"'
RULE = f'fill="none" stroke="black" stroke-width="{RULE_WIDTH}" stroke-linecap="square"'
FRAME = f'fill="none" stroke="black" stroke-width="{FRAME_WIDTH}"'
SYMBOL = f'fill="white" stroke="black" stroke-width="{SHAPE_STROKE}"'
_DASHES = " ".join(str(part * SHAPE_STROKE) for part in DASH)
ARROW_LINE = f'fill="none" stroke="black" stroke-width="{SHAPE_STROKE}"'

SUBSTITUTES = {
    Face.ARIAL: "Arial, Arimo, 'Liberation Sans', sans-serif",
    Face.ARIAL_NARROW: "'Arial Narrow', 'Liberation Sans Narrow', sans-serif",
    Face.TIMES_NEW_ROMAN: "'Times New Roman', Tinos, 'Liberation Serif', serif",
    Face.BOOKMAN_OLD_STYLE: "'Bookman Old Style', 'TeX Gyre Bonum', 'URW Bookman', serif",
    Face.SEGOE_UI_SYMBOL: "'Segoe UI Symbol', 'Noto Sans Symbols2', sans-serif",
}
PLAIN_LETTERS = "font-kerning:none;font-variant-ligatures:none;text-rendering:geometricPrecision"
"""Letters stand at their widths in the font, as lines were measured and as a PDF shows them."""

USUAL_SIZE = 180
_USUAL = f'font-family="{SUBSTITUTES[Face.ARIAL]}" font-size="{USUAL_SIZE}"'
"""What the whole is set in; texts in another face or size say so."""


def write(document: Document) -> bytes:
    """Return `document` as one SVG."""
    return ("\n".join(_lines(document)) + "\n").encode()


def pages(document: Document) -> Iterator[str]:
    """Yield each page of `document` as an SVG of its own.

    Its parts have names and no descriptions: it is shown beside what they describe. Who shows
    it sets `PLAIN_LETTERS`: a page that allows no styles inside would not take them from here.
    """
    language = quoteattr(document.language)
    for number, page in enumerate(document.pages, start=1):
        inside = "\n".join(_page(page, _name))
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width} {page.height}" '
            f'id="halaman-{number}" {_USUAL} xml:lang={language} xml:space="preserve">\n'
            f"{inside}\n</svg>"
        )


def _lines(document: Document) -> Iterator[str]:
    width = max((page.width for page in document.pages), default=0)
    height = sum(page.height for page in document.pages) + GAP * max(len(document.pages) - 1, 0)
    language = quoteattr(document.language)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width / 20:g}pt" '
        f'height="{height / 20:g}pt" viewBox="0 0 {width} {height}" style="{PLAIN_LETTERS}" '
        f'{_USUAL} xml:lang={language} xml:space="preserve">'
    )
    yield f"<title>{escape(document.title)}</title>"
    top = 0
    for number, page in enumerate(document.pages, start=1):
        yield f'<g id="halaman-{number}" transform="translate(0 {top})">'
        yield from _page(page, _names)
        yield "</g>"
        top += page.height + GAP
    yield "</svg>"


_Part: TypeAlias = Drawing | Shape | Connector | Image
_Naming: TypeAlias = Callable[[_Part], str]
"""Says how a part is called, with its description or without."""


def _page(page: Page, naming: _Naming) -> Iterator[str]:
    yield f"<title>{escape(page.part)}</title>"
    yield f'<rect {PAPER} width="{page.width}" height="{page.height}"/>'
    if page.header:
        yield from _paragraphs(page.header.paragraphs)
    for item in page.items:
        yield from _item(item, naming)
    if page.footer:
        yield from _paragraphs(page.footer.paragraphs)


def _item(item: Item, naming: _Naming) -> Iterator[str]:
    match item:
        case Table():
            yield from _table(item)
        case Drawing():
            yield from _drawing(item, naming)
        case Text():
            yield from _paragraphs(item.paragraphs)
        case Image():
            yield _image(item, naming)
        case _:
            assert_never(item)


def _table(table: Table) -> Iterator[str]:
    for shade in dict.fromkeys(cell.shade for cell in table.cells if cell.shade):
        boxes = (table.cell_box(cell) for cell in table.cells if cell.shade == shade)
        yield f'<path fill="#{shade}" d="{" ".join(map(_square, boxes))}"/>'
    lines = (f"M{each.start.x} {each.start.y} L{each.end.x} {each.end.y}" for each in rules(table))
    yield f'<path class="garis" {RULE} d="{" ".join(lines)}"/>'
    if table.framed:
        yield f'<rect class="bingkai" {FRAME} {_area(table.box)}/>'
    for cell in table.cells:
        if cell.origin:
            yield f"<g{_origin(cell.origin)}>"
            yield f'<rect {_area(table.cell_box(cell))} fill="none"/>'
        yield from _paragraphs(cell.paragraphs)
        if cell.origin:
            yield "</g>"


def _drawing(drawing: Drawing, naming: _Naming) -> Iterator[str]:
    yield f'<g id="bagan-{drawing.id}">'
    yield naming(drawing)
    for shape in drawing.shapes:
        yield f'<g id="simbol-{shape.id}"{_origin(shape.origin)}>'
        yield naming(shape)
        yield f'<path {SYMBOL} d="{_data(outline(shape.symbol, shape.box))}"/>'
        yield from _paragraphs(shape.paragraphs)
        yield "</g>"
    for connector in drawing.connectors:
        yield f'<g id="panah-{connector.id}"{_origin(connector.origin)}>'
        yield naming(connector)
        yield from _connector(connector)
        yield "</g>"
    for label in drawing.labels:
        yield f'<g id="label-{label.id}"{_origin(label.origin)}>'
        yield from _paragraphs(label.paragraphs)
        yield "</g>"
    yield "</g>"


def _origin(origin: str) -> str:
    return f" data-asal={quoteattr(origin)}" if origin else ""


def _name(part: _Part) -> str:
    return f"<title>{escape(part.name)}</title>"


def _names(part: _Part) -> str:
    return f"{_name(part)}<desc>{escape(part.description)}</desc>"


def _connector(connector: Connector) -> Iterator[str]:
    path = " ".join(f"{point.x},{point.y}" for point in connector.path)
    dashes = f' stroke-dasharray="{_DASHES}"' if connector.dashed else ""
    yield f'<polyline {ARROW_LINE}{dashes} points="{path}"/>'
    if connector.arrow:
        yield f'<path d="{_data(arrow_head(*connector.path[-2:]))}"/>'


def _data(shape: Outline) -> str:
    match shape:
        case Polygon():
            return "M" + " L".join(f"{x:g} {y:g}" for x, y in shape.corners) + " Z"
        case Capsule():
            box, radius = shape.box, shape.radius
            left, right = box.x + radius, box.right - radius
            top, bottom = box.y + radius, box.bottom - radius
            arc = f"A{radius:g} {radius:g} 0 0 1"
            return (
                f"M{left:g} {box.y} L{right:g} {box.y} {arc} {box.right} {top:g} "
                f"L{box.right} {bottom:g} {arc} {right:g} {box.bottom} L{left:g} {box.bottom} "
                f"{arc} {box.x} {bottom:g} L{box.x} {top:g} {arc} {left:g} {box.y} Z"
            )
        case _:
            assert_never(shape)


def _image(image: Image, naming: _Naming) -> str:
    data = b64encode(image.png).decode()
    return (
        f'<image id="gambar-{image.id}" {_area(image.box)} preserveAspectRatio="none" '
        f'href="data:image/png;base64,{data}">{naming(image)}</image>'
    )


def _square(box: Box) -> str:
    return f"M{box.x} {box.y} h{box.width} v{box.height} h-{box.width} Z"


def _area(box: Box) -> str:
    return f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        origin = _origin(paragraph.origin)
        if paragraph.link is not None:
            yield f'<a href="#halaman-{paragraph.link + 1}">'
        for line in paragraph.lines:
            yield _line(line, origin)
        if paragraph.link is not None:
            yield "</a>"


def _line(line: Line, origin: str) -> str:
    place = f'x="{line.x}" y="{line.baseline}"{origin}'
    if len(line.runs) == 1:
        run = line.runs[0]
        return f"<text {place}{_font(run.font)}>{escape(run.text)}</text>"
    return f"<text {place}>{''.join(map(_run, line.runs))}</text>"


def _run(run: Run) -> str:
    return f"<tspan{_font(run.font)}>{escape(run.text)}</tspan>"


def _font(font: Font) -> str:
    face = "" if font.face is Face.ARIAL else f' font-family="{SUBSTITUTES[font.face]}"'
    size = "" if font.size == USUAL_SIZE else f' font-size="{font.size}"'
    weight = ' font-weight="bold"' if font.bold else ""
    slope = ' font-style="italic"' if font.italic else ""
    return f"{face}{size}{weight}{slope}"
