"""Turn one book into the bytes of its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sopgen.definition.attachments import book_attachments
from sopgen.definition.books import BookDefinition
from sopgen.definition.reading import Definition
from sopgen.document.carried import book_digest
from sopgen.document.page import Document
from sopgen.layout.book import lay_out_book
from sopgen.layout.book.desk import LaidChapter, LaidSop, book_desk
from sopgen.layout.typeset import Typesetter
from sopgen.lint.relations import related_among
from sopgen.problems.problem import ProblemsError
from sopgen.rendering import laid_out
from sopgen.writers import Format, writer

BOOK_FORMATS = (Format.DOCX, Format.PDF)
"""A book is printed and signed: it has no workbook."""


def rendered_book(
    book: BookDefinition,
    formats: Sequence[Format],
    typesetter: Typesetter,
    sheet_of: Callable[[Definition], Document] | None = None,
) -> dict[Format, bytes]:
    """Return the files of `book`; raises ProblemsError with what forbids them.

    `sheet_of` gives the pages of an SOP, for who has laid them out already.
    """
    document = laid_out_book(book, typesetter, sheet_of)
    return {each: writer(each)(document) for each in formats if each in BOOK_FORMATS}


def laid_out_book(
    book: BookDefinition,
    typesetter: Typesetter,
    sheet_of: Callable[[Definition], Document] | None = None,
) -> Document:
    """Return the pages of `book`; raises ProblemsError."""
    pages = sheet_of or (lambda definition: laid_out(definition, typesetter))
    related = iter(related_among([each.sop for each in book.definitions]))
    chapters = [
        LaidChapter(
            chapter.title,
            tuple(LaidSop(each.sop, pages(each), next(related)) for each in chapter.definitions),
        )
        for chapter in book.chapters
    ]
    agency = book.agency
    desk = book_desk(book.book, agency.letterhead, book.profile, agency.logo, chapters, typesetter)
    attachments = book_attachments(book)
    digest = book_digest(each.sha256 for each in attachments)
    document, problems = lay_out_book(desk, attachments, digest)
    if problems:
        places = book.source.places
        raise ProblemsError([places.located(each) for each in problems])
    return document
