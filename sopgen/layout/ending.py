"""Decide the signatures at the end: side by side, row by row, and how high that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Align, Anchor, Box, Font, Padding, SigningPlace, Table
from sopgen.fonts import SHEET_PADDING
from sopgen.layout.approval import (
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
from sopgen.layout.paper import PageContent, points
from sopgen.layout.parts import Part
from sopgen.layout.signatures import MOST_ROWS, Group, rows_of
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

    def with_lines_above(self, count: int) -> _Signature:
        """Return the signature with so many empty lines more above the room to sign."""
        start = self.approval.room.start
        before, behind = self.approval.passages[:start], self.approval.passages[start:]
        room = range(start + count, self.approval.room.stop + count)
        passages = before + (Passage(()),) * count + behind
        return _Signature(self.signer, self.above, Approval(passages, room))


class _Row(Struct, frozen=True):
    """Signatures side by side. `roles` stand above them, each over so many of them.

    Where nobody shares a role, each role is a line of its own signature, and there are none.
    """

    signatures: tuple[_Signature, ...]
    roles: tuple[tuple[str, int], ...]
    font: Font
    desk: Desk
    width: int

    @property
    def height(self) -> int:
        widths = [self._narrowest] * len(self.signatures)
        aligned = self._aligned(widths)
        heights = (self._set(each.passages, self._narrowest).height for each in aligned)
        return self._heading + pixels_up(max(heights))

    def _aligned(self, widths: Sequence[int]) -> Iterator[_Signature]:
        """Yield the signatures as they stand in these widths: all sign at the same height."""
        pitch = self.desk.typesetter.metrics.line_height(self.font)
        above = [
            self._set(each.passages[: each.room.start], width).height // pitch
            for each, width in zip(self.signatures, widths, strict=True)
        ]
        for each, lines in zip(self.signatures, above, strict=True):
            yield each.with_lines_above(max(above) - lines) if each.room else each

    @property
    def _heading(self) -> int:
        """The height of the roles above the signatures."""
        texts = (
            self._set((Passage(runs_of(role, self.font)),), self._narrowest * count)
            for role, count in self.roles
        )
        return pixels_up(max((text.height for text in texts), default=0))

    @property
    def _narrowest(self) -> int:
        """The least width that a signature is given."""
        share = (
            self.width * (1 - _SINGLE)
            if len(self.signatures) == 1
            else self.width / len(self.signatures)
        )
        return pixels_down(share * _NARROWEST)

    def placed(
        self, edges: Sequence[int], top: int
    ) -> Iterator[tuple[Ruled, tuple[SigningPlace, ...]]]:
        """Yield the cells of the row, and where one signs in each."""
        cuts = self._cuts(edges)
        if len(self.signatures) == 1:
            empty = Box(cuts[0], top, cuts[1] - cuts[0], self.height)
            yield Ruled(empty, borders=frozenset()), ()
            cuts = cuts[1:]
        first, heading = 0, self._heading
        for role, count in self.roles:
            left, right = cuts[first], cuts[first + count]
            yield self._role(role, Box(left, top, right - left, heading)), ()
            first += count
        height = self.height - heading
        columns = list(pairwise(cuts))
        aligned = self._aligned([right - left for left, right in columns])
        for signature, (left, right) in zip(aligned, columns, strict=True):
            yield self._cell(signature, Box(left, top + heading, right - left, height))

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

    def _role(self, role: str, box: Box) -> Ruled:
        text = self._set((Passage(runs_of(role, self.font)),), box.width)
        inner = Box(box.x + _PADDING.left, box.y, text.width, box.height)
        return Ruled(box, text.anchored(inner, Anchor.TOP), Anchor.TOP, frozenset(), _PADDING)

    def _cell(self, signature: _Signature, box: Box) -> tuple[Ruled, tuple[SigningPlace, ...]]:
        text = self._set(signature.passages, box.width)
        inner = Box(box.x + _PADDING.left, box.y, text.width, box.height)
        paragraphs = text.anchored(inner, Anchor.TOP)
        room = signature.room
        signing = signing_place(signature.signer, paragraphs[room.start : room.stop], self.desk)
        shown = with_room(paragraphs, room, self.desk.profile)
        return Ruled(box, shown, Anchor.TOP, frozenset(), _PADDING), signing

    def _set(self, passages: tuple[Passage, ...], width: int) -> SetText:
        inner = width - 2 * SHEET_PADDING
        return self.desk.typesetter.set(passages, self.font, inner, Align.CENTER)


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
    signers = end_signers(desk.sop, desk.letterhead, desk.profile)
    rows = rows_of(signers)[:MOST_ROWS]
    return Ending(tuple(_row(groups, desk, font, width) for groups in rows))


def _row(groups: Sequence[Group], desk: Desk, font: Font, width: int) -> _Row:
    shared = any(len(group.signers) > 1 for group in groups)
    signers = [signer for group in groups for signer in group.signers]
    above = [["" if shared else each.role, long_date(each.date)] for each in signers]
    above = [[text for text in texts if text] for texts in above]
    most = max((len(texts) for texts in above), default=0)
    asked = desk.profile.approval
    signatures = tuple(
        _Signature(
            signer,
            tuple(Passage(runs_of(text, font)) for text in texts)
            + (Passage(()),) * (most - len(texts)),
            approval(signer, asked.end_lines, asked.end_bold, desk, font),
        )
        for signer, texts in zip(signers, above, strict=True)
    )
    roles = tuple((group.role, len(group.signers)) for group in groups) if shared else ()
    return _Row(signatures, roles, font, desk, width)


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
