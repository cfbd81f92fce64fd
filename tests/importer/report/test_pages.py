import gzip
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenCell, SeenLine, SeenShape, Sheet
from sopgen.importer.report.pages import new_pages, old_pages
from sopgen.importer.report.reported import Media, Origin, Place, RowPart
from sopgen.importer.report.sheet_picture import drawn, size_of
from sopgen.readers.pdf import sheets_of_pdf
from sopgen.writers import Format
from tests import catalogue

WORKSHEET = Sheet(
    "Bagan <Alir>",
    (0, 600, 3000, 5000, 7000),
    (0, 400, 1000, 1600),
    (
        SeenCell(0, 0, 1, 4, "SOP Surat"),
        SeenCell(1, 1, 1, 1, "Menerima & mencatat surat dari pengirim"),
        SeenCell(1, 0, 2, 1, "KEPALA BIDANG PELAYANAN"),
    ),
    (
        SeenShape(2, "", "flowChartTerminator", Box(3300, 500, 1200, 400), "Mulai"),
        SeenShape(3, "", "rect", Box(5300, 1100, 1200, 400), ""),
        SeenShape(4, "", "rect", Box(4600, 500, 400, 200), "Ya", bare=True),
    ),
    (SeenLine(5, "", (Point(4500, 700), Point(5900, 700), Point(5900, 1100)), head_at_end=True),),
)


def svg_of(picture):
    return etree.fromstring(gzip.decompress(picture.data))


def texts(root):
    return [" ".join(" ".join(each.itertext()).split()) for each in root.iter("{*}text")]


@pytest.fixture(scope="module")
def printed():
    return catalogue.file("lakip", Format.PDF)


@pytest.fixture(scope="module")
def sheets(printed):
    return sheets_of_pdf(printed)


def test_old_pages_of_a_pdf_are_pictures_of_its_pages(printed, sheets):
    pages = old_pages(sheets, printed)
    assert [(page.sheet, page.name) for page in pages] == [
        (0, "halaman 1"),
        (1, "halaman 2"),
        (2, "halaman 3"),
    ]
    for page, sheet in zip(pages, sheets, strict=True):
        assert page.picture.media is Media.WEBP
        assert (page.picture.width, page.picture.height) == pytest.approx(sheet.paper, abs=2)
        with Image.open(BytesIO(page.picture.data)) as image:
            assert max(image.size) == 1400
        assert len(page.picture.data) < 45_000


def test_empty_margins_are_left_out(printed, sheets):
    frame = old_pages(sheets, printed)[2].picture.frame
    table = sheets[2].rows[0], sheets[2].columns[0], sheets[2].columns[-1]
    assert (frame.y, frame.x, frame.right) == (
        pytest.approx(table[0] - 240, abs=700),
        pytest.approx(table[1] - 240, abs=30),
        pytest.approx(table[2] + 240, abs=30),
    )
    frame = new_pages(catalogue.document("lakip")).pictures[2].frame
    assert (frame.x, frame.right) == (
        pytest.approx(table[1] - 480, abs=30),
        pytest.approx(table[2] + 240, abs=30),
    )


def test_lines_of_the_picture_lie_where_the_sheet_has_them(printed, sheets):
    picture = old_pages(sheets, printed)[2].picture
    with Image.open(BytesIO(picture.data)) as image:
        grey = image.convert("L")
        dots = image.width / picture.width
        row = sheets[2].rows[4]
        middle = (sheets[2].columns[0] + sheets[2].columns[1]) / 2
        near = [
            grey.getpixel((round(middle * dots), round(row * dots) + off)) for off in (-1, 0, 1)
        ]
        assert min(near) < 200


def test_a_page_that_cannot_be_drawn_is_shown_as_it_was_seen(sheets):
    pages = old_pages(sheets, b"%PDF-1.7 rusak")
    assert [page.picture.media for page in pages] == [Media.SVG] * 3
    assert "Membentuk" in " ".join(texts(svg_of(pages[2].picture)))


