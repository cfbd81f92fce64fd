"""The pages of our own PDFs are seen as they were laid out, though no map is read.

All that is printed lies half a rule farther in, as Word has it.
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from sopgen.document.page import (
    ALL_SIDES,
    RULE_WIDTH,
    Box,
    Connector,
    Drawing,
    Image,
    Label,
    Page,
    Paragraph,
    Shape,
    Symbol,
    Table,
)
from sopgen.document.sheet import SeenLine, SeenShape, Sheet
from sopgen.readers.pdf import sheets_of_pdf
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, document, file
from tests.readers.written import apart

every_definition = pytest.mark.parametrize("name", DEFINITIONS)

LIMIT = 1
"""What a place may be off, in twips: numbers in a PDF are rounded."""

HALF_RULE = RULE_WIDTH // 2

EDGE_LIMIT = 10
"""What the edge of a cell may be off: the heavier frame of a table lies a little outside."""

PRESETS = {
    Symbol.TERMINATOR: "flowChartTerminator",
    Symbol.PROCESS: "rect",
    Symbol.DECISION: "flowChartDecision",
    Symbol.OFF_PAGE: "flowChartOffpageConnector",
}


@cache
def read(name: str) -> tuple[Sheet, ...]:
    return sheets_of_pdf(file(name, Format.PDF))


def both(name: str) -> Iterator[tuple[Page, Sheet]]:
    return zip(document(name).pages, read(name), strict=True)


def folded(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def text_of(paragraphs: tuple[Paragraph, ...]) -> str:
    """Return the letters of `paragraphs` with their markers."""
    parts = ((each.marker.text if each.marker else "", each.runs) for each in paragraphs)
    return folded("".join(marker + "".join(run.text for run in runs) for marker, runs in parts))


def printed(box: Box) -> Box:
    return Box(box.x + HALF_RULE, box.y + HALF_RULE, box.width, box.height)


def drawings(page: Page) -> Iterator[Drawing]:
    return (item for item in page.items if isinstance(item, Drawing))


def cell_boxes(sheet: Sheet) -> Iterator[tuple[Box, str]]:
    for cell in sheet.cells:
        left, top = sheet.columns[cell.column], sheet.rows[cell.row]
        right = sheet.columns[cell.column + cell.column_span]
        bottom = sheet.rows[cell.row + cell.row_span]
        yield Box(left, top, right - left, bottom - top), folded(cell.text)


@every_definition
def test_a_printed_page_is_as_large_as_it_was_laid_out(name):
    for page, sheet in both(name):
        assert sheet.paper == (page.width, page.height)


@every_definition
def test_ruled_cells_of_a_printed_page_are_seen_with_their_texts(name):
    checked = 0
    for page, sheet in both(name):
        seen = list(cell_boxes(sheet))
        for table in (item for item in page.items if isinstance(item, Table)):
            for cell in table.cells:
                text = text_of(cell.paragraphs)
                if cell.borders != ALL_SIDES or not text:
                    continue
                box = table.cell_box(cell)
                assert [text] == [words for at, words in seen if apart(at, box) <= EDGE_LIMIT]
                checked += 1
    assert checked


@every_definition
def test_symbols_of_a_printed_page_are_seen_with_their_kinds(name):
    for page, sheet in both(name):
        drawn = [shape for drawing in drawings(page) for shape in drawing.shapes]
        seen = [each for each in sheet.shapes if not each.bare and each.preset != "picture"]
        for shape in drawn:
            check_symbol(shape, seen)
        assert len(seen) == len(drawn)


def check_symbol(shape: Shape, seen: list[SeenShape]) -> None:
    (found,) = (each for each in seen if apart(each.box, printed(shape.box)) <= LIMIT)
    assert found.preset == PRESETS[shape.symbol]
    assert folded(found.text) == text_of(shape.paragraphs)


@every_definition
def test_lines_of_a_printed_page_are_seen_with_their_heads(name):
    for page, sheet in both(name):
        drawn = [line for drawing in drawings(page) for line in drawing.connectors]
        for line in drawn:
            check_line(line, sheet.lines)
        assert len(sheet.lines) == len(drawn)


def check_line(connector: Connector, lines: tuple[SeenLine, ...]) -> None:
    """Find `connector` among `lines`; the way of a straight line is not told, but by its head."""
    ways = [(line, line.path, line.head_at_start, line.head_at_end) for line in lines]
    ways += [(line, path[::-1], end, start) for line, path, start, end in ways]
    (line, at_start, at_end), *_ = (
        (line, start, end) for line, path, start, end in ways if is_along(path, connector.path)
    )
    assert line.dashed is connector.dashed
    assert not at_start
    assert at_end is connector.arrow


def is_along(path, other) -> bool:
    return len(path) == len(other) and all(
        max(abs(one.x - two.x - HALF_RULE), abs(one.y - two.y - HALF_RULE)) <= LIMIT
        for one, two in zip(path, other, strict=True)
    )


@every_definition
def test_labels_of_a_printed_page_stand_beside_the_lines(name):
    for page, sheet in both(name):
        words = [each for each in sheet.shapes if each.bare]
        for label in (label for drawing in drawings(page) for label in drawing.labels):
            check_label(label, words)


def check_label(label: Label, words: list[SeenShape]) -> None:
    inside = [each for each in words if is_within(each.box, printed(label.box))]
    assert [folded(each.text) for each in inside] == [text_of(label.paragraphs)]


def is_within(inner: Box, outer: Box) -> bool:
    center = inner.center
    return outer.x <= center.x <= outer.right and outer.y <= center.y <= outer.bottom


@every_definition
def test_pictures_of_a_printed_page_are_no_lines(name):
    for page, sheet in both(name):
        pictures = [each.box for each in sheet.shapes if each.preset == "picture"]
        for image in (item for item in page.items if isinstance(item, Image)):
            assert any(apart(each, printed(image.box)) <= LIMIT for each in pictures)


def test_places_count_from_the_corner_of_a_page_wherever_that_lies():
    with pikepdf.open(BytesIO(file("lakip", Format.PDF))) as pdf:
        *_, right, top = pdf.pages[2].mediabox
        pdf.pages[2].mediabox = pikepdf.Array([-100, -50, right, top])
        moved = BytesIO()
        pdf.save(moved)
    before, after = read("lakip")[2], sheets_of_pdf(moved.getvalue())[2]
    assert after.paper == (before.paper[0] + 2000, before.paper[1] + 1000)
    assert after.rows == before.rows
    assert after.columns == tuple(edge + 2000 for edge in before.columns)
    assert [cell.text for cell in after.cells] == [cell.text for cell in before.cells]
