"""What happens while nobody asks: another program saved a file, the list grew, the page stops.

Told as server-sent events, `event: berkas`, `kop`, `proyek` and `berhenti`, a second after they
happened at most. Only while somebody listens is anything looked at.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool

from sopgen.problems.files import plain_bytes
from sopgen.server.desk import Desk

EVERY = 1.0
"""Seconds between two looks."""


class Happening(Struct, frozen=True):
    """What happened, and to which SOP or letterhead."""

    kind: str
    about: dict[str, int | str] = {}

    @property
    def line(self) -> str:
        """The event as it is sent."""
        return f"event: {self.kind}\ndata: {msgspec.json.encode(self.about).decode()}\n\n"


class Look(Struct, frozen=True):
    """What was seen: which SOPs there are, files that are not as they were opened, letterheads."""

    sops: frozenset[int]
    changed: dict[int, float]
    letterheads: dict[str, float]


class Happenings:
    """Tells whoever listens what happens to the project on `desk`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Tell all who listen that the page stops, and end."""
        self._stopped.set()

    async def told(self) -> AsyncIterator[str]:
        """Yield what happens from now on."""
        before = await run_in_threadpool(look, self._desk)
        yield "retry: 1000\n\n"
        while True:
            try:
                await asyncio.wait_for(self._stopped.wait(), EVERY)
            except TimeoutError:
                now = await run_in_threadpool(look, self._desk)
                for each in news(before, now):
                    yield each.line
                before = now
            else:
                yield Happening("berhenti").line
                return


def look(desk: Desk) -> Look:
    """Return how the project is."""
    sops = frozenset(number for number, _ in desk.paths())
    changed = {}
    for number, text in desk.open_texts():
        with text.lock:
            if _bytes(text.path) != text.saved:
                changed[number] = _saved_at(text.path)
    letterheads = {each.stem: _changed_at(desk, each) for each in desk.letterhead_paths()}
    return Look(sops, changed, letterheads)


def _changed_at(desk: Desk, path: Path) -> float:
    """Return when another program saved a letterhead; 0 where it is as it was opened or saved."""
    text = desk.open_letterhead(path.stem)
    if text is not None:
        with text.lock:
            if _bytes(path) == text.saved:
                return 0.0
    return _saved_at(path)


def news(before: Look, now: Look) -> list[Happening]:
    """Return what happened between two looks."""
    found = [Happening("proyek")] if before.sops != now.sops else []
    for number, when in now.changed.items():
        if before.changed.get(number) != when:
            found.append(Happening("berkas", {"id": number}))
    for name in sorted(before.letterheads.keys() | now.letterheads.keys()):
        saved = now.letterheads.get(name)
        if saved != 0.0 and before.letterheads.get(name) != saved:
            found.append(Happening("kop", {"kop": name}))
    return found


def _bytes(path: Path) -> bytes:
    try:
        return plain_bytes(path)
    except OSError:
        return b""


def _saved_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
