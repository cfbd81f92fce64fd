"""Say in the words of a definition what a flow is to show."""

from __future__ import annotations

from collections.abc import Sequence

from sopgen.definition.validation import Data
from sopgen.editing.asked import Operation
from sopgen.layout.flowchart.chart import Chart
from sopgen.problems.problem import Loc
from sopgen.pull.drawings import Wanted


def arranged(data: Data, at: Loc, current: Chart, wanted: Wanted) -> Sequence[Operation]:
    """Return the operations that make the flow at `at`, which shows `current`, as `wanted`."""
    return []
