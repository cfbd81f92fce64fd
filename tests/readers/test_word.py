import pytest

from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenCell, SeenGlue, SeenLine, SeenShape
from sopgen.readers.docx import sheets_of_word
from sopgen.readers.packages import BadPackageError
from tests.readers.words import (
    CARRIER,
    SECTION,
    cell,
    document,
    exact,
    floating,
    package,
    page,
    pages,
    paragraph,
    row,
    table,
)
from tests.readers.workbooks import LINE, frame, preset, relations

TWIP = 635
RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def words(runs: str) -> SeenCell:
    """Return the cell that is seen of a paragraph with these `runs`."""
    return page(f"{CARRIER}<w:p>{exact(200)}{runs}</w:p>").cells[0]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_table_has_its_columns_its_rows_and_its_cells():
    rows = (
        row(cell("No", RESTART), cell("Pelaksana", '<w:gridSpan w:val="2"/>'), height=300),
        row(cell("", GOES_ON), cell("Kadis"), cell("Staf"), height=450),
    )
    seen = page(CARRIER + table((500, 700, 800), *rows) + paragraph())
    assert seen.name == "1"
    assert seen.columns == (1000, 1500, 2200, 3000)
    assert seen.rows == (520, 820, 1270)
    assert seen.cells == (
        SeenCell(0, 0, 2, 1, "No"),
        SeenCell(0, 1, 1, 2, "Pelaksana"),
        SeenCell(1, 1, 1, 1, "Kadis"),
        SeenCell(1, 2, 1, 1, "Staf"),
    )


def test_tables_and_paragraphs_of_a_page_share_its_rows_and_columns():
    border = '<w:tblBorders><w:bottom w:val="single" w:sz="4"/></w:tblBorders>'
    rule = f'<w:tblInd w:w="-5" w:type="dxa"/>{border}'
    first = table((1000, 1000), row(cell("a"), cell("b")), properties=rule)
    second = table((500, 1500), row(cell("c"), cell("d")))
    heading = paragraph("Riwayat", exact(200, before=100, after=50))
    seen = page(CARRIER + first + heading + second + paragraph())
    assert seen.columns == (995, 1500, 1995, 2995)
    assert seen.rows == (520, 820, 1180, 1480)
    assert [(each.row, each.column, each.column_span, each.text) for each in seen.cells] == [
        (0, 0, 2, "a"),
        (0, 2, 1, "b"),
        (1, 0, 3, "Riwayat"),
        (2, 0, 1, "c"),
        (2, 1, 2, "d"),
    ]


def test_an_empty_paragraph_between_tables_is_a_row_without_cells():
    one = table((1000,), row(cell("a")))
    seen = page(CARRIER + one + paragraph() + one + paragraph() + paragraph())
    assert seen.rows == (520, 820, 1020, 1320)
    assert [each.row for each in seen.cells] == [0, 2]


def test_a_page_that_begins_with_words_has_them_as_its_first_row():
    seen = page(paragraph("KEPUTUSAN") + paragraph("Nomor 5"))
    assert [(each.row, each.text) for each in seen.cells] == [(0, "KEPUTUSAN"), (1, "Nomor 5")]
    assert seen.columns == (1000, 9000)
    assert seen.rows == (500, 700, 900)


def test_words_too_low_to_be_read_carry_a_page():
    seen = page(paragraph("Identitas", exact(20)) + table((1000,), row(cell("a"))) + paragraph())
    assert [each.text for each in seen.cells] == ["a"]


def test_a_long_heading_takes_the_lines_that_it_needs():
    many = " ".join(["PENYUSUNAN"] * 14)
    fonts = '<w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="20"/></w:rPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Judul">{fonts}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Anak"><w:basedOn w:val="Judul"/>'
        '<w:pPr><w:spacing w:line="240" w:lineRule="exact" w:after="60"/></w:pPr></w:style>'
    )
    heading = paragraph(many, '<w:pPr><w:pStyle w:val="Anak"/></w:pPr>')
    # Nine words of 66 pt and a space of 2.8 pt are wider than 400 pt, five are not.
    assert page(CARRIER + heading, styles).rows == (520, 520 + 3 * 240 + 60)


