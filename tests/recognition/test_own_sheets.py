"""What we drew ourselves is understood as it was meant, whatever a program left of it."""

import pytest

from sopgen.recognition.flow import seen_flow
from tests.catalogue import DEFINITIONS
from tests.recognition.drawn import (
    arrows_of,
    drawn,
    keyless,
    marks_of,
    seen_arrows,
    seen_marks,
    unglued,
)


@pytest.mark.parametrize("name", DEFINITIONS)
@pytest.mark.parametrize(
    "left", [lambda panel: panel, unglued, keyless], ids=["all", "unglued", "keyless"]
)
def test_a_drawing_is_understood_as_its_chart(name, left):
    for each in drawn(name):
        seen = seen_flow([left(panel) for panel in each.panels])
        assert seen_marks(seen) == marks_of(each.chart)
        assert seen_arrows(seen) == arrows_of(each.chart)
        assert len(seen.arrows) == len(each.chart.arrows)
        assert seen.doubts == ()


@pytest.mark.parametrize("name", DEFINITIONS)
def test_lost_keys_are_found_again_by_place(name):
    for each in drawn(name):
        seen = seen_flow([keyless(panel) for panel in each.panels], each.panels)
        assert seen == seen_flow(each.panels, each.panels)
