"""The outline of a PDF: on which pages its titles stand, and what those pages are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf
from msgspec import Struct

from sopgen.readers.pdf_record import DAMAGE, BadPdfError

_DEEPEST = 3


class Heading(Struct, frozen=True):
    """A title with the page that it leads to, from 0, and the label of that page."""

    title: str
    page: int
    label: str


def headings(data: bytes) -> tuple[Heading, ...]:
    """Return the outline of a PDF, from top to bottom; raises BadPdfError."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline(_DEEPEST) as outline:
            pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            return tuple(_headings(pdf, outline.root, pages))
    except DAMAGE as error:
        raise BadPdfError("garis besarnya rusak") from error


def _headings(
    pdf: pikepdf.Pdf, items: Sequence[pikepdf.OutlineItem], pages: dict[tuple[int, int], int]
) -> Iterator[Heading]:
    for item in items:
        aim = item.destination
        page = pages.get(aim[0].objgen) if isinstance(aim, pikepdf.Array) else None
        if page is not None:
            yield Heading(str(item.title), page, pdf.pages[page].label)
        yield from _headings(pdf, item.children, pages)
