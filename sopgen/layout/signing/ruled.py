"""Decide signatures between rules: in the head of the identity, and on the cover.

In the head they are as wide as the sheet, under agency and rows and above the text boxes; the
rule between two of them goes on from the middle line of the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sopgen.document.page import ALL_SIDES, Box, SigningPlace
from sopgen.layout.desk import Desk
from sopgen.layout.grid import Ruled
from sopgen.layout.signing.groups import rows_of
from sopgen.layout.signing.row import Look, SignatureRow, signature_row
from sopgen.layout.signing.signers import Signer
from sopgen.layout.typeset import CELL_PADDING, pixels_down


class RuledSignatures(Struct, frozen=True):
    """Rows of signatures between `edges`, not placed yet."""

    rows: tuple[tuple[SignatureRow, tuple[int, ...]], ...] = ()

    @property
    def count(self) -> int:
        """How many sign."""
        return sum(len(edges) - 1 for _, edges in self.rows)

    @property
    def height(self) -> int:
        return sum(row.height for row, _ in self.rows)

    def placed(self, top: int) -> tuple[list[Ruled], list[SigningPlace]]:
        """Return the cells from `top` downwards, and where one signs in them."""
        cells, signing = list[Ruled](), list[SigningPlace]()
        for row, edges in self.rows:
            for cell, places in row.placed(edges, top):
                cells.append(cell)
                signing += places
            top += row.height
        return cells, signing


def head_signatures(desk: Desk, left: int, middle: int, right: int) -> RuledSignatures:
    """Return the signatures of the head on a sheet with these lines."""
    found = desk.signers.head
    return ruled_signatures(desk, found, Box(left, 0, right - left, 0), middle)


def ruled_signatures(
    desk: Desk, found: Sequence[Signer], box: Box, middle: int | None = None
) -> RuledSignatures:
    """Return the signatures of `found` as wide as `box`, two of them parted at `middle`."""
    asked, font = desk.profile.approval, desk.identity_font
    air = font.size * 45 // 100
    look = Look(font, asked.head_lines, asked.head_bold, ALL_SIDES, CELL_PADDING, air)
    rows = []
    for groups in rows_of(found):
        count = sum(len(group.signers) for group in groups)
        edges = _edges(box, count, middle)
        widths = [after - before for before, after in pairwise(edges)]
        rows.append((signature_row(groups, desk, look, widths), edges))
    return RuledSignatures(tuple(rows))


def _edges(box: Box, count: int, middle: int | None) -> tuple[int, ...]:
    """Return where `count` columns begin and end."""
    if count == 2 and middle is not None:
        return (box.x, middle, box.right)
    inner = (pixels_down(box.width * number / count) for number in range(1, count))
    return (box.x, *(box.x + each for each in inner), box.right)
