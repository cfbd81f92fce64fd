"""Whatever lies beside good definitions and at output paths, the good ones are built."""

from __future__ import annotations

import json
import os
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from sopgen.project.reporting import Built, Status
from sopgen.writers import Format
from tests.cli.test_build import sopgen
from tests.project.batches import DEFINITION, built, define, project

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs odd files")

GOOD = [f"sop-{number:02d}" for number in range(50)]


def pdf(change: object) -> bytes:
    """Return a PDF whose form fields are what `change` makes of them."""
    document = pikepdf.new()
    document.add_blank_page()
    buffer = BytesIO()
    assert callable(change)
    document.save(buffer, **(change(document) or {}))
    return buffer.getvalue()


def loop(document: pikepdf.Pdf) -> None:
    field = document.make_indirect(pikepdf.Dictionary(T="a"))
    field.Kids = pikepdf.Array([field])
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[field])


def null(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[None])


def a_map(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Dictionary(A=1))


def a_number(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[7, pikepdf.Array([])])


def password(_: pikepdf.Pdf) -> dict[str, object]:
    return {"encryption": pikepdf.Encryption(owner="rahasia", user="rahasia")}


ODD_PDFS = [loop, null, a_map, a_number, password]


@pytest.mark.parametrize("change", ODD_PDFS)
def test_an_odd_pdf_at_an_output_path_is_a_persons_and_stops_nothing(
    tmp_path: Path, change: object
) -> None:
    folder = project(tmp_path / "proyek", {"alam": ["lakip", "lppd"]})
    built(folder, Format.PDF)
    odd = folder / "output" / "alam" / "lakip.pdf"
    before = pdf(change)
    odd.write_bytes(before)
    for name in ("lakip", "lppd"):
        define(folder, "alam", name, DEFINITION.format(kop="alam", number=7, name=name))
    bad, good = built(folder, Format.PDF)
    assert isinstance(bad, Built)
    assert isinstance(good, Built)
    assert [problem.code for problem in bad.problems] == ["BLD005"]
    assert good.status is Status.BUILT
    assert odd.read_bytes() == before


def test_of_fifty_with_ten_odd_neighbours_fifty_are_built_and_ten_told(tmp_path: Path) -> None:
    folder = project(tmp_path / "proyek", {"alam": GOOD})
    alam, output = folder / "definitions" / "alam", folder / "output" / "alam"
    odd = [f"ganjil-{number}" for number in range(4)]
    for name in odd:
        define(folder, "alam", name, DEFINITION.format(kop="alam", number=name, name=name))
    output.mkdir(parents=True)
    (output / "ganjil-0.svg").mkdir()
    (output / "ganjil-1.svg").write_bytes(b"pekerjaan orang")
    (output / "ganjil-2.svg").symlink_to(output / "ganjil-2.svg")
    os.mkfifo(output / "ganjil-3.svg")
    os.mkfifo(alam / "pipa.yaml")
    (alam / "putar.yaml").symlink_to(alam / "putar.yaml")
    (folder / "definitions" / "putar").symlink_to(folder / "definitions" / "putar")
    Path(os.fsdecode(os.fsencode(alam) + b"/b\xe9.yaml")).write_bytes(b"kop: alam\n")
    (alam / "biner.yaml").write_bytes(b"\0\x01\x02")
    (alam / "map.yaml").mkdir()
    (alam / "dalam.yaml").write_text("a: " + "[" * 100_000, "utf-8")
    done = sopgen(folder, "build", "-f", "svg", "--json", LC_ALL="C")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    report = json.loads(done.stdout)
    assert report["ringkasan"]["dibuat"] == 50
    good = [each for each in report["definisi"] if each["status"] == "dibuat"]
    assert [Path(each["definisi"]).stem for each in good] == GOOD
    problems = [problem for each in report["definisi"] for problem in each["masalah"]]
    assert sorted(problem["kode"] for problem in (*problems, *report["masalah"])) == [
        "BLD002",
        "BLD002",
        "BLD002",
        "BLD007",
        "BLD015",
        "DEF001",
        "DEF001",
        "DEF001",
        "DEF003",
        "DEF013",
    ]
    assert len(done.stderr.splitlines()) == 11
