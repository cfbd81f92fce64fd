"""Read what the lines of a cell begin with: labels, and marks of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sopgen.recognition.vocabulary import LONGEST, Words

TITLES_ALONE = frozenset(
    ("pengertian", "tujuan", "ruang_lingkup", "kebijakan", "prosedur", "unit_terkait")
)
"""Words that are titles within or below a text only where nothing stands behind them."""

_LABEL = re.compile(r"\s*([^:\t]{3,45}?)\s*(?::\s*|\t\s*:?\s*|$)(.*)", re.DOTALL)
_LIST_MARK = re.compile(r"\s*(\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|[-–•▪])\s*")
_LIST_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]")


def down(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as lines; a list that goes on beside itself by its numbers."""
    lefts: list[Sequence[str]] = []
    rights: list[Sequence[str]] = []
    for row in rows:
        starts = [at for at, text in enumerate(row) if at and _LIST_NUMBER.match(text)]
        edge = starts[0] if starts and _LIST_NUMBER.match(row[0]) else len(row)
        lefts.append(row[:edge])
        if edge < len(row):
            rights.append(row[edge:])
    first, second = (
        [int(match[1]) for each in half if (match := _LIST_NUMBER.match(each[0]))]
        for half in (lefts, rights)
    )
    goes_on = bool(first and second) and second[0] == first[-1] + 1
    return "\n".join(map(_across, [*lefts, *rights] if goes_on else rows))


def _across(row: Sequence[str]) -> str:
    """Return the cells of a row as lines: the marks of a list stand each before its own item."""
    if len(row) == 2:
        marks, items = ([line for line in lines_of(text) if line.strip()] for text in row)
        if len(marks) == len(items) > 1 and all(map(_LIST_MARK.fullmatch, marks)):
            return "\n".join("\t".join(pair) for pair in zip(marks, items, strict=True))
    return "\t".join(row)


def lines_of(text: str) -> list[str]:
    """Return the lines of `text`, one at least."""
    return text.split("\n")


def hits(lines: Sequence[str], words: Words) -> Iterator[tuple[int, str, str]]:
    """Yield the lines that begin with a label: which, its key, and what stands behind it."""
    for at, line in enumerate(lines):
        match = _LABEL.fullmatch(line)
        key = words.key(match[1]) if match else ""
        if match and key:
            yield at, key, match[2].strip()


def label_of(line: str) -> str:
    """Return the label that `line` begins with."""
    match = _LABEL.fullmatch(line)
    return match[1] if match else line


def may_be_label(text: str) -> bool:
    """Tell whether `text` may be a label or a title: a few words in one line."""
    return len(text) <= LONGEST and "\n" not in text.strip() and any(map(str.isalpha, text))
