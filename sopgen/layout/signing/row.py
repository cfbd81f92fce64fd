"""Set a row of signatures: roles above them, and all sign at the same height.

Where a row stands, how wide its columns are and what is ruled is asked by who has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from msgspec import Struct

from sopgen.document.page import Align, Anchor, Box, Font, Head, Padding, Side, SigningPlace
from sopgen.layout.dates import long_date
from sopgen.layout.desk import Desk
from sopgen.layout.grid import Ruled
from sopgen.layout.signing.approval import Approval, approval, signing_place, with_room
from sopgen.layout.signing.groups import Group
from sopgen.layout.signing.signers import Signer
from sopgen.layout.typed import TypedLine
from sopgen.layout.typeset import Passage, SetText, pixels_up, runs_of
from sopgen.model.profile import OfficialLine


class Look(Struct, frozen=True):
    """How a row of signatures is drawn: its lines, those in bold, its rules and its air."""

    font: Font
    lines: tuple[OfficialLine, ...]
    bold: tuple[OfficialLine, ...]
    borders: frozenset[Side]
    padding: Padding
    air: int = 0

    @property
    def sides(self) -> int:
        """What a column has besides its text."""
        return self.padding.left + self.padding.right


class Signature(Struct, frozen=True):
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

    def with_lines_above(self, count: int) -> Signature:
        """Return the signature with so many empty lines more above the room to sign."""
        start = self.approval.room.start
        before, behind = self.approval.passages[:start], self.approval.passages[start:]
        room = range(start + count, self.approval.room.stop + count)
        passages = before + (Passage(()),) * count + behind
        return Signature(self.signer, self.above, Approval(passages, room))

    def with_lines_below(self, count: int) -> Signature:
        """Return the signature with so many empty lines more behind its last one."""
        passages = self.approval.passages + (Passage(()),) * count
        return Signature(self.signer, self.above, Approval(passages, self.approval.room))


class SignatureRow(Struct, frozen=True, dict=True):
    """Signatures side by side. `roles` stand above them, each over so many of them.

    Its heights are those in columns of the `measured` widths; none may be narrower.
    """

    signatures: tuple[Signature, ...]
    roles: tuple[tuple[TypedLine, int], ...]
    measured: tuple[int, ...]
    look: Look
    desk: Desk

    @cached_property
    def heading(self) -> int:
        """The height of the roles above the signatures."""
        edges = (0, *accumulate(self.measured))
        texts = [self._role_text(role, edges[b] - edges[a]) for role, a, b in self._spans()]
        return pixels_up(max(text.height for text in texts) + self.look.air) if texts else 0

    @cached_property
    def height(self) -> int:
        """The height of roles and signatures."""
        aligned = self._aligned(self.measured)
        heights = (
            self._set(each.passages, width).height
            for each, width in zip(aligned, self.measured, strict=True)
        )
        return self.heading + pixels_up(max(heights) + 2 * self.look.air)

    def placed(
        self, cuts: Sequence[int], top: int
    ) -> Iterator[tuple[Ruled, tuple[SigningPlace, ...]]]:
        """Yield the cells in columns between `cuts`, and where one signs in each."""
        heading = self.heading
        for role, first, last in self._spans():
            box = Box(cuts[first], top, cuts[last] - cuts[first], heading)
            yield self._role_cell(role, box), ()
        columns = list(pairwise(cuts))
        aligned = self._aligned([right - left for left, right in columns])
        height = self.height - heading
        for signature, (left, right) in zip(aligned, columns, strict=True):
            yield self._cell(signature, Box(left, top + heading, right - left, height))

    def _spans(self) -> Iterator[tuple[TypedLine, int, int]]:
        """Yield each role with the first of its columns and the one behind its last."""
        first = 0
        for role, count in self.roles:
            yield role, first, first + count
            first += count

    def _aligned(self, widths: Sequence[int]) -> Iterator[Signature]:
        """Yield the signatures as they stand in these widths: all sign at the same height.

        Between rules all have as many lines, and so stand in the middle alike.
        """
        heads = [each.passages[: each.room.start] for each in self.signatures]
        above = self._lines(heads, widths)
        level = [
            each.with_lines_above(max(above) - lines) if each.room else each
            for each, lines in zip(self.signatures, above, strict=True)
        ]
        if not self._ruled:
            yield from level
            return
        whole = self._lines([each.passages for each in level], widths)
        for each, lines in zip(level, whole, strict=True):
            yield each.with_lines_below(max(whole) - lines)

    def _lines(self, texts: Sequence[tuple[Passage, ...]], widths: Sequence[int]) -> list[int]:
        """Return how many lines each of `texts` has in its width."""
        pitch = self.desk.typesetter.metrics.line_height(self.look.font)
        pairs = zip(texts, widths, strict=True)
        return [self._set(passages, width).height // pitch for passages, width in pairs]

    @property
    def _ruled(self) -> bool:
        return bool(self.look.borders)

    def _role_text(self, role: TypedLine, width: int) -> SetText:
        return self._set((_passage(role, self.look.font),), width)

    def _role_cell(self, role: TypedLine, box: Box) -> Ruled:
        cell = self._text_cell(self._role_text(role, box.width), box)
        return cell._replace(head=Head.COLUMN) if self._ruled else cell

    def _cell(self, signature: Signature, box: Box) -> tuple[Ruled, tuple[SigningPlace, ...]]:
        cell = self._text_cell(self._set(signature.passages, box.width), box)
        paragraphs, room = cell.paragraphs, signature.room
        signing = signing_place(signature.signer, paragraphs[room.start : room.stop], self.desk)
        shown = with_room(paragraphs, room, self.desk.profile)
        return cell._replace(paragraphs=shown), signing

    def _text_cell(self, text: SetText, box: Box) -> Ruled:
        anchor = Anchor.MIDDLE if self._ruled else Anchor.TOP
        inner = Box(box.x + self.look.padding.left, box.y, text.width, box.height)
        paragraphs = text.anchored(inner, anchor)
        return Ruled(box, paragraphs, anchor, self.look.borders, self.look.padding)

    def _set(self, passages: tuple[Passage, ...], width: int) -> SetText:
        inner = width - self.look.sides
        return self.desk.typesetter.set(passages, self.look.font, inner, Align.CENTER)


def signature_row(
    groups: Sequence[Group], desk: Desk, look: Look, measured: Sequence[int]
) -> SignatureRow:
    """Return the signatures of `groups` side by side.

    A role is said above its signatures where rules part it from them, or where several share
    it; else it is a line of its own signature.
    """
    shared = bool(look.borders) or any(len(group.signers) > 1 for group in groups)
    signers = [signer for group in groups for signer in group.signers]
    above = [_above(each, shared) for each in signers]
    most = max((len(lines) for lines in above), default=0)
    signatures = tuple(
        Signature(
            signer,
            tuple(_passage(line, look.font) for line in lines)
            + (Passage(()),) * (most - len(lines)),
            approval(signer, look.lines, look.bold, desk, look.font),
        )
        for signer, lines in zip(signers, above, strict=True)
    )
    roles = ((TypedLine(group.role, group.origin), len(group.signers)) for group in groups)
    return SignatureRow(signatures, tuple(roles) if shared else (), tuple(measured), look, desk)


def _above(signer: Signer, shared: bool) -> list[TypedLine]:
    """Return what stands above the approval: the role, unless it is `shared`, and the date."""
    role = TypedLine("" if shared else signer.role, signer.place("peran"))
    date = TypedLine(long_date(signer.date), signer.place("tanggal"))
    return [line for line in (role, date) if line.text]


def _passage(line: TypedLine, font: Font) -> Passage:
    return Passage(runs_of(line.text, font), origin=line.origin)
