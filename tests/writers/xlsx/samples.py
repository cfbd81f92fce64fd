"""Pages made by hand, and how to look into the workbooks made of them."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree
from msgspec.structs import replace

from sopgen.document.page import (
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
    Site,
    Symbol,
    Table,
    Text,
)
from sopgen.writers.xlsx import write

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
    padding = Padding(left=20, right=20)
    items = (
        item("1.", "Undang-Undang Nomor 8 Tahun 2001", Box(1130, 1215, 5705, 255), 255),
        item("2.", "Peraturan yang panjang", Box(1130, 1470, 5705, 495), 255),
        replace(item("-", "disampaikan", Box(1280, 1965, 5555, 90), 150)),
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
    room = Box(10365, top + 2600, 300, 184)
    label = Label(number + 20, room, words("Ya", SMALL), "label Ya", number + 12)
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
            edges.append(edges[-1] + round(float(row.get("ht")) * 20))
        return edges

    @property
    def growing(self):
        """Return the numbers of the rows that become higher with their text."""
        rows = self.find("s:sheetData/s:row")
        return [int(row.get("r")) for row in rows if row.get("customHeight") is None]

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
        """Return the sides of `cell` that have a plain rule."""
        return {side for side, style in self.strokes(cell).items() if style == "thin"}

    def strokes(self, cell):
        """Return the style of the rule on each side of `cell` that has one."""
        border = self.styles("s:borders/s:border")[int(self.style(cell).get("borderId"))]
        sides = {etree.QName(side).localname: side.get("style") for side in border}
        return {side: style for side, style in sides.items() if style is not None}


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
