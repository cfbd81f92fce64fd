"""Make words of the characters of a page, and texts of words.

Turned text, as over narrow lanes, is read upwards or downwards. Text that is printed twice over
itself is read once. A text's line ends are those of its paragraphs: where the first word of the
next line would have had room, one ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from pdfplumber.utils.text import extract_words

from sopgen.readers.pdf.numbered import shared_out
from sopgen.readers.pdf.overprint import layers
from sopgen.readers.pdf.plane import Frame, around

Char: TypeAlias = Mapping[str, Any]
"""A character of pdfplumber."""

_SKEW = 0.02
_TWICE = 1.0
_IN_LINE = 0.45
_LEVEL = 0.08
"""Words whose middles are this part of their height apart stand in one line."""

_MARK = re.compile(r"(\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|[-•–➢✓*▪])")
_CLOSE_MARK = re.compile(r"^(\d{1,2}[.)]|[a-z][.)])(?=[A-Z][a-z])")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")
_COUNTED = re.compile(r"\d{1,3}[.,)]")
_DASHES = "-–"
_HYPHEN = re.compile(r"[^\W\d_]-$")
_SAME_LEFT = 3.0
_TAB = 1.6
_ALIKE = 1.5
_PARAGRAPH_GAP = 0.75
_PADDING = 11.0
_FILLED = 0.8
_PHRASE_GAP = 0.75
_LABEL_LEADING = 0.4
_UNREADABLE = "(cid:"
_UNSEEN = frozenset(("(cid:9)", "(cid:10)", "(cid:13)"))
"""Tabs and line ends that a program printed as if they were characters."""


class Word(Struct, frozen=True):
    """A word where it is printed; `turn` is 1 for one read upwards, -1 downwards.

    Words of a text that is printed over another one are in another `layer`.
    """

    text: str
    frame: Frame
    turn: int = 0
    layer: int = 0


def words_of(chars: Sequence[Char]) -> list[Word]:
    """Return the words of `chars`, which are in the order painted."""
    once = [_readable(char) for char in _once(chars)]
    upright = [char for char in once if _is_upright(char)]
    words = [
        replace(word, layer=number)
        for number, layer in enumerate(layers(upright))
        for word in _words(layer, 0)
    ]
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
    lines = lines_of(words)
    if (items := _items_around_numbers(words)) is not None:
        return "\n".join(f"{mark.text}\t{text_of(item, width)}" for mark, item in items)
    parts = _columns(lines)
    if parts is not None:
        return "\n".join(text_of(part, width / 2) for part in parts)
    out = ""
    for at, line in enumerate(lines):
        is_span = _is_lone_dash(lines, at)
        text = _line_text(line, has_mark=not is_span)
        is_cut = at > 0 and _is_cut(line, lines[at - 1], width)
        begins = at > 0 and not is_span and not is_cut and _begins(line, text, lines[at - 1], width)
        if at and _is_number(lines[at - 1]) and not _is_marked(line):
            out += "\t" + text
        else:
            out += ("\n" if begins else "" if at == 0 or is_cut else " ") + text
    return out


def phrases_of(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words that stand together where no cell holds them: lines, and those below."""
    lines = [
        phrase for line in lines_of([w for w in words if not w.turn]) for phrase in _split(line)
    ]
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


