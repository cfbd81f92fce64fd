"""What an agency prints: labels, rows, columns, their order, paper and faces.

A profile is data. The shipped ones lie in `sopgen/profiles/`; a letterhead and a
definition may override any entry under `format:`. The defaults here are those of
PermenPAN-RB 35/2012, so a profile file holds only what differs. What users type
is Indonesian and stands in the aliases.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from msgspec import Struct
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic.config import JsonDict

from sopgen.document.page import Face
from sopgen.model.book_words import BookWords
from sopgen.model.cover import NO_COVER, Cover, CoverChoice, CoverPart
from sopgen.model.entry import Entry, YesNo
from sopgen.model.labels import Labels


class IdentityRow(StrEnum):
    """The rows beside the logo."""

    NUMBER = "nomor"
    CREATED = "tanggal_pembuatan"
    REVISED = "tanggal_revisi"
    REVISION = "revisi_ke"
    EFFECTIVE = "tanggal_efektif"
    APPROVER = "pengesah"
    NAME = "nama"
    UNIT = "unit"
    PAGE = "halaman"
    ADDITIONAL = "tambahan"


class BoxField(StrEnum):
    """The text boxes under the identity rows."""

    LEGAL_BASIS = "dasar_hukum"
    QUALIFICATIONS = "kualifikasi_pelaksana"
    RELATED = "keterkaitan"
    EQUIPMENT = "peralatan"
    WARNINGS = "peringatan"
    RECORDS = "pencatatan"


class Column(StrEnum):
    """The columns of the flowchart table; `pelaksana` stands for all lanes."""

    NUMBER = "no"
    ACTIVITY = "kegiatan"
    LANES = "pelaksana"
    REQUIREMENTS = "kelengkapan"
    DURATION = "waktu"
    OUTPUT = "output"
    REMARK = "keterangan"


class ExtraColumn(Struct, frozen=True):
    """A column of an agency's own: the name that steps call it by, and its printed title."""

    value: str
    title: str


TableColumn: TypeAlias = Column | ExtraColumn

_COLUMN_NAMES: JsonDict = {
    "anyOf": [{"type": "string", "enum": [column.value for column in Column]}, {"type": "string"}]
}
ColumnName = Annotated[str, WithJsonSchema(_COLUMN_NAMES)]
"""One of `Column`, or a name under `kolom_tambahan`."""


STANDARD = frozenset({Column.REQUIREMENTS, Column.DURATION, Column.OUTPUT})
"""The columns under the title Mutu Baku."""


class ListStyle(StrEnum):
    """What stands before the items of a list."""

    NUMBERS = "nomor"
    LETTERS = "huruf"
    DASHES = "strip"
    BULLETS = "bulat"
    PLAIN = "polos"


class UnitPlace(StrEnum):
    """Where the unit is printed on the identity page."""

    BESIDE_NAME = "samping_nama"
    UNDER_AGENCY = "bawah_kop"
    ROW = "baris"
    NOWHERE = "tidak"


class Colon(StrEnum):
    """How a colon stands between label and value."""

    CELL = "sel"
    TEXT = "teks"
    NONE = "tidak"


class BoxHeading(StrEnum):
    """Whether a text box has its title in a row of its own or as its first line."""

    ROW = "baris"
    CELL = "sel"


class OfficialLine(StrEnum):
    """The lines of an approval, from top to bottom; `ruang` is where one signs."""

    POSITION = "jabatan"
    ROOM = "ruang"
    NAME = "nama"
    RANK = "pangkat"
    NIP = "nip"


class SigningMode(StrEnum):
    """How one signs: with ink and stamp, electronically, or in SRIKANDI."""

    INK = "basah"
    ELECTRONIC = "tte"
    SRIKANDI = "srikandi"


def _one_mark(value: object) -> object:
    if value == "" or (isinstance(value, str) and len(value) == 1 and _is_mark(value)):
        return value
    raise ValueError("isi dengan satu tanda saja, misalnya # atau $, bukan huruf atau angka")


def _is_mark(character: str) -> bool:
    return character.isprintable() and not character.isspace() and not character.isalnum()


AnchorMark = Annotated[
    str,
    BeforeValidator(_one_mark),
    WithJsonSchema({"type": "string", "maxLength": 1}),
]
"""A character that a signing service looks for on the page, or nothing."""


