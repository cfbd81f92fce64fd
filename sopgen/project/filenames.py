"""Name files and folders after the number of an SOP, which is always full of slashes.

A name is what of the number every disk takes, and behind it the beginning of the
number's SHA-256, so that `503/22` and `503-22` stay apart and no name is one that a
system keeps for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from unicodedata import combining, normalize

from sopgen.problems.problem import Problem

LONGEST_SLUG = 80
DIGITS = 8

_OTHERS = re.compile(r"[^a-z0-9]+")


def plain_slug(text: str, nothing: str = "sop") -> str:
    """Return `text` in small letters, digits and hyphens; `nothing` where none of it is left."""
    folded = normalize("NFKD", text.casefold())
    letters = "".join(each for each in folded if not combining(each))
    slug = _OTHERS.sub("-", letters).strip("-")[:LONGEST_SLUG].rstrip("-")
    return slug or nothing


def slug_of(number: str) -> str:
    """Return the name of the SOP with this number.

    Numbers that only look alike have different names; two ways of writing the same
    letters (NFC and NFD) have one.
    """
    composed = normalize("NFC", number)
    digest = sha256(composed.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{plain_slug(composed)}-{digest[:DIGITS]}"


def collisions(named: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, Problem]]:
    """Yield each definition whose name another one has before it, as a disk compares names.

    `named` pairs definitions with the paths that they become.
    """
    first: dict[str, Path] = {}
    for definition, name in named:
        earlier = first.setdefault(normalize("NFC", name).casefold(), definition)
        if earlier != definition:
            problem = Problem(
                "NAM001",
                f"Nomor SOP ini menghasilkan nama yang sama dengan {earlier} ({name}).",
                at=("nomor",),
                path=str(definition),
                hint="Dua SOP tidak boleh bernomor sama; perbaiki salah satunya.",
            )
            yield definition, problem
