"""What became of imported files, as a table for who reads it and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sopgen.problems.characters import shown

if TYPE_CHECKING:
    from sopgen.importer.importing import ImportedFile, ImportedSop
    from sopgen.problems.problem import Problem

_HEADS = ("Berkas", "Halaman", "Langkah", "Catatan", "Kelas", "Definisi")
_NUMBERS = (1, 2, 3)
_LONGEST_NAME = 40
_NOTHING = "-"


def table(files: Sequence[ImportedFile]) -> Iterator[str]:
    """Yield the lines of the table: a row for each SOP, or for a file that has none."""
    rows = [_HEADS, *(row for file in files for row in _rows(file))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    for row in rows:
        cells = (
            text.rjust(width) if column in _NUMBERS else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _rows(file: ImportedFile) -> Iterator[tuple[str, ...]]:
    name = _shortened(str(file.path))
    if not file.sops:
        yield name, _NOTHING, _NOTHING, _NOTHING, file.kind.value, _NOTHING
    for number, sop in enumerate(file.sops):
        yield (
            "" if number else name,
            "" if number else str(file.pages),
            str(sop.report.steps),
            str(len(sop.doubts)),
            sop.report.kind.value,
            f"{sop.placed.path} ({sop.placed.fate.value})",
        )


def _shortened(name: str) -> str:
    """Return a name as it is printed, one that is too long without its beginning."""
    name = shown(name)
    return name if len(name) <= _LONGEST_NAME else f"…{name[1 - _LONGEST_NAME :]}"


def sops_as_json(file: ImportedFile) -> dict[str, object]:
    """Return what a report for programs says of `file`."""
    return {
        "berkas": str(file.path),
        "halaman": file.pages,
        "kelas": file.kind.value,
        "masalah": _problems(file.problem),
        "sop": [_sop(sop) for sop in file.sops],
    }


def _sop(sop: ImportedSop) -> dict[str, object]:
    return {
        "nama": sop.report.name,
        "nomor": sop.report.number,
        "langkah": sop.report.steps,
        "kelas": sop.report.kind.value,
        "definisi": str(sop.placed.path),
        "nasib": sop.placed.fate.value,
        "catatan": [
            {"kode": str(doubt.code), "pesan": doubt.text, "di": "/".join(map(str, doubt.at))}
            for doubt in sop.doubts
        ],
        "masalah": _problems(sop.placed.problem, *sop.problems),
    }


def _problems(*problems: Problem | None) -> list[dict[str, object]]:
    return [problem.as_json() for problem in problems if problem is not None]
