"""Put a definition in place, and never over one that is there: beside it then, to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from enum import StrEnum
from itertools import count
from pathlib import Path

from msgspec import Struct

from sopgen.definition.composer import TextNode, compose
from sopgen.definition.naming import BESIDE
from sopgen.definition.plaintext import decoded
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, Severity
from sopgen.project.ownership import content
from sopgen.project.writing import place_file, unwritable


class Fate(StrEnum):
    """What became of a definition, in the word of the table."""

    NEW = "baru"
    SAME = "tetap"
    BESIDE = "di sampingnya"
    LEFT = "tidak ditulis"


class Placed(Struct, frozen=True):
    """Where a definition lies now; `difference` is that from the one that was there already."""

    path: Path
    fate: Fate
    difference: str = ""
    problem: Problem | None = None


def placed(wanted: Path, text: str, taken: set[str]) -> Placed:
    """Put `text` at the path `wanted`, or at the next one that is free or another SOP's.

    `taken` are the paths that this run has used, and gets the one that it is now.
    """
    for path in _numbered(wanted):
        if _key(path) in taken:
            continue
        try:
            present = content(path)
            if present is not None and _differs_in_number(present, text):
                continue
            taken.add(_key(path))
            return _placed(path, present, text)
        except OSError as error:
            return Placed(path, Fate.LEFT, problem=unwritable(path, error))
    raise AssertionError("numbers do not end")


def _numbered(wanted: Path) -> Iterator[Path]:
    yield wanted
    yield from (wanted.with_stem(f"{wanted.stem}-{number}") for number in count(2))


def _key(path: Path) -> str:
    return str(path).casefold()


def _placed(path: Path, present: bytes | None, text: str) -> Placed:
    if present is None:
        place_file(path, text.encode())
        return Placed(path, Fate.NEW)
    old = _text(present)
    if old == text:
        return Placed(path, Fate.SAME)
    beside = path.with_name(f"{path.stem}{BESIDE}")
    earlier = content(beside)
    difference = "".join(
        unified_diff(
            old.splitlines(keepends=True),
            text.splitlines(keepends=True),
            str(path),
            str(beside),
        )
    )
    if earlier is None:
        place_file(beside, text.encode())
    elif _text(earlier) != text:
        return Placed(beside, Fate.LEFT, difference, _not_looked_at(beside))
    return Placed(beside, Fate.BESIDE, difference, _is_there(path, beside))


def _text(data: bytes) -> str:
    """Return what a file says, whatever ends its lines; of one that is no text what can be told."""
    text = decoded(data)
    plain = data.decode("utf-8", "replace") if isinstance(text, Problem) else text
    return plain.replace("\r\n", "\n")


def _differs_in_number(present: bytes, text: str) -> bool:
    """Tell whether what is there says another `nomor`: then it is another SOP of that name."""
    numbers = _number(_text(present)), _number(text)
    return "" not in numbers and numbers[0] != numbers[1]


def _number(text: str) -> str:
    root = compose(text).root
    match root.entries.get("nomor") if root else None:
        case (_, TextNode(text=number)):
            return " ".join(number.split())
        case _:
            return ""


def _is_there(path: Path, beside: Path) -> Problem:
    return Problem(
        Code.IMPORT_EXISTS,
        f"Definisi ini sudah ada dan berbeda; yang diimpor ada di {beside.name}.",
        path=str(path),
        severity=Severity.WARNING,
        hint="Bandingkan, pindahkan yang perlu, lalu hapus berkas itu.",
    )


def _not_looked_at(beside: Path) -> Problem:
    return Problem(
        Code.IMPORT_EXISTS,
        "Hasil impor yang terdahulu masih ada di sini; tidak ditimpa.",
        path=str(beside),
        hint="Pindahkan yang perlu, hapus berkas ini, lalu impor lagi.",
    )
