"""Tell an archive what a sheet is and what it was made from."""

from __future__ import annotations

from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.document.page import Metadata
from sopgen.layout.desk import lines_of
from sopgen.model.sop import Letterhead, Sop

FINGERPRINT_LENGTH = 12
"""How many digits of a SHA-256 are printed."""


def metadata(sop: Sop, letterhead: Letterhead, attachments: tuple[Attachment, ...]) -> Metadata:
    """Return what the files say of `sop`, besides title and pages."""
    digests = {each.kind: each.sha256 for each in attachments}
    return Metadata(
        number=sop.number or "",
        agency=" ".join(lines_of(letterhead.agency)),
        unit=sop.unit or "",
        created=sop.created or "",
        revised=sop.revised or "",
        effective=sop.effective or "",
        revision=sop.revision or "",
        definition=digests.get(AttachmentKind.DEFINITION, ""),
        letterhead=digests.get(AttachmentKind.LETTERHEAD, ""),
    )
