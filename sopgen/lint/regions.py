"""Names of provinces, kabupaten and kota inside a text.

Many of them are also common words (Malang, Batu, Landak), so a name of one word counts
only behind what it belongs to: Kabupaten, Kota, Bupati and the like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sopgen.lint.wording import words

_BEFORE = frozenset(
    words(
        "kabupaten kab kota provinsi prov pemkab pemkot pemprov bupati walikota gubernur "
        "kabupaten/kota"
    )
)
_WALI = ("wali", "kota")
_COMMON = frozenset({("tanah", "laut"), ("batu", "bara"), ("tanah", "datar"), ("aceh", "besar")})
"""Names of several words that are also common words."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region by its printed name and its province."""

    name: str
    province: str


@dataclass(frozen=True, slots=True)
class Regions:
    """Regions by the words of their names, found by the first word."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Region, ...]], ...]]

    def named_in(self, text: str) -> Iterator[tuple[str, tuple[Region, ...]]]:
        """Yield the names in `text`, the longest at each place, and the regions so called."""
        found = words(text)
        skip = 0
        for index, word in enumerate(found):
            if index < skip or word not in self.by_first:
                continue
            for name, meant in self.by_first[word]:
                if found[index : index + len(name)] == name and _counts(found, index, name):
                    yield meant[0].name, meant
                    skip = index + len(name)
                    break


def regions(registers: Iterable[Mapping[str, tuple[str, ...]]]) -> Regions:
    """Return the index of provinces and their kabupaten and kota (`Kab. Alor`)."""
    meant: dict[tuple[str, ...], list[Region]] = {}
    for register in registers:
        for province, inner in register.items():
            meant.setdefault(words(province), []).append(Region(province, province))
            for name in inner:
                bare = name.partition(" ")[2] or name
                meant.setdefault(words(bare), []).append(Region(name, province))
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Region, ...]]]] = {}
    for spelt in sorted(meant, key=len, reverse=True):
        by_first.setdefault(spelt[0], []).append((spelt, tuple(meant[spelt])))
    return Regions({first: tuple(names) for first, names in by_first.items()})


def _counts(found: tuple[str, ...], index: int, name: tuple[str, ...]) -> bool:
    before = found[index - 1] if index else ""
    if before in _BEFORE or found[max(index - 2, 0) : index] == _WALI:
        return True
    return len(name) > 1 and name not in _COMMON
