"""What a flowchart is: its lanes, its rows, and what a step says of its symbols and arrows.

How marks and targets become symbols and arrows is decided in `graph`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Struct
from pydantic import Discriminator, Field, Tag, WithJsonSchema

from sopgen.model.entry import Entry, YesNo
from sopgen.model.kinds import ByKind, Items, Kind, PlainText, TakesNothing, list_or_map
from sopgen.model.profile import Column
from sopgen.problems.problem import Loc


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
    PlainText | Annotated[LabelledTarget, Tag(Kind.MAP)],
    ByKind,
]
Targets: TypeAlias = Annotated[
    PlainText
    | Annotated[LabelledTarget, Tag(Kind.MAP)]
    | Annotated[tuple[Target, ...], Tag(Kind.LIST)],
    ByKind,
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


_MarkOrNothing: TypeAlias = Annotated[Mark, TakesNothing]
Marks: TypeAlias = Annotated[
    Annotated[_MarkOrNothing, Tag(Kind.MAP)]
    | Annotated[tuple[_MarkOrNothing, ...], Tag(Kind.LIST)],
    Discriminator(list_or_map),
]
Actors: TypeAlias = Annotated[
    PlainText
    | Annotated[tuple[str, ...], Tag(Kind.LIST)]
    | Annotated[dict[str, Marks], Tag(Kind.MAP)],
    ByKind,
]
_MERGEABLE = (Column.REQUIREMENTS, Column.DURATION, Column.OUTPUT, Column.REMARK)
MERGEABLE: tuple[str, ...] = tuple(column.value for column in _MERGEABLE)
"""The columns that every table may merge; those of an agency's own may be merged too."""

MergeableColumn = Annotated[
    str,
    WithJsonSchema({"anyOf": [{"type": "string", "enum": [*MERGEABLE]}, {"type": "string"}]}),
]


class RowKind(StrEnum):
    """What an item of `langkah` is; as `Kind`, never a key."""

    STEP = "\0step"
    HEADING = "\0heading"


class Heading(Entry):
    """A row across the table that begins a phase of the flow, such as "A. PERSIAPAN"."""

    title: str = Field(
        alias="judul",
        description="Judul tahap selebar tabel, misalnya A. PERSIAPAN; sendirian di butirnya.",
    )


