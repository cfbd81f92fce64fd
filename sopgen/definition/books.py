"""Books: a file of `buku/` out as the book, its letterhead and all SOPs that it names.

Whatever is wrong with the book comes in one ProblemsError, with places; so does what is wrong
with its SOPs, behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sopgen.definition.entries import Source, in_order, read_entry
from sopgen.definition.naming import SUFFIXES, is_passed_over, is_yaml
from sopgen.definition.reading import (
    Agency,
    Definition,
    agency_of,
    letterhead_profile,
    read_definition,
    read_letterhead,
)
from sopgen.model.book import Book
from sopgen.model.entry import overridden
from sopgen.model.profile import Profile
from sopgen.model.status import Status
from sopgen.problems.codes import Code
from sopgen.problems.files import DEFINITIONS, plain_path
from sopgen.problems.problem import Loc, Problem, ProblemsError
from sopgen.problems.spelling import quoted, suggestion


@dataclass(frozen=True, slots=True)
class ReadChapter:
    """SOPs under a title, "" without one."""

    title: str
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class BookDefinition:
    """A book with all that it is printed with."""

    source: Source
    book: Book
    agency: Agency
    profile: Profile
    chapters: tuple[ReadChapter, ...]
    folders: tuple[Path, ...] = ()
    """Those that are named, of which all SOPs are in the book."""

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """The SOPs in their order."""
        return tuple(each for chapter in self.chapters for each in chapter.definitions)


def read_book(
    path: Path,
    definition_at: Callable[[Path], Definition] = read_definition,
    agency_at: Callable[[Path], Agency] = read_letterhead,
) -> BookDefinition:
    """Return the book in `path`; raises ProblemsError with all that is wrong with it.

    Its letterhead lies in the nearest folder upwards that has `letterheads/`, its SOPs in
    `definitions/` beside that, below the folder of the letterhead's name.
    """
    reading = read_entry(Book, path)
    book = reading.model
    if book is None:
        raise ProblemsError(reading.problems)
    problems = [*reading.problems]
    agency = agency_of(book.letterhead, reading, agency_at)
    if not isinstance(agency, Agency):
        raise ProblemsError(in_order((*problems, *agency), path))
    problems += reading.further(_official_problems(book, agency))
    shelf = Shelf(agency.source.path.parent.parent / DEFINITIONS, book.letterhead)
    chapters, missing, faults = _chapters(book, shelf, definition_at)
    problems += reading.further(missing)
    if not missing and not faults:
        problems += reading.further(_book_problems(book, chapters))
    if problems or faults:
        raise ProblemsError((*in_order(problems, path), *dict.fromkeys(faults)))
    profile = letterhead_profile(agency.letterhead)
    if book.format is not None:
        profile = overridden(profile, book.format)
    folders = tuple(shelf.folders(book))
    return BookDefinition(reading.source, book, agency, profile, chapters, folders)


def _official_problems(book: Book, agency: Agency) -> Iterator[Problem]:
    name = book.decree.official if book.decree else ""
    known = agency.letterhead.officials
    if name and name not in known:
        yield Problem(
            Code.UNKNOWN_OFFICIAL,
            f"Pejabat {quoted(name)} tidak ada di kop {quoted(book.letterhead)}.",
            at=("penetapan", "pejabat"),
            hint=suggestion(name, known),
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the SOPs of a project lie, and which folder is that of the book's agency."""

    root: Path
    agency: str

    def files(self, name: str) -> tuple[Path, ...]:
        """Return the definition that `name` means, or all of a folder; none where there is none.

        It is looked for in the agency's folder, then in all of the project. A name that no disk
        takes means nothing.
        """
        with suppress(OSError, ValueError):
            return self._files(name)
        return ()

    def _files(self, name: str) -> tuple[Path, ...]:
        for place in self._places(name):
            if place.is_dir():
                return tuple(sorted(_yaml_below(place)))
            for suffix in SUFFIXES:
                file = place.with_name(f"{place.name}{suffix}")
                if file.is_file():
                    return (file,)
        return ()

    def folder(self, name: str) -> Path | None:
        """Return the folder that `name` means; None where it means none."""
        return next((place for place in self._places(name) if place.is_dir()), None)

    def folders(self, book: Book) -> Iterator[Path]:
        """Yield the folders that `book` names."""
        named = (self.folder(name) for chapter in book.chapters for name in chapter.sops)
        yield from (folder for folder in named if folder is not None)

    def _places(self, name: str) -> Iterator[Path]:
        """Yield where `name` may lie; nothing outside of the project's definitions."""
        for above in (self.root / self.agency, self.root):
            place = plain_path(above / name)
            if place != plain_path(self.root) and place.is_relative_to(plain_path(self.root)):
                yield above / name

    def known(self) -> list[str]:
        """Return the names of the agency's SOPs."""
        folder = self.root / self.agency
        return sorted(path.stem for path in _yaml_below(folder)) if folder.is_dir() else []


