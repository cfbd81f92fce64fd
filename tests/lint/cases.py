"""For every rule edits of the faultless project that break it, and edits that do not."""

from __future__ import annotations

from dataclasses import dataclass

from tests.lint.project import LETTER, REPORT, Edit


@dataclass(frozen=True)
class Case:
    """`line` is where the finding stands: `laporan.yaml:12`; `right` comes near and is fine."""

    code: str
    line: str
    wrong: tuple[Edit, ...]
    right: tuple[Edit, ...] = ()


def line_of(text: str, part: str, file: str = "laporan") -> str:
    """Return the place of `part` in a text of the project."""
    return f"{file}.yaml:{text[: text.index(part)].count(chr(10)) + 1}"


FIRST = "  - kegiatan: Mengumpulkan data kinerja\n    pelaksana: staf\n"
COLLECT = "kegiatan: Mengumpulkan data kinerja"
DRAFT = "kegiatan: Menyusun konsep laporan kinerja"
EXAMINE = "kegiatan: Memeriksa konsep laporan"
SIGN = "kegiatan: Menandatangani laporan kinerja"
LAST = "    keterangan: SOP Penanganan Surat Keluar\n"
BRANCHES = "    cabang: {Ya: berikutnya, Tidak: susun}\n"
LANES = "  staf: Staf Perencanaan\n  kasubbag: Kasubbag Perencanaan\n  kadis: Kepala Dinas\n"
STAFF = "  staf: Staf Perencanaan\n  kadis: Kepala Dinas\n"
NIP = "nip: 19700101 199503 1 001"


def below(place: str, lines: int = 1) -> str:
    """Return the place so many lines further down."""
    file, line = place.split(":")
    return f"{file}:{int(line) + lines}"


def step(activity: str, more: str = "", actor: str = "staf") -> str:
    """Return a step whose mutu baku are as they should be."""
    return (
        f"  - kegiatan: {activity}\n    pelaksana: {actor}\n{more}"
        "    kelengkapan: Laporan kinerja\n    waktu: 1 jam\n    output: Laporan kinerja final\n"
    )


def steps(count: int) -> str:
    return "".join(
        step(f"Mengolah laporan kinerja bagian {number}") for number in range(1, count + 1)
    )


def add(text: str, file: str = "laporan") -> Edit:
    """Return the edit that adds `text` at the end."""
    return Edit("", text, file)


BODY = REPORT[REPORT.index("pelaksana:\n  staf") :]


def flows(*titles: str) -> str:
    """Return the body of the report as several flows."""
    indented = "".join(f"    {line}\n" if line else "\n" for line in BODY.splitlines())
    return "alur:\n" + "".join(f"  - judul: {title}\n{indented}" for title in titles)


LATER = line_of(REPORT, LAST)
AFTER_LANES = f"laporan.yaml:{REPORT[: REPORT.index(LANES) + len(LANES)].count(chr(10)) + 1}"


def lanes(count: int) -> str:
    return "".join(f"  p{number}: Petugas {number}\n" for number in range(count))


def phase(title: str) -> str:
    """Return a heading row with a step below it."""
    return f"  - judul: {title}\n" + step("Mengirim laporan kinerja")


AFTER = f"laporan.yaml:{REPORT.count(chr(10)) + 1}"

