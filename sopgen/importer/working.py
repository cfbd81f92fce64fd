"""What a worker does of an import: read one file, and rebuild one SOP that was read.

What it makes of them goes onto the shelf; only what the run itself needs comes back. Nothing is
written to the project here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from sopgen.definition.reading import read_definition
from sopgen.importer.checking import Difference
from sopgen.importer.checking import differences as differences_of
from sopgen.importer.draft import DraftSop
from sopgen.importer.drafting import draft_of
from sopgen.importer.opening import LARGEST_FILE, opened, too_large
from sopgen.importer.refusing import refused
from sopgen.importer.report.pages import new_pages, old_pages
from sopgen.importer.report.reported import NewPages, OldPage, ReportedSop
from sopgen.importer.report.reporting import Written, reported_sop
from sopgen.importer.shelf import KeptDraft, Shelf, kept
from sopgen.problems.codes import Code
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.fingerprints import digest
from sopgen.readers.packages import BadPackageError
from sopgen.readers.pdf_record import BadPdfError
from sopgen.readers.source import carried_in
from sopgen.recognition.sops import SeenSop, sops_of
from sopgen.recognition.vocabulary import Lexicon, Vocabulary
from sopgen.rendering import laid_out, new_typesetter

READ, SEEN, OLD, REBUILT = "baca", "lihat", "lama", "baru"
"""What is kept of a file: what came back, its SOPs as seen, how it looks; of an SOP the new."""

_PASSING = (Code.IMPORT_UNREADABLE, Code.IMPORT_NO_OFFICE, Code.IMPORT_TOO_LARGE)
"""Why a file is not read today; tomorrow it may be."""


class ToRead(Struct, frozen=True):
    """A file to read, by its absolute path, with which words, and where to keep it."""

    path: Path
    vocabulary: Vocabulary
    shelf: Shelf


class ReadFile(Struct, frozen=True):
    """What was read of a file: so many pages, the SOPs, or the problem that refuses it."""

    pages: int = 0
    drafts: tuple[DraftSop, ...] = ()
    problem: Problem | None = None


class _KeptFile(Struct, frozen=True):
    pages: int
    drafts: tuple[KeptDraft, ...]
    refusal: Problem | None


class ToRebuild(Struct, frozen=True):
    """An SOP to rebuild from its definition at `path`: the `number`-th of the file `key`.

    `shown` is how the report calls the definition, `own` the digest of what it is made from.
    """

    key: str
    number: int
    draft: DraftSop
    path: Path
    shown: str
    own: str
    vocabulary: Vocabulary
    shelf: Shelf


class Rebuilt(Struct, frozen=True):
    """An SOP as the report shows it, and why it cannot be built; `crash` is a fault of ours.

    That nobody knows who does what is no problem here: the drawing says so itself.
    """

    sop: ReportedSop
    problems: tuple[Problem, ...] = ()
    crash: str = ""


def bytes_of(path: Path) -> bytes:
    """Return what the file at `path` holds; raises ProblemsError."""
    try:
        data = plain_bytes(path, LARGEST_FILE + 1)
    except OSError as error:
        hint = "Periksa nama dan izin membacanya."
        raise refused(Code.IMPORT_UNREADABLE, "Berkas ini tidak dapat dibuka.", hint) from error
    if len(data) > LARGEST_FILE:
        raise too_large()
    return data


def known(key: str, shelf: Shelf) -> ReadFile | None:
    """Return what an earlier run read of the file with the digest `key`."""
    found = shelf.found(key, READ, _KeptFile)
    if found is None:
        return None
    try:
        drafts = tuple(each.draft() for each in found.drafts)
    except ValueError:
        return None
    return ReadFile(found.pages, drafts, found.refusal)


def read(task: ToRead) -> ReadFile:
    """Return what the file of `task` shows; what may be asked for again is kept."""
    try:
        data = bytes_of(task.path)
        key = digest(data)
        return _kept(key, _read(key, data, task), task.shelf)
    except ProblemsError as error:
        problem = replace(error.problems[0], path="")
        found = ReadFile(problem=problem)
        return found if problem.code in _PASSING else _kept(key, found, task.shelf)


def _read(key: str, data: bytes, task: ToRead) -> ReadFile:
    _refuse_our_own(data)
    found = opened(task.path, data)
    sops = sops_of(found.sheets, _lexicon(msgspec.json.encode(task.vocabulary)))
    if not sops:
        raise refused(
            Code.IMPORT_NO_SOP,
            "Tidak ada SOP di berkas ini.",
            "Judul kolom yang lain dapat ditambahkan di kosakata.yaml.",
        )
    task.shelf.keep(key, SEEN, tuple(sops))
    task.shelf.keep(key, OLD, old_pages(found.sheets, found.printed))
    return ReadFile(len(found.sheets), tuple(map(draft_of, sops)))


@cache
def _lexicon(vocabulary: bytes) -> Lexicon:
    """Return the words of a run, made ready once in a process."""
    return Lexicon(msgspec.json.decode(vocabulary, type=Vocabulary))


def _refuse_our_own(data: bytes) -> None:
    """Raise ProblemsError for a file that carries the definition that it was made from."""
    try:
        own = carried_in(data)
    except (BadPackageError, BadPdfError):
        return
    if own.attachments:
        changed = own.is_changed
        way = (
            "Suntingan di dalamnya ditarik ke definisinya dengan “sopgen pull”."
            if changed
            else "“sopgen extract” mengeluarkannya persis seperti aslinya."
        )
        raise refused(
            Code.IMPORT_OWN, "Berkas ini buatan sopgen dan membawa definisinya sendiri.", way
        )


def _kept(key: str, found: ReadFile, shelf: Shelf) -> ReadFile:
    shelf.keep(key, READ, _KeptFile(found.pages, kept(found.drafts), found.problem))
    return found


def rebuild(task: ToRebuild) -> Rebuilt:
    """Return how the definition of `task` looks when it is built, and keep it."""
    found = _rebuilt(task)
    task.shelf.keep(task.own, REBUILT, found)
    return found


def _rebuilt(task: ToRebuild) -> Rebuilt:
    pages_of_file = task.shelf.found(task.key, OLD, tuple[OldPage, ...]) or ()
    seen = task.shelf.found(task.key, SEEN, tuple[SeenSop, ...]) or ()
    own = seen[task.number] if task.number < len(seen) else None
    old = pages_of_file[own.first : own.first + len(own.sheets)] if own else ()
    differences: tuple[Difference, ...] | None = None
    try:
        definition = read_definition(task.path)
        document = laid_out(definition, _typesetter())
    except ProblemsError as error:
        problems = tuple(
            _as_called(each, task)
            for each in error.problems
            if each.code != Code.UNKNOWN_PERFORMERS
        )
        sentences = (f"{each.message} {each.hint}".strip() for each in error.problems)
        remarks = ("Lembar barunya belum dapat dibuat.", *sentences)
        pages = NewPages()
    else:
        problems, remarks, pages = (), (), new_pages(document)
        if own is not None:
            lexicon = _lexicon(msgspec.json.encode(task.vocabulary))
            differences = differences_of(own, definition, document, lexicon)
    text = task.path.read_text("utf-8")
    written = Written(task.shown, text, pages, differences, remarks)
    return Rebuilt(reported_sop(task.draft, old, written), problems)


def _as_called(problem: Problem, task: ToRebuild) -> Problem:
    """Return `problem` with the definition called as the run calls it."""
    return replace(problem, path=task.shown) if problem.path == str(task.path) else problem


_typesetter = cache(new_typesetter)
"""The words that one process measured are known for all its SOPs."""
