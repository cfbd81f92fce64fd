r"""Write a document as a workbook that people edit.

In: a laid-out `Document`. Out: an XLSX package with a worksheet for each part. It
decides which pages share a sheet and which sheet is shown first; `naming` decides what they
are called, `grid` columns and rows, `cells` what stands in them, `drawing` what is drawn over
them, `view` how they are shown, `printing` how they are printed; `workbook` lists them.
openpyxl writes the styles; all other parts are our own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import assert_never

from msgspec import Struct
from openpyxl.writer.theme import theme_xml

from sopgen.document.carried import SOURCE_SHEET
from sopgen.document.page import Document, Drawing, Image, Item, Page, Point, Table, Text
from sopgen.document.sheet import Sheet
from sopgen.writers.office.carrier import digest_of, fingerprint, map_rows, source_rows
from sopgen.writers.office.mapping import packed
from sopgen.writers.office.ooxml import (
    NAMESPACES,
    application_properties,
    content_types,
    core_properties,
    custom_properties,
    package,
    package_relationships,
    relationships,
)
from sopgen.writers.xlsx.cells import Block, blocks
from sopgen.writers.xlsx.drawing import Canvas, Placed, drawing_part, drawn
from sopgen.writers.xlsx.grid import Grid, grid_of
from sopgen.writers.xlsx.naming import sheet_name
from sopgen.writers.xlsx.printing import print_setup
from sopgen.writers.xlsx.seen import seen_sheet
from sopgen.writers.xlsx.sheet import carrier_part, filled, sheet_part
from sopgen.writers.xlsx.styles import Styles
from sopgen.writers.xlsx.view import View, view_of
from sopgen.writers.xlsx.workbook import ListedSheet, workbook_part


class _Part(Struct, frozen=True):
    """The pages of one sheet; `number` is the first one's in the workbook, from 1."""

    name: str
    pages: tuple[Page, ...]
    number: int


class _Sheet(Struct, frozen=True):
    """A sheet with what stands in its cells and what is drawn over them."""

    part: _Part
    grid: Grid
    blocks: tuple[Block, ...]
    objects: tuple[Placed, ...]

    @property
    def seen(self) -> Sheet:
        """Return what it shows."""
        return seen_sheet(self.part.name, self.grid, self.blocks, self.objects)


class _Book(Struct, frozen=True):
    """What all sheets share; `pictures` names the file of each PNG."""

    styles: Styles
    document: Document
    pictures: Mapping[bytes, str]
    last_id: int


def write(document: Document) -> bytes:
    """Return `document` as an XLSX file.

    Raises ProblemsError for what no workbook can hold.
    """
    images = [item for item in _items(document) if isinstance(item, Image)]
    pictures = {png: f"image{n}.png" for n, png in enumerate(_distinct(images), start=1)}
    book = _Book(Styles(), document, pictures, _last_id(document))
    parts = {f"xl/media/{name}": png for png, name in pictures.items()}
    made = _filled(document)
    sheets = [ListedSheet(sheet.part.name, sheet.grid) for sheet in made]
    first = _first_shown([sheet.grid for sheet in made])
    for number, sheet in enumerate(made, start=1):
        view = view_of(sheet.grid, first=number == first)
        parts |= _sheet_parts(book, sheet, number, view)
    if document.attachments:
        sheets.append(ListedSheet(SOURCE_SHEET))
        map = packed(tuple(sheet.seen for sheet in made))
        rows = [*source_rows(document.attachments), *map_rows(map)]
        parts[f"xl/worksheets/sheet{len(sheets)}.xml"] = carrier_part(rows)
        parts[_CUSTOM] = b""
    parts |= {
        "docProps/app.xml": application_properties(),
        "docProps/core.xml": core_properties(document),
        "xl/theme/theme1.xml": theme_xml.encode(),
        "xl/styles.xml": book.styles.part(),
        "xl/workbook.xml": workbook_part(sheets, first),
    }
    parts |= _relations(parts)
    if document.attachments:
        own = fingerprint(document.attachments)
        parts[_CUSTOM] = custom_properties(own, digest_of(parts))
    return package(parts | {"[Content_Types].xml": content_types(parts, _CONTENT_TYPES)})


def seen(document: Document) -> tuple[Sheet, ...]:
    """Return what the worksheets of the workbook show that `document` becomes."""
    return tuple(sheet.seen for sheet in _filled(document))


def _items(document: Document) -> Iterator[Item]:
    return (item for page in document.pages for item in page.items)


def _distinct(images: Iterable[Image]) -> list[bytes]:
    """Return each picture once, in the order of the pages."""
    return list(dict.fromkeys(image.png for image in images))