FLOW_CASES = (
    Case(
        "ALR001",
        line_of(REPORT, COLLECT),
        (Edit(FIRST, FIRST + "    simbol: proses\n"),),
        (Edit(FIRST, FIRST + "    simbol: mulai\n"),),
    ),
    Case(
        "ALR002",
        line_of(REPORT, SIGN),
        (Edit(LAST, LAST + "    simbol: proses\n"),),
        (Edit(LAST, LAST + "    simbol: selesai\n"),),
    ),
    Case(
        "ALR003",
        below(line_of(REPORT, "id: susun")),
        (
            Edit(FIRST, FIRST + "    lanjut: periksa\n"),
            Edit(EXAMINE, "id: periksa\n    " + EXAMINE),
            Edit(BRANCHES, "    cabang: {Ya: berikutnya, Tidak: selesai}\n"),
        ),
        (Edit(FIRST, FIRST + "    lanjut: susun\n"),),
    ),
    Case(
        "ALR004",
        below(AFTER),
        (
            Edit("id: susun", "id: susun\n    lanjut: balik"),
            add(step("Mencatat laporan", "    id: balik\n    lanjut: susun\n") + steps(1)),
        ),
        (Edit("id: susun", "id: susun\n    lanjut: berikutnya"),),
    ),
    Case(
        "ALR005",
        line_of(REPORT, EXAMINE),
        (Edit(BRANCHES, "    cabang: {Ya: berikutnya}\n"),),
        (Edit(BRANCHES, "    cabang: {Lengkap: berikutnya, Kurang: susun}\n"),),
    ),
    Case(
        "ALR006",
        line_of(REPORT, EXAMINE),
        (Edit(BRANCHES, "    cabang: {Ya: berikutnya, Tidak: berikutnya}\n"),),
    ),
    Case(
        "ALR007",
        line_of(REPORT, COLLECT),
        (Edit(FIRST, FIRST + "    lanjut: [berikutnya, selesai]\n"),),
        (Edit(FIRST, FIRST + "    lanjut: [berikutnya]\n"),),
    ),
    Case(
        "ALR009",
        line_of(REPORT, EXAMINE),
        (Edit(EXAMINE, "kegiatan: Mencetak konsep laporan"),),
        (Edit(EXAMINE, "kegiatan: Apakah konsep laporan lengkap?"),),
    ),
    Case(
        "ALR010",
        line_of(REPORT, EXAMINE),
        (Edit(BRANCHES, ""),),
        (Edit(BRANCHES, ""), Edit(EXAMINE, "kegiatan: Merapikan konsep laporan")),
    ),
    Case(
        "ALR011",
        line_of(REPORT, "langkah:"),
        (Edit(BRANCHES, ""), add(steps(8))),
        (add(steps(8)),),
    ),
    Case(
        "ALR012",
        line_of(REPORT, EXAMINE),
        (
            Edit(BRANCHES, "    cabang: {Ya: berikutnya, Tidak: selesai}\n"),
            add(steps(6)),
        ),
        (Edit(BRANCHES, "    cabang: {Ya: berikutnya, Tidak: selesai}\n"), add(steps(5))),
    ),
    Case(
        "ALR013",
        line_of(REPORT, EXAMINE),
        (
            Edit(BRANCHES, "    cabang: {Ya: susun, Tidak: berikutnya}\n"),
            add(step("Memeriksa arsip", "    cabang: {Ya: berikutnya, Tidak: susun}\n")),
            add(step("Memeriksa berkas", "    cabang: {Ya: berikutnya, Tidak: susun}\n")),
            add(step("Mengarsipkan laporan")),
        ),
        (
            add(step("Memeriksa arsip", "    cabang: {Ya: berikutnya, Tidak: susun}\n")),
            add(step("Mengarsipkan laporan")),
        ),
    ),
    Case(
        "ALR015",
        line_of(REPORT, "pelaksana:\n  staf"),
        (Edit(LANES, LANES[LANES.index("  kasubbag") :] + "  staf: Staf Perencanaan\n"),),
    ),
    Case(
        "ALR016",
        below(line_of(REPORT, "id: susun")),
        (
            Edit(FIRST, FIRST + "    lanjut: periksa\n"),
            Edit(EXAMINE, "id: periksa\n    " + EXAMINE),
        ),
    ),
    Case(
        "ALR017",
        line_of(REPORT, SIGN),
        (Edit(SIGN, EXAMINE),),
        (Edit(SIGN, "kegiatan: Memeriksa kembali konsep laporan"),),
    ),
    Case(
        "ALR018",
        below(AFTER),
        (
            Edit(SIGN, "simbol: selesai\n    " + SIGN),
            Edit(BRANCHES, "    cabang: {Ya: berikutnya, Tidak: arsip}\n"),
            add(step("Menandatangani laporan kinerja", "    id: arsip\n")),
        ),
        (
            Edit(SIGN, "simbol: selesai\n    " + SIGN),
            Edit(BRANCHES, "    cabang: {Ya: berikutnya, Tidak: arsip}\n"),
            add(step("Mengarsipkan laporan kinerja", "    id: arsip\n")),
        ),
    ),
    Case("ALR019", line_of(REPORT, "langkah:"), (add(steps(17)),), (add(steps(16)),)),
    Case(
        "ALR020",
        line_of(REPORT, SIGN),
        (Edit(SIGN, "simbol: mulai\n    " + SIGN), add(step("Mengarsipkan laporan"))),
        (add(step("Mengarsipkan laporan")),),
    ),
    Case(
        "ALR021",
        f"laporan.yaml:{REPORT[: REPORT.index(BODY)].count(chr(10)) + 2}",
        (Edit(BODY, flows("TINGKAT STAF", "2. TINGKAT DINAS")),),
        (Edit(BODY, flows("1. TINGKAT STAF", "2. TINGKAT DINAS")),),
    ),
)

