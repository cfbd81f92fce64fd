"""Decide the body of the flowchart table: the texts of every row, set and placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from sopgen.document.page import Align, Anchor, Box, Font
from sopgen.layout.desk import bold
from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.flowchart.columns import Columns
from sopgen.layout.flowchart.headings import heading_cells, words_width
from sopgen.layout.flowchart.lines import cell_height
from sopgen.layout.flowchart.scale import Scale
from sopgen.layout.flowchart.sides import bearer, heading_words
from sopgen.layout.grid import Ruled
from sopgen.layout.typeset import (
    CELL_PADDING,
    CELL_SIDES,
    Lists,
    Passage,
    SetText,
    Typesetter,
)
from sopgen.model.kinds import Items
from sopgen.model.profile import Column, Profile, TableColumn, TextAlign

_DASHES = ("-", "–")
"""A cell that holds nothing but a dash has it in the middle."""

_CENTERED = frozenset({Column.NUMBER, Column.DURATION})


class Body(Struct, frozen=True):
    """The texts of all columns, row by row, and those of heading rows by their row."""

    chart: Chart
    profile: Profile
    columns: Columns
    texts: Mapping[TableColumn, Sequence[SetText]]
    headings: Mapping[int, SetText]

    def heights(self, floors: Sequence[int]) -> list[int]:
        """Return the height of every row: of its texts, or that of `floors` which symbols need."""
        out = [self._text_height(row) for row in range(len(self.chart.rows))]
        for column, group in self._merged_groups():
            self._grow_for_merged(out, column, group)
        return list(map(max, out, floors))

    def heights_on_page(self, heights: Sequence[int], rows: range) -> list[int]:
        """Return `heights` with room for merged texts that begin or go on on other pages.

        Such a text is printed on each of its pages.
        """
        out = list(heights)
        for column, group in self._merged_groups():
            part = range(max(group.start, rows.start), min(group.stop, rows.stop))
            if part and part != group:
                self._grow_for_merged(out, column, part)
        return out

    def _text_height(self, row: int) -> int:
        if row in self.headings:
            return cell_height(self.headings[row].height)
        alone = [
            texts[row].height
            for column, texts in self.texts.items()
            if column not in self.chart.rows[row].merged and not self._goes_on(row, column)
        ]
        return cell_height(max(alone, default=0))

    def _goes_on(self, row: int, column: TableColumn) -> bool:
        rows = self.chart.rows
        return row + 1 < len(rows) and column in rows[row + 1].merged

    def _merged_groups(self) -> list[tuple[TableColumn, range]]:
        columns = (column for column in self.profile.flow.columns if column is not Column.LANES)
        return [
            (column, rows)
            for column in columns
            for rows in self.chart.groups(column)
            if len(rows) > 1
        ]

    def _grow_for_merged(self, heights: list[int], column: TableColumn, rows: range) -> None:
        """Let the last of `rows`, which are merged in `column`, hold what the others do not."""
        needed = cell_height(self.texts[column][self._owner(rows.start, column)].height)
        heights[rows[-1]] += max(0, needed - sum(heights[row] for row in rows))

    def cells(self, rows: range, edges: Sequence[int], x: int) -> list[Ruled]:
        """Return the cells of `rows` of the chart between `edges`, from `x` rightwards."""
        out: list[Ruled] = []
        width = sum(map(self.columns.width, self.profile.flow.columns))
        between = list(pairwise(edges))
        for row, (top, bottom) in zip(rows, between, strict=True):
            if row in self.headings:
                box = Box(x, top, width, bottom - top)
                words = self.headings[row]
                origin = f"{self.chart.rows[row].origin}/judul"
                out += heading_cells(words, self.profile.flow, self.columns, box, origin)
        for column in self.profile.flow.columns:
            if column is Column.LANES:
                for width in self.columns.lanes:
                    out.extend(
                        Ruled(Box(x, top, width, bottom - top))
                        for row, (top, bottom) in zip(rows, between, strict=True)
                        if row not in self.headings
                    )
                    x += width
            else:
                out.extend(self._column_cells(column, rows, edges, x))
                x += self.columns.texts[column]
        return out

    def _column_cells(
        self, column: TableColumn, rows: range, edges: Sequence[int], x: int
    ) -> list[Ruled]:
        out, width = [], self.columns.texts[column]
        at = 0
        while at < len(rows):
            end = at + 1
            while end < len(rows) and column in self.chart.rows[rows[end]].merged:
                end += 1
            if rows[at] not in self.headings:
                box = Box(x, edges[at], width, edges[end] - edges[at])
                owner = self._owner(rows[at], column)
                origin = self.chart.rows[owner].origin_of(column)
                out.append(_cell(self.texts[column][owner], box, origin))
            at = end
        return out

    def _owner(self, row: int, column: TableColumn) -> int:
        """Return the row whose text a merged cell prints."""
        while column in self.chart.rows[row].merged:
            row -= 1
        return row


def least_heights(chart: Chart, scale: Scale) -> list[int]:
    """Return the least height of every row: of its symbols with room for lines, or its heading."""
    line = scale.typesetter.metrics.line_height(bold(scale.font))
    stacks = [dict[int, int]() for _ in chart.rows]
    for mark in chart.marks:
        height = scale.size(mark)[1] + 2 * scale.measures.clearance
        levels = stacks[mark.row]
        levels[mark.order] = max(levels.get(mark.order, 0), height)
    return [
        cell_height(line * len(heading_words(row.heading, scale.font)))
        if row.heading
        else max(levels.values(), default=0) * row.depth
        for levels, row in zip(stacks, chart.rows, strict=True)
    ]


class Compositor(Struct, frozen=True):
    """Sets the texts of `chart` in `font`, a column once for every width that is tried.

    What is typed in its cells is, as passages, in `words`.
    """

    chart: Chart
    profile: Profile
    font: Font
    typesetter: Typesetter
    words: Mapping[Items, Sequence[Passage]]
    _done: dict[tuple[TableColumn, int], tuple[SetText, ...]] = field(default_factory=dict)
    _tight: dict[tuple[TableColumn, int], bool] = field(default_factory=dict)

    def body(self, columns: Columns) -> Body:
        """Return the texts set to the widths of `columns`."""
        texts = {column: self._column(column, width) for column, width in columns.texts.items()}
        return Body(self.chart, self.profile, columns, texts, self._headings(columns))

    def tight(self, body: Body) -> list[TableColumn]:
        """Return the columns of `body` that a workbook may break at other words than planned."""
        out = []
        for column, width in body.columns.texts.items():
            key = column, width
            if key not in self._tight:
                alike = {id(text): text for text in body.texts[column]}
                self._tight[key] = self._by_a_hair(alike.values())
            if self._tight[key]:
                out.append(column)
        if self._by_a_hair(body.headings.values()):
            out.append(bearer(self.profile.flow.columns))
        return list(dict.fromkeys(out))

    def _by_a_hair(self, texts: Iterable[SetText]) -> bool:
        return any(text.breaks_by_a_hair(self.typesetter.sheet) for text in texts)

    def _headings(self, columns: Columns) -> dict[int, SetText]:
        rows = {at: row.heading for at, row in enumerate(self.chart.rows) if row.heading}
        if not rows:
            return {}
        font, room = bold(self.font), words_width(self.profile.flow, columns) - CELL_SIDES
        return {
            at: self.typesetter.set(heading_words(words, font), font, room)
            for at, words in rows.items()
        }

    def _column(self, column: TableColumn, width: int) -> tuple[SetText, ...]:
        """Return the texts of `column` in this `width`, row by row; equal ones are one."""
        key = column, width
        if key not in self._done:
            align, typed = (
                _align(self.profile, column),
                [row.text(column) for row in self.chart.rows],
            )
            alike = {
                text: self._set(text, width, Align.CENTER if text in _DASHES else align)
                for text in dict.fromkeys(typed)
            }
            self._done[key] = tuple(alike[text] for text in typed)
        return self._done[key]

    def _set(self, typed: Items, width: int, align: Align) -> SetText:
        room = width - CELL_SIDES
        return self.typesetter.set(self.words[typed], self.font, room, align, Lists.RUN_IN)


def _align(profile: Profile, column: TableColumn) -> Align:
    typed = profile.flow.aligned.get(column.value)
    if typed is None:
        return Align.CENTER if column in _CENTERED else Align.LEFT
    return Align.CENTER if typed is TextAlign.CENTER else Align.LEFT


def _cell(text: SetText, box: Box, origin: str) -> Ruled:
    inner = Box(box.x + CELL_PADDING.left, box.y, text.width, box.height)
    return Ruled(box, text.anchored(inner, Anchor.MIDDLE), padding=CELL_PADDING, origin=origin)
