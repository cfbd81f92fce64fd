"""What goes to a worker and what comes back: small, and the same for every executor."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sopgen.document.signing_places import PlaceOnPaper
from sopgen.problems.problem import Problem, SopgenError
from sopgen.project.fingerprints import Inputs
from sopgen.writers import Format


class SchedulerError(SopgenError):
    """The cluster cannot be reached or works no more: a sentence says why."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to render: a definition or a book by its absolute path, in which formats."""

    definition: Path
    formats: tuple[Format, ...]
    with_source: bool = True
    is_book: bool = False


@dataclass(frozen=True, slots=True)
class Rendering:
    """What became of an order: files in memory, or the problems that forbid them.

    `signing` is where on the PDF one signs; `revoked` whether the SOP is in force no more.
    """

    files: dict[Format, bytes]
    problems: tuple[Problem, ...]
    inputs: Inputs | None
    milliseconds: float
    tools: str
    signing: tuple[PlaceOnPaper, ...] = ()
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Crash:
    """A fault of ours in one SOP or one file: its traceback."""

    text: str


Outcome: TypeAlias = Rendering | Crash


def crash_of(fault: BaseException) -> Crash:
    """Return what a fault of ours left behind."""
    return Crash("".join(traceback.format_exception(fault)))


def crashed(definition: Path, crash: Crash) -> Problem:
    """Return the problem of a definition that met a fault of ours."""
    return Problem(
        "BLD900",
        f"sopgen gagal membuat SOP ini ({crash.text.strip().splitlines()[-1]}).",
        path=str(definition),
        hint="Ini kesalahan sopgen, bukan kesalahan Anda; laporkan bersama definisinya.",
    )
