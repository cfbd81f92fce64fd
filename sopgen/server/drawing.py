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
from sopgen.importer.bounded import Bounds, Overrun, done
from sopgen.layout.typeset import Typesetter
from sopgen.lint import Choice, Task, review
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.outcome import Crash
from sopgen.project.settings import settings_of
from sopgen.rendering import laid_out, new_typesetter
from sopgen.writers.svg import pages

LARGEST_HERE = 50_000
"""Bytes of a text that is drawn at once; a larger one is drawn apart, and not for ever."""

_BOUNDS = Bounds(work=10, seconds=20.0)


_State: TypeAlias = tuple[tuple[int, int], ...]
"""Of each file, when it was saved and how many bytes it has."""


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
        """Draw `task`; what was drawn last, and is only saved now, is not drawn again."""
        day = datetime.date.today()
        if self._last is not None and self._last.holds(task, day):
            return self._last.made
        read: list[_Letterhead] = []

        def agency(path: Path) -> Agency:
            read.append(self._letterhead(path))
            return read[-1].agency

        made = _made(task, agency, self._typesetter)
        lasts = bool(made[0]) and task.letterhead is None
        self._last = _Last(task, day, tuple(read), made) if lasts else None
        return made

    def _letterhead(self, path: Path) -> _Letterhead:
        """Return the letterhead in `path`, read again where it or its logo was saved since."""
        kept = self._letterheads.get(path)
        if kept is None or not kept.is_current:
            agency = read_letterhead(path)
            kept = self._letterheads[path] = _Letterhead(path, agency, _state(path, agency))
        return kept


class _Letterhead(Struct, frozen=True):
    """A letterhead as it was read, and the state that its files had."""

    path: Path
    agency: Agency
    state: _State

    @property
    def is_current(self) -> bool:
        return self.state == _state(self.path, self.agency)


def _state(path: Path, agency: Agency) -> _State:
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


_Made: TypeAlias = tuple[tuple[str, ...], tuple[Noted, ...]]
"""Pages, and what is wrong."""


class _Last(Struct, frozen=True):
    """What was drawn last, on which day, and the letterheads that it was drawn with."""

    task: _ToDraw
    day: datetime.date
    letterheads: tuple[_Letterhead, ...]
    made: _Made

    def holds(self, task: _ToDraw, day: datetime.date) -> bool:
        """Tell whether drawing `task` would give the same."""
        same = self.task == task and self.day == day
        return same and all(each.is_current for each in self.letterheads)


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
            return (), (Noted(problem),)
        case Crash(text=text):
            raise RuntimeError(text)
        case made:
            return made


def _draw(task: _ToDraw) -> _Made:
    return _made(task, read_letterhead, new_typesetter())


def _typed(
    letterhead: tuple[Path, bytes] | None, other: Callable[[Path], Agency]
) -> Callable[[Path], Agency]:
    """Return what reads `letterhead` as it is typed, and every other one by `other`."""

    def read(place: Path) -> Agency:
        if letterhead is not None and place.absolute() == letterhead[0].absolute():
            return read_letterhead(*letterhead)
        return other(place)

    return read


def _made(task: _ToDraw, agency: Callable[[Path], Agency], typesetter: Typesetter) -> _Made:
    try:
        definition = read_definition(task.path, _typed(task.letterhead, agency), task.text)
        document = laid_out(definition, typesetter)
    except ProblemsError as error:
        return (), tuple(map(Noted, error.problems))
    return tuple(pages(document)), (*map(Noted, definition.remarks), *_remarks(definition))


def _remarks(definition: Definition) -> tuple[Noted, ...]:
    choice = Choice(ignore=_left_out(definition))
    found = review([definition], Task(datetime.date.today(), choice))
    own = str(definition.source.path)
    return tuple(Noted(each.problem, mending(each)) for each in found if each.problem.path == own)


def _left_out(definition: Definition) -> tuple[str, ...]:
    """Return the rules that the project does without; none where its file cannot be read."""
    try:
        return settings_of(definition.source.path.parent).rules_left_out
    except ProblemsError:
        return ()


def _page(svg: str, known: Collection[str]) -> DrawnPage:
    key = blake2b(svg.encode(), digest_size=16).hexdigest()
    return DrawnPage(key, None if key in known else svg)
