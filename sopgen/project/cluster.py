"""A Dask cluster as an executor, which says when nobody works there any more.

A cluster can lose its workers or its scheduler at any moment; the library then waits for
ever, or raises whatever it meets. Who waits for a result asks `look` from time to time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sopgen.project.outcome import SchedulerError

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 30.0
"""Seconds that a cluster may be without any worker."""

_CONNECT = 10
"""Seconds to reach a scheduler."""

_PROTOCOLS = ("tcp", "tls", "ws", "wss", "ucx")


@dataclass
class Cluster:
    """A connection to a scheduler, and since when it has had no workers."""

    address: str
    client: Client
    executor: Executor
    threads: int
    _idle_since: float | None = field(default=None, init=False)

    def look(self) -> None:
        """Raise SchedulerError where waiting has no sense any more."""
        if self.client.status != "running":
            raise lost(self.address)
        if self.client.scheduler_info()["workers"]:
            self._idle_since = None
            return
        now = time.monotonic()
        self._idle_since = self._idle_since or now
        if now - self._idle_since >= PATIENCE:
            raise SchedulerError(
                f"Klaster {self.address} tidak punya pekerja selama {PATIENCE:.0f} detik. Jalankan "
                "pekerjanya, lalu ulangi; yang sudah jadi tidak dibuat lagi."
            )


def lost(address: str) -> SchedulerError:
    """Return the error of a scheduler that went away."""
    return SchedulerError(
        f"Hubungan dengan penjadwal {address} terputus. Jalankan lagi untuk melanjutkan."
    )


def _names_a_port(address: str) -> bool:
    """Tell whether `address` names a machine and a port; the library waits long for others."""
    try:
        found = urlsplit(address if "://" in address else f"tcp://{address}")
        return found.scheme in _PROTOCOLS and bool(found.hostname) and found.port is not None
    except ValueError:
        return False


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to the scheduler at `address`; raises SchedulerError where that fails."""
    unreachable = f"Penjadwal {address} tidak dapat dihubungi. Periksa alamatnya."
    if not _names_a_port(address):
        raise SchedulerError(unreachable)
    from distributed import Client

    with _quiet():
        try:
            client = Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise SchedulerError(unreachable) from error
        with client:
            threads = sum(client.nthreads().values())
            executor = client.get_executor(pure=False)
            yield Cluster(address, client, executor, max(1, threads))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library from logging tracebacks of what is told in a sentence."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
