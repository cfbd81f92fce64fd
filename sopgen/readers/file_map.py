"""Read the map that a file carries of what it showed when it was written.

In: its text, as a file from anywhere holds it. Out: a `FileMap`, or None where it is damaged,
larger than a map can be or contradicts itself: such a file is read as one without a map.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import decompressobj, error

import msgspec

from sopgen.document.page import Box
from sopgen.document.sheet import FileMap, SeenCell, SeenLine, SeenShape, Sheet

LONGEST_MAP = 4 << 20
LARGEST_MAP = 32 << 20
"""Characters as it is carried, and bytes as JSON; a map of a hundred steps has some 10 KB."""

_MOST = 1 << 31
"""No place on a sheet is as far away, in twips."""

_DECODER = msgspec.json.Decoder(FileMap)


def read_map(text: str) -> FileMap | None:
    """Return the map that `text` holds, None where it holds none."""
    data = _inflated(text)
    if data is None:
        return None
    try:
        found = _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return found if all(map(_is_sound, found.sheets)) else None


def _inflated(text: str) -> bytes | None:
    if len(text) > LONGEST_MAP:
        return None
    inflater = decompressobj()
    try:
        data = inflater.decompress(b64decode(text, validate=True), LARGEST_MAP)
    except (binascii.Error, ValueError, error):
        return None
    return data if inflater.eof and not inflater.unused_data else None


def _is_sound(sheet: Sheet) -> bool:
    """Tell whether everything on `sheet` lies on it."""
    rows, columns = len(sheet.rows) - 1, len(sheet.columns) - 1
    return (
        _rise(sheet.rows)
        and _rise(sheet.columns)
        and all(_is_inside(cell, rows, columns) for cell in sheet.cells)
        and all(0 <= row < rows for row, _ in sheet.row_keys)
        and all(0 < row <= rows for row in sheet.breaks)
        and all(map(_is_placed, sheet.shapes))
        and all(map(_is_drawn, sheet.lines))
    )


def _rise(edges: Sequence[int]) -> bool:
    return bool(edges) and _are_near(edges) and all(low <= high for low, high in pairwise(edges))


def _are_near(numbers: Iterable[int]) -> bool:
    return all(-_MOST < number < _MOST for number in numbers)


def _is_inside(cell: SeenCell, rows: int, columns: int) -> bool:
    ends = (cell.row + cell.row_span, cell.column + cell.column_span)
    return (
        0 <= cell.row < ends[0] <= rows
        and 0 <= cell.column < ends[1] <= columns
        and all(0 <= start <= end <= len(cell.text) for start, end in cell.italic)
    )


def _is_placed(shape: SeenShape) -> bool:
    box: Box = shape.box
    return _are_near((box.x, box.y, box.width, box.height)) and min(box.width, box.height) >= 0


def _is_drawn(line: SeenLine) -> bool:
    return len(line.path) >= 2 and all(_are_near((at.x, at.y)) for at in (*line.path, *line.other))
