"""A flow as a definition says it: its steps, and in their keys the symbols and arrows seen.

Generate and verify: what is said is drawn again, and must be what was seen. What words cannot
say of a step is left out of it, bit by bit, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy

from msgspec import Struct
from msgspec.structs import replace

from sopgen.definition.validation import Data
from sopgen.editing.modelled import modelled
from sopgen.editing.references import Map, position_of, targets
from sopgen.editing.ways import Drawing, WantedArrow, WantedMark, said, seen_drawing
from sopgen.editing.ways.draft import Draft
from sopgen.editing.ways.drawing import Line, Look, Place, Typed, typed
from sopgen.importer.texts import in_one_line
from sopgen.model.naming import NOWHERE
from sopgen.model.profile import Profile
from sopgen.problems.problem import Loc
from sopgen.recognition.reading import SeenFlow

_SAID = ("simbol", "teks", "lanjut", "cabang", "keluar", "bersama", "id")
"""Keys that may say what is so anyhow."""


class Drawn(Struct, frozen=True):
    """What a flow says; `unsaid` are the items that draw something else than was seen."""

    flow: Map
    unsaid: tuple[int, ...] = ()


def drawn(
    lanes: Map,
    keys: Sequence[str],
    steps: Sequence[Map],
    seen: SeenFlow,
    items: Mapping[int, int],
    profile: Profile,
) -> Drawn:
    """Return the flow of `lanes` and `steps` in which these draw what is `seen`.

    `keys` are the ids of the lanes from the left, `items` the place of each row in `langkah`.
    """
    wanted = _sayable(seen_drawing(seen, items))
    flow: Map = {"pelaksana": lanes, "langkah": [*_placed(steps, keys, wanted)]}
    whole = _said(flow, wanted, profile)
    for narrower in (_narrowed, _unlabelled, _alone):
        if not whole.unsaid:
            break
        tried = _said(flow, narrower(wanted, whole.unsaid), profile)
        if len(tried.unsaid) < len(whole.unsaid):
            whole = tried
    said = _shortened(whole.flow, profile)
    return Drawn(said, tuple(_unlike(Draft(said, profile), wanted)))


def _unlike(draft: Draft, wanted: Drawing) -> Iterator[int]:
    """Yield the items that draw something else than wanted, wherever an arrow of theirs ends."""
    want = typed(wanted, draft.profile, len(draft.steps))
    has = draft.shown.typed if draft.shown is not None else Typed({}, frozenset())
    for item in sorted({place.item for place in (*want.looks, *has.looks)}):
        if _told(want, item) != _told(has, item):
            yield item


def _told(drawing: Typed, item: int) -> tuple[dict[Place, Look], set[Line]]:
    looks, lines = drawing.of(item)
    loose = {line._replace(target=line.target._replace(last_lane=0)) for line in lines}
    return looks, loose


def _sayable(wanted: Drawing) -> Drawing:
    """Return `wanted` with words as they are typed, and without arrows from a symbol to itself."""
    marks = tuple(replace(mark, text=in_one_line(mark.text)) for mark in wanted.marks)
    arrows = (
        replace(each, label=in_one_line(each.label))
        for each in wanted.arrows
        if each.source != each.target
    )
    return Drawing(marks, tuple(dict.fromkeys(arrows)))


def _placed(steps: Sequence[Map], keys: Sequence[str], wanted: Drawing) -> Iterator[Map]:
    """Yield `steps` with a lane each: that of its first symbol.

    A step without any stands where the one above does, and leads nowhere.
    """
    lanes: dict[int, int] = {}
    for mark in wanted.marks:
        lanes.setdefault(mark.item, mark.lane)
    lane = min(lanes.items(), default=(0, 0))[1]
    for item, step in enumerate(steps):
        if "judul" in step:
            yield dict(step)
            continue
        lane = lanes.get(item, lane)
        said: Map = {"pelaksana": keys[lane]}
        if item not in lanes:
            said["lanjut"] = NOWHERE
        yield with_keys(step, said)


def with_keys(step: Map, said: Map) -> Map:
    """Return `step` with the keys of `said` where they are usually typed."""
    entries = list(step.items())
    for key, value in said.items():
        entries.insert(position_of(key, [name for name, _ in entries]), (key, value))
    return dict(entries)


def _said(flow: Map, wanted: Drawing, profile: Profile) -> Drawn:
    done = said(flow, (), wanted, profile)
    data: Data = deepcopy(flow)
    for operation in done.operations:
        new = modelled(data, operation)
        assert new is not None
        data = new
    assert isinstance(data, dict)
    return Drawn(data, done.unsaid)


def _narrowed(wanted: Drawing, unsaid: Iterable[int]) -> Drawing:
    """Return `wanted` with symbols over several lanes of these items in the first of them."""
    items = set(unsaid)
    marks = [
        replace(mark, last_lane=mark.lane) if mark.item in items else mark for mark in wanted.marks
    ]
    return Drawing(tuple(_from_above(marks)), wanted.arrows)


def _from_above(marks: Sequence[WantedMark]) -> Iterator[WantedMark]:
    """Yield `marks`, each with its place from above in its own lanes."""
    for mark in marks:
        above = {
            other.order
            for other in marks
            if other.item == mark.item
            and other.lane <= mark.last_lane
            and mark.lane <= other.last_lane
            and other.order < mark.order
        }
        yield replace(mark, order=len(above))


def _unlabelled(wanted: Drawing, unsaid: Iterable[int]) -> Drawing:
    """Return `wanted` without words on the arrows that leave these items, each pair joined once."""
    items = set(unsaid)
    narrow = _narrowed(wanted, items)
    arrows = (
        replace(each, label="", dashed=False) if wanted.marks[each.source].item in items else each
        for each in narrow.arrows
    )
    return Drawing(narrow.marks, tuple(dict.fromkeys(arrows)))


def _alone(wanted: Drawing, unsaid: Iterable[int]) -> Drawing:
    """Return `wanted` in which of these items only the first symbol is left, and where it leads."""
    items = set(unsaid)
    first: dict[int, int] = {}
    for at, mark in enumerate(wanted.marks):
        first.setdefault(mark.item, at)
    kept = [
        at
        for at, mark in enumerate(wanted.marks)
        if mark.item not in items or first[mark.item] == at
    ]
    number = {at: new for new, at in enumerate(kept)}
    narrow = _unlabelled(wanted, items)
    return Drawing(
        tuple(_from_above([narrow.marks[at] for at in kept])),
        tuple(
            WantedArrow(number[e.source], number[e.target], e.label, e.plain, e.dashed)
            for e in narrow.arrows
            if e.source in number and e.target in number
        ),
    )


def _shortened(flow: Map, profile: Profile) -> Map:
    """Return `flow` without keys that say what is drawn anyhow, and ids that nobody names."""
    draft = Draft(flow, profile)
    before = draft.shown
    if before is None:
        return flow
    for owner, key in list(_owners(flow)):
        if key == "id" and any(
            place.text.partition("/")[0] == draft.at((*owner, key))
            for place in targets(draft.data, ())
        ):
            continue
        shorter = draft.without_key(owner, key)
        shown = shorter.shown
        if (
            shown is not None
            and shown.typed == before.typed
            and len(shown.problems) <= len(before.problems)
        ):
            draft = shorter
    return draft.data


def _owners(flow: Map) -> Iterator[tuple[Loc, str]]:
    """Yield the places that say something of a drawing, each with the key that does; ids last."""
    steps = flow.get("langkah")
    found: list[tuple[Loc, str]] = []
    for number, step in enumerate(steps if isinstance(steps, list) else []):
        at: Loc = ("langkah", number)
        if not isinstance(step, dict):
            continue
        found += [(at, key) for key in _SAID if key in step]
        match step.get("pelaksana"):
            case dict() as marks:
                for lane, value in marks.items():
                    own = (*at, "pelaksana", lane)
                    placed = enumerate(value) if isinstance(value, list) else [(-1, value)]
                    for order, mark in placed:
                        place = own if order < 0 else (*own, order)
                        if isinstance(mark, dict):
                            found += [(place, key) for key in _SAID if key in mark]
    return iter(sorted(found, key=lambda each: each[1] == "id"))
