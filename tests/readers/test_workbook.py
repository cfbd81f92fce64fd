from collections.abc import Iterator

import pytest

from sopgen.document.sheet import Kind, SeenCell
from sopgen.readers.packages import BadPackageError
from sopgen.readers.xlsx import sheets_of_workbook
from sopgen.readers.xlsx.edges import MOST_COLUMNS, MOST_ROWS
from sopgen.readers.xlsx.formats import shown
from tests.readers.workbooks import cells, package, relations, seen, workbook

ITALIC = (
    "<numFmts><numFmt numFmtId='170' formatCode='[$-421]d mmmm yyyy'/>"
    "<numFmt numFmtId='171' formatCode='0\" hari\"'/>"
    "<numFmt numFmtId='172' formatCode='000'/>"
    "<numFmt numFmtId='173' formatCode='hh:mm'/>"
    "<numFmt numFmtId='174' formatCode='#,##0.00;(#,##0.00)'/></numFmts>"
    "<fonts><font><sz val='11'/><name val='Calibri'/></font>"
    "<font><i/><sz val='11'/><name val='Calibri'/></font></fonts>"
    "<cellStyleXfs><xf fontId='0'/></cellStyleXfs><cellXfs><xf numFmtId='0' fontId='0'/>"
    "<xf numFmtId='0' fontId='1'/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='171'/>"
    "<xf numFmtId='172'/><xf numFmtId='173'/><xf numFmtId='10'/><xf numFmtId='174'/>"
    "<xf numFmtId='22'/></cellXfs>"
)


def told(cell: str, **others: str) -> tuple[str, Kind]:
    only = seen(cells(cell), **others).cells[0]
    return only.text, only.kind


def test_inline_and_shared_strings_are_read_alike():
    sheet = seen(
        cells('<c r="B1" t="inlineStr"><is><t>Surat</t></is></c><c r="C1" t="s"><v>1</v></c>'),
        strings="<si><t>lain</t></si><si><r><t>Nota </t></r><r><t>dinas</t></r></si>",
    )
    assert sheet.cells == (SeenCell(0, 1, 1, 1, "Surat"), SeenCell(0, 2, 1, 1, "Nota dinas"))


def test_how_a_text_is_read_aloud_is_no_text():
    strings = "<si><t>Jum</t><rPh sb='0' eb='1'><t>at</t></rPh></si>"
    assert told('<c t="s"><v>0</v></c>', strings=strings) == ("Jum", Kind.TEXT)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("satu_x000D_\ndua", "satu\ndua"),
        ("satu_x000A_dua", "satu\ndua"),
        ("_x005F_x0041_", "_x0041_"),
        ("_xD83D__xDCC4_ berkas", "\U0001f4c4 berkas"),
        ("_xD83D_", "\ufffd"),
        ("Kasubbag/\u200bStaf", "Kasubbag/Staf"),
        ("NIP\u00a01970", "NIP\u00a01970"),
    ],
)
def test_characters_by_number_are_characters(written, text):
    assert told(f'<c t="inlineStr"><is><t>{written}</t></is></c>') == (text, Kind.TEXT)


def test_italics_are_told_by_character():
    runs = (
        "<r><t>Surat </t></r><r><rPr><i/></rPr><t>e-mail</t></r>"
        '<r><rPr><i val="0"/></rPr><t> dan </t></r><r><rPr><i val="true"/></rPr><t>fax</t></r>'
    )
    sheet = seen(cells(f'<c t="inlineStr"><is>{runs}</is></c>'), styles=ITALIC)
    assert sheet.cells[0].italic == ((6, 12), (17, 20))


def test_a_cell_in_an_italic_font_is_italic_as_a_whole_but_for_runs_that_are_not():
    plain = '<c r="A1" s="1" t="inlineStr"><is><t>softcopy</t></is></c>'
    runs = "<r><t>file </t></r><r><rPr><b/></rPr><t>asli</t></r>"
    rich = f'<c r="B1" s="1" t="inlineStr"><is>{runs}</is></c>'
    first, second = seen(cells(plain + rich), styles=ITALIC).cells
    assert first.italic == ((0, 8),)
    assert second.italic == ((0, 5),)


