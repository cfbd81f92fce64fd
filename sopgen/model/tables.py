"""Tables of an SOP that stand outside its flow: revision history, distribution, any other."""

from __future__ import annotations

from pydantic import Field

from sopgen.model.entry import Entry


class Revision(Entry):
    """One line of the revision history."""

    revision: str = Field("", alias="revisi", description="Revisi ke berapa, misalnya 01.")
    date: str = Field("", alias="tanggal", description="Tanggal revisi, misalnya 2024-01-23.")
    description: str = Field(alias="uraian", description="Apa yang berubah.")


class Recipient(Entry):
    """Who holds a copy."""

    number: str = Field("", alias="nomor", description="Nomor salinan.")
    holder: str = Field(alias="penerima", description="Unit atau pejabat penerima salinan.")
    date: str = Field("", alias="tanggal", description="Tanggal diterima.")
    remark: str = Field("", alias="keterangan", description="Keterangan.")


class ExtraTable(Entry):
    """Any other table; every row has a text for each column."""

    title: str = Field("", alias="judul", description="Judul di atas tabel.")
    columns: tuple[str, ...] = Field(alias="kolom", description="Judul-judul kolom.")
    rows: tuple[tuple[str, ...], ...] = Field(
        alias="baris", description="Baris-baris; tiap baris satu teks untuk tiap kolom."
    )
