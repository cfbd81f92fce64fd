"""Give each number of a list its lines, where it stands beside the middle of them.

Excel prints numbers that have a column of their own so: level with a line of an item of one or
three lines, between the two of an item of two.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_LEVEL = 0.25
"""A number is level with a line if their middles are this part of their height apart."""

_SPREAD = 1.6
"""Lines of one item are no more than so many of the smallest steps apart."""

_FARTHEST = 0.7
"""How many heights a number may stand from the middle of its lines: half a line and some."""


def shared_out(marks: Sequence[float], lines: Sequence[float], height: float) -> list[int] | None:
    """Return at which of the `lines` the item of each of the `marks` begins.

    All are told by their middles, from above, and are as high as `height`. None where numbers
    stand at lines, as the first of their items, and where lines are not around them.
    """
    if all(min(abs(line - mark) for line in lines) <= _LEVEL * height for mark in marks):
        return None
    if len(lines) < len(marks):
        return None
    found = _nearest(marks, lines)
    ends = [*found[1:], len(lines)]
    is_beside = all(
        abs(sum(lines[first:end]) / (end - first) - mark) <= _FARTHEST * height
        for mark, first, end in zip(marks, found, ends, strict=True)
    )
    return found if is_beside and _are_whole(lines, found) else None


def _are_whole(lines: Sequence[float], starts: Sequence[int]) -> bool:
    """Tell whether no two lines of an item are much farther apart than lines are elsewhere."""
    steps = [below - above for above, below in pairwise(lines)]
    inner = [step for at, step in enumerate(steps, start=1) if at not in starts]
    return not inner or max(inner) <= _SPREAD * min(steps)


def _nearest(marks: Sequence[float], lines: Sequence[float]) -> list[int]:
    """Return where items begin whose middles are together nearest to their `marks`."""
    sums = [0.0]
    for line in lines:
        sums.append(sums[-1] + line)
    far = float("inf")
    best = [[far] * (len(lines) + 1) for _ in range(len(marks) + 1)]
    begun = [[0] * (len(lines) + 1) for _ in range(len(marks) + 1)]
    best[0][0] = 0.0
    for item, mark in enumerate(marks):
        for end in range(item + 1, len(lines) + 1):
            for first in range(item, end):
                middle = (sums[end] - sums[first]) / (end - first)
                cost = best[item][first] + abs(middle - mark)
                if cost < best[item + 1][end]:
                    best[item + 1][end], begun[item + 1][end] = cost, first
    starts: list[int] = []
    end = len(lines)
    for item in range(len(marks), 0, -1):
        end = begun[item][end]
        starts.append(end)
    return starts[::-1]
