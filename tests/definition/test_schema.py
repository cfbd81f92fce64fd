import json

import pytest

from sopgen.definition.schema import json_schema
from sopgen.definition.validation import known_keys
from sopgen.model.entry import Entry
from sopgen.model.profile import Profile
from sopgen.model.sop import Letterhead, Sop


def test_known_keys_are_those_of_the_map_at_a_place() -> None:
    assert known_keys(Sop, ("penandatangan", 0)) == ("peran", "pejabat", "tanggal")
    assert known_keys(Sop, ("alur", 2)) == ("judul", "pelaksana", "langkah")
    marks = ("simbol", "teks", "cabang", "lanjut", "lajur")
    assert known_keys(Sop, ("langkah", 0, "pelaksana", "kadis")) == marks
    assert known_keys(Sop, ("langkah", 0, "pelaksana", "kadis", 1)) == marks
    assert known_keys(Sop, ("alur", 0, "langkah", 0, "pelaksana", "kadis", 1)) == marks
    assert known_keys(Sop, ("langkah", 0, "cabang", "Ya", 1)) == ("ke", "label", "garis")
    assert known_keys(Sop, ("format", "kertas", "batas")) == ("atas", "kanan", "bawah", "kiri")
    assert known_keys(Letterhead, ("sampul",)) == (
        "isi",
        "judul",
        "awalan_nama",
        "instansi",
        "nama_huruf_besar",
        "baris",
        "kendali",
        "pengesahan",
        "tahun",
    )


def schema_of(kind: type[Entry]) -> dict[str, object]:
    schema = json.loads(json_schema(kind))
    assert isinstance(schema, dict)
    return schema


SCALARS = ["string", "number", "boolean", "null"]


def test_the_schema_lets_any_scalar_be_text() -> None:
    schema = json.loads(json_schema(Sop))
    assert schema["properties"]["nomor"] == {"type": SCALARS, "description": "Nomor SOP."}
    assert schema["properties"]["kop"]["type"] == SCALARS
    assert schema["properties"]["dasar_hukum"]["oneOf"] == [
        {"type": SCALARS},
        {"items": {"type": SCALARS}, "type": "array"},
    ]


def test_the_schema_names_the_words_and_keys_that_are_allowed() -> None:
    schema = json.loads(json_schema(Sop))
    assert schema["required"] == ["kop", "nama"]
    assert schema["additionalProperties"] is False
    assert schema["anyOf"][:3] == [
        {"required": ["pelaksana", "langkah"]},
        {"required": ["alur"]},
        {"required": ["dasar_hukum"]},
    ]
    assert schema["anyOf"][-1] == {"required": ["kotak_tambahan"]}
    assert schema["$defs"]["Status"]["enum"] == ["draf", "berlaku", "dicabut"]
    assert schema["properties"]["status"]["anyOf"] == [
        {"$ref": "#/$defs/Status"},
        {"type": "null"},
    ]
    step = schema["$defs"]["Step"]["properties"]
    assert step["bersama"]["anyOf"][0] == {"type": "string", "enum": ["ya", "tidak"]}
    heading = schema["$defs"]["Heading"]["properties"]
    assert [*step, *heading] == list(known_keys(Sop, ("langkah", 0)))


@pytest.mark.parametrize("kind", [Sop, Letterhead, Profile])
def test_the_schema_speaks_indonesian_and_stays_the_same(kind: type[Entry]) -> None:
    text = json_schema(kind)
    assert text == json_schema(kind)
    assert '"title"' not in text.partition("\n")[2].replace('"title": "', "", 1)
    for english in ("The ", "Return", "One of", "What ", "How ", "Whether"):
        assert english not in text
    properties = schema_of(kind)["properties"]
    assert isinstance(properties, dict)
    if kind is not Profile:
        assert all(each["description"].endswith((".", "…")) for each in properties.values())
