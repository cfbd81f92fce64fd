"""What an SOP is: the definition and the letterhead as users type them.

The contract is the definition format (docs/format-definisi.md); the official term
of each field is its alias, and its description is what an editor shows to who types
it. Everything is immutable. A field that was not typed is None; a key with nothing
after it is an empty text, which prints an empty box. What a flowchart is stands in `flow`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from sopgen.model.cover import Cover
from sopgen.model.entry import Entry
from sopgen.model.flow import LANES, STEPS, Flow, FlowRow, Lanes
from sopgen.model.kinds import Items, TakesNothing
from sopgen.model.monev import Intervals
from sopgen.model.profile import Profile
from sopgen.model.status import Status
from sopgen.model.tables import ExtraTable, Recipient, Revision
from sopgen.problems.problem import Loc


class Signatory(Entry):
    """Who sign besides the approver, under one role: Disusun, Diperiksa and the like."""

    role: str = Field(alias="peran", description="Misalnya Disusun, Diperiksa atau Disetujui.")
    named: Items = Field(
        alias="pejabat", description="Id pejabat di berkas kop: satu, atau daftar id."
    )
    date: str = Field("", alias="tanggal", description="Tanggal tanda tangan.")

    @property
    def officials(self) -> tuple[str, ...]:
        """The ids of the officials, in the order in which they stand."""
        return (self.named,) if isinstance(self.named, str) else self.named


_DATE = "Tanggal, misalnya 2024-01-23 atau 2024-01; teks lain tercetak apa adanya."
_PROFILE = "Nama profil: permenpan35, permendagri52 atau spo."
_FORMAT = "Perubahan atas profil; tulis hanya yang berbeda."


class Sop(Entry):
    """A standard operating procedure, as its definition says it."""

    letterhead: str = Field(
        alias="kop", description="Nama berkas kop di map letterheads, tanpa .yaml."
    )
    name: str = Field(alias="nama", description="Nama SOP.")
    number: str | None = Field(None, alias="nomor", description="Nomor SOP.")
    unit: str | None = Field(None, alias="unit", description="Unit kerja.")
    created: str | None = Field(None, alias="tanggal_pembuatan", description=_DATE)
    revised: str | None = Field(None, alias="tanggal_revisi", description=_DATE)
    revision: str | None = Field(None, alias="revisi_ke", description="Revisi ke berapa.")
    effective: str | None = Field(None, alias="tanggal_efektif", description=_DATE)
    status: Status = Field(Status.DRAFT, alias="status", description="Keadaan SOP ini.")
    approver: str | None = Field(
        None, alias="pengesah", description="Id pejabat di berkas kop yang mengesahkan."
    )
    signatories: tuple[Signatory, ...] = Field(
        (), alias="penandatangan", description="Penanda tangan lain selain pengesah."
    )
    legal_basis: Items | None = Field(None, alias="dasar_hukum", description="Dasar hukum.")
    qualifications: Items | None = Field(
        None, alias="kualifikasi_pelaksana", description="Kualifikasi pelaksana."
    )
    related: Items | None = Field(
        None, alias="keterkaitan", description="SOP lain yang terkait langsung."
    )
    equipment: Items | None = Field(
        None, alias="peralatan", description="Peralatan dan perlengkapan."
    )
    warnings: Items | None = Field(
        None, alias="peringatan", description="Peringatan: jika … maka …"
    )
    records: Items | None = Field(None, alias="pencatatan", description="Pencatatan dan pendataan.")
    extra_boxes: dict[str, Items] = Field(
        {}, alias="kotak_tambahan", description="Kotak lain: judul dan isinya."
    )
    extra_identity: dict[str, str] = Field(
        {}, alias="identitas_tambahan", description="Baris lain di samping logo: judul dan isi."
    )
    history: tuple[Revision, ...] = Field(
        (), alias="riwayat", description="Riwayat revisi: daftar {revisi, tanggal, uraian}."
    )
    distribution: tuple[Recipient, ...] = Field(
        (), alias="distribusi", description="Daftar salinan: {nomor, penerima, tanggal}."
    )
    extra_tables: tuple[ExtraTable, ...] = Field(
        (), alias="tabel_tambahan", description="Tabel lain: daftar {judul, kolom, baris}."
    )
    year: str | None = Field(
        None, alias="tahun", description="Tahun di sampul, jika bukan menurut tanggalnya."
    )
    flow_title: str | None = Field(
        None, alias="judul_alur", description="Judul di atas tabel alur, jika bukan nama SOP."
    )
    profile: str | None = Field(None, alias="profil", description=_PROFILE)
    format: Profile | None = Field(None, alias="format", description=_FORMAT)
    lanes: Lanes | None = Field(None, alias="pelaksana", description=LANES)
    rows: tuple[FlowRow, ...] | None = Field(None, alias="langkah", description=STEPS)
    several_flows: tuple[Flow, ...] | None = Field(
        None,
        alias="alur",
        description="Beberapa bagan alir dalam satu SOP; menggantikan pelaksana dan langkah.",
    )

    @property
    def has_boxes(self) -> bool:
        """Tell whether there is a text box, with which an SOP needs no flow."""
        boxes = (self.legal_basis, self.qualifications, self.related, self.equipment)
        typed = (*boxes, self.warnings, self.records)
        return bool(self.extra_boxes) or any(each is not None for each in typed)

    @property
    def flows(self) -> tuple[Flow, ...]:
        """Return the flowcharts; `pelaksana` and `langkah` alone are one.

        A sheet of boxes alone has none.
        """
        if self.several_flows is not None:
            return self.several_flows
        if self.lanes is None and self.rows is None:
            return ()
        return (Flow(lanes=self.lanes or {}, rows=self.rows or ()),)

    def flow_at(self, index: int) -> Loc:
        """Return where flow `index` stands in the definition."""
        return ("alur", index) if self.several_flows is not None else ()


class Service(StrEnum):
    """Whose service an official is in, which decides what stands before the number."""

    CIVIL = "pns"
    CONTRACT = "pppk"
    POLICE = "polri"
    MILITARY = "tni"
    OTHER = "lainnya"


class Acting(StrEnum):
    """Pelaksana tugas and pelaksana harian: who does the work of a post that another has."""

    FOR_NOW = "plt"
    FOR_DAYS = "plh"


class Official(Entry):
    """A pejabat of the letterhead.

    One who signs `atas_nama` of a higher one stands below that one's post; with
    `untuk_beliau`, below the post between the two as well.
    """

    position: str = Field("", alias="jabatan", description="Jabatan.")
    name: str = Field("", alias="nama", description="Nama dengan gelar.")
    rank: str = Field("", alias="pangkat", description="Pangkat, misalnya Pembina.")
    grade: str = Field("", alias="golongan", description="Golongan, misalnya IV/a.")
    nip: str = Field("", alias="nip", description="NIP, NI PPPK atau NRP.")
    service: Service = Field(
        Service.CIVIL, alias="jenis", description="Jenis kepegawaian; menentukan NIP atau NRP."
    )
    acting: Acting | None = Field(
        None, alias="sebagai", description="plt atau plh, jika bukan pejabat tetapnya."
    )
    on_behalf_of: str = Field(
        "", alias="atas_nama", description="Jabatan yang diatasnamakan, tanpa “a.n.”."
    )
    by_order_of: str = Field(
        "", alias="untuk_beliau", description="Jabatan di antaranya, di atas “u.b.”."
    )


class Letterhead(Entry):
    """An agency: its name, logo, officials and how its sheets look."""

    agency: Items = Field(
        alias="instansi", description="Baris-baris di samping logo; yang terakhir paling besar."
    )
    logo: str | None = Field(
        None, alias="logo", description="Berkas PNG atau JPEG di map yang sama dengan kop ini."
    )
    address: Items = Field("", alias="alamat", description="Alamat, untuk sampul.")
    profile: str | None = Field(None, alias="profil", description=_PROFILE)
    format: Profile | None = Field(None, alias="format", description=_FORMAT)
    cover: Annotated[Cover | None, TakesNothing] = Field(
        None, alias="sampul", description="Sampul; tanpa kunci ini tidak ada sampul."
    )
    officials: dict[str, Annotated[Official, TakesNothing]] = Field(
        {}, alias="pejabat", description="Para pejabat: id dan datanya."
    )
    reviews: Annotated[Intervals, TakesNothing] = Field(
        Intervals(), alias="tinjauan", description="Jangka waktu monitoring dan evaluasi."
    )
