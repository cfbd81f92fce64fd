"""Which pages there are: an identity, everything on one page, several flows on one page."""

from pathlib import Path

import pytest

from sopgen.document.page import Document, Drawing, Image, Page, Table, Text
from sopgen.layout import lay_out
from sopgen.layout.typeset import Typesetter
from tests.measure import HalfEm
from tests.projects import new_project, read

TYPESETTER = Typesetter(HalfEm(), HalfEm())

LETTERHEAD = """\
instansi: [PEMERINTAH KOTA, DINAS CONTOH]
pejabat: {kepala: {jabatan: Kepala Dinas, nama: NAMA KEPALA, nip: "1970"}}
"""

ONE_PAGE = "format: {kertas: {satu_halaman: ya}}\n"

IDENTITY = """\
nomor: 010
tanggal_efektif: 2024-02
pengesah: kepala
dasar_hukum: [Undang-Undang Nomor 1, Peraturan Nomor 2]
peringatan: Awas
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = new_project(tmp_path)
    (made / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    return made


def steps(count: int) -> str:
    rows = "".join(
        f"{{kegiatan: Mengerjakan langkah {number}, pelaksana: {lane}}},"
        for number, lane in zip(range(count), "ab" * count, strict=False)
    )
    return f"pelaksana: {{a: Kepala Dinas, b: Tim}}, langkah: [{rows}]"


def alone(count: int) -> str:
    return steps(count).replace(", langkah", "\nlangkah") + "\n"


def flows(*counts: int) -> str:
    rows = (
        f"  - {{judul: Alur {number}, {steps(count)}}}\n"
        for number, count in enumerate(counts, start=1)
    )
    return "alur:\n" + "".join(rows)


def laid_out(project: Path, typed: str, logo: bytes | None = None) -> Document:
    made = read(project, f"kop: kota\nnama: Penyusunan LAKIP\n{typed}")
    document, problems = lay_out(made.sop, made.agency.letterhead, made.profile, logo, TYPESETTER)
    assert problems == ()
    return document


def texts(page: Page) -> list[str]:
    """Return the words of each text outside a table."""
    found = (item for item in page.items if isinstance(item, Text))
    return ["|".join(_words(each)) for each in found]


def _words(text: Text) -> list[str]:
    return ["".join(run.text for run in each.runs) for each in text.paragraphs]


def outline(document: Document) -> list[tuple[str, int]]:
    return [(each.title, each.page) for each in document.outline]


def tables(page: Page) -> list[Table]:
    return [item for item in page.items if isinstance(item, Table)]


def sizes(table: Table) -> set[int]:
    return {run.font.size for each in table.paragraphs for run in each.runs}


def stand_below_each_other(page: Page) -> bool:
    """Tell whether no two of the page's texts and tables meet, nor its margins."""
    boxes = [item.box for item in page.items if isinstance(item, Table | Text)]
    edges = [page.margins.top, *(edge for box in boxes for edge in (box.y, box.bottom))]
    return [*edges, page.height - page.margins.bottom] == sorted(
        [*edges, page.height - page.margins.bottom]
    )


# Without an identity


def test_a_definition_with_nothing_but_a_name_has_no_page_for_it(project):
    document = laid_out(project, alone(3))
    (page,) = document.pages
    assert texts(page) == ["PEMERINTAH KOTA|DINAS CONTOH", "PENYUSUNAN LAKIP"]
    assert outline(document) == [("Bagan Alir", 0)]
    assert stand_below_each_other(page)


def test_the_name_stands_over_the_table_where_the_title_is_another(project):
    (page,) = laid_out(project, "judul_alur: Alur Kerja\n" + alone(3)).pages
    assert texts(page) == ["PEMERINTAH KOTA|DINAS CONTOH|Penyusunan LAKIP", "Alur Kerja"]
    (page,) = laid_out(project, flows(2)).pages
    assert texts(page) == ["PEMERINTAH KOTA|DINAS CONTOH|Penyusunan LAKIP", "Alur 1"]


def test_the_unit_alone_makes_no_identity(project):
    (page,) = laid_out(project, "unit: Subbagian Umum\n" + alone(3)).pages
    assert texts(page)[0] == "PEMERINTAH KOTA|DINAS CONTOH|Subbagian Umum"
    hidden = "unit: Subbagian Umum\nformat: {identitas: {letak_unit: tidak}}\n"
    (page,) = laid_out(project, hidden + alone(3)).pages
    assert texts(page)[0] == "PEMERINTAH KOTA|DINAS CONTOH"


def test_the_agency_stands_on_the_first_page_alone(project):
    first, *others = laid_out(project, alone(40)).pages
    assert texts(first)[0] == "PEMERINTAH KOTA|DINAS CONTOH"
    assert others
    assert all(texts(page) == [] for page in others)


