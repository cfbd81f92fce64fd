"""What is told of the height of text boxes before they are set, against how high they are then."""

import pytest

from sopgen.definition.reading import read_definition
from sopgen.document.page import Font
from sopgen.layout.boxes import Halves, typed_boxes
from sopgen.layout.desk import Desk
from sopgen.layout.flowchart.lines import MeasuredPassage
from sopgen.layout.paper import sheet
from sopgen.layout.sketch import BoxSketch, Sketch
from tests.catalogue import DEFINITIONS, SHIPPED, typesetter

LINE = 270
"""A line of 10 pt, higher than any here."""


@pytest.mark.parametrize("name", [path.stem for path in SHIPPED])
@pytest.mark.parametrize("size", [200, 180, 150])
@pytest.mark.parametrize("share", [0.46, 0.5, 0.62])
def test_a_sketch_is_as_high_as_the_boxes_to_within_a_line_for_each_row(name, size, share):
    made = read_definition(DEFINITIONS[name])
    profile, logo = made.profile, None
    paper = sheet(profile, profile.paper.identity, typesetter())
    desks = [
        Desk(made.sop, made.agency.letterhead, profile, logo, typesetter(), Font(face, each))
        for face, each in ((profile.font.face, 200), (profile.font.face, size))
    ]
    left = round(paper.body.width * share)
    boxes = typed_boxes(desks[1], paper).set(Halves(left)).placed(paper.body.y)
    told = typed_boxes(desks[0], paper).sketched(Halves(paper.body.width // 2))
    assert len(boxes.pages) == 1
    height = boxes.bottom - paper.body.y
    assert abs(told.height(left, size) - height) <= LINE * len(told.rows)


def box(items: int, length: float) -> BoxSketch:
    """Return a list of `items` that are so long each."""
    return BoxSketch((MeasuredPassage((0.0,), (length,), 0, length),) * items)


def stands(*boxes: BoxSketch) -> bool:
    """Tell whether a list of six may stand in columns, on 10,000 twips of which 6,000 are left."""
    return Sketch((boxes,), 10_000, 200, 230, 300).may_stand_in_columns(6_000, 200, 6)


def test_a_long_list_beside_another_box_may_stand_in_columns_if_its_items_are_short():
    assert stands(box(6, 2_900), box(1, 9_000))
    assert not stands(box(6, 4_000), box(1, 9_000))
    assert not stands(box(5, 100), box(5, 100))


def test_a_long_list_over_the_whole_width_may_stand_in_columns_whatever_its_items_are():
    assert stands(box(6, 30_000))
    assert not stands(box(5, 100))
