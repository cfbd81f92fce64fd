"""Whether a file is as it was when it was read: saved at the same moment, as large as then."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

FileState: TypeAlias = tuple[int, int]
"""When a file was saved, in nanoseconds since 1970, and how many bytes it has."""


def state_of(path: Path) -> FileState | None:
    """Return the state of a file; None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size
