"""Compare the texts of a sheet with those it was made with: what is different, place by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from sopgen.definition.validation import Data
from sopgen.document.origins import Holder, Origin
from sopgen.document.sheet import SeenCell
from sopgen.layout.dates import long_date
from sopgen.model.dates import read_date
from sopgen.problems.problem import Loc
from sopgen.pull.aligning import Line, aligned
from sopgen.pull.changes import (
    Change,
    DerivedText,
    ForeignText,
    Item,
    KeyRenamed,
    ListSet,
    RecordAdded,
    RecordRemoved,
    TextSet,
    UnplacedText,
)
from sopgen.pull.pairing import Pair
from sopgen.pull.segments import Segment, reference, segments, stripped
from sopgen.pull.sources import Sources, origin_written
from sopgen.pull.tables import Claimed
from sopgen.pull.unprinting import MARKER, cleaned, escaped, folded, retyped, unmarked

RECORDS = ("riwayat", "distribusi", "baris")
"""Lists whose items are rows of tables outside the flow."""

_DATES = frozenset(("tanggal", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif"))


@dataclass
class _Owner:
    """All that the sheet shows of one text or one list."""

    origin: Origin
    shown: list[Segment] = field(default_factory=list)
    new: list[Segment] = field(default_factory=list)


def changed_texts(pairs: Sequence[Pair], sources: Sources, claimed: Claimed) -> Iterator[Change]:
    """Yield what is different in the words of all sheets, the rows of flows left aside.

    Cells that are `claimed` have been understood already.
    """
    owners: dict[Origin, _Owner] = {}
    for number, pair in enumerate(pairs):
        for segment in segments(pair, sources):
            for each in _filled(segment, sources):
                _take(owners, each, sources)
        for segment in _new_items(pair, sources, number, claimed):
            _take(owners, segment, sources)
    yield from _removed_records(owners)
    for owner in owners.values():
        yield from _changes(owner, sources)
    for number, pair in enumerate(pairs):
        yield from _added_records(pair, sources, number, claimed)
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


def _take(owners: dict[Origin, _Owner], segment: Segment, sources: Sources) -> None:
    if segment.origin is None:
        if segment.within is not None:
            owners.setdefault(segment.within, _Owner(segment.within)).new.append(segment)
        return
    own = list_of(segment.origin, sources) or segment.origin
    owners.setdefault(own, _Owner(own)).shown.append(segment)


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


def _changes(owner: _Owner, sources: Sources) -> Iterator[Change]:
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
            yield from _list_change(owner, [str(each) for each in items])
        case None:
            yield from _text_change(owner, None)
        case str() as typed:
            yield from _text_change(owner, typed)


def step_cell(at: Loc) -> str | None:
    """Return which cell of a step stands at `at`: `waktu`; None outside of steps."""
    if "langkah" not in at:
        return None
    rest = at[at.index("langkah") + 2 :]
    return str(rest[0]) if rest else ""


def is_gone_row(at: Loc, shown: Sequence[Segment]) -> bool:
    """Tell whether a text is no longer there because the row of its step is not."""
    return step_cell(at) is not None and all(each.cell_gone for each in shown)


def _renamed(owner: _Owner) -> Iterator[Change]:
    for each in owner.shown:
        if each.after is not None and _differs(each):
            yield KeyRenamed(owner.origin, cleaned(each.after), each.where)


def _differs(segment: Segment) -> bool:
    if segment.after is None:
        return True
    return segment.is_marked or cleaned(segment.before) != cleaned(segment.after)


def _text_change(owner: _Owner, typed: str | None) -> Iterator[Change]:
    changed = [each for each in owner.shown if _differs(each)]
    if is_gone_row(owner.origin.at, owner.shown) or _lane_gone(owner) or _in_record(owner.origin):
        changed = [each for each in changed if each.after is not None]
    if not changed and not owner.new:
        return
    where = (changed or owner.new)[0].where
    is_date = owner.origin.at[-1] in _DATES
    if not typed and len(changed) > 1 and not any(each.before.strip() for each in changed):
        lines: list[Data] = [escaped(stripped(each.after or "")) for each in changed]
        yield TextSet(owner.origin, typed, lines, where)
        return
    if typed and "\n" in typed and changed and len(owner.shown) == 1:
        yield from _lines_change(owner, typed, changed[0])
        return
    if typed is None or (changed and _are_copies(owner.shown, typed)):
        for each in _different(changed):
            yield _retyped(owner, typed, each, is_date=is_date)
        return
    now = _whole(unmarked(typed), owner.shown, owner.new)
    if now is None:
        yield from (UnplacedText(cleaned(each.after or ""), each.where) for each in changed)
        return
    value = retyped(typed, unmarked(typed), now)
    if value.value != typed:
        yield TextSet(owner.origin, typed, value.value, where)


def _lines_change(owner: _Owner, typed: str, segment: Segment) -> Iterator[Change]:
    """Yield the change of a text of several lines in one cell, line by line."""
    if segment.after is None:
        return
    if segment.is_marked:
        yield TextSet(owner.origin, typed, segment.after, segment.where)
        return
    before = cleaned(segment.before).split("\n")
    after = [*cleaned(segment.after).split("\n"), *(cleaned(e.after or "") for e in owner.new)]
    found = aligned([Line({0: each}, 0) for each in before], [Line({0: each}, 0) for each in after])
    now: dict[int, list[str]] = {}
    last = 0
    for line, own in zip(after, found, strict=True):
        last = last if own is None else own
        now.setdefault(last, []).append(line)
    pieces = [
        Segment(None, line, "\n".join(now[at]) if at in now else None, segment.where)
        for at, line in enumerate(before)
    ]
    text = _whole(unmarked(typed), pieces, ())
    if text is None:
        yield UnplacedText(cleaned(segment.after), segment.where)
        return
    value = retyped(typed, unmarked(typed), text).value
    if value != typed:
        yield TextSet(owner.origin, typed, value, segment.where)


def _lane_gone(owner: _Owner) -> bool:
    return "pelaksana" in owner.origin.at and "langkah" not in owner.origin.at


def _in_record(origin: Origin) -> bool:
    return any(each in RECORDS for each in origin.at)


def _are_copies(shown: Sequence[Segment], typed: str) -> bool:
    """Tell whether every segment shows the whole text, as heads on several pages do."""
    forms = (folded(unmarked(typed)), folded(long_date(typed)))
    return len(shown) == 1 or all(
        any(form in folded(each.before) for form in forms) for each in shown
    )


def _different(changed: Sequence[Segment]) -> Iterator[Segment]:
    told: set[str] = set()
    for each in changed:
        after = cleaned(each.after or "")
        if after not in told:
            told.add(after)
            yield each


def _retyped(owner: _Owner, typed: str | None, segment: Segment, *, is_date: bool) -> Change:
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


def _whole(plain: str, shown: Sequence[Segment], new: Sequence[Segment]) -> str | None:
    """Return the text that its pieces on the sheet make up now; None if one is not in it."""
    out, at = [], 0
    for each in shown:
        before = cleaned(each.before)
        if not before.strip():
            continue
        place = _piece(before).search(plain, at)
        if place is None:
            if _differs(each):
                return None
            continue
        kept = plain[at : place.start()]
        if each.after is None:
            out.append(kept.removesuffix("\n"))
        else:
            out += [kept, _as_there(cleaned(each.after), place[0])]
        at = place.end()
    lines = [cleaned(each.after or "") for each in new]
    return "\n".join(("".join((*out, plain[at:])).strip("\n"), *lines))


def _piece(before: str) -> re.Pattern[str]:
    """Return what finds a piece of a text; a workbook sets blanks that do not break."""
    return re.compile("[ \u00a0]+".join(re.escape(word) for word in before.split()))


def _as_there(after: str, piece: str) -> str:
    """Return the new piece with the blanks that the old one was typed with."""
    words = after.strip(" \u00a0")
    return words if "\u00a0" in piece else words.replace("\u00a0", " ")


def _list_change(owner: _Owner, typed: list[str]) -> Iterator[Change]:
    if is_gone_row(owner.origin.at, owner.shown) and owner.shown:
        return
    changed = [each for each in owner.shown if _differs(each)]
    if not changed and not owner.new:
        return
    whole = next((each for each in owner.shown if each.origin == owner.origin), None)
    items = _items(owner, typed) if whole is None else _realigned(typed, whole.after or "")
    if [(each.number, each.text) for each in items] != list(enumerate(typed)):
        where = (changed or owner.new)[0].where
        yield ListSet(owner.origin, tuple(typed), tuple(items), where)


def _items(owner: _Owner, typed: Sequence[str]) -> list[Item]:
    now: dict[int, str | None] = {}
    for number in dict.fromkeys(_number(each) for each in owner.shown):
        own = [each for each in owner.shown if _number(each) == number]
        now[number] = _item_now(typed[number], own) if number < len(typed) else None
    out: list[Item] = []
    for number in range(-1, len(typed)):
        if number >= 0:
            text = now.get(number, typed[number])
            parts = _split_off(text) if text else []
            out += [Item(number if at == 0 else None, part) for at, part in enumerate(parts)]
        for each in owner.new:
            if each.follows == number and stripped(each.after or ""):
                out.append(Item(None, escaped(stripped(each.after or ""))))
    return out


def _number(segment: Segment) -> int:
    last = segment.origin.at[-1] if segment.origin else -1
    return last if isinstance(last, int) else -1


def _item_now(typed: str, shown: Sequence[Segment]) -> str | None:
    changed = [each for each in shown if _differs(each)]
    if not changed:
        return typed
    if all(each.after is None or not each.after.strip() for each in shown):
        return None
    if _are_copies(shown, typed):
        own = changed[0]
        if own.is_marked:
            return own.after
        return retyped(typed, stripped(own.before), stripped(own.after or "")).value
    pieces = [
        Segment(each.origin, stripped(each.before), each.after and stripped(each.after), each.where)
        for each in shown
    ]
    now = _whole(unmarked(typed), pieces, ())
    return retyped(
        typed, unmarked(typed), now or "\n".join(each.after or "" for each in pieces)
    ).value


def _split_off(text: str) -> list[str]:
    """Return an item, and those that were typed behind it in the same cell with markers."""
    first, *rest = text.split("\n")
    out = [first]
    for line in rest:
        if MARKER.match(line):
            out.append(escaped(stripped(line)))
        else:
            out[-1] = f"{out[-1]}\n{line}"
    return out


def _realigned(typed: Sequence[str], text: str) -> list[Item]:
    """Return the items of a whole list, which its cell shows otherwise than line by line."""
    lines = [line for line in cleaned(text).split("\n") if line.strip()]
    shown: list[str] = []
    for line in lines:
        if MARKER.match(line) or not shown or not MARKER.match(lines[0]):
            shown.append(stripped(line))
        else:
            shown[-1] = f"{shown[-1]}\n{line}"
    own = aligned(
        [Line({0: unmarked(each)}, 0) for each in typed], [Line({0: each}, 0) for each in shown]
    )
    return [
        Item(
            number,
            escaped(each)
            if number is None
            else retyped(typed[number], unmarked(typed[number]), each).value,
        )
        for number, each in zip(own, shown, strict=True)
    ]


def _new_items(pair: Pair, sources: Sources, number: int, claimed: Claimed) -> Iterator[Segment]:
    """Yield the cells that were typed below an item of a list, or below a text, outside tables."""
    for cell in sorted(pair.strangers, key=lambda each: (each.row, each.column)):
        if (number, cell.row, cell.column) in claimed:
            continue
        above = _origin_above(pair, sources, cell)
        if above is None or step_cell(above.at) is not None or _in_record(above):
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


def _origin_above(pair: Pair, sources: Sources, cell: SeenCell) -> Origin | None:
    """Return where the nearest text above `cell` comes from; None below a title or a label."""
    for row in range(cell.row - 1, max(-1, cell.row - 40), -1):
        for column in (cell.column, cell.column + 1):
            now = pair.now_at((row, column))
            base = None if now is None else pair.known.get((now.row, now.column))
            if base is None:
                continue
            origin = _last_origin(base, sources)
            if origin is not None:
                return origin
            if base.text.strip() and not MARKER.fullmatch(f"{base.text.strip()} "):
                return None
    return None


def _last_origin(cell: SeenCell, sources: Sources) -> Origin | None:
    written = next((each for each in reversed(cell.parts) if each), cell.origin)
    return origin_written(written)


def _removed_records(owners: dict[Origin, _Owner]) -> Iterator[Change]:
    """Yield the rows of tables of which nothing is there any more, and forget their texts."""
    rows: dict[Origin, list[_Owner]] = {}
    for origin, owner in owners.items():
        row = _record(origin)
        if row is not None:
            rows.setdefault(row, []).append(owner)
    for row, own in rows.items():
        shown = [each for owner in own for each in owner.shown]
        if shown and all(each.after is None for each in shown):
            yield RecordRemoved(row, shown[0].where)


def _record(origin: Origin) -> Origin | None:
    """Return the row of a table outside the flow that `origin` is a text of."""
    for key in RECORDS:
        if key in origin.at:
            at = origin.at.index(key) + 2
            return Origin(origin.at[:at], origin.holder) if len(origin.at) > at else None
    return None


def _added_records(pair: Pair, sources: Sources, number: int, claimed: Claimed) -> Iterator[Change]:
    rows: dict[int, list[SeenCell]] = {}
    for cell in pair.strangers:
        if (number, cell.row, cell.column) not in claimed:
            rows.setdefault(cell.row, []).append(cell)
    for row, cells in sorted(rows.items()):
        found = [(_origin_above(pair, sources, cell), cell) for cell in cells]
        own = [(above, cell) for above, cell in found if above and _record(above)]
        if not own:
            continue
        record = _record(own[0][0])
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
    date = read_date(words) if key in _DATES else None
    return date.iso if date and long_date(date.iso) == words else escaped(words)


def _record_value(like: Data | None, typed: dict[str | int, str]) -> Data:
    if isinstance(like, list):
        return [typed.get(at, "") for at in range(len(like))]
    return {str(key): text for key, text in typed.items()}


def _derived(pair: Pair) -> Iterator[Change]:
    """Yield the texts that are printed of themselves and were changed; numbers are not told."""
    for place, base in pair.known.items():
        if base.origin or any(base.parts) or not base.text.strip():
            continue
        now = pair.now_at(place)
        after = cleaned(now.text) if now is not None else ""
        if after != cleaned(base.text) and not MARKER.fullmatch(f"{base.text.strip()} "):
            yield DerivedText(cleaned(base.text), after, reference(pair, place))


def is_letterhead(change: TextSet | ListSet | KeyRenamed) -> bool:
    """Tell whether what was changed belongs to the letterhead."""
    return change.origin.holder is Holder.LETTERHEAD
