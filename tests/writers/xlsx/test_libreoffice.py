"""What LibreOffice prints of a workbook."""

import shutil
import subprocess

import pytest

from sopgen.writers.xlsx import write
from tests.writers.xlsx.samples import (
    FIRST_TOP,
    LATER_TOP,
    flow_drawing,
    sop,
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return the workbook of `sop` as LibreOffice prints it."""
    pymupdf = pytest.importorskip("pymupdf")
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("printed")
    (folder / "sop.xlsx").write_bytes(write(sop()))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*convert, folder / "sop.xlsx"], check=True, capture_output=True)
    return pymupdf.open(folder / "sop.pdf")


@pytest.mark.office
def test_libreoffice_prints_as_many_pages(printed):
    assert len(printed) == 4
    assert [round(side) for side in printed[0].rect[2:]] == [612, 936]
    assert [round(side) for side in printed[3].rect[2:]] == [936, 612]
    texts = [page.get_text() for page in printed]
    for number in (3, 4):
        assert f"Halaman {number} dari 4" in texts[number - 1]
        assert texts[number - 1].count("Kegiatan") == 1


@pytest.mark.office
@pytest.mark.parametrize(("number", "top"), [(2, FIRST_TOP), (3, LATER_TOP)])
def test_libreoffice_draws_symbols_and_connectors_in_their_places(printed, number, top):
    paths = printed[number].get_drawings()
    drawing = flow_drawing(0, top)
    for each in drawing.shapes:
        box = each.box
        sides = [box.x / 20, box.y / 20, box.right / 20, box.bottom / 20]
        off = min(
            max(abs(a - b) for a, b in zip(path["rect"], sides, strict=True)) for path in paths
        )
        assert off <= 0.5, each.name
    drawn = [
        [point for step in path["items"] for point in step[1:] if hasattr(point, "x")]
        for path in paths
    ]
    for each in drawing.connectors:
        corners = [(point.x / 20, point.y / 20) for point in each.path[:-1]]
        start, *inner = min(
            (
                [min(max(abs(x - p.x), abs(y - p.y)) for p in points) for x, y in corners]
                for points in drawn
                if points
            ),
            key=max,
        )
        assert start <= 0.5, each.name
        # LibreOffice rounds the adjustments of a box as narrow as `LEAST_EXTENT` of `ooxml`.
        assert max(inner, default=0) <= 0.75, each.name
