"""Read what is drawn over the cells of a worksheet.

In: its drawing part and the edges of its columns and rows. Out: shapes and lines, from the
back to the front, where their anchors say. The reading of shapes themselves is
`office.drawingml`'s.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from sopgen.document.connectors import Transform, emu
from sopgen.document.frames import Affine
from sopgen.readers.office.drawingml import (
    MOST_DRAWN,
    Placed,
    Seen,
    leaves,
    own_frame,
    seen,
    upright_frame,
)
from sopgen.readers.office.markup import A, local, resolved, whole
from sopgen.readers.packages import BadPackageError, Package
from sopgen.readers.xlsx.cells import ZERO_WIDTH_SPACE
from sopgen.readers.xlsx.edges import MOST_COLUMNS, MOST_ROWS, Axis

X = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

_DRAWN = ("sp", "cxnSp", "pic", "grpSp")


class Anchor(Struct, frozen=True):
    """What is drawn, and the box that is seen of it, in EMU."""

    element: etree._Element
    seen: Transform


class Marker(Struct, frozen=True):
    """A place on the sheet: a cell, and how far into it, in EMU."""

    column: int
    across: int
    row: int
    down: int


class Ground(Struct, frozen=True):
    """The sheet that is drawn on."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]

    def at(self, marker: Marker) -> tuple[int, int]:
        """Return where `marker` lies, in EMU."""
        across, down = emu(self.columns[marker.column]), emu(self.rows[marker.row])
        return across + marker.across, down + marker.down


def drawing_of(package: Package, part: str) -> etree._Element | None:
    """Return the drawing in `part`, its alternatives chosen."""
    root = package.xml(part)
    if root is None:
        return None
    if len(root) > MOST_DRAWN:
        raise BadPackageError(f"bentuk pada satu lembar lebih dari {MOST_DRAWN}")
    return resolved(root)


def reach_of(drawing: etree._Element) -> tuple[int, int]:
    """Return how many rows and columns lie under what is drawn."""
    columns, rows = [0], [0]
    for marker in drawing.iter(f"{X}from", f"{X}to"):
        place = _marker(marker)
        columns.append(place.column + (place.across > 0))
        rows.append(place.row + (place.down > 0))
    return max(rows), max(columns)


def read_drawing(drawing: etree._Element, columns: Axis, rows: Axis) -> tuple[Seen, ...]:
    """Return what `drawing` shows over these `columns` and `rows`."""
    down, across = reach_of(drawing)
    ground = Ground(columns.edges(across + 1), rows.edges(down + 1))
    found = list[Seen]()
    for anchor in _anchors(drawing, ground):
        own = own_frame(anchor.element) or Transform(0, 0, 0, 0)
        frame = upright_frame(anchor.seen, own)
        for placed in leaves(Placed(anchor.element, frame, Affine(), anchored=True)):
            each = seen(placed, _words)
            if each is not None:
                found.append(each)
            if len(found) > MOST_DRAWN:
                raise BadPackageError(f"bentuk pada satu lembar lebih dari {MOST_DRAWN}")
    return tuple(found)


def _anchors(drawing: etree._Element, ground: Ground) -> Iterator[Anchor]:
    for anchor in drawing:
        box = _anchored(anchor, ground)
        if box is not None:
            yield from (Anchor(each, box) for each in anchor if local(each) in _DRAWN)


def _anchored(anchor: etree._Element, ground: Ground) -> Transform | None:
    """Return the box that an anchor holds, None of what is no anchor."""
    start, end = anchor.find(f"{X}from"), anchor.find(f"{X}to")
    place, size = anchor.find(f"{X}pos"), anchor.find(f"{X}ext")
    if start is not None:
        x, y = ground.at(_marker(start))
    elif place is not None:
        x, y = whole(place.get("x")), whole(place.get("y"))
    else:
        return None
    if end is not None:
        right, bottom = ground.at(_marker(end))
        return Transform(x, y, max(0, right - x), max(0, bottom - y))
    if size is None:
        return None
    return Transform(x, y, whole(size.get("cx")), whole(size.get("cy")))


def _marker(marker: etree._Element) -> Marker:
    column, across = (whole(marker.findtext(f"{X}{name}")) for name in ("col", "colOff"))
    row, down = (whole(marker.findtext(f"{X}{name}")) for name in ("row", "rowOff"))
    if not 0 <= column <= MOST_COLUMNS or not 0 <= row <= MOST_ROWS:
        raise BadPackageError("ada bentuk yang letaknya di luar lembar")
    return Marker(column, across, row, down)


def _words(element: etree._Element) -> str:
    """Return the text of a shape, its paragraphs on lines of their own."""
    body = element.find(f"{X}txBody")
    if body is None:
        return ""
    lines = ("".join(_pieces(paragraph)) for paragraph in body.iterchildren(f"{A}p"))
    return "\n".join(lines).replace(ZERO_WIDTH_SPACE, "").strip()


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for piece in paragraph.iter(f"{A}t", f"{A}br"):
        yield (piece.text or "") if piece.tag == f"{A}t" else "\n"
