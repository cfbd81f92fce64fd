"""What a chart shows after an edit, worked out on the chart alone, and what is held against it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import count

from msgspec.structs import replace

from sopgen.editing.ways import drawing_of
from sopgen.editing.ways.drawing import Typed, typed
from sopgen.layout.flowchart.chart import Chart, Row
from sopgen.model.graph import Arrow
from sopgen.model.kinds import Items
from sopgen.model.profile import Column, Profile
from sopgen.problems.problem import Loc


@dataclass(frozen=True)
class Expected:
    """What the flow at `at` shows afterwards; a `threaded` row stands in the flow as it may.

    `texts` are values that the definition has then, `lines` how many of its lines may change.
    """

    at: Loc
    chart: Chart | None = None
    threaded: int | None = None
    texts: tuple[tuple[Loc, str], ...] = ()
    lines: int = 12


COLUMNS = (Column.ACTIVITY, Column.REQUIREMENTS, Column.DURATION, Column.OUTPUT, Column.REMARK)


def told(chart: Chart, profile: Profile) -> tuple[object, ...]:
    """Return all that is held against each other: lanes, texts of rows, symbols, arrows."""
    items = sum(row.item is not None for row in chart.rows)
    drawn: Typed = typed(drawing_of(chart), profile, items)
    rows = tuple(
        (
            row.heading,
            *(_words(row.text(column)) for column in COLUMNS),
            tuple(sorted((key, _words(text)) for key, text in row.extra.items())),
        )
        for row in chart.rows
        if row.item is not None
    )
    return chart.lanes, rows, dict(drawn.looks), drawn.lines


def _words(items: Items) -> Items:
    """Return what a cell says; a list of one is printed as that one."""
    return items[0] if isinstance(items, tuple) and len(items) == 1 else items


def with_row(chart: Chart, at: int, row: Row) -> Chart:
    """Return `chart` with a row before row `at`."""
    marks = tuple(replace(m, row=m.row + (m.row >= at)) for m in chart.marks)
    return _numbered(replace(chart, rows=(*chart.rows[:at], row, *chart.rows[at:]), marks=marks))


def without_row(chart: Chart, at: int) -> Chart:
    """Return `chart` without row `at`; what led into it goes on to where it led, if to one."""
    gone = {number for number, mark in enumerate(chart.marks) if mark.row == at}
    arrows = [_led(chart, each, gone) for each in chart.arrows if each.source not in gone]
    chart = replace(chart, arrows=tuple(each for each in arrows if each is not None))
    kept = [number for number in range(len(chart.marks)) if number not in gone]
    place = {old: new for new, old in enumerate(kept)}
    marks = tuple(
        replace(chart.marks[old], row=chart.marks[old].row - (chart.marks[old].row > at))
        for old in kept
    )
    moved = tuple(
        replace(each, source=place[each.source], target=place[each.target]) for each in chart.arrows
    )
    rows = (*chart.rows[:at], *chart.rows[at + 1 :])
    return _numbered(replace(chart, rows=rows, marks=marks, arrows=moved))


def _led(chart: Chart, arrow: Arrow, gone: Collection[int]) -> Arrow | None:
    seen: set[int] = set()
    at = arrow.target
    while at in gone:
        on = {each.target for each in chart.arrows if each.source == at and not each.plain}
        if len(on) != 1 or at in seen or arrow.plain:
            return None
        seen.add(at)
        at = on.pop()
    return None if at == arrow.source else replace(arrow, target=at)


def swapped(chart: Chart, at: int) -> Chart:
    """Return `chart` in which rows `at` and the one below it have changed places."""
    other = {at: at + 1, at + 1: at}
    rows = list(chart.rows)
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    marks = tuple(replace(each, row=other.get(each.row, each.row)) for each in chart.marks)
    return _numbered(replace(chart, rows=tuple(rows), marks=marks))


def with_lane(chart: Chart, at: int, title: str) -> Chart:
    """Return `chart` with a lane before lane `at`."""
    lanes = (*chart.lanes[:at], title, *chart.lanes[at:])
    marks = tuple(
        replace(m, lane=m.lane + (m.lane >= at), last_lane=m.last_lane + (m.last_lane >= at))
        for m in chart.marks
    )
    return replace(chart, lanes=lanes, marks=marks)


def with_mark(chart: Chart, at: int, **changed: object) -> Chart:
    """Return `chart` whose mark `at` is otherwise."""
    marks = (*chart.marks[:at], replace(chart.marks[at], **changed), *chart.marks[at + 1 :])
    return replace(chart, marks=marks)


def with_arrow(chart: Chart, at: int, **changed: object) -> Chart:
    """Return `chart` whose arrow `at` is otherwise."""
    arrows = (*chart.arrows[:at], replace(chart.arrows[at], **changed), *chart.arrows[at + 1 :])
    return replace(chart, arrows=arrows)


def _numbered(chart: Chart) -> Chart:
    item = count()
    rows = tuple(row if row.item is None else replace(row, item=next(item)) for row in chart.rows)
    return replace(chart, rows=rows)
