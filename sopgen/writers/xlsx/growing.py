"""Decide which rows of a worksheet become higher when more is typed into them.

In: a `Grid`. Out: the numbers of rows whose height is not set for ever. Under a drawing
all rows keep theirs, or its symbols would be stretched; elsewhere those grow whose text has
little room, and stay as high as they are until somebody types.

What spreadsheets do: they fit a row to its single cells and to those merged across, never to
ranges merged downwards; Excel fits it to single cells alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from sopgen.document.page import Drawing, Image, Paragraph, Text
from sopgen.writers.xlsx.grid import Area, Grid, Room, Ruled, Strip, room_of

_FREE_LINES = 2
"""A row keeps its height where its text has room for so many lines more."""


def growing_rows(grid: Grid) -> frozenset[int]:
    """Return the rows of `grid` that grow, counted from 0."""
    return frozenset(
        area.top
        for strip in grid.strips
        for area, room, paragraphs in _texts(strip)
        if area.bottom == area.top + 1
        and _is_nearly_full(room, paragraphs)
        and not _is_drawn_over(room, strip)
    )


def _is_drawn_over(room: Room, strip: Strip) -> bool:
    drawn = (item.box for item in strip.items if isinstance(item, Drawing))
    return any(box.y < room.bottom and room.top < box.bottom for box in drawn)


def _texts(strip: Strip) -> Iterator[tuple[Area, Room, Sequence[Paragraph]]]:
    for item in strip.items:
        match item:
            case Ruled():
                for boxed in item.cells:
                    for entry in boxed.entries:
                        yield strip.area(entry.text), entry.text, entry.paragraphs
                    if not boxed.entries and not boxed.cell.upright:
                        yield strip.area(boxed.room), boxed.room, boxed.cell.paragraphs
            case Text():
                room = room_of(item.box)
                yield strip.area(room), room, item.paragraphs
            case Drawing() | Image():
                pass
            case _:
                assert_never(item)


def _is_nearly_full(room: Room, paragraphs: Sequence[Paragraph]) -> bool:
    if not paragraphs:
        return False
    height = sum(each.line_height * max(1, len(each.text_lines)) for each in paragraphs)
    return room.bottom - room.top - height < _FREE_LINES * paragraphs[-1].line_height
