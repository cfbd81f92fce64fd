"""Cases of the rules about identity, lists, sets and print."""

from __future__ import annotations

from tests.lint.cases import FIRST, LANES, LAST, NIP, Case, add, below, lanes, line_of, steps
from tests.lint.project import LETTER, LETTERHEAD, REPORT, Edit

UU = "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah"
PP = "Peraturan Pemerintah Nomor 13 Tahun 2019 tentang Laporan Penyelenggaraan Pemerintahan Daerah"
PERPRES = "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja"
PERWAL = "Peraturan Wali Kota Batam Nomor 15 Tahun 2023 tentang Susunan Organisasi Dinas"
BASES = REPORT[REPORT.index("dasar_hukum:") : REPORT.index("kualifikasi")]
NUMBER = "nomor: 060/12/SOP/2024"
CREATED = "tanggal_pembuatan: 2024-01-23"
REVISED = 'tanggal_revisi: "-"'
EFFECTIVE = "tanggal_efektif: 2024-02-01"
WARNING = "peringatan: Jika laporan terlambat, maka evaluasi kinerja terhambat"
PATTERN = Edit(
    "", "sumber: tata naskah dinas\npola_nomor: {batam: '060/{urut}/SOP/{tahun}'}\n", "register"
)
RELATED = "keterkaitan:\n  - SOP Penanganan Surat Keluar\n"
LAST_LINE = line_of(LETTERHEAD, NIP, "batam")


def kop(old: str, new: str) -> Edit:
    """Return an edit of the letterhead."""
    return Edit(old, new, "kop")


def at_report(part: str) -> str:
    return line_of(REPORT, part)


IDENTITY_CASES = (
    Case(
        "IDN001",
        at_report(NUMBER),
        (Edit(NUMBER, "nomor: /SOP/2024"),),
        (Edit(NUMBER, "nomor: W17.U2/1/PM-SOP/2024"),),
    ),
    Case(
        "IDN002",
        at_report(NUMBER),
        (Edit(NUMBER, "nomor: 061/12/SOP/2024"), PATTERN),
        (PATTERN,),
    ),
    Case(
        "IDN003",
        at_report(NUMBER),
        (Edit(NUMBER, "nomor: 060/12/SOP/2020"),),
        (Edit(NUMBER, "nomor: 060/12/SOP"),),
    ),
    Case("IDN004", at_report(CREATED), (Edit(CREATED, "tanggal_pembuatan:"),)),
    Case(
        "IDN005",
        at_report(EFFECTIVE),
        (Edit(EFFECTIVE, "tanggal_efektif: 2024-01-22"),),
        (Edit(EFFECTIVE, "tanggal_efektif: 2024-01-23"),),
    ),
    Case(
        "IDN006",
        at_report(REVISED),
        (Edit(REVISED, "tanggal_revisi: 2024-03-01"),),
        (Edit(REVISED, "tanggal_revisi: 2024-02-01"),),
    ),
    Case(
        "IDN007",
        at_report(EFFECTIVE),
        (Edit("status: berlaku", "status: draf"),),
        (Edit("status: berlaku\n", ""),),
    ),
    Case(
        "IDN008",
        at_report(CREATED),
        (Edit(CREATED, "tanggal_pembuatan: 23 Januari 2024"),),
        (Edit(CREATED, "tanggal_pembuatan: 2024-01-31"),),
    ),
    Case(
        "IDN009",
        at_report(EFFECTIVE),
        (
            Edit(EFFECTIVE, "tanggal_efektif: 2023-12-01"),
            Edit(CREATED, "tanggal_pembuatan: 2023-12-01"),
        ),
        (
            Edit(EFFECTIVE, "tanggal_efektif: 2023-12-02"),
            Edit(CREATED, "tanggal_pembuatan: 2023-12-01"),
        ),
    ),
    Case(
        "IDN010",
        at_report("nama: "),
        (Edit("nama: Penyusunan Laporan Kinerja", "nama: SOP Laporan Kinerja"),),
        (Edit("nama: Penyusunan Laporan Kinerja", "nama: Mekanisme Laporan Kinerja"),),
    ),
    Case("IDN011", at_report("pengesah"), (Edit("pengesah: kepala-dinas", "pengesah:"),)),
    Case(
        "IDN012",
        LAST_LINE,
        (kop(NIP, "nip: 19661231 199403 1 04"),),
        (kop(NIP, "nip: 19900101 202121 2 004\n    jenis: pppk"),),
    ),
    Case(
        "IDN013",
        LAST_LINE,
        (kop(NIP, "nip: 19700101.199503.1.001"),),
        (kop(NIP, "nip: 197001011995031001"), kop("19750202 200003 2 002", "197502022000032002")),
    ),
    Case(
        "IDN014",
        line_of(LETTERHEAD, "pangkat:", "batam"),
        (kop("golongan: IV/c", "golongan: IV/b"),),
        (kop("golongan: IV/c", "golongan: IV.c"),),
    ),
    Case(
        "IDN015",
        LAST_LINE,
        (kop(NIP, "nip: 19600101 198503 1 001"),),
        (kop(NIP, "nip: 19640101 198503 1 001"),),
    ),
    Case(
        "IDN016",
        f"batam.yaml:{LETTERHEAD.count(chr(10)) + 2}",
        (add("format:\n  pengesahan: {baris_kepala: [ruang, nama, nip]}\n", "kop"),),
        (add("format:\n  pengesahan: {baris_kepala: [jabatan, ruang, nama]}\n", "kop"),),
    ),
    Case(
        "IDN017",
        line_of(LETTERHEAD, "jabatan: Kepala", "batam"),
        (kop("jabatan: Kepala Dinas", "jabatan: Plt Kepala Dinas"),),
        (kop("jabatan: Kepala Dinas", "jabatan: Plt. Kepala Dinas"),),
    ),
    Case(
        "IDN018",
        line_of(LETTERHEAD, "jabatan: Kepala", "batam"),
        (kop("Dinas Komunikasi dan Informatika", "Dinas Kesehatan"),),
        (kop("Dinas Komunikasi dan Informatika", "Dinas Komunikasi"),),
    ),
    Case(
        "IDN019",
        line_of(LETTERHEAD, "logo:", "batam"),
        (kop("logo: batam.png", "logo: kecil.png"),),
    ),
    Case(
        "IDN021",
        at_report(NUMBER),
        (Edit(NUMBER, "nomor: 2024"),),
        (Edit(NUMBER, "nomor: 12/2024"),),
    ),
)

