"""See what the pages of a PDF with lines and text show, whoever made it.

In: the bytes of a PDF. Out: a `Sheet` for each page, called by its number, `paper` told.
`guarding` makes it safe to read; then, from what a page paints to what it shows: `overprint`
(which text stays visible), `painted` (what each path may be, with `outlines` and `ribbons`),
`rules`, `grid` and `columns` (cells), `heads` and `tracing` (lines), `words`, `seeing` (all
together).

What differs from other sheets: a cell's text stands in paragraphs only as far as the printed
lines tell; the grid of a page is that of all its tables; words beside lines are shapes that are
`bare`; what programs glue together touches, if the PDF still has it so. Empty cells of one
square are not told from what lies beside the tables.

What cannot be seen: a scan, encrypted or damaged files, text whose fonts do not tell its
characters, more than the bounds of `guarding`. Then BadPdfError says why.
"""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, TypeAlias

import pdfplumber
import pikepdf
from msgspec import Struct
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from sopgen.document.sheet import Sheet
from sopgen.readers.pdf.guarding import safe_pdf
from sopgen.readers.pdf.overprint import visible
from sopgen.readers.pdf.painted import painted_of
from sopgen.readers.pdf.pictures import pictures_of
from sopgen.readers.pdf.plane import Frame
from sopgen.readers.pdf.seeing import sheet_of
from sopgen.readers.pdf.words import unreadable_part, words_of
from sopgen.readers.pdf_record import BadPdfError, opened

Thing: TypeAlias = Mapping[str, Any]
"""A path, a character or an image of pdfplumber."""

MOST_PATHS = 5_000
MOST_CHARS = 20_000
LARGEST_PAPER = 14_400
"""Sides of the largest page that PDF knows, in points."""

_PATHS = ("rect", "curve", "line")
_SCANNED = "halamannya hasil pindaian, gambar tanpa garis dan teks; pakai berkas Excel atau Word"
_MOST_UNREADABLE = 0.5
_COVERED = 0.7
"""A picture over this part of a page, without a table, is a scan, even with text behind it."""

_DAMAGE = (
    MalformedPDFException,
    PDFException,
    PSException,
    PdfminerException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfplumber and pdfminer raise, by kind of damage, for a page that is none."""


class ScannedPdfError(BadPdfError):
    """Its pages are pictures of paper."""


logging.getLogger("pdfminer").addHandler(logging.NullHandler())


class _Seen(Struct, frozen=True):
    """A page as a sheet, and what tells whether it can be read at all."""

    sheet: Sheet
    words: int
    unreadable: float
    covered: float


class _Content(Struct, frozen=True):
    """What pdfplumber has of a page."""

    number: int
    paper: Frame
    paths: Sequence[Thing]
    chars: Sequence[Thing]
    images: Sequence[Thing]


def sheets_of_pdf(data: bytes) -> tuple[Sheet, ...]:
    """Return what each page of the PDF `data` shows; raises BadPdfError."""
    safe = safe_pdf(data)
    with opened(safe) as pdf:
        seen = [_seen(content, pdf) for content in _contents(safe)]
    _check_readable(seen)
    return tuple(each.sheet for each in seen)


def _contents(data: bytes) -> Iterator[_Content]:
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            for page in pdf.pages:
                yield _content(page)
                page.close()
    except _DAMAGE as error:
        raise BadPdfError("halamannya rusak") from error


def _content(page: Page) -> _Content:
    number = page.page_number
    paper = Frame(0, 0, float(page.width), float(page.height))
    if paper.shorter <= 0 or paper.longer > LARGEST_PAPER:
        raise BadPdfError(f"ukuran halaman {number} tidak masuk akal")
    things = [each for each in page.iter_layout_objects(list(page.layout)) if _is_placed(each)]
    paths = [each for kind in _PATHS for each in things if each["object_type"] == kind]
    images = [each for each in things if each["object_type"] == "image"]
    chars = sum(each["object_type"] == "char" for each in things)
    if len(paths) > MOST_PATHS or chars > MOST_CHARS:
        raise BadPdfError(f"halaman {number} memuat terlalu banyak garis atau huruf")
    return _Content(number, paper, paths, visible(things), images)


def _is_placed(thing: Thing) -> bool:
    """Tell whether `thing` lies where a page may be, which a broken number does not."""
    return all(abs(thing[side]) <= LARGEST_PAPER for side in ("x0", "x1", "top", "bottom"))


def _seen(content: _Content, pdf: pikepdf.Pdf) -> _Seen:
    pictures = list(pictures_of(content.images, pdf))
    words = words_of(content.chars)
    painted = painted_of(content.paths, content.paper)
    sheet = sheet_of(str(content.number), content.paper, painted, pictures, words)
    over = max((picture.frame.common(content.paper) for picture in pictures), default=0)
    return _Seen(sheet, len(words), unreadable_part(words), over / content.paper.area)


def _check_readable(seen: Sequence[_Seen]) -> None:
    """Raise BadPdfError for a scan, and for text that is none."""
    if not any(each.words for each in seen):
        scanned = any(each.covered > _COVERED for each in seen)
        raise ScannedPdfError(_SCANNED) if scanned else BadPdfError("halamannya tidak memuat teks")
    if all(each.covered > _COVERED and not each.sheet.cells for each in seen):
        raise ScannedPdfError(_SCANNED)
    words = sum(each.words for each in seen)
    if sum(each.unreadable * each.words for each in seen) > _MOST_UNREADABLE * words:
        raise BadPdfError("hurufnya tidak dapat dibaca sebagai teks")
