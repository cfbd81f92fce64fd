"""Lay out the head of the identity page: the agency beside the rows of the SOP.

The text boxes under it are decided in `boxes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from sopgen.document.page import (
    ALL_SIDES,
    Align,
    Anchor,
    Box,
    Head,
    Image,
    Item,
    Side,
    SigningPlace,
    Table,
)
from sopgen.layout.boxes import Halves, SetBoxes, TextBoxes, TypedBoxes, has_boxes, typed_boxes
from sopgen.layout.desk import Desk, bold
from sopgen.layout.grid import Ruled, table
from sopgen.layout.labelled import Labelled, labelled
from sopgen.layout.page_numbers import page_of_pages
from sopgen.layout.paper import PageContent, Sheet
from sopgen.layout.signing.approval import approval, signing_place, with_room
from sopgen.layout.signing.groups import too_many
from sopgen.layout.signing.ruled import RuledSignatures, head_signatures
from sopgen.layout.signing.signers import Signer
from sopgen.layout.typeset import (
    CELL_PADDING,
    CELL_SIDES,
    Passage,
    SetText,
    pixels_down,
    pixels_up,
)
from sopgen.layout.verification import asks_for_page, verification
from sopgen.model.profile import Colon, IdentityRow, OfficialLine, UnitPlace
from sopgen.problems.problem import Problem

_LOGO_GAP = 90
_COLON_COLUMN = 240
_HAIR = 8


class _Row(Struct, frozen=True):
    """A row beside the logo: its label and its value, both set, with `air` around them.

    `origin` is where the value was typed, `room` which of its passages one signs over, `unit`
    what stands left of the row.
    """

    field: IdentityRow
    air: int
    label: SetText
    value: SetText
    origin: str = ""
    room: range = range(0)
    unit: SetText | None = None

    @property
    def height(self) -> int:
        texts = [self.label, self.value, *([self.unit] if self.unit else [])]
        return pixels_up(max(text.height for text in texts) + self.air)


class IdentityPages(Struct, frozen=True):
    """What stands on every identity page, and what does not fit on one."""

    pages: tuple[PageContent, ...]
    problems: tuple[Problem, ...]


class SetHead(Struct, frozen=True):
    """The rows beside the agency, with their heights, and the signatures under them.

    The unit may stand `beside` the last row.
    """

    rows: tuple[_Row, ...]
    heights: tuple[int, ...]
    beside: bool
    agency: SetText
    signatures: RuledSignatures

    @property
    def height(self) -> int:
        """How high all of it is."""
        return sum(self.heights) + self.signatures.height


class Draft(Struct, frozen=True):
    """All texts set in one size, and where all of it stands; the cells are still to come."""

    desk: Desk
    sheet: Sheet
    halves: Halves
    head: SetHead
    texts: SetBoxes
    boxes: TextBoxes

    @property
    def middle(self) -> int:
        """Where the rows begin, right of the agency."""
        return self.sheet.body.x + self.halves.left

    @property
    def count(self) -> int:
        """How many pages it takes."""
        return len(self.boxes.pages) + asks_for_page(self.desk, self.sheet, self.boxes.bottom)

    @property
    def height(self) -> int:
        """How high all of it is, pages before the last one counted whole."""
        whole = self.sheet.body.height * (len(self.boxes.pages) - 1)
        return whole + self.boxes.bottom - self.sheet.top


def says_anything(desk: Desk) -> bool:
    """Tell whether an identity would say more than agency, unit and name."""
    known = {IdentityRow.NAME, IdentityRow.UNIT, IdentityRow.PAGE}
    rows = any(field not in known for field, _ in _typed_rows(desk))
    signed = bool(desk.signers.head)
    return rows or signed or has_boxes(desk) or bool(desk.profile.verification.address)


class Typed(Struct, frozen=True, dict=True):
    """What an identity says in letters of one size, whatever the widths of its halves."""

    desk: Desk
    sheet: Sheet
    _labels: dict[int, tuple[SetText, ...]] = field(default_factory=dict)

    def draft(self, halves: Halves) -> Draft:
        """Return the identity with its left and right half as wide as `halves` says."""
        head, texts = self.head(halves), self.boxes.set(halves)
        boxes = texts.placed(self.sheet.top + head.height)
        return Draft(self.desk, self.sheet, halves, head, texts, boxes)

    def head(self, halves: Halves) -> SetHead:
        """Return what stands above the boxes."""
        desk = self.desk
        rows = _rows(self, self.sheet.body.width - halves.left)
        beside = desk.profile.identity.unit is UnitPlace.BESIDE_NAME and bool(desk.sop.unit)
        beside = beside and len(rows) > 1 and rows[-1].field is IdentityRow.NAME
        agency = _agency(desk, halves.left - CELL_SIDES)
        if beside:
            rows[-1] = replace(rows[-1], unit=_unit(desk, halves.left))
        return _stacked(desk, self.sheet, halves, rows, beside, agency)

    @cached_property
    def rows(self) -> tuple[tuple[IdentityRow, Labelled], ...]:
        """The rows whose keys the definition has: a sheet always names its SOP."""
        typed = tuple(_typed_rows(self.desk))
        named = ((IdentityRow.NAME, each) for each in labelled(self.desk, IdentityRow.NAME))
        return typed or tuple(named)

    @cached_property
    def widest_label(self) -> float:
        """How wide the widest label of the rows is, printed or in a workbook."""
        font, typesetter = self.desk.identity_font, self.desk.typesetter
        measures = (typesetter.metrics, typesetter.sheet)
        return max(each.width(row.label, font) for _, row in self.rows for each in measures)

    def labels(self, width: int) -> tuple[SetText, ...]:
        """Return the labels of the rows, set as wide as that."""
        if width not in self._labels:
            desk, font = self.desk, self.desk.identity_font
            self._labels[width] = tuple(
                desk.set(row.label, font, width, origin=row.label_origin) for _, row in self.rows
            )
        return self._labels[width]

    @cached_property
    def boxes(self) -> TypedBoxes:
        """The text boxes."""
        return typed_boxes(self.desk, self.sheet)


def with_ink_room(found: Draft, height: int) -> Draft:
    """Return `found` with room of this `height` at least where one signs with ink."""
    desk, old = replace(found.desk, ink_room=height), found.head
    rows = [_with_room(desk, row) if row.room else row for row in old.rows]
    head = _stacked(desk, found.sheet, found.halves, rows, old.beside, old.agency)
    if head.height == old.height:
        return replace(found, desk=desk, head=head)
    boxes = found.texts.placed(found.sheet.top + head.height)
    return replace(found, desk=desk, head=head, boxes=boxes)


def _with_room(desk: Desk, row: _Row) -> _Row:
    """Return the `row` of an approval with the room that `desk` says."""
    signer = _approver(desk)
    if signer is None:
        return row
    value, room = _approval(desk, signer, row.value.width)
    return replace(row, value=value, room=room)


def _stacked(
    desk: Desk, sheet: Sheet, halves: Halves, rows: list[_Row], beside: bool, agency: SetText
) -> SetHead:
    """Return the head in which all that is set stands one below the other."""
    heights = _heights(rows, _block_height(desk, agency), beside)
    body = sheet.body
    signed = head_signatures(desk, body.x, body.x + halves.left, body.right)
    return SetHead(tuple(rows), tuple(heights), beside, agency, signed)


def placed(found: Draft) -> IdentityPages:
    """Return the pages of a draft."""
    desk, body, middle = found.desk, found.sheet.body, found.middle
    head = found.head
    cells, signing, y = list[Ruled](), list[SigningPlace](), found.sheet.top
    for row, height in zip(head.rows, head.heights, strict=True):
        row_box = Box(middle, y, body.right - middle, height)
        cells += _row_cells(desk, row, row_box)
        signing += _signing(desk, row, row_box)
        y += height
    last = head.heights[-1] if head.beside else 0
    left = Box(body.x, found.sheet.top, middle - body.x, y - found.sheet.top - last)
    unit = head.rows[-1].unit
    if unit:
        cells.append(_centered_cell(unit, Box(body.x, left.bottom, left.width, last)))
    signatures, places = head.signatures.placed(y)
    cells += signatures
    signing += places
    block, picture = _agency_cells(desk, head.agency, left)
    first, *further = found.boxes.cells(desk)
    pages = [[*cells, *block, *first], *further]
    framed = desk.profile.rules.is_framed
    items: list[tuple[Item, ...]] = [(table(page, framed=framed),) for page in pages]
    if picture:
        items[0] = (*items[0], picture)
    proof = verification(desk, found.sheet, found.boxes.bottom)
    if asks_for_page(desk, found.sheet, found.boxes.bottom):
        items.append(proof)
    else:
        items[-1] = (*items[-1], *proof)
    content = [PageContent(each) for each in items]
    content[0] = replace(content[0], signing=tuple(signing), headed=True)
    return IdentityPages(tuple(content), (*_too_high(found), *found.boxes.problems))


def _too_high(found: Draft) -> Iterator[Problem]:
    head = found.head
    if found.sheet.top + head.height > found.sheet.body.bottom and head.signatures.count:
        yield too_many(head.signatures.count, "di kepala")


def repeated_head(desk: Desk, sheet: Sheet) -> Table:
    """Return the head without logo and approval, as further pages have it at their top."""
    plain, body = replace(desk, logo=None), sheet.body
    left = pixels_down(body.width * (desk.profile.identity.left_share or 0.5))
    rows = _rows(Typed(plain, sheet), body.width - left)
    rows = [row for row in rows if row.field is not IdentityRow.APPROVER]
    agency = _agency(plain, left - CELL_SIDES)
    cells, y = list[Ruled](), body.y
    for row, height in zip(rows, _heights(rows, _block_height(plain, agency), False), strict=True):
        cells += _row_cells(plain, row, Box(body.x + left, y, body.width - left, height))
        y += height
    block, _ = _agency_cells(plain, agency, Box(body.x, body.y, left, y - body.y))
    return replace(table([*cells, *block]), repeated=True)


def _rows(typed: Typed, width: int) -> list[_Row]:
    """Return the rows set to share `width`."""
    desk, font = typed.desk, typed.desk.identity_font
    widest = pixels_up(typed.widest_label + _HAIR + CELL_SIDES)
    label_width = min(widest, pixels_down(width * 0.45)) - CELL_SIDES
    beside = width - label_width - 2 * CELL_SIDES
    out = []
    for (key, row), shown in zip(typed.rows, typed.labels(label_width), strict=True):
        room = range(0)
        colon = _colon(desk, key)
        value_width = beside - (_COLON_COLUMN if colon is Colon.CELL else 0)
        signer = _approver(desk) if key is IdentityRow.APPROVER else None
        if signer is not None:
            text, room = _approval(desk, signer, value_width)
        elif key is IdentityRow.PAGE:
            lead = ": " * (colon is Colon.TEXT)
            passage = Passage(page_of_pages(lead, desk.profile.labels, font))
            text = desk.typesetter.set([passage], font, value_width)
        else:
            face = bold(font) if key is IdentityRow.NAME else font
            text = desk.set(": " * (colon is Colon.TEXT) + (row.value or ""), face, value_width)
        out.append(_Row(key, _air(desk), shown, text, row.origin, room))
    return out


def _colon(desk: Desk, key: IdentityRow) -> Colon:
    """Return how a colon stands in the row of `key`."""
    asked = desk.profile.identity
    return Colon.NONE if key in asked.without_colon else asked.colon


def _typed_rows(desk: Desk) -> Iterator[tuple[IdentityRow, Labelled]]:
    shown = desk.profile.identity.rows
    if _approver(desk) is None:
        shown = tuple(key for key in shown if key is not IdentityRow.APPROVER)
    for key in shown:
        for row in labelled(desk, key):
            if row.value is not None:
                yield key, row


def _approver(desk: Desk) -> Signer | None:
    """Return the approver who stands beside the logo."""
    return desk.signers.row


def _approval(desk: Desk, signer: Signer, width: int) -> tuple[SetText, range]:
    """Return the approval by `signer`, and which of its lines one signs over."""
    font, lines = desk.identity_font, desk.profile.approval.head_lines
    if not desk.signers.row_signs:
        lines = tuple(line for line in lines if line is not OfficialLine.ROOM)
    made = approval(signer, lines, desk.profile.approval.head_bold, desk, font)
    return desk.typesetter.set(made.passages, font, width, Align.CENTER), made.room


def _agency(desk: Desk, width: int) -> SetText:
    """Return the lines beside the logo; the last is set largest."""
    font = desk.identity_font
    first, last = desk.agency[:-1], desk.agency[-1:]
    largest = replace(bold(font), size=font.size + 20)
    text = desk.set_lines(first, bold(font), width, Align.CENTER)
    text = text.followed_by(desk.set_lines(last, largest, width, Align.CENTER))
    if desk.profile.identity.unit is UnitPlace.UNDER_AGENCY and desk.sop.unit:
        unit = desk.set(desk.sop.unit, bold(font), width, Align.CENTER, "unit")
        text = text.followed_by(unit)
    return text


def _block_height(desk: Desk, agency: SetText) -> int:
    logo = desk.logo.box.height + _LOGO_GAP if desk.logo else 0
    return logo + agency.height + 2 * _air(desk)


def _air(desk: Desk) -> int:
    """Return the room that a row has besides its text: 4.5 pt at letters of 10 pt."""
    return desk.identity_font.size * 45 // 100


def _heights(rows: list[_Row], block: int, beside: bool) -> list[int]:
    """Return the heights of `rows`, enough for the agency's `block` beside them.

    Where one signs has what they lack, or all rows have equal parts of it.
    """
    heights = [row.height for row in rows]
    above = rows[:-1] if beside else rows
    lacking = max(0, pixels_up(block - sum(heights[: len(above)])))
    signed = [at for at, row in enumerate(above) if row.field is IdentityRow.APPROVER]
    growing = signed or list(range(len(above)))
    for number, at in enumerate(growing):
        heights[at] += _part(lacking, number, len(growing))
    return heights


def _part(height: int, number: int, count: int) -> int:
    """Return part `number` of `count` of a height, in whole pixels."""
    ends = [pixels_down(height * each / count) for each in (number, number + 1)]
    return ends[1] - ends[0]


def _row_cells(desk: Desk, row: _Row, box: Box) -> list[Ruled]:
    label_width = row.label.width + CELL_SIDES
    label = Box(box.x, box.y, label_width, box.height)
    cells = [_left_cell(row.label, label, Anchor.MIDDLE)._replace(head=Head.ROW)]
    x = label.right
    if row.field is IdentityRow.APPROVER:
        return [*cells, _approval_cell(desk, row, _approval_box(row, box))]
    if _colon(desk, row.field) is Colon.CELL:
        colon = desk.set(":", desk.identity_font, _COLON_COLUMN - CELL_SIDES, Align.CENTER)
        cells.append(_centered_cell(colon, Box(x, box.y, _COLON_COLUMN, box.height)))
        x += _COLON_COLUMN
    value = Box(x, box.y, box.right - x, box.height)
    return [*cells, _left_cell(row.value, value, Anchor.MIDDLE)._replace(origin=row.origin)]


def _approval_box(row: _Row, box: Box) -> Box:
    """Return what is right of the label: the approval has no colon of its own."""
    x = box.x + row.label.width + CELL_SIDES
    return Box(x, box.y, box.right - x, box.height)


def _approval_cell(desk: Desk, row: _Row, box: Box) -> Ruled:
    cell = _centered_cell(replace(row.value, width=box.width - CELL_SIDES), box)
    return cell._replace(paragraphs=with_room(cell.paragraphs, row.room, desk.profile))


def _signing(desk: Desk, row: _Row, box: Box) -> tuple[SigningPlace, ...]:
    """Return where one signs in `row`: over the room of an approval."""
    signer = _approver(desk)
    if row.field is not IdentityRow.APPROVER or signer is None:
        return ()
    inside = _approval_box(row, box)
    lines = _centered_cell(replace(row.value, width=inside.width - CELL_SIDES), inside).paragraphs
    return signing_place(signer, lines[row.room.start : row.room.stop], desk)


def _left_cell(text: SetText, box: Box, anchor: Anchor) -> Ruled:
    inner = Box(box.x + CELL_PADDING.left, box.y, text.width, box.height)
    return Ruled(box, text.anchored(inner, anchor), anchor, padding=CELL_PADDING)


def _centered_cell(text: SetText, box: Box) -> Ruled:
    inner = Box(box.x + CELL_PADDING.left, box.y, text.width, box.height)
    return Ruled(box, text.anchored(inner, Anchor.MIDDLE), padding=CELL_PADDING)


def _unit(desk: Desk, width: int) -> SetText:
    font, unit = bold(desk.identity_font), desk.sop.unit or ""
    return desk.set(unit, font, width - CELL_SIDES, Align.CENTER, "unit")


def _agency_cells(desk: Desk, agency: SetText, box: Box) -> tuple[list[Ruled], Image | None]:
    """Return the agency's cell; with a logo, one for it and one below for the names.

    Two cells without a rule between them, because a spreadsheet cannot put a text
    at a given height of its cell.
    """
    if desk.logo is None:
        return [_centered_cell(agency, box)], None
    logo = desk.logo.box
    top = box.y + (box.height - logo.height - _LOGO_GAP - agency.height) // 2
    split = pixels_up(top + logo.height + _LOGO_GAP)
    upper = Box(box.x, box.y, box.width, split - box.y)
    lower = Box(box.x, split, box.width, box.bottom - split)
    inner = Box(lower.x + CELL_PADDING.left, lower.y, agency.width, lower.height)
    cells = [
        Ruled(upper, borders=ALL_SIDES - {Side.BOTTOM}),
        Ruled(
            lower,
            agency.anchored(inner, Anchor.TOP),
            Anchor.TOP,
            ALL_SIDES - {Side.TOP},
            CELL_PADDING,
        ),
    ]
    left = box.x + (box.width - logo.width) // 2
    return cells, replace(desk.logo, box=replace(logo, x=left, y=top))
