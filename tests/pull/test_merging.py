"""Changes of words carried over to a definition that may have gone on meanwhile."""

from sopgen.definition.entries import data_of
from sopgen.document.origins import Origin
from sopgen.problems.problem import Loc
from sopgen.pull.changes import Change, Item, ListSet, RecordAdded, RecordRemoved, TextSet
from sopgen.pull.draft import Draft
from sopgen.pull.locating import located
from sopgen.pull.merging import Merge, Prefer, take_all

BASE = """\
kop: contoh
nama: Surat Masuk   # nama di lembar
tanggal_revisi: "-"
dasar_hukum:
  - UU Nomor 1
  # yang kedua
  - UU Nomor 2
riwayat:
  - {revisi: "0", tanggal: 2024-01-23, uraian: Terbit pertama}
langkah:
  - kegiatan: Menerima surat
    pelaksana: umum
    waktu: 1 hari
  - kegiatan: Mencatat surat
    pelaksana: umum
    waktu: 2 hari
"""


def own(*at: str | int) -> Origin:
    place: Loc = at
    return Origin(place)


def text(at: Loc, old: str | None, new: str) -> TextSet:
    return TextSet(own(*at), old, new, "Lembar!A1")


def merged(*changes: Change, mine: str = BASE, prefer: Prefer = Prefer.DEFINITION) -> Merge:
    base, draft = data_of(BASE), Draft(mine)
    merge = Merge(draft, base, located(base, draft.data), prefer)
    take_all(merge, changes)
    return merge


def difference(merge: Merge, before: str = BASE) -> list[str]:
    old, new = before.splitlines(), merge.draft.text.splitlines()
    return [f"-{line}" for line in old if line not in new] + [
        f"+{line}" for line in new if line not in old
    ]


def test_a_text_becomes_another_on_its_line_and_its_comment_stays():
    merge = merged(text(("nama",), "Surat Masuk", "Surat Keluar"))
    assert difference(merge) == [
        "-nama: Surat Masuk   # nama di lembar",
        "+nama: Surat Keluar   # nama di lembar",
    ]


def test_what_was_not_typed_is_put_where_it_belongs():
    merge = merged(text(("tanggal_efektif",), None, "2025-01-02"))
    assert merge.draft.text == BASE.replace(
        'tanggal_revisi: "-"\n', 'tanggal_revisi: "-"\ntanggal_efektif: 2025-01-02\n'
    )


def test_a_cell_of_a_step_is_put_behind_those_before_it():
    merge = merged(text(("langkah", 0, "keterangan"), None, "Arsip"))
    assert merge.draft.text == BASE.replace(
        "    waktu: 1 hari\n", "    waktu: 1 hari\n    keterangan: Arsip\n"
    )


def test_items_are_changed_taken_out_and_put_in_one_by_one():
    items = (Item(None, "PP Nomor 9"), Item(1, "UU Nomor 2 Tahun 2002"))
    change = ListSet(own("dasar_hukum"), ("UU Nomor 1", "UU Nomor 2"), items, "Lembar!A1")
    assert difference(merged(change)) == [
        "-  - UU Nomor 1",
        "-  - UU Nomor 2",
        "+  - PP Nomor 9",
        "+  - UU Nomor 2 Tahun 2002",
    ]


def test_records_come_and_go():
    value = {"revisi": "1", "tanggal": "2025-01-02", "uraian": "Kedua"}
    merge = merged(
        RecordAdded(own("riwayat"), 1, value, "Lembar!A1"),
        RecordRemoved(own("riwayat", 0), "Lembar!A1"),
    )
    assert data_of(merge.draft.text)["riwayat"] == [value]


def test_changes_of_both_sides_at_different_places_are_both_there():
    mine = BASE.replace("waktu: 2 hari", "waktu: 3 hari")
    merge = merged(text(("langkah", 1, "kegiatan"), "Mencatat surat", "Mengagendakan"), mine=mine)
    assert "kegiatan: Mengagendakan\n    pelaksana: umum\n    waktu: 3 hari" in merge.draft.text
    assert merge.problems == []


def test_a_step_is_found_behind_others_that_were_put_in_before_it():
    mine = BASE.replace("langkah:\n", "langkah:\n  - {kegiatan: Membuka kantor, pelaksana: umum}\n")
    merge = merged(text(("langkah", 1, "waktu"), "2 hari", "4 hari"), mine=mine)
    assert data_of(merge.draft.text)["langkah"][2]["waktu"] == "4 hari"


def test_one_place_changed_by_both_is_a_conflict_and_the_definition_stays():
    mine = BASE.replace("waktu: 2 hari", "waktu: 3 hari")
    change = text(("langkah", 1, "waktu"), "2 hari", "4 hari")
    merge = merged(change, mine=mine)
    assert merge.draft.text == mine
    assert [each.code for each in merge.problems] == ["TRK003"]
    assert "“2 hari”" in merge.problems[0].message
    assert "“3 hari”" in merge.problems[0].message
    assert "“4 hari”" in merge.problems[0].message
    assert "waktu: 4 hari" in merged(change, mine=mine, prefer=Prefer.SHEET).draft.text


def test_the_same_change_by_both_is_none():
    mine = BASE.replace("waktu: 2 hari", "waktu: 3 hari")
    merge = merged(text(("langkah", 1, "waktu"), "2 hari", "3 hari"), mine=mine)
    assert (merge.draft.text, merge.problems, merge.done) == (mine, [], [])


def test_a_step_that_the_definition_no_longer_has_is_told():
    mine = BASE[: BASE.index("  - kegiatan: Mencatat")]
    merge = merged(text(("langkah", 1, "waktu"), "2 hari", "4 hari"), mine=mine)
    assert merge.draft.text == mine
    assert [each.code for each in merge.problems] == ["TRK003"]
