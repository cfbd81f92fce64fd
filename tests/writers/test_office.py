"""What the programs of an office make of the files: valid, as many pages, the same picture."""

import io
import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pymupdf
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps

from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, document
from tests.writers.programs import EXPORTS, converted_by_libreoffice, tool

pytestmark = pytest.mark.office

RESOLUTION = 100
DARK = 128
NEAR = 5
"""A dark pixel has a partner within two pixels: in the square of five around it."""

MOST_WITHOUT_PARTNER = 0.01

every_sheet = pytest.mark.parametrize("name", DEFINITIONS)
every_office_file = pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name in DEFINITIONS for kind in EXPORTS]
)


@pytest.fixture(scope="session")
def verdicts(made: Path) -> dict[str, dict]:
    """Return what the Open XML SDK says of every DOCX and XLSX."""
    program = tool("ooxml-validator")
    files = list(chain.from_iterable(sorted((made / kind).iterdir()) for kind in EXPORTS))
    with ThreadPoolExecutor(2) as pool:
        told = pool.map(lambda path: _validated(program, path), files)
        return {path.name: verdict for path, verdict in zip(files, told, strict=True)}


def _validated(program: str, path: Path) -> dict:
    # Versions after 2010 do not look inside `mc:Choice`.
    command = [program, str(path), "--officeVersion", "Office2010"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    verdict: dict = json.loads(done.stdout)
    return verdict


@every_office_file
def test_the_open_xml_sdk_finds_no_error(name, kind, verdicts):
    assert verdicts[f"{name}.{kind}"]["errors"] == []


@every_office_file
def test_libreoffice_prints_as_many_pages(name, kind, converted):
    with pymupdf.open(converted / f"{kind}-pdf" / f"{name}.pdf") as printed:
        assert len(printed) == len(document(name).pages)


@every_office_file
def test_libreoffice_prints_the_same_picture(name, kind, converted):
    ours = _pictures(converted / "pdf" / f"{name}.pdf")
    theirs = _pictures(converted / f"{kind}-pdf" / f"{name}.pdf")
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=True), start=1):
        assert _without_partner(mine, other) <= MOST_WITHOUT_PARTNER, f"page {number}, missing"
        assert _without_partner(other, mine) <= MOST_WITHOUT_PARTNER, f"page {number}, added"


def _pictures(pdf: Path) -> list[Image.Image]:
    """Return every page as a picture in which ink is white."""
    command = [tool("pdftoppm"), "-gray", "-r", str(RESOLUTION), str(pdf)]
    painted = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    stream, pages = io.BytesIO(painted), []
    while stream.tell() < len(painted):
        pages.append(_next_picture(stream))
    return pages


def _next_picture(stream: io.BytesIO) -> Image.Image:
    """Read one binary graymap (PGM) and return its ink."""
    header = [stream.readline() for _ in range(3)]
    width, height = map(int, header[1].split())
    page = Image.frombytes("L", (width, height), stream.read(width * height))
    return page.point(lambda light: 255 if light < DARK else 0)


def _without_partner(one: Image.Image, other: Image.Image) -> float:
    """Return which share of the ink of `one` has none of `other` near it."""
    width, height = max(one.width, other.width), max(one.height, other.height)
    mine, theirs = (_on_paper(each, width, height) for each in (one, other))
    alone = ImageChops.subtract(mine, theirs.filter(ImageFilter.MaxFilter(NEAR)))
    ink = mine.histogram()[255]
    return alone.histogram()[255] / ink if ink else 0.0


def _on_paper(page: Image.Image, width: int, height: int) -> Image.Image:
    return ImageOps.expand(page, (0, 0, width - page.width, height - page.height), fill=0)


@every_sheet
def test_qpdf_finds_no_fault(name, made):
    command = [tool("qpdf"), "--check", str(made / "pdf" / f"{name}.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


@every_sheet
def test_every_font_is_embedded(name, made):
    command = [tool("pdffonts"), str(made / "pdf" / f"{name}.pdf")]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    heading, _, *fonts = told.splitlines()
    at = heading.index("emb")
    assert fonts
    assert {font[at : at + 3].strip() for font in fonts} == {"yes"}


@pytest.fixture(scope="module")
def widened(made: Path) -> Path:
    """Return where every XLSX is printed by a machine whose digits are 9 pixels wide, not 8."""
    folder = made / "xlsx-wide"
    folder.mkdir()
    for name in DEFINITIONS:
        path = folder / f"{name}.xlsx"
        with ZipFile(made / "xlsx" / path.name) as old, ZipFile(path, "w") as new:
            for part in old.namelist():
                new.writestr(part, WIDTH.sub(_wider, old.read(part)))
    target = f"pdf:{EXPORTS[Format.XLSX]}"
    converted_by_libreoffice(list(folder.iterdir()), target, folder, made / "profile-wide")
    return folder


WIDTH = re.compile(rb'(?<=<col width=")[\d.]+')


def _wider(found: re.Match[bytes]) -> bytes:
    return str(float(found[0]) * 9 / 8).encode()


@every_sheet
def test_no_column_stands_on_a_page_of_its_own_where_digits_are_wider(name, widened):
    with pymupdf.open(widened / f"{name}.pdf") as printed:
        assert len(printed) == len(document(name).pages)
