"""Know the words over columns and beside fields, whichever an agency uses.

The words are data, `kosakata.yaml`: for each key of the definition those that sheets have in its
place. A project may add its own. Case, dots, slashes and spaces do not count, and neither does a
small typing error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import yaml
from msgspec import Struct, convert

LONGEST = 60
"""A text of more characters is no word of a head."""

_ALIKE = 0.84
_ALIKE_WORD = 0.6
_SHORTEST_ALIKE = 5
_LONGEST_LABEL = 5
_MOST_MORE = 3
"""A typing error adds or drops no more letters than these."""

_PARTS = re.compile(r"\s*[/:(]\s*")
_PAGE_NUMBER = re.compile(
    r"[-–\s]*(hal(aman)?\.?\s*:?\s*)?\d+(\s*(dari|of|/)\s*\d+)?[-–\s]*", re.IGNORECASE
)
_APART = re.compile(r"[\W_]+")


class Vocabulary(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of `kolom`, `identitas`, `kotak` and `tabel` by the key that each stands for.

    `peran` stand over those who sign besides the approver, `simbol` in a lane instead of a drawing.
    A text with one of `tepi` in it belongs to the margin of a page.
    """

    kolom: dict[str, tuple[str, ...]] = {}
    identitas: dict[str, tuple[str, ...]] = {}
    kotak: dict[str, tuple[str, ...]] = {}
    bukan_langkah: tuple[str, ...] = ()
    simbol: dict[str, tuple[str, ...]] = {}
    tabel: dict[str, tuple[str, ...]] = {}
    peran: tuple[str, ...] = ()
    tepi: tuple[str, ...] = ()


class Words:
    """Finds the key that a text is a word of."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        self._keys: dict[str, str] = {}
        for key, spellings in words.items():
            for spelling in spellings:
                self._keys.setdefault(plain(spelling), key)
        self._run_together = {word.replace(" ", ""): key for word, key in self._keys.items()}
        self._known: dict[str, str] = {}

    def key(self, text: str) -> str:
        """Return the key that `text` is a word of, "" if it is none."""
        if len(text) > LONGEST:
            return ""
        if text not in self._known:
            self._known[text] = self._found(text)
        return self._known[text]

    def exact(self, text: str) -> str:
        """Return the key that `text` is a word of as it is spelled, "" if it is none."""
        word = plain(text)
        return self._keys.get(word) or self._run_together.get(word.replace(" ", ""), "")

    def behind(self, text: str) -> tuple[str, str, str]:
        """Return the key, the label of several words that `text` begins with, and what follows."""
        words = text.split()
        for count in range(min(len(words) - 1, _LONGEST_LABEL), 1, -1):
            label = " ".join(words[:count])
            if key := self._keys.get(plain(label)):
                return key, label, " ".join(words[count:])
        return "", "", ""

    def _found(self, text: str) -> str:
        word = plain(text)
        if not word:
            return ""
        for each in (word, *map(plain, _PARTS.split(text))):
            key = self._keys.get(each) or self._run_together.get(each.replace(" ", ""))
            if key:
                return key
        if len(word) < _SHORTEST_ALIKE:
            return ""
        best, key = _ALIKE, ""
        for spelling, found in self._keys.items():
            if abs(len(spelling) - len(word)) > _MOST_MORE or not _are_words_alike(spelling, word):
                continue
            ratio = SequenceMatcher(a=spelling, b=word).ratio()
            if ratio >= best:
                best, key = ratio, found
        return key


def _are_words_alike(one: str, other: str) -> bool:
    """Tell whether each word of one text is alike one of the other, or the texts run together."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return one.replace(" ", "")[:1] == other.replace(" ", "")[:1]
    pairs = zip(words, others, strict=True)
    return all(SequenceMatcher(a=a, b=b).ratio() >= _ALIKE_WORD for a, b in pairs)


class Lexicon:
    """A vocabulary that is ready to be asked."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.columns = Words(vocabulary.kolom)
        self.fields = Words(vocabulary.identitas)
        self.boxes = Words(vocabulary.kotak)
        self.tables = Words(vocabulary.tabel)
        self._roles = Words({"peran": vocabulary.peran})
        self._marks = {
            spelling.casefold(): key
            for key, spellings in vocabulary.simbol.items()
            for spelling in spellings
        }
        self._margins = tuple(map(plain, vocabulary.tepi))
        self._no_steps = {plain(each) for each in vocabulary.bukan_langkah}

    def mark(self, text: str) -> str:
        """Return which symbol `text` is written for, "" if for none."""
        return self._marks.get(text.strip().casefold(), "")

    def is_role(self, text: str) -> bool:
        """Tell whether `text` is what someone besides the approver does who signs."""
        return bool(self._roles.key(text.strip(" :")))

    def is_margin(self, text: str) -> bool:
        """Tell whether `text` stands in the margin of every page: its number, a notice."""
        words = plain(text)
        is_number = _PAGE_NUMBER.fullmatch(text.strip()) is not None
        return is_number or any(margin in words for margin in self._margins)

    def is_no_step(self, text: str) -> bool:
        """Tell whether a row with this activity is a sum, not a step."""
        return plain(text) in self._no_steps


def plain(text: str) -> str:
    """Return `text` without what does not count."""
    return _APART.sub(" ", text.casefold()).strip()


@cache
def shipped_vocabulary() -> Vocabulary:
    """Return the vocabulary that the package carries."""
    text = (files("sopgen.recognition") / "kosakata.yaml").read_text(encoding="utf-8")
    return convert(yaml.load(text, Loader=yaml.BaseLoader), Vocabulary)


def extended(vocabulary: Vocabulary, more: Vocabulary) -> Vocabulary:
    """Return `vocabulary` with the words of `more`, which come first."""

    def both(
        first: Mapping[str, tuple[str, ...]], second: Mapping[str, tuple[str, ...]]
    ) -> dict[str, tuple[str, ...]]:
        keys = dict.fromkeys([*first, *second])
        return {key: (*first.get(key, ()), *second.get(key, ())) for key in keys}

    return Vocabulary(
        both(more.kolom, vocabulary.kolom),
        both(more.identitas, vocabulary.identitas),
        both(more.kotak, vocabulary.kotak),
        (*more.bukan_langkah, *vocabulary.bukan_langkah),
        both(more.simbol, vocabulary.simbol),
        both(more.tabel, vocabulary.tabel),
        (*more.peran, *vocabulary.peran),
        (*more.tepi, *vocabulary.tepi),
    )
