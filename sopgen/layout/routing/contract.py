"""What the router is asked and what it answers; all lengths in twips."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from sopgen.document.page import Box, Point, Site, Symbol

Size: TypeAlias = tuple[int, int]
"""Width and height."""


class Lanes(Enum):
    """How much of the paper's width there is for lanes, from plenty to less than is good.

    In lanes that are squeezed a label may stand further along its branch; the narrowest
    get no room for labels that a higher row may give.
    """

    ROOMY = "roomy"
    SQUEEZED = "squeezed"
    NARROWEST = "narrowest"


class Stop(Struct, frozen=True):
    """A symbol on the grid: grid row `row`, lanes `lane` to `last_lane`, size in twips.

    `captions` are the sizes that small type beside it can take (off-page symbols), as the
    labels of a `Leg`.
    """

    row: int
    lane: int
    last_lane: int
    symbol: Symbol
    width: int
    height: int
    captions: tuple[Size, ...] = ()


class Leg(Struct, frozen=True):
    """A connector between two stops; `labels` are the sizes its label can take.

    The first size is the label on one line, the others are narrower wraps of it.
    Legs of one decision that carry the same `answer` may leave by the same corner;
    None is an answer of its own.
    """

    source: int
    target: int
    labels: tuple[Size, ...] = ()
    plain: bool = False
    answer: int | None = None


class Grid(Struct, frozen=True):
    """Lanes and rows by the least size the texts ask of them, in twips.

    `ruled[i]` tells whether a rule of the table runs above grid row `i` (one more
    entry than rows): a table row with several symbols in one cell has several grid rows.
    `leans[i]`, if there are any, is how far the symbols of row `i` stand above its middle.
    """

    lanes: tuple[int, ...]
    rows: tuple[int, ...]
    ruled: tuple[bool, ...]
    leans: tuple[int, ...] = ()


class Routes(Struct, frozen=True):
    """Everything placed, relative to the top left of the lanes' block.

    `label_choice` and `caption_choice` say which of their sizes label and caption took;
    `notes` names what could not be drawn legally and is empty otherwise.
    """

    lane_edges: tuple[int, ...]
    row_edges: tuple[int, ...]
    boxes: tuple[Box, ...]
    paths: tuple[tuple[Point, ...], ...]
    sites: tuple[tuple[Site, Site], ...]
    labels: tuple[Box | None, ...]
    label_choice: tuple[int, ...]
    captions: tuple[Box | None, ...]
    caption_choice: tuple[int, ...]
    notes: tuple[str, ...]
