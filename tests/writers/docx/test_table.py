from lxml import etree
from msgspec.structs import replace

from sopgen.document.page import Align, Anchor, Box, Cell, Line, Paragraph, Run, Side, Text
from tests.writers.docx.samples import (
    FONT,
    NAMES,
    PADDING,
    PITCH,
    body,
    cell,
    first,
    page,
    paragraph,
    plain,
    table,
    text,
    values,
)


def test_a_table_keeps_its_columns_and_rows_to_the_twip():
    cells = [
        cell(row, column, "x", Box(1200, 900, 100, PITCH)) for row in (0, 1) for column in (0, 1)
    ]
    made = first(
        body(page(table((1155, 2160, 5010), (900, 1305, 2400), *cells, headers=1))), "w:tbl"
    )
    assert values(made, "w:tblPr/w:tblW") == [{"w": "3855", "type": "dxa"}]
    assert values(made, "w:tblPr/w:tblInd") == [{"w": "15", "type": "dxa"}]
    assert values(made, "w:tblPr/w:tblLayout") == [{"type": "fixed"}]
    assert values(made, "w:tblGrid/w:gridCol") == [{"w": "1005"}, {"w": "2850"}]
    assert values(made, "w:tr/w:trPr/w:trHeight") == [
        {"val": "405", "hRule": "atLeast"},
        {"val": "1095", "hRule": "exact"},
    ]
    assert len(values(made, "w:tr/w:trPr/w:tblHeader")) == 1
    assert len(values(made, "w:tr/w:trPr/w:cantSplit")) == 2


def test_a_row_grows_where_one_of_its_texts_has_less_than_two_free_lines():
    def rules(rows, *cells):
        made = first(body(page(table((1155, 2160, 5010), rows, *cells))), "w:tbl")
        return [each["hRule"] for each in values(made, "w:tr/w:trPr/w:trHeight")]

    words = Box(1200, 930, 880, PITCH)
    # one line of 230 twips and two more, with the rule and the padding
    beside = cell(0, 1, "", Box(2200, 930, 100, PITCH))
    assert rules((900, 900 + 760), cell(0, 0, "x", words), beside) == ["exact"]
    assert rules((900, 900 + 740), cell(0, 0, "x", words), beside) == ["atLeast"]
    high = cell(0, 0, "x", words, row_span=2)
    low = [Cell(row, 1) for row in (0, 1)]
    assert rules((900, 1300, 1600), high, *low) == ["exact", "atLeast"]


def test_text_begins_below_the_rule_above_it():
    box = Box(1200, 930, 880, PITCH)
    sheet = table((1140, 2140), (900, 1400), cell(0, 0, "x", box, anchor=Anchor.TOP))
    made = first(body(page(sheet)), "w:tbl")
    assert [
        (etree.QName(side).localname, plain(side)["w"]) for side in first(made, ".//w:tblCellMar")
    ] == [
        ("top", "20"),
        ("left", "60"),
        ("bottom", "30"),
        ("right", "60"),
    ]
    assert values(made, ".//w:p/w:pPr/w:spacing") == [{"line": "230", "lineRule": "exact"}]
    assert made.find(".//w:vAlign", NAMES) is None


def test_spanning_cells_are_merged():
    wide = cell(0, 0, "lebar", Box(1200, 930, 100, PITCH), column_span=2)
    high = cell(0, 2, "tinggi", Box(3200, 1000, 100, PITCH), row_span=2)
    low = [cell(1, column, "x", Box(1200, 1430, 100, PITCH)) for column in (0, 1)]
    made = first(
        body(page(table((1140, 2140, 3140, 4140), (900, 1400, 1900), high, wide, *low))), "w:tbl"
    )
    rows = [row.findall("w:tc", NAMES) for row in made.findall("w:tr", NAMES)]
    assert [["".join(tc.itertext()) for tc in row] for row in rows] == [
        ["lebar", "tinggi"],
        ["x", "x", ""],
    ]
    assert values(rows[0][0], "w:tcPr/w:gridSpan") == [{"val": "2"}]
    assert values(rows[0][0], "w:tcPr/w:tcW") == [{"w": "2000", "type": "dxa"}]
    assert values(rows[0][1], "w:tcPr/w:vMerge") == [{"val": "restart"}]
    assert values(rows[1][2], "w:tcPr/w:vMerge") == [{"val": "continue"}]


def test_a_side_without_rule_on_either_side_of_it_is_bare():
    open_below = frozenset({Side.TOP, Side.LEFT, Side.RIGHT})
    open_above = frozenset({Side.LEFT, Side.BOTTOM, Side.RIGHT})
    sheet = table(
        (1140, 3140, 4140),
        (900, 1400, 1900),
        cell(0, 0, "judul", Box(1200, 930, 100, PITCH), borders=open_below),
        cell(1, 0, "isi", Box(1200, 1430, 100, PITCH), borders=open_above),
        cell(0, 1, "x", Box(3200, 930, 100, PITCH), borders=frozenset()),
        cell(1, 1, "y", Box(3200, 1430, 100, PITCH)),
    )
    cells = first(body(page(sheet)), "w:tbl").findall("w:tr/w:tc", NAMES)
    bare = [
        [etree.QName(side).localname for side in tc.iterfind("w:tcPr/w:tcBorders/*", NAMES)]
        for tc in cells
    ]
    assert bare == [["bottom"], ["top", "right"], ["top"], []]


