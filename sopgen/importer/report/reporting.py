"""Make of a draft what the report shows of it: its rows and doubts where both sides have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sopgen.definition.composer import compose
from sopgen.definition.places import Places
from sopgen.definition.validation import Data
from sopgen.document.origins import origin_of
from sopgen.importer.checking import Difference
from sopgen.importer.draft import Doubt, DraftSop, RowPlace, class_of
from sopgen.importer.report.reported import (
    NewPages,
    OldPage,
    Place,
    ReportedDoubt,
    ReportedRow,
    ReportedSop,
    Reread,
)
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import quoted


class Written(Struct, frozen=True):
    """What an SOP became: its definition, the rebuilt pages, and what reading them again said.

    There are no `differences`, not even none, where nothing could be read again.
    """

    path: str
    text: str
    pages: NewPages = NewPages()
    differences: tuple[Difference, ...] | None = None
    remarks: tuple[str, ...] = ()


class _Spelled(Struct, frozen=True):
    """A definition as text, and where everything stands in it, None if it cannot be read."""

    text: str
    places: Places | None


class _Item(Struct, frozen=True):
    """An item of the `langkah` of a flow, where it stands in the definition, and its name."""

    flow: int
    item: int
    at: Loc
    name: str
    words: str
    is_step: bool


def reported_sop(draft: DraftSop, old: Sequence[OldPage], written: Written) -> ReportedSop:
    """Return what the report shows of `draft`; `old` are the pages of its file that are its own."""
    items = list(_items(draft.definition))
    rows = {(each.flow, each.item): number for number, each in enumerate(items)}
    pages = {page.sheet: at for at, page in enumerate(old)}
    definition = _Spelled(written.text, _places(written.text))
    return ReportedSop(
        name=_text(draft.definition.get("nama")),
        number=_text(draft.definition.get("nomor")),
        path=written.path,
        text=written.text,
        kind=class_of(draft.doubts),
        steps=sum(each.is_step for each in items),
        old=tuple(old),
        new=written.pages.pictures,
        rows=tuple(_rows(items, draft.rows, pages, written, definition)),
        doubts=tuple(
            _doubt(doubt, rows, pages, written.pages, definition) for doubt in draft.doubts
        ),
        differences=tuple(
            each.text for each in written.differences or () if (each.flow, each.item) not in rows
        ),
        remarks=written.remarks,
    )


def _places(text: str) -> Places | None:
    root = compose(text).root
    return Places("", root) if root else None


def _items(definition: Mapping[str, Data]) -> Iterator[_Item]:
    flows = definition.get("alur")
    if not isinstance(flows, list):
        yield from _items_of(definition, 0, (), "")
        return
    for number, flow in enumerate(flows):
        if isinstance(flow, dict):
            name = f"Alur {number + 1}, " if len(flows) > 1 else ""
            yield from _items_of(flow, number, ("alur", number), name)


def _items_of(flow: Mapping[str, Data], number: int, at: Loc, before: str) -> Iterator[_Item]:
    """Yield the rows of a flow; those without a number of their own are counted."""
    steps = flow.get("langkah")
    count = 0
    for item, step in enumerate(steps if isinstance(steps, list) else ()):
        row = step if isinstance(step, dict) else {}
        place = (*at, "langkah", item)
        if "judul" in row:
            words = _text(row["judul"])
            yield _Item(number, item, place, _called(before, "judul"), words, is_step=False)
            continue
        words = _text(row.get("kegiatan"))
        count += "no" not in row
        told = _text(row.get("no", str(count))).rstrip(".")
        name = f"langkah {told}" if told else f"baris {quoted(words)}"
        yield _Item(number, item, place, _called(before, name), words, is_step=True)


def _called(before: str, name: str) -> str:
    return before + name if before else name[0].upper() + name[1:]


def _text(value: Data | None) -> str:
    """Return a text on one line; those of a list after each other."""
    match value:
        case str():
            return " ".join(value.split())
        case list():
            return "; ".join(_text(each) for each in value)
        case _:
            return ""


def _rows(
    items: Sequence[_Item],
    placed: Sequence[RowPlace],
    pages: Mapping[int, int],
    written: Written,
    definition: _Spelled,
) -> Iterator[ReportedRow]:
    old: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
    for each in placed:
        if each.sheet in pages:
            old[each.flow, each.item].append(Place(pages[each.sheet], each.box))
    new: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
    for part in written.pages.rows:
        new[part.flow, part.item].append(part.place)
    others: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for difference in written.differences or ():
        others[difference.flow, difference.item].append(difference.text)
    for item in items:
        key = item.flow, item.item
        yield ReportedRow(
            item.name,
            item.words,
            tuple(old[key]),
            tuple(new[key]),
            _reread(written, others[key]),
            tuple(others[key]),
            _lines(definition, item.at),
        )


def _reread(written: Written, differences: Sequence[str]) -> Reread:
    if written.differences is None:
        return Reread.NOT_READ
    return Reread.OTHER if differences else Reread.SAME


def _lines(definition: _Spelled, at: Loc) -> tuple[int, int]:
    """Return the first line of what stands at `at`, comments above it too, and the one behind."""
    node = definition.places.node(at) if definition.places else None
    if node is None:
        return 0, 0
    lines = definition.text.split("\n")
    first = node.line
    while first > 1 and lines[first - 2].lstrip().startswith("#"):
        first -= 1
    return first, definition.text.count("\n", 0, node.end) + 2


def _line(definition: _Spelled, at: Loc) -> int:
    """Return the line of what stands at `at`, or of the nearest thing around it."""
    return definition.places.located(Problem("", "", at=at)).line if definition.places else 0


def _doubt(
    doubt: Doubt,
    rows: Mapping[tuple[int, int], int],
    pages: Mapping[int, int],
    new: NewPages,
    definition: _Spelled,
) -> ReportedDoubt:
    row = rows.get(_row_of(doubt), -1)
    page = pages.get(doubt.sheet, -1)
    old = Place(page, doubt.box) if doubt.box and page >= 0 else None
    key = origin_of(doubt.at)
    shown = [each.place for each in new.origins if each.at == key or each.at.startswith(f"{key}/")]
    return ReportedDoubt(
        str(doubt.code), doubt.text, row, page, old, tuple(shown), _line(definition, doubt.at)
    )


def _row_of(doubt: Doubt) -> tuple[int, int]:
    """Return the flow and the item that `doubt` is about, (0, -1) for none."""
    match doubt.at:
        case ("alur", int(flow), *inner):
            return flow, _item_of(inner, doubt.row)
        case inner:
            return 0, _item_of(inner, doubt.row)


def _item_of(inner: Sequence[str | int], row: int) -> int:
    match inner:
        case ["langkah", int(item), *_]:
            return item
        case _:
            return row
