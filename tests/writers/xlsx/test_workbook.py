"""Read workbooks back as XML and compare them with the pages that they were made from."""

import io
import os
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from sopgen.document.page import (
    ALL_SIDES,
    Align,
    Anchor,
    Box,
    Cell,
    Connector,
    Document,
    Drawing,
    Face,
    Field,
    Font,
    Footer,
    Glue,
    Image,
    Label,
    Line,
    Padding,
    Page,
    Paragraph,
    Point,
    Run,
    Shape,
    Side,
    Site,
    Symbol,
    Table,
    Text,
)
from sopgen.problems.problem import ProblemsError
from sopgen.writers.xlsx import write
from tests.elsewhere import JAYAPURA, NIUE, printed_at

ARIAL = Font(Face.ARIAL, 180)
BOLD = replace(ARIAL, bold=True)
SMALL = Font(Face.ARIAL, 160)
MARGINS = Padding(top=855, left=855, bottom=1425, right=859)

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMES = {
    "s": SHEET[1:-1],
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "dc": "http://purl.org/dc/elements/1.1/",
}


# Pages made by hand


def paragraph(text, box, font=ARIAL, align=Align.LEFT):
    runs = (Run(text, font),) if text else ()
    lines = (Line(box.x, box.y + 163, runs),) if text else ()
    return Paragraph(runs, box, 207, align, lines=lines)


def words(text, font=ARIAL, align=Align.LEFT):
    """Return `text` as the paragraphs of a cell, a shape or a label, wherever it stands."""
    return (paragraph(text, Box(0, 0, 600, 207), font, align),)


def item(marker, text, box, indent):
    return replace(paragraph(text, box), marker=Run(marker, ARIAL), indent=indent)


def page(*items, part="Bagan Alir", footer=None, upright=False):
    width, height = (12189, 18709) if upright else (18709, 12189)
    return Page(width, height, MARGINS, part, items, footer)


def document(*pages, **about):
    described = {"title": "SOP Penyusunan LAKIP", "subject": "SOP AP", "author": "Dinas"}
    return Document(pages=pages, **described | about)


def one_table(*cells, columns=(855, 2355, 3855), rows=(855, 1155, 1755), **changes):
    return Table(columns, rows, cells, **changes)


def footer(*runs, align=Align.CENTER):
    box = Box(855, 11005, 16995, 184)
    return Footer(box, (Paragraph(runs, box, 184, align),))


def numbered(number, count):
    return footer(
        Run("Halaman ", SMALL),
        Run(str(number), SMALL, Field.PAGE),
        Run(" dari ", SMALL),
        Run(str(count), SMALL, Field.PAGES),
    )


