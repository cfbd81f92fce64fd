from sopgen.document.page import Box
from sopgen.importer.checking import Difference
from sopgen.importer.draft import Agency, Doubt, DraftSop, FileClass, RowPlace
from sopgen.importer.report.reported import (
    Media,
    NewPages,
    OldPage,
    Origin,
    Picture,
    Place,
    Reread,
    RowPart,
)
from sopgen.importer.report.reporting import Written, reported_sop
from sopgen.problems.codes import Code

TEXT = """nama: Penerimaan Surat
nomor: 045/7/SOP
pelaksana: {umum: Bagian Umum}
langkah:
  - judul: A. PENERIMAAN
  - kegiatan: Menerima surat
    waktu: 5 menit
  # periksa IMP014: panah tanpa kepala, dibaca ke bawah
  - kegiatan: Mencatat surat

  - no: ""
    kegiatan: Menyimpan
"""
DEFINITION = {
    "nama": "Penerimaan Surat",
    "nomor": "045/7/SOP",
    "pelaksana": {"umum": "Bagian Umum"},
    "langkah": [
        {"judul": "A. PENERIMAAN"},
        {"kegiatan": "Menerima surat", "waktu": "5 menit"},
        {"kegiatan": "Mencatat surat"},
        {"no": "", "kegiatan": "Menyimpan"},
    ],
}
PICTURE = Picture(16838, 11906, Box(0, 0, 16838, 11906), Media.WEBP, b"")
OLD = (OldPage(3, "halaman 4", PICTURE), OldPage(4, "halaman 5", PICTURE))
ROWS = (
    RowPlace(0, 1, 3, Box(0, 100, 900, 50)),
    RowPlace(0, 1, 4, Box(0, 10, 900, 20)),
    RowPlace(0, 2, 4, Box(0, 30, 900, 40)),
)
DOUBTS = (
    Doubt(Code.IMPORT_NO_HEAD, "Panah.", ("langkah", 2), 4, 2, Box(50, 30, 10, 40)),
    Doubt(Code.IMPORT_OVERPRINTED, "Nomor.", ("nomor",), 3, -1, Box(500, 5, 100, 10)),
    Doubt(Code.IMPORT_NO_PLACE, "Sisa.", (), 3),
)
PAGES = NewPages(
    (PICTURE,),
    (RowPart(0, 1, Place(0, Box(1, 2, 3, 4))), RowPart(0, 2, Place(0, Box(1, 6, 3, 4)))),
    (Origin("nomor", Place(0, Box(7, 8, 9, 10))), Origin("nomor_lain", Place(0, Box(0, 0, 1, 1)))),
)


def reported(differences=(), definition=DEFINITION, text=TEXT, doubts=DOUBTS, rows=ROWS):
    draft = DraftSop(Agency(()), definition, {}, doubts, rows)
    return reported_sop(draft, OLD, Written("surat.yaml", text, PAGES, differences))


def test_rows_are_called_as_they_are_printed():
    found = reported()
    assert [(row.name, row.words) for row in found.rows] == [
        ("Judul", "A. PENERIMAAN"),
        ("Langkah 1", "Menerima surat"),
        ("Langkah 2", "Mencatat surat"),
        ("Baris “Menyimpan”", "Menyimpan"),
    ]
    assert (found.name, found.number, found.steps) == ("Penerimaan Surat", "045/7/SOP", 3)
    assert found.kind is FileClass.ARROWS


def test_rows_know_their_places_on_both_sides_and_their_lines():
    rows = reported().rows
    assert rows[1].old == (Place(0, Box(0, 100, 900, 50)), Place(1, Box(0, 10, 900, 20)))
    assert [row.new for row in rows] == [
        (),
        (Place(0, Box(1, 2, 3, 4)),),
        (Place(0, Box(1, 6, 3, 4)),),
        (),
    ]
    assert [row.lines for row in rows] == [(5, 6), (6, 8), (8, 10), (11, 13)]


def test_doubts_know_their_row_their_mark_and_their_line():
    found = reported().doubts
    assert [(each.code, each.row, each.line) for each in found] == [
        ("IMP014", 2, 9),
        ("IMP022", -1, 2),
        ("IMP025", -1, 1),
    ]
    assert [each.old for each in found] == [
        Place(1, Box(50, 30, 10, 40)),
        Place(0, Box(500, 5, 100, 10)),
        None,
    ]
    assert [each.page for each in found] == [1, 0, 0]
    assert found[1].new == (Place(0, Box(7, 8, 9, 10)),)


def test_rows_agree_unless_a_difference_is_about_them():
    found = reported((Difference("Waktu lain.", 0, 1), Difference("Nomor lain.")))
    assert [row.reread for row in found.rows] == [
        Reread.SAME,
        Reread.OTHER,
        Reread.SAME,
        Reread.SAME,
    ]
    assert found.rows[1].differences == ("Waktu lain.",)
    assert found.differences == ("Nomor lain.",)


def test_nothing_agrees_that_was_not_read_again():
    assert {row.reread for row in reported(None).rows} == {Reread.NOT_READ}


def test_rows_of_several_flows_are_told_apart():
    flow = {"langkah": [{"kegiatan": "Menerima"}]}
    text = "alur:\n" + 2 * "  - langkah:\n      - kegiatan: Menerima\n"
    rows = (RowPlace(1, 0, 3, Box(0, 0, 5, 5)),)
    doubts = (Doubt(Code.IMPORT_NO_HEAD, "Panah.", ("alur", 1, "langkah"), 3, 0),)
    found = reported((), {"alur": [flow, flow]}, text, doubts, rows)
    assert [row.name for row in found.rows] == ["Alur 1, langkah 1", "Alur 2, langkah 1"]
    assert [row.old for row in found.rows] == [(), (Place(0, Box(0, 0, 5, 5)),)]
    assert found.doubts[0].row == 1


def test_a_definition_that_cannot_be_read_has_no_lines():
    found = reported(text="nama: [")
    assert {row.lines for row in found.rows} == {(0, 0)}
    assert {each.line for each in found.doubts} == {0}
