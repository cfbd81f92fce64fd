"""How it stands with the SOPs of a project: what is wrong with each, and when it is reviewed next.

Their files are read in a process of its own, so that no key waits for it, and again only when
one of them changed. Told is what `sopgen lint` and `sopgen register` tell.
"""

from __future__ import annotations

import datetime
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from msgspec import Struct

from sopgen.definition.reading import Definition, read_definition, read_letterhead
from sopgen.importer.bounded import Bounds, Overrun, done_alone
from sopgen.lint import Choice, Remark, Task, review
from sopgen.lint.catalogue import BOOK_RULES
from sopgen.lint.papers import Papers, read_papers
from sopgen.model.due import Due, due, urgency
from sopgen.problems.files import BOOKS, DEFINITIONS, LETTERHEADS, SETTINGS
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.project.finding import papers_around
from sopgen.project.outcome import Crash
from sopgen.project.roots import MONEV, REGISTERS
from sopgen.project.settings import rules_left_out
from sopgen.server.desk import Desk
from sopgen.server.states import FileState, state_of
from sopgen.server.telling import problem_told

_BOUNDS = Bounds(work=120, seconds=120.0)

_TOGETHER = frozenset(rule.id for rule in BOOK_RULES)
"""Rules that compare SOPs; the others are judged at every key."""


class Surveyed(Struct, frozen=True):
    """An SOP in its file: what is wrong with it, and its next review."""

    path: Path
    problems: tuple[Problem, ...]
    due: Due = Due()


class Asked(Struct, frozen=True):
    """Which definitions of which project, on which day."""

    project: Path
    paths: tuple[Path, ...]
    day: datetime.date


_State: TypeAlias = tuple[Asked, tuple[tuple[Path, FileState | None], ...]]
"""What was asked, and each file of the project with its state."""


class Surveyor:
    """Knows how it stands with the SOPs on `desk`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._last: tuple[_State, tuple[Surveyed, ...]] | None = None

    def all_told(self) -> dict[str, object]:
        """Return of each SOP how much is wrong with it, and its next review."""
        numbers = {path: number for number, path in self._desk.paths()}
        today = datetime.date.today()
        sops = [
            {
                "id": numbers[each.path],
                **{str(weight): _count(each, weight) for weight in Severity},
                **_review_told(each.due, today),
            }
            for each in self._surveyed()
            if each.path in numbers
        ]
        return {"sop": sops}

    def one_told(self, number: int) -> dict[str, object]:
        """Return what is wrong with an SOP beside the others, and cannot be seen in it alone."""
        own = dict(self._desk.paths()).get(number)
        found = (each for each in self._surveyed() if each.path == own)
        problems = (problem for each in found for problem in each.problems)
        return {"masalah": [problem_told(each) for each in problems if each.code in _TOGETHER]}

    def _surveyed(self) -> tuple[Surveyed, ...]:
        project = self._desk.project
        paths = tuple(path for _, path in self._desk.paths())
        asked = Asked(project, paths, datetime.date.today())
        with self._lock:
            state = asked, tuple(_files(project))
            if self._last is None or self._last[0] != state:
                self._last = state, _apart(asked)
            return self._last[1]


def _count(surveyed: Surveyed, weight: Severity) -> int:
    return sum(each.severity is weight for each in surveyed.problems)


def _review_told(own: Due, today: datetime.date) -> dict[str, object]:
    if own.next is None:
        return {"tinjauan": "", "mendesak": ""}
    return {"tinjauan": own.next.isoformat(), "mendesak": str(urgency(own.next, today))}


def _files(project: Path) -> Iterator[tuple[Path, FileState | None]]:
    """Yield the files that a survey reads, with their states."""
    folders = [project / name for name in (BOOKS, DEFINITIONS, LETTERHEADS, MONEV, REGISTERS)]
    found = [
        Path(each, name) for root in folders for each, _, names in os.walk(root) for name in names
    ]
    yield from ((path, state_of(path)) for path in (*sorted(found), project / SETTINGS))


def _apart(asked: Asked) -> tuple[Surveyed, ...]:
    """Survey in a process of its own; nothing is told where that takes too long."""
    match done_alone(survey, asked, "sopgen.server.surveying", _BOUNDS):
        case Overrun():
            return ()
        case Crash(text=text):
            raise RuntimeError(text)
        case found:
            return found


def survey(asked: Asked) -> tuple[Surveyed, ...]:
    """Read and judge the SOPs that are `asked` for."""
    agency_at = cache(read_letterhead)
    around = papers_around((), [asked.project / DEFINITIONS])
    papers, _ = read_papers(around.books, around.logs, around.asked)
    definitions: dict[Path, Definition] = {}
    problems: dict[Path, list[Problem]] = defaultdict(list)
    for path in asked.paths:
        try:
            definitions[path] = read_definition(path, agency_at)
        except ProblemsError as error:
            problems[path] += error.problems
    for remark in _remarks(asked, tuple(definitions.values()), papers):
        problems[remark.source.path].append(remark.problem)
    return tuple(
        Surveyed(path, tuple(problems[path]), _due(definitions.get(path), papers))
        for path in asked.paths
    )


def _remarks(asked: Asked, definitions: Sequence[Definition], papers: Papers) -> Sequence[Remark]:
    """Return what the rules find; nothing where a register of the project cannot be read."""
    choice = Choice(ignore=rules_left_out(asked.project))
    try:
        return review(definitions, Task(asked.day, choice), papers=papers)
    except ProblemsError:
        return ()


def _due(definition: Definition | None, papers: Papers) -> Due:
    if definition is None:
        return Due()
    agency = definition.agency
    reviews = papers.log_of(agency).reviewed(definition)
    return due(definition.sop, agency.letterhead.reviews, reviews)