@pytest.mark.parametrize(
    ("style", "value", "text", "kind"),
    [
        (0, "3", "3", Kind.NUMBER),
        (0, "0.30000000000000004", "0.3", Kind.NUMBER),
        (0, "-1.5", "-1.5", Kind.NUMBER),
        (0, "1E+20", "1e+20", Kind.NUMBER),
        (2, "45659", "2025-01-02", Kind.DATE),
        (2, "59", "1900-02-28", Kind.DATE),
        (3, "45659", "2025-01-02", Kind.DATE),
        (4, "2", "2 hari", Kind.NUMBER),
        (5, "7", "007", Kind.NUMBER),
        (6, "0.4375", "10:30", Kind.DATE),
        (7, "0.255", "25.50%", Kind.NUMBER),
        (8, "1234.5", "1,234.50", Kind.NUMBER),
        (8, "-1234.5", "(1,234.50)", Kind.NUMBER),
        (9, "45659.4375", "2025-01-02 10:30", Kind.DATE),
        (2, "-1", "-1", Kind.NUMBER),
        (2, "9999999", "9999999", Kind.NUMBER),
        (99, "3", "3", Kind.NUMBER),
    ],
)
def test_a_number_is_shown_by_its_format(style, value, text, kind):
    assert told(f'<c s="{style}"><v>{value}</v></c>', styles=ITALIC) == (text, kind)


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("#,##0", 1234567.0, "1,234,567"),
        ("0.0#", 1.5, "1.5"),
        ("0.0#", 2.0, "2.0"),
        ("#", 0.0, ""),
        ("0.00", -0.5, "-0.50"),
        ('"Rp" #,##0;[Red]("Rp" #,##0)', -5000.0, "(Rp 5,000)"),
        ('0 "orang";;"nihil"', 0.0, "nihil"),
        ('0 "orang";;"nihil"', -1.0, ""),
        ("_(* #,##0_)", 12.0, " 12 "),
        ("0\\.", 4.0, "4."),
        ('General" hari"', -1.5, "-1.5 hari"),
        ("@", 4.0, "4"),
        ("[$-421]General", 4.0, "4"),
        ("[h]:mm", 1.5, "36:00"),
        ("mmm-yy", 45659.0, "2025-01-02"),
        ("d/m/yyyy h:mm", 45659.75, "2025-01-02 18:00"),
        ('"hari ke-"0', 3.0, "hari ke-3"),
    ],
)
def test_a_format_shows_what_stands_around_its_digits(code, value, text):
    assert shown(str(value), code, is_1904=False)[0] == text


def test_days_may_be_counted_from_1904():
    properties = '<workbookPr date1904="true"/>'
    cell = '<c s="2"><v>44197</v></c>'
    assert told(cell, styles=ITALIC, properties=properties) == ("2025-01-02", Kind.DATE)


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        ('<c t="str"><f>A1&amp;"x"</f><v>Staf</v></c>', "Staf", Kind.TEXT),
        ("<c><f>1+1</f><v>2</v></c>", "2", Kind.NUMBER),
        ('<c t="b"><v>1</v></c>', "TRUE", Kind.OTHER),
        ('<c t="e"><v>#REF!</v></c>', "#REF!", Kind.OTHER),
        ('<c t="d"><v>2025-01-02T00:00:00</v></c>', "2025-01-02", Kind.DATE),
    ],
)
def test_a_cell_that_is_no_text_says_of_which_kind_it_is(cell, text, kind):
    assert told(cell) == (text, kind)


