"""What was understood of a flowchart: lanes, rows, symbols, arrows, and what is doubtful."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from sopgen.document.page import Symbol


class Doubt(Enum):
    """What is not sure, or not understood, of a drawing."""

    OUTSIDE = "simbol di luar kolom pelaksana atau di luar baris langkah"
    UNKNOWN_SYMBOL = "bentuk yang bukan simbol SOP"
    LOOSE_END = "ujung panah tidak mengenai simbol"
    FAR_END = "ujung panah tidak tepat mengenai simbol"
    NO_HEAD = "panah tanpa kepala antarbaris"
    LOOSE_LABEL = "tulisan tanpa panah"
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
    """From mark `source` to mark `target`, by their index; `plain` is the line of joint work."""

    source: int
    target: int
    label: str = ""
    plain: bool = False
    dashed: bool = False


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
