"""Lay out one flowchart: columns, rows, page breaks, routes, and the pages made of them.

Several attempts are made, from generous to tight. The fewest pages win, then the largest
type; what cannot save a page is not drawn. Where the paper is too narrow for everything
else, the texts become smaller, down to the profile's smallest size.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from sopgen.layout.flowchart.attempts import attempts, last_resorts
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.layout.flowchart.fitting import Fit, Layout, Routed
from sopgen.layout.flowchart.printing import printed
from sopgen.layout.flowchart.task import FlowTask
from sopgen.layout.paper import PageContent
from sopgen.model.profile import TableColumn
from sopgen.problems.problem import Problem

__all__ = ["FlowPages", "FlowTask", "flowchart"]


class FlowPages(Struct, frozen=True):
    """What stands on every page, and how many letters the off-page pairs took.

    There are no pages where no layout is of use. The texts have this `size`, their columns these
    widths.
    """

    pages: tuple[PageContent, ...] = ()
    letters: int = 0
    size: int = 0
    columns: Mapping[TableColumn, int] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()


def flowchart(task: FlowTask) -> FlowPages:
    """Return the pages of one flowchart, or the problem that keeps it off the paper."""
    shown = chart(task.flow, task.graph, task.desk.profile)
    match _best(task, shown):
        case Problem() as problem:
            return FlowPages(problems=(problem,))
        case Fit() as fit:
            pairs = len({link.letter for plan in fit.plans for link in plan.links})
            return FlowPages(
                printed(task, shown, fit), pairs, fit.scale.font.size, fit.columns.texts
            )
        case None:
            return FlowPages()


def _best(task: FlowTask, shown: Chart) -> Fit | Problem | None:
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
