"""What a build tells of each definition, for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sopgen.document.signing_places import PlaceOnPaper
from sopgen.problems.problem import Problem, Severity
from sopgen.problems.version import __version__

VERSION = 1
"""The version of the report's shape, which docs/laporan-json.md describes."""


class FileState(StrEnum):
    """What became of one output file, in the word of the report."""

    WRITTEN = "ditulis"
    FRESH = "tetap"
    LEFT = "dibiarkan"
    FAILED = "gagal"


class Status(StrEnum):
    """What became of one definition, in the word of the report."""

    BUILT = "dibuat"
    FRESH = "tetap"
    FAILED = "gagal"


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """An output file; `kept` is where the work of a person went that stood there."""

    path: Path
    state: FileState
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one definition; `crash` is the traceback of a fault of ours."""

    definition: Path
    files: tuple[BuiltFile, ...]
    problems: tuple[Problem, ...]
    milliseconds: float = 0.0
    crash: str = ""
    signing: tuple[PlaceOnPaper, ...] = ()

    @property
    def status(self) -> Status:
        if any(problem.severity is Severity.ERROR for problem in self.problems):
            return Status.FAILED
        if any(file.state is FileState.WRITTEN for file in self.files):
            return Status.BUILT
        return Status.FRESH

    @property
    def written(self) -> tuple[Path, ...]:
        return tuple(file.path for file in self.files if file.state is FileState.WRITTEN)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many definitions came to what."""

    built: int = 0
    fresh: int = 0
    failed: int = 0

    def with_one(self, status: Status) -> Tally:
        """Return the tally with one more definition of `status`."""
        return Tally(
            self.built + (status is Status.BUILT),
            self.fresh + (status is Status.FRESH),
            self.failed + (status is Status.FAILED),
        )

    def __str__(self) -> str:
        counted = [f"{self.built} SOP dibuat"]
        counted += [f"{self.fresh} tetap"] if self.fresh else []
        counted += [f"{self.failed} gagal"] if self.failed else []
        return ", ".join(counted) + "."


def report(entries: Sequence[str], tally: Tally, general: Sequence[Problem]) -> Iterator[str]:
    """Yield the lines of a build's report, a JSON object; `entries` has a line per definition.

    `general` problems belong to no definition. Thousands of entries are not made one text.
    """
    counted = {"dibuat": tally.built, "tetap": tally.fresh, "gagal": tally.failed}
    yield f'{{"versi": {VERSION}, "sopgen": {_json(__version__)},'
    yield f'"ringkasan": {_json(counted)},'
    yield '"definisi": ['
    for number, entry in enumerate(entries, start=1):
        yield entry + ("," if number < len(entries) else "")
    yield "],"
    yield f'"masalah": {_json([problem.as_json() for problem in general])}}}'


def entry(result: Built) -> str:
    """Return what the report says of one definition, on one line."""
    told = {
        "definisi": str(result.definition),
        "status": result.status.value,
        "milidetik": result.milliseconds,
        "berkas": [_file(file) for file in result.files],
        "tempat_tanda_tangan": [place.as_json() for place in result.signing],
        "masalah": [problem.as_json() for problem in result.problems],
    }
    return _json(told)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _file(file: BuiltFile) -> dict[str, object]:
    kept = {"disimpan_di": str(file.kept)} if file.kept else {}
    return {"berkas": str(file.path), "keadaan": file.state.value, **kept}
