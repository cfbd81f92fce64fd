"""Which files of an SOP in force are kept: the signed PDF where one holds, and Office files.

Services that sign lay their PDF beside ours under a longer name, so all that begin with
its name are looked at. One that claims to be signed and is not is never passed over in
silence: without a true one beside it the SOP is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sopgen.document.attached import AttachmentKind
from sopgen.document.carried import book_digest
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.project.archive.edition import Kept, digest, plain_file
from sopgen.project.finding import Target
from sopgen.project.manifest import Manifest, loaded
from sopgen.project.ownership import longer_named, pdfs_in
from sopgen.project.speaking import Since, since
from sopgen.readers.pdf_record import BadPdfError, PdfRecord, read_pdf
from sopgen.readers.pdf_signatures import held_signatures
from sopgen.readers.source import LARGEST_FILE, extracted
from sopgen.writers import Format


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What the files of an SOP or a book say of their sources: number, digests, and the day.

    A book has one digest for all that it was made from, and none of a letterhead.
    """

    number: str
    definition: str
    letterhead: str
    effective: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files that are kept of an SOP, the PDF first, and what is to be said of them.

    `definition` is the SHA-256 of the definition that they were made from, `since` what has
    changed since they were signed.
    """

    files: tuple[Kept, ...]
    remarks: tuple[Problem, ...]
    definition: str
    since: Since


def chosen(target: Target, made: MadeFrom, memory: Callable[[Path], Manifest] = loaded) -> Chosen:
    """Return what is kept of what was `made`; raises ProblemsError.

    `memory` gives what an output folder remembers of its files.
    """
    found = _pdf(target, made)
    pdf = found.taken
    if not pdf.held and _is_changed(target, pdf.data, memory(target.root)):
        raise ProblemsError([_changed(target)])
    own = Kept(f"{Path(target.name).name}.pdf", pdf.data, pdf.mark, pdf.held)
    files, warnings = _office_files(target, pdf.record.definition)
    later = _told_later(target, made, found.since)
    remarks = (*found.remarks, *later, *warnings)
    return Chosen((own, *files), remarks, pdf.record.definition, found.since)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A PDF of this SOP; `fault` is why its signatures, or it as a whole, are none."""

    path: Path
    data: bytes
    record: PdfRecord
    held: int
    fault: str

    @property
    def mark(self) -> str:
        return f"{self.record.part}{self.record.conformance}"


@dataclass(frozen=True, slots=True)
class _Found:
    """The PDF that is kept, what is to be said of it, and what has changed since it was made."""

    taken: _Candidate
    remarks: Sequence[Problem]
    since: Since


def _pdf(target: Target, made: MadeFrom) -> _Found:
    """Return the PDF of `target`, signed where there is a signed one; raises ProblemsError."""
    own = target.output(Format.PDF)
    candidates = tuple(_candidates(own, made.number))
    signed = [each for each in candidates if each.held]
    false = [
        _problem(target, "ARS017", f"{each.path}: {each.fault}.", severity=_severity(bool(signed)))
        for each in candidates
        if each.fault
    ]
    if false and not signed:
        raise ProblemsError(false)
    taken = max(signed, key=lambda each: each.held, default=None) or _unsigned(own, candidates)
    if taken is None:
        raise ProblemsError([_absent(target, own)])
    if not taken.record.part:
        hint = "Jalankan sopgen build --force."
        raise ProblemsError([_problem(target, "ARS003", f"{taken.path} bukan PDF/A.", hint)])
    changed = Since(entered=False, headed=False)
    if (taken.record.definition, taken.record.letterhead) != (made.definition, made.letterhead):
        later = since(taken.path, target.definition) if taken.held else None
        if later is None:
            raise ProblemsError([_other_definition(target)])
        changed = later
    return _Found(taken, false if taken.held else [_without_signature(target)], changed)


def _severity(is_beside_a_true_one: bool) -> Severity:
    return Severity.WARNING if is_beside_a_true_one else Severity.ERROR


def _candidates(own: Path, number: str) -> Iterator[_Candidate]:
    for path in (own, *longer_named(own, pdfs_in(own.parent))):
        data = plain_file(path.resolve(), LARGEST_FILE)
        if data is None:
            continue
        try:
            record = read_pdf(data)
        except BadPdfError:
            continue
        if record.number != number:
            continue
        if path == own or record.signed:
            yield _judged(path, data, record)


