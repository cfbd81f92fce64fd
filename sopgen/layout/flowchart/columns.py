"""Decide how wide the columns of a flowchart are.

The lanes come first: they get what symbols, names and lines need. The text columns
share the rest by how much each has to say, and never get less than their longest
word. Everything together fills the page's width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.typeset import Typesetter, pixels_up
from sopgen.model import Items
from sopgen.page import PIXEL, Font
from sopgen.profile import Column, Labels, Profile

CELL_WIDTH_PADDING = 40
"""What a spreadsheet keeps free left and right of a text, together."""

LANE_UNIT = 2 * PIXEL
"""Lanes are even in pixels, so that their middle is exact."""

_LANE_SHARE = 0.46
_NARROWEST_LANE = 690
_WIDEST_LANE = 1800
_WIDEST_WORD = 2400
_NARROWEST = {Column.NUMBER: 420, Column.DURATION: 780}
_NARROWEST_TEXT = 1050
_PIECES = 24
"""In how many pieces free room is shared."""

_AIR = {Column.NUMBER: 60, Column.DURATION: 120}
"""Short centred texts stay on one line and do not touch the rules."""

_SHORT = 1100


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths in twips, each a whole number of pixels."""

    texts: Mapping[Column, int]
    lanes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TextWidths:
    """How wide the texts of one column are: each row's on one line, and the widest word."""

    lengths: tuple[float, ...]
    least: int


def wished_lane(width: int, lanes: int) -> int:
    """Return how wide a lane should be in a table of `width` where nothing forbids it."""
    share = width * _LANE_SHARE / lanes
    return lane_up(min(max(share, _NARROWEST_LANE), _WIDEST_LANE))


def text_widths(
    chart: Chart, profile: Profile, font: Font, typesetter: Typesetter
) -> dict[Column, TextWidths]:
    """Return what each text column of `chart` has to hold, in the profile's order."""
    out: dict[Column, TextWidths] = {}
    for column in profile.flow.columns:
        if column is Column.LANES:
            continue
        texts = [_whole(row.text(column)) for row in chart.rows]
        lengths = tuple(typesetter.metrics.width(text, font) for text in texts)
        words = [*texts, title_of(column, profile.labels)]
        longest = max(typesetter.longest_word(text, font) for text in words)
        least = min(longest * 1.04, _WIDEST_WORD) + CELL_WIDTH_PADDING
        floor = _NARROWEST.get(column, _NARROWEST_TEXT)
        least += _AIR.get(column, 0)
        out[column] = TextWidths(lengths, max(pixels_up(least), floor))
    return out


def _whole(items: Items) -> str:
    return items if isinstance(items, str) else "\n".join(f"- {item}" for item in items)


def title_of(column: Column, labels: Labels) -> str:
    """Return the printed title of `column`."""
    match column:
        case Column.NUMBER:
            return labels.step
        case Column.ACTIVITY:
            return labels.activity
        case Column.LANES:
            return labels.actors
        case Column.REQUIREMENTS:
            return labels.requirements
        case Column.DURATION:
            return labels.duration
        case Column.OUTPUT:
            return labels.output
        case Column.REMARK:
            return labels.remark


def columns(texts: Mapping[Column, TextWidths], width: int, lanes: Sequence[int]) -> Columns | None:
    """Return columns that fill `width`, with lanes at least as wide as `lanes`.

    None if even the narrowest columns are wider than that.
    """
    needed = sum(lane_up(need) for need in lanes)
    wished = wished_lane(width, len(lanes)) * len(lanes)
    least = sum(each.least for each in texts.values())
    lanes_width = min(max(needed, wished), width - least)
    if lanes_width < needed:
        return None
    shared = _shared(texts, width - lanes_width)
    rest = width - sum(shared.values())
    lanes_width = rest - rest % LANE_UNIT
    if shared:
        widest = max(shared, key=lambda column: shared[column])
        shared[widest] += rest - lanes_width
    return Columns(shared, even_lanes(lanes, lanes_width))


def _shared(texts: Mapping[Column, TextWidths], room: int) -> dict[Column, int]:
    """Return the text columns' widths: those that make the rows lowest, all in all.

    From the least widths on, room goes in small pieces to the column that shortens the
    rows most; what nobody needs is shared by the amount of text.
    """
    widths = {column: each.least for column, each in texts.items()}
    rest = room - sum(widths.values())
    piece = max(pixels_up(rest / _PIECES), PIXEL)
    while rest >= piece:
        lines = {column: _lines(each, widths[column]) for column, each in texts.items()}
        column = max(texts, key=lambda column: _gain(texts, lines, widths, column, piece))
        widths[column] += piece
        rest -= piece
    return widths


def _gain(
    texts: Mapping[Column, TextWidths],
    lines: Mapping[Column, list[float]],
    widths: Mapping[Column, int],
    column: Column,
    piece: int,
) -> float:
    """Return how much lower the rows become with `column` wider by `piece`.

    Every row counts by its highest cell; what shortens another cell counts a little.
    """
    gain = 0.0
    wider = _lines(texts[column], widths[column] + piece)
    for row, after in enumerate(wider):
        before = lines[column][row]
        others = max((lines[each][row] for each in texts if each is not column), default=0.0)
        highest = max(before, others)
        weight = highest**3 if before >= others - 0.25 else 0.2
        gain += (before - after) * weight
    return gain


def _lines(each: TextWidths, width: int) -> list[float]:
    room = width - CELL_WIDTH_PADDING
    return [length / room for length in each.lengths]


def even_lanes(needs: Sequence[int], width: int) -> tuple[int, ...]:
    """Return lanes of at least `needs` that fill `width`, as equal as they can be."""
    widths = [0] * len(needs)
    rest, waiting = width, len(needs)
    for lane in sorted(range(len(needs)), key=lambda lane: -needs[lane]):
        equal = rest // waiting
        widths[lane] = max(lane_up(needs[lane]), equal - equal % LANE_UNIT)
        rest -= widths[lane]
        waiting -= 1
    for step in range(rest // LANE_UNIT):
        widths[step % len(needs)] += LANE_UNIT
    return tuple(widths)


def lane_up(need: float) -> int:
    """Return `need` rounded up to a width whose half is a whole number of pixels."""
    return -int(-need // LANE_UNIT) * LANE_UNIT
