"""What is told of the height of text boxes before they are set, against how high they are then."""

import pytest

from sopgen.definition.reading import read_definition
from sopgen.document.page import Font
from sopgen.layout.boxes import Halves, set_boxes
from sopgen.layout.desk import Desk
from sopgen.layout.paper import sheet
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
    boxes = set_boxes(desks[1], paper, Halves(left)).placed(paper.body.y)
    told = set_boxes(desks[0], paper, Halves(paper.body.width // 2)).sketched()
    assert len(boxes.pages) == 1
    height = boxes.bottom - paper.body.y
    assert abs(told.height(left, size) - height) <= LINE * len(told.rows)
