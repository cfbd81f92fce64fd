"""What is written for programs: UTF-8 and line feeds, whatever the terminal's code page is."""

from __future__ import annotations

import sys
from collections.abc import Iterable


def write_for_programs(lines: Iterable[str]) -> None:
    """Write `lines` to stdout, each with a line feed behind it.

    A byte of a file name that is no UTF-8 comes as JSON spells a lone surrogate.
    """
    sys.stdout.flush()
    for line in lines:
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
