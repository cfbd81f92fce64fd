"""Tables in plain text are seen, whatever parts their columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopgen.document.page import Box
from sopgen.document.sheet import Sheet
from sopgen.readers.text_table import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    BadTextError,
    sheets_of_text,
)


def read(text: str) -> tuple[Sheet, ...]:
    return sheets_of_text(text.encode())


def texts(sheet: Sheet) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, cell.text) for cell in sheet.cells]


def refusal(data: bytes) -> str:
    with pytest.raises(BadTextError) as caught:
        sheets_of_text(data)
    return str(caught.value)


def test_columns_are_parted_by_tabs():
    (sheet,) = read("No\tKegiatan\t\n1\tMenyiram bibit\t5 menit\n")
    assert texts(sheet) == [
        (0, 0, "No"),
        (0, 1, "Kegiatan"),
        (1, 0, "1"),
        (1, 1, "Menyiram bibit"),
        (1, 2, "5 menit"),
    ]
    assert sheet.columns == (0, 2000, 4000, 6000)
    assert sheet.rows == (0, 400, 800)


@pytest.mark.parametrize("sign", [";", ","])
def test_the_one_table_that_a_spreadsheet_exports_is_parted_by_semicolons_or_commas(sign):
    rows = [["No", "Kegiatan", "Waktu", "Output"], ["1", '"Menyiram; lalu,\nmenyiangi"', "", "x"]]
    (sheet,) = read("\r\n".join(sign.join(row) for row in rows))
    assert texts(sheet)[4:] == [(1, 0, "1"), (1, 1, "Menyiram; lalu,\nmenyiangi"), (1, 3, "x")]


def test_sentences_with_commas_are_no_table():
    sentence = "tidak ada tabel dengan tab atau garis tegak di dalamnya"
    assert refusal(b"Menyiram, menyiangi, memupuk, memanen\nLalu mencatat, selesai\n") == sentence


def test_columns_are_parted_by_bars():
    (sheet,) = read("| No | Kegiatan |\n|----|:--------:|\n| 1 | Menyiram \\| menyiangi |\n")
    assert texts(sheet) == [
        (0, 0, "No"),
        (0, 1, "Kegiatan"),
        (1, 0, "1"),
        (1, 1, "Menyiram | menyiangi"),
    ]


def test_each_table_is_a_sheet_with_the_lines_above_it():
    first, second = read("SOP Bibit\n\na\tb\nc\td\n\nSOP Pupuk\ne\tf\ng\th\n")
    assert (first.name, second.name) == ("1", "2")
    assert texts(first)[0] == (0, 0, "SOP Bibit")
    assert first.cells[0].column_span == 2
    assert texts(second) == [
        (0, 0, "SOP Pupuk"),
        (1, 0, "e"),
        (1, 1, "f"),
        (2, 0, "g"),
        (2, 1, "h"),
    ]


def test_tags_end_paragraphs_or_are_dropped():
    (sheet,) = read('a\t<ol style="x"> 1. Ember<br/>2. Sekop &amp; cangkul</ol>\nb\t<p>1 < 2</p>\n')
    assert [text for _, column, text in texts(sheet) if column] == [
        "1. Ember\n2. Sekop & cangkul",
        "1 < 2",
    ]


def test_marks_are_shapes_in_their_cells():
    (sheet,) = read("a\t□\n◇\tb\n")
    assert texts(sheet) == [(0, 0, "a"), (1, 1, "b")]
    assert [(shape.preset, shape.box) for shape in sheet.shapes] == [
        ("rect", Box(2500, 100, 1000, 200)),
        ("flowChartDecision", Box(500, 500, 1000, 200)),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_texts_of_windows_are_read(encoding):
    (sheet,) = sheets_of_text("a\t½ jam – cepat\nb\tc\n".encode(encoding))
    assert texts(sheet)[1] == (0, 1, "½ jam – cepat")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "tidak ada tabel dengan tab atau garis tegak di dalamnya"),
        (
            b"Kegiatan pertama\nKegiatan kedua\n",
            "tidak ada tabel dengan tab atau garis tegak di dalamnya",
        ),
        (b"satu\tbaris\n", "tidak ada tabel dengan tab atau garis tegak di dalamnya"),
        (b"PK\x03\x04\x00\x00", "berkasnya bukan teks"),
        (b"a\t" * (MOST_COLUMNS + 1), f"kolomnya lebih dari {MOST_COLUMNS}"),
        (b"a;" * MOST_COLUMNS + b"a\n", f"kolomnya lebih dari {MOST_COLUMNS}"),
        (b"a\tb\n" * (MOST_ROWS + 1), f"barisnya lebih dari {MOST_ROWS}"),
        ((b"a\t" * 50 + b"\n") * (MOST_CELLS // 50), f"selnya lebih dari {MOST_CELLS}"),
        (b"a\tb\n" * (1 << 20) + b"c", "berkasnya lebih besar dari 4 MB"),
    ],
    ids=[
        "nothing",
        "no columns",
        "one line",
        "no text",
        "columns",
        "exported",
        "rows",
        "cells",
        "size",
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data, sentence):
    assert refusal(data) == sentence


@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused(data):
    try:
        sheets = sheets_of_text(data)
    except BadTextError:
        return
    assert all(len(sheet.rows) > 2 for sheet in sheets)


def test_each_number_of_a_list_of_html_begins_a_paragraph():
    text = b'a\t<ol style="x"> 1. Pasal 3. ayat 2 2. Pupuk 3. Air\nb\tSatu 2. Dua\n'
    (sheet,) = sheets_of_text(text)
    assert [cell.text for cell in sheet.cells if cell.column == 1] == [
        "1. Pasal 3. ayat 2\n2. Pupuk\n3. Air",
        "Satu 2. Dua",
    ]
