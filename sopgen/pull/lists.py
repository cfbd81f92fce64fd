"""The items of a list as the sheet shows them now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopgen.editing.unprinting import MARKER, cleaned, escaped, retyped, unmarked
from sopgen.pull.aligning import Line, aligned
from sopgen.pull.changes import (
    Change,
    Item,
    ListSet,
)
from sopgen.pull.pieces import whole
from sopgen.pull.segments import Segment, stripped
from sopgen.pull.showing import Showing, are_copies, differs, is_gone_row


def list_change(owner: Showing, typed: list[str]) -> Iterator[Change]:
    """Yield the change of a list, typed as the items `typed`."""
    if is_gone_row(owner.origin.at, owner.shown) and owner.shown:
        return
    changed = [each for each in owner.shown if differs(each)]
    if not changed and not owner.new:
        return
    entire = next((each for each in owner.shown if each.origin == owner.origin), None)
    items = _items(owner, typed) if entire is None else _realigned(typed, entire.after or "")
    if [(each.number, each.text) for each in items] != list(enumerate(typed)):
        where = (changed or owner.new)[0].where
        yield ListSet(owner.origin, tuple(typed), tuple(items), where)


def _items(owner: Showing, typed: Sequence[str]) -> list[Item]:
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
    changed = [each for each in shown if differs(each)]
    if not changed:
        return typed
    if all(each.after is None or not each.after.strip() for each in shown):
        return None
    if are_copies(shown, typed):
        own = changed[0]
        if own.is_marked:
            return own.after
        return retyped(typed, stripped(own.before), stripped(own.after or "")).value
    pieces = [
        Segment(each.origin, stripped(each.before), each.after and stripped(each.after), each.where)
        for each in shown
    ]
    now = whole(unmarked(typed), pieces, ())
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
