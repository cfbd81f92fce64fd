"""Steps that are told to begin a page, and columns that are given a width."""

from itertools import pairwise
from pathlib import Path

import pytest

from sopgen.document.page import Document, Table
from sopgen.layout import lay_out
from sopgen.layout.typeset import Typesetter
from sopgen.problems.problem import Problem
from tests.measure import HalfEm
from tests.projects import new_project, read, told

TYPESETTER = Typesetter(HalfEm(), HalfEm())

LETTERHEAD = """\
instansi: [PEMERINTAH KOTA, DINAS CONTOH]
pejabat: {kepala: {jabatan: Kepala Dinas, nama: NAMA KEPALA, nip: "1970"}}
"""

LANES = "pelaksana: {a: Kepala Dinas, b: Tim}\n"

MILLIMETRE = 1440 / 25.4


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = new_project(tmp_path)
    (made / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    return made


def tried(project: Path, typed: str) -> tuple[Document, tuple[Problem, ...]]:
    made = read(project, f"kop: kota\nnama: Penyusunan LAKIP\nnomor: 1\n{typed}")
    return lay_out(made.sop, made.agency.letterhead, made.profile, None, TYPESETTER)


def laid_out(project: Path, typed: str) -> Document:
    document, problems = tried(project, typed)
    assert problems == ()
    return document


def steps(count: int, begin: tuple[int, ...] = (), headed: tuple[int, ...] = ()) -> str:
    """Return `count` steps; these `begin` a page, and a heading stands above the `headed`."""
    rows = ""
    for number in range(1, count + 1):
        rows += f"  - {{judul: Tahap {number}}}\n" if number in headed else ""
        more = ", halaman_baru: ya" if number in begin else ""
        lane = "ab"[number % 2]
        rows += f"  - {{kegiatan: Langkah {number}, pelaksana: {lane}, waktu: 1 hari{more}}}\n"
    return f"langkah:\n{rows}"


def rows(document: Document) -> list[list[str]]:
    """Return where the rows of each page of a flow were typed, page by page."""
    flows = (page for page in document.pages if page.part.startswith("Bagan Alir"))
    tables = [[item for item in page.items if isinstance(item, Table)] for page in flows]
    return [[origin for each in page for origin in each.origins if origin] for page in tables]


def widths(document: Document) -> list[float]:
    """Return how wide the columns of the first flow are, in whole millimetres."""
    page = next(page for page in document.pages if page.part == "Bagan Alir")
    table = next(item for item in page.items if isinstance(item, Table))
    return [round((right - left) / MILLIMETRE) for left, right in pairwise(table.columns)]


# Pages


def test_a_step_begins_a_page_where_it_is_told_to(project):
    assert rows(laid_out(project, LANES + steps(5, begin=(3,)))) == [
        ["langkah/0", "langkah/1"],
        ["langkah/2", "langkah/3", "langkah/4"],
    ]


def test_pages_begin_where_they_must_and_where_they_are_full(project):
    found = rows(laid_out(project, LANES + steps(60, begin=(3, 58))))
    starts = [page[0] for page in found]
    assert starts[:2] == ["langkah/0", "langkah/2"]
    assert starts[-1] == "langkah/57"
    assert len(found) > 3


def test_the_heading_of_a_step_goes_on_the_new_page_with_it(project):
    assert rows(laid_out(project, LANES + steps(4, begin=(3,), headed=(1, 3)))) == [
        ["langkah/0", "langkah/1", "langkah/2"],
        ["langkah/3", "langkah/4", "langkah/5"],
    ]


def test_nothing_stands_above_the_first_step_that_begins_a_page(project):
    typed = LANES + steps(3, begin=(1,), headed=(1,))
    own_rows = "format: {alur: {mulai_selesai: baris_sendiri}}\n"
    for more in ("", own_rows):
        assert len(rows(laid_out(project, typed + more))) == 1


def test_a_flow_that_begins_a_page_shares_none(project):
    def flows(*begin: int) -> str:
        both = (LANES + steps(2), LANES + steps(2, begin=begin))
        lines = ("\n    ".join(["- judul: Alur", *each.splitlines()]) for each in both)
        return "alur:\n" + "".join(f"  {each}\n" for each in lines)

    assert len(rows(laid_out(project, flows()))) == 1
    assert len(rows(laid_out(project, flows(1)))) == 2


def test_a_merged_cell_is_told_again_on_the_page_that_parts_it(project):
    typed = """\
langkah:
  - {kegiatan: Satu, pelaksana: a, output: Laporan}
  - {kegiatan: Dua, pelaksana: b, gabung: [output], halaman_baru: ya}
"""
    found = rows(laid_out(project, LANES + typed))
    assert found == [["langkah/0"], ["langkah/1"]]


def test_a_heading_row_is_not_told_to_begin_a_page(project):
    typed = "kop: kota\nnama: SOP\n" + LANES + steps(2, headed=(2,))
    typed = typed.replace("{judul: Tahap 2}", "{judul: Tahap 2, halaman_baru: ya}")
    assert told(project, typed) == [
        ":6:22: galat: “halaman_baru” tidak berlaku di baris judul, yang hanya berisi "
        "“judul”. Pindahkan ke langkah di bawahnya, atau hapus. [DEF048]"
    ]


# Widths


def asking(**asked: float) -> str:
    named = ", ".join(f"{name}: {width:g}" for name, width in asked.items())
    return f"{LANES}{steps(4)}format: {{alur: {{lebar: {{{named}}}}}}}\n"


def test_columns_have_the_width_that_they_are_given_and_the_table_is_as_wide_as_before(project):
    before = widths(laid_out(project, LANES + steps(4)))
    found = widths(laid_out(project, asking(kegiatan=90, waktu=20)))
    assert found[1] == 90
    assert found[5] == 20
    assert abs(sum(found) - sum(before)) <= 1
    assert len(found) == len(before)


def test_all_lanes_together_have_the_width_that_they_are_given(project):
    found = widths(laid_out(project, asking(pelaksana=120)))
    assert found[2:4] == [60, 60]


def test_lanes_have_what_is_left_where_all_others_are_given_a_width(project):
    given = {"no": 10, "kegiatan": 80, "kelengkapan": 40, "waktu": 20, "output": 40}
    found = widths(laid_out(project, asking(**given, keterangan=30, pelaksana=30)))
    assert found[:2] + found[4:] == [10, 80, 40, 20, 40, 30]
    assert sum(found) == 300


def test_a_long_text_in_a_narrow_column_makes_rows_higher_and_the_column_no_wider(project):
    long = "Memeriksa kelengkapan berkas permohonan beserta lampirannya " * 4
    typed = asking(kegiatan=30).replace("Langkah 1", long)
    assert widths(laid_out(project, typed))[1] == 30


def test_a_column_of_an_agencys_own_is_given_a_width_by_its_name(project):
    typed = f"{LANES}{steps(2)}format: {{alur: {{kolom_tambahan: {{risiko: Risiko}}, lebar: "
    assert widths(laid_out(project, typed + "{risiko: 44}}}\n"))[7] == 44


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"kelengkapan": 10},
            "kolom “kelengkapan” selebar 10 mm lebih sempit daripada judulnya (sedikitnya 17 mm);",
        ),
        (
            {"kegiatan": 200, "output": 150},
            "lebar kolom yang ditentukan, 350 mm bersama, melebihi lebar lembar (299 mm);",
        ),
        (
            {"kegiatan": 150, "output": 130},
            "bagan tidak muat pada lebar kertas dengan lebar kolom yang ditentukan di “lebar”;",
        ),
        (
            {"pelaksana": 12},
            "bagan tidak muat pada lebar kertas dengan lebar kolom yang ditentukan di “lebar”;",
        ),
    ],
)
def test_widths_that_cannot_be_had_are_refused(project, asked, sentence):
    _, problems = tried(project, asking(**asked))
    assert [(each.code, each.message) for each in problems] == [("LAY011", sentence)]


