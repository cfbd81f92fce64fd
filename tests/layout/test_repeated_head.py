"""A head that stands on every page, with the page's number in it."""

import io

import pikepdf
import pymupdf
import pytest

from sopgen.document.page import Document, Table
from sopgen.writers import Format, writer
from tests.sheets import sheet

ROWS = ["nomor", "halaman", "tanggal_pembuatan", "pengesah", "nama"]
LONG = [f"Peraturan Contoh Nomor {number}" for number in range(90)]


@pytest.fixture(scope="module")
def document() -> Document:
    return sheet(
        sop={"dasar_hukum": LONG},
        format={"kepala": {"ulang": "ya"}, "identitas": {"baris": ROWS}},
    )


def words(table: Table) -> list[str]:
    return ["".join(run.text for run in each.runs) for each in table.paragraphs]


def test_every_page_begins_with_a_head(document: Document) -> None:
    assert len(document.pages) > 2
    for number, page in enumerate(document.pages, start=1):
        head = page.items[0]
        assert isinstance(head, Table)
        assert f"{number} dari {len(document.pages)}" in words(head)
        assert head.rows[0] == page.margins.top
        assert all(item.box.y >= head.rows[-1] for item in page.items[1:] if item is not head)


def test_only_the_first_has_the_place_to_sign(document: Document) -> None:
    assert len(document.pages[0].signing) == 1
    assert sum(len(page.signing) for page in document.pages) == 1
    heads = [item for page in document.pages for item in page.items if isinstance(item, Table)]
    assert [head.repeated for head in heads].count(True) == len(document.pages) - 1


def test_who_listens_hears_it_once(document: Document) -> None:
    data = writer(Format.PDF)(document)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        artifacts = [
            str(operands[1].get("/Subtype", ""))
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact"
        ]
    assert artifacts.count("/Header") == len(document.pages) - 1
    with pymupdf.open(stream=data) as printed:
        for number, page in enumerate(printed, start=1):
            assert f"{number} dari {len(document.pages)}" in page.get_text()


def test_without_asking_no_head_is_repeated() -> None:
    plain = sheet(sop={"dasar_hukum": LONG})
    tables = [item for page in plain.pages for item in page.items if isinstance(item, Table)]
    assert not any(table.repeated for table in tables)
