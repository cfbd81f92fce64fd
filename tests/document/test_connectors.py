from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopgen.document.connectors import (
    LEAST_EXTENT,
    WHOLE,
    ConnectorGeometry,
    Transform,
    connector_geometry,
    connector_path,
    emu,
    is_connector,
    preset_path,
)
from sopgen.document.page import Point


def path(*corners: tuple[int, int]) -> tuple[Point, ...]:
    return tuple(Point(x, y) for x, y in corners)


def test_a_twip_is_635_emu():
    assert emu(20) == 12700


@pytest.mark.parametrize(
    ("points", "geometry"),
    [
        (
            path((0, 0), (100, 0)),
            ConnectorGeometry("straightConnector1", Transform(0, 0, 63500, 0)),
        ),
        (
            path((100, 300), (100, 100)),
            ConnectorGeometry(
                "straightConnector1", Transform(63500, 63500, 0, 127000, flip_v=True)
            ),
        ),
        (
            path((0, 0), (100, 0), (100, 200)),
            ConnectorGeometry("bentConnector2", Transform(0, 0, 63500, 127000)),
        ),
        (
            path((100, 0), (0, 0), (0, 200)),
            ConnectorGeometry("bentConnector2", Transform(0, 0, 63500, 127000, flip_h=True)),
        ),
        (
            path((0, 0), (0, 200), (100, 200)),
            ConnectorGeometry(
                "bentConnector2", Transform(-31750, 31750, 127000, 63500, 16200000, True)
            ),
        ),
        (
            path((0, 0), (0, 50), (100, 50), (100, 200)),
            ConnectorGeometry(
                "bentConnector3",
                Transform(-31750, 31750, 127000, 63500, 16200000, True),
                (25000,),
            ),
        ),
        (
            path((0, 0), (0, 60), (150, 60), (150, -100), (100, -100)),
            ConnectorGeometry(
                "bentConnector4",
                Transform(0, -63500, 63500, 63500, 16200000),
                (-60000, 150000),
            ),
        ),
        (
            path((0, 0), (20, 0), (20, -100), (80, -100), (80, 100), (100, 100)),
            ConnectorGeometry(
                "bentConnector5", Transform(0, 0, 63500, 63500), (20000, -100000, 80000)
            ),
        ),
    ],
)
def test_a_path_is_a_preset_connector(points, geometry):
    assert connector_geometry(points) == geometry


def test_a_return_to_the_same_side_has_a_box_wide_enough_to_bend_by():
    geometry = connector_geometry(path((100, 400), (300, 400), (300, 0), (100, 0)))
    assert geometry.preset == "bentConnector3"
    assert geometry.transform == Transform(60325, 0, 6350, 254000, flip_v=True)
    assert geometry.adjustments == (2050000,)


def test_a_narrow_box_that_the_path_stays_inside_keeps_its_size():
    geometry = connector_geometry(path((0, 0), (0, 50), (4, 50), (4, 100)))
    assert geometry.transform.visual == Transform(0, 0, 2540, 63500)


def test_a_quarter_turned_box_is_seen_upright():
    assert Transform(-31750, 31750, 127000, 63500, 16200000, True).visual == Transform(
        0, 0, 63500, 127000
    )


@pytest.mark.parametrize(
    "points",
    [
        path((0, 0)),
        path((0, 0), (100, 100)),
        path((0, 0), (0, 0)),
        path((0, 0), (50, 0), (100, 0)),
        path((0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3)),
    ],
)
def test_what_is_not_an_orthogonal_path_is_refused(points):
    with pytest.raises(ValueError, match="connector"):
        connector_geometry(points)


@st.composite
def orthogonal_paths(draw: st.DrawFn) -> tuple[Point, ...]:
    coordinate = st.integers(0, 20000)
    point = Point(draw(coordinate), draw(coordinate))
    points, horizontal = [point], draw(st.booleans())
    for _ in range(draw(st.integers(1, 5))):
        old = point.x if horizontal else point.y
        new = draw(coordinate.filter(lambda value, old=old: value != old))
        point = Point(new, point.y) if horizontal else Point(point.x, new)
        points.append(point)
        horizontal = not horizontal
    return tuple(points)


@given(orthogonal_paths())
def test_a_connector_draws_the_path_it_was_made_from(points):
    geometry = connector_geometry(points)
    width, height = geometry.transform.width, geometry.transform.height
    # Half of the smallest step of an adjustment, at the size of the box.
    tolerance = max(5.0, max(width, height) / WHOLE / 2 + 1)
    if _leaves_a_narrow_box(points):
        tolerance = LEAST_EXTENT / 2 + 1
    drawn = connector_path(geometry)
    assert len(drawn) == len(points)
    for point, (x, y) in zip(points, drawn, strict=True):
        assert abs(x - emu(point.x)) <= tolerance
        assert abs(y - emu(point.y)) <= tolerance


def _leaves_a_narrow_box(points: tuple[Point, ...]) -> bool:
    start, end = points[0], points[-1]
    return min(abs(start.x - end.x), abs(start.y - end.y)) < 20


@given(orthogonal_paths())
def test_a_path_within_78_points_is_exact_to_5_emu(points):
    small = tuple(Point(point.x * 1560 // 20000, point.y * 1560 // 20000) for point in points)
    if any(a == b for a, b in pairwise(small)) or _leaves_a_narrow_box(small):
        return
    drawn = connector_path(connector_geometry(small))
    for point, (x, y) in zip(small, drawn, strict=True):
        assert abs(x - emu(point.x)) <= 5
        assert abs(y - emu(point.y)) <= 5


@given(orthogonal_paths())
def test_the_visual_box_holds_both_ends(points):
    geometry = connector_geometry(points)
    seen = geometry.transform.visual
    for x, y in (connector_path(geometry)[0], connector_path(geometry)[-1]):
        assert seen.x - 1 <= x <= seen.x + seen.width + 1
        assert seen.y - 1 <= y <= seen.y + seen.height + 1


@pytest.mark.parametrize(
    ("preset", "adjustments", "points"),
    [
        ("line", (), ((0, 0), (40, 20))),
        ("lineInv", (), ((0, 20), (40, 0))),
        ("curvedConnector2", (), ((0, 0), (40, 0), (40, 20))),
        ("bentConnector3", (), ((0, 0), (20, 0), (20, 20), (40, 20))),
        ("bentConnector3", (25000, 7, 7), ((0, 0), (10, 0), (10, 20), (40, 20))),
        ("bentConnector4", (25000,), ((0, 0), (10, 0), (10, 10), (40, 10), (40, 20))),
    ],
)
def test_a_preset_that_gives_no_adjustments_bends_in_the_middle(preset, adjustments, points):
    assert preset_path(preset, adjustments, 40, 20) == points


@pytest.mark.parametrize(
    ("preset", "told"),
    [
        ("bentConnector2", True),
        ("curvedConnector5", True),
        ("straightConnector1", True),
        ("line", True),
        ("flowChartOffpageConnector", False),
        ("flowChartConnector", False),
        ("downArrow", False),
        ("", False),
    ],
)
def test_a_connector_is_told_from_a_symbol(preset, told):
    assert is_connector(preset) is told
