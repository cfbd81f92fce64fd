"""An arrow that informs only is dashed in every format, on both pages that it crosses."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest

from sopgen.document.page import Document, Drawing
from sopgen.rendering import laid_out
from sopgen.writers import Format, writer
from tests.catalogue import typesetter
from tests.projects import MINIMAL, new_project, read

DASHED = MINIMAL + (
    "  - kegiatan: Memberi tahu\n    pelaksana: kadis\n"
    "    lanjut: [berikutnya, {ke: arsip, garis: putus-putus, label: Info}]\n"
    "  - kegiatan: Mencatat\n    pelaksana: tim\n"
    "  - {id: arsip, kegiatan: Mengarsipkan, pelaksana: tim}\n"
)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return laid_out(read(new_project(tmp_path), DASHED), typesetter())


def test_one_arrow_is_dashed_and_says_so(document: Document) -> None:
    drawn = [
        connector
        for page in document.pages
        for item in page.items
        if isinstance(item, Drawing)
        for connector in item.connectors
    ]
    assert [each.name for each in drawn if each.dashed] == [
        "panah putus-putus dari langkah 3, Kepala Dinas ke langkah 5, Tim Penyusun: Info"
    ]


def test_every_format_draws_the_dashes(document: Document) -> None:
    with pikepdf.open(io.BytesIO(writer(Format.PDF)(document))) as pdf:
        operators = [
            str(operands[0])
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "d"
        ]
    assert len(operators) == 1
    for kind, part in (
        (Format.DOCX, "word/document.xml"),
        (Format.XLSX, "xl/drawings/drawing2.xml"),
    ):
        with zipfile.ZipFile(io.BytesIO(writer(kind)(document))) as package:
            names = [name for name in package.namelist() if name.startswith(part[:12])]
            text = "".join(package.read(name).decode() for name in names)
            assert 'val="dash"' in text
    assert b"stroke-dasharray" in writer(Format.SVG)(document)
