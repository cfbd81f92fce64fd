"""What can be wrong with what a user typed, and how it is said.

A user's fault is a `Problem`: collected, placed, printed in Indonesian, never a
traceback. A fault of our own stays a traceback.

    SopgenError
    └── ProblemsError       carries the problems that stop one SOP
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from sopgen.problems.characters import shown

Loc: TypeAlias = tuple[str | int, ...]
"""Where a value stands in a definition: keys as typed and list positions from 0."""


class Severity(StrEnum):
    """How much a problem weighs, in the word that is printed."""

    ERROR = "galat"
    WARNING = "peringatan"
    NOTE = "catatan"


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about one place of a file.

    `at` says which value is meant; the reader of the file turns it into `line`
    and `column`, both counted from 1 (0: no place in the file is meant).
    """

    code: str
    message: str
    at: Loc = ()
    path: str = ""
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}: " if self.line else f"{self.path}: "
        advice = f" {self.hint}" if self.hint else ""
        told = f"{self.severity}: {self.message}{advice} [{self.code}]"
        return shown(f"{place if self.path else ''}{told}")

    @property
    def stops(self) -> bool:
        """Tell whether it is more than a remark: what it is about was not done."""
        return self.severity is Severity.ERROR

    def as_json(self) -> dict[str, object]:
        """Return what reports for programs say, in the words of the command line."""
        return {
            "kode": str(self.code),
            "bobot": self.severity.value,
            "berkas": self.path,
            "baris": self.line or None,
            "kolom": self.column or None,
            "pesan": self.message,
            "saran": self.hint,
        }


class SopgenError(Exception):
    """Anything that sopgen itself raises."""


class ProblemsError(SopgenError):
    """What stops one SOP; the others go on."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
