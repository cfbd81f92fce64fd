"""Make of a PDF that somebody sent one that is safe to read, within bounds.

In: bytes. Out: the bytes of the same pages, written anew: repaired, without encryption, without
compressed structure. The reader of pages is Python and trusts what it reads; here it is decided
how much there may be: of pages, of what a page draws with all forms that it draws again and
again, of unpacked streams, of the codes that fonts tell ranges of.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import pairwise

import pikepdf

from sopgen.readers.pdf_record import BadPdfError, opened

LARGEST_FILE = 64 << 20
MOST_PAGES = 300
LARGEST_PAGE = 4 << 20
"""How many bytes a page may draw, each form as often as it is drawn."""

LARGEST_DRAWN = 32 << 20
LARGEST_STREAMS = 64 << 20
MOST_CODES = 500_000
CODES_OF_A_PAGE = 20_000
"""How many codes the ranges of all fonts may span, and how many more for each page: books are made
of files that have fonts of their own."""

_DEEPEST_FORM = 20
_DRAWN_FORM = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]{1,16})\s*>\s*<\s*([0-9A-Fa-f]{1,16})\s*>\s*[<\[\d]")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def safe_pdf(data: bytes) -> bytes:
    """Return the pages of the PDF `data` written anew; raises BadPdfError."""
    if len(data) > LARGEST_FILE:
        raise BadPdfError(f"berkasnya lebih besar dari {LARGEST_FILE >> 20} MB")
    with opened(data) as pdf:
        pages = len(pdf.pages)
        if not pages:
            raise BadPdfError("tidak ada halaman di dalamnya")
        if pages > MOST_PAGES:
            raise BadPdfError(f"halamannya {pages}, paling banyak {MOST_PAGES}")
        _check_drawn(pdf)
        most = MOST_CODES + CODES_OF_A_PAGE * pages
        _check_streams(pdf, most)
        _check_widths(pdf, most)
        for page in pdf.pages:
            _set_to_origin(page)
        out = BytesIO()
        with warnings.catch_warnings(action="ignore", category=pikepdf.PageCopyWarning):
            pdf.save(
                out,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
    return out.getvalue()


def _set_to_origin(page: pikepdf.Page) -> None:
    """Move what `page` shows to where its own corner is the origin: places count from there."""
    with suppress(pikepdf.PdfError, TypeError, ValueError):
        one, below, other, above = (float(edge) for edge in page.mediabox)
        left, bottom = min(one, other), min(below, above)
        if (left, bottom) != (0, 0):
            page.contents_add(f"1 0 0 1 {-left:f} {-bottom:f} cm".encode(), prepend=True)
            page.mediabox = pikepdf.Array([0, 0, abs(other - one), abs(above - below)])


def _check_drawn(pdf: pikepdf.Pdf) -> None:
    known: dict[tuple[int, int], int] = {}
    drawn = 0
    for number, page in enumerate(pdf.pages, start=1):
        contents = page.obj.get("/Contents")
        streams = contents if isinstance(contents, pikepdf.Array) else [contents]
        size = sum(
            _drawn_by(stream, page.obj.get("/Resources"), known, 0)
            for stream in streams
            if isinstance(stream, pikepdf.Stream)
        )
        drawn += size
        if size > LARGEST_PAGE or drawn > LARGEST_DRAWN:
            raise BadPdfError(f"gambar di halaman {number} terlalu besar")


def _drawn_by(
    stream: pikepdf.Stream,
    resources: pikepdf.Object | None,
    known: dict[tuple[int, int], int],
    depth: int,
) -> int:
    """Return how many bytes `stream` draws, with all that it draws in turn."""
    if depth > _DEEPEST_FORM:
        raise BadPdfError("gambarnya bersarang terlalu dalam")
    content = stream.read_bytes()
    size = len(content)
    names = Counter(match[1] for match in _DRAWN_FORM.finditer(content))
    forms = _entry(resources, "/XObject")
    for name, times in names.items():
        form = _entry(forms, "/" + name.decode("latin-1"))
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form":
            continue
        if form.objgen not in known:
            own = form.get("/Resources", resources)
            known[form.objgen] = _drawn_by(form, own, known, depth + 1)
        size += times * known[form.objgen]
    return size


def _entry(parent: pikepdf.Object | None, key: str) -> pikepdf.Object | None:
    return parent.get(key) if isinstance(parent, pikepdf.Dictionary) else None


def _check_streams(pdf: pikepdf.Pdf, most: int) -> None:
    """Check what streams are when unpacked, pictures aside: those are not unpacked."""
    size = 0
    codes = 0
    for each in pdf.objects:
        if not isinstance(each, pikepdf.Stream) or each.get("/Subtype") == "/Image":
            continue
        content = each.read_bytes()
        size += len(content)
        if size > LARGEST_STREAMS:
            raise BadPdfError("isinya terlalu besar sesudah dibuka")
        if b"begincmap" in content or b"range" in content:
            codes += sum(_spans(content))
            _check_codes(codes, most)


def _spans(content: bytes) -> Iterator[int]:
    for match in _RANGE.finditer(content):
        yield max(0, int(match[2], 16) - int(match[1], 16))


def _check_widths(pdf: pikepdf.Pdf, most: int) -> None:
    """Check the widths of fonts, which may be told for ranges, and drop what tells them twice."""
    codes = 0
    for each in pdf.objects:
        if not isinstance(each, pikepdf.Dictionary):
            continue
        for key in ("/W", "/W2"):
            widths = each.get(key)
            if isinstance(widths, pikepdf.Array):
                codes += sum(_told(widths))
        _check_codes(codes, most)
        if "/ToUnicode" in each:
            _drop_font_files(each)


def _told(widths: pikepdf.Array) -> Iterator[int]:
    numbers = [int(each) if isinstance(each, int) else None for each in widths.as_list()]
    for first, last in pairwise(numbers):
        if first is not None and last is not None:
            yield max(0, last - first)


def _drop_font_files(font: pikepdf.Object) -> None:
    """Drop the outlines of a font that tells which characters it shows: nobody draws them."""
    descendants = font.get("/DescendantFonts")
    fonts = [font, *(descendants.as_list() if isinstance(descendants, pikepdf.Array) else ())]
    for each in fonts:
        descriptor = _entry(each, "/FontDescriptor")
        for key in _FONT_FILES:
            if isinstance(descriptor, pikepdf.Dictionary) and key in descriptor:
                del descriptor[key]


def _check_codes(codes: int, most: int) -> None:
    if codes > most:
        raise BadPdfError("hurufnya didaftar dalam rentang yang terlalu besar")