LIST_CASES = (
    Case("ISI001", at_report("dasar_hukum"), (Edit(BASES, "dasar_hukum:\n"),)),
    Case(
        "ISI002",
        at_report(PERPRES),
        (Edit(PP, "Perpres No. 1 Tahun 2013 tentang Contoh"), Edit(PERPRES, PP)),
        (Edit(PERPRES, "Perpres No. 29 Tahun 2014 tentang Sistem Akuntabilitas"),),
    ),
    Case(
        "ISI003",
        at_report(PP),
        (Edit(PP, "UU No. 8 Tahun 2001 tentang Pembentukan Kota"),),
        (Edit(PP, "UU No. 8 Tahun 2015 tentang Pembentukan Kota"),),
    ),
    Case(
        "ISI004",
        at_report(PP),
        (Edit(PP, "Peraturan Pemerintah tentang Laporan"),),
        (Edit(PP, "PP Nomor 13 Tahun 2019 tentang Laporan"),),
    ),
    Case(
        "ISI005",
        at_report(UU),
        (Edit(UU, "UU RI No.32 Tahun 2004 Tentang Pemerintahan Daerah"),),
        (Edit(UU, f"{UU} sebagai pengganti UU No. 32 Tahun 2004"),),
    ),
    Case(
        "ISI006",
        at_report(PERPRES),
        (Edit(PERPRES, f"Rancangan {PERPRES}"),),
        (Edit(PERPRES, f"{PERPRES} dan Rancangan Aksi"),),
    ),
    Case(
        "ISI007",
        at_report(PERPRES),
        (Edit(PERPRES, PP),),
        (Edit(PERPRES, PP.replace("Laporan", "Evaluasi").replace("13", "14")),),
    ),
    Case(
        "ISI008",
        at_report("dasar_hukum"),
        (Edit(PERWAL, "Peraturan Wali Kota Batam Nomor 15 Tahun 2023 tentang Arsip"),),
    ),
    Case(
        "ISI009",
        at_report("peringatan"),
        (Edit(WARNING, "peringatan: Semua proses harus sesuai persyaratan"),),
        (Edit(WARNING, "peringatan: Laporan disampaikan paling lambat 31 Maret"),),
    ),
    Case("ISI010", at_report("keterkaitan"), (Edit(RELATED, "keterkaitan:\n"),)),
    Case(
        "ISI011",
        at_report("  - SOP Penanganan Surat Keluar"),
        (Edit(RELATED, "keterkaitan:\n  - SOP Penanganan Surat Kluar\n"),),
        (Edit(RELATED, "keterkaitan:\n  - SOP penanganan surat keluar\n"),),
    ),
    Case(
        "ISI012",
        at_report("  - SOP Penanganan Surat Keluar"),
        (Edit(RELATED, "keterkaitan:\n  - SOP Penyusunan Laporan Kinerja\n"),),
    ),
    Case(
        "ISI013",
        line_of(LETTER, "keterkaitan", "surat"),
        (Edit(RELATED, "keterkaitan:\n  - SOP Pengarsipan\n"),),
    ),
    Case(
        "ISI014",
        line_of(REPORT, LAST),
        (Edit(LAST, "    keterangan: SOP Penanganan Surat\n"),),
        (Edit(LAST, "    keterangan: SOP PENANGANAN SURAT KELUAR\n"),),
    ),
    Case(
        "ISI015",
        line_of(LETTER, "kualifikasi", "surat"),
        (Edit("[Memahami tata naskah dinas]", "", "surat"),),
        (Edit("[Memahami tata naskah dinas]", "[S1 segala jurusan]", "surat"),),
    ),
    Case(
        "ISI016",
        at_report("pencatatan"),
        (Edit("pencatatan: Disimpan sebagai data elektronik dan manual", "pencatatan:"),),
    ),
    Case(
        "ISI017",
        at_report("  - ATK"),
        (Edit("  - ATK", "  - 2. ATK"),),
        (Edit("  - ATK", "  - 2 rim kertas"),),
    ),
    Case(
        "ISI018",
        at_report("  - Komputer\n"),
        (Edit("  - Komputer\n", "  - Komputer,\n"),),
        (Edit("  - Komputer\n", "  - Komputer;\n"), Edit("  - ATK", "  - ATK.")),
    ),
    Case(
        "ISI019",
        at_report("peringatan"),
        (Edit(WARNING, f"{WARNING}{' sekali' * 60}"),),
        (Edit(WARNING, f"{WARNING}{' sekali' * 40}"),),
    ),
    Case(
        "ISI020",
        at_report("peringatan"),
        (Edit(WARNING, "peringatan: Jika tidak seuai, maka evaluasi terhambat"),),
        (Edit(WARNING, "peringatan: Jika tidak sesuai, maka evaluasi terhambat"),),
    ),
    Case(
        "ISI021",
        at_report("  - Memahami pengolahan data"),
        (
            Edit("  - Memahami penyusunan laporan kinerja", "  - Pelaksana 1 terampil"),
            Edit("  - Memahami pengolahan data", "  - Pelaksana 1 cakap"),
        ),
        (
            Edit("  - Memahami penyusunan laporan kinerja", "  - Pelaksana 1 terampil"),
            Edit("  - Memahami pengolahan data", "  - Pelaksana 2 cakap"),
        ),
    ),
)

