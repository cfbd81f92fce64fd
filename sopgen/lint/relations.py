"""The names by which an SOP calls others under keterkaitan, and which SOP each means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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


def related_among(sops: Sequence[Sop]) -> tuple[tuple[int, ...], ...]:
    """Return for each of `sops` the others that it names under keterkaitan, by their numbers."""
    names = [called(sop.name) for sop in sops]

    def meant(sop: Sop) -> Iterator[int]:
        for _, entry in listed_texts(sop.related):
            for part in (entry, *_NEXT_SOP.split(entry)):
                yield from (at for at, name in enumerate(names) if may_mean(called(part), name))

    return tuple(
        tuple(sorted({at for at in meant(sop) if at != number})) for number, sop in enumerate(sops)
    )


def misspelt_names(known: tuple[str, ...], missing: tuple[str, ...]) -> dict[str, str]:
    """Return for each of `missing` the known name that it is a misspelling of, if any."""
    names = (*known, *missing)

    def misspelt(later: int, earlier: int) -> bool:
        between = earlier < len(known) <= later
        return between and spelt_alike(names[later], names[earlier])

    pairs = near_pairs([trigrams(name) for name in names], NEAR_NAME, misspelt)
    return {names[later]: names[earlier] for later, earlier in pairs}
