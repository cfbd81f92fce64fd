"""A project without a fault: two definitions, a letterhead, and edits that break them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from sopgen.definition.reading import Definition, read_definition
from sopgen.document.page import Document
from sopgen.lint import Choice, Remark, Task, review
from sopgen.lint.papers import read_papers
from sopgen.lint.review import Sheets
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.rendering import laid_out, new_typesetter

TODAY = datetime.date(2024, 6, 1)

LETTERHEAD = """\
instansi:
  - PEMERINTAH KOTA BATAM
  - DINAS KOMUNIKASI DAN INFORMATIKA
logo: batam.png
pejabat:
  kepala-dinas:
    jabatan: Kepala Dinas Komunikasi dan Informatika
    nama: NAMA KEPALA DINAS, S.E., M.M.
    pangkat: Pembina Utama Muda
    golongan: IV/c
    nip: 19700101 199503 1 001
  sekretaris:
    jabatan: Sekretaris Dinas
    nama: NAMA SEKRETARIS, S.H.
    nip: 19750202 200003 2 002
"""

REPORT = """\
kop: batam
nomor: 060/12/SOP/2024
nama: Penyusunan Laporan Kinerja
tanggal_pembuatan: 2024-01-23
tanggal_revisi: "-"
tanggal_efektif: 2024-02-01
status: berlaku
pengesah: kepala-dinas

dasar_hukum:
  - Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah
  - Peraturan Pemerintah Nomor 13 Tahun 2019 tentang Laporan Penyelenggaraan Pemerintahan Daerah
  - Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja
  - Peraturan Wali Kota Batam Nomor 15 Tahun 2023 tentang Susunan Organisasi Dinas
kualifikasi_pelaksana:
  - Memahami penyusunan laporan kinerja
  - Memahami pengolahan data
keterkaitan:
  - SOP Penanganan Surat Keluar
peralatan:
  - Komputer
  - ATK
peringatan: Jika laporan terlambat, maka evaluasi kinerja terhambat
pencatatan: Disimpan sebagai data elektronik dan manual

pelaksana:
  staf: Staf Perencanaan
  kasubbag: Kasubbag Perencanaan
  kadis: Kepala Dinas

langkah:
  - kegiatan: Mengumpulkan data kinerja
    pelaksana: staf
    kelengkapan: Komputer
    waktu: 2 hari
    output: Data kinerja
  - id: susun
    kegiatan: Menyusun konsep laporan kinerja
    pelaksana: staf
    kelengkapan: Data kinerja
    waktu: 3 hari
    output: Konsep laporan
  - kegiatan: Memeriksa konsep laporan
    pelaksana: kasubbag
    cabang: {Ya: berikutnya, Tidak: susun}
    kelengkapan: Konsep laporan
    waktu: 4 jam
    output: Konsep laporan yang telah diperiksa
  - kegiatan: Menandatangani laporan kinerja
    pelaksana: kadis
    kelengkapan: Konsep laporan yang telah diperiksa
    waktu: 1 hari
    output: Laporan kinerja
    keterangan: SOP Penanganan Surat Keluar
"""

LETTER = """\
kop: batam
nomor: 060/13/SOP/2024
nama: Penanganan Surat Keluar
tanggal_pembuatan: 2024-01-23
tanggal_revisi: "-"
tanggal_efektif: 2024-02-01
status: berlaku
pengesah: kepala-dinas

dasar_hukum:
  - Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah
  - Peraturan Wali Kota Batam Nomor 15 Tahun 2023 tentang Susunan Organisasi Dinas
kualifikasi_pelaksana: [Memahami tata naskah dinas]
keterkaitan: [SOP Penyusunan Laporan Kinerja]
peralatan: [Komputer, ATK]
peringatan: Apabila surat tidak dicatat, maka surat tidak dapat ditelusuri
pencatatan: Dicatat dalam buku surat keluar

pelaksana:
  staf: Staf Perencanaan
  kadis: Kepala Dinas

langkah:
  - kegiatan: Mengetik konsep surat
    pelaksana: staf
    kelengkapan: Komputer
    waktu: 30 menit
    output: Konsep surat
  - kegiatan: Menandatangani surat
    pelaksana: kadis
    kelengkapan: Konsep surat
    waktu: 1 jam
    output: Surat yang telah ditandatangani
  - kegiatan: Mencatat surat keluar
    pelaksana: staf
    kelengkapan: Surat yang telah ditandatangani
    waktu: 15 menit
    output: Buku surat keluar
  - kegiatan: Mengirim surat keluar
    pelaksana: staf
    kelengkapan: Surat yang telah ditandatangani
    waktu: 1 jam
    output: Surat keluar
"""

FILES = {
    "kop": ("letterheads/batam.yaml", LETTERHEAD),
    "laporan": ("definitions/batam/laporan.yaml", REPORT),
    "surat": ("definitions/batam/surat.yaml", LETTER),
    "register": ("registers/batam.yaml", ""),
    "buku": ("buku/umum.yaml", ""),
    "monev": ("monev/batam.yaml", ""),
}


@dataclass(frozen=True)
class Edit:
    """A text of one file becomes another; it must stand there once."""

    old: str
    new: str
    file: str = "laporan"


def new_project(folder: Path, edits: Sequence[Edit] = ()) -> Path:
    """Return `folder` as the project with `edits` done."""
    texts = {name: text for name, (_, text) in FILES.items()}
    for edit in edits:
        before = texts[edit.file]
        if edit.old:
            assert before.count(edit.old) == 1, f"{edit.old!r}: {before.count(edit.old)}"
            texts[edit.file] = before.replace(edit.old, edit.new)
        else:
            texts[edit.file] = before + edit.new
    for name, (path, _) in FILES.items():
        if texts[name]:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(texts[name], encoding="utf-8")
    size = (100, 60) if any(edit.new == "logo: kecil.png" for edit in edits) else (300, 300)
    for name in ("batam.png", "kecil.png"):
        Image.new("RGB", size, "white").save(folder / "letterheads" / name)
    return folder


def definitions_of(project: Path) -> list[Definition]:
    return [read_definition(path) for path in sorted(project.glob("definitions/**/*.yaml"))]


def reviewed(project: Path, choice: Choice | None = None, *, pages: bool = False) -> list[Remark]:
    """Return what the rules find in `project`; `pages` judges the print too."""
    task = Task(TODAY, choice or Choice(), _sheets() if pages else None)
    books, logs = (sorted(project.glob(f"{name}/*.yaml")) for name in ("buku", "monev"))
    papers, problems = read_papers(books, logs, [*books, *logs])
    assert problems == ()
    return review(definitions_of(project), task, papers=papers)


def _sheets() -> Sheets:
    typesetter = new_typesetter()

    def sheets(definition: Definition) -> tuple[Document | None, tuple[Problem, ...]]:
        try:
            return laid_out(definition, typesetter), ()
        except ProblemsError as error:
            return None, error.problems

    return sheets


def found(remarks: Sequence[Remark]) -> list[str]:
    """Return what was found as `code file:line`, the file by its folder and name."""
    return [
        f"{each.problem.code} {'/'.join(Path(each.problem.path).parts[-2:])}:{each.problem.line}"
        for each in remarks
    ]
