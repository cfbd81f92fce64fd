"""Sheets of a workbook, and the package that they lie in."""

import os
from pathlib import Path

import pytest
from lxml import etree

from sopgen.document.page import (
    Cell,
    OutlineEntry,
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
            ["Penyusunan Laporan Kinerja"],
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


def test_a_workbook_opens_at_its_flow_below_the_heads_and_right_of_the_texts():
    book = read(write(sop()))
    sheets = book.sheets.values()
    views = [sheet.one("s:sheetViews/s:sheetView") for sheet in sheets]
    assert [view.get("tabSelected") for view in views] == ["0", "0", "1"]
    opened = etree.fromstring(book.parts["xl/workbook.xml"]).find(".//s:workbookView", NAMES)
    assert opened.get("activeTab") == "2"
    pane = views[2].find("s:pane", NAMES)
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("topLeftCell")) == ("2", "4", "C5")
    assert (pane.get("activePane"), pane.get("state")) == ("bottomRight", "frozen")
    assert [view.find("s:pane", NAMES) for view in views[:2]] == [None, None]
    assert views[2].find("s:selection", NAMES).get("activeCell") == "C5"
    assert {view.get("showGridLines") for view in views} == {"0"}
    assert [view.get("zoomScale") for view in views] == ["100", "100", "85"]
    assert {view.get("view") for view in views} == {None}


def test_a_sheet_is_called_as_the_outline_calls_its_first_page():
    table = one_table(Cell(0, 0, 2, 2))
    pages = page(table, part="Bagan Alir 1"), page(table, part="Bagan Alir 2")
    made = document(
        *pages, outline=(OutlineEntry("A. Penyusunan", 0), OutlineEntry("B. Penetapan", 1))
    )
    assert list(read(write(made)).sheets) == ["A. Penyusunan", "B. Penetapan"]


def test_a_sheet_on_which_several_things_begin_is_called_as_its_part():
    pages = (page(one_table(Cell(0, 0, 2, 2)), part="Identitas dan Bagan Alir"),)
    made = document(*pages, outline=(OutlineEntry("Identitas", 0), OutlineEntry("Bagan Alir", 0)))
    assert list(read(write(made)).sheets) == ["Identitas dan Bagan Alir"]


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
