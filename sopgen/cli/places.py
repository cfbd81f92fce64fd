"""Which files a command works on: the PATHs that were typed, else the project around us."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click


def existing(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return `paths`, or the definitions of the project that the working folder lies in.

    A path that is not there, or no path and no project, is a wrong command.
    """
    from sopgen.project.finding import DEFINITIONS, own_definitions

    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise click.UsageError(f"{missing} tidak ada.")
    if paths:
        return tuple(paths)
    own = own_definitions()
    if own is None:
        raise click.UsageError(f"Tidak ada map {DEFINITIONS}/ di sini. Sebutkan PATH definisinya.")
    return (own,)
