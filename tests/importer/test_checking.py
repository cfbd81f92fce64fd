"""A rebuilt sheet, read again, is held against what was seen of the old one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sopgen.definition.reading import Definition
from sopgen.document.page import Document
from sopgen.importer.checking import Difference, differences, flows_with_steps, reread
from sopgen.importer.comparing import folded, unlike
from sopgen.readers import docx, xlsx
from sopgen.readers.packages import opened_package
from sopgen.readers.pdf import sheets_of_pdf
from sopgen.recognition.sops import SeenSop, sops_of
from sopgen.recognition.tables import FlowTable, flow_tables
from sopgen.recognition.vocabulary import Lexicon, shipped_vocabulary
from sopgen.rendering import laid_out
from sopgen.writers import Format, writer
from tests.catalogue import DEFINITIONS, document, file, typesetter
from tests.projects import new_project, read

LEXICON = Lexicon(shipped_vocabulary())

SHEET = """\
kop: kota
nomor: 12/SOP/2024
nama: Penanganan surat masuk
pelaksana: {umum: Bagian Umum, kepala: Kepala Dinas, staf: Staf}
langkah:
  - judul: A. PENERIMAAN
  - id: terima
    kegiatan: Menerima surat
    pelaksana: umum
    kelengkapan: [Surat, Buku agenda]
    waktu: 5 menit
  - kegiatan: Memeriksa surat
    pelaksana: kepala
    cabang: {Ya: berikutnya, Tidak: terima}
    waktu: 1 jam
  - kegiatan: Membahas surat
    pelaksana: [kepala, staf]
    gabung: [waktu]
    output: Disposisi
  - kegiatan: Menyimpan surat
    pelaksana: staf
    output: Arsip
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def rebuilt(project: Path, text: str) -> tuple[Definition, Document]:
    definition = read(project, text)
    return definition, laid_out(definition, typesetter())


def seen(project: Path, text: str) -> SeenSop:
    _, pages = rebuilt(project, text)
    (sop,) = sops_of(sheets_of_pdf(writer(Format.PDF)(pages)), LEXICON)
    return sop


def told(project: Path, old: str, new: str) -> list[tuple[int, str]]:
    """Return the differences of a sheet that should have been `old` and became `new`."""
    first = seen(project, old)
    return [(each.item, each.text) for each in differences(first, *rebuilt(project, new), LEXICON)]


def flows_of(name: str, kind: Format) -> Sequence[FlowTable]:
    data = file(name, kind)
    if kind is Format.XLSX:
        sheets = xlsx.sheets_of_workbook(opened_package(data, xlsx.PARTS))
    else:
        sheets = docx.sheets_of_word(opened_package(data, docx.PARTS))
    return flows_with_steps(flow_tables([each for each in sheets if not each.hidden], LEXICON))


def test_what_was_rebuilt_from_itself_is_the_same(project: Path) -> None:
    assert told(project, SHEET, SHEET) == []


@pytest.mark.parametrize("name", DEFINITIONS)
def test_workbook_word_file_and_rebuilt_pdf_of_a_sheet_are_read_alike(name: str) -> None:
    again = reread(document(name), LEXICON)
    for kind in (Format.XLSX, Format.DOCX):
        pairs = zip(flows_of(name, kind), again, strict=True)
        assert [unlike(first, second) for first, second in pairs] == [()] * len(again)


SWAPPED = """\
  - kegiatan: Menyimpan surat
    pelaksana: staf
    output: Arsip
"""