OWN_COLUMN = "format: {alur: {kolom_tambahan: {risiko: Risiko}}}\n"

PHASE_CASES = (
    Case("ALR022", AFTER, (add("  - judul: B. PENUTUP\n"),), (add(phase("B. PENUTUP")),)),
    Case(
        "ALR023",
        below(AFTER),
        (Edit(FIRST, "  - judul: A. PERSIAPAN\n" + FIRST), add(phase("C. PENUTUP"))),
        (Edit(FIRST, "  - judul: I. PERSIAPAN\n" + FIRST), add(phase("II. PENUTUP"))),
    ),
    Case(
        "MTB016",
        AFTER,
        (add(OWN_COLUMN),),
        (add(f"    tambahan: {{risiko: Surat hilang}}\n{OWN_COLUMN}"),),
    ),
)

ACTOR_CASES = (
    Case(
        "PLK003",
        AFTER_LANES,
        (Edit(LANES, LANES + "  sekretaris: Sekretaris\n"),),
    ),
    Case(
        "PLK004",
        line_of(REPORT, SIGN),
        (Edit(SIGN, f"{SIGN} oleh Kepala Dinas"),),
        (Edit(SIGN, f"{SIGN} yang telah disusun oleh Kepala Dinas"),),
    ),
    Case(
        "PLK005",
        line_of(LETTER, "pelaksana:\n  staf", "surat"),
        (
            Edit("  kadis: Kepala Dinas\n", "", "surat"),
            Edit("    pelaksana: kadis\n", "    pelaksana: staf\n", "surat"),
        ),
    ),
    Case(
        "PLK006",
        line_of(REPORT, "staf: Staf Perencanaan"),
        (Edit("staf: Staf Perencanaan", "staf: Nama Orang, S.E."),),
        (Edit("staf: Staf Perencanaan", "staf: Staf, Arsiparis"),),
    ),
    Case(
        "PLK007",
        line_of(LETTER, "kadis: Kepala Dinas", "surat"),
        (Edit("  kadis: Kepala Dinas\n", "  kadis: KADIS\n"),),
    ),
    Case(
        "PLK008",
        line_of(REPORT, "pelaksana:\n  staf"),
        (Edit(LANES, LANES + lanes(13)),),
        (Edit(LANES, LANES + lanes(12)),),
    ),
    Case(
        "PLK009",
        line_of(REPORT, SIGN),
        (Edit("    pelaksana: kadis\n", "    pelaksana: [kadis, kasubbag]\n"),),
    ),
    Case(
        "PLK010",
        line_of(REPORT, "pelaksana:\n  staf"),
        (Edit(f"pelaksana:\n{LANES}", "pelaksana: belum diketahui\n"),),
    ),
)

ACTIVITY_CASES = (
    Case(
        "KEG001",
        line_of(REPORT, SIGN),
        (Edit(SIGN, "kegiatan: Penandatanganan laporan kinerja"),),
        (Edit(SIGN, "kegiatan: Berkoordinasi tentang laporan kinerja"),),
    ),
    Case(
        "KEG002",
        line_of(REPORT, SIGN),
        (Edit(SIGN, "kegiatan: Mencetak dan menandatangani laporan kinerja"),),
        (Edit(SIGN, "kegiatan: Menandatangani laporan kinerja dan surat pengantar"),),
    ),
    Case(
        "KEG003",
        line_of(REPORT, SIGN),
        (Edit(SIGN, f"{SIGN}{' yang panjang' * 12}"),),
        (Edit(SIGN, f"{SIGN}{' yang panjang' * 11}"),),
    ),
    Case(
        "KEG004",
        line_of(REPORT, SIGN),
        (Edit(SIGN, f"{SIGN}."),),
        (Edit(SIGN, f"{SIGN} dsb."),),
    ),
    Case(
        "KEG005",
        line_of(REPORT, "kelengkapan: Konsep laporan yang"),
        (
            Edit("nama: Penanganan Surat Keluar", "nama: Penyusunan LPPD", "surat"),
            Edit("Mengetik konsep surat", "Mengetik konsep LPPD", "surat"),
            Edit("kelengkapan: Konsep laporan yang", "kelengkapan: Konsep LPPD yang"),
        ),
        (
            Edit("nama: Penanganan Surat Keluar", "nama: Penyusunan LPPD", "surat"),
            Edit("Mengetik konsep surat", "Mengetik konsep LPPD", "surat"),
            Edit("kelengkapan: Konsep laporan yang", "kelengkapan: Konsep LPPD yang"),
            Edit("  - SOP Penanganan Surat Keluar", "  - SOP Penyusunan LPPD"),
        ),
    ),
    Case(
        "KEG006",
        line_of(REPORT, SIGN),
        (Edit(SIGN, f"{SIGN} DISPMPTSPTK"),),
        (Edit(SIGN, f"{SIGN} SAK"),),
    ),
    Case(
        "KEG007",
        line_of(REPORT, "pencatatan"),
        (Edit("Disimpan sebagai data elektronik dan manual", "Disimpan sebagai ..."),),
        (Edit("Disimpan sebagai data elektronik dan manual", "Disimpan dll."),),
    ),
)

