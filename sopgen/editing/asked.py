"""What may be asked of the text of a definition: a closed set of operations.

A place is a `Loc`: keys as typed, and positions from 0.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from sopgen.definition.validation import Data
from sopgen.problems.problem import Loc


class Put(Struct, frozen=True):
    """The value at `at` becomes `value`: a text in the style that was typed, else written anew."""

    at: Loc
    value: Data


class Insert(Struct, frozen=True):
    """A further entry at `at`: at a position of a list, or under a new key of a map.

    In a map it stands before the entry at `position`, or as the last. A key with nothing
    behind it becomes a list or map of one entry.
    """

    at: Loc
    value: Data
    position: int | None = None


class Remove(Struct, frozen=True):
    """The entry at `at` goes, with its own comments."""

    at: Loc


class Move(Struct, frozen=True):
    """The entry at `at` stands at position `to` of its list or map, its own comments with it."""

    at: Loc
    to: int


class Copy(Struct, frozen=True):
    """The list item at `at` stands at position `to` once more, letter by letter."""

    at: Loc
    to: int


class Rename(Struct, frozen=True):
    """The key at `at` is called `key`."""

    at: Loc
    key: str


Operation: TypeAlias = Put | Insert | Remove | Move | Copy | Rename
