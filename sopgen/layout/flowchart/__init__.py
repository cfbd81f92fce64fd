"""Lay out one flowchart: columns, rows, page breaks, routes, and the pages made of them.

Several attempts are made, from generous to tight. The fewest pages win, then the largest
type; what cannot save a page is not drawn. Where the paper is too narrow for everything
else, the texts become smaller, down to the profile's smallest size.
"""

from __future__ import annotations

from msgspec import Struct

from sopgen.layout.flowchart.attempts import attempts, last_resorts
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.layout.flowchart.fitting import Fit, Layout, Routed
from sopgen.layout.flowchart.printing import printed
from sopgen.layout.flowchart.task import FlowTask
from sopgen.layout.paper import PageContent
from sopgen.problems.problem import Problem

__all__ = ["FlowPages", "FlowTask", "flowchart"]


class FlowPages(Struct, frozen=True):
    """What stands on every page, and how many letters the off-page pairs took."""

    pages: tuple[PageContent, ...]
    letters: int
    problems: tuple[Problem, ...] = ()


def flowchart(task: FlowTask) -> FlowPages:
    """Return the pages of one flowchart, or the problem that keeps it off the paper."""
    shown = chart(task.flow, task.graph, task.desk.profile)
    match _best(task, shown):
        case Problem() as problem:
            return FlowPages((), 0, (problem,))
        case fit:
            pairs = len({link.letter for plan in fit.plans for link in plan.links})
            return FlowPages(printed(task, shown, fit), pairs)


def _best(task: FlowTask, shown: Chart) -> Fit | Problem:
    """Return the layout on the fewest pages in the largest type, or why there is none."""
    routed = Routed()
    best: Fit | None = None
    for attempt in attempts(task.desk.profile):
        if routed.is_tired or (best and len(best.plans) == 1):
            break
        fewer = len(best.plans) if best else None
        found = Layout(task, shown, attempt, routed, fewer).fit()
        if isinstance(found, Fit):
            best = found
    return best or _at_last(task, shown, routed)


def _at_last(task: FlowTask, shown: Chart, routed: Routed) -> Fit | Problem:
    """Return the layout of the last resort that helps, or the problem of the very last."""
    problem: Problem | None = None
    for attempt in last_resorts(task.desk.profile):
        if problem and routed.is_exhausted:
            return problem
        match Layout(task, shown, attempt, routed, None).fit():
            case Fit() as fit:
                return fit
            case Problem() as found:
                problem = found
    assert problem is not None
    return problem
