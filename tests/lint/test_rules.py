from pathlib import Path

import pytest

from sopgen.lint import Choice
from sopgen.lint.catalogue import NOT_JUDGED, READ_AS, all_rules
from sopgen.lint.explaining import catalogue_page, explained
from sopgen.lint.rule import Ground
from sopgen.problems.problem import Severity
from tests.lint.cases import (
    ACTIVITY_CASES,
    ACTOR_CASES,
    FLOW_CASES,
    PHASE_CASES,
    STANDARD_CASES,
    Case,
)
from tests.lint.identity_cases import IDENTITY_CASES, LIST_CASES, SET_CASES, SHEET_CASES
from tests.lint.paper_cases import PAPER_CASES
from tests.lint.project import found, new_project, reviewed
from tests.lint.table_cases import TABLE_CASES

CASES = (
    *FLOW_CASES,
    *PHASE_CASES,
    *ACTOR_CASES,
    *ACTIVITY_CASES,
    *STANDARD_CASES,
    *IDENTITY_CASES,
    *LIST_CASES,
    *TABLE_CASES,
    *SET_CASES,
    *PAPER_CASES,
    *SHEET_CASES,
)
BY_HAND = {"SET008", "RND004"}
"""Judged by tests of their own: a third definition, a drawing that sopgen does not make."""


def findings(project: Path, case: Case) -> list[str]:
    remarks = reviewed(project, Choice(select=(case.code,)), pages=case.code.startswith("RND"))
    return [line.replace("/", " ").split(" ", 2)[2] for line in found(remarks)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_rule_finds_what_breaks_it_at_its_line(case: Case, tmp_path: Path) -> None:
    assert case.line in findings(new_project(tmp_path, case.wrong), case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_rule_is_silent_on_what_is_right(case: Case, tmp_path: Path) -> None:
    assert findings(new_project(tmp_path, case.right), case) == []


def test_every_rule_has_a_case() -> None:
    assert sorted({rule.id for rule in all_rules()} - BY_HAND) == sorted(c.code for c in CASES)


def test_the_faultless_project_is_faultless_by_every_rule(tmp_path: Path) -> None:
    every = Choice(select=tuple(rule.id for rule in all_rules()))
    assert found(reviewed(new_project(tmp_path), every, pages=True)) == []


def test_no_error_rests_on_practice_or_memory() -> None:
    wrong = [
        rule.id
        for rule in all_rules()
        if rule.severity is Severity.ERROR
        and rule.ground not in (Ground.REGULATION, Ground.CONSISTENCY)
    ]
    assert wrong == []


def test_ids_are_used_once() -> None:
    ids = [rule.id for rule in all_rules()]
    ids += [*READ_AS, *NOT_JUDGED]
    assert len(ids) == len(set(ids))


def test_the_guide_is_the_catalogue() -> None:
    assert Path("docs/aturan.md").read_text(encoding="utf-8") == catalogue_page()


@pytest.mark.parametrize("code", ["ALR005", "PLK001", "MTB010"])
def test_every_candidate_can_be_explained(code: str) -> None:
    text = explained(code)
    assert text is not None
    assert text.startswith(code)


def test_an_unknown_rule_is_not_explained() -> None:
    assert explained("ZZZ999") is None


def test_definitions_of_one_folder_share_letterhead_and_approver(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    text = (project / "definitions/batam/surat.yaml").read_text(encoding="utf-8")
    text = text.replace("pengesah: kepala-dinas", "pengesah: sekretaris")
    (project / "definitions/batam/cuti.yaml").write_text(text, encoding="utf-8")
    assert found(reviewed(project, Choice(select=("SET008",)))) == ["SET008 batam/cuti.yaml:8"]
