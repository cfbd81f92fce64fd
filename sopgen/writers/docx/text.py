"""Set paragraphs so that Word wraps and places them as the layout did.

In: a paragraph with its final box and lines, and the room that Word has for it.
Out: a `w:p` whose indents, spacing and exact pitch put every line where the layout
says. It owns where an invisible break is allowed inside the text.

What Word does:

- With an exact pitch the font never grows a line, so an empty paragraph may be as
  low as it is asked to be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Align, Field, Font, Paragraph, Run
from sopgen.writers.docx.looks import PLAIN, Look
from sopgen.writers.office.markup import escaped
from sopgen.writers.office.slashes import breakable

_LEEWAY = 20
"""What a single line may be too long by: 1 pt."""

_ALIGNMENTS = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_FIELDS = {Field.PAGE: " PAGE ", Field.PAGES: " NUMPAGES "}
"""The instructions of the fields that need no place."""

_CONTROLS = {"\n": "<w:br/>", "\t": "<w:tab/>", "": ""}
"""What is no text: a control, and the nothing between two of them."""

_CONTROL = re.compile("([\n\t])")


class Room(Struct, frozen=True):
    """Where Word would set text by itself: between `left` and `right`, from `top` on."""

    left: int
    right: int
    top: int


def text_bottom(paragraph: Paragraph) -> int:
    """Return where the last line of `paragraph` ends, be it an empty one."""
    lines, text = 1, "".join([run.text for run in paragraph.runs])
    if paragraph.lines:
        depth = paragraph.lines[-1].baseline - paragraph.box.y
        lines += depth // paragraph.line_height
    lines += len(text) - len(text.rstrip("\n"))
    return paragraph.box.y + paragraph.line_height * lines


def wrapping(paragraph: Paragraph) -> tuple[int, int]:
    """Return between which sides Word breaks the text of `paragraph` as the layout did.

    The layout says at which width that is surest. A single line gets leeway, because
    a box that fits it to the twip would break it wherever Word rounds a width up.
    """
    box = paragraph.box
    width = box.width
    if paragraph.wrap is not None:
        width = paragraph.wrap
    elif len(paragraph.text_lines) == 1:
        width += _LEEWAY
    match paragraph.align:
        case Align.LEFT:
            left = box.x
        case Align.CENTER:
            left = box.x + (box.width - width) // 2
        case Align.RIGHT:
            left = box.right - width
        case _:
            assert_never(paragraph.align)
    return left, left + width


def text_of(paragraphs: Sequence[Paragraph], room: Room, look: Look = PLAIN, after: int = 0) -> str:
    """Return `paragraphs`, one at least, as XML, each at its place below the one before.

    The last one leaves `after` twips below itself.
    """
    *upper, last = paragraphs
    out = ""
    for paragraph in upper:
        out += _paragraph(paragraph, room, look)
        room = Room(room.left, room.right, text_bottom(paragraph))
    return out + _paragraph(last, room, look, after)


def listed(paragraphs: Sequence[Paragraph], room: Room, look: Look, lists: Sequence[int]) -> str:
    """Return `paragraphs` as `text_of` does, their marks made by the `lists` that number them."""
    out = ""
    for paragraph, number in zip(paragraphs, lists, strict=True):
        out += _paragraph(paragraph, room, look, number=number)
        room = Room(room.left, room.right, text_bottom(paragraph))
    return out


def beside(line: Sequence[Paragraph], room: Room, look: Look) -> str:
    """Return texts of one height as one paragraph: at the left, in the middle, at the right."""
    width, first = room.right - room.left, line[0]
    places = {Align.LEFT: 0, Align.CENTER: width // 2, Align.RIGHT: width}
    tabs = "".join(
        f'<w:tab w:val="{_ALIGNMENTS[each.align]}" w:pos="{places[each.align]}"/>'
        for each in line
        if each.align is not Align.LEFT
    )
    properties = f"{_style(look)}<w:tabs>{tabs}</w:tabs>"
    properties += _spacing(first.box.y - room.top, first.line_height)
    runs: list[Run] = []
    for each in line:
        before = () if each.align is Align.LEFT else (replace(each.runs[0], text="\t", field=None),)
        runs += (*before, *each.runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(runs, look)}</w:p>"


def blank(height: int, look: Look = PLAIN) -> str:
    """Return an empty paragraph, `height` twips high, as XML."""
    return f"<w:p><w:pPr>{_style(look)}{_spacing(0, height)}</w:pPr></w:p>"


def gap(height: int) -> str:
    """Return an empty paragraph that is not there to be typed in, as XML."""
    return f"<w:p><w:pPr>{gap_properties(height)}</w:pPr></w:p>"


def gap_properties(height: int, after: int = 0) -> str:
    """Return how a paragraph is that is not there to be typed in: as low as its `height`."""
    return f'{_spacing(0, height, after)}<w:rPr><w:sz w:val="2"/></w:rPr>'


def _style(look: Look) -> str:
    return f'<w:pStyle w:val="{look.id}"/>' if look.id else ""


def _paragraph(
    paragraph: Paragraph, room: Room, look: Look, after: int = 0, number: int = 0
) -> str:
    marker, runs = paragraph.marker, paragraph.runs
    first, last = wrapping(paragraph)
    left, right = first - room.left, room.right - last
    properties = _style(look)
    if number:
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    if marker and paragraph.indent:
        properties += f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>'
    properties += _spacing(paragraph.box.y - room.top, paragraph.line_height, after)
    properties += _indents(left, right, paragraph.indent if marker else 0)
    if paragraph.align is not Align.LEFT:
        properties += f'<w:jc w:val="{_ALIGNMENTS[paragraph.align]}"/>'
    text = "".join([run.text for run in runs])
    if runs and not text and not number:
        properties += _set_in(runs[0].font, look)
    runs = breakable(paragraph)
    if marker and number:
        properties += _set_in(marker.font, look)
    elif marker:
        runs = (typed_mark(paragraph, marker), *runs)
    inside = _runs(runs, look)
    if paragraph.link is not None:
        inside = _linked(paragraph.link, runs, look)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def bookmark(page: int) -> str:
    """Return the mark that links to `page`, from 0, lead to."""
    name = f"{_PLACE}{page}"
    return f'<w:bookmarkStart w:id="{page}" w:name="{name}"/><w:bookmarkEnd w:id="{page}"/>'


_PLACE = "halaman_"


def _linked(page: int, runs: Sequence[Run], look: Look) -> str:
    """Return `runs` as a link to `page`, in the colour of the text around it."""
    place = f"{_PLACE}{page}"
    inside = "".join([_run(run, look, place) for run in runs])
    return f'<w:hyperlink w:anchor="{place}" w:history="1">{inside}</w:hyperlink>'


def typed_mark(paragraph: Paragraph, marker: Run) -> Run:
    """Return the `marker` of `paragraph` as it is typed before its text."""
    parting = "\t" if paragraph.indent else "\u00a0"
    return Run(f"{marker.text}{parting}", marker.font)


def _runs(runs: Sequence[Run], look: Look) -> str:
    return "".join([_run(run, look) for run in runs])


def _indents(left: int, right: int, hanging: int) -> str:
    kept = f' w:left="{left}"' if left else ""
    kept += f' w:right="{right}"' if right else ""
    kept += f' w:hanging="{hanging}"' if hanging else ""
    return f"<w:ind{kept}/>" if kept else ""


def _spacing(before: int, line: int, after: int = 0) -> str:
    above = f' w:before="{before}"' if before > 0 else ""
    below = f' w:after="{after}"' if after > 0 else ""
    return f'<w:spacing w:line="{line}" w:lineRule="exact"{above}{below}/>'


@cache
def font_properties(font: Font, more: str = "") -> str:
    """Return the `w:rPr` that sets text in `font`, and `more`, as XML; Word counts half points."""
    scripts = ("ascii", "hAnsi", "eastAsia", "cs")
    faces = "".join(f' w:{script}="{font.face}"' for script in scripts)
    bold, italic = "<w:b/>" if font.bold else "", "<w:i/>" if font.italic else ""
    size = font.size // 10
    sizes = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return f"<w:rPr><w:rFonts{faces}/>{bold}{italic}{sizes}{more}</w:rPr>"


@cache
def _set_in(font: Font, look: Look) -> str:
    """Return the `w:rPr` of a text in `font`: only what its style does not say."""
    usual = look.font
    if usual is None or (font.face, font.size) != (usual.face, usual.size):
        return font_properties(font)
    bold = f'<w:b w:val="{font.bold:d}"/>' if font.bold != usual.bold else ""
    italic = f'<w:i w:val="{font.italic:d}"/>' if font.italic != usual.italic else ""
    return f"<w:rPr>{bold}{italic}</w:rPr>" if bold or italic else ""


def _run(run: Run, look: Look, place: str = "") -> str:
    """Return `run` as XML; `place` is the bookmark that its paragraph leads to."""
    if run.field is not None:
        return _field(run, run.field, look, place)
    if not run.text:
        return ""
    pieces = "".join(map(_piece, _CONTROL.split(run.text)))
    return f"<w:r>{_set_in(run.font, look)}{pieces}</w:r>"


def _piece(piece: str) -> str:
    return _CONTROLS[piece] if piece in _CONTROLS else _text("w:t", piece)


def _text(name: str, text: str) -> str:
    kept = text == text.strip() and "  " not in text
    preserved = "" if kept else ' xml:space="preserve"'
    return f"<{name}{preserved}>{escaped(text)}</{name}>"


def _field(run: Run, field: Field, look: Look, place: str) -> str:
    """Return what Word counts itself, with the value of this page until it does.

    PAGEREF (ECMA-376-1, 17.16.5.45) gives the label of the page that a bookmark stands on.
    """
    font = _set_in(run.font, look)
    instruction = f" PAGEREF {place} \\h " if field is Field.PAGE_OF else _FIELDS[field]
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        _text("w:instrText", instruction),
        '<w:fldChar w:fldCharType="separate"/>',
        _text("w:t", run.text),
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{font}{part}</w:r>" for part in parts)
