"""How problems are told to the page: as in the reports, and with the places they are about."""

from __future__ import annotations

from functools import lru_cache

from sopgen.lint.explaining import explained
from sopgen.problems.problem import Problem


def sentence(problem: Problem) -> str:
    """Return what a problem says, and its advice."""
    return f"{problem.message} {problem.hint}".strip()


def problem_told(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON with the keys to its place, and whether its rule can be explained.

    What is wrong with a file as such says all there is to say.
    """
    told = {"di": list(problem.at), "dijelaskan": _is_explained(problem.code)}
    return {**problem.as_json(), **told}


@lru_cache(256)
def _is_explained(code: str) -> bool:
    return explained(code) is not None
