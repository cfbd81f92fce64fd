"""Set paragraphs so that Word wraps and places them as the layout did.

In: a paragraph with its final box and lines, and the room that Word has for it.
Out: a `w:p` whose indents, spacing and exact pitch put every line where the layout
says. It owns where an invisible break is allowed inside the text.

What Word does:

- It breaks a line at a space and after a hyphen, but not after a slash, where
  LibreOffice and the layout do; U+200B after the slash lets it.
- With an exact pitch the font never grows a line, so an empty paragraph may be as
  low as it is asked to be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import assert_never

from sopgen.page import Align, Box, Field, Font, Line, Paragraph, Run
from sopgen.writers.ooxml import Element, add, qualified, root

ZERO_WIDTH_SPACE = "\u200b"

_LEEWAY = 20
"""What a single line may be too long by: 1 pt."""

_ALIGNMENTS = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_FIELDS = {Field.PAGE: " PAGE ", Field.PAGES: " NUMPAGES "}
_PRESERVE = {"xml:space": "preserve"}
_CONTROLS = {"\n": "w:br", "\t": "w:tab"}


@dataclass(frozen=True, slots=True)
class Room:
    """Where Word would set text by itself: between `left` and `right`, from `top` on."""

    left: int
    right: int
    top: int


def text_lines(paragraph: Paragraph) -> tuple[Line, ...]:
    """Return the printed lines of `paragraph` without the line of its marker."""
    return paragraph.lines[1:] if paragraph.marker else paragraph.lines


def text_bottom(paragraph: Paragraph) -> int:
    """Return where the last line of `paragraph` ends, be it an empty one."""
    lines, text = 1, "".join(run.text for run in paragraph.runs)
    if paragraph.lines:
        depth = paragraph.lines[-1].baseline - paragraph.box.y
        lines += depth // paragraph.line_height
    lines += len(text) - len(text.rstrip("\n"))
    return paragraph.box.y + paragraph.line_height * lines


def wrapping(paragraph: Paragraph) -> Box:
    """Return the room in which Word breaks the text of `paragraph` as the layout did.

    The layout says at which width that is surest. A single line gets leeway, because
    a box that fits it to the twip would break it wherever Word rounds a width up.
    """
    box = paragraph.box
    width = box.width
    if paragraph.wrap is not None:
        width = paragraph.wrap
    elif len(text_lines(paragraph)) == 1:
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
    return Box(left, box.y, width, box.height)


def add_paragraphs(
    parent: Element, paragraphs: Sequence[Paragraph], room: Room, style: str = ""
) -> None:
    """Append `paragraphs` to `parent`, each at its place below the one before."""
    top = room.top
    for paragraph in paragraphs:
        _add_paragraph(parent, paragraph, Room(room.left, room.right, top), style)
        top = text_bottom(paragraph)


def add_blank(parent: Element, height: int) -> Element:
    """Append an empty paragraph, `height` twips high, and return its properties."""
    properties = add(add(parent, "w:p"), "w:pPr")
    _add_spacing(properties, 0, height)
    return properties


def add_gap(parent: Element, height: int) -> Element:
    """Append an empty paragraph that is not there to be typed in, and return its properties."""
    properties = add_blank(parent, height)
    add(add(properties, "w:rPr"), "w:sz", {"w:val": "2"})
    return properties


def space_after(parent: Element, height: int) -> None:
    """Leave `height` twips below the last paragraph of `parent`."""
    spacing = next(parent[-1].iterfind(f"{qualified('w:pPr')}/{qualified('w:spacing')}"))
    spacing.set(qualified("w:after"), str(height))


def _add_paragraph(parent: Element, paragraph: Paragraph, room: Room, style: str) -> None:
    element = add(parent, "w:p")
    properties = add(element, "w:pPr")
    if style:
        add(properties, "w:pStyle", {"w:val": style})
    box = wrapping(paragraph)
    left, right = box.x - room.left, room.right - box.right
    if paragraph.marker:
        tab = {"w:val": "left", "w:pos": str(left)}
        add(add(properties, "w:tabs"), "w:tab", tab)
    _add_spacing(properties, box.y - room.top, paragraph.line_height)
    hanging = paragraph.indent if paragraph.marker else 0
    indents = {"w:left": left, "w:right": right, "w:hanging": hanging}
    if any(indents.values()):
        kept = {name: str(value) for name, value in indents.items() if value}
        add(properties, "w:ind", kept)
    if paragraph.align is not Align.LEFT:
        add(properties, "w:jc", {"w:val": _ALIGNMENTS[paragraph.align]})
    if not any(run.text for run in paragraph.runs) and paragraph.runs:
        add_font(properties, paragraph.runs[0].font)
    if paragraph.marker:
        _add_run(element, replace(paragraph.marker, text=f"{paragraph.marker.text}\t"))
    for run in breakable(paragraph):
        _add_run(element, run)


def _add_spacing(properties: Element, before: int, line: int) -> None:
    spacing = {"w:line": str(line), "w:lineRule": "exact"}
    if before > 0:
        spacing["w:before"] = str(before)
    add(properties, "w:spacing", spacing)


def add_font(parent: Element, font: Font) -> Element:
    """Append the `w:rPr` that sets text in `font` and return it."""
    properties = deepcopy(_font_properties(font))
    parent.append(properties)
    return properties


@cache
def _font_properties(font: Font) -> Element:
    """Return the `w:rPr` of `font`; Word counts half points."""
    properties = root("w:rPr", ("w",))
    scripts = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
    add(properties, "w:rFonts", dict.fromkeys(scripts, font.face))
    if font.bold:
        add(properties, "w:b")
    if font.italic:
        add(properties, "w:i")
    size = {"w:val": str(font.size // 10)}
    add(properties, "w:sz", size)
    add(properties, "w:szCs", size)
    return properties


def _add_run(parent: Element, run: Run) -> None:
    if run.field is not None:
        _add_field(parent, run, run.field)
    elif run.text:
        element = add(parent, "w:r")
        add_font(element, run.font)
        for piece in re.split(r"([\n\t])", run.text):
            if piece in _CONTROLS:
                add(element, _CONTROLS[piece])
            elif piece:
                _add_text(element, "w:t", piece)


def _add_text(parent: Element, name: str, text: str) -> None:
    kept = text == text.strip() and "  " not in text
    add(parent, name, {} if kept else _PRESERVE).text = text


def _add_field(parent: Element, run: Run, field: Field) -> None:
    """Append what Word counts itself, with the value of this page until it does."""
    for part in ("begin", "code", "separate", "text", "end"):
        element = add(parent, "w:r")
        add_font(element, run.font)
        match part:
            case "code":
                _add_text(element, "w:instrText", _FIELDS[field])
            case "text":
                _add_text(element, "w:t", run.text)
            case _:
                add(element, "w:fldChar", {"w:fldCharType": part})


def breakable(paragraph: Paragraph) -> tuple[Run, ...]:
    """Return the runs, with a break allowed after each slash that really ends a line."""
    if not any("/" in run.text for run in paragraph.runs):
        return paragraph.runs
    breaks = _slash_breaks(paragraph)
    if not breaks:
        return paragraph.runs
    runs, start = [], 0
    for run in paragraph.runs:
        end = start + len(run.text)
        inside = [at - start for at in breaks if start < at <= end]
        cuts = [0, *inside, len(run.text)]
        pieces = [run.text[low:high] for low, high in pairwise(cuts)]
        runs.append(replace(run, text=ZERO_WIDTH_SPACE.join(pieces)))
        start = end
    return tuple(runs)


def _slash_breaks(paragraph: Paragraph) -> list[int]:
    """Return the places in the text, counted from 0, where a line ends with a slash.

    The lines have lost the spaces at which they were broken, so the other
    characters are counted.
    """
    ends, count = set(), 0
    lines = ["".join(run.text for run in line.runs) for line in text_lines(paragraph)]
    for line in lines[:-1]:
        count += sum(not letter.isspace() for letter in line)
        if line.endswith("/"):
            ends.add(count)
    if not ends:
        return []
    text = "".join(run.text for run in paragraph.runs)
    places, count = [], 0
    for at, letter in enumerate(text[:-1], start=1):
        count += not letter.isspace()
        if count in ends and letter == "/" and not text[at].isspace():
            places.append(at)
    return places
