"""What the validators and LibreOffice make of books: valid, as many pages, the same numbers."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

import pymupdf
import pytest

from sopgen.definition.books import read_book
from sopgen.document.page import Document
from sopgen.rendering import new_typesetter
from sopgen.rendering.books import laid_out_book
from sopgen.writers import Format, writer
from tests.layout.book.test_books import ALL, DECREE, RELATED
from tests.project.batches import define
from tests.project.batches import project as new_project
from tests.writers.pdf import vera
from tests.writers.programs import converted_by_libreoffice, tool

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return a book with every part that there is."""
    folder = tmp_path_factory.mktemp("buku")
    new_project(folder, {"alam": ["masuk", "keluar", "cuti"]})
    path = folder / "definitions/alam/masuk.yaml"
    define(folder, "alam", "masuk", path.read_text(encoding="utf-8") + RELATED)
    (folder / "buku").mkdir()
    (folder / "buku/umum.yaml").write_text(ALL + DECREE, encoding="utf-8")
    return laid_out_book(read_book(folder / "buku/umum.yaml"), new_typesetter())


@cache
def shipped() -> Document:
    return laid_out_book(read_book(Path("buku/perencanaan.yaml")), new_typesetter())


def test_a_book_is_fit_for_the_archive_and_for_who_listens(book: Document) -> None:
    if not vera.available():
        pytest.skip("Java or veraPDF is not installed")
    for document in (book, shipped()):
        pdf = writer(Format.PDF)(document)
        for flavour in vera.FLAVOURS:
            assert dict(vera.broken_rules(pdf, flavour)) == {}


def test_the_open_xml_sdk_finds_no_error_in_a_book(book: Document, tmp_path: Path) -> None:
    for name, document in (("umum", book), ("perencanaan", shipped())):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(writer(Format.DOCX)(document))
        command = [tool("ooxml-validator"), str(path), "--officeVersion", "Office2010"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert json.loads(done.stdout)["errors"] == []


def test_libreoffice_prints_the_pages_of_a_book_with_their_numbers(
    book: Document, tmp_path: Path
) -> None:
    path = tmp_path / "umum.docx"
    path.write_bytes(writer(Format.DOCX)(book))
    target = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
    converted_by_libreoffice([path], target, tmp_path / "pdf", tmp_path / "profil")
    with pymupdf.open(tmp_path / "pdf" / "umum.pdf") as printed:
        assert len(printed) == len(book.pages)
        for page, ours in zip(printed, book.pages, strict=True):
            if ours.footer is not None and ours.part != "Sampul":
                assert f"Buku · {ours.label}" in " ".join(page.get_text().split())
        contents = next(each.page for each in book.outline if each.title == "DAFTAR ISI")
        links = printed[contents].get_links()
        numbers = [printed[contents].get_textbox(each["from"]).strip() for each in links]
        assert numbers == [_as_writer_counts(book, each["page"]) for each in links]
        assert len(numbers) == 12
        levels = [(level, title) for level, title, _ in printed.get_toc()]
        assert (1, "KATA PENGANTAR") in levels


def _as_writer_counts(book: Document, page: int) -> str:
    """Return the number of `page`, from 0: Writer's references know no roman numerals."""
    label = book.pages[page].label
    return label if label.isdecimal() else str(page + 1)
