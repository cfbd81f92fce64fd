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
from sopgen.writers.xlsx.grid import Grid, Room, Ruled, Strip, room_of

_FREE_LINES = 2
"""A row keeps its height where its text has room for so many lines more."""


def growing_rows(grid: Grid) -> frozenset[int]:
    """Return the rows of `grid` that grow, counted from 0."""
    return frozenset(row for strip in grid.strips for row in _growing(strip))


def _growing(strip: Strip) -> Iterator[int]:
    drawn = [item.box for item in strip.items if isinstance(item, Drawing)]
    for room, paragraphs in _texts(strip):
        if (
            _is_nearly_full(room, paragraphs)
            and strip.rows[room.bottom] == strip.rows[room.top] + 1
            and not any(box.y < room.bottom and room.top < box.bottom for box in drawn)
        ):
            yield strip.rows[room.top]


def _texts(strip: Strip) -> Iterator[tuple[Room, Sequence[Paragraph]]]:
    for item in strip.items:
        match item:
            case Ruled():
                for boxed in item.cells:
                    for entry in boxed.entries:
                        yield entry.text, entry.paragraphs
                    if not boxed.entries and not boxed.cell.upright:
                        yield boxed.room, boxed.cell.paragraphs
            case Text():
                yield room_of(item.box), item.paragraphs
            case Drawing() | Image():
                pass
            case _:
                assert_never(item)


def _is_nearly_full(room: Room, paragraphs: Sequence[Paragraph]) -> bool:
    if not paragraphs:
        return False
    free = room.bottom - room.top - _FREE_LINES * paragraphs[-1].line_height
    return free < sum([each.line_height * (len(each.text_lines) or 1) for each in paragraphs])
