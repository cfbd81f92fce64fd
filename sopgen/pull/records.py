"""Rows of the tables outside the flow: those that are gone, and those that were put in."""

from __future__ import annotations

from collections.abc import Iterator

from sopgen.definition.validation import Data
from sopgen.document.origins import Origin
from sopgen.document.sheet import SeenCell
from sopgen.editing.unprinting import cleaned, escaped
from sopgen.layout.dates import long_date
from sopgen.model.dates import read_date
from sopgen.pull.changes import (
    Change,
    RecordAdded,
    RecordRemoved,
)
from sopgen.pull.pairing import Pair
from sopgen.pull.segments import reference
from sopgen.pull.showing import DATES, Showing, origin_above
from sopgen.pull.sources import Sources
from sopgen.pull.tables import Claimed

RECORDS = ("riwayat", "distribusi", "baris")
"""Lists whose items are rows of tables outside the flow."""


def removed_records(owners: dict[Origin, Showing]) -> Iterator[Change]:
    """Yield the rows of tables of which nothing is there any more, and forget their texts."""
    rows: dict[Origin, list[Showing]] = {}
    for origin, owner in owners.items():
        row = record_of(origin)
        if row is not None:
            rows.setdefault(row, []).append(owner)
    for row, own in rows.items():
        shown = [each for owner in own for each in owner.shown]
        if shown and all(each.after is None for each in shown):
            yield RecordRemoved(row, shown[0].where)


def record_of(origin: Origin) -> Origin | None:
    """Return the row of a table outside the flow that `origin` is a text of."""
    for key in RECORDS:
        if key in origin.at:
            at = origin.at.index(key) + 2
            return Origin(origin.at[:at], origin.holder) if len(origin.at) > at else None
    return None


def added_records(pair: Pair, sources: Sources, number: int, claimed: Claimed) -> Iterator[Change]:
    """Yield the rows that were typed between or below those of a table."""
    rows: dict[int, list[SeenCell]] = {}
    for cell in pair.strangers:
        if (number, cell.row, cell.column) not in claimed:
            rows.setdefault(cell.row, []).append(cell)
    for row, cells in sorted(rows.items()):
        found = [(origin_above(pair, sources, cell), cell) for cell in cells]
        own = [(above, cell) for above, cell in found if above and record_of(above)]
        if not own:
            continue
        record = record_of(own[0][0])
        assert record is not None
        claimed.update((number, cell.row, cell.column) for _, cell in own)
        typed = {above.at[-1]: _typed_record(above.at[-1], cell.text) for above, cell in own}
        position = record.at[-1]
        assert isinstance(position, int)
        yield RecordAdded(
            Origin(record.at[:-1], record.holder),
            position + 1,
            _record_value(sources.value(record), typed),
            reference(pair, (row, own[0][1].column)),
        )


def _typed_record(key: str | int, text: str) -> str:
    """Return what was typed into a new row; a date as definitions hold it if it prints alike."""
    words = cleaned(text).strip()
    date = read_date(words) if key in DATES else None
    return date.iso if date and long_date(date.iso) == words else escaped(words)


def _record_value(like: Data | None, typed: dict[str | int, str]) -> Data:
    if isinstance(like, list):
        return [typed.get(at, "") for at in range(len(like))]
    return {str(key): text for key, text in typed.items()}


def in_record(origin: Origin) -> bool:
    """Tell whether a text stands in a table outside the flow."""
    return any(each in RECORDS for each in origin.at)
