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
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait

from sopgen.project.outcome import Order, Outcome, Rendering, SchedulerError, crash_of
from sopgen.project.working import render

_WARM = "sopgen.project.warm"

BATCH = 16
"""So many SOPs go to a worker at once; they share letterheads."""


def cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def workers(orders: int, jobs: int | None, scheduler: str) -> Iterator[tuple[Executor, int]]:
    """Give the executor for so many orders, and how many of them it does at once.

    `scheduler` is the address of a Dask cluster. Raises SchedulerError where it cannot
    be reached.
    """
    if scheduler:
        with _cluster_executor(scheduler) as found:
            yield found
    else:
        count = sensible_jobs(orders, jobs)
        with _local_executor(count) as executor:
            yield executor, count


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
        method = "spawn" if sys.platform == "win32" else "forkserver"
        context = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload([_WARM])
        executor = ProcessPoolExecutor(jobs, context, initializer=_as_worker)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _as_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it: a killed parent cannot tell us to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


@contextmanager
def _cluster_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """Give the executor of a Dask cluster and how many threads its workers have together."""
    from distributed import Client

    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SchedulerError(str(error)) from error
    with client:
        threads = sum(client.nthreads().values())
        yield client.get_executor(pure=False), max(1, threads)


def renderings(
    executor: Executor, orders: Iterable[Order], count: int, jobs: int
) -> Iterator[list[Outcome]]:
    """Yield the renderings of `orders`, of which there are `count`, by batches, in their order."""
    batches = _batches(orders, max(1, min(BATCH, -(-count // jobs))))
    running: deque[tuple[Sequence[Order], Future[list[Rendering]]]] = deque()
    for batch in islice(batches, 2 * jobs):
        running.append((batch, executor.submit(render, batch)))
    while running:
        batch, future = running.popleft()
        done = _outcome(executor, batch, future)
        for following in islice(batches, 1):
            running.append((following, executor.submit(render, following)))
        yield done


def _batches(orders: Iterable[Order], size: int) -> Iterator[Sequence[Order]]:
    waiting = iter(orders)
    while batch := tuple(islice(waiting, size)):
        yield batch


def _outcome(
    executor: Executor, batch: Sequence[Order], future: Future[list[Rendering]]
) -> list[Outcome]:
    fault = future.exception()
    if fault is None:
        return list(future.result())
    if isinstance(fault, BrokenExecutor):
        raise fault
    if len(batch) == 1:
        return [crash_of(fault)]
    outcomes: list[Outcome] = []
    for order in batch:
        outcomes += _outcome(executor, (order,), executor.submit(render, (order,)))
    return outcomes
