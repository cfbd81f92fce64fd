import sys
from pathlib import Path

import pytest

from sopgen.problems.problem import Severity
from sopgen.rendering import new_typesetter
from tests.fuzzing import bounded, case, outcome

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timer")


def run(seeds: range, folder: Path) -> None:
    typesetter = new_typesetter()
    refused = 0
    for seed in seeds:
        try:
            with bounded():
                problems = outcome(seed, folder, typesetter)
        except Exception as error:
            raise AssertionError(f"kasus {seed}") from error
        refused += bool(problems)
        for problem in problems:
            assert problem.path, (seed, problem)
            assert problem.severity is Severity.ERROR
            assert "LAY900" not in problem.code, (seed, problem)
    assert 0 < refused < len(seeds)


def test_what_no_one_would_type_is_refused_or_built(tmp_path: Path) -> None:
    run(range(200), tmp_path)


@pytest.mark.long
def test_ten_thousand_that_no_one_would_type_are_refused_or_built(tmp_path: Path) -> None:
    run(range(10_000), tmp_path)


def test_a_case_is_always_the_same() -> None:
    assert [case(seed) for seed in range(30)] == [case(seed) for seed in range(30)]
