"""Say what a file shows, as readers see it: what the map of a workbook and of a Word file share.

In: texts, symbols and lines of a document, where they lie in the file. Out: the cells, shapes
and lines of `sheet`, with their origins, and the map as a text that both kinds of files carry.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import TypeAlias, assert_never

import msgspec
from msgspec import Struct

from sopgen.document.connectors import (
    EMU_PER_TWIP,
    LEAST_EXTENT,
    connector_geometry,
    connector_path,
    emu,
)
from sopgen.document.page import Box, Connector, Image, Label, Paragraph, Point, Run, Shape
from sopgen.document.sheet import FileKind, FileMap, SeenGlue, SeenLine, SeenShape, Sheet
from sopgen.problems.version import __version__
from sopgen.writers.office.drawingml import PRESETS
from sopgen.writers.office.slashes import ZERO_WIDTH_SPACE
from sopgen.writers.packing import zlib_deflated


class SeenText(Struct, frozen=True):
    """A text, and which parts of it are in italics, from and to which character."""

    text: str
    italic: tuple[tuple[int, int], ...] = ()


def seen_text(runs: Sequence[Run]) -> SeenText:
    """Return what `runs` show."""
    if not runs:
        return _NOTHING
    text = "".join([run.text for run in runs]).replace(ZERO_WIDTH_SPACE, "")
    for run in runs:
        if run.font.italic:
            return SeenText(text, _italic(runs))
    return SeenText(text)


_NOTHING = SeenText("")


def _italic(runs: Sequence[Run]) -> tuple[tuple[int, int], ...]:
    """Return where `runs` are in italics, those that touch as one."""
    italic, end = list[tuple[int, int]](), 0
    for run in runs:
        start, end = end, end + len(run.text.replace(ZERO_WIDTH_SPACE, ""))
        if run.font.italic and end > start:
            if italic and italic[-1][1] == start:
                start = italic.pop()[0]
            italic.append((start, end))
    return tuple(italic)


Sources: TypeAlias = tuple[str, tuple[str, ...]]
"""Where a text comes from, or where each of its lines does, if that differs."""


def sources(own: str, paragraphs: Sequence[Paragraph]) -> Sources:
    """Return where the text of a cell comes from that is typed at its `own` origin."""
    if not paragraphs:
        return own, ()
    if len(paragraphs) == 1:
        return paragraphs[0].origin or own, ()
    origins = [each.origin for each in paragraphs]
    if not any(origins):
        return own, ()
    if len(set(origins)) == 1:
        return origins[0], ()
    lines = ((each.origin, sum(run.text.count("\n") for run in each.runs)) for each in paragraphs)
    return "", tuple(origin for origin, breaks in lines for _ in range(breaks + 1))


def seen_shape(item: Shape | Label | Image, box: Box) -> SeenShape:
    """Return `item`, which lies in `box`, as a shape."""
    match item:
        case Shape():
            preset, words = PRESETS[item.symbol], _words(item.paragraphs)
            return SeenShape(item.id, item.key, preset, box, words, item.name, item.origin)
        case Label():
            words = _words(item.paragraphs)
            return SeenShape(item.id, item.key, "rect", box, words, item.name, item.origin, True)
        case Image():
            return SeenShape(item.id, "", "picture", box, "", item.name)
        case _:
            assert_never(item)


def seen_line(line: Connector, path: Sequence[Point]) -> SeenLine:
    """Return `line` with its points where they lie."""
    return SeenLine(
        line.id,
        line.key,
        _drawn(path),
        SeenGlue(line.start.shape, line.start.site),
        SeenGlue(line.end.shape, line.end.site),
        head_at_end=line.arrow,
        dashed=line.dashed,
        name=line.name,
        origin=line.origin,
    )


def _drawn(path: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points that Office draws of `path`: not quite its ends where they are close."""
    across, down = abs(path[-1].x - path[0].x), abs(path[-1].y - path[0].y)
    if len(path) < _LEAST_BENT or min(emu(across), emu(down)) >= LEAST_EXTENT:
        return tuple(path)
    points = connector_path(connector_geometry(path))
    return tuple(Point(round(x / EMU_PER_TWIP), round(y / EMU_PER_TWIP)) for x, y in points)


_LEAST_BENT = 4
"""A path of fewer points stays in the box between its ends."""


def _words(paragraphs: Sequence[Paragraph]) -> str:
    lines = ("".join(run.text for run in each.runs) for each in paragraphs)
    return "\n".join(lines).replace(ZERO_WIDTH_SPACE, "").strip()


def packed(sheets: tuple[Sheet, ...], kind: FileKind = FileKind.OUTPUT) -> str:
    """Return the map of a file of this `kind` that shows `sheets`: JSON, deflated, in Base64."""
    data = _ENCODER.encode(FileMap(__version__, sheets, kind))
    return b64encode(zlib_deflated(data)).decode()


_ENCODER = msgspec.json.Encoder()
