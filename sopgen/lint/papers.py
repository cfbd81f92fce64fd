"""What lies beside the definitions of a project and names them: its books and its logs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sopgen.definition.books import Shelf
from sopgen.definition.entries import Source, read_entry
from sopgen.definition.monev import Log, log_path, read_log
from sopgen.definition.reading import Agency
from sopgen.model.book import Book
from sopgen.model.monev import ReviewLog
from sopgen.problems.files import DEFINITIONS
from sopgen.problems.problem import Loc, Problem, ProblemsError


@dataclass(frozen=True)
class PrintedBook:
    """A book, and for each name in it its place and the definitions that it means."""

    source: Source
    book: Book
    named: tuple[tuple[Loc, str, tuple[Path, ...]], ...]

    @property
    def definitions(self) -> frozenset[Path]:
        """The SOPs of the book, by their whole paths."""
        return frozenset(path for _, _, paths in self.named for path in paths)


@dataclass(frozen=True)
class KeptLog:
    """A log, and the folder of definitions that its names are looked for in."""

    source: Source
    log: ReviewLog
    shelf: Shelf

    def knows(self, name: str) -> bool:
        """Tell whether `name` is that of an SOP, and not of a folder of them."""
        found = self.shelf.files(name)
        return len(found) == 1 and found[0].stem == name.rpartition("/")[2]


@dataclass(frozen=True)
class Papers:
    """The books and logs of a project that can be read; `asked` ones are judged themselves."""

    books: tuple[PrintedBook, ...] = ()
    logs: tuple[KeptLog, ...] = ()
    asked: frozenset[str] = frozenset()

    def log_of(self, agency: Agency) -> Log:
        """Return the log of an agency's SOPs, an empty one where there is none among them."""
        return self._by_place.get(log_path(agency.source.path).absolute(), Log())

    @cached_property
    def _by_place(self) -> dict[Path, Log]:
        return {each.source.path.absolute(): Log(each.log, each.source) for each in self.logs}

    @property
    def sources(self) -> Iterator[Source]:
        """The files that are judged."""
        sources = (*(each.source for each in self.books), *(each.source for each in self.logs))
        yield from (each for each in sources if str(each.path) in self.asked)


def read_papers(
    books: Sequence[Path], logs: Sequence[Path], asked: Sequence[Path]
) -> tuple[Papers, tuple[Problem, ...]]:
    """Return `books` and `logs`, and what keeps those of them that are `asked` from being read."""
    names = frozenset(map(str, asked))
    problems: list[Problem] = []
    found_books, found_logs = list[PrintedBook](), list[KeptLog]()
    for path in books:
        try:
            reading = read_entry(Book, path)
        except ProblemsError as error:
            problems += error.problems
            continue
        problems += reading.problems
        if reading.model is not None:
            found_books.append(_printed(reading.source, reading.model))
    for path in logs:
        try:
            log = read_log(path)
        except ProblemsError as error:
            problems += error.problems
            continue
        if log.source is not None:
            shelf = Shelf(path.parent.parent / DEFINITIONS, path.stem)
            found_logs.append(KeptLog(log.source, log.log, shelf))
    told = tuple(each for each in problems if each.path in names)
    return Papers(tuple(found_books), tuple(found_logs), names), told


def _printed(source: Source, book: Book) -> PrintedBook:
    shelf = Shelf(source.path.parent.parent / DEFINITIONS, book.letterhead)
    named = tuple(
        (at, name, tuple(path.absolute() for path in shelf.files(name))) for at, name in book.named
    )
    return PrintedBook(source, book, named)
