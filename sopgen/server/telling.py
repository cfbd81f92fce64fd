"""How problems are told to the page: as in the reports, and with the places they are about."""

from __future__ import annotations

from sopgen.problems.problem import Problem


def sentence(problem: Problem) -> str:
    """Return what a problem says, and its advice."""
    return f"{problem.message} {problem.hint}".strip()


def problem_told(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON with the keys that lead to its place."""
    return {**problem.as_json(), "di": list(problem.at)}
