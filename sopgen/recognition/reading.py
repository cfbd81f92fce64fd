"""What is looked at of a flowchart, and what was understood of it: symbols, arrows, doubts."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.document.sheet import Sheet

FOOT_OF_SHEET = 1 << 40


class Band(Struct, frozen=True):
    """Row `row` of the flow's table, from `top` to `bottom` of its sheet, in twips."""

    row: int
    top: int
    bottom: int


class Strip(Struct, frozen=True):
    """Where a lane stood, from `left` to `right`, in twips; it is `lane` now, -1 if it is gone."""

    lane: int
    left: int
    right: int


class Panel(Struct, frozen=True):
    """A sheet that shows `rows` of one flow; `lanes` are the left and right edge of each.

    Headings and rows of segilima hold no symbol of a step and are not among the `rows`. Of a
    sheet with several flows, this one is what stands between `top` and `bottom`. What was drawn
    before rows or lanes came and went, and stays where it was, stands in those that `stood` there.
    """

    sheet: Sheet
    lanes: tuple[tuple[int, int], ...]
    rows: tuple[Band, ...]
    top: int = 0
    bottom: int = FOOT_OF_SHEET
    stood: tuple[Band, ...] = ()
    lanes_stood: tuple[Strip, ...] = ()


class Doubt(Enum):
    """What is not sure, or not understood, of a drawing."""

    OUTSIDE = "simbol di luar kolom pelaksana atau di luar baris langkah"
    OVER_ANOTHER = "simbol baru di atas simbol lain"
    UNKNOWN_SYMBOL = "bentuk yang bukan simbol SOP"
    LOOSE_END = "ujung panah tidak mengenai simbol"
    FAR_END = "ujung panah tidak tepat mengenai simbol"
    NO_HEAD = "panah tanpa kepala antarbaris"
    LOOSE_LABEL = "tulisan tanpa panah"
    BETWEEN = "tulisan di antara dua panah"
    LONE_SEGILIMA = "segilima tanpa pasangan"
    SHARED_LETTER = "lebih dari dua segilima sehuruf"


class SeenMark(Struct, frozen=True):
    """A symbol in `row`, the `order`-th of its cell from above, over `lane` to `last_lane`.

    `key` is that of its shape, "" of a shape that was drawn by hand; `shape` is the shape's id.
    """

    row: int
    order: int
    lane: int
    last_lane: int
    symbol: Symbol
    text: str
    key: str
    shape: int


class SeenArrow(Struct, frozen=True):
    """From mark `source` to mark `target`, by their index; `plain` is the line of joint work.

    `key` is that of its line, or of the one that leaves `source` where segilima part them.
    """

    source: int
    target: int
    label: str = ""
    plain: bool = False
    dashed: bool = False
    key: str = ""


class Doubtful(Struct, frozen=True):
    """A doubt about the shape or line with the id `about`, nearest to row `row` of the table."""

    doubt: Doubt
    about: int
    row: int
    name: str = ""


class SeenFlow(Struct, frozen=True):
    """The drawing of one flow: marks by row, then lane, then order; arrows; doubts."""

    marks: tuple[SeenMark, ...]
    arrows: tuple[SeenArrow, ...]
    doubts: tuple[Doubtful, ...] = ()
