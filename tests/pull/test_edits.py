"""Edits of every kind come back into the definition, or are told: nothing is lost in silence."""

import pytest

from sopgen.writers import Format
from tests.catalogue import DEFINITIONS
from tests.pull.edits.kinds import KINDS
from tests.pull.edits.outcomes import Outcome, verdict

NAMES = ("lakip", "evaluasi-kinerja", "baris-campuran", "cabang-jauh")
"""One short, one long, one of all that a row can hold, one over several pages."""


@pytest.mark.parametrize("format", [Format.XLSX, Format.DOCX])
@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_comes_back(kind, format):
    found = [
        verdict(kind, name, format, glued, seed=7) for name in NAMES for glued in (True, False)
    ]
    wrong = [each for each in found if each is not None and each.outcome is not Outcome.RIGHT]
    assert wrong == []


@pytest.mark.parametrize("name", ["lakip", "satu-langkah"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_of_a_file_without_a_map_comes_back_or_is_told(kind, name):
    found = verdict(kind, name, Format.XLSX, False, seed=0, old=True)
    assert found is None or found.outcome in (Outcome.RIGHT, Outcome.TOLD), found.why


@pytest.mark.long
@pytest.mark.parametrize("format", [Format.XLSX, Format.DOCX])
@pytest.mark.parametrize("name", DEFINITIONS)
def test_no_edit_of_any_sop_is_lost_in_silence(name, format):
    found = [
        verdict(kind, name, format, glued, seed)
        for kind in KINDS
        for glued in (True, False)
        for seed in range(5)
    ]
    silent = {Outcome.SILENT, Outcome.CRASH}
    assert [each for each in found if each is not None and each.outcome in silent] == []


def test_an_answer_that_leads_to_a_capsule_in_a_row_of_its_own_is_told():
    found = verdict("baris dihapus", "lima-belas-lajur", Format.XLSX, True, seed=2)
    assert found is not None
    assert found.outcome is Outcome.TOLD, found.why
    assert "TRK012 Yang digambar di langkah 5" in found.why


@pytest.mark.parametrize(
    ("name", "seed"),
    [("cabang-jauh", 3), ("cabang-jauh", 5), ("evaluasi-kinerja", 3), ("lppd", 0)],
)
def test_symbols_dragged_along_with_rows_in_word_are_known_without_their_names(name, seed):
    found = verdict("dua baris bertukar", name, Format.DOCX, False, seed)
    assert found is not None
    assert found.outcome is Outcome.RIGHT, found.why


@pytest.mark.parametrize("name", [*NAMES[:3], "tahap-dan-unit"])
@pytest.mark.parametrize("seed", range(3))
def test_symbols_stay_in_their_lanes_when_a_lane_is_put_in_in_word(name, seed):
    for glued in (True, False):
        found = verdict("lajur masuk", name, Format.DOCX, glued, seed)
        assert found is None or found.outcome is Outcome.RIGHT, found.why
