"""Decide the signatures after the last row: who signs, side by side, and how high that is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sopgen.document.page import Align, Anchor, Box, Font, Padding, SigningPlace, Table
from sopgen.fonts import SHEET_PADDING
from sopgen.layout.approval import (
    MOST_SIGNERS,
    Approval,
    Signer,
    approval,
    end_signers,
    signing_place,
    with_room,
)
from sopgen.layout.dates import long_date
from sopgen.layout.desk import Desk
from sopgen.layout.grid import Ruled, table
from sopgen.layout.typeset import (
    Passage,
    SetText,
    pixels_down,
    pixels_up,
    runs_of,
)

_GAP = 240
_PADDING = Padding(left=SHEET_PADDING, right=SHEET_PADDING)
_SINGLE = 0.62
"""A single signer stands in the right part of the sheet."""

_NARROWEST = 0.7
"""A column of signatures is at least so wide, in parts of an even share."""


class _Signature(Struct, frozen=True):
    """What one signs: above the approval stand role and date, as many lines for everybody."""

    signer: Signer
    above: tuple[Passage, ...]
    approval: Approval

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self.above + self.approval.passages

    @property
    def room(self) -> range:
        room, shift = self.approval.room, len(self.above)
        return range(room.start + shift, room.stop + shift)


class Ending(Struct, frozen=True):
    """The signatures, not placed yet; `height` counts the gap above them."""

    signatures: tuple[_Signature, ...]
    font: Font
    desk: Desk
    width: int

    @property
    def height(self) -> int:
        if not self.signatures:
            return 0
        return _GAP + pixels_up(
            max(self._set(each, self._narrowest).height for each in self.signatures)
        )

    @property
    def _narrowest(self) -> int:
        """The least width that a signature is given."""
        share = (
            self.width * (1 - _SINGLE)
            if len(self.signatures) == 1
            else self.width / len(self.signatures)
        )
        return pixels_down(share * _NARROWEST)

    def placed(self, edges: Sequence[int], y: int) -> tuple[Table, tuple[SigningPlace, ...]] | None:
        """Return the signatures below `y`, and where one signs.

        They stand on the columns of the table with these `edges` where those are wide
        enough, so that a workbook needs no others.
        """
        if not self.signatures:
            return None
        top, height = pixels_up(y + _GAP), self.height - _GAP
        cuts = self._cuts(edges)
        signing: list[SigningPlace] = []
        cells = []
        if len(self.signatures) == 1:
            empty = Box(cuts[0], top, cuts[1] - cuts[0], height)
            cells.append(Ruled(empty, borders=frozenset()))
            cuts = cuts[1:]
        for signature, (left, right) in zip(self.signatures, pairwise(cuts), strict=True):
            cell, places = self._cell(signature, Box(left, top, right - left, height))
            cells.append(cell)
            signing += places
        return table(cells), tuple(signing)

    def _cuts(self, edges: Sequence[int]) -> list[int]:
        """Return where the columns of signatures begin and end."""
        first, last = edges[0], edges[-1]
        width, count = last - first, len(self.signatures)
        shares = [_SINGLE] if count == 1 else [number / count for number in range(1, count)]
        wished = [first + width * share for share in shares]
        inner = [min(edges, key=lambda edge: abs(edge - wish)) for wish in wished]
        cuts = [first, *inner, last]
        if all(right - left >= self._narrowest for left, right in pairwise(cuts)):
            return cuts
        return [first, *(first + pixels_down(wish - first) for wish in wished), last]

    def _cell(self, signature: _Signature, box: Box) -> tuple[Ruled, tuple[SigningPlace, ...]]:
        text = self._set(signature, box.width)
        inner = Box(box.x + _PADDING.left, box.y, text.width, box.height)
        paragraphs = text.anchored(inner, Anchor.TOP)
        room = signature.room
        signing = signing_place(signature.signer, paragraphs[room.start : room.stop], self.desk)
        shown = with_room(paragraphs, room, self.desk.profile)
        return Ruled(box, shown, Anchor.TOP, frozenset(), _PADDING), signing

    def _set(self, signature: _Signature, width: int) -> SetText:
        inner = width - 2 * SHEET_PADDING
        return self.desk.typesetter.set(signature.passages, self.font, inner, Align.CENTER)


def ending(desk: Desk, font: Font, width: int) -> Ending:
    """Return the signatures after the last row of the last flowchart, on a sheet so wide.

    Those beyond the most that there may be are left out; the layout tells of them.
    """
    lines = desk.profile.approval.end_lines
    signers = end_signers(desk.sop, desk.letterhead, desk.profile)[:MOST_SIGNERS]
    above = [[each.role, long_date(each.date)] for each in signers]
    above = [[text for text in texts if text] for texts in above]
    most = max((len(texts) for texts in above), default=0)
    signatures = [
        _Signature(
            signer,
            tuple(Passage(runs_of(text, font)) for text in texts)
            + (Passage(()),) * (most - len(texts)),
            approval(signer, lines, desk, font),
        )
        for signer, texts in zip(signers, above, strict=True)
    ]
    return Ending(tuple(signatures), font, desk, width)


def no_ending(desk: Desk, font: Font) -> Ending:
    """Return an ending without signatures."""
    return Ending((), font, desk, 0)