class ApprovalPlace(StrEnum):
    """Where the official signs: beside the logo, after the last step, or both."""

    HEAD = "kepala"
    END = "akhir"
    BOTH = "keduanya"


class Terminators(StrEnum):
    """How the start and the end of a flow are drawn (domain.md, 1.7)."""

    STEP = "kapsul_langkah"
    EXTRA = "kapsul_tambahan"
    ROW = "baris_sendiri"


class PhaseNumbers(StrEnum):
    """How steps are counted behind a heading row: on, or from one again."""

    CONTINUE = "lanjut"
    RESTART = "ulang"


class TextAlign(StrEnum):
    LEFT = "kiri"
    CENTER = "tengah"


def _chosen_share(value: object) -> object:
    return None if value == AUTOMATIC else value


AUTOMATIC = "otomatis"

LeftShare = Annotated[
    Annotated[float, Field(gt=0.2, lt=0.8)] | None,
    BeforeValidator(_chosen_share),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "enum": [AUTOMATIC]},
                {"type": "number", "exclusiveMinimum": 0.2, "exclusiveMaximum": 0.8},
            ]
        }
    ),
]
"""How much of the sheet's width is left of its middle line; None where layout chooses."""


class Paper(StrEnum):
    """Paper sizes in use at offices."""

    A4 = "A4"
    F4 = "F4"
    FOLIO = "Folio"
    LETTER = "Letter"
    LEGAL = "Legal"
    A3 = "A3"


class Orientation(StrEnum):
    PORTRAIT = "tegak"
    LANDSCAPE = "mendatar"


class ListStyles(Entry):
    """The list style of each field; `lainnya` is for additional boxes, `sel` for table cells."""

    legal_basis: ListStyle = Field(ListStyle.NUMBERS, alias="dasar_hukum")
    qualifications: ListStyle = Field(ListStyle.NUMBERS, alias="kualifikasi_pelaksana")
    related: ListStyle = Field(ListStyle.NUMBERS, alias="keterkaitan")
    equipment: ListStyle = Field(ListStyle.NUMBERS, alias="peralatan")
    warnings: ListStyle = Field(ListStyle.NUMBERS, alias="peringatan")
    records: ListStyle = Field(ListStyle.NUMBERS, alias="pencatatan")
    others: ListStyle = Field(ListStyle.NUMBERS, alias="lainnya")
    cells: ListStyle = Field(ListStyle.DASHES, alias="sel")


FirstNumber: TypeAlias = Annotated[int, Field(ge=1, le=9999)]
"""With which number, or letter, a list begins."""


class IdentityFormat(Entry):
    """The identity page: rows beside the logo, then text boxes in two columns."""

    rows: tuple[IdentityRow, ...] = Field(
        (
            IdentityRow.NUMBER,
            IdentityRow.CREATED,
            IdentityRow.REVISED,
            IdentityRow.EFFECTIVE,
            IdentityRow.ADDITIONAL,
            IdentityRow.APPROVER,
            IdentityRow.NAME,
        ),
        alias="baris",
    )
    boxes: tuple[tuple[BoxField, ...], ...] = Field(
        (
            (BoxField.LEGAL_BASIS, BoxField.QUALIFICATIONS),
            (BoxField.RELATED, BoxField.EQUIPMENT),
            (BoxField.WARNINGS, BoxField.RECORDS),
        ),
        alias="kotak",
    )
    box_heading: BoxHeading = Field(BoxHeading.ROW, alias="judul_kotak")
    colon: Colon = Field(Colon.NONE, alias="titik_dua")
    without_colon: tuple[IdentityRow, ...] = Field((), alias="tanpa_titik_dua")
    unit: UnitPlace = Field(UnitPlace.BESIDE_NAME, alias="letak_unit")
    shade: YesNo = Field(False, alias="arsir_judul")
    uppercase_name: YesNo = Field(False, alias="nama_huruf_besar")
    left_share: LeftShare = Field(None, alias="lebar_kiri")


APPROVER = "pengesah"
"""What stands for the approver among the roles that sign in the head."""


