"""Put renderings in place in one output folder, without touching the work of people.

The files of an SOP belong together: all that change are written, or none. One that is open
in another program, or that is a person's and would say something else, keeps all as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from sopgen.problems.files import from_here
from sopgen.problems.problem import Problem
from sopgen.project.finding import Target
from sopgen.project.fingerprints import Inputs, digest, fingerprint
from sopgen.project.manifest import Manifest, Record, name_of
from sopgen.project.opened import lock_beside, still_open
from sopgen.project.outcome import Crash, Outcome, Rendering, crash_of, crashed
from sopgen.project.ownership import (
    PEOPLES,
    Standing,
    content,
    in_the_way,
    is_outdated,
    left_alone,
    set_aside,
    signed_before,
    standing,
)
from sopgen.project.planning import Plan
from sopgen.project.reporting import Built, BuiltFile, FileState
from sopgen.project.tools import tools_digest
from sopgen.project.writing import Staged, place_file, stage, sync_folder, unwritable
from sopgen.writers import Format


@dataclass(frozen=True, slots=True)
class _Piece:
    """One file of a rendering, with the record that it will have and what it was made from."""

    path: Path
    data: bytes
    record: Record
    inputs: Inputs
    signed: Path | None = None
    """The signed file that stays, where this one goes beside it."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A plan with what was rendered for it."""

    plan: Plan
    outcome: Outcome
    pieces: tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """A piece beside what stands at its path; `problem` says why that stays."""

    piece: _Piece
    present: bytes | None
    standing: Standing
    problem: Problem | None

    @property
    def changes(self) -> bool:
        return self.problem is None and self.present != self.piece.data

    def left(self) -> _Put:
        """Return what is told of the file where it is not replaced."""
        if self.problem is not None:
            state = FileState.LEFT if self.present is not None else FileState.FAILED
        else:
            state = FileState.LEFT if self.changes else FileState.WRITTEN
        return BuiltFile(self.piece.path, state), self.problem


@dataclass(frozen=True, slots=True)
class _Settled:
    """A task and what became of each of its files."""

    task: _Task
    put: dict[Path, _Put]


_Put: TypeAlias = tuple[BuiltFile, Problem | None]


class Place:
    """An output folder during a build; `force` sets aside what it would else leave alone."""

    def __init__(
        self, root: Path, manifest: Manifest, force: bool, with_source: bool = True
    ) -> None:
        self.root = root
        self.manifest = manifest
        self._force = force
        self._with_source = with_source
        self._numbering = Lock()

    def settle(
        self, batch: Sequence[tuple[Plan, Outcome]], threads: Executor
    ) -> dict[Target, Built]:
        """Write what was rendered, durably, and return what became of each target.

        As many SOPs are flushed at once as there are `threads`.
        """
        tasks = [_Task(plan, outcome, self._pieces(plan, outcome)) for plan, outcome in batch]
        refusal = self._promise(tasks)
        if refusal is not None:
            settled = [_refused(task, refusal) for task in tasks]
        else:
            settled = self._put_all(tasks, threads)
            self._flush(settled)
        for each in settled:
            for piece in each.task.pieces:
                if each.put[piece.path][0].state is FileState.WRITTEN:
                    self.manifest.keep(piece.record)
        return {each.task.plan.target: _built(each) for each in settled}

    def _pieces(self, plan: Plan, outcome: Outcome) -> tuple[_Piece, ...]:
        if isinstance(outcome, Crash) or outcome.inputs is None or _is_foreign(outcome):
            return ()
        name = name_of(plan.target.definition, self.root)
        out = []
        for format, data in outcome.files.items():
            beside = outcome.revoked and self._was_signed(plan.target, format, outcome.inputs)
            target = plan.target.revoked if beside else plan.target
            record = Record(
                path=target.inside(format),
                definition=name,
                fingerprint=fingerprint(outcome.inputs, format, self._with_source),
                digest=digest(data),
                sources=outcome.inputs.sources,
                signing=outcome.signing,
            )
            signed = plan.target.output(format) if beside else None
            out.append(_Piece(target.output(format), data, record, outcome.inputs, signed))
        return tuple(out)

    def _was_signed(self, target: Target, format: Format, inputs: Inputs) -> bool:
        """Tell whether what stands there was signed before the SOP was revoked."""
        try:
            present = content(target.output(format))
        except OSError:
            return False
        last = self.manifest.record(target.inside(format))
        if present is None or standing(present, last.digest if last else None) != Standing.SIGNED:
            return False
        copy = self.manifest.record(target.revoked.inside(format))
        own = copy is None or copy.definition == name_of(target.definition, self.root)
        return own and is_outdated(target.output(format), present, last, inputs)

    def _promise(self, tasks: Sequence[_Task]) -> OSError | None:
        """Note durably what is about to be written; without that nothing of it may be."""
        inputs = {
            piece.record.definition: piece.inputs for task in tasks for piece in task.pieces[:1]
        }
        try:
            if inputs:
                records = [piece.record for task in tasks for piece in task.pieces]
                self.manifest.promise(inputs, records)
        except OSError as error:
            return error
        return None

    def _put_all(self, tasks: Sequence[_Task], threads: Executor) -> list[_Settled]:
        """Put each task's files in place; a fault of ours in one stops only that one."""
        futures = [threads.submit(self._put, task) for task in tasks]
        settled = []
        for task, future in zip(tasks, futures, strict=True):
            fault = future.exception()
            if fault is None:
                settled.append(future.result())
            else:
                settled.append(_Settled(replace(task, outcome=crash_of(fault), pieces=()), {}))
        return settled

    def _put(self, task: _Task) -> _Settled:
        """Write all files of an SOP that change, or none of them."""
        looks = [self._look(piece, task.plan.target.definition) for piece in task.pieces]
        if any(look.problem is not None and look.problem.stops for look in looks):
            return _Settled(task, {look.piece.path: look.left() for look in looks})
        put = {look.piece.path: look.left() for look in looks if not look.changes}
        return _Settled(task, put | self._replaced([look for look in looks if look.changes]))

    def _look(self, piece: _Piece, definition: Path) -> _Look:
        """Return what stands where `piece` belongs, and what forbids to replace it."""
        path = piece.path
        try:
            present = content(path)
        except OSError as error:
            return _Look(piece, None, Standing.UNKNOWN, unwritable(path, error))
        last = self.manifest.record(piece.record.path)
        found = standing(present, last.digest if last else None)
        problem = None
        if present is None or present == piece.data:
            return _Look(piece, present, found, problem)
        if (lock := lock_beside(path)) is not None:
            problem = still_open(path, lock)
        elif found in PEOPLES and not self._force and not _was_pulled(present, last):
            outdated = is_outdated(path, present, last, piece.inputs)
            problem = in_the_way(path, found, definition) if outdated else left_alone(path, found)
        return _Look(piece, present, found, problem)

    def _replaced(self, looks: Sequence[_Look]) -> dict[Path, _Put]:
        """Write files beside, then let all take their places; failing, put the old ones back."""
        staged: list[Staged] = []
        done: list[_Look] = []
        out: dict[Path, _Put] = {}
        path = self.root
        try:
            for look in looks:
                path = look.piece.path
                staged.append(stage(path, (look.piece.data,)))
            for look, each in zip(looks, staged, strict=True):
                path = look.piece.path
                kept = self._set_aside(look)
                each.put_in_place()
                done.append(look)
                out[path] = BuiltFile(path, FileState.WRITTEN, kept), None
        except OSError as error:
            for each in staged:
                each.drop()
            _put_back(done)
            left = {look.piece.path: look.left() for look in looks}
            return left | {path: _failed(path, error)}
        return out

    def _set_aside(self, look: _Look) -> Path | None:
        if look.present is None or look.standing not in PEOPLES:
            return None
        with self._numbering:
            return set_aside(self.root, look.piece.record.path, look.present)

    def _flush(self, settled: Sequence[_Settled]) -> None:
        """Make the names of written files durable; a folder that fails fails its files."""
        failures: dict[Path, OSError] = {}
        written = [
            (each, path)
            for each in settled
            for path, (file, _) in each.put.items()
            if file.state is FileState.WRITTEN
        ]
        for folder in dict.fromkeys(path.parent for _, path in written):
            try:
                sync_folder(folder)
            except OSError as error:
                failures[folder] = error
        for each, path in written:
            if path.parent in failures:
                each.put[path] = _failed(path, failures[path.parent])


