"""What an old sheet becomes before it is written: a definition, its agency, and all doubts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from sopgen.document.page import Box
from sopgen.editing.references import Map
from sopgen.model.sop import Official
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc


class FileClass(StrEnum):
    """What is left to do with a file, in the words of the table and the report."""

    READY = "siap periksa"
    ARROWS = "periksa panah"
    PICTURE = "gambar berupa foto"
    SCAN = "pindaian"
    NO_SOP = "bukan SOP"
    UNREADABLE = "tidak terbaca"
    OURS = "buatan sopgen"
    TWICE = "isi sama"


class Doubt(Struct, frozen=True):
    """What a person has to look at: a sentence, where it stands in the definition and on the sheet.

    `sheet` counts the sheets of the file, `row` the rows of the flow (headings too), -1 for
    none; `box` is the place on that sheet, in twips.
    """

    code: Code
    text: str
    at: Loc
    sheet: int
    row: int = -1
    box: Box | None = None


class RowPlace(Struct, frozen=True):
    """Where item `item` of the `langkah` of flow `flow` stands on the old sheet `sheet`, in twips.

    A row that goes on over a page stands in several places.
    """

    flow: int
    item: int
    sheet: int
    box: Box


class Signing(Struct, frozen=True):
    """Who signs a sheet in a role, such as “Diperiksa oleh”."""

    role: str
    official: Official


class Agency(Struct, frozen=True):
    """Who issued a sheet: the lines beside the logo, who approved it, and who else signs it."""

    lines: tuple[str, ...]
    approver: Official | None = None
    signing: tuple[Signing, ...] = ()

    @property
    def officials(self) -> tuple[Official, ...]:
        """Everyone who is named."""
        approver = () if self.approver is None else (self.approver,)
        return (*approver, *(each.official for each in self.signing))


class DraftSop(Struct, frozen=True):
    """An SOP as a definition may say it.

    `definition` is in the order of the format, without `kop`, `pengesah` and `format`, which
    hang on the letterhead that it gets. `format` is how the sheet looks: everything that was
    seen, what is usual too.
    """

    agency: Agency
    definition: Map
    format: Map
    doubts: tuple[Doubt, ...] = ()
    rows: tuple[RowPlace, ...] = ()


_ABOUT_ARROWS = frozenset(
    (
        Code.IMPORT_OUTSIDE,
        Code.IMPORT_UNKNOWN_SYMBOL,
        Code.IMPORT_LOOSE_END,
        Code.IMPORT_FAR_END,
        Code.IMPORT_NO_HEAD,
        Code.IMPORT_LOOSE_LABEL,
        Code.IMPORT_SEGILIMA,
        Code.IMPORT_NO_WAY,
        Code.IMPORT_NO_SYMBOL,
        Code.IMPORT_UNSAID,
    )
)


def class_of(doubts: Iterable[Doubt]) -> FileClass:
    """Return the class of a file that holds an SOP with these doubts."""
    codes = {doubt.code for doubt in doubts}
    if Code.IMPORT_PICTURE in codes:
        return FileClass.PICTURE
    return FileClass.ARROWS if codes & _ABOUT_ARROWS else FileClass.READY


def class_of_refusal(code: str) -> FileClass:
    """Return the class of a file that became no definition for this reason."""
    match code:
        case Code.IMPORT_SCAN:
            return FileClass.SCAN
        case Code.IMPORT_NO_SOP:
            return FileClass.NO_SOP
        case Code.IMPORT_OWN:
            return FileClass.OURS
        case Code.IMPORT_TWICE:
            return FileClass.TWICE
        case _:
            return FileClass.UNREADABLE
