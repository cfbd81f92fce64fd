"""Where a paragraph breaks into lines.

The rules are LibreOffice's (UAX 14 as its line.txt has it, measured with 7.4 on every
pair of 48 characters); Writer and Calc share them. After a slash every program has rules of
its own, so writers of office files let it break there by U+200B:

- A line breaks after spaces, hyphens, en dashes, slashes and bars and on both sides of
  an em dash; never before `, . ; : ! ? ) ]` or a slash, even after spaces, nor after `( [`.
- A number with its marks stays whole: `1.000`, `50%`, `23/2024`; `SOP/22` may break.
- A word wider than the line is cut where the line is full.
- Spaces hang over the end of a line and take no room there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from sopgen.document.page import Run
from sopgen.fonts.metrics import Metrics

CLASSES = {
    "o": "([{¡¿‚„",  # OP, opening
    "c": ")]}",  # CL and CP, closing
    "e": "!?",  # EX, exclamation
    "i": ",.:;",  # IS, marks inside numbers
    "s": "/\\",  # SY, symbols that allow a break after them
    "h": "-",  # HY, hyphen
    "b": "–‐‒|‧",  # BA, break after
    "m": "—",  # B2, break before and after
    "q": "\"'‘’‛“”‟«»‹›",  # QU, quotes
    "t": "…‥․",  # IN, leaders
    "%": "%‰‱¢′″‴℃℉",  # PO, after a number
    "$": "$£¤¥+±−№€₫₤₦₩₱₹₽",  # PR, before a number
    "g": "\u00a0\u202f‑",  # GL, glue
    "n": "0123456789",  # NU, digits
}
"""Classes of UAX 14 by a letter; every other character is a letter (AL, `a`)."""

NEVER_BEFORE = "ceishbqg"
NEVER_AFTER = "oqg"
NEVER_BEFORE_EVEN_AFTER_SPACE = "ceis"

JOINED = {"a": "anto$", "n": "anto", "i": "an", "c": "an", "t": "t", "m": "m", "$": "a", "%": "a"}
"""What follows each class without a break between (UAX 14, LB 17 and 22 to 30)."""

NUMBER = re.compile(r"[$%]?o?n[nsi]*c?[$%]?")
"""A number in classes (UAX 14, LB 25)."""

WORD = re.compile(r"[^ ]+ *|^ +")


def break_lines(runs: Sequence[Run], width: float, metrics: Metrics) -> tuple[tuple[Run, ...], ...]:
    """Return the lines that `runs` take in `width` twips.

    Spaces at their ends are gone; neighbours of one font are one run. A line that
    is empty, as between two line breaks, has no runs; no text has no lines.
    """
    if len(runs) == 1 and _is_one_line(runs[0], width, metrics):
        return (tuple(runs),)
    if not any(run.text for run in runs):
        return ()
    lines: list[tuple[Run, ...]] = []
    for text in _forced_lines(runs, metrics):
        whole = len(text.characters)
        if text.width(0, whole) <= width:
            lines.append(text.runs_between(0, whole))
        else:
            lines += [text.runs_between(start, end) for start, end in _wrapped(text, width)]
    return tuple(lines)


def _is_one_line(run: Run, width: float, metrics: Metrics) -> bool:
    """Tell whether `run` is a line as it is, with no break and no space at its end."""
    text = run.text
    if not text or text[-1] == " " or "\n" in text:
        return False
    return metrics.width(text, run.font) <= width


class _Text(Protocol):
    """The characters between two forced breaks."""

    characters: str

    def measured(self, parts: Parts) -> tuple[Iterable[float], Iterable[float]]:
        """Return how wide each word of `parts` is, and the spaces after it."""

    def width(self, start: int, end: int) -> float:
        """Return the width of the characters from `start` to `end`."""

    def runs_between(self, start: int, end: int) -> tuple[Run, ...]:
        """Return the runs from `start` to `end`, without the spaces at the end."""


class _Plain:
    """A text of one run, as nearly all are."""

    def __init__(self, run: Run, metrics: Metrics) -> None:
        self.characters = run.text
        self._run = run
        self._measure = metrics.measure(run.font)

    def measured(self, parts: Parts) -> tuple[Iterable[float], Iterable[float]]:
        return map(self._measure, parts.words), map(self._measure, parts.gaps)

    def width(self, start: int, end: int) -> float:
        return self._measure(self.characters[start:end])

    def runs_between(self, start: int, end: int) -> tuple[Run, ...]:
        text = self.characters[start:end].rstrip(" ")
        if text == self.characters:
            return (self._run,)
        return (Run(text, self._run.font, self._run.field),) if text else ()


class _Mixed:
    """A text of several runs."""

    def __init__(self, runs: Sequence[Run], metrics: Metrics) -> None:
        self.characters = "".join(run.text for run in runs)
        self._metrics = metrics
        self._runs: list[tuple[int, int, Run]] = []
        start = 0
        for run in runs:
            end = start + len(run.text)
            self._runs.append((start, end, run))
            start = end
        self._starts = [first for first, _, _ in self._runs]

    def measured(self, parts: Parts) -> tuple[Iterable[float], Iterable[float]]:
        words = map(self.width, (0, *parts.ends), parts.visible)
        return words, map(self.width, parts.visible, parts.ends)

    def width(self, start: int, end: int) -> float:
        return sum(self._metrics.width(run.text, run.font) for run in self._slices(start, end))

    def runs_between(self, start: int, end: int) -> tuple[Run, ...]:
        end = start + len(self.characters[start:end].rstrip(" "))
        merged: list[Run] = []
        for run in self._slices(start, end):
            last = merged[-1] if merged else None
            if last and last.font == run.font and last.field is None and run.field is None:
                merged[-1] = replace(last, text=last.text + run.text)
            else:
                merged.append(run)
        return tuple(merged)

    def _slices(self, start: int, end: int) -> Iterator[Run]:
        for at in range(max(bisect_right(self._starts, start) - 1, 0), len(self._runs)):
            first, last, run = self._runs[at]
            if first >= end:
                return
            text = run.text[max(start - first, 0) : end - first]
            if text:
                yield Run(text, run.font, run.field) if len(text) < last - first else run


def _forced_lines(runs: Sequence[Run], metrics: Metrics) -> Iterator[_Text]:
    if len(runs) == 1 and "\n" not in runs[0].text:
        yield _Plain(runs[0], metrics)
        return
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first) if others else run)
        for text in others:
            yield _text(line, metrics)
            line = [replace(run, text=text)]
    yield _text(line, metrics)


def _text(runs: Sequence[Run], metrics: Metrics) -> _Text:
    return _Plain(runs[0], metrics) if len(runs) == 1 else _Mixed(runs, metrics)


def _wrapped(text: _Text, room: float) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each line of `text` in `room`."""
    characters = text.characters
    parts = parts_of(characters)
    start = end = 0
    filled = 0.0
    for visible, following, width, gap in zip(
        parts.visible, parts.ends, *text.measured(parts), strict=True
    ):
        while filled + width > room and start + 1 < visible:
            if _may_end(characters, start, end, visible):
                yield start, end
                start, filled = end, 0.0
                continue
            full = _first_without_room(text, end, visible, room - filled)
            cut = _end_of_line(characters, start, full)
            yield start, cut
            start, end = cut, max(cut, end)
            filled = text.width(start, end)
            width = text.width(end, visible)
        filled += width + gap
        end = following
    yield start, len(characters)


