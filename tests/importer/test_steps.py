"""Rows become steps: numbers are counted, cells called by key, merged ones merged."""

from sopgen.importer.steps import (
    Numbering,
    columns_of,
    items_of,
    number_faults,
    numbering,
)
from sopgen.model.profile import ListStyle, PhaseNumbers
from sopgen.recognition.heads import Column, Head
from sopgen.recognition.rows import Entry, SeenRow
from sopgen.recognition.tables import FlowTable

COLUMNS = (
    Column("no", "No", 0, 100),
    Column("kegiatan", "Kegiatan", 100, 500),
    Column("waktu", "Waktu", 500, 700),
    Column("", "Risiko  usaha", 700, 900),
)


def row(number: str, *texts: str, joined: bool = False, heading: bool = False) -> SeenRow:
    entries = tuple(
        Entry(at, text, joined=joined and not text) for at, text in enumerate(texts, start=2)
    )
    return SeenRow(0, 100, number, f"Langkah {number}".strip(), entries, heading)


def items(*rows: SeenRow, way: Numbering | None = None):
    table = FlowTable(Head(0, 0, COLUMNS, (), ()), rows, (), ())
    found = way or numbering([table])
    return list(items_of(rows, columns_of(COLUMNS, {}), found, ListStyle.DASHES))


def test_cells_stand_under_their_keys_and_own_columns_under_a_short_one():
    (only,) = items(row("1", "5 menit", "Hujan"))
    assert only == {"kegiatan": "Langkah 1", "waktu": "5 menit", "tambahan": {"risiko": "Hujan"}}


def test_empty_cells_are_not_said():
    (only,) = items(row("1", "", ""))
    assert only == {"kegiatan": "Langkah 1"}


def test_a_cell_that_began_above_is_merged_but_not_below_a_heading():
    rows = (
        row("1", "1 jam"),
        row("2", "", joined=True),
        row("", heading=True),
        row("3", "", joined=True),
    )
    found = items(*rows)
    assert found[1]["gabung"] == ["waktu"]
    assert found[2] == {"judul": "Langkah"}
    assert "gabung" not in found[3]


def test_a_list_of_a_cell_is_one():
    (only,) = items(row("1", "- 1 jam\n- 2 jam"))
    assert only["waktu"] == ["1 jam", "2 jam"]


def test_only_numbers_that_do_not_follow_are_typed():
    found = items(row("1."), row("2."), row(""), row("4a"), row("5."))
    assert [item.get("no") for item in found] == [None, None, "", "4a", None]


def test_numbers_that_begin_anew_below_headings_are_so_by_the_format():
    rows = (row("1"), row("2"), row("", heading=True), row("1"), row("2"))
    table = FlowTable(Head(0, 0, COLUMNS, (), ()), rows, (), ())
    assert numbering([table]) == Numbering("", PhaseNumbers.RESTART)
    assert all("no" not in item for item in items(*rows))


def test_a_number_that_jumps_is_told():
    way = Numbering("", PhaseNumbers.CONTINUE)
    rows = [row("1"), row("2"), row(""), row("5"), row("1")]
    assert list(number_faults(rows, way)) == [(3, "Nomor langkah melompat dari 2 ke 5.")]


def test_a_column_of_the_same_title_keeps_its_key_in_another_flow():
    first = columns_of(COLUMNS, {})
    assert columns_of(COLUMNS[::-1], first.extra).keys == first.keys[::-1]


def test_columns_of_one_title_are_several():
    twice = (*COLUMNS, Column("", "Risiko usaha", 900, 1100))
    found = columns_of(twice, {})
    assert found.extra == {"risiko": "Risiko usaha", "risiko_usaha": "Risiko usaha"}
    assert found.keys[-2:] == ("risiko", "risiko_usaha")
    assert columns_of(twice, found.extra).extra == found.extra
