import pytest
from lxml import etree
from msgspec.structs import replace

from sopgen.document.page import Box, Glue, Image, Site
from tests.writers.docx.samples import (
    NAMES,
    RETURN,
    STRAIGHT,
    WORDS,
    body,
    document,
    drawing,
    first,
    line,
    page,
    parts,
    plain,
    png,
    values,
)


def test_a_drawing_floats_over_its_place():
    made = body(page(drawing(STRAIGHT)))
    anchors = made.findall(".//wp:anchor", NAMES)
    assert len(anchors) == 2
    for anchor in anchors:
        assert [plain(place)["relativeFrom"] for place in anchor[1:3]] == ["column", "paragraph"]
        assert [place.findtext("wp:posOffset", "", NAMES) for place in anchor[1:3]] == [
            "231775",
            "234950",
        ]
        assert values(anchor, "wp:extent") == [{"cx": "3810000", "cy": "1905000"}]
        assert values(anchor, "wp:docPr") == [
            {"id": "30", "name": "Bagan alir 1", "descr": "Dua langkah"}
        ]


def test_symbols_are_native_shapes_with_names_and_descriptions():
    canvas = first(body(page(drawing())), ".//wpc:wpc")
    start, decision = canvas.findall("wps:wsp", NAMES)
    assert values(start, "wps:cNvPr") == [
        {"id": "2", "name": "langkah 2", "descr": "langkah 2: teks"}
    ]
    assert values(start, "wps:spPr/a:prstGeom") == [{"prst": "roundRect"}]
    assert values(start, "wps:spPr/a:prstGeom/a:avLst/a:gd") == [
        {"name": "adj", "fmla": "val 50000"}
    ]
    assert values(start, "wps:spPr/a:xfrm/a:off") == [{"x": "317500", "y": "190500"}]
    assert values(decision, "wps:spPr/a:prstGeom") == [{"prst": "flowChartDecision"}]
    assert "".join(start.itertext()) == "Mulai"
    assert decision.find("wps:txbx", NAMES) is None


def test_words_in_a_symbol_have_half_a_point_of_leeway():
    start = first(body(page(drawing())), ".//wpc:wpc/wps:wsp")
    assert values(start, ".//w:spacing") == [{"line": "230", "lineRule": "exact"}]
    left, right = (int(values(start, ".//w:ind")[0][side]) for side in ("left", "right"))
    # A terminator of 500 twips keeps words 0.29289 of its radius off its ends, rounded up.
    assert (left, right) == (-10 - 74, -10 - 74)


def test_connectors_are_glued_at_both_ends():
    canvas = first(body(page(drawing(STRAIGHT))), ".//wpc:wpc")
    connector = canvas[-1]
    assert values(connector, "wps:cNvPr") == [
        {"id": "12", "name": "panah 12", "descr": "panah 12: teks"}
    ]
    assert values(connector, "wps:cNvCnPr/a:stCxn") == [{"id": "2", "idx": "3"}]
    assert values(connector, "wps:cNvCnPr/a:endCxn") == [{"id": "3", "idx": "0"}]
    assert values(connector, "wps:spPr/a:prstGeom") == [{"prst": "bentConnector2"}]
    assert values(connector, ".//a:tailEnd") == [{"type": "triangle", "w": "sm", "len": "sm"}]


def test_the_line_of_joint_work_has_no_head():
    canvas = first(body(page(drawing(replace(STRAIGHT, arrow=False)))), ".//wpc:wpc")
    assert canvas.find(".//a:tailEnd", NAMES) is None


def test_lines_lie_over_symbols_and_words_over_lines():
    canvas = first(body(page(drawing(STRAIGHT, labels=(WORDS,)))), ".//wpc:wpc")
    names = [plain(first(shape, "wps:cNvPr"))["name"] for shape in canvas.findall("wps:wsp", NAMES)]
    assert names == ["langkah 2", "langkah 3", "panah 12", "label"]


