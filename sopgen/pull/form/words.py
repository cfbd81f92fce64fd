"""The words of the form: its sheets and columns, and what each of them holds.

What a column holds stands in the map of the file as the origin of its title, and what a sheet
is of as that of its first cell; so a title that somebody changes changes nothing.
"""

from __future__ import annotations

from msgspec import Struct

HEADING = "judul"
"""Stands under `Simbol` in a row that is the heading of a phase."""

IN_DEFINITION = "(di definisi)"
"""Stands under `Simbol` where rows have no words for what a step draws."""

DASHED = "(putus-putus)"
"""Stands behind the target of a dashed arrow."""

SYMBOLS = ("mulai", "proses", "keputusan", "selesai")
FEWEST_LANES, FEWEST_EXITS = 3, 3


class Named(Struct, frozen=True):
    """A key of the definition, what the form calls it, and how it is filled in."""

    key: str
    title: str
    hint: str = ""


IDENTITY = (
    Named("kop", "Kop", "Pilih kop instansi."),
    Named("nomor", "Nomor SOP"),
    Named("nama", "Nama SOP", "Wajib, misalnya Penyusunan LAKIP."),
    Named("unit", "Unit kerja"),
    Named("tanggal_pembuatan", "Tanggal pembuatan", "Misalnya 2025-01-23 atau 23 Januari 2025."),
    Named("tanggal_revisi", "Tanggal revisi", "“-” bila belum pernah direvisi."),
    Named("revisi_ke", "Revisi ke"),
    Named("tanggal_efektif", "Tanggal efektif"),
    Named("status", "Status", "draf, berlaku atau dicabut; kosong berarti draf."),
    Named("pengesah", "Pengesah", "Pilih salah satu pejabat di kop."),
    Named("profil", "Profil", "Kosong berarti menurut kop."),
    Named("tahun", "Tahun di sampul", "Kosong berarti menurut tanggalnya."),
    Named("judul_alur", "Judul alur", "Kosong berarti menurut nama SOP."),
)

BOXES = (
    Named("dasar_hukum", "Dasar hukum"),
    Named("kualifikasi_pelaksana", "Kualifikasi pelaksana"),
    Named("keterkaitan", "Keterkaitan"),
    Named("peralatan", "Peralatan"),
    Named("peringatan", "Peringatan"),
    Named("pencatatan", "Pencatatan"),
)
PARAGRAPHS = ("peringatan", "pencatatan")
"""Boxes whose only item is rather a paragraph than a list of one."""

CELLS = (
    Named("kelengkapan", "Kelengkapan", "Beberapa butir: satu baris tiap butir, diawali “- ”."),
    Named("waktu", "Waktu", "Misalnya 30 menit."),
    Named("output", "Output"),
    Named("keterangan", "Keterangan"),
)


class RecordTable(Struct, frozen=True):
    """A list of the definition whose items are rows of a sheet."""

    key: str
    sheet: str
    columns: tuple[Named, ...]


RECORDS = (
    RecordTable(
        "penandatangan",
        "Penanda tangan",
        (
            Named("peran", "Peran", "Misalnya Disusun oleh. Pengesah tidak diisi di sini."),
            Named("pejabat", "Pejabat", "Pilih dari kop; beberapa orang: satu baris tiap orang."),
            Named("tanggal", "Tanggal"),
        ),
    ),
    RecordTable(
        "riwayat",
        "Riwayat",
        (
            Named("revisi", "Revisi"),
            Named("tanggal", "Tanggal"),
            Named("uraian", "Uraian", "Apa yang berubah."),
        ),
    ),
    RecordTable(
        "distribusi",
        "Distribusi",
        (
            Named("nomor", "Nomor salinan"),
            Named("penerima", "Penerima"),
            Named("tanggal", "Tanggal"),
            Named("keterangan", "Keterangan"),
        ),
    ),
)


def folded(text: str) -> str:
    """Return `text` as words of the form are compared."""
    return " ".join(text.split()).casefold()
