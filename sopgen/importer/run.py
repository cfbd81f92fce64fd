"""What a run is asked for, and how it is told how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec import Struct

from sopgen.importer.bounded import Bounds, Overrun
from sopgen.importer.refusing import ORIGINAL
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem
from sopgen.project.outcome import Crash
from sopgen.recognition.vocabulary import Vocabulary

WARM = "sopgen.importer.working"
"""What the processes of a run import first."""

_PARTED = "Bagi berkasnya, satu SOP satu berkas."
_OUR_FAULT = "Ini kesalahan sopgen, bukan kesalahan Anda; laporkan bersama berkasnya."


class Wish(Struct, frozen=True):
    """Which files go into which project, and where that keeps its outputs.

    `letterhead` is the one of the project that all get, "" where each gets that of its agency.
    `jobs` processes work at once, within `bounds`.
    """

    files: tuple[Path, ...]
    project: Path
    output: Path
    vocabulary: Vocabulary
    jobs: int
    letterhead: str = ""
    bounds: Bounds = Bounds()


REPORT = "impor.html"
"""The report of a run, in the folder of outputs."""


class Progress(Protocol):
    """Who is told how far the work is."""

    def begin(self, total: int, things: str) -> None:
        """Be told that so many `things` are to be done."""

    def advance(self) -> None:
        """Be told that one more is."""


def stopped(why: Overrun | Crash) -> Problem:
    """Return the problem of a file that gave nothing: of its own, or by a fault of ours."""
    match why:
        case Overrun.TIME:
            return Problem(Code.IMPORT_TOO_LARGE, "Berkas ini terlalu lama dibaca.", hint=_PARTED)
        case Overrun.MEMORY:
            message = "Berkas ini memerlukan terlalu banyak memori."
            return Problem(Code.IMPORT_TOO_LARGE, message, hint=_PARTED)
        case Overrun.DIED:
            message = "Berkas ini menghentikan pembacanya; barangkali rusak."
            return Problem(Code.IMPORT_FOREIGN, message, hint=ORIGINAL)
        case Crash():
            last = why.text.strip().splitlines()[-1]
            message = f"sopgen gagal mengimpor berkas ini ({last})."
            return Problem("IMP900", message, hint=_OUR_FAULT)
