"""Heading rows, headings over lanes and columns of an agency's own, on the page."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from sopgen.document.page import Cell, Document, Drawing, Head, Side, Table
from sopgen.document.yardstick import faults
from sopgen.layout.flowchart.breaks import Breaks, Room
from sopgen.layout.flowchart.chart import chart
from sopgen.layout.flowchart.sides import bearer, columns_below
from sopgen.model.graph import graph
from sopgen.model.profile import Column, ExtraColumn, Profile
from tests.flows import flow_of
from tests.layout.test_telling import told
from tests.sheets import sheet, tried

PHASES = """
  - judul: A. PERSIAPAN
  - {kegiatan: Membentuk tim, pelaksana: kadis}
  - {id: susun, kegiatan: Menyusun, pelaksana: tim}
  - judul: B. PENUTUP
  - {kegiatan: Memeriksa, pelaksana: kadis, cabang: {Ya: berikutnya, Tidak: susun}}
  - {kegiatan: Mengirim, pelaksana: tim}
"""
RESTART = {"alur": {"nomor_tahap": "ulang"}}


def numbers(langkah: str, **alur: str) -> list[str]:
    flow = flow_of(langkah, "kadis tim")
    shown = chart(flow, graph(flow)[0], Profile.model_validate({"alur": alur}))
    return [row.number for row in shown.rows]


def test_numbers_go_on_behind_a_heading_or_start_again() -> None:
    assert numbers(PHASES) == ["", "1", "2", "", "3", "4"]
    assert numbers(PHASES, nomor_tahap="ulang", akhiran_nomor=".") == [
        "",
        "1.",
        "2.",
        "",
        "1.",
        "2.",
    ]


def test_arrows_and_ends_pass_over_headings() -> None:
    shown = graph(flow_of(PHASES, "kadis tim"))[0]
    assert [(each.source, each.target) for each in shown.arrows] == [(0, 1), (1, 2), (2, 3), (2, 1)]
    assert [node.role.value for node in shown.nodes] == ["mulai", "proses", "keputusan", "selesai"]


def test_phases_are_told_and_numbers_that_two_steps_have_name_theirs() -> None:
    assert told(PHASES, RESTART) == [
        "2. Bagian A. PERSIAPAN: 1. Kolom kadis: Membentuk tim (mulai); lalu 2. Kolom tim: "
        "Menyusun; lalu bagian B. PENUTUP: 1. Kolom kadis: Memeriksa (keputusan); jika Tidak "
        "kembali ke 2 bagian A. PERSIAPAN; jika Ya lalu 2. Kolom tim: Mengirim (selesai)."
    ]
    assert "kembali ke 2;" in told(PHASES)[0]


def test_a_page_never_ends_with_a_heading() -> None:
    flow = flow_of(PHASES, "kadis tim")
    shown = chart(flow, graph(flow)[0], Profile())
    assert [row.heading for row in shown.rows][3] == "B. PENUTUP"
    room = Room(page=4000, first=0, last=0, head=0, foot=0, lanes=2)
    assert Breaks(shown).pages([1000] * 6, room) == [range(3), range(3, 6)]
    assert Breaks(shown).pages([4000, *[1000] * 5], room) is None


NUMBER, ACTIVITY, LANES, WORK = Column.NUMBER, Column.ACTIVITY, Column.LANES, Column.OUTPUT
RISK = ExtraColumn("risiko", "Risiko")


@pytest.mark.parametrize(
    ("shown", "below", "wide"),
    [
        ([NUMBER, ACTIVITY, LANES, WORK], (NUMBER, ACTIVITY), ACTIVITY),
        ([NUMBER, LANES, ACTIVITY, WORK], (ACTIVITY, WORK), ACTIVITY),
        ([NUMBER, LANES, RISK], (RISK,), RISK),
        ([NUMBER, LANES], (NUMBER,), NUMBER),
        ([WORK, LANES, RISK], (WORK,), WORK),
    ],
)
def test_the_words_of_a_heading_stand_on_the_side_of_the_activity(shown, below, wide) -> None:
    assert columns_below(shown) == below
    assert bearer(shown) == wide


SOP = {
    "pelaksana": {
        "Bidang Perencanaan": {"kabid": "Kepala Bidang", "kasi": "Kepala Seksi"},
        "tim": "Tim",
    },
    "langkah": [
        {"judul": "A. PERSIAPAN"},
        {"kegiatan": "Membentuk tim", "pelaksana": "kabid", "tambahan": {"risiko": "Terlambat"}},
        {"kegiatan": "Menyusun draf", "pelaksana": "tim"},
        {"judul": "B. PENUTUP"},
        {"kegiatan": "Menyerahkan laporan", "pelaksana": "kasi"},
    ],
}
FORMAT = {"alur": {"kolom_tambahan": {"risiko": "Risiko"}, "baris_nomor_kolom": "ya"}}


def table_and_drawing(document: Document) -> tuple[Table, Drawing]:
    table = next(item for item in document.pages[-1].items if isinstance(item, Table))
    drawing = next(item for item in document.pages[-1].items if isinstance(item, Drawing))
    return table, drawing


def words(cell: Cell) -> str:
    return " ".join("".join(run.text for run in each.runs) for each in cell.paragraphs)


def rows_with(table: Table, text: str) -> Iterator[list[Cell]]:
    for found in table.cells:
        if words(found) == text:
            yield sorted(
                (cell for cell in table.cells if cell.row == found.row),
                key=lambda cell: cell.column,
            )


def test_a_heading_row_spans_the_table_without_a_rule_in_it() -> None:
    table, drawing = table_and_drawing(sheet(sop=SOP, format=FORMAT))
    (cells,) = rows_with(table, "A. PERSIAPAN")
    assert [cell.borders for cell in cells] == [
        {Side.TOP, Side.BOTTOM, Side.LEFT},
        {Side.TOP, Side.BOTTOM},
        {Side.TOP, Side.BOTTOM, Side.RIGHT},
    ]
    assert [cell.head for cell in cells] == [Head.ROW, None, None]
    assert [words(cell) for cell in cells] == ["A. PERSIAPAN", "", ""]
    boxes = [table.cell_box(cell) for cell in cells]
    assert (boxes[0].x, boxes[-1].right) == (table.box.x, table.box.right)
    assert (boxes[1].x, boxes[1].right) == (drawing.box.x, drawing.box.right)


def test_the_flow_runs_through_a_heading_row_and_not_over_its_words() -> None:
    document = sheet(sop=SOP, format=FORMAT)
    table, drawing = table_and_drawing(document)
    (cells,) = rows_with(table, "B. PENUTUP")
    box = table.cell_box(cells[1])
    upright = [(a, b) for line in drawing.connectors for a, b in pairwise(line.path) if a.x == b.x]
    assert any(a.y < box.y < b.y for a, b in upright)
    assert faults(document) == ()


def test_titles_stand_in_three_levels_over_lanes_that_have_a_heading() -> None:
    table, _ = table_and_drawing(sheet(sop=SOP, format=FORMAT))
    assert table.header_rows == 4
    spans = {words(cell): (cell.row, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans["Pelaksana"] == (0, 1, 3)
    assert spans["Bidang Perencanaan"] == (1, 1, 2)
    assert spans["Kepala Seksi"] == (2, 1, 1)
    assert spans["Tim"] == (1, 2, 1)
    assert spans["Kegiatan"] == (0, 3, 1)
    assert spans["Mutu Baku"] == (0, 1, 3)
    assert spans["Waktu"] == (1, 2, 1)
    assert spans["Risiko"] == (0, 3, 1)


def test_a_further_column_holds_its_texts_left_of_remarks() -> None:
    table, _ = table_and_drawing(sheet(sop=SOP, format=FORMAT))
    at = {words(cell): cell.column for cell in table.cells}
    assert at["Terlambat"] == at["Risiko"] == at["Keterangan"] - 1


def test_symbols_are_named_by_post_and_unit() -> None:
    _, drawing = table_and_drawing(sheet(sop=SOP, format=FORMAT))
    assert [shape.name for shape in drawing.shapes] == [
        "langkah 1, Kepala Bidang (Bidang Perencanaan)",
        "langkah 2, Tim",
        "langkah 3, Kepala Seksi (Bidang Perencanaan)",
    ]


def test_a_step_too_tall_under_its_heading_is_named_at_its_place() -> None:
    tall = {"kegiatan": "\n".join(["baris"] * 90), "pelaksana": "kadis"}
    last = {"kegiatan": "Mengirim", "pelaksana": "tim"}
    _, problems = tried(sop={"langkah": [{"judul": "A. PERSIAPAN"}, tall, last]})
    assert [(each.code, each.at) for each in problems] == [("LAY004", ("langkah", 1))]
    assert problems[0].message.startswith("langkah 1 lebih tinggi daripada satu halaman")


LONG = {
    "Sekretariat Pertanggungjawaban": {"a": "A"},
    "Bidang": {"p1": "Petugas", "p2": "Petugas"},
} | {f"p{n}": "Petugas" for n in range(3, 15)}


def test_a_heading_too_long_for_its_lane_turns_upright_and_others_do_not() -> None:
    steps = [{"kegiatan": "Menulis", "pelaksana": "a"}, {"kegiatan": "Mengirim", "pelaksana": "p1"}]
    table, _ = table_and_drawing(sheet(sop={"pelaksana": LONG, "langkah": steps}))
    found = {words(cell): (cell.upright, cell.row, cell.row_span) for cell in table.cells}
    assert found["Sekretariat Pertanggungjawaban"] == (True, 1, 1)
    assert found["Bidang"] == (False, 1, 1)


def test_headings_right_below_each_other_are_told_as_one_phase() -> None:
    steps = PHASES.replace("- judul: B. PENUTUP", "- judul: B. PENUTUP\n  - judul: B.1 Surat")
    row = {"alur": {"mulai_selesai": "baris_sendiri"}}
    assert told(steps, row) == [
        "2. Kolom kadis: mulai; lalu bagian A. PERSIAPAN: 1. Kolom kadis: Membentuk tim; lalu "
        "2. Kolom tim: Menyusun; lalu bagian B. PENUTUP, B.1 Surat: 3. Kolom kadis: Memeriksa "
        "(keputusan); jika Tidak kembali ke 2; jika Ya lalu 4. Kolom tim: Mengirim; lalu "
        "Kolom tim: selesai."
    ]
