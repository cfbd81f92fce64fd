"""A small document, built by hand, for the writers that draw broken lines."""

import io

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
    OutlineEntry,
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

LANDSCAPE = (18720, 12240)
PORTRAIT = (11906, 16838)
MARGINS = Padding(855, 855, 1425, 855)
NINE = Font(Face.ARIAL, 180)
BOLD = Font(Face.ARIAL, 180, bold=True)
ITALIC = Font(Face.ARIAL, 180, italic=True)
NARROW = Font(Face.ARIAL_NARROW, 180)
PITCH = 200


def paragraph(x: int, baseline: int, *runs: Run) -> Paragraph:
    """Return a paragraph of one line."""
    box = Box(x, baseline - 162, 3000, PITCH)
    return Paragraph(runs, box, PITCH, Align.LEFT, lines=(Line(x, baseline, runs),))


def text(x: int, baseline: int, *runs: Run) -> Text:
    return Text(Box(x, baseline - 162, 3000, PITCH), (paragraph(x, baseline, *runs),))


def page(*items: Item, size: tuple[int, int] = LANDSCAPE, footer: Footer | None = None) -> Page:
    return Page(*size, MARGINS, "Bagan Alir", items, footer)


def document(*pages: Page, outline: tuple[OutlineEntry, ...] = ()) -> Document:
    return Document("Penyusunan LAKIP – draf", "503/22", "Dinas Contoh", pages, outline)


def shape(number: int, symbol: Symbol, box: Box, *words: Paragraph) -> Shape:
    return Shape(number, symbol, box, f"langkah {number}", f"langkah {number}: <teks>", words)


def connector(number: int, *points: tuple[int, int], arrow: bool = True) -> Connector:
    path = tuple(Point(x, y) for x, y in points)
    start, end = Glue(2, Site.BOTTOM), Glue(3, Site.TOP)
    return Connector(number, path, start, end, f"panah {number}", "panah", arrow)


def drawing(*parts: Shape | Connector | Label) -> Drawing:
    return Drawing(
        90,
        Box(3000, 1500, 9000, 7000),
        tuple(part for part in parts if isinstance(part, Shape)),
        tuple(part for part in parts if isinstance(part, Connector)),
        tuple(part for part in parts if isinstance(part, Label)),
        "Bagan alir 1",
        "Empat simbol",
    )


SHAPES = (
    shape(2, Symbol.TERMINATOR, Box(4000, 1800, 1400, 560)),
    shape(3, Symbol.PROCESS, Box(7000, 3000, 1400, 660), paragraph(7300, 3400, Run("Ya", NINE))),
    shape(4, Symbol.DECISION, Box(4000, 4500, 1260, 880)),
    shape(5, Symbol.OFF_PAGE, Box(7100, 6000, 620, 700)),
)
CONNECTORS = (
    connector(12, (4700, 2360), (4700, 4500)),
    connector(13, (5400, 2080), (7700, 2080), (7700, 3000)),
    connector(
        14, (8400, 3330), (8700, 3330), (8700, 1600), (3700, 1600), (3700, 2080), (4000, 2080)
    ),
    connector(15, (5260, 4940), (6200, 4940), (6200, 3330), (7000, 3330), arrow=False),
)
LABEL = Label(
    20, Box(5300, 4700, 600, PITCH), (paragraph(5300, 4862, Run("Tidak", NINE)),), "label", 15
)


def png() -> bytes:
    buffer = io.BytesIO()
    Picture.new("RGB", (20, 10), (0, 90, 30)).save(buffer, "PNG")
    return buffer.getvalue()


def footer(number: str) -> Footer:
    runs = (
        Run("Halaman ", NINE),
        Run(number, NINE, Field.PAGE),
        Run(" dari ", NINE),
        Run("2", NINE, Field.PAGES),
    )
    return Footer(Box(855, 10800, 17010, PITCH), (paragraph(8900, 10962, *runs),))


def grid() -> Table:
    """Return a table of two columns and three rows: a wide title, a shaded cell, an open one."""
    return Table(
        (900, 3900, 9900),
        (900, 1200, 2100, 3000),
        (
            Cell(0, 0, column_span=2, paragraphs=(paragraph(960, 1100, Run("Judul", BOLD)),)),
            Cell(1, 0, row_span=2, shade="DDEEFF"),
            Cell(1, 1, borders=frozenset({Side.LEFT, Side.RIGHT})),
            Cell(2, 1, borders=frozenset({Side.RIGHT, Side.BOTTOM})),
        ),
        header_rows=1,
    )


def sheet() -> Document:
    """Return a cover with a picture and a page with a table, a drawing and a footer."""
    logo = Image(50, Box(5000, 5000, 1500, 750), png(), "Lambang", "Lambang daerah")
    title = text(1140, 1681, Run("STANDAR OPERASIONAL PROSEDUR", BOLD))
    return document(
        page(title, logo, size=PORTRAIT),
        page(grid(), drawing(*SHAPES, *CONNECTORS, LABEL), footer=footer("2")),
        outline=(
            OutlineEntry("Sampul", 0),
            OutlineEntry("Penyusunan LAKIP", 1),
            OutlineEntry("Bagan Alir", 1),
        ),
    )


def contents(*entries: tuple[str, int]) -> Table:
    """Return a table of contents, a row of words and of a page's number for each entry."""
    rows = tuple(900 + 300 * number for number in range(len(entries) + 1))
    cells = []
    for row, (title, target) in enumerate(entries):
        baseline = rows[row] + 200
        words = replace(paragraph(1000, baseline, Run(title, NINE)), link=target)
        counted = Run(str(target + 1), NINE, Field.PAGE_OF)
        number = replace(paragraph(6000, baseline, counted), link=target)
        cells += [Cell(row, 0, paragraphs=(words,)), Cell(row, 1, paragraphs=(number,))]
    return Table((855, 5855, 9855), rows, tuple(cells), contents=True)


def small_book() -> Document:
    """Return two pages before the work, in roman numbers, and three of it, counted anew."""
    front = page(contents(("Bab satu", 2), ("Bab dua", 4)))
    pages = [front, page(text(1000, 2000, Run("Pengantar", NINE)))]
    pages += [page(text(1000, 2000, Run(f"Isi {number}", NINE))) for number in (1, 2, 3)]
    labels = ("i", "ii", "1", "2", "3")
    named = [replace(each, label=label) for each, label in zip(pages, labels, strict=True)]
    outline = (
        OutlineEntry("Daftar isi", 0),
        OutlineEntry("Bagian", 2),
        OutlineEntry("Bab satu", 2, 2),
        OutlineEntry("Bab dua", 4, 2),
    )
    return document(*named, outline=outline)
