"""Decide the header of the flowchart table: titles in two or three levels, and column numbers.

Headings may stand over neighbouring lanes. They and lane names that are too long for their
width wrap, then shrink; where no size lets their words stand level they turn upright, and
shrink only where that is not enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, groupby, product

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import NO_PADDING, Align, Anchor, Box, Font, Line, Paragraph
from sopgen.layout.desk import SHADE, bold
from sopgen.layout.flowchart.chart import LaneOrigins
from sopgen.layout.flowchart.columns import Columns
from sopgen.layout.flowchart.texts import title_of
from sopgen.layout.grid import Ruled
from sopgen.layout.typeset import (
    CELL_PADDING,
    CELL_SIDES,
    Passage,
    SetText,
    Typesetter,
    pixels_up,
    runs_of,
)
from sopgen.model.flow import LaneHeading
from sopgen.model.profile import STANDARD, Column, Profile, TableColumn

TITLE_PADDING = 90
_TALLEST_UPRIGHT = (1950, 3000)
"""Upright names shrink before a head becomes so high, and then it grows."""

_STEP = 150


class LaneNames(Struct, frozen=True):
    """The names of the lanes as they are set; all stand upright or none."""

    texts: tuple[SetText, ...]
    upright: bool
    height: int


def lane_names(
    names: Sequence[str], lanes: Sequence[int], font: Font, smallest: int, typesetter: Typesetter
) -> LaneNames | None:
    """Return the names set into lanes of these widths, or None if they cannot fit."""
    faces = [replace(bold(font), size=size) for size in range(font.size, smallest - 1, -10)]
    for face in faces:
        if _words_fit(names, lanes, face, typesetter):
            return _level(names, lanes, face, typesetter)
    for tallest, face in product(_TALLEST_UPRIGHT, faces):
        upright = _upright(names, lanes, face, tallest, typesetter)
        if upright is not None:
            return upright
    return None


def lane_headings(
    over: Sequence[LaneHeading],
    lanes: Sequence[int],
    font: Font,
    smallest: int,
    typesetter: Typesetter,
) -> LaneHeadings | None:
    """Return the headings set over lanes of these widths, or None if they cannot fit.

    Those that stand level have one size, and those that stand upright.
    """
    level: list[LaneHeading] = []
    upright: list[LaneHeading] = []
    for heading in over:
        alone = _set_over([heading], lanes, font, smallest, typesetter)
        if alone is None:
            return None
        (upright if alone.upright else level).append(heading)
    out: list[SetHeading] = []
    height = 0
    for group in (level, upright):
        names = _set_over(group, lanes, font, smallest, typesetter) if group else None
        if names is not None:
            height = max(height, names.height)
            pairs = zip(group, names.texts, strict=True)
            out += (SetHeading(each.lanes, text, names.upright) for each, text in pairs)
    return LaneHeadings(tuple(sorted(out, key=lambda each: each.lanes.start)), height)


def _set_over(
    over: Sequence[LaneHeading],
    lanes: Sequence[int],
    font: Font,
    smallest: int,
    typesetter: Typesetter,
) -> LaneNames | None:
    widths = [sum(lanes[lane] for lane in heading.lanes) for heading in over]
    return lane_names([heading.title for heading in over], widths, font, smallest, typesetter)


def _words_fit(
    names: Sequence[str], lanes: Sequence[int], font: Font, typesetter: Typesetter
) -> bool:
    return all(
        typesetter.longest_word(name, font) <= lane - CELL_SIDES
        for name, lane in zip(names, lanes, strict=True)
    )


def _level(
    names: Sequence[str], lanes: Sequence[int], font: Font, typesetter: Typesetter
) -> LaneNames:
    texts = tuple(
        _set(name, font, lane - CELL_SIDES, typesetter)
        for name, lane in zip(names, lanes, strict=True)
    )
    return LaneNames(texts, False, pixels_up(max(text.height for text in texts) + TITLE_PADDING))


def _upright(
    names: Sequence[str], lanes: Sequence[int], font: Font, tallest: int, typesetter: Typesetter
) -> LaneNames | None:
    least = max(typesetter.longest_word(name, font) for name in names) * 1.02 + CELL_SIDES
    for height in range(pixels_up(least), tallest + 1, _STEP):
        texts = tuple(_set(name, font, height - CELL_SIDES, typesetter) for name in names)
        if all(text.height <= lane - CELL_SIDES for text, lane in zip(texts, lanes, strict=True)):
            return LaneNames(texts, True, height)
    return None


@lru_cache(maxsize=512)
def _set(text: str, font: Font, width: int, typesetter: Typesetter) -> SetText:
    return typesetter.set(
        [Passage(runs_of(line, font)) for line in text.split("\n")], font, width, Align.CENTER
    )


class SetHeading(Struct, frozen=True):
    """The heading over neighbouring `lanes` as it is set."""

    lanes: range
    text: SetText
    upright: bool


class LaneHeadings(Struct, frozen=True):
    """The headings over lanes; one stands upright only where its words do not fit otherwise."""

    over: tuple[SetHeading, ...] = ()
    height: int = 0

    @property
    def upright(self) -> bool:
        """Tell whether any of them stands upright."""
        return any(each.upright for each in self.over)

    def is_over(self, lane: int) -> bool:
        """Tell whether a heading stands over `lane`."""
        return any(lane in each.lanes for each in self.over)


class Header(Struct, frozen=True, dict=True):
    """The header's cells are placed per page; its height is the same on all pages."""

    profile: Profile
    font: Font
    columns: Columns
    names: LaneNames
    lane_headings: LaneHeadings
    typesetter: Typesetter
    origins: LaneOrigins | None = None

    @cached_property
    def heights(self) -> tuple[int, ...]:
        """The heights of its two to four rows."""
        pitch = self.typesetter.metrics.line_height(self.font)
        middle = self.lane_headings.height
        under = [self._set(column).height for column in self._grouped]
        lowest = max((height + TITLE_PADDING for height in under), default=0) - middle
        alone = [column for column in self._shown if self._stands_alone(column)]
        tallest = max((self._set(column).height for column in alone), default=0) + TITLE_PADDING
        upper = pixels_up(max(text.height for text in self._over_groups()) + TITLE_PADDING)
        lower = pixels_up(max(self.names.height, lowest, tallest - upper - middle))
        numbers = (pixels_up(pitch + 50),) if self.profile.flow.number_row else ()
        return (upper, *([middle] if middle else []), lower, *numbers)

    @property
    def _levels(self) -> tuple[int, int, int, int]:
        """The heights of titles over lanes and groups, of lane headings, of names, of numbers."""
        upper, *rest = self.heights
        middle = rest.pop(0) if self.lane_headings.over else 0
        lower, *numbers = rest
        return upper, middle, lower, sum(numbers)

    @property
    def height(self) -> int:
        return sum(self.heights)

    def _over_groups(self) -> Iterator[SetText]:
        """Yield the titles that stand over lanes and over neighbouring columns of a group."""
        yield self._set_over(self.profile.labels.actors, sum(self.columns.lanes))
        for together, group in self._neighbours():
            if together:
                width = sum(self.columns.texts[column] for column in group)
                yield self._set_over(self.profile.labels.standard, width)

    def _neighbours(self) -> Iterator[tuple[bool, Iterator[TableColumn]]]:
        """Yield neighbouring columns, and whether one title stands over them all."""
        return groupby(self._shown, lambda column: column in self._grouped)

    def _set_over(self, title: str, width: int) -> SetText:
        """Return `title` as it is set over a column or group of this `width`."""
        return _set(title, bold(self.font), width - CELL_SIDES, self.typesetter)

    @cached_property
    def _shown(self) -> tuple[TableColumn, ...]:
        return self.profile.flow.columns

    @cached_property
    def _grouped(self) -> tuple[TableColumn, ...]:
        group = self.profile.flow.group_standard
        return tuple(column for column in self._shown if group and column in STANDARD)

    def _stands_alone(self, column: TableColumn) -> bool:
        return column is not Column.LANES and column not in self._grouped

    def _set(self, column: TableColumn) -> SetText:
        return self._set_over(title_of(column, self.profile.labels), self.columns.texts[column])

    def cells(self, x: int, y: int) -> list[Ruled]:
        """Return the header's cells with its top left at (`x`, `y`)."""
        upper, middle, lower, numbers = self._levels
        under = middle + lower
        shade = SHADE if self.profile.flow.shade else ""
        out: list[Ruled] = []
        left = x
        for together, group in self._neighbours():
            first = left
            for column in group:
                if column is Column.LANES:
                    width = sum(self.columns.lanes)
                    lanes = Box(left, y, width, upper)
                    out.append(self._titled(self.profile.labels.actors, lanes))
                    out.extend(self._lane_cells(left, y + upper))
                else:
                    width = self.columns.texts[column]
                    title = title_of(column, self.profile.labels)
                    top, height = (y + upper, under) if together else (y, upper + under)
                    out.append(self._titled(title, Box(left, top, width, height)))
                left += width
            if together:
                over = Box(first, y, left - first, upper)
                out.append(self._titled(self.profile.labels.standard, over))
        if numbers:
            out.extend(self._numbers(x, y + upper + under, numbers))
        return [cell._replace(shade=shade) for cell in out] if shade else out

    def _titled(self, title: str, box: Box) -> Ruled:
        return _middle_cell(self._set_over(title, box.width), box)

    def _lane_cells(self, x: int, y: int) -> list[Ruled]:
        _, middle, lower, _ = self._levels
        headings, edges = self.lane_headings, list(accumulate(self.columns.lanes, initial=x))
        out = []
        for lane, text in enumerate(self.names.texts):
            taken = middle if headings.is_over(lane) else 0
            width = self.columns.lanes[lane]
            box = Box(edges[lane], y + taken, width, middle - taken + lower)
            cell = _named_cell(text, box, upright=self.names.upright)
            out.append(cell._replace(origin=self.origins.lanes[lane]) if self.origins else cell)
        for number, heading in enumerate(headings.over):
            first, end = edges[heading.lanes.start], edges[heading.lanes.stop]
            box = Box(first, y, end - first, middle)
            cell = _named_cell(heading.text, box, upright=heading.upright)
            out.append(cell._replace(origin=self.origins.over[number]) if self.origins else cell)
        return out

    def _numbers(self, x: int, y: int, height: int) -> list[Ruled]:
        out = []
        for number, width in enumerate(column_widths(self.profile, self.columns), start=1):
            text = _set(str(number), self.font, width - CELL_SIDES, self.typesetter)
            out.append(_middle_cell(text, Box(x, y, width, height)))
            x += width
        return out


