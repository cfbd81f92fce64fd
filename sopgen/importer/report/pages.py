"""Picture the pages of both sides, and tell where the rows of the rebuilt ones are.

Old pages come from the PDF that they were read of, or, where there is none or where a page of it
cannot be drawn, from what was seen on the sheet. A picture of a page has the few greys or colours
that words and lines need. Rebuilt pages are those of the build, with their logos made small.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO

import pypdfium2
from msgspec.structs import replace
from PIL import Image as Pillow

from sopgen.document.origins import read_origin
from sopgen.document.page import Box, Document, Image, Item, Page, Table
from sopgen.document.sheet import Sheet
from sopgen.importer.report.reported import (
    Media,
    NewPages,
    OldPage,
    Origin,
    Picture,
    Place,
    RowPart,
)
from sopgen.importer.report.sheet_picture import drawn, size_of
from sopgen.problems.problem import Loc
from sopgen.problems.spelling import quoted
from sopgen.writers import Format, writer

LONGER_SIDE = 1_400
"""Dots of an old page: letters of 8 pt can be read on a page of A4 as wide as a screen."""

_GREYS = 8
_COLOURS = 16
_COLOURED = 24
"""How far two parts of a colour lie apart where it is none of the greys that printing leaves."""

_INK = 200
_MARGIN = 240
_LEAST_COLOUR = 0.002
_LARGEST_LOGO = 120


def old_pages(sheets: Sequence[Sheet], printed: bytes | None) -> tuple[OldPage, ...]:
    """Return how the `sheets` of a file look; `printed` is the PDF that has a page for each."""
    pictures = dict(enumerate(_printed(printed, len(sheets)))) if printed else {}
    return tuple(
        OldPage(number, _name(sheet), pictures.get(number) or _as_seen(sheet))
        for number, sheet in enumerate(sheets)
    )


def _name(sheet: Sheet) -> str:
    return (
        f"halaman {sheet.name}" if sheet.name.isdecimal() else f"lembar kerja {quoted(sheet.name)}"
    )


def _printed(printed: bytes, pages: int) -> Iterator[Picture]:
    """Yield the first `pages` up to one that cannot be drawn, which a damaged file may hold."""
    with suppress(pypdfium2.PdfiumError, OSError, ValueError):
        pdf = pypdfium2.PdfDocument(printed)
        try:
            for number in range(min(pages, len(pdf))):
                yield _rendered(pdf[number])
        finally:
            pdf.close()


def _rendered(page: pypdfium2.PdfPage) -> Picture:
    page.set_cropbox(*page.get_mediabox())
    width, height = page.get_size()
    image = page.render(scale=LONGER_SIDE / max(width, height)).to_pil()
    few = _few_colours(image.convert("RGB")).convert("RGB")
    out = BytesIO()
    few.save(out, format="WEBP", lossless=True, quality=60, method=2)
    paper = Box(0, 0, round(width * 20), round(height * 20))
    ink = _around([_inked(few, paper)], paper, _MARGIN)
    return Picture(paper.width, paper.height, ink, Media.WEBP, out.getvalue())


def _inked(image: Pillow.Image, paper: Box) -> Box:
    """Return where on `paper` its picture is not white."""
    ink = image.convert("L").point(lambda grey: 255 * (grey < _INK)).getbbox()
    if ink is None:
        return paper
    left, top, right, bottom = (round(edge * paper.width / image.width) for edge in ink)
    return Box(left, top, right - left, bottom - top)


def _around(boxes: Sequence[Box], paper: Box, left: int) -> Box:
    """Return the part of `paper` that holds `boxes` and a margin, `left` of them this wide."""
    edge = max(min(box.x for box in boxes) - left, 0)
    top = max(min(box.y for box in boxes) - _MARGIN, 0)
    right = min(max(box.right for box in boxes) + _MARGIN, paper.width)
    bottom = min(max(box.bottom for box in boxes) + _MARGIN, paper.height)
    return Box(edge, top, right - edge, bottom - top)


def _few_colours(image: Pillow.Image) -> Pillow.Image:
    """Return `image` in greys, or in a few colours if more than specks of it have one."""
    if _part_in_colour(image) < _LEAST_COLOUR:
        return image.convert("L").quantize(_GREYS, dither=Pillow.Dither.NONE)
    return image.quantize(_COLOURS, method=Pillow.Quantize.FASTOCTREE, dither=Pillow.Dither.NONE)


def _part_in_colour(image: Pillow.Image) -> float:
    saturation = image.convert("HSV").getchannel("S").histogram()
    return sum(saturation[_COLOURED:]) / (image.width * image.height)


def _as_seen(sheet: Sheet) -> Picture:
    width, height = size_of(sheet)
    return _packed(Box(0, 0, width, height), Box(0, 0, width, height), drawn(sheet))


def _packed(paper: Box, frame: Box, svg: bytes) -> Picture:
    data = gzip.compress(svg, mtime=0)
    return Picture(paper.width, paper.height, frame, Media.SVG, data)


def new_pages(document: Document) -> NewPages:
    """Return the pages of a rebuilt `document`."""
    draw = writer(Format.SVG)
    pictures = tuple(
        _packed(_paper(page), _frame(page), draw(replace(document, pages=(_small_logos(page),))))
        for page in document.pages
    )
    rows: list[RowPart] = []
    origins: list[Origin] = []
    for number, page in enumerate(document.pages):
        for item in page.items:
            if isinstance(item, Table):
                rows += _rows(item, number)
                origins += _origins(item, number)
    return NewPages(pictures, tuple(rows), tuple(origins))


def _rows(table: Table, page: int) -> Iterator[RowPart]:
    left, right = table.columns[0], table.columns[-1]
    for row, origin in enumerate(table.origins):
        found = _row_of(read_origin(origin).at)
        if found is not None:
            top, bottom = table.rows[row], table.rows[row + 1]
            yield RowPart(*found, Place(page, Box(left, top, right - left, bottom - top)))


def _row_of(at: Loc) -> tuple[int, int] | None:
    """Return which item of which flow stands at `at`, the place of a step."""
    match at:
        case ("langkah", int(item)):
            return 0, item
        case ("alur", int(flow), "langkah", int(item)):
            return flow, item
        case _:
            return None


def _origins(table: Table, page: int) -> Iterator[Origin]:
    for cell in table.cells:
        keys = {cell.origin, *(paragraph.origin for paragraph in cell.paragraphs)} - {""}
        place = Place(page, table.cell_box(cell))
        yield from (Origin(key, place) for key in sorted(keys))


def _paper(page: Page) -> Box:
    return Box(0, 0, page.width, page.height)


def _frame(page: Page) -> Box:
    """Return the part of `page` that holds its items, with room for a sign beside them."""
    boxes = [item.box for item in page.items]
    return _around(boxes, _paper(page), 2 * _MARGIN) if boxes else _paper(page)


def _small_logos(page: Page) -> Page:
    return replace(page, items=tuple(map(_small, page.items)))


def _small(item: Item) -> Item:
    if not isinstance(item, Image):
        return item
    image = Pillow.open(BytesIO(item.png))
    image.thumbnail((_LARGEST_LOGO, _LARGEST_LOGO))
    out = BytesIO()
    image.save(out, format="PNG", optimize=True)
    return replace(item, png=out.getvalue())
