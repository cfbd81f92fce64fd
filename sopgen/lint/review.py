"""Judge definitions by the rules: each alone, then all together, then their pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from sopgen.definition.doubts import open_doubts
from sopgen.definition.entries import Source
from sopgen.definition.reading import Definition
from sopgen.document.page import Document
from sopgen.lint.book import Book
from sopgen.lint.catalogue import BOOK_RULES, PAGE_RULES, PAPER_RULES, SOP_RULES, all_rules
from sopgen.lint.papers import Papers
from sopgen.lint.registers import project_registers
from sopgen.lint.rule import AnyRule, Finding, Fix
from sopgen.lint.sheet import SheetSubject
from sopgen.lint.subject import Subject
from sopgen.lint.suppressions import Suppression, suppressions
from sopgen.model.status import Status
from sopgen.problems.problem import Loc, Problem, Severity

Sheets: TypeAlias = Callable[[Definition], tuple[Document | None, tuple[Problem, ...]]]
"""Lays a definition out: its pages, or why there are none."""

_WEIGHT = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.NOTE: 0}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules judge: prefixes of their ids; nothing selected means all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, rule: AnyRule) -> bool:
        """Tell whether `rule` judges."""
        return self.takes_code(rule.id) and (not rule.asked or rule.id in self.select)

    def takes_code(self, code: str) -> bool:
        """Tell whether `code` is told; the more exact of two prefixes decides."""
        chosen = max((len(each) for each in self.select if code.startswith(each)), default=-1)
        left = max((len(each) for each in self.ignore if code.startswith(each)), default=-1)
        if left >= 0 and left >= chosen:
            return False
        return chosen >= 0 or not self.select


_LONG_AGO = datetime.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Task:
    """What to judge by; without `sheets` the pages are not judged."""

    today: datetime.date
    choice: Choice = Choice()
    sheets: Sheets | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem, and what its text may safely become where that is known."""

    problem: Problem
    source: Source
    at: Loc
    fix: Fix | None = None


def review(
    definitions: Sequence[Definition],
    task: Task,
    beside: Sequence[Definition] = (),
    papers: Papers | None = None,
) -> list[Remark]:
    """Return what the rules find, file by file from top to bottom.

    What lies `beside` in the project is compared with and not judged; of its `papers` those
    that are asked for are judged. Raises ProblemsError where a register of a project cannot be
    read.
    """
    registers = cache(project_registers)
    papers = papers or Papers()

    def subject(each: Definition) -> Subject:
        log = papers.log_of(each.agency)
        return Subject(each, registers(_project(each)), task.today, log)

    subjects, others = (tuple(map(subject, some)) for some in (definitions, beside))
    found: dict[Problem, Remark] = {}
    for remark in _judged(subjects, Book((*others, *subjects), papers), task):
        found.setdefault(remark.problem, remark)
    sources = [source for each in definitions for source in (each.source, each.agency.source)]
    sources += papers.sources
    return sorted(_kept(found.values(), sources, task), key=_place)


def errors_of(definition: Definition) -> tuple[Problem, ...]:
    """Return the errors that keep `definition` from being called final.

    What only a set of definitions can show is left out, and so is whatever depends on
    the day: the same definition gives the same answer. Raises ProblemsError where a
    register of the project cannot be read.
    """
    errors = tuple(rule.id for rule in SOP_RULES if rule.severity is Severity.ERROR)
    remarks = review([definition], Task(datetime.date.max, Choice(errors)))
    problems = (remark.problem for remark in remarks)
    return tuple(each for each in problems if each.severity is Severity.ERROR)


def lasting_remarks(definition: Definition) -> tuple[Problem, ...]:
    """Return the errors and warnings on `definition` that hold whatever day it is."""
    rules = Choice(tuple(rule.id for rule in SOP_RULES))
    early, late = (
        [remark.problem for remark in review([definition], Task(day, rules))]
        for day in (_LONG_AGO, datetime.date.max)
    )
    return tuple(each for each in early if each in late and each.severity is not Severity.NOTE)


def _project(definition: Definition) -> Path:
    return definition.agency.source.path.parent.parent


def _judged(subjects: tuple[Subject, ...], book: Book, task: Task) -> Iterator[Remark]:
    takes = task.choice.takes
    sop_rules = [rule for rule in SOP_RULES if takes(rule)]
    for subject in subjects:
        for rule in sop_rules:
            yield from (_remark(rule, subject, finding) for finding in rule.check(subject))
    asked = {id(each) for each in subjects}
    for book_rule in BOOK_RULES:
        if takes(book_rule):
            found = (pair for pair in book_rule.check(book) if id(pair[0]) in asked)
            yield from (_remark(book_rule, each, finding) for each, finding in found)
    yield from _judged_papers(book, task)
    if task.sheets is None:
        return
    page_rules = [rule for rule in PAGE_RULES if takes(rule)]
    for subject in subjects:
        sheet = SheetSubject(subject, *task.sheets(subject.definition))
        for page_rule in page_rules:
            yield from (_remark(page_rule, subject, finding) for finding in page_rule.check(sheet))


def _judged_papers(book: Book, task: Task) -> Iterator[Remark]:
    for rule in PAPER_RULES:
        if task.choice.takes(rule):
            for source, finding in rule.check(book):
                if str(source.path) in book.papers.asked:
                    problem = Problem(
                        rule.id,
                        finding.message,
                        finding.at,
                        severity=finding.severity or rule.severity,
                        hint=finding.hint,
                    )
                    yield Remark(source.places.located(problem), source, finding.at)


def _remark(rule: AnyRule, subject: Subject, finding: Finding) -> Remark:
    definition = subject.definition
    source = definition.agency.source if finding.in_letterhead else definition.source
    problem = Problem(
        rule.id,
        finding.message,
        finding.at,
        severity=_severity(rule, subject, finding),
        hint=finding.hint,
    )
    return Remark(source.places.located(problem), source, finding.at, finding.fix)


def _severity(rule: AnyRule, subject: Subject, finding: Finding) -> Severity:
    severity = rule.severity
    if rule.eased and subject.sop.status is Status.DRAFT:
        severity = min(severity, Severity.WARNING, key=_WEIGHT.__getitem__)
    if finding.severity is not None:
        severity = min(severity, finding.severity, key=_WEIGHT.__getitem__)
    return severity


def _kept(remarks: Iterable[Remark], sources: Iterable[Source], task: Task) -> Iterator[Remark]:
    """Yield the remarks that no comment sets aside, and what is wrong with those comments."""
    known = frozenset(rule.id for rule in all_rules())
    judged = frozenset(rule.id for rule in all_rules() if task.choice.takes(rule))
    if task.sheets is None:
        judged -= {rule.id for rule in PAGE_RULES}
    by_path = {source.places.path: source for source in sources}
    comments = {path: suppressions(source, known) for path, source in by_path.items()}
    used: set[tuple[str, Suppression]] = set()
    for remark in remarks:
        path = remark.source.places.path
        cover = comments[path].cover(remark.problem)
        if cover is None:
            yield remark
        else:
            used.add((path, cover))
    for path, each in comments.items():
        here = {cover for place, cover in used if place == path}
        for problem in (*each.problems, *each.unused(here, judged)):
            yield Remark(problem, by_path[path], ())
    for source in by_path.values():
        for problem in open_doubts(source.text, source.places.root):
            if task.choice.takes_code(problem.code):
                yield Remark(source.places.located(problem), source, ())


def _place(remark: Remark) -> tuple[str, int, int, str]:
    problem = remark.problem
    return problem.path, problem.line, problem.column, problem.code
