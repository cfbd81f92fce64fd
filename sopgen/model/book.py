"""What a book of SOPs is: which sheets it holds in which order, and what stands around them.

A book is a file in `buku/`, as an SOP is one in `definitions/`; the words that all books of an
agency share are those of its profile (`buku`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from sopgen.model.entry import Entry
from sopgen.model.kinds import Items, Kind, TakesNothing, kind_of
from sopgen.model.profile import Profile
from sopgen.model.status import Status
from sopgen.problems.problem import Loc


class BookPart(StrEnum):
    """The parts of a book, in their usual order (PermenPAN-RB 35/2012, pages 19 to 21)."""

    COVER = "sampul"
    DECREE = "penetapan"
    PREFACE = "kata_pengantar"
    CONTENTS = "daftar_isi"
    EXPLANATION = "penjelasan"
    LIST = "daftar_sop"
    SHEETS = "lembar"
    RELATIONS = "keterkaitan"
    HISTORY = "riwayat"
    FORMS = "formulir"


class BookNumbers(StrEnum):
    """Which numbers its sheets have: those of the book, their own, or both."""

    BOOK = "buku"
    OWN = "sop"
    BOTH = "keduanya"


class DecreeKind(StrEnum):
    """By what the SOPs are enacted."""

    DECISION = "keputusan"
    REGULATION = "peraturan"
    NONE = "tidak ada"


class BookForm(StrEnum):
    """The forms behind the sheets."""

    MONITORING = "monitoring"
    EVALUATION = "evaluasi"
    MINUTES = "berita_acara"


class Decree(Entry):
    """The enactment: its frame is made, its words are typed, or come from the profile."""

    kind: DecreeKind = Field(
        DecreeKind.DECISION, alias="jenis", description="keputusan, peraturan atau tidak ada."
    )
    number: str = Field("", alias="nomor", description="Nomor keputusan.")
    date: str = Field("", alias="tanggal", description="Tanggal ditetapkan.")
    place: str = Field("", alias="tempat", description="Tempat ditetapkan.")
    official: str = Field("", alias="pejabat", description="Id pejabat di kop yang menetapkan.")
    about: str = Field("", alias="tentang", description="Judul keputusan, sesudah TENTANG.")
    considering: Items | None = Field(
        None, alias="menimbang", description="Butir-butir Menimbang; bawaannya dari profil."
    )
    regarding: Items | None = Field(
        None, alias="mengingat", description="Butir-butir Mengingat; bawaannya dari profil."
    )
    deciding: dict[str, str] = Field(
        {}, alias="memutuskan", description="KESATU, KEDUA …; mengganti bawaan satu per satu."
    )
    copies: tuple[str, ...] = Field((), alias="tembusan", description="Penerima tembusan.")


class Explanation(Entry):
    """How the book is to be used."""

    scope: Items = Field("", alias="ruang_lingkup", description="Ruang lingkup.")
    summary: Items = Field("", alias="ringkasan", description="Ringkasan.")
    terms: dict[str, str] = Field({}, alias="definisi", description="Istilah dan artinya.")


class Chapter(Entry):
    """SOPs under one title; a folder means all that is in it, by their numbers."""

    title: str = Field("", alias="bagian", description="Judul bagian.")
    sops: tuple[str, ...] = Field(
        alias="sop", description="Nama berkas definisi tanpa .yaml, atau nama map."
    )


def _chapter_kind(value: object) -> Kind:
    return Kind.TEXT if kind_of(value) is Kind.TEXT else Kind.MAP


Content: TypeAlias = Annotated[
    Annotated[str, Tag(Kind.TEXT)] | Annotated[Chapter, Tag(Kind.MAP)],
    Discriminator(_chapter_kind),
]
"""An SOP or a folder of them by its name, or several under a title."""


class Book(Entry):
    """A book of SOPs, as its file says it."""

    letterhead: str = Field(
        alias="kop", description="Nama berkas kop di map letterheads, tanpa .yaml."
    )
    title: Items = Field(
        "STANDAR OPERASIONAL PROSEDUR",
        alias="judul",
        description="Judul buku, di sampul. Bawaan: judul sampul di kop.",
    )
    unit: str = Field("", alias="unit", description="Unit kerja.")
    year: str = Field("", alias="tahun", description="Tahun.")
    contents: tuple[Content, ...] = Field(alias="isi", description="SOP-SOP, urut seperti ini.")
    status: Status = Field(
        Status.DRAFT, alias="status", description="berlaku: hanya SOP yang berlaku, tanpa galat."
    )
    decree: Annotated[Decree | None, TakesNothing] = Field(
        None, alias="penetapan", description="Keputusan atau peraturan yang menetapkan."
    )
    preface: Items = Field("", alias="kata_pengantar", description="Kata pengantar.")
    explanation: Annotated[Explanation | None, TakesNothing] = Field(
        None, alias="penjelasan", description="Penjelasan singkat penggunaan."
    )
    forms: tuple[BookForm, ...] = Field(
        (), alias="formulir", description="monitoring, evaluasi, berita_acara."
    )
    parts: tuple[BookPart, ...] = Field(
        tuple(BookPart), alias="susunan", description="Bagian-bagian buku, urut seperti ini."
    )
    numbers: BookNumbers = Field(
        BookNumbers.BOTH, alias="nomor_halaman", description="buku, sop atau keduanya."
    )
    format: Profile | None = Field(None, alias="format", description="Perubahan atas profil kop.")

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """What the book holds, SOPs without a title as chapters without one."""
        return tuple(
            Chapter(sops=(each,)) if isinstance(each, str) else each for each in self.contents
        )

    @property
    def named(self) -> tuple[tuple[Loc, str], ...]:
        """The names of SOPs and folders in the book, with their places."""
        return tuple(
            (("isi", index) if isinstance(each, str) else ("isi", index, "sop", number), name)
            for index, each in enumerate(self.contents)
            for number, name in enumerate((each,) if isinstance(each, str) else each.sops)
        )