def _may_end(characters: str, start: int, end: int, visible: int) -> bool:
    """Tell whether a line from `start` ends at `end` where the part from there has no room.

    Parts with spaces inside ask where in the part the room ends.
    """
    return start < end and " " not in characters[end:visible]


class Parts(NamedTuple):
    """The parts of a text that stay whole: their words, the spaces after each, and both ends."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    visible: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=4096)
def parts_of(text: str) -> Parts:
    """Return the parts of `text`, which has no line breaks, as words and gaps."""
    ends = opportunities(text)
    whole = [text[start:end] for start, end in pairwise((0, *ends))]
    words = tuple([each.rstrip(" ") for each in whole])
    gaps = tuple([each[len(word) :] for each, word in zip(whole, words, strict=True)])
    visible = tuple([end - len(gap) for end, gap in zip(ends, gaps, strict=True)])
    return Parts(words, gaps, visible, ends)


def _first_without_room(text: _Text, start: int, end: int, room: float) -> int:
    """Return the first character from `start` that `room` does not hold; one before `end` is."""
    while start < end - 1 and (room := room - text.width(start, start + 1)) >= 0:
        start += 1
    return start


def _end_of_line(characters: str, start: int, full: int) -> int:
    """Return where the line from `start` ends whose first character without room is `full`.

    A space there ends the line whatever stands around it.
    """
    if characters[full] == " ":
        return full + len(characters[full:]) - len(characters[full:].lstrip(" "))
    ends = opportunities(characters)
    place = bisect_right(ends, full)
    end = ends[place - 1] if place else 0
    return end if end > start else max(full, start + 1)


@lru_cache(maxsize=4096)
def opportunities(text: str) -> tuple[int, ...]:
    """Return where a line may end in `text`, its own end the last; spaces end lines."""
    ends: list[int] = []
    words = [match.span() for match in WORD.finditer(text)]
    for (start, end), following in pairwise([*words, (len(text), len(text))]):
        word = text[start:end].rstrip(" ")
        ends.extend(start + inside for inside in _inside(word))
        if _may_part(word, text[following[0] : following[0] + 1]):
            ends.append(end)
    return tuple(ends)


def _may_part(word: str, following: str) -> bool:
    """Return whether a line may end after the spaces between two words."""
    before, after = _class_of(word[-1:]), _class_of(following)
    return not following or not (
        after in NEVER_BEFORE_EVEN_AFTER_SPACE or before == "o" or before == after == "m"
    )


@lru_cache(maxsize=65536)
def _inside(word: str) -> tuple[int, ...]:
    """Return where a line may end within `word`, which has no spaces."""
    classes = "".join(map(_class_of, word))
    numbers = [match.span() for match in NUMBER.finditer(classes)]
    return tuple(
        place
        for place, (before, after) in enumerate(pairwise(classes), start=1)
        if after not in NEVER_BEFORE
        and before not in NEVER_AFTER
        and after not in JOINED.get(before, "")
        and not any(start < place < end for start, end in numbers)
    )


_CLASS = {character: name for name, characters in CLASSES.items() for character in characters}


def _class_of(character: str) -> str:
    return _CLASS.get(character, "a")
