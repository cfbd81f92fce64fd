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
    typed = list(typed_texts(entry))
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


def typed_texts(value: object, at: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Return every text inside `value` with its place; enumerations are not typed texts."""
    match value:
        case BaseModel():
            for name, key in _keys(type(value)):
                if name in value.model_fields_set:
                    yield from typed_texts(getattr(value, name), (*at, key))
        case dict():
            for key, inner in value.items():
                yield (*at, key), key
                yield from typed_texts(inner, (*at, key))
        case tuple():
            for position, inner in enumerate(value):
                yield from typed_texts(inner, (*at, position))
        case str() if type(value) is str:
            yield at, value
        case _:
            return


@cache
def _keys(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the fields of `kind`, each with the key under which it is typed."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())
