import pytest
from hypothesis import given

from sopgen.document.connectors import connector_geometry
from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenGlue, SeenLine, SeenShape
from sopgen.readers.office.drawingml import MOST_DRAWN
from sopgen.readers.office.markup import name_and_key
from sopgen.readers.packages import BadPackageError
from tests.document.test_connectors import orthogonal_paths
from tests.readers.workbooks import (
    LINE,
    anchored,
    connector,
    frame,
    marker,
    preset,
    seen,
    shape,
    words,
)

TWIP = 635
GRID = (
    '<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="20" width="10"/></cols>'
    "<sheetData/>"
)
"""Columns of 70 pixels, which are 1050 twips, and rows of 300 twips."""


def drawn(*anchors: str) -> tuple[tuple[SeenShape, ...], tuple[SeenLine, ...]]:
    sheet = seen(GRID, drawing="".join(anchors))
    return sheet.shapes, sheet.lines


def only_shape(*anchors: str) -> SeenShape:
    ((shape,), ()) = drawn(*anchors)
    return shape


def only_line(*anchors: str) -> SeenLine:
    ((), (line,)) = drawn(*anchors)
    return line


def at(x: int, y: int, width: int, height: int, inner: str) -> str:
    """Return `inner` on the grid by its visible box in twips."""
    start = (x // 1050, x % 1050 * TWIP, y // 300, y % 300 * TWIP)
    right, bottom = x + width, y + height
    end = (right // 1050, right % 1050 * TWIP, bottom // 300, bottom % 300 * TWIP)
    return anchored(start, end, inner)


def own(x: int, y: int, width: int, height: int, turns: str = "") -> str:
    """Return a frame in twips."""
    return frame(x * TWIP, y * TWIP, width * TWIP, height * TWIP, turns)


def points(*corners: tuple[int, int]) -> tuple[Point, ...]:
    return tuple(Point(x, y) for x, y in corners)


@pytest.mark.parametrize(
    "kind",
    [
        "rect",
        "diamond",
        "flowChartTerminator",
        "flowChartOffpageConnector",
        "chevron",
    ],
)
def test_a_shape_is_told_by_its_preset_as_it_is(kind):
    body = words("<a:r><a:t>Mulai</a:t></a:r>")
    look = own(1200, 350, 600, 200) + preset(kind) + LINE
    assert only_shape(at(1200, 350, 600, 200, shape(look, body=body))) == SeenShape(
        2, "", kind, Box(1200, 350, 600, 200), "Mulai", "Rectangle 1"
    )


@pytest.mark.parametrize(
    ("kind", "turns", "ends", "heads"),
    [
        ("downArrow", "", ((1500, 350), (1500, 550)), (False, True)),
        ("leftArrow", "", ((1800, 450), (1200, 450)), (False, True)),
        ("rightArrow", 'rot="10800000"', ((1800, 450), (1200, 450)), (False, True)),
        ("leftRightArrow", "", ((1200, 450), (1800, 450)), (True, True)),
    ],
)
def test_a_block_arrow_without_words_is_a_line_along_its_middle(kind, turns, ends, heads):
    look = own(1200, 350, 600, 200, turns) + preset(kind) + LINE
    line = only_line(at(1200, 350, 600, 200, shape(look)))
    assert line.path == points(*ends)
    assert (line.head_at_start, line.head_at_end) == heads


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        (None, "flowChartAlternateProcess"),
        (20_000, "flowChartAlternateProcess"),
        (50_000, "roundRect"),
    ],
)
def test_a_box_rounded_off_a_little_is_told_from_one_whose_short_sides_are_half_circles(
    rounding, expected
):
    guides = () if rounding is None else (rounding,)
    look = own(1200, 350, 600, 200) + preset("roundRect", *guides) + LINE
    assert only_shape(at(1200, 350, 600, 200, shape(look))).preset == expected


def test_a_turned_pentagon_has_the_box_that_is_seen():
    look = own(1100, 450, 400, 200, 'rot="5400000"') + preset("homePlate") + LINE
    assert only_shape(at(1200, 350, 200, 400, shape(look))).box == Box(1200, 350, 200, 400)


def test_a_shape_turned_by_thirty_degrees_has_the_box_around_it():
    look = own(1000, 500, 400, 200, 'rot="1800000"') + preset("rect") + LINE
    assert only_shape(at(1000, 500, 400, 200, shape(look))).box == Box(977, 413, 446, 374)


def test_lines_and_paragraphs_of_a_shape_are_lines_of_its_text():
    body = words(
        "<a:r><a:t>Rapat </a:t></a:r><a:r><a:t>tim</a:t></a:r>",
        '<a:r><a:t>dua</a:t></a:r><a:br/><a:fld type="slidenum"><a:t>tiga</a:t></a:fld>',
        "",
    )
    look = own(0, 0, 600, 200) + preset("rect") + LINE
    assert only_shape(at(0, 0, 600, 200, shape(look, body=body))).text == "Rapat tim\ndua\ntiga"


