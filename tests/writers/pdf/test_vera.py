"""Every PDF is PDF/A-3u, PDF/A-3a and PDF/UA-1, by the reference validator; and it can fail."""

import io
import os
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sopgen.definition.reading import profile_names, shipped_profile
from sopgen.layout import lay_out
from sopgen.model.entry import overridden
from sopgen.model.profile import Paper, Profile, SigningMode
from sopgen.model.sop import Letterhead, Sop
from sopgen.writers.pdf import write
from tests.sheets import KOP, LETTERHEAD, SHIPPED, SOP, SOURCE, sheet, shipped, typesetter
from tests.writers.pdf import vera
from tests.writers.printed_samples import sheet as small_sheet
from tests.writers.printed_samples import small_book

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        not vera.available() and not os.environ.get("SOPGEN_REQUIRE_OFFICE"),
        reason="Java or veraPDF is not installed",
    ),
]


def broken(pdf: bytes) -> dict[str, dict[str, str]]:
    found = {flavour: dict(vera.broken_rules(pdf, flavour)) for flavour in vera.FLAVOURS}
    return {flavour: rules for flavour, rules in found.items() if rules}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_definition_is_fit_for_the_archive(path: Path) -> None:
    assert broken(write(shipped(path))) == {}


def test_a_document_made_by_hand_is_fit_for_the_archive() -> None:
    assert broken(write(small_sheet())) == {}
    assert broken(write(small_book())) == {}


MODES = {
    "tanda_tangan": [mode.value for mode in SigningMode],
    "letak": ["kepala", "keduanya"],
}


@pytest.mark.parametrize("profile", profile_names())
def test_every_paper_and_way_of_signing_is_fit_for_the_archive(profile: str) -> None:
    for paper, mode, flow in product(Paper, SigningMode, ("tegak", "mendatar")):
        format = {
            "kertas": {"ukuran": paper.value, "alur": flow, "identitas": flow},
            "pengesahan": {"tanda_tangan": mode.value, "letak": "keduanya", "jangkar": "^"},
            "kaki": {"sidik": "ya"},
            "verifikasi": {"alamat": "https://contoh.go.id/sop/{sidik}"},
        }
        chosen = overridden(shipped_profile(profile), Profile.model_validate(format))
        document, problems = lay_out(
            Sop.model_validate(SOP),
            Letterhead.model_validate(LETTERHEAD),
            chosen,
            None,
            typesetter(),
            (SOURCE, KOP),
        )
        assert problems == ()
        assert broken(write(document)) == {}, (paper, mode, flow)


# Definitions that nobody would write

WORDS = st.text("abcdefghij ABCé–“”•½<>&(){}[]=+%$\\'\"/;:,.", min_size=1, max_size=60)
ITEMS = st.one_of(
    WORDS,
    st.lists(WORDS, max_size=4),
    st.lists(WORDS.map(lambda text: f"{text}\n- a\n- b\nlagi"), max_size=2),
)
LANES = ("satu", "dua", "tiga", "empat")


@st.composite
def steps(draw: st.DrawFn) -> list[dict[str, object]]:
    count = draw(st.integers(1, 14))
    made: list[dict[str, object]] = []
    for number in range(count):
        step: dict[str, object] = {
            "id": f"s{number}",
            "kegiatan": draw(WORDS),
            "pelaksana": draw(st.sampled_from(LANES)),
            "kelengkapan": draw(ITEMS),
            "output": draw(ITEMS),
            "waktu": draw(st.sampled_from(["", "1 jam", "3 hari"])),
        }
        if 1 < number < count - 1 and draw(st.booleans()):
            back = draw(st.integers(0, number - 1))
            step["cabang"] = {"Ya": "berikutnya", "Tidak": f"s{back}"}
        elif draw(st.integers(0, 4)) == 0:
            step["pelaksana"] = ["satu", "tiga"]
        made.append(step)
    return made


@st.composite
def definitions(draw: st.DrawFn) -> Sop:
    return Sop.model_validate(
        SOP
        | {
            "nama": draw(WORDS.filter(str.strip)),
            "nomor": draw(st.none() | WORDS),
            "tanggal_pembuatan": draw(st.sampled_from(["2024-01-23", "2024-13-45", "-", "2024"])),
            "pengesah": draw(st.sampled_from([None, "kadis"])),
            "dasar_hukum": draw(ITEMS),
            "peringatan": draw(st.none() | ITEMS),
            "kotak_tambahan": draw(st.dictionaries(WORDS, ITEMS, max_size=2)),
            "identitas_tambahan": draw(st.dictionaries(WORDS, WORDS, max_size=1)),
            "penandatangan": [
                {"peran": "Disusun", "pejabat": "kadis"},
                {"peran": draw(WORDS), "pejabat": "sekda", "tanggal": "2024-02-03"},
            ][: draw(st.integers(0, 2))],
            "pelaksana": {lane: draw(WORDS.filter(str.strip)) for lane in LANES},
            "langkah": draw(steps()),
        }
    )


FORMATS = [
    {"pengesahan": {"tanda_tangan": mode, "letak": place}, "kertas": {"ukuran": paper}}
    for mode, place, paper in (
        ("basah", "akhir", "F4"),
        ("tte", "keduanya", "A4"),
        ("srikandi", "kepala", "Legal"),
    )
]


def test_at_least_two_hundred_made_up_definitions_are_fit_for_the_archive() -> None:
    passed = 0

    @settings(
        max_examples=240,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(definitions(), st.sampled_from(FORMATS))
    def check(sop: Sop, format: dict[str, object]) -> None:
        nonlocal passed
        letterhead = Letterhead.model_validate(LETTERHEAD)
        profile = Profile.model_validate(format)
        document, problems = lay_out(sop, letterhead, profile, None, typesetter(), (SOURCE, KOP))
        assume(not problems)
        assert broken(write(document)) == {}
        passed += 1

    check()
    assert passed >= 200


# The check can fail


def changed(pdf: bytes, change) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def without_font(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            del each["/FontFile2"]


def without_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def without_words_for_the_figure(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
            del each["/Alt"]


def with_a_wrong_tag(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TR":
            each.S = pikepdf.Name.LI


def without_relation(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/AF"]


def without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def without_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def with_a_bare_field(pdf: pikepdf.Pdf) -> None:
    for field in pdf.Root.AcroForm.Fields:
        del field["/AP"]


@pytest.mark.parametrize(
    ("change", "failing"),
    [
        (without_font, {"3u", "3a", "ua1"}),
        (without_metadata, {"3u", "3a", "ua1"}),
        (without_words_for_the_figure, {"ua1"}),
        (with_a_wrong_tag, {"ua1"}),
        (without_relation, {"3u", "3a"}),
        (without_tags, {"3a", "ua1"}),
        (without_colours, {"3u", "3a"}),
        (with_a_bare_field, {"3u", "3a"}),
    ],
)
def test_a_spoilt_file_fails(change, failing: set[str]) -> None:
    pdf = write(sheet(format={"pengesahan": {"tanda_tangan": "tte"}}))
    assert broken(changed(pdf, lambda opened: None)) == {}
    assert set(broken(changed(pdf, change))) == failing
