"""A change of the program counts exactly where the bytes of an output can change."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sopgen.project.tools import digest_of
from tests.catalogue import ROOT

COUNTS = (
    "definition/reading.py",
    "document/page.py",
    "fonts/breaking.py",
    "layout/identity.py",
    "layout/flowchart/columns.py",
    "layout/routing/tracks.py",
    "lint/rules/legal.py",
    "model/sop.py",
    "problems/codes.py",
    "profiles/permenpan35.yaml",
    "registers/wilayah.yaml",
    "rendering/__init__.py",
    "writers/docx/table.py",
    "writers/office/ooxml.py",
    "writers/pdf/tags.py",
    "writers/svg.py",
    "writers/xlsx/grid.py",
)
DOES_NOT = (
    "__main__.py",
    "cli/build.py",
    "definition/schema.py",
    "editing/changes.py",
    "importer/drafting.py",
    "lint/reports.py",
    "project/placing.py",
    "pull/pulling.py",
    "readers/pdf_record.py",
    "recognition/flow.py",
    "server/app.py",
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    unwanted = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(ROOT / "sopgen", tmp_path / "sopgen", ignore=unwanted))


def after_one_more_line(package: Path, name: str) -> str:
    file = package / name
    file.write_text(file.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    return digest_of(package)


@pytest.mark.parametrize("name", COUNTS)
def test_a_line_of_what_makes_bytes_counts(package: Path, name: str) -> None:
    before = digest_of(package)
    assert after_one_more_line(package, name) != before


@pytest.mark.parametrize("name", DOES_NOT)
def test_a_line_of_what_makes_no_bytes_does_not_count(package: Path, name: str) -> None:
    before = digest_of(package)
    assert after_one_more_line(package, name) == before


def test_every_folder_is_tried() -> None:
    folders = {path.parent.name for path in (ROOT / "sopgen").glob("*/__init__.py")}
    tried = {name.partition("/")[0] for name in (*COUNTS, *DOES_NOT)}
    assert folders <= tried


def test_every_module_that_rendering_loads_counts(package: Path) -> None:
    script = (
        "import sys, sopgen.rendering; from sopgen.writers import Format, writer;"
        "[writer(each) for each in Format];"
        "print(*(name for name in sys.modules if name.split('.')[0] == 'sopgen'))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in loaded.stdout.split():
        place = package.joinpath(*name.split(".")[1:])
        file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        before = digest_of(package)
        assert after_one_more_line(package, str(file.relative_to(package))) != before, name


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("importer/drafting.py", True),
        ("readers/pdf/seeing.py", True),
        ("recognition/kosakata.yaml", True),
        ("layout/grid.py", True),
        ("cli/importing.py", False),
        ("pull/pulling.py", False),
    ],
)
def test_what_counts_is_what_the_module_at_its_begin_imports(
    package: Path, name: str, counts: bool
) -> None:
    before = digest_of(package, (), "sopgen.importer.working")
    file = package / name
    file.write_text(file.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert (digest_of(package, (), "sopgen.importer.working") != before) is counts
