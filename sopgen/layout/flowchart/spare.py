"""Share out the width that the text columns of a flowchart have to spare.

The rows are as low as they can be, so nothing gets lower any more. Short texts are kept whole
first; then columns grow where that saves most lines, so that texts have room to grow; then all of
them until their texts are whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sopgen.document.page import PIXEL
from sopgen.layout.flowchart.lines import MeasuredText
from sopgen.layout.flowchart.sharing import Cell
from sopgen.layout.flowchart.texts import TextWidths
from sopgen.layout.typeset import pixels_down


def spread(
    widths: Sequence[int], columns: Sequence[TextWidths], cells: Sequence[Cell], room: int
) -> list[int]:
    """Return `columns` of at least these `widths`, in twips, together no wider than `room`."""
    grown = _short_whole(widths, columns, room)
    grown = _fewest_lines(grown, columns, cells, room)
    return _all_whole(grown, columns, room)


def _short_whole(widths: Sequence[int], columns: Sequence[TextWidths], room: int) -> list[int]:
    """Return `widths` with short texts whole, as long as there is room: what lacks least first."""
    grown, spare = list(widths), room - sum(widths)
    lacking = [column.short - width for column, width in zip(columns, widths, strict=True)]
    for at in sorted(range(len(grown)), key=lambda at: lacking[at]):
        more = min(max(0, lacking[at]), spare)
        grown[at] += more
        spare -= more
    return grown


def _fewest_lines(
    widths: Sequence[int], columns: Sequence[TextWidths], cells: Sequence[Cell], room: int
) -> list[int]:
    """Return `widths` grown as long as that saves lines, most of them for the least width first."""
    grown, spare = list(widths), room - sum(widths)
    texts: list[list[MeasuredText]] = [[] for _ in grown]
    for cell in cells:
        texts[cell.column].append(cell.text)
    steps = [
        sorted(_steps(texts[at], grown[at], min(columns[at].whole, grown[at] + spare)))
        for at in range(len(grown))
    ]
    while True:
        best = max((_gain(steps[at], grown[at], spare), -at) for at in range(len(grown)))
        (lines, wider), at = best[0], -best[1]
        if not lines:
            return grown
        spare -= wider - grown[at]
        grown[at] = wider


def _steps(texts: Sequence[MeasuredText], width: int, most: int) -> Iterator[int]:
    """Yield each width above `width`, and not above `most`, at which one of `texts` is shorter.

    A width comes as often as lines are saved there.
    """
    if width < most:
        for text in texts:
            for lines in range(text.lines(width) - 1, text.least - 1, -1):
                wider = text.width_for(lines)
                if wider > most:
                    break
                yield wider


def _gain(steps: Sequence[int], width: int, spare: int) -> tuple[float, int]:
    """Return how many lines a twip more saves at best, and to which width; 0 if none does."""
    passed, within = bisect_right(steps, width), bisect_right(steps, width + spare)
    return max(
        ((count / (wider - width), wider) for count, wider in enumerate(steps[passed:within], 1)),
        default=(0.0, width),
    )


def _all_whole(widths: Sequence[int], columns: Sequence[TextWidths], room: int) -> list[int]:
    """Return `widths` grown in proportion as long as texts are broken."""
    grown, spare = list(widths), room - sum(widths)
    growing = [at for at in range(len(grown)) if grown[at] < columns[at].whole]
    while growing and spare >= PIXEL:
        given, total = spare, sum(grown[at] for at in growing)
        for at in growing:
            share = max(pixels_down(given * grown[at] / total), PIXEL)
            more = min(share, columns[at].whole - grown[at], pixels_down(spare))
            grown[at] += more
            spare -= more
        growing = [at for at in growing if grown[at] < columns[at].whole]
    return grown
