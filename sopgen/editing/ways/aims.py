"""Say where the arrows of one symbol go, with as few words changed as possible.

Every wording is tried on the flow itself: the first that draws what is wanted is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from msgspec import Struct

from sopgen.definition.validation import Data
from sopgen.document.page import Symbol
from sopgen.editing.asked import Insert, Put, Remove, Rename
from sopgen.editing.references import named
from sopgen.editing.ways.draft import Draft, Shown, lines_from
from sopgen.editing.ways.drawing import Line, Place
from sopgen.model.flow import Role
from sopgen.model.naming import NEXT_ROW, NOWHERE, THE_END
from sopgen.problems.problem import Loc

Wording: TypeAlias = "str | dict[str, Data]"
"""A target as it is typed: a text, or a map with its label or stroke."""


def with_arrows(draft: Draft, place: Place, lines: set[Line], symbol: Symbol) -> Draft | None:
    """Return the draft in which just `lines` leave the symbol at `place`, a `symbol`.

    None where no words of it say so.
    """
    shown = draft.shown
    if shown is None:
        return None
    if _holds(draft, place, lines):
        return draft
    owners = list(_owners(draft, shown, place))
    if not lines:
        alone = len(shown.typed.places(place.item)) == 1
        tried = _stopping(draft, owners, symbol, alone=alone)
        return next((each for each in tried if _holds(each, place, lines)), None)
    for owner in owners:
        candidates = _worded(draft, owner, place, lines, symbol)
        if not (symbol is Symbol.DECISION and any(line.label for line in lines)):
            candidates = chain([_silent(draft, owner)], candidates)
        for candidate in candidates:
            if candidate is not None and _holds(candidate, place, lines):
                return candidate
    return None


def _silent(draft: Draft, owner: Loc) -> Draft:
    return draft.without_key(owner, "lanjut").without_key(owner, "cabang")


def _stopping(
    draft: Draft, owners: Sequence[Loc], symbol: Symbol, *, alone: bool
) -> Iterator[Draft]:
    """Yield drafts in which no arrow leaves a symbol: silent ones, then those that say why.

    Where a symbol is not `alone`, its step cannot say what it is.
    """
    yield from (_silent(draft, owner) for owner in owners)
    if symbol is Symbol.TERMINATOR:
        for owner in owners:
            if alone or owner[:-1] != ("langkah",):
                yield _silent(draft, owner).with_key(owner, "simbol", Role.END.value)
    for owner in owners:
        yield _aimed(draft, owner, "lanjut", NOWHERE)


def _holds(draft: Draft, place: Place, lines: set[Line]) -> bool:
    """Tell whether just `lines` leave `place`, and every target that is typed there means one."""
    shown = draft.shown
    if shown is None or place not in shown.aims:
        return False
    sound = all(target is not None for _, target in shown.aims[place])
    return sound and lines_from(shown, place) == lines


def _owners(draft: Draft, shown: Shown, place: Place) -> Iterator[Loc]:
    """Yield where the arrows of a symbol can be typed: where they are first.

    Beside the only symbol of a step and for the one that the flow leaves joint work at, that
    is the step itself.
    """
    step: Loc = ("langkah", place.item)
    row, spot = shown.rows[place.item], shown.spots.get(place)
    if spot is None:
        return
    leads = spot is row.left and (row.joint or len({each.key for each in row.spots}) == 1)
    own = _own_place(draft, step, spot.key, spot.order)
    said_by_itself = own is not None and _says_a_way(draft.at(own))
    if leads and not said_by_itself:
        yield step
    if own is not None:
        yield own
    if leads and said_by_itself:
        yield step


def _own_place(draft: Draft, step: Loc, key: str, order: int) -> Loc | None:
    """Return where the symbol itself is typed; None where only its lane is."""
    match draft.at((*step, "pelaksana")):
        case dict() as marks if isinstance(marks.get(key), list):
            return (*step, "pelaksana", key, order)
        case dict() as marks if key in marks:
            return (*step, "pelaksana", key)
        case _:
            return None


def _says_a_way(value: Data | None) -> bool:
    return isinstance(value, dict) and ("cabang" in value or "lanjut" in value)


def _aimed(draft: Draft, owner: Loc, key: str, value: Data) -> Draft:
    other = "lanjut" if key == "cabang" else "cabang"
    return draft.without_key(owner, other).with_key(owner, key, value)


class _Kept(Struct, frozen=True):
    """A target that is typed already: its wording, and the line that it draws if any."""

    wording: Wording
    line: Line | None


def _worded(
    draft: Draft, owner: Loc, place: Place, lines: set[Line], symbol: Symbol
) -> Iterator[Draft | None]:
    """Yield drafts in which the targets of `lines` are typed under `cabang` or `lanjut`."""
    typed = draft.at(owner)
    branches = typed.get("cabang") if isinstance(typed, dict) else None
    step = draft.steps[place.item]
    says_decision = Role.DECISION in (
        step.get("simbol"),
        typed.get("simbol") if isinstance(typed, dict) else None,
    )
    kept = _kept(draft, owner, place)
    answers, onward = (_answered, _onward)
    if (isinstance(branches, dict) and branches) or (
        symbol is Symbol.DECISION and not says_decision
    ):
        yield answers(draft, owner, place, lines, kept)
        yield onward(draft, owner, place, lines, kept)
    else:
        yield onward(draft, owner, place, lines, kept)
        yield answers(draft, owner, place, lines, kept)


def _kept(draft: Draft, owner: Loc, place: Place) -> list[_Kept]:
    """Return the targets typed at `owner` for the symbol at `place`."""
    shown = draft.shown
    assert shown is not None
    out = []
    for aim, target in shown.aims[place]:
        at = aim.at[:-1] if aim.at[-1:] == ("ke",) else aim.at
        wording = draft.at(at)
        if at[: len(owner)] != owner or at == owner or not isinstance(wording, str | dict):
            continue
        words = " ".join(aim.label.split())
        line = None if target is None else Line(place, target, words, False, aim.dashed)
        out.append(_Kept(wording, line))
    return out


def _onward(
    draft: Draft, owner: Loc, place: Place, lines: set[Line], kept: Sequence[_Kept]
) -> Draft | None:
    """Return the draft with `lines` under `lanjut`: those that were typed first."""
    wordings: list[Wording] = []
    had = [each.line for each in kept]
    for line in sorted(lines, key=lambda line: _turn(had, line)):
        found = _wording(draft, owner, line, kept, answer=False)
        if found is None:
            return None
        draft, wording = found
        wordings.append(wording)
    return _with_targets(draft, owner, wordings)


def _with_targets(draft: Draft, owner: Loc, wordings: Sequence[Wording]) -> Draft:
    value: Data = wordings[0] if len(wordings) == 1 else list(wordings)
    typed = draft.at((*owner, "lanjut"))
    if not isinstance(typed, list) or not isinstance(value, list):
        return _aimed(draft, owner, "lanjut", value)
    return _respelled_list(draft, (*owner, "lanjut"), typed, value)


def _respelled_list(draft: Draft, at: Loc, typed: list[Data], value: list[Data]) -> Draft:
    """Return the draft in which the list at `at` is `value`, entry by entry."""
    for number, entry in enumerate(value[: len(typed)]):
        draft = draft.done(Put((*at, number), entry))
    for number in range(len(typed) - 1, len(value) - 1, -1):
        draft = draft.done(Remove((*at, number)))
    for number in range(len(typed), len(value)):
        draft = draft.done(Insert((*at, number), value[number]))
    return draft


def _answered(
    draft: Draft, owner: Loc, place: Place, lines: set[Line], kept: Sequence[_Kept]
) -> Draft | None:
    """Return the draft with `lines` under `cabang`, answer by answer."""
    had = [each.line for each in kept]
    wanted: dict[str, list[Wording]] = {}
    for line in sorted(lines, key=lambda line: _turn(had, line)):
        found = _wording(draft, owner, line, kept, answer=True)
        if found is None:
            return None
        draft, wording = found
        wanted.setdefault(line.label, []).append(wording)
    values: dict[str, Data] = {
        label: each[0] if len(each) == 1 else [*each] for label, each in wanted.items()
    }
    typed = draft.at((*owner, "cabang"))
    if not isinstance(typed, dict) or not typed:
        return _aimed(draft, owner, "cabang", values)
    return _respelled_answers(draft, (*owner, "cabang"), typed, values)


def _respelled_answers(
    draft: Draft, at: Loc, typed: dict[str, Data], values: dict[str, Data]
) -> Draft:
    """Return the draft in which the answers at `at` are `values`, one by one.

    An answer that led where a new one leads was renamed.
    """
    spelled = {" ".join(label.split()): label for label in typed}
    gone = [label for words, label in spelled.items() if words not in values]
    new = [label for label in values if label not in spelled]
    pairs = {}
    for label in list(new):
        same = next((each for each in gone if typed[each] == values[label]), None)
        if same is not None:
            pairs[same] = label
            gone.remove(same)
            new.remove(label)
    while gone and new:
        pairs[gone.pop(0)] = new.pop(0)
    for old, label in pairs.items():
        if label in typed and label not in pairs:
            return draft.done(Put(at, values))
        draft = draft.done(Rename((*at, old), label), Put((*at, label), values[label]))
    for words, label in spelled.items():
        if words in values:
            draft = draft.done(Put((*at, label), values[words]))
    for label in new:
        draft = draft.done(Insert((*at, label), values[label]))
    for label in gone:
        draft = draft.done(Remove((*at, label)))
    return draft


def _turn(had: Sequence[Line | None], line: Line) -> tuple[int, Place, str]:
    """Return when `line` is typed: where it was, or where what it took the place of was."""
    if line in had:
        return had.index(line), line.target, line.label
    alike = [
        at
        for at, each in enumerate(had)
        if each is not None and (each.label == line.label or each.target == line.target)
    ]
    return (alike or [len(had)])[0], line.target, line.label


def _wording(
    draft: Draft, owner: Loc, line: Line, kept: Sequence[_Kept], *, answer: bool
) -> tuple[Draft, Wording] | None:
    """Return how the target of `line` is typed, and the draft in which that means it.

    As it was typed, if it was; else by the first spelling that leads there.
    """
    for each in kept:
        if each.line is not None and each.line.target == line.target:
            to = each.wording if isinstance(each.wording, str) else each.wording.get("ke")
            if each.line == line and (answer or not line.label or isinstance(each.wording, dict)):
                stays = not (answer and isinstance(each.wording, dict) and "label" in each.wording)
                if stays:
                    return draft, each.wording
            if isinstance(to, str):
                return draft, _dressed(to, line, answer=answer)
    found = _spelled(draft, owner, line)
    if found is None:
        return None
    return found[0], _dressed(found[1], line, answer=answer)


def _dressed(to: str, line: Line, *, answer: bool) -> Wording:
    said: dict[str, Data] = {"ke": to}
    if line.label and not answer:
        said["label"] = line.label
    if line.dashed:
        said["garis"] = "putus-putus"
    return said if len(said) > 1 else to


def _spelled(draft: Draft, owner: Loc, line: Line) -> tuple[Draft, str] | None:
    """Return the first spelling that leads from the source of `line` to its target."""
    shown = draft.shown
    assert shown is not None
    spot = shown.spots.get(line.target)
    if spot is None:
        return None
    lane, nth = spot.key, spot.order + 1
    below = [item for item in shown.rows if item > line.source.item]
    step = draft.steps[line.target.item]
    known = step.get("id")
    spellings: list[str] = []
    if below and min(below) == line.target.item:
        spellings.append(NEXT_ROW)
    if line.target.item == line.source.item:
        spellings += [f"/{lane}", f"/{lane}/{nth}"]
    elif isinstance(known, str) and known:
        spellings += [known, f"{known}/{lane}", f"{known}/{lane}/{nth}"]
    if line.target.item == max(shown.rows):
        spellings.append(THE_END)
    for each in spellings:
        if _leads(draft, owner, each, line):
            return draft, each
    if line.target.item == line.source.item:
        return None
    made, operations = named(draft.data, (), line.target.item)
    if not operations:
        return None
    titled = draft.done(*operations)
    for each in (made, f"{made}/{lane}", f"{made}/{lane}/{nth}"):
        if _leads(titled, owner, each, line):
            return titled, each
    return None


def _leads(draft: Draft, owner: Loc, spelling: str, line: Line) -> bool:
    tried = _aimed(draft, owner, "lanjut", spelling).shown
    if tried is None or line.source not in tried.aims:
        return False
    return [target for _, target in tried.aims[line.source]] == [line.target]
