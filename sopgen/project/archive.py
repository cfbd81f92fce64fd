"""Keep what is in force: copy finished SOPs into an archive that never changes.

In: the targets of a project. Out: `arsip/<agency>/<number>/<revision or date>/` with the
files and a manifest of their digests, or why not. The signed PDF is taken where there is
one. A folder comes whole or not at all, and one that is there stays as it is: what would
change it is refused. `verified` looks whether all is still as the manifests say.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import sha256
from pathlib import Path

from sopgen.definition.reading import Definition, read_definition
from sopgen.document.page import AttachmentKind
from sopgen.model.sop import Sop, Status
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.project.filenames import collisions, plain_slug, slug_of
from sopgen.project.finding import Target
from sopgen.project.writing import replace_file, sync_folder, temporary_name, unwritable
from sopgen.readers.pdf_record import BadPdfError, PdfRecord, read_pdf
from sopgen.readers.source import extracted
from sopgen.writers import Format

MANIFEST = "manifest.json"
_VERSION = 1
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_NONE = ("", "-", "- -")


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
class _File:
    """A file to be kept; only a PDF has a record."""

    name: str
    data: bytes
    record: PdfRecord | None = None

    @property
    def entry(self) -> dict[str, str | int | bool]:
        told: dict[str, str | int | bool] = {
            "nama": self.name,
            "ukuran": len(self.data),
            "sha256": sha256(self.data).hexdigest(),
        }
        if self.record is not None:
            told["pdfa"] = f"{self.record.part}{self.record.conformance}"
            told["tanda_tangan"] = self.record.signatures
        return told


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be kept of one definition, and where."""

    definition: Path
    folder: Path
    manifest: bytes
    files: tuple[_File, ...]
    warnings: tuple[Problem, ...]


def archived(targets: Sequence[Target], root: Path) -> Iterator[Archived]:
    """Keep what is in force of `targets` under `root`, one after the other.

    Nothing is written before all is known that forbids it.
    """
    planned = [_planned(target, root) for target in targets]
    plans = [each for each in planned if isinstance(each, _Plan)]
    twins = dict(collisions((each.definition, each.folder.as_posix()) for each in plans))
    for each in planned:
        if isinstance(each, Archived):
            yield each
        elif each.definition in twins:
            yield _refused(each.definition, twins[each.definition])
        else:
            yield _kept(each)


def _refused(definition: Path, *problems: Problem) -> Archived:
    return Archived(definition, Outcome.REFUSED, problems=problems)


def _planned(target: Target, root: Path) -> _Plan | Archived:
    try:
        definition = read_definition(target.definition)
        if definition.sop.status is not Status.IN_FORCE:
            return Archived(target.definition, Outcome.NOT_IN_FORCE)
        return _plan(target, definition, root)
    except ProblemsError as error:
        return _refused(target.definition, *error.problems)
    except OSError as error:
        return _refused(target.definition, unwritable(Path(error.filename or root), error))


def _plan(target: Target, definition: Definition, root: Path) -> _Plan:
    sop = definition.sop
    number = sop.number or ""
    if number in _NONE:
        raise _problem(target, "ARS001", "SOP tanpa nomor tidak dapat diarsipkan.", "Isi “nomor”.")
    pdf = _pdf(target, definition)
    office, warnings = _office_files(target, definition)
    files = (pdf, *office)
    folder = root / plain_slug(sop.letterhead) / slug_of(number) / _edition(sop)
    return _Plan(target.definition, folder, _manifest(definition, files), files, warnings)


def _edition(sop: Sop) -> str:
    """Return the name of this edition: its revision, or the day since when it holds."""
    if (sop.revision or "") not in _NONE:
        return f"revisi-{plain_slug(sop.revision or '')}"
    dates = (text or "" for text in (sop.revised, sop.effective, sop.created))
    return next((text for text in dates if _DATE.fullmatch(text)), "tanpa-tanggal")