def _was_pulled(present: bytes, last: Record | None) -> bool:
    """Tell whether the definition has what a person wrote there: `sopgen pull` has read it."""
    return last is not None and last.pulled == digest(present)


def _put_back(looks: Iterable[_Look]) -> None:
    """Give the files that were replaced already their old content again."""
    for look in looks:
        path = look.piece.path
        with suppress(OSError):
            if look.present is None:
                path.unlink()
            else:
                place_file(path, look.present)


def _failed(path: Path, error: OSError) -> _Put:
    return BuiltFile(path, FileState.FAILED), unwritable(path, error)


def _refused(task: _Task, error: OSError) -> _Settled:
    return _Settled(task, {piece.path: _failed(piece.path, error) for piece in task.pieces})


def _is_foreign(rendering: Rendering) -> bool:
    """Tell whether a worker with other code or libraries than ours made this."""
    return bool(rendering.files) and rendering.tools != tools_digest()


def _built(settled: _Settled) -> Built:
    task, put = settled.task, settled.put
    plan, outcome, definition = task.plan, task.outcome, task.plan.target.definition
    if isinstance(outcome, Crash):
        problem = crashed(definition, outcome)
        return Built(definition, (), (*plan.problems, problem), crash=outcome.text)
    done = [put[piece.path] for piece in task.pieces]
    problems = [*plan.problems, *map(_from_here, outcome.problems)]
    problems += [_other_version(definition)] if _is_foreign(outcome) else []
    problems += [problem for _, problem in done if problem is not None]
    problems += [
        signed_before(piece.signed, piece.path)
        for piece in task.pieces
        if piece.signed is not None and put[piece.path][0].state is FileState.WRITTEN
    ]
    files = (*fresh_files(plan), *(file for file, _ in done))
    return Built(definition, files, tuple(problems), outcome.milliseconds, signing=outcome.signing)


def _from_here(problem: Problem) -> Problem:
    """Return what a worker said, who knows whole paths only."""
    return replace(problem, path=str(from_here(Path(problem.path)))) if problem.path else problem


def fresh_files(plan: Plan) -> tuple[BuiltFile, ...]:
    """Return the files of `plan` that need nothing."""
    root = plan.target.root
    return tuple(BuiltFile(root / record.path, FileState.FRESH) for record in plan.fresh)


def _other_version(definition: Path) -> Problem:
    return Problem(
        "BLD010",
        "Pekerja di klaster memakai sopgen atau pustaka versi lain; hasilnya tidak ditulis.",
        path=str(definition),
        hint="Pasang versi yang sama di semua pekerja.",
    )
