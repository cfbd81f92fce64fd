"""What the layout of every part of one SOP needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.origins import Holder, origin_of
from sopgen.document.page import Align, Font, Image
from sopgen.layout.page_numbers import ALONE, Counting
from sopgen.layout.signing.signers import Signers, signers
from sopgen.layout.typed import TypedLine, typed_lines
from sopgen.layout.typeset import Passage, SetText, Typesetter, runs_of
from sopgen.model.kinds import Items
from sopgen.model.profile import Profile
from sopgen.model.sop import Letterhead, Sop

AGENCY = origin_of(("instansi",), Holder.LETTERHEAD)
ADDRESS = origin_of(("alamat",), Holder.LETTERHEAD)
SHADE = "E7E6E6"
"""Fill of titles where a profile shades them."""


class Desk(Struct, frozen=True, dict=True):
    """An SOP, its letterhead and profile, and the typesetter that knows their faces.

    `logo` has its size already, its place is decided where it is printed. The
    `fingerprint` is the short form of the definition's SHA-256, empty if not known. Where one
    signs with ink, there is an `ink_room` so high at least. In a book pages are counted on.
    """

    sop: Sop
    letterhead: Letterhead
    profile: Profile
    logo: Image | None
    typesetter: Typesetter
    identity_font: Font
    fingerprint: str = ""
    ink_room: int = 0
    counting: Counting = ALONE

    def set(
        self, text: Items, font: Font, width: int, align: Align = Align.LEFT, origin: str = ""
    ) -> SetText:
        """Return the lines of `text`; a number at their beginning is no list marker."""
        return self.set_lines(typed_lines(text, origin), font, width, align)

    def set_lines(
        self, lines: Sequence[TypedLine], font: Font, width: int, align: Align = Align.LEFT
    ) -> SetText:
        """Return `lines`, each with the place that it was typed at."""
        words = [Passage(runs_of(line, font), origin=origin) for line, origin in lines]
        return self.typesetter.set(words, font, width, align)

    @property
    def agency(self) -> tuple[TypedLine, ...]:
        return typed_lines(self.letterhead.agency, AGENCY)

    @cached_property
    def signers(self) -> Signers:
        """Who signs where."""
        return signers(self.sop, self.letterhead, self.profile)


@lru_cache(maxsize=64)
def bold(font: Font) -> Font:
    """Return `font` in its bold weight."""
    return replace(font, bold=True)


def lines_of(text: Items) -> tuple[str, ...]:
    """Return the lines of a text or of all texts of a list."""
    return tuple(line for line, _ in typed_lines(text))
