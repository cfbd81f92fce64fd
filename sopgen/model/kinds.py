"""The kinds of value that users type: one text, a list or a map, and fields that take several."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Discriminator, Tag


class Kind(StrEnum):
    """The kinds of value that a text can hold.

    Where a field takes several kinds, pydantic puts the one that was typed into the
    place of an error. No key holds a NUL, so these never pass for a key.
    """

    TEXT = "\0text"
    LIST = "\0list"
    MAP = "\0map"


def kind_of(value: object) -> Kind:
    """Return the kind of `value`, as read or already in the model."""
    match value:
        case str():
            return Kind.TEXT
        case list() | tuple():
            return Kind.LIST
        case _:
            return Kind.MAP


def list_or_map(value: object) -> Kind:
    """Return whether `value` is a list; all else is taken for a map."""
    return Kind.LIST if kind_of(value) is Kind.LIST else Kind.MAP


def _nothing_is_all_defaults(value: object) -> object:
    return {} if value == "" else value


TakesNothing = BeforeValidator(_nothing_is_all_defaults)
PlainText: TypeAlias = Annotated[str, Tag(Kind.TEXT)]
ByKind = Discriminator(kind_of)

Items: TypeAlias = Annotated[
    PlainText | Annotated[tuple[str, ...], Tag(Kind.LIST)],
    ByKind,
]
"""One text prints as a paragraph; a list prints in the list style of its field."""
