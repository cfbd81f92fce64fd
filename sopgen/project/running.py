"""Hand the work to a `concurrent.futures` executor: threads, processes or a cluster.

Renderings come back in the order of the orders, a bounded number of batches ahead of
who takes them, so memory does not grow with the number of SOPs. An exception of ours
in one SOP is found by rendering the batch again one by one; the others go on.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import TypeAlias

from sopgen.project.cluster import connected, lost
from sopgen.project.outcome import Order, Outcome, Rendering, crash_of
from sopgen.project.working import render

if sys.platform == "win32":
    Processes: TypeAlias = multiprocessing.context.SpawnContext
else:
    Processes: TypeAlias = multiprocessing.context.ForkServerContext

_WARM = "sopgen.project.warm"

LAST_WORDS = 1.0
"""Seconds in which a worker that is told to end may end what it started."""

_LOOK = 1.0
"""Seconds between two looks at who works."""

BATCH = 16
"""So many SOPs go to a worker at once; they share letterheads."""


def cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work: an executor, how many SOPs at once, and a look at whether it lives."""

    executor: Executor
    jobs: int
    look: Callable[[], None]


@contextmanager
def workers(orders: int, jobs: int | None, scheduler: str) -> Iterator[Crew]:
    """Give the crew for so many orders; `scheduler` is the address of a Dask cluster.

    Raises SchedulerError where that cannot be reached, or goes away.
    """
    if scheduler:
        with connected(scheduler) as cluster:
            try:
                yield Crew(cluster.executor, cluster.threads, cluster.look)
            except CancelledError as error:
                raise lost(scheduler) from error
    else:
        count = sensible_jobs(orders, jobs)
        with _local_executor(count) as executor:
            yield Crew(executor, count, _lives)


def _lives() -> None:
    """Do nothing: an executor of this machine says itself when it breaks."""


def sensible_jobs(orders: int, asked: int | None) -> int:
    """Return how many processes to use; starting one costs as much as a batch of SOPs."""
    if asked is not None:
        return max(1, min(asked, orders))
    return max(1, min(cores(), orders // BATCH))


@contextmanager
def _local_executor(jobs: int) -> Iterator[Executor]:
    """Give an executor of `jobs` processes on this machine; one job runs in this process."""
    if jobs == 1:
        importlib.import_module(_WARM)
        executor: Executor = ThreadPoolExecutor(1)
    else:
        executor = ProcessPoolExecutor(jobs, processes(_WARM), initializer=_as_builder)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def processes(warm: str) -> Processes:
    """Return what makes processes that have imported the module `warm`, where that can be."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    _start_tracker()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([warm])
    return context


def _start_tracker() -> None:
    """Start Python's tracker of semaphores so that a hang-up does not end it before us.

    It would say on the terminal what it could not clean up; it is deaf to SIGTERM already.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    resource_tracker.ensure_running()
    signal.signal(signal.SIGHUP, before)


def _as_builder() -> None:
    """Be a worker in a process group of its own.

    Who tells the group of the parent to stop tells the parent, which lets us end what we do: a
    worker that dies while it sends what it made leaves the parent waiting for the rest for ever
    (Python 3.11).
    """
    if sys.platform != "win32":
        os.setpgid(0, 0)
    as_worker()


def as_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it: a killed parent cannot tell us to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End when the parent has; what is being done may first end what it started."""
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LAST_WORDS)
    os._exit(1)


def renderings(crew: Crew, orders: Iterable[Order], count: int) -> Iterator[list[Outcome]]:
    """Yield the renderings of `orders`, of which there are `count`, by batches, in their order."""
    batches = _batches(orders, max(1, min(BATCH, -(-count // crew.jobs))))
    running: deque[tuple[Sequence[Order], Future[list[Rendering]]]] = deque()
    for batch in islice(batches, 2 * crew.jobs):
        running.append((batch, crew.executor.submit(render, batch)))
    while running:
        batch, future = running.popleft()
        done = _outcome(crew, batch, future)
        for following in islice(batches, 1):
            running.append((following, crew.executor.submit(render, following)))
        yield done


def _batches(orders: Iterable[Order], size: int) -> Iterator[Sequence[Order]]:
    waiting = iter(orders)
    while batch := tuple(islice(waiting, size)):
        yield batch


def _outcome(crew: Crew, batch: Sequence[Order], future: Future[list[Rendering]]) -> list[Outcome]:
    fault = _fault(crew, future)
    if fault is None:
        return list(future.result())
    if isinstance(fault, BrokenExecutor):
        raise fault
    if len(batch) == 1:
        return [crash_of(fault)]
    outcomes: list[Outcome] = []
    for order in batch:
        outcomes += _outcome(crew, (order,), crew.executor.submit(render, (order,)))
    return outcomes


def _fault(crew: Crew, future: Future[list[Rendering]]) -> BaseException | None:
    """Wait for `future` and return what it raised; whoever does it is looked at meanwhile."""
    while True:
        try:
            return future.exception(timeout=_LOOK)
        except TimeoutError:
            crew.look()
