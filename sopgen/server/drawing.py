"""Draw a definition as it is typed: its pages as SVG by the digest of each, and what is wrong.

A page that the browser has already is not sent again. Letterheads are read anew when they
change; the words that were measured are kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from msgspec import Struct

from sopgen.definition.reading import Agency, Definition, read_definition, read_letterhead
from sopgen.layout.typeset import Typesetter
from sopgen.lint import Task, review
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.rendering import laid_out, new_typesetter
from sopgen.writers.svg import pages


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

        def agency(place: Path) -> Agency:
            if letterhead is not None and place.absolute() == letterhead[0].absolute():
                return read_letterhead(*letterhead)
            return self._agency(place)

        with self._lock:
            try:
                definition = read_definition(path, agency, text)
                document = laid_out(definition, self._typesetter)
            except ProblemsError as error:
                return Drawn((), error.problems)
            made = tuple(_page(svg, known) for svg in pages(document))
            return Drawn(made, (*definition.remarks, *_remarks(definition)))

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


def _remarks(definition: Definition) -> tuple[Problem, ...]:
    found = review([definition], Task(datetime.date.today()))
    own = str(definition.source.path)
    return tuple(each.problem for each in found if each.problem.path == own)


def _page(svg: str, known: Collection[str]) -> DrawnPage:
    key = blake2b(svg.encode(), digest_size=16).hexdigest()
    return DrawnPage(key, None if key in known else svg)
