"""Which files a command works on: the PATHs that were typed, else the project around us."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

_BEGIN = "Mulai proyek dengan “sopgen init”, atau masuk ke map proyek Anda."


def existing(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return `paths`, or the definitions of the project that the working folder lies in.

    A path that is not there, or no path and no project, is a wrong command.
    """
    from sopgen.project.finding import own_definitions

    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise click.UsageError(f"{missing} tidak ada.")
    if paths:
        return tuple(paths)
    own = own_definitions()
    if own is None:
        raise without_definitions()
    return (own,)


def around(paths: Sequence[Path]) -> Path:
    """Return a folder in the project that `paths` belong to: that of the first, else our own."""
    if not paths:
        return Path.cwd()
    return paths[0] if paths[0].is_dir() else paths[0].parent


def without_definitions() -> click.UsageError:
    """Return why there is nothing to work on around the working folder, with the next step."""
    from sopgen.problems.files import DEFINITIONS, LETTERHEADS, is_project
    from sopgen.project.roots import project_of

    root = project_of(Path.cwd())
    if not is_project(root):
        return click.UsageError(f"Tidak ada map {DEFINITIONS}/ di sini. {_BEGIN}")
    if not (root / LETTERHEADS).is_dir():
        return click.UsageError(f"Proyek ini belum punya map {LETTERHEADS}/. {_BEGIN}")
    return click.UsageError("Proyek ini belum punya SOP. Buat yang pertama dengan “sopgen new”.")


def own_letterheads() -> dict[str, Path]:
    """Return the letterheads of the project around the working folder, by their names.

    Where it has none, that is a wrong command.
    """
    from sopgen.definition.naming import letterheads_in
    from sopgen.problems.files import LETTERHEADS
    from sopgen.project.roots import project_of

    folder = project_of(Path.cwd()) / LETTERHEADS
    known = {path.stem: path for path in letterheads_in(folder)} if folder.is_dir() else {}
    if not known:
        raise click.UsageError(f"Tidak ada kop di map {LETTERHEADS}/. {_BEGIN}")
    return known
