"""Lines of typed texts, each with the place that it was typed at (`document.origins`)."""

from __future__ import annotations

from typing import NamedTuple

from sopgen.model.kinds import Items


class TypedLine(NamedTuple):
    """A line and its origin, which is empty where nobody typed it."""

    text: str
    origin: str = ""


def typed_lines(text: Items, origin: str = "") -> tuple[TypedLine, ...]:
    """Return the lines of a text, or of all texts of a list; `origin` is that of the whole."""
    if isinstance(text, str):
        return tuple([TypedLine(line, origin) for line in _lines(text)])
    placed = ((each, item_origin(origin, position)) for position, each in enumerate(text))
    return tuple(TypedLine(line, at) for each, at in placed for line in _lines(each))


def item_origin(origin: str, position: int) -> str:
    """Return the origin of an item of the list at `origin`."""
    return f"{origin}/{position}" if origin else ""


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]
