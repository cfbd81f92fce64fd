"""The rows of a flow as items of `langkah`, with all their texts and without their drawing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sopgen.editing.new import lane_ids
from sopgen.editing.references import Map
from sopgen.importer.texts import in_one_line, listed, typed, value_of
from sopgen.model.flow import MERGEABLE
from sopgen.model.profile import ListStyle, PhaseNumbers
from sopgen.recognition.heads import COLUMNS, LANES, Column
from sopgen.recognition.rows import SeenRow
from sopgen.recognition.tables import FlowTable

_LEADING = re.compile(r"\s*(\d{1,6})(?!\d)")


class Columns(Struct, frozen=True):
    """Which column of a head is which key of a step; `extra` are those of the agency's own."""

    keys: tuple[str, ...]
    extra: Mapping[str, str]


class Numbering(Struct, frozen=True):
    """How rows are numbered: what stands behind each number, and how phases count."""

    suffix: str
    phases: PhaseNumbers


def columns_of(columns: Sequence[Column], known: Mapping[str, str]) -> Columns:
    """Return the keys of `columns`; columns of the agency's own are those in `known`, or new.

    Of several with one title, each is another one.
    """
    extra, free = dict(known), dict(known)
    keys: list[str] = []
    for column in columns:
        if column.key in COLUMNS:
            keys.append(column.key)
            continue
        title = in_one_line(column.head)
        name = next((name for name, each in free.items() if each == title), "")
        if not name:
            taken = (*COLUMNS, LANES, *extra)
            name = list(lane_ids([*taken, title]))[-1]
            extra[name] = title
        free.pop(name, None)
        keys.append(name)
    return Columns(tuple(keys), extra)


def cell_style(flows: Iterable[FlowTable]) -> ListStyle:
    """Return with which markers the lists in cells stand, most of them."""
    texts = (entry.text for flow in flows for row in flow.rows for entry in row.entries)
    found = Counter(
        each.style for text in texts if (each := listed(typed(text))) and each.first == 1
    )
    return found.most_common(1)[0][0] if found else ListStyle.DASHES


def numbering(flows: Sequence[FlowTable]) -> Numbering:
    """Return the numbering that leaves the fewest numbers to be typed."""
    shown = [row.number.strip() for flow in flows for row in flow.rows if row.number.strip()]
    suffixes = Counter(each.lstrip("0123456789") for each in shown if each[0].isdigit())
    suffix = suffixes.most_common(1)[0][0] if suffixes else ""
    ways = [Numbering(suffix, phases) for phases in PhaseNumbers]
    return min(ways, key=lambda way: sum(_typed_numbers(flow.rows, way) for flow in flows))


def _typed_numbers(rows: Sequence[SeenRow], way: Numbering) -> int:
    return sum(number is not None for number in _numbers(rows, way))


def _numbers(rows: Sequence[SeenRow], way: Numbering) -> Iterator[str | None]:
    """Yield what has to be typed as the number of each row; None where it is counted."""
    count = 0
    for row in rows:
        shown = in_one_line(row.number)
        if row.heading:
            count = 0 if way.phases is PhaseNumbers.RESTART else count
            yield None
        elif shown == f"{count + 1}{way.suffix}":
            count += 1
            yield None
        else:
            leading = _LEADING.match(shown)
            count = int(leading[1]) if leading else count + bool(shown)
            yield shown


def items_of(
    rows: Sequence[SeenRow], columns: Columns, way: Numbering, style: ListStyle
) -> Iterator[Map]:
    """Yield the items of `langkah`, those of steps without `pelaksana`."""
    can_join = False
    for row, number in zip(rows, _numbers(rows, way), strict=True):
        if row.heading:
            can_join = False
            yield {"judul": typed(row.activity)}
            continue
        item: Map = {} if number is None else {"no": number}
        item["kegiatan"] = typed(row.activity)
        item |= _cells(row, columns, style, can_join=can_join)
        can_join = True
        yield item


def _cells(row: SeenRow, columns: Columns, style: ListStyle, *, can_join: bool) -> Map:
    texts = {columns.keys[entry.column]: entry for entry in row.entries}
    cells: Map = {
        key: value_of(typed(texts[key].text), style)
        for key in MERGEABLE
        if key in texts and texts[key].text.strip()
    }
    own: Map = {
        key: value_of(typed(texts[key].text), style)
        for key in columns.extra
        if key in texts and texts[key].text.strip()
    }
    if own:
        cells["tambahan"] = own
    joined = [
        key
        for key in (*MERGEABLE, *columns.extra)
        if can_join and key in texts and texts[key].joined and not texts[key].text.strip()
    ]
    return cells | ({"gabung": [*joined]} if joined else {})


def number_faults(rows: Sequence[SeenRow], way: Numbering) -> Iterator[tuple[int, str]]:
    """Yield the rows whose number does not follow from the one above, with a sentence."""
    before = 0
    for at, row in enumerate(rows):
        if row.heading and way.phases is PhaseNumbers.RESTART:
            before = 0
        leading = _LEADING.match(row.number)
        if row.heading or leading is None:
            continue
        number = int(leading[1])
        if before and number not in (before, before + 1, 1):
            yield at, f"Nomor langkah melompat dari {before} ke {number}."
        before = number
