"""Whatever a definition draws, an import says again."""

from hypothesis import assume, given, settings

from sopgen.editing.ways.drawing import order_in_cell
from sopgen.importer.drawing import drawn
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.model.flow import Flow, Heading
from sopgen.model.graph import graph
from sopgen.model.profile import Profile
from sopgen.recognition.reading import SeenArrow, SeenFlow, SeenMark
from tests.recognition.drawn import arrows_of, marks_of
from tests.strategies import definitions

PROFILE = Profile()


def seen_of(shown: Chart) -> SeenFlow:
    marks = tuple(
        SeenMark(
            mark.row,
            order_in_cell(shown, at),
            mark.lane,
            mark.last_lane,
            mark.symbol,
            mark.text,
            "",
            at,
        )
        for at, mark in enumerate(shown.marks)
    )
    arrows = (
        SeenArrow(each.source, each.target, each.label, each.plain, each.dashed)
        for each in shown.arrows
    )
    return SeenFlow(marks, tuple(arrows))


@settings(max_examples=60, deadline=None)
@given(definitions(most_steps=9, most_lanes=5))
def test_any_drawing_is_said_again(definition):
    flow = Flow.model_validate({key: definition[key] for key in ("pelaksana", "langkah")})
    found, problems = graph(flow)
    assume(not problems)
    shown = chart(flow, found, PROFILE)
    rows = flow.rows
    steps = [
        {"judul": row.title} if isinstance(row, Heading) else {"kegiatan": row.activity}
        for row in rows
    ]
    lanes = dict(flow.actors)
    said = drawn(
        lanes, list(lanes), steps, seen_of(shown), dict(enumerate(range(len(rows)))), PROFILE
    )
    again = Flow.model_validate(said.flow)
    drawn_again = chart(again, graph(again)[0], PROFILE)
    assert said.unsaid == ()
    assert marks_of(drawn_again) == marks_of(shown)
    assert arrows_of(drawn_again) == arrows_of(shown)
