"""Look whether an archive is still what it was: nothing added, changed or taken away.

Files are held against their manifest, manifests against the index, the index against
itself; a PDF/A must still have its mark, its number and its signatures. Whatever cannot
be read is told and the rest is looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sopgen.problems.problem import Problem
from sopgen.project.archive.edition import (
    LARGEST_MANIFEST,
    MANIFEST,
    SCAN,
    KeptEntry,
    Manifest,
    digest,
    plain_file,
    read_manifest,
)
from sopgen.project.archive.index import INDEX, Index, read_index
from sopgen.readers.pdf_record import BadPdfError, read_pdf
from sopgen.readers.pdf_signatures import held_signatures

LARGEST_KEPT = 1 << 30
_OURS = re.compile(r"\.sopgen.*")
_RESTORE = "Pulihkan dari salinan cadangan."


@dataclass(frozen=True, slots=True)
class Verified:
    """How many editions and scans an archive holds, its seal, and what is not as it was."""

    editions: int
    scans: int
    seal: str
    problems: tuple[Problem, ...]


def verified(root: Path, seal: str = "") -> Verified:
    """Return whether all under `root` is as its index and manifests say.

    A `seal` that was printed once, or how it begins, must still be in the chain.
    """
    found = _Found.under(root)
    index = read_index(root)
    problems = [*found.problems, *_index_faults(root, index, found)]
    known = index.manifests if index else {}
    if index is None or not any(each.startswith(seal) for each in index.seals):
        problems += [_unsealed(root, seal)] if seal else []
    for folder in found.folders:
        problems += faults_of(folder, known.get(_inside(folder, root)))
    scans = sum(bool(SCAN.fullmatch(folder.name)) for folder in found.folders)
    own = index.seal if index and index.entries else ""
    return Verified(len(found.folders) - scans, scans, own, tuple(problems))


def folders_in(root: Path) -> tuple[Path, ...]:
    """Return every folder of the archive `root` that has a manifest."""
    return _Found.under(root).folders


@dataclass(frozen=True, slots=True)
class _Found:
    """What lies in an archive: folders with a manifest, and what belongs to none."""

    folders: tuple[Path, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def under(cls, root: Path) -> _Found:
        folders: list[Path] = []
        problems: list[Problem] = []

        def closed(error: OSError) -> None:
            message = "Map ini tidak dapat dibuka, jadi isinya tidak diperiksa."
            problems.append(_broken(Path(error.filename or root), "ARS028", message))

        for place, inner, names in os.walk(root, onerror=closed):
            folder = Path(place)
            inner[:] = sorted(name for name in inner if not _OURS.fullmatch(name))
            links = [name for name in inner if (folder / name).is_symlink()]
            things = {*names, *links} - ({INDEX} if folder == root else set())
            if MANIFEST in names:
                folders.append(folder)
            else:
                problems += (_stray(folder / name) for name in sorted(things) if not _left(name))
        return cls(tuple(sorted(folders)), tuple(problems))


def _left(name: str) -> bool:
    return _OURS.fullmatch(name) is not None


def _stray(path: Path) -> Problem:
    return _broken(path, "ARS011", "Berkas ini tidak ada dalam manifes.", "Keluarkan dari arsip.")


def _index_faults(root: Path, index: Index | None, found: _Found) -> Iterator[Problem]:
    place = root / INDEX
    if index is None:
        if found.folders:
            yield _broken(
                place,
                "ARS020",
                "Indeks arsip tidak ada, jadi edisi yang hilang tidak dapat diketahui.",
                "Pulihkan dari salinan; bila arsip ini dibuat sebelum ada indeks, jalankan "
                "sopgen archive.",
            )
        else:
            yield _broken(root, "ARS025", "Tidak ada SOP di arsip ini.", "Periksa map arsipnya.")
        return
    if index.fault:
        yield Problem(
            "ARS021",
            "Rantai indeks arsip putus di baris ini; baris sesudahnya tidak dapat dipercaya.",
            path=str(place),
            line=index.fault,
            column=1,
            hint=_RESTORE,
        )
    there = {_inside(folder, root) for folder in found.folders}
    for entry in index.entries:
        if entry.folder not in there:
            yield _broken(root / entry.folder, "ARS022", "Edisi ini hilang dari arsip.", _RESTORE)
    for folder in found.folders:
        if _inside(folder, root) not in index.manifests:
            message = "Map ini tidak tercatat dalam indeks arsip."
            hint = "Bila baru diarsipkan, jalankan sopgen archive lagi; bila tidak, keluarkan."
            yield _broken(folder, "ARS024", message, hint)


def _unsealed(root: Path, seal: str) -> Problem:
    message = f"Segel {seal} tidak ada dalam indeks: arsip ini pernah dipotong atau ditulis ulang."
    return _broken(root / INDEX, "ARS032", message, _RESTORE)


def _inside(folder: Path, root: Path) -> str:
    return folder.relative_to(root).as_posix()


def faults_of(folder: Path, recorded: str | None) -> Iterator[Problem]:
    """Yield what of `folder` is not as it was; the digest of its manifest may be recorded."""
    place = folder / MANIFEST
    data = plain_file(place, LARGEST_MANIFEST)
    manifest = read_manifest(data) if data is not None else None
    if data is None or manifest is None:
        yield _broken(place, "ARS010", "Manifesnya tidak ada atau rusak.", _RESTORE)
        return
    if recorded is not None and digest(data) != recorded:
        message = "Manifes ini bukan yang tercatat dalam indeks arsip."
        yield _broken(place, "ARS023", message, _RESTORE)
    yield from _folder_faults(folder, manifest)


def _folder_faults(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    scans = {path.name for path in folder.iterdir() if SCAN.fullmatch(path.name) and path.is_dir()}
    names = {path.name for path in folder.iterdir()} - {MANIFEST} - scans
    told = {entry.name for entry in manifest.files}
    yield from (_stray(folder / name) for name in sorted(names - told) if not _left(name))
    for entry in manifest.files:
        if entry.name in names:
            yield from _file_faults(folder / entry.name, entry, manifest)
        else:
            yield _broken(folder / entry.name, "ARS012", "Berkas ini hilang.", _RESTORE)


def _file_faults(path: Path, entry: KeptEntry, manifest: Manifest) -> Iterator[Problem]:
    data = plain_file(path, LARGEST_KEPT)
    if data is None:
        message = "Di tempat ini tidak ada berkas biasa yang dapat dibaca."
        yield _broken(path, "ARS029", message, _RESTORE)
        return
    if digest(data) != entry.sha256:
        yield _broken(path, "ARS013", "Isinya berubah sejak diarsipkan.", _RESTORE)
    if entry.mark:
        yield from _pdf_faults(path, data, entry, manifest)


def _pdf_faults(path: Path, data: bytes, entry: KeptEntry, manifest: Manifest) -> Iterator[Problem]:
    try:
        record = read_pdf(data)
    except BadPdfError as error:
        yield _broken(path, "ARS014", f"Berkas ini tidak dapat dibaca: {error}.", _RESTORE)
        return
    if not record.part or f"{record.part}{record.conformance}" != entry.mark:
        yield _broken(path, "ARS015", "Tanda PDF/A-nya hilang.", _RESTORE)
    if record.number != manifest.number:
        yield _broken(path, "ARS030", "PDF ini dari SOP yang bernomor lain.", _RESTORE)
    try:
        held = held_signatures(data)
    except BadPdfError as error:
        yield _broken(path, "ARS014", f"Berkas ini bukan bukti lagi: {error}.", _RESTORE)
        return
    if held != entry.signatures:
        message = "Jumlah tanda tangan elektroniknya lain daripada dahulu."
        yield _broken(path, "ARS016", message, _RESTORE)


def _broken(path: Path, code: str, message: str, hint: str = "") -> Problem:
    return Problem(code, message, path=str(path), hint=hint)
