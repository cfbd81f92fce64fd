"""What a definition was made from, as its files carry it."""

from __future__ import annotations

from sopgen.definition.books import BookDefinition
from sopgen.definition.reading import Definition
from sopgen.document.attached import Attachment, AttachmentKind


def book_attachments(book: BookDefinition) -> tuple[Attachment, ...]:
    """Return the book, its SOPs and all their letterheads, each once, byte for byte."""
    own = Attachment(AttachmentKind.BOOK, book.source.path.name, book.source.data)
    parts = (each for definition in book.definitions for each in attachments_of(definition))
    letterhead = book.agency.source
    kop = Attachment(AttachmentKind.LETTERHEAD, letterhead.path.name, letterhead.data)
    return tuple(dict.fromkeys((own, kop, *parts)))


def attachments_of(definition: Definition) -> tuple[Attachment, ...]:
    """Return the definition and its letterhead, byte for byte."""
    own, letterhead = definition.source, definition.agency.source
    return (
        Attachment(AttachmentKind.DEFINITION, own.path.name, own.data),
        Attachment(AttachmentKind.LETTERHEAD, letterhead.path.name, letterhead.data),
    )
