r"""The texts of a sheet that come from one place each, as they were and as they are now.

A cell shows one value, an item of a list, a whole list, or lines from several places. Here
every cell of the base is cut into such segments, and the lines of its counterpart are dealt
out to them; lines that belong to none are new items, or go on with the line above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopgen.document.origins import Holder, Origin
from sopgen.document.sheet import SeenCell
from sopgen.editing.unprinting import MARKER, cleaned, marked, unmarked, without_marker
from sopgen.pull.aligning import Line, aligned
from sopgen.pull.pairing import Pair
from sopgen.pull.sources import Sources, origin_written


@dataclass(frozen=True, slots=True)
class Segment:
    """A text of one place; `after` is None where it is gone from the sheet.

    A segment without a place is a new item of the list at `within`, or a new line of the text
    there, behind the item `follows` (-1: before all).
    """

    origin: Origin | None
    before: str
    after: str | None
    where: str
    within: Origin | None = None
    follows: int = -1
    is_marked: bool = False
    """`after` has the stars of an emphasis that was made on the sheet."""
    cell_gone: bool = False
    """Its cell is gone with its row or column, not only its words."""


@dataclass(frozen=True, slots=True)
class _Part:
    origin: Origin | None
    lines: tuple[str, ...]


def segments(pair: Pair, sources: Sources) -> Iterator[Segment]:
    """Yield the segments of all cells of the base that come from the source, in their order."""
    for cell in pair.base.cells:
        parts = _parts(cell, sources)
        if not any(part.origin for part in parts):
            continue
        place = pair.place_now(cell)
        if place is None:
            for part in parts:
                if part.origin:
                    before = "\n".join(part.lines)
                    yield Segment(part.origin, before, None, gone(pair, cell), cell_gone=True)
            continue
        now = pair.now_at(place)
        where = reference(pair, place)
        if now is not None and (now.row, now.column) != place:
            continue
        yield from _dealt_out(parts, now, where, cell)


def reference(pair: Pair, place: tuple[int, int]) -> str:
    """Return how a person finds a cell: `Bagan Alir!B7`."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{pair.edited.name}!{letters}{row + 1}"


def gone(pair: Pair, cell: SeenCell) -> str:
    """Return where a cell stood that is gone."""
    return f"{pair.edited.name}, dahulu baris {cell.row + 1}"


def _parts(cell: SeenCell, sources: Sources) -> tuple[_Part, ...]:
    lines = cell.text.split("\n")
    if cell.parts and len(cell.parts) == len(lines):
        return _grouped([origin_written(each) for each in cell.parts], lines)
    origin = origin_written(cell.origin)
    if origin is None:
        return ()
    match None if origin.holder is Holder.KEY else sources.value(origin):
        case list() as items if items and all(isinstance(each, str) for each in items):
            owners = _item_of_each_line(origin, [str(each) for each in items], lines)
            if owners is not None:
                return _grouped(owners, lines)
    return (_Part(origin, tuple(lines)),)


def _grouped(origins: Sequence[Origin | None], lines: Sequence[str]) -> tuple[_Part, ...]:
    out: list[_Part] = []
    for origin, line in zip(origins, lines, strict=True):
        if out and out[-1].origin == origin:
            out[-1] = _Part(origin, (*out[-1].lines, line))
        else:
            out.append(_Part(origin, (line,)))
    return tuple(out)


def _item_of_each_line(
    origin: Origin, items: Sequence[str], lines: Sequence[str]
) -> list[Origin | None] | None:
    """Return which item each of `lines` shows, where they show the whole list and no more."""
    out: list[Origin | None] = []
    for number, item in enumerate(items):
        count = cleaned(unmarked(item)).count("\n") + 1
        shown = [cleaned(each) for each in lines[len(out) : len(out) + count]]
        typed = cleaned(unmarked(item)).split("\n")
        if len(shown) != count or not shown[0].casefold().endswith(typed[0].casefold()):
            return None
        out += [Origin((*origin.at, number), origin.holder)] * count
    return out if len(out) == len(lines) else None


def _dealt_out(
    parts: Sequence[_Part], now: SeenCell | None, where: str, base: SeenCell
) -> Iterator[Segment]:
    text = now.text if now else ""
    if len(parts) == 1:
        (part,) = parts
        before = "\n".join(part.lines)
        turned = now is not None and now.italic != base.italic and cleaned(text) == cleaned(before)
        after = marked(text, now.italic) if turned and now is not None else text
        yield Segment(part.origin, before, after, where, is_marked=turned)
        return
    lines = [line for part in parts for line in part.lines]
    owners = [at for at, part in enumerate(parts) for _ in part.lines]
    shown = text.split("\n") if text else []
    found = aligned([Line({0: line}, 0) for line in lines], [Line({0: line}, 0) for line in shown])
    yield from _by_owner(parts, owners, shown, found, where)


def _by_owner(
    parts: Sequence[_Part],
    owners: Sequence[int],
    shown: Sequence[str],
    found: Sequence[int | None],
    where: str,
) -> Iterator[Segment]:
    """Yield the parts with the lines that are theirs now, and new items where they stand."""
    dealt: dict[int, list[str]] = {}
    new: list[tuple[int, str]] = []
    last = -1
    for line, own in zip(shown, found, strict=True):
        if own is not None:
            last = owners[own]
            dealt.setdefault(last, []).append(line)
        elif last >= 0 and not _begins_item(line, parts[last]):
            dealt[last].append(line)
        else:
            new.append((last, line))
    yield from (Segment(None, "", line, where, _list_of(parts)) for at, line in new if at < 0)
    for at, part in enumerate(parts):
        lines = dealt.get(at)
        after = None if lines is None else "\n".join(lines)
        if part.origin is not None:
            yield Segment(part.origin, "\n".join(part.lines), after, where)
        for owner, line in new:
            if owner == at:
                yield Segment(None, "", line, where, _list_of((part, *parts)), _number(part))


def _begins_item(line: str, above: _Part) -> bool:
    """Tell whether `line` is an item of its own below `above`: it has a marker, or none has."""
    if not _is_item(above.origin):
        return False
    return bool(MARKER.match(line)) or not MARKER.match(above.lines[0])


def _is_item(origin: Origin | None) -> bool:
    return origin is not None and isinstance(origin.at[-1], int)


def _number(part: _Part) -> int:
    last = part.origin.at[-1] if part.origin else -1
    return last if isinstance(last, int) else -1


def _list_of(parts: Sequence[_Part]) -> Origin | None:
    own = next((part.origin for part in parts if part.origin and _is_item(part.origin)), None)
    return None if own is None else Origin(own.at[:-1], own.holder)


def stripped(text: str) -> str:
    """Return the text of an item without its marker."""
    return cleaned(without_marker(text))
