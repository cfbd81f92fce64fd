"""Whose a file in the output folder is: ours, or the work of a person.

A file is ours when it is byte for byte what we wrote last. Anything else has been
edited or signed, or nobody knows; it is never overwritten, only set aside on request.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from sopgen.problems.problem import Problem, Severity
from sopgen.project.fingerprints import digest
from sopgen.project.writing import replace_file

VERSIONS = ".versi"
"""The folder in the output folder where replaced work of people is kept."""

_NUMBERED = re.compile(r"(\d{4,})-[0-9a-f]{8}")


class Standing(StrEnum):
    """What stands at the path of an output, in the word of the report."""

    ABSENT = "belum ada"
    OURS = "buatan sopgen"
    EDITED = "diubah orang"
    SIGNED = "ditandatangani"
    UNKNOWN = "tidak dikenal"


PEOPLES = frozenset({Standing.EDITED, Standing.SIGNED, Standing.UNKNOWN})
"""What must not be overwritten."""


def content(path: Path) -> bytes | None:
    """Return what stands at `path`, None where nothing does; raises other OSErrors."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def standing(data: bytes | None, ours: str | None) -> Standing:
    """Return whose `data` is, given the digest of what we wrote there last."""
    if data is None:
        return Standing.ABSENT
    if digest(data) == ours:
        return Standing.OURS
    if data.startswith(b"%PDF") and _is_signed(data):
        return Standing.SIGNED
    return Standing.EDITED if ours else Standing.UNKNOWN


def _is_signed(data: bytes) -> bool:
    """Tell whether a PDF has a signature field with a value (ISO 32000-1, 12.7.4.5)."""
    from io import BytesIO

    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            fields = list(pdf.Root.get("/AcroForm", pikepdf.Dictionary()).get("/Fields", ()))
            while fields:
                field = fields.pop()
                if field.get("/FT") == "/Sig" and "/V" in field:
                    return True
                fields.extend(field.get("/Kids", ()))
    except (pikepdf.PdfError, ValueError, TypeError):
        return b"/ByteRange" in data
    return False


def set_aside(root: Path, inside: str, data: bytes) -> Path:
    """Keep `data`, which stands at `inside`, under `.versi/` and return where."""
    versions = root / VERSIONS
    taken = [int(found[1]) for each in _names(versions) if (found := _NUMBERED.fullmatch(each))]
    number = max(taken, default=0) + 1
    place = versions / f"{number:04d}-{digest(data)[:8]}" / inside
    replace_file(place, data)
    return place


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def left_alone(path: Path, found: Standing, outdated: bool) -> Problem:
    """Return the problem of a file that was not overwritten.

    It is an error where the file should have become another one, else only a note.
    """
    match found:
        case Standing.SIGNED:
            code, why = "BLD006", "sudah ditandatangani"
        case Standing.UNKNOWN:
            code, why = "BLD007", "tidak tercatat sebagai buatan sopgen"
        case _:
            code, why = "BLD005", "telah diubah orang sejak dibuat"
    if not outdated:
        return Problem(
            code, f"Berkas ini {why}; dibiarkan.", path=str(path), severity=Severity.NOTE
        )
    return Problem(
        code,
        f"Berkas ini {why}, jadi tidak ditimpa walaupun definisinya menghasilkan isi lain.",
        path=str(path),
        hint="Pindahkan berkas itu, atau jalankan dengan --force: yang lama disimpan di .versi.",
    )
