"""The words that a book prints without anybody having typed them in it: data of the profile."""

from __future__ import annotations

from pydantic import Field

from sopgen.model.entry import Entry

STATEMENTS = (
    "Mampu mendorong peningkatan kinerja",
    "Mudah dipahami",
    "Mudah dilaksanakan",
    "Semua orang dapat menjalankan perannya masing-masing",
    "Mampu mengatasi permasalahan yang berkaitan dengan proses",
    "Mampu menjawab kebutuhan peningkatan kinerja organisasi",
    "Sinergi satu dengan lainnya",
)
"""What an evaluation asks of each SOP; a provincial berita acara that cites PermenPAN-RB 35/2012
and three programs have these seven."""


class DecreeWords(Entry):
    """The words of a keputusan (ANRI 5/2021 names its parts: kepala, batang tubuh, kaki)."""

    decision: str = Field("KEPUTUSAN", alias="keputusan")
    regulation: str = Field("PERATURAN", alias="peraturan")
    number: str = Field("NOMOR", alias="nomor")
    about_word: str = Field("TENTANG", alias="kata_tentang")
    about: str = Field("PENETAPAN STANDAR OPERASIONAL PROSEDUR", alias="tentang")
    opening: str = Field("", alias="pembukaan")
    considering: str = Field("Menimbang", alias="menimbang")
    regarding: str = Field("Mengingat", alias="mengingat")
    deciding: str = Field("MEMUTUSKAN", alias="memutuskan")
    enacting: str = Field("Menetapkan", alias="menetapkan")
    enacted_at: str = Field("Ditetapkan di", alias="ditetapkan_di")
    enacted_on: str = Field("pada tanggal", alias="pada_tanggal")
    copies: str = Field("Tembusan", alias="tembusan")
    annex: str = Field("LAMPIRAN", alias="lampiran")
    dated: str = Field("TANGGAL", alias="tanggal")


class BookWords(Entry):
    """Titles, heads of columns, statements and the words of the decree."""

    contents: str = Field("DAFTAR ISI", alias="daftar_isi")
    listing: str = Field("DAFTAR SOP", alias="daftar_sop")
    preface: str = Field("KATA PENGANTAR", alias="kata_pengantar")
    explanation: str = Field("PENJELASAN SINGKAT PENGGUNAAN", alias="penjelasan")
    scope: str = Field("Ruang Lingkup", alias="ruang_lingkup")
    summary: str = Field("Ringkasan", alias="ringkasan")
    terms: str = Field("Definisi", alias="definisi")
    relations: str = Field("KETERKAITAN ANTAR-SOP", alias="keterkaitan")
    related_to: str = Field("Terkait dengan", alias="terkait_dengan")
    history: str = Field("RIWAYAT PERUBAHAN", alias="riwayat")
    monitoring: str = Field("MONITORING PELAKSANAAN SOP", alias="monitoring")
    evaluation: str = Field("EVALUASI SOP", alias="evaluasi")
    minutes: str = Field("BERITA ACARA VERIFIKASI SOP", alias="berita_acara")
    count: str = Field("No", alias="no")
    part: str = Field("Bagian", alias="bagian")
    page: str = Field("Halaman", alias="halaman")
    foot: str = Field("Buku", alias="kaki")
    procedure: str = Field("Prosedur", alias="prosedur")
    runs_well: str = Field("Berjalan dengan Baik", alias="berjalan")
    runs_badly: str = Field("Tidak Berjalan dengan Baik", alias="tidak_berjalan")
    note: str = Field("Catatan", alias="catatan")
    measure: str = Field("Tindakan", alias="tindakan")
    initials: str = Field("Paraf", alias="paraf")
    finding: str = Field("Temuan", alias="temuan")
    verified_by: str = Field("Yang Memverifikasi", alias="pemverifikasi")
    verified_for: str = Field("Perangkat Daerah", alias="perangkat")
    statement: str = Field("Pernyataan", alias="pernyataan_judul")
    yes: str = Field("Ya", alias="ya")
    no: str = Field("Tidak", alias="tidak")
    changed: str = Field("Yang Diubah", alias="yang_diubah")
    change: str = Field("Isi Perubahan", alias="isi_perubahan")
    since: str = Field("Mulai Diberlakukan", alias="mulai_berlaku")
    statements: tuple[str, ...] = Field(STATEMENTS, alias="pernyataan")
    decree: DecreeWords = Field(DecreeWords(), alias="penetapan")
