"""What a definition was made from, as its files carry it."""

from __future__ import annotations

from sopgen.definition.reading import Definition
from sopgen.document.page import Attachment, AttachmentKind


def attachments_of(definition: Definition) -> tuple[Attachment, ...]:
    """Return the definition and its letterhead, byte for byte."""
    own, letterhead = definition.source, definition.agency.source
    return (
        Attachment(AttachmentKind.DEFINITION, own.path.name, own.data),
        Attachment(AttachmentKind.LETTERHEAD, letterhead.path.name, letterhead.data),
    )
