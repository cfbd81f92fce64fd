"""Decide how large symbols, their words and the labels of arrows are.

All symbols of one kind are equally large, as far as the words inside allow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import combinations, pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from sopgen.document.page import Align, Font, Symbol
from sopgen.document.symbols import smallest
from sopgen.layout.flowchart.chart import Mark
from sopgen.layout.typeset import Passage, SetText, Typesetter, runs_of

LINK_SIZE = 340
_CAPTION_SIZE = 140
_BOX_SHARE = 0.54
_LABEL_SLACK = 30
_MOST_LABEL_LINES = 4


class Measures(Struct, frozen=True):
    """How large symbols are and how much room they have, in twips.

    `clearance` is what a row keeps above and below a symbol for an arrow head and a bend,
    `lane` how wide a lane should be where nothing forbids it, `narrowest_lane` how narrow it
    may become.
    """

    box_height: int
    decision_height: int
    narrowest_box: int
    widest_box: int
    clearance: int
    lane: int
    narrowest_lane: int


ROOMY = Measures(
    box_height=400,
    decision_height=560,
    narrowest_box=360,
    widest_box=700,
    clearance=200,
    lane=1300,
    narrowest_lane=510,
)
TIGHT = replace(
    ROOMY, box_height=340, decision_height=480, widest_box=600, clearance=150, lane=1000
)
TIGHTEST = replace(
    ROOMY, box_height=300, decision_height=420, widest_box=500, clearance=130, lane=850
)
SMALLEST = replace(TIGHTEST, box_height=260, narrowest_box=240, widest_box=360, narrowest_lane=390)
"""Only where nothing else fits on the paper."""


class LabelChoice(Struct, frozen=True):
    """A label on one line or wrapped: the text and the size of its box."""

    text: SetText
    width: int
    height: int


class Scale(Struct, frozen=True, dict=True):
    """Sizes for lanes of about `lane` twips and table texts in `font`, as `measures` say."""

    measures: Measures
    lane: int
    font: Font
    smallest_size: int
    typesetter: Typesetter
    _labels: dict[str, tuple[LabelChoice, ...]] = field(default_factory=dict)
    _words: dict[tuple[str, int], SetText] = field(default_factory=dict)

    @cached_property
    def symbol_font(self) -> Font:
        """The font of words inside symbols."""
        return Font(self.font.face, max(self.smallest_size, min(160, self.font.size - 20)))

    @cached_property
    def label_font(self) -> Font:
        """The font of words on arrows."""
        return Font(self.font.face, max(self.smallest_size, min(140, self.font.size - 20)))

    @cached_property
    def caption_font(self) -> Font:
        """The small type beside an off-page symbol."""
        return Font(self.font.face, _CAPTION_SIZE)

    @cached_property
    def box_width(self) -> int:
        share = max(self.lane * _BOX_SHARE, self.measures.narrowest_box)
        return even(min(share, self.measures.widest_box))

    def size(self, mark: Mark) -> tuple[int, int]:
        """Return width and height of the symbol of `mark`."""
        width, height = self._plain_size(mark)
        if not mark.text:
            return width, height
        text = self.words(mark)
        least_width, least_height = smallest(mark.symbol, _widest(text), text.height)
        return max(width, even(least_width)), max(height, even(least_height))

    def _plain_size(self, mark: Mark) -> tuple[int, int]:
        match mark.symbol:
            case Symbol.DECISION:
                return self.box_width, self.measures.decision_height
            case Symbol.OFF_PAGE:
                return LINK_SIZE, LINK_SIZE
            case Symbol.PROCESS | Symbol.TERMINATOR:
                return self.box_width, self.measures.box_height

    def words(self, mark: Mark) -> SetText:
        """Return the words inside the symbol of `mark`, wrapped to a box's width."""
        key = mark.text, mark.last_lane - mark.lane
        if key not in self._words:
            self._words[key] = self._set_words(*key)
        return self._words[key]

    def _set_words(self, words: str, lanes: int) -> SetText:
        room = self.box_width + lanes * self.lane - 80
        font = self.symbol_font
        longest = self.typesetter.longest_word(words, font) + 10
        texts = [Passage(runs_of(line, font)) for line in words.split("\n")]
        return self.typesetter.set(texts, font, max(room, longest), Align.CENTER)

    def labels(self, label: str) -> tuple[LabelChoice, ...]:
        """Return `label` on one line, then on more and more lines as long as it gets narrower."""
        if label not in self._labels:
            self._labels[label] = self._wrapped(label)
        return self._labels[label]

    def _wrapped(self, label: str) -> tuple[LabelChoice, ...]:
        if not label:
            return ()
        words = label.split()
        most = min(len(words), _MOST_LABEL_LINES)
        choices = [
            self._fitted(_split(words, lines, self), self.label_font)
            for lines in range(1, most + 1)
        ]
        out = choices[:1]
        for choice in choices[1:]:
            if choice.width < out[-1].width:
                out.append(choice)
        return tuple(out)

    def captions(self, words: list[str]) -> tuple[LabelChoice, ...]:
        """Return `words` (each stays whole) as small type on one line, and one below the other."""
        font = self.caption_font
        choices = [self._fitted(lines, font) for lines in ([" ".join(words)], words)]
        return tuple(choices if choices[1].width < choices[0].width else choices[:1])

    def _fitted(self, lines: Sequence[str], font: Font) -> LabelChoice:
        return _fitted(tuple(lines), font, self.typesetter)


@lru_cache(maxsize=512)
def _fitted(lines: tuple[str, ...], font: Font, typesetter: Typesetter) -> LabelChoice:
    """Return `lines` in a box that is no wider than they ask for; few are said again and again."""
    width = even(max(typesetter.metrics.width(line, font) for line in lines) + _LABEL_SLACK)
    texts = [Passage(runs_of(" ".join(lines), font))]
    text = typesetter.set(texts, font, width, Align.CENTER)
    return LabelChoice(text, width, even(text.height))


def even(length: float) -> int:
    """Return `length` rounded up to an even number of twips, so that its middle is exact."""
    return -int(-length // 2) * 2


def _widest(text: SetText) -> int:
    metrics = text.metrics
    lines = (line for each in text.passages for line in each.lines)
    widths = (sum(metrics.width(run.text, run.font) for run in line) for line in lines)
    return round(max(widths, default=0)) + 10


def _split(words: list[str], lines: int, scale: Scale) -> list[str]:
    """Return `words` on `lines` lines, the widest as narrow as possible."""
    width = scale.typesetter.metrics.width

    def cut(places: tuple[int, ...]) -> list[str]:
        edges = (0, *places, len(words))
        return [" ".join(words[a:b]) for a, b in pairwise(edges)]

    ways = (cut(places) for places in combinations(range(1, len(words)), lines - 1))
    return min(ways, key=lambda way: max(width(line, scale.label_font) for line in way))
