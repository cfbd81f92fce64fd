"""Lay out the cover: its parts centred under each other, evenly over the page.

A line that is too long for the page goes on in a second one about as long; type becomes
smaller only where that is not enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import (
    PIXEL,
    Align,
    Anchor,
    Box,
    Font,
    Image,
    Item,
    Run,
    SigningPlace,
    Text,
)
from sopgen.layout.cover_rows import CoverRows, cover_rows
from sopgen.layout.desk import ADDRESS, AGENCY, Desk
from sopgen.layout.grid import table
from sopgen.layout.labelled import Labelled, labelled
from sopgen.layout.paper import PageContent, Sheet, points
from sopgen.layout.signing.ruled import RuledSignatures, ruled_signatures
from sopgen.layout.typed import TypedLine, typed_lines
from sopgen.layout.typeset import Passage, SetText, pixels_down, pixels_up, runs_of
from sopgen.model.cover import Cover, CoverPart, YearOf
from sopgen.model.dates import read_date
from sopgen.model.kinds import Items
from sopgen.model.profile import IdentityRow
from sopgen.model.sop import Sop
from sopgen.problems.problem import Problem

_TOGETHER = (
    {CoverPart.TITLE, CoverPart.NAME},
    {CoverPart.ROWS, CoverPart.CONTROL},
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

_ROWS = 0.8
"""Rows have this part of the width."""

_MOST_LINES = 2
"""In so many lines one that was typed may go on."""


_Content: TypeAlias = SetText | Image | CoverRows | RuledSignatures


class _Block(Struct, frozen=True):
    """A part of the cover and what it consists of."""

    part: CoverPart
    content: _Content

    @property
    def height(self) -> int:
        match self.content:
            case SetText(height=height):
                return pixels_up(height + _BELOW) if height else 0
            case Image(box=box):
                return pixels_up(box.height)
            case CoverRows() | RuledSignatures():
                return self.content.height
            case _:
                assert_never(self.content)


def cover(desk: Desk, asked: Cover, sheet: Sheet) -> tuple[PageContent | None, tuple[Problem, ...]]:
    """Return the cover that is asked for, none without parts, and whether it fits on its page.

    Where parts have no room beside a logo of twice its size, the logo has the usual one.
    """
    blocks = _blocks(desk, asked, sheet.body)
    if not blocks:
        return None, ()
    if _height(blocks) > sheet.body.height:
        blocks = [_with_smaller_logo(block, desk) for block in blocks]
    if _height(blocks) > sheet.body.height:
        return None, (_too_high(desk),)
    gaps = _gaps(blocks)
    unit = (sheet.body.height - _height(blocks)) / (sum(gaps) + 2)
    y: float = sheet.body.y + unit
    items, signing = list[Item](), list[SigningPlace]()
    for block, gap in zip(blocks, [*gaps, 0.0], strict=True):
        item, places = _placed(block, sheet.body, pixels_down(y))
        items.append(item)
        signing += places
        y += block.height + unit * gap
    return PageContent(tuple(items), tuple(signing)), ()


def _blocks(desk: Desk, asked: Cover, body: Box) -> list[_Block]:
    made = ((part, _content(desk, asked, part, body)) for part in asked.parts)
    blocks = [_Block(part, content) for part, content in made if content is not None]
    return [block for block in blocks if block.height]


def _height(blocks: Sequence[_Block]) -> int:
    return sum(block.height for block in blocks)


def _with_smaller_logo(block: _Block, desk: Desk) -> _Block:
    return replace(block, content=desk.logo) if block.part is CoverPart.LOGO else block


def _too_high(desk: Desk) -> Problem:
    own = desk.sop.format is not None and isinstance(desk.sop.format.cover, Cover)
    return Problem(
        "LAY010",
        "Isi sampul lebih tinggi daripada satu halaman.",
        ("format", "sampul") if own else ("kop",),
        hint="Kurangi bagian, baris atau penanda tangan di sampul.",
    )


def _gaps(blocks: list[_Block]) -> list[float]:
    """Return the room after each block but the last, in parts of the whole."""
    return [0.3 if {a.part, b.part} in _TOGETHER else 2.0 for a, b in pairwise(blocks)]


def _placed(block: _Block, body: Box, y: int) -> tuple[Item, Sequence[SigningPlace]]:
    content = block.content
    match content:
        case SetText():
            box = Box(body.x, y, body.width, block.height)
            inner = Box(body.x + 20, y, body.width - 40, block.height)
            heading = 1 if block.part is CoverPart.TITLE else 0
            return Text(box, content.anchored(inner, Anchor.TOP), heading=heading), ()
        case Image(box=box):
            left = body.x + (body.width - box.width) // 2
            return replace(content, box=replace(box, x=left, y=y)), ()
        case CoverRows():
            left = body.x + pixels_down((body.width - content.width) / 2)
            return table(list(content.placed(left, y))), ()
        case RuledSignatures():
            cells, signing = content.placed(y)
            return table(cells), signing
        case _:
            assert_never(content)


def _content(desk: Desk, asked: Cover, part: CoverPart, body: Box) -> _Content | None:
    """Return what stands in `part`; None where nothing does."""
    face, width = desk.profile.font.face, body.width

    def words(lines: Items, size: float, origin: str, heavy: bool = True) -> SetText:
        font = Font(face, points(size), bold=heavy)
        return _balanced(desk, typed_lines(lines, origin), font, width - 40)

    def rows(typed: Sequence[Labelled]) -> CoverRows | None:
        labels = [row.label for row in (*_typed(desk, asked), *control)]
        return cover_rows(desk, typed, labels, pixels_down(width * _ROWS))

    control = [Labelled(label, value) for label, value in asked.control.items()]

    match part:
        case CoverPart.TITLE:
            return words(asked.title, 22, "")
        case CoverPart.NAME:
            name = asked.name_prefix + desk.sop.name
            return words(name.upper() if asked.uppercase_name else name, 20, "nama")
        case CoverPart.LOGO:
            return _enlarged(desk.logo) if desk.logo else None
        case CoverPart.ROWS:
            return rows(list(_typed(desk, asked)))
        case CoverPart.CONTROL:
            return rows(control)
        case CoverPart.APPROVAL:
            return _approval(desk, body)
        case CoverPart.UNIT:
            return words(desk.sop.unit or "", 16, "unit")
        case CoverPart.AGENCY:
            if asked.agency is None:
                return words(desk.letterhead.agency, 16, AGENCY)
            return words(asked.agency, 16, "")
        case CoverPart.ADDRESS:
            return words(desk.letterhead.address, 11, ADDRESS, heavy=False)
        case CoverPart.YEAR:
            return words(_year(desk, asked), 16, "tahun")
        case _:
            assert_never(part)


def _typed(desk: Desk, asked: Cover) -> Iterator[Labelled]:
    """Yield the rows of the SOP that the cover repeats, as far as they were typed."""
    for row in asked.rows:
        for each in labelled(desk, IdentityRow(row.value)):
            if each.value is not None:
                yield each


def _approval(desk: Desk, body: Box) -> RuledSignatures | None:
    """Return the signatures, a single one no wider than the rows."""
    found = desk.signers.cover
    if not found:
        return None
    wide = body.width if len(found) > 1 else pixels_down(body.width * _ROWS)
    left = body.x + pixels_down((body.width - wide) / 2)
    return ruled_signatures(desk, found, Box(left, 0, wide, 0))


def _balanced(desk: Desk, typed: Sequence[TypedLine], font: Font, width: int) -> SetText:
    """Return the `typed` lines, those that are too long broken where their parts are most alike."""
    room = round(width * _ROOM)
    for size in range(font.size, font.size * 7 // 10, -10):
        chosen = replace(font, size=size)
        found = [_in_lines(desk, line, chosen, room) for line, _ in typed]
        if all(len(each) <= _MOST_LINES for each in found):
            break
    else:
        chosen, found = font, [_in_lines(desk, line, font, room) for line, _ in typed]
    broken = [
        Passage(_with_breaks(lines), origin=line.origin)
        for lines, line in zip(found, typed, strict=True)
    ]
    return desk.typesetter.set(broken, chosen, width, Align.CENTER)


def _in_lines(desk: Desk, line: str, font: Font, room: int) -> Sequence[Sequence[Run]]:
    """Return `line` broken into as few lines as `room` allows, the longest as short as can be.

    The least room for that is sought by halving.
    """
    runs, broken = runs_of(line, font), desk.typesetter.broken
    wide, narrow = room, room // 3
    fewest = broken(runs, wide)
    if len(fewest) == 1:
        return fewest
    while wide - narrow > PIXEL:
        middle = (wide + narrow) // 2
        if len(broken(runs, middle)) > len(fewest):
            narrow = middle
        else:
            wide = middle
    return broken(runs, wide)


def _with_breaks(lines: Sequence[Sequence[Run]]) -> tuple[Run, ...]:
    """Return the runs of all `lines` with a line break between them."""
    first, *others = lines
    broken = ((replace(line[0], text=f"\n{line[0].text}"), *line[1:]) for line in others)
    return (*first, *(run for line in broken for run in line))


def _enlarged(logo: Image) -> Image:
    """Return `logo` at twice the size that it has on the identity page."""
    box = logo.box
    return replace(logo, box=replace(box, width=2 * box.width, height=2 * box.height))


def _year(desk: Desk, asked: Cover) -> str:
    """Return the line of the year: the typed one, else that of the date which is asked for."""
    typed = desk.sop.year
    year = _year_of_dates(desk.sop, asked.year_of) if typed is None else typed
    return f"{desk.profile.labels.year} {year}".strip() if year else ""


def _year_of_dates(sop: Sop, asked: YearOf) -> str:
    """Return the year of the date `asked` for, else that of making or of effect."""
    dates = {
        YearOf.CREATED: sop.created,
        YearOf.REVISED: sop.revised,
        YearOf.EFFECTIVE: sop.effective,
    }
    for text in (dates[asked], sop.created, sop.effective):
        found = read_date(text or "")
        if found is not None:
            return str(found.year)
    return ""
