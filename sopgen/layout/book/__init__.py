"""Lay out a book: what stands before its sheets, the sheets themselves, and what stands behind.

The sheets are the documents that single builds make, without their covers. Pages before the
first sheet are counted in roman numbers, so that how many they are moves nothing.
"""

from __future__ import annotations

from sopgen.document.attached import Attachment
from sopgen.document.page import Document, Metadata
from sopgen.layout.book.assembling import assembled
from sopgen.layout.book.desk import BookDesk
from sopgen.layout.desk import lines_of
from sopgen.problems.problem import Problem


def lay_out_book(
    desk: BookDesk, attachments: tuple[Attachment, ...], digest: str
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document of the book on `desk`, and what does not fit on its pages.

    `digest` is that of all `attachments`, which it was made from.
    """
    book, letterhead = desk.book, desk.desk.letterhead
    agency = " ".join(lines_of(letterhead.agency))
    title = " ".join(lines_of(book.title))
    whole = Document(
        title=f"{title} {book.unit}".strip(),
        subject=book.unit,
        author=agency,
        pages=(),
        metadata=Metadata(
            number=book.decree.number if book.decree else "",
            agency=agency,
            unit=book.unit,
            definition=digest,
        ),
        attachments=attachments,
    )
    return assembled(whole, desk)
