"""What goes to a worker and what comes back: small, and the same for every executor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sopgen.document.signing_places import PlaceOnPaper
from sopgen.problems.problem import Problem, SopgenError
from sopgen.project.fingerprints import Inputs
from sopgen.writers import Format


class SchedulerError(SopgenError):
    """The cluster's scheduler cannot be reached."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to render: a definition by its absolute path, as its user calls it, and formats."""

    definition: Path
    shown: str
    formats: tuple[Format, ...]
    with_source: bool = True


@dataclass(frozen=True, slots=True)
class Rendering:
    """What became of an order: files in memory, or the problems that forbid them.

    `signing` is where on the PDF one signs.
    """

    files: dict[Format, bytes]
    problems: tuple[Problem, ...]
    inputs: Inputs | None
    milliseconds: float
    tools: str
    signing: tuple[PlaceOnPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Crash:
    """A fault of ours while rendering one SOP: its traceback."""

    text: str


Outcome: TypeAlias = Rendering | Crash
