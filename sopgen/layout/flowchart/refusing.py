"""Say on which paper a flowchart would fit that its own is too small for."""

from __future__ import annotations

from dataclasses import replace as rewritten

from msgspec import Struct
from msgspec.structs import replace

from sopgen.layout.flowchart.attempts import last_resorts
from sopgen.layout.flowchart.choosing import resort
from sopgen.layout.flowchart.fitting import Fit
from sopgen.layout.flowchart.task import FlowTask
from sopgen.layout.paper import Sheet, larger
from sopgen.problems.problem import Problem


class Refusal(Struct, frozen=True):
    """Why a flowchart is not on its paper.

    The paper that would do is sought only for who is told: that takes as long as a few flowcharts.
    """

    problem: Problem
    task: FlowTask

    def advised(self) -> Problem:
        """Return the problem with the smallest paper that would do."""
        found, hint = _smallest(self.task), self.problem.hint
        if found is None:
            return rewritten(self.problem, hint=f"kertas A3 pun tidak cukup: {hint}")
        size, lies = found.profile.paper.size, found.orientation
        typed = f"kertas: {{ukuran: {size}, alur: {lies}}}"
        return rewritten(self.problem, hint=f"kertas terkecil yang cukup: `{typed}`; atau {hint}")


def _smallest(task: FlowTask) -> Sheet | None:
    """Return the smallest sheet on which the flowchart fits if everything is done without.

    That is the last thing that is tried there.
    """
    *_, last = last_resorts(task.desk.profile)
    for sheet in larger(task.sheet):
        if isinstance(resort(replace(task, sheet=sheet), last), Fit):
            return sheet
    return None
