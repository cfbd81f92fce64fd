"""What a rule is: its entry in the catalogue, and the function that judges.

A function yields findings; the rule they come from gives the code and the weight. So
what a rule is called, how heavy it weighs and what it rests on stands in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from sopgen.definition.entries import Source
from sopgen.lint.book import Book
from sopgen.lint.sheet import SheetSubject
from sopgen.lint.subject import Subject
from sopgen.problems.problem import Loc, Severity


@dataclass(frozen=True, slots=True)
class Fix:
    """What the text at the finding's place may safely become: `old` cut or replaced."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, at a place of the definition or of its letterhead.

    `severity` can only make it lighter than its rule.
    """

    at: Loc
    message: str
    hint: str = ""
    in_letterhead: bool = False
    severity: Severity | None = None
    fix: Fix | None = None


class Ground(StrEnum):
    """What kind of source a rule rests on; only the first two can make an error."""

    REGULATION = "peraturan"
    CONSISTENCY = "konsistensi data"
    PRACTICE = "praktik"
    MEMORY = "ingatan penyusun, naskahnya tidak diperiksa"


SopCheck: TypeAlias = Callable[[Subject], Iterator[Finding]]
BookCheck: TypeAlias = Callable[[Book], Iterator[tuple[Subject, Finding]]]
PaperCheck: TypeAlias = Callable[[Book], Iterator[tuple[Source, Finding]]]
SheetCheck: TypeAlias = Callable[[SheetSubject], Iterator[Finding]]
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Rule(Generic[C]):
    """An entry of the catalogue.

    `eased` rules ask for completeness: in a draft their errors are warnings. `asked`
    rules judge only when they are selected by name.
    """

    id: str
    severity: Severity
    title: str
    ground: Ground
    basis: str
    wrong: str
    right: str
    check: C
    eased: bool = False
    asked: bool = False


AnyRule: TypeAlias = Rule[SopCheck] | Rule[BookCheck] | Rule[PaperCheck] | Rule[SheetCheck]