def test_a_text_longer_than_any_is_as_high_as_its_letters_are_wide():
    fonts = '<w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="20"/></w:rPr>'
    styles = f"<w:docDefaults><w:rPrDefault>{fonts}</w:rPrDefault></w:docDefaults>"
    # An "a" is 5.56 pt wide: 3000 of them fill 41.7 lines of 400 pt.
    assert page(CARRIER + paragraph("a" * 3_000), styles).rows == (520, 520 + 42 * 200)


def test_a_row_without_a_height_is_as_high_as_its_texts():
    tall = f"<w:tc>{paragraph('a')}{paragraph('b', exact(250, before=30))}</w:tc>"
    seen = page(CARRIER + table((4000, 4000), row(cell("x"), tall, height=0)) + paragraph())
    assert seen.rows == (520, 1000)


def test_pages_begin_with_sections_breaks_and_paragraphs_that_ask_for_one():
    section = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
    broken = f'<w:p>{exact(20)}<w:r><w:br w:type="page"/></w:r></w:p>'
    asks = paragraph(properties=exact(20, more="<w:pageBreakBefore/>"))
    body = (
        CARRIER
        + paragraph("1")
        + section
        + CARRIER
        + paragraph("2")
        + broken
        + CARRIER
        + paragraph("3")
        + asks
        + paragraph("4")
    )
    found = pages(body)
    assert [each.name for each in found] == ["1", "2", "3", "4"]
    assert [[each.text for each in sheet.cells] for sheet in found] == [["1"], ["2"], ["3"], ["4"]]


def test_a_section_may_go_on_on_the_same_page():
    first = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
    goes_on = SECTION.replace("<w:pgSz", '<w:type w:val="continuous"/><w:pgSz')
    body = paragraph("1") + first + paragraph("2") + goes_on
    (only,) = sheets_of_word(package(document(body)))
    assert [each.text for each in only.cells] == ["1", "2"]


def test_a_file_without_sections_is_read_on_letter():
    (only,) = sheets_of_word(package(document(paragraph("1"))))
    assert only.columns == (1440, 12240 - 1440)


def test_a_cell_has_a_line_for_each_paragraph_and_each_break():
    inner = f"<w:tc>{paragraph('1.')}<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p></w:tc>"
    seen = page(CARRIER + table((4000,), row(inner)) + paragraph())
    assert seen.cells[0].text == "1.\na\nb"


def test_a_typed_mark_stands_before_its_tab_and_a_counted_one_is_no_text():
    assert words("<w:r><w:t>1.</w:t><w:tab/><w:t>UU</w:t></w:r>").text == "1.\tUU"
    counted = exact(200, more='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert page(CARRIER + paragraph("UU", counted)).cells[0].text == "UU"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (f"{run('Surat ')}<w:ins>{run('baru')}</w:ins>", "Surat baru"),
        (f"{run('Surat')}<w:del><w:r><w:delText> lama</w:delText></w:r></w:del>", "Surat"),
        (f"<w:moveFrom>{run('a')}</w:moveFrom><w:moveTo>{run('b')}</w:moveTo>", "b"),
        (f"<w:hyperlink>{run('tautan')}</w:hyperlink>", "tautan"),
        (f"<w:sdt><w:sdtContent>{run('isian')}</w:sdtContent></w:sdt>", "isian"),
        (run("a") + run("rahasia", "<w:vanish/>") + run("b"), "ab"),
        (run("Kasubbag/\u200bStaf"), "Kasubbag/Staf"),
        ("<w:r><w:t>10</w:t><w:noBreakHyphen/><w:t>A</w:t></w:r>", "10\u2011A"),
        ('<w:r><w:sym w:font="Arial" w:char="2713"/><w:sym w:char="F0FC"/></w:r>', "\u2713"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
            f'<w:fldChar w:fldCharType="separate"/></w:r>{run("3")}',
            "3",
        ),
    ],
)
def test_words_are_as_shown_with_all_changes_accepted(runs, text):
    assert words(runs).text == text


