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
from sopgen.editing.mending import mending
from sopgen.importer.bounded import Bounds, Overrun, done_alone
from sopgen.layout.typeset import Typesetter
from sopgen.lint import Choice, Task, review
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.outcome import Crash
from sopgen.project.settings import rules_left_out
from sopgen.rendering import laid_out, new_typesetter
from sopgen.server.states import FileState, state_of
from sopgen.writers.svg import pages

LARGEST_HERE = 50_000
"""Bytes of a text that is drawn at once; a larger one is drawn apart, and not for ever."""

_BOUNDS = Bounds(work=10, seconds=20.0)


class DrawnPage(Struct, frozen=True):
    """A page by its digest; without `svg` where who asks has it."""

    key: str
    svg: str | None


class Noted(Struct, frozen=True):
    """A problem; `mended` is what the text at its place may safely become, where that is known."""

    problem: Problem
    mended: str | None = None


class Drawn(Struct, frozen=True):
    """What became of a text: its pages, none where it cannot be drawn, and what is wrong."""

    pages: tuple[DrawnPage, ...]
    problems: tuple[Noted, ...]


class Artist:
    """Draws one text after the other; what it remembers changes no drawing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._typesetter: Typesetter = new_typesetter()
        self._letterheads: dict[Path, _Letterhead] = {}
        self._last: _Last | None = None

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
        task = _ToDraw(path, text, letterhead)
        if len(text) > LARGEST_HERE:
            svgs, problems = _drawn_apart(task)
        else:
            with self._lock:
                svgs, problems = self._made(task)
        return Drawn(tuple(_page(svg, known) for svg in svgs), problems)

    def _made(self, task: _ToDraw) -> _Made:
        """Draw `task` and judge it; what was drawn last is not drawn again to be saved."""
        if self._last is not None and self._last.holds(task):
            return self._last.pages, _noted(self._last.definition)
        self._last = None
        read: list[_Letterhead] = []

        def agency(path: Path) -> Agency:
            read.append(self._letterhead(path))
            return read[-1].agency

        try:
            definition = read_definition(task.path, _typed(task.letterhead, agency), task.text)
            svgs = tuple(pages(laid_out(definition, self._typesetter)))
        except ProblemsError as error:
            return (), tuple(map(Noted, error.problems))
        if task.letterhead is None:
            self._last = _Last(task, tuple(read), definition, svgs)
        return svgs, _noted(definition)

    def _letterhead(self, path: Path) -> _Letterhead:
        """Return the letterhead in `path`, read again where it or its logo was saved since."""
        kept = self._letterheads.get(path)
        if kept is None or not kept.is_current:
            agency = read_letterhead(path)
            kept = self._letterheads[path] = _Letterhead(path, agency, _states(path, agency))
        return kept


class _Letterhead(Struct, frozen=True):
    """A letterhead as it was read, and the states that its files had."""

    path: Path
    agency: Agency
    states: tuple[FileState | None, ...]

    @property
    def is_current(self) -> bool:
        return self.states == _states(self.path, self.agency)


def _states(path: Path, agency: Agency) -> tuple[FileState | None, ...]:
    """Return the states of a letterhead and of its logo."""
    files = [path, path.parent / agency.letterhead.logo] if agency.letterhead.logo else [path]
    return tuple(map(state_of, files))


class _ToDraw(Struct, frozen=True):
    path: Path
    text: bytes
    letterhead: tuple[Path, bytes] | None


_Made: TypeAlias = tuple[tuple[str, ...], tuple[Noted, ...]]
"""Pages, and what is wrong."""


class _Last(Struct, frozen=True):
    """What was drawn last, and the letterheads that it was drawn with."""

    task: _ToDraw
    letterheads: tuple[_Letterhead, ...]
    definition: Definition
    pages: tuple[str, ...]

    def holds(self, task: _ToDraw) -> bool:
        """Tell whether drawing `task` would give the same pages."""
        return self.task == task and all(each.is_current for each in self.letterheads)


def _drawn_apart(task: _ToDraw) -> _Made:
    """Draw in a process of its own, which is ended where it takes too long."""
    match done_alone(_draw, task, "sopgen.server.drawing", _BOUNDS):
        case Overrun():
            problem = Problem(
                Code.TOO_LARGE,
                "SOP ini terlalu besar untuk digambar selagi diketik.",
                path=str(task.path),
                hint="Bagi menjadi beberapa SOP, atau buat lembarnya dengan “sopgen build”.",
            )
            return (), (Noted(problem),)
        case Crash(text=text):
            raise RuntimeError(text)
        case made:
            return made


def _draw(task: _ToDraw) -> _Made:
    return Artist()._made(task)


def _typed(
    letterhead: tuple[Path, bytes] | None, other: Callable[[Path], Agency]
) -> Callable[[Path], Agency]:
    """Return what reads `letterhead` as it is typed, and every other one by `other`."""

    def read(place: Path) -> Agency:
        if letterhead is not None and place.absolute() == letterhead[0].absolute():
            return read_letterhead(*letterhead)
        return other(place)

    return read


def _noted(definition: Definition) -> tuple[Noted, ...]:
    """Return what is odd or wrong about a definition that can be drawn."""
    path = definition.source.path
    choice = Choice(ignore=rules_left_out(path.parent))
    found = review([definition], Task(datetime.date.today(), choice))
    own = [Noted(each.problem, mending(each)) for each in found if each.problem.path == str(path)]
    return (*map(Noted, definition.remarks), *own)


def _page(svg: str, known: Collection[str]) -> DrawnPage:
    key = blake2b(svg.encode(), digest_size=16).hexdigest()
    return DrawnPage(key, None if key in known else svg)
