"""What a revision sets: values of definitions, words in chosen fields, an official."""

from __future__ import annotations

from dataclasses import dataclass

KEY_ORDER = (
    "kop",
    "nomor",
    "nama",
    "unit",
    "tanggal_pembuatan",
    "tanggal_revisi",
    "revisi_ke",
    "tanggal_efektif",
    "status",
    "pengesah",
)
"""The order in which the head of a definition is usually typed."""

OFFICIAL_ORDER = ("jabatan", "nama", "pangkat", "golongan", "nip")
"""The order in which an official is usually typed."""

FIELDS = (
    "nomor",
    "nama",
    "unit",
    "judul_alur",
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
    "kotak_tambahan",
    "identitas_tambahan",
    "judul",
    "pelaksana",
    "kegiatan",
    "teks",
    "label",
    "kelengkapan",
    "waktu",
    "output",
    "keterangan",
    "tambahan",
    "instansi",
    "alamat",
    "jabatan",
)
"""The fields whose words may be replaced: those that print as they are typed."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A key at the head of a definition and its new value."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Substitution:
    """Words that become others, in the fields that were chosen."""

    old: str
    new: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Successor:
    """Who takes the place of a pejabat; None leaves a value that the old one may not have."""

    official: str
    name: str
    nip: str
    rank: str | None
    grade: str | None
    starts: str

    @property
    def values(self) -> dict[str, str | None]:
        """The values by their keys in the letterhead."""
        return {
            "nama": self.name,
            "pangkat": self.rank,
            "golongan": self.grade,
            "nip": self.nip,
        }


@dataclass(frozen=True, slots=True)
class Note:
    """What a definition's history tells of the revision, on which day; "" where none is known."""

    description: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """All that one run changes; a `note` is made in each definition that changes by the rest."""

    settings: tuple[Setting, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    successor: Successor | None = None
    note: Note | None = None
