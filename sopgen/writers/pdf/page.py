"""How the items of a page are drawn: the operators of its content (ISO 32000-1, annex A).

An arrow's line ends 0.25 pt inside its head, as LibreOffice draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import (
    DASH,
    FRAME_WIDTH,
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
from sopgen.document.symbols import ARROW, Capsule, Outline, Polygon, arrow_head, direction, outline
from sopgen.fonts import stretch
from sopgen.writers.pdf.fonts import Letters
from sopgen.writers.pdf.links import Annotation, Links
from sopgen.writers.pdf.measures import Spot, in_points, lengths, move, numbers, placed, written
from sopgen.writers.pdf.picture import Pictures, picture_name
from sopgen.writers.pdf.reading_order import (
    Listing,
    blocks,
    heading_kind,
    is_read_by_cells,
    rows_of,
)
from sopgen.writers.pdf.tags import (
    FOOTER,
    HEADER,
    LAYOUT,
    LIST,
    Element,
    Tags,
    cell_element,
    figure,
)
from sopgen.writers.rules import rules

ARROW_OVERLAP = 5
QUARTER_CIRCLE = 0.5522847498
"""How far the handles of a Bezier curve stand that draws a quarter of a circle."""

BUTT, SQUARE = 0, 2
MITRE = 0
WHITE = "1 g"


class Supplies(Struct, frozen=True):
    """What the pages of a file are drawn with: their `operators` are those of one page."""

    operators: list[str]
    letters: Letters
    pictures: Pictures
    tags: Tags
    links: Links


def draw(page: Page, paper: int, supplies: Supplies) -> None:
    """Add the operators that draw `page`, the object `paper`, and tell the tags what is on it."""
    ink, tags = _Ink(page.height, paper, supplies), supplies.tags
    for item in page.items:
        match item:
            case Table():
                _table(ink, tags, item)
            case Drawing():
                with tags.drawing(figure(item.description, item.box, page.height)):
                    _drawing(ink, item)
            case Text():
                for paragraph in item.paragraphs:
                    _paragraph(ink, tags, paragraph, heading_kind(item.heading))
            case Image():
                with tags.drawing(figure(item.description, item.box, page.height)):
                    ink.picture(item)
            case _:
                assert_never(item)
    if page.header:
        with tags.furniture(HEADER):
            ink.paragraphs(page.header.paragraphs)
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
        if table.framed:
            ink.pen(FRAME_WIDTH, SQUARE)
            ink.frame(table.box)
    if table.repeated:
        with tags.furniture(HEADER):
            ink.paragraphs(table.paragraphs)
        return
    if table.contents:
        _contents(ink, tags, table)
        return
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


def _contents(ink: _Ink, tags: Tags, table: Table) -> None:
    """Draw a table of contents: each row is an entry (ISO 32000-1, 14.8.4.2)."""
    with tags.inside(Element("TOC")):
        for row in rows_of(table):
            with tags.inside(Element("TOCI")):
                for paragraph in (each for cell in row for each in cell.paragraphs if each.lines):
                    kind = "P" if paragraph.link is None else "Reference"
                    _words(ink, tags, paragraph, Element(kind))


def _words(ink: _Ink, tags: Tags, paragraph: Paragraph, element: Element) -> None:
    """Draw `paragraph` as the content of `element`; a link stands inside it."""
    if paragraph.link is None:
        with tags.drawing(element):
            ink.paragraphs([paragraph])
        return
    with tags.inside(element), tags.linked(ink.link(paragraph, paragraph.link)):
        ink.paragraphs([paragraph])


def _cell(ink: _Ink, tags: Tags, element: Element, cell: Cell) -> None:
    printed = [each for each in cell.paragraphs if each.lines]
    if len(printed) == 1 and not printed[0].marker:
        _words(ink, tags, printed[0], element)
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
        _words(ink, tags, paragraph, Element(kind))


def _list(ink: _Ink, tags: Tags, items: Sequence[Listing]) -> None:
    with tags.inside(LIST):
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


def readable_lines(paragraph: Paragraph) -> Sequence[Line]:
    """Return the lines; one that was broken at a space ends in it, so that words stay apart.

    Nothing of it is seen, but who reads the text of the file gets it as it was typed.
    """
    lines = list(paragraph.lines)
    first = 1 if paragraph.marker else 0
    if len(lines) <= first + 1:
        return lines
    rest = "".join(run.text for run in paragraph.runs)
    for number, line in enumerate(lines[first:-1], first):
        _, _, rest = rest.partition("".join(run.text for run in line.runs))
        if rest[:1].isspace() and rest.strip() and line.runs:
            *runs, last = line.runs
            lines[number] = replace(line, runs=(*runs, replace(last, text=f"{last.text} ")))
    return lines


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
    if connector.dashed:
        ink.dashed(path, SHAPE_STROKE)
    else:
        ink.line(path)


@cache
def _fill(colour: str) -> str:
    """Return the operator that fills with `colour`, given as RRGGBB."""
    return f"{numbers(part / 255 for part in bytes.fromhex(colour))} rg"


def _corners(box: Box) -> list[Spot]:
    return [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]


class _Ink:
    """Writes operators for what is told in twips from the top left of its page."""

    def __init__(self, height: int, paper: int, supplies: Supplies) -> None:
        self._height, self._paper, self._links = height, paper, supplies.links
        self._write = supplies.operators.append
        self._letters = supplies.letters
        self._pictures = supplies.pictures
        self._place = partial(placed, height)
        self._stretch = 1.0
        self._write(move())
        self._write(f"{MITRE} j")

    def link(self, paragraph: Paragraph, target: int) -> Annotation:
        """Let the lines of `paragraph` lead to the page `target`, from 0."""
        return self._links.add(paragraph, target, self._paper, self._height)

    def pen(self, width: int, cap: int) -> None:
        """Set how wide the next lines are and how they end."""
        self._write(f"{in_points(width)} w\n{cap} J")

    def line(self, path: Sequence[Spot]) -> None:
        """Draw a line through the points of `path`."""
        self._write(f"{self._path(path)}\nS")

    def dashed(self, path: Sequence[Spot], width: int) -> None:
        """Draw a dashed line of that `width` through the points of `path`."""
        pattern = lengths(*(part * width for part in DASH))
        self._write(f"q\n[{pattern}] 0 d\n{self._path(path)}\nS\nQ")

    def frame(self, box: Box) -> None:
        """Draw a line around `box`."""
        self._write(f"{self._path(_corners(box), closed=True)}\nS")

    def shade(self, box: Box, colour: str) -> None:
        """Fill `box` with `colour`, given as RRGGBB."""
        self._write(f"q\n{_fill(colour)}\n{self._path(_corners(box), closed=True)}\nf*\nQ")

    def outline(self, shape: Outline) -> None:
        """Draw a symbol, white inside."""
        match shape:
            case Polygon():
                path = self._path(shape.corners, closed=True)
            case Capsule():
                path = self._capsule(shape)
            case _:
                assert_never(shape)
        self._write(f"q\n{WHITE}\n{path}\nB*\nQ")

    def fill(self, shape: Polygon) -> None:
        """Draw `shape` in black, without an outline."""
        self._write(f"{self._path(shape.corners, closed=True)}\nf*")

    def picture(self, image: Image) -> None:
        """Draw `image` over the whole of its box."""
        box = image.box
        size = lengths(box.width, 0, 0, box.height)
        name = picture_name(self._pictures.number(image.png))
        self._write(f"q\n{size} {self._place((box.x, box.bottom))} cm\n{name} Do\nQ")

    def paragraphs(self, paragraphs: Iterable[Paragraph]) -> None:
        """Draw the lines of `paragraphs`."""
        for paragraph in paragraphs:
            self.lines(readable_lines(paragraph))

    def lines(self, lines: Iterable[Line]) -> None:
        """Draw `lines`."""
        for line in lines:
            self._line_of_text(line)

    def _line_of_text(self, line: Line) -> None:
        start = self._place((line.x, line.baseline))
        code = [f"BT 1 0 0 1 {start} Tm"]
        if line.upright:
            code.append(f"0 1 -1 0 {start} Tm")
        for run in line.runs:
            if self._stretch != stretch(run.font.face):
                self._stretch = stretch(run.font.face)
                code.append(f"{written(100 * self._stretch)} Tz")
            code.append(self._letters.shown(run))
        code.append("ET")
        self._write(" ".join(code))

    def _path(self, spots: Sequence[Spot], *, closed: bool = False) -> str:
        start, *further = map(self._place, spots)
        lines = "".join(f" {spot} l" for spot in further)
        return f"n {start} m{lines} h" if closed else f"n {start} m{lines}"

    def _capsule(self, capsule: Capsule) -> str:
        """Return a path of straight sides and four quarters of a circle."""
        box, radius = capsule.box, capsule.radius
        left, right = box.x + radius, box.right - radius
        top, bottom = box.y + radius, box.bottom - radius
        handle = QUARTER_CIRCLE * radius
        return " ".join(
            (
                self._path([(left, box.y), (right, box.y)]),
                self._curve((right + handle, box.y), (box.right, top - handle), (box.right, top)),
                f"{self._place((box.right, bottom))} l",
                self._curve(
                    (box.right, bottom + handle), (right + handle, box.bottom), (right, box.bottom)
                ),
                f"{self._place((left, box.bottom))} l",
                self._curve((left - handle, box.bottom), (box.x, bottom + handle), (box.x, bottom)),
                f"{self._place((box.x, top))} l",
                self._curve((box.x, top - handle), (left - handle, box.y), (left, box.y)),
                "h",
            )
        )

    def _curve(self, first: Spot, second: Spot, end: Spot) -> str:
        return f"{self._place(first)} {self._place(second)} {self._place(end)} c"