def _readable(char: Char) -> Char:
    return {**char, "text": " "} if char["text"] in _UNSEEN else char


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


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Return the words line by line, from above, each from left to right."""
    lines: list[list[Word]] = []
    middle = 0.0
    for word in sorted(words, key=lambda word: (word.frame.center[1], word.frame.left)):
        if lines and abs(word.frame.center[1] - middle) < _IN_LINE * word.frame.height:
            lines[-1].append(word)
        else:
            lines.append([word])
        middle = sum(each.frame.center[1] for each in lines[-1]) / len(lines[-1])
    lines = [part for line in lines for part in _one_by_one(line)]
    for line in lines:
        line.sort(key=lambda word: word.frame.left)
    return lines


def _one_by_one(line: list[Word]) -> list[list[Word]]:
    """Return `line`, of which each is one if texts are printed over each other in it."""
    if len({word.layer for word in line}) < 2:
        return [line]
    parts: list[list[Word]] = []
    for word in sorted(line, key=lambda word: word.frame.bottom):
        if parts and word.frame.bottom - parts[-1][0].frame.bottom < _LEVEL * word.frame.height:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _columns(lines: Sequence[Sequence[Word]]) -> tuple[list[Word], list[Word]] | None:
    """Return the two halves of a list that goes on beside itself, as its numbers tell."""
    starts = [
        right
        for line in lines
        for left, right in pairwise(line)
        if _NUMBER.fullmatch(right.text)
        and right.frame.left - left.frame.right > _TAB * right.frame.height
    ]
    if not starts:
        return None
    edge = min(word.frame.left for word in starts) - _SAME_LEFT
    parts = (
        [word for line in lines for word in line if word.frame.left < edge],
        [word for line in lines for word in line if word.frame.left >= edge],
    )
    first, second = (
        [int(match[1]) for line in lines_of(part) if (match := _NUMBER.fullmatch(line[0].text))]
        for part in parts
    )
    return parts if first and second and second[0] == first[-1] + 1 else None


def _items_around_numbers(words: Sequence[Word]) -> list[tuple[Word, list[Word]]] | None:
    """Return each number of a list with its words, where it stands beside the middle of them."""
    marks = _numbers_beside(words)
    if not marks or len(marks) == len(words):
        return None
    lines = lines_of(word for word in words if word not in marks)
    middles = [line[0].frame.center[1] for line in lines]
    starts = shared_out([mark.frame.center[1] for mark in marks], middles, marks[0].frame.height)
    if starts is None:
        return None
    ends = [*starts[1:], len(lines)]
    return [
        (mark, [word for line in lines[first:end] for word in line])
        for mark, first, end in zip(marks, starts, ends, strict=True)
    ]


def _numbers_beside(words: Sequence[Word]) -> list[Word]:
    """Return the words that are numbers, counting on, in a column left of all others."""
    edge = min((w.frame.left for w in words if not _COUNTED.fullmatch(w.text)), default=0)
    marks = [w for w in words if _COUNTED.fullmatch(w.text) and w.frame.right <= edge]
    marks.sort(key=lambda word: word.frame.top)
    told = [int(mark.text[:-1]) for mark in marks]
    counts = len(told) > 1 and all(after == before + 1 for before, after in pairwise(told))
    return marks if counts else []


def _is_number(line: Sequence[Word]) -> bool:
    """Tell whether `line` is a number of a list alone, a little above its item."""
    return len(line) == 1 and _NUMBER.fullmatch(line[0].text) is not None


def _is_marked(line: Sequence[Word]) -> bool:
    return _MARK.fullmatch(line[0].text) is not None


def _is_lone_dash(lines: Sequence[Sequence[Word]], at: int) -> bool:
    """Tell whether line `at` begins with a dash that is none of a list: a span, a minus."""
    begun = [line[0].text for line in lines]
    lone = begun[at] in _DASHES and not any(
        each in _DASHES for each in begun[:at] + begun[at + 1 :]
    )
    return lone and at > 0 and not lines[at - 1][-1].text.endswith(":")


def _line_text(line: Sequence[Word], *, has_mark: bool) -> str:
    text = _CLOSE_MARK.sub(r"\1\t", line[0].text, count=1)
    gaps = [right.frame.left - left.frame.right for left, right in pairwise(line)]
    even = _is_justified(gaps)
    for at, (gap, (left, right)) in enumerate(zip(gaps, pairwise(line), strict=True)):
        is_marker = has_mark and at == 0 and _MARK.fullmatch(left.text) is not None
        is_tab = gap > _TAB * right.frame.height and not even
        text += ("\t" if is_marker or is_tab else " ") + right.text
    return text


def _is_justified(gaps: Sequence[float]) -> bool:
    """Tell whether a line was stretched to the width of its cell: all its gaps are alike.

    The one behind a marker is not.
    """
    between = gaps[1:] if len(gaps) > 2 else gaps
    return len(between) > 1 and max(between) < _ALIKE * min(between)


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


def _is_cut(line: Sequence[Word], above: Sequence[Word], width: float) -> bool:
    """Tell whether `line` goes on with a word of the line `above`: behind its hyphen, or its end.

    The end is the last letter of a word too long for its cell.
    """
    if _HYPHEN.search(above[-1].text) and line[0].text[:1].isalpha():
        return True
    (first, *_), (last, *more) = line, above
    filled = last.frame.width + first.frame.width > width - _PADDING
    return filled and not more and len(first.text) == 1 and first.text.islower()


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
