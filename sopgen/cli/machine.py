"""What is written for programs: UTF-8 and line feeds, whatever the terminal's code page is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from sopgen.problems.characters import HIDDEN


def write_for_programs(lines: Iterable[str]) -> None:
    """Write `lines` to stdout, each with a line feed behind it.

    What cannot be seen comes as JSON spells it, so that it does no harm on a terminal
    either; a byte of a file name that is no UTF-8 is a lone surrogate.
    """
    sys.stdout.flush()
    for line in lines:
        sys.stdout.buffer.write(_spelled(line).encode() + b"\n")
    sys.stdout.buffer.flush()


def _spelled(line: str) -> str:
    return HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], line)