class ApprovalFormat(Entry):
    """The signature: where it stands and which lines it has.

    `head` names the roles that sign side by side in the head, `APPROVER` among them.
    """

    place: ApprovalPlace = Field(ApprovalPlace.HEAD, alias="letak")
    head: tuple[str, ...] = Field((), alias="kepala")
    head_lines: tuple[OfficialLine, ...] = Field(tuple(OfficialLine), alias="baris_kepala")
    end_lines: tuple[OfficialLine, ...] = Field(tuple(OfficialLine), alias="baris_akhir")
    head_bold: tuple[OfficialLine, ...] = Field((OfficialLine.NAME,), alias="tebal_kepala")
    end_bold: tuple[OfficialLine, ...] = Field((OfficialLine.NAME,), alias="tebal_akhir")
    rank_separator: str = Field(" / ", alias="pemisah_pangkat")
    mode: SigningMode = Field(SigningMode.INK, alias="tanda_tangan")
    anchor: AnchorMark = Field("", alias="jangkar")


ColumnWidth: TypeAlias = Annotated[float, Field(ge=5, le=390)]
"""How wide a column is, in millimetres; no paper has more room."""


class FlowFormat(Entry):
    """The flowchart table."""

    column_names: tuple[ColumnName, ...] = Field(tuple(Column), alias="kolom")
    extra_columns: dict[str, str] = Field({}, alias="kolom_tambahan")
    group_standard: YesNo = Field(True, alias="kelompok_mutu_baku")
    number_row: YesNo = Field(False, alias="baris_nomor_kolom")
    number_suffix: str = Field("", alias="akhiran_nomor")
    phase_numbers: PhaseNumbers = Field(PhaseNumbers.CONTINUE, alias="nomor_tahap")
    terminators: Terminators = Field(Terminators.STEP, alias="mulai_selesai")
    title_prefix: str = Field("", alias="awalan_judul")
    uppercase_title: YesNo = Field(True, alias="judul_huruf_besar")
    section_heading: str = Field("", alias="judul_bagian")
    aligned: dict[ColumnName, TextAlign] = Field(
        {}, alias="rata", json_schema_extra={"propertyNames": _COLUMN_NAMES}
    )
    widths: dict[ColumnName, ColumnWidth] = Field(
        {}, alias="lebar", json_schema_extra={"propertyNames": _COLUMN_NAMES}
    )
    shade: YesNo = Field(True, alias="arsir_judul")
    total: YesNo = Field(False, alias="baris_jumlah")

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        """The columns from left to right; one without a place of its own stands before remarks."""
        return _columns(self.column_names, tuple(self.extra_columns.items()))


@lru_cache(maxsize=64)
def _columns(
    names: tuple[str, ...], extra_columns: tuple[tuple[str, str], ...]
) -> tuple[TableColumn, ...]:
    extra = {name: ExtraColumn(name, title) for name, title in extra_columns}
    shown = [extra.get(name) or Column(name) for name in names]
    waiting = [column for name, column in extra.items() if name not in names]
    at = len(shown) - (shown[-1:] == [Column.REMARK])
    return (*shown[:at], *waiting, *shown[at:])


class StatusMark(StrEnum):
    """Which sheets say in their top margin that they are not in force."""

    WITHDRAWN = "dicabut"
    ALL = "ya"
    NONE = "tidak"


class HeadFormat(Entry):
    """The head of the sheet: agency and rows."""

    repeated: YesNo = Field(False, alias="ulang")


class BoxWidth(StrEnum):
    """Whether text boxes stand side by side, or each over the whole sheet."""

    HALF = "setengah"
    FULL = "penuh"


class BoxesFormat(Entry):
    """How the text boxes stand, the definition's own among them.

    `order` names them by key or title; those that it does not name stand behind.
    """

    width: BoxWidth = Field(BoxWidth.HALF, alias="lebar")
    order: tuple[str, ...] = Field((), alias="urutan")


class TablePlace(StrEnum):
    """Where a table outside the flow stands: before the flow or after it."""

    BEFORE = "sebelum_alur"
    AFTER = "sesudah_alur"


class TablesFormat(Entry):
    """Tables outside the flow."""

    history: TablePlace = Field(TablePlace.AFTER, alias="riwayat")
    distribution: TablePlace = Field(TablePlace.AFTER, alias="distribusi")
    others: TablePlace = Field(TablePlace.AFTER, alias="tambahan")


class Margins(Entry):
    """Room between paper and sheet, in millimetres."""

    top: float = Field(15, alias="atas", ge=5, le=60)
    right: float = Field(15, alias="kanan", ge=5, le=60)
    bottom: float = Field(25, alias="bawah", ge=18, le=80)
    left: float = Field(15, alias="kiri", ge=5, le=60)