def test_paragraphs_whose_parting_was_deleted_are_one():
    gone = exact(200).replace("</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr>")
    inner = f"<w:tc>{paragraph('Menyusun ', gone)}{paragraph('rencana')}</w:tc>"
    seen = page(CARRIER + table((4000,), row(inner)) + paragraph())
    assert seen.cells[0].text == "Menyusun rencana"


def test_a_row_that_was_deleted_is_gone_and_one_that_was_inserted_is_there():
    rows = row(cell("a"), more="<w:del/>") + row(cell("b"), more="<w:ins/>")
    seen = page(CARRIER + table((4000,), rows) + paragraph())
    assert [(each.row, each.text) for each in seen.cells] == [(0, "b")]


def test_italics_come_from_runs_and_from_styles():
    assert words(run("Surat ") + run("e-mail", "<w:i/>")).italic == ((6, 12),)
    styles = '<w:style w:type="paragraph" w:styleId="Miring"><w:rPr><w:i/></w:rPr></w:style>'
    runs = run("a") + run("b", '<w:i w:val="0"/>')
    slanted = f'<w:p><w:pPr><w:pStyle w:val="Miring"/></w:pPr>{runs}</w:p>'
    assert page(CARRIER + slanted, styles).cells[0].italic == ((0, 1),)


def wsp(look: str, *, text: str = "", inner: str = "<wps:cNvSpPr/>", called: str = "") -> str:
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>" if text else ""
    return (
        f"<wps:wsp>{called}{inner}<wps:spPr>{look}</wps:spPr>"
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )


def twips(x: int, y: int, width: int, height: int, inner: str = "") -> str:
    return frame(x * TWIP, y * TWIP, width * TWIP, height * TWIP, inner=inner)


GLUE = '<wps:cNvCnPr><a:stCxn id="3" idx="2"/><a:endCxn id="5" idx="0"/></wps:cNvCnPr>'


def test_a_canvas_is_undone_in_the_place_of_its_paragraph():
    symbol = wsp(
        twips(100, 50, 400, 200) + preset("flowChartProcess") + LINE,
        text="Rapat",
        called='<wps:cNvPr id="3" name="langkah 1 #m1"/>',
    )
    look = twips(300, 250, 0, 300) + preset("straightConnector1") + LINE
    line = wsp(look, inner=GLUE, called='<wps:cNvPr id="9" name="panah #p1"/>')
    canvas = floating(
        f"<wpc:wpc><wpc:bg/>{symbol}{line}</wpc:wpc>",
        at=(5 * TWIP, 10 * TWIP),
        size=(1000 * TWIP, 1000 * TWIP),
    )
    seen = page(canvas + paragraph("x"))
    box = Box(1105, 560, 400, 200)
    assert seen.shapes == (SeenShape(3, "m1", "flowChartProcess", box, "Rapat", "langkah 1"),)
    path = (Point(1305, 760), Point(1305, 1060))
    assert seen.lines == (SeenLine(9, "p1", path, SeenGlue(3, 2), SeenGlue(5, 0), name="panah"),)


def test_a_group_without_names_fills_the_room_that_it_has():
    children = '<a:chOff x="0" y="0"/><a:chExt cx="635000" cy="635000"/>'
    outer = f"<wpg:grpSpPr>{twips(0, 0, 2000, 2000, children)}</wpg:grpSpPr>"
    nothing = wsp(twips(0, 0, 1000, 1000) + preset("rect") + "<a:noFill/><a:ln><a:noFill/></a:ln>")
    symbol = wsp(twips(100, 50, 400, 200) + preset("diamond") + LINE)
    group = f"<wpg:wgp>{outer}{nothing}{symbol}</wpg:wgp>"
    seen = page(floating(group, at=(0, 0), size=(2000 * TWIP, 2000 * TWIP)) + paragraph("x"))
    assert seen.shapes == (SeenShape(0, "", "diamond", Box(1200, 600, 800, 400), ""),)


