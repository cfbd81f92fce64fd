"""Read one worksheet: its cells, what is merged, the keys of its rows, where pages begin.

In: its part, and the texts that the workbook shares. Out: a `Sheet`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from sopgen.document.carried import KEYS_HEAD
from sopgen.document.page import Box
from sopgen.document.papers import EXCEL_CODES
from sopgen.document.sheet import SeenCell, SeenLine, SeenShape, Sheet
from sopgen.readers.office.markup import is_on, relations, whole
from sopgen.readers.packages import BadPackageError, Package
from sopgen.readers.xlsx.cells import S, Shown, Texts
from sopgen.readers.xlsx.drawings import drawing_of, reach_of, read_drawing
from sopgen.readers.xlsx.edges import (
    MOST_COLUMNS,
    MOST_ROWS,
    columns_of,
    rows_of,
)

MOST_MERGED = 200_000
"""More cells than all merged ranges of a sheet may cover."""

Place: TypeAlias = tuple[int, int]
"""A row and a column, from 0."""


def read_worksheet(
    package: Package, part: str, root: etree._Element, texts: Texts, name: str, *, hidden: bool
) -> Sheet:
    """Return what the worksheet `root`, called `name`, shows; raises BadPackageError."""
    rows = dict(_rows(root))
    columns, down = columns_of(root, texts.normal), rows_of(root, rows)
    filled = _filled(rows, texts)
    keys = _key_column(filled.shown, columns.hidden)
    shown = {place: each for place, each in filled.shown.items() if place[1] != keys}
    spans = _spans(root)
    drawing = _drawing(package, part)
    corners = [(box.bottom, box.right) for box in spans.values()]
    corners += [(row + 1, column + 1) for row, column in filled.lasts if column != keys]
    if drawing is not None:
        corners.append(reach_of(drawing))
    drawn = () if drawing is None else read_drawing(drawing, columns, down)
    return Sheet(
        name,
        columns.edges(max((column for _, column in corners), default=0)),
        down.edges(max((row for row, _ in corners), default=0)),
        tuple(_cells(shown, spans)),
        tuple(each for each in drawn if isinstance(each, SeenShape)),
        tuple(each for each in drawn if isinstance(each, SeenLine)),
        tuple(_row_keys(filled.shown, keys)),
        tuple(_breaks(root)),
        hidden,
        _paper(root),
    )


def _rows(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the rows by their place; one that does not tell it follows the one before."""
    place = -1
    for row in root.iterfind(f"{S}sheetData/{S}row"):
        place = whole(row.get("r"), place + 2) - 1
        if 0 <= place < MOST_ROWS:
            yield place, row
        elif row.find(f"{S}c/{S}v") is not None or row.find(f"{S}c/{S}is") is not None:
            raise BadPackageError(f"sebuah lembar lebih dari {MOST_ROWS} baris")


class _Filled(Struct, frozen=True):
    """What cells show that show anything, and the last cells of rows and columns, be they empty."""

    shown: Mapping[Place, Shown]
    lasts: tuple[Place, ...]


def _filled(rows: Mapping[int, etree._Element], texts: Texts) -> _Filled:
    shown, lowest = dict[Place, Shown](), dict[int, int]()
    for place, row in rows.items():
        column = -1
        for cell in row.iterchildren(f"{S}c"):
            column = _column(cell.get("r"), column + 1)
            each = texts.of(cell) if len(cell) else _NOTHING
            if column < MOST_COLUMNS:
                lowest[column] = max(place, lowest.get(column, 0))
            elif each.text:
                raise BadPackageError(f"sebuah lembar lebih dari {MOST_COLUMNS} kolom")
            if each.text:
                shown[place, column] = each
    return _Filled(shown, tuple((row, column) for column, row in lowest.items()))


_NOTHING = Shown("")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def _column(reference: str | None, usual: int) -> int:
    if reference is None:
        return usual
    return _numbered(reference.rstrip("0123456789"))


