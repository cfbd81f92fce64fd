"""Words that were changed on a sheet, by hand-made sheets of a few cells."""

from sopgen.document.origins import Holder, Origin
from sopgen.document.sheet import SeenCell, Sheet
from sopgen.problems.problem import Loc
from sopgen.pull.changes import (
    Change,
    DerivedText,
    ForeignText,
    Item,
    ListSet,
    RecordAdded,
    RecordRemoved,
    TextSet,
)
from sopgen.pull.pairing import pair
from sopgen.pull.sources import Sources
from sopgen.pull.texts import changed_texts

DATA = {
    "nama": "Surat Masuk",
    "tanggal_pembuatan": "2024-01-23",
    "dasar_hukum": ["UU Nomor 1", "UU Nomor 2", "UU Nomor 3"],
    "peringatan": "Bila terlambat, surat menumpuk.",
    "riwayat": [
        {"revisi": "0", "tanggal": "2024-01-23", "uraian": "Terbit pertama"},
        {"revisi": "1", "tanggal": "2025-01-23", "uraian": "Perubahan lajur"},
    ],
    "langkah": [{"kegiatan": "Mencatat surat", "output": ["Agenda", "Kartu"]}],
}
LETTERHEAD = {"pejabat": {"kepala": {"nama": "NAMA KEPALA"}}}
SOURCES = Sources(DATA, LETTERHEAD)


def cell(row: int, column: int, text: str, origin: str = "", span: int = 1) -> SeenCell:
    return SeenCell(row, column, 1, span, text, origin)


def sheet(*cells: SeenCell) -> Sheet:
    rows = max(each.row for each in cells) + 2
    return Sheet("Identitas", (0, 300, 3000, 6000), tuple(range(0, 300 * rows, 300)), cells)


BASE = sheet(
    cell(0, 1, "Nama SOP"),
    cell(0, 2, ": SURAT MASUK", "nama"),
    cell(1, 1, "Tanggal Pembuatan"),
    cell(1, 2, ": 23 Januari 2024", "tanggal_pembuatan"),
    cell(2, 1, "Disahkan oleh"),
    cell(2, 2, "NAMA KEPALA", "kop:pejabat/kepala/nama"),
    cell(3, 0, "Dasar Hukum"),
    cell(4, 0, "1."),
    cell(4, 1, "UU Nomor 1", "dasar_hukum/0"),
    cell(5, 0, "2."),
    cell(5, 1, "UU Nomor 2", "dasar_hukum/1"),
    cell(6, 0, "3."),
    cell(6, 1, "UU Nomor 3", "dasar_hukum/2"),
    cell(7, 0, "Peringatan"),
    cell(8, 0, "Bila terlambat, surat menumpuk.", "peringatan", 2),
    cell(9, 0, "Revisi"),
    cell(9, 1, "Tanggal"),
    cell(9, 2, "Uraian"),
    cell(10, 0, "0", "riwayat/0/revisi"),
    cell(10, 1, "23 Januari 2024", "riwayat/0/tanggal"),
    cell(10, 2, "Terbit pertama", "riwayat/0/uraian"),
    cell(11, 0, "1", "riwayat/1/revisi"),
    cell(11, 1, "23 Januari 2025", "riwayat/1/tanggal"),
    cell(11, 2, "Perubahan lajur", "riwayat/1/uraian"),
)


def edited(**texts: str) -> Sheet:
    """Return the sheet with other texts in the cells `r4c1`; new ones among them."""
    new = {tuple(map(int, key[1:].split("c"))): text for key, text in texts.items()}
    kept = [
        SeenCell(
            each.row, each.column, 1, each.column_span, new.pop((each.row, each.column), each.text)
        )
        for each in BASE.cells
    ]
    kept += [SeenCell(row, column, 1, 1, text) for (row, column), text in new.items()]
    return Sheet(BASE.name, BASE.columns, BASE.rows, tuple(kept))


def without(row: int, put_in: dict[int, str] | None = None) -> Sheet:
    """Return the sheet without a row, or with one put in there that holds these texts."""
    shift = 1 if put_in else -1
    kept = [
        SeenCell(
            each.row + (shift if each.row > row or (put_in and each.row == row) else 0),
            each.column,
            1,
            each.column_span,
            each.text,
        )
        for each in BASE.cells
        if put_in or each.row != row
    ]
    kept += [SeenCell(row, column, 1, 1, text) for column, text in (put_in or {}).items()]
    edges = tuple(range(0, 300 * (len(BASE.rows) + shift), 300))
    return Sheet(BASE.name, BASE.columns, edges, tuple(kept))


