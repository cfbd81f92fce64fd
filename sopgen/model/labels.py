"""The words that a sheet prints without anybody having typed them in its definition."""

from __future__ import annotations

from pydantic import Field

from sopgen.model.entry import Entry


class Labels(Entry):
    """Every word that is printed without being typed in a definition."""

    number: str = Field("Nomor SOP", alias="nomor")
    created: str = Field("Tanggal Pembuatan", alias="tanggal_pembuatan")
    revised: str = Field("Tanggal Revisi", alias="tanggal_revisi")
    revision: str = Field("Revisi Ke", alias="revisi_ke")
    effective: str = Field("Tanggal Efektif", alias="tanggal_efektif")
    approver: str = Field("Disahkan oleh", alias="pengesah")
    name: str = Field("Nama SOP", alias="nama")
    unit: str = Field("Unit Kerja", alias="unit")
    legal_basis: str = Field("Dasar Hukum", alias="dasar_hukum")
    qualifications: str = Field("Kualifikasi Pelaksana", alias="kualifikasi_pelaksana")
    related: str = Field("Keterkaitan", alias="keterkaitan")
    equipment: str = Field("Peralatan/Perlengkapan", alias="peralatan")
    warnings: str = Field("Peringatan", alias="peringatan")
    records: str = Field("Pencatatan dan Pendataan", alias="pencatatan")
    step: str = Field("No", alias="no")
    activity: str = Field("Kegiatan", alias="kegiatan")
    actors: str = Field("Pelaksana", alias="pelaksana")
    standard: str = Field("Mutu Baku", alias="mutu_baku")
    requirements: str = Field("Kelengkapan", alias="kelengkapan")
    duration: str = Field("Waktu", alias="waktu")
    output: str = Field("Output", alias="output")
    remark: str = Field("Keterangan", alias="keterangan")
    start: str = Field("Mulai", alias="mulai")
    end: str = Field("Selesai", alias="selesai")
    page: str = Field("Halaman", alias="halaman")
    of_pages: str = Field("dari", alias="dari")
    to_page: str = Field("ke hlm", alias="ke_halaman")
    from_page: str = Field("dari hlm", alias="dari_halaman")
    to_step: str = Field("langkah", alias="langkah")
    nip: str = Field("NIP. ", alias="nip")
    ni_pppk: str = Field("NI PPPK. ", alias="ni_pppk")
    nrp: str = Field("NRP. ", alias="nrp")
    continued: str = Field("(lanjutan)", alias="lanjutan")
    fingerprint: str = Field("Sidik", alias="sidik")
    year: str = Field("TAHUN", alias="tahun")
    total: str = Field("Jumlah", alias="jumlah")
    partial_total: str = Field("tanpa waktu {banyak} langkah", alias="jumlah_kurang")
    draft: str = Field("DRAF", alias="draf")
    withdrawn: str = Field("TIDAK BERLAKU", alias="dicabut")
    history: str = Field("Riwayat Revisi", alias="riwayat")
    history_revision: str = Field("Revisi", alias="riwayat_revisi")
    history_date: str = Field("Tanggal", alias="riwayat_tanggal")
    history_change: str = Field("Uraian Perubahan", alias="riwayat_uraian")
    distribution: str = Field("Daftar Distribusi", alias="distribusi")
    copy_number: str = Field("No. Salinan", alias="distribusi_nomor")
    copy_holder: str = Field("Penerima", alias="distribusi_penerima")
    copy_date: str = Field("Tanggal", alias="distribusi_tanggal")
    copy_remark: str = Field("Keterangan", alias="distribusi_keterangan")
