"""What a careful reviewer does not remark on, though a rule comes near it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopgen.lint import Choice
from tests.lint.project import LETTER, REPORT, Edit, new_project, reviewed

NUMBER = "nomor: 060/12/SOP/2024"
LAST_BASIS = "Peraturan Wali Kota Batam Nomor 15 Tahun 2023 tentang Susunan Organisasi Dinas"
BASES = REPORT[REPORT.index("dasar_hukum:\n") : REPORT.index("kualifikasi_pelaksana")]


def remarks(folder: Path, code: str, *edits: Edit) -> list[str]:
    """Return what one rule says of the project with `edits`, sentence and advice."""
    project = new_project(folder, edits)
    return [
        f"{each.problem.message} {each.problem.hint}"
        for each in reviewed(project, Choice(select=(code,)))
    ]


def bases(*texts: str) -> Edit:
    return Edit(BASES, "dasar_hukum:\n" + "".join(f"  - {text}\n" for text in texts))


@pytest.mark.parametrize(
    "text",
    [
        "Triwulanan",
        "Setiap akhir bulan",
        "Januari-Maret (tgl 5)",
        "Jan s.d. Feb",
        "Minggu ke-2",
        "Paling lambat tanggal 10",
    ],
)
def test_a_period_of_the_calendar_may_stand_for_a_duration(tmp_path: Path, text: str) -> None:
    assert remarks(tmp_path, "MTB001", Edit("waktu: 4 jam", f"waktu: {text}")) == []


@pytest.mark.parametrize("text", ["Segera", "Sesuai jadwal", "Bulan"])
def test_a_time_without_a_number_is_not_measured(tmp_path: Path, text: str) -> None:
    assert remarks(tmp_path, "MTB001", Edit("waktu: 4 jam", f"waktu: {text}")) == [
        f"Waktu “{text}” tidak terukur. Tulis berapa lama paling lama, misalnya 15 menit; yang "
        "lain dapat ke keterangan."
    ]


def test_the_number_of_a_revision_may_bear_its_year(tmp_path: Path) -> None:
    made = Edit("tanggal_pembuatan: 2024-01-23", "tanggal_pembuatan: 2021-05-04")
    assert remarks(tmp_path, "IDN003", made) == []


def test_a_year_that_no_date_of_the_sop_has_is_told_with_those(tmp_path: Path) -> None:
    made = Edit("tanggal_pembuatan: 2024-01-23", "tanggal_pembuatan: 2021-05-04")
    assert remarks(tmp_path, "IDN003", made, Edit(NUMBER, "nomor: 060/12/SOP/2019")) == [
        "Tahun 2019 pada nomor bukan tahun pembuatan, revisi atau efektif (2021, 2024). "
        "Samakan; nomor diberikan pada tahun SOP dibuat atau direvisi."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Peraturan Menteri Keuangan Nomor 12/PMK.05/2018 tentang Perubahan atas Peraturan Menteri "
        "Keuangan Nomor 9 Tahun 2013 tentang Akuntansi",
        "Peraturan Direktur Jenderal Anggaran Nomor PER-7/AG/2016 tentang Revisi",
        "PMK 12/PMK.05/2018 tentang Akuntansi",
        "Peraturan Menteri Kesehatan Nomor HK.01.07/MENKES/52/2019 tentang Formularium",
        "UU No 5 Th. 2014 tentang Aparatur Sipil Negara",
        "Surat Direktur Jenderal Anggaran Nomor S-23/AG.6/2010 tentang Penjelasan",
    ],
)
def test_a_number_that_holds_the_year_is_complete(tmp_path: Path, text: str) -> None:
    assert remarks(tmp_path, "ISI004", bases(text, LAST_BASIS)) == []


def test_the_regulation_of_an_agency_may_be_older_than_that_of_a_minister(tmp_path: Path) -> None:
    minister = "Peraturan Menteri Keuangan Nomor 9 Tahun 2024 tentang Akuntansi"
    agency = "Peraturan Kepala ANRI Nomor 5 Tahun 2021 tentang Tata Naskah Dinas"
    other = "Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2023 tentang Tata Naskah Dinas"
    assert remarks(tmp_path / "a", "ISI003", bases(minister, agency)) == []
    assert len(remarks(tmp_path / "b", "ISI003", bases(minister, other))) == 1


EQUIPMENT = "peralatan:\n  - Komputer\n  - ATK\n"


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (
            ("Komputer;", "Printer;", "Pemindai", "ATK;"),
            ["Butir ini tidak berakhir dengan “;”, tidak seperti butir lain. Tambahkan “;”."],
        ),
        (
            ("Komputer;", "Printer", "Pemindai", "ATK"),
            ["Butir ini berakhir dengan “;”, tidak seperti butir lain. Hapus “;”."],
        ),
        (
            ("Komputer;", "Printer.", "Pemindai;", "ATK."),
            ["Butir ini berakhir dengan “.”, tidak seperti butir lain. Ganti dengan “;”."],
        ),
        (("Komputer;", "Printer;", "ATK"), []),
        (("Komputer;", "Printer;", "ATK."), []),
    ],
)
def test_the_items_that_end_like_few_others_are_told(
    tmp_path: Path, items: tuple[str, ...], told: list[str]
) -> None:
    listed = "peralatan:\n" + "".join(f"  - {item}\n" for item in items)
    assert remarks(tmp_path, "ISI018", Edit(EQUIPMENT, listed)) == told


NAME = "nama: Penyusunan Laporan Kinerja\n"
LETTER_NAME = "nama: Penanganan Surat Keluar\n"
RELATED = "  - SOP Penanganan Surat Keluar\n"
REMARK = "    keterangan: SOP Penanganan Surat Keluar\n"


def test_a_name_is_told_by_the_words_that_only_say_sop(tmp_path: Path) -> None:
    long = Edit(NAME, "nama: Standar Operasional Prosedur Penyusunan Laporan Kinerja\n")
    assert remarks(tmp_path, "IDN010", long) == [
        "Nama SOP diawali “Standar Operasional Prosedur”. "
        "Hapus; itu sudah tercetak di samping namanya."
    ]


def test_an_sop_of_another_unit_in_the_folder_is_there(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    letterhead = (project / "letterheads/batam.yaml").read_text(encoding="utf-8")
    unit = letterhead.replace("logo:", "  - BIDANG APLIKASI\nlogo:")
    (project / "letterheads/aplikasi.yaml").write_text(unit, encoding="utf-8")
    letter = LETTER.replace("kop: batam", "kop: aplikasi")
    (project / "definitions/batam/surat.yaml").write_text(letter, encoding="utf-8")
    other = LETTER.replace("Penanganan Surat Keluar", "Penanganan Surat Masuk")
    (project / "definitions/batam/masuk.yaml").write_text(other, encoding="utf-8")
    assert reviewed(project, Choice(select=("ISI011",))) == []


def test_the_opposite_of_a_word_is_no_misspelling_of_it(tmp_path: Path) -> None:
    edits = (
        Edit(LETTER_NAME, "nama: Pengelolaan Arsip Inaktif\n", "surat"),
        Edit(RELATED, "  - SOP Pengelolaan Arsip Aktif\n"),
    )
    assert remarks(tmp_path, "ISI011", *edits) == [
        "Keterkaitan yang bukan nama SOP di antara definisi: “SOP Pengelolaan Arsip Aktif”. "
        "Sebut SOP yang ada dengan namanya, atau susun SOP-nya."
    ]


def test_a_name_may_lack_the_short_form_in_brackets(tmp_path: Path) -> None:
    edits = (
        Edit(LETTER_NAME, "nama: Penyiapan Rencana Kerja Tahunan (RKT)\n", "surat"),
        Edit(RELATED, "  - SOP Penyiapan Rencana Kerja Tahunan\n"),
    )
    assert remarks(tmp_path, "ISI011", *edits) == []


def test_a_short_form_is_told_with_the_name_it_means(tmp_path: Path) -> None:
    edits = (
        Edit(LETTER_NAME, "nama: Penyiapan Rencana Kerja Tahunan (RKT)\n", "surat"),
        Edit(RELATED, "  - SOP Penyiapan RKT\n"),
    )
    assert remarks(tmp_path, "ISI011", *edits) == [
        "Tidak ada SOP bernama “SOP Penyiapan RKT”; yang ada “Penyiapan Rencana Kerja Tahunan "
        "(RKT)”. Samakan namanya."
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "SOP Penanganan Surat Keluar (060/13/SOP/2024)",
        "Standar Operasional Prosedur Penanganan Surat Keluar",
        "SOP Penanganan Surat Keluar SOP Penanganan Surat Keluar",
    ],
)
def test_a_name_with_its_number_or_in_a_row_is_found(tmp_path: Path, entry: str) -> None:
    assert remarks(tmp_path, "ISI011", Edit(RELATED, f"  - {entry}\n")) == []


@pytest.mark.parametrize(
    "text", ["Lihat SOP terkait", "Sesuai SOP yang berlaku", "Lihat SOP SOP-12/2024", "SOP baru"]
)
def test_a_mention_that_names_no_sop_needs_no_relation(tmp_path: Path, text: str) -> None:
    assert remarks(tmp_path, "ISI014", Edit(REMARK, f"    keterangan: {text}\n")) == []


def test_a_shortened_mention_is_told_with_the_name_it_shortens(tmp_path: Path) -> None:
    edits = (Edit(REMARK, "    keterangan: Lihat SOP Penanganan Surat\n"),)
    assert remarks(tmp_path, "ISI014", *edits) == [
        "“SOP Penanganan Surat” ditulis lain di keterkaitan. "
        "Samakan dengan “SOP Penanganan Surat Keluar”."
    ]


def test_an_sop_about_sops_mentions_none(tmp_path: Path) -> None:
    edits = (
        Edit(NAME, "nama: Penyusunan SOP Dinas\n"),
        Edit(REMARK, "    keterangan: SOP Bidang\n"),
    )
    assert remarks(tmp_path, "ISI014", *edits) == []


def test_a_folder_of_several_units_is_no_book_of_one(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    for name in ("cuti", "absensi"):
        text = LETTER.replace("pengesah: kepala-dinas", "pengesah: sekretaris")
        (project / f"definitions/batam/{name}.yaml").write_text(text, encoding="utf-8")
    assert reviewed(project, Choice(select=("SET008",))) == []


WARNING = "peringatan: Jika laporan terlambat, maka evaluasi kinerja terhambat"
SIGN = "kegiatan: Menandatangani laporan kinerja"
COLLECT = "kegiatan: Mengumpulkan data kinerja"


@pytest.mark.parametrize(
    "text",
    [
        "Alamat yang tidak jelas menyebabkan surat tidak sampai",
        "Apabila terlambat, permohonan dikembalikan",
        "Proses maksimal 17 hari kerja",
        "Jika terlambat kepala dinas harus mengajukan dispensasi",
    ],
)
def test_a_warning_may_tell_the_effect_in_other_words(tmp_path: Path, text: str) -> None:
    assert remarks(tmp_path, "ISI009", Edit(WARNING, f"peringatan: {text}")) == []


def test_the_mark_of_a_list_is_no_word_of_the_activity(tmp_path: Path) -> None:
    marked = Edit(COLLECT, "kegiatan: a. Mengumpulkan data kinerja")
    assert remarks(tmp_path / "a", "KEG001", marked) == []
    assert remarks(tmp_path / "b", "KEG004", marked) == []


def test_a_row_that_is_only_the_word_of_its_capsule_needs_no_verb(tmp_path: Path) -> None:
    assert remarks(tmp_path, "KEG001", Edit(SIGN, "kegiatan: Selesai")) == []


@pytest.mark.parametrize(
    "text", ["Menyerahkan berkas ke KEPALA DINAS", "Menginput ke aplikasi SIMPEL", "Mengisi PKS"]
)
def test_a_word_in_capitals_is_no_acronym(tmp_path: Path, text: str) -> None:
    known = Edit("staf: Staf Perencanaan", "staf: Staf Perencanaan Kerja Sama (PKS)")
    simpel = Edit("Disimpan sebagai data", "Disimpan di Simpel sebagai data")
    assert remarks(tmp_path, "KEG006", known, simpel, Edit(SIGN, f"kegiatan: {text}")) == []


def test_the_place_in_a_title_is_not_what_the_sop_makes(tmp_path: Path) -> None:
    edits = (
        Edit(LETTER_NAME, "nama: Pengajuan Tagihan ke KPPN\n", "surat"),
        Edit("Mengetik konsep surat", "Mengetik tagihan untuk KPPN", "surat"),
        Edit(SIGN, "kegiatan: Menandatangani tagihan untuk KPPN"),
        Edit(RELATED, "  - SOP Kearsipan\n"),
    )
    assert remarks(tmp_path, "KEG005", *edits) == []


@pytest.mark.parametrize("name", ["Pelayanan Cuti", "Persiapan Penyusunan LAKIP", "Survei Pasar"])
def test_a_title_that_promises_no_product_ends_with_any(tmp_path: Path, name: str) -> None:
    assert remarks(tmp_path, "MTB012", Edit(NAME, f"nama: {name}\n")) == []


def test_a_laptop_is_a_computer(tmp_path: Path) -> None:
    assert (
        remarks(tmp_path, "MTB011", Edit("kelengkapan: Komputer", "kelengkapan: PC/Laptop")) == []
    )


def test_a_performer_of_what_is_told_aside_is_not_the_steps_own(tmp_path: Path) -> None:
    aside = Edit(SIGN, f"{SIGN} (jika salah, diperbaiki oleh tim)")
    assert remarks(tmp_path, "PLK004", aside) == []


def test_the_performer_is_quoted_without_what_follows(tmp_path: Path) -> None:
    more = Edit(SIGN, f"{SIGN} oleh Kepala Dinas dan melaporkan kepada wali kota")
    assert remarks(tmp_path, "PLK004", more) == [
        "Kegiatan menyebut pelaksananya (“oleh Kepala Dinas”). "
        "Hapus dari kegiatan; kolom pelaksana sudah mengatakannya."
    ]


def test_what_no_arrow_hands_on_need_not_be_taken(tmp_path: Path) -> None:
    others = (
        Edit("kelengkapan: Data kinerja", "kelengkapan: Formulir"),
        Edit("kelengkapan: Konsep laporan\n", "kelengkapan: Printer\n"),
    )
    first = "    kelengkapan: Komputer\n"
    apart = Edit(first, f"    lanjut: tidak ada\n{first}")
    assert len(remarks(tmp_path / "a", "MTB005", *others)) == 1
    assert remarks(tmp_path / "b", "MTB005", *others, apart) == []


def test_an_sop_is_named_though_a_word_of_its_name_is_left_out(tmp_path: Path) -> None:
    longer = Edit(NAME, "nama: Penyusunan Data Laporan Kinerja\n")
    other = Edit(NAME, "nama: Pengiriman Laporan Kinerja\n")
    assert remarks(tmp_path / "a", "ISI013", longer) == []
    assert len(remarks(tmp_path / "b", "ISI013", other)) == 1


def test_an_sop_is_named_by_its_number(tmp_path: Path) -> None:
    entry = Edit(
        "keterkaitan: [SOP Penyusunan Laporan Kinerja]",
        "keterkaitan: [SOP Laporan Kinerja Dinas (060/12/SOP/2024)]",
        "surat",
    )
    assert remarks(tmp_path, "ISI013", entry) == []


@pytest.mark.parametrize("lane", ["Ibu Hamil", "Dr. Spesialis Anak", "Bapak/Ibu", "Dr Jaga IGD"])
def test_a_title_before_a_common_word_is_no_person(tmp_path: Path, lane: str) -> None:
    edits = (Edit("staf: Staf Perencanaan", f"staf: {lane}"),)
    assert remarks(tmp_path / "a", "PLK006", *edits) == []
    skill = Edit("  - Memahami pengolahan data", f"  - Memahami pelayanan {lane}")
    assert remarks(tmp_path / "b", "ISI015", skill) == []


def test_regulations_of_one_number_and_amounts_repeat_no_label(tmp_path: Path) -> None:
    laws = bases("UU 23 Tahun 2004 tentang Rumah Tangga", "UU 23 Tahun 2014 tentang Daerah")
    tools = Edit(EQUIPMENT, "peralatan:\n  - Minimal 1 komputer\n  - Minimal 1 printer\n")
    assert remarks(tmp_path, "ISI021", laws, tools) == []


def test_a_blend_of_the_agencys_words_is_the_agency(tmp_path: Path) -> None:
    blend = Edit("Kepala Dinas Komunikasi dan Informatika", "Kepala Dinas Kominfo", "kop")
    other = Edit("Kepala Dinas Komunikasi dan Informatika", "Kepala Dinas Kesehatan", "kop")
    assert remarks(tmp_path / "a", "IDN018", blend) == []
    assert len(remarks(tmp_path / "b", "IDN018", other)) == 1


def test_a_list_that_begins_at_four_is_told(tmp_path: Path) -> None:
    format_ = Edit("", "format: {nomor_pertama: {kualifikasi_pelaksana: 4}}\n")
    assert remarks(tmp_path, "ISI017", format_) == [
        "Daftar ini mulai dari nomor 4. Mulai dari 1, kecuali daftar ini memang sambungan."
    ]
