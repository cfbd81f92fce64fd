"""Decide how wide the columns of a flowchart are.

The lanes come first: they get what symbols, names and lines need. The text columns
share the rest by how much each has to say, and never get less than their longest
word. Everything together fills the page's width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import PIXEL, Font
from sopgen.layout.desk import bold
from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.typeset import CELL_SIDES, Typesetter, pixels_down, pixels_up
from sopgen.model.profile import Column, Labels, Profile
from sopgen.model.sop import Items

LANE_UNIT = 2 * PIXEL
"""Lanes are even in pixels, so that their middle is exact."""

_LANE_SHARE = 0.46
_NARROWEST_LANE = 690
_WIDEST_LANE = 1800
_WIDEST_WORD = 2400
_NARROWEST = {Column.NUMBER: 420, Column.DURATION: 780}
_NARROWEST_TEXT = 1050
_AIR = {Column.DURATION: 30}
"""Short centred texts stay on one line."""

_SHORT = 1100
_TITLE_AIR = 10


class Thrift(Enum):
    """What is done without where a flowchart is too wide for its paper, each on top of the last.

    First labels ask for no room and columns are as narrow as their longest word, then that is
    cut where a line is full.
    """

    NONE = "none"
    LABELS = "labels"
    WORDS = "words"


class Columns(Struct, frozen=True):
    """The widths in twips, each a whole number of pixels."""

    texts: Mapping[Column, int]
    lanes: tuple[int, ...]


class TextWidths(Struct, frozen=True):
    """How wide the texts of one column are: each row's on one line, and the widest word.

    `least` is how narrow the column may become. Narrower than `word` its longest word is cut,
    narrower than `usual` words of a usual length too.
    """

    lengths: tuple[float, ...]
    least: int
    word: int
    usual: int

    def under(self, thrift: Thrift) -> TextWidths:
        """Return the same texts where room is as short as `thrift` says."""
        match thrift:
            case Thrift.NONE:
                return self
            case Thrift.LABELS:
                return replace(self, least=self.word)
            case Thrift.WORDS:
                return replace(self, least=min(self.word, self.usual))
            case _:
                assert_never(thrift)


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
        longest = max(typesetter.longest_word(text, font) for text in set(texts))
        words = title_of(column, profile.labels)
        title = typesetter.longest_word(words, bold(font)) + _TITLE_AIR
        word = column_for(column, max(longest, title))
        narrowest = _NARROWEST.get(column, _NARROWEST_TEXT)
        usual = max(narrowest, column_for(column, title))
        out[column] = TextWidths(lengths, max(word, narrowest), word, usual)
    return out


def column_for(column: Column, longest: int) -> int:
    """Return how wide `column` must be for a word as long as `longest`."""
    word = min(longest * 1.04, _WIDEST_WORD)
    return pixels_up(word + CELL_SIDES + _AIR.get(column, 0))


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
    texts = _with_words(texts, width - needed)
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


def _with_words(texts: Mapping[Column, TextWidths], room: int) -> Mapping[Column, TextWidths]:
    """Return `texts` with words whole as far as `room` goes: the longest are cut first."""
    if all(each.least >= each.word for each in texts.values()):
        return texts
    longest = max(each.word for each in texts.values())
    for most in range(longest, 0, -PIXEL):
        least = {column: max(each.least, min(each.word, most)) for column, each in texts.items()}
        if sum(least.values()) <= room:
            return {column: replace(each, least=least[column]) for column, each in texts.items()}
    return texts


def nudged(found: Columns, tight: Sequence[Column], texts: Mapping[Column, TextWidths]) -> Columns:
    """Return `found` with the `tight` columns a pixel wider, at the cost of the widest other."""
    widths = dict(found.texts)
    for column in tight:
        others = [
            each
            for each in widths
            if each not in tight and widths[each] - PIXEL >= texts[each].least
        ]
        if others:
            widest = max(others, key=lambda each: widths[each])
            widths[column] += PIXEL
            widths[widest] -= PIXEL
    return Columns(widths, found.lanes)


def _shared(texts: Mapping[Column, TextWidths], room: int) -> dict[Column, int]:
    """Return the text columns' widths: such that all columns need about as many lines.

    A column is as wide as its amount of text at that number of lines asks, and never
    narrower than its longest word; the number is found by halving.
    """
    amounts = {column: _amount(each) for column, each in texts.items()}
    few, many = 0.1, 100.0
    for _ in range(24):
        lines = (few + many) / 2
        if sum(_width(texts[column], amounts[column] / lines) for column in texts) > room:
            few = lines
        else:
            many = lines
    return {column: _width(texts[column], amounts[column] / many) for column in texts}


def _width(each: TextWidths, asked: float) -> int:
    return max(each.least, pixels_down(asked + CELL_SIDES))


def _amount(each: TextWidths) -> float:
    """Return the column's amount of text: a mean in which long texts count most."""
    powers = [length**4 for length in each.lengths]
    return float((sum(powers) / len(powers)) ** 0.25)


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
