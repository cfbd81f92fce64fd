"""Columns of flows that were made wider or narrower by hand: `format.alur.lebar`.

Widths count from rule to rule, in whole millimetres. A workbook has a narrow column on each
side of one that holds text, which is part of it. The columns of the lanes are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sopgen.definition.validation import found
from sopgen.document.origins import Origin
from sopgen.fonts import SHEET_PADDING
from sopgen.layout.typeset import CELL_PADDING
from sopgen.problems.problem import Loc
from sopgen.pull.changes import TextSet
from sopgen.pull.pairing import Pair
from sopgen.pull.segments import reference
from sopgen.pull.sources import Sources
from sopgen.pull.tables import LANES, FlowTable

WIDTHS: Loc = ("format", "alur", "lebar")
_LEFT, _RIGHT = CELL_PADDING.left - SHEET_PADDING, CELL_PADDING.right - SHEET_PADDING
"""How wide those narrow columns are: Excel itself keeps a text a little clear of the edge."""

HAIR = 57
"""A millimetre: what is moved less was not moved by hand."""


@dataclass
class Widths:
    """The columns that have another width now, in twips, and which columns of sheets those are."""

    now: dict[str, tuple[int, str]] = field(default_factory=dict)
    covered: set[tuple[int, int]] = field(default_factory=set)

    def changes(self, sources: Sources, others: Mapping[str, float]) -> Iterator[TextSet]:
        """Yield what is to be typed; `others` are the widths that the letterhead gives.

        A definition that gives any replaces those.
        """
        if not self.now:
            return
        own = found(sources.definition, WIDTHS)
        kept = {} if isinstance(own, dict) else dict(others)
        for name, (width, where) in self.now.items():
            kept.pop(name, None)
            old = found(sources.definition, (*WIDTHS, name))
            yield TextSet(Origin((*WIDTHS, name)), old, str(round(width * 25.4 / 1440)), where)
        where = next(iter(self.now.values()))[1]
        for name, typed in kept.items():
            yield TextSet(Origin((*WIDTHS, name)), None, f"{typed:g}", where)


def changed_widths(pairs: Sequence[Pair], tables: Sequence[FlowTable]) -> Widths:
    """Return which columns of flows have another width; where flows differ, the first counts."""
    out = Widths()
    for table in tables:
        for number in sorted(table.columns):
            for name, first, last in _columns(table, number, pairs[number]):
                _compare(out, name, pairs[number], number, range(first, last + 1))
    return out


def _columns(table: FlowTable, number: int, pair: Pair) -> Iterator[tuple[str, int, int]]:
    """Yield the columns of a flow by name, and the columns of its sheet from first to last."""
    for each in table.columns[number]:
        yield str(each.key[-1]), *_with_sides(pair.base.columns, each.first, each.last)
    lanes = table.lane_columns.get(number, {})
    if lanes and set(lanes) == set(table.lanes):
        yield LANES, min(low for low, _ in lanes.values()), max(high for _, high in lanes.values())


def _with_sides(edges: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """Return the columns with those that keep its text clear of the rules."""
    if first > 0 and edges[first] - edges[first - 1] == _LEFT:
        first -= 1
    if last + 2 < len(edges) and edges[last + 2] - edges[last + 1] == _RIGHT:
        last += 1
    return first, last


def _compare(out: Widths, name: str, pair: Pair, number: int, columns: range) -> None:
    base, edited = pair.base.columns, pair.edited.columns
    if any(column not in pair.columns_now for column in columns):
        return
    first, last = pair.columns_now[columns[0]], pair.columns_now[columns[-1]]
    if last - first != columns[-1] - columns[0]:
        return
    before = base[columns[-1] + 1] - base[columns[0]]
    now = edited[last + 1] - edited[first]
    if abs(now - before) <= HAIR:
        return
    known = out.now.setdefault(name, (now, reference(pair, (0, first))))
    if abs(known[0] - now) <= HAIR:
        out.covered.update((number, column) for column in columns)
