"""What can be wrong with a drawing."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Flaw(Enum):
    """What can be wrong with a drawing, as the self-check of a build says it."""

    OVERLAP = "garis berimpit"
    TOUCH = "garis bersinggungan"
    THROUGH = "garis menembus simbol"
    TOO_BENT = "garis berbelok lebih dari empat kali"
    OBLIQUE = "garis miring atau patah"
    UNGLUED = "garis tidak terhubung ke simbol"
    OFF_SITE = "ujung garis tidak di tengah sisi simbol"
    WRONG_SIDE = "panah keluar dari atas atau masuk dari bawah"
    OUTSIDE = "di luar kolom pelaksana"
    OVER_TEXT = "menutupi tulisan"
    SHAPE_ON_SHAPE = "simbol bertumpuk"
    LABEL_ON_LINE = "keterangan di atas garis"
    LABEL_ON_SHAPE = "keterangan di atas simbol"
    LABEL_ON_LABEL = "keterangan bertumpuk"
    LABEL_ON_RULE = "keterangan di atas garis tabel"
    CROSSING = "garis berpotongan"
    DETOUR = "panah keluar dari baris di antara kedua ujungnya"
    UPWARDS = "alur utama naik"
    AROUND = "panah memutari simbol lain di barisnya"
    ASTRAY = "jawaban jauh dari garis atau keputusannya"
    HUGGING = "garis menempel pada garis tabel"
    CAPTION_ON_RULE = "keterangan segilima di atas garis tabel"
    CAPTION_TOUCHING = "keterangan segilima menyentuh yang lain"
    CAPTION_OUTSIDE_LANE = "keterangan segilima di luar lajurnya"


HARMLESS = frozenset(
    {
        Flaw.LABEL_ON_RULE,
        Flaw.CROSSING,
        Flaw.DETOUR,
        Flaw.UPWARDS,
        Flaw.AROUND,
        Flaw.ASTRAY,
        Flaw.HUGGING,
        Flaw.CAPTION_ON_RULE,
        Flaw.CAPTION_TOUCHING,
        Flaw.CAPTION_OUTSIDE_LANE,
    }
)
"""Unwanted, yet legal where no drawing without them was found."""


class Finding(Struct, frozen=True):
    """A flaw on page `page` (from 1), and the names of what has it."""

    flaw: Flaw
    page: int
    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"halaman {self.page}: {self.flaw.value}: {'; '.join(self.names)}"