def test_a_shape_alone_is_called_as_its_drawing_is():
    symbol = wsp(twips(0, 0, 400, 200) + preset("rect") + LINE, text="Ya")
    alone = floating(symbol, at=(0, 635), size=(400 * TWIP, 200 * TWIP), base="page page")
    (shape,) = page(alone + paragraph("x")).shapes
    assert shape == SeenShape(7, "", "rect", Box(0, 1, 400, 200), "Ya", "Canvas 1")


@pytest.mark.parametrize(
    ("base", "corner"),
    [
        ("column paragraph", (1000, 500)),
        ("margin margin", (1000, 500)),
        ("page page", (0, 0)),
        ("rightMargin bottomMargin", (9000, 11500)),
    ],
)
def test_a_drawing_is_counted_from_what_it_says(base, corner):
    symbol = wsp(twips(0, 0, 400, 200) + preset("rect") + LINE)
    alone = floating(symbol, at=(0, 0), size=(400 * TWIP, 200 * TWIP), base=base)
    (shape,) = page(alone + paragraph("x")).shapes
    assert (shape.box.x, shape.box.y) == corner


def test_a_drawing_in_a_cell_stands_in_that_cell():
    symbol = wsp(twips(0, 0, 400, 200) + preset("rect") + LINE)
    carrier = floating(symbol, at=(10 * TWIP, 20 * TWIP), size=(400 * TWIP, 200 * TWIP))
    inner = f"<w:tc>{carrier}</w:tc>"
    seen = page(CARRIER + table((1000, 3000), row(cell("a")), row(cell("b"), inner)) + paragraph())
    assert seen.shapes[0].box == Box(2010, 840, 400, 200)


def test_words_in_a_shape_are_no_words_of_the_page():
    symbol = wsp(twips(0, 0, 400, 200) + preset("rect") + LINE, text="Rapat")
    carrier = floating(symbol, at=(0, 0), size=(400 * TWIP, 200 * TWIP))
    inner = f"<w:tc>{carrier}{paragraph('Kadis')}</w:tc>"
    seen = page(CARRIER + table((1000,), row(inner)) + paragraph())
    assert seen.cells[0].text == "\nKadis"
    assert seen.shapes[0].text == "Rapat"


def refused(parts: dict[str, str | bytes]) -> str:
    with pytest.raises(BadPackageError) as caught:
        sheets_of_word(package(parts))
    return str(caught.value)


def test_what_is_no_word_file_is_refused():
    assert refused({"a.txt": "x"}) == "berkasnya bukan berkas Word"
    assert refused({"word/document.xml": "<x/>"}) == "berkasnya bukan berkas Word"
    main = {"_rels/.rels": relations(("officeDocument", "word/document2.xml"))}
    assert refused({**main, "word/document.xml": "<x/>"}) == "berkasnya bukan berkas Word"
    dtd = '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'
    assert refused({"word/document.xml": dtd}) == "bagian word/document.xml memuat DTD"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<w:p/>" * 20_001, "paragrafnya lebih dari 20000"),
        ("<w:x/>" * 400_000, "isinya terlalu banyak"),
        (
            table((1000,), row(cell("a", '<w:gridSpan w:val="5000"/>'))),
            "sebuah tabel lebih dari 200 kolom",
        ),
        (table((1000,), "<w:tr/>" * 5001), "sebuah tabel lebih dari 5000 baris"),
        (paragraph("x", "<w:pPr><w:pageBreakBefore/></w:pPr>") * 301, "halamannya lebih dari 300"),
        (
            paragraph("x", exact(200).replace("200", "NaN")),
            "ada ukuran yang tidak wajar di dalamnya: NaN",
        ),
        (
            floating("", at=(10**12, 0), size=(1, 1)),
            "ada ukuran yang tidak wajar di dalamnya: 1000000000000",
        ),
    ],
)
def test_what_no_program_writes_is_refused_in_a_sentence(body, sentence):
    assert refused(document(body + SECTION)) == sentence


def test_styles_that_are_based_on_each_other_end_somewhere():
    styles = '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    seen = page(CARRIER + paragraph("x", '<w:pPr><w:pStyle w:val="A"/></w:pPr>'), styles)
    assert seen.cells[0].text == "x"
