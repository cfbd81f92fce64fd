"""What files carry for the way back: their map, keys in names, keys of rows."""

import io
import re
import zipfile
from itertools import chain
from statistics import median
from zlib import compress

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree
from msgspec.structs import replace
from openpyxl.utils import get_column_letter

from sopgen.document.carried import KEYS_HEAD, MAP_KIND, SOURCE_NAMESPACE
from sopgen.document.page import Drawing
from sopgen.document.sheet import Sheet
from sopgen.problems.version import __version__
from sopgen.readers import docx as docx_reader
from sopgen.readers import xlsx as xlsx_reader
from sopgen.readers.packages import opened_package
from sopgen.readers.source import carried, extracted
from sopgen.writers import Format, seen, writer
from tests.catalogue import DEFINITIONS, SHIPPED, document, file
from tests.layout.test_properties import laid_out, read
from tests.sheets import KOP, SOURCE, sheet
from tests.strategies import definitions

EDITED = (Format.DOCX, Format.XLSX)
every_file = pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for name in DEFINITIONS for kind in EDITED]
)
every_sheet = pytest.mark.parametrize("name", DEFINITIONS)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@every_file
def test_every_file_carries_the_map_of_what_it_shows(name, kind, tmp_path):
    path = tmp_path / f"sop.{kind.value}"
    path.write_bytes(file(name, kind))
    map = carried(path).map
    assert map is not None
    assert map.version == __version__
    assert map.sheets == seen(document(name), kind)


def test_the_cells_of_a_map_say_where_their_text_was_typed():
    found = {
        kind: {
            cell.origin: cell.text
            for page in seen(document("lakip"), kind)
            for cell in page.cells
            if cell.origin
        }
        for kind in EDITED
    }
    for texts in found.values():
        assert texts["langkah/0/kegiatan"].startswith("Membentuk Tim")
        assert texts["pelaksana/kadis"].replace("\n", " ") == "KEPALA DINAS"
    assert found[Format.XLSX]["dasar_hukum/0"]


def test_lines_of_one_cell_say_each_where_they_were_typed():
    cells = [cell for page in seen(document("lakip"), Format.DOCX) for cell in page.cells]
    (boxed,) = (cell for cell in cells if "dasar_hukum/0" in cell.parts)
    lines = dict(zip(boxed.parts, boxed.text.split("\n"), strict=True))
    assert list(lines)[:2] == ["dasar_hukum/0", "dasar_hukum/1"]
    assert not any(re.match(r"\d+\.", line) for line in lines.values())


@every_file
def test_maps_have_an_origin_for_each_line_or_one_for_all(name, kind):
    for cell in chain.from_iterable(page.cells for page in seen(document(name), kind)):
        assert not (cell.origin and cell.parts)
        if cell.parts:
            assert len(cell.parts) == cell.text.count("\n") + 1


@every_sheet
@pytest.mark.parametrize("kind", EDITED)
def test_maps_are_small(name, kind):
    assert weight(map_of(file(name, kind))) <= 10_000


@pytest.mark.parametrize("kind", EDITED)
def test_most_maps_are_smaller_than_five_kilobytes(kind):
    assert median(weight(map_of(file(path.stem, kind))) for path in SHIPPED) <= 5_000


def weight(map: str) -> int:
    """Return how many bytes of a file `map` takes, which its package packs once more."""
    return len(compress(map.encode()))


def map_of(data: bytes) -> str:
    """Return the map as a file carries it."""
    found = parts(data)
    if "customXml/item1.xml" in found:
        root = etree.fromstring(found["customXml/item1.xml"])
        return root.findtext(f"{{{SOURCE_NAMESPACE}}}{MAP_KIND}")
    rows = openpyxl.load_workbook(io.BytesIO(data))["_sop"].iter_rows(values_only=True)
    return "".join(row[2] for row in rows if row[0] == MAP_KIND)


def test_versions_without_maps_skip_them():
    """They take rows of four cells of the hidden sheet, and elements called `berkas`."""
    workbook = openpyxl.load_workbook(io.BytesIO(file("lakip", Format.XLSX)))
    rows = [
        [cell for cell in row if cell is not None]
        for row in workbook["_sop"].iter_rows(values_only=True)
    ]
    assert [row[0] for row in rows if len(row) == 4] == ["definisi", "kop"]
    assert {row[0] for row in rows if len(row) == 3} == {MAP_KIND}
    assert {len(row) for row in rows} == {3, 4}
    source = etree.fromstring(parts(file("lakip", Format.DOCX))["customXml/item1.xml"])
    names = [etree.QName(child).localname for child in source]
    assert names == ["berkas", "berkas", MAP_KIND]


