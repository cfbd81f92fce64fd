"""Open an edited file: what it shows, what it was made from, and what it showed then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from sopgen.definition.attachments import attachments_of
from sopgen.definition.entries import data_of
from sopgen.definition.plaintext import decoded
from sopgen.definition.reading import read_definition
from sopgen.document.attached import OF_AN_SOP, Attachment, AttachmentKind
from sopgen.document.sheet import FileKind, SeenShape, Sheet
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.pull.workshop import workshop
from sopgen.readers.docx import sheets_of_word
from sopgen.readers.packages import BadPackageError, Package, opened_package
from sopgen.readers.source import LARGEST_FILE, SOURCE_PARTS, Carried, carried_of
from sopgen.readers.xlsx import sheets_of_workbook
from sopgen.rendering import laid_out, new_typesetter
from sopgen.writers import Format, seen

_MEDIA = ("xl/media/", "word/media/")
_PARTS = (*SOURCE_PARTS, "xl/", "word/", "[Content_Types].xml", "_rels/")


@dataclass(frozen=True)
class Edited:
    """An edited file: its sheets now, and as they were made from these sources."""

    path: Path
    format: Format
    sheets: tuple[Sheet, ...]
    base: tuple[Sheet, ...]
    definition: Attachment
    letterhead: Attachment
    logo: bytes | None
    is_changed: bool
    kind: FileKind = FileKind.OUTPUT
    is_made_again: bool = False
    """The base is not what the file carried, but what its sources look like now."""

    @property
    def text(self) -> str:
        """The definition that it was made from."""
        return read_text(self.definition.data, self.path)

    @property
    def letterhead_text(self) -> str:
        """The letterhead that it was made from."""
        return read_text(self.letterhead.data, self.path)


def opened(path: Path, instead: Path | None = None) -> Edited:
    """Return what is in the file at `path`; raises ProblemsError.

    A file that lost its source counts as made from the definition at `instead`.
    """
    package, format = _package(path)
    source = _carried(package, path, instead)
    found = {each.kind: each for each in source.attachments}
    definition = found[AttachmentKind.DEFINITION]
    letterhead = found[AttachmentKind.LETTERHEAD]
    try:
        match format:
            case Format.XLSX:
                sheets = sheets_of_workbook(package)
            case _:
                sheets = sheets_of_word(package)
    except BadPackageError as error:
        raise refused(path, "TRK015", f"Berkas ini tidak dapat dibaca: {error}.") from error
    logo = next((data for name, data in package.parts.items() if name.startswith(_MEDIA)), None)
    base = (
        source.map.sheets if source.map else _made_again(path, format, definition, letterhead, logo)
    )
    kind = source.map.kind if source.map else FileKind.OUTPUT
    changed = source.is_changed
    if source.map is None:
        sheets = tuple(_unless_reworded(sheet, base) for sheet in sheets)
    return Edited(
        path,
        format,
        sheets,
        base,
        definition,
        letterhead,
        logo,
        changed,
        kind,
        is_made_again=source.map is None,
    )


def _unless_reworded(sheet: Sheet, base: Sequence[Sheet]) -> Sheet:
    """Return `sheet` as it is made now, if that says the same and nothing is drawn upon it.

    What was made by a version that lays out otherwise is not compared cell by cell.
    """
    twin = next((each for each in base if each.name == sheet.name), None)
    drawn = [] if twin is None else [*sheet.lines, *twin.lines, *_symbols(sheet), *_symbols(twin)]
    if twin is None or drawn or _words(twin) != _words(sheet):
        return sheet
    cells = tuple(replace(cell, origin="", parts=()) for cell in twin.cells)
    return replace(twin, cells=cells, hidden=sheet.hidden)


def _symbols(sheet: Sheet) -> list[SeenShape]:
    return [shape for shape in sheet.shapes if shape.preset != "picture"]


def _words(sheet: Sheet) -> list[str]:
    """Return all words, column by column from above: boxes beside each other share rows."""
    cells = sorted(sheet.cells, key=lambda cell: (cell.column, cell.row))
    return [word for cell in cells for word in cell.text.split()]


def _carried(package: Package, path: Path, instead: Path | None) -> Carried:
    try:
        source = carried_of(package)
    except BadPackageError as error:
        raise refused(path, "EKS002", f"Berkas ini tidak dapat dibaca: {error}.") from error
    kinds = {each.kind for each in source.attachments}
    if kinds == OF_AN_SOP:
        return source
    if AttachmentKind.BOOK in kinds:
        message = "Berkas ini buku; suntingan di dalamnya tidak ditarik."
        raise refused(path, "TRK030", message, "Sunting dan tarik lembar SOP-nya sendiri.")
    if instead is None:
        message = "Berkas ini tidak lagi membawa definisinya."
        raise refused(path, "TRK001", message, "Sebutkan definisinya dengan --to DEFINISI.")
    return Carried(attachments_of(read_definition(instead)), is_changed=True)


def read_text(data: bytes, path: Path) -> str:
    """Return the text of a definition or a letterhead; raises ProblemsError."""
    text = decoded(data)
    if isinstance(text, Problem):
        raise refused(path, text.code, text.message)
    return text


def refused(path: Path, code: str, message: str, hint: str = "") -> ProblemsError:
    """Return the one problem that keeps a file from being read back."""
    return ProblemsError([Problem(code, message, path=str(path), hint=hint)])


def _package(path: Path) -> tuple[Package, Format]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise refused(path, "EKS001", "Berkas ini lebih besar dari 64 MB.")
        data = path.read_bytes()
        package = opened_package(data, _PARTS)
    except OSError as error:
        raise refused(path, "EKS001", "Berkas ini tidak dapat dibuka.") from error
    except BadPackageError as error:
        raise refused(path, "EKS002", f"Berkas ini tidak dapat dibaca: {error}.") from error
    if any(name.startswith("xl/") for name in package.parts):
        return package, Format.XLSX
    if any(name.startswith("word/") for name in package.parts):
        return package, Format.DOCX
    raise refused(
        path,
        "TRK015",
        "Ini bukan berkas Word atau Excel.",
        "Yang dapat ditarik hanya DOCX dan XLSX buatan sopgen.",
    )


def logo_name(letterhead: str) -> str:
    """Return the name of the logo that the text of a letterhead gives."""
    match data_of(letterhead):
        case {"logo": str(name)}:
            return name
        case _:
            return ""


def _made_again(
    path: Path, format: Format, definition: Attachment, letterhead: Attachment, logo: bytes | None
) -> tuple[Sheet, ...]:
    """Return the sheets of a file without a map, as they are made from its sources now."""
    text = read_text(definition.data, path)
    head = read_text(letterhead.data, path)
    with workshop(definition.name, letterhead.data, letterhead.name, logo, logo_name(head)) as own:
        return seen(laid_out(own.read(text), new_typesetter()), format)
