"""Where the files of an SOP lie, as a register leads to them: built, signed, in a book."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from sopgen.problems.files import BOOKS, plain_bytes
from sopgen.project.finding import Target
from sopgen.project.life.finding import signed_sheet
from sopgen.readers.pdf_outline import headings
from sopgen.readers.pdf_record import BadPdfError
from sopgen.writers import Format


class BookPage(Struct, frozen=True):
    """A page of a book: its file, its number in the file from 1, and what it is called."""

    book: Path
    number: int
    label: str


@dataclass(frozen=True)
class Places:
    """The files around the registers of one output folder; `archive` may not be there."""

    archive: Path
    book_pages: Mapping[str, BookPage] = field(default_factory=dict)

    def sheet(self, target: Target) -> Path | None:
        """Return the PDF of an SOP: the signed one in the archive, else the one that was built."""
        kept = signed_sheet(target, self.archive) if self.archive.is_dir() else None
        built = target.output(Format.PDF)
        return kept or (built if built.is_file() else None)

    def page(self, name: str) -> BookPage | None:
        """Return the page of a book on which the SOP of this name begins."""
        return self.book_pages.get(name)


def places_around(output: Path, archive: Path, books: Sequence[str]) -> Places:
    """Return what lies in `output` and `archive`; `books` are the names of the agency's books."""
    pages: dict[str, BookPage] = {}
    for name in books:
        path = output / BOOKS / f"{name}.pdf"
        for title, page in _pages(path):
            pages.setdefault(title, page)
    return Places(archive, pages)


def _pages(book: Path) -> Iterator[tuple[str, BookPage]]:
    try:
        found = headings(plain_bytes(book))
    except (OSError, BadPdfError):
        return
    for each in found:
        yield each.title, BookPage(book, each.page + 1, each.label)


def link_to(path: Path, folder: Path) -> str:
    """Return how a file in `folder` leads to `path`, also after both have moved together."""
    return quote(os.path.relpath(path, folder).replace(os.sep, "/"))