def _problem(target: Target, code: str, message: str, hint: str) -> ProblemsError:
    return ProblemsError([Problem(code, message, path=str(target.definition), hint=hint)])


def _pdf(target: Target, definition: Definition) -> _File:
    """Return the PDF of `target`, signed where there is a signed one."""
    own = target.output(Format.PDF)
    name = f"{Path(target.name).name}.pdf"
    candidates = [_record(path) for path in _beside(own)]
    of_this = [
        (data, record)
        for data, record in (each for each in candidates if each is not None)
        if record.number == (definition.sop.number or "")
    ]
    if not of_this:
        raise _problem(
            target, "ARS002", f"PDF-nya belum ada ({own}).", "Jalankan sopgen build lebih dahulu."
        )
    data, record = max(of_this, key=lambda each: each[1].signatures)
    if not record.part:
        raise _problem(target, "ARS003", f"{own} bukan PDF/A.", "Jalankan sopgen build --force.")
    if _outdated(record, definition):
        raise _problem(
            target,
            "ARS004",
            "PDF-nya dibuat dari definisi atau kop yang lain daripada yang sekarang.",
            "Bila sudah ditandatangani, buat revisi; bila belum, jalankan sopgen build.",
        )
    return _File(name, data, record)


def _beside(own: Path) -> list[Path]:
    """Return `own`, and what services that sign lay beside it under a longer name."""
    others = sorted(path for path in own.parent.glob(f"{_literal(own.stem)}*.pdf") if path != own)
    return [path for path in (own, *others) if path.is_file()]


