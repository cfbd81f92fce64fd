"""Say in which lanes the symbols of a step stand: one lane, a list of joint work, or a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopgen.definition.validation import Data
from sopgen.editing.asked import Insert, Put, Remove, Rename
from sopgen.editing.ways.draft import Draft
from sopgen.editing.ways.drawing import Place
from sopgen.problems.problem import Loc


def forms(draft: Draft, item: int, places: Sequence[Place], *, joint: bool) -> Iterator[Draft]:
    """Yield drafts in which the symbols of step `item` stand at `places`, the plainest first."""
    shown = draft.shown
    if shown is None:
        return
    at: Loc = ("langkah", item)
    alone = len(places) == 1 and places[0].lane == places[0].last_lane
    simple = all(place.lane == place.last_lane and not place.order for place in places)
    keys = [shown.lanes[place.lane] for place in places]
    typed = draft.at((*at, "pelaksana"))
    if alone and isinstance(typed, dict) and len(typed) > 1 and typed.get(keys[0]):
        yield _mapped(draft, at, places, shown.lanes, joint=joint)
    if alone:
        yield _one_lane(draft, at, keys[0])
    if joint and simple and not isinstance(typed, dict):
        yield _listed(draft, at, keys)
    yield _mapped(draft, at, places, shown.lanes, joint=joint)
    if joint and simple and isinstance(typed, dict):
        yield _listed(draft, at, keys)


def _one_lane(draft: Draft, at: Loc, key: str) -> Draft:
    alone = draft.without_key(at, "bersama").without_key(at, "keluar")
    place = (*at, "pelaksana")
    match draft.at(place):
        case dict() as marks if len(marks) == 1:
            (old, mark), *_ = marks.items()
            match mark:
                case dict() if "lajur" in mark:
                    alone = alone.without_key((*place, old), "lajur")
                case list():
                    return alone.done(Put(place, key))
            return alone.done(Rename((*place, old), key))
        case _:
            return alone.done(Put(place, key))


def _listed(draft: Draft, at: Loc, keys: Sequence[str]) -> Draft:
    """Return the draft with a list of lanes, those that were listed in their order."""
    place = (*at, "pelaksana")
    joined = draft.without_key(at, "bersama")
    match draft.at(place):
        case list() as typed:
            listed = _in_order([str(each) for each in typed], keys)
            for number, key in enumerate(listed[: len(typed)]):
                joined = joined.done(Put((*place, number), key))
            for number in range(len(typed) - 1, len(listed) - 1, -1):
                joined = joined.done(Remove((*place, number)))
            for number in range(len(typed), len(listed)):
                joined = joined.done(Insert((*place, number), listed[number]))
        case str(key):
            joined = joined.done(Put(place, [*_in_order([key], keys)]))
        case _:
            joined = joined.done(Put(place, [*keys]))
    leaves = joined.at((*at, "keluar"))
    return joined if leaves in keys else joined.without_key(at, "keluar")


def _in_order(typed: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Return `keys` as they are in `typed`; a new one takes the place of one that is gone."""
    new = [key for key in keys if key not in typed]
    out = []
    for key in typed:
        if key in keys:
            out.append(key)
        elif new:
            out.append(new.pop(0))
    return [*out, *new]


def _mapped(
    draft: Draft, at: Loc, places: Sequence[Place], lanes: Sequence[str], *, joint: bool
) -> Draft:
    """Return the draft with a map of lanes and their symbols; what is said of those stays."""
    place = (*at, "pelaksana")
    cells = _cells(draft, place, places, lanes)
    match draft.at(place):
        case dict() as typed:
            mapped = _remapped(draft, place, typed, cells)
        case typed:
            listed = [typed] if isinstance(typed, str) else [str(each) for each in typed or ()]
            order = _in_order(listed, list(cells))
            mapped = draft.done(Put(place, {key: cells[key] for key in order}))
    if len(places) > 1:
        for key in ("simbol", "teks"):
            mapped = mapped.without_key(at, key)
        mapped = mapped if joint else mapped.without_key(at, "cabang")
    leaves = mapped.at((*at, "keluar"))
    if leaves is not None and (leaves not in cells or not joint):
        mapped = mapped.without_key(at, "keluar")
    if joint and len(cells) > 1:
        return mapped.with_key(at, "bersama", "ya")
    return mapped.without_key(at, "bersama")


def _cells(draft: Draft, at: Loc, places: Sequence[Place], lanes: Sequence[str]) -> dict[str, Data]:
    """Return the symbols by the lane that they are listed under, as they are typed there."""
    typed = draft.at(at)
    known = typed if isinstance(typed, dict) else {}
    cells: dict[str, list[Place]] = {}
    reach: dict[str, range] = {}
    for place in places:
        own = range(place.lane, place.last_lane + 1)
        shared = next((key for key, lane in reach.items() if set(lane) & set(own)), None)
        key = shared or next((lanes[each] for each in own if lanes[each] in known), lanes[own[0]])
        cells.setdefault(key, []).append(place)
        reach.setdefault(key, own)
    return {key: _marks(known.get(key), cell, lanes) for key, cell in cells.items()}


def _marks(typed: Data | None, cell: Sequence[Place], lanes: Sequence[str]) -> Data:
    """Return the symbols of one cell; `typed` are those that were there."""
    before = typed if isinstance(typed, list) else [] if typed is None else [typed]
    marks: list[Data] = []
    for number, place in enumerate(sorted(cell, key=lambda each: each.order)):
        own = before[number] if number < len(before) else {}
        marks.append(_mark(own, [*lanes[place.lane : place.last_lane + 1]]))
    return marks[0] if len(marks) == 1 else marks


def _mark(own: Data, over: Sequence[str]) -> Data:
    """Return the symbol that was typed as `own`, standing over these lanes."""
    if not isinstance(own, dict):
        return {"lajur": [*over]} if len(over) > 1 else own
    said = {key: each for key, each in own.items() if key != "lajur"}
    if len(over) == 1:
        return said
    had = own.get("lajur")
    kept = isinstance(had, list) and sorted(map(str, had)) == sorted(over)
    return own if kept else said | {"lajur": [*over]}


def _remapped(draft: Draft, at: Loc, typed: dict[str, Data], cells: dict[str, Data]) -> Draft:
    """Return the draft in which the map at `at` holds `cells`, lane by lane."""
    gone = [key for key in typed if key not in cells]
    new = [key for key in cells if key not in typed]
    while gone and new:
        old, key = gone.pop(0), new.pop(0)
        draft = draft.done(Rename((*at, old), key))
        if not _is_alike(draft.at((*at, key)), cells[key]):
            draft = draft.done(Put((*at, key), cells[key]))
    for key in typed:
        if key in cells:
            draft = draft.done(Put((*at, key), cells[key]))
    for key in new:
        draft = draft.done(Insert((*at, key), cells[key]))
    for key in gone:
        draft = draft.done(Remove((*at, key)))
    return draft


def _is_alike(moved: Data | None, cell: Data) -> bool:
    """Tell whether what was typed of a symbol elsewhere can stay: it is one, in one lane."""
    over = any(isinstance(each, dict) and "lajur" in each for each in (moved, cell))
    return not isinstance(moved, list) and not isinstance(cell, list) and not over
