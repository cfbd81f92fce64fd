"""Flows are found on sheets of which nothing is known, ours among them."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from sopgen.definition.reading import read_definition
from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenCell, SeenLine, SeenShape, Sheet
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.model.graph import graph
from sopgen.readers import docx, xlsx
from sopgen.readers.packages import opened_package
from sopgen.readers.pdf import sheets_of_pdf
from sopgen.readers.text_table import sheets_of_text
from sopgen.recognition.flow import seen_flow
from sopgen.recognition.heads import Head
from sopgen.recognition.sops import sops_of
from sopgen.recognition.tables import FlowTable, flow_tables
from sopgen.recognition.vocabulary import Lexicon, extended, shipped_vocabulary
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, file
from tests.recognition.drawn import arrows_of, marks_of, seen_arrows, seen_marks

LEXICON = Lexicon(shipped_vocabulary())


def sheets_of(name: str, kind: Format) -> tuple[Sheet, ...]:
    data = file(name, kind)
    match kind:
        case Format.PDF:
            return sheets_of_pdf(data)
        case Format.XLSX:
            return xlsx.sheets_of_workbook(opened_package(data, xlsx.PARTS))
        case _:
            return docx.sheets_of_word(opened_package(data, docx.PARTS))


def charts_of(name: str) -> Iterator[Chart]:
    read = read_definition(DEFINITIONS[name])
    return (chart(flow, graph(flow)[0], read.profile) for flow in read.sop.flows)


def folded(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("name", DEFINITIONS)
@pytest.mark.parametrize("kind", [Format.PDF, Format.XLSX, Format.DOCX])
def test_our_own_flows_are_found_without_a_map(name, kind):
    charts = list(charts_of(name))
    flows = flow_tables(sheets_of(name, kind), LEXICON)
    assert len(flows) == len(charts)
    for flow, drawn in zip(flows, charts, strict=True):
        check_table(flow, drawn)
        seen = seen_flow(flow.panels)
        assert seen_marks(seen) == marks_of(drawn)
        assert seen_arrows(seen) == arrows_of(drawn)
        assert seen.doubts == ()


def check_table(flow: FlowTable, drawn: Chart) -> None:
    assert [folded(lane.name) for lane in flow.head.lanes] == list(map(folded, drawn.lanes))
    steps = [row for row in drawn.rows if row.activity != "Jumlah"]
    assert [folded(row.activity) for row in flow.rows] == [
        folded(row.activity or row.heading) for row in steps
    ]
    assert [row.heading for row in flow.rows] == [bool(row.heading) for row in steps]
    keys = [column.key for column in flow.head.columns]
    for row, step in zip(flow.rows, steps, strict=True):
        texts = {keys[entry.column]: entry for entry in row.entries}
        for key, text in (("waktu", step.duration), ("keterangan", step.remark)):
            if key in texts and not texts[key].joined:
                assert folded(texts[key].text) == folded(text if isinstance(text, str) else "")


HEAD = "No\tUraian Prosedur\tPelaksana\t\tMutu Buku\t\t\tKet.\n"
SECOND = "\t\tJuru Tulis\tKetua Regu\tSyarat\tDurasi\tHasil\t\n"
STEPS = """\
1\tMencatat benih\tMULAI\t\tBuku\t5 menit\tCatatan\t
2\tMemeriksa\t\t□\t\t1 jam\tParaf\tbila perlu
"""


def from_text(text: str) -> list[FlowTable]:
    return flow_tables(sheets_of_text(text.encode()), LEXICON)


def test_a_table_of_plain_text_has_lanes_rows_and_symbols():
    (flow,) = from_text(HEAD + SECOND + STEPS)
    assert [lane.name for lane in flow.head.lanes] == ["Juru Tulis", "Ketua Regu"]
    assert [(row.number, row.activity) for row in flow.rows] == [
        ("1", "Mencatat benih"),
        ("2", "Memeriksa"),
    ]
    assert [column.key for column in flow.head.columns] == [
        "no",
        "kegiatan",
        "kelengkapan",
        "waktu",
        "output",
        "keterangan",
    ]
    assert [entry.text for entry in flow.rows[1].entries] == ["", "1 jam", "Paraf", "bila perlu"]
    marks = seen_flow(flow.panels).marks
    assert [(mark.row, mark.lane, mark.symbol.value) for mark in marks] == [
        (0, 0, "terminator"),
        (1, 1, "process"),
    ]


def test_the_row_that_numbers_the_columns_and_sums_are_no_steps():
    numbers = "\t".join("12345678") + "\n"
    (flow,) = from_text(HEAD + SECOND + numbers + STEPS + "\tJumlah\t\t\t\t65 menit\t\t\n")
    assert [row.number for row in flow.rows] == ["1", "2"]
    assert flow.numbered


def test_what_stands_below_the_last_step_is_none():
    (flow,) = from_text(HEAD + SECOND + STEPS + "\tKepala Kebun Contoh\t\t\t\t\t\t\n")
    assert len(flow.rows) == 2


def test_tables_with_other_lanes_are_flows_of_their_own():
    other = SECOND.replace("Ketua Regu", "Mandor")
    flows = from_text(HEAD + SECOND + STEPS + "\n" + HEAD + other + STEPS)
    assert [[lane.name for lane in flow.head.lanes] for flow in flows] == [
        ["Juru Tulis", "Ketua Regu"],
        ["Juru Tulis", "Mandor"],
    ]


def test_a_table_whose_numbers_begin_anew_is_another_flow():
    assert len(from_text(HEAD + SECOND + STEPS + "\n" + HEAD + SECOND + STEPS)) == 2


def test_a_table_whose_numbers_go_on_is_the_same_flow():
    more = STEPS.replace("1\t", "3\t").replace("2\t", "4\t")
    (flow,) = from_text(HEAD + SECOND + STEPS + "\n" + HEAD + SECOND + more)
    assert [row.number for row in flow.rows] == ["1", "2", "3", "4"]
    assert [band.row for panel in flow.panels for band in panel.rows] == [0, 1, 2, 3]


def test_without_the_word_for_time_there_is_no_flow():
    assert from_text("No\tNama\tAlamat\n1\tAni\tJalan Satu\n") == []


def test_a_project_may_add_words():
    text = (HEAD + SECOND).replace("Durasi", "Kala") + STEPS
    assert from_text(text) == []
    shipped = shipped_vocabulary()
    more = replace(shipped, kolom={"waktu": ("Kala",)})
    (flow,) = flow_tables(sheets_of_text(text.encode()), Lexicon(extended(shipped, more)))
    assert len(flow.rows) == 2


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("KET.", "keterangan"),
        ("Persyaratan / Kelengkapan", "kelengkapan"),
        ("Waktu (dalam periode tanam)", "waktu"),
        ("Kelengkpan", "kelengkapan"),
        ("MutuBaku", "mutu_baku"),
        ("Kepala Seksi", ""),
    ],
)
def test_words_of_heads_are_known_however_they_are_spelled(text, key):
    assert LEXICON.columns.key(text) == key


def page(name: str, rows: list[tuple[str, ...]], head: bool, *, y: int = 1000) -> Sheet:
    """Return a page of a table with five columns, with two head rows or none."""
    cells = [
        SeenCell(at, column, 1, 1, text)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]
    if head:
        cells += [SeenCell(0, 2, 1, 2, "Pelaksana")]
    edges = (500, 1000, 4000, 5500, 7000, 8500, 10000)
    return Sheet(name, edges, tuple(y + 800 * at for at in range(len(rows) + 1)), tuple(cells))


FIRST_PAGE = [
    ("No", "Kegiatan", "", "", "Waktu", "Output"),
    ("", "", "Juru Tulis", "Ketua Regu", "", ""),
    ("1.", "Mencatat benih yang", "", "", "5 menit", "Catatan"),
]


def test_a_page_without_a_head_goes_on_with_the_table_above():
    rest = [("", "datang pagi", "", "", "", "rapi"), ("2.", "Memeriksa", "", "", "1 jam", "Paraf")]
    first = page("1", FIRST_PAGE, head=True)
    (flow,) = flow_tables([first, page("2", rest, head=False)], LEXICON)
    assert [(row.number, row.activity) for row in flow.rows] == [
        ("1.", "Mencatat benih yang datang pagi"),
        ("2.", "Memeriksa"),
    ]
    assert [entry.text for entry in flow.rows[0].entries] == ["5 menit", "Catatan rapi"]
    assert [part.first for part in flow.parts] == [0, 1]


def test_words_in_lanes_are_labels_where_arrows_are_drawn():
    rows = [*FIRST_PAGE, ("2.", "Memeriksa", "Sudah\ncocok", "", "1 jam", "Paraf")]
    sheet = replace(
        page("1", rows, head=True),
        shapes=(
            SeenShape(1, "", "flowChartDecision", Box(4400, 2700, 700, 400), ""),
            SeenShape(2, "", "rect", Box(6000, 3500, 600, 300), ""),
        ),
        lines=(
            SeenLine(
                3,
                "",
                (Point(4750, 3100), Point(4750, 3650), Point(6000, 3650)),
                head_at_end=True,
            ),
        ),
    )
    (flow,) = flow_tables([sheet], LEXICON)
    (arrow,) = seen_flow(flow.panels).arrows
    assert (arrow.source, arrow.target, arrow.label) == (0, 1, "Sudah cocok")


def test_text_boxes_beside_the_lanes_are_no_symbols():
    sheet = replace(
        page("1", FIRST_PAGE, head=True),
        shapes=(SeenShape(1, "", "rect", Box(8600, 2700, 600, 300), "catatan"),),
    )
    (flow,) = flow_tables([sheet], LEXICON)
    assert seen_flow(flow.panels).doubts == ()


def test_a_symbol_that_hangs_below_the_table_belongs_to_the_last_step():
    sheet = replace(
        page("1", FIRST_PAGE, head=True),
        shapes=(
            SeenShape(1, "", "rect", Box(4400, 2700, 700, 300), ""),
            SeenShape(2, "", "flowChartTerminator", Box(4400, 3450, 700, 300), ""),
        ),
    )
    (flow,) = flow_tables([sheet], LEXICON)
    seen = seen_flow(flow.panels)
    assert [(mark.row, mark.lane, mark.order) for mark in seen.marks] == [(0, 0, 0), (0, 0, 1)]
    assert seen.doubts == ()


def test_lanes_beside_the_word_over_them_are_lanes_if_symbols_stand_in_them():
    head = ("No", "Kegiatan", "", "", "Waktu", "Output")
    rows = [head, ("", "", "Juru Tulis", "", "", ""), FIRST_PAGE[2]]
    first = page("1", rows, head=False)
    cells = (
        *first.cells,
        SeenCell(0, 2, 1, 1, "Pelaksana"),
        SeenCell(0, 3, 2, 1, "Ketua Regu"),
    )
    shape = SeenShape(1, "", "rect", Box(6000, 2700, 600, 300), "")
    drawn = replace(first, cells=cells, shapes=(shape,))
    (flow,) = flow_tables([drawn], LEXICON)
    assert [lane.name for lane in flow.head.lanes] == ["Juru Tulis", "Ketua Regu"]
    (flow,) = flow_tables([replace(drawn, shapes=())], LEXICON)
    assert [lane.name for lane in flow.head.lanes] == ["Juru Tulis"]
    assert [column.head for column in flow.head.columns if not column.key] == ["Ketua Regu"]


def identity(number: int) -> str:
    return (
        f"\tNomor SOP\t{number}/2024\n\tTanggal Efektif\t1 Juni 2024\n\tNama SOP\tBibit {number}\n"
    )


def test_each_identity_begins_an_sop_of_its_own():
    text = "\n".join(identity(number) + "\n" + HEAD + SECOND + STEPS for number in (1, 2))
    sops = sops_of(sheets_of_text(text.encode()), LEXICON)
    assert [sop.identity.field("nama") for sop in sops] == ["Bibit 1", "Bibit 2"]
    assert [[len(flow.rows) for flow in sop.flows] for sop in sops] == [[2], [2]]


def test_a_table_without_steps_is_no_more_of_the_flow_above():
    text = HEAD + SECOND + STEPS + "\nNama\tKegiatan\nAni\tMemanen\n"
    (flow,) = from_text(text)
    assert len(flow.rows) == 2


def test_what_is_no_sop_has_none():
    assert sops_of(sheets_of_text(b"Nama\tAlamat\nAni\tJalan Satu\n"), LEXICON) == []


@pytest.mark.parametrize("name", DEFINITIONS)
def test_our_own_files_are_one_sop_each(name):
    assert len(sops_of(sheets_of(name, Format.PDF), LEXICON)) == 1


def test_lanes_that_run_together_on_one_page_are_parted_as_on_another():
    whole = page("1", FIRST_PAGE, head=True)
    rows = [*FIRST_PAGE[:2], ("2.", "Memeriksa", "", "", "1 jam", "Paraf")]
    second = page("2", rows, head=True)
    cells = [cell for cell in second.cells if cell.row != 1]
    torn = replace(second, cells=(*cells, SeenCell(1, 2, 1, 2, "Juru Ketua Tulis Regu")))
    for sheets in ([whole, torn], [replace(torn, name="1"), replace(whole, name="2")]):
        flows = flow_tables(sheets, LEXICON)
        assert [lane.name for lane in flows[0].head.lanes] == ["Juru Tulis", "Ketua Regu"]
        assert {panel.lanes for flow in flows for panel in flow.panels} == {
            ((4000, 5500), (5500, 7000))
        }


def headed(over: str, *lanes: str) -> Head:
    """Return the head with `over` over the lanes."""
    rows = [("No", "Kegiatan", over, "", "", ""), ("", "", *lanes, "Waktu", "Output")]
    sheet = page("1", [*rows, ("1.", "Mencatat", "", "", "5 menit", "Catatan")], head=False)
    cells = [cell for cell in sheet.cells if cell.text != over]
    (flow,) = flow_tables([replace(sheet, cells=(*cells, SeenCell(0, 2, 1, 2, over)))], LEXICON)
    return flow.head


def test_a_lane_that_is_called_as_the_word_over_it_is_a_lane():
    head = headed("Pelaksana", "Ketua Regu", "Petugas (Harian/Lepas)")
    assert [(lane.name, lane.unit) for lane in head.lanes] == [
        ("Ketua Regu", ""),
        ("Petugas (Harian/Lepas)", ""),
    ]
    assert ("pelaksana", "Pelaksana") in head.words


def test_any_words_over_all_lanes_are_the_word_over_them():
    head = headed("Yang Mengerjakan", "Juru Tulis", "Ketua Regu")
    assert [(lane.name, lane.unit) for lane in head.lanes] == [
        ("Juru Tulis", ""),
        ("Ketua Regu", ""),
    ]
    assert ("pelaksana", "Yang Mengerjakan") in head.words


def test_a_longer_text_is_no_word_with_a_typing_error():
    assert LEXICON.fields.key("Standar Operasional Prosedur Penyemaian") == ""
    assert LEXICON.fields.key("A. Penyusunan") == ""
    assert LEXICON.fields.key("Tanggal Pembuatann") == "tanggal_pembuatan"
    assert LEXICON.fields.key("Tangal Refisi") == "tanggal_revisi"
    assert LEXICON.boxes.key("Pencatatan dn Pendataan") == "pencatatan"
    assert LEXICON.boxes.key("Pencatatandan Pendataan") == "pencatatan"


def test_an_activity_in_several_cells_is_one_where_all_else_is_joined():
    rows = [*FIRST_PAGE, ("", "lalu menghitungnya", "", "", "", "")]
    sheet = page("1", [*rows, ("2.", "Memeriksa", "", "", "1 jam", "Paraf")], head=True)
    joined = {
        column: SeenCell(2, column, 2, 1, FIRST_PAGE[2][column]) for column in (0, 2, 3, 4, 5)
    }
    cells = [
        cell for cell in sheet.cells if (cell.row, cell.column) not in {(2, c) for c in joined}
    ]
    (flow,) = flow_tables([replace(sheet, cells=(*cells, *joined.values()))], LEXICON)
    assert [(row.number, row.activity) for row in flow.rows] == [
        ("1.", "Mencatat benih yang\nlalu menghitungnya"),
        ("2.", "Memeriksa"),
    ]
    (flow,) = flow_tables([sheet], LEXICON)
    assert [row.number for row in flow.rows] == ["1.", "", "2."]


def test_words_that_a_line_parts_from_their_cell_are_its_text():
    sheet = page("1", [*FIRST_PAGE, ("", "", "", "", "", "Paraf")], head=True)
    words = [("2.", 600, 300), ("Memeriksa", 1100, 2000), ("1 jam", 7100, 1000)]
    shapes = tuple(
        SeenShape(at, "", "rect", Box(x, 3500, width, 200), text, bare=True)
        for at, (text, x, width) in enumerate(words, start=1)
    )
    (flow,) = flow_tables([replace(sheet, shapes=shapes)], LEXICON)
    assert (flow.rows[1].number, flow.rows[1].activity) == ("2.", "Memeriksa")
    assert [entry.text for entry in flow.rows[1].entries] == ["1 jam", "Paraf"]


def test_the_words_right_above_a_head_are_the_title_of_its_flow():
    flow = page("1", FIRST_PAGE, head=True)
    words = (
        SeenShape(1, "", "rect", Box(2000, 40, 4000, 200), "Kebun Contoh", bare=True),
        SeenShape(2, "", "rect", Box(2000, 500, 4000, 200), "PENCATATAN BENIH", bare=True),
        SeenShape(3, "", "rect", Box(2000, 720, 4000, 200), "Bagian Pertama", bare=True),
        SeenShape(4, "", "rect", Box(8000, 720, 900, 200), "Halaman 2 dari 3", bare=True),
    )
    (sop,) = sops_of([replace(flow, shapes=words)], LEXICON)
    assert sop.flows[0].title == "PENCATATAN BENIH\nBagian Pertama"
    assert [each.text for each in sop.identity.rest] == ["Kebun Contoh"]


def test_a_page_that_goes_on_without_a_head_has_no_words_above_it():
    rest = page("2", [("2.", "Memeriksa", "", "", "1 jam", "Paraf")], head=False)
    (sop,) = sops_of([page("1", FIRST_PAGE, head=True), rest], LEXICON)
    assert [row.number for row in sop.flows[0].rows] == ["1.", "2."]
    assert sop.identity.rest == ()


SHIFTED = """\
No\tUraian\tPelaksana\t\tMutu Baku\t\t\tKet\t
\t\tJuru Tulis\tKetua Regu\tMandor\tSyarat\tDurasi\t\tHasil
3\tMenyiram\t\t□\t\tEmber\t5 menit\tBibit basah\t-
"""


def test_names_below_the_word_over_the_standards_are_lanes():
    (flow,) = from_text(SHIFTED)
    assert [lane.name for lane in flow.head.lanes] == ["Juru Tulis", "Ketua Regu", "Mandor"]


def test_a_shifted_head_is_read_like_the_one_above_and_told():
    first = "No\tUraian\tPelaksana\t\t\tMutu Baku\t\t\tKet\n" + SHIFTED.split("\n")[1].replace(
        "\t\tHasil", "\tHasil\t"
    )
    steps = (
        "\n1\tMencatat\tMULAI\t\t\tBuku\t5 menit\tCatatan\tpagi\n2\tMemilih\t\t\t□\t\t1 jam\t\t\n"
    )
    (flow,) = from_text(first + steps + "\n" + SHIFTED)
    assert [part.shifted for part in flow.parts] == [False, True]
    keys = [column.key for column in flow.head.columns]
    texts = {keys[entry.column]: entry.text for entry in flow.rows[2].entries}
    assert texts == {
        "kelengkapan": "Ember",
        "waktu": "5 menit",
        "output": "Bibit basah",
        "keterangan": "-",
    }


def test_columns_of_a_later_part_are_found_by_their_words():
    first = "No\tUraian\tPelaksana\t\tWaktu\tOutput\n\t\tJuru Tulis\tKetua Regu\t\t\n"
    other = "No\tUraian\tPelaksana\t\tOutput\tWaktu\tCatatan\n\t\tJuru Tulis\tKetua Regu\t\t\t\n"
    (flow,) = from_text(
        first
        + "1\tMencatat\tMULAI\t\t5 menit\tCatatan\n\n"
        + other
        + "2\tMemilih\t\t□\tBibit\t1 jam\tpagi\n"
    )
    keys = [column.key for column in flow.head.columns]
    texts = [{keys[entry.column]: entry.text for entry in row.entries} for row in flow.rows]
    assert texts == [
        {"waktu": "5 menit", "output": "Catatan"},
        {"waktu": "1 jam", "output": "Bibit", "keterangan": "pagi"},
    ]


def test_a_heading_is_told_with_its_number():
    rows = [*FIRST_PAGE, ("2.", "Memeriksa", "", "", "1 jam", "Paraf")]
    sheet = page("1", [*rows[:2], ("A.", "", "", "", "", ""), *rows[2:]], head=True)
    (flow,) = flow_tables(
        [replace(sheet, cells=(*sheet.cells, SeenCell(2, 1, 1, 5, "PERSIAPAN")))], LEXICON
    )
    assert [(row.activity, row.heading) for row in flow.rows] == [
        ("A. PERSIAPAN", True),
        ("Mencatat benih yang", False),
        ("Memeriksa", False),
    ]


def test_rows_that_only_begin_and_end_a_flow_are_kept():
    text = HEAD + SECOND + "\tMulai\t\t\t\t\t\t\n" + STEPS + "\tSelesai\t\t\t\t\t\t\n"
    (flow,) = from_text(text + "\tJumlah\t\t\t\t65 menit\t\t\n")
    assert [row.activity for row in flow.rows] == [
        "Mulai",
        "Mencatat benih",
        "Memeriksa",
        "Selesai",
    ]


def test_a_title_at_the_top_of_a_page_is_no_more_of_the_box_before():
    text = identity(1) + "Dasar Hukum\t\t\nPeraturan Satu\t\t\n\n" + HEAD + SECOND + STEPS
    first, second = sheets_of_text(text.encode())
    title = SeenCell(0, 0, 1, 1, "ALUR BIBIT")
    lower = tuple(replace(cell, row=cell.row + 1) for cell in second.cells)
    rows = (*second.rows, second.rows[-1] + 400)
    page_two = replace(second, cells=(title, *lower), rows=rows, shapes=(), lines=())
    (sop,) = sops_of([first, page_two], LEXICON)
    assert sop.identity.box("dasar_hukum") == "Peraturan Satu"
    assert sop.flows[0].title == "ALUR BIBIT"


def test_cells_beside_each_other_in_one_column_are_one_line():
    heads = ("No", "Kegiatan", "Juru", "Waktu", "", "Output")
    cells = [SeenCell(0, at, 1, 1, text) for at, text in enumerate(heads) if text]
    cells[3] = SeenCell(0, 3, 1, 2, "Waktu")
    texts = ("1", "Menyiram", "", "5", "Menit", "Catatan")
    cells += [SeenCell(1, at, 1, 1, text) for at, text in enumerate(texts)]
    sheet = Sheet("1", tuple(range(0, 7000, 1000)), (0, 500, 1000), tuple(cells))
    (flow,) = flow_tables([sheet], LEXICON)
    keys = [column.key for column in flow.head.columns]
    times = [e.text for e in flow.rows[0].entries if keys[e.column] == "waktu"]
    assert times == ["5 Menit"]


def test_lanes_stand_wherever_the_word_over_them_does():
    heads = ("No", "Pelaksana", "", "Kegiatan", "Kelengkapan", "Waktu", "Output")
    names = ("", "Juru", "Ketua", "", "", "", "")
    cells = [SeenCell(0, at, 2, 1, text) for at, text in enumerate(heads) if at not in (1, 2)]
    cells += [SeenCell(0, 1, 1, 2, "Pelaksana")]
    cells += [SeenCell(1, at, 1, 1, text) for at, text in enumerate(names) if text]
    cells += [SeenCell(2, 3, 1, 4, "A. PERSIAPAN")]
    texts = ("1", "", "", "Menyiram", "Ember", "5 menit", "Catatan")
    cells += [SeenCell(3, at, 1, 1, text) for at, text in enumerate(texts)]
    shape = SeenShape(1, "", "rect", Box(1200, 1600, 600, 200), "")
    sheet = Sheet(
        "1", tuple(range(0, 8000, 1000)), (0, 500, 1000, 1500, 2000), tuple(cells), (shape,)
    )
    (flow,) = flow_tables([sheet], LEXICON)
    assert [lane.name for lane in flow.head.lanes] == ["Juru", "Ketua"]
    assert [(row.heading, row.activity) for row in flow.rows] == [
        (True, "A. PERSIAPAN"),
        (False, "Menyiram"),
    ]
