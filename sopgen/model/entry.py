"""What every part of what users type is: frozen, closed, and put over another part of its kind."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema


def _yes_or_no(value: object) -> object:
    match value:
        case "ya":
            return True
        case "tidak":
            return False
        case bool():
            return value
        case _:
            raise ValueError("isi dengan ya atau tidak")


YesNo = Annotated[
    bool,
    BeforeValidator(_yes_or_no),
    WithJsonSchema({"type": "string", "enum": ["ya", "tidak"]}),
]
"""`ya` or `tidak`, the two words that a definition knows for true and false."""


class Entry(BaseModel):
    """A part of what users type: frozen, and nothing on it that is not named."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


T = TypeVar("T", bound=Entry)


def overridden(base: T, entry: T) -> T:
    """Return `base` with every value that `entry` names put over it."""
    changes = {}
    for name in entry.model_fields_set:
        old, new = getattr(base, name), getattr(entry, name)
        both = isinstance(old, Entry) and isinstance(new, Entry)
        changes[name] = overridden(old, new) if both else new
    return base.model_copy(update=changes)
