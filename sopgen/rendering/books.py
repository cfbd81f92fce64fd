"""Turn one book into the bytes of its files."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from msgspec.structs import replace

from sopgen.definition.attachments import book_attachments
from sopgen.definition.books import BookDefinition
from sopgen.definition.reading import Definition
from sopgen.document.carried import book_digest
from sopgen.document.page import Document
from sopgen.layout.book import lay_out_book
from sopgen.layout.book.desk import LaidChapter, LaidSop, book_desk
from sopgen.layout.book.joining import without_cover
from sopgen.layout.page_numbers import Counting
from sopgen.layout.typeset import Typesetter
from sopgen.lint import errors_of, lasting_remarks
from sopgen.lint.relations import relations_among
from sopgen.model.book import BookForm, BookNumbers
from sopgen.model.cover import NO_COVER
from sopgen.model.status import Status
from sopgen.problems.problem import ProblemsError
from sopgen.rendering import laid_out
from sopgen.writers import OF_A_BOOK, Format, writer


def rendered_book(
    book: BookDefinition,
    formats: Sequence[Format],
    typesetter: Typesetter,
    *,
    with_source: bool = True,
) -> dict[Format, bytes]:
    """Return the files of `book`; raises ProblemsError with what forbids them.

    They carry the book, its SOPs and letterheads unless they are to be `with_source` false. A book
    in force has none of the reviewer's errors.
    """
    if book.book.status is Status.IN_FORCE:
        errors = tuple(error for each in book.definitions for error in errors_of(each))
        if errors:
            raise ProblemsError(errors)
    document = laid_out_book(book, typesetter)
    if not with_source:
        document = replace(document, attachments=())
    return {each: writer(each)(document) for each in formats if each in OF_A_BOOK}


def laid_out_book(book: BookDefinition, typesetter: Typesetter) -> Document:
    """Return the pages of `book`; raises ProblemsError."""
    sheets = iter(_sheets(book, typesetter))
    found = relations_among([each.sop for each in book.definitions])
    related = (each.related for each in found)
    chapters = [
        LaidChapter(
            chapter.title,
            tuple(
                LaidSop(each.sop, next(sheets), next(related), _findings(book, each))
                for each in chapter.definitions
            ),
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


def _findings(book: BookDefinition, definition: Definition) -> tuple[str, ...]:
    """Return what the reviewer says against an SOP; nothing where no minutes are asked for."""
    if BookForm.MINUTES not in book.book.forms:
        return ()
    return tuple(each.message for each in lasting_remarks(definition))


def _sheets(book: BookDefinition, typesetter: Typesetter) -> list[Document]:
    """Return the pages of each SOP without its cover.

    Where only the book's numbers are printed, all are laid out again once it is known how many
    pages come before.
    """
    alone = [without_cover(laid_out(each, typesetter)) for each in book.definitions]
    if book.book.numbers is not BookNumbers.BOOK:
        return alone
    total = sum(len(each.pages) for each in alone)
    counted, first = list[Document](), 1
    for definition, sheet in zip(book.definitions, alone, strict=True):
        bare = definition.profile.model_copy(update={"cover": NO_COVER})
        own = dataclasses.replace(definition, profile=bare)
        counted.append(laid_out(own, typesetter, Counting(first, total)))
        first += len(sheet.pages)
    return counted
