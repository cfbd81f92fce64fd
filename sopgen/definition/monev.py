"""The log of reviews of a letterhead's SOPs: `monev/<kop>.yaml`, and which SOP each is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sopgen.definition.entries import Source, in_order, read_entry
from sopgen.definition.reading import Agency, Definition
from sopgen.model.dates import day_in, read_date
from sopgen.model.due import Reviewed
from sopgen.model.monev import RESULTS, Review, ReviewLog
from sopgen.problems.codes import Code
from sopgen.problems.files import DEFINITIONS
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.problems.spelling import quoted

MONEV = "monev"


@dataclass(frozen=True)
class Log:
    """A log as it was read; without a `source` there is none yet."""

    log: ReviewLog = field(default_factory=ReviewLog)
    source: Source | None = None

    def of(self, definition: Definition) -> tuple[Review, ...]:
        """Return the reviews of an SOP, in the order of the log."""
        names = names_of(definition)
        return tuple(each for name in names for each in self._by_name.get(name, ()))

    def reviewed(self, definition: Definition) -> Iterator[Reviewed]:
        """Yield the kinds and days of its reviews."""
        for each in self.of(definition):
            day = day_in(each.date)
            if day is not None:
                yield Reviewed(each.kind, day)

    @cached_property
    def _by_name(self) -> dict[str, list[Review]]:
        out: dict[str, list[Review]] = {}
        for each in self.log.reviews:
            out.setdefault(each.sop, []).append(each)
        return out


def log_path(letterhead: Path) -> Path:
    """Return where the log of the SOPs of a letterhead lies, or would lie."""
    return letterhead.parent.parent / MONEV / f"{letterhead.stem}.yaml"


def log_of(agency: Agency) -> Log:
    """Return the log of an agency, an empty one where there is none; raises ProblemsError."""
    path = log_path(agency.source.path)
    return read_log(path) if path.is_file() else Log()


def read_log(path: Path) -> Log:
    """Return the log in `path`; raises ProblemsError with all that is wrong with it."""
    reading = read_entry(ReviewLog, path)
    log = reading.model
    if log is None:
        raise ProblemsError(reading.problems)
    problems = [*reading.problems, *reading.further(_log_problems(log))]
    if problems:
        raise ProblemsError(in_order(problems, path))
    return Log(log, reading.source)


def names_of(definition: Definition) -> tuple[str, ...]:
    """Return how a log calls an SOP: as a book does, below its agency's folder or all of them."""
    letterhead = definition.agency.source.path
    root = letterhead.parent.parent.absolute() / DEFINITIONS
    path = definition.source.path.absolute().with_suffix("")
    places = (root / letterhead.stem, root)
    names = [path.relative_to(each).as_posix() for each in places if path.is_relative_to(each)]
    return tuple(names) or (path.name,)


def _log_problems(log: ReviewLog) -> Iterator[Problem]:
    for number, each in enumerate(log.reviews):
        at = ("monev", number)
        typed = read_date(each.date)
        if typed is None or typed.day is None or typed.date is None:
            yield Problem(
                Code.REVIEW_DATE,
                f"{quoted(each.date)} bukan tanggal tinjauan.",
                at=(*at, "tanggal"),
                hint="Tulis tanggal lengkap, misalnya 2024-07-23.",
            )
        allowed = RESULTS[each.kind]
        if each.result not in allowed:
            yield Problem(
                Code.REVIEW_RESULT,
                f"Hasil {each.kind} tidak dapat {quoted(each.result)}.",
                at=(*at, "hasil"),
                hint=f"Tulis {' atau '.join(allowed)}.",
            )
