"""The halaman judul as data: its parts, and the words and rows in them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, Tag

from sopgen.model.entry import Entry, YesNo
from sopgen.model.kinds import ByKind, Items, Kind, TakesNothing


class CoverPart(StrEnum):
    """What may stand on a cover, from top to bottom."""

    TITLE = "judul"
    NAME = "nama"
    LOGO = "logo"
    ROWS = "baris"
    CONTROL = "kendali"
    APPROVAL = "pengesahan"
    UNIT = "unit"
    AGENCY = "instansi"
    ADDRESS = "alamat"
    YEAR = "tahun"


class CoverRow(StrEnum):
    """The rows of the SOP that a cover may repeat."""

    NUMBER = "nomor"
    CREATED = "tanggal_pembuatan"
    REVISED = "tanggal_revisi"
    REVISION = "revisi_ke"
    EFFECTIVE = "tanggal_efektif"
    NAME = "nama"
    UNIT = "unit"
    ADDITIONAL = "tambahan"


class YearOf(StrEnum):
    """Which date the year of the cover is that of."""

    CREATED = "tanggal_pembuatan"
    REVISED = "tanggal_revisi"
    EFFECTIVE = "tanggal_efektif"


class Cover(Entry):
    """The halaman judul: its parts in order, and what stands in them."""

    parts: tuple[CoverPart, ...] = Field(
        tuple(CoverPart), alias="isi", description="Bagian-bagian sampul dari atas ke bawah."
    )
    title: Items = Field(
        "STANDAR OPERASIONAL PROSEDUR (SOP)", alias="judul", description="Baris-baris judul."
    )
    name_prefix: str = Field("", alias="awalan_nama", description="Kata-kata di depan nama SOP.")
    agency: Items | None = Field(
        None, alias="instansi", description="Baris-baris instansi, jika lain daripada di kop."
    )
    uppercase_name: YesNo = Field(
        True, alias="nama_huruf_besar", description="Apakah nama SOP dicetak dengan huruf besar."
    )
    rows: tuple[CoverRow, ...] = Field(
        (), alias="baris", description="Baris-baris identitas yang tercetak juga di sampul."
    )
    control: dict[str, str] = Field(
        {}, alias="kendali", description="Kendali dokumen dan baris lain: judul dan isinya."
    )
    approval: tuple[str, ...] = Field(
        (), alias="pengesahan", description="Peran yang bertanda tangan di sampul, dan pengesah."
    )
    year_of: YearOf = Field(
        YearOf.CREATED, alias="tahun", description="Tanggal yang tahunnya tercetak."
    )


NO_COVER: Final = "tidak"

CoverChoice: TypeAlias = Annotated[
    Annotated[Literal["tidak"], Tag(Kind.TEXT)] | Annotated[Cover, Tag(Kind.MAP)],
    ByKind,
    TakesNothing,
]
"""A cover, or that there is none."""
