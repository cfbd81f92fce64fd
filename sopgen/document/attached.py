"""What a document is made from, as its files carry it."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from msgspec import Struct


class AttachmentKind(StrEnum):
    """What a document is made from, in the word that names it inside a file."""

    DEFINITION = "definisi"
    LETTERHEAD = "kop"
    BOOK = "buku"


OF_AN_SOP = frozenset({AttachmentKind.DEFINITION, AttachmentKind.LETTERHEAD})
"""What a sheet of one SOP is made from; a book is made from itself and many of these."""


class Attachment(Struct, frozen=True, dict=True):
    """A file that a document was made from, byte for byte; `name` has no folder."""

    kind: AttachmentKind
    name: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()
