"""Carry changes of words over to the definition on disk, by place and never by line.

Where the definition still says what the sheet was made from, the sheet's word is taken; where
it says the same already, nothing is to be done; where it says a third thing, that is a
conflict, and the definition is kept unless the sheet is preferred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from sopgen.definition.validation import Data, found
from sopgen.editing.asked import Insert, Put, Remove, Rename
from sopgen.problems.problem import Loc, Problem, Severity
from sopgen.problems.spelling import quoted
from sopgen.pull.changes import (
    Change,
    DerivedText,
    ForeignText,
    KeyRemoved,
    KeyRenamed,
    ListSet,
    RecordAdded,
    RecordRemoved,
    TextSet,
    UnplacedText,
)
from sopgen.pull.draft import Draft
from sopgen.pull.locating import Locator


class Prefer(StrEnum):
    """Whose word holds where sheet and definition both changed, in the word of the option."""

    SHEET = "lembar"
    DEFINITION = "definisi"


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was taken over: at which place of the definition, from what, to what."""

    at: Loc
    before: str
    after: str
    where: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a merge has come: its text, what that says, and how many changes were done."""

    text: str
    data: Data
    done: int


@dataclass
class Merge:
    """What becomes of one file: its draft, what was done in it, and what is told of it."""

    draft: Draft
    base: Data
    locator: Locator
    prefer: Prefer
    done: list[Done] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        """How far it has come, to go back to if what follows cannot be taken."""
        return Standing(self.draft.text, self.draft.data, len(self.done))

    def go_back(self, to: Standing) -> None:
        """Undo what was done since; what was told stays told."""
        self.draft.text, self.draft.data = to.text, to.data
        del self.done[to.done :]

    def take(self, change: Change) -> None:
        """Take `change` over, or tell why not."""
        match change:
            case TextSet():
                self._text(change)
            case KeyRemoved():
                self._key_removed(change)
            case KeyRenamed():
                self._key(change)
            case ListSet():
                self._list(change)
            case RecordRemoved():
                self._record_removed(change)
            case RecordAdded():
                self._record_added(change)
            case DerivedText():
                self.problems.append(derived(change))
            case ForeignText():
                self.problems.append(foreign(change))
            case UnplacedText():
                self.problems.append(unsayable(change.where, change.text))
            case _:
                assert_never(change)

    def _text(self, change: TextSet) -> None:
        at = self.locator.place(change.origin.at)
        if at is None:
            self.problems.append(_step_gone(change.where, said(change.new)))
            return
        present = self.draft.at(at)
        if _same(present, change.new):
            return
        if not _same(present, change.old) and self.prefer is not Prefer.SHEET:
            self.problems.append(
                conflict(at, said(change.old), said(present), said(change.new), change.where)
            )
            return
        if not self.draft.set(at, change.new):
            self.problems.append(unsayable(change.where, said(change.new)))
            return
        self.done.append(Done(at, said(present), said(change.new), change.where))
        if change.told:
            self.problems.append(_chosen(at, said(change.new), change.where))

    def _key_removed(self, change: KeyRemoved) -> None:
        at = self.locator.place(change.origin.at)
        present = None if at is None else self.draft.at(at)
        if at is None or present is None:
            return
        if present != change.old and self.prefer is not Prefer.SHEET:
            self.problems.append(conflict(at, change.old, said(present), "", change.where))
        elif self.draft.do(Remove(at)):
            self.done.append(Done(at, said(present), "", change.where))
        else:
            self.problems.append(unsayable(change.where, change.old))

    def _key(self, change: KeyRenamed) -> None:
        at = self.locator.place(change.origin.at)
        if at is None or self.draft.at(at) is None:
            self.problems.append(_step_gone(change.where, change.new))
        elif self.draft.do(Rename(at, change.new)):
            self.done.append(Done(at, str(at[-1]), change.new, change.where))
        else:
            self.problems.append(unsayable(change.where, change.new))

    def _list(self, change: ListSet) -> None:
        at = self.locator.place(change.origin.at)
        present = None if at is None else self.draft.at(at)
        if at is None or not isinstance(present, list):
            told = _step_gone if at is None else unsayable
            self.problems.append(told(change.where, "; ".join(e.text for e in change.items)))
            return
        _ListMerge(self, at, change).carried_out()

    def _record_removed(self, change: RecordRemoved) -> None:
        owner = change.origin.at[:-1]
        record = found(self.base, change.origin.at)
        rows = self.draft.at(owner)
        if isinstance(rows, list) and record in rows:
            at = (*owner, rows.index(record))
            if self.draft.do(Remove(at)):
                self.done.append(Done(at, said(record), "", change.where))
                return
        self.problems.append(_step_gone(change.where, said(record)))

    def _record_added(self, change: RecordAdded) -> None:
        rows = self.draft.at(change.origin.at)
        if isinstance(rows, list) and change.value in rows:
            return
        count = len(rows) if isinstance(rows, list) else 0
        at = (*change.origin.at, min(change.position, count))
        if self.draft.do(Insert(at, change.value)):
            self.done.append(Done(at, "", said(change.value), change.where))
        else:
            self.problems.append(unsayable(change.where, said(change.value)))


@dataclass
class _ListMerge:
    """The items of one list: changed ones first, then those that are gone, then new ones."""

    merge: Merge
    at: Loc
    change: ListSet

    def carried_out(self) -> None:
        old, now = self.change.old, {each.number: each.text for each in self.change.items}
        for number, text in enumerate(old):
            if number in now and now[number] != text:
                self._put(text, now[number])
        for number, text in enumerate(old):
            if number not in now:
                self._remove(text)
        self._insert_new()

    def _place_of(self, text: str) -> Loc | None:
        items = self.merge.draft.at(self.at)
        return (*self.at, items.index(text)) if isinstance(items, list) and text in items else None

    def _put(self, old: str, new: str) -> None:
        place = self._place_of(old)
        if place is not None:
            self._do(lambda: self.merge.draft.do(Put(place, new)), place, old, new)
        elif self._place_of(new) is None:
            self.merge.problems.append(conflict(self.at, old, "", new, self.change.where))

    def _remove(self, old: str) -> None:
        place = self._place_of(old)
        if place is not None:
            self._do(lambda: self.merge.draft.do(Remove(place)), place, old, "")

    def _insert_new(self) -> None:
        last: str | None = None
        for item in self.change.items:
            if item.number is None and self._place_of(item.text) is None:
                above = None if last is None else self._place_of(last)
                number = above[-1] + 1 if above and isinstance(above[-1], int) else 0
                place = (*self.at, number)
                value = item.text
                self._do(self._inserting(place, value), place, "", value)
            last = item.text

    def _inserting(self, place: Loc, value: str) -> Callable[[], bool]:
        return lambda: self.merge.draft.do(Insert(place, value))

    def _do(self, act: Callable[[], bool], place: Loc, old: str, new: str) -> None:
        if act():
            self.merge.done.append(Done(place, old, new, self.change.where))
        else:
            self.merge.problems.append(unsayable(self.change.where, new or old))


def said(value: Data | None) -> str:
    """Return what a value says on one line."""
    match value:
        case None:
            return ""
        case str():
            return " ".join(value.split())
        case list():
            return "; ".join(said(each) for each in value)
        case dict():
            return "; ".join(said(each) for each in value.values())


def _same(one: Data | None, other: Data | None) -> bool:
    return (one or "") == (other or "")


def take_all(merge: Merge, changes: Sequence[Change] | Iterator[Change]) -> None:
    """Take all `changes` over, those that take rows of lists away from the last to the first."""
    several = list(changes)
    removed = [each for each in several if isinstance(each, RecordRemoved)]
    for each in several:
        if not isinstance(each, RecordRemoved):
            merge.take(each)
    for each in reversed(removed):
        merge.take(each)


def conflict(at: Loc, base: str, mine: str, theirs: str, where: str) -> Problem:
    """Return the problem of a place that both sides changed."""
    place = "/".join(map(str, at))
    return Problem(
        "TRK003",
        f"{place} diubah di dua tempat: dahulu {quoted(base)}, di definisi sekarang "
        f"{quoted(mine)}, di lembar {quoted(theirs)}. Definisi dibiarkan.",
        at=at,
        path=where,
        hint="Pilih satu: jalankan lagi dengan --ambil lembar, atau biarkan definisinya.",
    )


def derived(change: DerivedText) -> Problem:
    """Return what is told of a label or caption that was changed."""
    return Problem(
        "TRK010",
        f"Tulisan {quoted(change.before)} dicetak oleh sopgen sendiri; perubahannya menjadi "
        f"{quoted(change.after)} tidak ikut.",
        path=change.where,
        severity=Severity.WARNING,
        hint="Ubah di “format: {label: …}” pada kop atau definisi.",
    )


def foreign(change: ForeignText) -> Problem:
    """Return what is told of words outside all tables."""
    return Problem(
        "TRK017",
        f"Tulisan {quoted(change.text)} berdiri di tempat yang bukan milik isian mana pun; "
        "tidak ikut.",
        path=change.where,
        severity=Severity.WARNING,
        hint="Pindahkan ke selnya, lalu jalankan lagi.",
    )


def unsayable(where: str, text: str) -> Problem:
    """Return the problem of a change that the text of the definition does not allow."""
    return Problem(
        "TRK012",
        f"Perubahan {quoted(text)} tidak dapat dituliskan dalam definisi; dibiarkan.",
        path=where,
        hint="Ubah sendiri di definisinya.",
    )


def _step_gone(where: str, text: str) -> Problem:
    return Problem(
        "TRK003",
        f"Tempat {quoted(text)} di lembar tidak ada lagi dalam definisi; definisi dibiarkan.",
        path=where,
        hint="Periksa definisinya, lalu ubah sendiri.",
    )


def _chosen(at: Loc, text: str, where: str) -> Problem:
    return Problem(
        "TRK011",
        f"Yang diketik di lembar dibaca sebagai {quoted(text)}.",
        at=at,
        path=where,
        severity=Severity.NOTE,
        hint="Periksa bila bukan itu maksudnya.",
    )
