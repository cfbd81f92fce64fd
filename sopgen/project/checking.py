"""Whether outputs are what their definitions say: looked at, and nothing written.

What a build would make anew is not; neither is a file that a person edited. A signed one that
its sources still say is as it should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sopgen.problems.problem import Problem
from sopgen.project.building import Request
from sopgen.project.fingerprints import InputReader
from sopgen.project.manifest import loaded
from sopgen.project.orphans import orphans
from sopgen.project.planning import Planner, plans


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one definition; `stale` are the outputs that are not what it says."""

    definition: Path
    stale: tuple[Path, ...]
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        return not self.stale and not any(each.stops for each in self.problems)


def checked(request: Request) -> Iterator[Checked | Problem]:
    """Yield what is found of each definition, in order; a problem of no definition by itself."""
    yield from request.wanted.problems
    manifests = cache(loaded)
    inputs = InputReader()
    planners = {
        root: Planner(manifests(root), request.formats, False, request.with_source, inputs)
        for root in dict.fromkeys(target.root for target in request.targets)
    }
    for plan in plans([(planners[target.root], target) for target in request.targets]):
        target = plan.target
        stale = tuple(
            target.output(format)
            for format in target.formats(request.formats)
            if format in plan.render or format in plan.edited
        )
        yield Checked(target.definition, stale, plan.problems)
    for root in planners:
        yield from (orphan.problem for orphan in orphans(manifests(root)))
