"""Fill in forms as people do, cell by cell, in a project of one definition."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sopgen.cli import main
from tests.projects import LETTERHEAD

FIRST = 3
"""The row below the hints and the titles."""


class Form:
    """A form that is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Workbook = load_workbook(path, rich_text=True)

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path

    def sheet(self, name: str) -> Worksheet:
        return self.book[name]

    def column(self, sheet: str, title: str) -> int:
        cells = self.sheet(sheet)[2]
        return next(cell.column for cell in cells if cell.value == title)

    def row(self, sheet: str, text: str) -> int:
        """Return the first row that holds `text`."""
        rows = self.sheet(sheet).iter_rows(min_row=FIRST)
        return next(row[0].row for row in rows if any(str(cell.value) == text for cell in row))

    def free(self, sheet: str) -> int:
        """Return the first row below all that hold something."""
        rows = self.sheet(sheet).iter_rows(min_row=FIRST)
        return max([FIRST - 1, *(r[0].row for r in rows if any(c.value for c in r))]) + 1

    def type(self, sheet: str, row: int, **cells: object) -> None:
        """Type into the columns of these titles, `_` for a blank."""
        for title, value in cells.items():
            column = self.column(sheet, title.replace("_", " "))
            self.sheet(sheet).cell(row, column).value = value

    def at(self, sheet: str, text: str, **cells: object) -> None:
        self.type(sheet, self.row(sheet, text), **cells)

    def add(self, sheet: str, **cells: object) -> None:
        self.type(sheet, self.free(sheet), **cells)

    def insert(self, sheet: str, below: str, **cells: object) -> None:
        row = self.row(sheet, below) + 1
        self.sheet(sheet).insert_rows(row)
        self.type(sheet, row, **cells)

    def delete(self, sheet: str, text: str) -> None:
        self.sheet(sheet).delete_rows(self.row(sheet, text))

    def move(self, sheet: str, text: str, below: str) -> None:
        """Cut the row that holds `text` and paste it under another."""
        own = [cell.value for cell in self.sheet(sheet)[self.row(sheet, text)]]
        self.delete(sheet, text)
        row = self.row(sheet, below) + 1
        self.sheet(sheet).insert_rows(row)
        for column, value in enumerate(own, start=1):
            self.sheet(sheet).cell(row, column).value = value


DEFINITION = Path("definitions/kota/surat.yaml")
FORM = Path("definitions/kota/surat.isian.xlsx")
TEXT = """\
kop: kota
nomor: 1/SOP/2024
nama: Surat *masuk*   # nama di lembar
tanggal_pembuatan: 2024-01-23
pengesah: kepala-dinas
penandatangan:
  - {peran: Disusun oleh, pejabat: sekretaris, tanggal: 2024-01-20}
dasar_hukum:
  - UU Nomor 1
  # yang kedua
  - UU Nomor 2
peringatan: Jangan terlambat
riwayat:
  - {revisi: "0", tanggal: 2024-01-23, uraian: Terbit pertama}
pelaksana:
  umum: Bagian Umum
  kepala: Kepala Dinas
  arsip: Arsiparis
langkah:
  - judul: A. PENERIMAAN
  - kegiatan: Menerima surat
    pelaksana: umum
    waktu: 5 menit
  - id: catat
    kegiatan: Mencatat surat
    pelaksana: umum
    kelengkapan: [Surat, Buku agenda]
  # diperiksa oleh kepala
  - kegiatan: Memeriksa surat
    pelaksana: kepala
    cabang: {Ya: berikutnya, Tidak: catat}
  - kegiatan: Membahas surat
    pelaksana: [kepala, umum]
    gabung: [waktu]
  - kegiatan: Menyimpan surat
    pelaksana: arsip
    waktu: 1 hari
format:
  alur:
    kolom_tambahan: {risiko: Risiko}
"""


def begin(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make `folder` a project of the definition above, and work in it."""
    (folder / "letterheads").mkdir()
    kop = LETTERHEAD + "  sekretaris:\n    jabatan: Sekretaris\n"
    (folder / "letterheads" / "kota.yaml").write_text(kop, encoding="utf-8")
    (folder / DEFINITION.parent).mkdir(parents=True)
    (folder / DEFINITION).write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(folder)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def form(text: str = TEXT) -> Form:
    DEFINITION.write_text(text, encoding="utf-8")
    result = run("form", DEFINITION)
    assert (result.exit_code, result.stdout) == (0, f"{FORM}\n")
    return Form(FORM)


def difference(before: str = TEXT) -> list[str]:
    after = DEFINITION.read_text(encoding="utf-8")
    lines = ndiff(before.splitlines(), after.splitlines())
    return [f"{line[0]}{line[2:]}" for line in lines if line[:1] in "+-"]
