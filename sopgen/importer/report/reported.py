"""What the report takes: plain data that a worker makes of one file, pictures included.

Whoever runs an import makes a `ReportedFile` of each file, in the process that read it: its SOPs
with `reporting.reported_sop`, the pages of both sides with `pages.old_pages` and
`pages.new_pages`. All of it is `msgspec`'s, so it can be sent and kept. `report_of` only puts them
together.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sopgen.document.page import Box
from sopgen.importer.draft import FileClass


class Media(StrEnum):
    """What a picture is, as a browser calls it."""

    WEBP = "image/webp"
    SVG = "image/svg+xml"


class Picture(Struct, frozen=True):
    """A page, `width` x `height` twips, of which `frame` is worth looking at: no empty margins.

    The data of an SVG are packed by gzip.
    """

    width: int
    height: int
    frame: Box
    media: Media
    data: bytes


class OldPage(Struct, frozen=True):
    """Sheet `sheet` of the file, called by `name`; places on it are in twips of its picture."""

    sheet: int
    name: str
    picture: Picture


class Place(Struct, frozen=True):
    """A box on page `page`, counted from 0 among the pages of its side."""

    page: int
    box: Box


class RowPart(Struct, frozen=True):
    """Where item `item` of the `langkah` of flow `flow` stands on a rebuilt page."""

    flow: int
    item: int
    place: Place


class Origin(Struct, frozen=True):
    """Where the rebuilt pages show what stands at `at`, the key of a place in the definition."""

    at: str
    place: Place


class NewPages(Struct, frozen=True):
    """The rebuilt sheets: their pictures, their rows, and where each text of the definition is."""

    pictures: tuple[Picture, ...] = ()
    rows: tuple[RowPart, ...] = ()
    origins: tuple[Origin, ...] = ()


class Reread(StrEnum):
    """What reading the rebuilt sheet again said of a row."""

    SAME = "sama"
    OTHER = "beda"
    NOT_READ = "belum dibaca ulang"


class ReportedRow(Struct, frozen=True):
    """A row of the bagan alir, `name`d "Langkah 3", on both sides; `words` are its activity.

    `differences` are sentences. `lines` are the first line of the definition that tells of it,
    from 1, and the one behind its last; (0, 0) where none does.
    """

    name: str
    words: str
    old: tuple[Place, ...] = ()
    new: tuple[Place, ...] = ()
    reread: Reread = Reread.NOT_READ
    differences: tuple[str, ...] = ()
    lines: tuple[int, int] = (0, 0)


class ReportedDoubt(Struct, frozen=True):
    """What to look at: a sentence, its code, its row among the rows of the SOP (-1: none).

    `page` is the old page that it is about, -1 for none, `old` its place there, if it has one.
    `line` is that of the definition, 0 for none.
    """

    code: str
    text: str
    row: int = -1
    page: int = -1
    old: Place | None = None
    new: tuple[Place, ...] = ()
    line: int = 0


class ReportedSop(Struct, frozen=True):
    """An SOP that was read: the definition at `path`, how it looks, and what is not sure.

    `differences` are those of the rebuilt sheet outside its rows, `remarks` what else is to be
    known, such as why no rebuilt sheet is there.
    """

    name: str
    number: str
    path: str
    text: str
    kind: FileClass
    steps: int
    old: tuple[OldPage, ...] = ()
    new: tuple[Picture, ...] = ()
    rows: tuple[ReportedRow, ...] = ()
    doubts: tuple[ReportedDoubt, ...] = ()
    differences: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class ReportedFile(Struct, frozen=True):
    """A file of the run, by its path as the user gave it; of a refused one the sentence why."""

    path: str
    kind: FileClass
    sops: tuple[ReportedSop, ...] = ()
    refusal: str = ""
