"""Build a project: plan, render, put in place, remember.

Results come in the order of the definitions. One bad definition stops only itself,
and one file that cannot be written only that file. Interrupted at any moment, the
output folder holds whole files only, and the next build completes it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sopgen.problems.problem import Problem
from sopgen.project.finding import Target, Wanted
from sopgen.project.fingerprints import InputReader
from sopgen.project.lookalikes import look_alikes
from sopgen.project.manifest import FOLDER, loaded
from sopgen.project.orphans import orphans
from sopgen.project.outcome import Order
from sopgen.project.placing import Place, fresh_files
from sopgen.project.planning import Plan, Planner, plans
from sopgen.project.reporting import Built
from sopgen.project.writing import locked, sweep, unwritable
from sopgen.writers import Format

_THREADS = 8
"""So many SOPs of a batch are flushed at once: a disk takes their files together."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build and how; `scheduler` is the address of a Dask cluster."""

    wanted: Wanted
    formats: tuple[Format, ...]
    jobs: int | None = None
    force: bool = False
    scheduler: str = ""
    with_source: bool = True

    @property
    def targets(self) -> tuple[Target, ...]:
        return self.wanted.targets


def build(request: Request) -> Generator[Built | Problem, None, None]:
    """Bring every output up to date, yielding what became of each definition, in order.

    A problem that belongs to no definition is yielded by itself. Raises LockedError
    where another build is at work in the same output folder.
    """
    yield from request.wanted.problems
    with ExitStack() as stack:
        places: dict[Path, Place] = {}
        unusable: dict[Path, Problem] = {}
        for root in dict.fromkeys(target.root for target in request.targets):
            try:
                stack.enter_context(locked(root / FOLDER))
                sweep(root)
                places[root] = Place(root, loaded(root), request.force, request.with_source)
            except OSError as error:
                unusable[root] = unwritable(root, error)
        planned = _planned(request, places, unusable)
        try:
            yield from _built(request, planned, places)
        finally:
            failures = list(_save(places))
        yield from failures
        for place in places.values():
            yield from (orphan.problem for orphan in orphans(place.manifest))


def _save(places: dict[Path, Place]) -> Iterator[Problem]:
    for root, place in places.items():
        try:
            place.manifest.save()
        except OSError as error:
            yield unwritable(root / FOLDER, error)


def _planned(
    request: Request, places: dict[Path, Place], unusable: dict[Path, Problem]
) -> list[Plan]:
    """Return what to do for each target: what cannot be done at all is planned as a problem."""
    inputs = InputReader()
    planners = {
        root: Planner(place.manifest, request.formats, request.force, request.with_source, inputs)
        for root, place in places.items()
    }
    refused = dict(_refused(request.targets, unusable))
    asked = [target for target in request.targets if target not in refused]
    found = iter(plans([(planners[target.root], target) for target in asked]))
    return [
        Plan(target, (), problems=(refused[target],)) if target in refused else next(found)
        for target in request.targets
    ]


def _refused(
    targets: Sequence[Target], unusable: dict[Path, Problem]
) -> Iterator[tuple[Target, Problem]]:
    """Yield the targets without a place, and those whose files another one's would overwrite."""
    taken: dict[str, Target] = {}
    for target in targets:
        earlier = taken.setdefault(target.key, target)
        if target.root in unusable:
            yield target, unusable[target.root]
        elif earlier is not target:
            yield target, _same_output(target, earlier)


def _same_output(target: Target, earlier: Target) -> Problem:
    message = f"Hasilnya akan menimpa hasil {earlier.definition}."
    alike = look_alikes(str(target.definition), str(earlier.definition))
    return Problem(
        "BLD001",
        f"{message} {alike}" if alike else message,
        path=str(target.definition),
        hint="Ganti nama salah satu berkas definisi.",
    )


def _built(request: Request, planned: list[Plan], places: dict[Path, Place]) -> Iterator[Built]:
    pending = [plan for plan in planned if plan.render]
    with closing(_rendered(request, pending, places)) as rendered:
        for plan in planned:
            if plan.render:
                yield next(rendered)
            else:
                yield Built(
                    plan.target.definition,
                    fresh_files(plan),
                    plan.problems,
                    signing=plan.signing,
                )


def _rendered(
    request: Request, pending: list[Plan], places: dict[Path, Place]
) -> Generator[Built, None, None]:
    """Render and put in place what is `pending`; without that nothing heavy is imported."""
    if not pending:
        return
    from sopgen.project import running

    orders = (
        Order(
            plan.target.definition.absolute(),
            plan.render,
            request.with_source,
            plan.target.is_book,
        )
        for plan in pending
    )
    waiting = iter(pending)
    with (
        running.workers(len(pending), request.jobs, request.scheduler) as crew,
        ThreadPoolExecutor(_THREADS) as threads,
    ):
        for outcomes in running.renderings(crew, orders, len(pending)):
            batch = list(zip(islice(waiting, len(outcomes)), outcomes, strict=True))
            done: dict[Target, Built] = {}
            for root, place in places.items():
                own = [each for each in batch if each[0].target.root == root]
                done |= place.settle(own, threads)
            yield from (done[plan.target] for plan, _ in batch)
