"""Decide how large symbols, their words and the labels of arrows are.

All symbols of one kind are equally large, as far as the words inside allow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import combinations, pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from sopgen.document.page import Align, Font, Symbol
from sopgen.document.symbols import smallest
from sopgen.layout.flowchart.chart import Mark
from sopgen.layout.typeset import Passage, SetText, Typesetter, runs_of

_CAPTION_SIZE = 140
_BOX_SHARE = 0.54
_LABEL_SLACK = 30
_MOST_LABEL_LINES = 4


class Measures(Struct, frozen=True):
    """How large symbols are and how much room they have, in twips.

    `clearance` is what a row keeps above and below a symbol for an arrow head and a bend,
    `lane` how wide a lane should be where nothing forbids it, `narrowest_lane` how narrow it
    may become, `link` the size of an off-page symbol, whose small type may be broken
    at any space where one `breaks_captions`. Words of labels are cut where they are wider than
    `label`, if that is not 0.
    """

    box_height: int
    decision_height: int
    narrowest_box: int
    widest_box: int
    clearance: int
    lane: int
    narrowest_lane: int
    link: int
    breaks_captions: bool = False
    label: int = 0


ROOMY = Measures(
    box_height=400,
    decision_height=560,
    narrowest_box=360,
    widest_box=700,
    clearance=200,
    lane=1300,
    narrowest_lane=510,
    link=340,
)
TIGHT = replace(
    ROOMY, box_height=340, decision_height=480, widest_box=600, clearance=150, lane=1000
)
TIGHTEST = replace(
    ROOMY, box_height=300, decision_height=420, widest_box=500, clearance=130, lane=850
)
SMALLEST = replace(TIGHTEST, box_height=260, narrowest_box=240, widest_box=360, narrowest_lane=390)
"""Only where nothing else fits on the paper."""
NARROWEST = replace(SMALLEST, widest_box=260, link=260, breaks_captions=True)
"""Only where even that does not."""
CUT = replace(NARROWEST, label=500)
"""Only where a single word of a label is too wide."""


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
                return self.measures.link, self.measures.link
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
        font = self.label_font
        out = _narrower(
            self._fitted(_split(words, lines, self), font) for lines in range(1, most + 1)
        )
        if 0 < self.measures.label < out[-1].width:
            return *out, _in_width(label, font, self.measures.label, self.typesetter)
        return out

    def captions(self, words: list[str]) -> tuple[LabelChoice, ...]:
        """Return `words` (each stays whole) as small type on one line, and one below the other.

        Where lanes are the narrowest, these are broken too.
        """
        font = self.caption_font
        ways = [[" ".join(words)], words]
        if self.measures.breaks_captions:
            parts = " ".join(words).split()
            ways += (_split(parts, lines, self) for lines in range(3, len(parts)))
        return _narrower(self._fitted(way, font) for way in ways)

    def _fitted(self, lines: Sequence[str], font: Font) -> LabelChoice:
        return _fitted(tuple(lines), font, self.typesetter)


@lru_cache(maxsize=512)
def _fitted(lines: tuple[str, ...], font: Font, typesetter: Typesetter) -> LabelChoice:
    """Return `lines` in a box that is no wider than they ask for; few are said again and again."""
    width = even(max(typesetter.metrics.width(line, font) for line in lines) + _LABEL_SLACK)
    return _in_width(" ".join(lines), font, width, typesetter)


def _in_width(words: str, font: Font, width: int, typesetter: Typesetter) -> LabelChoice:
    text = typesetter.set([Passage(runs_of(words, font))], font, width, Align.CENTER)
    return LabelChoice(text, width, even(text.height))


def even(length: float) -> int:
    """Return `length` rounded up to an even number of twips, so that its middle is exact."""
    return -int(-length // 2) * 2


def _narrower(choices: Iterable[LabelChoice]) -> tuple[LabelChoice, ...]:
    """Return `choices` without those that are no narrower than all before."""
    out: list[LabelChoice] = []
    for choice in choices:
        if not out or choice.width < out[-1].width:
            out.append(choice)
    return tuple(out)


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
