from collections.abc import Iterator
from pathlib import Path

from sopgen.definition.composer import compose
from sopgen.definition.reading import profile_names, resolve_profile, shipped_profile
from sopgen.definition.validation import plain
from sopgen.document.page import Face
from sopgen.model.profile import Orientation, Paper, Profile, UnitPlace
from sopgen.model.sop import Letterhead, Sop


def test_the_shipped_profiles_are_named() -> None:
    assert profile_names() == ("permendagri52", "permenpan35", "spo")


def test_permenpan35_spells_out_every_default() -> None:
    assert shipped_profile("permenpan35") == Profile()
    text = Path("sopgen/profiles/permenpan35.yaml").read_text(encoding="utf-8")
    root = compose(text).root
    assert root is not None
    assert set(key_paths(plain(root))) == set(key_paths(Profile().model_dump(by_alias=True)))


def key_paths(value: object, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the paths of all keys of nested maps."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*at, key)
            yield from key_paths(inner, (*at, key))


def test_permendagri52_differs_where_local_governments_do() -> None:
    profile = shipped_profile("permendagri52")
    assert profile.labels.activity == "Uraian Prosedur"
    assert profile.labels.effective == "Tanggal Pengesahan"
    assert profile.labels.requirements == "Persyaratan/Kelengkapan"
    assert profile.labels.number == "Nomor SOP"
    assert profile.flow.number_row
    assert profile.identity.unit is UnitPlace.UNDER_AGENCY
    assert profile.paper == Profile().paper


def test_the_definition_has_the_last_word_on_the_profile() -> None:
    letterhead = Letterhead.model_validate(
        {
            "instansi": "X",
            "profil": "permendagri52",
            "format": {
                "label": {"kegiatan": "Aktivitas", "no": "NO"},
                "kertas": {"ukuran": "A4", "batas": {"kiri": 30}},
            },
        }
    )
    plain = Sop.model_validate({"kop": "x", "nama": "y"})
    profile = resolve_profile(plain, letterhead)
    assert profile.labels.activity == "Aktivitas"
    assert profile.labels.effective == "Tanggal Pengesahan"
    own = Sop.model_validate(
        {
            "kop": "x",
            "nama": "y",
            "profil": "permenpan35",
            "format": {
                "label": {"no": "Nomor"},
                "kertas": {"alur": "tegak"},
                "huruf": {"jenis": "Arial Narrow"},
            },
        }
    )
    profile = resolve_profile(own, letterhead)
    assert profile.labels.effective == "Tanggal Efektif"
    assert profile.labels.activity == "Aktivitas"
    assert profile.labels.step == "Nomor"
    assert profile.paper.size is Paper.A4
    assert profile.paper.flow is Orientation.PORTRAIT
    assert (profile.paper.margins.left, profile.paper.margins.top) == (30, 15)
    assert profile.font.face is Face.ARIAL_NARROW


def test_no_profile_named_means_permenpan35() -> None:
    letterhead = Letterhead.model_validate({"instansi": "X"})
    assert resolve_profile(Sop.model_validate({"kop": "x", "nama": "y"}), letterhead) == Profile()