@pytest.mark.parametrize(
    "typed",
    [
        "nomor: 010\n",
        "peringatan:\n",
        "kotak_tambahan: {Tujuan: Tertib}\n",
        "format: {verifikasi: {alamat: https://contoh.example/}}\n",
    ],
)
def test_whatever_the_identity_prints_makes_a_page_of_it(project, typed):
    assert [page.part for page in laid_out(project, typed + alone(3)).pages] == [
        *("Identitas", "Bagan Alir")
    ]


# Everything on one page


def test_identity_and_flow_stand_on_one_page_where_both_fit(project):
    document = laid_out(project, ONE_PAGE + IDENTITY + alone(4))
    (page,) = document.pages
    identity, flow = tables(page)
    assert (identity.header_rows, flow.header_rows) == (0, 2)
    assert texts(page) == ["PENYUSUNAN LAKIP"]
    assert outline(document) == [("Identitas", 0), ("Bagan Alir", 0)]
    assert [place.name for place in page.signing] == ["ttd-pengesah"]
    assert stand_below_each_other(page)


def test_all_of_the_page_is_set_in_one_size_as_large_as_fits(project):
    def size(count: int) -> int:
        (page,) = laid_out(project, ONE_PAGE + IDENTITY + alone(count)).pages
        identity, flow = tables(page)
        assert min(sizes(flow)) == min(sizes(identity))
        return min(sizes(flow))

    assert size(3) == 180
    assert 140 <= size(10) < 180


def test_what_does_not_fit_on_one_page_stands_as_without_the_key(project):
    typed = IDENTITY + alone(30)
    without = laid_out(project, typed)
    asked = laid_out(project, ONE_PAGE + typed)
    assert len(without.pages) > 2
    assert [(page.part, page.margins) for page in asked.pages] == [
        (page.part, page.margins) for page in without.pages
    ]
    assert asked.outline == without.outline


def test_several_flows_may_stand_on_the_one_page(project):
    document = laid_out(project, ONE_PAGE + "nomor: 010\n" + flows(1, 1))
    (page,) = document.pages
    assert outline(document) == [("Identitas", 0), ("Alur 1", 0), ("Alur 2", 0)]
    assert texts(page) == ["Alur 1", "Alur 2"]


def test_the_code_to_verify_a_sheet_stands_below_the_identity_of_the_one_page(project):
    one = "format: {kertas: {satu_halaman: ya}, verifikasi: {alamat: https://contoh.example/}}\n"
    (page,) = laid_out(project, one + "nomor: 010\n" + alone(2)).pages
    (code,) = (item for item in page.items if isinstance(item, Image))
    identity, words, flow = tables(page)
    assert identity.box.bottom < code.box.y == words.box.y
    assert words.box.bottom < flow.box.y


# Several flows


def test_short_flows_share_a_page(project):
    document = laid_out(project, flows(2, 2, 2, 2, 2, 2))
    assert [page.part for page in document.pages] == ["Bagan Alir 1-3", "Bagan Alir 4-6"]
    assert outline(document) == [
        *(("Alur 1", 0), ("Alur 2", 0), ("Alur 3", 0)),
        *(("Alur 4", 1), ("Alur 5", 1), ("Alur 6", 1)),
    ]
    for page in document.pages:
        assert stand_below_each_other(page)


def test_flows_of_one_page_have_the_same_columns(project):
    page, _ = laid_out(project, flows(2, 2, 2, 2, 2)).pages
    first, *others = tables(page)
    assert {each.columns for each in others} == {first.columns}


def test_a_flow_that_does_not_fit_below_another_has_a_page_of_its_own(project):
    document = laid_out(project, flows(8, 8))
    assert [page.part for page in document.pages] == ["Bagan Alir 1", "Bagan Alir 2"]


def test_a_short_flow_goes_on_on_the_last_page_of_a_long_one(project):
    upright = "format: {kertas: {alur: tegak}}\n"
    document = laid_out(project, upright + flows(26, 1))
    assert len(document.pages) == 2
    assert {page.part for page in document.pages} == {"Bagan Alir 1-2"}
    last = document.pages[-1]
    assert texts(last) == ["Alur 2"]
    assert outline(document)[1] == ("Alur 2", len(document.pages) - 1)
    assert stand_below_each_other(last)


def test_letters_of_the_segilima_go_on_from_flow_to_flow(project):
    document = laid_out(project, flows(40, 40))
    letters = [
        "".join(run.text for each in shape.paragraphs for run in each.runs)
        for page in document.pages
        for item in page.items
        if isinstance(item, Drawing)
        for shape in item.shapes
        if shape.name.startswith("segilima")
    ]
    pairs = list(dict.fromkeys(letters))
    assert pairs == sorted(pairs)
    assert all(letters.count(letter) == 2 for letter in pairs)


def test_every_picture_symbol_and_line_has_an_id_of_its_own(project):
    document = laid_out(project, ONE_PAGE + "nomor: 010\n" + flows(2, 2, 2, 2))
    ids = [
        each.id
        for page in document.pages
        for item in page.items
        if isinstance(item, Drawing)
        for each in (item, *item.shapes, *item.connectors, *item.labels)
    ]
    assert len(ids) == len(set(ids))