@pytest.mark.parametrize("kind", EDITED)
def test_a_file_whose_map_is_damaged_gives_its_source_and_no_map(kind, tmp_path):
    data = spoilt(parts(file("lakip", kind)), map_of(file("lakip", kind)))
    path = tmp_path / f"sop.{kind.value}"
    path.write_bytes(data)
    found = carried(path)
    assert found.map is None
    assert [each.kind.value for each in found.attachments] == ["definisi", "kop"]


def spoilt(found: dict[str, bytes], map: str) -> bytes:
    """Return the file of the parts `found` with a `map` that lacks its beginning."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in found.items():
            archive.writestr(name, part.replace(map.encode(), map[8:].encode()))
    return buffer.getvalue()


@pytest.mark.parametrize("kind", EDITED)
def test_a_file_without_source_has_no_map(kind, tmp_path):
    without = sheet(format={"sumber": {"lampirkan": "tidak"}})
    data = writer(kind)(without)
    assert MAP_KIND.encode() not in b"".join(parts(data).values())


def test_a_file_with_a_map_gives_its_source_back(tmp_path):
    path = tmp_path / "sop.xlsx"
    path.write_bytes(writer(Format.XLSX)(sheet()))
    assert extracted(path) == (SOURCE, KOP)


NAMED = re.compile(r"(.+) #(m\d+|p\d+|[A-Z]+\.(?:ke|dari))", re.DOTALL)


@every_file
def test_names_of_symbols_and_lines_end_in_a_key_of_their_own(name, kind):
    names, drawn = [], [each for page in document(name).pages for each in page.items]
    for part, data in parts(file(name, kind)).items():
        if re.match(r"word/document\.xml|xl/drawings/drawing\d+\.xml", part):
            names += named_in(etree.fromstring(data))
    asked = [
        (each.name, each.key)
        for item in drawn
        if isinstance(item, Drawing)
        for each in (*item.shapes, *item.connectors, *item.labels)
    ]
    assert sorted(NAMED.fullmatch(each).groups() for each in names) == sorted(asked)
    keyed = [each for each in names if not re.match("jawaban|keterangan", each)]
    assert len(keyed) == len(set(keyed))


def named_in(root: etree._Element) -> list[str]:
    """Return the names of symbols, lines and labels, as Office sees them."""
    for fallback in root.findall(".//{*}Fallback"):
        fallback.getparent().remove(fallback)
    tags = [f"{{*}}{tag}" for tag in ("sp", "cxnSp", "wsp")]
    drawn = [next(each.iter("{*}cNvPr")) for tag in tags for each in root.iter(tag)]
    return [each.get("name") for each in drawn]


@every_sheet
def test_the_hidden_column_of_a_flow_has_the_key_of_each_row(name):
    workbook = openpyxl.load_workbook(io.BytesIO(file(name, Format.XLSX)))
    for made in seen(document(name), Format.XLSX):
        found = workbook[made.name]
        column = len(made.columns)
        shown = {
            row - 1: found.cell(row, column).value
            for row in range(1, len(made.rows))
            if found.cell(row, column).value is not None
        }
        if not made.row_keys:
            assert shown == {}
            continue
        assert shown == {0: KEYS_HEAD} | dict(made.row_keys)
        assert found.column_dimensions[get_column_letter(column)].hidden
        assert found.cell(1, column).number_format == "@"
        assert get_column_letter(column) not in re.findall("[A-Z]+", found.print_area)


def without_origins(found: Sheet) -> Sheet:
    """Return a map as a reader sees the file: it knows no origins, nor cells that are empty."""
    cells = (each for each in found.cells if each.text or each.row_span * each.column_span > 1)
    return replace(
        found,
        cells=tuple(replace(each, origin="", parts=()) for each in cells),
        shapes=tuple(replace(each, origin="") for each in found.shapes),
        lines=tuple(replace(each, origin="") for each in found.lines),
    )


def shown(data: bytes, kind: Format) -> list[Sheet]:
    """Return what a reader sees of a file but for the size of the paper, which no map tells."""
    if kind is Format.DOCX:
        sheets = docx_reader.sheets_of_word(opened_package(data, docx_reader.PARTS))
    else:
        sheets = xlsx_reader.sheets_of_workbook(opened_package(data, xlsx_reader.PARTS))
    return [replace(each, paper=(0, 0)) for each in sheets]


@every_file
def test_a_file_is_read_as_its_map_says(name, kind):
    maps = [without_origins(each) for each in seen(document(name), kind)]
    assert shown(file(name, kind), kind) == maps


@settings(max_examples=10, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(definitions(most_steps=8))
def test_files_of_made_up_definitions_are_read_as_their_maps_say(plain):
    laid, problems = laid_out(read(plain))
    for kind in () if problems else EDITED:
        maps = [without_origins(each) for each in seen(laid, kind)]
        assert shown(writer(kind)(laid), kind) == maps
