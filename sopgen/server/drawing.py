"""Draw a definition as it is typed: its pages as SVG by the digest of each, and what is wrong.

A page that the browser has already is not sent again. Letterheads are read anew when they
change; the words that were measured are kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from msgspec import Struct

from sopgen.definition.reading import Agency, Definition, read_definition, read_letterhead
from sopgen.importer.bounded import Bounds, Overrun, done
from sopgen.layout.typeset import Typesetter
from sopgen.lint import Task, review
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.outcome import Crash
from sopgen.rendering import laid_out, new_typesetter
from sopgen.writers.svg import pages

LARGEST_HERE = 50_000
"""Bytes of a text that is drawn at once; a larger one is drawn apart, and not for ever."""

_BOUNDS = Bounds(work=10, seconds=20.0)


class DrawnPage(Struct, frozen=True):
    """A page by its digest; without `svg` where who asks has it."""

    key: str
    svg: str | None


class Drawn(Struct, frozen=True):
    """What became of a text: its pages, none where it cannot be drawn, and what is wrong."""

    pages: tuple[DrawnPage, ...]
    problems: tuple[Problem, ...]


class Artist:
    """Draws one text after the other; what it remembers changes no drawing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._typesetter: Typesetter = new_typesetter()
        self._letterheads: dict[Path, tuple[tuple[tuple[int, int], ...], Agency]] = {}

    def drawn(
        self,
        path: Path,
        text: bytes,
        known: Collection[str] = (),
        letterhead: tuple[Path, bytes] | None = None,
    ) -> Drawn:
        """Return the pages of the `text` of the definition at `path`, and its problems.

        A `letterhead` is drawn as it is typed.
        """
        if len(text) > LARGEST_HERE:
            svgs, problems = _drawn_apart(_ToDraw(path, text, letterhead))
        else:
            with self._lock:
                reads = _typed(letterhead, self._agency)
                svgs, problems = _made(path, text, reads, self._typesetter)
        return Drawn(tuple(_page(svg, known) for svg in svgs), problems)

    def _agency(self, path: Path) -> Agency:
        """Return the letterhead in `path`, read again where it or its logo was saved since."""
        kept = self._letterheads.get(path)
        if kept is not None and kept[0] == _state(path, kept[1]):
            return kept[1]
        agency = read_letterhead(path)
        self._letterheads[path] = _state(path, agency), agency
        return agency


def _state(path: Path, agency: Agency) -> tuple[tuple[int, int], ...]:
    """Return when the files of a letterhead were saved, and how large they are."""
    files = [path, path.parent / agency.letterhead.logo] if agency.letterhead.logo else [path]
    return tuple(_saved(each) for each in files)


def _saved(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except OSError:
        return 0, 0
    return told.st_mtime_ns, told.st_size


class _ToDraw(Struct, frozen=True):
    path: Path
    text: bytes
    letterhead: tuple[Path, bytes] | None


_Made: TypeAlias = tuple[tuple[str, ...], tuple[Problem, ...]]
"""Pages, and what is wrong."""


def _drawn_apart(task: _ToDraw) -> _Made:
    """Draw in a process of its own, which is ended where it takes too long."""
    (outcome,) = done(_draw, [task], 1, "sopgen.server.drawing", _BOUNDS)
    match outcome.result:
        case Overrun():
            problem = Problem(
                Code.TOO_LARGE,
                "SOP ini terlalu besar untuk digambar selagi diketik.",
                path=str(task.path),
                hint="Bagi menjadi beberapa SOP, atau buat lembarnya dengan “sopgen build”.",
            )
            return (), (problem,)
        case Crash(text=text):
            raise RuntimeError(text)
        case made:
            return made


def _draw(task: _ToDraw) -> _Made:
    reads = _typed(task.letterhead, read_letterhead)
    return _made(task.path, task.text, reads, new_typesetter())


def _typed(
    letterhead: tuple[Path, bytes] | None, other: Callable[[Path], Agency]
) -> Callable[[Path], Agency]:
    """Return what reads `letterhead` as it is typed, and every other one by `other`."""

    def read(place: Path) -> Agency:
        if letterhead is not None and place.absolute() == letterhead[0].absolute():
            return read_letterhead(*letterhead)
        return other(place)

    return read


def _made(
    path: Path, text: bytes, reads: Callable[[Path], Agency], typesetter: Typesetter
) -> _Made:
    try:
        definition = read_definition(path, reads, text)
        document = laid_out(definition, typesetter)
    except ProblemsError as error:
        return (), error.problems
    return tuple(pages(document)), (*definition.remarks, *_remarks(definition))


def _remarks(definition: Definition) -> tuple[Problem, ...]:
    found = review([definition], Task(datetime.date.today()))
    own = str(definition.source.path)
    return tuple(each.problem for each in found if each.problem.path == own)


def _page(svg: str, known: Collection[str]) -> DrawnPage:
    key = blake2b(svg.encode(), digest_size=16).hexdigest()
    return DrawnPage(key, None if key in known else svg)
