"""Tables outside the flow: below it where they have room, else on pages of their own."""

from sopgen.document.page import Document, Head, OutlineEntry, Table, Text
from tests.sheets import sheet, tried

HISTORY = [
    {"revisi": "00", "tanggal": "2020-01-02", "uraian": "Terbitan pertama"},
    {"revisi": "01", "uraian": "Langkah 2 dihapus"},
]


def words(table: Table) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        text = " ".join("".join(run.text for run in each.runs) for each in cell.paragraphs)
        rows.setdefault(cell.row, []).append(text)
    return list(rows.values())


def tables(document: Document) -> list[tuple[str, Table]]:
    """Return the tables with the words that stand over them, those without left out."""
    out = []
    for page in document.pages:
        title = ""
        for item in page.items:
            match item:
                case Text(paragraphs=(paragraph, *_)):
                    title = "".join(run.text for run in paragraph.runs)
                case Table() if title:
                    out.append((title, item))
                    title = ""
    return out


def test_a_history_stands_below_the_flow_on_its_page() -> None:
    plain, document = sheet(), sheet(sop={"riwayat": HISTORY})
    assert len(document.pages) == len(plain.pages)
    title, table = tables(document)[-1]
    assert title == "Riwayat Revisi"
    assert words(table) == [
        ["Revisi", "Tanggal", "Uraian Perubahan"],
        ["00", "2 Januari 2020", "Terbitan pertama"],
        ["01", "", "Langkah 2 dihapus"],
    ]
    assert [cell.head for cell in table.cells if cell.row == 0] == [Head.COLUMN] * 3
    assert OutlineEntry("Riwayat Revisi", len(document.pages) - 1) in document.outline


def test_a_column_that_nobody_filled_is_not_printed() -> None:
    copies = [{"nomor": "01", "penerima": "Arsip"}, {"nomor": "02", "penerima": "Sekretariat"}]
    _, table = tables(sheet(sop={"distribusi": copies}))[-1]
    assert words(table)[0] == ["No. Salinan", "Penerima"]


def test_a_long_table_goes_on_over_pages_of_its_own_and_repeats_its_head() -> None:
    rows = [[str(number), f"Uraian ke-{number}"] for number in range(120)]
    asked = [{"judul": "Daftar Risiko", "kolom": ["No", "Uraian"], "baris": rows}]
    document = sheet(sop={"tabel_tambahan": asked})
    own = [page for page in document.pages if page.part == "Daftar Risiko"]
    assert len(own) > 1
    found = [item for page in own for item in page.items if isinstance(item, Table)]
    assert all(table.header_rows == 1 and words(table)[0] == ["No", "Uraian"] for table in found)
    assert sum(len(words(table)) - 1 for table in found) == 120
    for page in own:
        assert max(item.box.bottom for item in page.items) <= page.height - page.margins.bottom


def test_a_table_may_stand_before_the_flow() -> None:
    document = sheet(sop={"riwayat": HISTORY * 30}, format={"tabel": {"riwayat": "sebelum_alur"}})
    parts = list(dict.fromkeys(page.part for page in document.pages))
    assert parts == ["Identitas", "Riwayat Revisi", "Bagan Alir"]


def test_a_row_higher_than_a_page_is_a_problem_at_its_place() -> None:
    long = " ".join(["kata"] * 4000)
    _, problems = tried(sop={"riwayat": [*HISTORY, {"uraian": long}]})
    assert [(problem.code, problem.at) for problem in problems] == [("LAY004", ("riwayat", 2))]


def test_short_words_are_never_cut_and_columns_fill_the_sheet() -> None:
    rows = [["Kesalahan penghitungan", "Diperiksa dua orang, dan dicocokkan dengan buku besar"]]
    asked = [{"judul": "Risiko", "kolom": ["Risiko", "Pengendalian"], "baris": rows}]
    document = sheet(sop={"tabel_tambahan": asked, "riwayat": HISTORY})
    for _, table in tables(document)[-2:]:
        assert table.columns[0] == document.pages[-1].margins.left
        for cell in table.cells:
            for paragraph in cell.paragraphs:
                lines = ["".join(run.text for run in line.runs) for line in paragraph.lines]
                typed = "".join(run.text for run in paragraph.runs)
                assert " ".join(lines).split() == typed.split()


def test_a_column_of_short_texts_stays_whole_beside_one_of_long_ones() -> None:
    long = "Penyusunan laporan kinerja tahunan yang disampaikan kepada kepala daerah " * 3
    rows = [["Penyesuaian langkah", long], ["Terbitan pertama", "Cuti"]]
    asked = [{"judul": "Riwayat", "kolom": ["Isi", "Yang Diubah"], "baris": rows}]
    _, table = tables(sheet(sop={"tabel_tambahan": asked}))[-1]
    lines = [len(each.lines) for cell in table.cells for each in cell.paragraphs if cell.row > 0]
    assert lines[0] == 1
    assert lines[1] > 1
    assert lines[2:] == [1, 1]
