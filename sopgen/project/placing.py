"""Put renderings in place in one output folder, without touching the work of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from sopgen.problems.problem import Problem
from sopgen.project.finding import Target
from sopgen.project.fingerprints import digest, fingerprint
from sopgen.project.manifest import Manifest, Record, name_of
from sopgen.project.outcome import Crash, Outcome, Rendering
from sopgen.project.ownership import PEOPLES, content, left_alone, set_aside, standing
from sopgen.project.planning import Plan
from sopgen.project.reporting import Built, BuiltFile, FileState
from sopgen.project.tools import tools_digest
from sopgen.project.writing import place_file, sync_folder, unwritable

THREADS = 8
"""So many files of a batch are flushed at once: a disk takes them together."""

_FEW = 8
"""Fewer files than these are not worth a thread."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One file of a rendering, with the record that it will have."""

    path: Path
    data: bytes
    record: Record


@dataclass(frozen=True, slots=True)
class _Task:
    """A plan with what was rendered for it."""

    plan: Plan
    outcome: Outcome
    pieces: tuple[_Piece, ...]


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

    def settle(self, batch: Sequence[tuple[Plan, Outcome]]) -> dict[Target, Built]:
        """Write what was rendered, durably, and return what became of each target."""
        tasks = [_Task(plan, outcome, self._pieces(plan, outcome)) for plan, outcome in batch]
        pieces = [piece for task in tasks for piece in task.pieces]
        refusal = self._promise(tasks)
        if refusal is not None:
            put = {piece.path: _failed(piece.path, refusal) for piece in pieces}
        else:
            put = dict(zip([piece.path for piece in pieces], self._put_all(pieces), strict=True))
            put |= self._flush(put)
        for piece in pieces:
            if put[piece.path][0].state is FileState.WRITTEN:
                self.manifest.keep(piece.record)
        return {task.plan.target: _built(task, put) for task in tasks}

    def _pieces(self, plan: Plan, outcome: Outcome) -> tuple[_Piece, ...]:
        if isinstance(outcome, Crash) or outcome.inputs is None or _is_foreign(outcome):
            return ()
        name = name_of(plan.target.definition, self.root)
        out = []
        for format, data in outcome.files.items():
            made_from = fingerprint(outcome.inputs, format, self._with_source)
            record = Record(plan.target.inside(format), name, made_from, digest(data))
            out.append(_Piece(plan.target.output(format), data, record))
        return tuple(out)

    def _promise(self, tasks: Sequence[_Task]) -> OSError | None:
        """Note durably what is about to be written; without that nothing of it may be."""
        inputs = {
            task.pieces[0].record.definition: task.outcome.inputs
            for task in tasks
            if task.pieces and isinstance(task.outcome, Rendering) and task.outcome.inputs
        }
        try:
            if inputs:
                records = [piece.record for task in tasks for piece in task.pieces]
                self.manifest.promise(inputs, records)
        except OSError as error:
            return error
        return None

    def _put_all(self, pieces: Sequence[_Piece]) -> list[_Put]:
        if len(pieces) <= _FEW:
            return [self._put(piece) for piece in pieces]
        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(self._put, pieces))

    def _put(self, piece: _Piece) -> _Put:
        """Put one file in place, unless it is there already or a person's stands there."""
        path, inside = piece.path, piece.record.path
        try:
            present = content(path)
            last = self.manifest.record(inside)
            found = standing(present, last.digest if last else None)
            if present == piece.data:
                return BuiltFile(path, FileState.WRITTEN), None
            if found in PEOPLES and not self._force:
                return BuiltFile(path, FileState.LEFT), left_alone(path, found, outdated=True)
            kept = None
            if present is not None and found in PEOPLES:
                with self._numbering:
                    kept = set_aside(self.root, inside, present)
            place_file(path, piece.data)
        except OSError as error:
            return _failed(path, error)
        return BuiltFile(path, FileState.WRITTEN, kept), None

    def _flush(self, put: Mapping[Path, _Put]) -> dict[Path, _Put]:
        """Make the names of written files durable; return those for which that failed."""
        written = [path for path, (file, _) in put.items() if file.state is FileState.WRITTEN]
        failures: dict[Path, OSError] = {}
        for folder in dict.fromkeys(path.parent for path in written):
            try:
                sync_folder(folder)
            except OSError as error:
                failures[folder] = error
        return {
            path: _failed(path, failures[path.parent])
            for path in written
            if path.parent in failures
        }


def _failed(path: Path, error: OSError) -> _Put:
    return BuiltFile(path, FileState.FAILED), unwritable(path, error)


def _is_foreign(rendering: Rendering) -> bool:
    """Tell whether a worker with other code or libraries than ours made this."""
    return bool(rendering.files) and rendering.tools != tools_digest()


def _built(task: _Task, put: Mapping[Path, _Put]) -> Built:
    plan, outcome, definition = task.plan, task.outcome, task.plan.target.definition
    if isinstance(outcome, Crash):
        problem = _crashed(definition, outcome)
        return Built(definition, (), (*plan.problems, problem), crash=outcome.text)
    done = [put[piece.path] for piece in task.pieces]
    problems = [*plan.problems, *outcome.problems]
    problems += [_other_version(definition)] if _is_foreign(outcome) else []
    problems += [problem for _, problem in done if problem is not None]
    files = (*fresh_files(plan), *(file for file, _ in done))
    return Built(definition, files, tuple(problems), outcome.milliseconds, signing=outcome.signing)


def fresh_files(plan: Plan) -> tuple[BuiltFile, ...]:
    """Return the files of `plan` that need nothing."""
    root = plan.target.root
    return tuple(BuiltFile(root / record.path, FileState.FRESH) for record in plan.fresh)


def _crashed(definition: Path, crash: Crash) -> Problem:
    return Problem(
        "BLD900",
        f"sopgen gagal membuat SOP ini ({crash.text.strip().splitlines()[-1]}).",
        path=str(definition),
        hint="Ini kesalahan sopgen, bukan kesalahan Anda; laporkan bersama definisinya.",
    )


def _other_version(definition: Path) -> Problem:
    return Problem(
        "BLD010",
        "Pekerja di klaster memakai sopgen atau pustaka versi lain; hasilnya tidak ditulis.",
        path=str(definition),
        hint="Pasang versi yang sama di semua pekerja.",
    )
