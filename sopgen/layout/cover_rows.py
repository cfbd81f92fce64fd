"""Lay out the ruled rows of a cover: rows of the identity, and the control of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sopgen.document.page import Anchor, Box, Head
from sopgen.layout.desk import Desk
from sopgen.layout.grid import Ruled
from sopgen.layout.labelled import Labelled
from sopgen.layout.typeset import CELL_PADDING, CELL_SIDES, SetText, pixels_down, pixels_up

_AIR = 90
"""What is left above and below the text of a row, together: 4.5 pt."""

_SLACK = 40
"""What a label has to spare, so that every program keeps its line whole."""

_MOST_LABEL = 0.5
"""Labels have this part of the width at most."""


class CoverRows(Struct, frozen=True):
    """Labels and their values, set, not placed yet, and where each value was typed."""

    labels: tuple[SetText, ...]
    values: tuple[SetText, ...]
    origins: tuple[str, ...]

    @property
    def width(self) -> int:
        return self.labels[0].width + self.values[0].width + 2 * CELL_SIDES

    @property
    def height(self) -> int:
        return sum(self._heights)

    @property
    def _heights(self) -> tuple[int, ...]:
        pairs = zip(self.labels, self.values, strict=True)
        return tuple(pixels_up(max(a.height, b.height) + _AIR) for a, b in pairs)

    def placed(self, x: int, y: int) -> Iterator[Ruled]:
        """Yield the cells from there to the right and downwards."""
        rows = zip(self.labels, self.values, self.origins, self._heights, strict=True)
        for label, value, origin, height in rows:
            left = Box(x, y, label.width + CELL_SIDES, height)
            yield _cell(label, left)._replace(head=Head.ROW)
            right = Box(left.right, y, value.width + CELL_SIDES, height)
            yield _cell(value, right)._replace(origin=origin)
            y += height


def cover_rows(
    desk: Desk, typed: Sequence[Labelled], labels: Sequence[str], width: int
) -> CoverRows | None:
    """Return the rows of labels and values as wide as `width`; None without any.

    Their labels have as much room as all `labels` of the cover ask for.
    """
    if not typed:
        return None
    font = desk.identity_font
    measures = (desk.typesetter.metrics, desk.typesetter.sheet)
    widest = max(each.width(label, font) for label in labels for each in measures)
    most = pixels_down(width * _MOST_LABEL)
    label_width = min(pixels_up(widest + _SLACK + CELL_SIDES), most) - CELL_SIDES
    value_width = width - label_width - 2 * CELL_SIDES
    return CoverRows(
        tuple(desk.set(row.label, font, label_width, origin=row.label_origin) for row in typed),
        tuple(desk.set(row.value or "", font, value_width) for row in typed),
        tuple(row.origin for row in typed),
    )


def _cell(text: SetText, box: Box) -> Ruled:
    inner = Box(box.x + CELL_PADDING.left, box.y, text.width, box.height)
    return Ruled(box, text.anchored(inner, Anchor.MIDDLE), padding=CELL_PADDING)
