"""Lay out one flowchart: columns, rows, page breaks, routes, and the pages made of them.

Several attempts are made, from generous to tight. The fewest pages win, then the largest
type; what cannot save a page is not drawn. Where the paper is too narrow for everything
else, the texts become smaller, down to the profile's smallest size.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from sopgen.layout.flowchart.choosing import best_fit
from sopgen.layout.flowchart.fitting import Fit
from sopgen.layout.flowchart.hopeless import hopeless
from sopgen.layout.flowchart.printing import printed
from sopgen.layout.flowchart.refusing import Refusal
from sopgen.layout.flowchart.task import FlowTask
from sopgen.layout.paper import PageContent, Sheet, turned
from sopgen.model.profile import TableColumn
from sopgen.problems.problem import Problem

__all__ = ["FlowPages", "FlowTask", "Refusal", "flowchart"]


class FlowPages(Struct, frozen=True):
    """What stands on every page, and how many letters the off-page pairs took.

    There are no pages where no layout is of use, or where the flowchart is `refused`. The texts
    have this `size`, their columns these widths; the `sheet` is that of the task unless it had to
    be turned. They are narrow where lanes are narrower than is good.
    """

    pages: tuple[PageContent, ...] = ()
    letters: int = 0
    size: int = 0
    columns: Mapping[TableColumn, int] = MappingProxyType({})
    sheet: Sheet | None = None
    refused: Refusal | Problem | None = None
    is_narrow: bool = False


def flowchart(task: FlowTask) -> FlowPages:
    """Return the pages of one flowchart, or the problem that keeps it off the paper.

    Where the profile allows it, a paper too narrow is turned, unless something stands above.
    """
    if (problem := hopeless(task)) is not None:
        return FlowPages(refused=problem)
    found = best_fit(task)
    if _hardly_fits(found) and _may_turn(task):
        other = replace(task, sheet=turned(task.sheet))
        again = best_fit(other)
        better = isinstance(again, Fit) and (isinstance(found, Problem) or not again.is_narrow)
        task, found = (other, again) if better else (task, found)
    match found:
        case Problem() as problem:
            return FlowPages(refused=Refusal(problem, task))
        case Fit() as fit:
            return _drawn(task, fit)
        case None:
            return FlowPages()


def _hardly_fits(found: Fit | Problem | None) -> bool:
    return isinstance(found, Problem) or (found is not None and found.is_narrow)


def _may_turn(task: FlowTask) -> bool:
    return task.desk.profile.paper.other_orientation and not task.above


def _drawn(task: FlowTask, fit: Fit) -> FlowPages:
    pairs = len({link.letter for plan in fit.plans for link in plan.links})
    pages = printed(task, fit)
    size, widths = fit.scale.font.size, fit.columns.texts
    return FlowPages(pages, pairs, size, widths, task.sheet, is_narrow=fit.is_narrow)
