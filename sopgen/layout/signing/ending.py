"""Decide the signatures at the end: side by side, row by row, and how high that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Box, Font, Padding, SigningPlace, Table
from sopgen.fonts import SHEET_PADDING
from sopgen.layout.desk import Desk
from sopgen.layout.grid import Ruled, table
from sopgen.layout.paper import PageContent, points
from sopgen.layout.parts import Part
from sopgen.layout.signing.groups import MOST_ROWS, Group, rows_of
from sopgen.layout.signing.row import Look, SignatureRow, signature_row
from sopgen.layout.typeset import pixels_down, pixels_up

_GAP = 240
_PADDING = Padding(left=SHEET_PADDING, right=SHEET_PADDING)
_SINGLE = 0.62
"""A single signer stands in the right part of the sheet."""

_NARROWEST = 0.7
"""A column of signatures is at least so wide, in parts of an even share."""


class _Row(Struct, frozen=True):
    """Signatures side by side, a single one in the right part of the sheet."""

    signatures: SignatureRow
    narrowest: int

    @property
    def height(self) -> int:
        return self.signatures.height

    def placed(
        self, edges: Sequence[int], top: int
    ) -> Iterator[tuple[Ruled, tuple[SigningPlace, ...]]]:
        """Yield the cells of the row, and where one signs in each."""
        cuts = self._cuts(edges)
        if self._count == 1:
            empty = Box(cuts[0], top, cuts[1] - cuts[0], self.height)
            yield Ruled(empty, borders=frozenset()), ()
            cuts = cuts[1:]
        yield from self.signatures.placed(cuts, top)

    @property
    def _count(self) -> int:
        return len(self.signatures.signatures)

    def _cuts(self, edges: Sequence[int]) -> list[int]:
        """Return where the columns of signatures begin and end."""
        first, last = edges[0], edges[-1]
        width, count = last - first, self._count
        shares = [_SINGLE] if count == 1 else [number / count for number in range(1, count)]
        wished = [first + width * share for share in shares]
        inner = [min(edges, key=lambda edge: abs(edge - wish)) for wish in wished]
        cuts = [first, *inner, last]
        if all(right - left >= self.narrowest for left, right in pairwise(cuts)):
            return cuts
        return [first, *(first + pixels_down(wish - first) for wish in wished), last]


class Ending(Struct, frozen=True):
    """The signatures, not placed yet; `height` counts the gap above each row of them."""

    rows: tuple[_Row, ...] = ()

    @property
    def height(self) -> int:
        return sum(_GAP + row.height for row in self.rows)

    def placed(self, edges: Sequence[int], y: int) -> tuple[Table, tuple[SigningPlace, ...]] | None:
        """Return the signatures below `y`, and where one signs.

        They stand on the columns of the table with these `edges` where those are wide
        enough, so that a workbook needs no others.
        """
        if not self.rows:
            return None
        top = pixels_up(y + _GAP)
        cells: list[Ruled] = []
        signing: list[SigningPlace] = []
        for number, row in enumerate(self.rows):
            if number:
                width = edges[-1] - edges[0]
                cells.append(Ruled(Box(edges[0], top, width, _GAP), borders=frozenset()))
                top += _GAP
            for cell, places in row.placed(edges, top):
                cells.append(cell)
                signing += places
            top += row.height
        return table(cells), tuple(signing)


def ending(desk: Desk, font: Font, width: int) -> Ending:
    """Return the signatures after the last row of the last flowchart, on a sheet so wide.

    Rows beyond the most that there may be are left out; the layout tells of them.
    """
    found = desk.signers.end
    return Ending(tuple(_row(each, desk, font, width) for each in rows_of(found)[:MOST_ROWS]))


def _row(groups: Sequence[Group], desk: Desk, font: Font, width: int) -> _Row:
    asked = desk.profile.approval
    look = Look(font, asked.end_lines, asked.end_bold, frozenset(), _PADDING)
    count = sum(len(group.signers) for group in groups)
    share = width * (1 - _SINGLE) if count == 1 else width / count
    narrowest = pixels_down(share * _NARROWEST)
    return _Row(signature_row(groups, desk, look, (narrowest,) * count), narrowest)


def with_signatures(desk: Desk, part: Part) -> Part:
    """Return `part`, which ends the document, with the signatures below it or on a further page."""
    sheet = part.sheet
    font = Font(desk.profile.font.face, points(desk.profile.font.flow))
    found = ending(desk, font, sheet.body.width)
    edges = (sheet.body.x, sheet.body.right)
    *before, last = part.pages
    if last.bottom + found.height <= sheet.body.bottom:
        placed = found.placed(edges, last.bottom)
        signed = [] if placed is None else [last.with_more(PageContent((placed[0],), placed[1]))]
        return replace(part, pages=(*before, *(signed or [last])))
    placed = found.placed(edges, sheet.body.y)
    assert placed is not None
    return replace(part, pages=(*part.pages, PageContent((placed[0],), placed[1])))


def no_ending() -> Ending:
    """Return an ending without signatures."""
    return Ending()
