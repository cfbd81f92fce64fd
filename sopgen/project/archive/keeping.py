"""Keep what is in force: copy finished SOPs into the archive.

A folder comes whole or not at all, and one that is there stays as it is: what would
change it is refused. The index is written once, when all folders are in place; whoever
is killed between leaves folders that the next run enters, since they are as it would
write them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import assert_never

from sopgen.definition.attachments import book_attachments
from sopgen.definition.books import read_book
from sopgen.definition.reading import Definition, read_definition
from sopgen.document.carried import book_digest
from sopgen.layout.desk import lines_of
from sopgen.model.book import Decree
from sopgen.model.sop import Sop
from sopgen.model.status import Status
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.project.archive.choosing import Chosen, MadeFrom, chosen
from sopgen.project.archive.edition import (
    MANIFEST,
    SCAN,
    digest,
    manifest_bytes,
    plain_file,
    write_folder,
)
from sopgen.project.archive.index import INDEX, Index, read_index, write_index
from sopgen.project.archive.verifying import LARGEST_KEPT, faults_of, folders_in
from sopgen.project.filenames import collisions, plain_slug, slug_of
from sopgen.project.finding import Target
from sopgen.project.manifest import Manifest, loaded
from sopgen.project.writing import unwritable
from sopgen.writers import Format

_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_NONE = ("", "-", "- -")
_VERIFY = "Jalankan sopgen archive --verify, lalu pulihkan dari salinan cadangan."


class Outcome(Enum):
    """What became of an SOP, in the word that is printed."""

    KEPT = "diarsipkan"
    ALREADY = "sudah ada"
    NOT_IN_FORCE = "dilewati (belum berlaku)"
    REFUSED = "ditolak"


@dataclass(frozen=True, slots=True)
class Archived:
    """What became of one definition; `folder` is where it lies in the archive."""

    definition: Path
    outcome: Outcome
    folder: Path | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be kept of one definition, and where."""

    definition: Path
    folder: Path
    manifest: bytes
    chosen: Chosen


def archived(targets: Sequence[Target], root: Path) -> Iterator[Archived | Problem]:
    """Keep what is in force of `targets` under `root`, one after the other.

    Nothing is written before all is known that forbids it. A problem alone belongs to
    the archive itself.
    """
    index, problems = known_index(root)
    yield from problems
    if index is None:
        return
    memory = cache(loaded)
    planned = [_planned(target, root, memory) for target in targets]
    plans = [each for each in planned if isinstance(each, _Plan)]
    twins = dict(collisions((each.definition, each.folder.as_posix()) for each in plans))
    added: dict[str, str] = {}
    for each in planned:
        if isinstance(each, Archived):
            yield each
        elif each.definition in twins:
            yield refused(each.definition, twins[each.definition])
        else:
            result = _kept(each, root, index)
            if result.folder is not None:
                added[_inside(each, root)] = digest(each.manifest)
            yield result
    yield from entered(root, index, added)


def known_index(root: Path) -> tuple[Index | None, tuple[Problem, ...]]:
    """Return the index of the archive `root`, and what is to be said of it.

    An archive from before there was an index gets one, if it is whole. There is none
    where the archive is not what it was: then nothing may be added.
    """
    index = read_index(root)
    if index is not None and index.fault:
        message = "Indeks arsip rusak, jadi arsip ini tidak ditambah."
        place = str(root / INDEX)
        return None, (Problem("ARS021", message, path=place, line=index.fault, hint=_VERIFY),)
    if index is not None:
        return index, ()
    folders = folders_in(root) if root.is_dir() else ()
    faults = tuple(fault for folder in folders for fault in faults_of(folder, None))
    if faults or not folders:
        return (None, faults) if faults else (Index(), ())
    index = Index().followed_by(
        (folder.relative_to(root).as_posix(), digest((folder / MANIFEST).read_bytes()))
        for folder in folders
    )
    write_index(root, index)
    message = f"Arsip ini belum berindeks; {len(folders)} edisi di dalamnya kini dicatat."
    return index, (Problem("ARS020", message, path=str(root / INDEX), severity=Severity.NOTE),)


def entered(root: Path, index: Index, added: dict[str, str]) -> Iterator[Problem]:
    """Enter the folders `added` and the digests of their manifests; yield why not."""
    fresh = {folder: each for folder, each in added.items() if folder not in index.manifests}
    if not fresh:
        return
    try:
        write_index(root, index.followed_by(fresh.items()))
    except OSError as error:
        yield unwritable(root / INDEX, error)


def refused(definition: Path, *problems: Problem) -> Archived:
    """Return that nothing is kept of `definition`, and why."""
    return Archived(definition, Outcome.REFUSED, problems=problems)


def _planned(target: Target, root: Path, memory: Callable[[Path], Manifest]) -> _Plan | Archived:
    try:
        if target.is_book:
            return _book_plan(target, root, memory)
        definition = read_definition(target.definition)
        match definition.sop.status:
            case Status.IN_FORCE:
                return _plan(target, definition, root, memory)
            case Status.WITHDRAWN:
                return _plan(_revoked(target), definition, root, memory)
            case Status.DRAFT:
                return Archived(target.definition, Outcome.NOT_IN_FORCE)
            case _:
                assert_never(definition.sop.status)
    except ProblemsError as error:
        return refused(target.definition, *error.problems)
    except OSError as error:
        return refused(target.definition, unwritable(Path(error.filename or root), error))


def _revoked(target: Target) -> Target:
    """Return the target whose sheet says that the SOP was revoked: beside a signed one, its own."""
    return target.revoked if target.revoked.output(Format.PDF).exists() else target


