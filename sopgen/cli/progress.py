"""One line on a terminal that says how far the work is; nothing anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

_BAR = 24
_EVERY = 0.1
"""Seconds between two drawings."""

_CLEAR = "\r\x1b[K"


def progress_line(done: int, total: int, seconds: float, things: str = "SOP") -> str:
    """Return bar, count, rate of `things` and remaining time after so many `seconds`."""
    filled = _BAR * done // total
    line = f"[{'#' * filled}{'-' * (_BAR - filled)}] {done}/{total}"
    if not done or seconds <= 0:
        return line
    rate = done / seconds
    left = round((total - done) / rate)
    return f"{line}  {_rate(rate)} {things}/detik  sisa {left // 60}:{left % 60:02d}"


def _rate(rate: float) -> str:
    return f"{rate:.0f}" if rate >= 1 else f"{rate:.1f}".replace(".", ",")


class Progress:
    """The line while it stands; it goes away with the work."""

    def __init__(self, total: int, things: str = "SOP") -> None:
        self._total = total
        self._things = things
        self._done = 0
        self._shown = total > 0 and sys.stderr.isatty()
        self._started = time.monotonic()
        self._drawn = self._started

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clear()

    def advance(self) -> None:
        """Count one more."""
        self._done += 1
        now = time.monotonic()
        if self._shown and now - self._drawn >= _EVERY:
            self._drawn = now
            self._draw()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the line away while something else is printed."""
        self._clear()
        yield

    def _draw(self) -> None:
        seconds = time.monotonic() - self._started
        line = progress_line(self._done, self._total, seconds, self._things)
        sys.stderr.write(_CLEAR + line)
        sys.stderr.flush()

    def _clear(self) -> None:
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