def _literal(text: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", text)


def _record(path: Path) -> tuple[bytes, PdfRecord] | None:
    data = path.read_bytes()
    try:
        return data, read_pdf(data)
    except BadPdfError:
        return None


def _outdated(record: PdfRecord, definition: Definition) -> bool:
    own = sha256(definition.source.data).hexdigest()
    letterhead = sha256(definition.agency.source.data).hexdigest()
    return (record.definition, record.letterhead) != (own, letterhead)


def _office_files(
    target: Target, definition: Definition
) -> tuple[tuple[_File, ...], tuple[Problem, ...]]:
    """Return the Word file and the workbook, without those that tell of another definition."""
    files, warnings = [], []
    for each in (Format.DOCX, Format.XLSX):
        path = target.output(each)
        if not path.is_file():
            continue
        if _carries_other(path, definition):
            message = f"{path} dibuat dari definisi yang lain daripada yang sekarang."
            problem = Problem(
                "ARS005",
                message,
                path=str(target.definition),
                severity=Severity.WARNING,
                hint="Berkas ini tidak ikut diarsipkan.",
            )
            warnings.append(problem)
        else:
            files.append(_File(f"{Path(target.name).name}.{each.value}", path.read_bytes()))
    return tuple(files), tuple(warnings)


def _carries_other(path: Path, definition: Definition) -> bool:
    try:
        carried = extracted(path)
    except ProblemsError:
        return False
    own = definition.source.data
    return any(each.kind is AttachmentKind.DEFINITION and each.data != own for each in carried)


def _manifest(definition: Definition, files: Sequence[_File]) -> bytes:
    sop = definition.sop
    told = {
        "versi": _VERSION,
        "nomor": sop.number,
        "nama": sop.name,
        "unit": sop.unit,
        "tanggal_efektif": sop.effective,
        "revisi_ke": sop.revision,
        "sha256_definisi": sha256(definition.source.data).hexdigest(),
        "berkas": [each.entry for each in files],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _kept(plan: _Plan) -> Archived:
    done = Archived(plan.definition, Outcome.KEPT, plan.folder, plan.warnings)
    try:
        if plan.folder.exists():
            if _is_there(plan):
                return replace(done, outcome=Outcome.ALREADY)
            return _refused(plan.definition, _changed(plan))
        _write(plan)
    except OSError as error:
        return _refused(plan.definition, unwritable(Path(error.filename or plan.folder), error))
    return done


def _is_there(plan: _Plan) -> bool:
    """Tell whether the folder holds exactly what is to be kept."""
    wanted = {each.name: each.data for each in plan.files} | {MANIFEST: plan.manifest}
    names = {path.name for path in plan.folder.iterdir()}
    return names == set(wanted) and all(
        (plan.folder / name).read_bytes() == data for name, data in wanted.items()
    )


def _changed(plan: _Plan) -> Problem:
    return Problem(
        "ARS006",
        f"Arsip {plan.folder} sudah ada dengan isi yang lain.",
        path=str(plan.definition),
        hint="Arsip tidak diubah. Beri SOP ini nomor revisi atau tanggal yang baru.",
    )


def _write(plan: _Plan) -> None:
    """Write the folder beside its place, then put it there in one step."""
    parent = plan.folder.parent
    temporary = parent / temporary_name(plan.folder.name)
    if temporary.exists():
        shutil.rmtree(temporary)
    for each in plan.files:
        replace_file(temporary / each.name, each.data)
    replace_file(temporary / MANIFEST, plan.manifest)
    temporary.rename(plan.folder)
    sync_folder(parent)


@dataclass(frozen=True, slots=True)
class Verified:
    """How many SOPs an archive holds, and what is no longer as it was."""

    count: int
    problems: tuple[Problem, ...]


def verified(root: Path) -> Verified:
    """Return whether all under `root` is as its manifests say."""
    problems: list[Problem] = []
    count = 0
    for folder in sorted(_editions(root)):
        count += 1
        problems += _verify(folder)
    return Verified(count, tuple(problems))


def _editions(root: Path) -> set[Path]:
    """Return the folders that hold files, but for those of a copy that was cut short."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.parent for path in files if not _is_unfinished(path.relative_to(root))}


def _is_unfinished(path: Path) -> bool:
    return any(part.startswith(".sopgen-") for part in path.parts)


def _verify(folder: Path) -> Iterator[Problem]:
    entries = _entries(folder / MANIFEST)
    if entries is None:
        yield _broken(folder / MANIFEST, "ARS010", "Manifesnya tidak ada atau rusak.")
        return
    names = {path.name for path in folder.iterdir()} - {MANIFEST}
    for name in sorted(names - set(entries)):
        yield _broken(folder / name, "ARS011", "Berkas ini tidak ada dalam manifes.")
    for name, entry in entries.items():
        if name not in names:
            yield _broken(folder / name, "ARS012", "Berkas ini hilang.")
            continue
        yield from _verify_file(folder / name, entry)


def _entries(manifest: Path) -> Mapping[str, Mapping[str, object]] | None:
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    files = told.get("berkas") if isinstance(told, dict) else None
    if not isinstance(files, list) or not all(isinstance(each, dict) for each in files):
        return None
    return {str(each.get("nama")): each for each in files}


def _verify_file(path: Path, entry: Mapping[str, object]) -> Iterator[Problem]:
    data = path.read_bytes()
    if sha256(data).hexdigest() != entry.get("sha256"):
        yield _broken(path, "ARS013", "Isinya berubah sejak diarsipkan.")
    if path.suffix != ".pdf":
        return
    try:
        record = read_pdf(data)
    except BadPdfError as error:
        yield _broken(path, "ARS014", f"Berkas ini tidak dapat dibaca: {error}.")
        return
    mark = f"{record.part}{record.conformance}"
    if not record.part or mark != entry.get("pdfa"):
        yield _broken(path, "ARS015", "Tanda PDF/A-nya hilang.")
    if record.signatures != entry.get("tanda_tangan"):
        yield _broken(path, "ARS016", "Jumlah tanda tangan elektroniknya lain daripada dahulu.")


def _broken(path: Path, code: str, message: str) -> Problem:
    return Problem(code, message, path=str(path))
