"""What an SOP is: the definition and the letterhead as users type them.

The contract is the definition format (docs/format-definisi.md); the official term
of each field is its alias, and its description is what an editor shows to who types
it. Everything is immutable. A field that was not typed is None; a key with nothing
after it is an empty text, which prints an empty box. How marks and targets become
symbols and arrows is decided in `graph`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag

from sopgen.model.profile import Entry, Profile, YesNo
from sopgen.problems.problem import Loc


class Kind(StrEnum):
    """The kinds of value that a text can hold.

    Where a field takes several kinds, pydantic puts the one that was typed into the
    place of an error. No key holds a NUL, so these never pass for a key.
    """

    TEXT = "\0text"
    LIST = "\0list"
    MAP = "\0map"


def kind_of(value: object) -> Kind:
    """Return the kind of `value`, as read or already in the model."""
    match value:
        case str():
            return Kind.TEXT
        case list() | tuple():
            return Kind.LIST
        case _:
            return Kind.MAP


def _list_or_map(value: object) -> Kind:
    return Kind.LIST if kind_of(value) is Kind.LIST else Kind.MAP


def _nothing_is_all_defaults(value: object) -> object:
    return {} if value == "" else value


_TakesNothing = BeforeValidator(_nothing_is_all_defaults)
_Text: TypeAlias = Annotated[str, Tag(Kind.TEXT)]
_ByKind = Discriminator(kind_of)

Items: TypeAlias = Annotated[
    _Text | Annotated[tuple[str, ...], Tag(Kind.LIST)],
    _ByKind,
]
"""One text prints as a paragraph; a list prints in the list style of its field."""


class Role(StrEnum):
    """What a symbol is, by the word that users type under `simbol`."""

    START = "mulai"
    PROCESS = "proses"
    DECISION = "keputusan"
    END = "selesai"


class Stroke(StrEnum):
    """How the line of an arrow is drawn, by the word that users type under `garis`."""

    SOLID = "utuh"
    DASHED = "putus-putus"


class LabelledTarget(Entry):
    """An arrow that carries words or is drawn otherwise: `{ke: susun, label: Salinan}`."""

    to: str = Field(alias="ke", description="Tujuan panah.")
    label: str = Field("", alias="label", description="Kata-kata di dekat panah.")
    stroke: Stroke = Field(
        Stroke.SOLID, alias="garis", description="Garis panah: utuh atau putus-putus."
    )


Target: TypeAlias = Annotated[
    _Text | Annotated[LabelledTarget, Tag(Kind.MAP)],
    _ByKind,
]
Targets: TypeAlias = Annotated[
    _Text
    | Annotated[LabelledTarget, Tag(Kind.MAP)]
    | Annotated[tuple[Target, ...], Tag(Kind.LIST)],
    _ByKind,
]

_SYMBOL = "Bentuk simbol, jika bukan yang lazim bagi tempatnya."
_TEXT = "Kata-kata di dalam simbol."
_BRANCHES = (
    "Jawaban dan tujuannya, misalnya {Ya: berikutnya, Tidak: susun}; simbolnya menjadi belah "
    "ketupat. Jawaban kosong (“”) berarti tanpa tulisan."
)
_NEXT = (
    "Tujuan panah jika bukan langkah berikutnya: satu tujuan atau daftar tujuan; “tidak ada” "
    "untuk tanpa panah."
)


class Mark(Entry):
    """One symbol of a row with several."""

    symbol: Role | None = Field(None, alias="simbol", description=_SYMBOL)
    text: str | None = Field(None, alias="teks", description=_TEXT)
    branches: dict[str, Targets] | None = Field(None, alias="cabang", description=_BRANCHES)
    next: Targets | None = Field(None, alias="lanjut", description=_NEXT)
    lanes: tuple[str, ...] | None = Field(
        None, alias="lajur", description="Kolom-kolom bersebelahan yang ditempati satu simbol."
    )


_MarkOrNothing: TypeAlias = Annotated[Mark, _TakesNothing]
Marks: TypeAlias = Annotated[
    Annotated[_MarkOrNothing, Tag(Kind.MAP)]
    | Annotated[tuple[_MarkOrNothing, ...], Tag(Kind.LIST)],
    Discriminator(_list_or_map),
]
Actors: TypeAlias = Annotated[
    _Text | Annotated[tuple[str, ...], Tag(Kind.LIST)] | Annotated[dict[str, Marks], Tag(Kind.MAP)],
    _ByKind,
]
MergeableColumn: TypeAlias = Literal["kelengkapan", "waktu", "output", "keterangan"]


class Step(Entry):
    """A row of the flowchart: one kegiatan, who does it, and its mutu baku."""

    activity: str = Field(
        alias="kegiatan", description="Uraian kegiatan: kata kerja aktif tanpa pelaksananya."
    )
    actors: Actors = Field(
        alias="pelaksana",
        description="Pelaksana kegiatan: satu id kolom; daftar id untuk kerja bersama; atau "
        "pasangan id dan simbolnya.",
    )
    id: str | None = Field(
        None, alias="id", description="Nama langkah ini, agar langkah lain dapat menunjuknya."
    )
    number: str | None = Field(
        None,
        alias="no",
        description="Nomor yang tercetak; kosong berarti tanpa nomor dan tidak dihitung.",
    )
    branches: dict[str, Targets] | None = Field(None, alias="cabang", description=_BRANCHES)
    next: Targets | None = Field(None, alias="lanjut", description=_NEXT)
    leaves_from: str | None = Field(
        None,
        alias="keluar",
        description="Dalam kerja bersama: id kolom tempat alur keluar, jika bukan yang pertama.",
    )
    joined: YesNo = Field(
        False,
        alias="bersama",
        description="“ya”: simbol-simbol di baris ini dihubungkan garis tanpa panah.",
    )
    symbol: Role | None = Field(None, alias="simbol", description=_SYMBOL)
    text: str | None = Field(None, alias="teks", description=_TEXT)
    requirements: Items = Field(
        "", alias="kelengkapan", description="Mutu baku: masukan yang diperlukan."
    )
    duration: Items = Field("", alias="waktu", description="Mutu baku: waktu, misalnya 30 menit.")
    output: Items = Field("", alias="output", description="Mutu baku: hasil kegiatan.")
    remark: Items = Field("", alias="keterangan", description="Keterangan.")
    merged: tuple[MergeableColumn, ...] = Field(
        (),
        alias="gabung",
        description="Kolom-kolom yang selnya digabung dengan baris di atasnya.",
    )


_LANES = "Kolom pelaksana dari kiri ke kanan: id dan nama yang tercetak."
_STEPS = "Langkah-langkah dari atas ke bawah."


class Flow(Entry):
    """One flowchart: its columns (id to printed name, left to right) and rows."""

    title: str | None = Field(None, alias="judul", description="Judul bagan alir ini.")
    actors: dict[str, str] = Field(alias="pelaksana", min_length=1, description=_LANES)
    steps: tuple[Step, ...] = Field(alias="langkah", min_length=1, description=_STEPS)


class Status(StrEnum):
    DRAFT = "draf"
    IN_FORCE = "berlaku"
    WITHDRAWN = "dicabut"


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
_PROFILE = "Nama profil: permenpan35 atau permendagri52."
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
    flow_title: str | None = Field(
        None, alias="judul_alur", description="Judul di atas tabel alur, jika bukan nama SOP."
    )
    profile: str | None = Field(None, alias="profil", description=_PROFILE)
    format: Profile | None = Field(None, alias="format", description=_FORMAT)
    actors: dict[str, str] | None = Field(None, alias="pelaksana", description=_LANES)
    steps: tuple[Step, ...] | None = Field(None, alias="langkah", description=_STEPS)
    several_flows: tuple[Flow, ...] | None = Field(
        None,
        alias="alur",
        description="Beberapa bagan alir dalam satu SOP; menggantikan pelaksana dan langkah.",
    )

    @property
    def flows(self) -> tuple[Flow, ...]:
        """Return the flowcharts; `pelaksana` and `langkah` alone are one."""
        if self.several_flows is not None:
            return self.several_flows
        return (Flow(actors=self.actors or {}, steps=self.steps or ()),)

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
        description="Bagian-bagian sampul dari atas ke bawah.",
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
    cover: Annotated[Cover | None, _TakesNothing] = Field(
        None, alias="sampul", description="Sampul; tanpa kunci ini tidak ada sampul."
    )
    officials: dict[str, Annotated[Official, _TakesNothing]] = Field(
        {}, alias="pejabat", description="Para pejabat: id dan datanya."
    )