def test_merged_cells_are_one_even_if_empty_and_hide_what_they_cover():
    rows = (
        cells('<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>', '<c r="A2"><v>3</v></c>')
        + '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C1:C2"/></mergeCells>'
    )
    assert seen(rows).cells == (
        SeenCell(0, 0, 2, 2, "1", kind=Kind.NUMBER),
        SeenCell(0, 2, 2, 1, ""),
    )


def test_edges_are_whole_pixels_of_the_normal_font():
    styles = "<fonts><font><sz val='12'/><name val='Times New Roman'/></font></fonts>"
    columns = (
        '<sheetFormatPr defaultRowHeight="15.75"/><cols><col min="1" max="1" width="29.63"/>'
        '<col min="2" max="3" width="2" hidden="true"/></cols>'
    )
    rows = (
        '<sheetData><row r="1" ht="30"/><row r="2" ht="9" hidden="1"/>'
        '<row r="4"><c r="D4"/></row></sheetData>'
    )
    sheet = seen(columns + rows, styles=styles)
    assert sheet.columns == (0, 3555, 3555, 3555, 4635)
    assert sheet.rows == (0, 600, 600, 915, 1230)


@pytest.mark.parametrize(
    ("font", "size", "pixels"),
    [("Calibri", 11, 64), ("Arial", 10, 64), ("Times New Roman", 12, 72)],
)
def test_a_column_without_a_width_is_as_wide_as_excel_makes_it(font, size, pixels):
    styles = f"<fonts><font><sz val='{size}'/><name val='{font}'/></font></fonts>"
    assert seen(cells("<c/>"), styles=styles).columns == (0, pixels * 15)


def test_a_sheet_whose_rows_are_hidden_unless_told_otherwise():
    form = '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'
    rows = '<sheetData><row r="1" ht="20"/><row r="3"><c/></row></sheetData>'
    assert seen(form + rows).rows == (0, 400, 400, 400)


def test_rows_and_cells_without_address_follow_each_other():
    rows = (
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    )
    assert [(each.row, each.column) for each in seen(rows).cells] == [(0, 0), (0, 1), (1, 0)]


def test_only_breaks_that_somebody_made_are_told():
    breaks = '<rowBreaks><brk id="4" man="1"/><brk id="9"/><brk id="12" man="true"/></rowBreaks>'
    assert seen(cells("<c/>") + breaks).breaks == (4, 12)


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_the_column_of_row_keys_is_no_column():
    hidden = '<cols><col min="3" max="3" width="4" hidden="1"/></cols>'
    rows = cells(
        text_cell("A1", "No") + text_cell("C1", "kunci baris"),
        text_cell("A2", "1") + text_cell("C2", "langkah/0"),
        text_cell("C3", "langkah/1"),
    )
    sheet = seen(hidden + rows)
    assert sheet.row_keys == ((1, "langkah/0"), (2, "langkah/1"))
    assert [each.text for each in sheet.cells] == ["No", "1"]
    assert sheet.columns == (0, 960)
    assert seen(rows).row_keys == sheet.row_keys


def test_a_hidden_column_of_keys_is_known_without_its_head():
    hidden = '<cols><col min="2" max="2" width="4" hidden="1"/></cols>'
    keys = cells(text_cell("A1", "x") + text_cell("B1", "alur/1/langkah/0"))
    assert seen(hidden + keys).row_keys == ((0, "alur/1/langkah/0"),)
    assert seen(keys).row_keys == ()
    other = cells(text_cell("A1", "x") + text_cell("B1", "rahasia"))
    assert seen(hidden + other).row_keys == ()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_says_so(state):
    assert seen(cells("<c/>"), tab=f'name="Data" state="{state}"').hidden
    assert not seen(cells("<c/>")).hidden


def test_the_sheet_that_carries_the_source_is_not_shown():
    assert sheets_of_workbook(package(workbook(cells("<c/>"), tab='name="_sop"'))) == ()


def test_a_chart_has_no_cells():
    parts = workbook(cells("<c/>"))
    parts["xl/_rels/workbook.xml.rels"] = relations(("chartsheet", "worksheets/sheet1.xml"))
    assert sheets_of_workbook(package(parts)) == ()