def _yaml_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and is_yaml(path.name) and not is_passed_over(path.name):
            yield path


def _chapters(
    book: Book, shelf: Shelf, definition_at: Callable[[Path], Definition]
) -> tuple[tuple[ReadChapter, ...], list[Problem], list[Problem]]:
    """Return the SOPs of `book`, those that are not there, and what is wrong with the others."""
    chapters, missing, faults = list[ReadChapter](), list[Problem](), list[Problem]()
    for index, (chapter, typed) in enumerate(zip(book.chapters, book.contents, strict=True)):
        read: list[Definition] = []
        for number, name in enumerate(chapter.sops):
            files = shelf.files(name)
            if not files:
                is_alone = isinstance(typed, str)
                at: Loc = ("isi", index) if is_alone else ("isi", index, "sop", number)
                missing.append(_missing(name, shelf, at))
            own: list[Definition] = []
            for file in files:
                try:
                    own.append(definition_at(file))
                except ProblemsError as error:
                    faults += error.problems
            read += sorted(own, key=_by_number) if len(files) > 1 else own
        chapters.append(ReadChapter(chapter.title, tuple(read)))
    return tuple(chapters), missing, faults


def _by_number(definition: Definition) -> tuple[str, str]:
    return definition.sop.number or "", definition.sop.name


def _missing(name: str, shelf: Shelf, at: Loc) -> Problem:
    folder = shelf.folder(name)
    if folder is not None:
        message = f"Tidak ada SOP di map {quoted(name)}."
        hint = "Hapus map itu dari “isi”, atau simpan definisinya di sana."
        return Problem(Code.BOOK_SOP, message, at=at, hint=hint)
    return Problem(
        Code.BOOK_SOP,
        f"SOP {quoted(name)} tidak ada di {DEFINITIONS}/{shelf.agency}.",
        at=at,
        hint=suggestion(name, shelf.known()),
    )


def _book_problems(book: Book, chapters: Sequence[ReadChapter]) -> Iterator[Problem]:
    """Yield SOPs that stand twice in a book, and those that may not stand in one in force."""
    seen: set[Path] = set()
    for index, chapter in enumerate(chapters):
        for definition in chapter.definitions:
            path = definition.source.path.absolute()
            at: Loc = ("isi", index)
            if path in seen:
                message = f"SOP {quoted(definition.sop.name)} dua kali ada di buku ini."
                yield Problem(Code.BOOK_TWICE, message, at=at, hint="Hapus salah satunya.")
            elif path.name in {each.name for each in seen}:
                yield Problem(
                    Code.BOOK_NAMES,
                    f"Dua SOP di buku ini berkasnya bernama {quoted(path.name)}.",
                    at=at,
                    hint="Ganti nama salah satu berkas definisinya; buku membawa keduanya.",
                )
            seen.add(path)
            if book.status is Status.IN_FORCE and definition.sop.status is not Status.IN_FORCE:
                yield Problem(
                    Code.BOOK_NOT_IN_FORCE,
                    f"Buku ini berlaku, tetapi SOP {quoted(definition.sop.name)} "
                    f"{definition.sop.status}.",
                    at=at,
                    hint="Keluarkan SOP itu, atau biarkan status buku “draf”.",
                )
    if not seen:
        yield Problem(
            Code.EMPTY_VALUE, "Buku ini tidak berisi SOP.", at=("isi",), hint="Sebutkan di “isi”."
        )
