"""Say on which paper a flowchart would fit that its own is too small for."""

from __future__ import annotations

from dataclasses import replace as rewritten

from msgspec.structs import replace

from sopgen.layout.flowchart.attempts import last_resorts
from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.flowchart.choosing import best_fit, resort
from sopgen.layout.flowchart.fitting import Fit, Routed
from sopgen.layout.flowchart.task import FlowTask
from sopgen.layout.paper import Sheet, larger
from sopgen.problems.problem import Problem


def advised(problem: Problem, task: FlowTask, shown: Chart) -> Problem:
    """Return `problem` with the smallest paper that would do."""
    found = _smallest(task, shown)
    if found is None:
        return rewritten(problem, hint=f"kertas A3 pun tidak cukup: {problem.hint}")
    size, lies = found.profile.paper.size, found.orientation
    typed = f"kertas: {{ukuran: {size}, alur: {lies}}}"
    return rewritten(problem, hint=f"kertas terkecil yang cukup: `{typed}`; atau {problem.hint}")


def _smallest(task: FlowTask, shown: Chart) -> Sheet | None:
    """Return the smallest sheet on which the flowchart is drawn whole."""
    for sheet in larger(task.sheet):
        there = replace(task, sheet=sheet)
        if _may_fit(there, shown) and isinstance(best_fit(there, shown), Fit):
            return sheet
    return None


def _may_fit(task: FlowTask, shown: Chart) -> bool:
    """Tell whether the flowchart fits if everything is done without: quicker than all attempts."""
    *_, last = last_resorts(task.desk.profile)
    return isinstance(resort(task, shown, last, Routed()), Fit)
