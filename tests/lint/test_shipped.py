"""The defects that the sheets of 5.4 of the domain study have, each found at its line."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from sopgen.cli import main
from sopgen.definition.reading import read_definition
from sopgen.lint import Task, review
from sopgen.problems.problem import Severity
from tests.lint.project import TODAY

DEFINITIONS = sorted(Path("definitions").rglob("*.yaml"))
REMARKS = review([read_definition(path) for path in DEFINITIONS], Task(TODAY))
FOUND = {
    f"{each.problem.code} {Path(each.problem.path).stem}:{each.problem.line}" for each in REMARKS
}

DEFECTS = {
    "000: rancangan sebagai dasar hukum": "ISI006 laporan-kinerja-ptsp:19",
    "000: keterkaitan kosong": "ISI010 laporan-kinerja-ptsp:29",
    "000: peringatan tanpa jika-maka": "ISI009 laporan-kinerja-ptsp:34",
    "000: satuan bercampur": "MTB007 laporan-kinerja-ptsp:44",
    "001: nomor urut kosong": "IDN001 evaluasi-kinerja:9",
    "001: UU 32/2004": "ISI005 evaluasi-kinerja:23",
    "001: UU 33/2004": "ISI005 evaluasi-kinerja:25",
    "001: Permendagri 13/2006": "ISI005 evaluasi-kinerja:29",
    "001: Penandatanganan": "KEG001 evaluasi-kinerja:125",
    "001: Pembuatan": "KEG001 evaluasi-kinerja:131",
    "001: Penggandaan": "KEG001 evaluasi-kinerja:137",
    "001: Pengiriman": "KEG001 evaluasi-kinerja:143",
    "001: oleh Kepala Dinas": "PLK004 evaluasi-kinerja:125",
    "001: sekaligus penomoran": "KEG002 evaluasi-kinerja:131",
    "001: dan pengarsipan": "KEG002 evaluasi-kinerja:143",
    "001: masukan sama dengan keluaran": "MTB006 evaluasi-kinerja:73",
    "001: SOP Penetapan Kinerja lain sebutan": "ISI014 evaluasi-kinerja:130",
    "001: SOP surat masuk lain sebutan": "ISI014 evaluasi-kinerja:136",
    "002: tanggal pembuatan kosong": "IDN004 pengumpulan-data-kinerja:11",
    "002: tanggal efektif kosong": "IDN004 pengumpulan-data-kinerja:13",
    "002: Sandar": "ISI020 pengumpulan-data-kinerja:18",
    "002: Instasi": "ISI020 pengumpulan-data-kinerja:21",
    "002: seuai": "ISI020 pengumpulan-data-kinerja:40",
    "002: tanpa kolom Ket": "MTB014 muna-barat:47",
    "002: 60 Hari": "MTB009 pengumpulan-data-kinerja:91",
    "003: LAKIP di LPPD, langkah 6": "KEG005 lppd:93",
    "003: LAKIP di LPPD, langkah 8": "KEG005 lppd:103",
    "003: LAKIP di LPPD, langkah 9": "KEG005 lppd:108",
    "003: LAKIP di LPPD, langkah 10": "KEG005 lppd:113",
    "003: LAKIP di RENJA, langkah 6": "KEG005 renja-rkt:93",
    "003: LAKIP di RENJA, langkah 8": "KEG005 renja-rkt:103",
    "003: LAKIP di RENJA, langkah 9": "KEG005 renja-rkt:108",
    "003: LAKIP di RENJA, langkah 10": "KEG005 renja-rkt:113",
    "003: LPPD di kualifikasi RENJA": "KEG005 renja-rkt:41",
    "003: LPPD di kualifikasi TAPKIN": "KEG005 tapkin:41",
    "003: Perpres di atas PP": "ISI002 lakip:25",
    "003: PP 13/2019 dan PP 3/2007": "SET011 renja-rkt:25",
    "003: PP 3/2007 dicabut": "ISI005 lppd:25",
    "003: nomor kualifikasi mulai dari 4": "ISI017 tapkin:44",
    "003: Pelaksana 1 dua kali": "ISI021 lakip:43",
    "003: langkah 8 dan 9 sama": "ALR017 lakip:107",
    "003: keterkaitan kosong": "ISI010 lakip:46",
    "003: tanpa jabatan": "IDN016 pagar-alam:38",
    "003: Pengumpulan kolektif": "KEG001 tapkin:73",
    "003: Penandatanganan oleh Kepala Daerah": "PLK004 tapkin:77",
    "003: DISPMPPTSPTK pada nomor": "SET004 lakip:9",
    "003: singkatan DISPMPTSPTK": "KEG006 lakip:67",
    "003: judul alur keempat tanpa nomor": "ALR021 tapkin:125",
    "003: tiga alur hampir sama": "SET003 renja-rkt:65",
    "004: nomor hanya tahun": "IDN021 penilaian-skp:10",
    "004: PP di bawah Permendagri": "ISI002 penilaian-skp:28",
    "004: Permendagri 73/2009 di bawah 52/2011": "ISI003 penilaian-skp:26",
    "004: PP 46/2011 dicabut": "ISI005 penilaian-skp:28",
    "004: Sekretaris tidak dipakai": "PLK003 penilaian-skp:62",
    "004: tanpa Selesai": "ALR002 penilaian-skp:102",
    "004: MUTU BUKU": "ISI020 penilaian-skp:19",
    "004: titik pada langkah 6": "KEG004 penilaian-skp:97",
    "004: jam dan Jam": "MTB015 penilaian-skp:100",
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_of_the_shipped_sheets_is_found_at_its_line(defect: str) -> None:
    assert DEFECTS[defect] in FOUND


def test_the_shipped_sheets_have_few_notes() -> None:
    counts = Counter(each.problem.severity for each in REMARKS)
    assert counts[Severity.NOTE] <= 4 * len(DEFINITIONS)


def test_only_two_shipped_sheets_have_an_error() -> None:
    errors = [each.problem for each in REMARKS if each.problem.severity is Severity.ERROR]
    assert [(each.code, Path(each.path).stem) for each in errors] == [
        ("ALR002", "penilaian-skp"),
        ("ISI006", "laporan-kinerja-ptsp"),
    ]


def test_the_guide_lists_what_is_found() -> None:
    guide = Path("docs/panduan-lint.md").read_text(encoding="utf-8")
    listed = guide.partition("```text\n")[2].removesuffix("```\n")
    result = CliRunner().invoke(main, ["lint", "--today", "2024-06-01"])
    assert result.exit_code == 1
    assert result.stdout == listed