def _last_id(document: Document) -> int:
    ids = [0]
    for item in _items(document):
        match item:
            case Drawing():
                ids += [shape.id for shape in item.shapes]
                ids += [connector.id for connector in item.connectors]
                ids += [label.id for label in item.labels]
            case Image():
                ids.append(item.id)
            case Table() | Text():
                pass
            case _:
                assert_never(item)
    return max(ids)


def _parts(document: Document) -> list[_Part]:
    """Return the sheets: pages of one part that follow each other share one.

    A sheet is called as the outline calls what begins on its first page, and as its part where
    that is nothing or more than one.
    """
    parts, number, names = [], 1, {SOURCE_SHEET}
    for part, group in groupby(document.pages, key=lambda page: page.part):
        shared = tuple(group)
        begun = [each.title for each in document.outline if each.page == number - 1]
        name = sheet_name(begun[0] if len(begun) == 1 else part, names)
        parts.append(_Part(name, shared, number))
        names.add(name.casefold())
        number += len(shared)
    return parts


def _filled(document: Document) -> list[_Sheet]:
    made = ((part, grid_of(part.pages)) for part in _parts(document))
    return [_Sheet(part, grid, tuple(blocks(grid)), tuple(drawn(grid))) for part, grid in made]


def _first_shown(grids: Sequence[Grid]) -> int:
    """Return the number of the sheet that a workbook opens with: its first with a drawing."""
    return next((number for number, grid in enumerate(grids, start=1) if _is_drawn_on(grid)), 1)


def _is_drawn_on(grid: Grid) -> bool:
    return any(isinstance(item, Drawing) for strip in grid.strips for item in strip.items)


def _sheet_parts(book: _Book, made: _Sheet, number: int, view: View) -> dict[str, bytes]:
    """Return the files of the sheet `made`, which is the `number`th."""
    part, grid, objects = made.part, made.grid, made.objects
    cells = filled(part.name, grid, made.blocks, book.styles)
    start = Point(grid.strips[0].left, grid.strips[0].top)
    setup = print_setup(part.pages, start, part.number, len(book.document.pages))
    sheet = sheet_part(
        grid,
        cells,
        book.styles,
        setup,
        view,
        drawing="rId1" if objects else None,
    )
    parts = {f"xl/worksheets/sheet{number}.xml": sheet}
    if objects:
        parts |= _drawing_parts(book, grid, objects, number)
    return parts


def _drawing_parts(
    book: _Book, grid: Grid, objects: Sequence[Placed], number: int
) -> dict[str, bytes]:
    images = _distinct(each for _, each in objects if isinstance(each, Image))
    relations = {png: f"rId{n}" for n, png in enumerate(images, start=1)}
    canvas = Canvas(grid, relations, book.last_id, book.document.language)
    name = f"drawing{number}.xml"
    parts = {
        f"xl/drawings/{name}": drawing_part(canvas, objects),
        f"xl/worksheets/_rels/sheet{number}.xml.rels": relationships(
            [(f"{_OFFICE}/drawing", f"../drawings/{name}")]
        ),
    }
    if images:
        targets = [(f"{_OFFICE}/image", f"../media/{book.pictures[png]}") for png in images]
        parts[f"xl/drawings/_rels/{name}.rels"] = relationships(targets)
    return parts


_OFFICE = NAMESPACES["r"]


def _relations(names: Collection[str]) -> dict[str, bytes]:
    """Return the relationships of the package and of the workbook among the parts called so."""
    sheets = sum(name.startswith("xl/worksheets/sheet") for name in names)
    inner = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{n + 1}.xml") for n in range(sheets)]
    inner += [(f"{_OFFICE}/styles", "styles.xml"), (f"{_OFFICE}/theme", "theme/theme1.xml")]
    custom = [(f"{_OFFICE}/custom-properties", _CUSTOM)] if _CUSTOM in names else []
    return {
        "_rels/.rels": package_relationships("xl/workbook.xml", custom),
        "xl/_rels/workbook.xml.rels": relationships(inner),
    }


_CUSTOM = "docProps/custom.xml"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    ("xl/workbook.xml", f"{_SPREADSHEET}.sheet.main+xml"),
    ("xl/styles.xml", f"{_SPREADSHEET}.styles+xml"),
    ("xl/worksheets/sheet", f"{_SPREADSHEET}.worksheet+xml"),
    ("xl/theme/", "application/vnd.openxmlformats-officedocument.theme+xml"),
    ("xl/drawings/drawing", "application/vnd.openxmlformats-officedocument.drawing+xml"),
    (_CUSTOM, "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
)
"""The content type of every part whose name begins so."""
