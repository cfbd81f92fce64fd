"""What a run hands to the report, made up."""

from sopgen.document.page import Box
from sopgen.importer.draft import FileClass
from sopgen.importer.report.reported import (
    Media,
    OldPage,
    Picture,
    Place,
    ReportedDoubt,
    ReportedFile,
    ReportedRow,
    ReportedSop,
    Reread,
)

PICTURE = Picture(16838, 11906, Box(500, 700, 15700, 9000), Media.WEBP, b"gambar")
TEXT = """nama: Penerimaan Surat
langkah:
  - kegiatan: Menerima surat
    waktu: 5 menit
  # periksa IMP014: panah tanpa kepala
  - kegiatan: Mencatat surat
"""
ROWS = (
    ReportedRow(
        "Langkah 1",
        "Menerima surat",
        old=(Place(1, Box(600, 3000, 15000, 900)),),
        new=(Place(1, Box(700, 2500, 15400, 800)),),
        reread=Reread.SAME,
        lines=(3, 5),
    ),
    ReportedRow(
        "Langkah 2",
        "Mencatat surat",
        old=(Place(1, Box(600, 3900, 15000, 700)),),
        new=(Place(1, Box(700, 3300, 15400, 600)),),
        reread=Reread.OTHER,
        differences=("panah dari langkah 1 hilang", "waktu lain"),
        lines=(5, 7),
    ),
)
DOUBTS = (
    ReportedDoubt(
        "IMP014",
        "Panah tanpa kepala dibaca ke bawah.",
        row=1,
        page=1,
        old=Place(1, Box(4000, 3800, 200, 500)),
        line=6,
    ),
    ReportedDoubt(
        "IMP022",
        "Nomor tercetak dua kali.",
        page=0,
        old=Place(0, Box(9000, 1000, 3000, 300)),
        new=(Place(0, Box(8800, 900, 3100, 320)),),
    ),
)


def sop(**changes):
    told = {
        "name": "Penerimaan Surat",
        "number": "045/7/SOP",
        "path": "definitions/contoh/penerimaan-surat.yaml",
        "text": TEXT,
        "kind": FileClass.ARROWS,
        "steps": 2,
        "old": (OldPage(0, "halaman 1", PICTURE), OldPage(1, "halaman 2", PICTURE)),
        "new": (PICTURE, PICTURE),
        "rows": ROWS,
        "doubts": DOUBTS,
    }
    return ReportedSop(**told | changes)


def file(*sops, path="lama/surat.pdf", kind=FileClass.ARROWS, refusal=""):
    return ReportedFile(path, kind, sops, refusal)


SCAN = file(path="lama/foto.pdf", kind=FileClass.SCAN, refusal="Berkas ini hasil pindaian.")