def changes(now: Sheet) -> list[Change]:
    return list(changed_texts([pair(BASE, now)], SOURCES, set()))


def own(*at: str | int) -> Origin:
    place: Loc = at
    return Origin(place)


def test_a_sheet_that_nobody_edited_says_nothing():
    assert changes(edited()) == []


def test_a_text_that_was_typed_over_is_taken_without_what_printing_added():
    assert changes(edited(r0c2=": SURAT MASUK DAN KELUAR")) == [
        TextSet(own("nama"), "Surat Masuk", "Surat Masuk DAN KELUAR", "Identitas!C1")
    ]


def test_a_date_in_words_becomes_one_in_figures():
    assert changes(edited(r1c2=": 2 Februari 2025")) == [
        TextSet(own("tanggal_pembuatan"), "2024-01-23", "2025-02-02", "Identitas!C2")
    ]


def test_a_text_of_the_letterhead_is_known_as_such():
    origin = Origin(("pejabat", "kepala", "nama"), Holder.LETTERHEAD)
    assert changes(edited(r2c2="NAMA PENGGANTI")) == [
        TextSet(origin, "NAMA KEPALA", "NAMA PENGGANTI", "Identitas!C3")
    ]


def test_an_item_that_was_typed_over_is_one_item():
    items = (Item(0, "UU Nomor 1"), Item(1, "PP Nomor 9"), Item(2, "UU Nomor 3"))
    old = ("UU Nomor 1", "UU Nomor 2", "UU Nomor 3")
    assert changes(edited(r5c1="PP Nomor 9")) == [
        ListSet(own("dasar_hukum"), old, items, "Identitas!B6")
    ]


def test_an_item_that_was_emptied_is_gone():
    items = (Item(0, "UU Nomor 1"), Item(2, "UU Nomor 3"))
    old = ("UU Nomor 1", "UU Nomor 2", "UU Nomor 3")
    assert changes(edited(r5c0="", r5c1="")) == [
        ListSet(own("dasar_hukum"), old, items, "Identitas!B6")
    ]


def test_an_item_whose_row_was_deleted_is_gone():
    items = (Item(0, "UU Nomor 1"), Item(2, "UU Nomor 3"))
    found = changes(without(5))
    assert [each.items for each in found if isinstance(each, ListSet)] == [items]


def test_a_row_that_was_put_in_below_an_item_is_an_item():
    found = changes(without(5, {0: "2.", 1: "PP Nomor 9"}))
    items = (
        Item(0, "UU Nomor 1"),
        Item(None, "PP Nomor 9"),
        Item(1, "UU Nomor 2"),
        Item(2, "UU Nomor 3"),
    )
    assert [each.items for each in found if isinstance(each, ListSet)] == [items]


def test_lines_with_markers_in_one_cell_are_items_of_their_own():
    found = changes(edited(r4c1="UU Nomor 1\n2. PP Nomor 9"))
    assert [each.items[:2] for each in found if isinstance(each, ListSet)] == [
        (Item(0, "UU Nomor 1"), Item(None, "PP Nomor 9"))
    ]


def test_a_label_that_was_typed_over_is_told():
    assert changes(edited(r0c1="Judul SOP")) == [
        DerivedText("Nama SOP", "Judul SOP", "Identitas!B1")
    ]


def test_a_row_that_was_put_into_a_table_is_a_record():
    found = changes(without(12, {0: "2", 1: "1 Maret 2026", 2: "Waktu"}))
    value = {"revisi": "2", "tanggal": "2026-03-01", "uraian": "Waktu"}
    assert found == [RecordAdded(own("riwayat"), 2, value, "Identitas!A13")]


def test_a_row_that_was_taken_out_of_a_table_is_a_record_less():
    assert changes(without(10)) == [RecordRemoved(own("riwayat", 0), "Identitas, dahulu baris 11")]


def test_words_beside_all_tables_are_told():
    assert changes(edited(r0c0="catatan")) == [ForeignText("catatan", "Identitas!A1")]
