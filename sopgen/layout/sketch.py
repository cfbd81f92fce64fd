"""Tell about how high text boxes are in halves of any width and letters of any size.

Texts are measured once, in one size; in others they are as much wider or narrower, to within a
hundredth. So where the halves are best, and whether a size is worth trying, is known before
anything is set.
"""

from __future__ import annotations

from msgspec import Struct

from sopgen.layout.flowchart.lines import MeasuredPassage, measured
from sopgen.layout.typeset import CELL_SIDES, Passage, SetText, Typesetter


class BoxSketch(Struct, frozen=True):
    """The texts of one box: each measured, and how far it hangs behind its marker."""

    texts: tuple[tuple[MeasuredPassage, int], ...]

    def lines(self, width: float) -> int:
        """Return how many lines the texts take in a box of `width`."""
        return sum([text.lines(width - hanging) for text, hanging in self.texts])


class Sketch(Struct, frozen=True):
    """Rows of one or two boxes on a sheet of this `width`, measured in letters of `size`.

    A line is `pitch` high, and so much is there `besides` the lines of a row.
    """

    rows: tuple[tuple[BoxSketch, ...], ...]
    width: int
    size: int
    pitch: int
    besides: int

    def height(self, left: int, size: int) -> float:
        """Return how high all rows are whose left box is so wide, in letters of `size`."""
        scale = self.size / size
        lines = 0
        for row in self.rows:
            widths = (left, self.width - left) if len(row) == 2 else (self.width,)
            rooms = ((width - CELL_SIDES) * scale + CELL_SIDES for width in widths)
            lines += max(box.lines(room) for box, room in zip(row, rooms, strict=True))
        return (lines * self.pitch + len(self.rows) * self.besides) / scale


def box_sketch(text: SetText, typesetter: Typesetter) -> BoxSketch:
    """Return the texts of a box that were set in any width."""
    words = [Passage(each.passage.runs) if each.indent else each.passage for each in text.passages]
    hanging = [each.left + each.indent for each in text.passages]
    found = measured(words, text.passages[0].font, typesetter).passages if words else ()
    return BoxSketch(tuple(zip(found, hanging, strict=True)))
