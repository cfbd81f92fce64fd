"""Find where each SOP of a project stands: in its definition, its outputs and the archive.

What a definition says of its life is remembered by its digest, so a thousand are told in a
second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from sopgen.model.status import Status
from sopgen.problems.files import plain_bytes
from sopgen.project.archive.edition import LARGEST_MANIFEST, MANIFEST, SCAN, plain_file
from sopgen.project.filenames import plain_slug, slug_of
from sopgen.project.finding import Target
from sopgen.project.fingerprints import InputReader, digest
from sopgen.project.life.states import Edition, Facts, Sheet, State, next_step, state_of
from sopgen.project.manifest import FOLDER, Manifest, loaded, name_of
from sopgen.project.ownership import Standing, content, longer_named, pdfs_in, standing
from sopgen.project.writing import replace_file
from sopgen.writers import Format

MEMORY = "keadaan.json"
"""The file beside the manifest of an output folder that remembers what definitions say."""


class Said(Struct, frozen=True):
    """What a definition says of itself; `fault` is why it cannot be read, if it cannot."""

    letterhead: str = ""
    number: str = ""
    name: str = ""
    effective: str = ""
    status: str = ""
    fault: str = ""
    unit: str = ""


class Life(Struct, frozen=True):
    """An SOP with its state and the next step."""

    definition: Path
    said: Said
    state: State
    next_step: str


class _Archived(Struct, frozen=True):
    """The manifest of an edition, as far as it tells of its SOP."""

    definition: str = msgspec.field(name="sha256_definisi", default="")
    state: str = msgspec.field(name="keadaan", default="")
    effective: str | None = msgspec.field(name="tanggal_efektif", default=None)
    files: tuple[_File, ...] = msgspec.field(name="berkas", default=())

    @property
    def signed(self) -> bool:
        return any(each.signatures for each in self.files)


class _File(Struct, frozen=True):
    name: str = msgspec.field(name="nama", default="")
    signatures: int = msgspec.field(name="tanda_tangan", default=0)


def lives_of(targets: Sequence[Target], archive: Path) -> Iterator[Life]:
    """Yield where each of `targets` stands, in their order; `archive` may not be there."""
    memories = {root: _remembered(root) for root in {target.root for target in targets}}
    manifests = cache(loaded)
    inputs = InputReader()
    pdfs = cache(pdfs_in)
    found: dict[Path, dict[str, Said]] = {root: {} for root in memories}
    for target in targets:
        try:
            data = plain_bytes(target.definition)
        except OSError:
            data = b""
        own = digest(data)
        said = memories[target.root].get(own) or _said(data)
        found[target.root][own] = said
        sheet = _sheet(target, manifests(target.root), inputs)
        if sheet is not Sheet.SIGNED and _is_signed_beside(target, manifests(target.root), pdfs):
            sheet = Sheet.SIGNED
        edition = _edition(target, said, own, archive)
        facts = Facts(_status(said), sheet, edition, bool(said.number))
        step = "perbaiki definisinya: sopgen lint" if said.fault else next_step(facts)
        yield Life(target.definition, said, state_of(facts), step)
    for root, known in memories.items():
        if (root / FOLDER).is_dir() and found[root].keys() - known.keys():
            _remember(root, known | found[root])


def _status(said: Said) -> Status:
    return Status(said.status) if said.status in set(Status) else Status.DRAFT


def _said(data: bytes) -> Said:
    from sopgen.definition.entries import data_in

    said = data_in(data)
    if not isinstance(said, dict) or not said:
        return Said(fault="tidak terbaca")
    keys = ("kop", "nomor", "nama", "tanggal_efektif", "status", "unit")
    texts = [value if isinstance(value := said.get(key, ""), str) else "" for key in keys]
    letterhead, number, name, effective, status, unit = texts
    unknown = status and status not in set(Status)
    fault = "status tidak dikenal" if unknown else ""
    return Said(letterhead, number, name, effective, status, fault, unit)


def _sheet(target: Target, manifest: Manifest, inputs: InputReader) -> Sheet:
    path = target.output(Format.PDF)
    record = manifest.record(target.inside(Format.PDF))
    try:
        data = content(path)
    except OSError:
        return Sheet.ABSENT
    match standing(data, record.digest if record else None):
        case Standing.ABSENT:
            return Sheet.ABSENT
        case Standing.SIGNED:
            from sopgen.project.speaking import since

            speaks = since(path, target.definition) is not None
            return Sheet.SIGNED if speaks else Sheet.SIGNED_OTHERWISE
        case _:
            known = manifest.inputs(name_of(target.definition, target.root))
            current = inputs.current(target.definition, known)
            if record is None or current is None or record.sources != current.sources:
                return Sheet.STALE
            return Sheet.FRESH


def _is_signed_beside(
    target: Target, manifest: Manifest, pdfs: Callable[[Path], Sequence[Path]]
) -> bool:
    """Tell whether a signed PDF that says what the SOP says now lies beside its own."""
    own = target.output(Format.PDF)
    for path in longer_named(own, pdfs(own.parent)):
        if manifest.record(path.relative_to(target.root).as_posix()) is not None:
            continue
        try:
            found = standing(content(path), None)
        except OSError:
            continue
        if found is Standing.SIGNED:
            from sopgen.project.speaking import since

            if since(path, target.definition) is not None:
                return True
    return False


def signed_sheet(target: Target, archive: Path) -> Path | None:
    """Return the signed PDF or the scan that `archive` keeps of an SOP as it is now, if any."""
    data = plain_bytes(target.definition)
    kept = _kept(target, _said(data), digest(data), archive)
    sheets = [sheet for place, edition in kept if (sheet := _signed_in(place, edition))]
    return sheets[-1] if sheets else None


def _signed_in(place: Path, edition: _Archived) -> Path | None:
    signed = [each.name for each in edition.files if each.signatures]
    if signed:
        return place / signed[0]
    scans = [each for each in place.iterdir() if SCAN.fullmatch(each.name)]
    newest = max(scans, key=lambda each: int(each.name.partition("-")[2]), default=None)
    pages = sorted(newest.glob("*-pindaian.*")) if newest else []
    return pages[0] if pages else None


def _edition(target: Target, said: Said, own: str, archive: Path) -> Edition:
    """Return what the newest edition in the archive is to the SOP as it is now."""
    for place, each in _kept(target, said, own, archive):
        signed = each.signed or any(SCAN.fullmatch(inner.name) for inner in place.iterdir())
        return Edition.SIGNED if signed else Edition.UNSIGNED
    return Edition.OTHER if any(_editions(_shelf(said, archive))) else Edition.NONE


def _kept(target: Target, said: Said, own: str, archive: Path) -> Iterator[tuple[Path, _Archived]]:
    """Yield the editions in the archive that say what the SOP says now."""
    revoked = _status(said) is Status.WITHDRAWN
    for place, each in _editions(_shelf(said, archive)):
        told = each.state == Status.WITHDRAWN, each.effective or ""
        if told == (revoked, said.effective) and _is_of(place, each, target, own):
            yield place, each


def _shelf(said: Said, archive: Path) -> Path | None:
    """Return the folder of an SOP in the archive; None where it has no number to be called by."""
    return archive / plain_slug(said.letterhead) / slug_of(said.number) if said.number else None


def _editions(folder: Path | None) -> Iterator[tuple[Path, _Archived]]:
    try:
        places = sorted(folder.iterdir()) if folder else []
    except OSError:
        return
    for place in places:
        data = plain_file(place / MANIFEST, LARGEST_MANIFEST)
        if data is not None:
            try:
                yield place, msgspec.json.decode(data, type=_Archived)
            except (msgspec.MsgspecError, ValueError, RecursionError):
                continue


def _is_of(place: Path, edition: _Archived, target: Target, own: str) -> bool:
    """Tell whether an edition says what the SOP says now; a comment more does not count."""
    if edition.definition == own:
        return True
    from sopgen.project.speaking import since

    sheets = (each.name for each in edition.files if each.name.endswith(".pdf"))
    return any(since(place / name, target.definition) is not None for name in sheets)


def _remembered(root: Path) -> dict[str, Said]:
    try:
        data = plain_bytes(root / FOLDER / MEMORY)
        return msgspec.json.decode(data, type=dict[str, Said])
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return {}


def _remember(root: Path, said: Mapping[str, Said]) -> None:
    try:
        replace_file(root / FOLDER / MEMORY, msgspec.json.encode(said))
    except OSError:
        return
