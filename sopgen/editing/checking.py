"""What a revision may not write: what the reviewer would send back, found before.

Only what the revision itself makes wrong counts; what was wrong before is the reviewer's.
The clock is never asked: the same revision is right or wrong on every day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from sopgen.definition.reading import Agency, read_definition, read_letterhead
from sopgen.editing.asking import Revision, Setting, Successor
from sopgen.lint import Choice, Task, review
from sopgen.lint.registers import project_registers
from sopgen.lint.rules.officials import nip_findings, rank_findings
from sopgen.problems.problem import Problem, ProblemsError

_DATE_RULES = ("IDN005", "IDN006", "IDN008")
_DATES = {"tanggal_revisi": "revised", "tanggal_efektif": "effective"}


def date_problems(path: Path, revision: Revision) -> Iterator[Problem]:
    """Yield the errors that the dates of `revision` make in the definition at `path`.

    One that cannot be read is not judged: it is changed as text, and its own faults stay.
    """
    dates = [setting for setting in revision.settings if setting.key in _DATES]
    if not dates:
        return
    try:
        definition = read_definition(path)
        after = replace(definition, sop=definition.sop.model_copy(update=_values(dates)))
        task = Task(datetime.date.max, Choice(_DATE_RULES))
        before = {remark.problem.message for remark in review([definition], task)}
        for remark in review([after], task):
            if remark.problem.stops and remark.problem.message not in before:
                yield remark.problem
    except ProblemsError:
        return


def _values(dates: list[Setting]) -> dict[str, str]:
    return {_DATES[setting.key]: setting.value for setting in dates}


def successor_problems(path: Path, successor: Successor) -> Iterator[Problem]:
    """Yield what is wrong with the number and the rank of `successor` in the letterhead there."""
    try:
        agency = read_letterhead(path)
        ranks = project_registers(path.parent.parent).ranks
    except ProblemsError as error:
        yield from error.problems
        return
    yield from _official_problems(agency, successor, ranks)


def _official_problems(
    agency: Agency, successor: Successor, ranks: Mapping[str, str]
) -> Iterator[Problem]:
    old = agency.letterhead.officials.get(successor.official)
    if old is None:
        return
    new = old.model_copy(
        update={
            "name": successor.name,
            "nip": successor.nip,
            "rank": old.rank if successor.rank is None else successor.rank,
            "grade": old.grade if successor.grade is None else successor.grade,
        }
    )
    numbers = nip_findings(successor.official, new, datetime.date.max)
    for finding in chain(numbers, rank_findings(successor.official, new, ranks)):
        yield agency.source.places.located(
            Problem("REV006", finding.message, at=finding.at, hint=finding.hint)
        )
