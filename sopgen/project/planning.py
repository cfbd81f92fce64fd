"""Decide what a build must render: what is not fresh, and what nobody may touch.

An output is fresh when its file is byte for byte the one that was written last, from
what its definition would be made from now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sopgen.problems.problem import Problem
from sopgen.project.finding import Target
from sopgen.project.fingerprints import InputReader, fingerprint
from sopgen.project.manifest import Manifest, Record, name_of
from sopgen.project.ownership import PEOPLES, Standing, content, left_alone, standing
from sopgen.project.writing import unwritable
from sopgen.writers import Format


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for one target.

    `render` are the formats to make; `fresh` are the records of files that stay as they
    are. `problems` tell what is wrong or left alone.
    """

    target: Target
    render: tuple[Format, ...]
    fresh: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans the targets of one output folder; `force` renders them whatever they are."""

    manifest: Manifest
    formats: tuple[Format, ...]
    force: bool
    with_source: bool
    inputs: InputReader

    def plan(self, target: Target) -> Plan:
        """Return what is to be done for `target`."""
        if self.force:
            return Plan(target, self.formats)
        name = name_of(target.definition, target.root)
        current = self.inputs.current(target.definition, self.manifest.inputs(name))
        if current is None:
            return Plan(target, self.formats)
        render: list[Format] = []
        fresh: list[Record] = []
        problems: list[Problem] = []
        for format in self.formats:
            match self._state(target, format, fingerprint(current, format, self.with_source)):
                case None:
                    render.append(format)
                case Record() as record:
                    fresh.append(record)
                case Problem() as problem:
                    problems.append(problem)
        return Plan(target, tuple(render), tuple(fresh), tuple(problems))

    def _state(self, target: Target, format: Format, wanted: str) -> Record | Problem | None:
        """Return the record of a fresh file, why one is left alone, or None for one to render."""
        record = self.manifest.record(target.inside(format))
        if record is None or record.fingerprint != wanted:
            return None
        path = target.output(format)
        try:
            found = standing(content(path), record.digest)
        except OSError as error:
            return unwritable(path, error)
        if found is Standing.OURS:
            return record
        return left_alone(path, found, outdated=False) if found in PEOPLES else None


def plans(planners: Sequence[tuple[Planner, Target]]) -> Iterable[Plan]:
    """Return the plan of each target, in order; files are read by several threads."""
    with ThreadPoolExecutor(4) as threads:
        return list(threads.map(_plan, planners, chunksize=64))


def _plan(task: tuple[Planner, Target]) -> Plan:
    planner, target = task
    return planner.plan(target)
