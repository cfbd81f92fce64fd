"""Being told to stop: SIGTERM and SIGHUP end a command in order, as Ctrl-C does.

By default they end the process at once, and its workers' leftovers are told on the terminal.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALED = 128
"""What shells add to the number of the signal that ended a program."""


class Stopped(KeyboardInterrupt):
    """The system told the command to stop; `code` is the exit code that says so."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = _SIGNALED + number


@contextmanager
def stopped_in_order() -> Iterator[None]:
    """Raise Stopped where the system tells this process to stop."""
    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = [(number, signal.signal(number, _stop)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def _stop(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise Stopped(number)