def test_a_label_is_words_without_a_box():
    label = first(body(page(drawing(labels=(WORDS,)))), ".//wpc:wpc")[-1]
    assert values(label, "wps:cNvSpPr") == [{"txBox": "1"}]
    assert values(label, "wps:spPr/a:ln/a:noFill") == [{}]
    assert values(label, "wps:spPr/a:noFill") == [{}]
    assert values(label, ".//w:ind") == [{"right": "-20"}]
    insets = values(label, "wps:bodyPr")[0]
    assert [insets[side] for side in ("lIns", "tIns", "rIns", "bIns", "anchor")] == [
        "0",
        "0",
        "0",
        "0",
        "ctr",
    ]


def test_readers_without_canvases_get_a_group_of_the_same_shapes():
    alternatives = first(body(page(drawing(STRAIGHT, labels=(WORDS,)))), ".//mc:AlternateContent")
    canvas, group = first(alternatives, ".//wpc:wpc"), first(alternatives, "mc:Fallback//wpg:wgp")
    frame, *copies = group.findall("wps:wsp", NAMES)
    shapes = canvas.findall("wps:wsp", NAMES)
    assert [etree.tostring(copy) for copy in copies] == [etree.tostring(shape) for shape in shapes]
    assert values(frame, "wps:spPr/a:xfrm/a:ext") == [{"cx": "3810000", "cy": "1905000"}]
    assert values(group, "wpg:grpSpPr/a:xfrm/a:chExt") == [{"cx": "3810000", "cy": "1905000"}]


def test_the_group_has_points_for_a_line_that_leaves_a_narrow_box_far():
    same_side = line(
        20,
        Glue(2, Site.LEFT),
        Glue(3, Site.LEFT),
        (3000, 1500),
        (2600, 1500),
        (2600, 2500),
        (3000, 2500),
    )
    alternatives = first(body(page(drawing(same_side))), ".//mc:AlternateContent")
    canvas, group = first(alternatives, ".//wpc:wpc"), first(alternatives, "mc:Fallback//wpg:wgp")
    assert values(canvas[-1], "wps:spPr/a:prstGeom") == [{"prst": "bentConnector3"}]
    path = first(group[-1], "wps:spPr/a:custGeom/a:pathLst/a:path")
    assert path.get("w") == "254000"
    assert [(spot.get("x"), spot.get("y")) for spot in path.iter("{*}pt")] == [
        ("254000", "0"),
        ("0", "0"),
        ("0", "635000"),
        ("254000", "635000"),
    ]


@pytest.mark.parametrize(("connector", "needs"), [(STRAIGHT, "wpc"), (RETURN, "wpc wp14")])
def test_five_segments_are_kept_from_libreoffice(connector, needs):
    choice = first(body(page(drawing(connector))), ".//mc:Choice")
    assert choice.get("Requires") == needs
    assert {"wpc", "wp14"} <= set(choice.nsmap)


def test_a_picture_has_a_description_and_is_stored_once():
    box = Box(2140, 1855, 900, 600)
    logo, again = (Image(number, box, png(), "Logo", "Lambang") for number in (40, 41))
    made = parts(document(page(logo), page(again), page(Image(42, box, png((9, 9, 9)), "c", "d"))))
    assert [name for name in made if "media" in name] == [
        "word/media/image1.png",
        "word/media/image2.png",
    ]
    anchor = first(etree.fromstring(made["word/document.xml"]), ".//wp:anchor")
    assert values(anchor, "wp:docPr") == [{"id": "40", "name": "Logo", "descr": "Lambang"}]
    assert [place.findtext("wp:posOffset", "", NAMES) for place in anchor[1:3]] == [
        "638175",
        "650875",
    ]
    assert values(anchor, ".//pic:spPr/a:xfrm/a:ext") == [{"cx": "571500", "cy": "381000"}]
