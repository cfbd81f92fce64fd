"""File a scan of a sheet that was signed by hand, beside the PDF/A of its edition.

A scan lies in a folder of its own in that of the edition, so an edition that was kept
years ago takes one too and stays as it is. Its manifest names the edition's.
"""

from __future__ import annotations

from pathlib import Path

from sopgen.definition.reading import read_definition
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.archive.edition import (
    LARGEST_MANIFEST,
    MANIFEST,
    SCAN,
    Kept,
    digest,
    manifest_bytes,
    plain_file,
    read_manifest,
    write_folder,
)
from sopgen.project.archive.index import Index
from sopgen.project.archive.keeping import (
    Archived,
    Outcome,
    archived,
    edition_folder,
    entered,
    kept_folder,
    known_index,
    refused,
)
from sopgen.project.archive.verifying import faults_of
from sopgen.project.finding import Target
from sopgen.project.writing import unwritable
from sopgen.readers.pdf_record import BadPdfError, read_pdf
from sopgen.readers.source import LARGEST_FILE

LARGEST_SCAN = 256 << 20

_KINDS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
)
"""How files of the kinds begin that scanners write."""


def scan_filed(scan: Path, target: Target, root: Path) -> list[Archived | Problem]:
    """Keep `scan` beside the edition of `target`, which is kept first if it is not there."""
    try:
        sop = read_definition(target.definition).sop
        folder = edition_folder(target, sop, root)
        if not folder.exists():
            folder = kept_folder(target, sop, root)
        kept = _scan(scan, target)
    except ProblemsError as error:
        return [refused(target.definition, *error.problems)]
    told: list[Archived | Problem] = []
    if not folder.exists():
        told = list(archived([target], root))
        if not folder.exists():
            return told or [refused(target.definition)]
    index, problems = known_index(root)
    told += problems
    return told if index is None else [*told, *_filed(kept, target, folder, root, index)]


def _filed(
    kept: Kept, target: Target, folder: Path, root: Path, index: Index
) -> list[Archived | Problem]:
    recorded = index.manifests.get(folder.relative_to(root).as_posix())
    if any(faults_of(folder, recorded)):
        message = f"Arsip {folder} tidak utuh lagi."
        hint = "Jalankan sopgen archive --verify, lalu pulihkan dari salinan cadangan."
        problem = Problem("ARS026", message, path=str(target.definition), hint=hint)
        return [refused(target.definition, problem)]
    edition = digest((folder / MANIFEST).read_bytes())
    manifest = manifest_bytes({"jenis": "pindaian", "sha256_manifes_edisi": edition}, [kept])
    scans = sorted(path for path in folder.iterdir() if SCAN.fullmatch(path.name))
    same = next((each for each in scans if _holds(each, kept)), None)
    place = same or folder / f"pindaian-{_next(scans)}"
    outcome = Outcome.ALREADY if same else Outcome.KEPT
    try:
        if same is None:
            write_folder(place, [kept], manifest)
    except OSError as error:
        return [refused(target.definition, unwritable(Path(error.filename or place), error))]
    added = {place.relative_to(root).as_posix(): digest((place / MANIFEST).read_bytes())}
    return [Archived(target.definition, outcome, place), *entered(root, index, added)]


def _next(scans: list[Path]) -> int:
    return max((int(path.name.partition("-")[2]) for path in scans), default=0) + 1


def _holds(folder: Path, kept: Kept) -> bool:
    data = plain_file(folder / MANIFEST, LARGEST_MANIFEST)
    manifest = read_manifest(data) if data is not None else None
    return manifest is not None and manifest.files[0].sha256 == digest(kept.data)


def _scan(scan: Path, target: Target) -> Kept:
    """Return the scan as it is kept; raises ProblemsError where it is none."""
    data = plain_file(scan.resolve(), LARGEST_SCAN)
    if data is None:
        raise _problem(scan, "Berkas ini tidak dapat dibaca, atau lebih besar dari 256 MB.", "")
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), "")
    if not kind:
        hint = "Pindai sebagai PDF, JPEG, PNG atau TIFF."
        raise _problem(scan, "Ini bukan hasil pindai yang dikenal.", hint)
    if kind == "pdf" and len(data) <= LARGEST_FILE:
        _check_is_no_sheet(scan, data)
    name = f"{Path(target.name).name}-pindaian.{kind}"
    return Kept(name, data, origin=scan.name)


def _check_is_no_sheet(scan: Path, data: bytes) -> None:
    try:
        number = read_pdf(data).number
    except BadPdfError as error:
        raise _problem(scan, f"PDF ini tidak dapat dibaca: {error}.", "Pindai ulang.") from error
    if number:
        raise _problem(
            scan,
            f"Ini PDF buatan sopgen dari SOP {number}, bukan pindaian.",
            "PDF bertanda tangan elektronik cukup disimpan di map hasil; jalankan sopgen archive.",
        )


def _problem(scan: Path, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem("ARS031", message, path=str(scan), hint=hint)])
