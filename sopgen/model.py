"""What an SOP is: the definition and the letterhead as users type them.

The contract is the definition format (docs/format-definisi.md); the official term
of each field is its alias. Everything is immutable. A field that was not typed is
None; a key with nothing after it is an empty text, which prints an empty box.
How marks and targets become symbols and arrows is decided in `graph`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

from pydantic import Field

from sopgen.errors import Loc
from sopgen.profile import Entry, Profile, YesNo

Items: TypeAlias = str | tuple[str, ...]
"""One text prints as a paragraph; a list prints in the list style of its field."""


class Role(StrEnum):
    """What a symbol is, by the word that users type under `simbol`."""

    START = "mulai"
    PROCESS = "proses"
    DECISION = "keputusan"
    END = "selesai"


class LabelledTarget(Entry):
    """A plain arrow that carries words: `{ke: susun, label: Salinan}`."""

    to: str = Field(alias="ke")
    label: str = Field("", alias="label")


Target: TypeAlias = str | LabelledTarget
Targets: TypeAlias = Target | tuple[Target, ...]


class Mark(Entry):
    """One symbol of a row with several."""

    symbol: Role | None = Field(None, alias="simbol")
    text: str | None = Field(None, alias="teks")
    branches: dict[str, Targets] | None = Field(None, alias="cabang")
    next: Targets | None = Field(None, alias="lanjut")
    lanes: tuple[str, ...] | None = Field(None, alias="lajur")


Marks: TypeAlias = Mark | tuple[Mark, ...]
MergeableColumn: TypeAlias = Literal["kelengkapan", "waktu", "output", "keterangan"]


class Step(Entry):
    """A row of the flowchart: one kegiatan, who does it, and its mutu baku."""

    activity: str = Field(alias="kegiatan")
    actors: str | tuple[str, ...] | dict[str, Marks] = Field(alias="pelaksana")
    id: str | None = Field(None, alias="id")
    number: str | None = Field(None, alias="no")
    branches: dict[str, Targets] | None = Field(None, alias="cabang")
    next: Targets | None = Field(None, alias="lanjut")
    leaves_from: str | None = Field(None, alias="keluar")
    joined: YesNo = Field(False, alias="bersama")
    symbol: Role | None = Field(None, alias="simbol")
    text: str | None = Field(None, alias="teks")
    requirements: Items = Field("", alias="kelengkapan")
    duration: Items = Field("", alias="waktu")
    output: Items = Field("", alias="output")
    remark: Items = Field("", alias="keterangan")
    merged: tuple[MergeableColumn, ...] = Field((), alias="gabung")


class Flow(Entry):
    """One flowchart: its columns (id to printed name, left to right) and rows."""

    title: str | None = Field(None, alias="judul")
    actors: dict[str, str] = Field(alias="pelaksana", min_length=1)
    steps: tuple[Step, ...] = Field(alias="langkah", min_length=1)


class Status(StrEnum):
    DRAFT = "draf"
    IN_FORCE = "berlaku"
    WITHDRAWN = "dicabut"


class Signatory(Entry):
    """One who signs besides the approver: Disusun, Diperiksa, Disetujui …"""

    role: str = Field(alias="peran")
    official: str = Field(alias="pejabat")
    date: str = Field("", alias="tanggal")


class Sop(Entry):
    """A standard operating procedure, as its definition says it."""

    letterhead: str = Field(alias="kop")
    name: str = Field(alias="nama")
    number: str | None = Field(None, alias="nomor")
    unit: str | None = Field(None, alias="unit")
    created: str | None = Field(None, alias="tanggal_pembuatan")
    revised: str | None = Field(None, alias="tanggal_revisi")
    revision: str | None = Field(None, alias="revisi_ke")
    effective: str | None = Field(None, alias="tanggal_efektif")
    status: Status = Field(Status.DRAFT, alias="status")
    approver: str | None = Field(None, alias="pengesah")
    signatories: tuple[Signatory, ...] = Field((), alias="penandatangan")
    legal_basis: Items | None = Field(None, alias="dasar_hukum")
    qualifications: Items | None = Field(None, alias="kualifikasi_pelaksana")
    related: Items | None = Field(None, alias="keterkaitan")
    equipment: Items | None = Field(None, alias="peralatan")
    warnings: Items | None = Field(None, alias="peringatan")
    records: Items | None = Field(None, alias="pencatatan")
    extra_boxes: dict[str, Items] = Field({}, alias="kotak_tambahan")
    extra_identity: dict[str, str] = Field({}, alias="identitas_tambahan")
    flow_title: str | None = Field(None, alias="judul_alur")
    profile: str | None = Field(None, alias="profil")
    format: Profile | None = Field(None, alias="format")
    actors: dict[str, str] | None = Field(None, alias="pelaksana")
    steps: tuple[Step, ...] | None = Field(None, alias="langkah")
    several_flows: tuple[Flow, ...] | None = Field(None, alias="alur")

    @property
    def flows(self) -> tuple[Flow, ...]:
        """Return the flowcharts; `pelaksana` and `langkah` alone are one."""
        if self.several_flows is not None:
            return self.several_flows
        return (Flow(actors=self.actors or {}, steps=self.steps or ()),)

    def flow_at(self, index: int) -> Loc:
        """Return where flow `index` stands in the definition."""
        return ("alur", index) if self.several_flows is not None else ()


class Official(Entry):
    """A pejabat of the letterhead."""

    position: str = Field("", alias="jabatan")
    name: str = Field("", alias="nama")
    rank: str = Field("", alias="pangkat")
    grade: str = Field("", alias="golongan")
    nip: str = Field("", alias="nip")


class CoverPart(StrEnum):
    """What may stand on a cover, from top to bottom."""

    TITLE = "judul"
    NAME = "nama"
    LOGO = "logo"
    UNIT = "unit"
    AGENCY = "instansi"
    ADDRESS = "alamat"
    YEAR = "tahun"


class Cover(Entry):
    """The halaman judul: its parts in order, and the lines of its title."""

    parts: tuple[CoverPart, ...] = Field(
        (
            CoverPart.TITLE,
            CoverPart.NAME,
            CoverPart.LOGO,
            CoverPart.UNIT,
            CoverPart.AGENCY,
            CoverPart.ADDRESS,
            CoverPart.YEAR,
        ),
        alias="isi",
    )
    title: Items = Field("STANDAR OPERASIONAL PROSEDUR (SOP)", alias="judul")
    name_prefix: str = Field("", alias="awalan_nama")
    agency: Items | None = Field(None, alias="instansi")
    uppercase_name: YesNo = Field(True, alias="nama_huruf_besar")


class Letterhead(Entry):
    """An agency: its name, logo, officials and how its sheets look."""

    agency: Items = Field(alias="instansi")
    logo: str | None = Field(None, alias="logo")
    address: Items = Field("", alias="alamat")
    profile: str | None = Field(None, alias="profil")
    format: Profile | None = Field(None, alias="format")
    cover: Cover | None = Field(None, alias="sampul")
    officials: dict[str, Official] = Field({}, alias="pejabat")
