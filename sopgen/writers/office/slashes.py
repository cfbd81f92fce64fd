"""Let a line end after a slash where the layout ends one.

In: a paragraph with its printed lines. Out: its runs, with U+200B after those slashes.

What Office does: a line of Word ends at a space and after a hyphen, but not after a slash;
one of LibreOffice only where no space stands within 66 characters before. After U+200B a
line may end in all programs.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from sopgen.document.page import Paragraph, Run

ZERO_WIDTH_SPACE = "\u200b"


def breakable(paragraph: Paragraph) -> tuple[Run, ...]:
    """Return the runs of `paragraph`, with a break allowed after each slash that ends a line."""
    if len(paragraph.lines) < 2 or not any("/" in run.text for run in paragraph.runs):
        return paragraph.runs
    breaks = _slash_breaks(paragraph)
    if not breaks:
        return paragraph.runs
    runs, start = [], 0
    for run in paragraph.runs:
        end = start + len(run.text)
        inside = [at - start for at in breaks if start < at <= end]
        cuts = [0, *inside, len(run.text)]
        pieces = [run.text[low:high] for low, high in pairwise(cuts)]
        runs.append(replace(run, text=ZERO_WIDTH_SPACE.join(pieces)))
        start = end
    return tuple(runs)


def _slash_breaks(paragraph: Paragraph) -> list[int]:
    """Return the places in the text, counted from 0, where a line ends with a slash.

    The lines have lost the spaces at which they were broken, so the other
    characters are counted.
    """
    ends, count = set(), 0
    lines = ["".join(run.text for run in line.runs) for line in paragraph.text_lines]
    for line in lines[:-1]:
        count += sum(not letter.isspace() for letter in line)
        if line.endswith("/"):
            ends.add(count)
    if not ends:
        return []
    text = "".join(run.text for run in paragraph.runs)
    places, count = [], 0
    for at, letter in enumerate(text[:-1], start=1):
        count += not letter.isspace()
        if count in ends and letter == "/" and not text[at].isspace():
            places.append(at)
    return places
