"""Read what is drawn in a paragraph: canvases, groups, shapes and pictures, at their places.

In: a paragraph, and where it stands on the page. Out: shapes and lines in twips of the page.

What LibreOffice does: saving a group, it rounds the extent of the drawing away from the size of
the group, and what the group holds goes by the latter.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from sopgen.document.connectors import Transform, emu
from sopgen.document.frames import Affine
from sopgen.readers.docx.styles import Styles, W
from sopgen.readers.docx.text import read_paragraph, words_of
from sopgen.readers.office.drawingml import MOST_DRAWN, Placed, Seen, leaves, own_frame, seen
from sopgen.readers.office.markup import A, local, whole
from sopgen.readers.packages import BadPackageError

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DRAWN = ("wsp", "wgp", "wpc", "pic")


class Paper(Struct, frozen=True):
    """A page by its size and its margins, in twips."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def column(self) -> int:
        """The width that texts have."""
        return max(0, self.width - self.left - self.right)


class Spot(Struct, frozen=True):
    """Where a paragraph stands: its column's left, and its own top below the room above it."""

    left: int
    top: int


def read_floating(
    paragraph: etree._Element, spot: Spot, paper: Paper, styles: Styles
) -> tuple[Seen, ...]:
    """Return what is drawn in `paragraph`, from the back to the front."""

    def words(element: etree._Element) -> str:
        held = (each for each in element.iter(f"{W}txbxContent"))
        lines = (line for content in held for line in content.iter(f"{W}p"))
        return words_of(read_paragraph(line, styles) for line in lines).text.strip()

    found = list[Seen]()
    for drawing in paragraph.iter(f"{W}drawing"):
        if not _is_within(drawing, paragraph):
            continue
        for placed in _placed(drawing, spot, paper):
            each = seen(placed, words)
            if each is not None:
                found.append(each)
            if len(found) > MOST_DRAWN:
                raise BadPackageError(f"bentuk pada satu halaman lebih dari {MOST_DRAWN}")
    return tuple(found)


def _is_within(drawing: etree._Element, paragraph: etree._Element) -> bool:
    """Tell whether `paragraph` is the one that holds `drawing`, not one around that."""
    holder = next(drawing.iterancestors(f"{W}p"), None)
    return holder is paragraph


def _placed(drawing: etree._Element, spot: Spot, paper: Paper) -> Iterator[Placed]:
    for holder in drawing:
        if local(holder) not in ("anchor", "inline"):
            continue
        frame = _frame(holder, spot, paper)
        told = holder.find(f"{_WP}docPr")
        for element in holder.iterfind(f"{A}graphic/{A}graphicData/*"):
            if local(element) in _DRAWN:
                yield from leaves(Placed(element, _like(frame, element), Affine(), told=told))


def _like(frame: Transform, element: etree._Element) -> Transform:
    """Return where what is drawn stands: in `frame`, in its own size, turned and flipped."""
    own = own_frame(element)
    if own is None:
        return frame
    size = (own.width, own.height) if own.width or own.height else (frame.width, frame.height)
    return Transform(frame.x, frame.y, *size, own.rotation, own.flip_h, own.flip_v)


def _frame(holder: etree._Element, spot: Spot, paper: Paper) -> Transform:
    """Return the box that a drawing has on the page, in EMU."""
    extent = holder.find(f"{_WP}extent")
    width, height = (0, 0) if extent is None else (whole(extent.get("cx")), whole(extent.get("cy")))
    across, down = holder.find(f"{_WP}positionH"), holder.find(f"{_WP}positionV")
    x, y = emu(spot.left), emu(spot.top)
    if across is not None:
        start, room = _across(across.get("relativeFrom", "column"), spot, paper)
        x = emu(start) + _offset(across, emu(room) - width)
    if down is not None:
        start, room = _down(down.get("relativeFrom", "paragraph"), spot, paper)
        y = emu(start) + _offset(down, emu(room) - height)
    return Transform(x, y, width, height)


def _across(base: str, spot: Spot, paper: Paper) -> tuple[int, int]:
    """Return where what an offset is counted from begins, and how wide that is."""
    match base:
        case "page" | "leftMargin" | "insideMargin":
            return 0, paper.width
        case "margin":
            return paper.left, paper.column
        case "rightMargin" | "outsideMargin":
            return paper.width - paper.right, paper.right
        case _:
            return spot.left, paper.column


def _down(base: str, spot: Spot, paper: Paper) -> tuple[int, int]:
    match base:
        case "page" | "topMargin" | "insideMargin":
            return 0, paper.height
        case "margin":
            return paper.top, paper.height - paper.top - paper.bottom
        case "bottomMargin" | "outsideMargin":
            return paper.height - paper.bottom, paper.bottom
        case _:
            return spot.top, 0


def _offset(position: etree._Element, room: int) -> int:
    """Return how far in EMU a drawing stands from where it is counted from; `room` is left."""
    offset = position.findtext(f"{_WP}posOffset")
    if offset is not None:
        return whole(offset)
    match position.findtext(f"{_WP}align"):
        case "center":
            return max(0, room) // 2
        case "right" | "bottom" | "outside":
            return max(0, room)
        case _:
            return 0