def column_widths(profile: Profile, columns: Columns) -> list[int]:
    """Return the widths of all columns from left to right, lanes included."""
    out: list[int] = []
    for column in profile.flow.columns:
        if column is Column.LANES:
            out.extend(columns.lanes)
        else:
            out.append(columns.texts[column])
    return out


def _middle_cell(text: SetText, box: Box) -> Ruled:
    inner = Box(box.x + CELL_PADDING.left, box.y, text.width, box.height)
    return Ruled(box, text.anchored(inner, Anchor.MIDDLE), padding=CELL_PADDING)


def _named_cell(text: SetText, box: Box, *, upright: bool) -> Ruled:
    cell = _upright_cell(text, box) if upright else _middle_cell(text, box)
    return cell._replace(lines_kept=True)


def _upright_cell(text: SetText, box: Box) -> Ruled:
    """Return a cell whose text runs upwards, its lines from left to right."""
    across = box.x + (box.width - text.height) // 2
    out = []
    for each in text.passages:
        pitch, ascent = each.pitch, each.ascent
        lines = []
        for number, runs in enumerate(each.lines):
            width = sum(text.metrics.width(run.text, run.font) for run in runs)
            start = box.bottom - round((box.height - width) / 2)
            lines.append(Line(across + number * pitch + ascent, start, runs, upright=True))
        inner = Box(box.x, box.y, text.width, each.height)
        runs = each.passage.runs
        out.append(Paragraph(runs, inner, pitch, Align.CENTER, lines=tuple(lines)))
        across += each.height
    return Ruled(box, tuple(out), Anchor.MIDDLE, padding=NO_PADDING, upright=True)
