"""Which looks of its sheets a letterhead's screen offers, and what the profile gives for each.

The commonest entries of `format:` with all that may stand there, as the model says it; whatever
else an agency prints its own way is typed in the file.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from sopgen.definition.reading import DEFAULT_PROFILE, profile_names, shipped_profile
from sopgen.definition.validation import Data, found
from sopgen.model.entry import Entry
from sopgen.model.profile import Profile
from sopgen.problems.problem import Loc

_PROFILE: Loc = ("profil",)
_COMMONEST = (
    ("kertas", "ukuran"),
    ("kertas", "identitas"),
    ("kertas", "alur"),
    ("kertas", "satu_halaman"),
    ("identitas", "letak_unit"),
    ("identitas", "titik_dua"),
    ("identitas", "nama_huruf_besar"),
    ("pengesahan", "letak"),
    ("pengesahan", "tanda_tangan"),
    ("alur", "mulai_selesai"),
    ("alur", "kelompok_mutu_baku"),
    ("alur", "baris_nomor_kolom"),
    ("alur", "arsir_judul"),
    ("garis", "bingkai"),
    ("huruf", "jenis"),
)


class Look(Struct, frozen=True):
    """What may stand at a place of a letterhead, and what holds where nothing does."""

    at: Loc
    values: tuple[str, ...]
    given: str


def looks_of(letterhead: Data) -> tuple[Look, ...]:
    """Return what may be chosen in a letterhead, given as plain data, its profile first."""
    names = profile_names()
    typed = found(letterhead, _PROFILE)
    profile = typed if isinstance(typed, str) and typed in names else DEFAULT_PROFILE
    return (Look(_PROFILE, names, DEFAULT_PROFILE), *_formats(profile))


@cache
def _formats(profile: str) -> tuple[Look, ...]:
    return tuple(_format(shipped_profile(profile), *keys) for keys in _COMMONEST)


def _format(profile: Profile, section: str, key: str) -> Look:
    part = getattr(profile, _field(profile, section)[0])
    name, field = _field(part, key)
    return Look(("format", section, key), _values(field), _typed(getattr(part, name)))


def _field(entry: Entry, key: str) -> tuple[str, FieldInfo]:
    """Return the name and the field of `entry` that is typed as `key`."""
    fields = type(entry).model_fields.items()
    return next((name, field) for name, field in fields if field.alias == key)


def _values(field: FieldInfo) -> tuple[str, ...]:
    """Return all that may be typed in `field`, one of a closed set."""
    return tuple(TypeAdapter(field.rebuild_annotation()).json_schema()["enum"])


def _typed(value: object) -> str:
    match value:
        case bool():
            return "ya" if value else "tidak"
        case _:
            return str(value)