@lru_cache(1024)
def _numbered(letters: str) -> int:
    """Return which column is called by these `letters`."""
    return _place(f"{letters}1")[1]


def _place(reference: str) -> Place:
    """Return row and column of what spreadsheets call `B7`."""
    known = _REFERENCE.fullmatch(reference)
    if known is None:
        raise BadPackageError("ada sel yang alamatnya tidak wajar")
    column = 0
    for letter in known[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(known[2]) - 1, column - 1


_ORIGIN = re.compile(r"(?:alur/\d+/)?langkah/\d+")
"""What the key of a row looks like: the place of its step in the source."""


def _key_column(shown: Mapping[Place, Shown], hidden: Collection[int]) -> int | None:
    """Return the column that holds the keys of rows: it says so, or is hidden and looks so."""
    said = (column for (_, column), each in shown.items() if each.text == KEYS_HEAD)
    column = next(said, None)
    if column is not None:
        return column
    held: dict[int, list[str]] = {column: [] for column in hidden}
    for (_, column), each in shown.items():
        if column in held:
            held[column].append(each.text)
    alike = (
        column
        for column, texts in held.items()
        if texts and all(_ORIGIN.fullmatch(text) for text in texts)
    )
    return next(alike, None)


def _row_keys(shown: Mapping[Place, Shown], keys: int | None) -> Iterator[tuple[int, str]]:
    for (row, column), each in sorted(shown.items(), key=lambda item: item[0]):
        if column == keys and each.text != KEYS_HEAD:
            yield row, each.text


def _spans(root: etree._Element) -> dict[Place, Box]:
    """Return the merged ranges by their first cell, in columns and rows."""
    spans, covered = dict[Place, Box](), 0
    for merged in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = merged.get("ref", "").partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        width = min(right + 1, MOST_COLUMNS) - left
        height = min(bottom + 1, MOST_ROWS) - top
        if width > 0 and height > 0 and (width, height) != (1, 1):
            spans[top, left] = Box(left, top, width, height)
            covered += width * height
    if covered > MOST_MERGED:
        raise BadPackageError("sel gabungannya terlalu banyak")
    return spans


def _cells(shown: Mapping[Place, Shown], spans: Mapping[Place, Box]) -> Iterator[SeenCell]:
    """Yield what is merged and what has a text; what a merged range covers is not seen."""
    covered = {place for box in spans.values() for place in _inner(box)}
    for row, column in sorted({*spans, *shown} - covered):
        each = shown.get((row, column), _NOTHING)
        box = spans.get((row, column), Box(column, row, 1, 1))
        yield SeenCell(
            row, column, box.height, box.width, each.text, italic=each.italic, kind=each.kind
        )


def _inner(box: Box) -> Iterator[Place]:
    """Yield the cells of a merged range but for the first."""
    for row in range(box.y, box.bottom):
        for column in range(box.x, box.right):
            if (row, column) != (box.y, box.x):
                yield row, column


def _breaks(root: etree._Element) -> Iterator[int]:
    """Yield the rows before which somebody put the end of a page."""
    for each in root.iterfind(f"{S}rowBreaks/{S}brk"):
        if is_on(each.get("man")):
            yield whole(each.get("id"))


def _paper(root: etree._Element) -> tuple[int, int]:
    """Return width and height of the paper that the sheet is printed on; zeros where unknown."""
    setup = root.find(f"{S}pageSetup")
    code = 0 if setup is None else whole(setup.get("paperSize"))
    size = next((size for size, known in EXCEL_CODES.items() if known == code), (0, 0))
    turned = setup is not None and setup.get("orientation") == "landscape"
    return (size[1], size[0]) if turned else size


def _drawing(package: Package, part: str) -> etree._Element | None:
    for kind, target in relations(package, part).values():
        if kind == "drawing":
            return drawing_of(package, target)
    return None