BARE = "<a:noFill/><a:ln><a:noFill/></a:ln>"
WORD = words("<a:r><a:t>Ya</a:t></a:r>")
STYLE = '<xdr:style><a:lnRef idx="{line}"/><a:fillRef idx="{fill}"/></xdr:style>'


@pytest.mark.parametrize(
    ("look", "style", "bare"),
    [
        (BARE, "", True),
        ("", "", True),
        ("", STYLE.format(line=0, fill=0), True),
        (BARE, STYLE.format(line=2, fill=1), True),
        ("", STYLE.format(line=2, fill=0), False),
        ("", STYLE.format(line=0, fill=1), False),
        ("<a:noFill/>" + LINE, "", False),
        ('<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln>', "", False),
    ],
)
def test_words_without_line_and_fill_are_bare(look, style, bare):
    drawn = shape(own(0, 0, 300, 200) + preset("rect") + look, body=WORD, style=style)
    assert only_shape(at(0, 0, 300, 200, drawn)).bare is bare


def test_what_shows_nothing_is_not_seen():
    nothing = shape(own(0, 0, 300, 200) + preset("rect") + BARE)
    hidden = shape(own(0, 0, 300, 200) + preset("rect") + LINE).replace(
        'id="2"', 'id="2" hidden="1"'
    )
    assert drawn(at(0, 0, 300, 200, nothing), at(0, 0, 300, 200, hidden)) == ((), ())


def test_a_picture_is_a_picture():
    picture = (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="4" name="Logo"/></xdr:nvPicPr>'
        f"<xdr:spPr>{own(30, 40, 500, 600)}{preset('rect')}</xdr:spPr></xdr:pic>"
    )
    assert only_shape(at(30, 40, 500, 600, picture)) == SeenShape(
        4, "", "picture", Box(30, 40, 500, 600), "", "Logo"
    )


def test_other_geometry_has_no_preset():
    path = '<a:path w="2" h="2"><a:moveTo><a:pt x="0" y="hc"/></a:moveTo><a:close/></a:path>'
    look = f"{own(0, 0, 300, 200)}<a:custGeom><a:pathLst>{path}</a:pathLst></a:custGeom>{LINE}"
    assert only_shape(at(0, 0, 300, 200, shape(look))).preset == ""


def freeform(fill: str) -> str:
    spots = ((0, 0), (100, 0), (100, 50))
    first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in spots)
    steps = f"<a:moveTo>{first}</a:moveTo>" + "".join(f"<a:lnTo>{each}</a:lnTo>" for each in others)
    path = f'<a:path w="100" h="100" {fill}>{steps}</a:path>'
    return f"{own(0, 0, 300, 200)}<a:custGeom><a:pathLst>{path}</a:pathLst></a:custGeom>{LINE}"


def test_an_open_freeform_without_fill_is_a_line():
    line = only_line(at(0, 0, 300, 200, shape(freeform('fill="none"'))))
    assert line.path == points((0, 0), (300, 0), (300, 100))
    assert only_shape(at(0, 0, 300, 200, shape(freeform("")))).preset == ""


HEAD = '<a:ln><a:solidFill/><a:prstDash val="dash"/><a:tailEnd type="triangle"/></a:ln>'


def test_a_connector_has_its_path_its_glue_and_its_head():
    glue = '<a:stCxn id="3" idx="2"/><a:endCxn id="5" idx="0"/>'
    look = own(1000, 300, 400, 600) + preset("bentConnector3", 25000) + HEAD
    assert only_line(at(1000, 300, 400, 600, connector(look, glue=glue))) == SeenLine(
        9,
        "",
        points((1000, 300), (1100, 300), (1100, 900), (1400, 900)),
        SeenGlue(3, 2),
        SeenGlue(5, 0),
        False,
        True,
        True,
        "Straight Arrow 1",
    )


