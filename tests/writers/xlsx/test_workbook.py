"""Sheets of a workbook, and the package that they lie in."""

import os
from pathlib import Path

import pytest
from lxml import etree

from sopgen.document.page import (
    Cell,
)
from sopgen.writers.xlsx import write
from tests.elsewhere import JAYAPURA, NIUE, printed_at
from tests.writers.xlsx.samples import (
    NAMES,
    document,
    one_table,
    page,
    read,
    sop,
)


def test_each_part_is_a_sheet_of_its_own():
    assert list(read(write(sop())).sheets) == ["Sampul", "Identitas", "Bagan Alir"]


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        (["SOP 503/22: [A]*?"], ["SOP 503 22 A"]),
        (["'Kutipan'"], ["Kutipan"]),
        (["History"], ["Lembar History"]),
        (["_sop"], ["_sop (2)"]),
        (["/"], ["Lembar"]),
        (
            ["Penyusunan Laporan Kinerja Instansi Pemerintah"],
            ["Penyusunan Laporan Kinerja Inst"],
        ),
        (["Alur", "Sampul", "ALUR", "alur"], ["Alur", "Sampul", "ALUR (2)", "alur (3)"]),
        (["A" * 40, "B", "a" * 35], ["A" * 31, "B", "a" * 27 + " (2)"]),
        (['Bagian "A" & <B>'], ['Bagian "A" & <B>']),
        (["\N{GRINNING FACE}" * 20], ["\N{GRINNING FACE}" * 15]),
    ],
)
def test_sheet_names_are_legal_and_unique(parts, names):
    table = one_table(Cell(0, 0, 2, 2))
    assert list(read(write(document(*(page(table, part=part) for part in parts)))).sheets) == names


def test_only_the_first_sheet_is_selected():
    sheets = read(write(sop())).sheets.values()
    views = [sheet.one("s:sheetViews/s:sheetView") for sheet in sheets]
    assert [view.get("tabSelected") for view in views] == ["1", "0", "0"]
    assert {view.get("showGridLines") for view in views} == {"0"}
    assert {view.get("zoomScale") for view in views} == {"100"}
    assert {view.get("view") for view in views} == {None}


def test_the_file_says_what_it_is_and_no_date():
    parts = read(write(sop())).parts
    core = etree.fromstring(parts["docProps/core.xml"])
    assert core.findtext("dc:title", namespaces=NAMES) == "SOP Penyusunan LAKIP"
    assert core.findtext("dc:subject", namespaces=NAMES) == "SOP AP"
    assert core.findtext("dc:creator", namespaces=NAMES) == "Dinas"
    assert not [name for name, part in parts.items() if b"openpyxl" in part]
    assert b"dcterms" not in parts["docProps/core.xml"]


def test_every_part_has_a_content_type_and_every_relationship_a_target():
    parts = read(write(sop())).parts
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {each.get("PartName") for each in types if each.get("PartName")}
    plain = {f"/{name}" for name in parts if name.endswith((".png", ".rels", "_Types].xml"))}
    assert named | plain == {f"/{name}" for name in parts}
    for name, part in parts.items():
        if name.endswith(".rels"):
            folder = Path(name).parent.parent
            for relation in etree.fromstring(part):
                target = os.path.normpath(folder / relation.get("Target"))
                assert Path(target).as_posix() in parts


WRITE_AGAIN = """
import hashlib
from tests.writers.xlsx.samples import sop
from sopgen.writers.xlsx import write
print(hashlib.sha256(write(sop())).hexdigest())
"""


def test_the_same_document_is_the_same_bytes_everywhere():
    prints = printed_at(WRITE_AGAIN, JAYAPURA, NIUE)
    assert len(prints) == 1
    assert write(sop()) == write(sop())
