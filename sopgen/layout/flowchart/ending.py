"""Decide the signatures after the last row: who signs, side by side, and how high that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sopgen.layout.approval import approval
from sopgen.layout.dates import long_date
from sopgen.layout.desk import Desk
from sopgen.layout.grid import Ruled, table
from sopgen.layout.typeset import CENTERED_PADDING, Passage, SetText, pixels_up, runs_of
from sopgen.model import Official
from sopgen.page import Align, Anchor, Box, Font, Table
from sopgen.profile import ApprovalPlace

_GAP = 240
_SINGLE = 0.62
"""A single signer stands in the right part of the sheet."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The signatures, not placed yet; `height` counts the gap above them."""

    signers: tuple[tuple[Passage, ...], ...]
    font: Font
    desk: Desk

    @property
    def height(self) -> int:
        if not self.signers:
            return 0
        return _GAP + self._rows_height(self.desk.typesetter.metrics.line_height(self.font))

    def _rows_height(self, pitch: int) -> int:
        # Names may wrap in a narrow column: room for two lines more.
        return pixels_up((max(len(signer) for signer in self.signers) + 2) * pitch)

    def placed(self, edges: Sequence[int], y: int) -> Table | None:
        """Return the signatures below `y` on the columns of the table with these `edges`.

        They stand on its columns so that a workbook needs no others.
        """
        if not self.signers:
            return None
        top = pixels_up(y + _GAP)
        places = self._places(edges)
        height = self.height - _GAP
        cells = []
        for left, right, signer in places:
            box = Box(left, top, right - left, height)
            cells.append(self._cell(signer, box))
        return table(cells)

    def _places(self, edges: Sequence[int]) -> list[tuple[int, int, tuple[Passage, ...]]]:
        first, last = edges[0], edges[-1]
        width = last - first
        if len(self.signers) == 1:
            split = _nearest(edges[1:-1], first + width * _SINGLE, default=first)
            return [(first, split, ()), (split, last, self.signers[0])]
        cuts = [first]
        for number in range(1, len(self.signers)):
            inner = [edge for edge in edges[1:-1] if edge > cuts[-1]]
            cuts.append(_nearest(inner, first + width * number / len(self.signers), last))
        cuts.append(last)
        return [
            (left, right, signer)
            for left, right, signer in zip(cuts, cuts[1:], self.signers, strict=False)
            if right > left
        ]

    def _cell(self, signer: tuple[Passage, ...], box: Box) -> Ruled:
        text = self._set(signer, box.width - 2 * CENTERED_PADDING.left)
        inner = Box(box.x + CENTERED_PADDING.left, box.y, text.width, box.height)
        return Ruled(
            box,
            text.anchored(inner, Anchor.TOP) if signer else (),
            Anchor.TOP,
            frozenset(),
            CENTERED_PADDING,
        )

    def _set(self, signer: tuple[Passage, ...], width: int) -> SetText:
        return self.desk.typesetter.set(signer, self.font, width, Align.CENTER)


def _nearest(edges: Sequence[int], wished: float, default: int) -> int:
    return min(edges, key=lambda edge: abs(edge - wished), default=default)


def ending(desk: Desk, font: Font) -> Ending:
    """Return the signatures that stand after the last row of the last flowchart."""
    profile, officials = desk.profile, desk.letterhead.officials
    lines = profile.approval.end_lines
    signers = []
    for each in desk.sop.signatories:
        official = officials.get(each.official, Official())
        above = [each.role, long_date(each.date)] if each.date else [each.role]
        head = tuple(Passage(runs_of(text, font)) for text in above)
        signers.append(head + approval(official, lines, profile, font))
    if profile.approval.place is not ApprovalPlace.HEAD and desk.sop.approver is not None:
        official = officials.get(desk.sop.approver, Official())
        signers.append(approval(official, lines, profile, font))
    return Ending(tuple(signers), font, desk)