def png():
    """Return a red PNG of one pixel."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


def cover():
    title = Box(855, 3000, 10470, 525)
    lines = (paragraph("STANDAR OPERASIONAL PROSEDUR", title, BOLD, Align.CENTER),)
    logo = Image(90, Box(4890, 5000, 2400, 2400), png(), "Lambang", "Lambang daerah")
    return page(Text(title, lines, heading=1), logo, part="Sampul", upright=True)


LIST = Box(855, 1155, 6000, 900)
"""A list of three items: 60 twips of room, 255, 495 and 90 twips high."""


def identity():
    padding = Padding(left=30, right=10)
    items = (
        item("1.", "Undang-Undang Nomor 8 Tahun 2001", Box(1140, 1215, 5705, 255), 255),
        item("2.", "Peraturan yang panjang", Box(1140, 1470, 5705, 495), 255),
        replace(item("-", "disampaikan", Box(1290, 1965, 5555, 90), 150)),
    )
    cells = (
        Cell(0, 0, paragraphs=words("Dasar Hukum", BOLD), padding=padding),
        Cell(0, 1, paragraphs=words("Nomor SOP")),
        Cell(1, 0, paragraphs=items, anchor=Anchor.TOP, padding=padding, itemised=True),
        Cell(1, 1, paragraphs=words("19700101 199503 1 001")),
    )
    table = Table((855, 6855, 17850), (855, 1155, 2055), cells)
    return page(table, part="Identitas", footer=numbered(2, 4))


def header():
    """Return two rows of titles: No, Kegiatan, Pelaksana over two lanes, Keterangan."""
    return (
        Cell(0, 0, row_span=2, paragraphs=words("No", BOLD, Align.CENTER)),
        Cell(0, 1, row_span=2, paragraphs=words("Kegiatan", BOLD, Align.CENTER)),
        Cell(0, 2, column_span=2, paragraphs=words("Pelaksana", BOLD, Align.CENTER)),
        Cell(0, 4, row_span=2, paragraphs=words("Keterangan", BOLD, Align.CENTER)),
        Cell(1, 2, paragraphs=words("Kepala Dinas", BOLD, Align.CENTER)),
        Cell(1, 3, paragraphs=words("Sekretaris", BOLD, Align.CENTER)),
    )


COLUMNS = (855, 1305, 5805, 8805, 11805, 17850)
STEP = 1500


def flow_table(top, first, last):
    body = []
    for row, number in enumerate(range(first, last + 1), start=2):
        body += [
            Cell(row, 0, paragraphs=words(str(number), align=Align.CENTER)),
            Cell(row, 1, paragraphs=words(f"Langkah {number}")),
            *(Cell(row, column) for column in (2, 3, 4)),
        ]
    rows = (top, top + 300, *range(top + 750, top + 751 + STEP * (last - first + 1), STEP))
    return Table(COLUMNS, rows, (*header(), *body), header_rows=2)


def shape(number, symbol, lane, row, top, text=""):
    """Return a symbol in the middle of its lane and of the body row that begins at `top`."""
    width, height = {Symbol.DECISION: (900, 600), Symbol.OFF_PAGE: (420, 420)}.get(
        symbol, (1000, 480)
    )
    x = 5805 + 3000 * lane + 1500 - width // 2
    y = top + STEP * row + STEP // 2 - height // 2
    box = Box(x, y, width, height)
    name = f"langkah {row + 1}, lajur {lane + 1}"
    return Shape(number, symbol, box, name, f"{name}: {text}", words(text) if text else ())


def site(shape, which):
    box = shape.box
    match which:
        case Site.TOP:
            return Point(box.x + box.width // 2, box.y)
        case Site.LEFT:
            return Point(box.x, box.y + box.height // 2)
        case Site.BOTTOM:
            return Point(box.x + box.width // 2, box.bottom)
        case Site.RIGHT:
            return Point(box.right, box.y + box.height // 2)


def connector(number, ends, bends=(), arrow=True):
    (start, leaves), (end, enters) = ends
    return Connector(
        number,
        (site(start, leaves), *(Point(*bend) for bend in bends), site(end, enters)),
        Glue(start.id, leaves),
        Glue(end.id, enters),
        f"panah {start.id}-{end.id}",
        f"dari {start.name} ke {end.name}",
        arrow,
    )


def flow_drawing(number, top):
    """Return connectors with no bend up to four over five symbols in two lanes."""
    left = [shape(number + row, Symbol.PROCESS, 0, row, top, "") for row in (0, 1, 2)]
    left[0] = shape(number, Symbol.TERMINATOR, 0, 0, top, "Mulai")
    right = [
        shape(number + 5, Symbol.DECISION, 1, 1, top),
        shape(number + 6, Symbol.OFF_PAGE, 1, 2, top, "A"),
    ]
    low = top + STEP + 1400
    connectors = (
        connector(number + 10, ((left[0], Site.BOTTOM), (left[1], Site.TOP))),
        connector(
            number + 11,
            ((left[0], Site.RIGHT), (right[0], Site.TOP)),
            [(10305, top + 750)],
        ),
        connector(
            number + 12,
            ((right[0], Site.BOTTOM), (left[2], Site.TOP)),
            [(10305, low), (7305, low)],
            arrow=False,
        ),
        connector(
            number + 13,
            ((right[1], Site.BOTTOM), (left[2], Site.RIGHT)),
            [(10305, low + 1200), (9000, low + 1200), (9000, low + 850)],
        ),
        connector(
            number + 14,
            ((right[0], Site.RIGHT), (left[1], Site.RIGHT)),
            [(11505, top + 2250), (11505, top + 1600), (8505, top + 1600), (8505, top + 2250)],
        ),
        connector(
            number + 15,
            ((left[2], Site.LEFT), (left[1], Site.LEFT)),
            [(6105, top + 3750), (6105, top + 2250)],
        ),
    )
    label = Label(number + 20, Box(10365, top + 2600, 300, 184), words("Ya", SMALL), "label Ya")
    box = Box(5805, top, 6000, 3 * STEP)
    return Drawing(number + 30, box, (*left, *right), connectors, (label,), "Bagan", "bagan alir")


TITLE = Box(855, 855, 16995, 300)
FIRST_TOP = 855 + 300 + 150 + 750
LATER_TOP = 855 + 750


def flow():
    """Return two pages with three steps each; the first has a title above its table."""
    title = Text(TITLE, (paragraph("SOP : LAKIP", TITLE, BOLD, Align.CENTER),), heading=1)
    return (
        page(
            title,
            flow_table(1305, 1, 3),
            flow_drawing(100, FIRST_TOP),
            footer=numbered(3, 4),
        ),
        page(flow_table(855, 4, 6), flow_drawing(200, LATER_TOP), footer=numbered(4, 4)),
    )


def sop():
    return document(cover(), identity(), *flow())


# Reading a workbook back


@dataclass
class ReadSheet:
    name: str
    root: etree._Element
    drawing: etree._Element | None

    def find(self, path):
        return self.root.findall(path, NAMES)

    @property
    def columns(self):
        """Return the edges of the columns in twips as Excel computes them, a digit of 8 px."""
        edges = [0]
        for column in self.find("s:cols/s:col"):
            width = float(column.get("width"))
            edges.append(edges[-1] + 15 * int((256 * width + 128 // 8) / 256 * 8))
        return edges

    @property
    def rows(self):
        """Return the edges of the rows in twips."""
        edges = [0]
        for row in self.find("s:sheetData/s:row"):
            assert row.get("customHeight") == "1"
            edges.append(edges[-1] + round(float(row.get("ht")) * 20))
        return edges

    @property
    def texts(self):
        """Return the whole text of every cell that has one."""
        cells = self.find("s:sheetData/s:row/s:c")
        return {each.get("r"): "".join(each.itertext(f"{SHEET}t")) for each in cells if len(each)}

    @property
    def merges(self):
        return [each.get("ref") for each in self.find("s:mergeCells/s:mergeCell")]

    def cell(self, reference):
        return next(c for c in self.find("s:sheetData/s:row/s:c") if c.get("r") == reference)

    def one(self, path):
        (element,) = self.find(path)
        return element


@dataclass
class ReadBook:
    parts: dict
    sheets: dict

    def styles(self, path):
        return etree.fromstring(self.parts["xl/styles.xml"]).findall(path, NAMES)

    def style(self, cell):
        return self.styles("s:cellXfs/s:xf")[int(cell.get("s"))]

    def borders(self, cell):
        border = self.styles("s:borders/s:border")[int(self.style(cell).get("borderId"))]
        return {etree.QName(side).localname for side in border if side.get("style") == "thin"}


def read(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = {}
    workbook = etree.fromstring(parts["xl/workbook.xml"])
    for number, sheet in enumerate(workbook.findall("s:sheets/s:sheet", NAMES), start=1):
        root = etree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])
        drawing = parts.get(f"xl/drawings/drawing{number}.xml")
        sheets[sheet.get("name")] = ReadSheet(
            sheet.get("name"), root, None if drawing is None else etree.fromstring(drawing)
        )
    return ReadBook(parts, sheets)


def only_sheet(*pages):
    (sheet,) = read(write(document(*pages))).sheets.values()
    return sheet


def anchored(sheet):
    """Return where every object is seen, in twips on the sheet, by its name."""
    places = {}
    for anchor in sheet.drawing:
        corners = []
        for name in ("xdr:from", "xdr:to"):
            marker = anchor.find(name, NAMES)
            for edges, axis in ((sheet.columns, "col"), (sheet.rows, "row")):
                index = int(marker.findtext(f"xdr:{axis}", namespaces=NAMES))
                offset = int(marker.findtext(f"xdr:{axis}Off", namespaces=NAMES))
                corners.append(edges[index] + offset / 635)
        left, top, right, bottom = corners
        name = anchor.find(".//xdr:cNvPr", NAMES).get("name")
        places.setdefault(name, []).append((left, top, right - left, bottom - top))
    return places


# Sheets


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


# Columns and rows


def test_columns_and_rows_are_exactly_those_of_the_layout():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    assert sheet.columns == [x - 855 for x in COLUMNS]
    first = [0, 300, 450, 750, 1200, 2700, 4200, 5700]
    assert sheet.rows == [*first, 7200, 8700, 10200]


def test_the_normal_style_has_digits_of_eight_pixels():
    book = read(write(sop()))
    normal = book.styles("s:cellStyleXfs/s:xf")[0]
    font = book.styles("s:fonts/s:font")[int(normal.get("fontId"))]
    assert font.find("s:name", NAMES).get("val") == "Times New Roman"
    assert font.find("s:sz", NAMES).get("val") == "12"


def test_edges_off_the_pixels_are_moved_to_the_nearest_pixel():
    table = one_table(Cell(0, 0), Cell(0, 1), columns=(855, 2361, 3862), rows=(855, 1157))
    sheet = only_sheet(page(table))
    assert sheet.columns == [0, 1500, 3000]
    assert sheet.rows == [0, 300]


def test_rows_that_excel_cannot_make_so_high_are_several():
    sheet = only_sheet(page(one_table(Cell(0, 0, 1, 2), rows=(855, 9855)), upright=True))
    assert sheet.rows == [0, 8190, 9000]
    assert sheet.merges == ["A1:B2"]


def test_a_page_with_nothing_but_a_picture_has_room_for_it():
    logo = Image(2, Box(1000, 2000, 1500, 1800), png(), "Lambang", "")
    sheet = only_sheet(page(logo))
    assert (sheet.columns[-1], sheet.rows[-1]) == (1650, 2940)
    assert anchored(sheet) == {"Lambang": [(145, 1145, 1500, 1800)]}


def test_an_empty_page_is_a_sheet_too():
    sheet = only_sheet(page())
    assert sheet.texts == {}
    assert sheet.columns == [0, 15]


# Cells


TYPED = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "#N/A",
    "#REF!",
    "+62 812 3456",
    "-",
    "@SUM(A1)",
    "196501011990031001",
    "010",
    "1.10",
    "2024-01-23",
    "10:30",
    "TRUE",
    "'kutipan",
    "<b>&amp;",
    "  dua spasi  di mana-mana ",
    "baris satu\nbaris dua",
    "é – “kutip” • ½",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_text_stays_the_text_that_was_typed(text):
    book = read(write(document(page(one_table(Cell(0, 0, 2, 2, words(text)))))))
    sheet = book.sheets["Bagan Alir"]
    assert sheet.texts == {"A1": text}
    assert sheet.cell("A1").get("t") == "inlineStr"
    assert sheet.find(".//s:f") == []
    assert book.style(sheet.cell("A1")).get("numFmtId") == "49"
    assert book.style(sheet.cell("A1")).get("quotePrefix") == str(int(text[0] in "=+-@'"))


def test_what_looks_like_an_escape_is_escaped():
    text = "_x0041_ dan _x00Zz_ dan x0041_"
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, words(text)))))
    assert sheet.texts == {"A1": "_x005F_x0041_ dan _x00Zz_ dan x0041_"}


def test_spaces_at_the_ends_are_kept():
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, words(" a ")))))
    (text,) = sheet.find(".//s:t")
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_a_text_that_no_cell_holds_is_a_problem():
    table = one_table(Cell(0, 0, 2, 2, words("a" * 32768)))
    with pytest.raises(ProblemsError, match=r"melebihi 32767 huruf.*\[XLS001\]"):
        write(document(page(table)))


def test_the_longest_text_is_written_whole():
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, words("a" * 32767)))))
    assert len(sheet.texts["A1"]) == 32767


def test_paragraphs_stand_on_lines_of_their_own_behind_their_markers():
    box = Box(0, 0, 600, 207)
    items = (item("-", "Komputer", box, 120), item("-", "Data", box, 120))
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, items))))
    assert sheet.texts == {"A1": "- Komputer\n- Data"}


def test_runs_in_several_fonts_are_rich_text():
    italic = replace(ARIAL, italic=True)
    runs = (Run("SOP ", ARIAL), Run("draft", italic), Run(" ", ARIAL), Run("akhir", BOLD))
    cell = Cell(0, 0, 2, 2, (Paragraph(runs, Box(0, 0, 600, 207), 207),))
    sheet = only_sheet(page(one_table(cell)))
    pieces = [
        (
            run.findtext("s:t", namespaces=NAMES),
            *(font.get("val") for font in run.find("s:rPr", NAMES)),
        )
        for run in sheet.find(".//s:r")
    ]
    assert pieces == [
        ("SOP ", "Arial", "9"),
        ("draft ", "Arial", "1", "9"),
        ("akhir", "Arial", "1", "9"),
    ]


def test_a_cell_has_its_font_alignment_and_shade():
    font = Font(Face.BOOKMAN_OLD_STYLE, 210, bold=True)
    cell = Cell(0, 0, 2, 2, words("Kegiatan", font, Align.RIGHT), Anchor.BOTTOM, shade="E7E6E6")
    book = read(write(document(page(one_table(cell)))))
    style = book.style(book.sheets["Bagan Alir"].cell("A1"))
    alignment = style.find("s:alignment", NAMES)
    assert dict(alignment.attrib) == {"horizontal": "right", "vertical": "bottom", "wrapText": "1"}
    written = book.styles("s:fonts/s:font")[int(style.get("fontId"))]
    assert [(etree.QName(part).localname, part.get("val")) for part in written] == [
        ("b", "1"),
        ("sz", "10.5"),
        ("name", "Bookman Old Style"),
    ]
    fill = book.styles("s:fills/s:fill")[int(style.get("fillId"))]
    assert fill.find("s:patternFill/s:fgColor", NAMES).get("rgb") == "00E7E6E6"


def test_upright_text_begins_at_the_bottom():
    cell = Cell(0, 0, 2, 2, words("Kepala Dinas"), Anchor.MIDDLE, upright=True)
    book = read(write(document(page(one_table(cell)))))
    alignment = book.style(book.sheets["Bagan Alir"].cell("A1")).find("s:alignment", NAMES)
    assert alignment.get("textRotation") == "90"
    assert (alignment.get("horizontal"), alignment.get("vertical")) == ("center", "bottom")


def test_an_empty_cell_is_typed_in_as_the_texts_beside_it():
    cells = (
        Cell(0, 0, paragraphs=words("No", BOLD)),
        Cell(0, 1, paragraphs=words("Isi")),
        Cell(1, 0),
        Cell(1, 1),
    )
    book = read(write(document(page(one_table(*cells)))))
    sheet = book.sheets["Bagan Alir"]
    empty, text = book.style(sheet.cell("A2")), book.style(sheet.cell("B1"))
    assert empty.get("fontId") == text.get("fontId")
    assert empty.get("numFmtId") == "49"


def test_an_empty_cell_beside_nothing_but_bold_texts_is_typed_in_bold():
    cells = (Cell(0, 0, 1, 2, words("No", BOLD)), Cell(1, 0, 1, 2))
    book = read(write(document(page(one_table(*cells)))))
    sheet = book.sheets["Bagan Alir"]
    empty, text = book.style(sheet.cell("A2")), book.style(sheet.cell("A1"))
    assert empty.get("fontId") == text.get("fontId")


def test_numbers_that_are_texts_are_not_marked_as_errors():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    ignored = sheet.one("s:ignoredErrors/s:ignoredError")
    assert dict(ignored.attrib) == {"sqref": "A1:E10", "numberStoredAsText": "1"}


def test_borders_stand_on_exactly_the_sides_given():
    cells = (
        Cell(0, 0, 2, 1, words("A"), borders=ALL_SIDES - {Side.BOTTOM}),
        Cell(0, 1, borders=frozenset({Side.TOP, Side.RIGHT})),
        Cell(1, 1, borders=frozenset()),
    )
    book = read(write(document(page(one_table(*cells)))))
    sheet = book.sheets["Bagan Alir"]
    assert book.borders(sheet.cell("A1")) == {"top", "left", "right"}
    assert book.borders(sheet.cell("A2")) == {"left", "right"}
    assert book.borders(sheet.cell("B1")) == {"top", "right"}
    assert book.borders(sheet.cell("B2")) == set()


def test_each_cell_of_a_merged_range_has_its_share_of_the_borders():
    edges = (855, 1155, 1455, 1755)
    table = one_table(Cell(0, 0, 3, 3, words("A")), columns=edges, rows=edges)
    book = read(write(document(page(table))))
    sheet = book.sheets["Bagan Alir"]
    cells = {each.get("r"): book.borders(each) for each in sheet.find("s:sheetData/s:row/s:c")}
    assert cells == {
        **{"A1": {"top", "left"}, "B1": {"top"}, "C1": {"top", "right"}},
        **{"A2": {"left"}, "C2": {"right"}},
        **{"A3": {"bottom", "left"}, "B3": {"bottom"}, "C3": {"bottom", "right"}},
    }


def test_merged_ranges_are_those_of_the_spanning_cells():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    assert sheet.merges == ["A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"]


def test_no_two_merged_ranges_meet():
    for sheet in read(write(sop())).sheets.values():
        ranges = [set(expanded(merge)) for merge in sheet.merges]
        assert all(one.isdisjoint(other) for one, other in combinations(ranges, 2))


def expanded(reference):
    left, top, right, bottom = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", reference).groups()
    for row in range(int(top), int(bottom) + 1):
        for column in range(ord(left), ord(right) + 1):
            yield row, column


def test_texts_over_each_other_are_refused():
    table = one_table(Cell(0, 0, 2, 2, words("satu")))
    box = Box(855, 855, 1500, 300)
    with pytest.raises(ValueError, match="two texts in one cell of Bagan Alir"):
        write(document(page(table, Text(box, words("dua")))))


def test_a_text_less_than_a_pixel_high_is_refused():
    table = one_table(Cell(0, 0, 1, 2, words("satu")), Cell(1, 0, 1, 2), rows=(855, 860, 1755))
    with pytest.raises(ValueError, match="a text without room on Bagan Alir"):
        write(document(page(table)))


@st.composite
def tilings(draw):
    """Return a table of random edges whose random spans cover every position once."""
    steps = st.lists(st.integers(1, 90), min_size=1, max_size=5)
    columns, rows = (
        [855 + 15 * sum(sizes[:count]) for count in range(len(sizes) + 1)]
        for sizes in (draw(steps), draw(steps))
    )
    free = {(row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)}
    cells = []
    while free:
        row, column = min(free)
        span = draw(st.integers(1, 3))
        across = {(row, column + step) for step in range(span)}
        across = across if across <= free else {(row, column)}
        down = {(row + step, each) for step in range(draw(st.integers(1, 3))) for _, each in across}
        taken = down if down <= free else across
        free -= taken
        rows_taken, columns_taken = ({place[axis] for place in taken} for axis in (0, 1))
        text = words(f"sel {row} {column}")
        cells.append(Cell(row, column, len(rows_taken), len(columns_taken), text))
    return Table(tuple(columns), tuple(rows), tuple(cells))


@settings(max_examples=40, deadline=None)
@given(tilings())
def test_every_text_of_a_table_stands_in_the_box_of_its_cell(table):
    sheet = only_sheet(page(table))
    merges = {each.split(":")[0]: each for each in sheet.merges}
    boxes = set()
    for reference, text in sheet.texts.items():
        places = list(expanded(merges.get(reference, f"{reference}:{reference}")))
        (top, left), (bottom, right) = places[0], places[-1]
        left, right = left - ord("A"), right - ord("A") + 1
        corners = sheet.columns[left], sheet.rows[top - 1], sheet.columns[right], sheet.rows[bottom]
        boxes.add((text, *corners))
    wanted = set()
    for cell in table.cells:
        box = table.cell_box(cell)
        text = cell.paragraphs[0].runs[0].text
        wanted.add((text, box.x - 855, box.y - 855, box.right - 855, box.bottom - 855))
    assert boxes == wanted


def test_a_text_outside_tables_is_a_range_without_borders():
    book = read(write(sop()))
    sheet = book.sheets["Sampul"]
    assert sheet.texts == {"A2": "STANDAR OPERASIONAL PROSEDUR"}
    assert sheet.rows[1:3] == [2145, 2670]
    assert sheet.columns == [0, 10470]
    assert book.borders(sheet.cell("A2")) == set()


# Lists


def test_each_item_of_a_list_has_rows_of_its_own_and_its_marker_a_column():
    sheet = read(write(sop())).sheets["Identitas"]
    assert sheet.columns == [0, 255, 405, 6000, 16995]
    assert sheet.rows == [0, 300, 360, 615, 1110, 1200]
    assert sheet.texts == {
        "A1": "Dasar Hukum",
        "D1": "Nomor SOP",
        "D2": "19700101 199503 1 001",
        "A3": "1.",
        "B3": "Undang-Undang Nomor 8 Tahun 2001",
        "A4": "2.",
        "B4": "Peraturan yang panjang",
        "B5": "-",
        "C5": "disampaikan",
    }


def test_a_list_is_wrapped_in_the_width_that_the_layout_gave_it():
    """Spreadsheets keep 20 twips free on either side of a text."""
    sheet = read(write(sop())).sheets["Identitas"]
    assert sheet.merges == ["A1:C1", "A2:C2", "B3:C3", "B4:C4", "D2:D5"]
    assert sheet.columns[3] - sheet.columns[1] - 40 == 5705
    assert sheet.columns[3] - sheet.columns[2] - 40 == 5555
    items = identity().items[0].cells[2].paragraphs
    assert [each.box.width for each in items] == [5705, 5705, 5555]


def test_a_text_off_the_rule_has_a_range_between_empty_ones():
    inside = paragraph("Tanggal Pembuatan", Box(955, 900, 1340, 207))
    cell = Cell(0, 0, 1, 1, (inside,), padding=Padding(left=40), shade="E7E6E6")
    cells = (cell, Cell(0, 1), Cell(1, 0), Cell(1, 1))
    book = read(write(document(page(one_table(*cells)))))
    sheet = book.sheets["Bagan Alir"]
    assert sheet.columns == [0, 60, 1440, 1500, 3000]
    assert sheet.columns[2] - sheet.columns[1] - 40 == inside.box.width
    assert sheet.texts == {"B1": "Tanggal Pembuatan"}
    assert sheet.merges == ["A2:C2"]
    assert [book.borders(sheet.cell(each)) for each in ("A1", "B1", "C1")] == [
        {"left", "top", "bottom"},
        {"top", "bottom"},
        {"right", "top", "bottom"},
    ]
    fills = {book.style(sheet.cell(each)).get("fillId") for each in ("A1", "B1", "C1")}
    assert len(fills) == 1


def test_a_list_has_borders_around_the_whole_only():
    book = read(write(sop()))
    sheet = book.sheets["Identitas"]
    assert book.borders(sheet.cell("A2")) == {"left", "top"}
    assert book.borders(sheet.cell("A3")) == {"left"}
    assert book.borders(sheet.cell("B3")) == set()
    assert book.borders(sheet.cell("C3")) == {"right"}
    assert book.borders(sheet.cell("A5")) == {"left", "bottom"}
    assert book.borders(sheet.cell("C5")) == {"right", "bottom"}


def test_the_room_below_a_list_is_one_range_to_type_in():
    items = (item("1.", "Komputer", Box(1140, 855, 1205, 255), 255),)
    cell = Cell(0, 0, 2, 1, items, padding=Padding(left=30), itemised=True)
    sheet = only_sheet(page(one_table(cell, Cell(0, 1), Cell(1, 1))))
    assert sheet.texts == {"A1": "1.", "B1": "Komputer"}
    assert sheet.merges == ["A2:B3", "C1:C2"]


def test_an_empty_list_is_one_range():
    sheet = only_sheet(page(one_table(Cell(0, 0, 2, 2, itemised=True))))
    assert sheet.merges == ["A1:B2"]


def test_a_marker_never_wraps_and_its_text_begins_at_the_top():
    book = read(write(sop()))
    sheet = book.sheets["Identitas"]
    marker = book.style(sheet.cell("A3")).find("s:alignment", NAMES)
    text = book.style(sheet.cell("B3")).find("s:alignment", NAMES)
    assert (marker.get("wrapText"), marker.get("vertical")) == (None, "top")
    assert (text.get("wrapText"), text.get("vertical")) == ("1", "top")


def test_a_marker_without_room_of_its_own_stands_in_the_text():
    items = (item("-", "Komputer", Box(885, 915, 1460, 240), 0),)
    cell = Cell(0, 0, 2, 2, items, padding=Padding(left=30), itemised=True)
    sheet = only_sheet(page(one_table(cell)))
    assert sheet.texts == {"A2": "- Komputer"}


# Pages below each other


def titles(book):
    workbook = etree.fromstring(book.parts["xl/workbook.xml"])
    return {
        (each.get("name"), each.get("localSheetId")): each.text
        for each in workbook.findall("s:definedNames/s:definedName", NAMES)
    }


def breaks(sheet):
    return [each.get("id") for each in sheet.find("s:rowBreaks/s:brk")]


def test_the_header_of_a_flowchart_stands_once_and_is_printed_on_every_page():
    book = read(write(sop()))
    sheet = book.sheets["Bagan Alir"]
    assert titles(book) == {
        ("_xlnm.Print_Area", "0"): "'Sampul'!$A$1:$A$3",
        ("_xlnm.Print_Area", "1"): "'Identitas'!$A$1:$D$5",
        ("_xlnm.Print_Titles", "2"): "'Bagan Alir'!$3:$4",
        ("_xlnm.Print_Area", "2"): "'Bagan Alir'!$A$1:$E$10",
    }
    assert breaks(sheet) == ["7"]
    assert [text for text in sheet.texts.values() if text == "Kegiatan"] == ["Kegiatan"]
    assert sheet.texts["B8"] == "Langkah 4"


def test_a_header_that_is_not_the_first_one_is_made_of_cells():
    first, second = flow()
    table = replace(second.items[0], columns=(*COLUMNS[:-1], COLUMNS[-1] - 30))
    book = read(write(document(first, replace(second, items=(table,)))))
    sheet = book.sheets["Bagan Alir"]
    assert ("_xlnm.Print_Titles", "0") not in titles(book)
    assert breaks(sheet) == ["7"]
    assert (sheet.texts["B3"], sheet.texts["B8"]) == ("Kegiatan", "Kegiatan")
    assert sheet.rows[7:] == [5700, 6000, 6450, 7950, 9450, 10950]


def test_a_text_above_a_repeated_header_keeps_both_in_their_places():
    first, _ = flow()
    later = page(
        Text(TITLE, words("LANJUTAN", BOLD)), flow_table(1305, 4, 6), flow_drawing(200, FIRST_TOP)
    )
    book = read(write(document(first, later)))
    sheet = book.sheets["Bagan Alir"]
    assert ("_xlnm.Print_Titles", "0") not in titles(book)
    assert (sheet.texts["A8"], sheet.texts["B10"]) == ("LANJUTAN", "Kegiatan")
    (start, again) = anchored(sheet)["langkah 1, lajur 1"]
    assert again[1] - start[1] == 5700


def test_a_page_without_a_header_is_not_given_one_by_the_print_title():
    first, _ = flow()
    signature = page(Text(Box(855, 855, 9000, 600), words("Disahkan oleh")))
    book = read(write(document(first, signature)))
    assert ("_xlnm.Print_Titles", "0") not in titles(book)
    assert book.sheets["Bagan Alir"].texts["A8"] == "Disahkan oleh"


def test_a_table_of_other_columns_below_a_flowchart_splits_its_cells():
    first, _ = flow()
    signed = Table((855, 9855, 17850), (7005, 7755), (Cell(0, 0), Cell(0, 1, 1, 1, words("TTD"))))
    sheet = only_sheet(replace(first, items=(*first.items, signed)))
    assert sheet.columns == [0, 450, 4950, 7950, 9000, 10950, 16995]
    assert sheet.merges[-2:] == ["A9:D9", "E9:F9"]
    assert "D5:E5" in sheet.merges
    assert anchored(sheet)["langkah 2, lajur 2"] == [(9000, 3150, 900, 600)]


def test_pages_of_a_part_that_comes_again_are_another_sheet():
    first, second = flow()
    book = read(write(document(first, cover(), second)))
    assert list(book.sheets) == ["Bagan Alir", "Sampul", "Bagan Alir (2)"]
    assert titles(book)["_xlnm.Print_Titles", "2"] == "'Bagan Alir (2)'!$1:$2"


# Drawing


def expected(top, offset):
    """Return where the objects of one page belong on the sheet, by their names."""
    drawing = flow_drawing(0, top)
    moved = {}
    for each in (*drawing.shapes, *drawing.labels):
        moved[each.name] = (
            each.box.x - 855,
            each.box.y - top + offset,
            each.box.width,
            each.box.height,
        )
    return moved


def test_symbols_and_labels_stand_where_the_layout_has_them():
    places = anchored(read(write(sop())).sheets["Bagan Alir"])
    first, second = expected(FIRST_TOP, 1200), expected(LATER_TOP, 5700)
    for name, place in first.items():
        assert places[name] == [place, second[name]]


def test_a_connector_is_anchored_by_the_box_that_is_seen():
    places = anchored(read(write(sop())).sheets["Bagan Alir"])
    straight = places["panah 100-101"][0]
    assert straight == (6450, 2190, 0, 1020)
    turned = places["panah 105-102"][0]
    assert turned == (6450, 3750, 3000, 960)


def test_a_connector_back_to_its_own_lane_has_a_box_that_can_be_seen():
    """Without it the two turns would collapse to a line."""
    places = anchored(read(write(sop())).sheets["Bagan Alir"])
    left, top, width, height = places["panah 102-101"][0]
    assert (left + width / 2, top, width, height) == (5950, 3450, 10, 1500)


def connectors(sheet, tag):
    return sheet.drawing.findall(f".//xdr:{tag}", NAMES)


def test_both_ends_of_every_connector_are_glued():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    glue = [
        tuple(
            (int(end.get("id")), int(end.get("idx")))
            for end in each.find("xdr:nvCxnSpPr/xdr:cNvCxnSpPr", NAMES)
        )
        for each in connectors(sheet, "cxnSp")
    ]
    assert glue[:6] == [
        ((100, 2), (101, 0)),
        ((100, 3), (105, 0)),
        ((105, 2), (102, 0)),
        ((106, 2), (102, 3)),
        ((105, 3), (101, 3)),
        ((102, 1), (101, 1)),
    ]
    assert len(glue) == 12


def test_what_stands_in_for_a_connector_looks_the_same():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    for either in sheet.drawing.findall(".//mc:AlternateContent", NAMES):
        choice, fallback = either.find("mc:Choice", NAMES), either.find("mc:Fallback", NAMES)
        assert choice.get("Requires") == "xdr14"
        looks = [each.find(".//xdr:spPr", NAMES) for each in (choice, fallback)]
        assert etree.tostring(looks[0]) == etree.tostring(looks[1])
        names = [each.find(".//xdr:cNvPr", NAMES).get("name") for each in (choice, fallback)]
        assert names[0] == names[1]


def test_only_arrows_have_a_head():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    heads = [each.find(".//a:tailEnd", NAMES) is not None for each in connectors(sheet, "cxnSp")]
    assert heads[:6] == [True, True, False, True, True, True]


def test_every_kind_of_path_is_a_preset_connector():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    presets = [each.find(".//a:prstGeom", NAMES) for each in connectors(sheet, "cxnSp")]
    assert [preset.get("prst") for preset in presets[:6]] == [
        "straightConnector1",
        "bentConnector2",
        "bentConnector3",
        "bentConnector4",
        "bentConnector5",
        "bentConnector3",
    ]


def test_ids_are_unique_and_those_of_the_layout():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    ids = [int(each.get("id")) for each in sheet.drawing.findall(".//xdr:cNvPr", NAMES)]
    assert len(ids) == len(set(ids)) == 36
    assert {100, 101, 102, 105, 106, 110, 115, 120, 200, 215, 220} <= set(ids)
    assert sorted(ids)[-12:] == [*range(330, 336), *range(430, 436)]


def test_symbols_and_pictures_have_their_alternative_texts():
    sheets = read(write(sop())).sheets
    symbol = sheets["Bagan Alir"].drawing.find(".//xdr:cNvPr", NAMES)
    assert symbol.get("name") == "langkah 1, lajur 1"
    assert symbol.get("descr") == "bagan alir langkah 1, lajur 1: Mulai"
    picture = sheets["Sampul"].drawing.find(".//xdr:cNvPr", NAMES)
    assert (picture.get("name"), picture.get("descr")) == ("Lambang", "Lambang daerah")


def test_what_the_layout_has_on_one_line_never_wraps():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    bodies = sheet.drawing.findall(".//a:bodyPr", NAMES)
    assert {body.get("wrap") for body in bodies} == {"none"}
    longer = replace(words("Perlu perbaikan")[0], lines=(Line(0, 0, ()), Line(0, 0, ())))
    drawing = Drawing(3, TITLE, (), (), (Label(2, TITLE, (longer,), "label"),), "", "")
    (body,) = only_sheet(page(drawing)).drawing.findall(".//a:bodyPr", NAMES)
    assert body.get("wrap") == "square"


def test_objects_move_with_their_cells():
    sheets = read(write(sop())).sheets
    assert {each.get("editAs") for each in sheets["Bagan Alir"].drawing} == {"twoCell"}
    assert {each.get("editAs") for each in sheets["Sampul"].drawing} == {"oneCell"}


def test_one_picture_is_stored_once():
    logo = Image(91, Box(1000, 2000, 1500, 1800), png(), "Lambang", "")
    second = page(logo, replace(logo, id=92), part="Identitas")
    parts = read(write(document(cover(), second))).parts
    assert [name for name in parts if name.startswith("xl/media/")] == ["xl/media/image1.png"]
    for number in (1, 2):
        relations = parts[f"xl/drawings/_rels/drawing{number}.xml.rels"].decode()
        assert relations.count("../media/image1.png") == 1


# Printing


@pytest.mark.parametrize(
    ("size", "code", "orientation"),
    [
        ((11906, 16838), "9", "portrait"),
        ((12240, 15840), "1", "portrait"),
        ((12240, 20160), "5", "portrait"),
        ((12240, 18720), "14", "portrait"),
        ((12189, 18709), "14", "portrait"),
        ((16838, 11906), "9", "landscape"),
        ((18709, 12189), "14", "landscape"),
    ],
)
def test_every_paper_has_its_code(size, code, orientation):
    one = replace(page(one_table(Cell(0, 0, 2, 2))), width=size[0], height=size[1])
    setup = only_sheet(one).one("s:pageSetup")
    assert (setup.get("paperSize"), setup.get("orientation")) == (code, orientation)
    assert setup.get("scale") == "100"


def test_margins_are_the_layouts_with_some_slack_at_the_right_and_the_bottom():
    margins = read(write(sop())).sheets["Bagan Alir"].one("s:pageMargins")
    twips = {name: round(float(value) * 1440, 2) for name, value in margins.attrib.items()}
    assert (twips["left"], twips["top"]) == (855, 855)
    assert twips["right"] == 870 - 267
    assert twips["bottom"] == 1476 - 184
    assert twips["footer"] == 12240 - 11189 - 20


def test_a_page_without_footer_has_slack_too():
    margins = only_sheet(page(one_table(Cell(0, 0, 2, 2)))).one("s:pageMargins")
    twips = {name: round(float(value) * 1440, 2) for name, value in margins.attrib.items()}
    assert (twips["right"], twips["bottom"]) == (870 - 281, 1476 - 184)


def test_the_footer_counts_pages_in_its_own_font_and_is_centred_on_the_table():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    code = sheet.one("s:headerFooter/s:oddFooter").text
    assert code == '&C&8&"Arial,Regular"Halaman &P dari &N' + 6 * "\u00a0"
    assert sheet.one("s:headerFooter").attrib == {}


def test_what_looks_like_a_code_in_a_footer_is_text():
    runs = (Run("R&D 5", replace(SMALL, bold=True)), Run("7", SMALL), Run("1", SMALL, Field.PAGE))
    small = page(footer=footer(*runs, Run("-2", SMALL), align=Align.LEFT))
    code = only_sheet(small).one("s:headerFooter/s:oddFooter").text
    regular = '&8&"Arial,Regular"'
    assert code == f'&L&8&"Arial,Bold"R&&D 5{regular}7&P{regular}-2'


def test_pages_that_are_counted_otherwise_keep_their_printed_numbers():
    sheet = only_sheet(page(footer=numbered(5, 9)))
    setup = sheet.one("s:pageSetup")
    assert (setup.get("firstPageNumber"), setup.get("useFirstPageNumber")) == ("5", "1")
    assert sheet.one("s:headerFooter/s:oddFooter").text.startswith(
        '&C&8&"Arial,Regular"Halaman &P dari 9'
    )


def test_a_first_page_without_footer_keeps_none():
    first, second = flow()
    sheet = only_sheet(replace(first, footer=None), replace(second, footer=numbered(2, 2)))
    assert sheet.one("s:headerFooter").get("differentFirst") == "1"
    assert sheet.one("s:headerFooter/s:firstFooter").text is None
    assert "Halaman &P dari &N" in sheet.one("s:headerFooter/s:oddFooter").text


def test_a_footer_that_excel_cannot_hold_is_a_problem():
    with pytest.raises(ProblemsError, match=r"lebih dari 255 tanda.*\[XLS002\]"):
        write(document(page(footer=footer(Run("a" * 250, SMALL)))))


# The package


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
from tests.writers.xlsx.test_workbook import sop
from sopgen.writers.xlsx import write
print(hashlib.sha256(write(sop())).hexdigest())
"""


def test_the_same_document_is_the_same_bytes_everywhere():
    prints = printed_at(WRITE_AGAIN, JAYAPURA, NIUE)
    assert len(prints) == 1
    assert write(sop()) == write(sop())


# LibreOffice


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
