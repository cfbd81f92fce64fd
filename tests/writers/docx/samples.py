"""Small documents, built by hand, and how to look into the Word files made of them."""

import io
import zipfile
from collections.abc import Sequence

from lxml import etree
from msgspec.structs import replace
from PIL import Image as Picture

from sopgen.document.page import (
    Align,
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
    Item,
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
from sopgen.writers.docx import write

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}

PORTRAIT = (11906, 16838)
LANDSCAPE = (16838, 11906)
MARGINS = Padding(855, 1140, 1425, 855)
SMALL = Font(Face.ARIAL, 160)
FONT = Font(Face.ARIAL, 200)
PITCH = 230
PADDING = Padding(30, 60, 30, 60)


def paragraph(
    text: str,
    box: Box,
    *,
    font: Font = FONT,
    align: Align = Align.LEFT,
    lines: Sequence[str] = (),
) -> Paragraph:
    """Return a paragraph whose lines begin at the left of its box."""
    placed = tuple(
        Line(box.x, box.y + index * PITCH + 181, (Run(line, font),))
        for index, line in enumerate(lines or ([text] if text else []))
    )
    return Paragraph((Run(text, font),), box, PITCH, align, lines=placed)


def text(words: str, y: int, heading: int = 0) -> Text:
    box = Box(1140, y, 6000, PITCH)
    return Text(box, (paragraph(words, box),), heading=heading)


def table(columns: Sequence[int], rows: Sequence[int], *cells: Cell, headers: int = 0) -> Table:
    return Table(tuple(columns), tuple(rows), cells, headers)


def page(*items: Item, size: tuple[int, int] = PORTRAIT, footer: Footer | None = None) -> Page:
    return Page(*size, MARGINS, "Bagian", items, footer)


def document(*pages: Page) -> Document:
    return Document("Penyusunan LAKIP", "SOP AP", "Dinas Contoh", pages)


def parts(made: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write(made))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(*pages: Page) -> etree._Element:
    element = etree.fromstring(parts(document(*pages))["word/document.xml"]).find("w:body", NAMES)
    assert element is not None
    return element


def first(element: etree._Element, path: str) -> etree._Element:
    found = element.find(path, NAMES)
    assert found is not None, path
    return found


def values(element: etree._Element, path: str) -> list[dict[str, str]]:
    """Return the attributes of all elements on `path`, without namespaces."""
    return [plain(found) for found in element.findall(path, NAMES)]


def plain(element: etree._Element) -> dict[str, str]:
    return {etree.QName(name).localname: value for name, value in element.items()}


def png(colour: tuple[int, int, int] = (0, 90, 30)) -> bytes:
    buffer = io.BytesIO()
    Picture.new("RGB", (20, 20), colour).save(buffer, "PNG")
    return buffer.getvalue()


def symbol(number: int, kind: Symbol, x: int, y: int, words: str = "") -> Shape:
    box = Box(x, y, 1000, 500)
    inside = Box(x, y + 135, 1000, PITCH)
    paragraphs = (paragraph(words, inside, align=Align.CENTER),) if words else ()
    return Shape(number, kind, box, f"langkah {number}", f"langkah {number}: teks", paragraphs)


def line(number: int, start: Glue, end: Glue, *points: tuple[int, int]) -> Connector:
    path = tuple(Point(x, y) for x, y in points)
    return Connector(number, path, start, end, f"panah {number}", f"panah {number}: teks")


START = symbol(2, Symbol.TERMINATOR, 2000, 1500, "Mulai")
DECISION = symbol(3, Symbol.DECISION, 5000, 3000)
STRAIGHT = line(
    12, Glue(2, Site.RIGHT), Glue(3, Site.TOP), (3000, 1750), (5500, 1750), (5500, 3000)
)
RETURN = line(
    13,
    Glue(3, Site.RIGHT),
    Glue(2, Site.LEFT),
    (6000, 3250),
    (6300, 3250),
    (6300, 1300),
    (1800, 1300),
    (1800, 1750),
    (2000, 1750),
)
WORDS = Label(
    20, Box(6050, 3000, 500, PITCH), (paragraph("Tidak", Box(6050, 3000, 500, PITCH)),), "label", 10
)


def drawing(*connectors: Connector, labels: tuple[Label, ...] = ()) -> Drawing:
    box = Box(1500, 1200, 6000, 3000)
    return Drawing(30, box, (START, DECISION), connectors, labels, "Bagan alir 1", "Dua langkah")


def footer(value: str, y: int = 15600) -> Footer:
    box = Box(1140, y, 9911, PITCH)
    runs = (
        Run("Halaman ", FONT),
        Run(value, FONT, Field.PAGE),
        Run(" dari ", FONT),
        Run("2", FONT, Field.PAGES),
    )
    printed = (Line(5000, y + 181, runs),)
    return Footer(box, (Paragraph(runs, box, PITCH, Align.CENTER, lines=printed),))


def cell(row: int, column: int, words: str, box: Box, **options) -> Cell:
    return replace(
        Cell(row, column, paragraphs=(paragraph(words, box),), padding=PADDING), **options
    )


def sheet() -> Document:
    """Return a cover, and a landscape page with a table, a drawing and a footer."""
    box = Box(1200, 1585, 2880, PITCH)
    lanes = [Cell(1, column) for column in (1, 2)]
    flow = table(
        (1140, 4140, 8640, 15900),
        (900, 1200, 4500),
        cell(0, 0, "Kegiatan", replace(box, y=935)),
        cell(0, 1, "Pelaksana", Box(4200, 935, 11640, PITCH), column_span=2),
        cell(1, 0, "Membentuk tim", replace(box, y=2735)),
        *lanes,
        headers=1,
    )
    logo = Image(50, Box(5000, 5000, 1500, 1500), png(), "Logo", "Lambang")
    moved = drawing(STRAIGHT, RETURN, labels=(WORDS,))
    return document(
        page(text("STANDAR OPERASIONAL PROSEDUR", 1500, heading=1), logo),
        page(flow, moved, size=LANDSCAPE, footer=footer("2", 10700)),
    )
