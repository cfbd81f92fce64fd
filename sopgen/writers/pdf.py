"""PDF: the document as it is printed.

In: a laid-out document. Out: the bytes of a PDF 1.7 that is PDF/A-3a and PDF/UA-1, with
embedded subset fonts, an outline, tags and its own source. `pdf_page` draws, `pdf_tags`
tells what is drawn, `pdf_archive` finishes the file.

What readers do: a reportlab canvas names Helvetica on every page unless told which font
comes first, so it is told. Nothing depends on clock, time zone, locale or hash seed. A hard
space is read back as a plain one.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from sopgen.page import Document, Face, Font
from sopgen.writers.pdf_archive import archived
from sopgen.writers.pdf_fonts import Letters, drawn, embedded
from sopgen.writers.pdf_page import draw, points
from sopgen.writers.pdf_tags import Tags

PDF_VERSION = (1, 7)


def write(document: Document) -> bytes:
    """Return `document` as PDF."""
    buffer = BytesIO()
    # types-reportlab takes the name of a font for a number.
    first_font: dict[str, Any] = {"initialFontName": embedded(_first_font(document))}
    canvas = Canvas(
        buffer,
        pageCompression=0,
        invariant=1,
        lang=document.language,
        pdfVersion=PDF_VERSION,
        **first_font,
    )
    canvas.setViewerPreference("DisplayDocTitle", "true")
    letters, tags = Letters(canvas), Tags(canvas)
    for number, page in enumerate(document.pages):
        canvas.setPageSize((points(page.width), points(page.height)))
        _outline(canvas, document, number)
        draw(page, canvas, letters, tags)
        _end_page(canvas)
    canvas.save()
    return archived(buffer.getvalue(), document, tags.root)


def _end_page(canvas: Canvas) -> None:
    """End the page as bytes; reportlab would look up every letter of its ASCII."""
    document = drawn(canvas)
    name = document.thisPageName()
    canvas.showPage()
    page: Any = document.idToObject[name]
    page.stream = page.stream.encode("ascii")


def _outline(canvas: Canvas, document: Document, page: int) -> None:
    for entry, (title, target) in enumerate(document.outline):
        if target == page:
            canvas.bookmarkPage(f"bagian-{entry}")
            canvas.addOutlineEntry(title, f"bagian-{entry}")


def _first_font(document: Document) -> Font:
    return next(_fonts(document), Font(Face.ARIAL, 200))


def _fonts(document: Document) -> Iterator[Font]:
    for page in document.pages:
        for paragraph in page.paragraphs:
            for line in paragraph.lines:
                yield from (run.font for run in line.runs)
