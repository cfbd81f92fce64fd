from lxml import etree

from sopgen.document.connectors import connector_geometry, upright
from sopgen.document.page import Align, Box, Face, Font, Paragraph, Point, Run, Symbol
from sopgen.writers.office import drawingml
from sopgen.writers.office.ooxml import NAMESPACES


def test_a_symbol_is_white_with_a_thin_black_line():
    assert drawingml.symbol(Symbol.DECISION, upright(Box(20, 40, 60, 80))) == (
        '<a:xfrm><a:off x="12700" y="25400"/><a:ext cx="38100" cy="50800"/></a:xfrm>'
        '<a:prstGeom prst="flowChartDecision"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        '<a:ln w="12700"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        '<a:miter lim="800000"/></a:ln>'
    )


def test_a_connector_is_a_line_without_fill():
    path = [Point(0, 0), Point(0, 50), Point(100, 50), Point(100, 99)]
    plain = drawingml.connector(connector_geometry(path), arrow=False)
    assert plain.startswith('<a:xfrm rot="16200000" flipH="1">')
    assert '<a:gd name="adj1" fmla="val 50505"/></a:avLst></a:prstGeom><a:noFill/><a:ln' in plain
    assert "tailEnd" not in plain
    headed = drawingml.connector(connector_geometry(path), arrow=True)
    assert headed.endswith('<a:tailEnd type="triangle" w="sm" len="sm"/></a:ln>')
    dashed = drawingml.connector(connector_geometry(path), arrow=True, dashed=True)
    assert '</a:solidFill><a:prstDash val="dash"/><a:miter lim="800000"/><a:tailEnd' in dashed


def test_the_box_of_a_label_is_not_seen():
    found = drawingml.invisible(upright(Box(0, 0, 20, 20)))
    assert found.endswith("<a:noFill/><a:ln><a:noFill/></a:ln>")


def test_text_in_a_drawing_keeps_its_font_pitch_and_breaks():
    runs = (Run("Ya &\nTidak", Font(Face.ARIAL_NARROW, 160, bold=True)),)
    paragraph = Paragraph(runs, Box(0, 0, 100, 184), 184, Align.CENTER)
    properties = (
        'lang="id-ID" sz="800" b="1" i="0"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        '<a:latin typeface="Arial Narrow"/><a:ea typeface="Arial Narrow"/>'
        '<a:cs typeface="Arial Narrow"/></a:rPr>'
    )
    assert drawingml.paragraph_text(paragraph, "id-ID") == (
        '<a:p><a:pPr algn="ctr"><a:lnSpc><a:spcPts val="920"/></a:lnSpc></a:pPr>'
        f"<a:r><a:rPr {properties}<a:t>Ya &amp;</a:t></a:r><a:br><a:rPr {properties}</a:br>"
        f"<a:r><a:rPr {properties}<a:t>Tidak</a:t></a:r></a:p>"
    )


def test_a_marker_in_a_drawing_hangs():
    font = Font(Face.ARIAL, 160)
    paragraph = Paragraph(
        (Run("satu", font),), Box(100, 0, 100, 184), 184, marker=Run("-", font), indent=100
    )
    text = drawingml.paragraph_text(paragraph, "id-ID")
    assert '<a:pPr algn="l" marL="63500" indent="-63500">' in text
    element = etree.fromstring(text.replace("<a:p>", f'<a:p xmlns:a="{NAMESPACES["a"]}">', 1))
    assert "".join(element.itertext()) == "-\tsatu"


def test_text_fills_its_shape_without_insets():
    assert drawingml.body_properties("a:bodyPr", wrapped=True) == (
        '<a:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        'anchor="ctr" anchorCtr="0"><a:noAutofit/></a:bodyPr>'
    )


def test_every_symbol_has_a_preset():
    assert drawingml.PRESETS == {
        Symbol.TERMINATOR: "roundRect",
        Symbol.PROCESS: "flowChartProcess",
        Symbol.DECISION: "flowChartDecision",
        Symbol.OFF_PAGE: "flowChartOffpageConnector",
    }
