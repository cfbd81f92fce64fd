"""Start the page on this machine alone, tell its link, and stop it.

A second start finds the first one by a file in the project, and opens nothing twice.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from sopgen.server.app import page_of
from sopgen.server.guard import Guard

LOOPBACK = "127.0.0.1"


def served(project: Path, port: int, opened: Callable[[str], None]) -> None:
    """Serve `project` until it is stopped; `opened` is told the link once it can be opened.

    Port 0 is any that is free. Raises OSError where the port is taken.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((LOOPBACK, port))
    guard = Guard(page_of(project), listening.getsockname()[1])
    settings = uvicorn.Config(
        guard, log_level="warning", access_log=False, server_header=False, date_header=False
    )
    server = _Server(settings, lambda: opened(guard.address))
    server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells when it is ready."""

    def __init__(self, settings: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(settings)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self._ready()