def test_a_worksheet_is_drawn_with_its_cells_shapes_and_lines():
    (page,) = old_pages([WORKSHEET], None)
    assert page.name == "lembar kerja “Bagan <Alir>”"
    root = svg_of(page.picture)
    assert root.get("viewBox") == f"0 0 {page.picture.width} {page.picture.height}"
    assert sorted(texts(root)) == [
        "KEPALA BIDANG PELAYANAN",
        "Menerima & mencatat surat dari pengirim",
        "Mulai",
        "SOP Surat",
        "Ya",
    ]
    (line,) = root.iter("{*}polyline")
    assert line.get("points") == "4500,700 5900,700 5900,1100"
    *_, head = root.iter("{*}polygon")
    assert head.get("points").startswith("5900,1100 ")


def test_words_of_a_narrow_cell_are_turned():
    root = etree.fromstring(drawn(WORKSHEET))
    turned = [each for each in root.iter("{*}text") if each.get("transform")]
    assert [" ".join(each.itertext()) for each in turned] == ["KEPALA BIDANG PELAYANAN"]


def test_the_picture_holds_what_lies_beside_the_cells():
    beside = SeenShape(9, "", "rect", Box(9000, 2000, 500, 300), "")
    sheet = Sheet("x", (0, 1000), (0, 500), (), (beside,))
    assert size_of(sheet) == (9545, 2345)


def test_of_a_sheet_of_many_cells_the_first_are_drawn():
    columns, rows = range(0, 20_001, 1_000), range(0, 90_301, 300)
    cells = [SeenCell(row, column, 1, 1, "isi") for row in range(301) for column in range(20)]
    sheet = Sheet("x", tuple(columns), tuple(rows), tuple(cells))
    assert len(cells) == 6_020
    told = texts(etree.fromstring(drawn(sheet)))
    assert (told.count("isi"), told[-1]) == (5_000, "Sel-sel dari sini tidak digambar.")


@given(
    st.text(max_size=40), st.integers(0, 4000), st.integers(0, 4000), st.booleans(), st.booleans()
)
def test_every_sheet_gives_a_picture(text, width, height, bare, head):
    box = Box(10, 10, width, height)
    path = (Point(0, 0), Point(width, 0), Point(width, 0))
    sheet = Sheet(
        "x",
        (0, width),
        (0, height),
        (SeenCell(0, 0, 1, 1, text),),
        (SeenShape(1, "", "cloud", box, text, bare=bare),),
        (SeenLine(2, "", path, head_at_start=head, head_at_end=True),),
    )
    etree.fromstring(drawn(sheet))


def test_new_pages_tell_where_each_row_stands():
    document = catalogue.document("lakip")
    pages = new_pages(document)
    assert [(each.width, each.height) for each in pages.pictures] == [
        (page.width, page.height) for page in document.pages
    ]
    assert [(row.flow, row.item, row.place.page) for row in pages.rows] == [
        (0, item, 2) for item in range(10)
    ]
    for above, below in zip(pages.rows, pages.rows[1:], strict=False):
        assert above.place.box.bottom == below.place.box.y


def test_rows_of_several_flows_know_theirs():
    rows = new_pages(catalogue.document("alur-berbagi")).rows
    assert [(row.flow, row.item) for row in rows[-3:]] == [(0, 24), (1, 0), (1, 1)]
    assert isinstance(rows[0], RowPart)


def test_new_pages_tell_where_a_text_of_the_definition_stands():
    pages = new_pages(catalogue.document("lakip"))
    (number,) = [each for each in pages.origins if each.at == "nomor"]
    assert number == Origin("nomor", Place(1, number.place.box))
    root = svg_of(pages.pictures[1])
    (group,) = root.xpath("//*[local-name()='g'][@data-asal='nomor']")
    assert group[0].get("x") == str(number.place.box.x)


def test_a_logo_takes_little_room():
    pages = new_pages(catalogue.document("lakip"))
    assert max(len(picture.data) for picture in pages.pictures) < 16_000
