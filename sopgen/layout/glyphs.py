"""Find characters that the face of a sheet cannot print, and where they were typed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from sopgen.document.page import Font
from sopgen.fonts import Metrics
from sopgen.problems.problem import Loc, Problem


def missing_glyphs(entry: BaseModel, font: Font, metrics: Metrics) -> Iterator[Problem]:
    """Return a problem for every text of `entry` that `font` has not all characters of."""
    typed = typed_texts(entry)
    if not metrics.missing("".join(text for _, text in typed), font):
        return
    for at, text in typed:
        lacking = "".join(sorted(set(metrics.missing(text, font))))
        if lacking:
            named = ", ".join(f"“{char}” (U+{ord(char):04X})" for char in lacking)
            yield Problem(
                "LAY005",
                f"Huruf {font.face.value} tidak punya karakter {named}.",
                at,
                hint="Ganti dengan karakter lain.",
            )


def typed_texts(value: object, at: Loc = ()) -> list[tuple[Loc, str]]:
    """Return every text inside `value` with its place; enumerations are not typed texts."""
    found: list[tuple[Loc, str]] = []
    _gather(value, at, found)
    return found


def _gather(value: object, at: Loc, found: list[tuple[Loc, str]]) -> None:
    """Add to `found` what is typed in `value`: mostly it is a text, or nothing."""
    if type(value) is str:
        found.append((at, value))
    elif value is None or isinstance(value, str):
        return
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            _gather(inner, (*at, position), found)
    elif isinstance(value, dict):
        for key, inner in value.items():
            found.append(((*at, key), key))
            _gather(inner, (*at, key), found)
    elif isinstance(value, BaseModel):
        typed = value.model_fields_set
        for name, key in _keys(type(value)):
            if name in typed:
                _gather(getattr(value, name), (*at, key), found)


@cache
def _keys(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the fields of `kind`, each with the key under which it is typed."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())
