"""The boxes of a form: which items each has now, a row for an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopgen.definition.validation import Data
from sopgen.document.origins import Origin, origin_of, read_origin
from sopgen.editing.unprinting import cleaned, escaped, retyped
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import quoted
from sopgen.pull.changes import Change, Item, ListSet, TextSet
from sopgen.pull.form.known import contradiction, unknown
from sopgen.pull.form.tables import FormTable, Line
from sopgen.pull.form.words import BOXES, PARAGRAPHS, folded
from sopgen.pull.sources import Sources


def changed_boxes(table: FormTable, sources: Sources) -> Iterator[Change | Problem]:
    """Yield what is different in the boxes, and what is wrong with a row."""
    titles: dict[str, Loc] = {folded(each.title): (each.key,) for each in BOXES}
    more = sources.value(Origin(("kotak_tambahan",)))
    if isinstance(more, dict):
        titles |= {folded(title): ("kotak_tambahan", title) for title in more}
    rows: dict[Loc, list[Line]] = {at: [] for at in titles.values()}
    here: Loc | None = None
    for line in table.lines:
        title = line.text("kotak")
        if title:
            here = titles.get(folded(title))
            if here is None:
                names = [*(each.title for each in BOXES), *(more if isinstance(more, dict) else ())]
                yield unknown("Kotak", title, names, table.where(line, "kotak"))
        if here is not None and line.text("butir"):
            rows[here].append(line)
        elif not title:
            where = table.where(line, "butir")
            message = f"Butir {quoted(line.text('butir'))} tidak punya kotak; tidak ikut."
            yield contradiction(message, where, "Pilih kotaknya di kolom pertama.")
    for at, lines in rows.items():
        yield from _box(table, at, lines, sources.value(Origin(at)))


def _box(table: FormTable, at: Loc, lines: Sequence[Line], typed: Data | None) -> Iterator[Change]:
    origin = Origin(at)
    items = [_item(line, at, typed) for line in lines]
    where = table.where(lines[0], "butir") if lines else f"{table.pair.edited.name}"
    match typed:
        case list() as old if old:
            numbers = [each.number for each in items if each.number is not None]
            if [(each.number, each.text) for each in items] == list(enumerate(old)):
                return
            if numbers == sorted(numbers) and items:
                yield ListSet(origin, tuple(map(str, old)), tuple(items), where)
            else:
                yield TextSet(origin, old, [each.text for each in items], where)
        case _:
            texts = [each.text for each in items]
            if texts == ([typed] if typed else []):
                return
            single = len(texts) == 1 and (bool(typed) or at[0] in PARAGRAPHS)
            value: Data = texts[0] if single else list(texts) if texts else ""
            yield TextSet(origin, typed, value, where)


def _item(line: Line, box: Loc, typed: Data | None) -> Item:
    """Return what a row says now; it has a number if it is an item of its old box still."""
    now = cleaned(line.text("butir"))
    at = read_origin(line.key).at if line.key else None
    match typed:
        case list() as old if at is not None and at[:-1] == box and isinstance(at[-1], int):
            return Item(at[-1], _retyped(str(old[at[-1]]), line.was("butir"), now))
        case str() as old if old and line.key == origin_of(box):
            return Item(0, _retyped(old, line.was("butir"), now))
        case _:
            return Item(None, escaped(now))


def _retyped(typed: str, before: str, now: str) -> str:
    return typed if before == now else retyped(typed, before, now).value
