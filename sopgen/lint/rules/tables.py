"""TBL: tables outside the flow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sopgen.lint.rule import Finding, Ground, Rule, SopCheck
from sopgen.lint.subject import Subject
from sopgen.problems.problem import Severity
from sopgen.problems.spelling import quoted

_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_ISO_9001 = "ISO 9001:2015, 7.5.3 (pengendalian informasi terdokumentasi)"


def present_revision_missing(subject: Subject) -> Iterator[Finding]:
    """Check that the history has a line for the revision that the sheet says it is."""
    sop = subject.sop
    present = (sop.revision or "").strip(" -")
    if not sop.history or not present:
        return
    if all(_number(each.revision) != _number(present) for each in sop.history):
        yield Finding(
            ("riwayat",),
            f"Riwayat tidak memuat revisi {quoted(present)}, yang tertulis pada “revisi_ke”.",
            "Tambahkan barisnya, dengan tanggal dan apa yang berubah.",
        )


def history_out_of_order(subject: Subject) -> Iterator[Finding]:
    """Check that the dates of the history go one way."""
    dated = [
        (number, each.date)
        for number, each in enumerate(subject.sop.history)
        if _ISO.fullmatch(each.date)
    ]
    ways = [
        (at, earlier < later) for (_, earlier), (at, later) in pairwise(dated) if earlier != later
    ]
    for (_, before), (at, way) in pairwise(ways):
        if before != way:
            yield Finding(
                ("riwayat", at, "tanggal"),
                "Tanggal ini tidak urut dengan baris-baris di atasnya.",
                "Urutkan riwayat menurut tanggalnya.",
            )
            return


def copy_without_number(subject: Subject) -> Iterator[Finding]:
    """Check that every copy of a distribution list has a number."""
    for number, each in enumerate(subject.sop.distribution):
        if not each.number.strip(" -"):
            yield Finding(
                ("distribusi", number),
                f"Salinan untuk {quoted(each.holder)} tidak bernomor.",
                "Beri nomor salinan, supaya salinan yang lama dapat ditarik.",
            )


def _number(text: str) -> str:
    """Return `text` as revisions are compared: 1, 01 and Revisi 01 are one."""
    digits = re.sub(r"\D", "", text).lstrip("0")
    return digits or text.strip().casefold()


TABLE_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "TBL001",
        Severity.WARNING,
        "Riwayat tanpa revisi yang berlaku",
        Ground.CONSISTENCY,
        "Baris riwayat dibandingkan dengan “revisi_ke”.",
        "revisi_ke: 2; riwayat: [{revisi: 1, …}]",
        "riwayat: [{revisi: 1, …}, {revisi: 2, …}]",
        present_revision_missing,
    ),
    Rule(
        "TBL002",
        Severity.NOTE,
        "Riwayat tidak urut tanggal",
        Ground.CONSISTENCY,
        "Tanggal baris riwayat dibandingkan satu sama lain.",
        "2024-01-02, 2023-05-01, 2025-01-02",
        "2023-05-01, 2024-01-02, 2025-01-02",
        history_out_of_order,
    ),
    Rule(
        "TBL003",
        Severity.NOTE,
        "Salinan tanpa nomor",
        Ground.PRACTICE,
        f"Pengendalian dokumen; bandingkan {_ISO_9001}.",
        "distribusi: [{penerima: Sekretariat}]",
        "distribusi: [{nomor: 01, penerima: Sekretariat}]",
        copy_without_number,
    ),
)
