"""How the items of a page are drawn on a PDF canvas.

Twips from the top left become points from the bottom left here and nowhere else. All
is moved by 0.25 pt to the right and down, because Word and LibreOffice draw a table's
rules half their width inside its edge, and all that is anchored with them.

An arrow's line ends 0.25 pt inside its head, as LibreOffice draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeAlias, assert_never

from msgspec.structs import replace
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfgen.canvas import Canvas

from sopgen.fonts import stretch
from sopgen.page import (
    RULE_WIDTH,
    SHAPE_STROKE,
    Box,
    Cell,
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
from sopgen.writers.pdf_fonts import Letters
from sopgen.writers.pdf_picture import show
from sopgen.writers.pdf_tags import (
    FOOTER,
    LAYOUT,
    Element,
    Listing,
    Tags,
    blocks,
    cell_element,
    heading_kind,
    is_read_by_cells,
    rows_of,
)
from sopgen.writers.rules import rules

Spot: TypeAlias = tuple[float, float]
"""A point in twips."""

HALF_RULE = RULE_WIDTH // 2
ARROW_OVERLAP = 5
QUARTER_ELLIPSE = 0.5522847498
"""How far the handles of a Bezier curve stand that draws a quarter of an ellipse."""

BUTT, SQUARE = 0, 2
MITRE = 0
WHITE = "1 g"


def points(twips: float) -> float:
    """Return `twips` in points."""
    return twips / 20


def draw(page: Page, canvas: Canvas, letters: Letters, tags: Tags) -> None:
    """Draw `page` on the page that `canvas` has open, and tell `tags` what its parts are."""
    ink = _Ink(canvas, page.height, letters)
    tags.next_page()
    for item in page.items:
        match item:
            case Table():
                _table(ink, tags, item)
            case Drawing():
                with tags.drawing(Element("Figure", alternative=item.description, box=item.box)):
                    _drawing(ink, item)
            case Text():
                for paragraph in item.paragraphs:
                    _paragraph(ink, tags, paragraph, heading_kind(item.heading))
            case Image():
                with tags.drawing(Element("Figure", alternative=item.description, box=item.box)):
                    ink.picture(item)
            case _:
                assert_never(item)
    for place in page.signing:
        if place.electronic:
            tags.field(place.name, place.label)
    if page.footer:
        with tags.furniture(FOOTER):
            ink.paragraphs(page.footer.paragraphs)


def _table(ink: _Ink, tags: Tags, table: Table) -> None:
    with tags.furniture(LAYOUT):
        for cell in table.cells:
            if cell.shade:
                ink.shade(table.cell_box(cell), cell.shade)
        ink.pen(RULE_WIDTH, SQUARE)
        for rule in rules(table):
            ink.line([(rule.start.x, rule.start.y), (rule.end.x, rule.end.y)])
    if not is_read_by_cells(table):
        for cell in table.cells:
            if cell.paragraphs:
                with tags.inside(Element("Div")):
                    _texts(ink, tags, cell.paragraphs)
        return
    with tags.inside(Element("Table")):
        for row in rows_of(table):
            with tags.inside(Element("TR")):
                for cell in row:
                    _cell(ink, tags, cell_element(cell, table), cell)


def _cell(ink: _Ink, tags: Tags, element: Element, cell: Cell) -> None:
    printed = [each for each in cell.paragraphs if each.lines]
    if len(printed) == 1 and not printed[0].marker:
        with tags.drawing(element):
            ink.paragraphs(printed)
    else:
        with tags.inside(element):
            _texts(ink, tags, printed)


def _texts(ink: _Ink, tags: Tags, paragraphs: Sequence[Paragraph]) -> None:
    for block in blocks(paragraphs):
        if isinstance(block, Paragraph):
            _paragraph(ink, tags, block, "P")
        else:
            _list(ink, tags, block)


def _paragraph(ink: _Ink, tags: Tags, paragraph: Paragraph, kind: str) -> None:
    if paragraph.lines:
        with tags.drawing(Element(kind)):
            ink.paragraphs([paragraph])


def _list(ink: _Ink, tags: Tags, items: Sequence[Listing]) -> None:
    with tags.inside(Element("L")):
        for item in items:
            marker, *lines = readable_lines(item.marked)
            with tags.inside(Element("LI")):
                with tags.drawing(Element("Lbl")):
                    ink.lines([marker])
                body = Element("LBody")
                if not item.further and not item.inner:
                    with tags.drawing(body):
                        ink.lines(lines)
                    continue
                with tags.inside(body):
                    with tags.drawing(Element("P")):
                        ink.lines(lines)
                    for paragraph in item.further:
                        _paragraph(ink, tags, paragraph, "P")
                    if item.inner:
                        _list(ink, tags, item.inner)


def readable_lines(paragraph: Paragraph) -> Iterator[Line]:
    """Yield the lines; one that was broken at a space ends in it, so that words stay apart.

    Nothing of it is seen, but who reads the text of the file gets it as it was typed.
    """
    lines = paragraph.lines
    if paragraph.marker:
        yield lines[0]
        lines = lines[1:]
    rest = "".join(run.text for run in paragraph.runs)
    for line in lines:
        _, _, rest = rest.partition("".join(run.text for run in line.runs))
        if rest[:1].isspace() and rest.strip() and line.runs:
            *runs, last = line.runs
            line = replace(line, runs=(*runs, replace(last, text=f"{last.text} ")))
        yield line


def _drawing(ink: _Ink, drawing: Drawing) -> None:
    """Draw the symbols first, so that none covers the head of an arrow."""
    ink.pen(SHAPE_STROKE, BUTT)
    for shape in drawing.shapes:
        ink.outline(outline(shape.symbol, shape.box))
    for connector in drawing.connectors:
        _connector(ink, connector)
    ink.paragraphs(drawing.paragraphs)


def _connector(ink: _Ink, connector: Connector) -> None:
    path: list[Spot] = [(point.x, point.y) for point in connector.path]
    if connector.arrow:
        last, tip = connector.path[-2:]
        across, down = direction(last, tip)
        covered = min(ARROW - ARROW_OVERLAP, abs(tip.x - last.x) + abs(tip.y - last.y))
        path[-1] = (tip.x - across * covered, tip.y - down * covered)
        ink.fill(arrow_head(last, tip))
    ink.line(path)


@cache
def _fill(colour: str) -> str:
    """Return the operator that fills with `colour`, given as RRGGBB."""
    return f"{fp_str(*(part / 255 for part in bytes.fromhex(colour)))} rg"


class _Ink:
    """A canvas that takes twips from the top left of its page."""

    def __init__(self, canvas: Canvas, height: int, letters: Letters) -> None:
        self._canvas = canvas
        self._height = height
        self._letters = letters
        self._stretch = 1.0
        canvas.translate(points(HALF_RULE), -points(HALF_RULE))
        canvas.setLineJoin(MITRE)

    def pen(self, width: int, cap: int) -> None:
        """Set how wide the next lines are and how they end."""
        self._canvas.setLineWidth(points(width))
        self._canvas.setLineCap(cap)

    def line(self, path: Sequence[Spot]) -> None:
        """Draw a line through the points of `path`."""
        self._write(self._path(path), "S")

    def shade(self, box: Box, colour: str) -> None:
        """Fill `box` with `colour`, given as RRGGBB."""
        corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]
        self._write("q", _fill(colour), self._path(corners, closed=True), "f*", "Q")

    def outline(self, shape: Outline) -> None:
        """Draw a symbol, white inside."""
        match shape:
            case Polygon():
                path = self._path(shape.corners, closed=True)
            case Capsule():
                path = self._capsule(shape)
            case _:
                assert_never(shape)
        self._write("q", WHITE, path, "B*", "Q")

    def fill(self, shape: Polygon) -> None:
        """Draw `shape` in black, without an outline."""
        self._write(self._path(shape.corners, closed=True), "f*")

    def picture(self, image: Image) -> None:
        """Draw `image` over the whole of its box."""
        box = image.box
        size = f"{fp_str(points(box.width), 0, 0, points(box.height))}"
        self._write("q", f"{size} {self._place((box.x, box.bottom))} cm")
        show(image.png, self._canvas)
        self._write("Q")

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> None:
        """Draw the lines of `paragraphs`."""
        for paragraph in paragraphs:
            self.lines(readable_lines(paragraph))

    def lines(self, lines: Iterable[Line]) -> None:
        """Draw `lines`."""
        for line in lines:
            self._line_of_text(line)

    def _line_of_text(self, line: Line) -> None:
        place = self._place((line.x, line.baseline))
        code = [f"BT 1 0 0 1 {place} Tm"]
        if line.upright:
            code.append(f"0 1 -1 0 {place} Tm")
        for run in line.runs:
            if self._stretch != stretch(run.font.face):
                self._stretch = stretch(run.font.face)
                code.append(f"{fp_str(100 * self._stretch)} Tz")
            code.append(self._letters.shown(run))
        code.append("ET")
        self._write(" ".join(code))

    def _path(self, spots: Sequence[Spot], *, closed: bool = False) -> str:
        start, *further = map(self._place, spots)
        lines = "".join(f" {spot} l" for spot in further)
        return f"n {start} m{lines} h" if closed else f"n {start} m{lines}"

    def _capsule(self, capsule: Capsule) -> str:
        """Return a path of two sides and four quarters of an ellipse."""
        box, end = capsule.box, capsule.end
        left, right, middle = box.x + end, box.right - end, box.y + box.height / 2
        wide, high = QUARTER_ELLIPSE * end, QUARTER_ELLIPSE * box.height / 2
        return " ".join(
            (
                self._path([(left, box.y), (right, box.y)]),
                self._curve((right + wide, box.y), (box.right, middle - high), (box.right, middle)),
                self._curve(
                    (box.right, middle + high), (right + wide, box.bottom), (right, box.bottom)
                ),
                f"{self._place((left, box.bottom))} l",
                self._curve((left - wide, box.bottom), (box.x, middle + high), (box.x, middle)),
                self._curve((box.x, middle - high), (left - wide, box.y), (left, box.y)),
                "h",
            )
        )

    def _curve(self, first: Spot, second: Spot, end: Spot) -> str:
        return f"{self._place(first)} {self._place(second)} {self._place(end)} c"

    def _place(self, spot: Spot) -> str:
        return fp_str(points(spot[0]), points(self._height - spot[1]))

    def _write(self, *operators: str) -> None:
        for code in operators:
            self._canvas.addLiteral(code)
