"""How the items of a page are drawn on a PDF canvas.

Twips from the top left become points from the bottom left here and nowhere else. All
is moved by 0.25 pt to the right and down, because Word and LibreOffice draw a table's
rules half their width inside its edge, and all that is anchored with them.

An arrow's line ends 0.25 pt inside its head, as LibreOffice draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TypeAlias, assert_never

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from sopgen.fonts import stretch
from sopgen.page import (
    RULE_WIDTH,
    SHAPE_STROKE,
    Box,
    Connector,
    Drawing,
    Image,
    Line,
    Page,
    Paragraph,
    Table,
    Text,
)
from sopgen.symbols import ARROW, Capsule, Outline, Polygon, arrow_head, direction, outline
from sopgen.writers.pdf_fonts import embedded
from sopgen.writers.rules import rules

Spot: TypeAlias = tuple[float, float]
"""A point in twips, or in points once it is placed."""

HALF_RULE = RULE_WIDTH // 2
ARROW_OVERLAP = 5
QUARTER_ELLIPSE = 0.5522847498
"""How far the handles of a Bezier curve stand that draws a quarter of an ellipse."""

BUTT, SQUARE = 0, 2
MITRE = 0
WHITE = 1


def points(twips: float) -> float:
    """Return `twips` in points."""
    return twips / 20


def texts(page: Page) -> Iterator[Paragraph]:
    """Yield the paragraphs of `page` in the order of reading."""
    for item in page.items:
        match item:
            case Table():
                for cell in item.cells:
                    yield from cell.paragraphs
            case Drawing():
                yield from _words(item)
            case Text():
                yield from item.paragraphs
            case Image():
                pass
            case _:
                assert_never(item)
    if page.footer:
        yield from page.footer.paragraphs


def _words(drawing: Drawing) -> Iterator[Paragraph]:
    for shape in drawing.shapes:
        yield from shape.paragraphs
    for label in drawing.labels:
        yield from label.paragraphs


def draw(page: Page, canvas: Canvas) -> None:
    """Draw `page` on the page that `canvas` has open."""
    ink = _Ink(canvas, page.height)
    for item in page.items:
        match item:
            case Table():
                _table(ink, item)
            case Drawing():
                _drawing(ink, item)
            case Text():
                ink.paragraphs(item.paragraphs)
            case Image():
                ink.picture(item)
            case _:
                assert_never(item)
    if page.footer:
        ink.paragraphs(page.footer.paragraphs)


def _table(ink: _Ink, table: Table) -> None:
    for cell in table.cells:
        if cell.shade:
            ink.shade(table.cell_box(cell), cell.shade)
    ink.pen(RULE_WIDTH, SQUARE)
    for rule in rules(table):
        ink.line([(rule.start.x, rule.start.y), (rule.end.x, rule.end.y)])
    for cell in table.cells:
        ink.paragraphs(cell.paragraphs)


def _drawing(ink: _Ink, drawing: Drawing) -> None:
    """Draw the symbols first, so that none covers the head of an arrow."""
    ink.pen(SHAPE_STROKE, BUTT)
    for shape in drawing.shapes:
        ink.outline(outline(shape.symbol, shape.box))
    for connector in drawing.connectors:
        _connector(ink, connector)
    ink.paragraphs(_words(drawing))


def _connector(ink: _Ink, connector: Connector) -> None:
    path: list[Spot] = [(point.x, point.y) for point in connector.path]
    if connector.arrow:
        last, tip = connector.path[-2:]
        across, down = direction(last, tip)
        covered = min(ARROW - ARROW_OVERLAP, abs(tip.x - last.x) + abs(tip.y - last.y))
        path[-1] = (tip.x - across * covered, tip.y - down * covered)
        ink.fill(arrow_head(last, tip))
    ink.line(path)


class _Ink:
    """A canvas that takes twips from the top left of its page."""

    def __init__(self, canvas: Canvas, height: int) -> None:
        self._canvas = canvas
        self._height = height
        self._stretch = 1.0
        canvas.translate(points(HALF_RULE), -points(HALF_RULE))
        canvas.setLineJoin(MITRE)

    def pen(self, width: int, cap: int) -> None:
        """Set how wide the next lines are and how they end."""
        self._canvas.setLineWidth(points(width))
        self._canvas.setLineCap(cap)

    def line(self, path: Sequence[Spot]) -> None:
        """Draw a line through the points of `path`."""
        self._canvas.drawPath(self._path(path))

    def shade(self, box: Box, colour: str) -> None:
        """Fill `box` with `colour`, given as RRGGBB."""
        self._canvas.saveState()
        self._canvas.setFillColor(HexColor(f"#{colour}"))
        corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]
        self._canvas.drawPath(self._path(corners, closed=True), stroke=0, fill=1)
        self._canvas.restoreState()

    def outline(self, shape: Outline) -> None:
        """Draw a symbol, white inside."""
        match shape:
            case Polygon():
                path = self._path(shape.corners, closed=True)
            case Capsule():
                path = self._capsule(shape)
            case _:
                assert_never(shape)
        self._canvas.saveState()
        self._canvas.setFillGray(WHITE)
        self._canvas.drawPath(path, stroke=1, fill=1)
        self._canvas.restoreState()

    def fill(self, shape: Polygon) -> None:
        """Draw `shape` in black, without an outline."""
        self._canvas.drawPath(self._path(shape.corners, closed=True), stroke=0, fill=1)

    def picture(self, image: Image) -> None:
        """Draw `image` over the whole of its box."""
        box = image.box
        self._canvas.drawImage(
            ImageReader(BytesIO(image.png)),
            *self._place((box.x, box.bottom)),
            width=points(box.width),
            height=points(box.height),
        )

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> None:
        """Draw the lines of `paragraphs`."""
        for paragraph in paragraphs:
            for line in paragraph.lines:
                self._line_of_text(line)

    def _line_of_text(self, line: Line) -> None:
        text = self._canvas.beginText(*self._place((line.x, line.baseline)))
        for run in line.runs:
            text.setFont(embedded(run.font), points(run.font.size))
            if self._stretch != stretch(run.font.face):
                self._stretch = stretch(run.font.face)
                text.setHorizScale(100 * self._stretch)
            text.textOut(run.text)
        self._canvas.drawText(text)

    def _path(self, spots: Sequence[Spot], *, closed: bool = False) -> PDFPathObject:
        path = PDFPathObject()
        path.moveTo(*self._place(spots[0]))
        for spot in spots[1:]:
            path.lineTo(*self._place(spot))
        if closed:
            path.close()
        return path

    def _capsule(self, capsule: Capsule) -> PDFPathObject:
        """Return a path of two sides and four quarters of an ellipse."""
        box, end = capsule.box, capsule.end
        left, right, middle = box.x + end, box.right - end, box.y + box.height / 2
        wide, high = QUARTER_ELLIPSE * end, QUARTER_ELLIPSE * box.height / 2
        path = self._path([(left, box.y), (right, box.y)])
        for first, second, spot in (
            ((right + wide, box.y), (box.right, middle - high), (box.right, middle)),
            ((box.right, middle + high), (right + wide, box.bottom), (right, box.bottom)),
        ):
            path.curveTo(*self._place(first), *self._place(second), *self._place(spot))
        path.lineTo(*self._place((left, box.bottom)))
        for first, second, spot in (
            ((left - wide, box.bottom), (box.x, middle + high), (box.x, middle)),
            ((box.x, middle - high), (left - wide, box.y), (left, box.y)),
        ):
            path.curveTo(*self._place(first), *self._place(second), *self._place(spot))
        path.close()
        return path

    def _place(self, spot: Spot) -> Spot:
        return points(spot[0]), points(self._height - spot[1])
