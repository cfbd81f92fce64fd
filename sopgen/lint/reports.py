"""What the reviewer found, as text, JSON or SARIF 2.1.0."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from typing import assert_never

from sopgen.lint.catalogue import all_rules
from sopgen.lint.rule import AnyRule
from sopgen.problems.problem import Problem, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class ReportFormat(Enum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def report(problems: Sequence[Problem], form: ReportFormat, version: str) -> str:
    """Return `problems` in `form`; `version` is sopgen's own."""
    match form:
        case ReportFormat.TEXT:
            return "".join(f"{problem}\n" for problem in problems)
        case ReportFormat.JSON:
            return _dumped([problem.as_json() for problem in problems])
        case ReportFormat.SARIF:
            return _dumped(_sarif(problems, version))
        case _:
            assert_never(form)


def summary(problems: Sequence[Problem], definitions: int) -> str:
    """Return the last line: how many definitions, and how much was found."""
    counts = Counter(problem.severity for problem in problems)
    found = ", ".join(f"{counts[each]} {each.value}" for each in Severity)
    return f"{definitions} definisi diperiksa: {found}."


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _sarif(problems: Sequence[Problem], version: str) -> dict[str, object]:
    found = {problem.code for problem in problems}
    rules = [_sarif_rule(rule) for rule in all_rules()]
    known = {rule.id for rule in all_rules()}
    rules += [{"id": code} for code in sorted(found - known)]
    driver = {
        "name": "sopgen",
        "version": version,
        "rules": rules,
    }
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_result(each) for each in problems]}],
    }


def _sarif_rule(rule: AnyRule) -> dict[str, object]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.basis},
        "help": {"text": f"Salah: {rule.wrong}\nBenar: {rule.right}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(problem: Problem) -> dict[str, object]:
    text = f"{problem.message} {problem.hint}".strip()
    location: dict[str, object] = {"artifactLocation": {"uri": problem.path.replace("\\", "/")}}
    if problem.line:
        location["region"] = {"startLine": problem.line, "startColumn": problem.column}
    return {
        "ruleId": problem.code,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
    }