STANDARD_CASES = (
    Case(
        "MTB001",
        line_of(REPORT, "waktu: 4 jam"),
        (Edit("waktu: 4 jam", "waktu: secukupnya"),),
        (Edit("waktu: 4 jam", "waktu: ± 2 (dua) jam 30 menit"),),
    ),
    Case(
        "MTB002",
        line_of(REPORT, "waktu: 4 jam"),
        (Edit("waktu: 4 jam", "waktu:"),),
        (Edit("    waktu: 4 jam\n", "    gabung: [waktu]\n"),),
    ),
    Case(
        "MTB003",
        line_of(REPORT, "kelengkapan: Data kinerja"),
        (Edit("kelengkapan: Data kinerja", "kelengkapan:"),),
        (Edit("    kelengkapan: Data kinerja\n", "    gabung: [kelengkapan]\n"),),
    ),
    Case(
        "MTB004",
        line_of(REPORT, "output: Data kinerja"),
        (Edit("output: Data kinerja", 'output: "-"'),),
    ),
    Case(
        "MTB005",
        line_of(REPORT, "kelengkapan: Data kinerja"),
        (
            Edit("kelengkapan: Data kinerja", "kelengkapan: Formulir"),
            Edit("kelengkapan: Konsep laporan\n", "kelengkapan: Printer\n"),
        ),
        (Edit("kelengkapan: Data kinerja", "kelengkapan: Formulir"),),
    ),
    Case(
        "MTB006",
        line_of(REPORT, "output: Data kinerja"),
        (Edit("output: Data kinerja", "output: Komputer"),),
    ),
    Case(
        "MTB007",
        line_of(REPORT, "langkah:"),
        (Edit("waktu: 2 hari", "waktu: 1 bulan"),),
        (Edit("waktu: 2 hari", "waktu: 90 menit"),),
    ),
    Case(
        "MTB008",
        LATER,
        (Edit(LAST, "    keterangan: Total waktu 6 hari\n"),),
        (Edit(LAST, "    keterangan: Total waktu 6 hari 4 jam\n"),),
    ),
    Case(
        "MTB009",
        line_of(REPORT, "waktu: 3 hari"),
        (Edit("waktu: 3 hari", "waktu: 60 hari"),),
        (Edit("waktu: 3 hari", "waktu: 20 hari"),),
    ),
    Case(
        "MTB011",
        line_of(REPORT, "kelengkapan: Komputer"),
        (Edit("kelengkapan: Komputer", "kelengkapan: Printer"),),
    ),
    Case(
        "MTB012",
        line_of(REPORT, "output: Laporan kinerja"),
        (
            Edit("output: Laporan kinerja", "output: Disposisi"),
            Edit(SIGN, "kegiatan: Menandatangani disposisi"),
        ),
        (Edit("output: Laporan kinerja", "output: Buku kinerja"),),
    ),
    Case(
        "MTB013",
        line_of(REPORT, "output: Laporan kinerja"),
        (Edit("output: Laporan kinerja", f"output: Laporan kinerja{' lengkap' * 12}"),),
        (Edit("output: Laporan kinerja", f"output: Laporan kinerja{' lengkap' * 11}"),),
    ),
    Case(
        "MTB014",
        below(AFTER),
        (add("format:\n  alur: {kolom: [no, kegiatan, pelaksana, kelengkapan, waktu, output]}\n"),),
        (add("format:\n  alur: {akhiran_nomor: .}\n"),),
    ),
    Case(
        "MTB015",
        line_of(REPORT, "waktu: 4 jam"),
        (Edit("waktu: 4 jam", "waktu: 4 Jam"),),
    ),
)
