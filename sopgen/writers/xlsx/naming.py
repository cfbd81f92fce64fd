r"""Name the sheets of a workbook.

In: what a sheet is about, and the names that are taken. Out: its name.

What Excel does: a sheet's name has at most 31 characters, none of `[]:*?/\`, no
apostrophe at its ends, is not `History`, and differs from all others by more than the
case of its letters.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_LONGEST_NAME = 31
_LEAST_KEPT = 0.6
"""A name that is too long ends with a whole word, if that leaves so much of it."""


def sheet_name(title: str, taken: Collection[str]) -> str:
    """Return the name of a sheet called `title`, unlike the casefolded `taken` ones."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip("' ")
    if not plain or plain.casefold() == "history":
        plain = f"Lembar {plain}".rstrip()
    name, number = _cut(plain, _LONGEST_NAME), 1
    while name.casefold() in taken:
        number += 1
        suffix = f" ({number})"
        name = _cut(plain, _LONGEST_NAME - len(suffix)) + suffix
    return name


_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def _cut(text: str, length: int) -> str:
    """Return the start of `text` that takes at most `length` units of UTF-16."""
    cut = text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore")
    if cut != text and not text[len(cut)].isspace():
        words = cut.rpartition(" ")[0]
        cut = words if len(words) >= _LEAST_KEPT * len(cut) else cut
    return cut.rstrip("' ")
