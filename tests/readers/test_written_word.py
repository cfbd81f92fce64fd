"""What was written into a Word file is seen again, also after Writer saved it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sopgen.document.page import (
    FRAME_WIDTH,
    PIXEL,
    RULE_WIDTH,
    Cell,
    Connector,
    Drawing,
    Image,
    Label,
    Page,
    Paragraph,
    Shape,
    Table,
    Text,
)
from sopgen.document.sheet import SeenCell, Sheet
from sopgen.readers.docx import PARTS, sheets_of_word
from sopgen.readers.packages import opened_package
from sopgen.writers import Format
from sopgen.writers.docx.numbering import mark_of
from tests.catalogue import DEFINITIONS, document, file
from tests.readers.written import (
    SAVED_LINE_LIMIT,
    SAVED_SHAPE_LIMIT,
    check_glue,
    check_line,
    check_shape,
)
from tests.writers.programs import converted_by_libreoffice

every_definition = pytest.mark.parametrize("name", DEFINITIONS)

LINE_LIMIT = 5
"""What a line may be off as written, in twips: half of the least box that its path may leave."""

FRAME_SHIFT = (FRAME_WIDTH - RULE_WIDTH) // 2
"""How far the columns of a framed table are moved by the rule around it."""

HALF_RULE = RULE_WIDTH // 2


@cache
def read(name: str) -> tuple[Sheet, ...]:
    return sheets_of_word(opened_package(file(name, Format.DOCX), PARTS))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every Word file as Writer saves it."""
    folder = tmp_path_factory.mktemp("saved")
    for name in DEFINITIONS:
        (folder / f"{name}.docx").write_bytes(file(name, Format.DOCX))
    made = folder / "saved"
    target = "docx:MS Word 2007 XML"
    converted_by_libreoffice(folder.glob("*.docx"), target, made, folder / "profile")
    return made


def read_saved(folder: Path, name: str) -> tuple[Sheet, ...]:
    return sheets_of_word(opened_package((folder / f"{name}.docx").read_bytes(), PARTS))


def check_words(page: Page, sheet: Sheet, *, slack: int = 0) -> None:
    """Check that all texts stand in cells at their places, and no others anywhere."""
    found = {(each.row, each.column): each for each in sheet.cells}
    for table in tables(page):
        shift = FRAME_SHIFT if table.framed else 0
        left = [nearest(sheet.columns, edge - shift, PIXEL + slack) for edge in table.columns]
        down = [nearest(sheet.rows, edge, 0) for edge in table.rows[:-1]]
        for cell in table.cells:
            seen = found.pop((down[cell.row], left[cell.column]), None)
            check_cell(cell, seen, left[cell.column + cell.column_span] - left[cell.column])
    texts = [text_of(each, False) for each in paragraphs(page)]
    assert [each.text for each in found.values()] == [text for text in texts if text]
    assert all(each.column_span == len(sheet.columns) - 1 for each in found.values())


def tables(page: Page) -> list[Table]:
    return [item for item in page.items if isinstance(item, Table)]


def paragraphs(page: Page) -> Iterator[Paragraph]:
    for item in page.items:
        if isinstance(item, Text):
            yield from item.paragraphs


def nearest(edges: tuple[int, ...], place: int, limit: int) -> int:
    number = min(range(len(edges)), key=lambda each: abs(edges[each] - place))
    assert abs(edges[number] - place) <= limit
    return number


def check_cell(cell: Cell, seen: SeenCell | None, columns: int) -> None:
    text = "\n".join(text_of(each, cell.itemised) for each in cell.paragraphs)
    if seen is None:
        assert (text, cell.row_span, columns) == ("", 1, 1)
    else:
        assert (seen.text, seen.row_span, seen.column_span) == (text, cell.row_span, columns)


def text_of(paragraph: Paragraph, itemised: bool) -> str:
    """Return a paragraph behind its mark, unless Word itself counts that."""
    text, marker = "".join(run.text for run in paragraph.runs), paragraph.marker
    if marker is None or (itemised and paragraph.indent and mark_of(marker.text)):
        return text
    parting = "\t" if paragraph.indent else "\u00a0"
    return f"{marker.text}{parting}{text}"


def check_drawing(
    page: Page, sheet: Sheet, shape_limit: int, line_limit: int, *, named: bool = True
) -> None:
    """Check that all is drawn, each kind in the order of the writer, and nothing else."""
    seen = sorted(sheet.shapes, key=lambda each: each.preset == "picture")
    for item, shape in zip(shapes(page), seen, strict=True):
        check_shape(item, shape, over, shape_limit, named=named)
    for connector, line in zip(connectors(page), sheet.lines, strict=True):
        check_line(connector, line, over, line_limit, named=named)


def over(x: int, y: int) -> tuple[int, int]:
    return x + HALF_RULE, y + HALF_RULE


def shapes(page: Page) -> Iterator[Shape | Label | Image]:
    for item in page.items:
        if isinstance(item, Drawing):
            yield from (*item.shapes, *item.labels)
    yield from (item for item in page.items if isinstance(item, Image))


def connectors(page: Page) -> Iterator[Connector]:
    for item in page.items:
        if isinstance(item, Drawing):
            yield from item.connectors


@every_definition
def test_words_of_a_word_file_are_seen_as_written(name):
    for page, sheet in zip(document(name).pages, read(name), strict=True):
        check_words(page, sheet)


@every_definition
def test_drawings_of_a_word_file_are_seen_as_written(name):
    for page, sheet in zip(document(name).pages, read(name), strict=True):
        check_drawing(page, sheet, 0, LINE_LIMIT)
        for connector, line in zip(connectors(page), sheet.lines, strict=True):
            check_glue(connector, line)


@pytest.mark.office
@every_definition
def test_a_word_file_that_writer_saved_shows_the_same(name, saved):
    for page, sheet in zip(document(name).pages, read_saved(saved, name), strict=True):
        check_words(page, sheet)
        check_drawing(page, sheet, SAVED_SHAPE_LIMIT, SAVED_LINE_LIMIT, named=False)
