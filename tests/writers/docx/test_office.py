import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from sopgen.document.page import Drawing, Page, Paragraph, Table, Text
from sopgen.writers.docx import write
from tests.writers.docx.samples import sheet

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

TOLERANCE = 0.5
HALF_RULE = 0.25
"""Office draws a table's first rule inside its edge, and so all drawings a quarter point off."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pymupdf.Document]:
    folder = tmp_path_factory.mktemp("office")
    (folder / "sheet.docx").write_bytes(write(sheet()))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "sheet.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    with pymupdf.open(Path(folder, "sheet.pdf")) as made:
        yield made


def segments(page: pymupdf.Page) -> list[tuple[pymupdf.Point, pymupdf.Point]]:
    found = []
    for path in page.get_drawings():
        for item in path["items"]:
            if item[0] == "l":
                found.append((item[1], item[2]))
            elif item[0] == "re":
                box = item[1]
                corners = [box.tl, box.tr, box.br, box.bl, box.tl]
                found.extend(pairwise(corners))
    return found


def nearest(values: list[float], twips: int) -> float:
    """Return how far the nearest of `values` lies from where the layout put it, in points."""
    return min(abs(value - twips / 20 - HALF_RULE) for value in values)


def paragraphs(page: Page) -> Iterator[Paragraph]:
    for item in page.items:
        match item:
            case Table():
                for cell in item.cells:
                    yield from cell.paragraphs
            case Text():
                yield from item.paragraphs
            case Drawing():
                for words in (*item.shapes, *item.labels):
                    yield from words.paragraphs
    if page.footer:
        yield from page.footer.paragraphs


def test_libreoffice_prints_as_many_pages_of_the_same_size(printed):
    sizes = [(round(page.rect.width), round(page.rect.height)) for page in printed]
    assert sizes == [(595, 842), (842, 595)]


def test_libreoffice_draws_every_rule_where_the_layout_put_it(printed):
    for page, made in zip(sheet().pages, printed, strict=True):
        lines = segments(made)
        down = [a.x for a, b in lines if abs(a.x - b.x) < 0.05]
        across = [a.y for a, b in lines if abs(a.y - b.y) < 0.05]
        for table in (item for item in page.items if isinstance(item, Table)):
            assert max(nearest(down, edge) for edge in table.columns) < TOLERANCE
            assert max(nearest(across, edge) for edge in table.rows) < TOLERANCE


def test_libreoffice_draws_every_symbol_where_the_layout_put_it(printed):
    for page, made in zip(sheet().pages, printed, strict=True):
        boxes = [path["rect"] for path in made.get_drawings()]
        for drawing in (item for item in page.items if isinstance(item, Drawing)):
            for box in (shape.box for shape in drawing.shapes):
                edges = ((box.x, "x0"), (box.y, "y0"), (box.right, "x1"), (box.bottom, "y1"))
                off = [max(nearest([getattr(r, side)], at) for at, side in edges) for r in boxes]
                assert min(off) < TOLERANCE


def test_libreoffice_draws_every_connector_from_start_to_end(printed):
    for page, made in zip(sheet().pages, printed, strict=True):
        points = [point for segment in segments(made) for point in segment]
        for drawing in (item for item in page.items if isinstance(item, Drawing)):
            for corner in (corner for line in drawing.connectors for corner in line.path):
                off = [max(nearest([p.x], corner.x), nearest([p.y], corner.y)) for p in points]
                assert min(off) < TOLERANCE


def test_libreoffice_sets_every_line_on_its_baseline(printed):
    for page, made in zip(sheet().pages, printed, strict=True):
        spans = [
            (span["text"].strip(), span["origin"][1])
            for block in made.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]
        for line in (line for words in paragraphs(page) for line in words.lines):
            words = line.runs[0].text.strip()
            baselines = [y for text, y in spans if text.startswith(words)]
            assert nearest(baselines, line.baseline) < TOLERANCE, words
