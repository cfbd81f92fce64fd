import pytest
from pydantic import ValidationError

from sopgen.model.cover import Cover
from sopgen.model.flow import Flow, LabelledTarget, Mark, Role, Step
from sopgen.model.kinds import Kind, kind_of
from sopgen.model.sop import Letterhead, Official, Sop

STEPS = [{"kegiatan": "Membentuk tim", "pelaksana": "kadis"}]
LANES = {"kadis": "Kepala Dinas"}


def test_pelaksana_and_langkah_alone_are_one_flow() -> None:
    sop = Sop.model_validate({"kop": "x", "nama": "y", "pelaksana": LANES, "langkah": STEPS})
    step = Step(activity="Membentuk tim", actors="kadis")
    assert sop.flows == (Flow(lanes=LANES, rows=(step,)),)
    assert sop.flow_at(0) == ()


def test_flows_of_alur_stand_at_their_positions() -> None:
    flow = {"judul": "Satu", "pelaksana": LANES, "langkah": STEPS}
    sop = Sop.model_validate({"kop": "x", "nama": "y", "alur": [flow, flow]})
    assert [flow.title for flow in sop.flows] == ["Satu", "Satu"]
    assert sop.flow_at(1) == ("alur", 1)


def test_a_flow_has_lanes_and_steps() -> None:
    with pytest.raises(ValidationError):
        Flow(lanes={}, steps=())


def test_an_sop_cannot_be_changed() -> None:
    sop = Sop.model_validate({"kop": "x", "nama": "y"})
    with pytest.raises(ValidationError):
        sop.name = "z"


def test_what_was_not_typed_differs_from_what_was_left_empty() -> None:
    sop = Sop.model_validate({"kop": "x", "nama": "y", "nomor": "", "dasar_hukum": ""})
    assert (sop.number, sop.legal_basis, sop.unit, sop.related) == ("", "", None, None)


def test_text_stays_text_and_a_list_becomes_a_tuple() -> None:
    step = Step.model_validate(
        {"kegiatan": "x", "pelaksana": ["a", "b"], "kelengkapan": ["010"], "waktu": "10:30"}
    )
    assert step.actors == ("a", "b")
    assert step.requirements == ("010",)
    assert step.duration == "10:30"


@pytest.mark.parametrize("value", [1, 1.5, True, None, {"a": "b"}])
def test_nothing_but_text_or_a_list_is_a_cell(value: object) -> None:
    with pytest.raises(ValidationError):
        Step.model_validate({"kegiatan": "x", "pelaksana": "a", "waktu": value})


def test_symbols_of_a_map_keep_their_order_and_take_nothing() -> None:
    step = Step.model_validate(
        {
            "kegiatan": "x",
            "pelaksana": {"b": "", "a": {}, "c": [{"simbol": "selesai"}, ""]},
        }
    )
    assert step.actors == {"b": Mark(), "a": Mark(), "c": (Mark(symbol=Role.END), Mark())}
    assert list(step.actors) == ["b", "a", "c"]


def test_targets_are_one_or_several_with_or_without_words() -> None:
    mark = Mark.model_validate(
        {
            "lanjut": {"ke": "susun", "label": "Salinan"},
            "cabang": {"Ya": "berikutnya", "Tidak": ["susun", {"ke": "arsip"}], "": "selesai"},
        }
    )
    assert mark.next == LabelledTarget(to="susun", label="Salinan")
    assert mark.branches == {
        "Ya": "berikutnya",
        "Tidak": ("susun", LabelledTarget(to="arsip")),
        "": "selesai",
    }
    assert list(mark.branches) == ["Ya", "Tidak", ""]


@pytest.mark.parametrize(("word", "joined"), [("ya", True), ("tidak", False)])
def test_ya_and_tidak_are_true_and_false(word: str, joined: bool) -> None:
    step = Step.model_validate({"kegiatan": "x", "pelaksana": "a", "bersama": word})
    assert step.joined is joined


def test_a_cover_or_an_official_without_anything_is_the_usual_one() -> None:
    letterhead = Letterhead.model_validate(
        {"instansi": "X", "sampul": "", "pejabat": {"kadis": ""}}
    )
    assert letterhead.cover == Cover()
    assert letterhead.officials == {"kadis": Official()}
    assert Letterhead.model_validate({"instansi": "X"}).cover is None


def test_every_value_is_of_one_kind() -> None:
    assert kind_of("") is Kind.TEXT
    assert kind_of([]) is kind_of(()) is Kind.LIST
    assert kind_of({}) is kind_of(Mark()) is Kind.MAP


def test_no_kind_can_be_mistaken_for_a_key() -> None:
    assert all(kind.value.startswith("\0") for kind in Kind)
