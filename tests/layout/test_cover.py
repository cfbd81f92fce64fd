"""What stands on a cover as data: rows, the control of the document, signatures, the year."""

import io
import itertools
from typing import Any

import pikepdf
import pytest

from sopgen.document.page import Document, Head, Item, Page, Paragraph, Table, Text
from sopgen.problems.problem import Problem
from sopgen.writers.pdf import write
from tests.sheets import sheet, tried

ROLES = [{"peran": "Diperiksa oleh", "pejabat": "sekda"}]
CONTROL = {"Dokumen Master": "☑", "Terkendali": "☐ No. Salinan", "Tidak Terkendali": "☐"}


def words(paragraphs: tuple[Paragraph, ...]) -> str:
    return "|".join("".join(run.text for run in each.runs) for each in paragraphs)


def covered(cover: dict[str, Any], sop: dict[str, Any] | None = None) -> Document:
    return sheet(sop=sop, format={"sampul": cover})


def front(document: Document) -> Page:
    page = document.pages[0]
    assert page.part == "Sampul"
    return page


def tables(page: Page) -> list[Table]:
    return [item for item in page.items if isinstance(item, Table)]


def year(document: Document) -> str:
    (text,) = (item for item in front(document).items if isinstance(item, Text))
    return words(text.paragraphs)


def test_a_profile_or_a_definition_may_ask_for_a_cover() -> None:
    assert front(covered({})).footer is None


def test_a_definition_may_do_without_the_cover_of_its_letterhead() -> None:
    document = sheet(letterhead={"sampul": {}}, format={"sampul": "tidak"})
    assert [page.part for page in document.pages] == ["Identitas", "Bagan Alir"]


def test_what_a_definition_says_changes_only_that_of_its_letterhead() -> None:
    kop = {"sampul": {"isi": ["judul", "nama"], "judul": "MANUAL MUTU"}}
    document = sheet(letterhead=kop, format={"sampul": {"awalan_nama": "SOP "}})
    texts = [words(item.paragraphs) for item in front(document).items if isinstance(item, Text)]
    assert texts == ["MANUAL MUTU", "SOP PENYUSUNAN LAKIP"]


def test_without_parts_there_is_no_cover() -> None:
    assert [page.part for page in covered({"isi": []}).pages] == ["Identitas", "Bagan Alir"]


def test_rows_and_control_are_ruled_tables_with_labels_as_wide() -> None:
    rows = ["nomor", "revisi_ke", "unit", "tambahan"]
    sop = {"identitas_tambahan": {"Kode": "B-7"}}
    first, second = tables(front(covered({"baris": rows, "kendali": CONTROL}, sop)))
    assert [words(cell.paragraphs) for cell in first.cells] == [
        "Nomor SOP",
        "503/22/SOP/2024",
        "Unit Kerja",
        "Subbagian Perencanaan",
        "Kode",
        "B-7",
    ]
    assert [words(cell.paragraphs) for cell in second.cells] == [
        "Dokumen Master",
        "☑",
        "Terkendali",
        "☐ No. Salinan",
        "Tidak Terkendali",
        "☐",
    ]
    assert {cell.head for cell in first.cells if cell.column == 0} == {Head.ROW}
    assert first.columns == second.columns


def test_who_signs_on_the_cover_signs_nowhere_else() -> None:
    document = covered({"pengesahan": ["Diperiksa oleh", "pengesah"]}, {"penandatangan": ROLES})
    keys = [[place.name for place in page.signing] for page in document.pages]
    assert keys == [["ttd-1", "ttd-pengesah"], [], []]


def test_the_approver_of_a_cover_is_told_beside_the_logo_without_room() -> None:
    document = covered({"pengesahan": ["pengesah"]})
    (identity,) = tables(document.pages[1])
    (cell,) = (cell for cell in identity.cells if "NAMA PEJABAT" in words(cell.paragraphs))
    assert words(cell.paragraphs) == (
        "Kepala Dinas|NAMA PEJABAT, S.E.|Pembina / IV/a|NIP. 19700101 199503 1 001"
    )


def test_a_cover_whose_parts_leave_out_the_approval_is_signed_by_nobody() -> None:
    document = covered({"isi": ["judul"], "pengesahan": ["pengesah"]})
    assert [[place.name for place in page.signing] for page in document.pages] == [
        [],
        ["ttd-pengesah"],
        [],
    ]


def test_fields_and_anchors_of_a_cover_are_counted() -> None:
    asked = {
        "sampul": {"pengesahan": ["Diperiksa oleh", "pengesah"]},
        "pengesahan": {"tanda_tangan": "tte", "jangkar": "#"},
    }
    document, problems = tried({"penandatangan": ROLES}, asked)
    assert problems == ()
    printed = [run.text for page in document.pages for each in page.paragraphs for run in each.runs]
    assert printed.count("#") == 2
    with pikepdf.open(io.BytesIO(write(document))) as pdf:
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == ["ttd-1", "ttd-pengesah"]


@pytest.mark.parametrize(
    ("sop", "cover", "line"),
    [
        ({}, {}, "TAHUN 2024"),
        ({"tanggal_pembuatan": "20 Maret 2000"}, {}, "TAHUN 2000"),
        ({"tahun": "2005"}, {}, "TAHUN 2005"),
        ({"tahun": "2005/2006"}, {"tahun": "tanggal_efektif"}, "TAHUN 2005/2006"),
        ({"tanggal_efektif": "2025-01-02"}, {"tahun": "tanggal_efektif"}, "TAHUN 2025"),
        ({"tanggal_revisi": "2026-01-02"}, {"tahun": "tanggal_revisi"}, "TAHUN 2026"),
        ({"tanggal_revisi": "-"}, {"tahun": "tanggal_revisi"}, "TAHUN 2024"),
    ],
)
def test_the_year_is_the_typed_one_or_that_of_a_date(
    sop: dict[str, Any], cover: dict[str, Any], line: str
) -> None:
    assert year(covered({"isi": ["tahun"]} | cover, sop)) == line


def test_a_year_with_nothing_typed_is_not_printed() -> None:
    document = covered({"isi": ["nama", "tahun"]}, {"tahun": ""})
    assert [type(item) for item in front(document).items] == [Text]


def bottoms(items: tuple[Item, ...]) -> list[tuple[int, int]]:
    return [(item.box.y, item.box.bottom) for item in items]


@pytest.mark.parametrize("count", [1, 10, 35])
def test_parts_of_a_cover_never_overlap(count: int) -> None:
    many = {f"Baris {number}": "isi" for number in range(count)}
    page = front(covered({"kendali": many, "pengesahan": ["pengesah"]}))
    edges = bottoms(page.items)
    assert all(above[1] <= below[0] for above, below in itertools.pairwise(edges))
    assert edges[-1][1] <= page.height - page.margins.bottom


def refused(format: dict[str, Any]) -> tuple[Problem, ...]:
    _, problems = tried(format=format)
    return problems


def test_a_cover_higher_than_its_page_is_refused() -> None:
    many = {f"Baris {number}": "isi" for number in range(80)}
    assert [each.code for each in refused({"sampul": {"kendali": many}})] == ["LAY010"]