@pytest.mark.parametrize(
    ("kind", "turns", "box", "path"),
    [
        ("line", "", (0, 0, 400, 300), ((0, 0), (400, 300))),
        ("straightConnector1", 'flipV="1"', (0, 0, 400, 300), ((0, 300), (400, 0))),
        ("straightConnector1", 'flipH="true"', (0, 0, 400, 0), ((400, 0), (0, 0))),
        ("bentConnector2", 'rot="5400000"', (0, 0, 300, 400), ((300, 0), (300, 400), (0, 400))),
        (
            "bentConnector3",
            'rot="16200000" flipH="1"',
            (0, 0, 300, 400),
            ((0, 0), (0, 200), (300, 200), (300, 400)),
        ),
        ("bentConnector2", 'rot="10800000"', (0, 0, 400, 300), ((400, 300), (0, 300), (0, 0))),
        (
            "curvedConnector3",
            "",
            (0, 0, 400, 300),
            ((0, 0), (200, 0), (200, 300), (400, 300)),
        ),
    ],
)
def test_a_preset_is_flipped_and_turned_into_its_path(kind, turns, box, path):
    x, y, width, height = box
    frame = (x, y, width, height)
    if "5400000" in turns or "16200000" in turns:
        frame = (x + (width - height) // 2, y + (height - width) // 2, height, width)
    look = own(*frame, turns) + preset(kind) + LINE
    line = only_line(at(*box, connector(look)))
    assert line.path == points(*path)
    assert line.other == ()


def test_libreoffice_saves_a_connector_as_a_shape():
    look = own(0, 0, 400, 300) + preset("bentConnector2") + "<a:noFill/>" + HEAD
    line = only_line(at(0, 0, 400, 300, shape(look, name="panah ke langkah 2 #p7")))
    assert (line.key, line.name, line.head_at_end) == ("p7", "panah ke langkah 2", True)


def test_adjustments_go_by_their_names():
    guides = '<a:gd name="adj3" fmla="val 80000"/><a:gd name="adj1" fmla="val 10000"/>'
    geometry = f'<a:prstGeom prst="bentConnector5"><a:avLst>{guides}</a:avLst></a:prstGeom>'
    line = only_line(at(0, 0, 400, 300, connector(own(0, 0, 400, 300) + geometry + LINE)))
    assert line.path == points((0, 0), (40, 0), (40, 150), (320, 150), (320, 300), (400, 300))


def test_a_line_whose_frame_says_otherwise_has_both_paths():
    look = own(1000, 600, 400, 300) + preset("straightConnector1") + LINE
    line = only_line(at(900, 600, 600, 300, connector(look)))
    assert line.path == points((900, 600), (1500, 900))
    assert line.other == points((1000, 600), (1400, 900))


def group(turns: str = "") -> str:
    """Return a group of twice the size of what it holds, a shape and a line."""
    inner = '<a:chOff x="635000" y="0"/><a:chExt cx="127000" cy="127000"/>'
    outer = frame(0, 0, 254000, 254000, turns, inner)
    box = shape(frame(635000, 0, 63500, 31750) + preset("diamond") + LINE)
    line = connector(frame(698500, 31750, 63500, 95250) + preset("bentConnector2") + LINE)
    return f"<xdr:grpSp><xdr:grpSpPr>{outer}</xdr:grpSpPr>{box}{line}</xdr:grpSp>"


def test_a_group_is_undone():
    (shape,), (line,) = drawn(at(100, 100, 400, 400, group()))
    assert shape.box == Box(100, 100, 200, 100)
    assert line.path == points((300, 200), (500, 200), (500, 500))


def test_a_turned_group_turns_all_that_it_holds():
    (shape,), (line,) = drawn(at(100, 100, 400, 400, group('rot="5400000"')))
    assert shape.box == Box(400, 100, 100, 200)
    assert line.path == points((400, 300), (400, 500), (100, 500))


def test_of_alternatives_the_first_known_one_is_seen():
    known = shape(own(0, 0, 300, 200) + preset("rect") + LINE, id=3)
    new = shape(own(0, 0, 300, 200) + preset("rect") + LINE, id=4)
    either = (
        '<mc:AlternateContent><mc:Choice Requires="new {more}">{new}</mc:Choice>'
        '<mc:Choice Requires="xdr14">{known}</mc:Choice><mc:Fallback>{new}</mc:Fallback>'
        "</mc:AlternateContent>"
    )
    parts = either.format(new=new, known=known, more="xdr14")
    assert only_shape(at(0, 0, 300, 200, parts)).id == 3
    fallback = (
        f'<mc:AlternateContent><mc:Choice Requires="new">{new}</mc:Choice>'
        f"<mc:Fallback>{known}</mc:Fallback></mc:AlternateContent>"
    )
    assert only_shape(at(0, 0, 300, 200, fallback)).id == 3


def test_other_anchors_hold_shapes_too():
    look = own(0, 0, 300, 200) + preset("rect") + LINE
    size = f'<xdr:ext cx="{300 * TWIP}" cy="{200 * TWIP}"/>'
    start = f"<xdr:from>{marker((1, 635, 2, 0))}</xdr:from>"
    one = f"<xdr:oneCellAnchor>{start}{size}{shape(look)}</xdr:oneCellAnchor>"
    place = f'<xdr:pos x="{50 * TWIP}" y="{60 * TWIP}"/>'
    absolute = f"<xdr:absoluteAnchor>{place}{size}{shape(look)}</xdr:absoluteAnchor>"
    shapes, _ = drawn(one, absolute)
    assert [each.box for each in shapes] == [Box(1051, 600, 300, 200), Box(50, 60, 300, 200)]


def test_shapes_with_one_id_are_all_seen():
    look = own(0, 0, 300, 200) + preset("rect") + LINE
    shapes, _ = drawn(*[at(0, 0, 300, 200, shape(look, id=7))] * 2)
    assert [each.id for each in shapes] == [7, 7]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("langkah 3, Sekretaris #m12", ("langkah 3, Sekretaris", "m12")),
        ("langkah 3, Sekretaris #m12 1", ("langkah 3, Sekretaris 1", "m12")),
        ("langkah 3, Sekretaris #m 1", ("langkah 3, Sekretaris 1", "")),
        ("segilima A #A.ke 1", ("segilima A 1", "A.ke")),
        ("Garis #lurus", ("Garis #lurus", "")),
        ("segilima A #1.A.ke", ("segilima A", "1.A.ke")),
        ("#p7", ("", "p7")),
        ("Rectangle 5", ("Rectangle 5", "")),
        ("nomor # 5", ("nomor # 5", "")),
        ("a #b1 #c1", ("a #b1", "c1")),
        ("", ("", "")),
    ],
)
def test_a_key_stands_behind_the_name(name, told):
    assert name_and_key(name) == told