def test_a_cell_is_shaded_and_anchored():
    box = Box(1200, 1000, 880, PITCH)
    sheet = table(
        (1140, 2140), (900, 1400), cell(0, 0, "x", box, shade="D9D9D9", anchor=Anchor.BOTTOM)
    )
    made = first(body(page(sheet)), "w:tbl")
    assert values(made, ".//w:shd") == [{"val": "clear", "color": "auto", "fill": "D9D9D9"}]
    assert values(made, ".//w:vAlign") == [{"val": "bottom"}]


def test_every_cell_ends_with_a_paragraph_fit_for_typing():
    sheet = table(
        (1140, 2140, 3140, 4140),
        (900, 1400),
        Cell(0, 0),
        Cell(0, 1, padding=PADDING),
        cell(0, 2, "x", Box(3200, 930, 880, PITCH)),
    )
    cells = first(body(page(sheet)), "w:tbl").findall("w:tr/w:tc", NAMES)
    assert [etree.QName(tc[-1]).localname for tc in cells] == ["p", "p", "p"]
    assert [values(tc, "w:p/w:pPr/w:spacing")[0]["line"] for tc in cells] == ["20", "230", "230"]


def test_tables_that_touch_become_one():
    upper = table(
        (1140, 2140, 4140), (900, 1400), *(cell(0, at, "a", Box(0, 0, 9, PITCH)) for at in (0, 1))
    )
    lower = table(
        (1140, 3140, 5140), (1400, 1700), *(cell(0, at, "b", Box(0, 0, 9, PITCH)) for at in (0, 1))
    )
    made = body(page(upper, lower))
    assert len(made.findall("w:tbl", NAMES)) == 1
    assert values(made, ".//w:gridCol") == [{"w": "1000"}] * 4
    spans = [
        [
            int(plain(span)["val"])
            if (span := tc.find("w:tcPr/w:gridSpan", NAMES)) is not None
            else 1
            for tc in row
        ]
        for row in (row.findall("w:tc", NAMES) for row in made.findall("w:tbl/w:tr", NAMES))
    ]
    assert spans == [[1, 2, 1], [2, 2]]
    beside = first(made, "w:tbl/w:tr").findall("w:tc", NAMES)[2]
    assert [etree.QName(side).localname for side in first(beside, "w:tcPr/w:tcBorders")] == [
        "top",
        "right",
    ]


def test_what_follows_a_table_begins_below_its_last_rule():
    upper = table((1140, 2140), (900, 1400), cell(0, 0, "a", Box(1200, 930, 880, PITCH)))
    lower = table((1140, 2140), (1415, 1800), cell(0, 0, "b", Box(1200, 1450, 880, PITCH)))
    made = body(page(upper, lower, text("c", 1950)))
    kinds = [etree.QName(child).localname for child in made]
    assert kinds == ["p", "tbl", "p", "tbl", "p", "p", "sectPr"]
    assert values(made[0], "w:pPr/w:spacing") == [
        {"after": "45", "line": "20", "lineRule": "exact"}
    ]
    assert values(made[2], "w:pPr/w:spacing") == [{"line": "5", "lineRule": "exact"}]
    assert values(made[4], "w:pPr/w:spacing")[0]["before"] == "140"


def test_the_last_paragraph_above_a_table_leaves_the_room_between_them():
    lines = [paragraph(word, Box(1140, y, 6000, PITCH)) for word, y in (("a", 855), ("b", 1085))]
    above = Text(Box(1140, 855, 6000, 2 * PITCH), tuple(lines))
    made = body(page(above, table((1140, 2145), (1400, 1700), Cell(0, 0))))
    spacing = values(made, "w:p/w:pPr/w:spacing")[1:3]
    assert [each.get("after") for each in spacing] == [None, "85"]


def test_upright_text_runs_up_through_the_height_of_its_cell():
    box = Box(1140, 900, 1300, PITCH)
    lines = (Line(1500, 2300, (Run("Sekretaris", FONT),), upright=True),) * 2
    words = Paragraph((Run("Sekretaris", FONT),), box, PITCH, Align.CENTER, lines=lines)
    lane = Cell(0, 0, paragraphs=(words, words), upright=True)
    made = first(body(page(table((1140, 1640), (900, 2400), lane))), "w:tbl")
    kinds = [etree.QName(child).localname for child in first(made, ".//w:tcPr")]
    assert kinds == ["tcW", "textDirection", "vAlign"]
    assert values(made, ".//w:textDirection") == [{"val": "btLr"}]
    assert values(made, ".//w:p/w:pPr/w:ind") == [{"left": "100", "right": "100"}] * 2
    assert values(made, ".//w:p/w:pPr/w:spacing") == [{"line": "230", "lineRule": "exact"}] * 2


def test_a_framed_table_has_heavier_rules_around_it_and_is_moved_back_by_half_of_them():
    made = first(
        body(page(replace(table((1155, 2160), (900, 1305), Cell(0, 0)), framed=True))), "w:tbl"
    )
    rules = first(made, "w:tblPr/w:tblBorders")
    assert {etree.QName(rule).localname: plain(rule)["sz"] for rule in rules} == {
        "top": "10",
        "left": "10",
        "bottom": "10",
        "right": "10",
        "insideH": "4",
        "insideV": "4",
    }
    assert values(made, "w:tblPr/w:tblInd") == [{"w": "8", "type": "dxa"}]
