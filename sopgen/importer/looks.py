"""Formats of sheets held against each other: what most share, and what differs from a profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from sopgen.definition.reading import DEFAULT_PROFILE, profile_names, shipped_profile
from sopgen.definition.validation import Data
from sopgen.editing.references import Map
from sopgen.model.entry import overridden
from sopgen.model.profile import FlowFormat, Profile

Path: TypeAlias = tuple[str, ...]

_WHOLE: tuple[Path, ...] = (("alur", "kolom_tambahan"), ("nomor_pertama",))
"""Maps that are said whole or not at all."""

_ROWS: Path = ("identitas", "baris")
_COLUMNS: Path = ("alur", "kolom")


def most(formats: Sequence[Map]) -> Map:
    """Return the entries that more than half of the formats have that say anything of them."""
    found: dict[Path, list[Data]] = {}
    for format in formats:
        for path, value in _leaves(format):
            found.setdefault(path, []).append(value)
    out: Map = {}
    for path, values in found.items():
        told, count = Counter(map(repr, values)).most_common(1)[0]
        if 2 * count > len(values):
            _put(out, path, next(value for value in values if repr(value) == told))
    return out


def nearest_profile(format: Map) -> str:
    """Return the shipped profile that differs least from `format`, the usual one first."""
    names = sorted(profile_names(), key=lambda name: name != DEFAULT_PROFILE)
    return min(names, key=lambda name: len(list(_leaves(beyond(format, shipped_profile(name))))))


def beyond(format: Map, profile: Profile) -> Map:
    """Return the entries of `format` that `profile` does not have anyhow."""
    base = profile.model_dump(mode="json", by_alias=True)
    out: Map = {}
    for path, value in _leaves(format):
        if not _is_so(path, value, _worded(_at(base, path)), format):
            _put(out, path, value)
    return out


def with_format(profile: Profile, format: Map) -> Profile:
    """Return `profile` with `format` over it."""
    return overridden(profile, Profile.model_validate(format))


def _is_so(path: Path, value: Data, base: Data, format: Map) -> bool:
    match path, value, base:
        case ("identitas", "baris"), list(), list():
            return [row for row in base if row in value] == value
        case ("alur", "kolom"), list(), list():
            extra = _at(format, ("alur", "kolom_tambahan"))
            usual = FlowFormat.model_validate({"kolom": base, "kolom_tambahan": extra or {}})
            return [str(column.value) for column in usual.columns] == value
        case _:
            return value == base


def _leaves(format: Map, at: Path = ()) -> Iterator[tuple[Path, Data]]:
    for key, value in format.items():
        path = (*at, key)
        if isinstance(value, dict) and path not in _WHOLE:
            yield from _leaves(value, path)
        else:
            yield path, value


def _put(format: Map, path: Path, value: Data) -> None:
    owner = format
    for key in path[:-1]:
        inner = owner.setdefault(key, {})
        assert isinstance(inner, dict)
        owner = inner
    owner[path[-1]] = value


def _at(data: object, path: Path) -> object:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _worded(value: object) -> Data:
    """Return a value of the model as it is typed."""
    match value:
        case bool():
            return "ya" if value else "tidak"
        case dict():
            return {str(key): _worded(each) for key, each in value.items()}
        case list() | tuple():
            return [_worded(each) for each in value]
        case _:
            return "" if value is None else str(value)
