"""Choose among the attempts at one flowchart: the fewest pages, then the largest type."""

from __future__ import annotations

from sopgen.layout.flowchart.attempts import Attempt, attempts, last_resorts
from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.flowchart.fitting import Fit, Layout, Routed
from sopgen.layout.flowchart.task import FlowTask
from sopgen.problems.problem import Problem


def best_fit(task: FlowTask, shown: Chart) -> Fit | Problem | None:
    """Return the layout on the fewest pages in the largest type, or why there is none.

    None where none is of use.
    """
    routed = Routed()
    best: Fit | None = None
    for attempt in attempts(task.desk.profile, task.size):
        if routed.is_tired or (best and len(best.plans) == 1):
            break
        fewer = len(best.plans) if best else task.fewer
        found = Layout(task, shown, attempt, routed, fewer).fit()
        if isinstance(found, Fit):
            best = found
    return best if best or task.fewer else _at_last(task, shown, routed)


def _at_last(task: FlowTask, shown: Chart, routed: Routed) -> Fit | Problem:
    """Return the layout of the first resort that helps, else what the very last one comes to."""
    *resorts, last = last_resorts(task.desk.profile)
    for attempt in resorts:
        if routed.is_exhausted:
            break
        found = Layout(task, shown, attempt, routed, None).fit()
        if isinstance(found, Fit):
            return found
    return resort(task, shown, last, routed)


def resort(task: FlowTask, shown: Chart, attempt: Attempt, routed: Routed) -> Fit | Problem:
    """Return what `attempt` comes to, however many pages it takes."""
    found = Layout(task, shown, attempt, routed, None).fit()
    assert found is not None
    return found
