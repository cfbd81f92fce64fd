"""Make the files of a book, and tell what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sopgen.definition.books import BookDefinition, read_book
from sopgen.definition.entries import Source
from sopgen.definition.reading import Agency, read_definition
from sopgen.layout.typeset import Typesetter
from sopgen.lint.registers import REGISTERS
from sopgen.model.book import BookForm
from sopgen.project.fingerprints import NONE, Inputs, Other, digest, file_digest, names_digest
from sopgen.project.outcome import Order
from sopgen.rendering.books import rendered_book
from sopgen.writers import Format


def made_book(
    order: Order, typesetter: Typesetter, agency_at: Callable[[Path], Agency]
) -> tuple[dict[Format, bytes], Inputs]:
    """Return the files of the book that is ordered, and its inputs; raises ProblemsError."""
    book = read_book(order.definition, lambda path: read_definition(path, agency_at), agency_at)
    files = rendered_book(book, order.formats, typesetter, with_source=order.with_source)
    return files, _inputs(book)


def _inputs(book: BookDefinition) -> Inputs:
    own = book.agency
    letterhead, logo = own.source, own.letterhead.logo
    project = letterhead.path.parent.parent
    return Inputs(
        definition=digest(book.source.data),
        letterhead_name=book.book.letterhead,
        letterhead=digest(letterhead.data),
        logo_name=logo or "",
        logo=file_digest(letterhead.path.parent / logo) if logo else NONE,
        face=book.profile.font.face.value,
        others=tuple(dict.fromkeys(_others(book, project))),
    )


def _others(book: BookDefinition, project: Path) -> Iterator[Other]:
    for definition in book.definitions:
        yield _file(definition.source, project)
        yield _file(definition.agency.source, project)
        logo = definition.agency.letterhead.logo
        if logo:
            place = definition.agency.source.path.parent / logo
            yield Other(_path(place, project), file_digest(place))
    for folder in book.folders:
        yield Other(f"{_path(folder, project)}/", names_digest(folder))
    if BookForm.MINUTES in book.book.forms:
        yield from _registers(project / REGISTERS, project)


def _registers(folder: Path, project: Path) -> Iterator[Other]:
    """Yield what the reviewer judged by, whose findings the minutes name."""
    yield Other(f"{_path(folder, project)}/", names_digest(folder))
    for register in sorted(folder.glob("*.yaml")):
        yield Other(_path(register, project), file_digest(register))


def _file(source: Source, project: Path) -> Other:
    return Other(_path(source.path, project), digest(source.data))


def _path(path: Path, project: Path) -> str:
    return path.absolute().relative_to(project.absolute()).as_posix()
