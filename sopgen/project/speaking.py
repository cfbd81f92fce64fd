"""Whether a signed sheet still speaks for its SOP, although what it was made from has changed.

Two changes come after the signature by nature. An SOP enters into force: `status: berlaku`
and `tanggal_efektif` are typed when it is signed. And another official takes over the office:
what the former one signed stays valid until it is revised. Any other change is a revision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sopgen.definition.entries import data_in
from sopgen.definition.reading import find_letterhead
from sopgen.definition.validation import Data
from sopgen.document.attached import OF_AN_SOP, AttachmentKind
from sopgen.model.status import Status
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.readers.source import extracted

_STATUS, _EFFECTIVE, _OFFICIALS = "status", "tanggal_efektif", "pejabat"
_UNSAID = ("", "-", "- -")


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since a sheet was made that it does not show; nothing else has.

    `entered` is whether it entered into force since, `headed` whether another official
    has taken over.
    """

    entered: bool
    headed: bool


def since(sheet: Path, definition: Path) -> Since | None:
    """Return what changed since `sheet` was made from what `definition` was then.

    None where it says something else than the SOP does now, where it is marked as a draft,
    and where that cannot be known.
    """
    try:
        carried = {each.kind: each for each in extracted(sheet)}
        now = _read(plain_bytes(definition))
        found = find_letterhead(definition, str(now.get("kop", "")))
        if isinstance(found, Problem):
            return None
        letterhead = _read(plain_bytes(found))
    except (ProblemsError, OSError):
        return None
    if set(carried) != OF_AN_SOP:
        return None
    then = _read(carried[AttachmentKind.DEFINITION].data)
    headed = _read(carried[AttachmentKind.LETTERHEAD].data)
    return _between((then, headed), (now, letterhead))


def _between(
    then: tuple[Mapping[str, Data], Mapping[str, Data]],
    now: tuple[Mapping[str, Data], Mapping[str, Data]],
) -> Since | None:
    (sop_then, kop_then), (sop_now, kop_now) = then, now
    if _without(sop_then, _STATUS, _EFFECTIVE) != _without(sop_now, _STATUS, _EFFECTIVE):
        return None
    if _without(kop_then, _OFFICIALS) != _without(kop_now, _OFFICIALS):
        return None
    entered = sop_then != sop_now
    if entered and not (_may_enter(sop_then, sop_now) and not _is_marked(sop_then, kop_then)):
        return None
    return Since(entered, kop_then != kop_now)


def _may_enter(then: Mapping[str, Data], now: Mapping[str, Data]) -> bool:
    """Tell whether all that was typed is what a sheet leaves open until it is signed."""
    printed = then.get(_EFFECTIVE, "")
    open_date = printed in _UNSAID or printed == now.get(_EFFECTIVE, "")
    statuses = then.get(_STATUS) or Status.DRAFT, now.get(_STATUS) or Status.DRAFT
    return open_date and statuses in (
        (Status.DRAFT, Status.IN_FORCE),
        (Status.IN_FORCE, Status.IN_FORCE),
        (Status.DRAFT, Status.DRAFT),
    )


def _is_marked(sop: Mapping[str, Data], letterhead: Mapping[str, Data]) -> bool:
    """Tell whether the sheet prints that it is a draft (`format: {tanda_status: ya}`)."""
    if (sop.get(_STATUS) or Status.DRAFT) != Status.DRAFT:
        return False
    for holder in (sop, letterhead):
        match holder.get("format"):
            case {"tanda_status": asked}:
                return asked == "ya"
    return False


def _without(data: Mapping[str, Data], *keys: str) -> dict[str, Data]:
    return {key: value for key, value in data.items() if key not in keys}


def _read(data: bytes) -> dict[str, Data]:
    said = data_in(data)
    return said if isinstance(said, dict) else {}


def still_speaking(path: Path, found: Since) -> Problem:
    """Return the note on a signed sheet that stays although its sources are others by now."""
    why = []
    if found.entered:
        why.append("sebelum SOP-nya berlaku")
    if found.headed:
        why.append("oleh pejabat sebelumnya")
    message = f"Lembar ini ditandatangani {' dan '.join(why)}; tetap sah dan dibiarkan."
    return Problem(
        "BLD016",
        message,
        path=str(path),
        severity=Severity.NOTE,
        hint="Bila isinya perlu berubah, buat revisi.",
    )