def _plan(
    target: Target, definition: Definition, root: Path, memory: Callable[[Path], Manifest]
) -> _Plan:
    folder = kept_folder(target, definition.sop, root)
    made = MadeFrom(
        definition.sop.number or "",
        digest(definition.source.data),
        digest(definition.agency.source.data),
        definition.sop.effective or "",
    )
    taken = chosen(target, made, memory)
    return _Plan(target.definition, folder, _manifest(definition, taken), taken)


def _book_plan(target: Target, root: Path, memory: Callable[[Path], Manifest]) -> _Plan | Archived:
    """Return what is to be kept of a book: each decree makes an edition of its own."""
    book = read_book(target.definition)
    if book.book.status is not Status.IN_FORCE:
        return Archived(target.definition, Outcome.NOT_IN_FORCE)
    decree = book.book.decree or Decree()
    sources = book_digest({each.sha256 for each in book_attachments(book)})
    taken = chosen(target, MadeFrom(decree.number, sources, "", decree.date), memory)
    edition = decree.date if _DATE.fullmatch(decree.date) else "tanpa-tanggal"
    folder = root / plain_slug(book.book.letterhead) / f"buku-{plain_slug(book.source.path.stem)}"
    told: dict[str, object] = {
        "jenis": "buku",
        "nomor": decree.number,
        "nama": " ".join(lines_of(book.book.title)),
        "unit": book.book.unit,
        "tanggal_efektif": decree.date,
        "sha256_sumber": sources,
    }
    return _Plan(target.definition, folder / edition, manifest_bytes(told, taken.files), taken)


def edition_folder(target: Target, sop: Sop, root: Path) -> Path:
    """Return where this edition of `sop` lies in the archive `root`; raises ProblemsError."""
    number = sop.number or ""
    if number in _NONE:
        message = "SOP tanpa nomor tidak dapat diarsipkan."
        raise ProblemsError(
            [Problem("ARS001", message, path=str(target.definition), hint="Isi “nomor”.")]
        )
    return root / plain_slug(sop.letterhead) / slug_of(number) / _edition(sop)


def kept_folder(target: Target, sop: Sop, root: Path) -> Path:
    """Return where `sop` is kept as it is now: revoked, beside what it was in force."""
    folder = edition_folder(target, sop, root)
    is_revoked = sop.status is Status.WITHDRAWN
    return folder.with_name(f"{folder.name}-dicabut") if is_revoked else folder


def _edition(sop: Sop) -> str:
    """Return the name of this edition: its revision, or the day since when it holds."""
    if (sop.revision or "") not in _NONE:
        return f"revisi-{plain_slug(sop.revision or '')}"
    dates = (text or "" for text in (sop.revised, sop.effective, sop.created))
    return next((text for text in dates if _DATE.fullmatch(text)), "tanpa-tanggal")


def _manifest(definition: Definition, taken: Chosen) -> bytes:
    sop = definition.sop
    told: dict[str, object] = {
        "nomor": sop.number,
        "nama": sop.name,
        "unit": sop.unit,
        "tanggal_efektif": sop.effective,
        "revisi_ke": sop.revision,
        "sha256_definisi": digest(definition.source.data),
    }
    if taken.definition != told["sha256_definisi"]:
        told["sha256_definisi_lembar"] = taken.definition
    if sop.status is Status.WITHDRAWN:
        told["keadaan"] = Status.WITHDRAWN.value
    return manifest_bytes(told, taken.files)


def _inside(plan: _Plan, root: Path) -> str:
    return plan.folder.relative_to(root).as_posix()


def _kept(plan: _Plan, root: Path, index: Index) -> Archived:
    done = Archived(plan.definition, Outcome.KEPT, plan.folder, plan.chosen.remarks)
    recorded = index.manifests.get(_inside(plan, root))
    is_other = recorded not in (None, digest(plan.manifest))
    try:
        if plan.folder.exists():
            if _is_there(plan) and not is_other:
                return replace(done, outcome=Outcome.ALREADY, problems=())
            return refused(plan.definition, _changed(plan, recorded))
        if is_other:
            return refused(plan.definition, _lost(plan))
        write_folder(plan.folder, plan.chosen.files, plan.manifest)
    except OSError as error:
        return refused(plan.definition, unwritable(Path(error.filename or plan.folder), error))
    return done


def _is_there(plan: _Plan) -> bool:
    """Tell whether the folder holds exactly what is to be kept, and maybe scans."""
    wanted = {each.name: each.data for each in plan.chosen.files} | {MANIFEST: plan.manifest}
    names = {path.name for path in plan.folder.iterdir() if not SCAN.fullmatch(path.name)}
    return names == set(wanted) and all(
        plain_file(plan.folder / name, LARGEST_KEPT) == data for name, data in wanted.items()
    )


def _changed(plan: _Plan, recorded: str | None) -> Problem:
    """Return why the folder that is there is not what is to be kept."""
    if any(faults_of(plan.folder, recorded)):
        message = f"Arsip {plan.folder} tidak utuh lagi."
        return Problem("ARS026", message, path=str(plan.definition), hint=_VERIFY)
    return Problem(
        "ARS006",
        f"Arsip {plan.folder} sudah ada dengan isi yang lain.",
        path=str(plan.definition),
        hint="Arsip tidak diubah. Beri SOP ini nomor revisi atau tanggal yang baru.",
    )


def _lost(plan: _Plan) -> Problem:
    message = f"Edisi {plan.folder} pernah diarsipkan dengan isi yang lain, dan kini hilang."
    return Problem("ARS027", message, path=str(plan.definition), hint=_VERIFY)