FAULTS: dict[str, tuple[tuple[str, str], list[tuple[int, str]]]] = {
    "a step that was lost": (
        (SWAPPED, ""),
        [
            (3, "kotak di “Kepala Dinas” menjadi kapsul"),
            (
                3,
                "panah dari “Kepala Dinas” ke “Staf” di baris “Menyimpan surat” hilang",
            ),
            (-1, "baris “Menyimpan surat” tidak ada"),
        ],
    ),
    "an arrow that leads elsewhere": (
        ("Tidak: terima}", "Tidak: selesai}"),
        [
            (
                2,
                "panah dari “Kepala Dinas” ke “Bagian Umum” di baris “Menerima surat” hilang",
            ),
            (
                2,
                "panah dari “Kepala Dinas” ke “Staf” di baris “Menyimpan surat” tidak ada di "
                "lembar lama",
            ),
        ],
    ),
    "answers that were taken for each other": (
        ("{Ya: berikutnya, Tidak: terima}", "{Tidak: berikutnya, Ya: terima}"),
        [
            (
                2,
                "tulisan panah dari “Kepala Dinas” ke “Bagian Umum” di baris “Menerima surat”: "
                "“Tidak” menjadi “Ya”",
            ),
            (
                2,
                "tulisan panah dari “Kepala Dinas” ke “Kepala Dinas” di baris “Membahas surat”: "
                "“Ya” menjadi “Tidak”",
            ),
        ],
    ),
    "a symbol of another kind": (
        ("    output: Arsip\n", "    output: Arsip\n    simbol: proses\n"),
        [(4, "kapsul di “Staf” menjadi kotak")],
    ),
    "a symbol in another lane": (
        ("    pelaksana: umum\n", "    pelaksana: staf\n"),
        [
            (1, "kapsul di “Bagian Umum” hilang"),
            (1, "kapsul di “Staf” tidak ada di lembar lama"),
            (
                1,
                "panah dari “Bagian Umum” ke “Kepala Dinas” di baris “Memeriksa surat” hilang",
            ),
            (
                1,
                "panah dari “Staf” ke “Kepala Dinas” di baris “Memeriksa surat” tidak ada di "
                "lembar lama",
            ),
            (
                2,
                "panah dari “Kepala Dinas” ke “Bagian Umum” di baris “Menerima surat” hilang",
            ),
            (
                2,
                "panah dari “Kepala Dinas” ke “Staf” di baris “Menerima surat” tidak ada di "
                "lembar lama",
            ),
        ],
    ),
    "work that is not done together": (
        ("    pelaksana: [kepala, staf]\n", "    pelaksana: {kepala: {lanjut: /staf}, staf: }\n"),
        [
            (3, "garis kerja bersama “Kepala Dinas”–“Staf” hilang"),
            (
                3,
                "panah dari “Kepala Dinas” ke “Staf” di baris ini tidak ada di lembar lama",
            ),
            (
                3,
                "panah dari “Kepala Dinas” ke “Staf” di baris “Menyimpan surat” hilang",
            ),
            (
                3,
                "panah dari “Staf” ke “Staf” di baris “Menyimpan surat” tidak ada di lembar lama",
            ),
        ],
    ),
    "a text that lost its end": (
        ("[Surat, Buku agenda]", "[Surat, Buku]"),
        [(1, "kelengkapan: “- Surat - Buku agenda” menjadi “- Surat - Buku”")],
    ),
    "a cell that is not merged any more": (
        ("    gabung: [waktu]\n", ""),
        [(3, "waktu: tidak lagi digabung dengan sel di atasnya")],
    ),
    "a heading that lost a letter": (
        ("A. PENERIMAAN", "A. PENERIMAN"),
        [(0, "kegiatan: “A. PENERIMAAN” menjadi “A. PENERIMAN”")],
    ),
    "a number": (
        ("    kegiatan: Menerima surat\n", "    kegiatan: Menerima surat\n    no: 4\n"),
        [
            (1, "nomor: “1” menjadi “4”"),
            (2, "nomor: “2” menjadi “5”"),
            (3, "nomor: “3” menjadi “6”"),
            (4, "nomor: “4” menjadi “7”"),
        ],
    ),
    "a lane called otherwise": (
        ("kepala: Kepala Dinas", "kepala: Kepala Bidang"),
        [(-1, "kolom pelaksana ke-2: “Kepala Dinas” menjadi “Kepala Bidang”")],
    ),
    "a heading over lanes": (
        ("kepala: Kepala Dinas", "Pimpinan: {kepala: Kepala Dinas}"),
        [(-1, "tajuk kolom pelaksana ke-2: “” menjadi “Pimpinan”")],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_went_wrong_is_found_in_its_row(project: Path, fault: str) -> None:
    (part, other), found = FAULTS[fault]
    assert part in SHEET
    assert told(project, SHEET, SHEET.replace(part, other)) == found


def test_rows_of_capsules_alone_are_none_of_the_definition(project: Path) -> None:
    ends = "format:\n  alur: {mulai_selesai: baris_sendiri}\n"
    other = SHEET.replace("output: Disposisi", "output: Lembar disposisi") + ends
    assert told(project, SHEET + ends, other) == [
        (3, "output: “Disposisi” menjadi “Lembar disposisi”")
    ]


def test_a_flow_that_was_lost_is_told_of_none(project: Path) -> None:
    steps = "langkah: [{kegiatan: Satu, pelaksana: a}, {kegiatan: Dua, pelaksana: b}]"
    flow = f"  - pelaksana: {{a: A, b: B}}\n    {steps}\n"
    head = "kop: kota\nnama: Surat\nalur:\n"
    other = flow.replace("a: A, b: B", "a: C, b: D")
    first = seen(project, head + flow + other)
    assert differences(first, *rebuilt(project, head + flow), LEXICON) == (
        Difference("2 bagan alir terbaca di lembar lama, 1 di lembar baru"),
    )


def test_blanks_breaks_and_marks_of_items_do_not_count() -> None:
    assert folded("1. Surat\n2.\tBuku  agenda") == folded("-\u00a0Surat\n- Buku agenda")
    assert folded("- Surat\n- Buku agenda") == folded("- Surat - Buku agenda")
    assert folded("Permohonan/\nMasyarakat") == folded("Permohonan/ Masyarakat")
    assert folded("\uf0b7 Surat\u200b") == folded("Surat")
    assert folded("Surat 1") != folded("Surat 2")
