"""What is seen of a sheet that nobody edited asks for no word."""

import pytest

from sopgen.definition.composer import compose
from sopgen.definition.reading import read_definition
from sopgen.definition.validation import plain
from sopgen.editing.ways import Said, said, seen_drawing
from sopgen.recognition.flow import seen_flow
from tests.catalogue import DEFINITIONS
from tests.recognition.drawn import drawn, keyless


@pytest.mark.parametrize("name", DEFINITIONS)
def test_an_unedited_drawing_needs_no_word(name):
    read = read_definition(DEFINITIONS[name])
    data = plain(compose(read.source.text).root)
    for number, flow in enumerate(drawn(name)):
        typed = [row.item for row in flow.chart.rows]
        last = max(item for item in typed if item is not None)
        items = {
            row: item if item is not None else -1 if row == 0 else last + 1
            for row, item in enumerate(typed)
        }
        seen = seen_flow([keyless(panel) for panel in flow.panels])
        wanted = seen_drawing(seen, items)
        assert said(data, read.sop.flow_at(number), wanted, read.profile) == Said(())