HOSTILE = [
    (at(0, 0, 300, 200, shape(frame(0, 0, 1, 1).replace('cx="1"', 'cx="NaN"'))), "NaN"),
    (at(0, 0, 300, 200, shape(frame(0, 0, 10**12, 1))), "1000000000000"),
    (anchored((0, 10**15, 0, 0), (1, 0, 1, 0), ""), "1000000000000000"),
]


@pytest.mark.parametrize(("drawing", "value"), HOSTILE)
def test_a_size_that_is_none_is_refused(drawing, value):
    with pytest.raises(BadPackageError, match=f"ada ukuran yang tidak wajar di dalamnya: {value}$"):
        drawn(drawing)


def test_a_shape_outside_of_all_sheets_is_refused():
    with pytest.raises(BadPackageError, match="ada bentuk yang letaknya di luar lembar"):
        drawn(anchored((0, 0, 10**7, 0), (1, 0, 10**7, 5), ""))


def test_too_many_shapes_are_refused():
    with pytest.raises(BadPackageError, match=f"bentuk pada satu lembar lebih dari {MOST_DRAWN}"):
        drawn("<xdr:twoCellAnchor/>" * (MOST_DRAWN + 1))
    shapes = shape(own(0, 0, 3, 2) + preset("rect") + LINE) * (MOST_DRAWN + 1)
    many = f"<xdr:grpSp><xdr:grpSpPr>{own(0, 0, 9, 9)}</xdr:grpSpPr>{shapes}</xdr:grpSp>"
    with pytest.raises(BadPackageError, match=f"bentuk pada satu lembar lebih dari {MOST_DRAWN}"):
        drawn(at(0, 0, 9, 9, many))


def test_groups_within_groups_end_somewhere():
    start = f"<xdr:grpSp><xdr:grpSpPr>{own(0, 0, 9, 9)}</xdr:grpSpPr>"
    with pytest.raises(BadPackageError, match="kelompok bentuk di dalamnya terlalu bersarang"):
        drawn(at(0, 0, 9, 9, start * 60 + "</xdr:grpSp>" * 60))


@given(orthogonal_paths())
def test_a_path_that_is_written_is_read(path):
    geometry = connector_geometry(path)
    transform = geometry.transform
    turns = f'rot="{transform.rotation}" flipH="{transform.flip_h:d}" flipV="{transform.flip_v:d}"'
    own = frame(transform.x, transform.y, transform.width, transform.height, turns)
    look = own + preset(geometry.preset, *geometry.adjustments) + LINE
    box = transform.visual
    place = f'<xdr:pos x="{box.x}" y="{box.y}"/><xdr:ext cx="{box.width}" cy="{box.height}"/>'
    line = only_line(f"<xdr:absoluteAnchor>{place}{connector(look)}</xdr:absoluteAnchor>")
    assert line.other == ()
    assert len(line.path) == len(path)
    # Half of the smallest step of an adjustment, or of the least box that a path may leave.
    start, end = path[0], path[-1]
    size = max(abs(start.x - end.x), abs(start.y - end.y), 10)
    narrow = min(abs(start.x - end.x), abs(start.y - end.y)) < 10
    limit = 6 if narrow else 1 + size * 5e-6
    for seen_point, point in zip(line.path, path, strict=True):
        assert abs(seen_point.x - point.x) <= limit
        assert abs(seen_point.y - point.y) <= limit
