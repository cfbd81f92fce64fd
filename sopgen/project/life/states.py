"""The five states of an SOP. Three are typed; signed and revised are found.

    draf -> ditandatangani -> berlaku -> direvisi -> ditandatangani ...
                              berlaku -> dicabut

docs/kehidupan-sop.md tells each move, and what refuses the others.
"""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from msgspec import Struct

from sopgen.model.status import Status


class State(StrEnum):
    """Where an SOP stands."""

    DRAFT = "draf"
    SIGNED = "ditandatangani"
    IN_FORCE = "berlaku"
    REVISED = "direvisi"
    WITHDRAWN = "dicabut"


class Sheet(StrEnum):
    """The PDF among the outputs."""

    ABSENT = "belum ada"
    STALE = "usang"
    FRESH = "mutakhir"
    SIGNED = "ditandatangani"
    SIGNED_OTHERWISE = "ditandatangani dengan isi lain"


class Edition(StrEnum):
    """What the archive holds of the SOP as it is now."""

    NONE = "tidak ada"
    OTHER = "isi lain"
    UNSIGNED = "tanpa tanda tangan"
    SIGNED = "bertanda tangan"


class Facts(Struct, frozen=True):
    """What decides the state of an SOP; without a number it cannot be archived."""

    typed: Status
    sheet: Sheet
    edition: Edition
    is_numbered: bool = True


def state_of(facts: Facts) -> State:
    """Return where the SOP stands."""
    if facts.typed is Status.WITHDRAWN:
        return State.WITHDRAWN
    if facts.sheet is Sheet.SIGNED_OTHERWISE:
        return State.REVISED
    if facts.edition is Edition.OTHER and facts.sheet is not Sheet.SIGNED:
        return State.REVISED
    if facts.typed is Status.IN_FORCE:
        return State.IN_FORCE
    return State.SIGNED if facts.sheet is Sheet.SIGNED else State.DRAFT


def next_step(facts: Facts) -> str:
    """Return what is to be done next, "" where nothing is."""
    if not facts.is_numbered:
        is_signed = facts.sheet in (Sheet.SIGNED, Sheet.SIGNED_OTHERWISE)
        return f"isi nomor, lalu sopgen build{' --force' if is_signed else ''}"
    match state_of(facts):
        case State.DRAFT:
            if facts.sheet is not Sheet.FRESH:
                return "sopgen build"
            return "tandatangani PDF-nya"
        case State.SIGNED:
            return "isi tanggal_efektif dan status: berlaku, lalu sopgen archive"
        case State.IN_FORCE:
            return _kept_next(facts)
        case State.REVISED:
            return _revised_next(facts)
        case State.WITHDRAWN:
            is_kept = facts.edition in (Edition.UNSIGNED, Edition.SIGNED)
            return "" if is_kept else "sopgen build, lalu sopgen archive"
        case _:
            assert_never(state_of(facts))


def _kept_next(facts: Facts) -> str:
    match facts.edition, facts.sheet:
        case Edition.SIGNED, _:
            return ""
        case Edition.UNSIGNED, _:
            return "simpan pindaian bertanda tangan: sopgen archive --pindaian"
        case _, Sheet.SIGNED:
            return "sopgen archive"
        case _, Sheet.FRESH:
            return "tandatangani PDF-nya, lalu sopgen archive"
        case _:
            return "sopgen build"


def _revised_next(facts: Facts) -> str:
    match facts.sheet:
        case Sheet.SIGNED_OTHERWISE:
            return "isi revisi_ke atau tanggal_revisi, lalu sopgen build --force"
        case Sheet.FRESH:
            return "tandatangani PDF-nya, lalu sopgen archive"
        case _:
            return "isi revisi_ke atau tanggal_revisi, lalu sopgen build"
