"""Count the lines that a text takes in a cell of any width, without setting it.

Columns are shared out by trying many widths. A text is measured once, word by word;
after that a trial costs a few steps. The count is that of the typesetter but for what
only programs do that draw the text (hair's breadths, spaces before a slash).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import add, sub

from msgspec import Struct, field
from msgspec.structs import replace

from sopgen.document.page import PIXEL, Font, Run
from sopgen.fonts import MOST_WORDS, parts_of
from sopgen.layout.typeset import CELL_SIDES, Passage, Typesetter, pixels_up, run_in

_PADDING = 70
_SCREEN_SLACK = 1.08
"""Excel's lines stand a little wider apart on the screen than on paper."""

HAIR = 8
"""A line keeps so much clear of its room, so that no program breaks it elsewhere."""


class MeasuredPassage(Struct, frozen=True):
    """Where each part that stays whole begins and ends on one endless line.

    Its lines are `hang` narrower than the cell that it stands in; `words` is the length of the
    parts alone.
    """

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    hang: int
    words: float

    @property
    def length(self) -> float:
        """The width of a cell that holds the passage on one line."""
        return self.ends[-1] + self.hang if self.ends else self.hang

    @property
    def longest(self) -> float:
        """The length of the longest part, with what it hangs behind a marker."""
        longest = max(map(sub, self.ends, self.starts), default=0.0)
        return longest + self.hang - CELL_SIDES - HAIR

    def wider(self, more: int) -> MeasuredPassage:
        """Return the passage in a cell that is so much wider than the width it is asked for."""
        return replace(self, hang=self.hang - more)

    def most(self, width: float) -> int:
        """Return as many lines as if each part had its own in `width`, cut where it is wider."""
        return 1 + len(self.ends) + int(self.words // max(width - self.hang, 1))

    def lines(self, width: float) -> int:
        """Return how many lines the passage takes in `width`; a part that is wider is cut."""
        starts, ends = self.starts, self.ends
        room = width - self.hang
        if not ends or ends[-1] <= room:
            return 1
        count, at, last = 0, 0, len(starts)
        while at < last:
            count += 1
            following = bisect_right(ends, starts[at] + room, at)
            if following == at:
                count += int((ends[at] - starts[at]) // max(room, 1))
                following += 1
            at = following
        return count


class MeasuredText(Struct, frozen=True, dict=True):
    """A text as its passages; `least` is how many lines it has however wide its cell.

    The same few widths are tried again and again: lines are counted once for each.
    """

    passages: tuple[MeasuredPassage, ...]
    _lines: dict[float, int] = field(default_factory=dict)
    _widths: dict[int, int] = field(default_factory=dict)

    @cached_property
    def least(self) -> int:
        return len(self.passages)

    @cached_property
    def length(self) -> float:
        """The width in which no passage is broken."""
        return max((each.length for each in self.passages), default=0.0)

    def wider(self, more: int) -> MeasuredText:
        """Return the text in a cell that is so much wider than the width it is asked for."""
        return MeasuredText(tuple(each.wider(more) for each in self.passages))

    def most(self, width: float) -> int:
        """Return a number of lines that the text does not exceed in a cell of `width`."""
        return sum([each.most(width) for each in self.passages])

    def lines(self, width: float) -> int:
        """Return how many lines the text takes in a cell of `width`."""
        found = self._lines.get(width)
        if found is None:
            found = self._lines[width] = sum([each.lines(width) for each in self.passages])
        return found

    def width_for(self, lines: int) -> int:
        """Return the least width, in whole pixels, in which the text takes at most `lines`.

        At least its `least` lines must be asked for.
        """
        found = self._widths.get(lines)
        if found is None:
            found = self._widths[lines] = self._searched(lines)
        return found

    def _searched(self, lines: int) -> int:
        if lines <= self.least:
            return pixels_up(self.length)
        words = sum(each.words for each in self.passages)
        beside = max(0, *(-each.hang for each in self.passages))
        low = int(max(words / lines - beside, 0)) // PIXEL
        high = pixels_up(self.length) // PIXEL
        step = max((high - low) // 8, 1)
        while low + step < high and self.lines((low + step) * PIXEL) > lines:
            low += step
        high = min(high, low + step)
        while low + 1 < high:
            middle = (low + high) // 2
            if self.lines(middle * PIXEL) > lines:
                low = middle
            else:
                high = middle
        return high * PIXEL


def cell_height(text: int) -> int:
    """Return how high a cell must be for a text of this height; 0 for none."""
    return pixels_up(text * _SCREEN_SLACK + _PADDING) if text else 0


def measured(texts: Sequence[Passage], font: Font, typesetter: Typesetter) -> MeasuredText:
    """Return `texts` measured as `typesetter` would set them in a cell, in `font`."""
    return MeasuredText(tuple(_measured(run_in(each, font), typesetter) for each in texts))


class _Widths(dict[str, float]):
    """The widths of words in one font by the wider of both measures, printed and in a workbook."""

    def __init__(self, typesetter: Typesetter, font: Font) -> None:
        super().__init__()
        self._printed = typesetter.metrics.measure(font)
        self._sheet = typesetter.sheet.measure(font)

    def __missing__(self, word: str) -> float:
        if len(self) >= MOST_WORDS:
            self.clear()
        width = self[word] = max(self._printed(word), self._sheet(word))
        return width


_widths = lru_cache(maxsize=64)(_Widths)


def _measured(runs: Sequence[Run], typesetter: Typesetter) -> MeasuredPassage:
    """Return `runs` measured by the wider of both measures."""
    words: list[float] = []
    gaps: list[float] = []
    for run in runs:
        whole, width = parts_of(run.text), _widths(typesetter, run.font).__getitem__
        words += map(width, whole.words)
        gaps += map(width, whole.gaps)
    *starts, _ = accumulate(map(add, words, gaps), initial=0.0)
    ends = map(add, starts, words)
    return MeasuredPassage(tuple(starts), tuple(ends), CELL_SIDES + HAIR, sum(words))
