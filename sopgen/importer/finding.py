"""Which files an import is asked for: those that are named, and in folders those of documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from sopgen.problems.files import from_here, plain_bytes, plain_path
from sopgen.problems.problem import Problem
from sopgen.project.walking import Walk

ENDINGS = frozenset(
    (
        *(".pdf", ".txt", ".csv", ".tsv", ".tab", ".rtf"),
        *(".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".ots"),
        *(".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".odt", ".ott"),
    )
)
"""How files end that are taken from a folder, in any case of letters."""

_PDF = b"%PDF-"


class Asked(Struct, frozen=True):
    """The files in their order, as they are called from here, and what could not be looked into.

    `others` counts by their ending the files of folders that are no documents.
    """

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    others: tuple[tuple[str, int], ...]


def asked(paths: Sequence[Path]) -> Asked:
    """Return the files that `paths` name or hold, each once."""
    found: dict[Path, Path] = {}
    problems: list[Problem] = []
    others = Counter[str]()
    for path in paths:
        if not path.is_dir():
            found.setdefault(plain_path(path), from_here(path))
            continue
        walk = Walk(path)
        problems += walk.problems
        for file in sorted(walk.files):
            if _is_document(file):
                found.setdefault(plain_path(file), from_here(file))
            else:
                others[file.suffix.lower() or "tanpa akhiran"] += 1
    return Asked(tuple(found.values()), tuple(problems), tuple(sorted(others.items())))


def _is_document(file: Path) -> bool:
    """Tell whether `file` ends as documents do, or is a PDF whatever it is called."""
    if file.suffix.lower() in ENDINGS:
        return True
    try:
        return plain_bytes(file, len(_PDF)) == _PDF
    except OSError:
        return False
