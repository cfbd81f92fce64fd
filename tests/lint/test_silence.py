"""What a careful reviewer does not remark on, though a rule comes near it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopgen.lint import Choice
from tests.lint.project import REPORT, Edit, new_project, reviewed

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


@pytest.mark.parametrize("text", ["Triwulanan", "Setiap akhir bulan", "Januari-Maret (tgl 5)"])
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
