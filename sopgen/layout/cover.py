"""Lay out the cover: its parts centred under each other, evenly over the page."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Align, Anchor, Box, Font, Image, Item, Text
from sopgen.layout.desk import Desk, lines_of
from sopgen.layout.paper import Sheet, points
from sopgen.layout.typeset import SetText, pixels_down, pixels_up
from sopgen.model.sop import Cover, CoverPart

_TOGETHER = (
    {CoverPart.TITLE, CoverPart.NAME},
    {CoverPart.UNIT, CoverPart.AGENCY},
    {CoverPart.AGENCY, CoverPart.ADDRESS},
    {CoverPart.AGENCY, CoverPart.YEAR},
    {CoverPart.ADDRESS, CoverPart.YEAR},
)
"""Parts that read as one block."""


class _Block(Struct, frozen=True):
    """A part of the cover: words, or the logo; `heading` is its outline level."""

    part: CoverPart
    text: SetText | None
    logo: Image | None = None

    @property
    def height(self) -> int:
        if self.logo is not None:
            return pixels_up(self.logo.box.height)
        return pixels_up(self.text.height) if self.text else 0


def cover(desk: Desk, asked: Cover, sheet: Sheet) -> tuple[Item, ...]:
    """Return the items of the cover that the letterhead asks for."""
    blocks = [_block(desk, asked, part, sheet.body.width) for part in asked.parts]
    blocks = [block for block in blocks if block.height]
    if not blocks:
        return ()
    gaps = _gaps(blocks)
    room = sheet.body.height - sum(block.height for block in blocks)
    unit = room / (sum(gaps) + 2)
    y: float = sheet.body.y + unit
    items: list[Item] = []
    for block, gap in zip(blocks, [*gaps, 0.0], strict=True):
        items.append(_placed(block, sheet.body, pixels_down(y)))
        y += block.height + unit * gap
    return tuple(items)


def _gaps(blocks: list[_Block]) -> list[float]:
    """Return the room after each block but the last, in parts of the whole."""
    return [0.3 if {a.part, b.part} in _TOGETHER else 2.0 for a, b in pairwise(blocks)]


def _placed(block: _Block, body: Box, y: int) -> Item:
    if block.logo is not None:
        box = block.logo.box
        left = body.x + (body.width - box.width) // 2
        return replace(block.logo, box=replace(box, x=left, y=y))
    assert block.text is not None
    box = Box(body.x, y, body.width, block.height)
    inner = Box(body.x + 20, y, body.width - 40, block.height)
    heading = 1 if block.part is CoverPart.TITLE else 0
    return Text(box, block.text.anchored(inner, Anchor.TOP), heading=heading)


def _block(desk: Desk, asked: Cover, part: CoverPart, width: int) -> _Block:
    face, inner = desk.profile.font.face, width - 40

    def words(text: str, size: float, heavy: bool = True) -> _Block:
        font = Font(face, points(size), bold=heavy)
        return _Block(part, desk.set(text, _fitting(desk, text, font, inner), inner, Align.CENTER))

    match part:
        case CoverPart.TITLE:
            return words("\n".join(lines_of(asked.title)), 22)
        case CoverPart.NAME:
            name = asked.name_prefix + desk.sop.name
            return words(name.upper() if asked.uppercase_name else name, 20)
        case CoverPart.LOGO:
            return _Block(part, None, _enlarged(desk.logo) if desk.logo else None)
        case CoverPart.UNIT:
            return words(desk.sop.unit or "", 16)
        case CoverPart.AGENCY:
            agency = asked.agency if asked.agency is not None else desk.letterhead.agency
            return words("\n".join(lines_of(agency)), 16)
        case CoverPart.ADDRESS:
            return words("\n".join(lines_of(desk.letterhead.address)), 11, heavy=False)
        case CoverPart.YEAR:
            return words(_year(desk), 16)


def _fitting(desk: Desk, text: str, font: Font, width: int) -> Font:
    """Return `font`, smaller where that keeps the typed lines whole."""
    for size in range(font.size, font.size * 7 // 10, -10):
        smaller = replace(font, size=size)
        if all(len(each.lines) == 1 for each in desk.set(text, smaller, width).passages):
            return smaller
    return font


def _enlarged(logo: Image) -> Image:
    """Return `logo` at twice the size that it has on the identity page."""
    box = logo.box
    return replace(logo, box=replace(box, width=2 * box.width, height=2 * box.height))


def _year(desk: Desk) -> str:
    """Return the line of the year: that in which the SOP was made."""
    date = desk.sop.created or desk.sop.effective or ""
    year = date[:4]
    return f"{desk.profile.labels.year} {year}" if year.isdecimal() and len(year) == 4 else ""
