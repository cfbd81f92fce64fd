"""Give words that run out of their cell back to it.

A text that is higher than its cell is printed over the edges of the cell: its outer lines lie
across a rule, or in the next cell over the text there. A line across a rule belongs to the side
on which the next line of its paragraph stands; of two texts over each other at the head of a
cell, the upper one to the cell above, if that has a line that it stands below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopgen.readers.pdf.grid import Cell, Finder
from sopgen.readers.pdf.plane import Frame, around
from sopgen.readers.pdf.words import Word, lines_of

_ACROSS = 0.12
_LINE_GAP = (0.9, 1.7)
_SAME_EDGE = 2.0
_JUST_OUTSIDE = 0.5
_SLACK = 1.5


def settled(in_cell: dict[Cell, list[Word]], cell_at: Finder) -> dict[Cell, list[Word]]:
    """Return the words of each cell, where those that ran out of one are back in it."""
    moves = [
        (cell, word, other)
        for cell, words in in_cell.items()
        for word, other in _leaving(cell, words, in_cell, cell_at)
    ]
    out = {cell: list(words) for cell, words in in_cell.items()}
    for cell, word, other in moves:
        if word in out[cell]:
            out[cell].remove(word)
            out[other].append(word)
    return {cell: words for cell, words in out.items() if words}


def _leaving(
    cell: Cell, words: Sequence[Word], in_cell: dict[Cell, list[Word]], cell_at: Finder
) -> Iterator[tuple[Word, Cell]]:
    for word in words:
        beyond = _beyond(word, cell, cell_at)
        if beyond is None or beyond not in in_cell:
            continue
        if _follows(word, in_cell[beyond]) and not _follows(word, words):
            yield word, beyond
    if len({word.layer for word in words}) > 1:
        yield from _over_another(cell, words, in_cell, cell_at)


def _beyond(word: Word, cell: Cell, cell_at: Finder) -> Cell | None:
    """Return the cell on the other side of the rule that `word` lies across."""
    frame, least = word.frame, _ACROSS * word.frame.height
    x = frame.center[0]
    if frame.top < cell.frame.top - least:
        other = cell_at((x, cell.frame.top - _JUST_OUTSIDE))
    elif frame.bottom > cell.frame.bottom + least:
        other = cell_at((x, cell.frame.bottom + _JUST_OUTSIDE))
    else:
        return None
    return other if other is not None and other != cell and _fits(frame, other) else None


def _follows(word: Word, others: Sequence[Word]) -> bool:
    """Tell whether one of `others` stands in the line above or below `word`."""
    low, high = (part * word.frame.height for part in _LINE_GAP)
    return any(
        low <= abs(other.frame.center[1] - word.frame.center[1]) <= high
        and other.frame.left < word.frame.right
        and word.frame.left < other.frame.right
        for other in others
    )


def _over_another(
    cell: Cell, words: Sequence[Word], in_cell: dict[Cell, list[Word]], cell_at: Finder
) -> Iterator[tuple[Word, Cell]]:
    """Yield the upper of two texts at the head of `cell`, if it goes on from the cell above."""
    lines = lines_of(words)
    if len(lines) < 2:
        return
    upper, lower = (around([word.frame for word in line]) for line in lines[:2])
    above = cell_at((upper.center[0], cell.frame.top - _JUST_OUTSIDE))
    if upper.common(lower) == 0 or above not in in_cell or not _fits(upper, above):
        return
    last = around([word.frame for word in lines_of(in_cell[above])[-1]])
    aligned = (upper.left - last.left, upper.center[0] - last.center[0])
    if min(map(abs, aligned)) < _SAME_EDGE:
        yield from ((word, above) for word in lines[0])


def _fits(frame: Frame, cell: Cell) -> bool:
    return cell.frame.left - _SLACK <= frame.left and frame.right <= cell.frame.right + _SLACK