class PaperFormat(Entry):
    """What is printed on."""

    size: Paper = Field(Paper.F4, alias="ukuran")
    identity: Orientation = Field(Orientation.LANDSCAPE, alias="identitas")
    flow: Orientation = Field(Orientation.LANDSCAPE, alias="alur")
    cover: Orientation = Field(Orientation.PORTRAIT, alias="sampul")
    one_page: YesNo = Field(False, alias="satu_halaman")
    other_orientation: YesNo = Field(False, alias="orientasi_lain")
    margins: Margins = Field(Margins(), alias="batas")
    binding: float = Field(25, alias="tepi_jilid", ge=5, le=60)


TextFace: TypeAlias = Literal[
    Face.ARIAL, Face.ARIAL_NARROW, Face.TIMES_NEW_ROMAN, Face.BOOKMAN_OLD_STYLE
]
"""What a sheet may be set in; the face of signs is never chosen."""


class FontFormat(Entry):
    """Face and sizes in points; texts shrink to `terkecil` where lanes need the room."""

    face: TextFace = Field(Face.ARIAL, alias="jenis")
    identity: float = Field(10, alias="identitas", ge=7, le=14)
    flow: float = Field(9, alias="alur", ge=7, le=14)
    smallest: float = Field(7, alias="terkecil", ge=7, le=14)


class Frame(StrEnum):
    """How heavy the rules around a table are."""

    HEAVY = "tebal"
    PLAIN = "tipis"


class RuleFormat(Entry):
    """The rules of the tables."""

    frame: Frame = Field(Frame.HEAVY, alias="bingkai")

    @property
    def is_framed(self) -> bool:
        """Tell whether the rules around a table are heavier than those inside it."""
        return self.frame is Frame.HEAVY


BSRE_NOTICE = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik "
    "yang diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), BSSN."
)


class FooterFormat(Entry):
    """What stands at the foot of a page besides its number.

    The notice is printed on sheets that are signed electronically; the fingerprint is
    the beginning of the SHA-256 of the definition.
    """

    notice: str = Field(BSRE_NOTICE, alias="pernyataan")
    fingerprint: YesNo = Field(False, alias="sidik")


class VerificationFormat(Entry):
    """A QR code on the identity page: an address at which the sheet can be verified.

    `{sidik}` in the address stands for the fingerprint; without it, it comes at the end.
    """

    address: str = Field("", alias="alamat")
    words: str = Field("Periksa keaslian lembar ini di:", alias="keterangan")


class SourceFormat(Entry):
    """Whether files carry the definition and the letterhead that they were made from."""

    attached: YesNo = Field(True, alias="lampirkan")


class Profile(Entry):
    """All of it. A letterhead's `format:` is a profile that names only what differs."""

    labels: Labels = Field(Labels(), alias="label")
    lists: ListStyles = Field(ListStyles(), alias="daftar")
    first_numbers: dict[BoxField, FirstNumber] = Field({}, alias="nomor_pertama")
    identity: IdentityFormat = Field(IdentityFormat(), alias="identitas")
    head: HeadFormat = Field(HeadFormat(), alias="kepala")
    boxes: BoxesFormat = Field(BoxesFormat(), alias="kotak")
    approval: ApprovalFormat = Field(ApprovalFormat(), alias="pengesahan")
    flow: FlowFormat = Field(FlowFormat(), alias="alur")
    tables: TablesFormat = Field(TablesFormat(), alias="tabel")
    paper: PaperFormat = Field(PaperFormat(), alias="kertas")
    font: FontFormat = Field(FontFormat(), alias="huruf")
    rules: RuleFormat = Field(RuleFormat(), alias="garis")
    cover: CoverChoice = Field(NO_COVER, alias="sampul")
    footer: FooterFormat = Field(FooterFormat(), alias="kaki")
    status_mark: StatusMark = Field(StatusMark.WITHDRAWN, alias="tanda_status")
    verification: VerificationFormat = Field(VerificationFormat(), alias="verifikasi")
    source: SourceFormat = Field(SourceFormat(), alias="sumber")
    book: BookWords = Field(BookWords(), alias="buku")

    @property
    def cover_roles(self) -> tuple[str, ...]:
        """The roles that sign on the cover, where it has an approval."""
        match self.cover:
            case Cover(parts=parts, approval=approval) if CoverPart.APPROVAL in parts:
                return approval
            case _:
                return ()
