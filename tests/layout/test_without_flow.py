"""A sheet of boxes alone: over the whole width, in a typed order, signatures below."""

from pathlib import Path

import pytest

from sopgen.document.page import Document, Table
from sopgen.lint import Choice
from sopgen.rendering import laid_out
from tests.catalogue import typesetter
from tests.lint.project import found, reviewed
from tests.projects import new_project, problems_of, read, told

BOXES = """\
kop: kota
nama: Penerimaan Pasien
nomor: 445/001
profil: spo
pengesah: kepala-dinas
format: {pengesahan: {letak: akhir}}
kotak_tambahan:
  Prosedur: |-
    1. Petugas menyapa pasien
       a. memperkenalkan diri
       b. menanyakan keperluan
    2. Petugas mencatat identitas
  Tujuan: Pasien diterima dengan tertib
  Catatan: Lain-lain
  Pengertian: Penerimaan adalah pelayanan pertama
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return laid_out(read(new_project(tmp_path), BOXES), typesetter())


def test_boxes_stand_over_the_whole_width_in_the_order_of_the_profile(document: Document) -> None:
    (page,) = document.pages
    table = next(item for item in page.items if isinstance(item, Table))
    wide = [
        "".join(run.text for run in cell.paragraphs[0].runs)
        for cell in table.cells
        if cell.column_span == len(table.columns) - 1 and cell.paragraphs
    ]
    assert wide[::2] == ["Pengertian", "Tujuan", "Prosedur", "Catatan"]
    assert [each.title for each in document.outline] == ["Identitas"]


def test_who_signs_at_the_end_signs_below_the_boxes(document: Document) -> None:
    (page,) = document.pages
    (place,) = page.signing
    assert place.name == "ttd-pengesah"
    assert place.box.y > page.items[0].box.bottom


def test_signatures_without_room_have_a_page_of_their_own(tmp_path: Path) -> None:
    long = "\n".join(f"    {number}. Langkah" for number in range(3, 42))
    text = BOXES.replace("  Tujuan:", f"{long}\n  Tujuan:")
    document = laid_out(read(new_project(tmp_path), text), typesetter())
    assert [len(page.signing) for page in document.pages] == [0, 1]


def test_without_a_flow_and_without_a_box_there_is_no_sheet(tmp_path: Path) -> None:
    (problem,) = problems_of(new_project(tmp_path), "kop: kota\nnama: LAKIP\n")
    assert problem.code == "DEF033"


def test_steps_without_lanes_are_no_sheet_of_boxes(tmp_path: Path) -> None:
    text = BOXES + "langkah:\n  - {kegiatan: Satu, pelaksana: a}\n"
    assert any("“pelaksana” belum ada" in line for line in told(new_project(tmp_path), text))


def test_rules_that_speak_of_flows_are_silent(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    read(project, BOXES)
    codes = {line.split()[0][:3] for line in found(reviewed(project, Choice()))}
    assert codes <= {"IDN", "SET"}


def test_tables_without_a_flow_stand_on_paper_that_lies_as_the_boxes_do(tmp_path: Path) -> None:
    steps = "\n".join(f"    {number}. Langkah" for number in range(3, 42))
    history = "riwayat:\n  - {revisi: '00', uraian: Terbitan pertama}\n"
    text = BOXES.replace("    2. Petugas mencatat identitas", steps) + history
    document = laid_out(read(new_project(tmp_path), text), typesetter())
    assert [page.width < page.height for page in document.pages] == [True, True]