def test_paper_is_turned_where_only_that_has_room_for_the_widths(project):
    typed = asking(kegiatan=150, output=60)
    upright = "format: {kertas: {alur: tegak, orientasi_lain: ya}, alur"
    document = laid_out(project, typed.replace("format: {alur", upright))
    assert widths(document)[1] == 150


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "{kegaitan: 70}",
            ":7:25: galat: Kunci “kegaitan” tidak dikenal di “lebar”. Yang ada: “no”, "
            "“kegiatan”, “pelaksana”, “kelengkapan”, “waktu”, “output”, “keterangan”. [DEF020]",
        ),
        ("{kegiatan: 4}", ":7:35: galat: Isi “kegiatan” tidak boleh kurang dari 5. [DEF024]"),
        ("{kegiatan: 400}", ":7:35: galat: Isi “kegiatan” tidak boleh lebih dari 390. [DEF024]"),
        (
            "{kegiatan: 70 mm}",
            ":7:35: galat: Isi “kegiatan” harus berupa angka, misalnya 12.5. Pakai titik untuk "
            "pecahan, tanpa satuan. [DEF024]",
        ),
    ],
)
def test_what_is_no_width_is_told(project, typed, sentence):
    text = f"kop: kota\nnama: SOP\n{LANES}{steps(2)}format: {{alur: {{lebar: {typed}}}}}\n"
    assert told(project, text) == [sentence]
