"""Compare the texts of a sheet with those it was made with: what is different, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from sopgen.definition.validation import Data
from sopgen.document.origins import Holder, Origin
from sopgen.editing.unprinting import MARKER, cleaned, escaped, retyped, unmarked
from sopgen.pull.changes import (
    Change,
    DerivedText,
    ForeignText,
    KeyRenamed,
    TextSet,
    UnplacedText,
)
from sopgen.pull.lists import list_change
from sopgen.pull.pairing import Pair
from sopgen.pull.pieces import lines_change, whole
from sopgen.pull.records import added_records, in_record, removed_records
from sopgen.pull.segments import Segment, reference, segments, stripped
from sopgen.pull.showing import (
    DATES,
    Showing,
    are_copies,
    differs,
    is_gone_row,
    origin_above,
    step_cell,
)
from sopgen.pull.sources import Sources
from sopgen.pull.tables import Claimed


def changed_texts(pairs: Sequence[Pair], sources: Sources, claimed: Claimed) -> Iterator[Change]:
    """Yield what is different in the words of all sheets, the rows of flows left aside.

    Cells that are `claimed` have been understood already.
    """
    owners: dict[Origin, Showing] = {}
    for number, pair in enumerate(pairs):
        for segment in segments(pair, sources):
            for each in _filled(segment, sources):
                _take(owners, each, sources)
        for segment in _new_items(pair, sources, number, claimed):
            _take(owners, segment, sources)
    yield from removed_records(owners)
    for owner in owners.values():
        yield from _changes(owner, sources)
    for number, pair in enumerate(pairs):
        yield from added_records(pair, sources, number, claimed)
        yield from _derived(pair)
        for cell in pair.strangers:
            if (number, cell.row, cell.column) not in claimed:
                yield ForeignText(cell.text, reference(pair, (cell.row, cell.column)))


def _filled(segment: Segment, sources: Sources) -> Iterator[Segment]:
    """Yield `segment`; of room that a box has left below its text, what was typed into it."""
    if segment.origin is None or segment.before.strip() or not sources.value(segment.origin):
        yield segment
        return
    if segment.origin.holder is Holder.KEY:
        yield segment
    elif segment.after is not None and segment.after.strip():
        value = sources.value(segment.origin)
        follows = len(value) - 1 if isinstance(value, list) else -1
        yield Segment(None, "", segment.after, segment.where, segment.origin, follows)


def _take(owners: dict[Origin, Showing], segment: Segment, sources: Sources) -> None:
    if segment.origin is None:
        if segment.within is not None:
            owners.setdefault(segment.within, Showing(segment.within)).new.append(segment)
        return
    own = list_of(segment.origin, sources) or segment.origin
    owners.setdefault(own, Showing(own)).shown.append(segment)


def list_of(origin: Origin, sources: Sources) -> Origin | None:
    """Return the list of texts that `origin` is an item of."""
    if not origin.at or not isinstance(origin.at[-1], int) or origin.holder is Holder.KEY:
        return None
    above = Origin(origin.at[:-1], origin.holder)
    match sources.value(above):
        case list() as items if all(isinstance(each, str) for each in items):
            is_row = len(above.at) > 1 and above.at[-2] == "baris"
            return None if is_row else above
        case _:
            return None


def _changes(owner: Showing, sources: Sources) -> Iterator[Change]:
    at = owner.origin.at
    if step_cell(at) == "no":
        return
    if owner.origin.holder is Holder.KEY:
        yield from _renamed(owner)
        return
    match sources.value(owner.origin):
        case dict():
            return
        case list() as items:
            yield from list_change(owner, [str(each) for each in items])
        case None:
            yield from _text_change(owner, None)
        case str() as typed:
            yield from _text_change(owner, typed)


def _renamed(owner: Showing) -> Iterator[Change]:
    for each in owner.shown:
        if each.after is not None and differs(each):
            yield KeyRenamed(owner.origin, cleaned(each.after), each.where)


def _text_change(owner: Showing, typed: str | None) -> Iterator[Change]:
    changed = [each for each in owner.shown if differs(each)]
    if is_gone_row(owner.origin.at, owner.shown) or _lane_gone(owner) or in_record(owner.origin):
        changed = [each for each in changed if each.after is not None]
    if not changed and not owner.new:
        return
    where = (changed or owner.new)[0].where
    if typed and _lane_gone(owner) and not any((each.after or "").strip() for each in changed):
        yield UnplacedText(typed, where)
        return
    is_date = owner.origin.at[-1] in DATES
    if not typed and len(changed) > 1 and not any(each.before.strip() for each in changed):
        lines: list[Data] = [escaped(stripped(each.after or "")) for each in changed]
        yield TextSet(owner.origin, typed, lines, where)
        return
    if typed and "\n" in typed and changed and len(owner.shown) == 1:
        yield from lines_change(owner, typed, changed[0])
        return
    if typed is None or (changed and are_copies(owner.shown, typed)):
        for each in _different(changed):
            yield _retyped(owner, typed, each, is_date=is_date)
        return
    now = whole(unmarked(typed), owner.shown, owner.new)
    if now is None:
        yield from (UnplacedText(cleaned(each.after or ""), each.where) for each in changed)
        return
    value = retyped(typed, unmarked(typed), now)
    if value.value != typed:
        yield TextSet(owner.origin, typed, value.value, where)


def _lane_gone(owner: Showing) -> bool:
    return "pelaksana" in owner.origin.at and "langkah" not in owner.origin.at


def _different(changed: Sequence[Segment]) -> Iterator[Segment]:
    told: set[str] = set()
    for each in changed:
        after = cleaned(each.after or "")
        if after not in told:
            told.add(after)
            yield each


def _retyped(owner: Showing, typed: str | None, segment: Segment, *, is_date: bool) -> Change:
    after = segment.after or ""
    if segment.is_marked:
        return TextSet(owner.origin, typed, after, segment.where)
    extra = [cleaned(each.after or "") for each in owner.new]
    after = "\n".join((after, *extra))
    before = segment.before
    if typed and "\n" in before and "\n" not in unmarked(typed):
        before, after = " ".join(before.split()), " ".join(after.split())
    found = retyped(typed or "", before, after, is_date=is_date)
    items = _as_items(found.value) if step_cell(owner.origin.at) or extra else None
    value: Data = cast("Data", items) if items else found.value
    return TextSet(owner.origin, typed, value, segment.where, found.told)


def _as_items(text: str) -> list[str] | None:
    """Return the items of a text all of whose lines have a marker."""
    lines = text.split("\n")
    if len(lines) > 1 and all(MARKER.match(line) for line in lines):
        return [escaped(stripped(line)) for line in lines]
    return None


def _new_items(pair: Pair, sources: Sources, number: int, claimed: Claimed) -> Iterator[Segment]:
    """Yield the cells that were typed below an item of a list, or below a text, outside tables."""
    for cell in sorted(pair.strangers, key=lambda each: (each.row, each.column)):
        if (number, cell.row, cell.column) in claimed:
            continue
        above = origin_above(pair, sources, cell)
        if above is None or step_cell(above.at) is not None or in_record(above):
            continue
        if "pelaksana" in above.at:
            continue
        claimed.add((number, cell.row, cell.column))
        if not stripped(cell.text) or MARKER.fullmatch(f"{cell.text.strip()} "):
            continue
        within = list_of(above, sources)
        follows = above.at[-1] if within is not None else -1
        where = reference(pair, (cell.row, cell.column))
        if isinstance(sources.value(above), list):
            within = above
        yield Segment(
            None, "", cell.text, where, within or above, follows if isinstance(follows, int) else -1
        )


def _derived(pair: Pair) -> Iterator[Change]:
    """Yield the texts that are printed of themselves and were changed; numbers are not told."""
    for place, base in pair.known.items():
        if base.origin or any(base.parts) or not base.text.strip():
            continue
        now = pair.now_at(place)
        after = cleaned(now.text) if now is not None else ""
        if after != cleaned(base.text) and not MARKER.fullmatch(f"{base.text.strip()} "):
            yield DerivedText(cleaned(base.text), after, reference(pair, place))
