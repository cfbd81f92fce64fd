"""Tell about how high text boxes are in halves of any width and letters of any size.

Texts are measured once, in one size; in others they are as much wider or narrower, to within a
hundredth. So where the halves are best, and whether a size is worth trying, is known before
anything is set.
"""

from __future__ import annotations

from operator import neg

from msgspec import Struct

from sopgen.layout.flowchart.lines import MeasuredPassage, measured
from sopgen.layout.typeset import CELL_SIDES, Passage, SetText, Typesetter


class BoxSketch(Struct, frozen=True):
    """The texts of one box, measured where they hang behind their markers."""

    texts: tuple[MeasuredPassage, ...]

    def lines(self, width: float) -> int:
        """Return how many lines the texts take in a box of `width`."""
        return sum([text.lines(width) for text in self.texts])

    def is_short(self, width: float) -> bool:
        """Tell whether each text has a line of `width` to itself."""
        return all(text.length <= width for text in self.texts)


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
        first, second, whole = [
            (width - CELL_SIDES) * scale + CELL_SIDES
            for width in (left, self.width - left, self.width)
        ]
        lines = 0
        for row in self.rows:
            match row:
                case (one,):
                    lines += one.lines(whole)
                case (one, other):
                    lines += max(one.lines(first), other.lines(second))
        return (lines * self.pitch + len(self.rows) * self.besides) / scale

    def may_stand_in_columns(self, left: int, size: int, items: int) -> bool:
        """Tell whether a list of so many `items` may stand in two columns, in letters of `size`.

        One beside another box, in halves as uneven as `left` is, does so where all items are short.
        """
        widest = max(left, self.width - left) * self.size / size
        for row in self.rows:
            for box in row:
                is_long = len(box.texts) >= items
                if is_long and (len(row) == 1 or box.is_short(widest / 2 + CELL_SIDES)):
                    return True
        return False


def box_sketch(text: SetText, typesetter: Typesetter) -> BoxSketch:
    """Return the texts of a box that were set in any width."""
    words = [Passage(each.passage.runs) if each.indent else each.passage for each in text.passages]
    hanging = [each.left + each.indent for each in text.passages]
    found = measured(words, text.passages[0].font, typesetter).passages if words else ()
    return BoxSketch(tuple(map(MeasuredPassage.wider, found, map(neg, hanging))))
