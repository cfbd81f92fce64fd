"""Comments that set a rule aside: `# sopgen: abaikan KEG001 (alasan)`.

A comment behind a value or on the line above it means that line; one above the first
key means the file. It must say why. One that cannot be read, or that sets nothing
aside, is itself told, so that none stays behind by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sopgen.definition.comments import LINE_BREAK, comments
from sopgen.definition.entries import Source
from sopgen.problems.problem import Problem, Severity
from sopgen.problems.spelling import nearest, quoted

UNREADABLE = "ABA001"
UNUSED = "ABA002"

_COMMENT = re.compile(
    r"(?:^|(?<=\s))#\s*sopgen:\s*abaikan\b[ \t]*(?P<codes>[A-Z0-9, \t]*)(?P<rest>[^\r\n]*)",
    re.MULTILINE,
)
_REASON = re.compile(r"\(\s*\S[^()]*\)\s*")


@dataclass(frozen=True, slots=True)
class Suppression:
    """A rule set aside at one line of a file, or everywhere (line 0)."""

    code: str
    line: int
    told_at: int

    def covers(self, problem: Problem) -> bool:
        return problem.code == self.code and self.line in (0, problem.line)


@dataclass(frozen=True, slots=True)
class Suppressions:
    """All of one file, and what is wrong with some of them."""

    path: str
    found: tuple[Suppression, ...]
    problems: tuple[Problem, ...]

    def cover(self, problem: Problem) -> Suppression | None:
        """Return what sets `problem` aside, if anything does."""
        return next((each for each in self.found if each.covers(problem)), None)

    def unused(self, used: Collection[Suppression], judged: Collection[str]) -> Iterator[Problem]:
        """Yield a note for each that was not `used` though its rule was `judged`."""
        for each in self.found:
            if each not in used and each.code in judged:
                yield Problem(
                    UNUSED,
                    f"{each.code} tidak ditemukan di sini, jadi tidak ada yang diabaikan.",
                    path=self.path,
                    line=each.told_at,
                    column=1,
                    severity=Severity.NOTE,
                    hint="Hapus komentar ini.",
                )


def suppressions(source: Source, known: Collection[str]) -> Suppressions:
    """Return what the comments of `source` set aside; `known` are the codes of all rules."""
    path = source.places.path
    if "abaikan" not in source.text:
        return Suppressions(path, (), ())
    lines = LINE_BREAK.split(source.text)
    first_key = source.places.root.line
    found: list[Suppression] = []
    problems: list[Problem] = []
    for comment in comments(source.text, source.places.root, _COMMENT):
        codes = comment.found["codes"].replace(",", " ").split()
        fault = _fault(codes, comment.found["rest"], known)
        if fault is not None:
            problems.append(_unreadable(path, comment.line, *fault))
            continue
        meant = _meant(lines, comment.line, first_key)
        found += (Suppression(code, meant, comment.line) for code in codes)
    return Suppressions(path, tuple(found), tuple(problems))


def _meant(lines: list[str], line: int, first_key: int) -> int:
    """Return the line that a comment at `line` sets a rule aside for, 0 for the file."""
    if line < first_key:
        return 0
    if not lines[line - 1].lstrip().startswith("#"):
        return line
    below = range(line, len(lines))
    return next(
        (
            index + 1
            for index in below
            if lines[index].strip() and not lines[index].lstrip().startswith("#")
        ),
        line,
    )


def _fault(codes: list[str], rest: str, known: Collection[str]) -> tuple[str, str] | None:
    if not codes:
        return "Komentar “abaikan” ini tidak menyebut aturan.", "Tulis misalnya KEG001."
    unknown = next((code for code in codes if code not in known), None)
    if unknown is not None:
        near = nearest(unknown, known)
        hint = f"Barangkali maksudnya {near}." if near else "Lihat docs/aturan.md."
        return f"Aturan {quoted(unknown)} tidak ada.", hint
    if not _REASON.match(rest):
        return "Komentar “abaikan” ini tanpa alasan.", "Tulis alasannya dalam kurung."
    return None


def _unreadable(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(
        UNREADABLE,
        message,
        path=path,
        line=line,
        column=1,
        severity=Severity.WARNING,
        hint=hint,
    )
