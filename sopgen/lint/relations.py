"""The names by which an SOP calls others under keterkaitan, and which SOP each means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sopgen.lint.near import NEAR_NAME, near_pairs, spelt_alike, trigrams
from sopgen.lint.subject import Subject
from sopgen.lint.wording import folded_name, listed_texts, short_names
from sopgen.model.sop import Sop

_NUMBER_IN_BRACKETS = re.compile(r"\([^()]*\d[^()]*[/-][^()]*\)")
_BRACKETS = re.compile(r"\([^()]*\)")
_FEWEST = 3
_LEFT_OUT = 2
_NEXT_SOP = re.compile(r"\s+(?=SOP\s)")


def called(name: str) -> str:
    """Return a name for comparing: without “SOP”, case, punctuation and the SOP's number."""
    return folded_name(_NUMBER_IN_BRACKETS.sub(" ", name))


def may_mean(name: str, other: str) -> bool:
    """Tell whether two comparable names are one, be it with a few words left out."""
    if name == other:
        return True
    short, long = sorted((name.split(), other.split()), key=len)
    if short[:1] != long[:1] or len(short) < _FEWEST or len(long) - len(short) > _LEFT_OUT:
        return False
    rest = iter(long)
    return all(word in rest for word in short)


@dataclass(frozen=True)
class Neighbours:
    """The SOPs that an SOP may mean, by their names."""

    known: Mapping[str, Subject]

    def has(self, name: str) -> bool:
        """Tell whether `name` is that of an SOP, be it without its short form in brackets."""
        folded = called(name)
        return folded in self.known or len(self._by_bare_name.get(folded, ())) == 1

    def named_in(self, entry: str) -> Iterator[str]:
        """Yield the names in an entry of keterkaitan: several where it strings SOPs together."""
        parts = _NEXT_SOP.split(entry)
        several = not self.has(entry) and any(map(self.has, parts))
        yield from parts if several else (entry,)

    def abbreviated(self, name: str) -> str:
        """Return the known name that `name` tells by its short form: Persiapan IDI."""
        *front, short = called(name).split() or [""]
        meant = [
            known
            for known in self._by_short_name.get(short, ())
            if known.split()[: len(front)] == front
        ]
        return min(meant, key=len, default="")

    @cached_property
    def _by_bare_name(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for known, subject in self.known.items():
            out.setdefault(folded_name(_BRACKETS.sub(" ", subject.sop.name)), []).append(known)
        return out

    @cached_property
    def _by_short_name(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for known, subject in self.known.items():
            for short in short_names(subject.sop.name):
                out.setdefault(short, []).append(known)
        return out


class _Named:
    """Names by their words: what a name may mean has all the words of the shorter of the two."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._count = Counter(word for name in names for word in set(name.split()))
        self._by_word: dict[str, list[int]] = {}
        self._by_rarest: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            found = dict.fromkeys(name.split())
            for word in found:
                self._by_word.setdefault(word, []).append(number)
            if found:
                self._by_rarest.setdefault(self._rarest(found), []).append(number)

    def meant_by(self, name: str) -> tuple[int, ...]:
        """Return the numbers of the names that `name` may mean."""
        found = dict.fromkeys(name.split())
        if not found:
            return ()
        longer = self._by_word.get(self._rarest(found), ())
        shorter = (number for word in found for number in self._by_rarest.get(word, ()))
        candidates = sorted({*longer, *shorter})
        return tuple(each for each in candidates if may_mean(name, self._names[each]))

    def _rarest(self, found: Iterable[str]) -> str:
        return min(found, key=lambda word: self._count[word])


@dataclass(frozen=True, slots=True)
class Relations:
    """What an SOP names under keterkaitan: others by their numbers, and names that are none."""

    related: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()


def relations_among(sops: Sequence[Sop]) -> tuple[Relations, ...]:
    """Return for each of `sops` which others it names under keterkaitan, and what else."""
    named = _Named([called(sop.name) for sop in sops])

    def meant(part: str) -> tuple[int, ...]:
        return named.meant_by(called(part))

    def relations(number: int, sop: Sop) -> Relations:
        found: set[int] = set()
        unknown: list[str] = []
        for _, entry in listed_texts(sop.related):
            parts = _NEXT_SOP.split(entry)
            numbers = {each for part in (entry, *parts) for each in meant(part)}
            found |= numbers
            rest = [part for part in parts if not meant(part)] if numbers else [entry]
            if not meant(entry):
                unknown += (each.strip() for each in rest if each.strip(" -"))
        return Relations(tuple(sorted(found - {number})), tuple(unknown))

    return tuple(relations(number, sop) for number, sop in enumerate(sops))


def misspelt_names(known: tuple[str, ...], missing: tuple[str, ...]) -> dict[str, str]:
    """Return for each of `missing` the known name that it is a misspelling of, if any."""
    names = (*known, *missing)

    def misspelt(later: int, earlier: int) -> bool:
        between = earlier < len(known) <= later
        return between and spelt_alike(names[later], names[earlier])

    pairs = near_pairs([trigrams(name) for name in names], NEAR_NAME, misspelt)
    return {names[later]: names[earlier] for later, earlier in pairs}
