from base64 import b64encode
from zlib import compress

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopgen.document.page import Box, Point
from sopgen.document.sheet import FileMap, SeenCell, SeenGlue, SeenLine, SeenShape, Sheet
from sopgen.readers.file_map import LARGEST_MAP, LONGEST_MAP, read_map
from sopgen.writers.office.mapping import packed

SHEET = Sheet(
    "Bagan Alir",
    (0, 300, 900),
    (0, 240, 480),
    (
        SeenCell(0, 0, 1, 2, "Kegiatan"),
        SeenCell(1, 0, 1, 1, "Menyusun draf", "langkah/0/kegiatan", (), ((9, 13),)),
        SeenCell(1, 1, 1, 1, "", "langkah/0/waktu"),
    ),
    (SeenShape(2, "m2", "flowChartProcess", Box(310, 250, 60, 30), "", "langkah 1, Staf"),),
    (SeenLine(3, "p3", (Point(0, 0), Point(10, 0)), SeenGlue(2, 3), SeenGlue(2, 1)),),
    ((1, "langkah/0"),),
    (1,),
)


def packed_json(data: bytes) -> str:
    return b64encode(compress(data)).decode()


def packed_sheet(sheet: Sheet) -> str:
    return packed((sheet,))


def test_a_map_comes_back():
    found = read_map(packed_sheet(SHEET))
    assert found is not None
    assert found.sheets == (SHEET,)
    assert found.version == "0.1.0"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bukan Base64!",
        "é",
        b64encode(b"bukan deflate").decode(),
        packed_json(b"{}"),
        packed_json(b'["0.1.0"]'),
        packed_json(b'["0.1.0",[["Lembar",[0,"1"],[0,1],[]]]]'),
        packed_json(b'["0.1.0",[["Lembar",[0,1e999],[0,1],[]]]]'),
        packed_json(b'["0.1.0",[["Lembar",[0,' + b"9" * 5000 + b"],[0,1],[]]]]"),
        packed_json(b"[" * 100_000),
        packed_json(b'["\xff",[]]'),
        packed_json(b'["0.1.0",[]] sisa'),
        packed_sheet(SHEET)[:-8],
        packed_sheet(SHEET) + "AAAA",
        "A" * (LONGEST_MAP + 4),
        packed_json(b'["' + b" " * LARGEST_MAP + b'",[]]'),
    ],
)
def test_what_is_no_map_is_none(text):
    assert read_map(text) is None


@pytest.mark.parametrize(
    "change",
    [
        {"rows": ()},
        {"columns": (0, 900, 300)},
        {"rows": (0, 240, 1 << 40)},
        {"cells": (SeenCell(1, 0, 2, 1, "di luar"),)},
        {"cells": (SeenCell(0, 2, 1, 1, "di luar"),)},
        {"cells": (SeenCell(-1, 0, 1, 1, "di luar"),)},
        {"cells": (SeenCell(0, 0, 0, 1, "tanpa tinggi"),)},
        {"cells": (SeenCell(0, 0, 1, 1, "miring", "", (), ((0, 7),)),)},
        {"shapes": (SeenShape(2, "m2", "rect", Box(0, 0, -1, 5), ""),)},
        {"lines": (SeenLine(3, "p3", (Point(0, 0),)),)},
        {"lines": (SeenLine(3, "p3", (Point(0, 0), Point(1 << 40, 0))),)},
        {"row_keys": ((2, "langkah/0"),)},
        {"breaks": (0,)},
    ],
)
def test_a_map_that_contradicts_itself_is_none(change):
    assert read_map(packed_sheet(msgspec.structs.replace(SHEET, **change))) is None


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_are_no_map_or_one(data):
    for text in (data.decode("latin-1"), packed_json(data)):
        found = read_map(text)
        assert found is None or isinstance(found, FileMap)
