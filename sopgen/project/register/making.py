"""Make the registers of a project: one workbook for each letterhead that has SOPs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sopgen.definition.entries import read_entry
from sopgen.definition.monev import Log, log_of
from sopgen.definition.reading import Agency, Definition, read_definition, read_letterhead
from sopgen.model.book import Book
from sopgen.problems.files import BOOKS, DEFINITIONS, from_here, plain_bytes
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.finding import REGISTER, Target, targets_with_books
from sopgen.project.manifest import FOLDER
from sopgen.project.opened import lock_beside, still_open
from sopgen.project.output_folder import output_of
from sopgen.project.register.places import places_around
from sopgen.project.register.rows import rows
from sopgen.project.register.workbook import Register, register_workbook
from sopgen.project.writing import locked, replace_file, unwritable
from sopgen.readers.packages import BadPackageError
from sopgen.readers.pdf_record import BadPdfError
from sopgen.readers.source import carried_in
from sopgen.writers import Format


@dataclass(frozen=True, slots=True)
class Made:
    """A register, and whether it had to be written."""

    path: Path
    written: bool


@dataclass(frozen=True, slots=True)
class _Sop:
    """A definition as it was read, and where its files go."""

    target: Target
    definition: Definition


@dataclass(frozen=True, slots=True)
class Order:
    """The project whose registers are made; `only_present` are those that are there already."""

    project: Path
    output: Path | None
    archive: Path
    only_present: bool = False

    @property
    def root(self) -> Path:
        """The output folder; raises ProblemsError where the project's own file is wrong."""
        return from_here(self.output) if self.output else output_of(self.project)

    def path(self, agency: str) -> Path:
        """Return where the register of the SOPs of a letterhead goes."""
        return self.root / agency / REGISTER


def registers(order: Order) -> Iterator[Made | Problem]:
    """Yield what became of each register, and what is wrong with their SOPs.

    Raises LockedError while a build is at work, and ProblemsError where the project's own file
    is wrong.
    """
    folders = [order.project / each for each in (DEFINITIONS, BOOKS)]
    wanted = targets_with_books([each for each in folders if each.is_dir()], order.output)
    yield from wanted.problems
    found: dict[Path, list[_Sop]] = {}
    told: dict[Problem, None] = {}
    letterheads = cache(read_letterhead)
    for target in wanted.targets:
        if target.is_book:
            continue
        try:
            definition = read_definition(target.definition, letterheads)
        except ProblemsError as error:
            told |= dict.fromkeys(error.problems)
            continue
        sops = found.setdefault(definition.agency.source.path, [])
        sops.append(_Sop(target, definition))
    yield from told
    books = [target for target in wanted.targets if target.is_book]
    for letterhead, sops in sorted(found.items()):
        path = order.path(letterhead.stem)
        if not order.only_present or path.is_file():
            with locked(order.root / FOLDER):
                yield from _register(order, path, sops, books)


def _register(
    order: Order, path: Path, sops: Sequence[_Sop], books: Sequence[Target]
) -> Iterator[Made | Problem]:
    same = next((each for each in sops if each.target.output(Format.XLSX) == path), None)
    if same is not None:
        yield _taken(same.target)
        return
    try:
        data = register_workbook(_told(order, sops, books), path.parent)
        present = plain_bytes(path) if path.is_file() else None
        if present == data:
            yield Made(path, written=False)
        elif present is not None and not _is_ours(present):
            yield _edited(path)
        elif (lock := lock_beside(path)) is not None:
            yield still_open(path, lock)
        else:
            replace_file(path, data)
            yield Made(path, written=True)
    except ProblemsError as error:
        yield from error.problems
    except OSError as error:
        yield unwritable(path, error)


def _told(order: Order, sops: Sequence[_Sop], books: Sequence[Target]) -> Register:
    """Return what the register tells of `sops`; raises ProblemsError for the log."""
    agency = sops[0].definition.agency
    log = log_of(agency)
    name = agency.source.path.stem
    own = [Path(each.name).name for each in books if _letterhead_of(each.definition) == name]
    places = places_around(order.root, order.archive, own)
    found = rows([each.definition for each in sops], log)
    by_definition = {id(each.definition): each.target for each in sops}
    return Register(
        _called(agency),
        found,
        log,
        tuple(places.sheet(by_definition[id(row.definition)]) for row in found),
        tuple(places.page(row.sop.name) for row in found),
        _sources(agency, log, len(sops)),
    )


def _called(agency: Agency) -> str:
    typed = agency.letterhead.agency
    return typed if isinstance(typed, str) else typed[-1]


def _sources(agency: Agency, log: Log, count: int) -> tuple[str, ...]:
    letterhead = agency.source.path
    own = f"{letterhead.parent.name}/{letterhead.name}"
    logs = [f"{each.parent.name}/{each.name}" for each in ([log.source.path] if log.source else [])]
    return (f"{DEFINITIONS}/ ({count} SOP dengan kop ini)", own, *logs)


def _letterhead_of(book: Path) -> str:
    try:
        model = read_entry(Book, book).model
    except ProblemsError:
        return ""
    return model.letterhead if model else ""


def _is_ours(data: bytes) -> bool:
    """Tell whether `data` is a register as it was written: no sheet of an SOP, nothing edited."""
    try:
        found = carried_in(data)
    except (BadPackageError, BadPdfError):
        return False
    return not found.is_changed and not found.attachments


def _taken(target: Target) -> Problem:
    return Problem(
        "REG001",
        f"Hasil SOP ini akan bernama {REGISTER}, seperti daftar SOP instansinya.",
        path=str(target.definition),
        hint="Ganti nama berkas definisinya.",
    )


def _edited(path: Path) -> Problem:
    return Problem(
        "REG002",
        "Daftar SOP ini telah diubah orang, atau bukan buatan sopgen; dibiarkan.",
        path=str(path),
        hint="Pindahkan suntingannya ke definisi atau catatan monev, lalu pindahkan berkas ini dan "
        "jalankan lagi.",
    )
