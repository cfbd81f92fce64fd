"""Start the page on this machine alone, tell its link, and stop it.

A second start in a project finds the first by a file among its outputs, which only who may read
there can; the first gives it a link of its own, and so proves that it lives.
"""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import msgspec
import uvicorn
from msgspec import Struct

from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem
from sopgen.project.manifest import FOLDER
from sopgen.project.output_folder import output_of
from sopgen.project.writing import unwritable
from sopgen.server.app import page_of
from sopgen.server.desk import Desk
from sopgen.server.guard import ANOTHER, SECRET, Guard
from sopgen.server.happenings import Happenings

LOOPBACK = "127.0.0.1"
NOTE = "serve.json"

_PRIVATE = range(49152, 65536)
"""Ports that nobody is given (RFC 6335, 6)."""

_ANSWERS_WITHIN = 2.0
_ENDS_WITHIN = 1


class Note(Struct, frozen=True):
    """Where a page of this project runs, and by what it knows who asks for another link."""

    port: int
    secret: str


def running(project: Path) -> str | None:
    """Return a link to the page of `project` that runs already; None where none does."""
    try:
        data = plain_bytes(output_of(project) / FOLDER / NOTE, 1000)
        note = msgspec.json.decode(data, type=Note)
        with closing(HTTPConnection(LOOPBACK, note.port, timeout=_ANSWERS_WITHIN)) as asking:
            asking.request("POST", ANOTHER, headers={SECRET: note.secret})
            answer = asking.getresponse()
            link = answer.read(1000).decode()
    except (OSError, HTTPException, ValueError):
        return None
    return link if answer.status == 200 and link.startswith(f"http://{LOOPBACK}:") else None


def served(project: Path, port: int, opened: Callable[[str], None]) -> tuple[Problem, ...]:
    """Serve `project` until it is stopped; `opened` is told the link once it can be opened.

    Port 0 is the project's usual one, or any where that is taken. Return why what was typed last
    could not be saved. Raises OSError where the port is taken, and KeyboardInterrupt only before
    there is a page.
    """
    listening = bound(port) if port else usually_bound(project)
    desk = Desk(project)
    happenings = Happenings(desk)
    guard = Guard(page_of(desk, happenings), listening.getsockname()[1])
    settings = uvicorn.Config(
        guard,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_ENDS_WITHIN,
    )
    server = _Server(settings, lambda: opened(guard.address), happenings)
    with _noted(project, Note(guard.port, guard.secret)), suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    return tuple(_saved(desk))


def bound(port: int) -> socket.socket:
    """Return a socket at `port` of this machine; raises OSError where that is taken.

    It is said to be TCP: asyncio (3.11) lets no answer wait for the browser's acknowledgement
    of its head, 40 ms on Linux, only where a socket's protocol is named.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
    except OSError:
        listening.close()
        raise
    return listening


def usually_bound(project: Path) -> socket.socket:
    """Return a socket at the port that the page of `project` usually has, or at any free one.

    What a browser keeps for a page, as how wide its parts are, belongs to the port too.
    """
    digest = sha256(os.fsencode(project.resolve())).digest()
    usual = _PRIVATE.start + int.from_bytes(digest[:4], "big") % len(_PRIVATE)
    try:
        return bound(usual)
    except OSError:
        return bound(0)


@contextmanager
def _noted(project: Path, note: Note) -> Iterator[None]:
    """Let a second start find this one; where that cannot be noted, it will not."""
    path = output_of(project) / FOLDER / NOTE
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(note))
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _saved(desk: Desk) -> Iterator[Problem]:
    """Save what was typed last, and tell what could not be."""
    for text in desk.all_open():
        if text.is_saved:
            continue
        try:
            refused = text.save()
        except OSError as error:
            yield unwritable(text.path, error)
        else:
            if refused is not None:
                yield Problem(
                    "REV005",
                    "Yang terakhir Anda ketik bertemu perubahan program lain dan tidak disimpan.",
                    path=str(text.path),
                    hint="Periksa berkas ini.",
                )


class _Server(uvicorn.Server):
    """Tells when it is ready, and whoever listens when it stops."""

    def __init__(
        self, settings: uvicorn.Config, ready: Callable[[], None], happenings: Happenings
    ) -> None:
        super().__init__(settings)
        self._ready = ready
        self._happenings = happenings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so; what is loaded by then is no garbage to look through at a key."""
        await super().startup(sockets)
        gc.freeze()
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell whoever listens, then end."""
        self._happenings.stop()
        await super().shutdown(sockets)
