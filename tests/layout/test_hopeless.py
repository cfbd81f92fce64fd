"""What no page can hold is told before anything is tried."""

import pytest

from sopgen.definition.reading import read_definition
from sopgen.problems.problem import ProblemsError
from sopgen.rendering import laid_out, new_typesetter
from tests.projects import LETTERHEAD, MINIMAL


@pytest.fixture
def project(tmp_path):
    (tmp_path / "letterheads").mkdir()
    (tmp_path / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    return tmp_path


def told(project, text):
    path = project / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as fault:
        laid_out(read_definition(path), new_typesetter())
    (problem,) = fault.value.problems
    return problem


@pytest.mark.parametrize("text", ["/" * 31_000, "a/" * 15_000, "x" * 31_000, "kata " * 6_000])
def test_a_cell_that_no_page_can_hold_is_told_at_its_step(project, text):
    problem = told(project, MINIMAL.replace("Menyusun draf", text))
    assert (problem.code, problem.line) == ("LAY004", 9)
    assert "lebih tinggi daripada satu halaman (sedikitnya" in problem.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("/" * 80_000, "Teks ini 80000 huruf; paling panjang 32000."),
        ('"' + "a\\n" * 1_200 + '"', "Teks ini 1201 baris; paling panjang 1000."),
    ],
)
def test_a_text_longer_than_a_cell_of_a_workbook_is_refused(project, text, message):
    problem = told(project, MINIMAL.replace("Menyusun draf", text))
    assert (problem.code, problem.message) == ("DEF051", message)


def test_a_cell_of_the_widest_letters_is_told_at_its_step_too(project):
    problem = told(project, MINIMAL.replace("Menyusun draf", "‱" * 10_000))
    assert problem.code == "LAY004"
    assert "lebih tinggi daripada satu halaman (sedikitnya" in problem.message


def test_columns_that_no_one_knows_are_told_once(project):
    problem = told(project, f"{MINIMAL}format: {{alur: {{kolom: [pelaksana, risiko]}}}}\n")
    assert problem.code == "DEF023"