SET_CASES = (
    Case(
        "SET001",
        line_of(LETTER, "nomor", "surat"),
        (Edit("060/13/SOP/2024", "060/12/SOP/2024", "surat"),),
    ),
    Case(
        "SET002",
        line_of(LETTER, "nama", "surat"),
        (Edit("nama: Penanganan Surat Keluar", "nama: Penyusunan Laporan Kinerya", "surat"),),
        (Edit("nama: Penanganan Surat Keluar", "nama: Penyusunan Laporan Kinerja 2", "surat"),),
    ),
    Case(
        "SET003",
        below(line_of(LETTER, "langkah", "surat")),
        (
            Edit(
                LETTER[LETTER.index("pelaksana:\n") :],
                REPORT[REPORT.index("pelaksana:\n  staf") :],
                "surat",
            ),
        ),
    ),
    Case(
        "SET004",
        line_of(LETTER, "nomor", "surat"),
        (Edit("060/13/SOP/2024", "060/15/SOP/2024", "surat"),),
        (Edit("060/13/SOP/2024", "060/11/SOP/2024", "surat"),),
    ),
    Case(
        "SET006",
        line_of(REPORT, LAST),
        (Edit(LAST, "    keterangan: Renja Kota Mataram\n"),),
        (Edit(LAST, "    keterangan: Renja Kota Tanjung Pinang di malang\n"),),
    ),
    Case(
        "SET011",
        line_of(LETTER, UU, "surat"),
        (
            Edit(UU, f"{UU} yang Otonom"),
            Edit(UU, "UU Nomor 24 Tahun 2014 tentang Pemerintahan Daerah yang Otonom", "surat"),
        ),
    ),
)

SHEET_CASES = (
    Case(
        "RND001",
        line_of(REPORT, "kegiatan: Mengumpulkan"),
        (
            Edit(
                FIRST,
                FIRST
                + f"    keterangan: |-\n{'      baris' + chr(10) + ('      baris' + chr(10)) * 80}",
            ),
        ),
    ),
    Case(
        "RND002",
        line_of(REPORT, "pelaksana:\n  staf"),
        (Edit(LANES, LANES + lanes(13)), add("format:\n  huruf: {terkecil: 8}\n")),
        (Edit(LANES, LANES + lanes(13)),),
    ),
    Case("RND003", line_of(REPORT, "langkah:"), (add(steps(40)),), (add(steps(4)),)),
    Case(
        "RND007",
        line_of(REPORT, "kegiatan: Mengumpulkan"),
        (Edit("kegiatan: Mengumpulkan data kinerja", "kegiatan: Mengumpulkan data ก"),),
    ),
    Case(
        "RND008",
        line_of(REPORT, "dasar_hukum"),
        (Edit(f"  - {UU}\n", f"  - {UU}\n" * 40),),
    ),
    Case(
        "RND009",
        line_of(REPORT, "pelaksana:\n  staf"),
        (Edit(LANES, LANES + lanes(45)),),
    ),
)
