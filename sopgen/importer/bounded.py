"""Do tasks in processes of their own, each within bounds of time and memory.

A file that somebody sent may make a library hang, ask for all memory, or fall over and take its
process along: then that file alone is told so, and another process does the others. Windows has
no bound but the clock.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from enum import Enum
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, Generic, TypeVar

from msgspec import Struct

from sopgen.project.outcome import Crash, crash_of
from sopgen.project.running import LAST_WORDS, Processes, as_worker, processes

MOST_TASKS = 100
"""So many a process does before another takes its place: what libraries keep adds up."""

_WORKED_TOO_LONG = -getattr(signal, "SIGXCPU", 0)

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Bounds(Struct, frozen=True):
    """What one task may take: seconds of a core, seconds on the clock, bytes of address space."""

    work: int = 240
    seconds: float = 1200.0
    memory: int = 2 << 30


class Overrun(Enum):
    """Why there is no result."""

    TIME = "time"
    MEMORY = "memory"
    DIED = "died"


class Done(Struct, Generic[_Task, _Result], frozen=True):
    """What became of a task."""

    task: _Task
    result: _Result | Overrun | Crash


def done_alone(
    work: Callable[[_Task], _Result], task: _Task, warm: str, bounds: Bounds
) -> _Result | Overrun | Crash:
    """Return what became of one task."""
    (outcome,) = done(work, [task], 1, warm, bounds)
    return outcome.result


def done(
    work: Callable[[_Task], _Result],
    tasks: Iterable[_Task],
    jobs: int,
    warm: str,
    bounds: Bounds,
) -> Generator[Done[_Task, _Result], None, None]:
    """Yield what became of each of `tasks`, as they are done, `jobs` of them at once.

    `work` is a function of a module; its processes import the module `warm` first. Closing the
    generator ends all of them.
    """
    waiting = iter(tasks)
    crew = _Crew(work, bounds, processes(warm))
    busy: dict[Connection, tuple[_Worker, _Task, float]] = {}
    try:
        while True:
            for _ in range(jobs - len(busy)):
                for task in waiting:
                    worker = crew.begin(task)
                    busy[worker.connection] = worker, task, time.monotonic() + bounds.seconds
                    break
            if not busy:
                return
            until = min(deadline for _, _, deadline in busy.values())
            answered = wait(list(busy), max(0.0, until - time.monotonic()))
            for connection, (worker, task, deadline) in list(busy.items()):
                if connection in answered:
                    result = worker.answer()
                elif deadline <= time.monotonic():
                    result = Overrun.TIME
                else:
                    continue
                del busy[connection]
                crew.take_back(worker, is_fit=not isinstance(result, Overrun | Crash))
                yield Done(task, result)
    finally:
        crew.end([worker for worker, _, _ in busy.values()])


class _Worker:
    """A process that does one task after the other."""

    def __init__(self, context: Processes, *arguments: object) -> None:
        self.connection, inner = context.Pipe()
        self._process = context.Process(target=_serve, args=(inner, *arguments), daemon=True)
        self._process.start()
        self.begun = 0
        inner.close()

    def begin(self, task: object) -> None:
        """Let it do `task`; raises OSError where it is not there any more."""
        self.connection.send(task)
        self.begun += 1

    def answer(self) -> Any:
        """Return what it made of its task."""
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            self._process.join(LAST_WORDS)
            return Overrun.TIME if self._process.exitcode == _WORKED_TOO_LONG else Overrun.DIED

    def tell_to_end(self) -> None:
        self.connection.close()
        self._process.terminate()

    def end(self) -> None:
        self._process.join(LAST_WORDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


class _Crew:
    """The processes that wait for a task, and new ones where all are busy."""

    def __init__(self, work: Callable[[Any], object], bounds: Bounds, context: Processes) -> None:
        self._context = context
        self._arguments = (work, bounds)
        self._idle: list[_Worker] = []

    def begin(self, task: object) -> _Worker:
        """Let a process do `task` and return it."""
        while self._idle:
            worker = self._idle.pop()
            try:
                worker.begin(task)
            except OSError:
                _end([worker])
            else:
                return worker
        worker = _Worker(self._context, *self._arguments)
        with suppress(OSError):
            worker.begin(task)
        return worker

    def take_back(self, worker: _Worker, *, is_fit: bool) -> None:
        """Keep `worker` for the next task, or end it where it is not fit any more."""
        if is_fit and worker.begun < MOST_TASKS:
            self._idle.append(worker)
        else:
            _end([worker])

    def end(self, busy: list[_Worker]) -> None:
        """End all processes."""
        _end([*self._idle, *busy])


def _end(workers: list[_Worker]) -> None:
    for worker in workers:
        worker.tell_to_end()
    for worker in workers:
        worker.end()


def _serve(connection: Connection, work: Callable[[object], object], bounds: Bounds) -> None:
    """Do what comes through `connection` until nothing does any more."""
    as_worker()
    signal.signal(signal.SIGTERM, _leave)
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        _limit(bounds)
        connection.send(_result(work, task))


def _leave(_: int, __: FrameType | None) -> None:
    sys.exit(1)


def _limit(bounds: Bounds) -> None:
    """Let the system end this process where its next task takes more than it may."""
    if sys.platform == "win32":
        return
    import resource

    until = int(time.process_time()) + 1 + bounds.work
    for kind, allowed in (
        (resource.RLIMIT_AS, bounds.memory),
        (resource.RLIMIT_CPU, until),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (allowed if most < 0 else min(allowed, most), most))


def _result(work: Callable[[object], object], task: object) -> object:
    """Return what `work` makes of `task`.

    What it raises cannot pass the border of a process by itself. Nothing of it is lost: the other
    side is given the whole of it, tells it as a fault of ours, and ends this process.
    """
    try:
        return work(task)
    except MemoryError:
        return Overrun.MEMORY
    except Exception as error:
        return crash_of(error)
