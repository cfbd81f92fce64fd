"""Indonesian as far as the rules need it: words, verbs and what a title is about."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from sopgen.model.kinds import Items

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")

_MARKUP = re.compile(r"\\\*|\*{1,2}")
_ME_VERB = re.compile(r"me(?:m|n|l|r|w|y)[a-z-]{2,}")
_NOUN_OF_VERB = re.compile(r"pe(m|ng|ny|n|l|r|w)([a-z]{2,})an")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+")
_SOP = (
    ("standar", "operasional", "prosedur", "sop"),
    ("standar", "operasional", "prosedur"),
    ("prosedur", "operasional", "standar"),
    ("standar", "prosedur", "operasional"),
    ("sop",),
    ("spo",),
)
_LIST_MARK = re.compile(r"\s*(?:(?:\d{1,2}|[A-Za-z])[.)]\s+|[-•–]\s*)")
_UNSPEAKABLE = re.compile(r"(?:(?!N[GY])[B-DF-HJ-NP-TV-Z]){3}|\d")
_IN_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+(?: [A-Z][A-Z0-9]+)+\b")
_BRACKETS = re.compile(r"\(([^()]*)\)")

LONGEST_ACRONYM = 5
"""A longer word in capitals that can be spoken, beside another one, is no acronym."""

FILLERS = frozenset(
    WORD.findall(
        "dan atau yang di ke dari pada untuk dengan dalam oleh serta atas tentang kepada terhadap "
        "sebagai para telah akan secara antara bagi"
    )
)
"""Words that say nothing of what a text is about."""

HEAD_WORDS = frozenset(
    WORD.findall(
        "sop standar operasional prosedur penyusunan pelayanan penanganan penyelenggaraan "
        "pengelolaan "
        "pembuatan pelaksanaan penerbitan penetapan pengajuan pengumpulan pemberian proses "
        "tata cara "
        "pengurusan pengadaan penyiapan penyampaian"
    )
)
"""Words that many names of SOPs begin with: they do not tell one from another."""


def unmarked(text: str) -> str:
    """Return `text` without the stars of bold and italic."""
    return _MARKUP.sub("", text) if "*" in text else text


def unnumbered(text: str) -> str:
    """Return `text` without the mark of a list at its front: `a. `, `2) `, `• `."""
    mark = _LIST_MARK.match(text)
    return text[mark.end() :] if mark else text


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in small letters."""
    return tuple(WORD.findall(text.casefold()))


def content_words(text: str) -> frozenset[str]:
    """Return the words of `text` that say what it is about."""
    return frozenset(words(text)) - FILLERS


def listed_texts(items: Items | None) -> tuple[tuple[tuple[int, ...], str], ...]:
    """Return the texts of a list field with their positions; one text has none."""
    match items:
        case None:
            return ()
        case str():
            return (((), unmarked(items)),)
        case several:
            return tuple(((index,), unmarked(text)) for index, text in enumerate(several))


def joined_text(items: Items | None) -> str:
    """Return a list field as one text; empty where nothing was typed."""
    return "\n".join(text for _, text in listed_texts(items)).strip()


def folded_name(name: str) -> str:
    """Return a name of an SOP for comparing: without “SOP” at its front, case, punctuation."""
    found = words(name)
    return " ".join(found[len(named_sop(found)) :])


def named_sop(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words at the front of a name that only say that it is an SOP."""
    return next((front for front in _SOP if found[: len(front)] == front), ())


def is_active(word: str, not_verbs: Container[str], other_verbs: Container[str]) -> bool:
    """Tell whether `word`, in small letters, is an active verb."""
    if word in other_verbs:
        return True
    return word not in not_verbs and _ME_VERB.fullmatch(word) is not None


def is_noun_of_verb(word: str) -> bool:
    """Tell whether `word` is a verb made a noun: pe- … -an."""
    return _NOUN_OF_VERB.fullmatch(word) is not None


def with_me(base: str) -> str:
    """Return `base` with me-, which melts into its first letter."""
    first = base[0]
    melting = {"p": "mem", "t": "men", "k": "meng", "s": "meny"}
    if first in melting and base[1] in "aiueo":
        return melting[first] + base[1:]
    if first in "bfvp":
        return f"mem{base}"
    if first in "cdjzts":
        return f"men{base}"
    if first in "aiueoghk":
        return f"meng{base}"
    return f"me{base}"


def acronyms(text: str) -> tuple[str, ...]:
    """Return the words in capitals of a text that is not in capitals as a whole.

    Nor are words that stand in capitals together, as KEPALA DINAS does.
    """
    if text.isupper():
        return ()
    rest = _IN_CAPITALS.sub(_without_words, text)
    return tuple(word for word in WORD.findall(rest) if _ACRONYM.fullmatch(word))


def _without_words(run: re.Match[str]) -> str:
    parts = run[0].split()
    long = max(map(len, parts)) > LONGEST_ACRONYM
    return "" if long and not any(map(_UNSPEAKABLE.search, parts)) else run[0]


def short_names(title: str) -> frozenset[str]:
    """Return the short names that a title gives between brackets: RENJA and RKT."""
    inside = " ".join(_BRACKETS.findall(title))
    return frozenset(word.casefold() for word in WORD.findall(inside) if word.isupper())


def object_of(title: str) -> tuple[str, ...]:
    """Return what a title is about: its words without those that most titles begin with."""
    found = list(words(_BRACKETS.sub(" ", title)))
    while found and found[0] in HEAD_WORDS:
        del found[0]
    return tuple(found)
