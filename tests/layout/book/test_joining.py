"""Sheets joined into a book stay the sheets that they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from sopgen.document.page import Document, Drawing, Image, OutlineEntry
from sopgen.layout.book.joining import Joint, joined
from sopgen.writers import Format, writer
from tests.sheets import SHIPPED, shipped

EMPTY = Document("Buku", "", "", ())
BOOK = SHIPPED[:4]


@pytest.fixture(scope="module")
def sheets() -> list[Document]:
    return [shipped(path) for path in BOOK]


def book(sheets: list[Document]) -> Document:
    joints = [
        Joint(each, f"SOP {number}", 1, f"SOP {number}") for number, each in enumerate(sheets, 1)
    ]
    return joined(EMPTY, joints)


def ids(document: Document) -> list[int]:
    found: list[int] = []
    for page in document.pages:
        for item in page.items:
            match item:
                case Drawing():
                    parts = (*item.shapes, *item.connectors, *item.labels)
                    found += [item.id, *(part.id for part in parts)]
                case Image():
                    found.append(item.id)
    return found


def test_every_page_is_there_in_its_order(sheets: list[Document]) -> None:
    made = book(sheets)
    assert len(made.pages) == sum(len(each.pages) for each in sheets)
    words = [[run.text for each in page.paragraphs for run in each.runs] for page in made.pages]
    single = [
        [run.text for each in page.paragraphs for run in each.runs]
        for sheet in sheets
        for page in sheet.pages
    ]
    assert words == single


def test_no_two_things_that_are_drawn_have_one_number(sheets: list[Document]) -> None:
    found = ids(book(sheets))
    assert len(found) == len(set(found))


def test_arrows_hold_on_to_the_symbols_of_their_own_sheet(sheets: list[Document]) -> None:
    for page in book(sheets).pages:
        for drawing in (item for item in page.items if isinstance(item, Drawing)):
            own = {shape.id for shape in drawing.shapes}
            connectors = {connector.id for connector in drawing.connectors} | own
            for connector in drawing.connectors:
                assert {connector.start.shape, connector.end.shape} <= own
            assert all(label.owner in connectors for label in drawing.labels)


def test_nothing_in_a_sheet_is_counted_again(sheets: list[Document]) -> None:
    runs = (run for page in book(sheets).pages for each in page.paragraphs for run in each.runs)
    assert not any(run.field for run in runs)


def test_the_outline_of_a_sheet_stands_below_its_title(sheets: list[Document]) -> None:
    made = book(sheets)
    second = len(sheets[0].pages)
    assert OutlineEntry("SOP 2", second, 1) in made.outline
    own = [replace(each, page=second + each.page, level=2) for each in sheets[1].outline]
    assert [each for each in made.outline if each in own] == own


def test_a_book_is_written_as_pdf_and_word_file(sheets: list[Document], tmp_path: Path) -> None:
    made = book(sheets)
    assert writer(Format.PDF)(made).startswith(b"%PDF-")
    assert writer(Format.DOCX)(made).startswith(b"PK")
