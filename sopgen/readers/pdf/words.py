"""Make words of the characters of a page, and texts of words.

Turned text, as over narrow lanes, is read upwards or downwards. Text that is printed twice over
itself is read once. A text's line ends are those of its paragraphs: where the first word of the
next line would have had room, one ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from msgspec import Struct
from pdfplumber.utils.text import extract_words

from sopgen.readers.pdf.plane import Frame, around

Char: TypeAlias = dict[str, Any]
"""A character of pdfplumber."""

_SKEW = 0.02
_TWICE = 1.0
_IN_LINE = 0.45
"""Words whose middles are this part of their height apart stand in one line."""

_MARK = re.compile(r"(\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|[-•–➢✓*▪])")
_TAB = 1.6
_PARAGRAPH_GAP = 0.75
_PADDING = 11.0
_FILLED = 0.8
_PHRASE_GAP = 0.75
_LABEL_LEADING = 0.4
_UNREADABLE = "(cid:"


class Word(Struct, frozen=True):
    """A word where it is printed; `turn` is 1 for one read upwards, -1 downwards."""

    text: str
    frame: Frame
    turn: int = 0


def words_of(chars: Sequence[Char]) -> list[Word]:
    """Return the words of `chars`."""
    once = list(_once(chars))
    words = _words([char for char in once if _is_upright(char)], 0)
    turned = [char for char in once if not _is_upright(char)]
    for turn in (1, -1):
        words += _words([char for char in turned if (char["matrix"][1] > 0) == (turn > 0)], turn)
    return words


def unreadable_part(words: Iterable[Word]) -> float:
    """Return which part of `words` holds characters whose meaning the file does not tell."""
    told = [_UNREADABLE in word.text for word in words]
    return sum(told) / len(told) if told else 0.0


def text_of(words: Sequence[Word], width: float) -> str:
    """Return the paragraphs of `words` in a cell of `width`, in reading order."""
    up = sum(word.turn for word in words)
    if 2 * abs(up) > len(words):
        return " ".join(word.text for word in _turned(words, up > 0))
    out = ""
    above: list[Word] | None = None
    for line in _lines(words):
        text = _line_text(line)
        if above is None:
            out = text
        else:
            out += ("\n" if _begins(line, text, above, width) else " ") + text
        above = line
    return out


def phrases_of(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words that stand together where no cell holds them: lines, and those below."""
    lines = [phrase for line in _lines([w for w in words if not w.turn]) for phrase in _split(line)]
    phrases: list[list[Word]] = []
    for line in sorted(lines, key=lambda line: around([word.frame for word in line]).top):
        above = next((each for each in phrases if _goes_on(each, line)), None)
        if above is None:
            phrases.append(line)
        else:
            above += line
    turned = [[word] for word in words if word.turn]
    return phrases + turned


def _once(chars: Sequence[Char]) -> Iterator[Char]:
    """Yield `chars` without those that are printed over themselves."""
    seen: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        column, row = round(char["x0"] / _TWICE), round(char["top"] / _TWICE)
        around_it = (
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in seen.get((char["text"], column + across, row + down), ())
        )
        if char["text"].strip() and any(
            abs(other["x0"] - char["x0"]) < _TWICE and abs(other["top"] - char["top"]) < _TWICE
            for other in around_it
        ):
            continue
        seen.setdefault((char["text"], column, row), []).append(char)
        yield char


def _is_upright(char: Char) -> bool:
    a, b, c, d = char["matrix"][:4]
    return bool(abs(b) <= _SKEW * abs(a) and abs(c) <= _SKEW * abs(d))


def _words(chars: Sequence[Char], turn: int) -> list[Word]:
    if not chars:
        return []
    if turn:
        found = extract_words(
            [{**char, "upright": False} for char in chars],
            x_tolerance=2,
            y_tolerance=1.5,
            line_dir_rotated="ltr" if turn > 0 else "rtl",
            char_dir_rotated="btt" if turn > 0 else "ttb",
        )
    else:
        upright = [{**char, "upright": True} for char in chars]
        found = extract_words(upright, x_tolerance=1.5, y_tolerance=2)
    return [
        Word(
            word["text"],
            Frame(float(word["x0"]), float(word["top"]), float(word["x1"]), float(word["bottom"])),
            turn,
        )
        for word in found
    ]


def _turned(words: Sequence[Word], up: bool) -> list[Word]:
    """Return turned words line by line, from left to right if they are read upwards."""
    size = max(word.frame.width for word in words)
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.frame.center[0], reverse=not up):
        if lines and abs(lines[-1][0].frame.center[0] - word.frame.center[0]) < _IN_LINE * size:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda word: word.frame.top, reverse=up)
    return [word for line in lines for word in line]


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    middle = 0.0
    for word in sorted(words, key=lambda word: (word.frame.center[1], word.frame.left)):
        if lines and abs(word.frame.center[1] - middle) < _IN_LINE * word.frame.height:
            lines[-1].append(word)
        else:
            lines.append([word])
        middle = sum(each.frame.center[1] for each in lines[-1]) / len(lines[-1])
    for line in lines:
        line.sort(key=lambda word: word.frame.left)
    return lines


def _line_text(line: Sequence[Word]) -> str:
    text = line[0].text
    for at, (left, right) in enumerate(pairwise(line)):
        gap = right.frame.left - left.frame.right
        is_marker = at == 0 and _MARK.fullmatch(left.text) is not None
        text += ("\t" if is_marker or gap > _TAB * right.frame.height else " ") + right.text
    return text


def _begins(line: Sequence[Word], text: str, above: Sequence[Word], width: float) -> bool:
    """Tell whether `line` begins a paragraph below the line `above`."""
    if _MARK.match(text) and (" " in text or "\t" in text):
        mark = _MARK.match(text)
        if mark and text[mark.end() : mark.end() + 1] in (" ", "\t"):
            return True
    now, before = around([w.frame for w in line]), around([w.frame for w in above])
    if now.top - before.bottom > _PARAGRAPH_GAP * now.height:
        return True
    space = 0.3 * now.height
    room = max(width - _PADDING, now.width, before.width) * _FILLED
    return before.width + space + line[0].frame.width < room and not _is_hanging(line, above)


def _is_hanging(line: Sequence[Word], above: Sequence[Word]) -> bool:
    """Tell whether `line` stands under the text behind the marker of the line `above`."""
    return (
        len(above) > 1
        and _MARK.fullmatch(above[0].text) is not None
        and abs(line[0].frame.left - above[1].frame.left) < 2
    )


def _split(line: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the parts of a line that wide gaps part."""
    part = [line[0]]
    for left, right in pairwise(line):
        if right.frame.left - left.frame.right > _PHRASE_GAP * right.frame.height:
            yield part
            part = []
        part.append(right)
    yield part


def _goes_on(phrase: Sequence[Word], line: Sequence[Word]) -> bool:
    above, below = (around([word.frame for word in each]) for each in (phrase, line))
    common = min(above.right, below.right) - max(above.left, below.left)
    gap = below.top - above.bottom
    height = line[0].frame.height
    return -_LABEL_LEADING * height <= gap <= _LABEL_LEADING * height and common > 0.5 * min(
        above.width, below.width
    )
