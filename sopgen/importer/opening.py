"""Open what somebody sends as an old sheet: what it shows, whichever program made it.

Workbooks, PDFs and tables as text are seen as they are, and so are Word files that say where
everything stands. Other Word files are seen on their print, old workbooks as new ones; both are
LibreOffice's to make. Every file that shows nothing is refused in a sentence.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from sopgen.document.sheet import Sheet
from sopgen.importer.kinds import Kind, kind_of, package_of
from sopgen.importer.office import converted
from sopgen.importer.refusing import ORIGINAL, broken, locked, refused
from sopgen.problems.codes import Code
from sopgen.problems.problem import ProblemsError
from sopgen.readers.docx import sheets_of_word
from sopgen.readers.docx.certain import tells_where_all_stands
from sopgen.readers.packages import BadPackageError
from sopgen.readers.pdf import ScannedPdfError, sheets_of_pdf
from sopgen.readers.pdf_record import BadPdfError, LockedPdfError
from sopgen.readers.text_table import BadTextError, sheets_of_text
from sopgen.readers.xlsx import sheets_of_workbook

LARGEST_FILE = 64 << 20


class Medium(StrEnum):
    """On what the sheets of a file were seen."""

    XLSX = "XLSX"
    PDF = "PDF"
    DOCX = "DOCX"
    TEXT = "teks"


class Opened(Struct, frozen=True):
    """What a file shows; `printed` is the PDF whose pages the sheets are, None where there is none.

    Hidden sheets of a workbook are none of its `sheets`.
    """

    sheets: tuple[Sheet, ...]
    medium: Medium
    printed: bytes | None = None


def opened(path: Path, data: bytes) -> Opened:
    """Return what the file at `path`, which holds `data`, shows; raises ProblemsError."""
    try:
        if len(data) > LARGEST_FILE:
            raise too_large()
        return _opened(data)
    except ProblemsError as error:
        placed = [replace(each, path=str(path)) for each in error.problems]
        raise ProblemsError(placed) from error


def too_large() -> ProblemsError:
    """Return the problem of a file that is larger than any sheet."""
    message = f"Berkas ini lebih besar dari {LARGEST_FILE >> 20} MB."
    return refused(Code.IMPORT_TOO_LARGE, message, "Bagi berkasnya, satu SOP satu berkas.")


def _opened(data: bytes) -> Opened:
    kind = kind_of(data)
    match kind:
        case Kind.PDF:
            return _pdf(data)
        case Kind.WORKBOOK:
            return _workbook(data)
        case Kind.WORD:
            return _word(data)
        case Kind.TEXT:
            return _text(data)
        case Kind.OLD_WORKBOOK | Kind.OPEN_WORKBOOK | Kind.BINARY_WORKBOOK | Kind.XML_WORKBOOK:
            return _workbook(converted(data, kind.value, Kind.WORKBOOK.value))
        case Kind.OLD_WORD | Kind.OPEN_WORD | Kind.RICH_TEXT:
            return _pdf(converted(data, kind.value, Kind.PDF.value))


def _workbook(data: bytes) -> Opened:
    try:
        sheets = sheets_of_workbook(package_of(data))
    except BadPackageError as error:
        raise broken(str(error)) from error
    return Opened(tuple(sheet for sheet in sheets if not sheet.hidden), Medium.XLSX)


def _word(data: bytes) -> Opened:
    try:
        package = package_of(data)
        if tells_where_all_stands(package):
            return Opened(sheets_of_word(package, counted=True), Medium.DOCX)
    except BadPackageError as error:
        raise broken(str(error)) from error
    return _pdf(converted(data, Kind.WORD.value, Kind.PDF.value))


def _pdf(data: bytes) -> Opened:
    try:
        return Opened(sheets_of_pdf(data), Medium.PDF, data)
    except LockedPdfError as error:
        raise locked() from error
    except ScannedPdfError as error:
        raise refused(
            Code.IMPORT_SCAN,
            "Berkas ini hasil pindaian, tanpa teks dan garis yang terbaca.",
            "Impor berkas Excel atau Word aslinya.",
        ) from error
    except BadPdfError as error:
        raise broken(str(error)) from error


def _text(data: bytes) -> Opened:
    try:
        return Opened(sheets_of_text(data), Medium.TEXT)
    except BadTextError as error:
        raise refused(
            Code.IMPORT_FOREIGN, f"Berkas ini tidak dapat dibaca: {error}.", ORIGINAL
        ) from error
