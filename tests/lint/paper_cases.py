"""Cases of the rules about books and logs, which name the SOPs of the faultless project."""

from __future__ import annotations

from tests.lint.cases import Case, add, line_of
from tests.lint.project import REPORT, Edit

BOOK = "kop: batam\npenetapan: {jenis: tidak ada}\nisi: [laporan, surat]\n"
LAST_REVIEW = "  - {sop: surat, tanggal: 2024-03-01, jenis: evaluasi, hasil: tetap berlaku}\n"
LOG = (
    "monev:\n  - {sop: laporan, tanggal: 2024-03-01, jenis: monitoring, hasil: berjalan}\n"
    + LAST_REVIEW
)
RELATED = Edit("keterkaitan:\n  - SOP Penanganan Surat Keluar\n", "keterkaitan: [SOP Cuti]\n")


def book(text: str) -> Edit:
    return add(text, "buku")


PAPER_CASES = (
    Case(
        "SET007",
        line_of(REPORT, "nama: "),
        (book(BOOK.replace("laporan, surat", "surat")),),
        (book(BOOK),),
    ),
    Case(
        "SET009",
        "umum.yaml:1",
        (book("kop: batam\nisi: [laporan, surat]\n"),),
        (book(BOOK),),
    ),
    Case(
        "SET012",
        "umum.yaml:3",
        (book(BOOK), RELATED),
        (book(BOOK + "susunan: [lembar]\n"), RELATED),
    ),
    Case(
        "SET013",
        "batam.yaml:3",
        (add(LOG.replace("surat", "suret"), "monev"), book(BOOK)),
        (add(LOG, "monev"), book(BOOK)),
    ),
)