class Step(Entry):
    """A row of the flowchart: one kegiatan, who does it, and its mutu baku."""

    activity: str = Field(
        alias="kegiatan", description="Uraian kegiatan: kata kerja aktif tanpa pelaksananya."
    )
    actors: Actors = Field(
        "",
        alias="pelaksana",
        description="Pelaksana kegiatan: satu id kolom; daftar id untuk kerja bersama; atau "
        "pasangan id dan simbolnya. “belum diketahui”: bagannya belum dapat digambar.",
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
    extra: dict[str, Items] = Field(
        {},
        alias="tambahan",
        description="Isi kolom tambahan: nama di format.alur.kolom_tambahan dan isinya.",
    )
    on_new_page: YesNo = Field(
        False,
        alias="halaman_baru",
        description="“ya”: langkah ini, dengan baris judul tepat di atasnya, memulai halaman baru.",
    )

    def cell(self, column: str) -> Items:
        """Return what was typed for `column`, one that may be merged."""
        match column:
            case Column.REQUIREMENTS:
                return self.requirements
            case Column.DURATION:
                return self.duration
            case Column.OUTPUT:
                return self.output
            case Column.REMARK:
                return self.remark
            case _:
                return self.extra.get(column, "")


def is_unknown(step: Step) -> bool:
    """Tell whether `step` says that it is not known who does it."""
    return step.actors == Unknown.PERFORMER


def _row_kind(value: object) -> RowKind:
    match value:
        case Heading():
            return RowKind.HEADING
        case {"kegiatan": _} | {"pelaksana": _}:
            return RowKind.STEP
        case {"judul": _} | {"title": _}:
            return RowKind.HEADING
        case _:
            return RowKind.STEP


FlowRow: TypeAlias = Annotated[
    Annotated[Step, Tag(RowKind.STEP)] | Annotated[Heading, Tag(RowKind.HEADING)],
    Discriminator(_row_kind),
]
"""An item of `langkah`: a step, or the heading of those below it."""


class Unknown(StrEnum):
    """In the place of lanes, or of a step's: who does it is not known, so nothing is drawn yet."""

    PERFORMER = "belum diketahui"


class LanesKind(StrEnum):
    """What stands in the place of lanes; as `Kind`, never a key."""

    UNKNOWN = "\0unknown"
    KNOWN = "\0known"


def _lanes_kind(value: object) -> LanesKind:
    return LanesKind.UNKNOWN if value == Unknown.PERFORMER else LanesKind.KNOWN


LanesById: TypeAlias = dict[
    str, Annotated[PlainText | Annotated[dict[str, str], Tag(Kind.MAP)], ByKind]
]
Lanes: TypeAlias = Annotated[
    Annotated[LanesById, Field(min_length=1), Tag(LanesKind.KNOWN)]
    | Annotated[Unknown, Tag(LanesKind.UNKNOWN)],
    Discriminator(_lanes_kind),
]
"""Lanes by id; a map in the map holds neighbouring lanes, and its key is the heading over them."""


LANES = (
    "Kolom pelaksana dari kiri ke kanan: id dan nama yang tercetak; atau nama unit dan di bawahnya "
    "kolom-kolomnya. “belum diketahui”: bagannya belum dapat digambar."
)
STEPS = "Langkah-langkah dari atas ke bawah; “judul” sendirian adalah baris judul tahap."


class Lane(Struct, frozen=True):
    """A column of a flow: its id, its printed name, and where in the flow it stands."""

    key: str
    name: str
    at: Loc


class LaneHeading(Struct, frozen=True):
    """The heading over neighbouring `lanes`, counted from 0."""

    title: str
    lanes: range


class Flow(Entry):
    """One flowchart: its columns (id to printed name, left to right) and rows.

    Where it is not known who does a step, that has no symbols, and the flow is not drawn.
    """

    title: str | None = Field(None, alias="judul", description="Judul bagan alir ini.")
    lanes: Lanes = Field(alias="pelaksana", description=LANES)
    rows: tuple[FlowRow, ...] = Field(alias="langkah", min_length=1, description=STEPS)

    @property
    def is_drawn(self) -> bool:
        """Tell whether it is known who does each step."""
        return not isinstance(self.lanes, Unknown) and not any(map(is_unknown, self.steps))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the rows that are no headings: what arrows, numbers and rules speak of."""
        return tuple(row for row in self.rows if isinstance(row, Step))

    @property
    def step_places(self) -> tuple[Loc, ...]:
        """Return where in the flow each step stands; headings count among the rows."""
        return tuple(("langkah", at) for at, row in enumerate(self.rows) if isinstance(row, Step))

    @property
    def headings(self) -> tuple[tuple[Loc, Heading], ...]:
        """Return the heading rows with their places in the flow."""
        rows = enumerate(self.rows)
        return tuple((("langkah", at), row) for at, row in rows if isinstance(row, Heading))

    @property
    def actors(self) -> dict[str, str]:
        """Return the printed names of the lanes by id; where an id stands twice, the first."""
        names: dict[str, str] = {}
        for lane in self.placed_lanes:
            names.setdefault(lane.key, lane.name)
        return names

    @property
    def placed_lanes(self) -> tuple[Lane, ...]:
        """Return the lanes from left to right, those under headings in their places."""
        out = []
        for key, named in self._known_lanes.items():
            if isinstance(named, str):
                out.append(Lane(key, named, ("pelaksana", key)))
            else:
                out += [
                    Lane(inner, name, ("pelaksana", key, inner)) for inner, name in named.items()
                ]
        return tuple(out)

    @property
    def lane_headings(self) -> tuple[LaneHeading, ...]:
        """Return the headings over lanes, from left to right."""
        out, lane = [], 0
        for key, named in self._known_lanes.items():
            count = 1 if isinstance(named, str) else len(named)
            if not isinstance(named, str):
                out.append(LaneHeading(key, range(lane, lane + count)))
            lane += count
        return tuple(out)

    @property
    def _known_lanes(self) -> LanesById:
        return {} if isinstance(self.lanes, Unknown) else self.lanes
