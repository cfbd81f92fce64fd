"""What is not in force says so in the top margin of every page, in every format."""

import io
import zipfile

import pymupdf
import pytest

from sopgen.document.page import Document
from sopgen.writers import Format, writer
from tests.sheets import sheet


def words(document: Document) -> set[str]:
    return {
        "".join(run.text for run in paragraph.runs)
        for page in document.pages
        if page.header
        for paragraph in page.header.paragraphs
    }


@pytest.mark.parametrize(
    ("status", "asked", "expected"),
    [
        ("draf", {}, set()),
        ("draf", {"tanda_status": "ya"}, {"DRAF"}),
        ("berlaku", {"tanda_status": "ya"}, set()),
        ("dicabut", {}, {"TIDAK BERLAKU"}),
        ("dicabut", {"tanda_status": "tidak"}, set()),
        ("dicabut", {"label": {"dicabut": "DICABUT"}}, {"DICABUT"}),
    ],
)
def test_a_sheet_says_what_it_is(status: str, asked: dict[str, object], expected: set[str]) -> None:
    assert words(sheet(sop={"status": status}, format=asked)) == expected


def test_the_words_have_room_above_the_body_on_every_page() -> None:
    narrow = {"kertas": {"batas": {"atas": 5}}}
    document = sheet(sop={"status": "dicabut"}, format=narrow, letterhead={"sampul": {}})
    for page in document.pages:
        assert page.header is not None
        assert page.header.box.y >= 284
        assert page.header.box.bottom <= min(item.box.y for item in page.items)


def test_every_format_prints_them_on_every_page() -> None:
    document = sheet(sop={"status": "dicabut"})
    with pymupdf.open(stream=writer(Format.PDF)(document)) as pdf:
        assert all("TIDAK BERLAKU" in page.get_text() for page in pdf)
    with zipfile.ZipFile(io.BytesIO(writer(Format.DOCX)(document))) as package:
        body = package.read("word/document.xml").decode()
        assert body.count("<w:sectPr>") == body.count("<w:headerReference ")
        assert b"TIDAK BERLAKU" in package.read("word/header1.xml")
    with zipfile.ZipFile(io.BytesIO(writer(Format.XLSX)(document))) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        printed = [package.read(name).decode() for name in sheets]
        assert sum("oddHeader" in each and "TIDAK BERLAKU" in each for each in printed) == 2
    assert writer(Format.SVG)(document).count(b"TIDAK BERLAKU") == len(document.pages)
