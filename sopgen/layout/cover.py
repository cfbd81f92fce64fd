"""Lay out the cover: its parts centred under each other, evenly over the page.

A line that is too long for the page goes on in a second one about as long; type becomes
smaller only where that is not enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import PIXEL, Align, Anchor, Box, Font, Image, Item, Run, Text
from sopgen.layout.desk import Desk, lines_of
from sopgen.layout.paper import Sheet, points
from sopgen.layout.typeset import Passage, SetText, pixels_down, pixels_up, runs_of
from sopgen.model.kinds import Items
from sopgen.model.sop import Cover, CoverPart

_TOGETHER = (
    {CoverPart.TITLE, CoverPart.NAME},
    {CoverPart.UNIT, CoverPart.AGENCY},
    {CoverPart.AGENCY, CoverPart.ADDRESS},
    {CoverPart.AGENCY, CoverPart.YEAR},
    {CoverPart.ADDRESS, CoverPart.YEAR},
)
"""Parts that read as one block."""

_BELOW = 30
"""A workbook keeps 1 pt free above and below a text, or cuts its descenders."""

_ROOM = 0.94
"""Lines keep clear of both margins: they have this part of the width."""

_MOST_LINES = 2
"""In so many lines one that was typed may go on."""


class _Block(Struct, frozen=True):
    """A part of the cover: words, or the logo; `heading` is its outline level."""

    part: CoverPart
    text: SetText | None
    logo: Image | None = None

    @property
    def height(self) -> int:
        if self.logo is not None:
            return pixels_up(self.logo.box.height)
        return pixels_up(self.text.height + _BELOW) if self.text and self.text.height else 0


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
    face = desk.profile.font.face

    def words(lines: Items, size: float, heavy: bool = True) -> _Block:
        font = Font(face, points(size), bold=heavy)
        return _Block(part, _balanced(desk, lines_of(lines), font, width - 40))

    match part:
        case CoverPart.TITLE:
            return words(asked.title, 22)
        case CoverPart.NAME:
            name = asked.name_prefix + desk.sop.name
            return words(name.upper() if asked.uppercase_name else name, 20)
        case CoverPart.LOGO:
            return _Block(part, None, _enlarged(desk.logo) if desk.logo else None)
        case CoverPart.UNIT:
            return words(desk.sop.unit or "", 16)
        case CoverPart.AGENCY:
            return words(desk.letterhead.agency if asked.agency is None else asked.agency, 16)
        case CoverPart.ADDRESS:
            return words(desk.letterhead.address, 11, heavy=False)
        case CoverPart.YEAR:
            return words(_year(desk), 16)


def _balanced(desk: Desk, typed: Sequence[str], font: Font, width: int) -> SetText:
    """Return the `typed` lines, those that are too long broken where their parts are most alike."""
    room = round(width * _ROOM)
    found = [_in_lines(desk, line, font, room) for line in typed]
    for size in range(font.size, font.size * 7 // 10, -10):
        smaller = replace(font, size=size)
        fitting = [_in_lines(desk, line, smaller, room) for line in typed]
        if all(len(each) <= _MOST_LINES for each in fitting):
            font, found = smaller, fitting
            break
    broken = [Passage(_with_breaks(lines)) for lines in found]
    return desk.typesetter.set(broken, font, width, Align.CENTER)


def _in_lines(desk: Desk, line: str, font: Font, room: int) -> Sequence[Sequence[Run]]:
    """Return `line` broken into as few lines as `room` allows, the longest as short as can be.

    The least room for that is sought by halving.
    """
    passage = [Passage(runs_of(line, font))]

    def lines_in(width: int) -> Sequence[Sequence[Run]]:
        return desk.typesetter.set(passage, font, width).passages[0].lines

    wide, narrow = room, room // 3
    fewest = lines_in(wide)
    if len(fewest) == 1:
        return fewest
    while wide - narrow > PIXEL:
        middle = (wide + narrow) // 2
        if len(lines_in(middle)) > len(fewest):
            narrow = middle
        else:
            wide = middle
    return lines_in(wide)


def _with_breaks(lines: Sequence[Sequence[Run]]) -> tuple[Run, ...]:
    """Return the runs of all `lines` with a line break between them."""
    first, *others = lines
    broken = ((replace(line[0], text=f"\n{line[0].text}"), *line[1:]) for line in others)
    return (*first, *(run for line in broken for run in line))


def _enlarged(logo: Image) -> Image:
    """Return `logo` at twice the size that it has on the identity page."""
    box = logo.box
    return replace(logo, box=replace(box, width=2 * box.width, height=2 * box.height))


def _year(desk: Desk) -> str:
    """Return the line of the year: that in which the SOP was made."""
    date = desk.sop.created or desk.sop.effective or ""
    year = date[:4]
    return f"{desk.profile.labels.year} {year}" if year.isdecimal() and len(year) == 4 else ""
