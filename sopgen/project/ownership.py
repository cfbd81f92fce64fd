"""Whose a file in the output folder is: ours, or the work of a person.

A file is ours when it is byte for byte what we wrote last. Anything else has been
edited or signed, or nobody knows; it is never overwritten, only set aside on request.
It is outdated when what people made it from has changed: definition, letterhead or logo.
A newer program or library would make other bytes of the same SOP, and that is no revision.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile
from pathlib import Path

from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.project.fingerprints import Inputs, digest
from sopgen.project.manifest import VERSIONS, Record
from sopgen.project.writing import replace_file

NUMBERED = re.compile(r"(\d{4,})-[0-9a-f]{8}")
_PDF, _PACKAGE = b"%PDF", b"PK"


class Standing(StrEnum):
    """What stands at the path of an output, in the word of the report."""

    ABSENT = "belum ada"
    OURS = "buatan sopgen"
    EDITED = "diubah orang"
    SIGNED = "ditandatangani"
    UNKNOWN = "tidak dikenal"


PEOPLES = frozenset({Standing.EDITED, Standing.SIGNED, Standing.UNKNOWN})
"""What must not be overwritten."""


def pdfs_in(folder: Path) -> tuple[Path, ...]:
    """Return the PDFs in `folder` by name, none where it cannot be looked into."""
    try:
        return tuple(sorted(each for each in folder.iterdir() if each.suffix.lower() == ".pdf"))
    except OSError:
        return ()


def longer_named(own: Path, pdfs: Sequence[Path]) -> tuple[Path, ...]:
    """Return those of `pdfs`, sorted, that services which sign may have laid beside `own`.

    They keep its name and put more behind it: `lakip_signed.pdf`.
    """
    found = pdfs[bisect_left(pdfs, own.with_name(own.stem)) :]
    longer = takewhile(lambda each: each.name.startswith(own.stem), found)
    return tuple(each for each in longer if each != own)


def content(path: Path) -> bytes | None:
    """Return what stands at `path`, None where nothing does; raises other OSErrors."""
    try:
        return plain_bytes(path)
    except FileNotFoundError:
        return None


def standing(data: bytes | None, ours: str | None) -> Standing:
    """Return whose `data` is, given the digest of what we wrote there last."""
    if data is None:
        return Standing.ABSENT
    if digest(data) == ours:
        return Standing.OURS
    if data.startswith(_PDF) and _is_signed(data):
        return Standing.SIGNED
    return Standing.EDITED if ours else Standing.UNKNOWN


def _is_signed(data: bytes) -> bool:
    """Tell whether a PDF is signed; of one that cannot be read, whether it ever was."""
    from sopgen.readers.pdf_record import BadPdfError, signed_fields

    try:
        return bool(signed_fields(data))
    except BadPdfError:
        return b"/ByteRange" in data


def is_outdated(path: Path, data: bytes, record: Record | None, inputs: Inputs) -> bool:
    """Tell whether the work of a person, `data` at `path`, was made from others than `inputs`.

    A file of ours says itself what it came from, also where it was signed elsewhere and put
    back, or is of an earlier edition; else it is remembered which was written there last.
    """
    told = _sources_told(path, data)
    if told is not None and told != (inputs.definition, inputs.letterhead):
        return True
    if record is not None and record.sources:
        return record.sources != inputs.sources
    return told is None


def _sources_told(path: Path, data: bytes) -> tuple[str, str] | None:
    """Return the digests of definition and letterhead that a file of ours carries."""
    from sopgen.document.attached import AttachmentKind
    from sopgen.readers.pdf_record import BadPdfError, read_pdf
    from sopgen.readers.source import extracted

    if data.startswith(_PDF):
        try:
            record = read_pdf(data)
        except BadPdfError:
            return None
        is_book = any(each.kind is AttachmentKind.BOOK for each in record.attachments)
        is_told = record.definition and not is_book
        return (record.definition, record.letterhead) if is_told else None
    if not data.startswith(_PACKAGE):
        return None
    try:
        found = {each.kind: digest(each.data) for each in extracted(path)}
    except ProblemsError:
        return None
    told = found.get(AttachmentKind.DEFINITION), found.get(AttachmentKind.LETTERHEAD)
    return (told[0], told[1]) if told[0] and told[1] else None


def set_aside(root: Path, inside: str, data: bytes) -> Path:
    """Keep `data`, which stands at `inside`, under `.versi/` and return where."""
    versions = root / VERSIONS
    taken = [int(found[1]) for each in _names(versions) if (found := NUMBERED.fullmatch(each))]
    number = max(taken, default=0) + 1
    place = versions / f"{number:04d}-{digest(data)[:8]}" / inside
    replace_file(place, data)
    return place


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def left_alone(path: Path, found: Standing) -> Problem:
    """Return the note on a file that is a person's and up to date."""
    code, why = _reason(found)
    message = f"Berkas ini {why}; dibiarkan."
    return Problem(code, message, path=str(path), severity=Severity.NOTE)


def signed_before(path: Path, copy: Path) -> Problem:
    """Return the note on a file that was signed before its SOP was revoked."""
    return Problem(
        "BLD006",
        f"Berkas ini sudah ditandatangani dan SOP-nya dicabut; dibiarkan. Lembar yang bertanda "
        f"tidak berlaku ada di sampingnya: {copy.name}.",
        path=str(path),
        severity=Severity.NOTE,
    )


def in_the_way(path: Path, found: Standing, definition: Path) -> Problem:
    """Return the problem of a file that is a person's and should have become another one."""
    code, why = _reason(found)
    return Problem(
        code,
        f"Berkas ini {why}, sedangkan isi SOP-nya sekarang lain; tidak satu pun berkas SOP ini "
        "ditulis.",
        path=str(path),
        hint=f"{_pullable(path, found)}Pindahkan berkas itu, sebut format yang lain dengan -f, "
        f"atau jalankan “sopgen build --force {definition}”: yang lama disimpan di {VERSIONS} "
        "dan ditampilkan oleh “sopgen versions”.",
    )


def _pullable(path: Path, found: Standing) -> str:
    """Return the way out for what was edited in Word or Excel."""
    if found is Standing.EDITED and path.suffix in (".docx", ".xlsx"):
        return f"Tarik suntingannya ke definisi dengan “sopgen pull {path}”. Bila tidak perlu: "
    return ""


def _reason(found: Standing) -> tuple[str, str]:
    match found:
        case Standing.SIGNED:
            return "BLD006", "sudah ditandatangani"
        case Standing.UNKNOWN:
            return "BLD007", "tidak tercatat sebagai buatan sopgen"
        case _:
            return "BLD005", "telah diubah orang sejak dibuat"
