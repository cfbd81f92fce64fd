"""Monitoring and evaluation: how often they are due, and the log of those that took place.

A log is a file in `monev/`, one for each letterhead. It lies outside the definitions, so a
review that changes nothing changes no sheet and no signature.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from sopgen.model.entry import Entry


class ReviewKind(StrEnum):
    """What PermenPAN-RB 35/2012 asks of an SOP in force (pages 53 to 55)."""

    MONITORING = "monitoring"
    EVALUATION = "evaluasi"


class ReviewResult(StrEnum):
    """What was found: the first two by monitoring, the others by an evaluation."""

    RUNS = "berjalan"
    FAILS = "tidak berjalan"
    STAYS = "tetap berlaku"
    TO_REVISE = "perlu revisi"


RESULTS = {
    ReviewKind.MONITORING: (ReviewResult.RUNS, ReviewResult.FAILS),
    ReviewKind.EVALUATION: (ReviewResult.STAYS, ReviewResult.TO_REVISE),
}
"""What each kind of review can find."""


class Intervals(Entry):
    """How often the SOPs of an agency are reviewed."""

    monitoring: str = Field(
        "6 bulan", alias="monitoring", description="Jangka waktu monitoring, misalnya 6 bulan."
    )
    evaluation: str = Field(
        "12 bulan", alias="evaluasi", description="Jangka waktu evaluasi, misalnya 1 tahun."
    )


class Review(Entry):
    """A review that took place: a line of the log."""

    sop: str = Field(alias="sop", description="Nama berkas definisi tanpa .yaml.")
    date: str = Field(alias="tanggal", description="Tanggal tinjauan, misalnya 2024-07-23.")
    kind: ReviewKind = Field(alias="jenis", description="monitoring atau evaluasi.")
    result: ReviewResult = Field(
        alias="hasil",
        description="monitoring: berjalan atau tidak berjalan; evaluasi: tetap berlaku atau "
        "perlu revisi.",
    )
    note: str = Field("", alias="catatan", description="Catatan hasil penilaian.")
    measure: str = Field("", alias="tindakan", description="Tindakan yang harus diambil.")
    assessor: str = Field("", alias="penilai", description="Siapa yang menilai.")


class ReviewLog(Entry):
    """All reviews of the SOPs of one letterhead."""

    reviews: tuple[Review, ...] = Field((), alias="monev", description="Tinjauan-tinjauan.")
