"""The JSON Schema by which an editor completes and checks what users type.

It comes from the model. It is looser than the reader in one point: editors take
`2023` for a number and `2024-01-23` for a date, the reader takes both for text, so
wherever text may stand the schema lets any scalar stand.
"""

from __future__ import annotations

import json
from typing import TypeAlias

from sopgen.model.book import Book
from sopgen.model.entry import Entry
from sopgen.model.flow import Flow
from sopgen.model.monev import ReviewLog
from sopgen.model.profile import BoxField, Profile
from sopgen.model.project import Project
from sopgen.model.sop import Letterhead, Sop

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

_TITLES: dict[type[Entry], str] = {
    Sop: "Definisi SOP",
    Letterhead: "Kop",
    Profile: "Profil",
    Project: "Pengaturan proyek",
    Book: "Buku SOP",
    ReviewLog: "Catatan monev",
}
_SECTIONS = {
    "label": "Kata-kata yang tercetak; kosong tidak mencetak apa-apa.",
    "daftar": "Bentuk daftar tiap kotak: nomor, huruf, strip, bulat atau polos.",
    "identitas": "Lembar identitas: baris, kotak, titik dua, letak unit.",
    "kotak": "Kotak isi: lebar setengah atau penuh, dan urutannya.",
    "pengesahan": "Tempat dan baris-baris pengesahan.",
    "alur": "Tabel bagan alir: kolom, judul, nomor, kapsul mulai dan selesai.",
    "tabel": "Letak tabel di luar bagan alir: sebelum atau sesudah alur.",
    "kertas": "Ukuran kertas, arah dan batas tepi (milimeter).",
    "sampul": "Halaman judul: bagian, baris, kendali dokumen, pengesahan; tidak meniadakannya.",
    "huruf": "Jenis dan ukuran huruf (poin).",
    "buku": "Kata-kata buku SOP: judul bagian, kepala kolom, pernyataan, penetapan.",
}
_SCALARS: list[Json] = ["string", "number", "boolean", "null"]
_NULL: Json = {"type": "null"}
_CLOSED = frozenset({"enum", "const"})
_WORDS = frozenset({"description", "default"})
_BOXES = (*(each.value for each in BoxField), "kotak_tambahan")
_FORMS: list[Json] = [
    {"required": [*keys]} for keys in (("pelaksana", "langkah"), ("alur",), *zip(_BOXES))
]
"""A definition has a flow, or several, or boxes alone."""
_BY_LANES: dict[str, Json] = {
    "if": {"properties": {"pelaksana": {"type": "object"}}, "required": ["pelaksana"]},
    "then": {
        "properties": {
            "langkah": {"items": {"anyOf": [{"required": ["pelaksana"]}, {"required": ["judul"]}]}}
        }
    },
}
"""Where the lanes are known, each step says whose it is."""


def json_schema(kind: type[Entry]) -> str:
    """Return the JSON Schema of a file that holds a `kind`, with descriptions in Indonesian."""
    described: dict[str, Json] = kind.model_json_schema(by_alias=True)
    definitions = described.pop("$defs", {})
    schema: dict[str, Json] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLES.get(kind, kind.__name__),
    }
    schema |= _entry(described)
    if kind is Sop:
        schema |= {"anyOf": _FORMS, **_BY_LANES}
    if isinstance(definitions, dict) and definitions:
        schema["$defs"] = {name: _definition(name, each) for name, each in definitions.items()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _definition(name: str, schema: Json) -> Json:
    assert isinstance(schema, dict)
    if "properties" not in schema:
        return {key: value for key, value in schema.items() if key not in ("title", "description")}
    entry = _entry(schema)
    properties = entry["properties"]
    if name == Profile.__name__ and isinstance(properties, dict):
        for section, words in _SECTIONS.items():
            described = properties[section]
            assert isinstance(described, dict)
            described["description"] = words
    return entry | _BY_LANES if name == Flow.__name__ else entry


def _entry(schema: dict[str, Json]) -> dict[str, Json]:
    """Return the schema of a map with known keys; those not required may stand empty."""
    required = schema.get("required", [])
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    loose: dict[str, Json] = {
        key: _loose(value) if key in required else _or_empty(_loose(value))
        for key, value in properties.items()
    }
    return {
        "type": "object",
        "properties": loose,
        "required": required,
        "additionalProperties": False,
    }


def _loose(schema: Json) -> dict[str, Json]:
    """Return `schema` without English and with any scalar where text may stand."""
    assert isinstance(schema, dict)
    loose: dict[str, Json] = {}
    for key, value in schema.items():
        match key:
            case "title":
                continue
            case "default" if value is None or isinstance(value, dict):
                continue
            case "type" if value == "string" and not schema.keys() & _CLOSED:
                loose["type"] = list[Json](_SCALARS)
            case "items":
                loose["items"] = _loose(value)
            case "additionalProperties" if isinstance(value, dict):
                loose["additionalProperties"] = _or_empty(_loose(value))
            case "anyOf" | "oneOf" if isinstance(value, list):
                loose |= _alternatives(key, [_loose(each) for each in value if each != _NULL])
            case _:
                loose[key] = value
    return loose


def _alternatives(key: str, schemas: list[dict[str, Json]]) -> dict[str, Json]:
    return schemas[0] if len(schemas) == 1 else {key: list[Json](schemas)}


def _or_empty(schema: dict[str, Json]) -> dict[str, Json]:
    """Return `schema` with nothing allowed too, as behind a key with nothing after it."""
    if _takes_nothing(schema):
        return schema
    words = {key: value for key, value in schema.items() if key in _WORDS}
    rest = {key: value for key, value in schema.items() if key not in _WORDS}
    return words | {"anyOf": [rest, _NULL]}


def _takes_nothing(schema: Json) -> bool:
    assert isinstance(schema, dict)
    choices = schema.get("oneOf", schema.get("anyOf", []))
    assert isinstance(choices, list)
    return schema.get("type") == _SCALARS or any(_takes_nothing(choice) for choice in choices)