def _judged(path: Path, data: bytes, record: PdfRecord) -> _Candidate:
    try:
        return _Candidate(path, data, record, held_signatures(data), "")
    except BadPdfError as error:
        return _Candidate(path, data, record, 0, str(error))


def _unsigned(own: Path, candidates: Sequence[_Candidate]) -> _Candidate | None:
    return next((each for each in candidates if each.path == own), None)


def _absent(target: Target, own: Path) -> Problem:
    if own.exists():
        return _problem(
            target,
            "ARS002",
            f"{own} ada, tetapi bukan PDF buatan sopgen dari SOP ini.",
            "Bila itu pindaian yang ditandatangani basah: pindahkan, jalankan sopgen build, lalu "
            "masukkan dengan sopgen archive --pindaian BERKAS --untuk DEFINISI.",
        )
    hint = "Jalankan sopgen build lebih dahulu."
    return _problem(target, "ARS002", f"PDF-nya belum ada ({own}).", hint)


def _other_definition(target: Target) -> Problem:
    return _problem(
        target,
        "ARS004",
        "PDF-nya dibuat dari definisi atau kop yang lain daripada yang sekarang.",
        "Bila sudah ditandatangani, buat revisi; bila belum, jalankan sopgen build.",
    )


def _is_changed(target: Target, data: bytes, memory: Manifest) -> bool:
    record = memory.record(target.inside(Format.PDF))
    return record is not None and record.digest != digest(data)


def _changed(target: Target) -> Problem:
    message = f"{target.output(Format.PDF)} diubah sejak dibuat, dan tidak bertanda tangan."
    return _problem(target, "ARS018", message, "Pindahkan berkas itu, lalu jalankan sopgen build.")


def _without_signature(target: Target) -> Problem:
    return _problem(
        target,
        "ARS019",
        "PDF-nya belum bertanda tangan elektronik.",
        "Bila lembarnya ditandatangani basah, simpan pindaiannya di sampingnya dengan "
        "sopgen archive --pindaian BERKAS --untuk DEFINISI.",
        Severity.NOTE,
    )


def _problem(
    target: Target, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(code, message, path=str(target.definition), severity=severity, hint=hint)


def _told_later(target: Target, made: MadeFrom, found: Since) -> Iterator[Problem]:
    """Yield what the archive tells of a sheet that was signed before it was so."""
    if found.entered:
        day = made.effective or "tanggal yang belum diisi"
        message = f"Berlaku sejak {day}, menurut manifes; lembarnya ditandatangani lebih dahulu."
        yield _problem(target, "ARS033", message, severity=Severity.NOTE)
    if found.headed:
        message = "Lembarnya ditandatangani pejabat sebelumnya; tetap sah sampai direvisi."
        yield _problem(target, "ARS034", message, severity=Severity.NOTE)


def _office_files(target: Target, definition: str) -> tuple[tuple[Kept, ...], tuple[Problem, ...]]:
    """Return the Word file and the workbook, without those of another definition than the PDF."""
    files, warnings = [], []
    for each in (Format.DOCX, Format.XLSX):
        path = target.output(each)
        data = plain_file(path.resolve(), LARGEST_FILE)
        if data is None:
            continue
        if _carries_other(path, definition):
            message = f"{path} dibuat dari definisi yang lain daripada PDF-nya."
            hint = "Berkas ini tidak ikut diarsipkan."
            warnings.append(_problem(target, "ARS005", message, hint, Severity.WARNING))
        else:
            files.append(Kept(f"{Path(target.name).name}.{each.value}", data))
    return tuple(files), tuple(warnings)


def _carries_other(path: Path, definition: str) -> bool:
    """Tell whether an Office file carries something else than the PDF was made from."""
    try:
        carried = extracted(path)
    except ProblemsError:
        return False
    if any(each.kind is AttachmentKind.BOOK for each in carried):
        return book_digest({each.sha256 for each in carried}) != definition
    return any(
        each.kind is AttachmentKind.DEFINITION and each.sha256 != definition for each in carried
    )
