"""The promise: the same drawing at the same place in DOCX, XLSX and PDF, glued and editable."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest

from sopgen.document.page import (
    Box,
    Connector,
    Drawing,
    Label,
    Page,
    Paragraph,
    Shape,
    Side,
    Symbol,
    Table,
    Text,
)
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, document, file
from tests.writers.reading import ReadLine, ReadPage, ReadText, Rect, Spot
from tests.writers.reading_docx import read_docx
from tests.writers.reading_pdf import read_pdf
from tests.writers.reading_xlsx import read_xlsx

LIMIT = 0.5 + 0.001
"""What two formats may differ by, in points; the rest is what decimal numbers lose."""

SHIFT = 0.25 + 0.001
"""Word draws what floats over a table half a rule further in, and the PDF follows it."""

READ = (Format.DOCX, Format.XLSX, Format.PDF)
OFFICE = (Format.DOCX, Format.XLSX)

every_sheet = pytest.mark.parametrize("name", DEFINITIONS)
every_file = pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name in DEFINITIONS for kind in READ]
)
every_office_file = pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name in DEFINITIONS for kind in OFFICE]
)


@cache
def pages_of(name: str, kind: Format) -> list[ReadPage]:
    data = file(name, kind)
    if kind is Format.DOCX:
        lines = {_joined(each.runs): _line_count(each) for each in _flowing(name)}
        # What the navigation pane is told is no text of the page.
        return read_docx(data, lambda text: lines.get(_close(text), 1))
    return read_xlsx(data) if kind is Format.XLSX else read_pdf(data)


def _flowing(name: str) -> Iterator[Paragraph]:
    for page in document(name).pages:
        for item in page.items:
            if isinstance(item, Text):
                yield from item.paragraphs


def _joined(runs) -> str:
    return _close("".join(run.text for run in runs))


def _close(text: str) -> str:
    """Return `text` without white space, which every format keeps in its own way."""
    return re.sub(r"[\s\u200b\u00a0]+", "", text)


def _line_count(paragraph: Paragraph) -> int:
    return max(1, len(paragraph.lines))


def drawings(page: Page) -> list[Drawing]:
    return [item for item in page.items if isinstance(item, Drawing)]


def shapes(page: Page) -> list[Shape]:
    return [shape for drawing in drawings(page) for shape in drawing.shapes]


def connectors(page: Page) -> list[Connector]:
    return [each for drawing in drawings(page) for each in drawing.connectors]


def labels(page: Page) -> list[Label]:
    return [label for drawing in drawings(page) for label in drawing.labels]


def tables(page: Page) -> list[Table]:
    return [item for item in page.items if isinstance(item, Table)]


def paired(name: str, kind: Format) -> Iterator[tuple[Page, ReadPage]]:
    return zip(document(name).pages, pages_of(name, kind), strict=True)


def rect(box: Box) -> Rect:
    return Rect(box.x / 20, box.y / 20, box.right / 20, box.bottom / 20)


def apart(one: Spot, other: Spot) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def corners(box: Rect) -> tuple[Spot, Spot]:
    return (box.left, box.top), (box.right, box.bottom)


def box_apart(one: Rect, other: Rect) -> float:
    pairs = zip(corners(one), corners(other), strict=True)
    return max(apart(a, b) for a, b in pairs)


def ends(line: ReadLine) -> tuple[Spot, Spot]:
    return line.path[0], line.path[-1]


@every_file
def test_every_page_is_there(name, kind):
    assert len(pages_of(name, kind)) == len(document(name).pages)


@every_file
def test_every_symbol_lies_where_the_layout_put_it(name, kind):
    for page, made in paired(name, kind):
        assert [each.symbol for each in made.shapes] == [each.symbol for each in shapes(page)]
        for shape, found in zip(shapes(page), made.shapes, strict=True):
            assert box_apart(found.box, rect(shape.box)) <= SHIFT, shape.name


@every_file
def test_every_connector_runs_where_the_layout_put_it(name, kind):
    for page, made in paired(name, kind):
        for line, found in zip(connectors(page), made.lines, strict=True):
            assert found.arrow == line.arrow
            path = [(point.x / 20, point.y / 20) for point in line.path]
            for at, spot in zip(path, found.path, strict=True):
                assert apart(at, spot) <= LIMIT, line.name


@every_sheet
def test_no_two_formats_are_more_than_half_a_point_apart(name):
    for one, other in combinations(READ, 2):
        for a, b in zip(pages_of(name, one), pages_of(name, other), strict=True):
            for mine, theirs in zip(a.shapes, b.shapes, strict=True):
                assert box_apart(mine.box, theirs.box) <= SHIFT
            for mine, theirs in zip(a.lines, b.lines, strict=True):
                for spot, same in zip(ends(mine), ends(theirs), strict=True):
                    assert apart(spot, same) <= LIMIT


@every_office_file
def test_every_label_lies_where_the_layout_put_it(name, kind):
    for page, made in paired(name, kind):
        for label, found in zip(labels(page), made.labels, strict=True):
            assert box_apart(found.box, rect(label.box)) <= SHIFT, label.name
            assert _close(found.text) == "".join(_joined(each.runs) for each in label.paragraphs)


@every_office_file
def test_every_connector_is_glued_at_both_ends_to_the_middle_of_a_side(name, kind):
    for page, made in paired(name, kind):
        boxes = {shape.id: shape.box for shape in made.shapes}
        for line, found in zip(connectors(page), made.lines, strict=True):
            assert (found.start, found.end) == (line.start, line.end)
            for glue, spot in ((found.start, found.path[0]), (found.end, found.path[-1])):
                assert glue is not None
                assert apart(boxes[glue.shape].site(glue.site), spot) <= LIMIT


@every_office_file
def test_every_symbol_holds_its_words(name, kind):
    for page, made in paired(name, kind):
        for shape, found in zip(shapes(page), made.shapes, strict=True):
            assert _close(found.text) == "".join(_joined(each.runs) for each in shape.paragraphs)


@every_sheet
def test_symbols_and_labels_hold_their_words_in_the_pdf(name):
    for page, made in paired(name, Format.PDF):
        for each in (*shapes(page), *labels(page)):
            inside = [letter.text for letter in made.cells if _stands_in(letter, rect(each.box))]
            # A label may stand in a corner of the box around a decision.
            assert "".join(_joined(one.runs) for one in each.paragraphs) in _close("".join(inside))


def _stands_in(letter: ReadText, box: Rect) -> bool:
    return box.holds(letter.box.middle)


@every_file
def test_every_rule_of_a_table_lies_where_the_layout_put_it(name, kind):
    for page, made in paired(name, kind):
        for table in tables(page):
            for edge, side in _ruled(table):
                found = made.across if side in (Side.LEFT, Side.RIGHT) else made.down
                assert min(abs(each - edge / 20) for each in found) <= LIMIT


def _ruled(table: Table) -> Iterator[tuple[int, Side]]:
    for cell in table.cells:
        box = table.cell_box(cell)
        at = {Side.TOP: box.y, Side.LEFT: box.x, Side.BOTTOM: box.bottom, Side.RIGHT: box.right}
        for side in cell.borders:
            yield at[side], side


@every_file
def test_every_cell_holds_its_text(name, kind):
    for page, made in paired(name, kind):
        drawn = [rect(each.box) for each in (*shapes(page), *labels(page))]
        for table in tables(page):
            for cell in table.cells:
                box = rect(table.cell_box(cell))
                texts = [
                    each.text
                    for each in made.cells
                    if box.holds(each.box.middle)
                    and not any(every.holds(each.box.middle, LIMIT) for every in drawn)
                ]
                if cell.itemised and kind is Format.XLSX:
                    hanging = [each for each in map(_close, texts) if MARKERS.fullmatch(each)]
                    words = [each for each in map(_close, texts) if not MARKERS.fullmatch(each)]
                    assert "".join(hanging) == _markers(cell.paragraphs)
                    assert "".join(words) == "".join(map(_unmarked, cell.paragraphs))
                else:
                    assert _close("".join(texts)) == "".join(map(_marked, cell.paragraphs))


MARKERS = re.compile(r"(-|•|[a-z]{1,2}\.|\d{1,3}\.)+")
"""What hangs left of items: in a workbook it stands in a cell beside all of a row's items."""


def _markers(paragraphs: tuple[Paragraph, ...]) -> str:
    return "".join(_joined([each.marker]) for each in paragraphs if each.marker and each.indent)


def _marked(paragraph: Paragraph) -> str:
    marker = [paragraph.marker] if paragraph.marker else []
    return _joined([*marker, *paragraph.runs])


def _unmarked(paragraph: Paragraph) -> str:
    return _joined(paragraph.runs) if paragraph.indent else _marked(paragraph)


def test_the_sheets_that_are_compared_hold_what_a_sheet_can_hold():
    pages = [page for name in DEFINITIONS for page in document(name).pages]
    assert {shape.symbol for page in pages for shape in shapes(page)} == set(Symbol)
    lines = [line for page in pages for line in connectors(page)]
    assert {len(line.path) for line in lines} >= {2, 3, 4}
    assert {line.arrow for line in lines} == {True, False}
    assert any(cell.upright for page in pages for table in tables(page) for cell in table.cells)