def test_the_main_part_may_have_another_name():
    parts = workbook(cells("<c><v>1</v></c>"))
    parts["xl/workbook22.xml"] = parts.pop("xl/workbook.xml")
    parts["xl/_rels/workbook22.xml.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
    parts["_rels/.rels"] = relations(("officeDocument", "xl/workbook22.xml"))
    assert sheets_of_workbook(package(parts))[0].cells[0].text == "1"


def refused(parts: dict[str, str | bytes]) -> str:
    with pytest.raises(BadPackageError) as caught:
        sheets_of_workbook(package(parts))
    return str(caught.value)


def hostile() -> Iterator[tuple[str, str]]:
    yield (
        '<sheetData><row r="1" ht="NaN"/></sheetData>',
        "ada ukuran yang tidak wajar di dalamnya: NaN",
    )
    yield (
        '<sheetData><row r="1" ht="5000"/></sheetData>',
        ("ada kolom atau baris yang ukurannya tidak wajar"),
    )
    yield '<sheetData><row r="inf"/></sheetData>', "ada ukuran yang tidak wajar di dalamnya: inf"
    yield cells('<c r="1A"><v>1</v></c>'), "ada sel yang alamatnya tidak wajar"
    yield cells('<c t="s"><v>5</v></c>'), "sebuah sel menunjuk teks yang tidak ada"
    yield (
        f'<sheetData><row r="{MOST_ROWS + 1}"><c><v>1</v></c></row></sheetData>',
        f"sebuah lembar lebih dari {MOST_ROWS} baris",
    )
    yield cells('<c r="XFD1"><v>1</v></c>'), f"sebuah lembar lebih dari {MOST_COLUMNS} kolom"
    yield (
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ("sel gabungannya terlalu banyak"),
    )
    yield (
        '<mergeCells><mergeCell ref="A1:"/><mergeCell ref="?"/></mergeCells>',
        ("ada sel yang alamatnya tidak wajar"),
    )
    yield (
        "<cols>" + '<col min="1" max="16384"/>' * 2 + "</cols>",
        ("lebar kolomnya ditentukan berulang kali"),
    )
    yield (
        '<cols><col min="1" max="2" width="1e9"/></cols>',
        ("ada kolom atau baris yang ukurannya tidak wajar"),
    )


@pytest.mark.parametrize(("sheet", "sentence"), list(hostile()))
def test_what_no_program_writes_is_refused_in_a_sentence(sheet, sentence):
    assert refused(workbook(sheet)) == sentence


def test_more_cells_than_anybody_reads_are_refused():
    rows = cells(*["<c><v>1</v></c>" * 1000] * 101)
    assert refused(workbook(rows)) == "isinya terlalu banyak"


def test_empty_cells_beyond_the_bounds_are_not_there():
    first, last = '<c><v>1</v></c><c r="XFD1"/>', '<row r="1000000"><c/></row>'
    rows = f'<sheetData><row r="1">{first}</row>{last}</sheetData>'
    sheet = seen(rows)
    assert len(sheet.columns) == 2
    assert len(sheet.rows) == 2


def test_what_is_no_workbook_is_refused():
    assert refused({"hello.txt": "x"}) == "berkasnya bukan buku kerja Excel"
    document = {"_rels/.rels": relations(("officeDocument", "xl/workbook.xml"))}
    assert refused({**document, "xl/workbook.xml": "<w/>"}) == "berkasnya bukan buku kerja Excel"
    strict = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    advice = "berkasnya disimpan sebagai Strict Open XML; simpan dalam bentuk biasa"
    assert refused({"xl/workbook.xml": strict}) == advice
    assert refused({"xl/workbook.xml": "<workbook"}) == "bagian xl/workbook.xml rusak"
    dtd = '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'
    assert refused({"xl/workbook.xml": dtd}) == "bagian xl/workbook.xml memuat DTD"
