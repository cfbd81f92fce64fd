"""Symbols and connectors stand, glued, where the layout has them."""

from lxml import etree
from msgspec.structs import replace

from sopgen.document.page import (
    Box,
    Drawing,
    Image,
    Label,
    Line,
)
from sopgen.writers.xlsx import write
from tests.writers.xlsx.samples import (
    FIRST_TOP,
    LATER_TOP,
    NAMES,
    TITLE,
    anchored,
    cover,
    document,
    flow_drawing,
    only_sheet,
    page,
    png,
    read,
    sop,
    words,
)


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
    drawing = Drawing(3, TITLE, (), (), (Label(2, TITLE, (longer,), "label", 3),), "", "")
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
